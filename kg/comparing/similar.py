"""Tasks of different plans that are nearly the same text: copied from one another, or from a common model.

Two tasks count when three quarters of the shorter one's runs of three words stand in the longer one too. Runs that many
tasks share (formulas such as "trên địa bàn phường") say nothing and are not looked up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from kg.graph import Graph
from kg.naming import folded

RUN = 3
"""Words in a run."""

FEWEST_RUNS = 10
"""A shorter task is too short to be called a copy."""

SHARED = 0.75
"""The part of the shorter task's runs that the longer one must hold."""

COMMON = 50
"""A run that more tasks than this share is a formula."""


def similar_tasks(graph: Graph) -> Iterator[tuple[str, str]]:
    """Pairs of ids of tasks of different plans that share most of their words, each pair once, sorted."""
    runs, plans = _runs(graph)
    holders: dict[str, list[str]] = defaultdict(list)
    for task, own in runs.items():
        for run in own:
            holders[run].append(task)
    shared: Counter[tuple[str, str]] = Counter()
    for tasks in holders.values():
        if 1 < len(tasks) <= COMMON:
            pairs = ((a, b) for i, a in enumerate(tasks) for b in tasks[i + 1 :] if plans[a] != plans[b])
            shared.update(pairs)
    for (one, other), count in sorted(shared.items()):
        if count >= SHARED * min(len(runs[one]), len(runs[other])):
            yield one, other


def _runs(graph: Graph) -> tuple[dict[str, set[str]], dict[str, str]]:
    runs, plans = {}, {}
    for task in graph.nodes("task"):
        words = folded(task.attributes.get("text", "")).split()
        found = {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
        if len(found) >= FEWEST_RUNS:
            runs[task.id], plans[task.id] = found, task.attributes["plan"]
    return runs, plans
