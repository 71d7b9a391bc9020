"""The graph in the formats that other programs read. The same graph gives the same bytes in each of them.

ttl nt jsonld rdfxml   RDF: everything, with evidence (`kg.exchange.rdf`)
graphml gexf           networkx: for Gephi, yEd and Cytoscape; evidence as text on each edge
dot svg                drawings; svg is the lineage in layers from the Party down to the ward, or, of a part without
                       documents, how many tasks each unit has
html                   one file to look round in, with nothing from elsewhere
csv neo4j              two tables, for spreadsheets and for Neo4j's importer; a folder, or a zip file in a stream
json                   nodes and edges with all attributes, exact; `export.schema.json` beside this file describes it
ics                    what is due on a day, for calendars

docs/exports.md has the rules for what a format cannot hold.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from kg.characters import printable, printable_id
from kg.errors import ExportError
from kg.exchange.networks import to_networkx
from kg.exchange.spreadsheets import csv_files
from kg.graph import Graph
from kg.predicates import predicate
from kg.snapshots.snapshot import Snapshot
from kg.views import VIEWS, Selection, select


def export(
    graph: Graph | Snapshot, view: str, format: str, out: Path | BinaryIO, *, selection: Selection | None = None
) -> None:
    """Write a view of the graph in a format to a path or a binary stream.

    csv and neo4j make `out` a folder of two tables, unless it is a stream or ends in .zip. Raises ExportError for an
    unknown view or format, KeyError for a selected node that is not there, OSError when `out` is not writable.
    """
    if format not in FORMATS:
        raise ExportError(f"no format {format!r}; there are: {', '.join(FORMATS)}")
    whole = graph.graph if isinstance(graph, Snapshot) else graph
    part = select(whole, view, selection)
    if format in TABLES and isinstance(out, Path) and out.suffix != ".zip":
        out.mkdir(parents=True, exist_ok=True)
        for name, table in TABLES[format](part).items():
            (out / name).write_bytes(table)
        return
    # An event of a calendar names its plan, which the view may have left out.
    content = _ics(whole, part) if format == "ics" else FORMATS[format](part)
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
    whole = {"format": "plankg-graph", "version": JSON_VERSION, "nodes": nodes, "edges": edges}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _sorted(attributes: dict[str, object]) -> dict[str, object]:
    return {"attributes": dict(sorted(attributes.items()))} if attributes else {}


def _nt(graph: Graph) -> bytes:
    from kg.exchange.rdftext import n_triples

    return "".join(n_triples(graph)).encode("utf-8")


def _ttl(graph: Graph) -> bytes:
    from kg.exchange.rdftext import turtle

    return "".join(turtle(graph)).encode("utf-8")


def _rdfxml(graph: Graph) -> bytes:
    from kg.exchange.rdftext import rdf_xml

    return "".join(rdf_xml(graph)).encode("utf-8")


def _jsonld(graph: Graph) -> bytes:
    from kg.exchange.rdftext import json_ld

    return "".join(json_ld(graph)).encode("utf-8")


def _graphml(graph: Graph) -> bytes:
    import networkx as nx

    # Not generate_graphml: it splits lines, and loses the carriage returns within texts.
    out = io.BytesIO()
    nx.write_graphml_xml(to_networkx(graph), out, named_key_ids=False)
    return out.getvalue().replace(b"\r", b"&#13;")


def _gexf(graph: Graph) -> bytes:
    import networkx as nx

    text = "\n".join(nx.generate_gexf(to_networkx(graph)))
    return _xml(re.sub(r' lastmodifieddate="[^"]*"', "", text))  # the day of the export is not part of the graph


def _xml(text: str) -> bytes:
    declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return (declaration + text + "\n").encode("utf-8").replace(b"\r", b"&#13;")


def _dot(graph: Graph) -> bytes:
    from kg.pictures.webpage import COLOURS

    lines = ["digraph plankg {", "  rankdir=BT;", '  node [shape=box, style=filled, fontname="sans-serif"];']
    for node in graph.nodes():
        look = f"label={_dot_text(node.label)}, fillcolor={_dot_text(COLOURS[node.kind])}"
        lines += [f"  {_dot_text(printable_id(node.id))} [{look}];"]
    for edge in graph.edges():
        verb = _dot_text(predicate(edge.predicate).vi)
        ends = [_dot_text(printable_id(end)) for end in (edge.source, edge.target)]
        lines += [f"  {' -> '.join(ends)} [label={verb}];"]
    return ("\n".join([*lines, "}"]) + "\n").encode("utf-8")


def _dot_text(text: str) -> str:
    clean = " ".join(printable(text).split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{clean}"'


def _neo4j_files(graph: Graph) -> dict[str, bytes]:
    from kg.exchange.neo4j import neo4j_files

    return neo4j_files(graph)


def _zipped(tables: Callable[[Graph], dict[str, bytes]]) -> Callable[[Graph], bytes]:
    def write(graph: Graph) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in tables(graph).items():
                archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)  # without the hour of writing
        return out.getvalue()

    return write


def _svg(graph: Graph) -> bytes:
    from kg.pictures.chart import assignments_svg
    from kg.pictures.drawing import lineage_svg

    drawn = lineage_svg if graph.count("document") or not graph.count("task") else assignments_svg
    return drawn(graph).encode("utf-8")


def _html(graph: Graph) -> bytes:
    from kg.pictures.webpage import web_page

    return web_page(graph).encode("utf-8")


def _ics(graph: Graph, part: Graph | None = None) -> bytes:
    """The tasks of `part`, with what `graph` says of their plans."""
    from kg.exchange.calendar import ics

    return ics(graph, (graph if part is None else part).ids("task"))


JSON_VERSION = 1
"""Raised when the JSON of a graph changes its meaning."""

TABLES: dict[str, Callable[[Graph], dict[str, bytes]]] = {"csv": csv_files, "neo4j": _neo4j_files}
"""Formats of several files -> a function from a graph to their contents by name."""

FORMATS: dict[str, Callable[[Graph], bytes]] = {
    "ttl": _ttl,
    "nt": _nt,
    "jsonld": _jsonld,
    "rdfxml": _rdfxml,
    "graphml": _graphml,
    "gexf": _gexf,
    "dot": _dot,
    "csv": _zipped(csv_files),
    "json": _json,
    "svg": _svg,
    "html": _html,
    "neo4j": _zipped(_neo4j_files),
    "ics": _ics,
}

MEDIA_TYPES: dict[str, str] = {
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "dot": "text/vnd.graphviz; charset=utf-8",
    "csv": "application/zip",
    "json": "application/json",
    "svg": "image/svg+xml",
    "html": "text/html; charset=utf-8",
    "neo4j": "application/zip",
    "ics": "text/calendar; charset=utf-8",
}
"""Format -> media type of what is written into a stream."""

__all__ = ["FORMATS", "JSON_VERSION", "MEDIA_TYPES", "TABLES", "VIEWS", "Selection", "csv_files", "export"]
