"""Short forms of one plan's own organisations, and how names that hold them are read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.organisations.short_names import short_names
from ingest.organisations.units import find_units
from ingest.passages import Place
from ingest.text.mapped import mapped


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            ["Chi cục Chăn nuôi và Thú y cấp vắc xin.", "Chi cục CN&TY báo cáo."],
            [("Chi cục CN&TY", "Chi cục Chăn nuôi và Thú y")],
        ),
        (
            ["Tổ Quản lý trật tự xây dựng đi kiểm tra", "giao Tổ QLTTXD lập biên bản"],
            [("Tổ QLTTXD", "Tổ Quản lý trật tự xây dựng")],
        ),
        (
            ["Ban Quản lý dự án và Phát triển\nquỹ đất", "Ban QLDA & PTQĐ"],
            [("Ban QLDA & PTQĐ", "Ban Quản lý dự án và Phát triển quỹ đất")],
        ),
        (["TT VH-TT", "Trung tâm Văn hóa - Thể thao mở cửa"], [("TT VH-TT", "Trung tâm Văn hóa - Thể thao")]),
        (
            ["Ngân hàng Nhà nước chi nhánh Khu vực 8 chỉ đạo", "báo cáo Ngân hàng Nhà nước"],
            [("Ngân hàng Nhà nước", "Ngân hàng Nhà nước khu vực 8")],
        ),
        (["Hạt Kiểm lâm khu vực VI và Hạt Kiểm lâm khu vực VII", "Hạt Kiểm lâm"], []),
        # The plan never says what it stands for; the letters do not fit; capitals that name nobody.
        (["Tổ QLTTXD lập biên bản"], []),
        (["Chi cục Chăn nuôi và Thú y", "Chi cục BVTV"], []),
        (["Luật PCCC và CNCH; 98/KH-UBND", "Phòng cháy chữa cháy"], []),
    ],
)
def test_short_names(texts: list[str], expected: list[tuple[str, str]]) -> None:
    assert list(short_names(texts)) == expected


def test_the_order_of_texts_makes_no_difference() -> None:
    texts = ["Tổ Quản lý trật tự xây dựng", "Tổ QLTTXD", "Chi cục Chăn nuôi và Thú y", "Chi cục CN&TY"]
    assert short_names(texts) == short_names(reversed(texts))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tổ QLTTXD lập biên bản", [("Tổ Quản lý trật tự xây dựng", "Tổ QLTTXD")]),
        ("giao Trạm CN&TY khu vực VI", [("Trạm Chăn nuôi và Thú y khu vực VI", "Trạm CN&TY khu vực VI")]),
        ("Tổ Quản lý trật tự xây dựng", [("Tổ Quản lý trật tự xây dựng", "Tổ Quản lý trật tự xây dựng")]),
        ("tổ qlttxd", []),
    ],
)
def test_units_under_their_full_names(text: str, expected: list[tuple[str, str]]) -> None:
    names = (("Tổ QLTTXD", "Tổ Quản lý trật tự xây dựng"), ("Trạm CN&TY", "Trạm Chăn nuôi và Thú y"))
    place = Place(ward="Hòa Bình", kind="phường", short_names=names)
    units = find_units(mapped(text), place)
    assert [(unit.canonical, unit.span.text) for unit in units] == expected


def test_a_name_without_its_branch_is_the_branch_that_the_plan_names() -> None:
    place = Place("Tân An", "xã", "Đồng Nai", "tỉnh")
    texts = ["Tòa án nhân dân khu vực 4 xét xử; Tòa án nhân dân tỉnh hướng dẫn", "Đề nghị Tòa án nhân dân"]
    own = replace(place, short_names=short_names(texts))
    named = [unit.canonical for text in texts for unit in find_units(mapped(text), own)]
    assert named == ["Tòa án nhân dân khu vực 4", "Tòa án nhân dân tỉnh", "Tòa án nhân dân khu vực 4"]
