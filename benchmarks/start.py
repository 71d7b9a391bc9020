"""Time of `plankg --help` and `plankg search` as ratios to importing sentence_transformers, in one run.

    python -m benchmarks.start

Goals: 1/10 and 1/4. The samples are built first, into a folder of their own. Ends with status 1 when a goal is missed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

RUNS = 5
PLANKG = [sys.executable, "-c", "import sys; from api.cli import main; sys.exit(main())"]


def seconds(command: list[str]) -> float:
    """Wall time of the fastest of several runs; the first only fills the file cache."""
    spent = []
    for _ in range(RUNS + 1):
        begin = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        spent.append(time.perf_counter() - begin)
    return min(spent[1:])


def main() -> int:
    """Measures and prints; 1 when a goal is missed."""
    if find_spec("sentence_transformers") is None:
        print("sentence_transformers is not installed: pip install '.[models]'", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        data = str(Path(folder) / "data")
        subprocess.run([*PLANKG, "build", "--sample", "--data", data], check=True, capture_output=True)
        peer = seconds([sys.executable, "-c", "import sentence_transformers"])
        search = [*PLANKG, "search", "chuyển đổi số", "--data", data]
        rows = [("plankg --help", [*PLANKG, "--help"], 1 / 10), ("plankg search", search, 1 / 4)]
        missed = 0
        for name, command, goal in rows:
            ratio = seconds(command) / peer
            missed += ratio > goal
            print(f"{name}: {ratio:.3f} of `import sentence_transformers` (goal {goal:.3f})")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
