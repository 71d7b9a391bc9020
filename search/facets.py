"""Filters as rows: which records satisfy them, before anything is ranked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ingest.errors import PlankgError
from search.arrays import Floats, with_prefix
from search.index import Index
from search.names import NameKind
from search.query import Filters
from search.records import KINDS, ROLES
from search.terms import Token, fold, tokens
from search.times import Time

SHORT = 100  # as a difference of yyyymmdd: a time within one month; the last day of a year is no day of December
Mask = npt.NDArray[np.bool_]


class UnknownValueError(PlankgError):
    """A filter asks for a value that no record has. `suggestions` are the nearest values that some record has."""

    def __init__(self, field: str, value: str, suggestions: Sequence[str]) -> None:
        near = f". Nearest: {', '.join(suggestions)}" if suggestions else ""
        super().__init__(f"no record has the {field} {value!r}{near}")
        self.field, self.value, self.suggestions = field, value, tuple(suggestions)


EARLIER = np.float32(0.8)
"""How well what is due in an earlier month fits a time that only says by when."""


class Facets:
    """Looks filters up in an index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._units = lru_cache(maxsize=1_000)(self._units_of)  # the same few units are asked for all day
        self._kinds = lru_cache(maxsize=len(KINDS))(self._of_kinds)

    def rows(self, filters: Filters, kinds: Iterable[str]) -> Mask:
        """Which rows are of one of the kinds and satisfy all filters, bool of shape (rows,).

        Raises UnknownValueError for a unit, ward, plan, document or topic that no record has, ValueError for a date
        that is not an ISO date.
        """
        mask = self._kinds(tuple(kinds)).copy()
        roles: Sequence[str] = filters.role or ROLES
        if filters.unit:
            units = [unit for value in filters.unit for unit in self.units(value)]
            mask &= self._any(f"{role}:{unit}" for role in roles for unit in units)
        elif filters.role:
            mask &= self._any(key for role in roles for _, key in with_prefix(self._index.facets.keys, f"{role}:"))
        for role, named in filters.having:
            mask &= self._any(f"{role}:{unit}" for value in named for unit in self.units(value))
        for field in ("ward", "city", "cites", "topic", "year"):
            values = getattr(filters, field)
            if values:
                mask &= self._any(f"{field}:{name}" for value in values for name in self.values(field, value))
        if filters.plan:
            mask &= self._any(key for value in filters.plan for key in self._plan_keys(value))
        if filters.due_after or filters.due_before:
            mask &= self.due(filters.due_after, filters.due_before)
        return mask

    def _of_kinds(self, kinds: tuple[str, ...]) -> Mask:
        return self._any(f"kind:{kind}" for kind in kinds)

    def units(self, value: str) -> Sequence[str]:
        """The canonical units that `value` may mean. Raises UnknownValueError when there is none."""
        return self._units(value)

    def _units_of(self, value: str) -> Sequence[str]:
        known = sorted({name for role in ROLES for name in self._known(role)})
        kinds: tuple[NameKind, ...] = ("unit", "acronym", "short unit")
        named = {name for kind in kinds for name in self._index.names.values(kind, value)}
        return self._choose("unit", value, known, sorted(named & set(known)))

    def values(self, field: str, value: str) -> list[str]:
        """The values of a facet that `value` may mean. Raises UnknownValueError when there is none."""
        if self._index.facets.count(f"{field}:{value}"):
            return [value]
        named: list[str] = []
        for kind in _NAMED.get(field, ()):
            found = self._index.names.values(kind, value)
            named = named or [name for name in found if self._index.facets.count(f"{field}:{name}")]
        return named or self._choose(field, value, self._known(field), [])

    def due(self, after: str | None, before: str | None) -> Mask:
        """Rows that are due between two ISO dates, both included; a yearly day counts for each year."""
        low, high = _day(after, 0), _day(before, 99991231)
        return self._dated(low, high) | self._yearly(low, high)

    def fitting(self, time: Time) -> Floats:
        """How well each row fits a time that a question names: 1 when it is due then, less when it begins or recurs."""
        fit = np.zeros(len(self._index), dtype=np.float32)
        if time.overdue:
            fit[self._dated(0, _day(time.before, 0))] = 1
        elif time.ongoing:
            fit[self._any(["deadline:ongoing"])] = 1
        elif time.recurrence:
            fit[self._any([f"recurrence:{time.recurrence}"])] = 1
        elif time.day:
            for day in _months(time.day):
                fit[self._any(key for _, key in with_prefix(self._index.facets.keys, f"day:{day}"))] = 1
                fit[self._within_year(day)] = 1
            if "Q" in time.day:
                fit[self._within_quarter(int(time.day[-1]))] = 1
        else:
            low, high = _day(time.after, 0), _day(time.before, 99991231)
            first = self._index.deadlines.first
            fit[self._yearly(low, high)] = 0.4
            fit[self._rows_due((first >= max(low, 1)) & (first <= high))] = 0.5
            if time.after is None:  # "đến tháng 12/2026": what is due long before comes behind what is due then
                fit[self._dated(low, high)] = EARLIER
                low = high // 100 * 100
            fit[self._dated(low, high)] = 1
        return fit

    def _within_year(self, day: str) -> Mask:
        """Rows that are due on a day ("--11-30") or in a month ("--12") of whatever year."""
        first, last = self._index.deadlines.first, self._index.deadlines.last
        month, _, date = day.removeprefix("--").partition("-")
        within = (last > 0) & (last // 100 % 100 == int(month)) & (last - first < SHORT)
        return self._ending(within & (last % 100 == int(date)) if date else within)

    def _within_quarter(self, quarter: int) -> Mask:
        """Rows that are due within a quarter of whatever year, and have no more time than that."""
        first, last = self._index.deadlines.first, self._index.deadlines.last
        same = (first // 10000 == last // 10000) & ((first // 100 % 100 + 2) // 3 == quarter)
        return self._ending(same & ((last // 100 % 100 + 2) // 3 == quarter))

    def _dated(self, low: int, high: int) -> Mask:
        last = self._index.deadlines.last
        return self._ending((last >= max(low, 1)) & (last <= high))

    def _yearly(self, low: int, high: int) -> Mask:
        yearly, start, end = self._index.deadlines.yearly, low % 10000, high % 10000
        within = (yearly >= start) & (yearly <= end)
        if start > end:
            within = (yearly >= start) | (yearly <= end)
        return self._rows_due((yearly > 0) & (within | (high - low >= 10000)))

    def _ending(self, entries: Mask) -> Mask:
        """The rows of deadlines that have an end: a beginning is not a day by which something is due."""
        due: Mask = self._rows_due(entries) & ~self._any(["deadline:ongoing"])
        return due

    def _rows_due(self, entries: Mask) -> Mask:
        """The rows of some of the index's deadlines."""
        mask = np.zeros(len(self._index), dtype=np.bool_)
        mask[self._index.deadlines.row[entries]] = True
        return mask

    def _any(self, keys: Iterable[str]) -> Mask:
        mask = np.zeros(len(self._index), dtype=np.bool_)
        for key in keys:
            mask[self._index.facets.get(key)] = True
        return mask

    def _known(self, field: str) -> list[str]:
        return [key.partition(":")[2] for _, key in with_prefix(self._index.facets.keys, f"{field}:")]

    def _plan_keys(self, value: str) -> list[str]:
        """The facets of the plans that `value` names: an id, a source, or the beginning of a file's name."""
        facets = self._index.facets
        keys = [key for field in ("plan", "source") if facets.count(key := f"{field}:{value}")]
        keys = keys or [key for _, key in with_prefix(facets.keys, f"file:{value}")]
        if not keys:
            raise UnknownValueError("plan", value, _nearest(value, self._known("file")))
        return keys

    def _choose(self, field: str, value: str, known: Sequence[str], named: Sequence[str]) -> list[str]:
        """Values that are written so, with marks or without; else those named so; else those that contain it."""
        wanted = tokens(value)
        same = [name for name in known if len(tokens(name)) == len(wanted) and _within(wanted, name)]
        chosen = same or list(named) or [name for name in known if _within(wanted, name)]
        if not chosen:
            raise UnknownValueError(field, value, _nearest(value, known))
        return chosen


_NAMED: dict[str, tuple[NameKind, ...]] = {
    "ward": ("ward", "old ward"),
    "city": ("city",),
    "cites": ("document",),
}


def _months(day: str) -> Sequence[str]:
    """A day or month of any year as it is; of a quarter ("--Q4") its months ("--10", ...)."""
    last = 3 * int(day[-1]) if "Q" in day else 0
    return [f"--{month:02}" for month in range(last - 2, last + 1)] if last else [day]


def _within(wanted: Sequence[Token], name: str) -> bool:
    """Whether the words of `wanted` stand in `name` side by side; those typed with marks must bear the right ones."""
    words = tokens(name)
    places = range(len(words) - len(wanted) + 1) if wanted else ()
    return any(
        all(
            w.exact == n.exact or (not w.marked and w.exact == n.folded)
            for w, n in zip(wanted, words[i:], strict=False)
        )
        for i in places
    )


def _nearest(value: str, known: Sequence[str]) -> list[str]:
    from rapidfuzz import fuzz, process

    found = process.extract(
        fold(value), {name: fold(name) for name in known}, scorer=fuzz.WRatio, limit=3, score_cutoff=60
    )
    return [name for _, _, name in found]


def _day(iso: str | None, default: int) -> int:
    from datetime import date

    return int(date.fromisoformat(iso).strftime("%Y%m%d")) if iso else default
