"""Tables of a document -> lines of tab-separated cells; tables that only place text side by side -> paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.formats.extracted import TextWriter
from ingest.structure.columns import column_kinds

MAX_COLUMNS = 64
"""Word allows 63; a wider row has its last cells joined."""


@dataclass(slots=True)
class Cell:
    """A cell from grid column `column` over `span` columns. `blocks` are its paragraphs and inner tables."""

    column: int
    span: int = 1
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell in a row; `first` is the index of the row that it starts in, which is an earlier one where it is merged
    downwards."""

    cell: Cell
    first: int


@dataclass(slots=True)
class Grid:
    """A table: its rows from the top, each with its cells from the left, merged cells in each row that they touch."""

    rows: list[list[Placed]] = field(default_factory=list)


Block = str | Grid

_SPEAKING = frozenset({"lead", "coordinate", "agencies", "time", "output"})
_FRAME_WORDS = ("cộng hòa xã hội", "cộng hoà xã hội", "đảng cộng sản việt nam", "nơi nhận")


def write_blocks(writer: TextWriter, blocks: Iterable[Block]) -> None:
    """Write paragraphs and tables in order."""
    for block in blocks:
        if isinstance(block, str):
            writer.paragraph(block)
        elif _places_text(block):
            for row in range(len(block.rows)):
                for cell in _starting(block, row):
                    write_blocks(writer, cell.blocks)
        else:
            writer.table(list(table_lines(block)))


def cell_text(cell: Cell) -> str:
    """All the text of a cell on one line."""
    return " ".join(" ".join(_texts(cell.blocks)).split())


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, str):
            yield block
        else:
            for row in range(len(block.rows)):
                for cell in _starting(block, row):
                    yield from _texts(cell.blocks)


def _starting(grid: Grid, row: int) -> list[Cell]:
    return [placed.cell for placed in grid.rows[row] if placed.first == row]


def _places_text(grid: Grid) -> bool:
    """A letterhead, a foot with recipients and signature, a frame around text: no rows of data."""
    filled = [[c for c in _starting(grid, row) if cell_text(c)] for row in range(len(grid.rows))]
    filled = [cells for cells in filled if cells]
    width = max((len(cells) for cells in filled), default=0)
    if width < 2 or len(filled) == 1:
        return True
    if any(isinstance(block, Grid) and len(block.rows) > 2 for cells in filled for c in cells for block in c.blocks):
        return True  # a page laid out in columns, with tables in them
    heads = [cell_text(cell).lower() for cells in filled[:2] for cell in cells]
    return width < 4 and len(filled) < 6 and any(word in head for word in _FRAME_WORDS for head in heads)


def table_lines(grid: Grid) -> Iterator[str]:
    """The rows of a table, one line of tab-separated cells each; empty rows are left out."""
    columns = _Columns(grid)
    kinds: tuple[str, ...] = ()
    header = -1
    for index, row in enumerate(grid.rows):
        cells = [""] * columns.width
        for column, placed in columns.places(row):
            speaks = 0 <= header < placed.first and column < len(kinds) and kinds[column] in _SPEAKING
            if placed.first == index or speaks:
                cells[column] = f"{cells[column]} {cell_text(placed.cell)}".strip()
        if header < 0 and (kinds := column_kinds(cells)):
            header = index
        if not any(cells):
            continue
        title = kinds and index > header and len(row) == 1 and "number" not in kinds
        yield cells[0] if title else "\t".join(cells)


class _Columns:
    """The columns of a table as a reader sees them.

    Word's grid has a line wherever any row has one, also where an edge was dragged by a hair; so rows with the usual
    number of cells take their columns in order, and others take those of a usual row that begin where they begin.
    """

    def __init__(self, grid: Grid) -> None:
        counts = Counter(len(row) for row in grid.rows if len(row) > 1)
        self.width = max(counts, key=lambda n: (counts[n], n), default=1)
        usual: Sequence[Placed] = next((row for row in grid.rows if len(row) == self.width), ())
        self._starts = [placed.cell.column for placed in usual]

    def places(self, row: Sequence[Placed]) -> Iterator[tuple[int, Placed]]:
        """Each cell of `row` with its column."""
        if len(row) == self.width:
            yield from enumerate(row)
            return
        for placed in row:
            begun = sum(start <= placed.cell.column for start in self._starts)
            yield max(begun - 1, 0), placed
