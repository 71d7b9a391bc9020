"""The chain of a document as a drawing in layers: where boxes and lines stand, and what they say.

It is the drawing of `plankg trace --format svg`, for pages that make links of its boxes and lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api import models, relations
from api.asking import Current, Depth, NodeName

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.pictures.drawing import Route
    from kg.tracing.lineage import TraceTree

MOST_BOXES = 150
"""Documents in one drawing: with more of them nobody can follow its lines."""
router = APIRouter(tags=["graph"])


class DrawnBand(BaseModel):
    """A layer from `top` to `bottom`; `index` counts from the Party (0) down to wards (3)."""

    index: int
    name: str
    top: int
    bottom: int


class DrawnWords(BaseModel):
    """A line of text in a box; `look` is name, issued, title or fate (what became of the document)."""

    text: str
    look: str


class DrawnBox(BaseModel):
    """A document with left and top of its box."""

    id: str
    held: bool
    band: int
    x: int
    y: int
    words: list[DrawnWords]
    title: str


class DrawnLine(BaseModel):
    """A relation: `path` is SVG path data from `source` to `target`, `evidence` its first quotation."""

    source: str
    predicate: str
    target: str
    verb: dict[str, str]
    path: str
    evidence: list[models.Evidence]


class DrawnSign(BaseModel):
    """What the line of a predicate means."""

    predicate: str
    words: dict[str, str]


class Drawn(BaseModel):
    """A drawing in pixels. Every box is `box_width` by `box_height`; lines come in the order of drawing."""

    root: str
    width: int
    height: int
    box_width: int
    box_height: int
    bands: list[DrawnBand]
    boxes: list[DrawnBox]
    lines: list[DrawnLine]
    legend: list[DrawnSign] = Field(description="Of the predicates that are drawn.")
    left_out: int = Field(description="Documents of the chain that had no room: mentions first, then the farthest.")
    truncated: bool


@router.get("/drawing/{name:path}", operation_id="drawing")
def drawing(view: Current, name: NodeName, depth: Depth = 4) -> Drawn:
    """The chain of a document up and down, as a drawing: Party above State above city above ward."""
    from kg.pictures.drawing import band_of, draw
    from kg.pictures.layers import BOX, HEIGHT
    from kg.querying.lookup import find_node
    from kg.tracing.lineage import trace

    graph = view.snapshot.graph
    tree = trace(graph, find_node(graph, name, ("document", "task", "target")).id, "both", depth)
    part, left_out = _bounded(graph, tree)
    drawn = draw(part)
    return Drawn(
        root=tree.root.id,
        width=drawn.width,
        height=drawn.height,
        box_width=BOX,
        box_height=HEIGHT,
        bands=[DrawnBand(index=b.index, name=b.name, top=b.top, bottom=b.bottom) for b in drawn.bands],
        boxes=[
            DrawnBox(
                id=box.node.id,
                held=bool(box.node.attributes.get("held")),
                band=band_of(box.node),
                x=box.x,
                y=box.y,
                words=[DrawnWords(text=one.text, look=one.look) for one in box.words],
                title=box.title,
            )
            for box in drawn.boxes
        ],
        lines=[_line(route, view.plan_by_source) for route in drawn.routes],
        legend=_legend({route.edge.predicate for route in drawn.routes}),
        left_out=left_out,
        truncated=left_out > 0,
    )


def _bounded(graph: Graph, tree: TraceTree) -> tuple[Graph, int]:
    """The chain as a graph of at most `MOST_BOXES` documents, and how many more it has."""
    from kg.graph import Graph
    from kg.tracing.lineage import as_graph

    whole = as_graph(graph, tree)
    kept = _nearest(tree)[:MOST_BOXES]
    if len(kept) == len(whole):
        return whole, 0
    ids = set(kept)
    edges = [edge for edge in whole.edges() if edge.source in ids and edge.target in ids]
    return Graph.of([graph.node(node_id) for node_id in kept], edges), len(whole) - len(kept)


def _nearest(tree: TraceTree) -> list[str]:
    """The documents of a chain, the nearest first; those that are only mentioned come last."""
    found, mentioned = {tree.root.id: None}, dict[str, None]()
    ring = [*(tree.up or ()), *(tree.down or ())]
    while ring:
        for step in ring:
            (mentioned if step.predicate == "mentions" else found)[step.node.id] = None
        ring = [inner for step in ring for inner in step.steps]
    return [*found, *(node for node in mentioned if node not in found)]


def _line(route: Route, plans: dict[str, str]) -> DrawnLine:
    edge = route.edge
    return DrawnLine(
        source=edge.source,
        predicate=edge.predicate,
        target=edge.target,
        verb=relations.verbs(edge.predicate, True),
        path=route.path,
        evidence=relations.quotations(edge.evidence[:1], plans),
    )


def _legend(drawn: set[str]) -> list[DrawnSign]:
    from kg.pictures.drawing import LEGEND, legend_words

    shown = {"promulgates" if name == "approves" else name for name in drawn}
    return [DrawnSign(predicate=name, words=legend_words(name)) for name in LEGEND if name in shown]
