"""Defects of plans and of the graph, in words that a ward officer understands, each with its place and quotation.

Kinds: those of `ingest.anomalies` (what one plan shows by itself), and

    open-citation         a number that bodies share, cited without the body that issued it
    ambiguous-citation    a citation that several documents fit
    two-dates             one number dated differently in different plans
    two-titles            one number under titles that have nothing in common
    cited-before-issued   a document that is carried out or built on before its own date
    cycle                 documents that carry out one another in a circle
    replaced-basis        a plan that rests on a document which another one replaces
    same-number           two different files with one number and issuer
    earlier-version       a file without a number of a plan that is there with its number
    duplicate-alias       one short name for two documents in one plan
    no-number             a plan without any number
    no-basis              a plan that names no document that it carries out or rests on
    orphan-document       a document that nothing relates to
    no-tasks              a plan in which no task was found
    no-lead               tasks of one part of a plan that no unit leads, anywhere in the plan
    contradictory-lead    two tasks of one plan in nearly the same words, led by different units
    divided-topic         the same matter, of which a plan has few tasks, led by different units in different sections
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from ingest.citing.dates import vietnamese_date
from ingest.plan import Plan
from kg.assembly.documents import evidence_of
from kg.checking.check_tasks import task_findings
from kg.checking.findings import Finding, found_at
from kg.graph import Edge, Evidence, Graph, Node
from kg.naming import folded, key

__all__ = ["Finding", "check", "check_plan"]

ANOTHER_TITLE = 0.3
"""Below which part of the shorter title's syllables that the other one has too the titles have nothing in common.

Titles of one document that plans shorten, continue or reword share more than half.
"""

_TITLE = 5  # words that a title must have to be compared


def check(graph: Graph, plans: Sequence[Plan]) -> list[Finding]:
    """All findings, sorted by source and place. `plans` are those that the graph was assembled from."""
    return _found(graph, plans, None)


def check_plan(graph: Graph, plan_id: str, plan: Plan) -> list[Finding]:
    """The findings in one plan: those of `check` with its source, without a look into the tasks of other plans."""
    return [finding for finding in _found(graph, [plan], plan_id) if finding.source == plan.source]


def _found(graph: Graph, plans: Sequence[Plan], only: str | None) -> list[Finding]:
    by_source = {n.attributes["source"]: n.id for n in graph.nodes("document") if n.attributes.get("held")}
    told = {(p.source, a.kind): a for p in plans for a in p.anomalies}
    found = [
        *_anomalies(plans, by_source),
        *_citations(graph),
        *_dates(graph, by_source),
        *_titles(graph, by_source),
        *(f for f in _order(graph) if (f.source, "later-date") not in told),
        *_cycles(graph),
        *_replaced(graph),
        *_versions(graph),
        *_aliases(plans, by_source),
        *_plans(graph, {p.source for p in plans if (p.source, "blank-number") in told}),
        *task_findings(graph, plans, only),
    ]
    unique = {(f.kind, f.source, f.start, f.end, f.node): f for f in reversed(found)}
    return sorted(unique.values(), key=lambda f: (f.source, f.start or 0, f.end or 0, f.kind, f.node))


def _anomalies(plans: Iterable[Plan], by_source: dict[str, str]) -> Iterator[Finding]:
    for plan in plans:
        node = by_source.get(plan.source, "")
        for a in plan.anomalies:
            if a.kind == "contradictory-lead":
                continue  # `task_findings` tells it with both places, also where the words differ a little
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
            yield found_at("open-citation", message, node.id, evidence)
        elif state == "ambiguous":
            message = f"Viện dẫn {node.attributes['number']} có thể là: {'; '.join(candidates)}"
            yield found_at("ambiguous-citation", message, node.id, evidence)


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
                yield found_at("two-dates", message, by_source.get(evidence[0].source, node.id), evidence)


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
            yield found_at("cited-before-issued", message, edge.source, edge.evidence)


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
        yield found_at("cycle", f"Các văn bản thực hiện lẫn nhau theo vòng: {names}", circle[0], evidence)


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
        old, new = graph.node(edge.target), graph.node(edge.source)
        for use in graph.into(edge.target):
            user = graph.node(use.source)
            stands = use.predicate in ("implements", "based_on") and use.source != edge.source
            if stands and not user.attributes.get("replaced_by"):
                message = f"{user.label} căn cứ hoặc thực hiện {old.label}; văn bản này đã bị thay thế bởi {new.label}"
                yield found_at("replaced-basis", f"{message}{_since(user, new)}", use.source, use.evidence)


def _since(user: Node, new: Node) -> str:
    """When the replacing document was issued, and that the user is older where it is."""
    day, own = new.attributes.get("date"), user.attributes.get("date")
    if not day:
        return ""
    older = own and own < day and not _agree(own, day)
    return f" ngày {vietnamese_date(day)}{'; cần rà soát lại' if older else ''}"


def _versions(graph: Graph) -> Iterator[Finding]:
    for node in graph.nodes("document"):
        for version in node.attributes.get("versions", []):
            kept = f"{version['kept']}/{version['tasks']} nhiệm vụ giữ nguyên"
            message = f"Tệp {version['source']} là bản chưa có số của {node.label} ({kept}); đồ thị dùng bản đã có số"
            title = evidence_of([version["title_at"]] if "title_at" in version else [])
            yield found_at("earlier-version", message, node.id, title or [Evidence(version["source"], 0, 0, "")])


def _aliases(plans: Iterable[Plan], by_source: dict[str, str]) -> Iterator[Finding]:
    for plan in plans:
        meant: dict[str, str] = {}
        for alias in plan.alias_mentions:
            first = meant.setdefault(key(alias.alias), alias.canonical)
            if first != alias.canonical:
                message = f"“{alias.alias}” được dùng làm tên gọi tắt của hai văn bản: {first}; {alias.canonical}"
                place = Evidence(plan.source, alias.start, alias.end, alias.definition_text)
                yield found_at("duplicate-alias", message, by_source.get(plan.source, ""), [place])


def _titles(graph: Graph, by_source: dict[str, str]) -> Iterator[Finding]:
    for node in graph.nodes("document"):
        entries = [(e["title"], folded(e["title"]), e["evidence"]) for e in node.attributes.get("titles", [])]
        entries = [entry for entry in entries if len(entry[1].split()) >= _TITLE and entry[2]]
        for i, (title, words, places) in enumerate(entries[1:], 1):
            for other, other_words, _ in entries[:i]:
                if _shared(words, other_words) < ANOTHER_TITLE:
                    message = f"{node.label} có hai tên khác hẳn nhau: “{other}” và “{title}”"
                    evidence = evidence_of(places)
                    yield found_at("two-titles", message, by_source.get(evidence[0].source, node.id), evidence)
                    break


def _shared(title: str, other: str) -> float:
    one, two = set(title.split()), set(other.split())
    return len(one & two) / min(len(one), len(two))


def _plans(graph: Graph, known_blank: set[str]) -> Iterator[Finding]:
    for node in graph.nodes("document"):
        about = node.attributes
        if not about.get("held"):
            if not graph.into(node.id) and not graph.out(node.id):
                yield Finding("orphan-document", f"Không có quan hệ nào nói đến {node.label}", node.id)
            continue
        title = evidence_of([about["title_at"]] if "title_at" in about else [])
        where = title or [Evidence(about["source"], 0, 0, "")]
        if not about.get("number") and about["source"] not in known_blank:
            yield found_at("no-number", f"{node.label}: văn bản không có số, ký hiệu", node.id, where)
        if not any(e.predicate in ("implements", "based_on") for e in graph.out(node.id)):
            message = f"{node.label} không nêu văn bản nào mà nó thực hiện hoặc căn cứ"
            yield found_at("no-basis", message, node.id, where)
        if not graph.targets(node.id, "has_task"):
            yield found_at("no-tasks", f"Không nhận ra nhiệm vụ nào trong {node.label}", node.id, where)
