"""Where the boxes of a layered drawing stand and how its lines run between them.

The method is Sugiyama's (Sugiyama, Tagawa, Toda 1981): ranks, then an order within each rank by the mean place of the
neighbours, then places. A line that passes a rank gets room of its own there, so that no line runs behind a box.
The same boxes and lines give the same drawing, whatever the order in which they come.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

BOX, HEIGHT = 236, 66
"""Width and height of a box, in pixels of the drawing."""

_GAP, _LANE = 26, 14  # between two boxes; the width that a passing line needs
_BETWEEN, _BETWEEN_BANDS = 62, 92  # between two rows of a band, between two bands
_SWEEPS = 12
_WIDEST = 7  # boxes in a row before a rank is folded into two rows; of many boxes, more
_LANES = 6000  # more passing lines than this are drawn straight: nobody can follow them, and time grows with them

Line = tuple[str, str]
Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """`boxes` holds left and top of each box, `lines` the points of each line from its first end to its second.

    `bands` holds top and bottom of each band, in the order given; an empty one has no height.
    """

    boxes: dict[str, Point]
    lines: dict[Line, list[Point]]
    bands: list[tuple[int, int]]
    width: int
    height: int


@dataclass(slots=True)
class _Rows:
    """Rows of items: a box is its id, a lane (where a line passes) is a number. `near` maps them to rows beside."""

    rows: list[list[str | int]]
    above: dict[str | int, list[str | int]] = field(default_factory=lambda: defaultdict(list))
    below: dict[str | int, list[str | int]] = field(default_factory=lambda: defaultdict(list))
    lanes: dict[Line, list[int]] = field(default_factory=dict)


def layout(bands: Sequence[Iterable[str]], lines: Iterable[Line]) -> Layout:
    """The drawing of `bands` of boxes, the first on top, with `lines` from lower boxes to upper ones where they can.

    Raises KeyError for a line whose box is in no band.
    """
    wanted = sorted(set(lines))
    members = [sorted(set(band)) for band in bands]
    band_rows = [_folded_rows(band, wanted) for band in members]
    rows = _with_lanes([row for band in band_rows for row in band], wanted)
    _order(rows)
    middles = _middles(rows)
    tops, edges = _heights([len(band) for band in band_rows])
    row_of = {item: r for r, row in enumerate(rows.rows) for item in row}
    boxes = {str(n): (round(middles[n]) - BOX // 2, tops[row_of[n]]) for n in row_of if isinstance(n, str)}
    width = max((x + BOX for x, _ in boxes.values()), default=BOX)
    width = max([width, *(round(middles[item]) for item in row_of)])
    paths = _paths(rows, wanted, boxes, middles, row_of, tops)
    return Layout(boxes, paths, edges, width, edges[-1][1] if edges else 0)


# --- rows


def _folded_rows(band: list[str], lines: Sequence[Line]) -> list[list[str]]:
    """A band as rows: what rests on another of the band stands below it, and a long rank is folded."""
    ranks = _ranks(band, lines)
    longest = max(_WIDEST, round((1.6 * len(band)) ** 0.5))
    rows: list[list[str]] = []
    for rank in range(max(ranks.values(), default=-1) + 1):
        found = [node for node in band if ranks[node] == rank]
        rows += [found[i : i + longest] for i in range(0, len(found), longest)]
    return rows


def _ranks(band: list[str], lines: Sequence[Line]) -> dict[str, int]:
    """For each box one more than the highest rank of those that its lines lead to; a circle is cut at its first id."""
    inside = set(band)
    over: dict[str, set[str]] = {node: set() for node in band}
    under: dict[str, list[str]] = defaultdict(list)
    for low, high in lines:
        if low in inside and high in inside and low != high and high not in over[low]:
            over[low].add(high)
            under[high].append(low)
    ranks: dict[str, int] = {}
    waiting = {node: len(above) for node, above in over.items()}
    free = sorted((node for node in band if not waiting[node]), reverse=True)
    left = sorted(band, reverse=True)
    while len(ranks) < len(band):
        while not free:
            node = left.pop()
            free = [node] if node not in ranks else []
        node = free.pop()
        if node in ranks:
            continue
        ranks[node] = max((ranks[high] + 1 for high in over[node] if high in ranks), default=0)
        for low in under[node]:
            waiting[low] -= 1
            if not waiting[low] and low not in ranks:
                free.append(low)
    return ranks


def _with_lanes(rows: list[list[str]], lines: Sequence[Line]) -> _Rows:
    """The rows with a lane in every row that a line passes."""
    found = _Rows([list(row) for row in rows])
    row_of = {node: r for r, row in enumerate(rows) for node in row}
    passed = sum(max(0, abs(row_of[a] - row_of[b]) - 1) for a, b in lines)
    number = 0
    for line in lines:
        upper, lower = sorted(line, key=lambda node: row_of[node])
        between = range(row_of[upper] + 1, row_of[lower]) if passed <= _LANES else range(0)
        lanes = list(range(number, number + len(between)))
        number += len(lanes)
        for lane, r in zip(lanes, between, strict=True):
            found.rows[r].append(lane)
        found.lanes[line] = lanes
        chain: list[str | int] = [upper, *lanes, lower]
        for high, low in pairwise(chain):
            found.above[low].append(high)
            found.below[high].append(low)
    return found


# --- order


def _order(rows: _Rows) -> None:
    """Put each row into the order, of those tried, with the fewest crossings: sweeps down and up over the means."""
    best, fewest = [list(row) for row in rows.rows], _crossings(rows)
    places = {item: place for row in rows.rows for item, place in _shares(row)}
    for sweep in range(_SWEEPS):
        near, step = (rows.above, 1) if sweep % 2 == 0 else (rows.below, -1)
        for row in rows.rows[::step]:
            _sort_row(row, places, near)
        found = _crossings(rows)
        if found < fewest:
            best, fewest = [list(row) for row in rows.rows], found
        if not fewest:
            break
    rows.rows = best


def _sort_row(row: list[str | int], places: dict[str | int, float], near: Mapping[str | int, list[str | int]]) -> None:
    means = {
        item: sum(places[n] for n in near[item]) / len(near[item]) if near.get(item) else places[item] for item in row
    }
    row.sort(key=means.__getitem__)
    places.update(_shares(row))


def _shares(row: Sequence[str | int]) -> list[tuple[str | int, float]]:
    """Each item with the share of the row that lies left of it."""
    return [(item, i / max(len(row) - 1, 1)) for i, item in enumerate(row)]


def _crossings(rows: _Rows) -> int:
    """How many pairs of lines cross between rows that stand one above the other."""
    count = 0
    for upper, lower in pairwise(rows.rows):
        place = {item: i for i, item in enumerate(lower)}
        seen: list[int] = []
        for item in upper:
            ends = sorted(place[low] for low in rows.below.get(item, ()) if low in place)
            for end in ends:
                count += len(seen) - bisect_left(seen, end + 1)
            for end in ends:
                insort(seen, end)
    return count


# --- places


def _middles(rows: _Rows) -> dict[str | int, float]:
    """The horizontal middle of each item: as near to the mean of its neighbours as order and width allow."""
    middles: dict[str | int, float] = {}
    for row in rows.rows:
        _place_row(row, middles, dict.fromkeys(row, 0.0))
    for sweep in range(_SWEEPS):
        sequence = rows.rows if sweep % 2 == 0 else rows.rows[::-1]
        for row in sequence:
            wanted = {}
            for item in row:
                near = [*rows.above.get(item, ()), *rows.below.get(item, ())]
                wanted[item] = sum(middles[n] for n in near) / len(near) if near else middles[item]
            _place_row(row, middles, wanted)
    left = min((middles[i] - _width(i) / 2 for i in middles), default=0.0)
    return {item: x - left for item, x in middles.items()}


def _place_row(row: Sequence[str | int], middles: dict[str | int, float], wanted: Mapping[str | int, float]) -> None:
    """Give each item of a row its middle: the least squares solution that keeps the order and the gaps.

    Pool adjacent violators, after the room that each item needs has been taken off.
    """
    offsets, offset = [], 0.0
    for i, item in enumerate(row):
        offset += (_width(row[i - 1]) + _width(item)) / 2 if i else 0.0
        offsets.append(offset)
    pools: list[tuple[float, int]] = []
    for item, offset in zip(row, offsets, strict=True):
        mean, size = wanted[item] - offset, 1
        while pools and pools[-1][0] > mean:
            before, count = pools.pop()
            mean, size = (before * count + mean * size) / (count + size), count + size
        pools.append((mean, size))
    values = [mean for mean, size in pools for _ in range(size)]
    for item, offset, value in zip(row, offsets, values, strict=True):
        middles[item] = value + offset


def _width(item: str | int) -> int:
    return BOX + _GAP if isinstance(item, str) else _LANE


def _heights(counts: Sequence[int]) -> tuple[list[int], list[tuple[int, int]]]:
    """The top of each row, and top and bottom of each band of `counts` rows."""
    tops: list[int] = []
    edges: list[tuple[int, int]] = []
    y = 0
    for count in counts:
        start = y + (_BETWEEN_BANDS if tops and count else 0)
        y = start
        for r in range(count):
            y += _BETWEEN if r else 0
            tops.append(y)
            y += HEIGHT
        edges.append((start, y))
    return tops, edges


# --- lines


def _paths(
    rows: _Rows,
    lines: Sequence[Line],
    boxes: Mapping[str, Point],
    middles: Mapping[str | int, float],
    row_of: Mapping[str | int, int],
    tops: Sequence[int],
) -> dict[Line, list[Point]]:
    """The points of each line: it leaves and enters boxes side by side with others and passes rows upright."""
    chains: dict[Line, list[str | int]] = {}
    for line in lines:
        upper, lower = sorted(line, key=lambda node: row_of[node])
        chains[line] = [upper, *rows.lanes[line], lower]
    down = _ports({line: (str(c[0]), middles[c[1]]) for line, c in chains.items()}, boxes)
    up = _ports({line: (str(c[-1]), middles[c[-2]]) for line, c in chains.items()}, boxes)
    found = {}
    for line, chain in chains.items():
        points = [(down[line], boxes[str(chain[0])][1] + HEIGHT)]
        for lane in chain[1:-1]:
            x, top = round(middles[lane]), tops[row_of[lane]]
            points += [(x, top), (x, top + HEIGHT)]
        points.append((up[line], boxes[str(chain[-1])][1]))
        found[line] = points if line[0] == chain[0] else points[::-1]
    return found


def _ports(ends: Mapping[Line, tuple[str, float]], boxes: Mapping[str, Point]) -> dict[Line, int]:
    """Where on its box's side each line ends: evenly over four fifths, in the order of where the lines go."""
    sides: dict[str, list[Line]] = defaultdict(list)
    for line, (box, _) in ends.items():
        sides[box].append(line)
    found = {}
    for box, lines in sides.items():
        for i, line in enumerate(sorted(lines, key=lambda one: (ends[one][1], one)), 1):
            found[line] = round(boxes[box][0] + BOX * (0.1 + 0.8 * i / (len(lines) + 1)))
    return found
