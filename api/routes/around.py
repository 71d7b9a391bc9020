"""The neighbours of a node, for those who explore the graph: bounded, and with a count of what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from api import models, relations
from api.asking import Current, NodeName
from kg.predicates import KIND_NAMES

if TYPE_CHECKING:
    from kg.graph import Edge, Graph

router = APIRouter(tags=["graph"])


class AroundQuestion(BaseModel):
    """Which neighbours, and how many."""

    model_config = ConfigDict(extra="forbid")

    kind: list[str] = Field(default=[], max_length=6, description=f"Kinds of neighbours: {', '.join(KIND_NAMES)}.")
    limit: int = Field(default=60, ge=1, le=500)


class Neighbour(models.NodeRef):
    """A neighbour; `degree` is the number of its own edges, `level` that of a document or unit."""

    degree: int
    level: str | None


class Link(BaseModel):
    """An edge; `evidence` holds its first quotation, `quoted` says how many there are."""

    source: str
    predicate: str
    target: str
    verb: dict[str, str]
    evidence: list[models.Evidence]
    quoted: int


class Around(BaseModel):
    """A node with its neighbours. `left_out` counts, by kind, the neighbours that did not fit into the limit."""

    node: Neighbour
    nodes: list[Neighbour]
    edges: list[Link]
    left_out: dict[str, int]
    truncated: bool


@router.get("/around/{name:path}", operation_id="around")
def around(view: Current, name: NodeName, asked: Annotated[AroundQuestion, Query()]) -> Around:
    """A node and what is one edge away; of every predicate its share, in the order of the graph."""
    from kg.lookup import find_node

    graph = view.snapshot.graph
    node = find_node(graph, name)
    wanted = asked.kind or KIND_NAMES
    groups = [
        [e for e in edges if graph.node(_other(e, node.id)).kind in wanted]
        for edges in (graph.out(node.id), graph.into(node.id))
    ]
    ends = list(dict.fromkeys(_other(edge, node.id) for edge in _shares(groups)))
    shown = set(ends[: asked.limit])
    left_out = Counter(graph.node(other).kind for other in ends[asked.limit :])
    return Around(
        node=_neighbour(graph, node.id),
        nodes=[_neighbour(graph, other) for other in ends[: asked.limit]],
        edges=[
            _link(edge, view.plan_by_source) for edges in groups for edge in edges if _other(edge, node.id) in shown
        ],
        left_out=dict(sorted(left_out.items())),
        truncated=bool(left_out),
    )


def _other(edge: Edge, node_id: str) -> str:
    return edge.target if edge.source == node_id else edge.source


def _shares(groups: Sequence[Sequence[Edge]]) -> Iterator[Edge]:
    """The edges so that the first ones are of as many predicates and directions as there are."""
    piles: dict[tuple[int, str], list[Edge]] = {}
    for direction, edges in enumerate(groups):
        for edge in edges:
            piles.setdefault((direction, edge.predicate), []).append(edge)
    for layer in zip_longest(*piles.values()):
        yield from (edge for edge in layer if edge is not None)


def _neighbour(graph: Graph, node_id: str) -> Neighbour:
    node = graph.node(node_id)
    degree = len(graph.out(node_id)) + len(graph.into(node_id))
    about = relations.reference(node).model_dump()
    return Neighbour(**about, degree=degree, level=node.attributes.get("level"))


def _link(edge: Edge, plans: dict[str, str]) -> Link:
    return Link(
        source=edge.source,
        predicate=edge.predicate,
        target=edge.target,
        verb=relations.verbs(edge.predicate, True),
        evidence=relations.quotations(edge.evidence[:1], plans),
        quoted=len(edge.evidence),
    )
