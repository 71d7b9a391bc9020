"""Spelling of questions: slips of the keys, and marks that were not typed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise, product
from typing import Any

from search.keys import typed_letters
from search.lexical import Lexical, without_one
from search.static import PIECE_BLANK
from search.terms import Token, fold
from search.vectors import BUILT_IN

LONGEST = 7  # letters of a syllable: nghiêng


def corrections(words: Sequence[Token], lexical: Lexical) -> list[tuple[int, tuple[Token, ...]]]:
    """(place, corrected tokens) for each syllable of `words` that is a slip of the keys.

    That is one which neither the records nor the law text of the built-in model know: keys of an input method that
    were left as they are ("kieens"), several syllables without the blanks between them ("đổisố"), or one edit or some
    marks away from a syllable that the records do know beside one of its neighbours (beside both, where law text knows
    what was typed); the pair that occurs most often wins. Then also two neighbours that are no word together, and are
    one with other marks ("chuyên đổi").
    """
    found: dict[int, tuple[Token, ...]] = {}
    for place, word in enumerate(words):
        if len(word.exact) < (2 if word.marked else 3) or word.number or _in_records(word, lexical):
            continue
        if is_word([word.exact]):
            meant = _one_edit(words, place, lexical, sides=2) if len(word.exact) > 2 else []
        else:
            meant = _spelled_by_keys(word, lexical) or _apart(word, lexical) or _one_edit(words, place, lexical)
        if meant:
            found[place] = tuple(Token(s, fold(s), word.start, word.end) for s in meant)
    read = [found[place][0] if len(found.get(place, ())) == 1 else word for place, word in enumerate(words)]
    for place in range(len(read) - 1):
        found |= {at: (read[at]._replace(exact=exact),) for at, exact in _other_marks(read, place, lexical)}
    return sorted(found.items())


def _other_marks(words: Sequence[Token], place: int, lexical: Lexical) -> list[tuple[int, str]]:
    """(place, spelling) of what to change in the syllable at `place` and the next, which are no word as they stand.

    With other marks they are one, and no syllable that changes belongs to its other neighbour.
    """
    left, right = words[place : place + 2]
    bare = not (left.marked or right.marked)
    if bare or _together(left, right, lexical) or not lexical.folded.count(f"{left.folded} {right.folded}"):
        return []
    ways = product(*(lexical.spellings.get(word.folded, ()) for word in (left, right)))
    counts = {way: lexical.exact.count(" ".join(way)) for way in ways if is_word(way)}
    best = max(counts, key=lambda way: (counts[way], way), default=("", ""))
    if not counts.get(best):
        return []
    changed = [(place + at, exact) for at, exact in enumerate(best) if exact != words[place + at].exact]
    outer = {place: words[max(0, place - 1) : place + 1], place + 1: words[place + 1 : place + 3]}
    free = not any(_together(a, b, lexical) for at, _ in changed for a, b in pairwise(outer[at]))
    return changed if free else []


def _together(left: Token, right: Token, lexical: Lexical) -> bool:
    """Whether two syllables stand together in a record, or are a word of law text."""
    return lexical.exact.count(f"{left.exact} {right.exact}") > 0 or is_word([left.exact, right.exact])


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


def _one_edit(words: Sequence[Token], place: int, lexical: Lexical, sides: int = 1) -> list[str]:
    """The syllable near to the one at `place` that the records hold beside its neighbours, at least `sides` of them.

    Near is one edit away, or with other marks; if there is none, one edit and other marks.
    """
    written = words[place].exact
    if any(c.isdigit() for c in written):
        return []
    for near in _neighbours(written, lexical):
        beside = {s: _beside(words, place, s, lexical) for s in near}
        beside = {s: counts for s, counts in beside.items() if sum(map(bool, counts)) >= sides or len(words) == sides}
        if beside:
            return [max(beside, key=lambda s: (sum(beside[s]), lexical.exact.count(s), s))]
    return []


def with_marks(words: Sequence[Token], lexical: Lexical) -> list[Token]:
    """`words` in the likeliest marked spelling, for the model, which knows marked text; those that bear marks stay.

    Viterbi over the spellings that the records hold, by how many records hold each pair of neighbours.
    """
    paths: dict[str, tuple[float, list[str]]] = {"": (0.0, [])}
    for word in words:
        spellings = [word.exact] if word.marked else lexical.spellings.get(word.folded, [word.exact])
        paths = {
            here: max((score + _fit(before, here, lexical), [*path, here]) for before, (score, path) in paths.items())
            for here in spellings
        }
    return [word._replace(exact=exact) for word, exact in zip(words, max(paths.values())[1], strict=True)]


def _fit(before: str, here: str, lexical: Lexical) -> float:
    alone = math.log1p(lexical.exact.count(here))
    return alone + (4 * math.log1p(lexical.exact.count(f"{before} {here}")) if before else 0.0)


def _in_records(word: Token, lexical: Lexical) -> bool:
    return lexical.exact.count(word.exact) > 0 or (not word.marked and lexical.folded.count(word.folded) > 0)


def is_word(syllables: Sequence[str]) -> bool:
    """Whether the law text of the built-in model has these syllables (normalised) as one word."""
    return _pieces().token_to_id("".join(PIECE_BLANK + syllable for syllable in syllables)) is not None


@cache
def _pieces() -> Any:
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(BUILT_IN / "tokenizer.json"))


def _neighbours(syllable: str, lexical: Lexical) -> Iterator[list[str]]:
    """The syllables of the records that are near to one, in two rounds: the nearer first."""
    bare, spellings = fold(syllable), lexical.spellings
    first = _one_off(syllable, lexical.shortened)
    yield first + [s for s in spellings.get(bare, ()) if s not in first]
    yield [s for folded in _one_off(bare, lexical.shortened_folded) for s in spellings[folded]]


def _one_off(written: str, shortened: Mapping[str, Sequence[str]]) -> list[str]:
    """The known texts, by what is left of them without a letter, that are at most one edit away from what is written.

    An edit is a letter that is added, left out or another, or two neighbours that changed places.
    """
    from rapidfuzz.distance import DamerauLevenshtein

    near = {text for part in without_one(written) for text in shortened.get(part, ())}
    return sorted(text for text in near if DamerauLevenshtein.distance(written, text, score_cutoff=1) <= 1)


def _beside(words: Sequence[Token], place: int, syllable: str, lexical: Lexical) -> list[int]:
    """How many records hold a syllable behind the neighbour before `place`, and how many before the one behind.

    A neighbour that was typed without marks may bear any.
    """
    before, after = words[:place][-1:], words[place + 1 :][:1]
    sides = [(word, f"{word.exact} {syllable}") for word in before]
    sides += [(word, f"{syllable} {word.exact}") for word in after]
    exact = [lexical.exact.count(pair) for _, pair in sides]
    return [
        count or (0 if word.marked else lexical.folded.count(fold(pair)))
        for count, (word, pair) in zip(exact, sides, strict=True)
    ]
