"""Administrative abbreviations and what they stand for, read from `abbreviations.toml`.

A question's short forms are looked for in full too, and a plan's are indexed in full too, so that either finds the
other.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from search.terms import Token, tokens


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A short form in a text: the places `start` and `end` among the text's tokens, and what it stands for.

    `said` is the short form as search reads it; `full` holds the full wordings, the usual one first.
    """

    said: str
    start: int
    end: int
    full: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    full: tuple[str, ...]
    capitals: bool


def short_forms(text: str) -> list[ShortForm]:
    """The abbreviations in `text`, in order, longest first where two begin together."""
    words, found, at, beginnings = tokens(text), [], 0, _beginnings()
    while at < len(words):
        if words[at].folded not in beginnings:
            at += 1
            continue
        match = _longest(text, words, at)
        if match:
            found.append(match)
        at = match.end if match else at + 1
    return found


def spell_out(text: str) -> str:
    """The full words of the abbreviations in `text`, each once, one to a line; empty when there are none."""
    return "\n".join(dict.fromkeys(found.full[0] for found in short_forms(text)))


def _longest(text: str, words: Sequence[Token], at: int) -> ShortForm | None:
    entries = _entries()
    for end in range(min(len(words), at + _LONGEST), at, -1):
        part = words[at:end]
        for entry in entries.get(tuple(word.folded for word in part), ()):
            if _is(entry, part, text[part[0].start : part[-1].end]):
                return ShortForm(" ".join(word.exact for word in part), at, end, entry.full)
    return None


def _is(entry: _Entry, part: Sequence[Token], written: str) -> bool:
    """Whether `part`, which has the letters of the entry, bears no other marks and is in capitals if it must be."""
    marks = all(not word.marked or word.exact == exact for word, exact in zip(part, entry.words, strict=True))
    return marks and (written.isupper() or not entry.capitals)


_LONGEST = 3  # tokens of a short form: "KT-XH" has two


@cache
def _beginnings() -> frozenset[str]:
    """The first tokens of all entries, folded: nearly every word of a text is none of them."""
    return frozenset(words[0] for words in _entries())


@cache
def _entries() -> dict[tuple[str, ...], list[_Entry]]:
    """The entries by their folded tokens."""
    entries: dict[tuple[str, ...], list[_Entry]] = {}
    for item in tomllib.loads(files("search").joinpath("abbreviations.toml").read_text("utf-8"))["short"]:
        words = tokens(item["form"])
        entry = _Entry(tuple(word.exact for word in words), tuple(item["full"]), item.get("capitals", False))
        entries.setdefault(tuple(word.folded for word in words), []).append(entry)
    return entries
