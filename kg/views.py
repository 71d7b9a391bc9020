"""Parts of the graph: a view by kinds and predicates, a selection by ward, document, unit or neighbourhood."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.errors import ExportError
from kg.graph import Edge, Graph, Node
from kg.predicates import KIND_NAMES, LINEAGE, PREDICATE_NAMES, ROLES


@dataclass(frozen=True, slots=True)
class Selection:
    """What to keep; each is a node id and None keeps everything. Several are all applied.

    `ward`: the plans issued in a place, what they ask and what they cite. `document`: a document, its lineage next to
    it, its tasks and who does them. `unit`: a unit and its members, their tasks and the plans of these. `around`: what
    is at most `depth` edges away, whichever way they point. `below`: a document and all that carries it out or rests on
    it, directly or through others, with their tasks and who does them.
    """

    ward: str | None = None
    document: str | None = None
    unit: str | None = None
    around: str | None = None
    depth: int = 1
    below: str | None = None


VIEWS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "full": (frozenset(KIND_NAMES), frozenset(PREDICATE_NAMES)),
    "lineage": (frozenset({"document"}), frozenset(LINEAGE)),
    "assignments": (frozenset({"task", "unit"}), frozenset({*ROLES, "instance_of", "has_member"})),
}
"""View -> (kinds of nodes, predicates)."""


def select(graph: Graph, view: str = "full", selection: Selection | None = None) -> Graph:
    """The part of `graph` in `view` and `selection`, as a graph of its own.

    Raises ExportError for an unknown view, KeyError for a node that is not in the graph.
    """
    if view not in VIEWS:
        raise ExportError(f"no view {view!r}; there are: {', '.join(VIEWS)}")
    kept = _selected(graph, selection or Selection())
    if view == "full" and kept is None:
        return graph
    kinds, predicates = VIEWS[view]
    nodes = [n for n in graph.nodes() if n.kind in kinds and (kept is None or n.id in kept)]
    ids = {node.id for node in nodes}
    edges = [e for e in graph.edges() if e.predicate in predicates and e.source in ids and e.target in ids]
    return Graph.of(nodes, edges)


def _selected(graph: Graph, selection: Selection) -> set[str] | None:
    around: Callable[[Graph, str], set[str]] = lambda g, n: _around(g, n, selection.depth)  # noqa: E731
    ways = (
        (selection.ward, _of_ward),
        (selection.document, _of_document),
        (selection.unit, _of_unit),
        (selection.around, around),
        (selection.below, _below),
    )
    sets = [find(graph, graph.node(node_id).id) for node_id, find in ways if node_id]
    return set.intersection(*sets) if sets else None


def _of_ward(graph: Graph, place: str) -> set[str]:
    places = waiting = {place}
    while waiting:
        waiting = {inner for one in waiting for inner in _sources(graph.into(one, "part_of"))} - places
        places = places | waiting
    plans = {e.source for p in places for e in graph.into(p, "issued_in")}
    return {place}.union(*(_of_document(graph, plan, cited_only=True) for plan in plans))


def _of_document(graph: Graph, document: str, cited_only: bool = False) -> set[str]:
    near = {e.target for e in graph.out(document)}
    near |= set() if cited_only else set(_sources(graph.into(document)))
    tasks = {e.target for e in graph.out(document, "has_task")}
    return {document, *near}.union(*({e.target for e in graph.out(task)} for task in tasks))


def _below(graph: Graph, document: str) -> set[str]:
    documents = waiting = {document}
    while waiting:
        into = (edge for one in waiting for edge in graph.into(one))
        waiting = {e.source for e in into if e.predicate in LINEAGE and e.predicate != "mentions"} - documents
        documents = documents | waiting
    tasks = {task for one in documents for task in graph.targets(one, "has_task")}
    units = {e.target for task in tasks for e in graph.out(task) if e.predicate in ROLES}
    kinds = {kind for unit in units for kind in graph.targets(unit, "instance_of")}
    return documents | tasks | units | kinds


def _of_unit(graph: Graph, unit: str) -> set[str]:
    units = {unit, *_sources(graph.into(unit, "instance_of"))}
    tasks = {e.source for u in units for role in ROLES for e in graph.into(u, role)}
    plans = {plan for task in tasks for plan in _sources(graph.into(task, "has_task"))}
    return units | tasks | plans


def _around(graph: Graph, node: str, depth: int) -> set[str]:
    found = edge_of_found = {node}
    for _ in range(depth):
        out = {e.target for n in edge_of_found for e in graph.out(n)}
        into = {e.source for n in edge_of_found for e in graph.into(n)}
        edge_of_found = (out | into) - found
        found = found | edge_of_found
    return found


def _sources(edges: Iterable[Edge]) -> list[str]:
    return [edge.source for edge in edges]


_PLACE_PARTS = ("name", "district", "province")
_REFERENCES = ("replaced_by", "amended_by", "plan_replaced_by")


def flat(node: Node) -> dict[str, str | int | float | bool]:
    """A node's attributes as single values: lists joined with "; ", records left out (JSON and RDF have them)."""
    values: dict[str, str | int | float | bool] = {}
    for name, value in sorted(node.attributes.items()):
        if isinstance(value, str | bool | int | float):
            values[name] = float(value) if name == "value" else value
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            values[name] = "; ".join(value)
        elif name in _REFERENCES:
            values[name] = "; ".join(record["label"] for record in value)
        elif name == "predecessors":
            values[name] = "; ".join(", ".join(filter(None, map(old.get, _PLACE_PARTS))) for old in value)
        elif name == "deadline" and isinstance(value, dict):
            parts = {k: "; ".join(v) if isinstance(v, list) else v for k, v in sorted(value.items())}
            values |= {f"deadline_{k}": v for k, v in parts.items() if v}
    return values
