"""Spelling of questions: slips of the keys, and marks that were not typed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any

from search.lexical import Lexical
from search.static import PIECE_BLANK
from search.terms import Token, fold
from search.vectors import BUILT_IN


def corrections(words: Sequence[Token], lexical: Lexical) -> list[tuple[int, Token]]:
    """(place, corrected token) for each syllable of `words` that is a slip of the keys.

    That is one which neither the records nor the law text of the built-in model know, and which one edit turns into a
    syllable that the records do know beside one of its neighbours; the pair that occurs most often wins.
    """
    found = []
    for place, word in enumerate(words):
        if len(word.exact) < 3 or any(c.isdigit() for c in word.exact) or _occurs(word, lexical):
            continue
        beside = {s: _beside(words, place, s, lexical) for s in _neighbours(word.exact, lexical)}
        best = max(beside, key=lambda s: (beside[s], lexical.exact.count(s), s), default="")
        if best and (beside[best] or len(words) == 1):
            found.append((place, Token(best, fold(best), word.start, word.end)))
    return found


def with_marks(words: Sequence[Token], lexical: Lexical) -> str:
    """The likeliest marked spelling of a question that was typed without any: for the model, which knows marked text.

    Viterbi over the spellings that the records hold, by how many records hold each pair of neighbours.
    """
    if not words or any(word.marked for word in words):
        return " ".join(word.exact for word in words)
    paths: dict[str, tuple[float, list[str]]] = {"": (0.0, [])}
    for word in words:
        paths = {
            here: max((score + _fit(before, here, lexical), [*path, here]) for before, (score, path) in paths.items())
            for here in lexical.spellings.get(word.folded, [word.exact])
        }
    return " ".join(max(paths.values())[1])


def _fit(before: str, here: str, lexical: Lexical) -> float:
    alone = math.log1p(lexical.exact.count(here))
    return alone + (4 * math.log1p(lexical.exact.count(f"{before} {here}")) if before else 0.0)


def _occurs(word: Token, lexical: Lexical) -> bool:
    in_records = lexical.exact.count(word.exact) > 0 or (not word.marked and lexical.folded.count(word.folded) > 0)
    return in_records or is_word([word.exact])


def is_word(syllables: Sequence[str]) -> bool:
    """Whether the law text of the built-in model has these syllables (normalised) as one word."""
    return _pieces().token_to_id("".join(PIECE_BLANK + syllable for syllable in syllables)) is not None


@cache
def _pieces() -> Any:
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(BUILT_IN / "tokenizer.json"))


def _neighbours(syllable: str, lexical: Lexical) -> list[str]:
    from rapidfuzz.distance import DamerauLevenshtein

    return [s for s in lexical.syllables if DamerauLevenshtein.distance(s, syllable, score_cutoff=1) <= 1]


def _beside(words: Sequence[Token], place: int, syllable: str, lexical: Lexical) -> int:
    count = 0
    if place:
        count += lexical.exact.count(f"{words[place - 1].exact} {syllable}")
    if place + 1 < len(words):
        count += lexical.exact.count(f"{syllable} {words[place + 1].exact}")
    return count
