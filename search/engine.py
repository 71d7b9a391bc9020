"""The search engine: a question in, ranked results with reasons out. Filters come before ranking."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from search.arrays import Floats, best
from search.counts import facet_counts
from search.explain import Highlights, Reasons
from search.facets import Facets
from search.index import Index
from search.lexicon import ENVIRONMENT, read
from search.query import Filters, Label, Understood, understand
from search.records import KINDS, REPLACED, Result
from search.rerank import CANDIDATES, Reranker
from search.scoring import Scores, score
from search.thesaurus import Thesaurus, synonyms
from search.vectors import Encoder, ModelError, open_encoder
from search.wording import Wording, with_synonyms, word, word_as_typed

if TYPE_CHECKING:
    from kg.snapshots.snapshot import Snapshot

_LABEL_AND_MARKS = re.compile(r"(?:phụ lục ?|điều )?[^\s*|]{0,12}\s*(?:\*\*|\|)[\s*|.]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    `results` are those of the page that was asked for, `total` how many there are in all (groups count once),
    `understood` what the question was taken to mean, `synonyms` the official wordings looked for beside its words.
    `suggestion` is the question with slips of the keys corrected, or None. `facets` gives for unit, role, ward, city,
    topic, year and cites the values found with the number of records, when counts were asked for.
    """

    query: str
    results: tuple[Result, ...]
    total: int
    understood: tuple[Label, ...]
    synonyms: tuple[str, ...] = ()
    suggestion: str | None = None
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """JSON-ready, results in the form of `Result.to_json`."""
        labels = [{"kind": label.kind, "value": label.value, "said": label.said} for label in self.understood]
        facets = {name: [{"value": v, "count": n} for v, n in values] for name, values in self.facets.items()}
        results = [result.to_json() for result in self.results]
        found = {"query": self.query, "total": self.total, "understood": labels, "synonyms": list(self.synonyms)}
        return found | {"suggestion": self.suggestion, "facets": facets, "results": results}


@dataclass(frozen=True, slots=True)
class Legs:
    """Which parts of the search are in use: all of them, save where it is measured what each one gives.

    `folded`: text without marks, slips of the keys and abbreviations are understood; `thesaurus`: official wordings
    are looked for beside everyday ones; `vectors`: meaning counts; `understanding`: names become filters.
    """

    folded: bool = True
    thesaurus: bool = True
    vectors: bool = True
    understanding: bool = True


@dataclass(frozen=True, slots=True)
class _Found:
    """One question on its way to results: what it asks, the filters in force, the terms, the scores."""

    asked: Understood
    filters: Filters
    wording: Wording
    scores: Scores


class _Shown:
    """What all results of a page have in common: the question's scores, and what says why a result is there."""

    def __init__(self, index: Index, found: _Found) -> None:
        self.scores = found.scores
        self.reasons = Reasons(index, found.wording, found.asked, found.filters)
        self.highlights = Highlights(found.wording, index.lexical)


class Engine:
    """Searches one index. Safe to use from several threads: nothing is changed after opening."""

    def __init__(
        self,
        index: Index,
        encoder: Encoder,
        text: Callable[[str], str] | None = None,
        own: Sequence[Thesaurus] = (),
        legs: Legs = Legs(),
        reranker: Reranker | None = None,
    ) -> None:
        """`text` gives the text of a source: headings are quoted from it, as a plan's record has them on one line.

        `own` are thesauri beside that of the index; `reranker` reads the best results once more.
        """
        self.index = index
        self._text = lru_cache(maxsize=64)(text) if text else None
        self.facets = Facets(index)
        self._replaced = np.zeros(len(index), dtype=np.bool_)
        self._replaced[index.facets.get(REPLACED)] = True
        self._encoder = encoder
        self._thesauri = (index.thesaurus, *own) if legs.thesaurus else ()
        self._legs = legs
        self._reranker = reranker

    def search(
        self,
        query: str,
        filters: Filters = Filters(),  # noqa: B008 - immutable
        kinds: Sequence[str] | None = None,
        limit: int = 20,
        explain: bool = False,
        *,
        offset: int = 0,
        group: bool = False,
        count: bool = False,
        literal: Sequence[str] = (),
        today: str | None = None,
    ) -> Answer:
        """The results `offset` to `offset + limit` for a question, best first, equals in reading order.

        `kinds` are the kinds of record to look for; None leaves it to the question ("chỉ tiêu về ..."), else tasks,
        documents and sections. `filters` exclude before ranking; what the question itself says about units, roles and
        wards is added to them and reported in `understood`. Words in `literal` (a label's `said`) are looked for
        instead of understood. With `group` tasks that several plans word almost alike are one result, the others its
        `duplicates`; with `count` the answer has facet counts; with `explain` each result says what each term and leg
        contributed. `today` (ISO) is the day that "quá hạn" and "tháng này" are read from; without it they stay text.
        Pages of one snapshot never overlap. Raises ValueError for an unknown kind or date, UnknownValueError for a
        filter value that no record has.
        """
        found = self._find(query, filters, kinds, literal, today)
        until = offset + max(limit, 0)
        rows, total = self._ranked(found.scores, max(until, CANDIDATES), group)
        read = self._read_again(list(rows)[:CANDIDATES], found)
        page = [*read, *(row for row in rows if row not in read)][offset:until]
        places = rows | {row: total for row, (total, _) in read.items()}
        alike = self._alike(page, found.scores) if group else {}
        shown = _Shown(self.index, found)
        results = tuple(
            self._result(row, holds, alike.get(row, ()), shown, explain, (places[row], read.get(row)))
            for row, holds in zip(page, self.index.lexical.held(page, found.wording.wanted), strict=True)
        )
        counts = facet_counts(self.index, found.scores.found) if count else {}
        labels = (*found.asked.labels, *found.wording.labels)
        corrected = found.wording.corrected(query)
        return Answer(query, results, total, labels, found.wording.synonyms, corrected, counts)

    def tasks(self, filters: Filters = Filters()) -> list[Result]:  # noqa: B008 - immutable
        """Every task that satisfies the filters, never cut, sorted by ward, plan and position.

        Raises UnknownValueError for a filter value that no record has, ValueError for a date that is none.
        """
        rows = np.flatnonzero(self.facets.rows(filters, ["task"]))
        found = [self.index.result(int(row)) for row in rows]
        return sorted(found, key=lambda r: (r.ward or "", r.plan or "", r.start, r.id))

    def _find(
        self, query: str, filters: Filters, kinds: Sequence[str] | None, literal: Sequence[str], today: str | None
    ) -> _Found:
        if unknown := set(kinds or ()) - set(KINDS):
            raise ValueError(f"no kind of record {', '.join(sorted(unknown))}; there are {', '.join(KINDS)}")
        names = self.index.names
        asked = understand(query, names, literal, today) if self._legs.understanding else Understood(query)
        allowed = self.facets.rows(filters.merged(asked.filters), asked.kinds(kinds))
        if not allowed.any() and asked.filters:  # nothing is all of that: say so, and look for the words instead
            asked = Understood(query, labels=(Label("unmet", ", ".join(x.value for x in asked.labels), query),))
            allowed = self.facets.rows(filters, asked.kinds(kinds))
        wording = (word if self._legs.folded else word_as_typed)(asked.text, query, self.index.lexical)
        vector = self._vector(wording.meaning)
        official = synonyms(self._thesauri, wording.words, vector) if self._thesauri else []
        wording = with_synonyms(wording, official, self.index.lexical)
        shown, said = filters.merged(asked.filters), self.facets.rows(asked.filters, asked.kinds(kinds))
        scores = score(self.index, self.facets, asked, wording, vector, said, allowed, self._encoder, bool(shown))
        return _Found(asked, shown, wording, scores)

    def _vector(self, meaning: str) -> Floats:
        """The vector of what a question means, zeros for nothing."""
        if not meaning or not self._legs.vectors:
            return np.zeros(self._encoder.dimensions, dtype=np.float32)
        vector: Floats = self._encoder.encode([meaning], question=True)[0]
        return vector

    def _ranked(self, scores: Scores, wanted: int, group: bool) -> tuple[dict[int, float], int]:
        """The best `wanted` rows with the scores of their places, best first, and how many there are in all.

        With `group` one row of each group, in the place of its best. Only as many rows are sorted as are wanted: a word
        that everybody writes is found in most of a million.
        """
        if not group:
            rows = best(scores.total, wanted, scores.found).tolist()
            return {row: float(scores.total[row]) for row in rows}, int(np.count_nonzero(scores.found))
        groups, depth = self.index.groups, 2 * wanted
        while True:
            rows = best(scores.total, depth, scores.found).tolist()
            first: dict[int, int] = {}
            for row in rows:
                first.setdefault(int(groups[row]), row)
            if len(first) >= wanted or len(rows) < depth:
                break
            depth *= 4
        heads = {self._head(row, scores): float(scores.total[row]) for row in list(first.values())[:wanted]}
        return heads, int(np.count_nonzero(np.bincount(groups[scores.found])))

    def _head(self, row: int, scores: Scores) -> int:
        """The row that stands for the group of `row`, its best: of a replaced plan only where none is in force."""
        if not self._replaced[row]:
            return row
        groups = self.index.groups
        valid = np.flatnonzero((groups == groups[row]) & scores.found & ~self._replaced)
        return int(valid[np.argmax(scores.total[valid])]) if len(valid) else row

    def _alike(self, rows: Sequence[int], scores: Scores) -> dict[int, list[int]]:
        """For each of the rows the other found rows of its group."""
        groups = self.index.groups
        members = {row: np.flatnonzero((groups == groups[row]) & scores.found).tolist() for row in rows}
        return {row: [other for other in others if other != row] for row, others in members.items()}

    def _read_again(self, rows: Sequence[int], found: _Found) -> dict[int, tuple[float, float]]:
        """With a cross-encoder the scores of the best rows and what it says of each, best first; without one none.

        It judges words; what the question names by number or time stays before what merely reads well.
        """
        if self._reranker is None or not found.asked.text:
            return {}
        read = self._reranker.scores(found.wording.meaning, [self.index.result(row) for row in rows])
        words = found.scores.total - found.scores.preferred
        best_words = float(words.max(initial=0))  # with it, what was read again stands before all that was not
        totals = best_words + read + found.scores.preferred[rows]
        scored = dict(zip(rows, zip(totals.tolist(), read.tolist(), strict=True), strict=True))
        return {row: scored[row] for row in sorted(rows, key=lambda row: -scored[row][0])}

    def _result(
        self,
        row: int,
        terms: Mapping[str, float],
        others: Sequence[int],
        shown: _Shown,
        explain: bool,
        placed: tuple[float, tuple[float, float] | None],
    ) -> Result:
        result, (total, read) = self.index.result(row), placed
        if result.kind == "section" and self._text:
            quote = self._text(result.source)[result.start : result.end]
            result = replace(result, start=result.start + (skipped := _before_title(quote)), text=quote[skipped:])
        why = shown.reasons.of(row, terms)
        if explain:
            parts = {name: getattr(shown.scores, name) for name in ("terms", "official", "meaning", "preferred")}
            why["scores"] = {name: round(float(part[row]), 4) for name, part in parts.items()}
            why["scores"] |= {"reranked": round(read[1], 4)} if read else {}
        alike = tuple(_brief(self.index.result(other)) for other in sorted(others))
        return replace(result, score=round(total, 6), why=why, highlights=shown.highlights.of(result), duplicates=alike)


def open_engine(
    snapshot: Snapshot, model: str | None = None, lexicon: Path | None = None, reranker: Reranker | None = None
) -> Engine:
    """The engine over a snapshot's search files.

    `model` must be the one that the snapshot was built with, or None for whichever that was. `lexicon` is a file of
    the user's own wordings (`search.lexicon`); None takes the one that PLANKG_LEXICON names, if it does. `reranker`
    (`search.rerank.open_reranker`) reads the best results once more. Raises
    ModelError when the model is another or cannot be used, NoSearchIndexError when the snapshot was built without this
    version's search stage, LexiconError for a lexicon that cannot be read.
    """
    index = Index.open(snapshot.folder / "search")
    built = index.about["model"]
    if model is not None and model != built:
        raise ModelError(
            f"the snapshot {snapshot.folder.name} was indexed with {built or 'the built-in model'}, not with {model}. "
            f"Build it again with that model, or search without naming one"
        )
    encoder = open_encoder(built)
    named = lexicon or (Path(os.environ[ENVIRONMENT]) if os.environ.get(ENVIRONMENT) else None)
    own = [Thesaurus.of(read(named), encoder)] if named else []
    return Engine(index, encoder, snapshot.text, own, reranker=reranker)


def _brief(result: Result) -> dict[str, Any]:
    return {
        name: getattr(result, name) for name in ("id", "plan", "plan_label", "ward", "source", "start", "end", "fate")
    }


def _before_title(quote: str) -> int:
    """How many characters stand before the title where Markdown's marks part it from its label, else 0.

    The label of "II** | **Hạ tầng số" and "1**. Các sở" is told beside the quotation, so that no reader meets marks.
    """
    marks = _LABEL_AND_MARKS.match(quote)
    return marks.end() if marks else 0
