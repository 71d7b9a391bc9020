"""`trace(graph, node_id, direction, max_depth)` and what is shown of it: a tree for the terminal, or JSON.

The tree is in Vietnamese: verb, document, issuer, date, whether the document is held, and the quotation with its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.graph import Evidence, Node
from kg.lineage import MENTIONS, Step, TraceTree, to_json, trace
from kg.naming import key
from kg.predicates import predicate

__all__ = ["Step", "TraceTree", "render_tree", "to_json", "trace"]

_WHERE = {"title": "nêu trong tên", "preamble": "nêu ở phần mở đầu", "base": "nêu ở phần căn cứ", "body": ""}
_SHOWN = {"repeated": "đã nêu ở nhánh khác", "cycle": "vòng lặp, không đi tiếp", "cut": "còn nữa, tăng --depth"}
_QUOTE = 110


def render_tree(tree: TraceTree) -> str:
    """The tree as lines of text, without a line break at the end."""
    lines = [_document(tree.root), *_title(tree.root)]
    for heading, steps, up in (
        ("Đi lên: văn bản mà nó thực hiện, căn cứ, thay thế", tree.up, True),
        ("Đi xuống: văn bản thực hiện, căn cứ vào nó", tree.down, False),
    ):
        if steps is not None:
            lines += ["", heading, *_branches(steps, "", up), *([] if steps else ["└─ (không có)"])]
    lines += ["", *_summary(tree)]
    return "\n".join(lines).rstrip()


def _branches(steps: Sequence[Step], indent: str, up: bool) -> Iterator[str]:
    for i, step in enumerate(steps):
        last = i == len(steps) - 1
        yield f"{indent}{'└─ ' if last else '├─ '}{_line(step, up)}"
        inner = indent + ("   " if last else "│  ")
        if step.evidence:
            yield f"{inner}{'│' if step.steps else ' '}    {quotation(step.evidence)}"
        yield from _branches(step.steps, inner, up)


def _line(step: Step, up: bool) -> str:
    words = predicate(step.predicate)
    verb = words.vi if up else words.vi_reverse
    if step.predicate == MENTIONS:
        verb = "chỉ viện dẫn" if up else "chỉ được viện dẫn trong"
    notes = [_WHERE[step.strength or "body"], _SHOWN.get(step.shown, "")]
    if step.tasks:
        notes.append(
            f"{step.tasks} nhiệm vụ" + (f", {step.citing} nhiệm vụ nêu tên văn bản này" if step.citing else "")
        )
    beside = f" ({'; '.join(note for note in notes if note)})" if any(notes) else ""
    return f"{verb}: {_document(step.node)}{beside}"


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
    elif date and f", {date})" not in node.label:
        parts.append(vietnamese_date(date))
    return f"{' · '.join(parts)} [{standing(node)}]"


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


def vietnamese_date(iso: str) -> str:
    """ "2026-03-28" -> "28/3/2026", "2026-04" -> "4/2026"; anything else as it is."""
    parts = iso.split("-")
    return "/".join(str(int(part)) for part in reversed(parts)) if all(p.isdigit() for p in parts) else iso


def _summary(tree: TraceTree) -> list[str]:
    lines = [f"Nhiệm vụ trong văn bản: {tree.tasks}"] if tree.tasks else []
    if tree.down is None:
        return lines
    ways: dict[str, list[str]] = {"direct": [], "through": [], "mention": []}
    tasks = _collect(tree.down, 1, ways)
    if any(ways.values()):
        named = (("direct", "trực tiếp"), ("through", "qua văn bản khác"), ("mention", "chỉ viện dẫn"))
        counts = ", ".join(f"{len(ways[way])} {words}" for way, words in named if ways[way])
        lines.append(f"Kế hoạch đã có: {counts}; tổng số nhiệm vụ của các kế hoạch đó: {tasks}")
    return lines


def _collect(steps: Sequence[Step], depth: int, ways: dict[str, list[str]]) -> int:
    tasks = 0
    for step in steps:
        if step.node.attributes.get("held") and step.shown in ("followed", "cut"):
            way = "mention" if step.predicate == MENTIONS else "direct" if depth == 1 else "through"
            ways[way].append(step.node.id)
            tasks += step.tasks
        tasks += _collect(step.steps, depth + 1, ways)
    return tasks
