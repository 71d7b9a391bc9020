"""What can be found: tasks, documents, section headings and targets, as rows with the text to index and the facets.

A `Row` is what is written for one record; a `Result` is what a search gives back. Facets are strings such as
"lead:Công an phường" or "topic:an ninh mạng", one for each value that a filter may ask for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, Literal

from ingest.plan import Deadline, OutlineItem, Plan, Task
from ingest.text.letters import UPPER
from kg.assembly.fates import fate
from kg.graph import Graph

Kind = Literal["task", "plan", "document", "section", "target"]
KINDS: tuple[Kind, ...] = ("task", "plan", "document", "section", "target")
ROLES = ("lead", "coordinate", "report_to")
REPLACED = "plan_is:replaced"  # the facet of all that stands in a plan which another replaces

# How much each field counts. Words of the task itself come first; headings say what it belongs to; output, units and
# time are often all that a short row says; topics are the reader's words, not the plan's; `short` holds the
# abbreviations of the text as they are written, which are indexed in full in its place.
FIELD_WEIGHTS: Mapping[str, float] = {
    "text": 1.0,
    "headings": 0.35,
    "output": 0.3,
    "cells": 0.3,
    "topics": 0.4,
    "short": 0.5,
}


@dataclass(frozen=True, slots=True)
class Result:
    """One answer. `text == raw[start:end]` of `source`; `title` is a heading or a document's title on one line.

    `score` orders one answer list and means nothing between lists. `why` says which terms, filters and legs of the
    search brought it here. `continuation` holds the further pieces (text, start, end) of a task that a table broke over
    a page. `highlights` are spans (start, end) in code points of the raw text, within the text or a further piece.
    `fate` says that the document, or the plan of a task, was replaced or amended, by which document and when.
    `duplicates` are the other tasks of a group that is shown as one result: id, plan, plan_label, ward, source, start,
    end and fate of each, in the order of the index.
    """

    id: str
    kind: Kind
    source: str
    start: int
    end: int
    text: str
    score: float = 0.0
    plan: str | None = None
    ward: str | None = None
    path: str = ""
    lead: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()
    report_to: tuple[str, ...] = ()
    deadline: dict[str, Any] | None = None
    output: str | None = None
    cites: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    why: dict[str, Any] = field(default_factory=dict)
    plan_label: str = ""
    fate: str = ""
    label: str = ""
    title: str = ""
    deadline_raw: str | None = None
    headings: tuple[str, ...] = ()
    continuation: tuple[dict[str, Any], ...] = ()
    highlights: tuple[tuple[int, int], ...] = ()
    duplicates: tuple[dict[str, Any], ...] = ()

    @property
    def pieces(self) -> tuple[tuple[int, str], ...]:
        """The pieces of the text in reading order, each with its start in the source."""
        return (self.start, self.text), *((piece["start"], piece["text"]) for piece in self.continuation)

    @property
    def whole(self) -> str:
        """The text with what a page break cut off, joined by blanks: for reading, not for quoting."""
        return " ".join(text for _, text in self.pieces)

    def to_json(self) -> dict[str, Any]:
        """JSON-ready fields, those of every result first, in the documented order."""
        return {name: _plain(getattr(self, name)) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Row:
    """One record as it is indexed: the result, the texts to index by field, and its facets."""

    result: Result
    fields: Mapping[str, str]
    facets: tuple[str, ...] = ()
    deadline: Deadline | None = None

    @property
    def meaning(self) -> str:
        """The text that stands for the record's meaning in the vector index."""
        return ". ".join(text for name in ("text", "headings") if (text := self.fields.get(name)))


def plan_facets(plan_id: str, plan: Plan) -> list[str]:
    """The facets that every record of a plan bears."""
    facets = [f"plan:{plan_id}", f"source:{plan.source}", f"file:{PurePosixPath(plan.source).name}"]
    facets += [f"ward:{plan.meta.ward}"] if plan.meta.ward else []
    return facets + ([f"year:{plan.meta.date[:4]}"] if plan.meta.date else [])


def place_facets(plan_id: str, graph: Graph) -> list[str]:
    """The facets of the places that hold a plan's place: those that the plan states, or the gazetteer infers."""
    above = [edge.target for place in graph.out(plan_id, "issued_in") for edge in graph.out(place.target, "part_of")]
    named = [edge.target for edge in graph.out(plan_id, "issued_in")]
    cities = [node for node in (*named, *above) if _CITY.match(node)]
    return [f"city:{node.partition(':')[2]}" for node in dict.fromkeys(cities)]


def carried_facets(plan_id: str, graph: Graph) -> list[str]:
    """The facets that say which documents a plan carries out or rests on."""
    edges = [edge for predicate in ("implements", "based_on") for edge in graph.out(plan_id, predicate)]
    return [f"{edge.predicate}:{edge.target}" for edge in edges]


def meant_by_kind(plan_id: str, graph: Graph) -> dict[str, str]:
    """Kind of document ("Luật") -> the one document of that kind that the plan carries out, which its tasks mean when
    they say the kind alone."""
    carried = [graph.node(edge.target) for edge in graph.out(plan_id, "implements")]
    kinds = [node.attributes.get("type", "") for node in carried]
    return {kind: node.id for kind, node in zip(kinds, carried, strict=True) if kind and kinds.count(kind) == 1}


def _alone(kind: str, text: str) -> bool:
    """Whether a kind of document stands in `text`, in capitals, without the number or name of one behind it."""
    return re.search(rf"\b{re.escape(kind)}\b(?!\s+(?:số\b|\d|[{UPPER}]))", text) is not None


def plan_rows(plan_id: str, plan: Plan, key: str, graph: Graph) -> Iterator[Row]:
    """Tasks, headings and targets of one plan, in reading order within each kind.

    `key` opens the ids of the plan's tasks and targets (`kg.assembly.assemble.plan_keys`).
    """
    node = graph.node(plan_id)
    base = Result(
        "", "task", plan.source, 0, 0, "", plan=plan_id, ward=plan.meta.ward, plan_label=node.label, fate=fate(node)
    )
    common = [*plan_facets(plan_id, plan), *place_facets(plan_id, graph)]
    common += [REPLACED] if node.attributes.get("replaced_by") else []
    carried, meant = carried_facets(plan_id, graph), meant_by_kind(plan_id, graph)
    for task in plan.tasks:
        node_id = f"task:{key}/{task.id}"
        cited = [f"cites:{edge.target}" for edge in graph.out(node_id, "cites")]
        cited += [f"means:{name}" for kind, name in meant.items() if _alone(kind, task.text)]
        yield _task_row(replace(base, id=node_id), task, [*common, *carried, *cited])
    for item in headings(plan):
        end = item.end or item.start + len(item.title)
        name = f"section:{key}/{item.label}"
        result = replace(
            base, id=name, kind="section", start=item.start, end=end, text=item.title, path=item.label, title=item.title
        )
        yield Row(result, {"text": item.title}, (*common, "kind:section"))
    for number, target in enumerate(plan.targets, 1):
        name = f"target:{key}/{number}"
        result = replace(base, id=name, kind="target", start=target.start, end=target.end, text=target.text)
        yield Row(result, {"text": target.text, "cells": target.metric}, (*common, "kind:target"))


def headings(plan: Plan) -> list[OutlineItem]:
    """The outline items that head something: all but those that are tasks themselves."""
    starts = {task.start for task in plan.tasks}
    leaves = {task.path for task in plan.tasks if any(at in starts for at in range(task.start - 8, task.start + 1))}
    parents = {item.label.rpartition(".")[0] for item in plan.outline}
    own = {t.path: t.start for t in reversed(plan.tasks)}
    return [
        item
        for item in plan.outline
        if item.title
        and (item.label in parents or item.label not in leaves or own[item.label] > item.start + len(item.title))
    ]


def _task_row(base: Result, task: Task, common: Sequence[str]) -> Row:
    deadline = None
    if task.deadline:
        deadline = {key: _plain(value) for key, value in asdict(task.deadline).items() if value not in (None, ())}
    units = {"lead": task.lead, "coordinate": task.coordinate, "report_to": task.report_to}
    result = replace(
        base, start=task.start, end=task.end, text=task.text, path=task.path, lead=task.lead,
        coordinate=task.coordinate, report_to=task.report_to, deadline=deadline, output=task.output,
        cites=task.cites, topics=task.topics, deadline_raw=task.deadline_raw, headings=task.headings,
        continuation=tuple(asdict(span) for span in task.continuation),
    )  # fmt: skip
    cells = [task.deadline_raw or "", *(unit for role in ROLES for unit in units[role])]
    texts = {"text": result.whole, "headings": "\n".join(task.headings), "cells": "\n".join(cells)}
    facets = [*common, "kind:task", *(f"{role}:{unit}" for role in ROLES for unit in units[role])]
    facets += [f"unit:{unit}" for role in ROLES for unit in units[role]]
    facets += [f"role:{role}" for role in ROLES if units[role]]
    facets += [f"topic:{name}" for name in task.topics]
    texts |= {"topics": "\n".join(task.topics), "output": task.output or ""}
    return Row(result, texts, tuple(facets), task.deadline)


_CITY = re.compile(r"place:(?:thành phố|tỉnh) [^,]+$")


def _plain(value: Any) -> Any:
    return [_plain(item) for item in value] if isinstance(value, tuple | list) else value
