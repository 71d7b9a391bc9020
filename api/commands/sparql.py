"""`plankg sparql`: read-only questions in SPARQL."""

from __future__ import annotations

import csv
import io
from enum import StrEnum
from typing import Annotated

import typer

from api import console
from api.commands import options as o
from api.tables import table


class Rows(StrEnum):
    """How the rows are printed."""

    table = "table"
    json = "json"
    csv = "csv"


def sparql(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="A SELECT, ASK or CONSTRUCT query; - reads it in.")],
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many rows.")] = 1000,
    form: Annotated[Rows, typer.Option("--format", help="How the rows are printed.")] = Rows.table,
    data: o.Data = o.DEFAULT_DATA,
) -> int:
    """Ask the graph in SPARQL, read-only.

    SPARQL 1.1 queries; updates and remote services are refused.
    """
    from kg.snapshot import open_snapshot
    from kg.sparql import query as ask

    text = typer.get_text_stream("stdin").read() if query == "-" else query
    answer = ask(open_snapshot(data).graph, text, limit)
    if form is Rows.json:
        console.json_document([dict(zip(answer.vars, row, strict=True)) for row in answer.rows])
    elif form is Rows.csv:
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([answer.vars, *answer.rows])
        console.data(out.getvalue().rstrip("\n"))
    elif answer.rows:
        console.data(table(answer.vars, answer.rows))
    if answer.truncated:
        console.say(f"there are more than {limit} rows; --limit N shows more")
    if not answer.rows:
        console.say("no rows")
    return console.Exit.DONE if answer.rows else console.Exit.NOTHING
