"""A graph whose every text is out to break a format: markup, formulas, control characters, separators, great length."""

from __future__ import annotations

from kg.graph import Edge, Evidence, Graph, Node

PAYLOADS = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "{{constructor.constructor('alert(1)')()}}",
    "<!--<script>",
    "]]><x/>",
    "&lt;b&gt; &amp; &#x3c;",
    "'; DROP TABLE nodes; --",
    "${alert(1)} `alert(1)`",
    "\u2028alert(1)\u2029",
    '\\u003cscript\\u003e \\ \\" \\n',
    "=cmd|' /C calc'!A0",
    "+84 225 3842",
    "-5+2",
    "@SUM(1;2)",
    "\t=1+1",
    "＝1＋1",
    "- Tuyên truyền, vận động",
    "-Thu gom rác",
    "+ 3 lớp tập huấn",
    'nói: "một; hai", ba',
    "dòng một\r\ndòng hai\rdòng ba\u0085dòng bốn",
    "\x0bbẻ\x00 dòng\x1f \ufffe",
    "a; b; c",
    "\u202eđảo chiều\u202c \u200bẩn",
    "👩‍👩‍👧 Đ̣ ằ",
    "",
    "rất dài " * 6000,
)


def hostile_graph() -> Graph:
    """Every payload as the label, title, list item and quotation of a document, task and unit, and in its id."""
    nodes = [Node("place:phường A", "place", "phường A", {"level": "ward"})]
    edges = []
    for i, text in enumerate(PAYLOADS):
        short = text[:80]
        document, task, unit = f"doc:{i}/{short}", f"task:{i}/t1", f"unit:{i} {short}"
        proof = (Evidence(f"{i}-{short}.txt", i, i + len(text), text),) if text else ()
        lists = [text, "hai"] if text else []
        nodes.append(
            Node(document, "document", text, {"title": text, "held": i % 2 == 0, "level": "ward", "source": f"{i}.txt"})
        )
        about = {"plan": document, "text": text, "headings": lists, "start": i, "end": i + 1, "source": f"{i}.txt"}
        nodes.append(Node(task, "task", text, about))
        nodes.append(Node(unit, "unit", text, {"level": "ward"}))
        edges.append(Edge(document, "has_task", task, proof))
        edges.append(Edge(task, "lead", unit, proof))
        edges.append(Edge(document, "issued_in", "place:phường A", proof))
        if i:
            above = next(n.id for n in nodes if n.id.startswith(f"doc:{i - 1}/"))
            edges.append(Edge(document, "implements", above, proof, {"strength": "title"}))
    return Graph.of(nodes, edges)
