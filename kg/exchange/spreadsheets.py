"""nodes.csv and edges.csv: two tables that open in a spreadsheet, run nothing there, and keep the bullets of lists.

A text that begins with the bullet of a list ("- Tuyên truyền ...") stands without it, and the bullet stands in the
column `<name>_bullet`: bullet and text together are the source's words. Any other text that a spreadsheet would take
for a formula gets an apostrophe (`kg.characters.safe_cell`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from kg.characters import printable, without_bullet
from kg.characters import safe_cell as safe
from kg.exchange.networks import edge_attributes, node_attributes
from kg.graph import Graph

_Row = Mapping[str, str | int | float | bool]


def csv_files(graph: Graph) -> dict[str, bytes]:
    """The content of nodes.csv and edges.csv: UTF-8 with a byte order mark, for spreadsheets read it no other way."""
    nodes: list[_Row] = [{"id": n.id, **node_attributes(n)} for n in graph.nodes()]
    edges: list[_Row] = [{**edge_attributes(e), "source": e.source, "target": e.target} for e in graph.edges()]
    return {
        "nodes.csv": _table(("id", "kind", "label"), nodes),
        "edges.csv": _table(("source", "predicate", "target"), edges),
    }


def _table(first: tuple[str, ...], rows: Sequence[_Row]) -> bytes:
    found = [_split(row) for row in rows]
    columns = [*first, *sorted({name for row in found for name in row} - set(first))]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in found:
        writer.writerow([row.get(name, "") for name in columns])
    return out.getvalue().encode("utf-8-sig")


def _split(row: _Row) -> dict[str, str | int | float | bool]:
    """The row with its bullets in columns of their own and no cell that runs."""
    found: dict[str, str | int | float | bool] = {}
    for name, value in row.items():
        if not isinstance(value, str):
            found[name] = value
            continue
        bullet, rest = without_bullet(printable(value))
        found[name] = safe(rest)
        if bullet:
            found[f"{name}_bullet"] = bullet
    return found
