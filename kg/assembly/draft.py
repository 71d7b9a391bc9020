"""A graph while it is being put together: nodes by id, edges with the evidence that several plans give them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ingest.plan import Plan
from kg.graph import Edge, Evidence, Graph, Node

STRENGTHS = ("title", "preamble", "base", "body")
"""Where a relation is stated, the strongest place first (`ingest.plan.Strength`)."""


class _Drawn:
    """What is known of an edge. Of a million edges most have one piece of evidence and nothing else to tell."""

    __slots__ = ("attributes", "evidence", "inferred_from", "stated")

    def __init__(self) -> None:
        self.evidence: tuple[Evidence, ...] = ()
        self.attributes: dict[str, Any] = _NOTHING
        self.inferred_from = ""
        self.stated = False


_NOTHING: dict[str, Any] = {}
"""Shared by all edges without attributes; never changed."""


class Draft:
    """Collects nodes and edges; adding one twice is adding it once, and evidence is united."""

    def __init__(self) -> None:
        self._nodes: dict[str, Node] = {}
        self._edges: dict[tuple[str, str, str], _Drawn] = {}

    def node(self, node_id: str, kind: str, label: str, **attributes: Any) -> str:
        """Add a node unless it is there; gives its id. Empty attributes (None, "", [], {}) are left out."""
        if node_id not in self._nodes:
            kept = {name: value for name, value in attributes.items() if value not in (None, "", [], {})}
            self._nodes[node_id] = Node(node_id, kind, label, kept)
        return node_id

    def describe(self, node_id: str, **attributes: Any) -> None:
        """Give a node that is there more attributes. Raises KeyError for one that is not."""
        node = self._nodes[node_id]
        self._nodes[node_id] = replace(node, attributes={**node.attributes, **attributes})

    def get(self, node_id: str) -> Node:
        """The node as it is so far. Raises KeyError for one that is not there."""
        return self._nodes[node_id]

    def has(self, node_id: str) -> bool:
        """Whether that node is there."""
        return node_id in self._nodes

    def nodes(self, kind: str) -> list[Node]:
        """The nodes of one kind, as far as they are there."""
        return [node for node in self._nodes.values() if node.kind == kind]

    def evidence(self, predicate: str) -> dict[str, list[Evidence]]:
        """For each node that edges of one predicate leave, their evidence, as far as it is there."""
        found: dict[str, list[Evidence]] = {}
        for (source, name, _), drawn in self._edges.items():
            if name == predicate:
                found.setdefault(source, []).extend(drawn.evidence)
        return found

    def ends(self, predicate: str) -> list[tuple[str, str]]:
        """(source, target) of the edges of one predicate, as far as they are there."""
        return [(source, target) for source, name, target in self._edges if name == predicate]

    def edge(
        self,
        source: str,
        predicate: str,
        target: str,
        evidence: Iterable[Evidence] = (),
        *,
        inferred_from: str = "",
        **attributes: Any,
    ) -> None:
        """Add an edge or more evidence for it. Of two values of `strength` the stronger stays.

        `inferred_from` names what the statement was inferred from where no plan makes it; an edge has the attributes
        `inferred` and `inferred_from` only while no plan states it.
        """
        drawn = self._edges.get((source, predicate, target))
        if drawn is None:
            drawn = self._edges[source, predicate, target] = _Drawn()
        drawn.evidence += tuple(evidence)
        drawn.inferred_from = inferred_from or drawn.inferred_from
        drawn.stated = drawn.stated or not inferred_from
        for name, value in attributes.items():
            if name == "strength" and name in drawn.attributes:
                value = min(value, drawn.attributes[name], key=STRENGTHS.index)
            drawn.attributes = {**drawn.attributes, name: value}

    def graph(self) -> Graph:
        """The finished graph. The draft is empty afterwards: its edges go as they are taken over, to save memory."""
        nodes, self._nodes = self._nodes, {}
        return Graph.of(nodes.values(), self._taken())

    def _taken(self) -> Iterator[Edge]:
        while self._edges:
            ends, drawn = self._edges.popitem()
            inferred = {} if drawn.stated else {"inferred": True, "inferred_from": drawn.inferred_from}
            yield Edge(*ends, drawn.evidence, {**drawn.attributes, **inferred} if inferred else drawn.attributes)


def quote(plan: Plan, *spans: Any) -> list[Evidence]:
    """Evidence for each of the spans (anything with `text`, `start`, `end`) of a plan; those without text left out."""
    return [Evidence(plan.source, s.start, s.end, s.text) for s in spans if s is not None and s.text]
