"""`plankg export`: the graph, or a part of it, in the formats of other programs."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api import console
from api.commands import options as o


class View(StrEnum):
    """Which kinds of nodes and relations."""

    full = "full"
    lineage = "lineage"
    assignments = "assignments"


class Exchange(StrEnum):
    """Exchange formats."""

    ttl = "ttl"
    nt = "nt"
    jsonld = "jsonld"
    rdfxml = "rdfxml"
    graphml = "graphml"
    gexf = "gexf"
    dot = "dot"
    csv = "csv"
    json = "json"
    svg = "svg"
    html = "html"
    neo4j = "neo4j"
    ics = "ics"


def export(
    view: Annotated[View, typer.Option("--view", help="Everything, documents only, or tasks and units.")] = View.full,
    form: Annotated[Exchange, typer.Option("--format", help="Exchange format.")] = Exchange.ttl,
    ward: Annotated[str | None, typer.Option("--ward", metavar="NAME", help="Only what this place issued.")] = None,
    document: Annotated[str | None, typer.Option("--document", metavar="ID", help="Only about this one.")] = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="NAME", help="Only the tasks of this unit.")] = None,
    around: Annotated[str | None, typer.Option("--around", metavar="ID", help="Only what is near this node.")] = None,
    depth: Annotated[int, typer.Option("--depth", min=1, max=50, help="How far --around reaches.")] = 1,
    below: Annotated[
        str | None, typer.Option("--below", metavar="ID", help="This one and all that carries it out.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="PATH", help="File; csv, neo4j: folder or .zip.")] = None,
    data: o.Data = o.DEFAULT_DATA,
) -> int:
    """Write the graph in an exchange format.

    The whole or a part of it, with the evidence of every statement.
    """
    from api.selecting import selection
    from kg.exchange.exports import export as write
    from kg.snapshots.snapshot import open_snapshot

    if out is None and form in (Exchange.csv, Exchange.neo4j):
        raise typer.BadParameter(f"{form.value} is two tables: add --out FOLDER or --out FILE.zip")
    snapshot = open_snapshot(data)
    chosen = selection(snapshot.graph, ward, document, unit, around, depth, below)
    if out is None:
        write(snapshot, view.value, form.value, sys.stdout.buffer, selection=chosen)
    else:
        write(snapshot, view.value, form.value, out, selection=chosen)
        console.say(f"wrote {out}")
    return console.Exit.DONE
