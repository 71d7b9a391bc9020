"""Text as search sees it: lower-case syllables and pairs of neighbouring syllables, exact and without marks.

Vietnamese writes each syllable as a word of its own, and most words have two. Pairs of syllables give search what
word segmentation promises, survive missing marks and misread letters, and need no model.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ingest.text.spelling import modern


class Token(NamedTuple):
    """One syllable or document number: its `exact` and `folded` forms and its place in the given text."""

    exact: str
    folded: str
    start: int
    end: int

    @property
    def marked(self) -> bool:
        """Whether it was written with marks (or đ)."""
        return self.exact != self.folded

    @property
    def number(self) -> bool:
        """Whether it is a document number such as 57-NQ/TW."""
        return "/" in self.exact


def normalise(text: str) -> str:
    """`text` in lower case, composed (NFC), the tone mark of open oa, oe, uy on the first vowel (hóa, thủy, khỏe), and
    y where writers waver between i and y (kỹ, lý, tỷ, quý)."""
    return _WAVERING.sub(_with_y, modern(unicodedata.normalize("NFC", text).lower().replace("ð", "đ")))


def _with_y(match: re.Match[str]) -> str:
    return match[1] + match[2].translate(_Y)


def fold(text: str) -> str:
    """`text` in lower case without marks, đ as d. The Icelandic Ð that keyboards produce for Đ counts as Đ."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return _MARKS.sub("", decomposed).replace("đ", "d").replace("ð", "d")


def tokens(text: str) -> list[Token]:
    """The syllables of `text` in order, with code point offsets into it; a combining mark belongs to its letter."""
    return [_token(m.group(), m.start(), m.end()) for m in _SYLLABLE.finditer(text)]


def numbers(text: str) -> list[Token]:
    """The document numbers in `text` ("57-NQ/TW", "226 /2025/ QH15") as one token each.

    Blanks are left out, "-" and "/" count as one sign and marks are folded, because all three vary between writers.
    """
    found = [(number_key(m.group()), m) for m in _NUMBER.finditer(text)]
    return [Token(key, key, m.start(), m.end()) for key, m in found if any(c.isalpha() for c in key)]


def number_key(number: str) -> str:
    """What different spellings of one document number have in common: "57-NQ/TW" -> "57/nq/tw"."""
    return "/".join(_SYLLABLE.findall(fold(number)))


def pairs(syllables: Sequence[str]) -> Iterator[str]:
    """Neighbouring syllables, joined by a blank."""
    return (f"{a} {b}" for a, b in pairwise(syllables))


def terms(text: str, *, folded: bool = False) -> list[str]:
    """Everything by which `text` is found: syllables, pairs of syllables, document numbers."""
    forms = [token.folded if folded else token.exact for token in tokens(text)]
    return [*forms, *pairs(forms), *(token.exact for token in numbers(text))]


@lru_cache(maxsize=1 << 16)
def forms(written: str) -> tuple[str, str]:
    """The exact and the folded form of one syllable as written."""
    exact = normalise(_INVISIBLE.sub("", written))
    return exact, fold(exact)


def _token(written: str, start: int, end: int) -> Token:
    exact, folded = forms(written)
    return Token(exact, folded, start, end)


# An open i that may as well be y: after h, k, l, m, s, t that stand alone, and after qu.
_WAVERING = re.compile(r"(?<!\w)([hklmst]|qu)([iìíỉĩị])(?!\w)")
_Y = str.maketrans("iìíỉĩị", "yỳýỷỹỵ")
_MARKS = re.compile(r"[\u0300-\u036f]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")
# Marks may follow as code points of their own, and invisible characters may stand inside: both belong to the syllable.
_SYLLABLE = re.compile(r"%|[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060])*")
# Blanks and line breaks inside a number are believed only before capitals: "71/NQ-\n\nCP", but not "2026 - Tổ chức".
_NUMBER = re.compile(r"\b\d{1,5}(?:[-/–](?:[^\W_]|[\u0300-\u036f])+|\s{0,3}[-/–]\s{0,4}[A-ZĐÐ]{2}[^\W_]*){1,4}")
