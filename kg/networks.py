"""The graph as a networkx `MultiDiGraph`, with attributes that every file format of networkx can hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.characters import printable
from kg.graph import Edge, Graph
from kg.predicates import predicate
from kg.views import Selection, flat, select

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(graph: Graph, view: str = "full", selection: Selection | None = None) -> nx.MultiDiGraph[str]:
    """The nodes and edges of a view.

    Node attributes: kind, label and the single values of the node's attributes (`kg.views.flat`). An edge's key is its
    predicate; its attributes are predicate, label (Vietnamese verb), strength where there is one, inferred_from where
    no plan states it, source, start, end and quote of the first piece of evidence, and `evidence`, all of it as JSON.
    No attribute is None or a list, and characters that XML cannot hold are left out.
    """
    import networkx as nx

    part = select(graph, view, selection)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in part.nodes():
        values = {k: printable(v) if isinstance(v, str) else v for k, v in flat(node).items()}
        network.add_node(node.id, **{**values, "kind": node.kind, "label": printable(node.label)})
    for edge in part.edges():
        network.add_edge(edge.source, edge.target, key=edge.predicate, **edge_attributes(edge))
    return network


def edge_attributes(edge: Edge) -> dict[str, str | int]:
    """The attributes of an edge as single values."""
    values: dict[str, str | int] = {"predicate": edge.predicate, "label": predicate(edge.predicate).vi}
    if "strength" in edge.attributes:
        values["strength"] = edge.attributes["strength"]
    if edge.attributes.get("inferred"):
        values["inferred_from"] = edge.attributes["inferred_from"]
    if edge.evidence:
        first = edge.evidence[0]
        rows = [[e.source, e.start, e.end, e.text] for e in edge.evidence]
        values |= {"source_file": printable(first.source), "start": first.start, "end": first.end}
        values |= {"quote": printable(first.text), "evidence": printable(json.dumps(rows, ensure_ascii=False))}
    return values
