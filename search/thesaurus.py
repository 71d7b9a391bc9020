"""Words of questions and words of plans: abbreviations and everyday words, read from `thesaurus.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from search.terms import Token, tokens

_Words = tuple[str, ...]
# First folded word -> all folded words -> (words with marks, phrases to add)
_Entries = dict[str, dict[_Words, list[tuple[_Words, _Words]]]]


@dataclass(frozen=True, slots=True)
class Expansion:
    """What was added for the words `said`: places `start` and `end` among the query's tokens, and the phrases."""

    said: str
    start: int
    end: int
    phrases: tuple[str, ...]


def expand(words: Sequence[Token]) -> list[Expansion]:
    """The administrative words for what a question says, longest match first."""
    return _matches(words, _entries(plain=True))


def spell_out(text: str) -> str:
    """The full words of the abbreviations in a plan's `text`, each once; empty when there are none."""
    found = _matches(tokens(text), _entries(plain=False))
    return "\n".join(dict.fromkeys(match.phrases[0] for match in found))


def _matches(words: Sequence[Token], entries: _Entries) -> list[Expansion]:
    found, at = [], 0
    while at < len(words):
        match = _longest(words, at, entries)
        if match and match.phrases:
            found.append(match)
        at = match.end if match else at + 1
    return found


def _longest(words: Sequence[Token], at: int, entries: _Entries) -> Expansion | None:
    beginning = entries.get(words[at].folded)
    if beginning is None:
        return None
    for end in range(min(len(words), at + _LONGEST), at, -1):
        part = words[at:end]
        for marked, phrases in beginning.get(tuple(word.folded for word in part), ()):
            # A word typed with marks must bear the right ones: "dân" is not "đàn".
            if all(not w.marked or w.exact == exact for w, exact in zip(part, marked, strict=True)):
                return Expansion(" ".join(word.exact for word in part), at, end, phrases)
    return None


_LONGEST = 6


@cache
def _entries(*, plain: bool) -> _Entries:
    data = tomllib.loads(files("search").joinpath("thesaurus.toml").read_text("utf-8"))
    sayings = [(item["form"], item["full"]) for item in data["short"]]
    if plain:
        # What a plan writes stands for itself, so that "khen" is not found inside "khen thưởng".
        sayings += [(say, item["write"]) for item in data["plain"] for say in item["say"]]
        sayings += [(phrase, []) for item in data["plain"] for phrase in item["write"]]
    entries: _Entries = {}
    for said, phrases in sayings:
        words = tokens(said)
        folded, marked = tuple(word.folded for word in words), tuple(word.exact for word in words)
        entries.setdefault(folded[0], {}).setdefault(folded, []).append((marked, tuple(phrases)))
    return entries


def pairs() -> list[tuple[str, str]]:
    """(everyday words, administrative words): what the built-in model learns besides law text."""
    data = tomllib.loads(files("search").joinpath("thesaurus.toml").read_text("utf-8"))
    return [(say, phrase) for item in data["plain"] for say in item["say"] for phrase in item["write"]]
