"""Tables of figures by year: what is a target, its unit and year; their rows in the outline."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.structure.figures import find_figures
from ingest.structure.layout import layout

HEAD = "KẾ HOẠCH\n\nTrồng cây\n\nI. NHIỆM VỤ\n\n1. Trồng cây.\n\nNơi nhận:\n- Lưu.\n\nTM. ỦY BAN\n\nPHỤ LỤC 1\n\n"


def read(table: str, title: str = "DIỆN TÍCH CÂY TRỒNG", since: int = 2026) -> tuple[list[str], list[str]]:
    raw = f"{HEAD}{title}\n\n{table}"
    figures = find_figures(layout(raw), since)
    for target in figures.targets:
        assert raw[target.start : target.end] == target.text
    for item in figures.outline:
        assert raw.startswith(item.label.rpartition(".")[2], item.start)
    said = [f"{target.metric}: {target.value:g} {target.unit} {target.due}" for target in figures.targets]
    return said, [f"{item.label} {item.title}" for item in figures.outline]


@pytest.mark.parametrize(
    ("header", "warned"), [("TT\tChỉ tiêu\tNăm 2027\tNăm 2028", []), ("TT\tChỉ tiêu\tMùa\tVụ", ["table-not-read"])]
)
def test_only_tables_that_are_not_read_are_warned_of(header: str, warned: list[str]) -> None:
    page = layout(f"{HEAD}DIỆN TÍCH CÂY TRỒNG\n\n{header}\n1\tVải\t10\t20\n2\tNhãn\t30\t40\n")
    assert [each.kind for each in find_figures(page, 2026).unread(page.warnings)] == warned


def one_a_line(*rows: str) -> str:
    """The rows with one cell a line: a bar between cells, two between rows and for an empty cell."""
    lines = [f"|\n{row.replace('|', chr(10) + '|' + chr(10))}\n|" for row in rows]
    return "\n".join(line.replace("\n\n", "\n") for line in lines)


def test_a_unit_column_and_a_past_year() -> None:
    rows = [
        "TT\tChỉ tiêu\tĐVT\tƯTH năm 2026\tNăm 2027\tNăm 2028",
        "I\tCÂY ĂN QUẢ\t\t\t\t",
        "1\tVải\t\t\t\t",
        "-\tDiện tích\tHa\t100\t1.200\t1.300,5",
        "2\tTỷ lệ sống\t%\t80\t90\t95",
    ]
    expected = [
        "Vải - Diện tích: 1200 ha 2027",
        "Vải - Diện tích: 1300.5 ha 2028",
        "Tỷ lệ sống: 90 % 2027",
        "Tỷ lệ sống: 95 % 2028",
    ]
    labels = ["PHỤ LỤC 1.I CÂY ĂN QUẢ", "PHỤ LỤC 1.I.1 Vải", "PHỤ LỤC 1.I.2 Tỷ lệ sống"]
    assert read("\n".join(rows)) == (expected, labels)
    assert read(one_a_line(*(row.replace("\t", "|") for row in rows))) == (expected, labels)


def test_signs_dashes_and_columns_behind_the_years() -> None:
    table = (
        "TT\tChỉ tiêu\tĐVT\tTH 2025\tKH 2026\tKH 2027\tCơ quan theo dõi\n"
        "1\tChồi (lũy kế)\tcây\t-\t30\t≥ 40\tThôn\n2\tTán\t%\t61,4\t64\t67,5\tHội\n"
    )
    assert read(table)[0] == [
        "Chồi (lũy kế): 30 cây 2026",
        "Chồi (lũy kế): 40 cây 2027",
        "Tán: 64 % 2026",
        "Tán: 67.5 % 2027",
    ]


def test_units_on_lines_of_their_own_and_above_the_table() -> None:
    cells = ["Chỉ tiêu", "ĐVT", "TH 2025", "KH 2026", "Đàn trâu\ncon", "41", "52", "Đàn dê\ncon", "12", "18"]
    cells += ["Đàn gà\ncon", "900", "1.100"]
    assert read("\n\n".join(cells))[0] == ["Đàn trâu: 52 con 2026", "Đàn dê: 18 con 2026", "Đàn gà: 1100 con 2026"]
    table = "(ĐVT: tạ)\n\nTT\tLoại\tNăm 2026\tNăm 2027\n1\tVải\t10\t20\n2\tNhãn\t30\t40\n"
    assert read(table)[0][:2] == ["Vải: 10 tạ 2026", "Vải: 20 tạ 2027"]


def test_two_things_counted_each_year() -> None:
    rows = [
        "TT|Sản phẩm|Kế hoạch 2027|Kế hoạch 2028",
        "Lượng (Tấn)|Giá trị (Triệu đồng)|Lượng (Tấn)|Giá trị (Triệu đồng)",
        "1|2|3|4|5|6",
        "1|Vải|10|20|11|21",
        "2|Nhãn|30|40|31|41",
    ]
    said, labels = read(one_a_line(*rows))
    assert said[:2] == ["Vải - lượng: 10 tấn 2027", "Vải - giá trị: 20 triệu đồng 2027"]
    assert (len(said), labels) == (8, ["PHỤ LỤC 1.1 Vải", "PHỤ LỤC 1.2 Nhãn"])


def test_an_empty_cell_before_each_number() -> None:
    rows = [
        "TT|Sản phẩm|Kế hoạch 2027|Kế hoạch 2028",
        "Lượng (Tấn)|Giá trị (Triệu đồng)|Lượng (Tấn)|Giá trị (Triệu đồng)",
        "I|Quả tươi||60||62",
        "1|Vải|10|20|11|21",
    ]
    assert read(one_a_line(*rows))[0][:2] == [
        "Quả tươi - giá trị: 60 triệu đồng 2027",
        "Quả tươi - giá trị: 62 triệu đồng 2028",
    ]


@pytest.mark.parametrize(
    ("table", "title"),
    [
        ("TT\tNội dung\tNăm 2027\tNăm 2028\n1\tMua giống\t10\t20", "DỰ TOÁN KINH PHÍ"),
        ("TT\tNguồn vốn\tNăm 2027\tNăm 2028\n1\tTỉnh\t10\t20", "NGUỒN"),
        ("TT\tTên trạm\tSố máy\tGhi chú\n1\tHạ\t10\t20", "DANH SÁCH"),
        ("TT\tTên trạm\tNăm 2024\tNăm 2025\n1\tHạ\t10\t20", "KẾT QUẢ"),
        ("TT\tChỉ tiêu\tNăm 2027\tNăm 2028\n1\tVải\tchưa có\t20", "CHỈ TIÊU"),
    ],
    ids=["budget", "sources of money", "no years", "past years", "a gap"],
)
def test_tables_without_targets(table: str, title: str) -> None:
    assert read(table, title) == ([], [])


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(alphabet="Năm 2027\t|\n-(Tấn)1.,%", max_size=40), max_size=8))
def test_any_table_can_be_read(rows: list[str]) -> None:
    read("TT\tChỉ tiêu\tNăm 2027\tNăm 2028\n" + "\n".join(rows))
