"""The lineage drawn in layers: Party, State, city, ward; each document a box, each relation a line of its own colour.

It is meant to be read and printed: no line runs behind a box, and a legend says what lines and frames mean. `draw`
says what stands where, for those who draw it themselves; `lineage_svg` is the picture.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Literal

from ingest.citing.dates import vietnamese_date
from kg.assembly.fates import fate
from kg.characters import printable
from kg.graph import Edge, Graph, Node
from kg.naming import short_issuer
from kg.pictures.layers import BOX, HEIGHT, Layout, Point, layout
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
LEGEND = ("implements", "based_on", "replaces", "amends", "promulgates", "guides", "mentions")
"""Predicates whose lines a legend explains; `promulgates` stands for `approves` too."""
_LEFT, _TOP, _EDGE, _PADDING = 128, 74, 20, 18
_LOOKS = {
    "name": ' font-weight="bold"',
    "issued": "",
    "title": ' font-style="italic" fill="#555"',
    "fate": f' fill="{_COLOURS["replaces"]}"',
}
_LETTERS = (34, 38)  # characters that fit into a box in the bold and in the plain type


@dataclass(frozen=True, slots=True)
class Band:
    """A layer of the drawing from `top` to `bottom`; `index` is its place in `BANDS`."""

    index: int
    name: str
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text in a box."""

    text: str
    look: Literal["name", "issued", "title", "fate"]


@dataclass(frozen=True, slots=True)
class Box:
    """A document: left and top of its box, which is `BOX` wide and `HEIGHT` high. `title` tells what does not fit."""

    node: Node
    x: int
    y: int
    words: list[Words]
    title: str


@dataclass(frozen=True, slots=True)
class Route:
    """A relation: `path` is its line as SVG path data, `title` the verb in Vietnamese with the first quotation."""

    edge: Edge
    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What stands where, in pixels; lines are sorted so that the strongest is drawn last, over the others."""

    width: int
    height: int
    bands: list[Band]
    boxes: list[Box]
    routes: list[Route]


def draw(graph: Graph, top: int = _PADDING) -> Drawing:
    """The documents of `graph` in bands with their relations; above the uppermost box `top` pixels are left."""
    documents = {node.id: node for node in graph.nodes("document")}
    edges = [edge for edge in graph.edges() if edge.predicate in LINEAGE and edge.source != edge.target]
    placed = layout_of(list(documents.values()), edges)
    bands = [
        Band(i, name, top + start - _PADDING, top + end + _PADDING)
        for i, ((name, _, _), (start, end)) in enumerate(zip(BANDS, placed.bands, strict=True))
        if end > start
    ]
    return Drawing(
        _LEFT + placed.width + _EDGE,
        top + placed.height + _EDGE,
        bands,
        [_box(node, *_moved(placed.boxes[node.id], top)) for node in documents.values()],
        [_route(edge, placed.lines[edge.source, edge.target], top) for edge in sorted(edges, key=_last)],
    )


def lineage_svg(graph: Graph) -> str:
    """The documents of `graph` in four bands, with their relations; held documents are framed, mentions dotted."""
    drawn = draw(graph, _TOP)
    width, height = max(drawn.width, 760 + _EDGE), drawn.height
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="Helvetica, Arial, sans-serif" font-size="11">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *_arrows(),
        *_legend(),
        *_bands(drawn, width),
        *(_svg_line(route) for route in drawn.routes),
        *(_svg_box(box) for box in drawn.boxes),
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
    for name in LEGEND:
        words = legend_words(name)["vi"]
        yield f'<path d="M{x},22 H{x + 26}" {_stroke(name)}/><text x="{x + 32}" y="26">{words}</text>'
        x += 48 + 6 * len(words)
    yield f'<rect x="{_EDGE}" y="38" width="26" height="13" rx="3" fill="#fff" {_frame(True)}/>'
    yield f'<text x="{_EDGE + 32}" y="49">đã có văn bản</text>'
    yield f'<rect x="{_EDGE + 140}" y="38" width="26" height="13" rx="3" fill="#fff" {_frame(False)}/>'
    yield f'<text x="{_EDGE + 172}" y="49">chỉ được viện dẫn, chưa có văn bản</text>'


def legend_words(name: str) -> dict[str, str]:
    """What the line of a predicate of `LEGEND` means, by language."""
    if name == "promulgates":
        return {"vi": "ban hành, phê duyệt", "en": "promulgates, approves"}
    return {"vi": predicate(name).vi, "en": predicate(name).en}


def _bands(drawn: Drawing, width: int) -> Iterator[str]:
    for band in drawn.bands:
        size = f'width="{width}" height="{band.bottom - band.top}" fill="{BANDS[band.index][2]}" fill-opacity="0.35"'
        yield f'<rect x="0" y="{band.top}" {size}/>'
        place = f'x="{_EDGE}" y="{band.top + _PADDING + 14}"'
        yield f'<text {place} font-weight="bold" font-size="13">{band.name}</text>'


def _moved(point: Point, top: int) -> Point:
    return point[0] + _LEFT, point[1] + top


def _route(edge: Edge, points: list[Point], top: int) -> Route:
    """A line that leaves, passes and enters rows upright."""
    moved = [_moved(point, top) for point in points]
    x, y = moved[0]
    steps = [f"M{x},{y}"]
    for i, (a, b) in enumerate(moved[1:]):
        # Points come in pairs around each row that is passed: the line bends between rows and is straight in one.
        middle = (y + b) // 2
        steps.append(f"L{a},{b}" if i % 2 else f"C{x},{middle} {a},{middle} {a},{b}")
        x, y = a, b
    quoted = f" — “{_clean(edge.evidence[0].text)}”" if edge.evidence else ""
    return Route(edge, " ".join(steps), f"{predicate(edge.predicate).vi}{quoted}")


def _svg_line(route: Route) -> str:
    """The quotation shows when the pointer rests on the line."""
    name = route.edge.predicate
    head = f'marker-end="url(#to-{name})"'
    return f'<path d="{route.path}" fill="none" {_stroke(name)} {head}><title>{escape(route.title)}</title></path>'


def _stroke(name: str) -> str:
    dots = ' stroke-dasharray="2 4"' if name == "mentions" else ' stroke-dasharray="7 3"' if name == "replaces" else ""
    return f'stroke="{_COLOURS[name]}" stroke-width="{1.8 if name in ("implements", "replaces") else 1.2}"{dots}'


def _frame(held: bool) -> str:
    return 'stroke="#333" stroke-width="2"' if held else 'stroke="#8a8f94" stroke-dasharray="4 3"'


def _box(node: Node, x: int, y: int) -> Box:
    return Box(node, x, y, _words(node), _clean(f"{node.label}: {node.attributes.get('title', '')}"))


def _svg_box(box: Box) -> str:
    node, x, y = box.node, box.x, box.y
    frame = f'rx="4" fill="{BANDS[band_of(node)][2]}" {_frame(bool(node.attributes.get("held")))}'
    text = "".join(
        f'<text x="{x + 8}" y="{y + 17 + 14 * i}"{_LOOKS[words.look]}>{escape(words.text)}</text>'
        for i, words in enumerate(box.words)
    )
    rect = f'<rect x="{x}" y="{y}" width="{BOX}" height="{HEIGHT}" {frame}/>'
    return f"<g><title>{escape(box.title)}</title>{rect}{text}</g>"


def _words(node: Node) -> list[Words]:
    """Up to four lines with their look: the document, who issued it when, and what became of it."""
    attributes = node.attributes
    name, _, beside = _clean(node.label).partition(" (")
    issuer = _clean(short_issuer(attributes.get("issuer", ""))) or beside.rstrip(")")
    when = vietnamese_date(attributes.get("date") or "")
    lines = [Words(line, "name") for line in _wrapped(name, _LETTERS[0], 2)]
    lines += [Words(line, "issued") for line in _wrapped(", ".join(filter(None, (issuer, when))), _LETTERS[1], 2)]
    became = fate(node, short=True)
    if became:
        return [*lines[:3], Words(became, "fate")]
    title = _wrapped(_clean(attributes.get("title", "")), _LETTERS[1], max(1, 4 - len(lines)))
    return [*lines, *(Words(line, "title") for line in title)][:4]


def _wrapped(text: str, width: int, most: int) -> list[str]:
    return textwrap.wrap(text, width, max_lines=most, placeholder=" …")


def _clean(text: str) -> str:
    return " ".join(printable(text).split())
