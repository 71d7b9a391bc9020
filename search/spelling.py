"""Spelling of questions: slips of the keys, and marks that were not typed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any

from search.keys import typed_letters
from search.lexical import Lexical
from search.static import PIECE_BLANK
from search.terms import Token, fold
from search.vectors import BUILT_IN

LONGEST = 7  # letters of a syllable: nghiêng


def corrections(words: Sequence[Token], lexical: Lexical) -> list[tuple[int, tuple[Token, ...]]]:
    """(place, corrected tokens) for each syllable of `words` that is a slip of the keys.

    That is one which neither the records nor the law text of the built-in model know: keys of an input method that
    were left as they are ("kieens"), several syllables without the blanks between them ("đổisố"), or one edit away
    from a syllable that the records do know beside one of its neighbours; the pair that occurs most often wins.
    """
    found = []
    for place, word in enumerate(words):
        if len(word.exact) < 3 or word.number or _occurs(word, lexical):
            continue
        meant = _spelled_by_keys(word, lexical) or _apart(word, lexical) or _one_edit(words, place, lexical)
        if meant:
            found.append((place, tuple(Token(s, fold(s), word.start, word.end) for s in meant)))
    return found


def _spelled_by_keys(word: Token, lexical: Lexical) -> list[str]:
    letters = typed_letters(word.exact)
    known = letters and (lexical.exact.count(letters) or (is_word([letters]) and not word.exact.isdigit()))
    return [letters] if letters and known else []


def _apart(word: Token, lexical: Lexical) -> list[str]:
    """The fewest syllables of the records that make up `word`, each of whose neighbours stand together in a record."""
    index, text = (lexical.exact, word.exact) if word.marked else (lexical.folded, word.exact)
    best: dict[int, list[str]] = {0: []}
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - LONGEST), end):
            before, here = best.get(start), text[start:end]
            if before is None or not here.isalpha() or not index.count(here):
                continue
            if (not before or index.count(f"{before[-1]} {here}")) and len(before) + 1 < len(best.get(end, text)):
                best[end] = [*before, here]
    return best.get(len(text), [])


def _one_edit(words: Sequence[Token], place: int, lexical: Lexical) -> list[str]:
    written = words[place].exact
    if any(c.isdigit() for c in written):
        return []
    beside = {s: _beside(words, place, s, lexical) for s in _neighbours(written, lexical)}
    best = max(beside, key=lambda s: (beside[s], lexical.exact.count(s), s), default="")
    return [best] if best and (beside[best] or len(words) == 1) else []


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
