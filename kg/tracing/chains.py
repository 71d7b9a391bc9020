"""Every chain between two documents, or from a document to the ends of its lineage, the shortest first.

A chain is a way along relations in one direction that meets no document twice; of several relations between two
documents the strongest stands for all. Mentions are no links, but where nothing stronger leads to the document asked
for, chains over mentions are given and say so.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from kg.graph import Edge, Graph, Node
from kg.tracing.lineage import MENTIONS, lineage_edges, node_json

LIMIT = 1000
"""How many chains are listed at most; a dense lineage has more than anybody reads."""

STEPS = 200_000
"""How many links are looked at for each length: a bound on the time, about half a second."""

Neighbours = dict[str, dict[str, Edge]]


@dataclass(frozen=True, slots=True)
class Chains:
    """The chains from `start`; each is its edges in the order in which they are walked.

    `up` says whether the walk goes from what carries out to what is carried out. `truncated`: there are more than
    `LIMIT`, or longer ones than asked for. `mentions`: the chains lead over mentions, for nothing stronger does.
    """

    start: Node
    up: bool
    chains: tuple[tuple[Edge, ...], ...]
    truncated: bool = False
    mentions: bool = False


def find_chains(
    graph: Graph,
    start: str,
    goal: str | None = None,
    direction: Literal["up", "down", "both"] = "both",
    max_depth: int = 6,
    shortest: bool = False,
) -> Chains:
    """The chains from `start` to `goal`, or to every end of the lineage, at most `max_depth` links long.

    With "both" they are looked for upwards, and downwards where there are none. `shortest` keeps the first of the
    shortest ones alone. Raises KeyError for an unknown node.
    """
    root = graph.node(start)
    ways = {"up": (True,), "down": (False,), "both": (True, False)}[direction]
    for mentions in (False, True) if goal else (False,):
        for up in ways:
            near = _neighbours(graph, start, up, mentions)
            found, truncated = _chains(near, start, goal, max_depth, 1 if shortest else LIMIT)
            if found:
                return Chains(root, up, tuple(found), truncated and not shortest, mentions)
    return Chains(root, ways[0], ())


def _neighbours(graph: Graph, start: str, up: bool, mentions: bool) -> Neighbours:
    """For each document that can be reached, its neighbours with the strongest edge to each, nearest first."""
    found: Neighbours = {}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        if node in found:
            continue
        edges = lineage_edges(graph, node, up)
        if mentions:
            edges = [*edges, *(graph.out(node, MENTIONS) if up else graph.into(node, MENTIONS))]
        found[node] = {}
        for edge in edges:
            found[node].setdefault(edge.target if up else edge.source, edge)
        queue.extend(found[node])
    return found


def _chains(
    near: Neighbours, start: str, goal: str | None, max_depth: int, limit: int
) -> tuple[list[tuple[Edge, ...]], bool]:
    """The chains in order of length, and whether there are more or longer ones.

    To a goal the lengths are tried one after the other, so that the shortest are found however many there are. Without
    one a chain that `max_depth` cuts is given as far as it goes.
    """
    left = _distances(near, goal) if goal else None
    found: list[tuple[Edge, ...]] = []
    cut = False
    for length in range(1, max_depth + 1) if goal else (max_depth,):
        walk = _Walk(near, start, goal, length, left)
        for chain, ended in walk.chains():
            if len(found) == limit:
                return sorted(found, key=len), True
            found.append(chain)
            cut = cut or not ended
        cut = cut or walk.left_steps <= 0
    return sorted(found, key=len), cut


class _Walk:
    """All ways from a document, without recursion and with a bound on the steps."""

    def __init__(self, near: Neighbours, start: str, goal: str | None, length: int, left: dict[str, int] | None):
        self._near, self._start, self._goal, self._length, self._left = near, start, goal, length, left
        self.left_steps = STEPS

    def chains(self) -> Iterator[tuple[tuple[Edge, ...], bool]]:
        """(edges, whether they end of themselves): to the goal in exactly that length, or as far as it is."""
        path: list[Edge] = []
        nodes = [self._start]
        stack = [iter(self._near[self._start].items())]
        while stack and self.left_steps > 0:
            self.left_steps -= 1
            node, edge = next(stack[-1], ("", None))
            if edge is None:
                stack.pop()
                nodes.pop()
                path = path[:-1]
            elif self._open(node, nodes, len(path) + 1):
                ended = node == self._goal if self._goal else not set(self._near[node]) - {*nodes, node}
                full = len(path) + 1 == self._length
                if (ended and full) if self._goal else (ended or full):
                    yield (*path, edge), ended
                elif not ended and not full:
                    path = [*path, edge]
                    nodes.append(node)
                    stack.append(iter(self._near[node].items()))

    def _open(self, node: str, nodes: list[str], links: int) -> bool:
        """Whether a way may go on to a document: it was not met yet, and the goal is near enough."""
        too_far = self._left is not None and self._left.get(node, self._length) > self._length - links
        return node not in nodes and not too_far


def _distances(near: Neighbours, goal: str) -> dict[str, int]:
    """How many links each document is away from `goal`; those that cannot reach it have none."""
    before: dict[str, list[str]] = {}
    for node, others in near.items():
        for other in others:
            before.setdefault(other, []).append(node)
    found, queue = {goal: 0}, deque([goal])
    while queue:
        node = queue.popleft()
        for other in before.get(node, ()):
            if other not in found:
                found[other] = found[node] + 1
                queue.append(other)
    return found


def chains_json(graph: Graph, found: Chains) -> dict[str, Any]:
    """JSON-ready: each chain as its steps with predicate, strength, document and evidence."""
    return {
        **node_json(found.start),
        "direction": "up" if found.up else "down",
        "truncated": found.truncated,
        "over_mentions": found.mentions,
        "chains": [[_link(graph, edge, found.up) for edge in chain] for chain in found.chains],
    }


def _link(graph: Graph, edge: Edge, up: bool) -> dict[str, Any]:
    return {
        "predicate": edge.predicate,
        "strength": edge.attributes.get("strength"),
        **node_json(graph.node(edge.target if up else edge.source)),
        "evidence": [{"source": e.source, "start": e.start, "end": e.end, "text": e.text} for e in edge.evidence],
    }
