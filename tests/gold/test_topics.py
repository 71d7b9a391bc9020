"""Topics measured on gold: micro F1 over all pairs of task and topic, tasks matched by their place."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from api.samples import sample_folder
from ingest.parse import parse_file
from ingest.plan import Task
from tests.gold.annotate import GOLD, names

SAMPLES_FLOOR = 0.85
REAL_PLANS_FLOOR = 0.935


def micro_f1(pairs: Iterable[tuple[Path, Path]]) -> float:
    """Over (plan, gold of that plan)."""
    right = named = wanted = 0
    for plan, gold in pairs:
        tasks = parse_file(plan, plan.name).tasks
        for entry in json.loads(gold.read_text("utf-8"))["tasks"]:
            expected, found = set(entry["topics"]), set(nearest(tasks, entry).topics)
            right, named, wanted = right + len(expected & found), named + len(found), wanted + len(expected)
    return 2 * right / (named + wanted)


def nearest(tasks: Iterable[Task], entry: dict[str, Any]) -> Task:
    return max(tasks, key=lambda task: min(task.end, entry["end"]) - max(task.start, entry["start"]))


def test_topics_of_the_samples() -> None:
    plans = {path.stem: path for path in sample_folder().iterdir()}
    assert micro_f1((plans[name], GOLD / f"{name}.gold.json") for name in names()) >= SAMPLES_FLOOR


def test_topics_of_real_plans(shared: Path) -> None:
    golds = sorted((shared / "gold").glob("*.gold.json"))
    plans = [shared / "corpus" / gold.name.replace(".gold.json", ".txt") for gold in golds]
    assert micro_f1(zip(plans, golds, strict=True)) >= REAL_PLANS_FLOOR
