"""Tables of figures by year ("Chỉ tiêu | ĐVT | Năm 2026 | Năm 2027") -> targets, and their numbered rows.

The cells are read in order and not by column, because in tables with one cell a line empty and merged cells leave no
place: a row is a name, perhaps a unit, and as many numbers as the header has years (times what it counts each year).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.organisations.lexicon import alternatives
from ingest.plan import OutlineItem, PlanWarning, Target
from ingest.structure.columns import MONEY, UNIT_COLUMN
from ingest.structure.labels import row_number
from ingest.structure.layout import Layout
from ingest.structure.tables import cell_texts
from ingest.text.mapped import MappedText

_YEAR = re.compile(
    r"(?P<past>.*?(?:\bước|ưth|thực hiện|hiện trạng|kết quả|\bth)\b.*?)?(?:[^\d]{0,30}?)(?P<year>20\d\d)"
)
_SIGNS = {"≥": ">=", ">=": ">=", "≤": "<=", "<=": "<=", ">": ">", "<": "<"}
_NUMBER = re.compile(rf"(?P<sign>{alternatives(_SIGNS)})?\s?(?P<number>\d[\d.,]*\s?%?)")
_NOTHING = ("-", "–")
"""What stands in a cell between numbers where there is none."""
_BRACKETED = re.compile(r"\(([^()]{1,30})\)\Z")
_MONEY = re.compile(rf"{MONEY.pattern}|nguồn")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
# "(ĐVT: triệu đồng)" between a heading and its table.
_UNIT_ABOVE = re.compile(r"(?:đvt|đơn vị(?: tính)?)\s?:\s?(?P<unit>%|[^\W\d][^()\n;.:|]{0,24})", re.IGNORECASE)
_ABOVE = 300  # characters that hold it
_HEADER = 40
_LONGEST_NAME = 60
_LONGEST_UNIT = 4
_FEWEST_YEARS = 2


_Column = tuple[str | None, str, str]
"""The year, None for what is past; the unit; the name of what is counted."""


@dataclass(frozen=True, slots=True)
class _Header:
    """The columns of the numbers in order, `each` of them for a year and `behind` them those that may hold words as
    well; `end` is the index of the first cell below."""

    columns: tuple[_Column, ...]
    each: int
    has_unit: bool
    end: int
    behind: int = 0


@dataclass(slots=True)
class _Reader:
    """The rows of one table: the open labels, the name and unit of the row that is being read. `counted` is the unit
    of what has none of its own."""

    path: str
    level: int
    header: _Header
    counted: str = ""
    label: MappedText | None = None
    name: MappedText | None = None
    unit: str = ""
    group: str = ""
    section: str = ""
    targets: list[Target] = field(default_factory=list)
    outline: list[OutlineItem] = field(default_factory=list)

    def read(self, cells: Sequence[MappedText]) -> None:
        """Take in the cells below the header."""
        i = 0
        while i < len(cells):
            run = _run(cells, i)
            if run:
                self._numbers(cells[i : i + run], last=i + run == len(cells))
            elif _is_label(cells[i]):
                self._label(cells[i])
            else:
                self._text(cells[i])
            i += max(run, 1)

    def _label(self, cell: MappedText) -> None:
        self._close()
        self.label = cell

    def _text(self, cell: MappedText) -> None:
        if self.name is not None and self.header.has_unit and not self.unit and len(cell.text.split()) <= _LONGEST_UNIT:
            self.unit = cased(cell.text)
            return
        self._close()
        self.name = cell
        self._entry(cell)

    def _numbers(self, cells: Sequence[MappedText], *, last: bool) -> None:
        """The numbers of the open row, and the number of the next row behind them where nothing stands between."""
        self._part_unit()
        columns = self._columns(cells, last)
        rest = cells[len(columns) :]
        if columns:
            self.targets += self._figures(cells, columns)
            self.name, self.unit = None, ""
        elif self.name is not None:
            rest = cells[-1:] if not last else ()
        else:
            rest = cells
        self._close()
        self.label = rest[-1] if len(rest) == 1 and row_number(plain(rest[-1])) is not None else None

    def _part_unit(self) -> None:
        """Take the unit off the end of a name where it stands on a line of its own, as it does cell by cell."""
        if self.name is None or self.unit or not self.header.has_unit:
            return
        said = self.name.raw[self.name.start : self.name.end].rpartition("\n")[2].strip()
        end = len(self.name.text) - len(said)
        if end > 0 and len(said.split()) <= _LONGEST_UNIT and self.name.text.endswith(f" {said}"):
            self.name, self.unit = self.name.cut(0, end), cased(said)

    def _columns(self, cells: Sequence[MappedText], last: bool) -> tuple[_Column, ...]:
        """The columns that the numbers stand in: all, or where two are counted each year and one is left empty, the
        other one; () where that cannot be told."""
        columns = self.header.columns
        if self.name is None:
            return ()
        if len(columns) <= len(cells) <= len(columns) + (not last):
            return columns
        columns = columns[: len(columns) - self.header.behind]
        if len(columns) <= len(cells) <= len(columns) + (not last):
            return columns
        half = len(columns) // 2
        if self.header.each != _FEWEST_YEARS or not half <= len(cells) <= half + (not last):
            return ()
        gap = cells[0].raw[self.name.end : cells[0].start]
        skipped = max(gap.count("|"), gap.count("\t")) > 1
        return columns[1::2] if skipped else columns[::2]

    def _figures(self, cells: Sequence[MappedText], columns: Sequence[_Column]) -> Iterator[Target]:
        assert self.name is not None
        name = plain(self.name)
        unnumbered = self.label is None or not _is_numbered(self.label)
        metric = f"{self.group} - {name}" if unnumbered and self.group else name
        for cell, (year, unit, column) in zip(cells, columns, strict=False):
            text = plain(cell)
            number = _NUMBER.fullmatch(text)
            value = value_of(number["number"]) if number else None
            if year is None or number is None or value is None:
                continue
            start = cell.text.index(text)
            span = cell.span(start, start + len(text))
            said = f"{metric} - {column.lower()}" if column else metric
            counted = "%" if text.endswith("%") else unit or self.unit or self.counted
            yield Target(span.text, span.start, span.end, said, value, counted, _SIGNS.get(number["sign"], "="), year)

    def _entry(self, name: MappedText) -> None:
        if self.label is None or not _is_numbered(self.label):
            return
        label = row_number(plain(self.label)) or ""
        start = self.label.span(self.label.text.index(label), len(self.label.text)).start
        self.section, path, level = row_path(self.path, self.level, self.section, label)
        self.outline.append(OutlineItem(path, plain(name), start, level, name.end))

    def _close(self) -> None:
        """What had a name and no numbers is the group of the rows below it."""
        if self.name is not None:
            self.group = plain(self.name)
        self.name, self.unit = None, ""


@dataclass(frozen=True, slots=True)
class Figures:
    """The targets of tables of figures, the entries of their numbered rows, and where those tables start and end in the
    raw text."""

    targets: tuple[Target, ...]
    outline: tuple[OutlineItem, ...]
    tables: Mapping[int, int]

    def unread(self, warnings: Sequence[PlanWarning]) -> tuple[PlanWarning, ...]:
        """`warnings` without those that a table of figures was not read."""
        return tuple(each for each in warnings if each.kind != "table-not-read" or each.start not in self.tables)

    def outside(self, targets: Iterable[Target]) -> Iterator[Target]:
        """`targets` without those that running text seems to hold inside these tables."""
        return (each for each in targets if not any(i <= each.start < j for i, j in self.tables.items()))

    def and_those(self, others: Figures) -> Figures:
        """These and `others` together."""
        return Figures(
            (*self.targets, *others.targets), (*self.outline, *others.outline), {**self.tables, **others.tables}
        )


def find_figures(page: Layout, since: int, read: Container[int] = ()) -> Figures:
    """What the tables of figures of `page` hold; years before `since` are past, the tables that start at `read` done.

    Tables of money are budgets, not targets.
    """
    targets: list[Target] = []
    outline: list[OutlineItem] = []
    tables: dict[int, int] = {}
    for table in page.other_tables():
        if table.start in read:
            continue
        cells = cell_texts(page.raw, table)
        header = _header(cells, since, len([cell for cell in table.rows[0].cells if cell]))
        home = page.homes.at(table.start)
        if header is None or _MONEY.search(home.plain.lower()):
            continue
        reader = _Reader(home.path, home.level, header, unit_above(page.raw, home.start, table.start))
        reader.read(cells[header.end :])
        if reader.targets:
            targets += reader.targets
            outline += reader.outline
            tables[table.start] = table.end
    return Figures(tuple(targets), tuple(outline), tables)


def unit_above(raw: str, start: int, end: int) -> str:
    """What the figures of the table that starts at `raw[end]` are counted in, by the text above it since its heading
    at `raw[start]`; "" where it does not."""
    found = _UNIT_ABOVE.search(raw, max(start, end - _ABOVE), end)
    return cased(found["unit"].strip(" *_")) if found else ""


def row_path(above: str, level: int, section: str, number: str) -> tuple[str, str, int]:
    """(section, path, level) of a row with that number in a table under `above` at `level`: Roman numbers and letters
    open a section, to which the Arabic ones behind them belong."""
    top = not number[:1].isdigit()
    own = number if top or not section else f"{section}.{number}"
    deeper = level + 1 + (not top and bool(section))
    return number if top else section, f"{above}.{own}" if above else own, deeper


def _header(cells: Sequence[MappedText], since: int, row: int) -> _Header | None:
    """The columns of a table with those `cells`, of which `row` are in its first row; None where it has no years."""
    years = [(i, match) for i, cell in enumerate(cells[:_HEADER]) if (match := _year(plain(cell).lower()))]
    years = [(i, match) for at, (i, match) in enumerate(years) if at == 0 or i - years[at - 1][0] <= _FEWEST_YEARS]
    if len({match["year"] for _, match in years}) < _FEWEST_YEARS or len(years) > len({m["year"] for _, m in years}):
        return None
    names = [plain(cell).lower() for cell in cells[: years[-1][0]]]
    if _MONEY.search(" ".join(names)):
        return None
    end = years[-1][0] + 1
    behind = max(0, row - end)  # columns of their own behind the years
    end += behind
    below = _columns_below(cells, end)
    below = below if len(below) % len(years) == 0 else []  # else the name of a row: "Cụm (lũy kế)"
    each = len(below) // len(years) if below else 1
    parts = [_counted(cell) for cell in below[:each]] if below else [("", "")]
    end += len(below)
    end += _numbered_columns(cells[end:])
    past = [match["past"] is not None or int(match["year"]) < since for _, match in years]
    columns = tuple(
        (None if gone else match["year"], unit, column)
        for (_, match), gone in zip(years, past, strict=True)
        for unit, column in parts
    )
    columns += ((None, "", ""),) * behind
    return _Header(columns, len(parts), any(UNIT_COLUMN.fullmatch(name) for name in names), end, behind)


def _year(name: str) -> re.Match[str] | None:
    """The match of a column's name that is a year; names are short, and only short ones are looked at."""
    return _YEAR.fullmatch(name) if len(name) <= _LONGEST_NAME else None


def _columns_below(cells: Sequence[MappedText], at: int) -> list[MappedText]:
    """The second line of a header: what is counted each year, with its unit in brackets."""
    found = []
    while at < len(cells) and len(cells[at]) <= _LONGEST_NAME and _BRACKETED.search(plain(cells[at])):
        found.append(cells[at])
        at += 1
    return found


def _counted(cell: MappedText) -> tuple[str, str]:
    text = plain(cell)
    unit = _BRACKETED.search(text)
    assert unit is not None
    return cased(unit[1].strip("* ")), text[: unit.start()].strip("* ")


def _numbered_columns(cells: Sequence[MappedText]) -> int:
    """How many cells are "1 2 3 4", the numbers of the columns under the header."""
    count = 0
    while count < len(cells) and plain(cells[count]) == str(count + 1):
        count += 1
    return count if count > _FEWEST_YEARS else 0


def _run(cells: Sequence[MappedText], i: int) -> int:
    """How many cells from `i` on are numbers."""
    end = i
    while end < len(cells) and (_is_number(cells[end]) or _is_nothing(cells, end)):
        end += 1
    return end - i


def _is_number(cell: MappedText) -> bool:
    return _NUMBER.fullmatch(plain(cell)) is not None


def _is_nothing(cells: Sequence[MappedText], i: int) -> bool:
    """Whether a cell is a dash beside a number: not the one that opens a row."""
    beside = cells[i - 1 : i] if i and _is_number(cells[i - 1]) else cells[i + 1 : i + 2]
    return plain(cells[i]) in _NOTHING and any(_is_number(cell) for cell in beside)


def plain(cell: MappedText) -> str:
    """The words of a cell, without the marks of bold type."""
    return cell.text.strip("* ")


def _is_label(cell: MappedText) -> bool:
    return plain(cell) in ("-", "+", "–", "") or row_number(plain(cell)) is not None


def _is_numbered(label: MappedText) -> bool:
    return row_number(plain(label)) is not None


def value_of(number: str) -> float | None:
    """What a number in Vietnamese notation is ("1.200", "31,2", "85%"); None for what is none ("1.2.3")."""
    number = number.strip(" %.,")
    if _THOUSANDS.fullmatch(number):
        number = number.replace(".", "")
    number = number.replace(",", ".")
    return float(number) if number.count(".") < _FEWEST_YEARS else None


def cased(unit: str) -> str:
    """A unit as running text writes it: "Nghìn USD" is "nghìn USD"."""
    return " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in unit.split())
