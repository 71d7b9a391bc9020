"""One writer at a time: a lock on DATA/lock that the operating system releases when its holder ends.

The file names the holder. A name left in it by a process that ended without cleaning up is reported, never obeyed.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import LockedError

if sys.platform == "win32":
    import msvcrt

    # Far behind the name, so that others can read the name while the lock is held.
    _LOCKED_BYTE = 1 << 20

    def _acquire(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

    def _acquire(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def writer_lock(data: Path) -> Iterator[str | None]:
    """Hold the lock of `data` (created if need be); gives a note about a writer that died here, or None.

    Raises LockedError, naming the process and its machine, when another one holds it.
    """
    data.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(data / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            _acquire(descriptor)
        except OSError:
            raise LockedError(data, _holder(descriptor) or "unknown process") from None
        left = _holder(descriptor)
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f"process {os.getpid()} on {socket.gethostname()}".encode())
        yield f"{left} ended in the middle of a build; its unfinished files were removed" if left else None
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def _holder(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, 400).decode("ascii", "replace").strip()
