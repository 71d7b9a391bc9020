"""`trace(graph, node_id, direction, max_depth)` and what is shown of it: a tree for the terminal, or JSON.

The tree is in Vietnamese: verb, document, issuer, date, whether the document is held, and the quotation with its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ingest.citing.dates import vietnamese_date
from kg.assembly.fates import fate
from kg.graph import Evidence, Graph, Node
from kg.naming import key
from kg.predicates import predicate
from kg.tracing.assignments import Assigned, assigned, by_unit
from kg.tracing.chains import Chains
from kg.tracing.lineage import MENTIONS, Step, TraceTree, missing, to_json, trace

__all__ = ["Step", "TraceTree", "render_chains", "render_tree", "to_json", "trace"]

_WHERE = {"title": "nêu trong tên", "preamble": "nêu ở phần mở đầu", "base": "nêu ở phần căn cứ", "body": ""}
_SHOWN = {"repeated": "đã nêu ở nhánh khác", "cycle": "vòng lặp, không đi tiếp", "cut": "còn nữa, tăng --depth"}
_ROLES = {"lead": "chủ trì", "coordinate": "phối hợp", "report_to": "nhận báo cáo"}
_QUOTE = 110
_Tasks = Mapping[str, Sequence[Assigned]]


def render_tree(tree: TraceTree, graph: Graph | None = None) -> str:
    """The tree as lines of text, without a line break at the end.

    With `graph`, each held plan where it is expanded has its tasks below it with their units, and the end tells how
    often each unit stands in which role.
    """
    tasks = _tasks_of(graph, tree) if graph else {}
    lines = [_document(tree.root), *_title(tree.root)]
    lines += [f"   {line}" for task in tasks.get(tree.root.id, ()) for line in _task(task)]
    for heading, steps, up in (
        ("Đi lên: văn bản mà nó thực hiện, căn cứ, thay thế", tree.up, True),
        ("Đi xuống: văn bản thực hiện, căn cứ vào nó", tree.down, False),
    ):
        if steps is not None:
            lines += ["", heading, *_branches(steps, "", up, tasks), *([] if steps else ["└─ (không có)"])]
    lines += ["", *_summary(tree), *_missing(tree), *_units(tasks)]
    return "\n".join(lines).rstrip()


def _branches(steps: Sequence[Step], indent: str, up: bool, tasks: _Tasks) -> Iterator[str]:
    for i, step in enumerate(steps):
        last = i == len(steps) - 1
        yield f"{indent}{'└─ ' if last else '├─ '}{_line(step, up)}"
        inner = indent + ("   " if last else "│  ")
        if step.evidence:
            yield f"{inner}{'│' if step.steps else ' '}    {quotation(step.evidence)}"
        if step.shown in ("followed", "cut"):
            below = f"{inner}{'│' if step.steps else ' '}    "
            yield from (f"{below}{line}" for task in tasks.get(step.node.id, ()) for line in _task(task))
        yield from _branches(step.steps, inner, up, tasks)


def _line(step: Step, up: bool) -> str:
    notes = [_WHERE[step.strength or "body"], _SHOWN.get(step.shown, "")]
    if step.tasks and step.shown not in ("repeated", "cycle"):
        notes.append(f"{step.tasks} nhiệm vụ")
        notes += [f"{step.citing} nhiệm vụ nêu tên văn bản gốc"] if step.citing else []
    beside = f" ({'; '.join(note for note in notes if note)})" if any(notes) else ""
    return f"{_verbs(step, up)}: {_document(step.node)}{beside}"


def _verbs(step: Step, up: bool) -> str:
    if step.predicate == MENTIONS:
        return "chỉ viện dẫn" if up else "chỉ được viện dẫn trong"
    words = [predicate(edge.predicate) for edge in (step.edge, *step.also)]
    return ", ".join(word.vi if up else word.vi_reverse for word in words)


def _document(node: Node) -> str:
    attributes = node.attributes
    parts = [node.label]
    issuer = attributes.get("issuer", "")
    if issuer and "(" not in node.label and key(issuer) not in key(node.label):
        parts.append(issuer)
    dates = [vietnamese_date(entry["date"]) for entry in attributes.get("dates", [])]
    date = attributes.get("date")
    if len(dates) > 1:
        parts.append(f"ghi {len(dates)} ngày khác nhau: {', '.join(dates)}")
    elif date and f", {vietnamese_date(date)})" not in node.label:
        parts.append(vietnamese_date(date))
    became = fate(node)
    return f"{' · '.join(parts)} [{standing(node)}{f'; {became}' if became else ''}]"


def standing(node: Node) -> str:
    """Whether a document is at hand: held (with its file), only cited, or not made out."""
    attributes = node.attributes
    if attributes.get("held"):
        return f"đã có: {attributes['source']}"
    if attributes.get("state") == "ambiguous":
        return f"chưa rõ là văn bản nào trong {len(attributes.get('candidates', []))} văn bản cùng số"
    if attributes.get("state") == "open":
        return "chỉ được viện dẫn, chưa rõ cơ quan ban hành"
    return "chỉ được viện dẫn, chưa có văn bản"


def _title(node: Node) -> list[str]:
    title = node.attributes.get("title")
    return [f"   {shortened(title, 200)}"] if title else []


def quotation(evidence: Sequence[Evidence]) -> str:
    """The shortest quotation with its place, and how many more there are."""
    best = min(evidence, key=lambda e: (len(e.text), e.source, e.start))
    more = f" và {len(evidence) - 1} chỗ khác" if len(evidence) > 1 else ""
    return f"“{shortened(best.text, _QUOTE)}” ({best.source}:{best.start}-{best.end}){more}"


def shortened(text: str, width: int) -> str:
    """`text` on one line, cut at a blank with "…" when it is longer than `width`."""
    clean = " ".join(text.split())
    return clean if len(clean) <= width else clean[:width].rsplit(" ", 1)[0] + " …"


def render_chains(graph: Graph, found: Chains) -> str:
    """Chains as lines of text, the shortest first, each link with its verb, document and quotation."""
    lines = [_document(found.start), *_title(found.start)]
    if found.mentions:
        lines += ["", "Không có quan hệ nào mạnh hơn viện dẫn dẫn tới văn bản này; các chuỗi dưới đây đi qua viện dẫn."]
    for number, chain in enumerate(found.chains, 1):
        short = ", ngắn nhất" if len(chain) == len(found.chains[0]) else ""
        lines += ["", f"Chuỗi {number} ({len(chain)} bước{short})"]
        for depth, edge in enumerate(chain):
            node = graph.node(edge.target if found.up else edge.source)
            words = predicate(edge.predicate)
            where = _WHERE[edge.attributes.get("strength") or "body"]
            told = f"{words.vi if found.up else words.vi_reverse}: {_document(node)}{f' ({where})' if where else ''}"
            lines.append(f"{'   ' * depth}└─ {told}")
            lines += [f"{'   ' * depth}       {quotation(edge.evidence)}"] if edge.evidence else []
    return "\n".join([*lines, *(["", "Còn chuỗi khác hoặc dài hơn; tăng --depth."] if found.truncated else [])])


def _tasks_of(graph: Graph, tree: TraceTree) -> dict[str, list[Assigned]]:
    """The tasks of the root and of the plans below it; of plans that only mention it, those that name it."""
    found = {step.node.id: assigned(graph, step.node.id, tree.root.id) for step, _ in _held(tree.down or (), None)}
    for step in tree.down or ():
        if step.predicate == MENTIONS and step.node.id in found:
            found[step.node.id] = [task for task in found[step.node.id] if task.cites]
    return {**found, tree.root.id: assigned(graph, tree.root.id)}


def _task(task: Assigned) -> Iterator[str]:
    roles = [f"{words}: {', '.join(units)}" for role, words in _ROLES.items() if (units := getattr(task, role))]
    facts = [*roles, *([f"hạn: {shortened(task.deadline, 60)}"] if task.deadline else [])]
    yield f"• {task.path} {shortened(task.text, _QUOTE)} ({task.source}:{task.start}-{task.end})"
    yield f"    {'; '.join(facts) or 'không ghi đơn vị'}{'; nêu tên văn bản gốc' if task.cites else ''}"


def _missing(tree: TraceTree) -> list[str]:
    """The links of the chains that are only cited, by name."""
    found = [f"  - {_named(node)}: được viện dẫn, chưa có văn bản" for node in missing(tree)]
    return ["", f"Mắt xích còn thiếu: {len(found)}", *found] if found else []


def _named(node: Node) -> str:
    number, issuer = node.attributes.get("number") or node.label, node.attributes.get("issuer", "")
    return f"{number} của {issuer}" if issuer else node.label


def _units(tasks: _Tasks) -> list[str]:
    found = by_unit(task for plan in tasks.values() for task in plan)
    counts = [f"  - {unit}: {', '.join(f'{_ROLES[r]} {n}' for r, n in roles.items())}" for unit, roles in found]
    return ["", f"Đơn vị có nhiệm vụ: {len(found)}", *counts] if found else []


def _summary(tree: TraceTree) -> list[str]:
    """How many tasks the document has; which held plans carry it out, directly, through which document, or not."""
    lines = [f"Nhiệm vụ trong văn bản: {tree.tasks}"] if tree.tasks else []
    plans = list(_held(tree.down or (), None))
    for heading, chosen in (
        ("Kế hoạch thực hiện trực tiếp", [p for p in plans if p[0].predicate != MENTIONS and p[1] is None]),
        ("Kế hoạch thực hiện qua văn bản khác", [p for p in plans if p[1] is not None]),
        ("Kế hoạch chỉ viện dẫn", [p for p in plans if p[0].predicate == MENTIONS]),
    ):
        if chosen:
            lines += [f"{heading}: {len(chosen)} (tổng số {sum(step.tasks for step, _ in chosen)} nhiệm vụ)"]
            lines += [f"  - {_plan(step)}{f', qua {via.label}' if via else ''}" for step, via in chosen]
    return lines


def _plan(step: Step) -> str:
    where = _WHERE[step.strength or "body"]
    return f"{step.node.label} [{step.node.attributes['source']}]: {step.tasks} nhiệm vụ{f', {where}' if where else ''}"


def _held(steps: Sequence[Step], via: Node | None) -> Iterator[tuple[Step, Node | None]]:
    """The held plans of a tree, each where it is expanded, and the document next to the root that leads to it."""
    for step in steps:
        if step.node.attributes.get("held") and step.shown in ("followed", "cut"):
            yield step, via
        yield from _held(step.steps, via or step.node)
