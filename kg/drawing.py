"""The lineage as a layered SVG: Party, State, city, ward; each document a box, each relation a line of its own colour.

It is meant to be read and printed: no line runs behind a box, and a legend says what lines and frames mean.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from html import escape

from kg.characters import printable
from kg.fates import fate
from kg.graph import Edge, Graph, Node
from kg.layers import BOX, HEIGHT, Layout, Point, layout
from kg.naming import short_issuer, vietnamese_date
from kg.predicates import LINEAGE, predicate

BANDS = (
    ("Đảng", ("party",), "#fde0d9"),
    ("Nhà nước", ("law", "national"), "#dbe9f6"),
    ("Thành phố, tỉnh", ("city",), "#dff0dc"),
    ("Phường, xã", ("ward",), "#fee8cf"),
)
"""(name, levels of documents, colour of their boxes), from the top down."""

_COLOURS = {
    "implements": "#1f3b57",
    "based_on": "#7a8794",
    "replaces": "#b3261e",
    "amends": "#b06a00",
    "promulgates": "#2e7d32",
    "approves": "#2e7d32",
    "guides": "#6a3d9a",
    "mentions": "#a9b0b7",
}
_LEFT, _TOP, _EDGE = 128, 74, 20
_QUIET = 'font-style="italic" fill="#555"'
_LETTERS = (34, 38)  # characters that fit into a box in the bold and in the plain type


def lineage_svg(graph: Graph) -> str:
    """The documents of `graph` in four bands, with their relations; held documents are framed, mentions dotted."""
    documents = {node.id: node for node in graph.nodes("document")}
    edges = [edge for edge in graph.edges() if edge.predicate in LINEAGE and edge.source != edge.target]
    placed = layout_of(list(documents.values()), edges)
    width, height = max(_LEFT + placed.width, 760) + _EDGE, _TOP + placed.height + _EDGE
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="Helvetica, Arial, sans-serif" font-size="11">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *_arrows(),
        *_legend(),
        *_bands(placed, width),
        *(_line(edge, placed.lines[edge.source, edge.target]) for edge in sorted(edges, key=_last)),
        *(_box(node, *placed.boxes[node.id]) for node in documents.values()),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def layout_of(documents: list[Node], edges: list[Edge]) -> Layout:
    """Where documents and their relations stand, a band for each level; an unknown level stands with the State."""
    bands: list[list[str]] = [[] for _ in BANDS]
    for node in documents:
        bands[band_of(node)].append(node.id)
    return layout(bands, [(edge.source, edge.target) for edge in edges])


def band_of(node: Node) -> int:
    """The place in `BANDS` of a document's level."""
    level = node.attributes.get("level", "")
    return next((i for i, (_, levels, _) in enumerate(BANDS) if level in levels), 1)


def _last(edge: Edge) -> tuple[int, str, str]:
    """The strongest relation is drawn last, over the others."""
    return -LINEAGE.index(edge.predicate), edge.source, edge.target


def _arrows() -> Iterator[str]:
    yield "<defs>"
    for name, colour in _COLOURS.items():
        head = f'<path d="M0,0 L7,3.5 L0,7 z" fill="{colour}"/>'
        size = 'markerWidth="7" markerHeight="7" refX="6.5" refY="3.5" orient="auto" markerUnits="userSpaceOnUse"'
        yield f'<marker id="to-{name}" {size}>{head}</marker>'
    yield "</defs>"


def _legend() -> Iterator[str]:
    """Two rows: what the lines mean, what the frames mean."""
    x = _EDGE
    for name in ("implements", "based_on", "replaces", "amends", "promulgates", "guides", "mentions"):
        words = "ban hành, phê duyệt" if name == "promulgates" else predicate(name).vi
        yield f'<path d="M{x},22 H{x + 26}" {_stroke(name)}/><text x="{x + 32}" y="26">{words}</text>'
        x += 48 + 6 * len(words)
    yield f'<rect x="{_EDGE}" y="38" width="26" height="13" rx="3" fill="#fff" {_frame(True)}/>'
    yield f'<text x="{_EDGE + 32}" y="49">đã có văn bản</text>'
    yield f'<rect x="{_EDGE + 140}" y="38" width="26" height="13" rx="3" fill="#fff" {_frame(False)}/>'
    yield f'<text x="{_EDGE + 172}" y="49">chỉ được viện dẫn, chưa có văn bản</text>'


def _bands(placed: Layout, width: int) -> Iterator[str]:
    for (name, _, colour), (top, bottom) in zip(BANDS, placed.bands, strict=True):
        if bottom > top:
            size = f'width="{width}" height="{bottom - top + 36}" fill="{colour}" fill-opacity="0.35"'
            yield f'<rect x="0" y="{_TOP + top - 18}" {size}/>'
            yield f'<text x="{_EDGE}" y="{_TOP + top + 14}" font-weight="bold" font-size="13">{name}</text>'


def _line(edge: Edge, points: list[Point]) -> str:
    """A line that leaves, passes and enters rows upright; the quotation shows when the pointer rests on it."""
    moved = [(x + _LEFT, y + _TOP) for x, y in points]
    x, y = moved[0]
    steps = [f"M{x},{y}"]
    for i, (a, b) in enumerate(moved[1:]):
        # Points come in pairs around each row that is passed: the line bends between rows and is straight in one.
        middle = (y + b) // 2
        steps.append(f"L{a},{b}" if i % 2 else f"C{x},{middle} {a},{middle} {a},{b}")
        x, y = a, b
    quoted = f" — “{_clean(edge.evidence[0].text)}”" if edge.evidence else ""
    title = escape(f"{predicate(edge.predicate).vi}{quoted}")
    head = f'marker-end="url(#to-{edge.predicate})"'
    return f'<path d="{" ".join(steps)}" fill="none" {_stroke(edge.predicate)} {head}><title>{title}</title></path>'


def _stroke(name: str) -> str:
    dots = ' stroke-dasharray="2 4"' if name == "mentions" else ' stroke-dasharray="7 3"' if name == "replaces" else ""
    return f'stroke="{_COLOURS[name]}" stroke-width="{1.8 if name in ("implements", "replaces") else 1.2}"{dots}'


def _frame(held: bool) -> str:
    return 'stroke="#333" stroke-width="2"' if held else 'stroke="#8a8f94" stroke-dasharray="4 3"'


def _box(node: Node, x: int, y: int) -> str:
    x, y = x + _LEFT, y + _TOP
    attributes = node.attributes
    title = escape(_clean(f"{node.label}: {attributes.get('title', '')}"))
    frame = f'rx="4" fill="{BANDS[band_of(node)][2]}" {_frame(bool(attributes.get("held")))}'
    lines = _words(node)
    text = "".join(
        f'<text x="{x + 8}" y="{y + 17 + 14 * i}"{" " + look if look else ""}>{escape(line)}</text>'
        for i, (line, look) in enumerate(lines)
    )
    return f'<g><title>{title}</title><rect x="{x}" y="{y}" width="{BOX}" height="{HEIGHT}" {frame}/>{text}</g>'


def _words(node: Node) -> list[tuple[str, str]]:
    """Up to four lines with their look: the document, who issued it when, and what became of it."""
    attributes = node.attributes
    name, _, beside = _clean(node.label).partition(" (")
    issuer = _clean(short_issuer(attributes.get("issuer", ""))) or beside.rstrip(")")
    when = vietnamese_date(attributes.get("date") or "")
    lines = [(line, 'font-weight="bold"') for line in _wrapped(name, _LETTERS[0], 2)]
    lines += [(line, "") for line in _wrapped(", ".join(filter(None, (issuer, when))), _LETTERS[1], 2)]
    became = fate(node, short=True)
    if became:
        return [*lines[:3], (became, f'fill="{_COLOURS["replaces"]}"')]
    title = _wrapped(_clean(attributes.get("title", "")), _LETTERS[1], max(1, 4 - len(lines)))
    return [*lines, *((line, _QUIET) for line in title)][:4]


def _wrapped(text: str, width: int, most: int) -> list[str]:
    return textwrap.wrap(text, width, max_lines=most, placeholder=" …")


def _clean(text: str) -> str:
    return " ".join(printable(text).split())
