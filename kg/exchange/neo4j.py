"""nodes.csv and relationships.csv with the headers that `neo4j-admin database import full` reads.

Labels are the kind of a node ("Document", and "Held" beside it for one that is at hand), types the predicates in
capitals ("IMPLEMENTS"). Lists are arrays, divided by ";"; a ";" within an item becomes ",". Line breaks become blanks,
for the importer ends a record at each. An absent value is an empty cell, which the importer leaves out.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence

from kg.characters import printable, printable_id
from kg.exchange.networks import edge_attributes
from kg.graph import Graph, Node
from kg.views import flat

_Value = str | int | float | bool
_Cells = Mapping[str, _Value]
_TYPES: dict[type, str] = {bool: "boolean", int: "int", float: "double", str: ""}


def neo4j_files(graph: Graph) -> dict[str, bytes]:
    """The content of nodes.csv and relationships.csv, in UTF-8."""
    nodes = [{"id:ID": printable_id(n.id), "label": n.label, **_typed(n), ":LABEL": _labels(n)} for n in graph.nodes()]
    edges: list[_Cells] = []
    for edge in graph.edges():
        ends = {":START_ID": printable_id(edge.source), ":END_ID": printable_id(edge.target)}
        values = {k: v for k, v in edge_attributes(edge).items() if k not in ("predicate", "label")}
        edges.append({**ends, **_headed(values), ":TYPE": edge.predicate.upper()})
    return {
        "nodes.csv": _table(("id:ID", "label"), nodes, ":LABEL"),
        "relationships.csv": _table((":START_ID", ":END_ID"), edges, ":TYPE"),
    }


def _labels(node: Node) -> str:
    return f"{node.kind.capitalize()};Held" if node.attributes.get("held") else node.kind.capitalize()


def _typed(node: Node) -> dict[str, _Value]:
    lists = {
        f"{name}:string[]": ";".join(_line(item).replace(";", ",") for item in value)
        for name, value in sorted(node.attributes.items())
        if isinstance(value, list) and all(isinstance(item, str) for item in value)
    }
    single = {k: v for k, v in flat(node).items() if f"{k}:string[]" not in lists and k not in ("id", "label")}
    return {**_headed(single), **lists}


def _headed(values: Mapping[str, _Value]) -> dict[str, _Value]:
    """The values under headers that say their type."""
    return {f"{name}:{_TYPES[type(value)]}".rstrip(":"): value for name, value in values.items()}


def _table(first: tuple[str, ...], rows: Sequence[_Cells], last: str) -> bytes:
    between = sorted({name for row in rows for name in row} - {*first, last})
    columns = [*first, *between, last]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name, "")) for name in columns])
    return out.getvalue().encode("utf-8")


def _cell(value: _Value) -> _Value:
    if isinstance(value, bool):
        return str(value).lower()
    return _line(value) if isinstance(value, str) else value


def _line(text: str) -> str:
    return re.sub(r"[\r\n\v\f\u0085\u2028\u2029]+", " ", printable(text))
