"""`plankg parse`: files in, one Plan record each out."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api import console

if TYPE_CHECKING:
    from kg.building.inputs import Input


class Records(StrEnum):
    """How plans are printed."""

    jsonl = "jsonl"
    json = "json"


def parse(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FOLDER|FILE...", help="Plans as .docx, .pdf, .htm, .txt or .md; a folder or a .zip of them."
        ),
    ],
    form: Annotated[Records, typer.Option("--format", help="jsonl: one plan a line; json: one list.")] = Records.jsonl,
) -> int:
    """Read plans and print them as JSON records.

    One object a plan, two for a file that holds two, with the place of everything that was found; nothing is stored.
    """
    from ingest.errors import SourceError
    from ingest.parse import parse_documents
    from ingest.plan import to_json
    from ingest.read import read_bytes

    failed = 0
    read: list[Any] = []
    for item in _inputs(files):
        try:
            plans = [to_json(plan) for plan in parse_documents(read_bytes(item.load(), item.name, item.filename))]
        except SourceError as error:
            failed += 1
            console.say(str(error))
            continue
        if form is Records.jsonl:
            console.json_lines(plans)
        else:
            read += plans
    if form is Records.json:
        console.json_document(read)
    return console.Exit.PARTLY if failed else console.Exit.DONE


def _inputs(files: list[Path]) -> Iterator[Input]:
    """The files in the order given, each by the path as given; those of a folder or an archive behind its path."""
    from kg.building.inputs import Input, find_inputs

    for path in files:
        if path.is_dir() or (path.is_file() and path.suffix.lower() == ".zip"):
            prefix = path if path.is_dir() else path.parent
            for item in find_inputs([path]):
                yield Input((prefix / item.name).as_posix(), item.path, item.member, item.fault)
        else:
            yield Input(str(path), path)
