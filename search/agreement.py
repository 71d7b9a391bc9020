"""Whether a search index and the graph beside it speak of the same things; what `plankg verify` asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.snapshots.snapshot import Snapshot
from search.index import Index


def disagreements(folder: Path, snapshot: Snapshot) -> Iterator[str]:
    """What differs between the index in `folder` and the snapshot's graph and plans, in words; nothing when they agree.

    Raises what `Index.open` raises.
    """
    index, graph = Index.open(folder), snapshot.graph
    rows = [index.result(i) for i in range(len(index))]
    if len(index.groups) != len(rows):
        yield f"has {len(rows)} records, but {len(index.groups)} groups"
    if len(index.deadlines.row) and not 0 <= index.deadlines.row.min() <= index.deadlines.row.max() < len(rows):
        yield f"has {len(rows)} records, but deadlines of others"
    found = Counter("document" if row.kind == "plan" else row.kind for row in rows)
    for kind in ("task", "target", "document"):
        if found[kind] != graph.count(kind):
            yield f"has {found[kind]} records of kind {kind}, the graph has {graph.count(kind)} nodes"
    if lost := [row.id for row in rows if row.kind != "section" and row.id not in graph]:
        yield f"has {len(lost)} records of nodes that the graph has not: {', '.join(sorted(lost)[:3])}"
    texts: dict[str, str] = {}
    for row in rows:
        text = _text(texts, snapshot, row.source)
        if row.source and row.kind == "task" and text[row.start : row.end] != row.text:
            yield f"quotes {row.source}:{row.start}-{row.end} as {row.text[:60]!r}, where something else stands"


def _text(texts: dict[str, str], snapshot: Snapshot, source: str) -> str:
    if source and source not in texts:
        texts[source] = snapshot.text(source)
    return texts.get(source, "")
