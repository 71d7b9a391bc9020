"""`plankg check`: what deserves a second look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from api import console
from api.commands import options as o
from api.tables import block, one_line

if TYPE_CHECKING:
    from kg.checking.missing import Missing

NOT_HELD = "Được viện dẫn, chưa có tệp"
MOST = 3  # documents that the summary names


def check(
    details: Annotated[
        bool, typer.Option("--details", help="Show every place of a finding, and each cited document without file.")
    ] = False,
    form: o.Format = o.Listing.table,
    data: o.Data = o.DEFAULT_DATA,
) -> int:
    """List defects of the plans and of the graph.

    Exit status 1 when there are any.
    """
    from kg.checking.check import check as examine
    from kg.checking.missing import missing_documents
    from kg.snapshots.snapshot import open_snapshot

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
        missing = missing_documents(snapshot.graph)
        for document in missing if details else ():
            places = [f"{e.source}:{e.start}-{e.end}" for e in document.citations]
            console.data(block(f"{NOT_HELD}: {document.document.label}", *places))
        if missing:
            console.say(_told(missing))
    counts = Counter(finding.kind for finding in findings)
    console.say(", ".join(f"{kind}: {count}" for kind, count in sorted(counts.items())) or "no defects found")
    return console.Exit.NOTHING if findings else console.Exit.DONE


def _told(missing: Sequence[Missing]) -> str:
    """What a ward officer may want to add: no defect, for laws are rarely kept beside plans."""
    from kg.checking.missing import by_type

    types = ", ".join(f"{name} {count}" for name, count in by_type(missing))
    most = "; ".join(f"{one.document.label} ({len(one.citations)} tệp viện dẫn)" for one in missing[:MOST])
    return f"{NOT_HELD}: {len(missing)} văn bản ({types}). Nhiều nhất: {most}. --details: tất cả"
