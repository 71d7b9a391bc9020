"""How quickly servers answer that they are well: a process of its own, so that nothing of the asker's holds it up.

`python -m tests.api.pulse SECONDS BASE...` asks /healthz of each in turn and prints the seconds of each, a line each.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from http.client import HTTPConnection
from urllib.parse import urlsplit

PAUSE = 0.02


def start(seconds: float, *bases: str) -> subprocess.Popen[str]:
    """A process that looks at the health of servers for so long; `read` gives what it saw."""
    order = [sys.executable, "-m", "tests.api.pulse", str(seconds), *bases]
    return subprocess.Popen(order, stdout=subprocess.PIPE, text=True)


def read(watcher: subprocess.Popen[str]) -> list[list[float]]:
    """For each server the seconds of every look, in order. Waits for the watcher's end."""
    out, _ = watcher.communicate(timeout=300)
    assert watcher.returncode == 0
    return [json.loads(line) for line in out.splitlines()]


def share(seconds: list[float], part: float) -> float:
    """The milliseconds that so large a part of the looks stayed under."""
    ordered = sorted(seconds)
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)] * 1000


def told(name: str, seconds: list[float]) -> str:
    """A distribution in words."""
    shares = ", ".join(f"{part:.0%} {share(seconds, part):.1f}" for part in (0.5, 0.9, 0.99))
    return f"{name}: {len(seconds)} looks, {shares}, longest {max(seconds) * 1000:.1f} ms"


def main() -> None:
    """Look and print."""
    until = time.monotonic() + float(sys.argv[1])
    servers = [HTTPConnection(urlsplit(base).netloc, timeout=60) for base in sys.argv[2:]]
    seen: list[list[float]] = [[] for _ in servers]
    while time.monotonic() < until:
        for server, found in zip(servers, seen, strict=True):
            began = time.perf_counter()
            server.request("GET", "/healthz")
            answer = server.getresponse()
            answer.read()
            found.append(time.perf_counter() - began)
            assert answer.status == 200
        time.sleep(PAUSE)
    for found in seen:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
