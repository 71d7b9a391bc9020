"""The numbered rows of tables that are no list of tasks ("STT | Địa điểm | Số mẫu") -> outline entries.

A table row with a number of its own is an entry of the outline whatever the table is for (guidelines, "Outline"). In
tables with one cell a line nothing tells the rows apart but the numbers themselves: a row begins with the number that
is next in turn where a text follows it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from ingest.plan import OutlineItem
from ingest.structure.columns import column_kind
from ingest.structure.figures import plain, row_path
from ingest.structure.labels import row_number
from ingest.structure.layout import Layout
from ingest.structure.tables import cell_texts
from ingest.structure.turns import Turn
from ingest.text.mapped import MappedText


def find_listed_rows(page: Layout, read: Container[int]) -> tuple[OutlineItem, ...]:
    """The numbered rows of the tables of `page` that hold neither tasks nor figures; those that start at `read` are
    done. Only tables whose first column is that of the numbers have such rows."""
    found: list[OutlineItem] = []
    for table in page.other_tables():
        if table.start in read:
            continue
        cells = cell_texts(page.raw, table)
        if cells and column_kind(plain(cells[0])) == "number":
            home = page.homes.at(table.start)
            found += _entries(home.path, home.level, cells)
    return tuple(found)


def _entries(above: str, level: int, cells: Sequence[MappedText]) -> Iterator[OutlineItem]:
    turn = Turn()
    section = ""
    for cell, name in pairwise(cells):
        number = row_number(plain(cell))
        if number is None or not _says(name) or not turn.comes(number):
            continue
        section, path, deeper = row_path(above, level, section, number)
        start = cell.span(cell.text.index(number), len(cell.text)).start
        yield OutlineItem(path, plain(name), start, deeper, name.end)


def _says(name: MappedText) -> bool:
    return row_number(plain(name)) is None and any(letter.isalpha() for letter in name.text)
