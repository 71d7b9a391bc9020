"""Which files `build` reads and what they are called, so that the corpus does not depend on where it lies."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.naming import digest


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, and its name in the corpus."""

    name: str
    path: Path


def find_inputs(inputs: Sequence[Path], exclude: Path | None = None) -> list[Input]:
    """The files of `inputs`, sorted by name; a folder is walked, hidden files and folders and `exclude` left out.

    A file of a folder is called by its path relative to the folder, a file given itself by its own name. Where two
    files would have one name, each is called with its folder's name before; where that is the same too, with a digest
    of the place it lies in. Raises InputError for a path that is not there.
    """
    roots = sorted({_absolute(path) for path in inputs})
    found: dict[Path, tuple[str, str]] = {}
    for root in roots:
        if root.is_dir():
            for path in _walk(root, exclude):
                found.setdefault(path, (path.relative_to(root).as_posix(), root.name))
        elif root.exists():
            found.setdefault(root, (root.name, root.parent.name))
        else:
            raise InputError(root)
    return sorted(_named(found), key=lambda item: item.name)


def _absolute(path: Path) -> Path:
    return Path(path).expanduser().absolute()


def _walk(root: Path, exclude: Path | None) -> list[Path]:
    skipped = _absolute(exclude).resolve() if exclude else None
    files = []
    for place, folders, names in os.walk(root):
        folders[:] = [n for n in folders if not n.startswith(".") and Path(place, n).resolve() != skipped]
        files += [Path(place, name) for name in names if not name.startswith(".")]
    return files


def _named(found: dict[Path, tuple[str, str]]) -> list[Input]:
    names: dict[str, list[Path]] = defaultdict(list)
    for path, (name, _) in found.items():
        names[name].append(path)
    inputs = []
    for name, paths in names.items():
        if len(paths) == 1:
            inputs.append(Input(name, paths[0]))
            continue
        longer = [f"{found[path][1]}/{name}" for path in paths]
        for path, candidate in zip(paths, longer, strict=True):
            unique = longer.count(candidate) == 1 and candidate not in names
            inputs.append(Input(candidate if unique else f"{digest(str(path))}/{candidate}", path))
    return inputs
