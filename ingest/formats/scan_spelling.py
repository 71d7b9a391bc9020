"""Marks that recognition lost, put back where the grammar knows but one pair of syllables that fits.

Tesseract's usual slip in Vietnamese is one of the two marks over a vowel: "KÉ HOẠCH", "tô chức", "phôi hợp". A syllable
that has lost one is put right when it makes no known pair with its neighbours as it stands, and exactly one pair of the
grammar's words and examples with one mark more; so is one with a hook that is the dot of an i ("Chỉ cục"). On 300,000
characters of sound text that changes three pairs.

A letter under a blot or a fold is taken for any other: "uoanh nghiệp", "taực hiện". A word in small letters that no
Vietnamese syllable is like is put right where one other letter makes it a word that stands beside its neighbour in the
grammar, and only one such word there is.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.formats.phrases import Pair, pairs
from ingest.formats.syllables import is_possible
from ingest.text.spelling import modern, unmarked

_WORD = re.compile(r"[^\W\d_]+")
_TOO_MANY = (("ỉ", "i"), ("ẳ", "ả"), ("ẩ", "ả"))
"""(as recognised, as printed): the dot of an i is taken for a hook ("Chỉ cục"), and a hook for two marks ("Đẳng")."""
_BETWEEN = " \n"
_SHORTEST = 3
"""Letters of a word that is told by the others; in shorter ones too many words differ in one."""
_FEWEST = 2
"""Times that a pair must occur in the grammar: once may be a slip, or a counter example."""


def corrected(text: str) -> tuple[str, list[Pair]]:
    """(`text` with the marks put back, the (recognised, corrected) words in order). Its length does not change when it
    is in NFC, as recognised text is; other text is given back as it is."""
    if not unicodedata.is_normalized("NFC", text):
        return text, []
    found = list(_WORD.finditer(text))
    words = [modern(match.group().lower()) for match in found]
    joined = [not text[a.end() : b.start()].strip(_BETWEEN) for a, b in itertools.pairwise(found)]
    letters = list(text)
    changes: list[Pair] = []
    strange = [(at, right) for at, right in _strange(words, joined) if found[at].group().islower()]
    for at, right in [*_corrections(words, joined), *strange]:
        match = found[at]
        if len(right) != len(match.group()):
            continue
        new = _cased(match.group(), right)
        letters[match.start() : match.end()] = new
        changes.append((match.group(), new))
    changes += _lowered(letters, found, joined)
    return "".join(letters), changes


def _lowered(letters: list[str], found: Sequence[re.Match[str]], joined: Sequence[bool]) -> list[Pair]:
    """Write in small letters a syllable of capitals between words in small letters ("đơn VỊ liên"), in place: a V, an S
    and other letters have one shape in both. An abbreviation is no syllable, and "KẾ HOẠCH" has a neighbour."""
    changes = []
    for at, match in enumerate(found):
        word = match.group()
        if not (word.isupper() and len(word) > 1 and is_possible(word) and not word.isascii() and at):
            continue
        after = not joined[at] or found[at + 1].group().islower() if at < len(joined) else True
        if joined[at - 1] and found[at - 1].group().islower() and after:
            letters[match.start() : match.end()] = word.lower()
            changes.append((word, word.lower()))
    return changes


def _corrections(words: Sequence[str], joined: Sequence[bool]) -> Iterator[tuple[int, str]]:
    """(index of a word, what it should be)."""
    done = -1
    for at, (pair, near) in enumerate(zip(itertools.pairwise(words), joined, strict=True)):
        if not near or pair in pairs():
            continue
        fitting = [known for known in _by_letters().get(_letters(pair), ()) if _is_slip(pair, known)]
        if len(fitting) != 1:
            continue
        changed = at if pair[0] != fitting[0][0] else at + 1
        other = changed - 1 if changed == at else changed
        beside = 0 <= other < len(joined) and joined[other] and (words[other], words[other + 1]) in pairs()
        if not beside and changed != done:
            done = changed
            yield changed, fitting[0][changed - at]


def _strange(words: Sequence[str], joined: Sequence[bool]) -> Iterator[tuple[int, str]]:
    """(index of what is no syllable, the only word beside its neighbours that has one letter other)."""
    follow, stand_before = _beside()
    for at, word in enumerate(words):
        if is_possible(word) or len(word) < _SHORTEST:
            continue
        before = follow.get(words[at - 1], set()) if at and joined[at - 1] else set()
        after = stand_before.get(words[at + 1], set()) if at + 1 < len(words) and joined[at] else set()
        fitting = {other for other in before | after if _differs_once(word, other)}
        if len(fitting) == 1:
            yield at, fitting.pop()


def _differs_once(word: str, other: str) -> bool:
    return len(word) == len(other) and sum(a != b for a, b in zip(word, other, strict=True)) == 1


def _is_slip(pair: Pair, known: Pair) -> bool:
    """One of the syllables has a mark more, on a letter that has one already, or one less that recognition adds; the
    other is the same."""
    if (pair[0] == known[0]) == (pair[1] == known[1]):
        return False
    word, right = (pair[1], known[1]) if pair[0] == known[0] else (pair[0], known[0])
    differing = [(a, b) for a, b in zip(word, right, strict=True) if a != b]
    if len(differing) != 1:
        return False
    marks, more = (set(unicodedata.normalize("NFD", letter)[1:]) for letter in differing[0])
    return (bool(marks) and marks < more) or differing[0] in _TOO_MANY


def _letters(pair: Pair) -> Pair:
    return unmarked(pair[0]), unmarked(pair[1])


def _cased(pattern: str, word: str) -> str:
    return "".join(b.upper() if a.isupper() else b for a, b in zip(pattern, word, strict=True))


@cache
def _by_letters() -> dict[Pair, list[Pair]]:
    found: dict[Pair, list[Pair]] = defaultdict(list)
    for pair, count in pairs().items():
        if count >= _FEWEST:
            found[_letters(pair)].append(pair)
    return found


@cache
def _beside() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """({word: those that follow it}, {word: those that stand before it}) of the grammar's pairs."""
    after: dict[str, set[str]] = defaultdict(set)
    before: dict[str, set[str]] = defaultdict(set)
    for (one, other), count in pairs().items():
        if count >= _FEWEST:
            after[one].add(other)
            before[other].add(one)
    return after, before
