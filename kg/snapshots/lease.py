"""Readers say that they use a snapshot, so that a writer does not take its files away.

A reader holds a shared lock on the snapshot's manifest for as long as it has it open; the operating system ends it with
the process, whatever happens to that. A writer removes only what nobody holds. On Windows there is nothing to do: files
that are open cannot be removed there.
"""

from __future__ import annotations

import os
import sys
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":

    def _lock(descriptor: int, *, alone: bool) -> bool:
        return True

else:
    import fcntl

    def _lock(descriptor: int, *, alone: bool) -> bool:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks: then nobody holds any
            return True
        return True


def hold(folder: Path, holder: object) -> None:
    """Use the snapshot in `folder` for as long as `holder` lives.

    Raises OSError when it is not there, FileNotFoundError also while a writer takes it away.
    """
    manifest = folder / "manifest.json"
    descriptor = os.open(manifest, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    weakref.finalize(holder, os.close, descriptor)
    if not _lock(descriptor, alone=False):
        raise FileNotFoundError(2, "is being removed", str(manifest))
    # Between opening and locking a writer may have moved the folder away.
    if not os.path.samestat(os.fstat(descriptor), manifest.stat()):
        raise FileNotFoundError(2, "was removed", str(manifest))


@contextmanager
def unused(folder: Path) -> Iterator[bool]:
    """Whether nobody uses the snapshot in `folder`; within the block nobody can begin to."""
    descriptor = -1
    with suppress(OSError):  # without a manifest it is no snapshot, and has no readers
        descriptor = os.open(folder / "manifest.json", os.O_RDONLY)
    try:
        yield descriptor < 0 or _lock(descriptor, alone=True)
    finally:
        if descriptor >= 0:
            os.close(descriptor)
