"""What is wrong with the tasks of a plan: no unit leads them, or two units lead one matter.

A group ("các cơ quan, đơn vị") is no other unit than its members, so that it contradicts none of them. A task that the
plan states twice, once in its body and once in a table with its lead, has a lead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from ingest.plan import Plan
from kg.checking.findings import Finding, Place, summed_up
from kg.comparing.copies import shingles
from kg.graph import Graph, Node
from kg.naming import folded

SAME_WORDS = 92.0
"""From how similar (rapidfuzz `ratio` of folded texts, 0 to 100) two tasks are in nearly the same words.

Parallel tasks of several bodies ("... trong lĩnh vực y tế", "... trong lĩnh vực giáo dục") reach 90.
"""

SHORTENED = 0.7
"""The part of the shorter task's runs of three words that the longer one has too, from which they state the same.

Tables of assignments repeat the tasks of the body in fewer words; other tasks of one plan mostly share less than half.
"""

FEWEST_RUNS = 6
"""A shorter task stands within many others by chance."""

FEW_TASKS = 3
"""Up to how many tasks with a lead a topic may have in a plan for different leads to be a contradiction.

A broad topic has many tasks, which rightly belong to many units.
"""

_PARTS = {"body": "phần nội dung", "organisation": "phần tổ chức thực hiện", "appendix": "phụ lục"}
_Concepts = Mapping[tuple[str, str], frozenset[str]]


def task_findings(graph: Graph, plans: Sequence[Plan], only: str | None = None) -> Iterator[Finding]:
    """Findings about the tasks of each plan, or of the one with the node id `only`."""
    concepts = {(p.source, t.id): frozenset(c.concept for c in t.concepts) for p in plans for t in p.tasks}
    groups = {unit.label for unit in graph.nodes("unit") if unit.attributes.get("level") == "group"}
    found: dict[str, list[Node]] = defaultdict(list)
    for task in graph.nodes("task") if only is None else map(graph.node, graph.targets(only, "has_task")):
        found[task.attributes["plan"]].append(task)
    for plan_id, tasks in found.items():
        tasks.sort(key=lambda task: (int(task.attributes["start"]), task.id))
        led = [task for task in tasks if task.attributes.get("lead")]
        yield from _without_lead(graph, plan_id, [task for task in tasks if not task.attributes.get("lead")], led)
        single = [task for task in led if not groups.issuperset(task.attributes["lead"])]
        yield from _contradictions(graph, single, groups)
        yield from _divided(graph, single, groups, concepts)


def _without_lead(graph: Graph, plan_id: str, tasks: Sequence[Node], led: Sequence[Node]) -> Iterator[Finding]:
    """One finding for the tasks of each part of a plan that have no lead anywhere in it."""
    known = [_runs(task) for task in led]
    parts: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for task in tasks:
        own = _runs(task)
        if not any(_same(own, other) for other in known):
            parts[task.attributes["part"], (task.attributes.get("headings") or [""])[0]].append(task)
    for (part, heading), members in parts.items():
        where = f"{_PARTS[part]}{f' “{heading}”' if heading else ''}"
        message = f"{len(members)} nhiệm vụ ở {where} không ghi đơn vị chủ trì"
        yield summed_up("no-lead", message, plan_id, [_place(graph, task) for task in members])


def _runs(task: Node) -> frozenset[str]:
    """The runs of three words of a task, or all of a shorter one."""
    text = task.attributes["text"]
    return shingles(text) or frozenset([folded(text)])


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    fewest = min(len(one), len(other))
    return one == other or (fewest >= FEWEST_RUNS and len(one & other) >= SHORTENED * fewest)


def _place(graph: Graph, task: Node) -> Place:
    """Where a task stands, with the raw quotation: the text of its node is put on one line."""
    first = min(graph.into(task.id, "has_task")[0].evidence, key=lambda e: e.start)
    return Place(task.id, first.source, first.start, first.end, first.text)


def _contradictions(graph: Graph, tasks: Sequence[Node], groups: set[str]) -> Iterator[Finding]:
    from rapidfuzz import fuzz

    texts = {task.id: folded(task.attributes["text"]) for task in tasks}
    for one, other in combinations(tasks, 2):
        if not _disjoint(one, other, groups) or (_of_a_list(graph, one) and _of_a_list(graph, other)):
            continue
        if fuzz.ratio(texts[one.id], texts[other.id], score_cutoff=SAME_WORDS):
            message = f"Cùng một việc nhưng {_leads(one)}, {_leads(other)}"
            yield _pair("contradictory-lead", message, graph, one, other)


def _of_a_list(graph: Graph, task: Node) -> bool:
    """Whether the lead is named above the task, as the heading of a list of its duties: such lists repeat sentences."""
    said = [evidence for edge in graph.out(task.id, "lead") for evidence in edge.evidence]
    return task.attributes["part"] != "appendix" and all(e.end <= int(task.attributes["start"]) for e in said)


def _divided(graph: Graph, tasks: Sequence[Node], groups: set[str], concepts: _Concepts) -> Iterator[Finding]:
    """Tasks of one first topic that both name it outright, in different parts of the plan.

    Tasks that name two narrower concepts of a topic, or one in passing, are two matters.
    """
    topics: dict[str, list[Node]] = defaultdict(list)
    for task in tasks:
        for topic in task.attributes.get("topics", [])[:1]:
            topics[topic].append(task)
    for topic, members in sorted(topics.items()):
        for one, other in combinations(members, 2) if len(members) <= FEW_TASKS else ():
            outright = {folded(part).replace(" ", "-") for part in topic.split(" - ")}
            shared = outright & _concepts(one, concepts) & _concepts(other, concepts)
            if shared and one.attributes["part"] != other.attributes["part"] and _disjoint(one, other, groups):
                message = f"Việc về {topic} giao cho hai nơi: {_leads(one)}, {_leads(other)}"
                yield _pair("divided-topic", message, graph, one, other)


def _pair(kind: str, message: str, graph: Graph, one: Node, other: Node) -> Finding:
    """A finding at the later of two tasks, with both places."""
    first, second = _place(graph, one), _place(graph, other)
    return Finding(kind, message, other.id, second.source, second.start, second.end, second.text, (first, second))


def _concepts(task: Node, concepts: _Concepts) -> frozenset[str]:
    return concepts.get((task.attributes["source"], task.attributes["task"]), frozenset())


def _disjoint(one: Node, other: Node, groups: set[str]) -> bool:
    leads = [set(task.attributes["lead"]) for task in (one, other)]
    return not any(found & groups for found in leads) and not leads[0] & leads[1]


def _leads(task: Node) -> str:
    return f"mục {task.attributes['path']} giao {', '.join(task.attributes['lead'])} chủ trì"
