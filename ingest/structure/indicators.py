"""Tables of indicators with one value each ("TT | Chỉ tiêu | ĐVT | Kế hoạch năm 2026") -> targets and numbered rows.

Unlike tables of figures by year (`figures`), where a number may stand alone in its cell, the columns are told by their
names and a row is read by its cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.grammar import load
from ingest.organisations.lexicon import alternatives
from ingest.plan import OutlineItem, Target
from ingest.structure.columns import UNIT_COLUMN
from ingest.structure.figures import Figures, plain, row_path, value_of
from ingest.structure.labels import row_number
from ingest.structure.layout import Layout
from ingest.structure.nodes import Node
from ingest.structure.tables import Row, Table, cell_text
from ingest.text.mapped import MappedText

_NAME = re.compile(r"(?:tên |các |nội dung |hệ thống )?(?:chỉ tiêu|chỉ số|tiêu chí|mục tiêu)(?: \D*)?")
# "Thôn | Số hộ | Diện tích giao (ha)": what each place or body is given to reach.
_GIVEN_TO = re.compile(
    r"(?:tên )?(?:các )?(?:xóm|thôn|bản|ấp|khóm|khu phố|tổ dân phố|xã|phường|đơn vị|địa phương|địa bàn|trường|chi hội"
    r"|chi đoàn)(?:[,/ -]+(?:xóm|thôn|bản|ấp|khóm|khu phố|tổ dân phố|xã|phường|đặc khu|tiểu khu))*"
)
_GIVEN = re.compile(r"\A(?P<what>[^()]+?)(?: (?P<year>20\d\d))? ?\([^()]+\)\Z")
_TO_REACH = re.compile(r"(?<!\w)(?:giao|chỉ tiêu|kế hoạch|phấn đấu)(?!\w)")
_UNIT = re.compile(rf"{UNIT_COLUMN.pattern}|đ\.?vị tính")
_AIM = r"(?:chỉ tiêu|kế hoạch|kh|mục tiêu|giá trị|mức|giao|phấn đấu|yêu cầu)"
_VALUE = re.compile(
    rf"(?:{_AIM}|đến|năm|trong|hết|cần đạt|đạt|thực hiện| )*(?P<year>20\d\d)"
    rf"|{_AIM}(?: (?:giao|đạt|phấn đấu|kế hoạch|cần đạt))?"
)
_PAST = re.compile(r"ước|hiện trạng|kết quả|^thực hiện|\bth\b")
_MONEY = re.compile(r"kinh phí|dự toán|vốn|ngân sách|đơn giá|thành tiền|chi phí")
_NUMBER = r"(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
_BRACKETED_UNIT = re.compile(r"\(\s?(%|[^\d\W][^()]{0,24})\)\Z")
_FEWEST_ROWS, _LONGEST_UNIT = 2, 5


@dataclass(frozen=True, slots=True)
class _Columns:
    """The index of each column; `due` is the year that the values are for, `unit_said` and `what` the unit and the
    words in the name of their column where the rows are those to whom they are given."""

    name: int
    value: int
    unit: int | None
    due: str | None
    unit_said: str = ""
    what: str = ""


def find_indicators(page: Layout) -> Figures:
    """What the tables of indicators of `page` hold; tables of money are budgets and hold no targets."""
    targets: list[Target] = []
    outline: list[OutlineItem] = []
    tables: dict[int, int] = {}
    for table in page.other_tables():
        if len(table.rows) < _FEWEST_ROWS:
            continue
        columns = _columns([_text(page.raw, table.rows[0], k) for k in range(len(table.rows[0].cells))])
        if columns is None:
            continue
        read = [target for row in table.rows[1:] if (target := _target(page.raw, row, columns))]
        if read:
            targets += read
            outline += _entries(page, page.homes.at(table.start), table, columns)
            tables[table.start] = table.end
    return Figures(tuple(targets), tuple(outline), tables)


def _text(raw: str, row: Row, k: int | None) -> str:
    cell = _cell(raw, row, k)
    return plain(cell) if cell else ""


def _cell(raw: str, row: Row, k: int | None) -> MappedText | None:
    return cell_text(raw, row.cells[k]) if k is not None and k < len(row.cells) else None


def _columns(names: Sequence[str]) -> _Columns | None:
    lowered = [" ".join(name.lower().split()) for name in names]
    if any(_MONEY.search(name) for name in lowered):
        return None
    named = [k for k, name in enumerate(lowered) if _NAME.fullmatch(name)]
    if not named:
        return _given(lowered)
    values = [
        (k, found)
        for k, name in enumerate(lowered)
        if k > named[0] and not _PAST.search(name) and (found := _VALUE.fullmatch(name))
    ]
    if len(values) != 1:
        return None
    unit = next((k for k, name in enumerate(lowered) if _UNIT.fullmatch(name)), None)
    return _Columns(named[0], values[0][0], unit, values[0][1]["year"])


def _given(lowered: Sequence[str]) -> _Columns | None:
    """The columns of a table that gives each place or body a share; None where several columns might."""
    to = next((k for k, name in enumerate(lowered[:2]) if _GIVEN_TO.fullmatch(name)), None)
    values = [
        (k, found)
        for k, name in enumerate(lowered)
        if (found := _GIVEN.match(name)) and _TO_REACH.search(found["what"])
    ]
    if to is None or len(values) != 1 or _PAST.search(lowered[values[0][0]]):
        return None
    k, found = values[0]
    unit = _BRACKETED_UNIT.search(lowered[k])
    return _Columns(to, k, None, found["year"], unit[1], found["what"].strip()) if unit else None


def _target(raw: str, row: Row, columns: _Columns) -> Target | None:
    """The target of a row; None where its cell holds no single number."""
    name, cell = _cell(raw, row, columns.name), _cell(raw, row, columns.value)
    said = _figure().fullmatch(" ".join(cell.text.strip("* .;").lower().split())) if cell else None
    value = value_of(said["number"]) if said else None
    if name is None or cell is None or said is None or value is None:
        return None
    metric = plain(name)
    bracketed = _BRACKETED_UNIT.search(metric)
    unit = (said["unit"] or "").strip() or _text(raw, row, columns.unit) or columns.unit_said
    unit = unit or (bracketed[1] if bracketed else "")
    metric = f"{columns.what} - {metric}" if columns.what else metric
    if len(unit.split()) > _LONGEST_UNIT:
        return None
    counted = unit if unit.isupper() else unit.lower()
    comparator = ">=" if said["up"] else _signs()[said["sign"]] if said["sign"] else "="
    return Target(raw[name.start : cell.end], name.start, cell.end, metric, value, counted, comparator, columns.due)


def _entries(page: Layout, home: Node, table: Table, columns: _Columns) -> Iterator[OutlineItem]:
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
        rf"(?P<sign>{alternatives(_signs())})?(?: ?(?:đạt|là|khoảng))? ?{_NUMBER}"
        r"(?: ?(?P<unit>%|[^\W\d][^\d;:]*?))?(?P<up> trở lên)?"
    )
