"""One ward, commune or city: its plans, figures, gaps; and one task by its id."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from pydantic import BaseModel

from api import models, relations
from api.asking import Current, NodeName

if TYPE_CHECKING:
    from api.live import View
    from kg.graph import Graph
    from search.records import Result

router = APIRouter(tags=["graph"])


class Figure(BaseModel):
    """A target: what is measured, the figure, by when, and the place that it was read from."""

    id: str
    plan: str
    source: str
    start: int
    end: int
    text: str
    metric: str
    comparator: str
    value: float
    unit: str
    due: str | None


class UnitShare(BaseModel):
    """A unit of the place with the number of its tasks in each role."""

    name: str
    lead: int = 0
    coordinate: int = 0
    report_to: int = 0


class Gaps(BaseModel):
    """What is missing: tasks without a lead or deadline, and topics that other places have tasks on."""

    no_lead: int
    no_deadline: int
    topics: list[str]


class Place(BaseModel):
    """Everything that the page of a ward shows beside its list of tasks."""

    node: models.NodeRef
    attributes: dict[str, Any]
    plans: list[models.PlanSummary]
    tasks: int
    units: list[UnitShare]
    topics: dict[str, int]
    figures: list[Figure]
    findings: list[models.Finding]
    gaps: Gaps


@router.get("/wards/{name:path}", operation_id="ward")
def ward(view: Current, name: NodeName) -> Place:
    """One place: its plans, the units and topics of their tasks, targets, what is missing."""
    from api import catalogue
    from kg.querying.lookup import find_node

    graph = view.snapshot.graph
    node = find_node(graph, name, ("place",))
    issued = {edge.source for edge in graph.into(node.id, "issued_in")}
    plans = [one for one in catalogue.plans(view, 0, len(view.snapshot.plan_ids)) if one.id in issued]
    tasks = _tasks(view, [one.id for one in plans])
    topics = Counter(topic for task in tasks for topic in task.topics)
    return Place(
        node=relations.reference(node),
        attributes=node.attributes,
        plans=plans,
        tasks=len(tasks),
        units=_shares(tasks),
        topics=dict(sorted(topics.items(), key=lambda pair: (-pair[1], pair[0]))),
        figures=[one for plan in plans for one in _figures(graph, plan.id)],
        findings=[one for one in view.findings if one.plan in issued],
        gaps=Gaps(
            no_lead=sum(not task.lead for task in tasks),
            no_deadline=sum(task.deadline is None for task in tasks),
            topics=[topic for topic in catalogue.values(view, "topic") if topic not in topics],
        ),
    )


@router.get("/tasks/{name:path}", operation_id="task")
def task(view: Current, name: NodeName) -> models.Result:
    """One task by its id."""
    from kg.errors import NotFoundError
    from kg.querying.lookup import find_node

    node = find_node(view.snapshot.graph, name, ("task",))
    for one in _tasks(view, [node.attributes["plan"]]):
        if one.id == node.id:
            return models.Result.model_validate(one.to_json())
    raise NotFoundError(name, [])


def _tasks(view: View, plans: list[str]) -> list[Result]:
    from search.query import Filters

    return list(view.engine.tasks(Filters(plan=tuple(plans)))) if plans else []


def _shares(tasks: list[Result]) -> list[UnitShare]:
    found: dict[str, UnitShare] = {}
    for one in tasks:
        for role in ("lead", "coordinate", "report_to"):
            for name in getattr(one, role):
                share = found.setdefault(name, UnitShare(name=name))
                setattr(share, role, getattr(share, role) + 1)
    return sorted(found.values(), key=lambda share: (-share.lead, -share.coordinate, -share.report_to, share.name))


def _figures(graph: Graph, plan: str) -> list[Figure]:
    nodes = [graph.node(edge.target) for edge in graph.out(plan, "has_target")]
    found = [Figure.model_validate({"due": None, **node.attributes, "id": node.id, "plan": plan}) for node in nodes]
    return sorted(found, key=lambda figure: figure.start)
