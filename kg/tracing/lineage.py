"""Chains of documents, up to what a document carries out and down to what carries it out, each step with its evidence.

Up, a document that is carried out through others is expanded at the end of the longest chain of `implements`, so that
ward -> city -> Government -> Party reads in order; any other, and all down, at the end of the shortest. A document
is expanded once; where it comes up again it is shown and not followed. Mentions are shown next to the root only, and
only for documents that no stronger tie reaches.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from kg.assembly.draft import STRENGTHS
from kg.graph import Edge, Evidence, Graph, Node
from kg.predicates import LINEAGE
from kg.tracing.assignments import assigned
from kg.tracing.assignments import to_json as tasks_json

Direction = Literal["up", "down", "both"]
Shown = Literal["followed", "repeated", "cycle", "cut"]

MENTIONS = "mentions"


@dataclass(frozen=True, slots=True)
class Step:
    """A document reached over `edge`, the strongest, and `also`, the other edges, from the one above it in the tree.

    `shown` says whether it was followed, stands elsewhere in the tree ("repeated"), leads back to a document above it
    ("cycle"), or has more that lies beyond the depth asked for ("cut"). `tasks` counts the tasks of a held plan,
    `citing` those of them that cite the root (down only).
    """

    edge: Edge
    node: Node
    shown: Shown
    steps: tuple[Step, ...] = ()
    also: tuple[Edge, ...] = ()
    tasks: int = 0
    citing: int = 0

    @property
    def predicate(self) -> str:
        """The predicate of the edge."""
        return self.edge.predicate

    @property
    def strength(self) -> str | None:
        """Where the relation is stated: title, preamble, base or body."""
        strength: str | None = self.edge.attributes.get("strength")
        return strength

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The quotations that state the relation."""
        return self.edge.evidence


@dataclass(frozen=True, slots=True)
class TraceTree:
    """The lineage of `root`. `up` and `down` are None where that direction was not asked for."""

    root: Node
    up: tuple[Step, ...] | None
    down: tuple[Step, ...] | None
    tasks: int = 0


def trace(graph: Graph, node_id: str, direction: Direction = "both", max_depth: int = 6) -> TraceTree:
    """The lineage of a document, or of the plan that a task or target belongs to.

    Documents at most `max_depth` steps away are followed. Raises KeyError for an unknown node, ValueError for a node
    without lineage (unit, place, topic).
    """
    root = graph.node(node_id)
    if root.kind in ("task", "target"):
        root = graph.node(root.attributes["plan"])
    if root.kind != "document":
        raise ValueError(f"{node_id}: only documents, plans and tasks have a lineage; this is a {root.kind}")
    up = _up(graph, root.id, max_depth) if direction != "down" else None
    down = _down(graph, root.id, max_depth) if direction != "up" else None
    return TraceTree(root, up, down, len(graph.targets(root.id, "has_task")))


def lineage_edges(graph: Graph, node_id: str, up: bool) -> list[Edge]:
    """The edges of a document to other documents, mentions left out: strongest predicate and place first."""
    edges = graph.out(node_id) if up else graph.into(node_id)
    return sorted((e for e in edges if e.predicate in LINEAGE and e.predicate != MENTIONS), key=_rank)


def _rank(edge: Edge) -> tuple[int, int, str, str]:
    strength = edge.attributes.get("strength", STRENGTHS[-1])
    return LINEAGE.index(edge.predicate), STRENGTHS.index(strength), edge.target, edge.source


class _Walk:
    """The documents around a root in one direction, and the neighbour below which each is expanded (`parents`)."""

    def __init__(self, graph: Graph, root: str, up: bool, max_depth: int) -> None:
        self.graph, self.root, self.up = graph, root, up
        self.edges: dict[str, dict[str, list[Edge]]] = {}
        self.parents: dict[str, str] = {}
        self.cut: set[str] = set()
        distance, queue = {root: 0}, deque([root])
        while queue:
            node = queue.popleft()
            neighbours = self._neighbours(node)
            if distance[node] >= max_depth:
                self.cut |= {node} if neighbours else set()
                neighbours = {}
            self.edges[node] = neighbours
            for other in neighbours:
                if other not in distance:
                    distance[other], self.parents[other] = distance[node] + 1, node
                    queue.append(other)
        if up:
            self.parents |= _longest_parents(self)

    def _neighbours(self, node: str) -> dict[str, list[Edge]]:
        found: dict[str, list[Edge]] = {}
        for edge in lineage_edges(self.graph, node, self.up):
            found.setdefault(edge.target if self.up else edge.source, []).append(edge)
        return found

    def tree(self, leaf: Callable[[Edge, Shown], Step]) -> tuple[Step, ...]:
        """The steps from the root, then what is tied to it by a mention alone."""
        mentions = self.graph.out(self.root, MENTIONS) if self.up else self.graph.into(self.root, MENTIONS)
        alone = [e for e in mentions if (e.target if self.up else e.source) not in self.edges]
        return (*self._steps(self.root, (self.root,), leaf), *(leaf(edge, "followed") for edge in alone))

    def _steps(self, node: str, above: tuple[str, ...], leaf: Callable[[Edge, Shown], Step]) -> tuple[Step, ...]:
        found = []
        for other, edges in self.edges[node].items():
            if other in above:
                step = leaf(edges[0], "cycle")
            elif self.parents[other] != node:
                step = leaf(edges[0], "repeated")
            else:
                steps = self._steps(other, (*above, other), leaf)
                step = replace(leaf(edges[0], "cut" if other in self.cut else "followed"), steps=steps)
            found.append(replace(step, also=tuple(edges[1:])))
        return tuple(sorted(found, key=_order))


def _order(step: Step) -> tuple[int, bool, bool, int]:
    """The strongest tie first, then what is expanded here, then what is held."""
    predicate, strength, *_ = _rank(step.edge)
    return predicate, step.shown in ("repeated", "cycle"), not step.node.attributes.get("held"), strength


def _up(graph: Graph, root: str, max_depth: int) -> tuple[Step, ...]:
    return _Walk(graph, root, True, max_depth).tree(lambda edge, shown: Step(edge, graph.node(edge.target), shown))


def _down(graph: Graph, root: str, max_depth: int) -> tuple[Step, ...]:
    citing = {edge.source for edge in graph.into(root, "cites")}

    def leaf(edge: Edge, shown: Shown) -> Step:
        tasks = graph.targets(edge.source, "has_task")
        cited = len(citing.intersection(tasks))
        return Step(edge, graph.node(edge.source), shown, tasks=len(tasks), citing=cited)

    return _Walk(graph, root, False, max_depth).tree(leaf)


def _longest_parents(walk: _Walk) -> dict[str, str]:
    """For each document that the root carries out, its neighbour at the end of the longest chain of `implements`.

    Edges that close a circle are left out; documents are taken in an order in which each comes after all that lead to
    it (reverse postorder).
    """
    order, chains = _postorder(walk)
    depth = {walk.root: 0}
    parents: dict[str, str] = {}
    for node in reversed(order):
        for other in chains[node]:
            if depth[node] + 1 > depth.get(other, 0):
                depth[other], parents[other] = depth[node] + 1, node
    return parents


def _postorder(walk: _Walk) -> tuple[list[str], dict[str, list[str]]]:
    """The documents in postorder, and for each what it implements without those that lead back to it; no recursion."""
    implemented = {n: [o for o, e in near.items() if e[0].predicate == "implements"] for n, near in walk.edges.items()}
    order: list[str] = []
    chains: dict[str, list[str]] = {walk.root: []}
    path = [(walk.root, iter(implemented[walk.root]))]
    on_path = {walk.root}
    while path:
        node, others = path[-1]
        other = next(others, None)
        if other is None:
            path.pop()
            on_path.discard(node)
            order.append(node)
        elif other not in on_path:
            chains[node].append(other)
            if other not in chains:
                chains[other] = []
                on_path.add(other)
                path.append((other, iter(implemented[other])))
    return order, chains


def walk(tree: TraceTree) -> Iterator[Step]:
    """All steps of a tree, up before down, each before the steps behind it."""
    waiting = [*(tree.up or ()), *(tree.down or ())][::-1]
    while waiting:
        step = waiting.pop()
        yield step
        waiting += step.steps[::-1]


def as_graph(graph: Graph, tree: TraceTree) -> Graph:
    """The documents and relations of a tree as a graph of their own, to be drawn."""
    edges = {(e.source, e.predicate, e.target): e for step in walk(tree) for e in (step.edge, *step.also)}
    ids = {tree.root.id, *(step.node.id for step in walk(tree))}
    ids |= {end for source, _, target in edges for end in (source, target)}
    return Graph.of([graph.node(node_id) for node_id in ids], edges.values())


def missing(tree: TraceTree) -> list[Node]:
    """The documents of a tree that are only cited and lead on to others: the links of its chains that are not held."""
    found = {step.node.id: step.node for step in walk(tree) if step.steps and not step.node.attributes.get("held")}
    return list(found.values())


def to_json(tree: TraceTree, graph: Graph | None = None) -> dict[str, Any]:
    """JSON-ready: each step with id, label, predicate, strength, held, evidence and the steps behind it.

    `missing` names the links of the chains that are only cited. With `graph`, `plans` has the tasks of every held plan
    of the tree and their units.
    """
    data: dict[str, Any] = {**node_json(tree.root), "tasks": tree.tasks}
    if graph:
        nodes = [tree.root, *(step.node for step in walk(tree))]
        held = {node.id: None for node in nodes if node.attributes.get("held")}
        data["plans"] = [{"id": plan, "tasks": tasks_json(assigned(graph, plan, tree.root.id))} for plan in held]
    data["missing"] = [node_json(node) for node in missing(tree)]
    for name, steps in (("up", tree.up), ("down", tree.down)):
        if steps is not None:
            data[name] = [_step_json(step) for step in steps]
    return data


def node_json(node: Node) -> dict[str, Any]:
    """JSON-ready: what a chain tells of a document."""
    names: tuple[str, ...] = (
        "number",
        "type",
        "issuer",
        "date",
        "title",
        "level",
        "held",
        "state",
        "candidates",
        "source",
    )
    names += ("replaced_by", "amended_by")
    attributes = node.attributes
    return {"id": node.id, "label": node.label, **{n: attributes[n] for n in names if n in attributes}}


def _step_json(step: Step) -> dict[str, Any]:
    data = {
        "predicate": step.predicate,
        "strength": step.strength,
        "also": [edge.predicate for edge in step.also],
        **node_json(step.node),
        "shown": step.shown,
        "evidence": [{"source": e.source, "start": e.start, "end": e.end, "text": e.text} for e in step.evidence],
    }
    if step.tasks:
        data |= {"tasks": step.tasks, "citing_tasks": step.citing}
    return {**data, "steps": [_step_json(inner) for inner in step.steps]}
