"""Which files `build` reads and what they are called, so that the corpus does not depend on where it lies.

A zip archive is a folder: its members are inputs. Whatever cannot be opened is an input too, with its fault, so that
it ends as a record and not in silence.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import cast

from ingest.errors import SourceError
from ingest.errors import Status as ErrorStatus
from ingest.read import load
from kg.building.archives import Fault, load_member, members, shown_name
from kg.errors import InputError
from kg.naming import digest


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, and its name in the corpus. `member` is the name of a file within the archive at `path`; `fault`
    says why it is not opened."""

    name: str
    path: Path
    member: str | None = None
    fault: Fault | None = None

    @property
    def filename(self) -> str:
        """The name that tells its format."""
        return self.path.name if self.member is None else PurePosixPath(self.name).name

    def load(self) -> bytes:
        """Its content. Raises SourceError where it cannot or should not be opened."""
        if self.fault is not None:
            reason, hint, status = self.fault
            raise SourceError(self.name, reason, hint, cast(ErrorStatus, status))
        return load(self.path, self.name) if self.member is None else load_member(self.path, self.member, self.name)


def find_inputs(inputs: Sequence[Path], exclude: Path | None = None) -> list[Input]:
    """The files of `inputs`, sorted by name; a folder or an archive is walked, hidden files and folders and `exclude`
    left out.

    A file of a folder is called by its path relative to the folder, one of an archive by that and its path within, a
    file given itself by its own name; signs that could mislead whoever reads a name are replaced. Where two files would
    have one name, each is called with its folder's name before; where that is the same too, with a digest of the place
    it lies in. Raises InputError for a path that is not there.
    """
    roots = sorted({_absolute(path) for path in inputs})
    found: dict[tuple[Path, str | None], tuple[Input, str]] = {}
    for root in roots:
        if root.is_dir():
            for path in _walk(root, exclude):
                name = shown_name(path.relative_to(root).as_posix())
                for item in _opened(path, name, _link_fault(path, root)):
                    found.setdefault((path, item.member), (item, shown_name(root.name)))
        elif root.exists():
            for item in _opened(root, shown_name(root.name), None):
                found.setdefault((root, item.member), (item, shown_name(root.parent.name)))
        else:
            raise InputError(root)
    return sorted(_named([*found.values()]), key=lambda item: item.name)


def _opened(path: Path, name: str, fault: Fault | None) -> Iterator[Input]:
    """The input at `path`, or the members of the archive there."""
    if fault is not None or path.suffix.lower() != ".zip":
        yield Input(name, path, None, fault)
        return
    held = members(path)
    if isinstance(held, tuple):
        yield Input(name, path, None, held)
        return
    for member, inner, own in held:
        yield Input(f"{name}/{inner}", path, member, own)


def _link_fault(path: Path, root: Path) -> Fault | None:
    """A link in a folder of plans may not lead out of it: whoever sends a folder does not choose what is read here."""
    if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        return "is a link that leads out of the folder", "Copy the file itself there", "refused"
    return None


def _absolute(path: Path) -> Path:
    return Path(path).expanduser().absolute()


def _walk(root: Path, exclude: Path | None) -> list[Path]:
    skipped = _absolute(exclude).resolve() if exclude else None
    files = []
    for place, folders, names in os.walk(root):
        folders[:] = [n for n in folders if not n.startswith(".") and Path(place, n).resolve() != skipped]
        files += [Path(place, name) for name in names if not name.startswith(".")]
    return files


def _named(found: Sequence[tuple[Input, str]]) -> Iterator[Input]:
    names: dict[str, list[tuple[Input, str]]] = defaultdict(list)
    for item, folder in found:
        names[item.name].append((item, folder))
    for name, items in names.items():
        if len(items) == 1:
            yield items[0][0]
            continue
        longer = [f"{folder}/{name}" for _, folder in items]
        for (item, _), candidate in zip(items, longer, strict=True):
            unique = longer.count(candidate) == 1 and candidate not in names
            place = str(item.path) if item.member is None else f"{item.path}/{item.member}"
            own = candidate if unique else f"{digest(place)}/{candidate}"
            yield Input(own, item.path, item.member, item.fault)
