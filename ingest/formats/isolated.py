"""Readers in a process of their own, which is killed when it takes too long or too much memory.

A file that is made to harm takes down its process and nothing else. The file goes to the process through a pipe, its
findings come back as JSON. What it writes goes to a folder that is deleted with it, however it ends.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import ingest
from ingest.errors import SourceError
from ingest.formats import limits

_SPLIT = "If it is sound, split it into several files or export it again"
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}


def call(
    task: str, data: bytes, name: str, *, seconds: float = limits.READ_SECONDS, **arguments: object
) -> dict[str, Any]:
    """What the task of `ingest.formats.child` finds in `data`; `name` is the source's name in errors.

    Raises SourceError: what the reader raises; "refused" when it needs more than `seconds` or more than
    `limits.PROCESS_BYTES`, or crashes; "failed" for an exception that no reader means to raise.
    """
    order = json.dumps({"task": task, "name": name, "seconds": seconds, "arguments": arguments})
    command = [sys.executable, "-P", "-m", "ingest.formats.child", order]
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PYTHONPATH": _path(), "TMPDIR": folder, **_ONE_THREAD}
        ended, out = run(command, data, seconds, environment=environment)
    if ended is None:
        reason = f"takes longer than {seconds:g} seconds to read"
        raise SourceError(name, reason, _SPLIT, "refused")
    try:
        answer: dict[str, Any] = json.loads(out)
    except ValueError:
        reason = f"makes its reader crash or need more than {limits.PROCESS_BYTES // limits.MB:,} MB ({_end(ended)})"
        raise SourceError(name, reason, _SPLIT, "refused") from None
    if "error" in answer:
        reason, hint, status = answer["error"]
        raise SourceError(name, reason, hint, status)
    return answer


def run(
    command: Sequence[str], data: bytes, seconds: float, *, environment: Mapping[str, str] | None = None
) -> tuple[int | None, bytes]:
    """(exit status, standard output) of a command that gets `data`; None as the status when it took longer than
    `seconds`: then it is killed with all processes that it started. Raises OSError when it cannot be started."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **(environment or {})},
        start_new_session=True,
    )
    with process:
        try:
            out, _ = process.communicate(data, seconds)
        except BaseException as error:  # an interrupt too must leave nothing behind
            os.killpg(process.pid, signal.SIGKILL)
            if isinstance(error, subprocess.TimeoutExpired):
                return None, b""
            raise
    return process.returncode, out


def _path() -> str:
    """Where the process finds `ingest`, whatever folder it is started in."""
    return str(Path(ingest.__file__ or "").parent.parent)


def _end(status: int) -> str:
    return f"signal {-status}" if status < 0 else f"exit status {status}"
