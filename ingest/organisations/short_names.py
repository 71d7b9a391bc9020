"""Short forms that one plan uses for organisations that it names in full elsewhere: "Tổ QLTTXD", "Chi cục CN&TY", and
the name of a body without the number of its branch.

No list can hold them. A run of capitals behind a head noun stands for the words of the plan that begin with its
letters: "Chi cục CN&TY" is the "Chi cục Chăn nuôi và Thú y" of the same plan, and of no other.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from ingest.grammar import load
from ingest.organisations.lexicon import Token, alternatives, tokens

_CAPITALS = r"[A-ZĐ]{2,8}(?:\s?[&-]\s?[A-ZĐ]{2,8})*"
_LINKS = frozenset({"và", "&", "-", "–", ","})
_MOST = 40


def short_names(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """(short form, full name) of each organisation that `texts` (NFC), those of one plan, name both ways, sorted.

    The full name is as written, white space folded. Of several, the one that the plan writes most often.
    """
    parts = [" ".join(text.split()) for text in texts]
    branches = _branches(parts)
    shorts = Counter(match[0] for part in parts for match in _short().finditer(part))
    if not shorts:
        return branches
    starts: dict[str, list[tuple[tuple[Token, ...], int, str]]] = defaultdict(list)
    for part in parts:
        sequence = tokens(part)
        for index, token in enumerate(sequence):
            if token.text[:1].isupper() and not token.text.isupper():
                starts[token.text[:1]].append((sequence, index, part))
    found = []
    for short, _ in shorts.most_common(_MOST):
        letters = tokens(short)
        full = Counter(_expansions(letters, starts[short[:1]]))
        if full:
            found.append((short, max(full, key=lambda name: (full[name], sum(map(str.isupper, name)), name))))
    return tuple(sorted([*branches, *found]))


def _branches(parts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """(name, name with the number of its branch) where a plan names one branch alone: "Ngân hàng Nhà nước" is the
    "Ngân hàng Nhà nước Khu vực 8" of the same plan."""
    numbers: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        for match in _branch().finditer(part):
            numbers[match[1]].add(match[2])
    return tuple(sorted((name, f"{name} khu vực {min(own)}") for name, own in numbers.items() if len(own) == 1))


@cache
def _branch() -> re.Pattern[str]:
    names = "|".join(load("units")["open"]["branched"])
    return re.compile(rf"(?<!\w)({names})\s(?:[Cc]hi nhánh\s)?[Kk]hu vực\s(\d{{1,2}}|[IVX]{{1,5}})(?!\w)")


def _expansions(short: Sequence[Token], starts: Sequence[tuple[tuple[Token, ...], int, str]]) -> Iterator[str]:
    for sequence, index, text in starts:
        end = _spelled_out(short, sequence, index)
        if end is not None:
            yield text[sequence[index].i : sequence[end - 1].j]


def _spelled_out(short: Sequence[Token], sequence: Sequence[Token], index: int) -> int | None:
    """The index after the words from `index` on that the tokens of `short` stand for, or None."""
    for token in short:
        if token.text in _LINKS:
            continue
        wanted = list(token.text) if token.text.isupper() and len(token.text) > 1 else [token.text]
        for letters in wanted:
            while index < len(sequence) and sequence[index].text in _LINKS:
                index += 1
            if index >= len(sequence) or not _stands_for(letters, sequence[index]):
                return None
            index += 1
    return index


def _stands_for(letters: str, word: Token) -> bool:
    if len(letters) > 1:
        return letters.lower() == word.text.lower()
    initial = unicodedata.normalize("NFD", word.text[:1].upper())[:1]  # "án" is an A, and "đất" a Đ
    return initial == letters and (word.text.islower() or word.text.istitle())


@cache
def _short() -> re.Pattern[str]:
    heads = alternatives(load("units")["open"]["heads"])
    return re.compile(rf"(?<!\w)(?:(?:{heads})\s(?:{_CAPITALS})|(?:BQL|CN|TT)\s?(?:{_CAPITALS}))(?![\w/-])")
