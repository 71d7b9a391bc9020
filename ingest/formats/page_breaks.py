"""Rows of a table that a page break cuts in two -> one row, on the page where it begins.

A page that goes on with a table may repeat its header first; a row that goes on has no number, and words only in
columns in which the row above has some. A header can be cut too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from rapidfuzz import fuzz
from rapidfuzz.distance import Hamming

from ingest.structure.columns import column_kind, column_kinds
from ingest.structure.tables import repeats_header

Page = list[str]
"""The lines of text and the tables of a page, each table as lines of tab-separated cells."""

_OPEN = re.compile(r"(?:[,:(–-]|\b(?:và|hoặc|của|các|những|số|ngày|tháng|năm|về|theo|tại|cho|với|trong|từ|đến))$")
"""How a text ends that is sure to go on."""
_FIRST = ("number", "time")
"""The kinds of a first column that has something in every row."""
_NUMBER = ("STT", "TT")
_ALIKE = 90
"""Of 100: two headers of which one has a letter or two that were taken for others."""


def joined(pages: Sequence[Page]) -> list[Page]:
    """The pages with the rows that a page break cut in two made whole, and without headers between their halves; a
    table of which nothing is left is "".

    Only tables that end one page and begin the next are looked at; page numbers between the two are passed over.
    """
    found = [list(page) for page in pages]
    header: list[str] = []
    last: tuple[int, int] | None = None  # the page and the place of the table that ended the page before
    for number, page in enumerate(found):
        own = [i for i, block in enumerate(page) if not block.strip().isdigit()]
        if last and own and "\t" in page[own[0]]:
            above, rest = _goes_on(header, found[last[0]][last[1]].split("\n"), page[own[0]].split("\n"))
            found[last[0]][last[1]] = "\n".join(above)
            page[own[0]] = "\n".join(rest)
            header = _header(found[last[0]][last[1]], header)
        if any(page[i] for i in own):
            header, last = _header(page[own[-1]], header), (number, own[-1])
    return found


def joined_texts(pages: Sequence[str]) -> list[str]:
    """The same for pages as text, where a table is a run of lines with tabs, and for recognised text: a header that is
    repeated is written as it was recognised best, STT as STT."""
    lines_of = [[_with_number(line) for line in page.split("\n")] for page in pages]
    headers = Counter(line for page in lines_of for line in page if column_kinds(line.split("\t")))
    best = {line: _best_of(line, headers) for line in headers}
    lines_of = [[best.get(line, line) for line in page] for page in lines_of]
    parts = [[[*lines] for _, lines in groupby(page, key=_sort)] for page in lines_of]
    blocks = [["\n".join(part) for part in page if part[0].strip()] for page in parts]
    whole = iter(block for page in joined(blocks) for block in page)
    return ["\n".join(next(whole) if part[0].strip() else "\n".join(part) for part in page) for page in parts]


def _with_number(line: str) -> str:
    """The header of a table whose first column is headed by what differs in a letter from STT or TT, with that."""
    head, tab, rest = line.partition("\t")
    meant = next((name for name in _NUMBER if len(name) == len(head) and Hamming.distance(name, head) == 1), None)
    kinds = column_kinds(line.split("\t")) if meant else ()
    return f"{meant}{tab}{rest}" if meant and kinds and "number" not in kinds else line


def _best_of(header: str, headers: Counter[str]) -> str:
    """Of the headers that differ from one by a letter or two, the one with most columns that are known, then the one
    that occurs most."""
    alike = [other for other in headers if fuzz.ratio(header, other) >= _ALIKE]
    known = {other: sum(kind != "other" for kind in column_kinds(other.split("\t"))) for other in alike}
    return max(alike, key=lambda other: (known[other], headers[other], other))


def _sort(line: str) -> object:
    """What the lines of a table have in common, and those between paragraphs; other lines have nothing."""
    return "\t" in line if "\t" in line or not line.strip() else object()


def _header(block: str, before: list[str]) -> list[str]:
    """The header of a table: its own, or, where it has none, that of the table that it may go on with. [] where the
    block is no table."""
    rows = [line.split("\t") for line in block.split("\n")]
    if len(rows[-1]) < 3:
        return []
    own = next((row for row in reversed(rows) if column_kinds(row)), None)
    return own or (before if len(before) == len(rows[-1]) else [])


def _goes_on(header: list[str], above: list[str], below: list[str]) -> tuple[list[str], list[str]]:
    """The rows above with the first row below, where that is the rest of the last one; and the rows that are left."""
    rows = [line.split("\t") for line in below]
    last = above[-1].split("\t")
    heading = _is_rest_of_header(last, rows[0])
    first = int(not heading and (rows[0] == header or repeats_header(rows[0])))
    if first >= len(rows) or not (heading or _is_rest(header, last, rows[first])):
        return above, below
    whole = [f"{one} {other}".strip() for one, other in zip(last, rows[first], strict=True)]
    return [*above[:-1], "\t".join(whole)], below[:first] * (len(rows) > first + 1) + below[first + 1 :]


def _is_rest(header: list[str], above: list[str], row: list[str]) -> bool:
    """Whether `row` is the rest of the row above it."""
    if not len(header) == len(above) == len(row) or column_kind(header[0]) not in _FIRST or row[0] or not above[0]:
        return False
    if column_kinds(above):
        return False
    pairs = [(before, text) for before, text in zip(above, row, strict=True) if text]
    if not pairs or not all(before for before, _ in pairs):
        return False
    if all(before.isupper() and text.isupper() for before, text in pairs):
        return True
    if pairs[0][0].endswith((".", ";")):
        return False
    return any(text[:1].islower() or _OPEN.search(before) for before, text in pairs)


def _is_rest_of_header(above: list[str], row: list[str]) -> bool:
    """Whether only the two together head a list of tasks."""
    if len(above) != len(row) or column_kinds(above) or (all(row) and column_kinds(row)):
        return False
    return bool(column_kinds([f"{one} {other}".strip() for one, other in zip(above, row, strict=True)]))
