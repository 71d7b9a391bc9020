"""What changed between two snapshots: plans, tasks, deadlines, and which cited documents are held now.

A plan is the same plan under the same node id. A task has no id that outlives an edit of its plan, so it is found again
by its words: first the same words, in order, then those that are alike enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.plan import Plan, Task, to_json
from kg.naming import key
from kg.snapshots.snapshot import Snapshot

ALIKE = 70.0
"""Per cent of likeness from which on two wordings are one task that was edited (`rapidfuzz.fuzz.ratio`)."""
FIELDS = ("text", "path", "lead", "coordinate", "report_to", "deadline", "output", "cites")


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A plan by its node id, label and source."""

    id: str
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class TaskChange:
    """A task of a plan. `was` and `now` are its values in the two snapshots of the fields that differ; of a new or
    removed task both are empty. `source`, `start` and `end` are where it stands (of a removed one: stood)."""

    plan: str
    path: str
    text: str
    source: str
    start: int
    end: int
    was: Mapping[str, Any]
    now: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CitationChange:
    """A cited document that is known better than before. `was` and `now` are "open" or "ambiguous" (which document is
    meant is not known), "known" (cited, no file of it is held) or "held"; `cited_by` are the plans that cite it."""

    id: str
    label: str
    was: str
    now: str
    cited_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that changed from snapshot `old` to snapshot `new`; each list is sorted, so that it is the same every time.

    `deadlines` are those of `changed_tasks` whose deadline differs. `changed_plans` have the same id and another text.
    """

    old: str
    new: str
    new_plans: tuple[PlanChange, ...]
    removed_plans: tuple[PlanChange, ...]
    changed_plans: tuple[PlanChange, ...]
    new_tasks: tuple[TaskChange, ...]
    removed_tasks: tuple[TaskChange, ...]
    changed_tasks: tuple[TaskChange, ...]
    deadlines: tuple[TaskChange, ...]
    resolved: tuple[CitationChange, ...]

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__ if name not in ("old", "new"))


def difference(old: Snapshot, new: Snapshot) -> Difference:
    """What changed from `old` to `new`. Raises CorruptSnapshotError for damaged files."""
    before, after = _plans(old), _plans(new)
    both = sorted(before.keys() & after.keys())
    texts = {id: (_digest(old, before[id]), _digest(new, after[id])) for id in both}
    pairs = [(id, pair) for id in both for pair in _matched(before[id].tasks, after[id].tasks)]
    alone = [(id, (task, None)) for id in before.keys() - after.keys() for task in before[id].tasks]
    fresh = [(id, (None, task)) for id in after.keys() - before.keys() for task in after[id].tasks]
    changed = [_changed(after[id], id, a, b) for id, (a, b) in pairs if a and b and _values(a) != _values(b)]
    return Difference(
        old.id,
        new.id,
        _named(new, after, after.keys() - before.keys()),
        _named(old, before, before.keys() - after.keys()),
        _named(new, after, [id for id, (was, now) in texts.items() if was != now]),
        _sorted(_alone(after[id], id, b) for id, (a, b) in [*pairs, *fresh] if b and not a),
        _sorted(_alone(before[id], id, a) for id, (a, b) in [*pairs, *alone] if a and not b),
        _sorted(changed),
        _sorted(one for one in changed if "deadline" in one.now),
        tuple(_resolved(old, new)),
    )


def _plans(snapshot: Snapshot) -> dict[str, Plan]:
    return dict(zip(snapshot.plan_ids, snapshot.plans(), strict=True))


def _digest(snapshot: Snapshot, plan: Plan) -> str:
    return next((record.text for record in snapshot.sources() if record.name == plan.source), "")


def _named(snapshot: Snapshot, plans: Mapping[str, Plan], ids: Iterable[str]) -> tuple[PlanChange, ...]:
    return tuple(PlanChange(id, snapshot.graph.node(id).label, plans[id].source) for id in sorted(ids))


Pair = tuple[Task | None, Task | None]


def _matched(old: Sequence[Task], new: Sequence[Task]) -> list[Pair]:
    """Each task of two versions of a plan once: with its other version, or None where it has none."""
    from rapidfuzz.fuzz import ratio

    found: list[Pair] = []
    left, right = _paired(old, new, lambda task: (key(task.text), task.path), found)
    left, right = _paired(left, right, lambda task: key(task.text), found)
    likeness = [(ratio(key(a.text), key(b.text)), i, j) for i, a in enumerate(left) for j, b in enumerate(right)]
    taken: tuple[set[int], set[int]] = set(), set()
    for score, i, j in sorted(likeness, key=lambda item: (-item[0], item[1], item[2])):
        if score >= ALIKE and i not in taken[0] and j not in taken[1]:
            found.append((left[i], right[j]))
            taken[0].add(i)
            taken[1].add(j)
    found += [(task, None) for i, task in enumerate(left) if i not in taken[0]]
    return found + [(None, task) for j, task in enumerate(right) if j not in taken[1]]


def _paired(
    old: Sequence[Task], new: Sequence[Task], by: Callable[[Task], object], found: list[Pair]
) -> tuple[list[Task], list[Task]]:
    """Pairs tasks that are equal `by` something, in reading order; gives those that are left."""
    waiting: dict[object, list[Task]] = defaultdict(list)
    for task in new:
        waiting[by(task)].append(task)
    left = []
    for task in old:
        if same := waiting[by(task)]:
            found.append((task, same.pop(0)))
        else:
            left.append(task)
    kept = {id(task) for tasks in waiting.values() for task in tasks}
    return left, [task for task in new if id(task) in kept]


def _values(task: Task) -> dict[str, Any]:
    values = {name: to_json(getattr(task, name)) for name in FIELDS}
    # As the plan words it: "trước 30/11" for "trước ngày 30/11" changes nothing, another day does.
    return values | {"text": " ".join(task.text.split()), "deadline": to_json(task.deadline) or task.deadline_raw}


def _changed(plan: Plan, plan_id: str, was: Task, now: Task) -> TaskChange:
    before, after = _values(was), _values(now)
    names = [name for name in FIELDS if before[name] != after[name]]
    return _task(plan, plan_id, now, {n: before[n] for n in names}, {n: after[n] for n in names})


def _alone(plan: Plan, plan_id: str, task: Task) -> TaskChange:
    return _task(plan, plan_id, task, {}, {})


def _task(plan: Plan, plan_id: str, task: Task, was: Mapping[str, Any], now: Mapping[str, Any]) -> TaskChange:
    return TaskChange(plan_id, task.path, task.text, plan.source, task.start, task.end, was, now)


def _sorted(changes: Iterable[TaskChange]) -> tuple[TaskChange, ...]:
    return tuple(sorted(changes, key=lambda one: (one.plan, one.start, one.end, one.text)))


def _resolved(old: Snapshot, new: Snapshot) -> Iterator[CitationChange]:
    """The documents that both snapshots cite and the new one knows better."""
    rank = ("open", "ambiguous", "known", "held")
    for node in new.graph.nodes("document"):
        if node.id not in old.graph:
            continue
        was, now = (_state(s.graph.node(node.id).attributes) for s in (old, new))
        if rank.index(was) < rank.index(now):
            cited_by = sorted({edge.source for edge in new.graph.into(node.id) if edge.source.startswith("doc:")})
            yield CitationChange(node.id, node.label, was, now, tuple(cited_by))


def _state(attributes: Mapping[str, Any]) -> str:
    state = str(attributes.get("state", "resolved"))
    return state if state in ("open", "ambiguous") else "held" if attributes.get("held") else "known"
