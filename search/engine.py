"""The search engine: a question in, ranked results with reasons out.

Filters come before ranking. Terms and meaning are added as scaled scores with a weight (convex combination: Bruch et
al. 2023), never by rank, because the built-in model is the weaker leg and ranks hide that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from search.arrays import Floats
from search.explain import highlights, reasons
from search.facets import Facets, Mask
from search.index import Index
from search.lexical import Hits
from search.query import Filters, Label, Understood, understand
from search.records import KINDS, Result
from search.vectors import Encoder, ModelError, open_encoder
from search.wording import Wording, word

if TYPE_CHECKING:
    from kg.snapshot import Snapshot

MEANING = 0.2  # the share of the vectors in the score: 0.1 to 0.3 serves a weaker leg best (Bruch et al. 2023)
# A cosine below which a row without a single word of the question is no answer: of the pairs of ALQAC question and
# article 1.2 % reach it, of the right ones 88 %.
NEAR = 0.35
POOL = 300  # candidates that each leg may bring
# What a document named in the question adds: itself, tasks that cite it, tasks of plans that carry it out, of plans
# that rest on it.
# Text alone reaches 1, so the first three stand before whatever merely shares words.
PREFERRED = {"document": 3.0, "cites": 1.5, "implements": 1.05, "based_on": 0.3}
PREFERRED_TIME = 1.5


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question: the best results, how many there are in all, and what was understood."""

    query: str
    results: tuple[Result, ...]
    total: int
    understood: tuple[Label, ...]

    def to_json(self) -> dict[str, Any]:
        """JSON-ready, results in the form of `Result.to_json`."""
        labels = [{"kind": label.kind, "value": label.value, "said": label.said} for label in self.understood]
        results = [result.to_json() for result in self.results]
        return {"query": self.query, "total": self.total, "understood": labels, "results": results}


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of all rows, each float32 of shape (rows,): terms, meaning, preferences, and their sum."""

    terms: Floats
    meaning: Floats
    preferred: Floats
    total: Floats
    found: Mask


@dataclass(frozen=True, slots=True)
class _Found:
    """One question on its way to results: what it asks, the filters in force, the terms, where they are, the scores."""

    asked: Understood
    filters: Filters
    wording: Wording
    hits: Sequence[Hits]
    scores: Scores


class Engine:
    """Searches one index. Safe to use from several threads: nothing is changed after opening."""

    def __init__(self, index: Index, encoder: Encoder, text: Callable[[str], str] | None = None) -> None:
        """`text` gives the text of a source: headings are quoted from it, as a plan's record has them on one line."""
        self.index = index
        self._text = lru_cache(maxsize=64)(text) if text else None
        self.facets = Facets(index)
        self._encoder = encoder

    def search(
        self,
        query: str,
        filters: Filters = Filters(),  # noqa: B008 - immutable
        kinds: Sequence[str] = ("task", "document", "section"),
        limit: int = 20,
        explain: bool = False,
    ) -> Answer:
        """The best `limit` results for a question, best first, ties in reading order.

        `filters` exclude before ranking; what the question itself says about units, roles and wards is added to them
        and reported in `understood`. With `explain` each result says what each term and leg contributed.
        Raises ValueError for an unknown kind or date, UnknownValueError for a filter value that no record has.
        """
        if unknown := set(kinds) - set(KINDS):
            raise ValueError(f"no kind of record {', '.join(sorted(unknown))}; there are {', '.join(KINDS)}")
        asked = understand(query, self.index.names)
        allowed = self.facets.rows(filters.merged(asked.filters), kinds)
        if not allowed.any() and asked.filters:  # nothing is all of that: say so, and look for the words instead
            asked = Understood(query, labels=(Label("unmet", ", ".join(x.value for x in asked.labels), query),))
            allowed = self.facets.rows(filters, kinds)
        wording = word(asked.text, query, self.index.lexical)
        shown = filters.merged(asked.filters)
        hits = self.index.lexical.hits(wording.wanted)
        scores = self._scores(asked, wording.meaning, self.index.lexical.total(hits), allowed, bool(shown))
        found = _Found(asked, shown, wording, hits, scores)
        results = tuple(self._result(row, found, explain) for row in _ranked(scores, limit))
        return Answer(query, results, int(scores.found.sum()), (*asked.labels, *wording.labels))

    def tasks(self, filters: Filters = Filters()) -> list[Result]:  # noqa: B008 - immutable
        """Every task that satisfies the filters, never cut, sorted by ward, plan and position.

        Raises UnknownValueError for a filter value that no record has, ValueError for a date that is none.
        """
        rows = np.flatnonzero(self.facets.rows(filters, ["task"]))
        found = [self.index.result(int(row)) for row in rows]
        return sorted(found, key=lambda r: (r.ward or "", r.plan or "", r.start, r.id))

    def _scores(self, asked: Understood, text: str, lexical: Floats, allowed: Mask, filtered: bool) -> Scores:
        lexical[~allowed] = 0
        meaning = self._meaning(text, allowed, lexical)
        preferred = self._preferred(asked)
        preferred[~allowed] = 0
        found = (lexical > 0) | (meaning > 0) | (preferred > 0)
        if not asked.text:
            found = preferred > 0
        if not found.any() and filtered:  # the filter was the question
            found = allowed
        total = (1 - MEANING) * _scaled(lexical) + MEANING * _scaled(meaning) + preferred
        return Scores(lexical, meaning, preferred, total, found)

    def _meaning(self, text: str, allowed: Mask, lexical: Floats) -> Floats:
        """Cosines with the question, for the nearest rows and those with its words; 0 for all others."""
        cosines = np.zeros(len(self.index), dtype=np.float32)
        if not text:
            return cosines
        query = self._encoder.encode([text])[0]
        rows, near = self.index.vectors.nearest(query, POOL, allowed)
        cosines[rows] = np.where((near >= NEAR) | (lexical[rows] > 0), np.maximum(near, 0), 0)
        worded = np.argsort(-lexical, kind="stable")[:POOL].astype(np.int32)
        worded = worded[lexical[worded] > 0]
        if len(worded):
            cosines[worded] = np.maximum(self.index.vectors.cosines(query, worded), 0)
        return cosines

    def _preferred(self, asked: Understood) -> Floats:
        """What the documents and times of a question add: they prefer, they do not exclude."""
        added = np.zeros(len(self.index), dtype=np.float32)
        for facet, share in PREFERRED.items():
            for name in asked.documents:
                rows = self.index.facets.get(f"{facet}:{name}")
                added[rows] = np.maximum(added[rows], np.float32(share))
        for time in asked.times:
            added += np.float32(PREFERRED_TIME) * self.facets.fitting(time)
        return added

    def _result(self, row: int, found: _Found, explain: bool) -> Result:
        result, scores = self.index.result(row), found.scores
        if result.kind == "section" and self._text:
            result = replace(result, text=self._text(result.source)[result.start : result.end])
        why = reasons(self.index, row, found.hits, found.asked, found.filters)
        if explain:
            parts = {"terms": scores.terms, "meaning": scores.meaning, "preferred": scores.preferred}
            why["scores"] = {name: round(float(part[row]), 4) for name, part in parts.items()}
        spans = highlights(result, found.wording, self.index.lexical)
        return replace(result, score=round(float(scores.total[row]), 6), why=why, highlights=spans)


def open_engine(snapshot: Snapshot, model: str | None = None) -> Engine:
    """The engine over a snapshot's search files.

    `model` must be the one that the snapshot was built with, or None for whichever that was. Raises ModelError when it
    is another or cannot be used, NoSearchIndexError when the snapshot was built without this version's search stage.
    """
    index = Index.open(snapshot.folder / "search")
    built = index.about["model"]
    if model is not None and model != built:
        raise ModelError(
            f"the snapshot {snapshot.folder.name} was indexed with {built or 'the built-in model'}, not with {model}. "
            f"Build it again with that model, or search without naming one"
        )
    return Engine(index, open_encoder(built), snapshot.text)


def _ranked(scores: Scores, limit: int) -> list[int]:
    """The best rows, best first; equals in the order of the index, which is that of sources and of reading."""
    rows = np.flatnonzero(scores.found)
    total = scores.total[rows]
    if len(rows) > limit > 0:
        least = np.partition(total, -limit)[-limit]
        rows, total = rows[total >= least], total[total >= least]
    order = np.argsort(-total, kind="stable")[: max(limit, 0)]
    return [int(row) for row in rows[order]]


def _scaled(scores: Floats) -> Floats:
    best = float(scores.max(initial=0))
    return scores / np.float32(best) if best > 0 else scores
