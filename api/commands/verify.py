"""`plankg verify`: whether the stored graph is what was written."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from api import console
from api.commands import options as o
from api.tables import block


def verify(
    every: Annotated[
        bool, typer.Option("--all", help="Check every snapshot that is kept, not the one in force.")
    ] = False,
    form: Annotated[o.Report, typer.Option("--format", help="How the report is printed.")] = o.Report.table,
    data: o.Data = o.DEFAULT_DATA,
) -> int:
    """Check every file, quotation and count of the stored graph.

    Each defect comes with what to do about it. Exit status 1 when there are any.
    """
    from kg.snapshots.verify import verify as examine
    from search.agreement import disagreements

    defects = examine(data, {"search": disagreements}, every)
    if form is o.Report.json:
        console.json_document([asdict(defect) for defect in defects])
    else:
        for one in defects:
            console.data(block(f"{one.snapshot} {one.place}".strip(), one.what, f"what to do: {one.remedy}"))
    console.say(f"{len(defects)} defects" if defects else "no defects: every file, quotation and count is right")
    return console.Exit.NOTHING if defects else console.Exit.DONE
