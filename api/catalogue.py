"""Lists of what a snapshot holds, counted from its graph and its facets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from api.models import DocumentSummary, Finding, PlanSummary, UnitSummary, WardSummary
from kg.assembly.fates import fate
from kg.predicates import LINEAGE, ROLES

if TYPE_CHECKING:
    from api.live import View
    from kg.checking.findings import Finding as Found
    from kg.graph import Node


def documents(view: View) -> list[DocumentSummary]:
    """All documents, the most cited first, then by id."""
    graph = view.snapshot.graph
    cited = Counter(edge.target for predicate in LINEAGE for edge in graph.edges(predicate))
    found = [_document(node, cited[node.id]) for node in graph.nodes("document")]
    return sorted(found, key=lambda one: (-one.cited_by, one.id))


def plans(view: View, first: int, last: int) -> list[PlanSummary]:
    """The plans from `first` up to `last`, in order of their sources."""
    graph = view.snapshot.graph
    return [
        PlanSummary(
            id=plan_id,
            label=node.label,
            tasks=_tasks_of(view, plan_id),
            **{name: node.attributes.get(name) for name in ("source", "title", "number", "issuer", "date", "place")},
        )
        for plan_id in view.snapshot.plan_ids[first:last]
        for node in [graph.node(plan_id)]
    ]


def units(view: View) -> list[UnitSummary]:
    """Kinds of units over all wards, those with most tasks first."""
    facets = view.engine.index.facets
    ward_of = _ward_of_rows(view)
    names = values(view, "ward")
    rows = {role: {name: facets.get(f"{role}:{name}") for name in values(view, role)} for role in ROLES}
    found = []
    for name in {name for role in ROLES for name in rows[role]}:
        own = [rows[role].get(name, ()) for role in ROLES]
        wards = np.unique(ward_of[np.concatenate([np.asarray(part, dtype=np.int64) for part in own])])
        counts = dict(zip(ROLES, map(len, own), strict=True))
        found.append(UnitSummary(id=f"unit:{name}", name=name, level=_level(view, f"unit:{name}"), **counts,
                                 wards=[names[i] for i in wards if i >= 0]))  # fmt: skip
    return sorted(found, key=lambda one: (-(one.lead + one.coordinate + one.report_to), one.name))


def wards(view: View) -> list[WardSummary]:
    """All places that issued plans, by name."""
    graph = view.snapshot.graph
    found = []
    for place in graph.nodes("place"):
        issued = [edge.source for edge in graph.into(place.id, "issued_in")]
        if issued:
            tasks = sum(_tasks_of(view, plan_id) for plan_id in issued)
            found.append(WardSummary(id=place.id, name=place.label, plans=len(issued), tasks=tasks))
    return sorted(found, key=lambda one: (one.name, one.id))


def findings(view: View) -> list[Finding]:
    """What deserves a second look, with the plan to open."""
    from kg.checking.check import check

    found = check(view.snapshot.graph, view.snapshot.plans())
    return [_finding(view, one) for one in found]


def findings_of(view: View, plan_id: str) -> list[Finding]:
    """What deserves a second look in one plan, without a check of the others."""
    from kg.checking.check import check_plan

    found = check_plan(view.snapshot.graph, plan_id, view.snapshot.plan(plan_id))
    return [_finding(view, one) for one in found]


def _finding(view: View, found: Found) -> Finding:
    plan = view.plan_by_source.get(found.source)
    return Finding(**asdict(found), plan=plan, plan_label=view.snapshot.graph.node(plan).label if plan else "")


def values(view: View, facet: str) -> list[str]:
    """The values of a facet ("ward", "lead", "topic"), sorted."""
    return sorted(value for _, value in _facets(view, facet))


def _facets(view: View, facet: str) -> Iterator[tuple[int, str]]:
    from search.arrays import with_prefix

    for place, key in with_prefix(view.engine.index.facets.keys, f"{facet}:"):
        yield place, key.partition(":")[2]


def _ward_of_rows(view: View) -> Any:
    """For each row of the index the number of its ward in `values(view, "ward")`, or -1."""
    ward_of = np.full(len(view.engine.index), -1, dtype=np.int64)
    for number, name in enumerate(values(view, "ward")):
        ward_of[view.engine.index.facets.get(f"ward:{name}")] = number
    return ward_of


def _tasks_of(view: View, plan_id: str) -> int:
    facets = view.engine.index.facets
    return len(np.intersect1d(facets.get(f"plan:{plan_id}"), facets.get("kind:task")))


def _level(view: View, node_id: str) -> str | None:
    graph = view.snapshot.graph
    return graph.node(node_id).attributes.get("level") if node_id in graph else None


def _document(node: Node, cited_by: int) -> DocumentSummary:
    kept = {name: node.attributes.get(name) for name in ("title", "issuer", "date", "level")}
    held = bool(node.attributes.get("held"))
    return DocumentSummary(id=node.id, label=node.label, held=held, cited_by=cited_by, fate=fate(node), **kept)
