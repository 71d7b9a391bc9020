"""Learns what the words of a statement weigh for each topic, from annotated plans.

    python -m ingest.subjects.train OUT GOLD...

OUT becomes the weights that `weighing` reads; each GOLD is a folder of `NAME.gold.json` beside their sources, plans
without topics left out. Needs scikit-learn (`pip install plankg[models]`). The same plans give the same weights on
the same version of it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.parse import parse_file
from ingest.subjects.evidence import evidence_of, topic_names
from ingest.subjects.weighing import features
from ingest.text.mapped import mapped
from ingest.weighing.fitting import annotated, fit, often_seen, write_weights

LEAST_OFTEN = 3
"""A feature that fewer statements have is left out."""
# The inverse of the penalty and the least weight that is kept; chosen on plans that trained nothing.
STRENGTH, LEAST = 0.5, 0.08


@dataclass(frozen=True, slots=True)
class Example:
    """What is seen of a task, and the topics that it was annotated with."""

    seen: dict[str, float]
    topics: frozenset[str]


def examples(folder: Path) -> Iterator[Example]:
    """The annotated tasks of a folder of gold; one that the plan's own reading does not find is left out.

    Raises FileNotFoundError where no source stands beside a gold file.
    """
    for gold, source in annotated(folder):
        told_tasks = gold["tasks"]
        if not any("topics" in task for task in told_tasks):
            continue
        found = {task.start: task for task in parse_file(source, source.name).tasks}
        for told in told_tasks:
            if (task := found.get(told["start"])) is None:
                continue
            text = mapped(" ".join([task.text, *(part.text for part in task.continuation)])).text
            seen = features(evidence_of(text, task.headings, task.output))
            yield Example(seen, frozenset(told.get("topics") or ()))


def learn(told: Sequence[Example]) -> list[dict[str, Any]]:
    """The weights, as they are written: for each topic its bias and the weights that are not nought."""
    seen = often_seen([example.seen for example in told], LEAST_OFTEN)
    answers = {name: [name in example.topics for example in told] for name in topic_names()}
    return fit(seen, answers, strength=STRENGTH, least=LEAST)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m ingest.subjects.train", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("gold", type=Path, nargs="+", metavar="GOLD")
    told = parser.parse_args(arguments)
    found = [example for folder in told.gold for example in examples(folder)]
    if not found:
        print(f"no annotated topics in {', '.join(map(str, told.gold))}", file=sys.stderr)
        return 1
    size = write_weights(told.out, learn(found))
    print(f"{told.out}: {size} weights from {len(found)} tasks")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
