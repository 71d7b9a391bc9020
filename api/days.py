"""Years and months as people write them ("2026", "2026-12") to the days that filters compare."""

from __future__ import annotations

import calendar
from datetime import date


def first_day(value: str) -> str:
    """The first day of a year, month or day, in ISO form. Raises ValueError, saying how to write it."""
    year, month, day = _parts(value)
    return date(year, month or 1, day or 1).isoformat()


def last_day(value: str) -> str:
    """The last day of a year, month or day, in ISO form. Raises ValueError, saying how to write it."""
    year, month, day = _parts(value)
    return date(year, month or 12, day or calendar.monthrange(year, month or 12)[1]).isoformat()


def _parts(value: str) -> tuple[int, int, int]:
    parts = value.strip().split("-")
    try:
        year, month, day = (*map(int, parts), 0, 0)[:3]
        date(year, month or 1, day or 1)
    except ValueError:
        year = 0
    if not year or len(parts) > 3 or len(parts[0]) != 4 or 0 in map(int, parts[1:]):
        raise ValueError(f"{value!r} is not a date; write 2026, 2026-12 or 2026-12-31")
    return year, month, day
