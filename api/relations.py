"""The relations of a node, read from both ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from api.models import Evidence, NodeDetail, NodeRef, Relation, TracedNode
from kg.predicates import predicate

if TYPE_CHECKING:
    from kg.graph import Edge, Graph, Node
    from kg.graph import Evidence as Quotation


def detail(graph: Graph, node: Node, plans: Mapping[str, str]) -> NodeDetail:
    """The node with its relations; `plans` maps sources to the plans that were read from them."""
    return NodeDetail(
        node=reference(node),
        attributes=node.attributes,
        out=[relation(edge, graph.node(edge.target), True, plans) for edge in graph.out(node.id)],
        into=[relation(edge, graph.node(edge.source), False, plans) for edge in graph.into(node.id)],
    )


def reference(node: Node) -> NodeRef:
    """The node by id, kind and name."""
    return NodeRef(id=node.id, kind=node.kind, label=node.label, held=_held(node))


def traced(node: Node) -> TracedNode:
    """The node with its attributes, as it stands in a chain."""
    return TracedNode(id=node.id, kind=node.kind, label=node.label, held=_held(node), attributes=node.attributes)


def verbs(name: str, forward: bool) -> dict[str, str]:
    """The predicate as a verb in Vietnamese and English, from its source or from its target."""
    words = predicate(name)
    return {"vi": words.vi, "en": words.en} if forward else {"vi": words.vi_reverse, "en": words.en_reverse}


def quotations(evidence: tuple[Quotation, ...], plans: Mapping[str, str]) -> list[Evidence]:
    """The places that say so, each with the plan that it was read in."""
    return [
        Evidence(source=one.source, start=one.start, end=one.end, text=one.text, plan=plans.get(one.source))
        for one in evidence
    ]


def _held(node: Node) -> bool | None:
    return bool(node.attributes.get("held")) if node.kind == "document" else None


def relation(edge: Edge, other: Node, forward: bool, plans: Mapping[str, str]) -> Relation:
    """The edge as it reads from one end towards `other`."""
    return Relation(
        predicate=edge.predicate,
        verb=verbs(edge.predicate, forward),
        node=reference(other),
        evidence=quotations(edge.evidence, plans),
        attributes=edge.attributes,
    )
