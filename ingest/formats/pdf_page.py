"""One page of a PDF -> its lines of text and its ruled tables, in the order of the text layer."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from ingest.formats.extracted import plain
from ingest.formats.grid import Cell, Grid, Placed, table_lines
from ingest.formats.ruled import MAX_RULES, Rule, RuledTable, find_tables

_HYPHEN = re.compile(r"[\x02\ufffe]\r?\n?")  # how PDFium writes a hyphen at the end of a line
_THIN = 3.0
_LONG = 4.0
_MAX_SEGMENTS = 2_000


def page_text(page: Any) -> str:
    """The lines of a page of pypdfium2, each ended by a line feed; the row of a ruled table is one line."""
    layer = page.get_textpage()
    try:
        tables = find_tables(list(_rules(page)))
        if not tables:
            return _lines(layer.get_text_range(errors="ignore"))
        return "".join(_with_tables(layer, tables))
    finally:
        layer.close()


def _lines(text: str) -> str:
    """`text` without empty lines and without blanks at the ends of lines."""
    lines = _HYPHEN.sub("-\n", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = [line for line in (plain(line).rstrip() for line in lines) if line.strip()]
    return "".join(f"{line}\n" for line in kept)


def _with_tables(layer: Any, tables: list[RuledTable]) -> Iterator[str]:
    """Text and tables, each table where its first letter stands in the order of the layer."""
    outside: list[str] = []
    written: set[int] = set()
    texts: dict[tuple[int, int], list[str]] = {}
    order: list[tuple[str, int]] = []
    for letter, place in _placed_letters(layer, tables):
        if place is None:
            outside.append(letter)
            continue
        if place[0] not in written:
            written.add(place[0])
            order.append(("".join(outside), place[0]))
            outside = []
        texts.setdefault(place, []).append(letter)
    for before, index in order:
        yield _lines(before)
        yield "".join(["\n", *(f"{line}\n" for line in table_lines(_grid(tables[index], index, texts))), "\n"])
    yield _lines("".join(outside))


def _placed_letters(layer: Any, tables: list[RuledTable]) -> Iterator[tuple[str, tuple[int, int] | None]]:
    """Each letter with the (table, cell) that its middle lies in; blanks that PDFium adds go with the one before."""
    from pypdfium2 import raw

    place: tuple[int, int] | None = None
    for index in range(layer.count_chars()):
        code = raw.FPDFText_GetUnicode(layer, index)
        letter = "" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)
        if letter.strip() and raw.FPDFText_IsGenerated(layer, index) != 1:
            left, bottom, right, top = layer.get_charbox(index)
            found = _find(tables, (left + right) / 2, (bottom + top) / 2)
            if (found is None) != (place is None) or (found and place and found[0] != place[0]):
                yield "\n", place
            place = found
        yield letter, place


def _find(tables: list[RuledTable], x: float, y: float) -> tuple[int, int] | None:
    for index, table in enumerate(tables):
        cell = table.cell_at(x, y)
        if cell is not None:
            return index, cell
    return None


def _grid(table: RuledTable, index: int, texts: dict[tuple[int, int], list[str]]) -> Grid:
    grid = Grid([[] for _ in table.ys[1:]])
    for number, place in enumerate(table.cells):
        text = _lines("".join(texts.get((index, number), [])))
        placed = Placed(Cell(place.column, place.columns, [text]), place.row)
        for touched in grid.rows[place.row : place.row + place.rows]:
            touched.append(placed)
    for row in grid.rows:
        row.sort(key=lambda placed: placed.cell.column)
    return grid


def _rules(page: Any) -> Iterator[Rule]:
    """The upright and level lines that are drawn on a page: thin boxes, and the sides of other paths."""
    from pypdfium2 import raw

    for path in islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1), MAX_RULES):
        left, bottom, right, top = path.get_bounds()
        if min(right - left, top - bottom) <= _THIN:
            yield from _rule(left, bottom, right, top)
        else:
            yield from _sides(path)


def _rule(left: float, bottom: float, right: float, top: float) -> Iterator[Rule]:
    if top - bottom >= _LONG and right - left <= _THIN:
        yield Rule(True, (left + right) / 2, bottom, top)
    elif right - left >= _LONG and top - bottom <= _THIN:
        yield Rule(False, (bottom + top) / 2, left, right)


def _sides(path: Any) -> Iterator[Rule]:
    """The straight sides of a path that is drawn by its outline."""
    from pypdfium2 import raw

    filled, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, filled, stroked)
    count = raw.FPDFPath_CountSegments(path)
    if not stroked.value or count > _MAX_SEGMENTS:
        return
    a, b, c, d, e, f = path.get_matrix().get()
    begun = before = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begun = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _line(before, point)
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _line(point, begun)
        before = point


def _line(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    (left, right), (bottom, top) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if min(right - left, top - bottom) <= 1:
        yield from _rule(left, bottom, right, top)
