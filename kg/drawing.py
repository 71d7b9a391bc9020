"""The lineage as a layered SVG: Party, State, city, ward, each document a box, each relation a line with its verb."""

from __future__ import annotations

from collections import defaultdict
from html import escape

from kg.characters import printable
from kg.graph import Graph, Node
from kg.predicates import LINEAGE, predicate

_LAYERS = (
    ("Đảng", ("party",), "#fcbba1"),
    ("Nhà nước", ("law", "national"), "#c6dbef"),
    ("Thành phố, tỉnh", ("city",), "#c7e9c0"),
    ("Phường, xã", ("ward",), "#fdd0a2"),
)
_BOX, _HEIGHT, _GAP, _LAYER, _LEFT = 230, 46, 20, 130, 130
_ARC = 60  # how far a line between two documents of one layer bends upwards; the top margin holds it
_STRONG = ("implements", "replaces", "amends")


def lineage_svg(graph: Graph) -> str:
    """The documents of `graph` in four layers and their relations, mentions as dotted lines; held documents framed."""
    layers: dict[int, list[Node]] = defaultdict(list)
    for node in graph.nodes("document"):
        layers[_layer(node)].append(node)
    widest = max((len(nodes) for nodes in layers.values()), default=1)
    width, height = _LEFT + widest * (_BOX + _GAP) + _GAP, len(_LAYERS) * _LAYER + _ARC
    places = {n.id: (_LEFT + i * (_BOX + _GAP), _ARC + y * _LAYER) for y in layers for i, n in enumerate(layers[y])}
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="11">',
        *(f'<text x="8" y="{_ARC + i * _LAYER + 26}" font-weight="bold">{name}</text>' for i, (name, _, _) in _rows()),
        *_lines(graph, places),
        *(_box(node, *places[node.id]) for y in sorted(layers) for node in layers[y]),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _rows() -> enumerate[tuple[str, tuple[str, ...], str]]:
    return enumerate(_LAYERS)


def _layer(node: Node) -> int:
    level = node.attributes.get("level", "")
    return next((i for i, (_, levels, _) in _rows() if level in levels), 1)


def _lines(graph: Graph, places: dict[str, tuple[int, int]]) -> list[str]:
    lines = []
    for edge in graph.edges():
        if edge.predicate not in LINEAGE:
            continue
        (x1, y1), (x2, y2) = places[edge.source], places[edge.target]
        x1, x2, y2 = x1 + _BOX // 2, x2 + _BOX // 2, y2 + (_HEIGHT if y2 < y1 else 0)
        bend = (y1 + y2) // 2 - (_ARC if y1 == y2 else 0)
        look = "#bbb" if edge.predicate == "mentions" else "#333" if edge.predicate in _STRONG else "#888"
        dots = ' stroke-dasharray="2 4"' if edge.predicate == "mentions" else ""
        title = escape(f"{predicate(edge.predicate).vi}: {_clean(edge.evidence[0].text) if edge.evidence else ''}")
        path = f"M{x1},{y1} C{x1},{bend} {x2},{bend} {x2},{y2}"
        lines.append(f'<path d="{path}" fill="none" stroke="{look}"{dots}><title>{title}</title></path>')
    return lines


def _box(node: Node, x: int, y: int) -> str:
    held = bool(node.attributes.get("held"))
    frame = 'stroke="#333" stroke-width="2"' if held else 'stroke="#999" stroke-dasharray="4 3"'
    name, _, beside = node.label.partition(" (")
    second = beside.rstrip(")") or node.attributes.get("issuer", "")
    title = escape(_clean(f"{node.label}: {node.attributes.get('title', '')}"))
    box = f'x="{x}" y="{y}" width="{_BOX}" height="{_HEIGHT}" rx="4" fill="{_LAYERS[_layer(node)][2]}"'
    return (
        f"<g><title>{title}</title><rect {box} {frame}/>"
        f'<text x="{x + 8}" y="{y + 19}" font-weight="bold">{escape(_clean(name)[:36])}</text>'
        f'<text x="{x + 8}" y="{y + 36}">{escape(_clean(second)[:40])}</text></g>'
    )


def _clean(text: str) -> str:
    return " ".join(printable(text).split())
