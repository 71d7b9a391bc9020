"""Dates as they are written beside citations and in datelines."""

from __future__ import annotations

import re

# "ngày 22/12/2024", "ngày 24-5-2025", "ngày 02 tháng 6 năm 2026", "tháng 11 năm 2025"; any case, stray blanks.
_DATE = re.compile(
    r"(?:ngày ?(?P<day>\d{1,2})(?:"
    r" ?(?P<mark>[/.-]) ?(?P<month>\d{1,2}) ?(?P=mark) ?(?P<year>\d{4})"
    r"|,? tháng ?(?P<month2>\d{1,2}),? năm ?(?P<year2>\d{4})"
    r")|(?:ngày )?tháng ?(?P<month3>\d{1,2}),? ?(?:năm|/) ?(?P<year3>\d{4}))(?!\d)"
)
_YEAR = re.compile(r"(?:năm ?)?(?P<year>(?:19|20)\d{2})(?![\w%])(?! ?[-/] ?\d)")


def read_date(low: str, i: int) -> tuple[str, int] | None:
    """The date that begins at `low[i]` (lower case, "ngày ..." or "tháng ..."): (ISO text, index after it), or None.

    A date without a day is as precise as it is written ("2025-11"). Impossible days and months are no date.
    """
    match = _DATE.match(low, i)
    if match is None:
        return None
    year = match["year"] or match["year2"] or match["year3"]
    month = int(match["month"] or match["month2"] or match["month3"])
    if not 1 <= month <= 12 or not 1900 <= int(year) <= 2100:
        return None
    if match["day"] is None:
        return f"{year}-{month:02}", match.end()
    day = int(match["day"])
    return (f"{year}-{month:02}-{day:02}", match.end()) if 1 <= day <= 31 else None


def read_year(low: str, i: int) -> tuple[str, int] | None:
    """The year at `low[i]`, with "năm" or without: (four digits, index after it), or None. Periods are no year."""
    match = _YEAR.match(low, i)
    return (match["year"], match.end()) if match else None


def vietnamese_date(iso: str) -> str:
    """ "2026-03-28" -> "28/3/2026", "2026-04" -> "4/2026"; anything else as it is."""
    parts = iso.split("-")
    return "/".join(str(int(part)) for part in reversed(parts)) if all(p.isdigit() for p in parts) else iso
