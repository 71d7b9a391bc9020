"""Ruled tables on a page: from the lines that are drawn to the cells that they bound.

Coordinates are points with the origin at the lower left, as in PDF. A table is a connected set of rules with at least
`MIN_COLUMNS` columns and two rows; boxes around text and lines under headings are none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

MIN_COLUMNS = 3
MAX_RULES = 600
_NEAR = 2.5
"""Rules that are drawn for one edge differ by their thickness, 0.5 to 1.5 points."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: at `at` across, from `low` to `high` along; upright or level."""

    upright: bool
    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell from column `column` and row `row` over `columns` and `rows`."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class RuledTable:
    """The edges of columns from the left and of rows from the top, the cells between them, row by row, and for each
    place in the grid the index of the cell that covers it."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[RuledCell, ...]
    owners: dict[tuple[int, int], int]

    def cell_at(self, x: float, y: float) -> int | None:
        """The index of the cell that holds a point, or None."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]):
            return None
        column = min(max(bisect_left(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = min(max(bisect_left(self.ys, -y, key=lambda edge: -edge) - 1, 0), len(self.ys) - 2)
        return self.owners[row, column]


def find_tables(rules: Iterable[Rule]) -> list[RuledTable]:
    """The tables that `rules` draw, from the top of the page; none where there are too many rules to be tables."""
    joined = _joined(rules)
    if len(joined) > MAX_RULES:
        return []
    found = [table for group in _groups(joined) if (table := _table(group)) is not None]
    return sorted(found, key=lambda table: (-table.ys[0], table.xs[0]))


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """The rules, those that go on with one another as one."""
    found: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.upright, round(rule.at), rule.low)):
        last = found[-1] if found else None
        aligned = last is not None and last.upright == rule.upright and abs(last.at - rule.at) <= 1
        if last is not None and aligned and last.low <= rule.low <= last.high + _NEAR:
            found[-1] = Rule(rule.upright, last.at, last.low, max(last.high, rule.high))
        else:
            found.append(rule)
    return found


def _groups(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """The sets of rules that touch one another."""
    parent = list(range(len(rules)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    level = [i for i, rule in enumerate(rules) if not rule.upright]
    for i, rule in enumerate(rules):
        if rule.upright:
            for j in level:
                if _touch(rule, rules[j]):
                    parent[root(i)] = root(j)
    groups: dict[int, list[Rule]] = {}
    for i, rule in enumerate(rules):
        groups.setdefault(root(i), []).append(rule)
    yield from groups.values()


def _touch(one: Rule, other: Rule) -> bool:
    return one.low - _NEAR <= other.at <= one.high + _NEAR and other.low - _NEAR <= one.at <= other.high + _NEAR


def _table(rules: Sequence[Rule]) -> RuledTable | None:
    xs = _merged(rule.at for rule in rules if rule.upright)
    ys = _merged(rule.at for rule in rules if not rule.upright)[::-1]
    if len(xs) <= MIN_COLUMNS or len(ys) < 2:
        return None
    upright = [[rule for rule in rules if rule.upright and abs(rule.at - x) <= _NEAR] for x in xs]
    level = [[rule for rule in rules if not rule.upright and abs(rule.at - y) <= _NEAR] for y in ys]
    sides = [[_is_drawn(edge, (top + bottom) / 2) for edge in upright] for top, bottom in pairwise(ys)]
    lids = [[_is_drawn(edge, (left + right) / 2) for left, right in pairwise(xs)] for edge in level]
    cells = tuple(_cells(sides, lids))
    owners = {
        (row, column): index
        for index, cell in enumerate(cells)
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    return RuledTable(tuple(xs), tuple(ys), cells, owners)


def _cells(sides: Sequence[Sequence[bool]], lids: Sequence[Sequence[bool]]) -> Iterator[RuledCell]:
    """`sides[row][edge]` and `lids[edge][column]` say which edges are drawn."""
    taken: set[tuple[int, int]] = set()
    height, width = len(sides), len(lids[0])
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < width and not sides[row][right] and (row, right) not in taken:
                right += 1
            low = row + 1
            while low < height and not any(lids[low][column:right]) and _is_same(sides[low], column, right):
                low += 1
            taken |= {(r, c) for r in range(row, low) for c in range(column, right)}
            yield RuledCell(row, column, low - row, right - column)


def _is_same(sides: Sequence[bool], left: int, right: int) -> bool:
    """A row below goes on with the cell: it has no side within."""
    return not any(sides[left + 1 : right])


def _is_drawn(edge: Sequence[Rule], through: float) -> bool:
    return any(rule.low - _NEAR <= through <= rule.high + _NEAR for rule in edge)


def _merged(places: Iterable[float]) -> list[float]:
    """The places in rising order, those near one another as one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found
