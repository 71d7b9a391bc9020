"""Which snapshots there are, which is in force, and the way back.

DATA/HISTORY has a line for each snapshot that is kept, "<id> <when it came into force, UTC>", the newest last. It says
what to keep and when; which snapshot is in force says DATA/CURRENT alone. Both are replaced in one step each.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kg.errors import CorruptSnapshotError, UnknownSnapshotError
from kg.snapshots.lease import unused
from kg.snapshots.lock import writer_lock
from kg.snapshots.snapshot import current_folder, open_folder

KEEP = 5
"""How many snapshots stay, the one in force among them."""
SHORTEST = 4
"""Digits of a snapshot's id that may stand for the whole."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A snapshot that is kept: its id, when it came into force ("2026-11-21T08:30:00Z", "" where nobody noted it), and
    whether it is in force now."""

    snapshot: str
    since: str
    in_force: bool


def entries(data: Path) -> list[Entry]:
    """The snapshots that `data` keeps, the newest last. Empty when nothing was built there."""
    current = _current(data)
    noted = _noted(data)
    if current and current not in noted:  # of a store from before there was a history, or a damaged one
        noted[current] = ""
    return [
        Entry(name, since, name == current)
        for name, since in noted.items()
        if (data / "snapshots" / name / "manifest.json").is_file()
    ]


def find(data: Path, name: str) -> str:
    """The id of the snapshot called `name`: an id or its beginning, "current", or "previous" for the one before it.

    Raises UnknownSnapshotError, listing those that are kept.
    """
    kept = entries(data)
    ids = [entry.snapshot for entry in kept]
    at = next((i for i, entry in enumerate(kept) if entry.in_force), None)
    if name == "current" and at is not None:
        return ids[at]
    if name == "previous" and at is not None and len(ids) > 1:
        return ids[at - 1] if at else ids[-1]
    found = [one for one in ids if len(name) >= SHORTEST and one.startswith(name)]
    if len(found) != 1:
        raise UnknownSnapshotError(data, name, ids)
    return found[0]


def restore(data: Path, name: str) -> str:
    """Put a kept snapshot in force again (`name` as `find` takes it); gives its id.

    Every byte of it is checked before. Raises UnknownSnapshotError, CorruptSnapshotError, or LockedError while a build
    runs; nothing is changed then. The snapshot that was in force stays in the history, so this too can be undone.
    """
    with writer_lock(data):
        found = find(data, name)
        open_folder(data / "snapshots" / found).verify()
        put_in_force(data, found)
    return found


def put_in_force(data: Path, name: str, keep: int = KEEP) -> None:
    """Let DATA/CURRENT name the snapshot, in one step. The caller holds the writer's lock."""
    before = _current(data)
    if before == name:
        return
    noted = _noted(data)
    if before:
        noted.setdefault(before, "")
    noted.pop(name, None)
    noted[name] = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [f"{one} {since}".rstrip() + "\n" for one, since in list(noted.items())[-max(1, keep) :]]
    # First the history: a writer that dies between the two steps leaves one more line than there should be.
    replace_file(data / "HISTORY", "".join(lines))
    replace_file(data / "CURRENT", name + "\n")
    flush_folder(data)


def prune(data: Path) -> None:
    """Remove what a writer left behind and every snapshot that the history does not name and nobody reads."""
    kept = {*_noted(data), _current(data)}
    with suppress(OSError):  # nothing depends on it, and the next build does it again
        for folder in sorted((data / "snapshots").iterdir()):
            if folder.name in kept:
                continue
            with unused(folder) as free:
                if free:
                    remove(folder)


def remove(folder: Path) -> None:
    """Remove a folder of the store. It is renamed first: half of it is never taken for a snapshot."""
    gone = folder if folder.name.startswith(".") else folder.with_name(f".gone-{folder.name}")
    with suppress(OSError):  # what cannot be removed now is removed by the next build
        if gone != folder:
            shutil.rmtree(gone, ignore_errors=True)
            folder.rename(gone)
        shutil.rmtree(gone)


def replace_file(path: Path, text: str) -> None:
    """Write a small text file anew, in one step that survives a loss of power. Raises OSError."""
    new = path.with_name(f"{path.name}.new")
    with new.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)


def flush_folder(folder: Path) -> None:
    """Let the names in a folder survive a loss of power. Raises OSError."""
    if os.name != "posix":  # elsewhere a folder cannot be opened, and a rename is flushed with its files
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _current(data: Path) -> str:
    with suppress(CorruptSnapshotError):
        folder = current_folder(data)
        return folder.name if folder else ""
    return ""


def _noted(data: Path) -> dict[str, str]:
    """Snapshot -> when it came into force, as HISTORY has them; lines that are damaged count for nothing."""
    try:
        lines = (data / "HISTORY").read_text("ascii").splitlines()
    except (OSError, ValueError):
        return {}
    pairs = [line.partition(" ") for line in lines]
    return {name: since.strip() for name, _, since in pairs if name.isalnum()}
