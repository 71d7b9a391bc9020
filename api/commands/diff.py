"""`plankg diff`: what changed between two builds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api import console
from api.commands import options as o
from api.tables import one_line, table

if TYPE_CHECKING:
    from kg.snapshots.diff import Difference, TaskChange


def diff(
    old: Annotated[str, typer.Argument(metavar="[OLD]", help="Id of a kept snapshot, or its beginning.")] = "previous",
    new: Annotated[str, typer.Argument(metavar="[NEW]", help="The same; default: the one in force.")] = "current",
    form: Annotated[o.Report, typer.Option("--format", help="json has everything.")] = o.Report.table,
    data: o.Data = o.DEFAULT_DATA,
) -> int:
    """Show what changed between two builds.

    New and removed plans, new, removed and changed tasks, changed deadlines, and cited documents that are known better
    than before. Without arguments: from the snapshot before to the one in force. Exit status 1 when nothing changed.
    """
    from kg.snapshots.diff import difference
    from kg.snapshots.history import find
    from kg.snapshots.snapshot import open_folder, open_snapshot

    open_snapshot(data)  # says what to do where there is none, or it is damaged
    sides = [open_folder(data / "snapshots" / find(data, name)) for name in (old, new)]
    found = difference(*sides)
    if form is o.Report.json:
        console.json_document(asdict(found))
    elif found:
        console.data(table(("Change", "Plan", "What"), _rows(found), most={0: 18, 1: 28}))
    console.say(f"from {found.old} to {found.new}: {_summary(found) if found else 'nothing changed'}")
    return console.Exit.DONE if found else console.Exit.NOTHING


def _rows(found: Difference) -> Iterator[tuple[str, str, str]]:
    for plan in found.changed_plans:
        yield "changed plan", plan.label, plan.source
    for word in ("new", "removed"):
        tasks: tuple[TaskChange, ...] = getattr(found, f"{word}_tasks")
        whole = {plan.id for plan in getattr(found, f"{word}_plans")}
        for plan in getattr(found, f"{word}_plans"):
            yield f"{word} plan", plan.label, f"{plan.source}, {sum(task.plan == plan.id for task in tasks)} tasks"
        for task in tasks:
            if task.plan not in whole:
                yield f"{word} task", _plan(task), _said(task)
    for task in found.changed_tasks:
        word = "changed deadline" if "deadline" in task.now else "changed task"
        lines = [f"{name}: {_shown(task.was[name])} -> {_shown(task.now[name])}" for name in task.now]
        yield word, _plan(task), "\n".join([_said(task), *lines])
    for one in found.resolved:
        yield (
            "citation resolved",
            ", ".join(name.partition(":")[2] for name in one.cited_by),
            (f"{one.label}: {one.was} -> {one.now}"),
        )


def _summary(found: Difference) -> str:
    counts = {
        "new plans": found.new_plans,
        "removed plans": found.removed_plans,
        "changed plans": found.changed_plans,
        "new tasks": found.new_tasks,
        "removed tasks": found.removed_tasks,
        "changed tasks": found.changed_tasks,
        "changed deadlines": found.deadlines,
        "citations resolved": found.resolved,
    }
    return ", ".join(f"{len(items)} {name}" for name, items in counts.items() if items)


def _plan(task: TaskChange) -> str:
    return task.plan.partition(":")[2]


def _said(task: TaskChange) -> str:
    text = one_line(task.text)
    return f"{task.path} {text[:160]}{'…' if len(text) > 160 else ''}".strip()


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part)
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return one_line(text[:160]) or "nothing"
