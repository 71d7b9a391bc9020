"""Tables -> rows of cells with the kind of each column.

Three ways of writing a table occur: cells separated by tabs, Markdown rows ("| a | b |"), and one cell a line between
lines that hold only a bar, where a row ends with two bars and an empty cell is two bars too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from ingest.blocks import Line, clean
from ingest.grammar import load
from ingest.labels import find_label, row_number
from ingest.mapped import MappedText, join

Cell = tuple[tuple[int, int], ...]
"""The raw ranges of a cell's pieces, in order; empty for an empty cell."""


@dataclass(slots=True)
class Row:
    """A row: one cell for each column. `broken` says that a repeated header or a page break stands before it."""

    cells: list[Cell]
    page: int = 1
    broken: bool = False


@dataclass(slots=True)
class Table:
    """A table. `kinds` names each column ("number", "task", "lead", ...; "other"); () when it is no task list."""

    start: int
    end: int
    kinds: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)
    header: str = ""


_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SEPARATOR = re.compile(r"[\s|:\-–—_=.]*")
_WHO = frozenset({"lead", "coordinate", "agencies", "output"})


def cell_text(raw: str, cell: Cell) -> MappedText | None:
    """The clean text of a cell, its pieces joined by blanks; None when it is empty."""
    parts = [text for start, end in cell if (text := clean(raw, start, end))]
    return join(parts) if parts else None


@cache
def column_kind(name: str) -> str:
    """The kind of the column headed `name`; "other" when the grammar does not know it."""
    name = " ".join(name.lower().split()).strip(" *:.")
    for pattern, kind in _columns():
        if pattern.fullmatch(name):
            return kind
    return "other"


@cache
def _columns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(entry["pattern"]), entry["kind"]) for entry in load("columns")["column"])


def column_kinds(names: Sequence[str]) -> tuple[str, ...]:
    """The kinds of a header row, or () when it does not head a list of tasks."""
    kinds = [column_kind(name) for name in names]
    for kind in ("number", "task", "lead", "coordinate", "agencies"):
        first = True
        for i, found in enumerate(kinds):
            if found == kind and not first:
                kinds[i] = "other"
            first = first and found != kind
    if "task" not in kinds or not _WHO.intersection(kinds):
        return ()
    if "lead" in kinds and "coordinate" not in kinds and "chủ trì" not in names[kinds.index("lead")].lower():
        kinds[kinds.index("lead")] = "agencies"
    return tuple(kinds)


def segments(raw: str, lines: Sequence[Line]) -> Iterator[list[Line] | Table]:
    """The lines outside tables, in runs, and the tables between them, in order.

    The cells of a layout grid that is no table (a letterhead in two columns) come as runs of lines.
    """
    run: list[Line] = []
    i = 0
    while i < len(lines):
        grid = _grid_end(lines, i)
        table, after = (None, i)
        if grid > i:
            cells = _tokens(lines[i:grid])
            table, after = _bar_table(raw, cells, lines[i:grid]), grid
            if table is None:
                if run:
                    yield run
                run = []
                yield from (cell for cell in cells if cell)
                i = grid
                continue
        else:
            table, after = _delimited_table(raw, lines, i)
        if table is None:
            run.append(lines[i])
            i += 1
            continue
        if run:
            yield run
        run = []
        yield table
        i = after
    if run:
        yield run


# ---- cells separated by tabs or bars within a line


def _split(line: Line, raw: str) -> list[Cell] | None:
    """The cells of a line, or None when it is no table row."""
    text = raw[line.begin : line.finish]
    if "\t" in text.strip(" "):
        begin, separator = line.begin, "\t"
    elif line.text.startswith("|") and line.text.count("|") > 2:
        begin, separator = line.start + 1, "|"
        text = line.text[1:].removesuffix("|")
    else:
        return None
    cells: list[Cell] = []
    for piece in text.split(separator):
        cells.append(_pieces(raw, begin, begin + len(piece)))
        begin += len(piece) + 1
    return cells


def _pieces(raw: str, start: int, end: int) -> Cell:
    pieces = []
    for match in [*_BREAK.finditer(raw, start, end), None]:
        stop = match.start() if match else end
        text = raw[start:stop]
        inner = text.strip()
        if inner:
            at = start + text.index(inner)
            pieces.append((at, at + len(inner)))
        start = match.end() if match else end
    return tuple(pieces)


def _names(raw: str, cells: Sequence[Cell]) -> list[str]:
    return [text.text if (text := cell_text(raw, cell)) else "" for cell in cells]


def _is_rule(raw: str, cells: Sequence[Cell]) -> bool:
    return all(_SEPARATOR.fullmatch(raw[a:b]) for cell in cells for a, b in cell)


def _delimited_table(raw: str, lines: Sequence[Line], i: int) -> tuple[Table | None, int]:
    cells = _split(lines[i], raw)
    if cells is None or len(cells) < 3:
        return None, i
    names = _names(raw, cells)
    kinds = column_kinds(names)
    if not kinds:
        return _other_table(raw, lines, i)
    table = Table(lines[i].begin, lines[i].finish, kinds, header=_key(names))
    j, broken = i + 1, False
    while j < len(lines):
        row = _split(lines[j], raw)
        if row is None:
            kept = _inner_line(raw, lines, j, table)
            if kept is None:
                break
            row = kept
        if _key(_names(raw, row)) == table.header:
            broken = True
        elif len(table.rows) == 0 and (below := _second_header(raw, row, table.kinds, names)):
            table.kinds = below
        elif not _is_rule(raw, row):
            _add(raw, table, row, lines[j], broken)
            broken = False
        table.end = lines[j].finish
        j += 1
    return table, j


def _key(names: Sequence[str]) -> str:
    return "|".join(names).lower().rstrip("|")


def _inner_line(raw: str, lines: Sequence[Line], j: int, table: Table) -> list[Cell] | None:
    """The cells of a line without separators that still belongs to the table, or None when the table is over."""
    line = lines[j]
    width = len(table.kinds)
    following = next((k for k in range(j + 1, min(j + 4, len(lines)))), None)
    more = following is not None and _split(lines[following], raw) is not None
    label = find_label(line.text)
    if more and label and not label.style.startswith("bullet") and len(line.text) < 300:
        return [((line.start, line.end),)]
    if more and line.text.upper() == line.text and not line.text.startswith("PHỤ LỤC"):
        return [((line.start, line.end),)]
    if table.rows and line.gap == 0 and len(table.rows[-1].cells) <= width and not _closed(table):
        return [((line.start, line.end),)]
    return None


def _closed(table: Table) -> bool:
    """The last row has all its cells, so that a line below it cannot be more of it."""
    return len([c for c in table.rows[-1].cells if c]) >= len(table.kinds) or table.rows[-1].cells[-1] == ()


def _second_header(raw: str, row: Sequence[Cell], kinds: tuple[str, ...], names: Sequence[str]) -> tuple[str, ...]:
    """The columns refined by a second header line ("Chủ trì", "Phối hợp" under "Đơn vị thực hiện"), or ()."""
    below = _names(raw, row)
    if not any(below) or below[0] or any(name and column_kind(name) == "other" for name in below):
        return ()
    width = max(len(names), len(below))
    both = [
        (below[k] if k < len(below) and below[k] else names[k] if k < len(names) else "") for k in range(width)
    ]
    return column_kinds(both)


def _add(raw: str, table: Table, cells: list[Cell], line: Line, broken: bool) -> None:
    width = len(table.kinds)
    last = table.rows[-1] if table.rows else None
    number = table.kinds.index("number") if "number" in table.kinds else None
    first = cell_text(raw, cells[number]) if number is not None and number < len(cells) else None
    begins = first is not None and row_number(first.text) is not None
    if last and line.gap == 0 and not broken and not begins and len(last.cells) + len(cells) - 1 <= width:
        if not (len(cells) == 1 and _heads(raw, cells[0])):
            last.cells[-1] = last.cells[-1] + cells[0]
            last.cells.extend(cells[1:])
            return
    del cells[width:]
    table.rows.append(Row(cells, line.page, broken or (line.gap > 0 and last is not None)))


def _heads(raw: str, cell: Cell) -> bool:
    text = raw[cell[0][0] : cell[-1][1]] if cell else ""
    label = find_label(text)
    return (label is not None and not label.style.startswith("bullet")) or (text.upper() == text)


def _other_table(raw: str, lines: Sequence[Line], i: int) -> tuple[Table | None, int]:
    """A table that is no list of tasks: at least two lines of three cells."""
    j = i
    table = Table(lines[i].begin, lines[i].finish)
    while j < len(lines) and (cells := _split(lines[j], raw)) is not None:
        if j > i and column_kinds(_names(raw, cells)):
            break
        if not _is_rule(raw, cells):
            table.rows.append(Row(cells, lines[j].page))
        table.end = lines[j].finish
        j += 1
    return (table, j) if len(table.rows) > 1 else (None, i)


# ---- one cell a line between bars


def _grid_end(lines: Sequence[Line], i: int) -> int:
    """The index after a grid of lone bars that starts at `i`; `i` itself when there is none."""
    if lines[i].text != "|":
        return i
    last, j = i, i + 1
    while j < len(lines):
        if lines[j].text == "|":
            last = j
        elif last == j - 1 and lines[j].gap > 0:
            break
        elif j - last > 60:
            break
        j += 1
    return last + 1


def _tokens(lines: Sequence[Line]) -> list[list[Line]]:
    """The grid as a list of cells (lists of lines); an empty list stands for a bar."""
    tokens: list[list[Line]] = []
    for line in lines:
        if line.text == "|":
            tokens.append([])
        elif tokens and tokens[-1]:
            tokens[-1].append(line)
        else:
            tokens.append([line])
    return tokens


def _bar_table(raw: str, tokens: list[list[Line]], lines: Sequence[Line]) -> Table | None:
    header = _header(tokens)
    names = [" ".join(clean(raw, line.start, line.end).text for line in cell) for cell in header]
    kinds = column_kinds(names) if header else ()
    start, end = lines[0].begin, lines[-1].finish
    if kinds:
        rows = list(_bar_rows(raw, tokens, len(kinds), "number" in kinds))
        return Table(start, end, kinds, [row for row in rows[1:] if not _is_rule(raw, row.cells)], _key(names))
    cells = [cell for cell in tokens if cell]
    if len(cells) < 12 or len(header) < 3:
        return None
    return Table(start, end, (), [Row([((cell[0].start, cell[-1].end),)], cell[0].page) for cell in cells])


def _header(tokens: list[list[Line]]) -> list[list[Line]]:
    header: list[list[Line]] = []
    for before, token in zip(tokens, tokens[1:], strict=False):
        if not before and not token and header:
            break
        if token:
            header.append(token)
    return header


def _bar_rows(raw: str, tokens: list[list[Line]], width: int, numbered: bool) -> Iterator[Row]:
    """Rows of `width` cells. Bars between two cells close, open and stand for empty cells; which, is told by the
    number of cells and by a row number in the cell that follows."""
    row: list[Cell] = []
    bars, page = -1, 1
    for token in tokens:
        if not token:
            bars += 1
            continue
        text = raw[token[0].start : token[-1].end]
        if row and bars > 0:
            begins = numbered and row_number(text) is not None
            if len(row) >= width or begins or len(row) + bars >= width:
                spare = bars - 1 - (width - len(row))
                yield Row(row + [()] * (width - len(row)), page)
                row = [()] * max(0, 0 if begins else spare)
            else:
                row += [()] * bars
        page = token[0].page
        row.append(tuple((line.start, line.end) for line in token))
        bars = -1
    if row:
        yield Row(row + [()] * (width - len(row)), page)
