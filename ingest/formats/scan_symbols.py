"""Symbols and numbers of documents with a letter that recognition took for another, put right where one alone fits."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, partial

from ingest.formats.phrases import Pair, symbols
from ingest.grammar import load

_WORD = re.compile(r"[^\W\d_]+")
_SYMBOL = re.compile(r"(?<=\d/)([A-ZĐ]{1,5})( ?-\s*)([A-ZĐ][A-Za-zĐ]{1,7})(?![\w-])")
_BLANK = re.compile(r"\s+")
_NUMBER = re.compile(
    r"(?<![\w/-])(\d{1,5}(?:[-/]|/\d{4}/)\s{0,2}[A-ZĐ]{1,5}\s{0,2}[-/]\s{0,2})"
    r"([A-ZĐ][A-Za-zĐ]{1,9}|(?<=\n)\w{1,4}(?=\W?\n))(?![\w/-])"
)
"""A number with its type, and the code of the body behind it, or what stands alone on the line where it should be."""


def with_known_symbols(text: str, doubtful: Iterable[str]) -> tuple[str, list[Pair]]:
    """(`text` with the symbols of documents put right, the (recognised, corrected) symbols in order of kind). Before a
    symbol that stands in the grammar's numbers a slash is read as I ("27ICT-TTg"). "71/NQ-CB" is "71/NQ-CP" where the
    recognition doubted the word, the grammar knows no body CB, and of its symbols this one alone differs in one letter.
    The length stays."""
    doubted = _parts(doubtful)
    changes: list[Pair] = []

    def slash(match: re.Match[str]) -> str:
        changes.append((match[0], f"/{match[1]}"))
        return changes[-1][1]

    def right(match: re.Match[str]) -> str:
        kind, between, code = match.groups()
        alike = [known for known in symbols() if _differs_in_a_letter(f"{kind}-{code}", known)]
        if code not in doubted or _is_listed(code) or _is_of_family(code) or len(alike) != 1:
            return match[0]
        changes.append((f"{kind}-{code}", alike[0]))
        return between.join(alike[0].split("-"))

    return _SYMBOL.sub(right, _without_slash().sub(slash, text)), changes


def with_repeated_numbers(
    pages: Sequence[str], doubtful: Sequence[Iterable[str]]
) -> tuple[list[str], list[list[Pair]]]:
    """(pages with the numbers of documents as they stand elsewhere, what was changed on each). Beside "01-TB/CQTTBCĐ",
    of a body that the grammar knows, "01-TB/CQTTBCP" is no other document, nor is what `doubtful`, the words that the
    recognition doubts on each page, holds and differs in more letters, or in length where it stands alone on a line
    ("71/NQ-" and "li" below it)."""
    known: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        for match in _NUMBER.finditer(page):
            if _is_listed(match[2]):
                known[_BLANK.sub("", match[1])].add(match[2])
    changes: list[list[Pair]] = [[] for _ in pages]

    def right(match: re.Match[str], doubted: frozenset[str], told: list[Pair]) -> str:
        code, others = match[2], known[_BLANK.sub("", match[1])]
        free = code in doubted and not _is_of_family(code)
        cut_off = code in doubted and match[1].endswith("\n")
        alike = [o for o in others if cut_off or (len(o) == len(code) and (free or _differs_in_a_letter(code, o)))]
        if _is_listed(code) or len(alike) != 1:
            return match[0]
        told.append((code, alike[0]))
        return match[1] + alike[0]

    found = []
    for page, words, told in zip(pages, doubtful, changes, strict=True):
        found.append(_NUMBER.sub(partial(right, doubted=_parts(words), told=told), page))
    return found, changes


def _parts(words: Iterable[str]) -> frozenset[str]:
    return frozenset(part for word in words for part in _WORD.findall(word))


def _differs_in_a_letter(one: str, other: str) -> bool:
    differing = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    return len(one) == len(other) and len(differing) == 1 and all(map(str.isalpha, differing[0]))


@cache
def _without_slash() -> re.Pattern[str]:
    return re.compile(rf"(?<=\d)[Il|]({'|'.join(sorted(symbols()))})(?![\w-])")


@cache
def _is_listed(code: str) -> bool:
    return any(code in entry["symbols"] for entry in load("bodies")["body"])


def _is_of_family(code: str) -> bool:
    return any(re.fullmatch(family["pattern"], code) for family in load("bodies")["family"])
