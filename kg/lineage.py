"""Chains of documents, up to what a document carries out and down to what carries it out, each step with its evidence.

Up, a document is expanded at the end of the longest chain that leads to it, so that ward -> city -> Government -> Party
reads in order; down, at the end of the shortest, so that what carries it out directly stands first. A document is
expanded once; where it comes up again it is shown and not followed. Mentions are shown next to the root only, and only
for documents that no stronger tie reaches.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from kg.draft import STRENGTHS
from kg.graph import Edge, Evidence, Graph, Node
from kg.predicates import LINEAGE

Direction = Literal["up", "down", "both"]
Shown = Literal["followed", "repeated", "cycle", "cut"]

MENTIONS = "mentions"


@dataclass(frozen=True, slots=True)
class Step:
    """A document reached over `edge` from the one above it in the tree.

    `shown` says whether it was followed, stands elsewhere in the tree ("repeated"), leads back to a document above it
    ("cycle"), or has more that lies beyond the depth asked for ("cut"). `tasks` counts the tasks of a held plan,
    `citing` those of them that cite the root (down only).
    """

    edge: Edge
    node: Node
    shown: Shown
    steps: tuple[Step, ...] = ()
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
    return TraceTree(root, up, down, len(graph.out(root.id, "has_task")))


def lineage_edges(graph: Graph, node_id: str, up: bool) -> list[Edge]:
    """The edges of a document to other documents, mentions left out: strongest predicate and place first."""
    edges = graph.out(node_id) if up else graph.into(node_id)
    return sorted((e for e in edges if e.predicate in LINEAGE and e.predicate != MENTIONS), key=_rank)


def _rank(edge: Edge) -> tuple[int, int, str, str]:
    strength = edge.attributes.get("strength", STRENGTHS[-1])
    return LINEAGE.index(edge.predicate), STRENGTHS.index(strength), edge.target, edge.source


class _Walk:
    """The documents around a root in one direction, and below which neighbour each is expanded."""

    def __init__(self, graph: Graph, root: str, up: bool, max_depth: int) -> None:
        self.graph, self.root, self.up = graph, root, up
        self.distance = {root: 0}
        self.edges: dict[str, list[Edge]] = {}
        self.cut: set[str] = set()
        queue = deque([root])
        while queue:
            node = queue.popleft()
            edges = lineage_edges(graph, node, up)
            if self.distance[node] >= max_depth:
                self.cut |= {node} if edges else set()
                edges = []
            self.edges[node] = edges
            for edge in edges:
                if self.other(edge) not in self.distance:
                    self.distance[self.other(edge)] = self.distance[node] + 1
                    queue.append(self.other(edge))

    def other(self, edge: Edge) -> str:
        return edge.target if self.up else edge.source

    def steps(
        self, node: str, parents: dict[str, str], above: tuple[str, ...], done: set[str], leaf: Callable[[Edge], Step]
    ) -> tuple[Step, ...]:
        """The tree below `node`: a neighbour is followed below its parent in `parents`, once."""
        found = []
        for edge in self.edges[node]:
            other, step = self.other(edge), leaf(edge)
            shown: Shown = "cycle" if other in above else "repeated"
            steps: tuple[Step, ...] = ()
            if shown != "cycle" and parents.get(other) == node and other not in done:
                done.add(other)
                shown = "cut" if other in self.cut else "followed"
                steps = self.steps(other, parents, (*above, other), done, leaf)
            found.append(Step(edge, step.node, shown, steps, step.tasks, step.citing))
        return tuple(sorted(found, key=lambda s: s.shown not in ("followed", "cut")))


def _up(graph: Graph, root: str, max_depth: int) -> tuple[Step, ...]:
    walk = _Walk(graph, root, True, max_depth)

    def leaf(edge: Edge) -> Step:
        return Step(edge, graph.node(edge.target), "followed")

    steps = walk.steps(root, _deepest_parents(walk), (root,), {root}, leaf)
    mentioned = [e for e in graph.out(root, MENTIONS) if e.target not in walk.distance]
    return (*steps, *(leaf(edge) for edge in mentioned))


def _down(graph: Graph, root: str, max_depth: int) -> tuple[Step, ...]:
    walk = _Walk(graph, root, False, max_depth)
    citing = {edge.source for edge in graph.into(root, "cites")}

    def leaf(edge: Edge) -> Step:
        tasks = [task.target for task in graph.out(edge.source, "has_task")]
        return Step(edge, graph.node(edge.source), "followed", (), len(tasks), len(citing.intersection(tasks)))

    parents: dict[str, str] = {}
    for node in sorted(walk.edges, key=lambda n: walk.distance[n]):
        for edge in walk.edges[node]:
            parents.setdefault(edge.source, node)
    steps = walk.steps(root, parents, (root,), {root}, leaf)
    mentioned = [e for e in graph.into(root, MENTIONS) if e.source not in walk.distance]
    return (*steps, *(leaf(edge) for edge in mentioned))


def _deepest_parents(walk: _Walk) -> dict[str, str]:
    """For each document the neighbour at the end of the longest chain from the root, edges that close a cycle left out.

    Documents are taken in an order in which each comes after all that lead to it (reverse postorder).
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
    """The documents in postorder, and for each its neighbours without those that lead back to it; no recursion."""
    order: list[str] = []
    chains: dict[str, list[str]] = {walk.root: []}
    path = [(walk.root, iter(walk.edges[walk.root]))]
    open_nodes = {walk.root}
    while path:
        node, edges = path[-1]
        edge = next(edges, None)
        if edge is None:
            path.pop()
            open_nodes.discard(node)
            order.append(node)
            continue
        other = walk.other(edge)
        if other in open_nodes:
            continue
        chains[node].append(other)
        if other not in chains:
            chains[other] = []
            open_nodes.add(other)
            path.append((other, iter(walk.edges[other])))
    return order, chains


def to_json(tree: TraceTree) -> dict[str, Any]:
    """JSON-ready: each step with id, label, predicate, strength, held, evidence and the steps behind it."""
    data: dict[str, Any] = {**_node_json(tree.root), "tasks": tree.tasks}
    for name, steps in (("up", tree.up), ("down", tree.down)):
        if steps is not None:
            data[name] = [_step_json(step) for step in steps]
    return data


def _node_json(node: Node) -> dict[str, Any]:
    names = ("number", "type", "issuer", "date", "title", "level", "held", "state", "candidates", "source")
    attributes = node.attributes
    return {"id": node.id, "label": node.label, **{n: attributes[n] for n in names if n in attributes}}


def _step_json(step: Step) -> dict[str, Any]:
    data = {
        "predicate": step.predicate,
        "strength": step.strength,
        **_node_json(step.node),
        "shown": step.shown,
        "evidence": [{"source": e.source, "start": e.start, "end": e.end, "text": e.text} for e in step.evidence],
    }
    if step.tasks:
        data |= {"tasks": step.tasks, "citing_tasks": step.citing}
    return {**data, "steps": [_step_json(inner) for inner in step.steps]}
