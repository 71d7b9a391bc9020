"""Deadlines: the examples of the grammar, and what they cannot say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.duties.deadlines import heading_time, is_clock_time, is_time, read_deadline
from ingest.duties.governing import find_deadline
from ingest.duties.timepoints import PlanTime, plan_time
from ingest.grammar import load
from ingest.text.mapped import mapped

READ, FIND = load("deadlines")["read"], load("deadlines")["find"]


@pytest.mark.parametrize(("phrase", "kind", "iso", "recurrence", "due"), [tuple(row) for row in READ["examples"]])
def test_time_cells(phrase: str, kind: str, iso: str, recurrence: str, due: str) -> None:
    deadline = read_deadline(phrase)
    assert deadline is not None
    found = (deadline.kind, deadline.iso or "", deadline.recurrence or "", deadline.due or "")
    assert found == (kind, iso, recurrence, due)


@pytest.mark.parametrize("phrase", READ["counter"])
def test_empty_cells(phrase: str) -> None:
    assert read_deadline(phrase) is None


@pytest.mark.parametrize(("statement", "phrase"), [tuple(row) for row in FIND["examples"]])
def test_phrases_that_govern_a_statement(statement: str, phrase: str) -> None:
    found = find_deadline(mapped(statement))
    assert found is not None
    assert found[1].text == phrase


@pytest.mark.parametrize(
    ("phrase", "only"),
    [
        ("hoàn thành trong quý I/2026", True),
        ("từ quý I/2026 và duy trì thường xuyên", True),
        ("mỗi quý một đợt", True),
        ("hằng tháng", True),
        ("Trước 15/10/2026", True),
        ("Phòng Kinh tế", False),
        ("Công an xã trong quý I/2026", False),
        ("theo kế hoạch", False),
        ("-", False),
    ],
)
def test_a_time_and_nothing_else(phrase: str, only: bool) -> None:
    assert is_time(phrase) is only


@pytest.mark.parametrize("statement", FIND["counter"])
def test_statements_without_a_deadline(statement: str) -> None:
    assert find_deadline(mapped(statement)) is None


@pytest.mark.parametrize(
    ("phrase", "kind", "iso", "due"),
    [
        ("Tháng 01", "month", "2026-01", None),
        ("Quý III", "quarter", "2026-Q3", None),
        ("10/10", "date", "2026-10-10", None),
        ("2026 2030", "range", "2026/2030", None),
        ("2030 2026", "year", "2030", None),
        ("Tháng 4 - 5", "range", "2026-04/2026-05", None),
        ("06 tháng đầu năm", "range", "2026-01/2026-06", None),
        ("Tháng 10 - 12/2025", "range", "2025-10/2025-12", None),
        ("trước ngày 30/11 hàng năm", "recurring", None, "--11-30"),
        ("Định kỳ 6 tháng (trước 05/6)", "recurring", None, "--06-05"),
        ("Trước ngày 25 tháng cuối quý", "recurring", None, None),
        ("Năm 2027", "year", "2027", None),
    ],
)
def test_the_year_of_the_plan_is_that_of_what_happens_once(
    phrase: str, kind: str, iso: str | None, due: str | None
) -> None:
    deadline = read_deadline(phrase, 2026)
    assert deadline is not None
    assert (deadline.kind, deadline.iso, deadline.due) == (kind, iso, due)


@pytest.mark.parametrize(
    ("title", "issued", "year"),
    [
        ("Cải cách hành chính năm 2026", "2026-01-05", 2026),
        ("CHUYỂN ĐỔI SỐ NĂM 2026 TRÊN ĐỊA BÀN XÃ", "2025-12-20", 2026),
        ("Phát triển rừng năm 2026, định hướng đến năm 2030", "2026-01-05", 2026),
        ("Phát triển rừng giai đoạn 2026 - 2030", "2026-01-05", None),
        ("Phát triển hợp tác xã đến năm 2030", "2026-01-05", None),
        ("Thực hiện Luật Đất đai ngày 18 tháng 01 năm 2024", "2026-01-05", None),
        ("Tổng kết năm 2026 và kế hoạch năm 2027", "2026-12-05", None),
        ("Cải cách hành chính năm 2026", None, None),
    ],
)
def test_a_title_that_names_one_year(title: str, issued: str | None, year: int | None) -> None:
    assert plan_time(title, issued) == PlanTime(year, int(issued[:4]) if issued else None)


@pytest.mark.parametrize(
    ("statement", "iso"),
    [
        ("Hội Cựu chiến binh chủ trì giám sát, thực hiện trong quý II.", "2026-Q2"),
        ("Trong tháng 6, kiểm kê kho thuốc.", "2026-06"),
        ("Lập sổ; xong trước tháng 9.", "2026-09"),
        ("Sơ kết trong quý II hằng năm.", None),
        ("Nâng lương trong tháng 6 và tháng 12 cho cán bộ.", None),
        ("Trong quý II các thôn họp dân; dọn rác.", None),
    ],
)
def test_a_month_of_a_plan_for_one_year(statement: str, iso: str | None) -> None:
    found = find_deadline(mapped(statement), PlanTime(2026, 2026))
    assert (found[0].iso if found else None) == iso


def test_several_days_a_year_are_all_kept() -> None:
    deadline = read_deadline("trước 15/6 và 15/12")
    assert deadline is not None
    assert deadline.due_all == ("--06-15", "--12-15")


@pytest.mark.parametrize(
    ("phrase", "start"),
    [
        ("Thường xuyên, từ quý I năm 2026", "2026-Q1"),
        ("Từ quý I năm 2026 và duy trì thường xuyên", "2026-Q1"),
        ("Thường xuyên, hoàn thành trong tháng 3/2026", None),
    ],
)
def test_when_what_is_done_all_the_time_begins(phrase: str, start: str | None) -> None:
    deadline = read_deadline(phrase)
    assert deadline is not None
    assert (deadline.kind, deadline.iso) == ("ongoing", start)


@pytest.mark.parametrize(
    ("phrase", "span"),
    [
        ("tháng 3 - 4 năm 2026", "2026-03/2026-04"),
        ("tháng 3, 4 năm 2026", "2026-03/2026-04"),
        ("tháng 3 - 4 và tháng 8 năm 2026", "2026-03/2026-04"),
    ],
)
def test_months_behind_one_word(phrase: str, span: str) -> None:
    deadline = read_deadline(phrase)
    assert deadline is not None
    assert (deadline.kind, deadline.iso) == ("range", span)


@pytest.mark.parametrize(
    ("phrase", "times"),
    [
        ("Tháng 6, tháng 10/2026", ("2026-06", "2026-10")),
        ("trước ngày 10/6 và ngày 25/11/2026", ("2026-06-10", "2026-11-25")),
        ("Quý II, quý III/2026", ()),
        ("tháng 3, 6, 9 năm 2026", ("2026-03", "2026-06", "2026-09")),
        ("lần 1 trong tháng 4, lần 2 trong tháng 9 năm 2026", ("2026-04", "2026-09")),
        ("trước ngày 10/6, báo cáo năm trước ngày 05/11/2026", ("2026-06-10", "2026-11-05")),
        ("6 tháng (trước ngày 20/6) và cả năm (trước ngày 10/12/2026)", ("2026-06-20", "2026-12-10")),
        ("Tháng 6/2026 (ngày 15/6/2026)", ()),
        ("Tháng 6", ()),
    ],
)
def test_several_times_are_all_kept(phrase: str, times: tuple[str, ...]) -> None:
    deadline = read_deadline(phrase)
    assert deadline is not None
    assert deadline.iso_all == times


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("trước ngày 20 hằng tháng", ("---20",)),
        ("Trước ngày 25 tháng cuối quý", ("---25",)),
        ("Trước ngày 05 hằng tháng và ngày 15/12", ("---05", "--12-15")),
        ("Hằng tháng", ()),
    ],
)
def test_the_day_of_a_month_is_no_day_of_the_year(phrase: str, days: tuple[str, ...]) -> None:
    deadline = read_deadline(phrase)
    assert deadline is not None
    assert deadline.due_all == days
    assert deadline.due == (days[0] if len(days) > 1 else None)  # a monthly day alone is in `due_all` only


@pytest.mark.parametrize(("phrase", "every"), [("Hằng tuần", "weekly"), ("Hằng ngày", "daily"), ("Hằng quý", None)])
def test_what_comes_more_often_than_monthly(phrase: str, every: str | None) -> None:
    deadline = read_deadline(phrase)
    assert deadline is not None
    assert (deadline.kind, deadline.every) == ("recurring", every)


def test_a_report_day_without_a_year_recurs() -> None:
    found = find_deadline(mapped("Định kỳ báo cáo về UBND xã (**trước ngày 05/12**) để tổng hợp."))
    assert found is not None
    assert (found[0].kind, found[0].due) == ("recurring", "--12-05")


@given(st.dates())
@settings(max_examples=50, deadline=None)
def test_any_day_is_read_back(day: object) -> None:
    deadline = read_deadline(f"Trước ngày {day:%d/%m/}{day.year:04}")  # type: ignore[attr-defined,str-format]
    if deadline is not None and 1900 <= day.year < 2100:  # type: ignore[attr-defined]
        assert (deadline.kind, deadline.iso) == ("date", day.isoformat())  # type: ignore[attr-defined]


@given(st.text(max_size=80))
@settings(max_examples=50, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    read_deadline(text)
    find_deadline(mapped(text))


@pytest.mark.parametrize(
    ("heading", "time"),
    [
        ("Đợt 1: Trong tháng 3/2027", "Trong tháng 3/2027"),
        ("NGÀY 2: THỨ TƯ, NGÀY 19/5/2027", "THỨ TƯ, NGÀY 19/5/2027"),
        ("Mở lớp học (tháng 5/2026):", "tháng 5/2026"),
        ("Quý I/2026", "Quý I/2026"),
        ("Giai đoạn 2026 - 2028:", "Giai đoạn 2026 - 2028"),
        # Days that are told by what happens on them.
        ("Đợt 3: Sau ngày 15/3/2026", "Sau ngày 15/3/2026"),
        ("Đợt 2: Từ tháng 02 đến ngày khai hội 20/4/2026", "Từ tháng 02 đến ngày khai hội 20/4/2026"),
        ("Trực cấp cứu từ nay đến khi bế mạc lễ hội", "từ nay đến khi bế mạc lễ hội"),
        # A feast, a period in a name, a subject with a year, a rhythm.
        ("Chào mừng ngày khai hội 20/4/2026", None),
        ("Chương trình xanh (giai đoạn 2026 - 2030)", None),
        ("Nhiệm vụ năm 2026", None),
        ("Họp: Hằng tháng", None),
    ],
)
def test_times_of_headings(heading: str, time: str | None) -> None:
    found = heading_time(mapped(heading))
    assert (found.text if found else None) == time


@pytest.mark.parametrize(
    ("cell", "clock"), [("7h00 - 7h15", True), ("Sáng 8 giờ 30", True), ("Từ 13:30", True), ("7/2026", False)]
)
def test_cells_of_hours(cell: str, clock: bool) -> None:
    assert is_clock_time(cell) is clock
