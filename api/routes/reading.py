"""One plan as it was read: its outline, and what was recognised where, to be marked in the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from api.asking import Current, NodeName
from api.catalogue import findings_of
from api.models import Finding

if TYPE_CHECKING:
    from api.live import View
    from ingest.plan import Plan
    from kg.graph import Graph, Node

router = APIRouter(tags=["graph"])


class Heading(BaseModel):
    """A heading or numbered item; `start` to `end` in code points of the text, `level` 1 for the outermost."""

    label: str
    title: str
    level: int
    start: int
    end: int


class Mark(BaseModel):
    """Characters `start` to `end` of the text and what was recognised there.

    `target` is the node to open: the document of a citation, the task, the target figure; for a unit its name over all
    wards, for a deadline its task.
    """

    kind: Literal["citation", "unit", "deadline", "task", "target"]
    start: int
    end: int
    target: str | None
    label: str = Field(description="What the target is called.")


class Unread(BaseModel):
    """A part that was not understood, with its place where there is one."""

    kind: str
    message: str
    start: int | None
    end: int | None


class Reading(BaseModel):
    """Everything that the page of a plan shows beside its text."""

    id: str
    label: str
    title: str
    source: str
    format: str
    pages: int | None
    original: bool = Field(description="Whether the file itself is kept, to be downloaded.")
    place: str | None
    ward: str | None
    tasks: int
    outline: list[Heading]
    marks: list[Mark]
    findings: list[Finding]
    unread: list[Unread]


@router.get("/plans/{name:path}", operation_id="plan")
def plan(view: Current, name: NodeName) -> Reading:
    """One plan: outline, citations, units, deadlines, tasks and targets at their places, defects, unread parts."""
    node = held(view, name)
    read = view.snapshot.plan(node.id)
    marks = sorted(_marks(view.snapshot.graph, node, read), key=lambda mark: (mark.start, -mark.end, mark.kind))
    return Reading(
        id=node.id,
        label=node.label,
        title=read.meta.title,
        source=read.source,
        format=read.format,
        pages=read.pages,
        original=view.snapshot.has_original(read.source),
        place=node.attributes.get("place"),
        ward=read.meta.ward,
        tasks=len(read.tasks),
        outline=[Heading(label=h.label, title=h.title, level=h.level, start=h.start, end=h.end) for h in read.outline],
        marks=marks,
        findings=findings_of(view, node.id),
        unread=[Unread(kind=w.kind, message=w.message, start=w.start, end=w.end) for w in read.warnings],
    )


@router.get(
    "/plain/{name:path}",
    operation_id="plain",
    response_class=Response,
    responses={200: {"description": "The text.", "content": {"text/plain": {}}}},
)
def plain(view: Current, name: NodeName, response: Response) -> Response:
    """The text of a plan as it was read, as a file to keep."""
    source = held(view, name).attributes["source"]
    kept = {key: response.headers[key] for key in ("etag", "cache-control")}
    saved = quote(f"{source.rpartition('/')[2]}.txt".replace(".txt.txt", ".txt"), safe="")
    headers = {**kept, "content-disposition": f"attachment; filename*=UTF-8''{saved}"}
    return Response(view.snapshot.text(source), media_type="text/plain; charset=utf-8", headers=headers)


def held(view: View, name: str) -> Node:
    """The plan of that name. Raises NotFoundError, for documents that are only cited too."""
    from kg.errors import NotFoundError
    from kg.querying.lookup import find_node

    node = find_node(view.snapshot.graph, name, ("document",))
    if not node.attributes.get("held"):
        raise NotFoundError(name, [])
    return node


def _marks(graph: Graph, node: Node, plan: Plan) -> Iterator[Mark]:
    tasks = {graph.node(e.target).attributes["task"]: e.target for e in graph.out(node.id, "has_task")}
    for citation in plan.citations:
        document = f"doc:{citation.canonical}"
        known = document if document in graph else citation.canonical
        yield Mark(kind="citation", start=citation.start, end=citation.end, target=known, label=citation.canonical)
    for unit in plan.units:
        for span in unit.mentions:
            yield Mark(kind="unit", start=span.start, end=span.end, target=unit.canonical, label=unit.canonical)
    for task in plan.tasks:
        where, target = task.path or task.id, tasks.get(task.id)
        for start, end in ((task.start, task.end), *((piece.start, piece.end) for piece in task.continuation)):
            yield Mark(kind="task", start=start, end=end, target=target, label=where)
        if task.deadline_span:
            span = task.deadline_span
            yield Mark(kind="deadline", start=span.start, end=span.end, target=target, label=where)
    for edge in graph.out(node.id, "has_target"):
        about = graph.node(edge.target).attributes
        metric = about.get("metric", "")
        yield Mark(kind="target", start=about["start"], end=about["end"], target=edge.target, label=metric)
