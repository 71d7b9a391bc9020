"""Footnotes: what a note names belongs to the sentence in which its mark stands ("... của Trung ương[1]")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from ingest.grammar import load
from ingest.passages import Part, Passage
from ingest.plan import Predicate
from ingest.text.folding import lower

_MARK = re.compile(r"\[(?P<number>\d{1,3}|[ivx]{1,6})\]")
_GOVERNING: frozenset[Part] = frozenset(("basis", "preamble"))  # elsewhere a plan mentions what it cites
_LONGEST = 300  # characters of a sentence before a mark


def note_marks(passages: Sequence[Passage]) -> dict[str, tuple[Part, Predicate | None]]:
    """For each mark of a note in the bases and the preamble: the part, and the verb of its clause."""
    found: dict[str, tuple[Part, Predicate | None]] = {}
    for passage in passages:
        if passage.part in _GOVERNING:
            low = lower(passage.text.text)
            for mark in _MARK.finditer(low):
                if mark.start():
                    verb = _verb(low, mark.start()) if passage.part == "preamble" else None
                    found.setdefault(mark["number"], (passage.part, verb))
    return found


def note_place(low: str, marks: Mapping[str, tuple[Part, Predicate | None]]) -> tuple[Part, Predicate | None] | None:
    """Where the mark of the note stands whose text is `low`; None for a text that is no note to such a mark."""
    mark = _MARK.match(low)
    return marks.get(mark["number"]) if mark else None


def _verb(low: str, i: int) -> Predicate | None:
    """ "implements" where the clause that ends at `i` opens with one of its verbs."""
    begin = max(low.rfind(end, max(0, i - _LONGEST), i) for end in (";", ". ", "]")) + 1
    return "implements" if _carries_out().match(low, begin, i) else None


@cache
def _carries_out() -> re.Pattern[str]:
    patterns = next(entry["patterns"] for entry in load("relations")["verb"] if entry["predicate"] == "implements")
    return re.compile(rf"[ ,]*(?:và |để |nhằm )?(?:{'|'.join(patterns)})(?!\w)")
