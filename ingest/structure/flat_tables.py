"""Tables that a converter has left as bare lines, a cell or a row each with nothing between cells -> unread tables.

Nothing tells their rows apart but the numbers in them, so no task is read from them; but their cells are no statements
either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.structure.blocks import Paragraph
from ingest.structure.flat_rows import flat_rows
from ingest.structure.labels import find_label
from ingest.structure.sections import Piece
from ingest.structure.tables import Row, Table

_FEWEST_CELLS = 9
_LONGEST_CELL = 110
_FEW_WORDS = 3
_SHARE = 0.4
"""Of the cells of a table, those with few words: figures, names of columns."""
_FEWEST_ROWS = 4
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_FIGURE = re.compile(r"(?<!\w)\d")
_NAME = re.compile(r"(?<!\w)[^\W\d_a-zà-ỹ]\w+")
_FEWEST_NAMES, _MOST_WORDS = 3, 12


def with_flat_tables(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """`pieces` with each run of cells in the body or an appendix as one table of one cell a row."""
    run: list[Piece] = []
    for piece in pieces:
        if run and (piece.zone != run[-1].zone or not _is_cell(piece)):
            yield from _closed(run)
            run = []
        if _is_cell(piece):
            run.append(piece)
        else:
            yield piece
    yield from _closed(run)


def _is_cell(piece: Piece) -> bool:
    """A short line without a label that ends no sentence, nor opens anything: "Bóng đá nam", "14", "từ 18 tuổi"."""
    if not isinstance(piece.block, Paragraph) or piece.zone not in ("body", "appendix"):
        return False
    text = piece.block.text.text
    if len(text) > _LONGEST_CELL or (text.isupper() and len(text.split()) > _FEW_WORDS):
        return False
    return not text.endswith((".", ";", ":", ",", "…")) and not text.startswith("(") and find_label(text) is None


def _closed(run: Sequence[Piece]) -> Iterator[Piece]:
    blocks = [piece.block for piece in run if isinstance(piece.block, Paragraph)]
    short = sum(len(block.text.text.split()) <= _FEW_WORDS for block in blocks)
    cells = len(blocks) >= _FEWEST_CELLS and short >= _SHARE * len(blocks)
    if not cells and not _are_rows(blocks):
        yield from run
        return
    lines = [(span, block.page or 1) for block in blocks for span in _lines(block)]
    told = flat_rows([" ".join(blocks[0].text.raw[i:j].split()) for (i, j), _ in lines])
    rows = [Row([tuple(lines[i][0] for i in cell) for cell in row], _page(row, lines)) for row in told]
    rows = rows or [Row([((block.text.start, block.text.end),)], block.page or 1) for block in blocks]
    yield Piece(Table(blocks[0].text.start, blocks[-1].text.end, (), rows), run[0].zone)


def _lines(block: Paragraph) -> Iterator[tuple[int, int]]:
    """The lines of a block: what was joined to a paragraph may be cells."""
    for line in _LINE.finditer(block.text.raw, block.text.start, block.text.end):
        yield line.span()


def _page(row: Sequence[tuple[int, ...]], lines: Sequence[tuple[tuple[int, int], int]]) -> int:
    return lines[next(i for cell in row for i in cell)][1]


def _are_rows(blocks: Sequence[Paragraph]) -> bool:
    """Whether lines are rows of figures: "Áo phao cái 210 kho xã" under "Tên Đơn vị tính Số lượng Nơi để"."""
    if len(blocks) < _FEWEST_ROWS or len(_NAME.findall(blocks[0].text.text)) < _FEWEST_NAMES:
        return False
    texts = [block.text.text for block in blocks[1:]]
    return all(_FIGURE.search(text) and len(text.split()) <= _MOST_WORDS for text in texts)
