"""The graph in the formats that other programs read. The same graph gives the same bytes in each of them.

ttl nt jsonld rdfxml   RDF: everything, with evidence (`kg.rdf`)
graphml gexf           networkx: for Gephi, yEd and Cytoscape; evidence as text on each edge
dot svg                drawings; svg is the lineage in layers from the Party down to the ward
csv                    nodes.csv and edges.csv, safe to open in a spreadsheet; a folder, or a zip file in a stream
json                   nodes and edges with all attributes, exact
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from kg.characters import printable, safe_cell
from kg.errors import ExportError
from kg.graph import Graph
from kg.networks import edge_attributes, to_networkx
from kg.predicates import predicate
from kg.snapshot import Snapshot
from kg.views import VIEWS, Selection, flat, select

_Row = Mapping[str, str | int | float | bool]

_COLOURS = {
    "document": "#c6dbef",
    "task": "#fdd0a2",
    "unit": "#c7e9c0",
    "place": "#dadaeb",
    "topic": "#fcbba1",
    "target": "#d9d9d9",
}


def export(
    graph: Graph | Snapshot, view: str, format: str, out: Path | BinaryIO, *, selection: Selection | None = None
) -> None:
    """Write a view of the graph in a format to a path or a binary stream.

    csv makes `out` a folder with nodes.csv and edges.csv, unless it is a stream or ends in .zip. Raises ExportError
    for an unknown view or format, KeyError for a selected node that is not there, OSError when `out` is not writable.
    """
    if format not in FORMATS:
        raise ExportError(f"no format {format!r}; there are: {', '.join(FORMATS)}")
    whole = graph.graph if isinstance(graph, Snapshot) else graph
    part = select(whole, view, selection)
    if format == "csv" and isinstance(out, Path) and out.suffix != ".zip":
        out.mkdir(parents=True, exist_ok=True)
        for name, content in csv_files(part).items():
            (out / name).write_bytes(content)
        return
    content = FORMATS[format](part)
    if isinstance(out, Path):
        out.write_bytes(content)
    else:
        out.write(content)


def _json(graph: Graph) -> bytes:
    nodes = [{"id": n.id, "kind": n.kind, "label": n.label, **_sorted(n.attributes)} for n in graph.nodes()]
    edges = [
        {
            "source": e.source,
            "predicate": e.predicate,
            "target": e.target,
            **_sorted(e.attributes),
            "evidence": [{"source": v.source, "start": v.start, "end": v.end, "text": v.text} for v in e.evidence],
        }
        for e in graph.edges()
    ]
    return (json.dumps({"nodes": nodes, "edges": edges}, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _sorted(attributes: dict[str, object]) -> dict[str, object]:
    return {"attributes": dict(sorted(attributes.items()))} if attributes else {}


def _nt(graph: Graph) -> bytes:
    from kg.rdftext import n_triples

    return "".join(n_triples(graph)).encode("utf-8")


def _ttl(graph: Graph) -> bytes:
    from kg.rdftext import turtle

    return "".join(turtle(graph)).encode("utf-8")


def _rdfxml(graph: Graph) -> bytes:
    from kg.rdftext import rdf_xml

    return "".join(rdf_xml(graph)).encode("utf-8")


def _jsonld(graph: Graph) -> bytes:
    from kg.rdftext import json_ld

    return json_ld(graph).encode("utf-8")


def _graphml(graph: Graph) -> bytes:
    import networkx as nx

    lines = nx.generate_graphml(to_networkx(graph), named_key_ids=False)
    return _xml("\n".join(lines))


def _gexf(graph: Graph) -> bytes:
    import networkx as nx

    text = "\n".join(nx.generate_gexf(to_networkx(graph)))
    return _xml(re.sub(r' lastmodifieddate="[^"]*"', "", text))  # the day of the export is not part of the graph


def _xml(text: str) -> bytes:
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return (declaration + text + "\n").encode("utf-8").replace(b"\r", b"&#13;")


def _dot(graph: Graph) -> bytes:
    lines = ["digraph plankg {", "  rankdir=BT;", '  node [shape=box, style=filled, fontname="sans-serif"];']
    for node in graph.nodes():
        look = f"label={_dot_text(node.label)}, fillcolor={_dot_text(_COLOURS[node.kind])}"
        lines += [f"  {_dot_text(node.id)} [{look}];"]
    for edge in graph.edges():
        verb = _dot_text(predicate(edge.predicate).vi)
        lines += [f"  {_dot_text(edge.source)} -> {_dot_text(edge.target)} [label={verb}];"]
    return ("\n".join([*lines, "}"]) + "\n").encode("utf-8")


def _dot_text(text: str) -> str:
    clean = " ".join(printable(text).split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{clean}"'


def csv_files(graph: Graph) -> dict[str, bytes]:
    """The content of nodes.csv and edges.csv: UTF-8 with a byte order mark, for spreadsheets read it no other way."""
    nodes: list[_Row] = [{**flat(n), "id": n.id, "kind": n.kind, "label": n.label} for n in graph.nodes()]
    edges: list[_Row] = [{**edge_attributes(e), "source": e.source, "target": e.target} for e in graph.edges()]
    return {
        "nodes.csv": _table(("id", "kind", "label"), nodes),
        "edges.csv": _table(("source", "predicate", "target"), edges),
    }


def _table(first: tuple[str, ...], rows: Sequence[_Row]) -> bytes:
    columns = [*first, *sorted({name for row in rows for name in row} - set(first))]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        values = [row.get(name, "") for name in columns]
        writer.writerow([safe_cell(value) if isinstance(value, str) else value for value in values])
    return out.getvalue().encode("utf-8-sig")


def _csv_zip(graph: Graph) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in csv_files(graph).items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)  # without the hour of writing
    return out.getvalue()


def _svg(graph: Graph) -> bytes:
    from kg.drawing import lineage_svg

    return lineage_svg(graph).encode("utf-8")


FORMATS: dict[str, Callable[[Graph], bytes]] = {
    "ttl": _ttl,
    "nt": _nt,
    "jsonld": _jsonld,
    "rdfxml": _rdfxml,
    "graphml": _graphml,
    "gexf": _gexf,
    "dot": _dot,
    "csv": _csv_zip,
    "json": _json,
    "svg": _svg,
}

__all__ = ["FORMATS", "VIEWS", "Selection", "csv_files", "export"]
