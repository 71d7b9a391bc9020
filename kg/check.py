"""Defects of plans and of the graph, in words that a ward officer understands, each with its place and quotation.

Kinds: those of `ingest.anomalies` (what one plan shows by itself), and

    open-citation         a number that bodies share, cited without the body that issued it
    ambiguous-citation    a citation that several documents fit
    two-dates             one number dated differently in different plans
    cited-before-issued   a document that is carried out or built on before its own date
    cycle                 documents that carry out one another in a circle
    replaced-basis        a plan that rests on a document which another one replaces
    same-number           two different files with one number and issuer
    no-number             a plan without any number
    no-tasks              a plan in which no task was found
    no-lead               a task that no unit leads
    contradictory-lead    two tasks of one plan in nearly the same words, led by different units
    divided-topic         a topic with few tasks in a plan, led by one unit in one section and another in the next
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from ingest.plan import Plan
from kg.documents import evidence_of
from kg.graph import Edge, Evidence, Graph, Node
from kg.naming import folded, vietnamese_date

SAME_WORDS = 92.0
"""From how similar (rapidfuzz `ratio` of folded texts, 0 to 100) two tasks are in nearly the same words.

Parallel tasks of several bodies ("... trong lĩnh vực y tế", "... trong lĩnh vực giáo dục") reach 90.
"""

FEW_TASKS = 3
"""Up to how many tasks with a lead a topic may have in a plan for different leads to be a contradiction.

A broad topic has many tasks, which rightly belong to many units.
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """A defect. `node` is the id of the document or task it concerns; `text` the quotation at `start:end` of `source`.

    `start` and `end` are code points of the text that was read, None where there is no one place.
    """

    kind: str
    message: str
    node: str
    source: str = ""
    start: int | None = None
    end: int | None = None
    text: str = ""


def check(graph: Graph, plans: Sequence[Plan]) -> list[Finding]:
    """All findings, sorted by source and place. `plans` are those that the graph was assembled from."""
    by_source = {n.attributes["source"]: n.id for n in graph.nodes("document") if n.attributes.get("held")}
    found = [
        *_anomalies(plans, by_source),
        *_citations(graph),
        *_dates(graph, by_source),
        *_order(graph),
        *_cycles(graph),
        *_replaced(graph),
        *_plans(graph, {p.source for p in plans if any(a.kind == "blank-number" for a in p.anomalies)}),
        *(_quoted(graph, finding) for finding in _tasks(graph)),
    ]
    unique = {(f.kind, f.source, f.start, f.end, f.node): f for f in reversed(found)}
    return sorted(unique.values(), key=lambda f: (f.source, f.start or 0, f.end or 0, f.kind, f.node))


def _at(kind: str, message: str, node: str, evidence: Sequence[Evidence]) -> Finding:
    if not evidence:
        return Finding(kind, message, node)
    first = min(evidence, key=lambda e: (e.source, e.start, e.end))
    return Finding(kind, message, node, first.source, first.start, first.end, first.text)


def _anomalies(plans: Iterable[Plan], by_source: dict[str, str]) -> Iterator[Finding]:
    for plan in plans:
        node = by_source.get(plan.source, "")
        for a in plan.anomalies:
            yield Finding(a.kind, a.note, node, plan.source, a.start, a.end, a.text)


def _citations(graph: Graph) -> Iterator[Finding]:
    for node in graph.nodes("document"):
        state, evidence = node.attributes.get("state"), _mentions(graph, node.id)
        candidates = [graph.node(c).label for c in node.attributes.get("candidates", [])]
        if node.attributes.get("held"):
            if candidates:
                message = f"Tệp này trùng số, cơ quan ban hành với {candidates[0]} nhưng nội dung khác"
                yield Finding("same-number", message, node.id, node.attributes["source"])
        elif state == "open":
            message = (
                f"Viện dẫn {node.attributes['number']} nhưng không ghi cơ quan ban hành; số này nhiều cơ quan dùng"
            )
            yield _at("open-citation", message, node.id, evidence)
        elif state == "ambiguous":
            message = f"Viện dẫn {node.attributes['number']} có thể là: {'; '.join(candidates)}"
            yield _at("ambiguous-citation", message, node.id, evidence)


def _mentions(graph: Graph, node_id: str) -> list[Evidence]:
    return [e for edge in graph.into(node_id) for e in edge.evidence]


def _dates(graph: Graph, by_source: dict[str, str]) -> Iterator[Finding]:
    for node in graph.nodes("document"):
        dates = {entry["date"]: evidence_of(entry["evidence"]) for entry in node.attributes.get("dates", [])}
        own = node.attributes.get("date") if node.attributes.get("held") else None
        if own and not any(_agree(own, date) for date in dates):
            dates.setdefault(own, [])
        exact = {d: e for d, e in dates.items() if not any(d != other and other.startswith(d) for other in dates)}
        sources = {e.source for evidence in exact.values() for e in evidence}
        if len(exact) < 2 or (len(sources) < 2 and not own):
            continue  # within one plan the plan's own anomalies tell
        said = ", ".join(vietnamese_date(d) for d in sorted(exact))
        for date, evidence in sorted(exact.items()):
            if evidence:
                message = f"{node.label} ghi ngày {vietnamese_date(date)}; các nơi khác nhau ghi: {said}"
                yield _at("two-dates", message, by_source.get(evidence[0].source, node.id), evidence)


def _agree(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def _order(graph: Graph) -> Iterator[Finding]:
    for edge in graph.edges():
        if edge.predicate not in ("implements", "based_on"):
            continue
        source, target = graph.node(edge.source), graph.node(edge.target)
        later, earlier = _only_date(target), _only_date(source)
        if later and earlier and later > earlier and not _agree(later, earlier):
            message = (
                f"{source.label} ({vietnamese_date(earlier)}) thực hiện hoặc căn cứ {target.label}, "
                f"nhưng văn bản này ban hành sau ({vietnamese_date(later)})"
            )
            yield _at("cited-before-issued", message, edge.source, edge.evidence)


def _only_date(node: Node) -> str | None:
    if len(node.attributes.get("dates", [])) > 1:
        return None
    date: str | None = node.attributes.get("date")
    return date


def _cycles(graph: Graph) -> Iterator[Finding]:
    edges: dict[str, list[Edge]] = defaultdict(list)
    for edge in graph.edges("implements"):
        edges[edge.source].append(edge)
    for circle in _circles(edges):
        names = " → ".join(graph.node(n).label for n in (*circle, circle[0]))
        evidence = next(e.evidence for e in edges[circle[0]] if e.target == circle[1])
        yield _at("cycle", f"Các văn bản thực hiện lẫn nhau theo vòng: {names}", circle[0], evidence)


def _circles(edges: dict[str, list[Edge]]) -> Iterator[list[str]]:
    """One shortest circle through each smallest id that lies on one."""
    seen: set[str] = set()
    for start in sorted(edges):
        if start in seen:
            continue
        before: dict[str, str] = {}
        queue = [start]
        while queue and start not in before:
            node = queue.pop(0)
            for edge in edges.get(node, []):
                if edge.target not in before:
                    before[edge.target] = node
                    queue.append(edge.target)
        if start in before:
            circle = [start]
            while before[circle[-1]] != start:
                circle.append(before[circle[-1]])
            seen.update(circle)
            yield [start, *reversed(circle[1:])]


def _replaced(graph: Graph) -> Iterator[Finding]:
    for edge in graph.edges("replaces"):
        for use in graph.into(edge.target):
            if use.predicate in ("implements", "based_on") and use.source != edge.source:
                user, old, new = (graph.node(n).label for n in (use.source, edge.target, edge.source))
                message = f"{user} còn căn cứ hoặc thực hiện {old}, đã bị thay thế bởi {new}"
                yield _at("replaced-basis", message, use.source, use.evidence)


def _plans(graph: Graph, known_blank: set[str]) -> Iterator[Finding]:
    for node in graph.nodes("document"):
        if not node.attributes.get("held"):
            continue
        if not node.attributes.get("number") and node.attributes["source"] not in known_blank:
            title = evidence_of([node.attributes["title_at"]] if "title_at" in node.attributes else [])
            yield _at("no-number", f"{node.label} chưa có số", node.id, title)
        if not graph.targets(node.id, "has_task"):
            yield Finding(
                "no-tasks", f"Không nhận ra nhiệm vụ nào trong {node.label}", node.id, node.attributes["source"]
            )


def _tasks(graph: Graph) -> Iterator[Finding]:
    plans: dict[str, list[Node]] = defaultdict(list)
    for task in graph.nodes("task"):
        plans[task.attributes["plan"]].append(task)
        if not task.attributes.get("lead"):
            yield _task_finding("no-lead", "Nhiệm vụ không ghi đơn vị chủ trì", task)
    for tasks in plans.values():
        led = sorted((t for t in tasks if t.attributes.get("lead")), key=lambda t: int(t.attributes["start"]))
        yield from _contradictions(led)
        yield from _divided(led)


def _quoted(graph: Graph, finding: Finding) -> Finding:
    """With the raw quotation: the text of a task's node is folded, and a finding shows the source's own words."""
    return replace(finding, text=graph.into(finding.node, "has_task")[0].evidence[0].text)


def _task_finding(kind: str, message: str, task: Node) -> Finding:
    a = task.attributes
    return Finding(kind, message, task.id, a["source"], a["start"], a["end"], a["text"])


def _contradictions(tasks: Sequence[Node]) -> Iterator[Finding]:
    from rapidfuzz import fuzz

    texts = {task.id: folded(task.attributes["text"]) for task in tasks}
    for one, other in combinations(tasks, 2):
        if _disjoint(one, other) and fuzz.ratio(texts[one.id], texts[other.id], score_cutoff=SAME_WORDS):
            yield _task_finding("contradictory-lead", f"Cùng một việc nhưng {_leads(one)}, {_leads(other)}", other)


def _divided(tasks: Sequence[Node]) -> Iterator[Finding]:
    topics: dict[str, list[Node]] = defaultdict(list)
    for task in tasks:
        for topic in task.attributes.get("topics", [])[:1]:
            topics[topic].append(task)
    for topic, members in sorted(topics.items()):
        if len(members) > FEW_TASKS:
            continue
        for one, other in combinations(members, 2):
            if one.attributes["part"] != other.attributes["part"] and _disjoint(one, other):
                message = f"Việc về {topic} giao cho hai nơi: {_leads(one)}, {_leads(other)}"
                yield _task_finding("divided-topic", message, other)


def _disjoint(one: Node, other: Node) -> bool:
    return not set(one.attributes["lead"]) & set(other.attributes["lead"])


def _leads(task: Node) -> str:
    return f"mục {task.attributes['path']} giao {', '.join(task.attributes['lead'])} chủ trì"
