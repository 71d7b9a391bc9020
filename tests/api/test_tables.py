"""Tables and days, on their own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.days import first_day, last_day
from api.tables import NARROWEST, table

TEXT = st.text(alphabet="aăâ bcớ đ\u0301\n", max_size=60)


@settings(max_examples=50)
@given(rows=st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=4), width=st.integers(40, 160))
def test_no_line_is_wider_than_asked(rows: list[tuple[str, str, str]], width: int) -> None:
    assert all(len(line) <= width for line in table(("One", "Two", "Three"), rows, width).splitlines())


def test_the_words_of_a_cell_stay_whole_and_in_order() -> None:
    words = ["Phòng", "Kinh", "tế,", "Hạ", "tầng", "và", "Đô", "thị", "chủ", "trì"]
    lines = table(("A", "B"), [(" ".join(words), "x" * NARROWEST)], 40).splitlines()[2:]
    assert [word for line in lines for word in line.split() if set(word) != {"x"}] == words


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2026-12-05", "2026-12-05", "2026-12-05"),
    ],
)
def test_a_year_and_a_month_have_a_first_and_a_last_day(value: str, first: str, last: str) -> None:
    assert (first_day(value), last_day(value)) == (first, last)


@pytest.mark.parametrize("value", ["", "26", "2026-13", "2026-02-30", "2026-00", "2026-1-1-1", "12/2026", "0000", "x"])
def test_what_is_no_day_is_refused(value: str) -> None:
    for whole in (first_day, last_day):
        with pytest.raises(ValueError, match="write 2026, 2026-12 or 2026-12-31"):
            whole(value)
