"""Administrative abbreviations and what they stand for, read from `abbreviations.toml`.

A question's short forms are read in full, and a plan's are indexed in full, so that either finds the other.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from search.terms import Token, tokens


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A short form in a text: the places `start` and `end` among the text's tokens, and what it stands for.

    `said` is the short form as search reads it; `full` holds the full wordings, the usual one first. `ambiguous` says
    that these are different things ("kt": kinh tế, kiểm tra), of which the words beside it choose one.
    """

    said: str
    start: int
    end: int
    full: tuple[str, ...]
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    full: tuple[str, ...]
    capitals: bool
    talk: bool


def short_forms(text: str, *, talk: bool = False) -> list[ShortForm]:
    """The abbreviations in `text`, in order, longest first where two begin together.

    With `talk` also those that only people in a hurry write, in questions ("bc kq"): in plans they may be anything.
    """
    return short_forms_of(text, tokens(text), talk=talk)


def short_forms_of(text: str, words: Sequence[Token], *, talk: bool = False) -> list[ShortForm]:
    """The abbreviations in a text of which `words` are the tokens, as `short_forms` gives them."""
    found: list[ShortForm] = []
    beginnings, free = _beginnings(), 0
    for at in (place for place, word in enumerate(words) if word.folded in beginnings):
        match = _longest(text, words, at, talk) if at >= free else None
        if match:
            found.append(match)
            free = match.end
    return found


def in_full(text: str) -> str:
    """`text` with the usual full words in place of its abbreviations."""
    words = tokens(text)
    found = short_forms_of(text, words)
    if not found:
        return text
    parts, done = [], 0
    for short in found:
        start, end = words[short.start].start, words[short.end - 1].end
        apart = " " if text[:start][-1:].isalnum() else ""  # "95%"
        parts += [text[done:start], apart, short.full[0], " " if text[end : end + 1].isalnum() else ""]
        done = end
    return "".join([*parts, text[done:]])


@lru_cache(maxsize=1 << 12)
def words_in_full(official: str) -> tuple[Token, ...]:
    """The syllables of an official wording, with the usual full words in place of its abbreviations.

    Kept, because there are some thousand lines of the lexicon, and every question is read beside several.
    """
    return tuple(tokens(in_full(official)))


@lru_cache(maxsize=1 << 12)
def words_of(full: str) -> tuple[Token, ...]:
    """The syllables of the full words of a short form; kept, because there are some hundred."""
    return tuple(tokens(full))


def written_short(text: str) -> str:
    """The abbreviations in `text` as they are written there, each once, one to a line; empty when there are none."""
    words = tokens(text)
    said = (text[words[found.start].start : words[found.end - 1].end] for found in short_forms_of(text, words))
    return "\n".join(dict.fromkeys(said))


def _longest(text: str, words: Sequence[Token], at: int, talk: bool) -> ShortForm | None:
    entries = _entries()
    for end in range(min(len(words), at + _LONGEST), at, -1):
        part = words[at:end]
        known = entries.get(tuple(word.folded for word in part), ())
        written = text[part[0].start : part[-1].end]
        found = [entry for entry in known if (talk or not entry.talk) and _is(entry, part, written)]
        if found:
            found.sort(key=lambda entry: (entry.talk, entry.words != tuple(word.exact for word in part)))
            same = [entry for entry in found if entry.talk == found[0].talk]
            full = tuple(dict.fromkeys(full for entry in same for full in entry.full))
            said = " ".join(word.exact for word in part)
            return ShortForm(said, at, end, full, found[0].talk and len(full) > 1)
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
        entry = _Entry(
            tuple(word.exact for word in words),
            tuple(item["full"]),
            item.get("capitals", False),
            item.get("talk", False),
        )
        entries.setdefault(tuple(word.folded for word in words), []).append(entry)
    return entries
