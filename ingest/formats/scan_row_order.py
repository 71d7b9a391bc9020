"""Numbers of rows that recognition took for something else or did not read, as the rows before and behind have them.

A cell that was not read says how many figures it holds and where full stops stand (`scan_row_numbers.UNREAD`): "�.�"
between 4.2 and 4.4 is 4.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.formats.phrases import Pair
from ingest.formats.scan_row_numbers import UNREAD

_LONGEST = 3
_TITLE = re.compile(r"[^\t]*\t[^\t]*\t*")
"""A row with nothing but a number and a title: it heads the rows below it."""
_CAPITALS = "ABCDEFGH"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(slots=True)
class _Row:
    """A row beside others: its place (page, line) and the number in it, as it was read and as it is taken for."""

    page: int
    line: int
    read: str
    title: bool
    number: str


def with_numbers_in_order(pages: Sequence[str]) -> tuple[list[str], list[list[Pair]]]:
    """(pages with the number of a row beside others as those have it: 7, S, 9 is 7, 8, 9 and 4.2, 43 is 4.2, 4.3; what
    was changed on each). Only a cell that holds something else, or was not read, is changed: the picture has a number
    there. What remains unread is left out."""
    lines = [page.split("\n") for page in pages]
    rows = [*_rows(lines)]
    for index, row in enumerate(rows):
        before, after = (near[0].number if near else "" for near in (rows[:index][-1:], rows[index + 1 :][:1]))
        if UNREAD not in row.read:
            row.number = _due_number(before, row.number, after, title=row.title)
    for index, row in enumerate(rows):
        if UNREAD in row.number:
            row.number = _unread_number(rows, index)
    changes: list[list[Pair]] = [[] for _ in pages]
    for row in rows:
        number = "" if UNREAD in row.number else row.number
        if number != row.read:
            changes[row.page] += [(row.read, number)] if number else []
            lines[row.page][row.line] = number + "\t" + lines[row.page][row.line].partition("\t")[2]
    return ["\n".join(page) for page in lines], changes


def _rows(lines: Sequence[Sequence[str]]) -> Iterator[_Row]:
    for page, own in enumerate(lines):
        for at, line in enumerate(own):
            head = line.partition("\t")[0].strip().rstrip(".")
            if "\t" in line and head:
                yield _Row(page, at, head, _TITLE.fullmatch(line) is not None, head)


def _due_number(before: str, read: str, after: str, *, title: bool) -> str:
    """What stands between two numbers; in a `title` of rows only the full stop of 4.3 can be missing."""
    if before.isdigit() and after.isdigit() and int(after) == int(before) + 2 and len(read) <= _LONGEST:
        return read if title else str(int(before) + 1)
    between = _following(before)
    if between and between == _leading(after) and not title and _shape(read) == _shape(between):
        return between
    for due in (between, _leading(after)):
        if "." in due and due.replace(".", "") == read:
            return due
    return read


def _unread_number(rows: Sequence[_Row], index: int) -> str:
    """The number that fits the rows around a row that was not read; UNREAD where none does, or two do."""
    number = rows[index].number
    behind = next((at for at in range(index, len(rows)) if UNREAD not in rows[at].number), len(rows))
    before = rows[index - 1].number if index else ""
    after = rows[behind].number if behind < len(rows) else ""
    forward, backward = _following(before) or _first_below(before), _leading(after, behind - index)
    if rows[index].title and _follows_capital(after):
        capital = next((row.number for row in rows[:index][::-1] if row.title and row.number in [*_CAPITALS]), "")
        forward = _CAPITALS[_CAPITALS.index(capital) + 1 :][:1] if capital else ""
    fitting = {due for due in (forward, backward) if due and _shape(due) == number}
    return fitting.pop() if len(fitting) == 1 else number


def _follows_capital(number: str) -> bool:
    return number in ("I", "1")


def _following(number: str) -> str:
    """4.3 for 4.2, 8 for 7; "" behind what is no figure."""
    head, dot, last = number.rpartition(".")
    return f"{head}{dot}{int(last) + 1}" if last.isdigit() else ""


def _first_below(number: str) -> str:
    """3.1 for III; "" behind what is no Roman number."""
    return f"{_ROMAN.index(number) + 1}.1" if number in _ROMAN else ""


def _leading(number: str, steps: int = 1) -> str:
    """4.3 for 4.4; "" before what is no figure, or the first."""
    head, dot, last = number.rpartition(".")
    return f"{head}{dot}{int(last) - steps}" if last.isdigit() and int(last) > steps else ""


def _shape(number: str) -> str:
    return "".join("." if sign == "." else UNREAD for sign in number)
