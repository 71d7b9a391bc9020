"""`plankg history` and `plankg restore`: the snapshots that are kept, and the way back to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from api import console
from api.commands import options as o
from api.tables import table

if TYPE_CHECKING:
    from kg.snapshots.history import Entry


def history(
    form: o.Format = o.Listing.table,
    data: o.Data = o.DEFAULT_DATA,
) -> int:
    """List the snapshots that are kept, the newest last."""
    from kg.errors import NoSnapshotError
    from kg.snapshots.history import entries

    kept = entries(data)
    if not kept:
        raise NoSnapshotError(data)
    rows = [_about(data, entry) for entry in kept]
    if form is o.Listing.table:
        cells = [
            (r["snapshot"], r["since"] or "?", r["plans"], r["tasks"], "in force" if r["in_force"] else "")
            for r in rows
        ]
        console.data(table(("Snapshot", "In force since", "Plans", "Tasks", ""), cells))
    elif form is o.Listing.json:
        console.json_document(rows)
    else:
        console.json_lines(rows)
    return console.Exit.DONE


def restore(
    name: Annotated[str, typer.Argument(metavar="ID", help="Id of a kept snapshot, its beginning, or: previous.")],
    data: o.Data = o.DEFAULT_DATA,
) -> int:
    """Put a kept snapshot in force again; every byte of it is checked before.

    The one that was in force is kept, so this can be undone. The next build makes the graph of its inputs as ever.
    """
    from kg.snapshots.history import restore as put_back

    console.say(f"snapshot {put_back(data, name)} is in force")
    return console.Exit.DONE


def _about(data: Any, entry: Entry) -> dict[str, Any]:
    from kg.errors import CorruptSnapshotError
    from kg.snapshots.snapshot import open_folder

    told = {"snapshot": entry.snapshot, "since": entry.since, "in_force": entry.in_force}
    try:
        counts = open_folder(data / "snapshots" / entry.snapshot).manifest["counts"]
    except CorruptSnapshotError:
        return told | {"plans": None, "tasks": None}
    return told | {name: counts[name] for name in ("plans", "tasks")}
