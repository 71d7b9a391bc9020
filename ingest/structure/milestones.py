"""Lines of a schedule overview -> milestones with their period (guidelines, "milestones")."""

from __future__ import annotations

import re

from ingest.plan import Milestone
from ingest.structure.nodes import Node
from ingest.text.mapped import MappedText

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_YEAR = r"(?:19|20)\d{2}"
_NUMERAL = r"(?:IV|I{1,3}|[1-4])"
_RANGE = re.compile(
    rf"(?:từ |giai đoạn |thời kỳ )?(?:năm )?(?P<y1>{_YEAR})\s*(?:[-–]|đến)\s*(?:hết )?(?:năm )?(?P<y2>{_YEAR})",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    rf"tháng\s*(?P<m1>\d{{1,2}})(?:\s*(?:/|năm)\s*(?P<y1>{_YEAR}))?\s*(?:[-–,]|đến|và)\s*(?:hết\s*)?(?:tháng\s*)?"
    rf"(?P<m2>\d{{1,2}})\s*(?:/|năm)\s*(?P<y2>{_YEAR})",
    re.IGNORECASE,
)
_QUARTERS = re.compile(
    rf"quý\s*(?P<q1>{_NUMERAL})(?:\s*(?:/|năm)?\s*(?P<y1>{_YEAR}))?\s*(?:[-–,]|đến|và)\s*(?:hết\s*)?(?:quý\s*)?"
    rf"(?P<q2>{_NUMERAL})\s*(?:/|năm)?\s*(?P<y2>{_YEAR})",
    re.IGNORECASE,
)
# "từ ngày 01/9 đến hết ngày 15/9/2026", "24, 25 và 26 tháng 8 năm 2026": what the first leaves out, the last says.
_DAYS = re.compile(
    rf"(?<![\d/])(?P<d1>\d{{1,2}})(?:\s*(?:/|tháng)\s*(?P<m1>\d{{1,2}})(?:\s*(?:/|năm)\s*(?P<y1>{_YEAR}))?)?"
    rf"(?:,\s*(?:ngày\s*)?\d{{1,2}}(?![\d/]))*\s*(?:[-–]|đến|tới|và)\s*(?:hết\s*)?(?:ngày\s*)?"
    rf"(?P<d2>\d{{1,2}})\s*(?:/|tháng)\s*(?P<m2>\d{{1,2}})\s*(?:/|năm)\s*(?P<y2>{_YEAR})",
    re.IGNORECASE,
)
_DAY = re.compile(rf"(?P<d>\d{{1,2}})\s*(?:/|tháng)\s*(?P<m>\d{{1,2}})\s*(?:/|năm)\s*(?P<y>{_YEAR})", re.IGNORECASE)
_MONTH = re.compile(
    rf"tháng\s*(?P<m>\d{{1,2}})\s*(?:/|năm|-)\s*(?P<y>{_YEAR})|(?<!\d)(?P<m2>0?[1-9]|1[0-2])/(?P<y2>{_YEAR})",
    re.IGNORECASE,
)
_QUARTER = re.compile(rf"quý\s*(?P<q>{_NUMERAL})\s*(?:/|năm|-)?\s*(?P<y>{_YEAR})", re.IGNORECASE)
_OPENS = re.compile(
    rf"(?:quý {_NUMERAL}(?:\s?(?:[-–,]|và)\s?(?:quý )?{_NUMERAL})?"
    r"|tháng \d{1,2}(?:\s?(?:[-–,]|và)\s?(?:tháng )?\d{1,2})?)(?=\s?:)",
    re.IGNORECASE,
)
_ONE_YEAR = re.compile(rf"(?<!\d)(?P<y>{_YEAR})(?!\d)")


def find_milestones(root: Node, year: int | None = None) -> tuple[Milestone, ...]:
    """The lines of the schedule sections that name a period, in reading order; `year` is that of a plan for one year,
    in which "Quý I: ..." is.

    A line that introduces others counts without its final colon.
    """
    found: list[Milestone] = []
    for node in root.walk():
        if node.part != "schedule" or node.text is None or (node.children and node.kind == "item"):
            continue
        text = node.text
        if text.text.endswith(":"):
            text = text.cut(0, len(text) - 1)
        period = read_period(text.text, year) if text else None
        if period is not None:
            found.append(_milestone(text, period))
    return tuple(found)


def _milestone(text: MappedText, period: str) -> Milestone:
    span = text.span()
    return Milestone(span.text, span.start, span.end, period)


def read_period(text: str, year: int | None = None) -> str | None:
    """The first period named in `text`: "2026", "2027/2029", "2026-03", "2026-Q2", "2026-05-19"; None without one.

    A month or quarter that opens the text without a year is of `year`.
    """
    if year is not None and (opens := _OPENS.match(text)):
        text = f"{opens[0]}/{year}{text[opens.end() :]}"
    best: tuple[int, int, str] | None = None
    for rank, reader in enumerate((_days, _months, _quarters, _range, _day, _month, _quarter, _year)):
        found = reader(text)
        if found is not None and (best is None or (found[0], rank) < best[:2]):
            best = (found[0], rank, found[1])
    return best[2] if best else None


def _range(text: str) -> tuple[int, str] | None:
    match = _RANGE.search(text)
    return (match.start(), f"{match['y1']}/{match['y2']}") if match else None


def _months(text: str) -> tuple[int, str] | None:
    match = _MONTHS.search(text)
    if match is None:
        return None
    first, last = f"{match['y1'] or match['y2']}-{int(match['m1']):02d}", f"{match['y2']}-{int(match['m2']):02d}"
    return (match.start(), f"{first}/{last}") if first < last else None


def _quarters(text: str) -> tuple[int, str] | None:
    match = _QUARTERS.search(text)
    if match is None:
        return None
    first, last = (_ROMAN.get(match[q].upper(), match[q]) for q in ("q1", "q2"))
    return match.start(), f"{match['y1'] or match['y2']}-Q{first}/{match['y2']}-Q{last}"


def _days(text: str) -> tuple[int, str] | None:
    for match in _DAYS.finditer(text):
        first = _iso(match["y1"] or match["y2"], match["m1"] or match["m2"], match["d1"])
        last = _iso(match["y2"], match["m2"], match["d2"])
        if first and last and first < last:
            return match.start(), f"{first}/{last}"
    return None


def _day(text: str) -> tuple[int, str] | None:
    for match in _DAY.finditer(text):
        if day := _iso(match["y"], match["m"], match["d"]):
            return match.start(), day
    return None


def _iso(year: str, month: str, day: str) -> str | None:
    """The ISO date; None for a month or day that no calendar has."""
    return f"{year}-{int(month):02d}-{int(day):02d}" if int(month) <= 12 and int(day) <= 31 else None


def _month(text: str) -> tuple[int, str] | None:
    match = _MONTH.search(text)
    return (match.start(), f"{match['y'] or match['y2']}-{int(match['m'] or match['m2']):02d}") if match else None


def _quarter(text: str) -> tuple[int, str] | None:
    match = _QUARTER.search(text)
    if match is None:
        return None
    quarter = match["q"].upper()
    return match.start(), f"{match['y']}-Q{_ROMAN.get(quarter, quarter)}"


def _year(text: str) -> tuple[int, str] | None:
    match = _ONE_YEAR.search(text)
    return (match.start(), match["y"]) if match else None
