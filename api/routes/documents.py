"""One document: its relations grouped and counted, its chain, what replaced it, and which wards carry it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from fastapi import APIRouter
from pydantic import BaseModel

from api import models, relations
from api.asking import Current, Depth, NodeName
from api.routes import graph as chains

if TYPE_CHECKING:
    from api.live import View
    from kg.graph import Edge, Graph, Node

MOST_SHOWN = 50  # relations of a group, plans, tasks of a plan
router = APIRouter(tags=["graph"])


class RelationGroup(BaseModel):
    """Relations of one kind, read in one direction: how many there are, and the first of them."""

    predicate: str
    direction: Literal["out", "into"]
    verb: dict[str, str]
    total: int
    relations: list[models.Relation]
    truncated: bool


class Standing(BaseModel):
    """What became of a document, as far as plans say so, with the words that say it."""

    replaced_by: list[models.Relation]
    amended_by: list[models.Relation]
    replaces: list[models.Relation]
    amends: list[models.Relation]


class CarryingPlan(BaseModel):
    """A plan that carries the document out or rests on it, directly or through others, or has tasks that cite it.

    `ties` are the predicates of a direct relation. Of its `tasks` tasks `citing` name the document; `ids` are the first
    of those.
    """

    plan: models.NodeRef
    ties: list[str]
    tasks: int
    citing: int
    ids: list[str]


class CarryingPlace(BaseModel):
    """A place with its plans that carry the document out."""

    place: models.NodeRef | None
    plans: list[CarryingPlan]


class Document(BaseModel):
    """Everything that the page of a document shows. `places_without` are places with plans none of which carries it."""

    node: models.TracedNode
    standing: Standing
    groups: list[RelationGroup]
    places: list[CarryingPlace]
    places_without: list[models.NodeRef]
    chain: models.Trace
    truncated: bool


@router.get("/documents/{name:path}", operation_id="document")
def document(view: Current, name: NodeName, depth: Depth = 4) -> Document:
    """One document, held or only cited: relations in both directions, its chain, the wards that carry it out."""
    from kg.querying.lookup import find_node

    graph = view.snapshot.graph
    node = find_node(graph, name, ("document",))
    groups = list(_groups(view, node))
    places = _places(graph, node)
    carrying = {one.place.id for one in places if one.place}
    return Document(
        node=relations.traced(node),
        standing=_standing(view, node),
        groups=groups,
        places=places,
        places_without=[
            relations.reference(place)
            for place in graph.nodes("place")
            if place.id not in carrying and graph.into(place.id, "issued_in")
        ],
        chain=chains.trace(view, node.id, "both", depth),
        truncated=any(group.truncated for group in groups),
    )


def _groups(view: View, node: Node) -> Iterator[RelationGroup]:
    graph = view.snapshot.graph
    for direction, edges in (("out", graph.out(node.id)), ("into", graph.into(node.id))):
        piles: dict[str, list[Edge]] = {}
        for edge in edges:
            piles.setdefault(edge.predicate, []).append(edge)
        for predicate, own in piles.items():
            forward = direction == "out"
            yield RelationGroup(
                predicate=predicate,
                direction="out" if forward else "into",
                verb=relations.verbs(predicate, forward),
                total=len(own),
                relations=list(_read(view, own[:MOST_SHOWN], forward)),
                truncated=len(own) > MOST_SHOWN,
            )


def _standing(view: View, node: Node) -> Standing:
    graph = view.snapshot.graph
    return Standing(
        replaced_by=list(_read(view, graph.into(node.id, "replaces"), False)),
        amended_by=list(_read(view, graph.into(node.id, "amends"), False)),
        replaces=list(_read(view, graph.out(node.id, "replaces"), True)),
        amends=list(_read(view, graph.out(node.id, "amends"), True)),
    )


def _read(view: View, edges: Iterable[Edge], forward: bool) -> Iterator[models.Relation]:
    graph = view.snapshot.graph
    for edge in edges:
        other = graph.node(edge.target if forward else edge.source)
        yield relations.relation(edge, other, forward, view.plan_by_source)


def _places(graph: Graph, node: Node) -> list[CarryingPlace]:
    """The plans that carry the document out or cite it, by place; those without a place come last."""
    from kg.comparing.comparison import carriers

    citing: dict[str, list[str]] = {}
    for edge in graph.into(node.id, "cites"):
        citing.setdefault(graph.node(edge.source).attributes["plan"], []).append(edge.source)
    found: dict[str, list[CarryingPlan]] = {}
    for plan in sorted((carriers(graph, node.id) | set(citing)) - {node.id}):
        issued = graph.targets(plan, "issued_in")
        found.setdefault(issued[0] if issued else "", []).append(_carrying(graph, node.id, plan, citing.get(plan, [])))
    return [
        CarryingPlace(place=relations.reference(graph.node(place)) if place else None, plans=plans)
        for place, plans in sorted(found.items(), key=lambda item: (not item[0], item[0]))
    ]


def _carrying(graph: Graph, document: str, plan: str, citing: list[str]) -> CarryingPlan:
    return CarryingPlan(
        plan=relations.reference(graph.node(plan)),
        ties=[edge.predicate for edge in graph.out(plan) if edge.target == document],
        tasks=len(graph.targets(plan, "has_task")),
        citing=len(citing),
        ids=sorted(citing)[:MOST_SHOWN],
    )
