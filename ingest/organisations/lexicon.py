"""A phrase lexicon: texts as tokens, known names as a tree of tokens, longest match first.

Spelling variants that mean the same share one key: case, the place of tone marks, common abbreviations ("UBND" is "Ủy
ban nhân dân"), and what stands between the words of a name (dashes, commas, "và", "&"), which no lookup depends on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from ingest.text import folding
from ingest.text.spelling import modern

T = TypeVar("T")

_TOKEN = re.compile(r"\w+|[^\w\s]")
_BETWEEN = frozenset({"và", "&", ",", "-", "–", "—", "/"})
_EXPANSIONS = {
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "mttq": "mặt trận tổ quốc",
    "mttqvn": "mặt trận tổ quốc việt nam",
    "ubmttq": "ủy ban mặt trận tổ quốc",
    "ubmttqvn": "ủy ban mặt trận tổ quốc việt nam",
    "ub": "ủy ban",
    "vn": "việt nam",
    "vp": "văn phòng",
    "bch": "ban chỉ huy",
    "qs": "quân sự",
    "tncs": "thanh niên cộng sản",
    "hcm": "hồ chí minh",
    "bql": "ban quản lý",
    "kv": "khu vực",
    "kkt": "khu kinh tế",
    "kcn": "khu công nghiệp",
}


@dataclass(frozen=True, slots=True)
class Token:
    """`text[i:j]`: a run of letters and digits, or one other character.

    `keys` is what it is looked up by, `key` the same as one string.
    """

    text: str
    keys: tuple[str, ...]
    key: str
    i: int
    j: int

    @property
    def capital(self) -> bool:
        """Whether the first letter is a capital."""
        return self.text[:1].isupper()


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of `text` (NFC) in order, white space left out."""
    return tuple(Token(m[0], *_keys(m[0]), m.start(), m.end()) for m in _TOKEN.finditer(text))


@lru_cache(maxsize=4096)
def _keys(word: str) -> tuple[tuple[str, ...], str]:
    key = modern(word.lower())
    keys = tuple(_EXPANSIONS.get(key, key).split())
    return keys, " ".join(keys)


@dataclass(slots=True)
class _Node(Generic[T]):
    children: dict[str, _Node[T]] = field(default_factory=dict)
    value: T | None = None


class Lexicon(Generic[T]):
    """Phrases with values; `match` finds the longest phrase that starts at a token."""

    def __init__(self, values: Mapping[str, T] | None = None) -> None:
        self._root: _Node[T] = _Node()
        for phrase, value in (values or {}).items():
            self.add(phrase, value)

    def add(self, phrase: str, value: T) -> None:
        """Make `phrase` known. The first value of a phrase stays."""
        node = self._root
        for token in tokens(phrase):
            if token.key in _BETWEEN or token.text == ".":
                continue
            for key in token.keys:
                node = node.children.setdefault(key, _Node())
        if node.value is None:
            node.value = value

    @property
    def firsts(self) -> frozenset[str]:
        """What the first token of a phrase is looked up by."""
        return frozenset(self._root.children)

    def match(self, sequence: Sequence[Token], at: int) -> tuple[int, T] | None:
        """(index after the last token, value) of the longest phrase that starts with token `at`, or None."""
        node, best = self._root, None
        for index in range(at, len(sequence)):
            token = sequence[index]
            if index > at and (token.key in _BETWEEN or _is_abbreviation_dot(sequence, index)):
                continue
            for key in token.keys:
                following = node.children.get(key)
                if following is None and index > at and key.isdigit():
                    following = node.children.get("các")  # "Trưởng 15 thôn"
                if following is None:
                    return best
                node = following
            if node.value is not None:
                best = (index + 1, node.value)
        return best


def _is_abbreviation_dot(sequence: Sequence[Token], index: int) -> bool:
    before = sequence[index - 1].text
    return sequence[index].text == "." and len(before) <= 3 and before.isupper()


def alternatives(phrases: Iterable[str]) -> str:
    """A regular expression for any of `phrases`, longest first, blanks as any white space."""
    return folding.alternatives(phrases).replace(" ", r"\s")


def folded(text: str) -> str:
    """`text` (NFC) in lower case with tone marks in the new place, character for character."""
    return modern(folding.lower(text))
