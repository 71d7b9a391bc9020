"""Rows of a table that a page break cuts in two -> one row, on the page where it begins.

A page that goes on with a table may repeat its header first; a row that goes on has no number, and words only in
columns in which the row above has some.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.structure.tables import column_kind, column_kinds, repeats_header

Page = list[str]
"""The lines of text and the tables of a page, each table as lines of tab-separated cells."""


def joined(pages: Sequence[Page]) -> list[Page]:
    """The pages with the rows that a page break cut in two made whole, and without headers between their halves; a
    table of which nothing is left is "".

    Only tables that end one page and begin the next are looked at; page numbers above the second are passed over.
    """
    found = [list(page) for page in pages]
    header: list[str] = []
    last: tuple[int, int] | None = None  # the page and the place of the table that ended the page before
    for number, page in enumerate(found):
        at = next((i for i, block in enumerate(page) if not block.strip().isdigit()), len(page))
        if header and last and at < len(page) and "\t" in page[at]:
            above, rest = _goes_on(header, found[last[0]][last[1]].split("\n"), page[at].split("\n"))
            found[last[0]][last[1]] = "\n".join(above)
            page[at] = "\n".join(rest)
        if any(page[at:]):
            header, last = _header(page[-1], header), (number, len(page) - 1)
    return found


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
    first = int(rows[0] == header or repeats_header(rows[0]))
    last = above[-1].split("\t")
    if first >= len(rows) or not _is_rest(header, last, rows[first]):
        return above, below
    whole = [f"{one} {other}".strip() for one, other in zip(last, rows[first], strict=True)]
    return [*above[:-1], "\t".join(whole)], below[:first] * (len(rows) > first + 1) + below[first + 1 :]


def _is_rest(header: list[str], above: list[str], row: list[str]) -> bool:
    """Whether `row` is the rest of the row above it."""
    if not len(header) == len(above) == len(row) or column_kind(header[0]) != "number" or row[0] or not above[0]:
        return False
    pairs = [(before, text) for before, text in zip(above, row, strict=True) if text]
    if not pairs or not all(before for before, _ in pairs):
        return False
    capitals = all(before.isupper() and text.isupper() for before, text in pairs)
    return capitals or (pairs[0][1][:1].islower() and not pairs[0][0].endswith((".", ";")))
