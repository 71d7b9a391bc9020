"""Times in questions: "quý IV/2025", "tháng 12/2026", "trước ngày 30/11", "hằng năm", typed with marks or without."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.plan import Deadline
from search.terms import fold


@dataclass(frozen=True, slots=True)
class Time:
    """A time that a question asks for, and its place `start`, `end` in the question.

    Either a period from `after` to `before` (ISO dates, either may be open), a `day` of any year ("--11-30", "--12" for
    a month, "--Q4" for a quarter), a `recurrence` ("yearly", "quarterly", "monthly"), or `ongoing`.
    """

    start: int
    end: int
    after: str | None = None
    before: str | None = None
    day: str | None = None
    recurrence: str | None = None
    ongoing: bool = False
    overdue: bool = False


def find_times(text: str, today: str | None = None) -> list[Time]:
    """The times in a question, in reading order; `text` must be composed (NFC), so that offsets hold.

    With `today` (ISO) also those that are reckoned from it: "quá hạn", "tháng này", "quý sau", "năm nay". Raises
    ValueError for a day that is none.
    """
    folded = fold(text)
    if len(folded) != len(unicodedata.normalize("NFC", text)):  # a letter that changes its length when lowered
        return []
    found: list[Time] = []
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(folded):
            taken = any(match.start() < other.end and other.start < match.end() for other in found)
            if not taken and not _FUND.match(text, match.start()):
                found += read(match)
    if today:
        found += _relative(folded, date.fromisoformat(today), found)
    return sorted(found, key=lambda time: time.start)


def span(iso: str | None) -> tuple[int, int] | None:
    """First and last day of a stated time ("2026", "2025-Q4", "2026-12", "2026-12-05", "2026/2030") as yyyymmdd."""
    if not iso:
        return None
    first, _, last = iso.partition("/")
    low, high = _bounds(first), _bounds(last or first)
    return (low[0], high[1]) if low and high else None


def occasions(deadline: Deadline) -> list[tuple[int, int, int]]:
    """When it is due: first and last day as yyyymmdd, 0 for a day of every year, and that day as mmdd (mm00 for a
    month), 0 for none; [] for what states no day. A deadline of several times has an entry for each.
    """
    periods = deadline.iso_all or (deadline.iso,)
    days = [_yearly_day(day) for day in deadline.due_all or (deadline.due,)]
    entries = [(*bounds, 0) for iso in periods if (bounds := span(iso))]
    return entries + [(0, 0, day) for day in dict.fromkeys(days) if day]


def _yearly_day(due: str | None) -> int:
    match = re.fullmatch(r"--(\d\d)(?:-(\d\d))?", due or "")
    return int(match[1]) * 100 + int(match[2] or 0) if match else 0


def _bounds(iso: str) -> tuple[int, int] | None:
    match = re.fullmatch(r"(\d{4})(?:-Q([1-4])|-(\d\d)(?:-(\d\d))?)?", iso)
    if not match:
        return None
    year, quarter, month, day = (int(group) if group else 0 for group in match.groups())
    first, last = (quarter * 3 - 2, quarter * 3) if quarter else (month or 1, month or 12)
    if not 1 <= first <= last <= 12:
        return None
    last_day = day or calendar.monthrange(year, last)[1]
    return year * 10000 + first * 100 + (day or 1), year * 10000 + last * 100 + last_day


def _period(match: re.Match[str], iso: str) -> list[Time]:
    bounds = span(iso)
    if bounds is None:
        return []
    low, high = (f"{n // 10000:04}-{n // 100 % 100:02}-{n % 100:02}" for n in bounds)
    before = bool(match.groupdict().get("before"))
    return [Time(match.start(), match.end(), None if before else low, high)]


def _date(match: re.Match[str]) -> list[Time]:
    day, month, year = int(match["day"]), int(match["month"]), match["year"]
    try:
        date(int(year or 2000), month, day)
    except ValueError:
        return []
    if not year:
        return [Time(match.start(), match.end(), day=f"--{month:02}-{day:02}")]
    return _period(match, f"{year}-{month:02}-{day:02}")


def _month(match: re.Match[str]) -> list[Time]:
    month = int(match["month"])
    if not 1 <= month <= 12:
        return []
    if not match["year"]:
        return [Time(match.start(), match.end(), day=f"--{month:02}")]
    return _period(match, f"{match['year']}-{month:02}")


def _quarter(match: re.Match[str]) -> list[Time]:
    number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(match["quarter"]) or int(match["quarter"])
    if not match["year"]:
        return [Time(match.start(), match.end(), day=f"--Q{number}")]
    return _period(match, f"{match['year']}-Q{number}")


def _part(match: re.Match[str]) -> list[Time]:
    """The first or last quarter of a year, or half of it."""
    first, size = match["part"] == "dau", 6 if match["half"] else 3
    after = f"{match['year']}-01-01" if first else f"{match['year']}-{13 - size:02}-01"
    before = f"{match['year']}-{size:02}-{31 if size == 3 else 30}" if first else f"{match['year']}-12-31"
    return [Time(match.start(), match.end(), after, before)]


def _recurring(match: re.Match[str]) -> list[Time]:
    words = {"nam": "yearly", "quy": "quarterly", "qui": "quarterly", "thang": "monthly"}
    return [Time(match.start(), match.end(), recurrence=words[match["every"]])]


def _year(match: re.Match[str]) -> list[Time]:
    return _period(match, match["year"])


def _year_before(match: re.Match[str]) -> list[Time]:
    return _period(match, str(int(match["year"]) - 1))


def _relative(folded: str, today: date, found: Sequence[Time]) -> list[Time]:
    """The times that count from a day."""
    times = []
    for match in _RELATIVE.finditer(folded):
        start, end = match.span()
        if any(start < other.end and other.start < end for other in found):
            continue
        if match["overdue"]:
            before = (today - timedelta(days=1)).isoformat()
            times.append(Time(start, end, before=before, overdue=True))
        else:
            first, last = _reckoned(match["unit"], match["which"], today)
            times.append(Time(start, end, first.isoformat(), last.isoformat()))
    return times


def _reckoned(unit: str, which: str, today: date) -> tuple[date, date]:
    """First and last day of this week, month, quarter or year, the one before or the one after."""
    step = {"truoc": -1, "qua": -1, "sau": 1, "toi": 1, "den": 1}.get(which, 0)
    if unit == "tuan":
        first = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return first, first + timedelta(days=6)
    months = {"thang": 1, "quy": 3, "qui": 3, "nam": 12}[unit]
    start = today.month - 1 - (today.month - 1) % months + 12 * today.year + step * months
    end = start + months
    return date(start // 12, start % 12 + 1, 1), date(end // 12, end % 12 + 1, 1) - timedelta(days=1)


def _ongoing(match: re.Match[str]) -> list[Time]:
    return [Time(match.start(), match.end(), ongoing=True)]


_BEFORE = r"(?:\b(?P<before>truoc|den het|den|cham nhat)\s+)?(?:\b(?:vao\s+)?ngay\s+)?"
_DAY = r"\b(?P<day>\d{1,2})[/-](?P<month>\d{1,2})(?:[/-](?P<year>\d{4}))?\b(?![/-])"
_YEAR = r"\s*(?:/|nam|-)?\s*(?P<year>20\d\d)\b"
_FUND = re.compile("qu[ỹĩ]", re.IGNORECASE)  # is no quarter, which it looks like without marks
_QUARTER = r"qu[yi]\s+(?P<quarter>iv|i{1,3}|[1-4])"
_PATTERNS = [
    (re.compile(_BEFORE + _DAY), _date),
    (re.compile(rf"{_BEFORE}\b{_QUARTER}{_YEAR}"), _quarter),
    (re.compile(_BEFORE + rf"\bthang\s+(?P<month>\d{{1,2}})(?:{_YEAR}|\b)"), _month),
    (re.compile(rf"(?<!moi )(?<!hang )\b{_QUARTER}\b(?P<year>)(?!\s+(?:lan|nam)\b)"), _quarter),
    (re.compile(rf"\b(?P<half>(?:6|sau) thang )?(?P<part>dau|cuoi)\s+nam{_YEAR}"), _part),
    (re.compile(r"\b(?P<before>truoc)\s+nam\s+(?P<year>20\d\d)\b"), _year_before),
    (re.compile(r"\b(?P<before>den het|cham nhat)\s+nam\s+(?P<year>20\d\d)\b"), _year),
    (re.compile(r"\b(?:hoan thanh|den han|han|trong)\s+(?:trong\s+)?nam\s+(?P<year>20\d\d)\b"), _year),
    (re.compile(r"\b(?:hang|moi)\s+(?P<every>nam|qu[yi]|thang)\b"), _recurring),
    (re.compile(r"\bthuong xuyen\b"), _ongoing),
]
_RELATIVE = re.compile(
    r"\b(?P<overdue>(?:da )?(?:qua|tre|cham) han)\b"
    r"|\b(?P<unit>tuan|thang|qu[yi]|nam) (?P<which>nay|truoc|qua|sau|toi)\b"
)
