"""Copies of clean text in one spelling, index for index: what the recognisers of citations match against."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.text.letters import lower
from ingest.text.mapped import MappedText
from ingest.text.spelling import modern

__all__ = ["Reading", "alternatives", "lower", "reading"]

_LETTERS = str.maketrans(
    {
        "\u00d0": "Đ",  # Eth, typed for Đ by old keyboards
        "\u00f0": "đ",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
        "\u2044": "/",
        "\u2215": "/",
        "\u201c": '"',
        "\u201d": '"',
        "\u00ab": '"',
        "\u00bb": '"',
        "\u2018": "'",
        "\u2019": "'",
    }
)

_RARE = re.compile(f"[{re.escape(''.join(map(chr, _LETTERS)))}]")


@dataclass(frozen=True, slots=True)
class Reading:
    """`plain` is the mapped text with one kind of dash, slash, quote, Đ and tone placement; `low` is its lower case.

    Both have the length of `mapped.text`, so that an index into one is an index into all.
    """

    mapped: MappedText
    plain: str
    low: str

    def __len__(self) -> int:
        return len(self.plain)


def reading(text: MappedText) -> Reading:
    """The copies of `text` that recognisers read."""
    plain = modern(text.text.translate(_LETTERS) if _RARE.search(text.text) else text.text)
    return Reading(text, plain, lower(plain))


def alternatives(phrases: Iterable[str]) -> str:
    """A regular expression for any of the phrases, the longest first; a blank in a phrase is one blank."""
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", " ") for phrase in ordered)
