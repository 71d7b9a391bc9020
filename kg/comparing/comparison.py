"""Places side by side: who leads what, who only coordinates, who has nothing; copied text told from own work.

Rows are topics, concepts, or the tasks of a document that plans carry out; columns are the places that issued plans.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from ingest.plan import Plan
from kg.comparing.copies import CopyGroup, copy_groups, shingles
from kg.graph import Edge, Graph, Node
from kg.naming import folded
from kg.predicates import ROLES

State = Literal["leads", "coordinates", "unassigned", "nothing"]
By = Literal["topic", "concept", "task"]
RowKind = Literal["topic", "concept", "task", "other"]

ALIKE = 0.22
"""From which cosine a task carries out a task of the document above it.

The vectors are counts of folded syllable pairs weighted by their rarity. Measured over the sample plans: of 150 tasks
of plans that carry out other documents one reaches it.
"""
SAME_FIGURE = 0.5
"""Above which share of the shorter metric's syllable pairs two figures with one unit measure the same."""
MOST_TASKS = 20_000
"""How many tasks are compared at once: 18,000 of 300 places that copied 60 from one another take 9 s."""
_OTHER: Literal["other"] = "other"
_Named = tuple[str, RowKind, str, list[Node]]  # id, kind, label and tasks of a row


@dataclass(frozen=True, slots=True)
class Column:
    """A place that issued plans. `carries` says whether one of them carries out the document asked for."""

    id: str
    name: str
    plans: tuple[str, ...]
    tasks: int
    carries: bool | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What one place does about one row.

    `leads`: a unit of the place leads a task; `coordinates`: units are named but none of its own leads; `unassigned`:
    there are tasks and none names a unit; `nothing`: there is no task. With a unit asked for, only its tasks count and
    the words are about it. `copied` of the tasks stand in nearly the same words in a plan of another place.
    """

    state: State = "nothing"
    tasks: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()
    copied: int = 0

    @property
    def own(self) -> int:
        """How many tasks stand in no other place's plan."""
        return len(self.tasks) - self.copied


@dataclass(frozen=True, slots=True)
class Row:
    """A topic, a concept or a task of the document above, with one cell for each column."""

    id: str
    kind: RowKind
    label: str
    cells: tuple[Cell, ...]

    @property
    def tasks(self) -> int:
        """How many tasks there are over all places."""
        return sum(len(cell.tasks) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure over places: target node ids by column, those of metrics in nearly the same words."""

    label: str
    unit: str
    targets: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The matrix; `copies` are the groups of its tasks that are nearly the same text.

    `left_out` places had no room.
    """

    by: By
    document: str | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    figures: tuple[FigureRow, ...]
    copies: tuple[CopyGroup, ...]
    left_out: int = 0


class Comparer:
    """Compares the places of one graph. Nothing is changed after the first comparison by concept."""

    def __init__(self, graph: Graph, plans: Callable[[], Iterable[Plan]] = tuple) -> None:
        """`plans` gives those that the graph was assembled from; they are read for comparisons by concept alone."""
        self._graph, self._plans = graph, plans

    def compare(
        self,
        by: By = "topic",
        document: str | None = None,
        unit: str | None = None,
        places: Sequence[str] = (),
        most: int = MOST_TASKS,
    ) -> Comparison:
        """The matrix by topic, by concept, or by the tasks of `document`.

        With `document` (a node id) only plans that carry it out count, directly or through others, and tasks that cite
        it; every place stays a column, because having no such plan is what is looked for. Where the document is not
        held or has no tasks, "task" falls back to topics. `unit` is the node id of a kind of unit or of a member,
        `places` are node ids (default: all with plans). Places are taken by name until they have `most` tasks together.
        Raises KeyError for an unknown node, ValueError for "task" without a document.
        """
        if by == "task" and document is None:
            raise ValueError("the tasks of a document are compared: name the document")
        columns = self._columns(document, places)
        tasks, shown = self._tasks_of(columns, most)
        kept = self._kept(tasks, document, unit)
        by, named = self._rows(by, document, kept, tasks)
        groups = copy_groups(tasks)
        copied = frozenset(task for group in groups for task in group.tasks)
        rows = [self._row(*row, columns[:shown], unit, copied) for row in named]
        ids = {task for row in rows for cell in row.cells for task in cell.tasks}
        copies = tuple(group for group in groups if not ids.isdisjoint(group.tasks))
        figures = self._figures(columns[:shown], document)
        return Comparison(
            by, document, tuple(columns[:shown]), tuple(rows), figures, copies, left_out=len(columns) - shown
        )

    @cached_property
    def _concepts(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """The concepts that each task names, by source and id within the plan."""
        return {
            (plan.source, task.id): tuple(dict.fromkeys(one.concept for one in task.concepts))
            for plan in self._plans()
            for task in plan.tasks
        }

    def _columns(self, document: str | None, places: Sequence[str]) -> list[Column]:
        carrying = carriers(self._graph, document) if document else set()
        nodes = [self._graph.node(place) for place in dict.fromkeys(places)] or list(self._graph.nodes("place"))
        found = []
        for node in nodes:
            plans = tuple(sorted(e.source for e in self._graph.into(node.id, "issued_in") if e.source != document))
            if plans or places:
                carries = not carrying.isdisjoint(plans) if document else None
                tasks = sum(len(self._graph.targets(plan, "has_task")) for plan in plans)
                found.append(Column(node.id, node.label, plans, tasks, carries))
        return sorted(found, key=lambda column: (folded(column.name), column.id))

    def _tasks_of(self, columns: Sequence[Column], most: int) -> tuple[list[Node], int]:
        """The tasks of the first columns, in the order of columns, plans and reading; and how many columns these are.

        The first column is always taken.
        """
        tasks: list[Node] = []
        for number, column in enumerate(columns):
            if number and len(tasks) + column.tasks > most:
                return tasks, number
            for plan in column.plans:
                tasks += self._in_reading_order(plan, "has_task")
        return tasks, len(columns)

    def _in_reading_order(self, plan: str, predicate: str) -> list[Node]:
        nodes = [self._graph.node(node_id) for node_id in self._graph.targets(plan, predicate)]
        return sorted(nodes, key=lambda node: (node.attributes["start"], node.id))

    def _kept(self, tasks: list[Node], document: str | None, unit: str | None) -> list[Node]:
        """The tasks that count."""
        if document:
            carrying = carriers(self._graph, document)
            citing = {edge.source for edge in self._graph.into(document, "cites")}
            tasks = [task for task in tasks if task.attributes["plan"] in carrying or task.id in citing]
        if unit:
            of_unit = self._of_unit(unit)
            tasks = [task for task in tasks if task.id in of_unit]
        return tasks

    def _of_unit(self, unit: str) -> set[str]:
        members = {unit, *(edge.source for edge in self._graph.into(unit, "instance_of"))}
        return {e.source for member in members for role in ROLES for e in self._graph.into(member, role)}

    def _rows(
        self, by: By, document: str | None, tasks: Sequence[Node], everything: Sequence[Node]
    ) -> tuple[By, list[_Named]]:
        """What the rows are, and the tasks of each: what most tasks are about first, or as the document goes."""
        parents = self._in_reading_order(document, "has_task") if by == "task" and document else []
        if parents:
            return "task", _by_parent(parents, tasks, everything)
        if by == "concept":
            return "concept", self._by_concept(tasks)
        found = _grouped(tasks, lambda task: task.attributes.get("topics", ()))
        return "topic", [(f"topic:{name}", "topic", name, members) for name, members in found]

    def _by_concept(self, tasks: Sequence[Node]) -> list[_Named]:
        from ingest.subjects.scheme import scheme

        def concepts(task: Node) -> Sequence[str]:
            return self._concepts.get((task.attributes["source"], task.attributes["task"]), ())

        found = _grouped(tasks, concepts)
        return [(name, "concept", scheme()[name].vi, members) for name, members in found if name in scheme()]

    def _row(
        self,
        row_id: str,
        kind: RowKind,
        label: str,
        tasks: Sequence[Node],
        columns: Sequence[Column],
        unit: str | None,
        copied: frozenset[str],
    ) -> Row:
        by_plan: dict[str, list[Node]] = defaultdict(list)
        for task in tasks:
            by_plan[task.attributes["plan"]].append(task)
        own = [[task for plan in column.plans for task in by_plan.get(plan, ())] for column in columns]
        cells = [self._cell(column, found, unit, copied) for column, found in zip(columns, own, strict=True)]
        return Row(row_id, kind, label, tuple(cells))

    def _cell(self, column: Column, tasks: Sequence[Node], unit: str | None, copied: frozenset[str]) -> Cell:
        if not tasks:
            return Cell()
        edges = [edge for task in tasks for edge in self._graph.out(task.id)]
        leads = [edge for edge in edges if edge.predicate == "lead" and self._counts(edge, column, unit)]
        named = any(edge.predicate in ROLES for edge in edges)
        return Cell(
            "leads" if leads else "coordinates" if named else "unassigned",
            tuple(task.id for task in tasks),
            _names(task.attributes.get("lead", ()) for task in tasks),
            _names(task.attributes.get("coordinate", ()) for task in tasks),
            sum(task.id in copied for task in tasks),
        )

    def _counts(self, edge: Edge, column: Column, unit: str | None) -> bool:
        """Whether a unit that leads is the one asked for, or without one a unit of the place."""
        if unit:
            return edge.target == unit or unit in self._graph.targets(edge.target, "instance_of")
        place: str | None = self._graph.node(edge.target).attributes.get("place")
        return place is not None and f"place:{place}" == column.id

    def _figures(self, columns: Sequence[Column], document: str | None) -> tuple[FigureRow, ...]:
        """Figures that two places or more set in similar words, each group led by the first of its members."""
        groups: list[tuple[Node, frozenset[str], dict[int, list[str]]]] = []
        carrying = carriers(self._graph, document) if document else None
        for number, column in enumerate(columns):
            for plan in column.plans:
                if carrying is None or plan in carrying:
                    for target in self._in_reading_order(plan, "has_target"):
                        _add_figure(groups, target, number)
        return tuple(
            FigureRow(
                first.attributes.get("metric", ""),
                first.attributes.get("unit", ""),
                tuple(tuple(by_column.get(number, ())) for number in range(len(columns))),
            )
            for first, _, by_column in groups
            if len(by_column) > 1
        )


def carriers(graph: Graph, document: str) -> set[str]:
    """The held plans that carry out or rest on a document, directly or through others, and it itself if held.

    Raises KeyError for an unknown node.
    """
    seen, queue = {graph.node(document).id}, [document]
    while queue:
        node = queue.pop()
        for predicate in ("implements", "based_on"):
            for edge in graph.into(node, predicate):
                if edge.source not in seen:
                    seen.add(edge.source)
                    # What rests on a document is not followed further: a chain of legal bases leads everywhere.
                    queue += [edge.source] if predicate == "implements" else []
    return {node_id for node_id in seen if graph.node(node_id).attributes.get("held")}


def _names(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in lists for name in names))


def _add_figure(groups: list[tuple[Node, frozenset[str], dict[int, list[str]]]], target: Node, column: int) -> None:
    own = shingles(target.attributes.get("metric", ""), 2)
    for first, words, by_column in groups:
        same_unit = first.attributes.get("unit") == target.attributes.get("unit")
        if same_unit and len(own & words) > SAME_FIGURE * min(len(own), len(words)):
            by_column.setdefault(column, []).append(target.id)
            return
    groups.append((target, own, {column: [target.id]}))


def _grouped(tasks: Iterable[Node], values: Callable[[Node], Iterable[str]]) -> list[tuple[str, list[Node]]]:
    """The tasks by value, those with most tasks first."""
    found: dict[str, list[Node]] = defaultdict(list)
    for task in tasks:
        for value in values(task):
            found[value].append(task)
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))


def _by_parent(parents: Sequence[Node], tasks: Sequence[Node], everything: Sequence[Node]) -> list[_Named]:
    """A row for each task of the document, with the tasks nearest to it; a last one for those near to none."""
    weights = _weights([*parents, *everything])
    nearest = _nearest(parents, tasks, weights)
    own: dict[str, list[Node]] = defaultdict(list)
    for task in tasks:
        own[nearest.get(task.id, _OTHER)].append(task)
    rows: list[_Named] = [(parent.id, "task", parent.attributes["text"], own[parent.id]) for parent in parents]
    return [*rows, *([(_OTHER, _OTHER, "", own[_OTHER])] if own[_OTHER] else [])]


def _weights(tasks: Iterable[Node]) -> dict[tuple[str, str], float]:
    """How rare each pair of neighbouring syllables is among the tasks: the logarithm of 1 + all / holders."""
    pairs = [frozenset(_syllable_pairs(node)) for node in tasks]
    spread = Counter(pair for found in pairs for pair in found)
    return {pair: math.log(1 + len(pairs) / number) for pair, number in spread.items()}


def _nearest(
    parents: Sequence[Node], tasks: Sequence[Node], weights: Mapping[tuple[str, str], float]
) -> dict[str, str]:
    """For each task the parent task that it resembles most, where it reaches `ALIKE`."""
    vectors = {node.id: {p: n * weights[p] for p, n in _syllable_pairs(node).items()} for node in (*parents, *tasks)}
    lengths = {node_id: math.hypot(*vector.values()) for node_id, vector in vectors.items()}
    holders: dict[tuple[str, str], list[str]] = defaultdict(list)
    for parent in parents:
        for pair in vectors[parent.id]:
            holders[pair].append(parent.id)
    nearest = {}
    for task in tasks:
        alike: dict[str, float] = defaultdict(float)
        for pair, weight in vectors[task.id].items():
            for parent_id in holders.get(pair, ()):
                alike[parent_id] += weight * vectors[parent_id][pair] / (lengths[parent_id] * lengths[task.id])
        best = min(alike, key=lambda p: (-alike[p], p), default=None)
        if best is not None and alike[best] >= ALIKE:
            nearest[task.id] = best
    return nearest


def _syllable_pairs(node: Node) -> Counter[tuple[str, str]]:
    return Counter(pairwise(re.findall(r"\w+", folded(node.attributes["text"]))))
