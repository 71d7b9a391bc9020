"""Rows of tables that stand one cell a line, told apart by the numbers in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.structure.flat_rows import flat_rows

HEAD = ["Thôn", "Số hộ", "Chỉ tiêu (hộ)"]
NAMES = st.text(alphabet="ABCĐHabcdeghi ", min_size=1, max_size=12).filter(lambda text: text.strip() == text)


def told(cells: list[str]) -> list[list[str]]:
    return [[" ".join(cells[i] for i in cell) for cell in row] for row in flat_rows(cells)]


def test_rows_of_a_name_and_its_numbers() -> None:
    cells = [*HEAD, "Đông", "318", "24", "Tây", "1.274", "18", "Cộng", "1.592", "42"]
    assert told(cells) == [HEAD, ["Đông", "318", "24"], ["Tây", "1.274", "18"], ["Cộng", "1.592", "42"]]


@pytest.mark.parametrize("first", [["TT"], []])  # a converter may have lost the name of the first column
def test_the_number_of_a_row_is_none_of_its_own_and_a_total_has_none(first: list[str]) -> None:
    rows = ["1", "Đông", "318", "24", "2", "Tây", "274", "18", "3", "Nam", "90", "-", "Cộng", "682", "42"]
    assert told([*first, *HEAD, *rows]) == [
        ["", *HEAD],
        ["1", "Đông", "318", "24"],
        ["2", "Tây", "274", "18"],
        ["3", "Nam", "90", "-"],
        ["", "Cộng", "682", "42"],
    ]


def test_the_number_of_a_page_between_rows_is_left_out() -> None:
    rows = ["1", "Đông", "318", "24", "2", "Tây", "274", "18", "7", "3", "Nam", "90", "6"]
    assert [row[0] for row in told(["TT", *HEAD, *rows])] == ["", "1", "2", "3"]


def test_names_of_columns_on_two_lines_are_joined() -> None:
    head = ["Cây trồng", "Diện tích năm", "2025 (ha)", "Kế hoạch", "(ha)"]
    cells = [*head, "Lúa", "594", "590", "Ngô", "80", "78,5", "Rau", "92", "≥ 96"]
    assert told(cells)[0] == ["Cây trồng", "Diện tích năm 2025 (ha)", "Kế hoạch (ha)"]


@pytest.mark.parametrize(
    "cells",
    [
        [],
        HEAD,
        [*HEAD, "Đông", "318", "24", "Tây", "274", "18"],  # two rows may be anything
        [*HEAD, "Đông", "318", "24", "Tây", "274", "Nam", "90", "6", "Bắc", "12", "4"],  # a cell is lost
        ["Thôn", "Số hộ", "Đông", "318", "24", "Tây", "274", "18", "Nam", "90", "6"],  # and a name
        ["Môn", "Luật", "Kéo co", "loại trực tiếp", "Nhảy dây", "vòng tròn", "Cờ tướng", "vòng tròn"],
    ],
)
def test_what_cannot_be_told_apart_is_not(cells: list[str]) -> None:
    assert flat_rows(cells) == []


@given(
    st.integers(2, 5).flatmap(
        lambda width: st.tuples(
            st.lists(NAMES.map(str.upper), min_size=width + 1, max_size=width + 1),
            st.lists(st.tuples(NAMES, st.lists(st.integers(3, 9999), min_size=width, max_size=width)), min_size=3),
        )
    ),
    st.booleans(),
)
def test_a_regular_table_is_recovered(table: tuple[list[str], list[tuple[str, list[int]]]], numbered: bool) -> None:
    names, rows = table
    cells = ["TT", *names] if numbered else list(names)
    for n, (name, numbers) in enumerate(rows, 1):
        cells += [str(n)] * numbered + [name, *map(str, numbers)]
    expected = [[name, *map(str, numbers)] for name, numbers in rows]
    assert [row[numbered:] for row in told(cells)[1:]] == expected


@given(st.lists(st.sampled_from(["TT", "1", "2", "3", "-", "12,5", "Tên", "xã", "(ha)", "Cộng"]), max_size=40))
def test_no_cell_stands_in_two_places(cells: list[str]) -> None:
    places = [i for row in flat_rows(cells) for cell in row for i in cell]
    assert sorted(set(places)) == sorted(places)
    assert all(0 <= i < len(cells) for i in places)
