"""Why a result is there: the terms it holds, the filters it satisfies, and where in the text the words stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from search.abbreviations import short_forms
from search.arrays import held_by
from search.index import Index
from search.lexical import Hits, Lexical, Wanted
from search.query import Filters, Understood
from search.records import Result
from search.terms import Token, numbers, tokens
from search.wording import Wording

RARE = 0.05  # the share of the records that may hold a syllable for it to be marked alone


def reasons(
    index: Index, row: int, terms: Mapping[str, float], wording: Wording, asked: Understood, filters: Filters
) -> dict[str, Any]:
    """Matched terms with their scores (pairs of syllables before single ones), filters, documents and times.

    `terms` are those of the wording that the row holds, as `held` gives them.
    `synonyms` are the official wordings of which a pair of syllables, or the only one, stands in the record.
    """
    best = sorted(terms, key=lambda term: (-terms[term], term))
    why: dict[str, Any] = {"matched": {term: round(terms[term], 3) for term in best}}
    synonyms = [
        official.text
        for official in wording.added
        if any(want.term in terms and (" " in want.term or len(official.wanted) == 1) for want in official.wanted)
    ]
    if synonyms:
        why["synonyms"] = synonyms
    active = {name: getattr(filters, name) for name in filters.__slots__ if getattr(filters, name)}
    if own := active.pop("having", ()):
        active |= {"unit": tuple(u for _, units in own for u in units), "role": tuple(role for role, _ in own)}
    if active:
        why["filters"] = {name: list(v) if isinstance(v, tuple) else v for name, v in active.items()}
    for facet in ("document", "cites", "means", "implements", "based_on"):
        held = [name for name in asked.documents if row in index.facets.get(f"{facet}:{name}")]
        if held:
            why[facet] = held
    return why


def held(rows: Sequence[int], hits: Sequence[Hits]) -> list[dict[str, float]]:
    """For each row the terms that it holds, with what they add to its score."""
    terms: list[dict[str, float]] = [{} for _ in rows]
    sought = np.array(rows, dtype=np.int32)
    for hit in hits:
        for n in np.flatnonzero(held_by(hit.rows, sought)).tolist():
            place = int(np.searchsorted(hit.rows, sought[n]))
            terms[n][hit.term] = terms[n].get(hit.term, 0.0) + float(hit.scores[place])
    return terms


def highlights(result: Result, wording: Wording, lexical: Lexical) -> tuple[tuple[int, int], ...]:
    """Where the question stands in the result's text, as spans of the raw source, neighbours joined.

    Marked are pairs of neighbouring syllables, document numbers, abbreviations on either side, and syllables that are
    the whole question. A lone syllable of a longer question says little ("an" of "an toàn"), so it is marked only when
    nothing better stands in the result and few records hold it. Synonyms are marked where nothing that was typed is.
    """
    ways: tuple[Callable[[str], list[tuple[int, int]]], ...] = (
        lambda text: _matching(text, wording.typed, wording.alone),
        lambda text: _rare(text, wording.typed, lexical),
        lambda text: _matching(text, wording.wanted, wording.alone),
    )
    for way in ways:
        found = [_spans(start, text, way(text)) for start, text in result.pieces]
        if any(found):
            break
    return tuple(span for spans in found for span in spans)


def _matching(text: str, sought: Sequence[Wanted], alone: frozenset[str]) -> list[tuple[int, int]]:
    """Pairs, numbers, abbreviations and syllables that mean something `alone`, as spans of `text`."""
    words, wanted = tokens(text), _Terms(sought)
    spans = [(word.start, word.end) for word in words if word.folded in alone and wanted.hold(word)]
    spans += [(a.start, b.end) for a, b in pairwise(words) if wanted.hold(a, b)]
    spans += [(number.start, number.end) for number in numbers(text) if number.exact in wanted.exact]
    for short in short_forms(text):
        if any(all(wanted.hold(a, b) for a, b in pairwise(tokens(phrase))) for phrase in short.full):
            spans.append((words[short.start].start, words[short.end - 1].end))
    return spans


def _rare(text: str, wanted: Sequence[Wanted], lexical: Lexical) -> list[tuple[int, int]]:
    most = max(1, lexical.size * RARE)
    few = [
        want
        for want in wanted
        if " " not in want.term and (lexical.folded if want.folded else lexical.exact).count(want.term) <= most
    ]
    terms = _Terms(few)
    return [(word.start, word.end) for word in tokens(text) if terms.hold(word)]


class _Terms:
    """The wanted terms, to be asked whether syllables of a text are one of them."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self.exact = {want.term for want in wanted if not want.folded}
        self.folded = {want.term for want in wanted if want.folded}
        self._first = {term.partition(" ")[0] for term in self.exact | self.folded}

    def hold(self, *words: Token) -> bool:
        if words[0].exact not in self._first and words[0].folded not in self._first:
            return False  # so ends nearly every call, without a string being made
        return " ".join(w.exact for w in words) in self.exact or " ".join(w.folded for w in words) in self.folded


def _spans(start: int, text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of `text` as spans of the source in which it begins at `start`, sorted, neighbours joined."""
    joined: list[list[int]] = []
    for first, last in sorted(spans):
        if joined and not text[joined[-1][1] : first].strip():
            joined[-1][1] = max(joined[-1][1], last)
        else:
            joined.append([first, last])
    return [(start + first, start + last) for first, last in joined]
