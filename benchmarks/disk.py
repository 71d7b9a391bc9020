"""A disk that fails at a chosen moment: each operation on files under one folder is counted, and one of them fails.

Python's own functions for files are replaced for as long as the disk is in use; numpy and the standard library write
through them. A write that fails has written half of its bytes before, as on a disk that fills up.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

GROWING = frozenset({"open for writing", "write", "mkdir", "link", "rename", "fsync"})
"""What a full disk refuses; it still removes and reads."""
KILL = 0
"""In place of an error number: the process is killed there."""


class Disk:
    """Fails operation number `at` (counted from 0) under `folder` with `error`: an errno, or KILL.

    ENOSPC goes on: from then on nothing that needs room succeeds. `seen` counts the operations by kind.
    """

    def __init__(self, folder: Path, at: int = -1, error: int = errno.EIO) -> None:
        self._folder, self._at, self._error = str(folder), at, error
        self.seen: Counter[str] = Counter()
        self.failed = ""

    @contextmanager
    def in_use(self) -> Iterator[Disk]:
        """Replaces the functions until the block ends."""
        kept = [(place, name, getattr(place, name)) for place, name in _REPLACED]
        real_open = io.open
        wrapped: dict[str, Callable[..., Any]] = {
            "fsync": self._by_descriptor("fsync", os.fsync),
            "ftruncate": self._by_descriptor("truncate", os.ftruncate),
            "mkdir": self._by_path("mkdir", os.mkdir),
            "link": self._by_path("link", os.link, at=1),
            "rename": self._by_path("rename", os.rename),
            "replace": self._by_path("rename", os.replace),
            "unlink": self._by_path("remove", os.unlink),
            "rmdir": self._by_path("remove", os.rmdir),
        }
        for place, name, _ in kept:
            if name == "open":
                setattr(place, name, self._opening(real_open))
            else:
                setattr(place, name, wrapped[name])
        try:
            yield self
        finally:
            for place, name, function in kept:
                setattr(place, name, function)

    def step(self, kind: str, before: Callable[[], object] = lambda: None) -> None:
        """Count one operation. Raises OSError where it is to fail, after `before`; kills the process where that is."""
        number = self.seen.total()
        self.seen[kind] += 1
        full = self._error == errno.ENOSPC
        if number == self._at or (full and self.failed and kind in GROWING):
            if full and kind not in GROWING:
                self._at += 1  # the next one that needs room fails
                return
            self.failed = self.failed or kind
            before()
            if self._error == KILL:
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(self._error, os.strerror(self._error))

    def _mine(self, path: object) -> bool:
        return isinstance(path, str | os.PathLike) and os.fspath(path).startswith(self._folder)

    def _by_path(self, kind: str, function: Callable[..., Any], at: int = 0) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            if self._mine(arguments[at]):
                self.step(kind)
            return function(*arguments, **named)

        return call

    def _by_descriptor(self, kind: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(descriptor: int, *arguments: Any) -> Any:
            if self._mine(os.readlink(f"/proc/self/fd/{descriptor}")):
                self.step(kind)
            return function(descriptor, *arguments)

        return call

    def _opening(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
            if not self._mine(file):
                return function(file, mode, *arguments, **named)
            writing = any(letter in mode for letter in "wax+")
            self.step("open for writing" if writing else "open")
            opened = function(file, mode, *arguments, **named)
            return _File(opened, self) if writing else opened

        return call


class _File:
    """A file that is written to, each write an operation of the disk."""

    def __init__(self, file: Any, disk: Disk) -> None:
        self._file, self._disk = file, disk

    def write(self, content: Any) -> int:
        def half() -> None:
            self._file.write(content[: len(content) // 2])
            self._file.flush()

        self._disk.step("write", half)
        written: int = self._file.write(content)
        return written

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


_REPLACED: tuple[tuple[Any, str], ...] = (
    (builtins, "open"),
    (io, "open"),
    *((os, name) for name in ("fsync", "ftruncate", "mkdir", "link", "rename", "replace", "unlink", "rmdir")),
)
