"""Chains of documents, nodes with their relations, the text of plans, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query

from api import models, paging, relations
from api.asking import Current, Depth, NodeName
from api.live import View
from api.paging import Cursor, LongLimit

if TYPE_CHECKING:
    from kg.tracing.lineage import Step

router = APIRouter(tags=["graph"])


@router.get("/trace/{name:path}", operation_id="trace")
def trace(
    view: Current,
    name: NodeName,
    direction: Annotated[Literal["up", "down", "both"], Query()] = "both",
    depth: Depth = 4,
) -> models.Trace:
    """The chain of a document: what it rests on and what rests on it, each step with its quotations."""
    from kg.querying.lookup import find_node
    from kg.tracing.trace import trace as follow

    graph = view.snapshot.graph
    tree = follow(graph, find_node(graph, name, ("document", "task", "target")).id, direction, depth)
    return models.Trace(
        node=relations.traced(tree.root),
        tasks=tree.tasks,
        up=[_step(view, step, True) for step in tree.up or ()],
        down=[_step(view, step, False) for step in tree.down or ()],
    )


@router.get("/nodes/{name:path}", operation_id="node")
def node(view: Current, name: NodeName) -> models.NodeDetail:
    """One document, plan, task, unit, place, topic or target, with its relations read from both ends."""
    from kg.querying.lookup import find_node

    graph = view.snapshot.graph
    return relations.detail(graph, find_node(graph, name), view.plan_by_source)


@router.get("/text/{name:path}", operation_id="text")
def text(view: Current, name: NodeName) -> models.PlanText:
    """The text of a plan as it was read: what all offsets count in."""
    from kg.errors import NotFoundError
    from kg.querying.lookup import find_node

    found = find_node(view.snapshot.graph, name, ("document",))
    source = found.attributes.get("source")
    if source is None:
        raise NotFoundError(name, [])
    return models.PlanText(id=found.id, label=found.label, source=source, text=view.snapshot.text(source))


@router.get("/check", operation_id="check")
def check(view: Current, limit: LongLimit = 1000, cursor: Cursor = None) -> models.FindingList:
    """What deserves a second look, in the plans and in the graph."""
    at = paging.place(cursor, 0, view.snapshot.id, "check")
    shown, following = paging.page(view.findings, at, limit)
    return models.FindingList(total=len(view.findings), findings=list(shown), next=following)


def _step(view: View, step: Step, up: bool) -> models.Step:
    return models.Step(
        predicate=step.predicate,
        verb=relations.verbs(step.predicate, up),
        strength=step.strength,
        node=relations.traced(step.node),
        evidence=relations.quotations(step.evidence, view.plan_by_source),
        shown=step.shown,
        tasks=step.tasks,
        citing=step.citing,
        steps=[_step(view, inner, up) for inner in step.steps],
    )
