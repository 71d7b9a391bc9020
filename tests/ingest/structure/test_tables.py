"""Tables in three ways of writing, their rows whole."""

from __future__ import annotations

import pytest

from ingest.structure.blocks import split_lines
from ingest.structure.cells import cell_text
from ingest.structure.tables import Table, segments
from tests.ingest import layouts


def tables(raw: str) -> list[Table]:
    return [part for part in segments(raw, split_lines(raw)) if isinstance(part, Table)]


def texts(raw: str, table: Table) -> list[list[str]]:
    return [[text.text if (text := cell_text(raw, cell)) else "" for cell in row.cells] for row in table.rows]


def test_tab_table_over_pages() -> None:
    raw = layouts.BLOCKS
    (table,) = tables(raw)
    assert table.kinds == ("number", "task", "lead", "coordinate", "output", "time")
    rows = texts(raw, table)
    assert [row[0] for row in rows] == ["I. VIỆC LÀM NGAY", "1", "", "II. VIỆC THƯỜNG XUYÊN", "2"]
    assert [row.broken for row in table.rows] == [False, False, True, False, False]
    assert rows[2][1:3] == ["trong năm đầu.", "UBND"]


@pytest.mark.parametrize(
    ("name", "first", "kind"),
    [("", "1", "number"), ("mm", "I", "number"), ("", "Lịch trực", "other"), ("Kỳ", "X-7", "other")],
)
def test_a_column_without_a_name_has_the_numbers_that_stand_in_it(name: str, first: str, kind: str) -> None:
    raw = f"{name}\tViệc\tChủ trì\tThời hạn\n{first}\tLập phương án\tCông an xã\tTháng 6\n"
    (table,) = tables(raw)
    assert table.kinds == (kind, "task", "lead", "time")


def test_rows_whose_first_bar_a_converter_left_out() -> None:
    raw = (
        "STT | Hoạt động | Đơn vị thực hiện | Thời gian |\n1 | Thi vẽ | Đoàn xã | Tháng 3/2026 |\n"
        "2 | Thi hát | Hội Phụ nữ | |\n"
    )
    (table,) = tables(raw)
    assert table.kinds == ("number", "task", "agencies", "time")
    assert texts(raw, table) == [["1", "Thi vẽ", "Đoàn xã", "Tháng 3/2026"], ["2", "Thi hát", "Hội Phụ nữ", ""]]


def test_a_cell_with_a_line_break_is_one_cell() -> None:
    raw = "TT\tViệc\tChủ trì\tThời hạn\n1\tLập phương án\nbảo vệ\tCông an xã\tTháng 6\n2\tTrực gác\tDân quân\tCả năm\n"
    (table,) = tables(raw)
    assert texts(raw, table)[0] == ["1", "Lập phương án bảo vệ", "Công an xã", "Tháng 6"]
    assert len(table.rows) == 2


def test_the_rest_of_a_last_cell_is_no_title() -> None:
    raw = (
        "TT\tNội dung\tChủ trì\tSản phẩm\n1\tĐào ao\tXã đội\tBiên bản\nnghiệm thu\n"
        "2\tNuôi cá\tHội Nông dân\tAo\nSau vụ cá\n3\tBán cá\tHội Nông dân\tSổ\nthu chi\n"
    )
    (table,) = tables(raw)
    rows = texts(raw, table)
    assert [row[3] for row in rows] == ["Biên bản nghiệm thu", "Ao", "", "Sổ thu chi"]
    assert [row.title for row in table.rows] == [False, False, True, False]


def test_a_schedule_whose_last_cells_are_broken_is_one_table() -> None:
    raw = (
        "Thời gian\tĐịa bàn\tĐoàn\nTuần 2\tCác xã\tTrưởng đoàn: lãnh đạo Sở Nông nghiệp\nvà Môi trường\n"
        "Tuần 3\tHai phường\tPhó ban\n"
    )
    (table,) = tables(raw)
    assert table.kinds == ()
    assert texts(raw, table)[1][2].endswith("Sở Nông nghiệp và Môi trường")


def test_grid_of_lone_bars() -> None:
    raw = layouts.WRAPPED
    (table,) = tables(raw)
    assert texts(raw, table) == [
        ["I", "Sách số", "", "", ""],
        ["1.1", "Chọn tài liệu cần số hóa", "Thư viện tỉnh", "", "Quý I/2026"],
        ["II", "Sách giấy", "", "", ""],
        ["2.1", "Luân chuyển sách", "Sở Văn hóa và Thể thao", "UBND các xã", "Hằng năm"],
    ]


def test_markdown_table_with_two_header_rows() -> None:
    raw = layouts.MARKDOWN
    (table,) = tables(raw)
    assert table.kinds == ("number", "task", "lead", "coordinate", "time")
    assert texts(raw, table) == [
        ["I", "Chuẩn bị", "", "", ""],
        ["1", "Chọn địa điểm", "Phòng Kinh tế", "Các thôn Đoàn xã", "Quý I/2026"],
    ]


def test_a_table_of_figures_is_left_alone() -> None:
    raw = "TT\tKhoản mục\tSố tiền\n1\tMua sách\t5.000.000\n2\tTập huấn\t1.000.000\n"
    (table,) = tables(raw)
    assert table.kinds == ()
    assert (table.start, table.end) == (0, len(raw) - 1)


_PROGRAMME = (
    "Thời gian\tNội dung\tNgười phụ trách\tGhi chú\nBuổi sáng - tập trung\n"
    "7h00\tChào cờ\t\t{}\n{}\n8h00\tHọc hát\tTổ Âm nhạc\tx"
)


@pytest.mark.parametrize(
    ("last", "line", "titles"),
    [
        ("Sân trường", "Buổi chiều - theo lớp", [True, False, True, False]),
        ("Sân trường", "Nhà đa năng (theo lớp)", [True, False, True, False]),  # the table has titles of this kind
        # The rest of a cell that goes on, or that begins with a small letter.
        ("Sân trường,", "Nhà đa năng", [True, False, False]),
        ("Sân trường", "phía sau", [True, False, False]),
    ],
)
def test_titles_below_a_row_with_an_empty_cell(last: str, line: str, titles: list[bool]) -> None:
    raw = _PROGRAMME.format(last, line)
    (table,) = tables(raw)
    assert [row.title for row in table.rows] == titles


def test_a_ruled_table_of_two_columns_ends_before_the_next_heading() -> None:
    raw = "| Nhóm | Chỉ tiêu |\n|---|---|\n| Dữ liệu | 100% sổ được số hóa |\n| Nước | 95% hộ |\n\n## III. NHIỆM VỤ\n"
    (table,) = tables(raw)
    assert texts(raw, table)[1:] == [["Dữ liệu", "100% sổ được số hóa"], ["Nước", "95% hộ"]]
    assert raw[table.end :].strip() == "## III. NHIỆM VỤ"


@pytest.mark.parametrize(
    "raw",
    [
        "| UBND XÃ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n|---|---|\n| Số: 5/KH-UBND | Tân An |\n",
        "|  |  |\n|---|---|\n| **ĐẢNG ỦY XÃ** | ĐẢNG CỘNG SẢN VIỆT NAM |\n| Số 5-KH/ĐU | Tân An |\n",
        "| Nơi nhận: | TM. ỦY BAN NHÂN DÂN |\n|---|---|\n| - Lưu: VT. | CHỦ TỊCH |\n",
        "UBND XÃ\t\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTÂN AN\t\t\tĐộc lập\n\nSố: 5/KH-UBND\t\t\tTân An, ngày 02\n",
    ],
)
def test_a_letterhead_or_foot_in_two_columns_is_no_table(raw: str) -> None:
    assert tables(raw) == []
