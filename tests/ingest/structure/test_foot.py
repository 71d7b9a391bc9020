"""Feet in two columns, and who signs there."""

from __future__ import annotations

import pytest

from ingest.structure.layout import layout
from ingest.structure.meta import read_meta

HEAD = """LIÊN ĐOÀN LAO ĐỘNG - SỞ VĂN HÓA
TỈNH BÌNH AN

CHƯƠNG TRÌNH
Phối hợp xây dựng đời sống văn hóa

I. NỘI DUNG

1. Tổ chức hội thao hằng năm cho công nhân, lao động.

2. Hai bên thống nhất ký kết chương trình này./.

"""
RECIPIENTS = "Nơi nhận:\n- Tỉnh ủy;\n- Lưu: VT.\n"


def foot(text: str) -> tuple[str | None, str | None, tuple[str, ...], list[str]]:
    """(signer, role, recipients, the texts of the body) of a plan with this foot."""
    found = layout(HEAD + text)
    meta, _ = read_meta(found.pieces, found.raw)
    body = [piece.block.text.text for piece in found.pieces if piece.zone == "body"]  # type: ignore[union-attr]
    return meta.signer, meta.signer_role, meta.recipients, body[3:]


@pytest.mark.parametrize(
    ("text", "signer", "role"),
    [
        # each body with its office, one column after the other or side by side
        (
            "SỞ VĂN HÓA\nGIÁM ĐỐC\n\nNguyễn Văn An\n\nLIÊN ĐOÀN LAO ĐỘNG\nCHỦ TỊCH\n\nTrần Thị Bình\n\n",
            "Nguyễn Văn An; Trần Thị Bình",
            "GIÁM ĐỐC; CHỦ TỊCH",
        ),
        (
            "SỞ VĂN HÓA        LIÊN ĐOÀN LAO ĐỘNG\nGIÁM ĐỐC          CHỦ TỊCH\n\nNguyễn Văn An     Trần Thị Bình\n\n",
            "Nguyễn Văn An; Trần Thị Bình",
            "GIÁM ĐỐC; CHỦ TỊCH",
        ),
        (
            "TM. UBND\tTM. BAN THƯỜNG TRỰC\nKT. CHỦ TỊCH\tCHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nNguyễn Văn An\tTrần Thị Bình\n\n",
            "Nguyễn Văn An; Trần Thị Bình",
            "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH; CHỦ TỊCH",
        ),
        # offices that a seal hides
        ("SỞ VĂN HÓA\n\nNguyễn Văn An\n\nTrần Thị Bình\n\n", "Nguyễn Văn An; Trần Thị Bình", None),
    ],
)
def test_bodies_that_sign_together(text: str, signer: str, role: str | None) -> None:
    assert foot(text + RECIPIENTS) == (signer, role, ("Tỉnh ủy", "Lưu: VT"), [])


def test_a_name_below_a_body_within_the_plan_is_no_signature() -> None:
    text = "II. PHÂN CÔNG\n\nBAN CHỈ ĐẠO\n\nNguyễn Văn An\n\n1. Phụ trách chung.\n\n"
    signer, _, _, body = foot(text + RECIPIENTS)
    assert signer is None
    assert any("Nguyễn Văn An" in paragraph for paragraph in body)


@pytest.mark.parametrize(
    "text",
    [
        "Nơi nhận:\n- Tỉnh ủy;     Báo\n- HĐND tỉnh;     cáo.\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nCao Thanh An\n",
        "Nơi nhận:            GIÁM ĐỐC\n- Tỉnh ủy;    (để b/c)\n- HĐND tỉnh;\n- Lưu: VT.            Cao Thanh An\n",
        "Nơi nhận:         GIÁM ĐỐC\n- Tỉnh ủy;\n             phối hợp\n- HĐND tỉnh;\n- Lưu: VT.         Cao Thanh An",
    ],
)
def test_what_a_brace_says_beside_recipients_is_no_part_of_the_signature(text: str) -> None:
    assert foot(text)[:3] == ("Cao Thanh An", "GIÁM ĐỐC", ("Tỉnh ủy", "HĐND tỉnh", "Lưu: VT"))


def test_a_line_of_capitals_beside_recipients_is_the_signature() -> None:
    text = "Nơi nhận:\n- Tỉnh ủy;          TRƯỞNG BAN\n- Lưu: VT.          BÁO CÁO\n                    Cao Thanh An\n"
    assert foot(text)[:2] == ("Cao Thanh An", "TRƯỞNG BAN")


def test_a_name_below_the_recipients_that_a_tab_alone_sets_in() -> None:
    text = "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- Tỉnh ủy;\tCHỦ TỊCH\n- Lưu: VT.\n\n\tY Khăm Niê\n"
    assert foot(text) == ("Y Khăm Niê", "CHỦ TỊCH", ("Tỉnh ủy", "Lưu: VT"), [])


def test_a_signature_one_blank_behind_the_recipients() -> None:
    text = (
        "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Sở Y tế (b/c); KT. CHỦ TỊCH\n- TT. HĐND xã; PHÓ CHỦ TỊCH\n- Các thôn;\n"
        "- Lưu: VT, VX. Cao Thị Thanh An\n"
    )
    recipients = ("Sở Y tế (b/c)", "TT. HĐND xã", "Các thôn", "Lưu: VT, VX")
    assert foot(text) == ("Cao Thị Thanh An", "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH", recipients, [])


def test_an_annex_stands_behind_both_columns() -> None:
    text = (
        "Nơi nhận:\tGIÁM ĐỐC\n- Tỉnh ủy;\n- Lưu: VT.\tCao Thanh An\n\nPHỤ LỤC\nLỊCH TRỰC\n\n"
        "TT\tNội dung\tNgười thực hiện\tThời gian\n1\tTrực đêm\tTổ bảo vệ\tTháng 6/2026\n"
    )
    assert foot(text)[:3] == ("Cao Thanh An", "GIÁM ĐỐC", ("Tỉnh ủy", "Lưu: VT"))


def test_a_foot_that_is_a_table_of_markdown() -> None:
    text = (
        "| **Nơi nhận:** | **KT. GIÁM ĐỐC** |\n|---|---|\n"
        "| - UBND tỉnh;<br>- Lưu: VT. | **PHÓ GIÁM ĐỐC**<br><br>**Cao Thanh An** |\n"
    )
    assert foot(text)[:3] == ("Cao Thanh An", "KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC", ("UBND tỉnh", "Lưu: VT"))
