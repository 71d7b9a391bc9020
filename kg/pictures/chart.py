"""Assignments as an SVG: a bar for each unit with how many tasks it leads, takes part in, and receives reports on."""

from __future__ import annotations

from collections import Counter
from html import escape

from kg.characters import printable
from kg.graph import Graph
from kg.predicates import ROLES, predicate

ROWS = 60
"""How many units are drawn, those that lead most tasks first; the last line tells how many more there are."""

_COLOURS = {"lead": "#1f5a93", "coordinate": "#7fb0d8", "report_to": "#c9b458"}
_LEFT, _WIDE, _ROW, _TOP = 330, 560, 22, 54
_LETTERS = 48


def assignments_svg(graph: Graph) -> str:
    """The chart of the roles that units have in the tasks of `graph`."""
    counts: dict[str, Counter[str]] = {}
    for role in ROLES:
        for edge in graph.edges(role):
            counts.setdefault(edge.target, Counter())[role] += 1
    ranked = sorted(counts, key=lambda unit: ([-counts[unit][role] for role in ROLES], unit))
    scale = _WIDE / max((sum(count.values()) for count in counts.values()), default=1)
    width, height = _LEFT + _WIDE + 60, _TOP + _ROW * (min(len(ranked), ROWS) + 2)
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="Helvetica, Arial, sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *_legend(),
        *(_bar(graph, unit, counts[unit], _TOP + i * _ROW, scale) for i, unit in enumerate(ranked[:ROWS])),
    ]
    if len(ranked) > ROWS:
        parts.append(f'<text x="20" y="{_TOP + ROWS * _ROW + 16}">và {len(ranked) - ROWS} đơn vị khác</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _legend() -> list[str]:
    found = []
    for i, role in enumerate(ROLES):
        x = _LEFT + i * 150
        found.append(f'<rect x="{x}" y="20" width="14" height="14" fill="{_COLOURS[role]}"/>')
        found.append(f'<text x="{x + 20}" y="32">{predicate(role).vi_reverse}</text>')
    return found


def _bar(graph: Graph, unit: str, count: Counter[str], y: int, scale: float) -> str:
    label = " ".join(printable(graph.node(unit).label).split())
    shown = label if len(label) <= _LETTERS else label[: _LETTERS - 1] + "…"
    pieces, x = [], float(_LEFT)
    for role in ROLES:
        wide = count[role] * scale
        if wide:
            place = f'x="{x:.1f}" y="{y + 3}" width="{wide:.1f}" height="{_ROW - 6}"'
            pieces.append(f'<rect {place} fill="{_COLOURS[role]}"/>')
        x += wide
    name = f'<text x="{_LEFT - 8}" y="{y + 16}" text-anchor="end">{escape(shown)}</text>'
    total = f'<text x="{x + 6:.1f}" y="{y + 16}">{" + ".join(str(count[r]) for r in ROLES if count[r])}</text>'
    return f"<g><title>{escape(label)}</title>{name}{''.join(pieces)}{total}</g>"
