"""What a careful reader would flag."""

from __future__ import annotations

import pytest

from ingest.parse import parse_text
from ingest.plan import Anomaly, PlanWarning
from ingest.read import SourceText


def anomalies(raw: str) -> tuple[Anomaly, ...]:
    return parse_text(SourceText("plan.txt", raw, "txt")).anomalies


HEAD = "ỦY BAN NHÂN DÂN\nXÃ YÊN SƠN\n\nSố: 3/KH-UBND\n\nYên Sơn, ngày 1 tháng 2 năm 2026\n\nKẾ HOẠCH\n\nLàm việc\n\n"


@pytest.mark.parametrize(
    ("raw", "kind", "text"),
    [
        (HEAD.replace("3/KH", "/KH") + "I. NHIỆM VỤ", "blank-number", "Số: /KH-UBND"),
        (HEAD.replace("ngày 1 ", "ngày ") + "I. NHIỆM VỤ", "blank-date", "ngày tháng 2 năm 2026"),
        (HEAD + "I. NHIỆM VỤ\n\n1. Một.\n\n3. Ba.", "skipped-label", "3"),
        (HEAD + "I. NHIỆM VỤ\n\n1. Một.\n\n1. Hai.", "duplicate-label", "1"),
        (HEAD + "I. NHIỆM VỤ\n\n1. Làm theo Phụ lục I kèm theo Kế hoạch này.", "absent-appendix", "Phụ lục I"),
        (HEAD + "I. NHIỆM VỤ\n\n1. Báo cáo (qua Phòng Kinh tế để tổng hợp.", "open-bracket", "("),
        (HEAD + "I. NHIỆM VỤ\n\n1. Báo cáo qua Phòng Kinh tế) để tổng hợp.", "open-bracket", ")"),
        (HEAD + "I. NHIỆM VỤ\n\n1. Phân đầu trồng đủ cây.", "slip", "Phân đầu"),
        (HEAD + "I. NHIỆM VỤ\n\n1. Vận động các các hộ dân.", "doubled-words", "các các"),
        (HEAD + "I. NHIỆM VỤ\n\n1. Bảo vệ các công nhân nhân lao động.", "doubled-words", "nhân nhân"),
        (HEAD + "I. NHIỆM VỤ\n\n1. Tuyên tuyền cách đổ rác.", "slip", "Tuyên tuyền"),
        (HEAD + "I. NHIỆM VỤ\n\n1. Trình Ủy ban nhân xã dự toán.", "slip", "Ủy ban nhân"),
        (
            HEAD + "I. NHIỆM VỤ\n\n1. Một.\n\nPHỤ LỤC\n(Kèm theo Kế hoạch số:   /KH-UBND ngày   /  /2026)\n\n1. Hai.",
            "blank-number",
            "số:   /KH-UBND",
        ),
        (
            HEAD + "I. NHIỆM VỤ\n\n1. Làm theo Quyết định số 5/QĐ-TTg ngày 01/02/2025.\n\n"
            "2. Căn cứ Quyết định số 5/QĐ-TTg ngày 01/02/2024, và Quyết định số 5/QĐ-TTg ngày 01/02/2024.",
            "two-dates",
            "Quyết định số 5/QĐ-TTg",
        ),
        (
            HEAD + "I. NHIỆM VỤ\n\n1. Làm theo Quyết định số 5/QĐ-TTg ngày 01/02/2025.\n\n"
            "2. Căn cứ Quyết định số 5/QĐ-TTg ngày 01/02/2024.",
            "two-dates",
            "Quyết định số 5/QĐ-TTg",
        ),
        (
            HEAD + "I. NHIỆM VỤ\n\n1. Làm theo Quyết định số 5/QĐ-TTg ngày 01/03/2026.",
            "later-date",
            "Quyết định số 5/QĐ-TTg",
        ),
        (
            HEAD
            + "I. NHIỆM VỤ\n\n1. Dọn vệ sinh chợ.\n\nĐơn vị chủ trì: Phòng Kinh tế.\n\n"
            + "II. TỔ CHỨC THỰC HIỆN\n\n1. Công an xã\n\n- Dọn vệ sinh chợ.",
            "contradictory-lead",
            "Dọn vệ sinh chợ.",
        ),
    ],
)
def test_anomalies(raw: str, kind: str, text: str) -> None:
    found = [anomaly for anomaly in anomalies(raw) if anomaly.kind == kind]
    assert [anomaly.text for anomaly in found] == [text]
    assert raw[found[0].start : found[0].end] == text


def test_lists_of_duties_may_repeat_a_sentence() -> None:
    lists = "I. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Kinh tế\n\n- Làm việc khác.\n\n2. Công an xã\n\n- Làm việc khác."
    assert [a.kind for a in anomalies(HEAD + lists)] == []


def test_a_sound_plan_has_none() -> None:
    assert anomalies(HEAD + "I. NHIỆM VỤ\n\n1. Xây nền tảng số số lượng lớn.\n\n2. Trình Ủy ban\nnhân\ndân xã.") == ()
    assert (
        anomalies(
            HEAD + "I. NHIỆM VỤ\n\na) Một;\n\nb) Hai (và ba).\n\nc) Bốn.\n\nd) Năm.\n\nđ) Sáu.\n\ne) Bảy.\n\ng) Tám."
        )
        == ()
    )


def test_a_slip_that_a_plan_repeats_is_told_once() -> None:
    found = anomalies(
        HEAD + "I. NHIỆM VỤ\n\n1. Tuyên tuyền cách đổ rác.\n\n2. Mở lớp tuyên tuyền.\n\n3. Phân đầu đủ cây."
    )
    assert [(a.text, a.note) for a in found] == [
        ("Tuyên tuyền", "Có lẽ là “Tuyên truyền”, 2 chỗ"),
        ("Phân đầu", "Có lẽ là “Phấn đấu”"),
    ]


def test_a_slip_in_a_text_read_from_a_picture_may_be_the_readers() -> None:
    raw = HEAD + "I. NHIỆM VỤ\n\n1. Phân đầu trồng đủ cây."
    read = SourceText("plan.pdf", raw, "pdf", warnings=(PlanWarning("recognised", "đọc từ ảnh quét"),))
    blank = SourceText("plan.pdf", HEAD.replace("3/KH", "/KH") + "I. NHIỆM VỤ", "pdf", warnings=read.warnings)
    assert parse_text(blank).anomalies == ()  # the number may be written by hand
    assert [each.note for each in parse_text(read).anomalies] == [
        "Có lẽ là “Phấn đấu” (có thể do máy đọc nhầm ảnh quét)"
    ]
    assert [each.note for each in anomalies(raw)] == ["Có lẽ là “Phấn đấu”"]
