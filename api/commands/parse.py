"""`plankg parse`: files in, one Plan record each out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from api import console


class Records(StrEnum):
    """How plans are printed."""

    jsonl = "jsonl"
    json = "json"


def parse(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Plans as .docx, .pdf, .htm, .txt or .md.")],
    form: Annotated[Records, typer.Option("--format", help="jsonl: one plan a line; json: one list.")] = Records.jsonl,
) -> int:
    """Read plans and print them as JSON records.

    One object a plan, two for a file that holds two, with the place of everything that was found; nothing is stored.
    """
    from ingest.errors import SourceError
    from ingest.parse import parse_documents
    from ingest.plan import to_json
    from ingest.read import read_source

    failed = 0
    read: list[Any] = []
    for path in files:
        try:
            plans = [to_json(plan) for plan in parse_documents(read_source(path))]
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
