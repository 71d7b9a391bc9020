"""Learns from annotated plans which numbers and percentages are targets, and where the nouns end that numbers count.

    python -m ingest.duties.train OUT GOLD...

Writes `counts.json`, `shares.json` and `nouns.json`, which `counting` reads, to the folder OUT; each GOLD is a folder
of `NAME.gold.json` beside their sources. The examples of `grammar/targets.toml` are learned with them. Needs
scikit-learn (`pip install plankg[models]`). The same plans give the same weights on the same version of it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ingest.duties.count_examples import CountExamples, of_annotated, of_grammar
from ingest.parse import parse_statements
from ingest.read import read_source
from ingest.weighing.fitting import annotated, learn, write_weights

LEAST_OFTEN = 2
"""A feature that fewer examples have is left out."""
# The inverse of the penalty and the least weight that is kept; chosen on plans that trained nothing.
OF_COUNTS = {"strength": 0.3, "least": 0.05}
OF_SHARES = {"strength": 1.0, "least": 0.05}
OF_NOUNS = {"strength": 1.0, "least": 0.1}


def examples(folder: Path) -> CountExamples:
    """The examples in a folder of gold.

    Raises FileNotFoundError where no source stands beside a gold file.
    """
    found = CountExamples()
    for gold, path in annotated(folder):
        found.add(of_annotated(parse_statements(read_source(path, path.name)), gold))
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m ingest.duties.train", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("gold", type=Path, nargs="+", metavar="GOLD")
    given = parser.parse_args(arguments)
    told = CountExamples()
    for folder in given.gold:
        told.add(examples(folder))
    if not told.nouns:
        print(f"no annotated targets in {', '.join(map(str, given.gold))}", file=sys.stderr)
        return 1
    told.add(of_grammar())
    for name, found, how in (
        ("counts", told.counts, OF_COUNTS),
        ("shares", told.shares, OF_SHARES),
        ("nouns", told.nouns, OF_NOUNS),
    ):
        size = write_weights(given.out / f"{name}.json", [learn(name, found, LEAST_OFTEN, **how)])
        print(f"{given.out / name}.json: {size} weights from {len(found)} examples")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
