"""The comparison of places as the API, the command line and assistants give it, and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.models import Quotation

if TYPE_CHECKING:
    from kg.comparing.comparison import Cell, Comparison
    from kg.graph import Graph

MOST_IDS = 50  # tasks listed in a cell; it counts all
MOST_COPIES = 100  # groups of copied tasks
STATES = {
    "leads": "chủ trì",
    "coordinates": "phối hợp",
    "unassigned": "chưa rõ đơn vị",
    "nothing": "không có",
    "other": "nhiệm vụ khác",
}
STATES_EN = {
    "leads": "leads",
    "coordinates": "coordinates",
    "unassigned": "no unit",
    "nothing": "nothing",
    "other": "other tasks",
}


class ComparedPlace(BaseModel):
    """A column: a place that issued plans. `carries` says whether one of them carries out the document asked for."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"id": "place:phường Bình An", "name": "phường Bình An", "plans": [], "tasks": 0}]
        }
    )

    id: str
    name: str
    plans: list[str]
    tasks: int
    carries: bool | None = None


class ComparedCell(BaseModel):
    """What one place does about one row.

    `leads`: a unit of the place (or the unit asked for) leads a task; `coordinates`: units are named but none of them
    leads; `unassigned`: there are tasks and none names a unit; `nothing`: there is no task. Of `tasks` tasks `copied`
    stand in nearly the same words in a plan of another place and `own` do not; `ids` are the first of them.
    """

    state: Literal["leads", "coordinates", "unassigned", "nothing"]
    tasks: int
    copied: int
    own: int
    ids: list[str]
    lead: list[str]
    coordinate: list[str]


class ComparedRow(BaseModel):
    """A topic, a concept or a task of the document above; `cells` are in the order of the places.

    `quotation` is the task's text, for rows of kind "task". The row of kind "other" holds tasks that resemble none.
    """

    id: str
    kind: Literal["topic", "concept", "task", "other"]
    label: str
    quotation: Quotation | None
    tasks: int
    cells: list[ComparedCell]


class ComparedFigure(BaseModel):
    """What one place sets: the figure, by when, and the place that it was read from."""

    id: str
    place: str
    value: float
    unit: str
    comparator: str
    due: str | None
    quotation: Quotation


class FigureGroup(BaseModel):
    """Figures of two places or more in similar words, in the order of the places."""

    label: str
    unit: str
    figures: list[ComparedFigure]


class CopiedTask(BaseModel):
    """A task that stands in nearly the same words in another place."""

    id: str
    place: str
    path: str
    quotation: Quotation


class CopiedText(BaseModel):
    """Tasks in nearly the same words; `share` is the least part of the shorter text that stands in the longer one."""

    share: float
    tasks: list[CopiedTask]


class CompareAnswer(BaseModel):
    """Places side by side. `truncated` says that rows, places or groups were left out, `left_out` how many of each."""

    by: Literal["topic", "concept", "task"]
    document: str | None
    places: list[ComparedPlace]
    rows: list[ComparedRow]
    figures: list[FigureGroup]
    copies: list[CopiedText]
    truncated: bool
    left_out: dict[str, int] = Field(examples=[{"rows": 0, "places": 0, "copies": 0}])


def answer(graph: Graph, found: Comparison, most_rows: int) -> CompareAnswer:
    """The comparison with the quotations that its tasks and figures were read from, at most `most_rows` rows of it."""
    left_out = {
        "rows": max(0, len(found.rows) - most_rows),
        "places": found.left_out,
        "copies": max(0, len(found.copies) - MOST_COPIES),
    }
    return CompareAnswer(
        by=found.by,
        document=found.document,
        places=[
            ComparedPlace(id=c.id, name=c.name, plans=list(c.plans), tasks=c.tasks, carries=c.carries)
            for c in found.columns
        ],
        rows=[
            ComparedRow(
                id=row.id,
                kind=row.kind,
                label=row.label,
                quotation=quotation(graph, row.id) if row.kind == "task" else None,
                tasks=row.tasks,
                cells=[_cell(cell) for cell in row.cells],
            )
            for row in found.rows[:most_rows]
        ],
        figures=list(_figures(graph, found)),
        copies=[
            CopiedText(share=group.share, tasks=[_copied(graph, task) for task in group.tasks])
            for group in found.copies[:MOST_COPIES]
        ],
        truncated=any(left_out.values()),
        left_out=left_out,
    )


def quotation(graph: Graph, node_id: str) -> Quotation:
    """The words of the source that a task or target was read from."""
    node = graph.node(node_id)
    predicate = "has_task" if node.kind == "task" else "has_target"
    edge = graph.into(node_id, predicate)[0]
    first = min(edge.evidence, key=lambda one: one.start)
    return Quotation(document=edge.source, source=first.source, start=first.start, end=first.end, text=first.text)


def table_rows(found: Comparison, words: dict[str, str]) -> Iterator[list[object]]:
    """The matrix as rows of a table: label, all tasks, then for each place what it does."""
    for row in found.rows:
        yield [row.label or words["other"], row.tasks, *(_words(cell, words) for cell in row.cells)]


def headers(found: Comparison, first: Sequence[str]) -> list[str]:
    """The headers of `table_rows`; `first` are those of the first two columns."""
    return [*first, *(column.name for column in found.columns)]


def _words(cell: Cell, words: dict[str, str]) -> str:
    if not cell.tasks:
        return words["nothing"]
    copied = f", {cell.copied} copied" if cell.copied and words is STATES_EN else ""
    copied = copied or (f", {cell.copied} trùng văn bản khác" if cell.copied else "")
    return f"{words[cell.state]} ({len(cell.tasks)}{copied})"


def _cell(cell: Cell) -> ComparedCell:
    return ComparedCell(
        state=cell.state,
        tasks=len(cell.tasks),
        copied=cell.copied,
        own=cell.own,
        ids=list(cell.tasks[:MOST_IDS]),
        lead=list(cell.lead[:MOST_IDS]),
        coordinate=list(cell.coordinate[:MOST_IDS]),
    )


def _figures(graph: Graph, found: Comparison) -> Iterator[FigureGroup]:
    for row in found.figures:
        figures = [
            ComparedFigure(id=target, place=column.id, **_figure(graph, target))
            for column, targets in zip(found.columns, row.targets, strict=True)
            for target in targets
        ]
        yield FigureGroup(label=row.label, unit=row.unit, figures=figures)


def _figure(graph: Graph, node_id: str) -> dict[str, Any]:
    about = graph.node(node_id).attributes
    kept = {name: about.get(name, "") for name in ("unit", "comparator")}
    return kept | {"value": about["value"], "due": about.get("due"), "quotation": quotation(graph, node_id)}


def _copied(graph: Graph, node_id: str) -> CopiedTask:
    about = graph.node(node_id).attributes
    place = about.get("place")
    return CopiedTask(
        id=node_id,
        place=f"place:{place}" if place else "",
        path=about.get("path", ""),
        quotation=quotation(graph, node_id),
    )
