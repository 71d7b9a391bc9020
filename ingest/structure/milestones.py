"""Lines of a schedule overview -> milestones with their period (guidelines, "milestones")."""

from __future__ import annotations

import re

from ingest.plan import Milestone
from ingest.structure.nodes import Node
from ingest.text.mapped import MappedText

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_YEAR = r"(?:19|20)\d{2}"
_RANGE = re.compile(
    rf"(?:từ |giai đoạn |thời kỳ )?(?:năm |tháng (?P<m1>\d{{1,2}})(?:\s*(?:/|năm)\s*)?)?(?P<y1>{_YEAR})?"
    rf"(?<!\s)\s*(?:[-–]|đến)\s*(?:hết )?"
    rf"(?:năm |tháng (?P<m2>\d{{1,2}})\s*(?:/|năm)?\s*)?(?P<y2>{_YEAR})",
    re.IGNORECASE,
)
_DAY = re.compile(rf"(?P<d>\d{{1,2}})\s*(?:/|tháng)\s*(?P<m>\d{{1,2}})\s*(?:/|năm)\s*(?P<y>{_YEAR})", re.IGNORECASE)
_MONTH = re.compile(
    rf"tháng\s*(?P<m>\d{{1,2}})\s*(?:/|năm|-)\s*(?P<y>{_YEAR})|(?<!\d)(?P<m2>0?[1-9]|1[0-2])/(?P<y2>{_YEAR})",
    re.IGNORECASE,
)
_QUARTER = re.compile(rf"quý\s*(?P<q>IV|I{{1,3}}|[1-4])\s*(?:/|năm|-)?\s*(?P<y>{_YEAR})", re.IGNORECASE)
_ONE_YEAR = re.compile(rf"(?<!\d)(?P<y>{_YEAR})(?!\d)")


def find_milestones(root: Node) -> tuple[Milestone, ...]:
    """The lines of the schedule sections that name a period, in reading order.

    A line that introduces others counts without its final colon.
    """
    found: list[Milestone] = []
    for node in root.walk():
        if node.part != "schedule" or node.text is None or (node.children and node.kind == "item"):
            continue
        text = node.text
        if text.text.endswith(":"):
            text = text.cut(0, len(text) - 1)
        period = read_period(text.text) if text else None
        if period is not None:
            found.append(_milestone(text, period))
    return tuple(found)


def _milestone(text: MappedText, period: str) -> Milestone:
    span = text.span()
    return Milestone(span.text, span.start, span.end, period)


def read_period(text: str) -> str | None:
    """The first period named in `text`: "2026", "2027/2029", "2026-03", "2026-Q2", "2026-05-19"; None without one."""
    best: tuple[int, int, str] | None = None
    for rank, reader in enumerate((_range, _day, _month, _quarter, _year)):
        found = reader(text)
        if found is not None and (best is None or (found[0], rank) < best[:2]):
            best = (found[0], rank, found[1])
    return best[2] if best else None


def _range(text: str) -> tuple[int, str] | None:
    for match in _RANGE.finditer(text):
        y1, m1, y2, m2 = match["y1"], match["m1"], match["y2"], match["m2"]
        if y1 is None and m1 is None:
            continue
        first = f"{y1 or y2}" + (f"-{int(m1):02d}" if m1 else "")
        last = f"{y2}" + (f"-{int(m2):02d}" if m2 else "")
        return match.start(), f"{first}/{last}"
    return None


def _day(text: str) -> tuple[int, str] | None:
    match = _DAY.search(text)
    return (match.start(), f"{match['y']}-{int(match['m']):02d}-{int(match['d']):02d}") if match else None


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
