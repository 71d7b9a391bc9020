"""One page of a PDF -> its lines of text and its ruled tables, in the order of the text layer."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from statistics import median
from typing import Any

from ingest.formats.extracted import plain
from ingest.formats.grid import Cell, Grid, Placed, table_lines
from ingest.formats.pdf_stamps import Stamp
from ingest.formats.ruled import Rule, RuledTable, find_tables

_HYPHENS = frozenset("\x02\ufffe")  # how PDFium writes a hyphen at the end of a line
_THIN = 3.0
_LONG = 4.0
_MAX_PATHS = 5_000
_MAX_SEGMENTS = 2_000
_WIDE = 36.0
"""Points between two letters of a line that stand in two columns; the widest blank of justified text has about 15."""
_BACK = 2.0
"""Points by which a letter may stand to the left of the one before: kerning, and marks that are drawn on their own."""
_APART = 1.5
"""Points between two words at least; a blank of 11 points type has 2.7."""
_TOUCHING = 0.3
_HIGH = 6.0
"""Points above or below a base line within which a stamp belongs to it."""
_GAP = "    "


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of text and the height of its base line on the page; None for a table, which is several lines."""

    text: str
    base: float | None


@dataclass(frozen=True, slots=True)
class _Letter:
    """A character of the text layer; `place` is the (table, cell) that it lies in, `base` None for an added blank, `x`
    its left side on the page, None for what is not drawn, `end` where the next letter of its word stands."""

    text: str
    place: tuple[int, int] | None
    base: float | None
    x: float | None = None
    end: float = 0.0


def page_lines(page: Any, stamps: Sequence[Stamp] = ()) -> list[PageLine]:
    """The lines and the ruled tables of a page of pypdfium2, each table where its first letter stands in the order of
    the text layer; `stamps` go into the lines that they lie on."""
    layer = page.get_textpage()
    try:
        tables = find_tables(_rules(page))
        letters = list(_letters(layer, tables))
        for stamp in stamps:
            _put_in(stamp, letters)
    finally:
        layer.close()
    outside: list[list[_Letter]] = [[]]
    cells: dict[tuple[int, int], list[_Letter]] = {}
    order: list[int] = []
    for letter in letters:
        if letter.place is None:
            outside[-1].append(letter)
            continue
        if letter.place[0] not in order:
            order.append(letter.place[0])
            outside.append([])
        cells.setdefault(letter.place, []).append(letter)
    found = list(_lines(outside[0]))
    for index, after in zip(order, outside[1:], strict=True):
        texts = [[line.text for line in _lines(cells.get((index, i), []))] for i in range(len(tables[index].cells))]
        rows = table_lines(ruled_grid(tables[index], texts))
        found += [PageLine("\n".join(rows), None), *_lines(after)]
    return found


def _put_in(stamp: Stamp, letters: list[_Letter]) -> None:
    """Puts a stamp before the first letter behind it on its line; one that lies on no line is left out."""
    bases = {abs(one.base - stamp.y): one.base for one in letters if one.base is not None and one.place is None}
    near = min(bases, default=_HIGH)
    if near >= _HIGH:
        return
    base = bases[near]
    on_line = [at for at, one in enumerate(letters) if one.base is not None and abs(one.base - base) < 1]
    behind = (at for at in on_line if (letters[at].x or 0.0) > stamp.x)
    at = next(behind, on_line[-1] + 1)
    before = letters[at - 1].text if at else ""
    after = letters[at].text if at < len(letters) else ""
    text = f"{' ' * before.strip().isalnum()}{stamp.text}{' ' * after.strip()[:1].isalnum()}"
    letters.insert(at, _Letter(text, None, base, stamp.x, stamp.end))


def _lines(letters: Iterable[_Letter]) -> Iterator[PageLine]:
    """The lines that hold text, without blanks at their ends."""
    line: list[_Letter] = []
    held = [*letters, _Letter("\n", None, None)]
    for at, letter in enumerate(held):
        if letter.text != "\n":
            line += [letter] if letter.text else []
            continue
        if line and at + 1 < len(held) and _touch(line[-1], held[at + 1]):
            continue  # PDFium ends a line before a letter of another font at the edge of a cell
        text = plain("".join(_in_order(line))).rstrip()
        bases = [letter.base for letter in line if letter.base is not None]
        if text.strip():
            yield PageLine(text, median(bases) if bases else None)
        line = []


def _touch(before: _Letter, after: _Letter) -> bool:
    """Whether a letter is drawn where the one before ends, on the same base line."""
    if before.x is None or after.x is None or before.base is None or after.base is None:
        return False
    return abs(after.x - before.end) < _TOUCHING and abs(after.base - before.base) < _TOUCHING


def _in_order(line: Sequence[_Letter]) -> list[str]:
    """The characters of a line from the left. Where a font lacks some letters, an exporter may draw the line without
    them and then those of another font: PDFium gives them behind the line, with blanks in their places."""
    drawn = [(letter.x, letter) for letter in line if letter.x is not None]
    if sum(b[0] < a[0] - _BACK for a, b in pairwise(drawn)) == 0:
        return list(_without_false_blanks(line))
    drawn.sort(key=lambda entry: entry[0])
    text = [drawn[0][1].text]
    for (_, before), (x, letter) in pairwise(drawn):
        apart = x - before.end > _APART and " " not in (before.text, letter.text)
        text.append(_GAP if x - before.end > _WIDE else " " if apart else "")
        text.append(letter.text)
    return text


def _without_false_blanks(line: Sequence[_Letter]) -> Iterator[str]:
    """The characters of a line without the blanks that PDFium adds where a word goes on in another font."""
    before: _Letter | None = None
    for at, letter in enumerate(line):
        after = line[at + 1] if at + 1 < len(line) else None
        added = letter.text == " " and letter.x is None and letter.base is None
        if added and before and after and after.x is not None and after.base == before.base:
            added = abs(after.x - before.end) >= _TOUCHING
            if not added:
                continue
        yield letter.text
        before = letter if letter.x is not None else None


def _letters(layer: Any, tables: list[RuledTable]) -> Iterator[_Letter]:
    """The characters of a text layer; blanks that PDFium adds go with the letter before, as they have no place."""
    from pypdfium2 import raw

    place: tuple[int, int] | None = None
    x, y = ctypes.c_double(), ctypes.c_double()
    before = (0.0, 0.0)
    for index in range(layer.count_chars()):
        code = raw.FPDFText_GetUnicode(layer, index)
        letter = "" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)
        if letter in _HYPHENS:
            yield _Letter("-", place, None)
            yield _Letter("\n", place, None)
        elif not letter.strip():
            raw.FPDFText_GetCharOrigin(layer, index, x, y)
            drawn = letter == " " and raw.FPDFText_IsGenerated(layer, index) == 0
            yield _Letter("" if letter == "\r" else letter, place, None, x.value if drawn else None, x.value)
        else:
            raw.FPDFText_GetCharOrigin(layer, index, x, y)
            found = _find(tables, *_middle(layer.get_charbox(index))) if tables else None
            if (found is None) != (place is None) or (found and place and found[0] != place[0]):
                yield _Letter("\n", place, None)
            elif place is None and abs(y.value - before[1]) < 1 and x.value - before[0] > _WIDE:
                yield _Letter(_GAP, None, None)
            place, before = found, (x.value, y.value)
            yield _Letter(letter, place, y.value, x.value, layer.get_charbox(index, loose=True)[2])


def _middle(box: tuple[float, float, float, float]) -> tuple[float, float]:
    left, bottom, right, top = box
    return (left + right) / 2, (bottom + top) / 2


def _find(tables: list[RuledTable], x: float, y: float) -> tuple[int, int] | None:
    for index, table in enumerate(tables):
        cell = table.cell_at(x, y)
        if cell is not None:
            return index, cell
    return None


def ruled_grid(table: RuledTable, cells: Sequence[Sequence[str]]) -> Grid:
    """The table with the lines of text of each of its cells, merged cells in each row that they touch."""
    grid = Grid([[] for _ in table.ys[1:]])
    for place, lines in zip(table.cells, cells, strict=True):
        placed = Placed(Cell(place.column, place.columns, [*lines]), place.row)
        for touched in grid.rows[place.row : place.row + place.rows]:
            touched.append(placed)
    for row in grid.rows:
        row.sort(key=lambda placed: placed.cell.column)
    return grid


def _rules(page: Any) -> Iterator[Rule]:
    """The upright and level lines that are drawn on a page: thin boxes, and the sides of other paths."""
    from pypdfium2 import raw

    for path in islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1), _MAX_PATHS):
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
