"""The graph as one HTML file that opens anywhere: a map to pan and search, each node with its relations and proofs.

The file refers to nothing outside itself and says so to the browser: its content security policy allows the one script
and the one style sheet in it, by their hashes, and nothing else. The graph is data in a block that no browser runs.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from kg.characters import printable
from kg.graph import Edge, Evidence, Graph, Node
from kg.pictures.drawing import layout_of
from kg.pictures.layers import BOX, HEIGHT
from kg.predicates import KINDS, LINEAGE, PREDICATES
from kg.views import flat

COLOURS = {
    "document": "#c6dbef",
    "task": "#fdd0a2",
    "unit": "#c7e9c0",
    "place": "#dadaeb",
    "topic": "#fcbba1",
    "target": "#d9d9d9",
}
"""Kind of node -> colour, here and in DOT."""

_CHIP, _GAP, _BLOCK = 26, 6, 60  # height of what is no document, distance of two of them, of two blocks
_BLOCKS = ("unit", "place", "topic")
_NAMES = {
    "source": "tệp",
    "title": "tên",
    "number": "số, ký hiệu",
    "type": "loại",
    "issuer": "cơ quan ban hành",
    "date": "ngày",
    "held": "đã có văn bản",
    "text": "nội dung",
    "path": "mục",
    "headings": "đề mục",
    "lead": "chủ trì",
    "coordinate": "phối hợp",
    "report_to": "báo cáo",
    "deadline_raw": "thời hạn",
    "output": "sản phẩm",
    "topics": "chủ đề",
    "place": "địa bàn",
    "replaced_by": "bị thay thế bởi",
    "amended_by": "được sửa đổi bởi",
    "level": "cấp",
    "state": "tình trạng viện dẫn",
    "spellings": "cách viết",
    "part": "phần",
    "plan": "thuộc văn bản",
    "canonical": "tên chung",
    "plan_replaced_by": "kế hoạch bị thay thế bởi",
    "signer": "người ký",
    "signer_role": "chức vụ",
}
_Place = tuple[int, int, int, int]


def web_page(graph: Graph) -> str:
    """The whole file. Its bytes depend on the graph alone."""
    script, style = _asset("viewer.js"), _asset("viewer.css")
    page = _asset("viewer.html")
    parts = {"style": style, "script": script, "data": _embedded(_data(graph))}
    parts |= {"script-hash": _hash(script), "style-hash": _hash(style)}
    for name in ("script-hash", "style-hash", "style", "script", "data"):
        before, mark, after = page.partition(f"{{{name}}}")
        page = before + parts[name] + after if mark else page
    return page


@cache
def _asset(name: str) -> str:
    return files("kg.pictures").joinpath("viewer", name).read_text("utf-8")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _embedded(data: dict[str, Any]) -> str:
    """JSON that cannot end the block that it stands in, whatever its strings hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _data(graph: Graph) -> dict[str, Any]:
    nodes, edges = list(graph.nodes()), list(graph.edges())
    number = {node.id: i for i, node in enumerate(nodes)}
    sources = sorted({one.source for edge in edges for one in edge.evidence})
    place = {source: i for i, source in enumerate(sources)}
    kinds = {kind.name: i for i, kind in enumerate(KINDS)}
    verbs = {predicate.name: i for i, predicate in enumerate(PREDICATES)}
    places, width, height = _places(nodes, edges)
    rows = [
        [kinds[n.kind], printable(n.id), printable(n.label), *places[n.id], {k: _shown(v) for k, v in flat(n).items()}]
        for n in nodes
    ]
    ties = [
        [number[e.source], verbs[e.predicate], number[e.target], [[place[v.source], *_said(v)] for v in e.evidence]]
        for e in edges
    ]
    return {
        "kinds": [{"vi": kind.vi, "colour": COLOURS[kind.name]} for kind in KINDS],
        "predicates": [{"vi": p.vi, "reverse": p.vi_reverse, "lineage": p.name in LINEAGE} for p in PREDICATES],
        "names": _NAMES,
        "sources": [printable(source) for source in sources],
        "nodes": rows,
        "edges": ties,
        "width": width,
        "height": height,
    }


def _said(evidence: Evidence) -> tuple[int, int, str]:
    return evidence.start, evidence.end, printable(evidence.text)


def _shown(value: str | int | float | bool) -> str | int | float | bool:
    return printable(value) if isinstance(value, str) else value


# --- places on the map


def _places(nodes: Sequence[Node], edges: Sequence[Edge]) -> tuple[dict[str, _Place], int, int]:
    """(left, top, width, height) of each node, and the size of the map.

    Documents stand as in the drawing of the lineage; below, a block for the tasks and targets of each plan, in the
    order of the plans; below these, units, places and topics.
    """
    documents = [node for node in nodes if node.kind == "document"]
    ids = {node.id for node in documents}
    placed = layout_of(documents, [e for e in edges if e.source in ids and e.target in ids and e.source != e.target])
    found: dict[str, _Place] = {node: (x, y, BOX, HEIGHT) for node, (x, y) in placed.boxes.items()}
    blocks: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        if node.kind in ("task", "target"):
            blocks[str(node.attributes["plan"])].append(node.id)
    far = (1 << 31, 0)
    groups = [blocks[plan] for plan in sorted(blocks, key=lambda plan: (placed.boxes.get(plan, far), plan))]
    groups += [[node.id for node in nodes if node.kind == kind] for kind in _BLOCKS]
    area = sum(len(group) for group in groups) * (BOX + _GAP) * (_CHIP + _GAP)
    width = max(placed.width, round((2.4 * area) ** 0.5), BOX)
    height = _stack(groups, width, placed.height + 2 * _BLOCK, found)
    return found, max([width, *(x + w for x, _, w, _ in found.values())]), height


def _stack(groups: Sequence[Sequence[str]], width: int, y: int, found: dict[str, _Place]) -> int:
    """Place groups as blocks on shelves no wider than `width` (unless one block is); gives the lower end."""
    x, tallest = 0, 0
    for group in groups:
        rows = max(1, round((len(group) * 4) ** 0.5))
        columns = -(-len(group) // rows)
        across = columns * (BOX + _GAP)
        if x and x + across > width:
            x, y, tallest = 0, y + tallest + _BLOCK, 0
        for i, node in enumerate(group):
            left, top = x + (i // rows) * (BOX + _GAP), y + (i % rows) * (_CHIP + _GAP)
            found[node] = (left, top, BOX, _CHIP)
        x += across + (_BLOCK if group else 0)
        tallest = max(tallest, rows * (_CHIP + _GAP) if group else 0)
    return y + tallest
