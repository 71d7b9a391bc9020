"""The cells of a table that stands one cell a line -> its rows, where the numbers in them tell them apart.

A row is a name and as many numbers as the row before it has, after its own number where the table counts its rows; a
total at the end has none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.structure.columns import heads_row_numbers

_NUMBER = re.compile(r"(?:[≥≤<>]\s?)?\d[\d.,]*\s?%?|[-–]")
_FEWEST_ROWS, _FEWEST_NUMBERS, _MOST_COLUMNS = 3, 2, 10

Row = list[tuple[int, ...]]
"""For each column the indexes of the cells that stand in it: several where a name of a column takes two lines."""


def flat_rows(cells: Sequence[str]) -> list[Row]:
    """The rows of a table with those `cells` in order, the names of its columns first; [] where they are not told
    apart."""
    numbers = [_NUMBER.fullmatch(cell) is not None for cell in cells]
    for start in range(1, min(len(cells), 2 * _MOST_COLUMNS)):
        numbered = cells[start] in ("1", "01")
        name = start + numbered
        if any(numbers[:start]) or numbers[name : name + 1] != [False]:
            continue
        width = _width(cells, numbers, name, numbered)
        rows = _rows(cells, numbers, start, numbered, width)
        names = _names(cells[:start], width + 1)
        if width >= _FEWEST_NUMBERS and len(rows) >= _FEWEST_ROWS and names:
            head: Row = [(), *names] if numbered else list(names)
            return [head, *rows]
    return []


def _width(cells: Sequence[str], numbers: Sequence[bool], name: int, numbered: bool) -> int:
    """How many numbers follow the name of the first row: that of the next row is none of them."""
    end = name + 1
    while end < len(cells) and numbers[end]:
        end += 1
    return end - name - 1 - (numbered and end < len(cells) and cells[end - 1] in ("2", "02"))


def _rows(cells: Sequence[str], numbers: Sequence[bool], start: int, numbered: bool, width: int) -> list[Row]:
    """The rows from index `start` on; [] where one is unlike the others."""
    found: list[Row] = []
    i = start
    while i < len(cells):
        row: Row = []
        if numbered:
            stray = numbers[i] and i + 1 < len(cells) and _counts(cells[i + 1], len(found) + 1)
            i += stray and not _counts(cells[i], len(found) + 1)  # the number of a page
            counted = _counts(cells[i], len(found) + 1)
            row.append((i,) if counted else ())
            i += counted
        if i + width >= len(cells) or numbers[i] or not all(numbers[i + 1 : i + 1 + width]):
            return []
        row += [(k,) for k in range(i, i + 1 + width)]
        found.append(row)
        i += 1 + width
    return found


def _counts(cell: str, number: int) -> bool:
    return cell.isdigit() and int(cell) == number


def _names(cells: Sequence[str], count: int) -> Row:
    """The names of `count` columns, those on two lines joined; [] where there are more or fewer."""
    found: Row = []
    for i, cell in enumerate(cells):
        if i == 0 and heads_row_numbers(cell):
            continue
        if found and (cell[0].islower() or cell[0] in "(/" or cell[0].isdigit()):
            found[-1] = (*found[-1], i)
        else:
            found.append((i,))
    return found if len(found) == count else []
