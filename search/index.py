"""The search files of a snapshot: records, terms, facets, names, deadlines and vectors, written once, opened mapped."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.errors import PlankgError
from ingest.plan import Plan
from kg.columns import Strings, open_array, save_array
from kg.graph import Graph
from kg.snapshots.snapshot import Stage
from search.abbreviations import in_full, written_short
from search.arrays import Postings, Rows
from search.documents import document_names, document_rows
from search.grouping import groups_of
from search.lexical import Lexical
from search.names import Names, acting_units, document_spellings, place_names, plan_names, unit_names
from search.records import FIELD_WEIGHTS, Result, Row, plan_rows
from search.thesaurus import FOLDER, Thesaurus, package_thesaurus
from search.times import occasions
from search.vectors import Vectors, open_encoder

FORMAT = 9  # raise when the meaning of a file changes, or the built-in model
BATCH = 1024  # texts encoded at once


class NoSearchIndexError(PlankgError):
    """A snapshot without search files, or with files of another format."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder}: there is no search index of this version. Run `plankg build` again over the same inputs"
        )
        self.folder = folder


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The times at which rows are due, one entry each, by row: its number, the first and last day (yyyymmdd, 0 for a
    day of every year) and the day of the year (mmdd, mm00 for a month, 0 for none). A row may be due several times.
    """

    row: npt.NDArray[np.int32]
    first: npt.NDArray[np.int32]
    last: npt.NDArray[np.int32]
    yearly: npt.NDArray[np.int32]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Deadlines:
        """The columns of `rows`."""
        entries = [
            (place, *entry) for place, row in enumerate(rows) if row.deadline for entry in occasions(row.deadline)
        ]
        return cls(*np.array(entries, dtype=np.int32).reshape(-1, 4).T.copy())


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that the search engine reads; row numbers are shared by all parts."""

    records: Strings
    lexical: Lexical
    facets: Postings
    names: Names
    deadlines: Deadlines
    vectors: Vectors
    thesaurus: Thesaurus
    groups: Rows  # for each row the first of those that are worded almost alike
    about: Mapping[str, Any]

    def __len__(self) -> int:
        return len(self.records)

    def result(self, row: int) -> Result:
        """The record of one row."""
        data = json.loads(self.records[row])
        tuples = {key: tuple(value) for key, value in data.items() if isinstance(value, list)}
        return Result(**(data | tuples))

    @classmethod
    def of(
        cls, rows: Sequence[Row], names: Names, model: str | None = None, thesaurus: Thesaurus | None = None
    ) -> Index:
        """Indexes `rows` in the given order, by default with the thesaurus of the package.

        Raises ModelError when the embedding model cannot be used.
        """
        facets: dict[str, list[int]] = {}
        for place, row in enumerate(rows):
            for facet in dict.fromkeys((*row.facets, *_deadline_facets(row))):
                facets.setdefault(facet, []).append(place)
        encoder = open_encoder(model)
        meanings = [in_full(row.meaning) for row in rows]
        parts = [encoder.encode(meanings[i : i + BATCH]) for i in range(0, len(rows), BATCH)]
        vectors = np.concatenate([np.zeros((0, encoder.dimensions), dtype=np.float32), *parts])
        texts = [_texts(row) for row in rows]
        index = Vectors.of(vectors)
        about: dict[str, Any] = {"format": FORMAT, "rows": len(rows), "model": model}
        about |= {"dimensions": encoder.dimensions, "vectors": dict(index.about)}
        records = Strings.of(_record(row.result) for row in rows)
        return cls(
            records, Lexical.of(texts, FIELD_WEIGHTS), Postings.of(facets), names, Deadlines.of(rows),
            index, thesaurus or package_thesaurus(model), groups_of(rows), about,
        )  # fmt: skip

    def save(self, folder: Path) -> None:
        """Writes the index into `folder`, which must exist; the same index gives the same bytes."""
        self.records.save(folder, "records")
        self.lexical.save(folder)
        self.facets.save(folder, "facets")
        self.names.column.save(folder, "names")
        for name in Deadlines.__slots__:
            save_array(folder, f"deadline_{name}", getattr(self.deadlines, name))
        self.vectors.save(folder)
        self.thesaurus.save(folder / FOLDER)
        save_array(folder, "groups", self.groups)
        (folder / "search.json").write_text(json.dumps(self.about, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> Index:
        """The index in `folder`, memory-mapped.

        Raises NoSearchIndexError when there is none of this format, OSError or ValueError for damaged files.
        """
        about = folder / "search.json"
        known = json.loads(about.read_text("utf-8")) if about.is_file() else {}
        if known.get("format") != FORMAT:
            raise NoSearchIndexError(folder)
        return cls(
            Strings.open(folder, "records"),
            Lexical.open(folder),
            Postings.open(folder, "facets"),
            Names(Strings.open(folder, "names")),
            Deadlines(*(open_array(folder, f"deadline_{name}") for name in Deadlines.__slots__)),
            Vectors.open(folder),
            Thesaurus.open(folder / FOLDER),
            open_array(folder, "groups"),
            known,
        )


def write_index(
    folder: Path, plans: Sequence[tuple[str, Plan]], graph: Graph, *, model: str | None = None
) -> dict[str, object]:
    """The stage for `kg.building.build`: indexes the plans and the graph's documents, and says what was indexed."""
    index = Index.of(rows_of(plans, graph), names_of(plans, graph), model)
    index.save(folder)
    return dict(index.about)


def stage(model: str | None = None) -> Stage:
    """`write_index` with another embedding model: a folder or a name that sentence-transformers can load offline."""
    return partial(write_index, model=model)


def rows_of(plans: Sequence[tuple[str, Plan]], graph: Graph) -> list[Row]:
    """Everything that can be found: plan by plan, in order of sources, what each holds; then the documents by id."""
    from kg.assembly.assemble import plan_keys  # here: opening an index needs nothing that assembles graphs

    keys = plan_keys([plan_id for plan_id, _ in plans])
    held = sorted(plans, key=lambda item: item[1].source)
    rows = [row for plan_id, plan in held for row in plan_rows(plan_id, plan, keys[plan_id], graph)]
    return [*rows, *document_rows(graph, plans)]


def names_of(plans: Sequence[tuple[str, Plan]], graph: Graph) -> Names:
    """All names by which questions over these plans and documents are understood."""
    entries = [entry for _, plan in plans for entry in plan_names(plan)]
    entries += unit_names({unit for _, plan in plans for unit in acting_units(plan)})
    entries += [entry for plan_id, plan in plans for entry in place_names(plan_id, plan, graph)]
    entries += [entry for known in document_names(graph) for entry in document_spellings(*known)]
    return Names.of(entries)


def _deadline_facets(row: Row) -> list[str]:
    if not row.deadline:
        return []
    facets = [f"deadline:{row.deadline.kind}"]
    if rhythm := row.deadline.recurrence or row.deadline.every:
        facets.append(f"recurrence:{rhythm}")
    days = (row.deadline.due, *row.deadline.due_all)
    return facets + [f"day:{day}" for day in days if day]


def _texts(row: Row) -> dict[str, str]:
    """The texts of a row as they are indexed: abbreviations in full, and beside them as they are written."""
    return {name: in_full(text) for name, text in row.fields.items()} | {"short": written_short(row.meaning)}


def _record(result: Result) -> str:
    kept = {key: value for key, value in result.to_json().items() if value not in (None, [], {}, "", 0.0)}
    required = {"id": result.id, "kind": result.kind, "source": result.source, "start": result.start}
    return json.dumps(required | {"end": result.end, "text": result.text} | kept, ensure_ascii=False)
