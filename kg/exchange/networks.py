"""The graph as a networkx `MultiDiGraph`, with attributes that every file format of networkx can hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.characters import printable, printable_id
from kg.graph import Edge, Graph, Node
from kg.predicates import predicate
from kg.views import Selection, flat, select

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(graph: Graph, view: str = "full", selection: Selection | None = None) -> nx.MultiDiGraph[str]:
    """The nodes and edges of a view.

    Node attributes: kind, label and the single values of the node's attributes (`kg.views.flat`). An edge's key is its
    predicate; its attributes are predicate, label (Vietnamese verb), strength where there is one, inferred_from where
    no plan states it, source_file, start, end and quote of the first piece of evidence, and `evidence`, all of it as
    JSON. No attribute is None or a list, and characters that XML cannot hold are left out (of ids: written "%0B").
    """
    import networkx as nx

    part = select(graph, view, selection)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in part.nodes():
        network.add_node(printable_id(node.id), **node_attributes(node))
    for edge in part.edges():
        source, target = printable_id(edge.source), printable_id(edge.target)
        network.add_edge(source, target, key=edge.predicate, **edge_attributes(edge))
    return network


def node_attributes(node: Node) -> dict[str, str | int | float | bool]:
    """The attributes of a node as single values, with its kind and label."""
    values = {name: printable(value) if isinstance(value, str) else value for name, value in flat(node).items()}
    return {**values, "kind": node.kind, "label": printable(node.label)}


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
