"""Tables -> rows of cells with the kind of each column.

Three ways of writing a table occur: cells separated by tabs, Markdown rows ("| a | b |"), and one cell a line between
lines that hold only a bar, where a row ends with two bars and an empty cell is two bars too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.structure.blocks import Line, clean, is_noise
from ingest.structure.cells import Cell, cell_text, is_rule, names_of, split_row
from ingest.structure.columns import column_kind, column_kinds
from ingest.structure.labels import find_label, row_number
from ingest.text.mapped import MappedText


@dataclass(slots=True)
class Row:
    """A row: one cell for each column. `broken` says that a repeated header or a page break stands before it,
    `title` that it is a line without separators: the title of the rows below it."""

    cells: list[Cell]
    page: int = 1
    broken: bool = False
    title: bool = False


@dataclass(slots=True)
class Table:
    """A table. `kinds` names each column ("number", "task", "lead", ...; "other"); () when it is no task list."""

    start: int
    end: int
    kinds: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)
    header: str = ""


_NEAR = 4  # lines of a letterhead
_TWO_COLUMNS = re.compile(r"cộng h(?:òa|oà) xã hội|cộng sản việt nam|nơi nhận|\|[\s*]*(?:tm|kt)\.", re.IGNORECASE)
_GROUPS_ROWS = re.compile(
    r"(?:buổi|ngày|sáng|chiều|tối|tuần|tháng|quý|đợt|giai đoạn|nhóm|phần|nội dung)\s", re.IGNORECASE
)
_SHORT = 3
"""Letters of a name over the numbers of rows that is no known one: none, "No", and what a scan makes of "TT"."""


def cell_texts(raw: str, table: Table) -> list[MappedText]:
    """The clean texts of the cells of a table that are not empty, in order."""
    return [text for row in table.rows for cell in row.cells if (text := cell_text(raw, cell))]


def segments(raw: str, lines: Sequence[Line]) -> Iterator[list[Line] | Table]:
    """The lines outside tables, in runs, and the tables between them, in order.

    The cells of a layout grid that is no table (a letterhead in two columns) come as runs of lines.
    """

    def found_at(i: int) -> tuple[Sequence[list[Line] | Table], int]:
        grid = _grid_end(lines, i)
        if grid > i:
            cells = _tokens(lines[i:grid])
            table = _bar_table(raw, cells, lines[i:grid])
            return [table] if table is not None else [cell for cell in cells if cell], grid
        table, after = _delimited_table(raw, lines, i)
        return ([table], after) if table is not None else ([], i)

    return parted(lines, found_at)


def parted(
    lines: Sequence[Line], found_at: Callable[[int], tuple[Sequence[list[Line] | Table], int]]
) -> Iterator[list[Line] | Table]:
    """`lines` in order: in runs, and between them what `found_at` finds at a line, as (what stands there, the index of
    the line behind it); the index itself where nothing does."""
    run: list[Line] = []
    i = 0
    while i < len(lines):
        found, after = found_at(i)
        if after == i:
            run.append(lines[i])
            i += 1
            continue
        if run:
            yield run
        yield from found
        run, i = [], after
    if run:
        yield run


# ---- cells separated by tabs or bars within a line


def _delimited_table(raw: str, lines: Sequence[Line], i: int) -> tuple[Table | None, int]:
    cells = split_row(lines[i], raw)
    if cells is None or (len(cells) < 3 and not _is_ruled(raw, lines, i)):
        return None, i
    names = names_of(raw, cells)
    kinds = column_kinds(names)
    if not kinds and sum(bool(cell) for cell in cells) <= 2 and _near_two_columns(lines, i):
        return None, i  # a letterhead with an empty column between its two
    if not kinds:
        return _other_table(raw, lines, i)
    if kinds[0] == "other" and len(names[0]) <= _SHORT and _is_numbered(raw, lines[i + 1 : i + 3]):
        kinds = ("number", *kinds[1:])
    table = Table(lines[i].begin, lines[i].finish, kinds, header="|".join(names))
    j, broken = i + 1, False
    while j < len(lines):
        row = split_row(lines[j], raw)
        if row is None and is_noise(lines[j]) and _goes_on(raw, lines, j):
            broken = True
        elif row is None:
            if not _inner_line(raw, lines, j, table):
                break
        elif repeats_header(names_here := names_of(raw, row)):
            if (again := column_kinds(names_here)) and again != table.kinds:
                break
            broken = True
        elif not table.rows and (below := _second_header(raw, row, table.kinds, names)):
            table.kinds = below
        elif not is_rule(raw, row):
            _add(raw, table, row, lines[j], broken)
            broken = False
        table.end = lines[j].finish
        j += 1
    return table, j


def _near_two_columns(lines: Sequence[Line], i: int) -> bool:
    return any(_TWO_COLUMNS.search(line.text) for line in lines[max(0, i - _NEAR) : i + _NEAR])


def _is_numbered(raw: str, lines: Sequence[Line]) -> bool:
    """Whether lines of a table begin with the number of a row, one at least after a rule."""
    first = (cell_text(raw, cells[0]) for line in lines if (cells := split_row(line, raw)))
    return any(text is not None and row_number(text.text) is not None for text in first)


def _is_ruled(raw: str, lines: Sequence[Line], i: int) -> bool:
    """Whether line `i` is the header of a Markdown table: a rule follows it, however few its columns.

    A letterhead and a foot in two columns are no table.
    """
    if (
        i + 1 >= len(lines)
        or not lines[i].text.startswith("|")
        or any(_TWO_COLUMNS.search(line.text) for line in lines[i : i + _NEAR])
    ):
        return False
    below = split_row(lines[i + 1], raw)
    return below is not None and any(below) and is_rule(raw, below)


def repeats_header(names: Sequence[str]) -> bool:
    """Every filled cell is the name of a column, as in a header repeated at the top of a page."""
    kinds = [column_kind(name) for name in names if name]
    return len(kinds) > 2 and "task" in kinds and "other" not in kinds


def _goes_on(raw: str, lines: Sequence[Line], j: int) -> bool:
    return j + 1 < len(lines) and split_row(lines[j + 1], raw) is not None


def _inner_line(raw: str, lines: Sequence[Line], j: int, table: Table) -> bool:
    """Take in a line without separators: a title of rows, or the rest of the last cell. False when it is neither."""
    line = lines[j]
    piece = (line.start, line.end)
    label = find_label(line.text)
    numbered = label is not None and not label.style.startswith("bullet") and len(line.text) < 300
    capitals = line.text.isupper() and not line.text.startswith("PHỤ LỤC")
    closed = not table.rows or _closed(table) or _titles(raw, lines, j, table)
    # A title opens with a capital; what does not is the rest of a last cell that its line could not hold.
    rest = line.gap == 0 and line.text[:1].islower() and label is None and _holds_last(table)
    between = line.gap == 0 and len(line.text) < 200 and closed and not rest
    if _goes_on(raw, lines, j) and (numbered or capitals or (between and lines[j + 1].gap == 0)):
        column = table.kinds.index("number" if numbered and "number" in table.kinds else "task")
        cells: list[Cell] = [()] * len(table.kinds)
        cells[column] = (piece,)
        table.rows.append(Row(cells, line.page, title=True))
    elif table.rows and line.gap == 0 and (rest or not _closed(table)):
        table.rows[-1].cells[-1] = (*table.rows[-1].cells[-1], piece)
    else:
        return False
    return True


def _closed(table: Table) -> bool:
    """The last row has all its cells, so that a line below it cannot be more of it."""
    cells = table.rows[-1].cells
    return len(cells) >= len(table.kinds) and (len([c for c in cells if c]) >= len(table.kinds) or cells[-1] == ())


def _holds_last(table: Table) -> bool:
    """The last row reaches the last column and says something there."""
    cells = table.rows[-1].cells if table.rows else []
    return bool(cells) and len(cells) >= len(table.kinds) and cells[-1] != () and not table.rows[-1].title


def _titles(raw: str, lines: Sequence[Line], j: int, table: Table) -> bool:
    """Whether line `j` is a title though the row above it has an empty cell, in a table without row numbers.

    It looks like the titles before it or opens with a word that groups rows, and stands before a whole row; the cell
    above it is complete.
    """
    if "number" in table.kinds or len(table.rows[-1].cells) < len(table.kinds) or not lines[j].text[:1].isupper():
        return False
    grouped = any(row.title for row in table.rows) or _GROUPS_ROWS.match(lines[j].text) is not None
    below = split_row(lines[j + 1], raw) if j + 1 < len(lines) else None
    whole = below is not None and len(below) == len(table.kinds) and bool(below[0])
    held = cell_text(raw, table.rows[-1].cells[-1])
    complete = held is None or not held.text.endswith((",", ";", ":", "-", "–", " và"))
    return grouped and whole and complete and not lines[j].text.endswith((",", ";"))


def _second_header(raw: str, row: Sequence[Cell], kinds: tuple[str, ...], names: Sequence[str]) -> tuple[str, ...]:
    """The columns refined by a second header line ("Chủ trì", "Phối hợp" under "Đơn vị thực hiện"), or ()."""
    below = names_of(raw, row)
    if not any(below) or below[0] or any(name and column_kind(name) == "other" for name in below):
        return ()
    width = max(len(names), len(below))
    both = [(below[k] if k < len(below) and below[k] else names[k] if k < len(names) else "") for k in range(width)]
    return column_kinds(both)


def _add(raw: str, table: Table, cells: list[Cell], line: Line, broken: bool) -> None:
    width = len(table.kinds)
    last = table.rows[-1] if table.rows else None
    number = table.kinds.index("number") if "number" in table.kinds else None
    first = cell_text(raw, cells[number]) if number is not None and number < len(cells) else None
    begins = first is not None and row_number(first.text) is not None
    fits = last is not None and len(last.cells) + len(cells) - 1 <= width
    if last and fits and line.gap == 0 and not (broken or begins or last.title):
        last.cells[-1] = last.cells[-1] + cells[0]
        last.cells.extend(cells[1:])
        return
    del cells[width:]
    table.rows.append(Row(cells, line.page, broken or (line.gap > 0 and last is not None)))


def _other_table(raw: str, lines: Sequence[Line], i: int) -> tuple[Table | None, int]:
    """A table that is no list of tasks: at least two lines of three cells."""
    j = i
    table = Table(lines[i].begin, lines[i].finish)
    while j < len(lines):
        cells = split_row(lines[j], raw)
        if cells is None:
            if not (table.rows and lines[j].gap == 0 and lines[j].text[:1].islower() and not find_label(lines[j].text)):
                break
            table.rows[-1].cells[-1] = (*table.rows[-1].cells[-1], (lines[j].start, lines[j].end))
        elif j > i and column_kinds(names_of(raw, cells)):
            break
        elif not is_rule(raw, cells):
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
        elif (last == j - 1 and lines[j].gap > 0) or j - last > 60:
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
        table = Table(start, end, kinds, header="|".join(names))
        broken = False
        for row in list(_bar_rows(raw, tokens, kinds))[1:]:
            if repeats_header(names_of(raw, row.cells)):
                broken = True
            elif not is_rule(raw, row.cells):
                table.rows.append(Row(row.cells, row.page, broken))
                broken = False
        return table
    cells = [cell for cell in tokens if cell]
    if len(cells) < 12 or len(header) < 3:
        return None
    return Table(start, end, (), [Row([((cell[0].start, cell[-1].end),)], cell[0].page) for cell in cells])


def _header(tokens: list[list[Line]]) -> list[list[Line]]:
    header: list[list[Line]] = []
    for before, token in pairwise(tokens):
        if not before and not token and header:
            break
        if token:
            header.append(token)
    return header


def _bar_rows(raw: str, tokens: list[list[Line]], kinds: tuple[str, ...]) -> Iterator[Row]:
    """Rows as wide as `kinds`. Bars between two cells close a cell, open a row and stand for empty cells; which, is
    told by the number of cells and by what follows: a row number or the name of a column begins a row."""
    width = len(kinds)
    row: list[Cell] = []
    bars, page = -1, 1
    for token in tokens:
        if not token:
            bars += 1
            continue
        text = clean(raw, token[0].start, token[-1].end).text
        if row and bars > 0:
            lead = _begins_row(text, kinds, row)
            if lead is not None or len(row) + bars >= width:
                spare = max(0, bars - 1 - (width - len(row)))
                yield Row(row + [()] * (width - len(row)), page)
                row = [()] * (spare if lead is None else lead)
            else:
                row += [()] * bars
        page = token[0].page
        row.append(tuple((line.start, line.end) for line in token))
        bars = -1
    if row:
        yield Row(row + [()] * (width - len(row)), page)


def _begins_row(text: str, kinds: tuple[str, ...], row: Sequence[Cell]) -> int | None:
    """How many empty cells stand before `text` when it opens a row; None when it does not tell."""
    if "number" in kinds and row_number(text) is not None:
        return kinds.index("number")
    if len(row) > 1 and column_kind(text) in ("number", "task") and column_kind(text) in kinds:
        return kinds.index(column_kind(text))
    return None
