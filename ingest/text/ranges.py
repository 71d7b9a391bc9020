"""Ranges of indexes: those between marks, and questions about sorted ones, none of which lies inside another."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

Range = tuple[int, int]


def between(marks: Iterable[re.Match[str]], start: int, end: int) -> Iterator[Range]:
    """What `marks`, matches in order within `start:end`, part from each other: one range more than there are marks."""
    for mark in marks:
        yield start, mark.start()
        start = mark.end()
    yield start, end


def covering(i: int, ranges: Sequence[Range]) -> Range | None:
    """The range `(start, end)` with `start <= i < end`, or None."""
    k = bisect_right(ranges, (i, sys.maxsize)) - 1
    return ranges[k] if k >= 0 and i < ranges[k][1] else None


def first_from(i: int, ranges: Sequence[Range]) -> int:
    """The position in `ranges` of the first range that starts at or after `i` (`len(ranges)` when there is none)."""
    return bisect_right(ranges, (i - 1, sys.maxsize))
