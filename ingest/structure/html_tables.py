"""Tables written as HTML inside a text ("<table><tr><td>..."), as some scanners put them out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.structure.cells import Cell, cell_text, pieces
from ingest.structure.columns import column_kinds
from ingest.structure.tables import Row, Table, repeats_header

_OPEN = re.compile(r"<table\b[^<>]*>", re.IGNORECASE)
_CLOSE = re.compile(r"</table\s*>", re.IGNORECASE)
_ROW = re.compile(r"<tr\b[^<>]*>", re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\b([^<>]*)>", re.IGNORECASE)
_SPAN = re.compile(r"(row|col)span\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)


def html_tables(raw: str) -> list[Table]:
    """The HTML tables of `raw`, in order; one that is no list of tasks has no kinds of columns."""
    found: list[Table] = []
    at = 0
    while (opened := _OPEN.search(raw, at)) and (closed := _CLOSE.search(raw, opened.end())):
        found.append(_table(raw, opened.start(), closed.end()))
        at = closed.end()
    return found


def _table(raw: str, start: int, end: int) -> Table:
    table = Table(start, end)
    rows = list(_rows(raw, start, end))
    for cells, spanned in rows:
        names = [text.text if (text := cell_text(raw, cell)) else "" for cell in cells]
        if (
            not (table.kinds and table.rows)
            and (kinds := column_kinds(names))
            and (not table.kinds or repeats_header(names))
        ):
            table.kinds, table.rows = kinds, []  # also a second header row: "Chủ trì", "Phối hợp" under "Cơ quan"
        elif not (table.kinds and repeats_header(names)):
            table.rows.append(Row(_unrepeated(cells, spanned, table.kinds)))
    return table


def _unrepeated(cells: list[Cell], spanned: list[bool], kinds: tuple[str, ...]) -> list[Cell]:
    """A cell over several rows speaks for each of them, but its number or statement is written once."""
    once = [i < len(kinds) and kinds[i] in ("number", "task") for i in range(len(cells))]
    return [() if first and again else cell for cell, again, first in zip(cells, spanned, once, strict=True)]


def _rows(raw: str, start: int, end: int) -> Iterator[tuple[list[Cell], list[bool]]]:
    """(cells, whether each is carried on from a row above) of each row, columns in their places."""
    opened = [match.end() for match in _ROW.finditer(raw, start, end)]
    carried: dict[int, tuple[int, Cell]] = {}
    for begin, stop in zip(opened, [*opened[1:], end], strict=True):
        cells: list[Cell] = []
        spanned: list[bool] = []
        starts = list(_CELL.finditer(raw, begin, stop))
        for i, match in enumerate(starts):
            _carry(cells, spanned, carried)
            until = starts[i + 1].start() if i + 1 < len(starts) else stop
            cell = pieces(raw, match.end(), until)
            spans = {kind.lower(): int(count) for kind, count in _SPAN.findall(match.group(1))}
            if spans.get("row", 1) > 1:
                carried[len(cells)] = (spans["row"] - 1, cell)
            width = min(spans.get("col", 1), 50)
            cells += [cell, *([()] * (width - 1))]
            spanned += [False] * width
        _carry(cells, spanned, carried)
        if cells:
            yield cells, spanned


def _carry(cells: list[Cell], spanned: list[bool], carried: dict[int, tuple[int, Cell]]) -> None:
    """Put the cells that reach down from rows above into the columns that come next."""
    while len(cells) in carried:
        column = len(cells)
        left, cell = carried.pop(column)
        if left > 1:
            carried[column] = (left - 1, cell)
        cells.append(cell)
        spanned.append(True)
