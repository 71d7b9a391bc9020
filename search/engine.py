"""The search engine: a question in, ranked results with reasons out. Filters come before ranking."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from search.arrays import Floats
from search.counts import facet_counts
from search.explain import highlights, reasons
from search.facets import Facets
from search.index import Index
from search.lexicon import ENVIRONMENT, read
from search.query import Filters, Label, Understood, understand
from search.records import KINDS, Result
from search.scoring import Scores, best, score
from search.thesaurus import Thesaurus, synonyms
from search.vectors import Encoder, ModelError, open_encoder
from search.wording import Wording, with_synonyms, word, word_as_typed

if TYPE_CHECKING:
    from kg.snapshots.snapshot import Snapshot


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
    """One question on its way to results: what it asks, the filters in force, the terms, the scores, the best rows."""

    asked: Understood
    filters: Filters
    wording: Wording
    scores: Scores


class Engine:
    """Searches one index. Safe to use from several threads: nothing is changed after opening."""

    def __init__(
        self,
        index: Index,
        encoder: Encoder,
        text: Callable[[str], str] | None = None,
        own: Sequence[Thesaurus] = (),
        legs: Legs = Legs(),
    ) -> None:
        """`text` gives the text of a source: headings are quoted from it, as a plan's record has them on one line.

        `own` are thesauri beside that of the index.
        """
        self.index = index
        self._text = lru_cache(maxsize=64)(text) if text else None
        self.facets = Facets(index)
        self._encoder = encoder
        self._thesauri = (index.thesaurus, *own) if legs.thesaurus else ()
        self._legs = legs

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
        rows = best(np.where(found.scores.found, found.scores.total + 1, 0), len(self.index))
        groups = self._grouped(rows) if group else {int(row): [] for row in rows}
        page = list(groups.items())[offset : offset + max(limit, 0)]
        results = tuple(self._result(row, others, found, explain) for row, others in page)
        counts = facet_counts(self.index, found.scores.found) if count else {}
        labels = (*found.asked.labels, *found.wording.labels)
        corrected = found.wording.corrected(query)
        return Answer(query, results, len(groups), labels, found.wording.synonyms, corrected, counts)

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

    def _grouped(self, rows: Sequence[np.int32] | np.ndarray[Any, Any]) -> dict[int, list[int]]:
        """The best row of each group with the others of it, in the order of `rows`."""
        first: dict[int, int] = {}
        groups: dict[int, list[int]] = {}
        for row in map(int, rows):
            shown = first.setdefault(int(self.index.groups[row]), row)
            if shown == row:
                groups[row] = []
            else:
                groups[shown].append(row)
        return groups

    def _result(self, row: int, others: Sequence[int], found: _Found, explain: bool) -> Result:
        result, scores = self.index.result(row), found.scores
        if result.kind == "section" and self._text:
            result = replace(result, text=self._text(result.source)[result.start : result.end])
        why = reasons(self.index, row, found.wording, found.asked, found.filters)
        if explain:
            parts = {name: getattr(scores, name) for name in ("terms", "official", "meaning", "preferred")}
            why["scores"] = {name: round(float(part[row]), 4) for name, part in parts.items()}
        spans = highlights(result, found.wording, self.index.lexical)
        alike = tuple(_brief(self.index.result(other)) for other in sorted(others))
        total = round(float(scores.total[row]), 6)
        return replace(result, score=total, why=why, highlights=spans, duplicates=alike)


def open_engine(snapshot: Snapshot, model: str | None = None, lexicon: Path | None = None) -> Engine:
    """The engine over a snapshot's search files.

    `model` must be the one that the snapshot was built with, or None for whichever that was. `lexicon` is a file of
    the user's own wordings (`search.lexicon`); None takes the one that PLANKG_LEXICON names, if it does. Raises
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
    return Engine(index, encoder, snapshot.text, own)


def _brief(result: Result) -> dict[str, Any]:
    return {name: getattr(result, name) for name in ("id", "plan", "plan_label", "ward", "source", "start", "end")}
