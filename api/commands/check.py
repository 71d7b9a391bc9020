"""`plankg check`: what deserves a second look."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Annotated

import typer

from api import console
from api.commands import options as o
from api.tables import block, one_line


def check(
    details: Annotated[
        bool, typer.Option("--details", help="Show every place of a finding that sums up several.")
    ] = False,
    form: o.Format = o.Listing.table,
    data: o.Data = o.DEFAULT_DATA,
) -> int:
    """List defects of the plans and of the graph.

    Exit status 1 when there are any.
    """
    from kg.check import check as examine
    from kg.snapshot import open_snapshot

    snapshot = open_snapshot(data)
    findings = examine(snapshot.graph, snapshot.plans())
    if form is o.Listing.json:
        console.json_document([asdict(finding) for finding in findings])
    elif form is o.Listing.jsonl:
        console.json_lines(asdict(finding) for finding in findings)
    else:
        for one in findings:
            where = f"{one.source}:{one.start}-{one.end}" if one.source and one.start is not None else one.source or ""
            console.data(block(f"{one.kind}: {one.message}", one.text or "", where or one.node or ""))
            for place in one.places if details else ():
                console.data(block(f"  - {one_line(place.text)}", f"{place.source}:{place.start}-{place.end}"))
    counts = Counter(finding.kind for finding in findings)
    console.say(", ".join(f"{kind}: {count}" for kind, count in sorted(counts.items())) or "no defects found")
    return console.Exit.NOTHING if findings else console.Exit.DONE
