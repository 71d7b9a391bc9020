"""Clauses of a statement, and lists of organisations in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.organisations.units import UnitMention
from ingest.text.letters import UPPER
from ingest.text.ranges import between

_BREAK = re.compile(rf";|(?<!\bTP)(?<!\bTT)(?<!\bVP)(?<!\bP)\.(?=\s+\W?[{UPPER}]|\s*$)")
# Also "Trung tâm X (cũ), Hội Y" and "Công an xã, đề nghị Đồn Biên phòng".
_BETWEEN = re.compile(
    r"\s*\)?(?:\s\((?:cũ|mới)\))?\s*(?:,|;|và|&|-|–|\+|hoặc)?\s*(?:và)?\s*"
    r"(?:(?<=,\s)(?:đề nghị|yêu cầu)\s)?(?:các)?\s*\Z"
)


# "Đảng ủy HĐND tỉnh lãnh đạo HĐND tỉnh ban hành ...": a verb, no head of the second.
_LEADS = re.compile(r"(?:lãnh đạo|chỉ đạo)\s")


@dataclass(frozen=True, slots=True)
class Clause:
    """`text[i:j]` of the statement, without the mark that ends it and blanks before it."""

    i: int
    j: int


def clauses(text: str) -> Iterator[Clause]:
    """The parts of `text` between semicolons and full stops, in order."""
    for i, j in between(_BREAK.finditer(text), 0, len(text)):
        yield from _clause(text, i, j)


def _clause(text: str, i: int, j: int) -> Iterator[Clause]:
    while i < j and text[i].isspace():
        i += 1
    if i < j:
        yield Clause(i, j)


def is_listed(gap: str) -> bool:
    """Whether `gap` is all that stands between two items of a list: a comma, "và", "và các"."""
    return _BETWEEN.match(gap) is not None and gap.strip() != ""


def unit_list(text: str, units: Sequence[UnitMention], at: int, until: int) -> list[UnitMention]:
    """The organisations of the list that starts exactly at `text[at]` and ends before `until`: "A, B và C"."""
    found: list[UnitMention] = []
    for index in range(bisect_left(units, at, key=lambda unit: unit.i), len(units)):
        unit = units[index]
        if unit.j > until or (not found and unit.i != at):
            return found
        gap = text[found[-1].j : unit.i] if found else ""
        if found and (not _BETWEEN.match(gap) or (not gap.strip(" *") and _LEADS.match(text, unit.i))):
            return found
        found.append(unit)
    return found
