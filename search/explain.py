"""Why a result is there: the terms it holds, the filters it satisfies, and where in the text the words stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from search.index import Index
from search.lexical import Hits, Wanted
from search.query import Filters, Understood
from search.records import Result
from search.terms import numbers, tokens


def reasons(index: Index, row: int, hits: Sequence[Hits], asked: Understood, filters: Filters) -> dict[str, Any]:
    """Matched terms with their scores (pairs of syllables before single ones), filters, documents and times."""
    terms: dict[str, float] = {}
    for hit in hits:
        place = int(np.searchsorted(hit.rows, row))
        if place < len(hit.rows) and hit.rows[place] == row:
            terms[hit.term] = terms.get(hit.term, 0.0) + float(hit.scores[place])
    best = sorted(terms, key=lambda term: (-terms[term], term))
    why: dict[str, Any] = {"matched": {term: round(terms[term], 3) for term in best}}
    active = {name: getattr(filters, name) for name in filters.__slots__ if getattr(filters, name)}
    if active:
        why["filters"] = {name: list(v) if isinstance(v, tuple) else v for name, v in active.items()}
    for facet in ("document", "cites", "implements", "based_on"):
        held = [name for name in asked.documents if row in index.facets.get(f"{facet}:{name}")]
        if held:
            why[facet] = held
    return why


def highlights(result: Result, wanted: Sequence[Wanted]) -> tuple[tuple[int, int], ...]:
    """Where the wanted terms stand in the result's text, as spans of the raw source, neighbours joined."""
    exact = {want.term for want in wanted if not want.folded}
    folded = {want.term for want in wanted if want.folded}
    words = tokens(result.text)
    single = [word.exact in exact or word.folded in folded for word in words]
    spans = [(word.start, word.end) for word, hit in zip(words, single, strict=True) if hit]
    spans += [(number.start, number.end) for number in numbers(result.text) if number.exact in exact]
    joined: list[list[int]] = []
    for start, end in sorted(spans):
        if joined and not result.text[joined[-1][1] : start].strip():
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    return tuple((result.start + start, result.start + end) for start, end in joined)
