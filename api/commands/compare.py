"""`plankg compare`: places side by side."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from api import console
from api.commands import options as o
from api.tables import one_line, table

if TYPE_CHECKING:
    from kg.comparing.comparison import Comparison
    from kg.graph import Graph

MOST_COLUMNS = 6  # places that fit beside one another on a terminal


class By(StrEnum):
    """What the rows are."""

    topic = "topic"
    concept = "concept"
    task = "task"


class Matrix(StrEnum):
    """How the matrix is printed."""

    table = "table"
    json = "json"
    csv = "csv"


def compare(
    by: Annotated[By, typer.Option("--by", help="Rows: topics, concepts, or the tasks of --document.")] = By.topic,
    document: Annotated[
        str | None, typer.Option("--document", metavar="ID", help="Only plans that carry it out: 57-NQ/TW.")
    ] = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="NAME", help="Only the tasks of this unit.")] = None,
    ward: o.Wards = None,
    form: Annotated[Matrix, typer.Option("--format", help="json has quotations, figures and copied tasks.")] = (
        Matrix.table
    ),
    data: o.Data = o.DEFAULT_DATA,
) -> int:
    """Compare places: who leads, who only coordinates, who has nothing.

    Rows are topics, concepts or the tasks of a document; text copied from another place is told from own work.
    """
    from api import comparing, sheets
    from api.selecting import comparison
    from kg.snapshots.snapshot import open_snapshot

    if by is By.task and not document:
        raise typer.BadParameter("--by task compares the tasks of a document: add --document ID")
    snapshot = open_snapshot(data)
    found = comparison(snapshot, by.value, document, unit, ward or ())
    if form is Matrix.json:
        console.json_document(comparing.answer(snapshot.graph, found, len(found.rows)).model_dump())
    elif form is Matrix.csv:
        heads = comparing.headers(found, ("row", "tasks"))
        console.data(sheets.csv_text(heads, comparing.table_rows(found, comparing.STATES_EN)).rstrip("\r\n"))
    else:
        _print(snapshot.graph, found)
    if by is By.task and found.by == "topic":
        console.say(f"{document} is only cited, or no task was found in it; compared by topic instead")
    return console.Exit.DONE if found.rows else console.Exit.NOTHING


def _print(graph: Graph, found: Comparison) -> None:
    from api import comparing

    rows = list(comparing.table_rows(found, comparing.STATES_EN))
    heads = comparing.headers(found, ("", "tasks"))
    for first in range(2, len(heads), MOST_COLUMNS):
        places = slice(first, first + MOST_COLUMNS)
        console.data(table([*heads[:2], *heads[places]], [[*row[:2], *row[places]] for row in rows], most={0: 48}))
        console.data()
    if missing := [column.name for column in found.columns if column.carries is False]:
        console.data(f"No plan carries it out: {', '.join(missing)}\n")
    _print_figures(graph, found)
    for group in found.copies:
        console.data(f"Nearly the same text ({group.share:.0%} of the shorter):")
        for task in group.tasks:
            one = comparing.quotation(graph, task)
            console.data(f'  {one.source}:{one.start}-{one.end}  "{one_line(one.text)[:110]}"')


def _print_figures(graph: Graph, found: Comparison) -> None:
    for row in found.figures:
        console.data(f"Figure: {one_line(row.label)[:110]}")
        for column, targets in zip(found.columns, row.targets, strict=True):
            for target in targets:
                about = graph.node(target).attributes
                value = f"{about.get('comparator', '')} {about['value']:g} {about.get('unit', '')}"
                console.data(f"  {column.name}: {value} {about.get('due', '')}".rstrip())
    if found.figures:
        console.data()
