"""Tables of indicators ("TT | Chỉ tiêu | ĐVT | Kế hoạch năm 2026") and of what each place or body is given to reach
("Xã | Giao năm 2026 (hộ)") -> targets and numbered rows.

Unlike tables of figures by year (`figures`), where a number may stand alone in its cell, the columns are told by their
names and a row is read by its cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from ingest.grammar import load
from ingest.organisations.lexicon import alternatives
from ingest.plan import OutlineItem, Target
from ingest.structure.cells import cell_text
from ingest.structure.figures import Figures, plain, row_path, unit_above, value_of
from ingest.structure.indicator_columns import BRACKETED_UNIT, IndicatorColumns, Value, indicator_columns
from ingest.structure.labels import row_number
from ingest.structure.layout import Layout
from ingest.structure.nodes import Node
from ingest.structure.tables import Row, Table
from ingest.text.mapped import MappedText

_NUMBER = r"(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_FEWEST_ROWS, _LONGEST_UNIT = 2, 5


def find_indicators(page: Layout, since: int) -> Figures:
    """What the tables of indicators of `page` hold; years before `since` are past."""
    targets: list[Target] = []
    outline: list[OutlineItem] = []
    tables: dict[int, int] = {}
    for table in page.other_tables():
        if len(table.rows) < _FEWEST_ROWS:
            continue
        names = [_text(page.raw, table.rows[0], k) for k in range(len(table.rows[0].cells))]
        home = page.homes.at(table.start)
        columns = indicator_columns(names, home.plain, since)
        if columns is None:
            continue
        counted = unit_above(page.raw, home.start, table.start)
        read = [target for row in table.rows[1:] for target in _targets(page.raw, row, columns, counted)]
        if read:
            targets += read
            outline += _entries(page, home, table, columns)
            tables[table.start] = table.end
    return Figures(tuple(targets), tuple(outline), tables)


def _text(raw: str, row: Row, k: int | None) -> str:
    cell = _cell(raw, row, k)
    return plain(cell) if cell else ""


def _cell(raw: str, row: Row, k: int | None) -> MappedText | None:
    return cell_text(raw, row.cells[k]) if k is not None and k < len(row.cells) else None


def _targets(raw: str, row: Row, columns: IndicatorColumns, counted: str) -> Iterator[Target]:
    """The targets of a row, `counted` in what stands above the table where nothing else is said: none of a cell that
    holds no single number."""
    name = _cell(raw, row, columns.name)
    if name is None:
        return
    for value in columns.values:
        cell = _cell(raw, row, value.index)
        target = _target(name, cell, _text(raw, row, columns.unit), value) if cell else None
        if target is not None:
            # What proves one figure of several is its cell alone.
            start = name.start if len(columns.values) == 1 else target.start
            unit = target.unit or counted
            yield replace(target, text=raw[start : target.end], start=start, unit=unit)


def _target(name: MappedText, cell: MappedText, unit: str, column: Value) -> Target | None:
    said = _figure().fullmatch(" ".join(cell.text.strip("* .;").lower().split()))
    value = value_of(said["number"]) if said else None
    if said is None or value is None:
        return None
    metric = plain(name)
    bracketed = BRACKETED_UNIT.search(metric)
    unit = (said["unit"] or "").strip() or unit or column.unit or (bracketed[1] if bracketed else "")
    if len(unit.split()) > _LONGEST_UNIT:
        return None
    metric = f"{column.what} - {metric}" if column.what else metric
    counted = unit if unit.isupper() else unit.lower()
    comparator = ">=" if said["up"] else _signs()[said["sign"]] if said["sign"] else "="
    return Target(cell.raw[cell.start : cell.end], cell.start, cell.end, metric, value, counted, comparator, column.due)


def _entries(page: Layout, home: Node, table: Table, columns: IndicatorColumns) -> Iterator[OutlineItem]:
    """The numbered rows, those in Roman numbers above those in Arabic ones."""
    section = ""
    for row in table.rows[1:]:
        label = _cell(page.raw, row, 0) if columns.name > 0 else None
        number = row_number(label.text) if label else None
        name = _cell(page.raw, row, columns.name)
        if label is None or number is None or name is None:
            continue
        section, path, level = row_path(home.path, home.level, section, number)
        start = label.span(label.text.index(number), len(label.text)).start
        yield OutlineItem(path, plain(name), start, level, name.end)


@cache
def _signs() -> dict[str, str]:
    """What is written for each comparator ("không quá", "≤", "<=") -> the comparator."""
    signs: dict[str, list[str]] = load("targets")["comparators"]
    return {written: sign for sign, phrases in signs.items() for written in (*phrases, sign)}


@cache
def _figure() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<sign>{alternatives(_signs())})?(?: ?(?:đạt|là|khoảng))? ?{_NUMBER}(?:/\d{{1,4}})?"
        r"(?: ?(?P<unit>%|(?!trở lên)[^\W\d][^\d;:]*?))?(?P<up> trở lên)?"
    )
