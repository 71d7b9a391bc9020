"""`plankg sparql`: read-only questions in SPARQL, one's own or those that come with the program."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from api import console
from api.commands import options as o
from api.tables import paragraph, table, terminal_width

if TYPE_CHECKING:
    from kg.querying.sparql import Answer
    from kg.snapshots.snapshot import Snapshot


class Rows(StrEnum):
    """How an answer is printed; ttl and nt are for CONSTRUCT and DESCRIBE."""

    table = "table"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    xml = "xml"
    ttl = "ttl"
    nt = "nt"


def sparql(
    query: Annotated[
        str | None, typer.Argument(metavar="QUERY", help="SELECT, ASK, CONSTRUCT or DESCRIBE; - reads it in.")
    ] = None,
    named: Annotated[str | None, typer.Option("--named", help="A query that comes with the program.")] = None,
    given: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A parameter of a named query.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the named queries and their parameters.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many rows.")] = 1000,
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, help="At most so much time.")] = 60.0,
    form: Annotated[Rows, typer.Option("--format", help="How the answer is printed.")] = Rows.table,
    data: o.Data = o.DEFAULT_DATA,
) -> int:
    """Ask the graph in SPARQL, read-only.

    SPARQL 1.1 queries; updates, remote services and other data sets are refused.
    """
    from kg.querying.sparql import Worker
    from kg.snapshots.snapshot import open_snapshot

    if [query is not None, named is not None, listed].count(True) != 1:
        raise typer.BadParameter("give a QUERY, or --named NAME, or --list")
    if given and named is None:
        raise typer.BadParameter("--set is for a query given by --named")
    if listed:
        return _list(form)
    snapshot = open_snapshot(data)
    text = _text(snapshot, query, named, given or [])
    with Worker(snapshot.folder / "graph") as worker:
        answer = worker.ask(text, limit, seconds)
    _print(answer, form)
    if answer.truncated:
        console.say(f"there is more than {len(answer.rows)} rows hold; --limit N shows more")
    if not answer.rows:
        console.say("no rows")
    return console.Exit.DONE if answer.rows else console.Exit.NOTHING


def _text(snapshot: Snapshot, query: str | None, named: str | None, given: list[str]) -> str:
    if named is None:
        return typer.get_text_stream("stdin").read() if query == "-" else str(query)
    from kg.querying.competency import question

    pairs = [item.partition("=") for item in given]
    wrong = [item for item, (_, sign, _) in zip(given, pairs, strict=True) if not sign]
    if wrong:
        raise typer.BadParameter(f"--set takes NAME=VALUE, not {wrong[0]!r}")
    return question(named).text(snapshot.graph, {name: value for name, _, value in pairs})


def _list(form: Rows) -> int:
    from kg.querying.competency import questions

    if form is Rows.json:
        console.json_document([one.to_json() for one in questions()])
        return console.Exit.DONE
    rows = [
        (one.name, one.vi, "; ".join(f"{p.name} ({p.kind}): {p.about}" for p in one.parameters)) for one in questions()
    ]
    console.data(table(("name", "question", "parameters"), rows))
    return console.Exit.DONE


def _readable(names: Sequence[str], rows: Sequence[Sequence[str | None]]) -> str:
    """A table, or a record for each row where a cell is longer than the terminal is wide.

    A column of whole sentences leaves the others too narrow, and two of them side by side cannot be compared.
    """
    if max(len(cell or "") for row in rows for cell in row) <= terminal_width():
        return table(names, rows)
    return "\n\n".join(
        "\n".join(paragraph(f"{name}: {cell}", indent="") for name, cell in zip(names, row, strict=True) if cell)
        for row in rows
    )


def _print(answer: Answer, form: Rows) -> None:
    from kg.querying import sparql_results as results

    texts: dict[Rows, Callable[[Answer], str]] = {
        Rows.json: lambda a: json.dumps(
            [dict(zip(a.vars, row, strict=True)) for row in a.values()], ensure_ascii=False, indent=2
        ),
        Rows.csv: lambda a: results.to_csv(a).replace("\r\n", "\n"),
        Rows.tsv: results.to_tsv,
        Rows.xml: results.to_xml,
        Rows.ttl: lambda a: a.turtle,
        Rows.nt: lambda a: a.ntriples,
        Rows.table: lambda a: _readable(a.vars, a.values()) if a.rows else "",
    }
    if form in (Rows.ttl, Rows.nt) and answer.form != "graph":
        raise typer.BadParameter(f"--format {form} is for CONSTRUCT and DESCRIBE; this query gives rows")
    text = texts[form](answer).rstrip("\n")
    if text:
        console.data(text)
