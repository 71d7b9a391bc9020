"""The neighbours of a node, for those who explore the graph: bounded, and with a count of what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from api import models, relations
from api.asking import Current, NodeName
from kg.predicates import KIND_NAMES

if TYPE_CHECKING:
    from kg.graph import Edge, Graph, Node

router = APIRouter(tags=["graph"])


Kind = Literal["document", "task", "unit", "place", "topic", "target"]


class AroundQuestion(BaseModel):
    """Which neighbours, and how many."""

    model_config = ConfigDict(extra="forbid")

    kind: list[Kind] = Field(default=[], max_length=6, description="Kinds of neighbours; default: all.")
    depth: int = Field(default=1, ge=1, le=3, description="How many edges away.")
    limit: int = Field(default=60, ge=1, le=2000, description="At most so many neighbours.")


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
    """A node and what is at most `depth` edges away; of every predicate its share, in the order of the graph."""
    from kg.querying.lookup import find_node

    graph = view.snapshot.graph
    node = find_node(graph, name)
    read = cache(graph.node)
    shown, edges, left_out = _walk(graph, read, node.id, asked)
    return Around(
        node=_neighbour(graph, node),
        nodes=[_neighbour(graph, read(other)) for other in shown],
        edges=[_link(edge, view.plan_by_source) for edge in edges],
        left_out=dict(sorted(left_out.items())),
        truncated=bool(left_out),
    )


def _walk(
    graph: Graph, read: Callable[[str], Node], root: str, asked: AroundQuestion
) -> tuple[list[str], list[Edge], Counter[str]]:
    """The neighbours ring by ring, the edges between them, and the kinds of those that had no room."""
    wanted = asked.kind or KIND_NAMES
    shown, missed = {root: 0}, dict[str, str]()
    met: dict[tuple[str, str, str], Edge] = {}
    ring = [root]
    for depth in range(asked.depth):
        following = []
        for node_id in ring:
            groups = [graph.out(node_id), graph.into(node_id)]
            met |= {(edge.source, edge.predicate, edge.target): edge for edges in groups for edge in edges}
            for other in dict.fromkeys(_other(edge, node_id) for edge in _shares(groups)):
                kind = read(other).kind
                if other in shown or kind not in wanted:
                    continue
                if len(shown) <= asked.limit:
                    shown[other] = depth + 1
                    following.append(other)
                else:
                    missed[other] = kind
        ring = following
    edges = [edge for edge in met.values() if edge.source in shown and edge.target in shown]
    return [other for other in shown if other != root], edges, Counter(missed.values())


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


def _neighbour(graph: Graph, node: Node) -> Neighbour:
    about = relations.reference(node).model_dump()
    return Neighbour(**about, degree=graph.degree(node.id), level=node.attributes.get("level"))


def _link(edge: Edge, plans: dict[str, str]) -> Link:
    return Link(
        source=edge.source,
        predicate=edge.predicate,
        target=edge.target,
        verb=relations.verbs(edge.predicate, True),
        evidence=relations.quotations(edge.evidence[:1], plans),
        quoted=len(edge.evidence),
    )
