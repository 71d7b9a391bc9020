"""What plans give to whom: their tasks in the order of the text, and how often each unit stands in which role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kg.graph import Graph
from kg.predicates import ROLES


@dataclass(frozen=True, slots=True)
class Assigned:
    """A task of a plan; `text` is on one line, `start:end` of `source` its first piece.

    `cites` tells that it names the document that was asked for.
    """

    id: str
    path: str
    text: str
    source: str
    start: int
    end: int
    lead: tuple[str, ...]
    coordinate: tuple[str, ...]
    report_to: tuple[str, ...]
    deadline: str | None
    cites: bool = False


def assigned(graph: Graph, plan_id: str, cited: str | None = None) -> list[Assigned]:
    """The tasks of a plan in the order of its text; `cites` tells those that name the document `cited`."""
    citing = {edge.source for edge in graph.into(cited, "cites")} if cited else set()
    found = []
    for task_id in graph.targets(plan_id, "has_task"):
        about = graph.node(task_id).attributes
        found.append(
            Assigned(
                id=task_id,
                path=about["path"],
                text=about["text"],
                source=about["source"],
                start=about["start"],
                end=about["end"],
                lead=tuple(about.get("lead", ())),
                coordinate=tuple(about.get("coordinate", ())),
                report_to=tuple(about.get("report_to", ())),
                deadline=about.get("deadline_raw"),
                cites=task_id in citing,
            )
        )
    return sorted(found, key=lambda task: (task.start, task.id))


def by_unit(tasks: Iterable[Assigned]) -> list[tuple[str, dict[str, int]]]:
    """(unit, role -> number of tasks), the units with most tasks as lead first."""
    counts: dict[str, Counter[str]] = {}
    for task in tasks:
        for role in ROLES:
            for unit in getattr(task, role):
                counts.setdefault(unit, Counter())[role] += 1
    ranked = sorted(counts.items(), key=lambda item: ([-item[1][role] for role in ROLES], item[0]))
    return [(unit, {role: count[role] for role in ROLES if count[role]}) for unit, count in ranked]


def to_json(tasks: Sequence[Assigned]) -> list[dict[str, Any]]:
    """JSON-ready."""
    return [asdict(task) for task in tasks]
