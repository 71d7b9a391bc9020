"""Slips of scanning and typing: what is written, and what is likely meant.

Four kinds, each only where the reading is near certain, because a false alarm costs the reader more than a miss:

- two syllables that differ from an official word ("phấn đấu") in marks alone ("phân đầu"), and are no words that occur
  on their own (`grammar/slips.toml`), nor parts of the words beside them ("địa phương tiên tiến" is not "phương tiện");
- a syllable that Vietnamese does not have ("đuợc", "thực hlện"), when one known syllable is what scanners and keyboards
  make it from;
- a letter too many in an abbreviation ("VHXXH");
- a phrase that is often mistyped or lacks a word ("tuyên tuyền", "Ủy ban nhân thành phố").

Every step is one look-up for each word or each two words, so that the time grows with the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from ingest.grammar import load
from ingest.text.letters import lower
from ingest.text.spelling import modern, unmarked
from ingest.text.syllables import is_possible, is_run_together

_WORD = re.compile(r"[^\W_](?:[\w!|]*[^\W_])?")
_DOUBLED = re.compile(r"[A-ZĐ]*([A-ZĐ])\1[A-ZĐ]*")
# What a scanner takes for another letter; marks aside, which are compared as a whole.
_LOOKALIKES = (
    ("1", "l"),
    ("0", "o"),
    ("!", "l"),
    ("|", "l"),
    ("i", "l"),
    ("l", "i"),
    ("rn", "m"),
    ("vv", "w"),
    ("v", "y"),
)
_SHORTEST, _LONGEST = 3, 8  # letters of a syllable that may be judged on its own


@dataclass(frozen=True, slots=True)
class Slip:
    """`text[i:j]` is likely a slip for `meant`, which is in the case of what is written."""

    i: int
    j: int
    meant: str


class _Word(NamedTuple):
    """A word as it is compared: in lower case with modern tone placement, and without marks."""

    low: str
    bare: str
    possible: bool


def find_slips(text: str) -> Iterator[Slip]:
    """The slips in `text` (NFC), in order, without overlap."""
    matches = list(_WORD.finditer(text))
    words = [_word(match[0]) for match in matches]
    end = 0
    for k, match in enumerate(matches):
        if match.start() < end:
            continue
        slip = _mistyped(text, match, words[k].low) or _abbreviation(match) or _pair(text, matches, words, k)
        slip = slip or _syllable(match, words[k])
        if slip:
            yield slip
            end = slip.j


def opens_word(syllable: str, rest: str) -> bool:
    """Whether `syllable` and the first of `rest` are a word of two syllables: "số" before " lượng lớn"."""
    following = _WORD.search(rest)
    return following is not None and (lower(syllable), lower(following[0])) in _words()


def corrected(text: str) -> str:
    """A copy of `text` to match against, index for index: slips in marks alone are mended, others stay."""
    found = [slip for slip in find_slips(text) if len(slip.meant) == slip.j - slip.i]
    if not found:
        return text
    pieces, end = [], 0
    for slip in found:
        pieces += [text[end : slip.i], slip.meant]
        end = slip.j
    return "".join([*pieces, text[end:]])


@lru_cache(maxsize=8192)
def _word(written: str) -> _Word:
    low = modern(lower(written)).replace("ð", "đ")  # U+00D0, typed for Đ
    return _Word(low, _bare(low), is_possible(low))


def _bare(low: str) -> str:
    return unmarked(low).replace("đ", "d")


def _mistyped(text: str, match: re.Match[str], low: str) -> Slip | None:
    """A listed phrase that begins with the word (`low` as it is compared), and is not a part of the phrase meant."""
    for phrase, meant in _phrases().get(low, ()):
        j = match.start() + len(phrase)
        written = lower(modern(text[match.start() : j]))
        rest = meant.removeprefix(phrase)
        whole = rest != meant and lower(modern(text[j : j + len(rest)])) == rest
        if written == phrase and not text[j : j + 1].isalnum() and not whole:
            return Slip(match.start(), j, _cased(match[0], meant))
    return None


@cache
def _phrases() -> dict[str, list[tuple[str, str]]]:
    """The listed phrases and what each is meant for, by first word."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for phrase, meant in load("slips")["mistyped"]["phrases"].items():
        found[phrase.split()[0]].append((phrase, meant))
    return found


def _pair(text: str, matches: list[re.Match[str]], words: list[_Word], k: int) -> Slip | None:
    """The official word that words `k` and `k + 1` are meant for."""
    if k + 1 >= len(words) or not _adjacent(text, matches, k):
        return None
    first, second = words[k], words[k + 1]
    written = (first.low, second.low)
    found = _official().get((first.bare, second.bare))
    meant = _nearest(written, found) if found else None
    if meant is None and not (first.possible and second.possible):
        meant = _lookalike(first, second)
    if meant is None or written in _right() or _is_name(matches[k][0], matches[k + 1][0]):
        return None
    if first.possible and second.possible and _explained(text, matches, words, k):
        return None
    i, j = matches[k].start(), matches[k + 1].end()
    between = text[matches[k].end() : matches[k + 1].start()]
    return Slip(i, j, _cased(matches[k][0], meant[0]) + between + _cased(matches[k + 1][0], meant[1]))


def _nearest(written: tuple[str, str], found: list[tuple[str, str]]) -> tuple[str, str] | None:
    """The word among `found` with one letter changed in each syllable at most; None where none or several are."""
    if all(low == _bare(low) for low in written):
        return None  # written without any marks, as in file names
    near = [word for word in found if all(_changes(a, b) <= 1 for a, b in zip(written, word, strict=True))]
    return near[0] if len(near) == 1 and near[0] != written else None


def _changes(a: str, b: str) -> int:
    """How many letters differ; 2, which is too many, for syllables of other lengths or of one letter ("ý", "y")."""
    return sum(x != y for x, y in zip(a, b, strict=True)) * (1 if len(a) > 1 else 2) if len(a) == len(b) else 2


def _lookalike(first: _Word, second: _Word) -> tuple[str, str] | None:
    for a in _readings(first):
        for b in _readings(second):
            if (a, b) in _right():
                return a, b
    return None


def _readings(word: _Word) -> list[str]:
    """What a scanner may have made the word from; itself alone when it is a syllable."""
    if word.possible or len(word.low) > _LONGEST:
        return [word.low]
    return [word.low, *(modern(word.low.replace(a, b, 1)) for a, b in _LOOKALIKES if a in word.low)]


def _explained(text: str, matches: list[re.Match[str]], words: list[_Word], k: int) -> bool:
    """Whether either syllable belongs to the word before or behind the two."""
    before = k > 0 and _adjacent(text, matches, k - 1) and (words[k - 1].low, words[k].low) in _words()
    behind = k + 2 < len(words) and _adjacent(text, matches, k + 1)
    return before or (behind and (words[k + 1].low, words[k + 2].low) in _words())


def _adjacent(text: str, matches: list[re.Match[str]], k: int) -> bool:
    return text[matches[k].end() : matches[k + 1].start()].isspace()


def _is_name(first: str, second: str) -> bool:
    """Two words with capitals each are the name of somebody or some place, unless all is in capitals."""
    return second[0].isupper() and not (first + second).isupper()


def _syllable(match: re.Match[str], word: _Word) -> Slip | None:
    """The syllable that an impossible one is meant for: the only known one with the same letters but for a mark."""
    written = match[0]
    if word.possible or word.low == word.bare or not _SHORTEST <= len(written) <= _LONGEST:
        return None
    if not written.isalpha() or not written[1:].islower() or is_run_together(word.low):
        return None
    known = _syllables().get(word.bare, set())
    near = [syllable for syllable in known if _changes(word.low, syllable) <= 1]
    near = near or [each for each in _readings(word) if each in _syllables().get(_bare(each), ())]
    return Slip(match.start(), match.end(), _cased(written, near[0])) if len(near) == 1 else None


def _abbreviation(match: re.Match[str]) -> Slip | None:
    doubled = _DOUBLED.fullmatch(match[0]) if len(match[0]) <= _LONGEST else None
    known = load("slips")["abbreviations"]["letters"]
    if not doubled or match[0] in known:
        return None
    i = doubled.start(1)
    single = match[0][:i] + match[0][i + 1 :]
    return Slip(match.start(), match.end(), single) if single in known else None


def _cased(written: str, meant: str) -> str:
    if written.isupper() and len(written) > 1:
        return meant.upper()
    return meant[0].upper() + meant[1:] if written[0].isupper() else meant


@cache
def _words() -> frozenset[tuple[str, str]]:
    """The official words."""
    return frozenset(_two(word) for table in ("official", "beside") for word in load("slips")[table]["words"])


@cache
def _right() -> frozenset[tuple[str, str]]:
    """Everything that is right as it is written."""
    return _words() | {_two(word) for word in load("slips")["right"]["words"]}


@cache
def _official() -> dict[tuple[str, str], list[tuple[str, str]]]:
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for word in load("slips")["official"]["words"]:
        first, second = _two(word)
        found[_bare(first), _bare(second)].append((first, second))
    return dict(found)


@cache
def _syllables() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for syllable in [*load("slips")["syllables"]["words"], *(s for word in _words() for s in word)]:
        found[_bare(syllable)].add(syllable)
    return dict(found)


def _two(word: str) -> tuple[str, str]:
    first, second = word.split()
    return first, second
