"""Rows that a page break cuts in two, and rows that only look like it."""

from __future__ import annotations

import pytest

from ingest.formats.page_breaks import joined, joined_texts

HEADER = "STT\tNhiệm vụ\tĐơn vị chủ trì\tThời gian hoàn thành"
ROW = "1\tRà soát tủ sách của các\tVăn phòng\tTháng 5/2031"
NEXT = "2\tMở lớp học vẽ\tVăn phòng\tTháng 6/2031"


@pytest.mark.parametrize(
    ("above", "below", "whole", "rest"),
    [
        ([ROW], ["\tkhu phố\t\t", NEXT], ["1\tRà soát tủ sách của các khu phố\tVăn phòng\tTháng 5/2031"], [NEXT]),
        (
            [ROW],
            [HEADER, "\tkhu phố\tphường\t", NEXT],
            ["1\tRà soát tủ sách của các khu phố\tVăn phòng phường\tTháng 5/2031"],
            [HEADER, NEXT],
        ),
        (["I\tCHĂM LO\t\t"], ["\tTỦ SÁCH\t\t", NEXT], ["I\tCHĂM LO TỦ SÁCH\t\t"], [NEXT]),
    ],
    ids=["the rest of a row", "below a header that is repeated", "a title of rows in capitals"],
)
def test_halves_of_a_row_are_joined(above: list[str], below: list[str], whole: list[str], rest: list[str]) -> None:
    pages = joined([["\n".join([HEADER, *above])], ["7", "\n".join(below)]])
    assert pages == [["\n".join([HEADER, *whole])], ["7", "\n".join(rest)]]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        (
            "1\tTheo Nghị quyết số\tVăn phòng\tQuý I",
            "\t53/NQ-CP\t\t",
            "1\tTheo Nghị quyết số 53/NQ-CP\tVăn phòng\tQuý I",
        ),
        ("1\tMở lớp\tCác tổ dân\tQuý I", "\tHọc vẽ\tphố\t", "1\tMở lớp Học vẽ\tCác tổ dân phố\tQuý I"),
    ],
    ids=["a word that asks for another", "another cell goes on in small letters"],
)
def test_what_goes_on_may_begin_with_a_capital_or_a_digit(above: str, below: str, whole: str) -> None:
    assert joined([[f"{HEADER}\n{above}"], [below]]) == [[f"{HEADER}\n{whole}"], [""]]


def test_halves_of_a_header_are_joined_and_rows_below_it_too() -> None:
    pages = [["STT\tNội dung công\tĐơn vị chủ trì\tThời gian"], [f"\tviệc\t\tthực hiện\n{ROW}"], ["\tkhu phố\t\t"]]
    whole = "STT\tNội dung công việc\tĐơn vị chủ trì\tThời gian thực hiện"
    assert joined(pages) == [[whole], ["1\tRà soát tủ sách của các khu phố\tVăn phòng\tTháng 5/2031"], [""]]


def test_a_page_number_below_the_table_is_passed_over() -> None:
    pages = joined([[f"{HEADER}\n{ROW}", "3"], ["\tkhu phố\t\t"]])
    assert pages == [[f"{HEADER}\n1\tRà soát tủ sách của các khu phố\tVăn phòng\tTháng 5/2031", "3"], [""]]


def test_a_row_over_three_pages_is_one() -> None:
    pages = joined([[f"{HEADER}\n{ROW}"], ["\tkhu phố,\t\t"], ["\tcác chợ\t\t"]])
    assert pages == [[f"{HEADER}\n1\tRà soát tủ sách của các khu phố, các chợ\tVăn phòng\tTháng 5/2031"], [""], [""]]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ([HEADER, "1\tRà soát tủ sách khu phố\tVăn phòng\tTháng 5/2031"], ["\tMở lớp học vẽ\tCông an\t"]),
        ([HEADER, "1\tRà soát tủ sách.\tVăn phòng\tTháng 5/2031"], ["\tkhu phố\t\t"]),
        ([HEADER, "1\tRà soát tủ sách của\tVăn phòng\t"], ["\tkhu phố\t\tTháng 5/2031"]),
        ([HEADER, ROW], [NEXT]),
        ([HEADER, ROW], ["\tkhu phố\t"]),
        (["Nhiệm vụ\tĐơn vị chủ trì\tThời gian hoàn thành", "Rà soát\tVăn phòng\tTháng 5/2031"], ["\tphường\t"]),
        (["Tên\tSố\tGhi chú", "Sách\t5\tcũ"], ["\ttrang\t"]),
        ([HEADER, ROW, HEADER], ["\tkhu phố\t\t"]),
        ([HEADER, ROW, "", "Nơi nhận"], ["\tkhu phố\t\t"]),
    ],
    ids=[
        "a row of its own without a number",
        "the row above is complete",
        "a cell without a beginning",
        "a row with a number",
        "another number of columns",
        "no column of numbers",
        "no list of tasks",
        "below a header",
        "no table at the end of the page",
    ],
)
def test_other_rows_stay_apart(above: list[str], below: list[str]) -> None:
    pages = [["\n".join(above)], ["\n".join(below)]]
    assert joined(pages) == pages


def test_text_between_the_tables_keeps_them_apart() -> None:
    pages = [[f"{HEADER}\n{ROW}"], ["Phụ lục 2", "\tkhu phố\t\t"]]
    assert joined(pages) == pages


def test_pages_as_text_are_joined_alike() -> None:
    pages = [f"Mở đầu\n\n{HEADER}\n{ROW}\n", f"7\n\n\tkhu phố\t\t\n{NEXT}\n\nKết thúc\n"]
    row = "1\tRà soát tủ sách của các khu phố\tVăn phòng\tTháng 5/2031"
    assert joined_texts(pages) == [f"Mở đầu\n\n{HEADER}\n{row}\n", f"7\n\n{NEXT}\n\nKết thúc\n"]
    assert joined_texts(["a\n\n\nb\n", ""]) == ["a\n\n\nb\n", ""]


def test_a_header_that_is_recognised_again_is_the_same() -> None:
    again, other = HEADER.replace("STT", "SIT"), "STT\tChỉ tiêu\tĐơn vị chủ trì\tNăm 2031"
    pages = [f"{HEADER}\n{ROW}\n\n{again}\n{NEXT}\n", f"{other}\n1\tSố lớp\tVăn phòng\t5\n"]
    assert joined_texts(pages) == [f"{HEADER}\n{ROW}\n\n{HEADER}\n{NEXT}\n", pages[1]]
    assert joined_texts([f"{again}\n{ROW}\n", f"{HEADER}\n{NEXT}\n"]) == [f"{HEADER}\n{ROW}\n", f"{HEADER}\n{NEXT}\n"]


@pytest.mark.parametrize(
    ("head", "right"), [("STE", "STT"), ("5TT", "STT"), ("TI", "TT"), ("Mã", "Mã"), ("Nhóm", "Nhóm")]
)
def test_a_letter_of_stt_is_put_right_over_a_list_of_tasks(head: str, right: str) -> None:
    rest = HEADER.partition("\t")[2]
    assert joined_texts([f"{head}\t{rest}\n{ROW}\n"]) == [f"{right}\t{rest}\n{ROW}\n"]
    assert joined_texts([f"{head}\tSố lớp\tNăm 2031\n1\t5\t6\n"]) == [f"{head}\tSố lớp\tNăm 2031\n1\t5\t6\n"]


def test_a_row_whose_first_column_is_the_time_goes_on_too() -> None:
    header = "Thời gian\tNội dung\tĐơn vị chủ trì"
    pages = [[f"{header}\n9h00 - 11h00\tHọc nhóm:\tVăn phòng"], ["\tTổng kết tuần\t\n13h00\tHọc vẽ\tVăn phòng"]]
    assert joined(pages) == [
        [f"{header}\n9h00 - 11h00\tHọc nhóm: Tổng kết tuần\tVăn phòng"],
        ["13h00\tHọc vẽ\tVăn phòng"],
    ]
