"""Deadlines on the days of a year, and as a calendar file (RFC 5545) in which recurring tasks recur."""

from __future__ import annotations

import calendar
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from kg.graph import Graph, Node

Standing = Literal["dated", "year", "running", "ongoing", "recurring", "elsewhere", "none"]

# RFC 5545 demands a time of making; the time of day would make two exports of one snapshot differ.
_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
_OLDEST, _FARTHEST = 1900, 2200  # beyond, a year is a misread number
_EARLIEST = 2000  # where neither the deadline nor the plan names a year
_SUMMARY = 120
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Due:
    """When something falls due in one year: the month, the day of it where one is named, and whether it recurs."""

    month: int
    day: int | None = None
    recurring: bool = False


def period(iso: str | None) -> tuple[date, date] | None:
    """First and last day of "2026", "2025-Q4", "2026-12", "2026-12-05" or "2026/2030"; None for anything else.

    Years before 1900 and after 2200 are anything else.
    """
    first, _, last = (iso or "").partition("/")
    low, high = _bounds(first), _bounds(last or first)
    if not low or not high or low[0] > high[1] or low[0].year < _OLDEST or high[1].year > _FARTHEST:
        return None
    return low[0], high[1]


def times(deadline: Mapping[str, Any] | None) -> list[str]:
    """The times that a deadline (as a task's node has it) states, in the notation of the guidelines: several where it
    is due several times, [] where it states none."""
    stated = deadline or {}
    return [iso for iso in stated.get("iso_all") or [stated.get("iso")] if iso]


def periods(deadline: Mapping[str, Any] | None) -> list[tuple[date, date]]:
    """First and last day of each time that a deadline (as a task's node has it) states; [] where it states none."""
    return [within for iso in times(deadline) if (within := period(iso))]


def dues(deadline: Mapping[str, Any] | None, year: int) -> list[Due]:
    """The days and months of `year` on which a deadline (as a task's node has it) falls due, in order.

    A month or quarter falls due in its last month; a monthly or quarterly task in each month or quarter. What is due
    some time in a year, or without an end, has no month: see `standing`.
    """
    if not deadline:
        return []
    recurrence, within = deadline.get("recurrence") or deadline.get("every"), period(deadline.get("iso"))
    if deadline.get("kind") == "recurring":
        found = [due for named in _named(deadline) for due in _recurring(named)]
        if not found:
            months = {
                **dict.fromkeys(("monthly", "weekly", "daily"), range(1, 13)),
                "quarterly": (3, 6, 9, 12),
            }.get(recurrence or "")
            found = [Due(month, recurring=True) for month in months or ()]
        begun = [due for due in found if not within or (year, due.month) >= (within[0].year, within[0].month)]
        return sorted(set(begun), key=lambda due: (due.month, due.day or 32))
    if deadline.get("kind") == "ongoing":
        return []
    return sorted(
        {due for iso in times(deadline) for due in _within(iso, year)},
        key=lambda due: (due.month, due.day or 32),
    )


def _within(iso: str, year: int) -> Iterator[Due]:
    """When a stated time falls due within `year`; never for a whole year."""
    within = period(iso)
    if within and within[1].year == year and not _whole_year(iso):
        last = iso.rpartition("/")[2]
        yield Due(within[1].month, within[1].day if re.fullmatch(r"\d{4}-\d\d-\d\d", last) else None)


def standing(deadline: Mapping[str, Any] | None, year: int) -> Standing:
    """Where a deadline stands in a calendar of `year`.

    "dated" has days or months in it (`dues`); "year" is due by its end; "running" goes on beyond it; "ongoing" has no
    end; "recurring" comes again without a stated month; "elsewhere" lies in other years; "none" states no time.
    """
    if not deadline:
        return "none"
    if dues(deadline, year):
        return "dated"
    kind, stated = deadline.get("kind"), periods(deadline)
    ending = kind not in ("ongoing", "recurring")
    here = [within for within in stated if within[0].year <= year and (within[1].year >= year or not ending)]
    if stated and not here:
        return "elsewhere"
    if not ending:
        return "ongoing" if kind == "ongoing" else "recurring"
    if not here:
        return "none"
    return "year" if any(within[1].year == year for within in here) else "running"


def ics(graph: Graph, tasks: Iterable[str]) -> bytes:
    """A calendar of the tasks (node ids), one all-day event for each day or rhythm; the same tasks give the same bytes.

    A period is due on its last day. Tasks without an end or a day are left out; the calendar's description counts
    them. An event keeps its UID as long as its task and day are the same. Raises KeyError for an unknown id.
    """
    from icalendar import Calendar

    found = Calendar()
    found.add("prodid", "-//plankg//VI")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("x-wr-calname", "plankg")
    left_out = 0
    for task in tasks:
        events = list(_events(graph, graph.node(task)))
        left_out += not events
        for event in events:
            found.add_component(event)
    found.add("x-wr-caldesc", f"{left_out} nhiệm vụ không có ngày cụ thể không nằm trong lịch này")
    return bytes(found.to_ical())


def _events(graph: Graph, task: Node) -> Iterator[Any]:
    from icalendar import Event

    about = task.attributes
    plan = graph.node(about["plan"])
    for day, rule in occasions(about.get("deadline"), _year_of(plan)):
        event = Event()
        key = f"{task.id} {day.isoformat() if rule is None else sorted(rule.items())}"
        event.add("uid", f"{hashlib.sha256(key.encode()).hexdigest()[:32]}@plankg")
        event.add("dtstamp", _STAMP)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", _shortened(about["text"]))
        event.add("description", "\n".join(_described(plan, about)))
        if rule:
            event.add("rrule", rule)
        if about.get("place"):
            event.add("location", about["place"])
        if about.get("topics"):
            event.add("categories", list(about["topics"]))
        event.add("transp", "TRANSPARENT")
        yield event


def occasions(deadline: Mapping[str, Any] | None, year: int) -> list[tuple[date, dict[str, Any] | None]]:
    """The first day of each event of a deadline, with the recurrence rule (RFC 5545, 3.3.10) of those that recur.

    `year` is that of the plan: a rhythm begins there, or where the deadline says that it begins.
    """
    stated = periods(deadline)
    if not deadline or deadline.get("kind") == "ongoing":
        return []
    if deadline.get("kind") != "recurring":
        return [(last, None) for _, last in stated]
    start = stated[0][0] if stated else date(year, 1, 1)
    rules = [_rule(named) for named in _named(deadline)] or [
        _RHYTHMS.get(deadline.get("recurrence") or deadline.get("every") or "")
    ]
    return [(_first(rule, start), rule) for rule in rules if rule]


# What recurs without a day is due at the end of its time: the last day of the month, the quarter, the year; Friday.
_RHYTHMS: dict[str, dict[str, Any]] = {
    "monthly": {"freq": "monthly", "bymonthday": -1},
    "quarterly": {"freq": "yearly", "bymonth": [3, 6, 9, 12], "bymonthday": -1},
    "yearly": {"freq": "yearly", "bymonth": 12, "bymonthday": 31},
    "weekly": {"freq": "weekly", "byday": "FR"},
    "daily": {"freq": "daily"},
}


def _rule(named: str) -> dict[str, Any] | None:
    """The rule of "--11-30", "--10" or "---20"; None for anything else. A day that a month lacks is its last."""
    yearly, monthly = re.fullmatch(r"--(\d\d)(?:-(\d\d))?", named), re.fullmatch(r"---(\d\d)", named)
    if monthly and 1 <= int(monthly[1]) <= 31:
        day = int(monthly[1])
        if day <= 28:
            return {"freq": "monthly", "bymonthday": day}
        return {"freq": "monthly", "bymonthday": list(range(28, day + 1)), "bysetpos": -1}
    if yearly and 1 <= int(yearly[1]) <= 12:
        month = int(yearly[1])
        longest = calendar.monthrange(2001, month)[1]
        if not yearly[2] or int(yearly[2]) > longest:
            return {"freq": "yearly", "bymonth": month, "bymonthday": -1}
        return {"freq": "yearly", "bymonth": month, "bymonthday": int(yearly[2])} if int(yearly[2]) else None
    return None


def _first(rule: Mapping[str, Any], start: date) -> date:
    """The first day from `start` on that a rule of ours names."""
    months, days = _listed(rule.get("bymonth")), _listed(rule.get("bymonthday"))
    for ahead in range(366 * 2):
        day = start + timedelta(days=ahead)
        last = calendar.monthrange(day.year, day.month)[1]
        if rule["freq"] == "daily":
            fits = True
        elif "byday" in rule:
            fits = day.weekday() == _FRIDAY
        elif "bysetpos" in rule:
            fits = day.day == min(max(days), last)
        else:
            fits = day.day in days or (-1 in days and day.day == last)
        if fits and (not months or day.month in months):
            return day
    raise ValueError(f"no day fits the rule {dict(rule)}")


def _listed(value: Any) -> list[int]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _named(deadline: Mapping[str, Any]) -> list[str]:
    """The days that recur, each once."""
    return list(dict.fromkeys([*(deadline.get("due_all") or ()), *filter(None, [deadline.get("due")])]))


def _recurring(named: str) -> Iterator[Due]:
    yearly, monthly = re.fullmatch(r"--(\d\d)(?:-(\d\d))?", named), re.fullmatch(r"---(\d\d)", named)
    if monthly:
        yield from (Due(month, int(monthly[1]), True) for month in range(1, 13))
    elif yearly and 1 <= int(yearly[1]) <= 12:
        yield Due(int(yearly[1]), int(yearly[2]) if yearly[2] else None, True)


def _bounds(iso: str) -> tuple[date, date] | None:
    quarter = re.fullmatch(r"(\d{4})-Q([1-4])", iso)
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", iso)
    try:
        if quarter:
            year, last = int(quarter[1]), int(quarter[2]) * 3
            return date(year, last - 2, 1), date(year, last, calendar.monthrange(year, last)[1])
        if not match:
            return None
        year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
        if day:
            return date(year, month, day), date(year, month, day)
        first, last = (month, month) if month else (1, 12)
        return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
    except ValueError:  # a month or day that does not exist, as a plan may write it
        return None


def _whole_year(iso: str) -> bool:
    return re.fullmatch(r"\d{4}", iso.rpartition("/")[2]) is not None


def _year_of(plan: Node) -> int:
    written = period((plan.attributes.get("date") or "")[:4])
    return written[0].year if written else _EARLIEST


def _shortened(text: str) -> str:
    clean = " ".join(text.split())
    return clean if len(clean) <= _SUMMARY else f"{clean[: _SUMMARY - 1].rsplit(' ', 1)[0]}…"


def _described(plan: Node, about: Mapping[str, Any]) -> Iterator[str]:
    yield " ".join(about["text"].split())
    for name, words in (("lead", "Chủ trì"), ("coordinate", "Phối hợp"), ("report_to", "Báo cáo")):
        if about.get(name):
            yield f"{words}: {'; '.join(about[name])}"
    if about.get("deadline_raw"):
        yield f"Thời hạn: {' '.join(about['deadline_raw'].split())}"
    yield f"{plan.label} {about.get('path', '')} ({about['source']}:{about['start']}-{about['end']})"
