"""Deadlines on the days of a year, and as calendar files that other programs read."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.plan import Deadline
from kg.assembly.assemble import assemble
from kg.exchange.calendar import Due, dues, ics, occasions, period, standing
from tests.kg.plans import Draft


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2026-Q3", "2026-07-01", "2026-09-30"),
        ("2026-12-05", "2026-12-05", "2026-12-05"),
        ("2025-Q4/2026-03", "2025-10-01", "2026-03-31"),
    ],
)
def test_periods_have_a_first_and_a_last_day(iso: str, first: str, last: str) -> None:
    assert period(iso) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("iso", ["", None, "soon", "2026-13", "2026-02-30", "2027/2026", "0001", "9999", "2026-Q5"])
def test_what_is_no_period_is_none(iso: str | None) -> None:
    assert period(iso) is None


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        ({"kind": "date", "iso": "2026-11-30"}, [Due(11, 30)]),
        ({"kind": "month", "iso": "2026-11"}, [Due(11)]),
        ({"kind": "quarter", "iso": "2026-Q2"}, [Due(6)]),
        ({"kind": "range", "iso": "2026-03/2026-08-15"}, [Due(8, 15)]),
        ({"kind": "date", "iso": "2025-11-30"}, []),
        ({"kind": "month", "iso": "2025-12", "iso_all": ["2025-12", "2026-10", "2026-04"]}, [Due(4), Due(10)]),
        ({"kind": "date", "iso": "2026-06-10", "iso_all": ["2026-06-10", "2026-12-10"]}, [Due(6, 10), Due(12, 10)]),
        ({"kind": "year", "iso": "2026"}, []),
        ({"kind": "ongoing", "iso": "2026-Q1"}, []),
        ({"kind": "recurring", "recurrence": "yearly", "due": "--11-30"}, [Due(11, 30, True)]),
        ({"kind": "recurring", "recurrence": "yearly", "due": "--10"}, [Due(10, None, True)]),
        (
            {"kind": "recurring", "recurrence": "yearly", "due": "--12-05", "due_all": ["--12-05", "--06-05"]},
            [Due(6, 5, True), Due(12, 5, True)],
        ),
        ({"kind": "recurring", "recurrence": "quarterly"}, [Due(month, None, True) for month in (3, 6, 9, 12)]),
        ({"kind": "recurring", "every": "weekly"}, [Due(m, None, True) for m in range(1, 13)]),
        (
            {"kind": "recurring", "recurrence": "monthly", "due_all": ["---20"]},
            [Due(m, 20, True) for m in range(1, 13)],
        ),
        ({"kind": "recurring", "recurrence": "yearly", "due": "--11-30", "iso": "2027"}, []),
        ({"kind": "recurring", "recurrence": "monthly", "iso": "2026-11"}, [Due(11, None, True), Due(12, None, True)]),
        (None, []),
    ],
)
def test_what_falls_into_2026(deadline: dict[str, Any] | None, expected: list[Due]) -> None:
    assert dues(deadline, 2026) == expected


@pytest.mark.parametrize(
    ("deadline", "where"),
    [
        ({"kind": "date", "iso": "2026-11-30"}, "dated"),
        ({"kind": "year", "iso": "2026"}, "year"),
        ({"kind": "range", "iso": "2025/2030"}, "running"),
        ({"kind": "ongoing"}, "ongoing"),
        ({"kind": "ongoing", "iso": "2025-Q4"}, "ongoing"),
        ({"kind": "ongoing", "iso": "2027-Q4"}, "elsewhere"),
        ({"kind": "recurring", "recurrence": "yearly"}, "recurring"),
        ({"kind": "date", "iso": "2025-11-30"}, "elsewhere"),
        ({"kind": "other"}, "none"),
        (None, "none"),
    ],
)
def test_what_has_no_month_stands_beside_the_calendar(deadline: dict[str, Any] | None, where: str) -> None:
    assert standing(deadline, 2026) == where


def plan(*deadlines: Deadline | None) -> tuple[Any, list[str]]:
    draft = Draft("one.txt", number="5", date="2026-03-01")
    for number, deadline in enumerate(deadlines):
        draft.task(
            f"Việc thứ {number}; rất, rất dài: {'thu gom rác ' * 30}", lead=("Công an phường",), deadline=deadline
        )
    graph = assemble([draft.plan()], {draft.source: draft.text})
    return graph, list(graph.ids("task"))


def test_a_calendar_is_read_by_a_calendar_program() -> None:
    from icalendar import Calendar

    graph, tasks = plan(
        Deadline("date", "2026-11-30"),
        Deadline("recurring", recurrence="yearly", due="--12-05"),
        Deadline("ongoing"),
        None,
    )
    content = ics(graph, tasks)
    assert content == ics(graph, tasks)
    events = list(Calendar.from_ical(content).walk("VEVENT"))
    assert [event["dtstart"].dt for event in events] == [date(2026, 11, 30), date(2026, 12, 5)]
    assert "RRULE" not in events[0]
    assert events[1]["rrule"].to_ical() == b"FREQ=YEARLY;BYMONTHDAY=5;BYMONTH=12"
    assert len({str(event["uid"]) for event in events}) == 2
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert "2 nhiệm vụ" in content.replace(b"\r\n ", b"").decode()


def test_an_event_keeps_its_id_while_its_task_and_day_are_the_same() -> None:
    from icalendar import Calendar

    def ids(*deadlines: Deadline | None) -> list[str]:
        graph, tasks = plan(*deadlines)
        return [str(event["uid"]) for event in Calendar.from_ical(ics(graph, tasks)).walk("VEVENT")]

    first = ids(Deadline("date", "2026-11-30"), Deadline("date", "2026-12-01"))
    assert ids(Deadline("date", "2026-11-30"), Deadline("date", "2026-12-02"))[0] == first[0]
    assert ids(Deadline("date", "2026-11-30"), Deadline("date", "2026-12-02"))[1] != first[1]


def days() -> st.SearchStrategy[str]:
    months, numbers = st.integers(1, 12), st.integers(1, 31)
    yearly = st.builds(lambda m, d: f"--{m:02}-{d:02}", months, numbers)
    return st.one_of(yearly, months.map(lambda m: f"--{m:02}"), numbers.map(lambda d: f"---{d:02}"))


@settings(max_examples=50)
@given(days(), st.integers(1990, 2100))
def test_a_rhythm_begins_on_a_day_that_it_names(due: str, year: int) -> None:
    [(first, rule)] = occasions({"kind": "recurring", "due": due}, year)
    assert rule is not None
    assert first >= date(year, 1, 1)
    last = calendar.monthrange(first.year, first.month)[1]
    if due.startswith("---"):
        assert first.day == min(int(due[3:]), last)
    else:
        assert first.month == int(due[2:4])
        wanted = int(due[5:]) if due[5:] else last
        assert first.day == (wanted if wanted <= last else last)


@settings(max_examples=50)
@given(st.text(max_size=12), st.text(max_size=8), st.sampled_from(["date", "recurring", "range", "other", "ongoing"]))
def test_misread_deadlines_raise_nothing(iso: str, due: str, kind: str) -> None:
    deadline = {"kind": kind, "iso": iso, "due": due, "due_all": [due], "recurrence": "yearly"}
    dues(deadline, 2026)
    standing(deadline, 2026)
    occasions(deadline, 2026)
