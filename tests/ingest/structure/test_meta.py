"""Who issued a plan, where, when, under which number, and who signed it."""

from __future__ import annotations

import pytest

from ingest.plan import Meta
from ingest.structure.layout import layout
from ingest.structure.meta import read_meta
from tests.ingest import layouts


def meta(raw: str) -> Meta:
    return read_meta(layout(raw).pieces, raw)[0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("blocks", ("Kế hoạch", None, "KH-UBND", "Ủy ban nhân dân phường Tân Lập", "Tân Lập", None, "2026-03")),
        ("pdf", ("Kế hoạch", "15", "KH-UBND", "Ủy ban nhân dân xã Yên Sơn", "Yên Sơn", "Ninh Bình", "2026-03-05")),
        ("wrapped", ("Kế hoạch", "88", "KH-UBND", "Ủy ban nhân dân tỉnh Ninh Bình", None, "Ninh Bình", "2025-11-18")),
        ("lines", ("Kế hoạch", "08", "KH/ĐU", "Đảng ủy xã Yên Sơn", "Yên Sơn", "Ninh Bình", "2026-02-12")),
        ("markdown", ("Kế hoạch", "21", "KH-UBND", "Ủy ban nhân dân xã Yên Sơn", "Yên Sơn", None, None)),
        (
            "decision",
            ("Quyết định", "301", "QĐ-UBND", "Ủy ban nhân dân tỉnh Ninh Bình", None, "Ninh Bình", "2025-11-20"),
        ),
    ],
)
def test_letterheads(name: str, expected: tuple[str | None, ...]) -> None:
    found = meta(layouts.ALL[name])
    assert (found.doc_type, found.number, found.symbol, found.issuer, found.ward, found.city, found.date) == expected


@pytest.mark.parametrize(
    ("name", "title", "signer", "role", "recipients"),
    [
        (
            "blocks",
            "Chuyển đổi số trên địa bàn phường Tân Lập năm 2026",
            "Trần Thị Hòa",
            "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH",
            ("Đảng ủy phường", "Lưu: VT"),
        ),
        (
            "pdf",
            "Trồng cây phân tán trên địa bàn xã Yên Sơn năm 2026",
            "Trần Văn Bình",
            "CHỦ TỊCH",
            ("UBND tỉnh", "Các thôn", "Lưu: VT"),
        ),
        (
            "wrapped",
            "PHÁT TRIỂN THƯ VIỆN CÔNG CỘNG GIAI ĐOẠN 2026 - 2030",
            "Đỗ Minh Khang",
            "CHỦ TỊCH",
            ("Bộ Văn hóa, Thể thao và Du lịch (để b/c)", "Lưu: VT"),
        ),
        (
            "lines",
            "học tập Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị",
            "Lê Thị Mai",
            "BÍ THƯ",
            ("Tỉnh ủy", "Lưu Văn phòng Đảng ủy"),
        ),
        ("markdown", "Tết trồng cây năm 2026", "Phạm Quốc Huy", "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH", ()),
        (
            "decision",
            "Về việc ban hành Kế hoạch bảo tồn làng nghề",
            "Đỗ Minh Khang",
            "CHỦ TỊCH",
            ("Như Điều 2", "Lưu: VT"),
        ),
    ],
)
def test_titles_and_feet(name: str, title: str, signer: str, role: str, recipients: tuple[str, ...]) -> None:
    found = meta(layouts.ALL[name])
    assert (found.title, found.signer, found.signer_role, found.recipients) == (title, signer, role, recipients)
    raw = layouts.ALL[name]
    assert raw[found.title_start : found.title_end].split()[0] == title.split(maxsplit=1)[0]


@pytest.mark.parametrize(
    ("head", "issuer", "ward"),
    [
        ("ỦY BAN NHÂN DÂN\nPHƯỜNG THUỶ NGUYÊN", "Ủy ban nhân dân phường Thủy Nguyên", "Thủy Nguyên"),
        (
            "ỦY BAN MTTQ VIỆT NAM\nXÃ YÊN SƠN\nBAN THƯỜNG TRỰC",
            "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã Yên Sơn",
            "Yên Sơn",
        ),
        ("UBND XÃ YÊN SƠN\nTRƯỜNG THCS LÊ LỢI", "Trường THCS Lê Lợi", None),
        ("ĐẢNG BỘ TỈNH NINH BÌNH\nĐẢNG ỦY PHƯỜNG TÂN LẬP", "Đảng ủy phường Tân Lập", "Tân Lập"),
    ],
)
def test_issuers_from_letterheads(head: str, issuer: str, ward: str | None) -> None:
    found = meta(
        f"{head}\n\nSố: 3/KH\n\nYên Sơn, ngày 1 tháng 2 năm 2026\n\nKẾ HOẠCH\n\nLàm việc\n\nI. NHIỆM VỤ\n\n1. Việc."
    )
    assert found.issuer == issuer
    assert found.ward == ward


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("ngày 5 tháng 3 năm 2026", "2026-03-05"),
        ("ngày     tháng 03 năm 2026", "2026-03"),
        ("ngày ... tháng ... năm 2026", "2026"),
        ("ngày tháng năm", None),
    ],
)
def test_dates_as_precise_as_stated(written: str, iso: str | None) -> None:
    assert meta(f"Số: 1/KH-UBND\n\nTân Lập, {written}\n\nKẾ HOẠCH\n\nLàm việc\n\nI. NHIỆM VỤ").date == iso


_FOOT = "KẾ HOẠCH\n\nKiểm định cầu năm 2026\n\nI. NHIỆM VỤ\n\n1. Phòng Kỹ thuật rà soát các cây cầu.\n\n{}"


@pytest.mark.parametrize(
    ("foot", "signer", "role", "recipients"),
    [
        ("Nơi nhận:\n- Sở Xây dựng;\n- Lưu: VT.\nGIÁM ĐỐC\n\nLê Văn Tám", "Lê Văn Tám", "GIÁM ĐỐC", 2),
        ("Nơi nhận:\n- Lưu: VT.\n\nHIỆU TRƯỞNG\n\n(Đã ký)\n\nLê Văn Tám", "Lê Văn Tám", "HIỆU TRƯỞNG", 1),
        ("TRƯỞNG BAN\n\nLê Văn Tám", "Lê Văn Tám", "TRƯỞNG BAN", 0),
        # An office among the recipients, and one that nobody's name follows, sign nothing.
        ("Nơi nhận:\n- CHỦ TỊCH UBND xã;\nCHỦ TỊCH và các PCT UBND xã;\n- Lưu: VT.", None, None, 3),
        ("CHỦ TỊCH\n\n2. Phòng Kỹ thuật báo cáo.", None, None, 0),
    ],
)
def test_signatures_without_tm_or_kt(foot: str, signer: str | None, role: str | None, recipients: int) -> None:
    found = meta(_FOOT.format(foot))
    assert (found.signer, found.signer_role, len(found.recipients)) == (signer, role, recipients)
