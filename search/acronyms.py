"""Short forms of units by the first letters of their names, as people write them: "P. KTHT&ĐT", "Phòng VH-XH"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from search.abbreviations import short_forms
from search.terms import fold

MOST_PARTS = 4  # parts of a name that are joined or kept apart in every way: eight ways for four


def with_head(unit: str) -> Iterator[str]:
    """The forms that keep the kind of unit, in full or short: "Phòng KTHTĐT", "Phòng KTHT ĐT", "P KT HT ĐT", ...

    A name of three parts or more is also left off after the second: "Phòng Kinh tế, Hạ tầng", "Phòng KTHT".
    """
    head, rest = _split(unit)
    parts = [part for part in _PART.split(rest) if part.strip()] if head else []
    begun = [", ".join(parts[:end]) for end in range(2, len(parts))]
    yield from (f"{head} {words}" for words in begun)
    written = [*begun, *([rest] if head else [])]
    for letters in (letters for words in written for letters in _letters(words)):
        yield f"{head} {letters}"
        if short := _HEADS[head]:
            yield f"{short} {letters}"


def without_head(unit: str) -> Iterator[str]:
    """The letters alone, which may mean a subject as well ("VHXH", "KT XH"): a unit only where a role stands beside."""
    head, rest = _split(unit)
    yield from (letters for letters in (_letters(rest) if head else ()) if len(letters) > 2)


def whole(unit: str) -> Iterator[str]:
    """The letters of the whole name in one ("TTDVSNC", "CAP"), where they are no abbreviation of anything else."""
    head, rest = _split(unit)
    for letters in _letters(rest, 1) if head and _HEADS[head] else ():
        written = f"{_HEADS[head]}{letters}"
        if " " not in letters and len(written) > 2 and stands_for(written, unit):
            yield written


def stands_for(letters: str, unit: str) -> bool:
    """Whether capitals stand for nothing but a unit: no abbreviation that is known means anything else."""
    return all(fold(full) in fold(unit) for short in short_forms(letters) for full in short.full)


def _split(unit: str) -> tuple[str, str]:
    """The kind of unit that a name begins with, and the rest; ("", unit) for a kind that nobody writes short."""
    head = next((head for head in _HEADS if unit.startswith(head + " ")), "")
    return head, unit[len(head) :].strip()


def _letters(rest: str, least: int = 2) -> Iterator[str]:
    parts = ["".join(map(_initial, part.split())) for part in _PART.split(rest) if part.strip()]
    if len(parts) > MOST_PARTS or len("".join(parts)) < least:
        return
    for gaps in product(("", " "), repeat=len(parts) - 1):
        yield "".join(part + gap for part, gap in zip(parts, (*gaps, ""), strict=True))


def _initial(word: str) -> str:
    """The first letter, or the whole of what is letters already ("HĐND")."""
    return word if len(word) > 1 and word.isupper() else word[:1].upper()


# Longest first: "Ban Chỉ huy" before what begins with "Ban". A kind without a short form is written out.
_HEADS = {
    "Ban Chỉ đạo": "BCĐ",
    "Ban Chỉ huy": "BCH",
    "Ban Quản lý": "BQL",
    "Trung tâm": "TT",
    "Công an": "CA",
    "Văn phòng": "VP",
    "Hội đồng": "HĐ",
    "Ủy ban": "UB",
    "Phòng": "P",
    "Trạm": "",
    "Hội": "",
    "Ban": "",
    "Chi cục": "",
    "Cục": "",
    "Sở": "",
    "Bộ": "",
}
_PART = re.compile(r"\s*[,&–-]\s*(?:và\s+)?|\s+và\s+")
