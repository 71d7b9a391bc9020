"""The graph: nodes, edges and their evidence in compact arrays, in memory or memory-mapped from a snapshot.

Nodes are sorted by id, edges by (source, predicate, target); an index by source and one by target give the edges of a
node without a search. The same nodes and edges give the same bytes, in whatever order they were added.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.columns import Strings, open_array, save_array
from kg.predicates import KIND_CODES, KIND_NAMES, PREDICATE_CODES, PREDICATE_NAMES


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement was read: `text == raw[start:end]` of the text of `source`, in code points."""

    source: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Node:
    """A document, task, unit, place, topic or target; `attributes` is JSON-ready."""

    id: str
    kind: str
    label: str
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edge:
    """`source` predicate `target` (node ids), with all the places that say so; `attributes` is JSON-ready."""

    source: str
    predicate: str
    target: str
    evidence: tuple[Evidence, ...] = ()
    attributes: dict[str, Any] = field(default_factory=dict)


def to_bytes(value: Any) -> bytes:
    """JSON with sorted keys and no blanks, so that equal values have equal bytes; an empty value is no bytes at all."""
    if not value:
        return b""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("utf-8")


class Graph:
    """A directed graph with labelled edges; made by `Graph.of` or `Graph.open`, never changed afterwards."""

    def __init__(self, strings: dict[str, Strings], arrays: dict[str, NDArray[Any]]) -> None:
        self._strings = strings
        self._arrays = arrays

    @classmethod
    def of(cls, nodes: Iterable[Node], edges: Iterable[Edge]) -> Graph:
        """The graph of `nodes` and `edges`, in any order.

        Raises ValueError for two nodes of one id, two edges of one (source, predicate, target), an edge without its
        nodes, or an unknown kind or predicate.
        """
        sorted_nodes = sorted(nodes, key=lambda n: n.id)
        place = {node.id: i for i, node in enumerate(sorted_nodes)}
        if len(place) < len(sorted_nodes):
            raise ValueError(f"two nodes have the id {_repeated([n.id for n in sorted_nodes])!r}")
        try:
            drawn = list(edges)
            ends = ((place[e.source], PREDICATE_CODES[e.predicate], place[e.target]) for e in drawn)
            table = np.fromiter(chain.from_iterable(ends), np.int64, 3 * len(drawn)).reshape(-1, 3)
            kinds = [KIND_CODES[node.kind] for node in sorted_nodes]
        except KeyError as error:
            raise ValueError(f"not a node, kind or predicate of this graph: {error}") from None
        order = np.lexsort(table.T[::-1])
        table, drawn = table[order], [drawn[i] for i in order]
        same = np.flatnonzero((table[1:] == table[:-1]).all(axis=1))
        if same.size:
            edge = drawn[int(same[0])]
            raise ValueError(f"two edges are the same: {(edge.source, edge.predicate, edge.target)}")
        return cls(_string_columns(sorted_nodes, drawn), _number_columns(kinds, table))

    @classmethod
    def open(cls, folder: Path) -> Graph:
        """The graph that `save` wrote, memory-mapped. Raises OSError or ValueError for absent or damaged files."""
        return cls(
            {name: Strings.open(folder, name) for name in _STRING_COLUMNS},
            {name: open_array(folder, name) for name in _NUMBER_COLUMNS},
        )

    def save(self, folder: Path) -> None:
        """Write the columns into `folder`, which must exist."""
        for name, column in self._strings.items():
            column.save(folder, name)
        for name, array in self._arrays.items():
            save_array(folder, name, array)

    def __len__(self) -> int:
        return len(self._strings["node_ids"])

    def __contains__(self, node_id: object) -> bool:
        return isinstance(node_id, str) and self._strings["node_ids"].find(node_id) is not None

    @property
    def edge_count(self) -> int:
        """How many edges there are."""
        return len(self._arrays["edge_source"])

    def node(self, node_id: str) -> Node:
        """The node of that id. Raises KeyError, naming it."""
        return self._node(self._place(node_id))

    def nodes(self, kind: str | None = None) -> Iterator[Node]:
        """The nodes (of one kind) in order of their ids. Raises ValueError for an unknown kind."""
        return (self._node(i) for i in self._places(kind))

    def ids(self, kind: str | None = None) -> Iterator[str]:
        """The ids of the nodes (of one kind), in order, without reading anything else of them."""
        return (self._strings["node_ids"][i] for i in self._places(kind))

    def labels(self, kind: str | None = None) -> Iterator[tuple[str, str]]:
        """(id, label) of the nodes (of one kind), in order."""
        return ((self._strings["node_ids"][i], self._strings["node_labels"][i]) for i in self._places(kind))

    def count(self, kind: str) -> int:
        """How many nodes of that kind there are."""
        return len(self._places(kind))

    def edges(self, predicate: str | None = None) -> Iterator[Edge]:
        """All edges (of one predicate), sorted by source, predicate and target."""
        places = range(self.edge_count)
        return (self._edge(i) for i in places if self._is(i, predicate))

    def out(self, node_id: str, predicate: str | None = None) -> list[Edge]:
        """The edges that leave a node, sorted by predicate and target. Raises KeyError for an unknown node."""
        i = self._place(node_id)
        first, last = self._arrays["out_index"][i : i + 2]
        return [self._edge(e) for e in range(first, last) if self._is(e, predicate)]

    def into(self, node_id: str, predicate: str | None = None) -> list[Edge]:
        """The edges that arrive at a node, sorted by predicate and source. Raises KeyError for an unknown node."""
        i = self._place(node_id)
        first, last = self._arrays["into_index"][i : i + 2]
        return [self._edge(int(e)) for e in self._arrays["into_edges"][first:last] if self._is(int(e), predicate)]

    def degree(self, node_id: str) -> int:
        """How many edges a node has, without reading them. Raises KeyError for an unknown node."""
        i = self._place(node_id)
        return sum(int(self._arrays[name][i + 1]) - int(self._arrays[name][i]) for name in ("out_index", "into_index"))

    def targets(self, node_id: str, predicate: str) -> list[str]:
        """The ids that edges of one predicate lead to from a node, without reading the edges' evidence."""
        i = self._place(node_id)
        first, last = self._arrays["out_index"][i : i + 2]
        ends = self._arrays["edge_target"]
        return [self._strings["node_ids"][int(ends[e])] for e in range(first, last) if self._is(e, predicate)]

    def _place(self, node_id: str) -> int:
        i = self._strings["node_ids"].find(node_id)
        if i is None:
            raise KeyError(f"no node {node_id!r} in the graph")
        return i

    def _places(self, kind: str | None) -> list[int]:
        if kind is None:
            return list(range(len(self)))
        if kind not in KIND_CODES:
            raise ValueError(f"no kind {kind!r}; known: {', '.join(KIND_NAMES)}")
        found: list[int] = np.flatnonzero(self._arrays["node_kinds"] == KIND_CODES[kind]).tolist()
        return found

    def _is(self, edge: int, predicate: str | None) -> bool:
        return predicate is None or PREDICATE_NAMES[self._arrays["edge_predicate"][edge]] == predicate

    def _node(self, i: int) -> Node:
        columns = self._strings
        kind = KIND_NAMES[self._arrays["node_kinds"][i]]
        attributes = json.loads(columns["node_attributes"].raw(i) or b"{}")
        return Node(columns["node_ids"][i], kind, columns["node_labels"][i], attributes)

    def _edge(self, i: int) -> Edge:
        ids, arrays = self._strings["node_ids"], self._arrays
        evidence = json.loads(self._strings["edge_evidence"].raw(i) or b"[]")
        return Edge(
            ids[int(arrays["edge_source"][i])],
            PREDICATE_NAMES[arrays["edge_predicate"][i]],
            ids[int(arrays["edge_target"][i])],
            tuple(Evidence(*item) for item in evidence),
            json.loads(self._strings["edge_attributes"].raw(i) or b"{}"),
        )


_STRING_COLUMNS = ("node_ids", "node_labels", "node_attributes", "edge_evidence", "edge_attributes")
_NUMBER_COLUMNS = (
    "node_kinds",
    "edge_source",
    "edge_predicate",
    "edge_target",
    "out_index",
    "into_index",
    "into_edges",
)


def _string_columns(nodes: list[Node], edges: list[Edge]) -> dict[str, Strings]:
    evidence = ([[v.source, v.start, v.end, v.text] for v in sorted(set(e.evidence), key=_where)] for e in edges)
    return {
        "node_ids": Strings.of(node.id for node in nodes),
        "node_labels": Strings.of(node.label for node in nodes),
        "node_attributes": Strings.of(to_bytes(node.attributes) for node in nodes),
        "edge_evidence": Strings.of(to_bytes(items) for items in evidence),
        "edge_attributes": Strings.of(to_bytes(edge.attributes) for edge in edges),
    }


def _number_columns(kinds: list[int], table: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    source, predicate, target = table[:, 0], table[:, 1], table[:, 2]
    into = np.lexsort((source, predicate, target))
    return {
        "node_kinds": np.array(kinds, dtype=np.uint8),
        "edge_source": source.astype(np.uint32),
        "edge_predicate": predicate.astype(np.uint8),
        "edge_target": target.astype(np.uint32),
        "out_index": np.searchsorted(source, np.arange(len(kinds) + 1)).astype(np.int64),
        "into_index": np.searchsorted(target[into], np.arange(len(kinds) + 1)).astype(np.int64),
        "into_edges": into.astype(np.uint32),
    }


def _where(evidence: Evidence) -> tuple[str, int, int, str]:
    return evidence.source, evidence.start, evidence.end, evidence.text


def _repeated(values: list[Any]) -> Any:
    return next(a for a, b in pairwise(values) if a == b)
