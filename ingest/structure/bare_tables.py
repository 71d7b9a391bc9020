"""Tables of assignments that a converter has left as bare lines, one cell a line with nothing between them.

The names of the columns stand on lines of their own, then each row from its number on. Which lines make up a cell, and
which cell is empty, is told by what the columns hold: of all divisions of a row's lines into columns the likeliest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from ingest.duties.deadlines import is_time, read_deadline
from ingest.organisations.units import find_units
from ingest.passages import Place
from ingest.structure.blocks import Line, is_noise
from ingest.structure.cells import Cell
from ingest.structure.columns import column_kinds, heads_row_numbers
from ingest.structure.labels import find_label, row_number
from ingest.structure.tables import Row, Table, parted
from ingest.structure.turns import Turn
from ingest.text.mapped import mapped

_LONGEST_NAME = 45
_MOST_NAMES, _MOST_LINES = 9, 24
_LONGEST_TIME = 40
_AFTER = re.compile(
    r"Nơi nhận|PHỤ LỤC|Phụ lục(?:\s(?:số\s)?(?:[IVX]+|\d+))?\s*\Z|Trên đây|Ghi chú|Tổng cộng|\((?:Kèm|Ban hành)"
    r"|[TK]M?\.\s?[A-ZĐ]|\||\t"
)
_GOES_ON = re.compile(r"[/,;)–-]")
_OPEN_END = (",", ";", "/", "-", "–", "(", " và", " của", " về", " các", " số")
_AS_PLANNED = re.compile(r"theo (?:kế hoạch|yêu cầu|tiến độ|chương trình|lịch|quy định)(?!\w)")  # says when as well
_WHO = frozenset({"lead", "coordinate", "agencies"})
_NEVER = -99.0


def with_bare_tables(lines: Sequence[Line]) -> Iterator[list[Line] | Table]:
    """The lines outside such tables, in runs, and the tables between them, in order."""

    def found_at(i: int) -> tuple[Sequence[list[Line] | Table], int]:
        table, after = _table(lines, i)
        return ([table] if table is not None else []), after

    return parted(lines, found_at)


def _table(lines: Sequence[Line], i: int) -> tuple[Table | None, int]:
    """(the table whose first column is named on line `i`, the index of the line behind it); (None, `i`) for none."""
    if not heads_row_numbers(lines[i].text):
        return None, i
    names, after = _names(lines, i)
    kinds = column_kinds(names)
    if not kinds or kinds[0] != "number":
        return None, i
    table = Table(lines[i].begin, lines[i].finish, kinds, header="|".join(names))
    turn, j = Turn(), after
    while j < len(lines) and (number := row_number(lines[j].text)) is not None and turn.comes(number):
        end = _row_end(lines, j + 1, turn)
        if end == len(lines) or row_number(lines[end].text) is None:
            end = _last_row_end(lines, j + 1, end, len(kinds) - 1)
        said = [line for line in lines[j + 1 : end] if not is_noise(line)]
        if not said:
            break
        cells: list[Cell] = [((lines[j].start, lines[j].end),)]
        cells += _cells(said, kinds[1:])
        table.rows.append(Row(cells, lines[j].page))
        table.end, j = lines[end - 1].finish, end
    return (table, j) if len(table.rows) > 1 else (None, i)


def _names(lines: Sequence[Line], i: int) -> tuple[list[str], int]:
    """The names of the columns, those of two lines joined, and the index of the first row's number."""
    names: list[str] = []
    j = i
    while j < len(lines) and j - i <= _MOST_NAMES and row_number(lines[j].text) is None:
        text = lines[j].text.strip("* ")
        if len(text) > _LONGEST_NAME:
            return [], i
        if names and text[:1].islower():
            names[-1] += f" {text}"
        else:
            names.append(text)
        j += 1
    return names, j


def _row_end(lines: Sequence[Line], j: int, turn: Turn) -> int:
    """The index of the number of the next row, or of the line that can be in no row."""
    end = j
    while end < len(lines) and end - j < _MOST_LINES and not _is_behind(lines[end].text):
        number = row_number(lines[end].text)
        if number is not None and end > j and turn.would(number):
            break
        end += 1
    return end


def _last_row_end(lines: Sequence[Line], j: int, end: int, columns: int) -> int:
    """The index behind the last row: no more cells than columns, however many lines they take."""
    opened, at = 0, j
    while at < end:
        opened += at == j or not _continues(lines[at - 1].text, lines[at].text)
        if opened > columns:
            break
        at += 1
    return at


def _is_behind(text: str) -> bool:
    label = find_label(text)
    named = label is not None and not label.style.startswith(("bullet", "arabic2", "arabic3")) and label.end < len(text)
    return named or _AFTER.match(text) is not None


def _continues(before: str, text: str) -> bool:
    return _inside(text) or before.endswith(_OPEN_END)


def _inside(text: str) -> bool:
    """Whether a line opens no cell: "/QĐ-TTg ngày 15/7/2021", "của tỉnh"."""
    return text[:1].islower() or _GOES_ON.match(text) is not None


def _cells(lines: Sequence[Line], kinds: tuple[str, ...]) -> list[Cell]:
    texts = tuple(line.text for line in lines)
    if len(texts) > 2 * len(kinds):  # too long to be tried out: the first cell takes what is too much
        spare = len(texts) - 2 * len(kinds)
        first = (" ".join(texts[: spare + 1]), *texts[spare + 1 :])
        ends = [spare + end if end else 0 for end in _division(first, kinds)]
    else:
        ends = list(_division(texts, kinds))
    starts = [0, *ends[:-1]]
    return [tuple((line.start, line.end) for line in lines[start:end]) for start, end in zip(starts, ends, strict=True)]


def _division(texts: tuple[str, ...], kinds: tuple[str, ...]) -> tuple[int, ...]:
    """For each column the index behind its last line, in the likeliest division."""

    @cache
    def best(column: int, start: int) -> tuple[float, tuple[int, ...]]:
        if column == len(kinds):
            return (0.0 if start == len(texts) else _NEVER), ()
        found = max(
            (_fit(kinds[column], texts[start:end]) + best(column + 1, end)[0], -end)
            for end in range(start, len(texts) + 1)
        )
        end = -found[1]
        return found[0], (end, *best(column + 1, end)[1])

    return best(0, 0)[1]


def _fit(kind: str, texts: tuple[str, ...]) -> float:
    """How well lines fit a column: what it holds, whether its first opens a cell, whether the others go on with it."""
    if not texts:
        return _NEVER if kind == "task" else -1.0 if kind in ("lead", "agencies") else -0.5
    said = " ".join(texts)
    score = -2.0 if _inside(texts[0]) and kind != "time" else 0.0
    score += sum(1.0 if _continues(before, text) else -1.5 for before, text in pairwise(texts))
    time = _is_time(said)
    if kind == "time":
        return score + (3.0 if time else -2.0)
    if kind in _WHO:
        return score + (2.0 if _opens_with_party(said) else -1.0) - 3.0 * time
    return score - 2.0 * time


@lru_cache(maxsize=1024)
def _is_time(said: str) -> bool:
    """Whether a cell says when: "Trước 17 giờ ngày 02/3/2026", "Tháng 4 và tháng 8", "Thường xuyên"."""
    deadline = read_deadline(said) if len(said) <= _LONGEST_TIME else None
    planned = is_time(said) or _AS_PLANNED.match(said.lower()) is not None
    return planned or (deadline is not None and deadline.kind != "other")


@lru_cache(maxsize=1024)
def _opens_with_party(said: str) -> bool:
    found = find_units(mapped(said), Place())
    return bool(found) and found[0].i == 0
