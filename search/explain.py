"""Why a result is there: the terms it holds, the filters it satisfies, and where in the text the words stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from search.abbreviations import ShortForm, short_forms_of, words_of
from search.index import Index
from search.lexical import Lexical, Wanted
from search.query import Filters, Understood
from search.records import Result
from search.terms import Token, numbers, tokens
from search.wording import Official, Wording

RARE = 0.05  # the share of the records that may hold a syllable for it to be marked alone


class Reasons:
    """Says why rows are results of one question."""

    def __init__(self, index: Index, wording: Wording, asked: Understood, filters: Filters) -> None:
        self._official = [(official.text, _telling(official)) for official in wording.added]
        self._filters = _active(filters)
        self._named = [
            (facet, name, index.facets.get(f"{facet}:{name}"))
            for facet in ("document", "cites", "means", "implements", "based_on")
            for name in asked.documents
        ]

    def of(self, row: int, terms: Mapping[str, float]) -> dict[str, Any]:
        """Matched terms with their scores (pairs of syllables before single ones), filters, documents and times.

        `terms` are those of the wording that the row holds, as `Lexical.held` gives them.
        `synonyms` are the official wordings of which a pair of syllables, or the only one, stands in the record.
        """
        best = sorted(terms, key=lambda term: (-terms[term], term))
        why: dict[str, Any] = {"matched": {term: round(terms[term], 3) for term in best}}
        if synonyms := [text for text, telling in self._official if not telling.isdisjoint(terms)]:
            why["synonyms"] = synonyms
        if self._filters:
            why["filters"] = {name: list(v) if isinstance(v, tuple) else v for name, v in self._filters.items()}
        for facet, name, rows in self._named:
            if row in rows:
                why.setdefault(facet, []).append(name)
        return why


def _telling(official: Official) -> frozenset[str]:
    """The terms that show an official wording: its pairs of syllables, or the only term."""
    return frozenset(want.term for want in official.wanted if " " in want.term or len(official.wanted) == 1)


def _active(filters: Filters) -> dict[str, Any]:
    """The filters that are in force, units with a role of their own each among the other units and roles."""
    active = {name: value for name in filters.__slots__ if (value := getattr(filters, name))}
    if own := active.pop("having", ()):
        active |= {"unit": tuple(u for _, units in own for u in units), "role": tuple(role for role, _ in own)}
    return active


class _Read(NamedTuple):
    """A piece of a result's text, taken apart once for all ways of marking it."""

    text: str
    words: list[Token]
    shorts: list[ShortForm]


class Highlights:
    """Marks where one question stands in the texts of its results.

    Marked are pairs of neighbouring syllables, document numbers, abbreviations on either side, and syllables that are
    the whole question. A lone syllable of a longer question says little ("an" of "an toàn"), so it is marked only when
    nothing better stands in the result and few records hold it. Synonyms are marked where nothing that was typed is.
    """

    def __init__(self, wording: Wording, lexical: Lexical) -> None:
        self._wording, self._lexical = wording, lexical
        self._typed = _Terms(wording.typed)

    def of(self, result: Result) -> tuple[tuple[int, int], ...]:
        """The spans of the raw source to mark, sorted, neighbours joined."""
        pieces = [(start, _read(text)) for start, text in result.pieces]
        ways: tuple[Callable[[_Read], list[tuple[int, int]]], ...] = (
            lambda piece: self._matching(piece, self._typed),
            lambda piece: self._rare.alone(piece.words),
            lambda piece: self._matching(piece, self._all),
        )
        for way in ways:
            found = [_spans(start, piece.text, way(piece)) for start, piece in pieces]
            if any(found):
                break
        return tuple(span for spans in found for span in spans)

    @cached_property
    def _rare(self) -> _Terms:
        most = max(1, self._lexical.size * RARE)
        alone = (want for want in self._wording.typed if " " not in want.term)
        return _Terms([want for want in alone if len(self._lexical.rows(want)) <= most])

    @cached_property
    def _all(self) -> _Terms:
        return _Terms(self._wording.wanted)

    def _matching(self, piece: _Read, wanted: _Terms) -> list[tuple[int, int]]:
        """Pairs, numbers, abbreviations and syllables that mean something alone, as spans of the text."""
        text, words, shorts = piece
        alone = self._wording.alone
        spans = wanted.alone([word for word in words if word.folded in alone]) if alone else []
        spans += [(a.start, b.end) for a, b in wanted.pairs(words)]
        if wanted.numbers:
            spans += [(number.start, number.end) for number in numbers(text) if number.exact in wanted.numbers]
        for short in shorts:
            full = [words_of(phrase) for phrase in short.full]
            if any(len(wanted.pairs(phrase)) == max(0, len(phrase) - 1) for phrase in full):
                spans.append((words[short.start].start, words[short.end - 1].end))
        return spans


def _read(text: str) -> _Read:
    words = tokens(text)
    return _Read(text, words, short_forms_of(text, words))


class _Terms:
    """The wanted terms, to be asked which syllables of a text are one of them."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self._exact = {want.term for want in wanted if not want.folded}
        self._folded = {want.term for want in wanted if want.folded}
        self._first = {term.partition(" ")[0] for term in self._exact | self._folded}
        self.numbers = {term for term in self._exact if "/" in term}

    def alone(self, words: Sequence[Token]) -> list[tuple[int, int]]:
        """Where those of the words stand that are a term."""
        return [(w.start, w.end) for w in words if w.exact in self._exact or w.folded in self._folded]

    def pairs(self, words: Sequence[Token]) -> list[tuple[Token, Token]]:
        """The neighbours that are a term together."""
        first = self._first
        begun = ((a, b) for a, b in pairwise(words) if a.exact in first or a.folded in first)  # few: no string is made
        return [
            (a, b)
            for a, b in begun
            if f"{a.exact} {b.exact}" in self._exact or f"{a.folded} {b.folded}" in self._folded
        ]


def _spans(start: int, text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of `text` as spans of the source in which it begins at `start`, sorted, neighbours joined."""
    joined: list[list[int]] = []
    for first, last in sorted(spans):
        if joined and not text[joined[-1][1] : first].strip():
            joined[-1][1] = max(joined[-1][1], last)
        else:
            joined.append([first, last])
    return [(start + first, start + last) for first, last in joined]
