"""What a check finds: a defect with its place, and the single places of one that stands for many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.graph import Evidence


@dataclass(frozen=True, slots=True)
class Place:
    """One of the places that a finding sums up; `node` is the task or document there."""

    node: str
    source: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A defect. `node` is the id of the document or task it concerns; `text` the quotation at `start:end` of `source`.

    `start` and `end` are code points of the text that was read, None where there is no one place. Where a finding sums
    up several places, `places` holds them all, and the others are those of the first.
    """

    kind: str
    message: str
    node: str
    source: str = ""
    start: int | None = None
    end: int | None = None
    text: str = ""
    places: tuple[Place, ...] = ()


def found_at(kind: str, message: str, node: str, evidence: Sequence[Evidence]) -> Finding:
    """A finding at the first of the places that `evidence` has; without place where it has none."""
    if not evidence:
        return Finding(kind, message, node)
    first = min(evidence, key=lambda e: (e.source, e.start, e.end))
    return Finding(kind, message, node, first.source, first.start, first.end, first.text)


def summed_up(kind: str, message: str, node: str, places: Sequence[Place]) -> Finding:
    """One finding for several places, shown at the first of them. `places` has at least one."""
    first, *_ = places
    return Finding(kind, message, node, first.source, first.start, first.end, first.text, tuple(places))
