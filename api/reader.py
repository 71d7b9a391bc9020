"""One uploaded file read in a process of its own: `python -m api.reader PATH NAME` prints what was read as JSON.

What was made to harm takes down that process and nothing else; its memory, processor time and files are limited.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

SECONDS = 120
PROCESS_BYTES = 4_000_000_000
_KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV")  # no token, no other secret


def read_apart(path: Path, name: str) -> dict[str, Any]:
    """What `plankg build` would make of a file: `record`, and `plan` and `text` when it could be read, with the plans
    of further documents in it as `more`.

    Raises nothing: a reader that dies or takes too long is a record with its reason.
    """
    command = [sys.executable, "-P", "-m", "api.reader", str(path), name]
    try:
        ended = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, env=environment())
        found: dict[str, Any] = json.loads(ended.stdout)
    except subprocess.TimeoutExpired:
        return _refused(name, f"takes longer than {SECONDS} seconds to read")
    except ValueError:
        return _refused(name, "makes its reader crash or need too much memory")
    return found


def environment() -> dict[str, str]:
    """The environment of processes that read or build: what they need, and where this package lies."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    here = str(Path(__file__).resolve().parent.parent)
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, [here, kept.get("PYTHONPATH", "")]))}


def _refused(name: str, reason: str) -> dict[str, Any]:
    hint = "If it is sound, split it into several files or export it again"
    return {
        "record": {"name": name, "status": "refused", "reason": reason, "hint": hint},
        "plan": None,
        "more": [],
        "text": "",
    }


def main() -> None:
    """Read the file that the arguments name, and print what was found."""
    for limit, most in ((resource.RLIMIT_AS, PROCESS_BYTES), (resource.RLIMIT_CPU, SECONDS)):
        resource.setrlimit(limit, (most, most))
    from ingest.plan import to_json
    from kg.building.inputs import Input
    from kg.building.reading import read_input

    path, name = sys.argv[1:]
    reading = read_input(Input(name, Path(path)))
    more = [to_json(other.plan) for other in reading.more]
    found = {"record": to_json(reading.record), "plan": to_json(reading.plan), "more": more, "text": reading.text or ""}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
