"""The errors of the graph and its store. Each says what is wrong, where, and the way out.

PlankgError (ingest.errors)
├── NoSnapshotError        nothing was built in this folder yet
├── CorruptSnapshotError   the store's files are not those that were written
│   └── OtherSchemaError   the snapshot is of another version of plankg
├── UnknownSnapshotError   no snapshot of that name is kept
├── StoreError             the disk did not take what was to be written, or did not give what is there
├── LockedError            another process is building into this folder
├── InputError             a path that was to be built does not exist
├── EmptyInputError        the paths that were to be built hold no file
├── NotFoundError          no node of that name; `suggestions` has the nearest ones
├── ExportError            an unknown view or format
└── QueryError             a SPARQL query that is wrong, refused or too large
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.errors import PlankgError


class NoSnapshotError(PlankgError):
    """There is no snapshot in `data`."""

    def __init__(self, data: Path) -> None:
        super().__init__(f"{data}: nothing has been built here. Run: plankg build FOLDER --data {data}")
        self.data = data


class CorruptSnapshotError(PlankgError):
    """A file of a snapshot is absent or is not what was written."""

    def __init__(self, place: Path, reason: str) -> None:
        super().__init__(f"{place}: {reason}. Run `plankg build` again over the same inputs to write it anew")
        self.place = place
        self.reason = reason


class OtherSchemaError(CorruptSnapshotError):
    """A snapshot whose files mean something else than this program takes them for."""

    def __init__(self, place: Path, found: object, wanted: int) -> None:
        PlankgError.__init__(self, f"{place}: {_other_schema(found, wanted)}")
        self.place = place
        self.reason = f"was written in schema {found}, this program reads {wanted}"


def _other_schema(found: object, wanted: int) -> str:
    if isinstance(found, int) and found > wanted:
        return f"was written by a newer plankg (schema {found}, this one reads {wanted}). Install that version"
    return (
        f"was written by an older plankg (schema {found}, this one reads {wanted}). To migrate it, run `plankg build` "
        "over the same inputs: all files are read again, and the old snapshot stays until the new one is in force"
    )


class UnknownSnapshotError(PlankgError):
    """No snapshot called `name` is kept in `data`."""

    def __init__(self, data: Path, name: str, kept: Sequence[str]) -> None:
        known = f"Kept are, oldest first: {', '.join(kept)}" if kept else "Nothing has been built there"
        super().__init__(f"{data}: no one snapshot is called {name!r}. {known}. See: plankg history")
        self.data = data
        self.name = name


class StoreError(PlankgError):
    """An operation on the files of `data` failed; a whole snapshot is in force, the old or the new one."""

    def __init__(self, data: Path, error: OSError) -> None:
        place = error.filename or data
        super().__init__(
            f"{place}: {error.strerror or error}. The graph in force is whole. Make room or mend the disk, then run "
            "the same command again: nothing has to be cleaned up"
        )
        self.data = data
        self.reason = error.strerror or str(error)


class LockedError(PlankgError):
    """Another process writes to `data`."""

    def __init__(self, data: Path, holder: str) -> None:
        super().__init__(
            f"{data}: {holder} is building here. Wait for it, or give another --data folder. The lock ends with that "
            "process, however it ends; the file `lock` itself is never to be removed"
        )
        self.data = data


class InputError(PlankgError):
    """An input of `build` that is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: no such file or folder. Check the path given to `plankg build`")
        self.path = path


class EmptyInputError(PlankgError):
    """Inputs of `build` that hold no file."""

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__(f"{', '.join(map(str, paths))}: no files are there; the graph stays as it was. Check the path")


class NotFoundError(PlankgError):
    """No node is called `text`; `suggestions` holds up to a handful of near names, best first.

    `note` says what else is known of the name.
    """

    def __init__(self, text: str, suggestions: Sequence[str], note: str = "") -> None:
        near = f" Near names: {'; '.join(suggestions)}" if suggestions else " Nothing in the graph has a similar name."
        super().__init__(f"Nothing is called {text!r}.{f' {note}' if note else ''}{near}")
        self.text = text
        self.suggestions = tuple(suggestions)


class ExportError(PlankgError):
    """A view, format or filter that `kg.exchange.exports` does not have."""


class QueryError(PlankgError):
    """A query that cannot be answered; the message says which part and why."""
