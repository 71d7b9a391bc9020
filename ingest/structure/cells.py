"""A line of a table -> its cells, separated by tabs or bars; the clean text of a cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.structure.blocks import Line, clean
from ingest.text.mapped import MappedText, join
from ingest.text.ranges import between

Cell = tuple[tuple[int, int], ...]
"""The raw ranges of a cell's pieces, in order; empty for an empty cell."""


_TAG = re.compile(r"</?[a-z][^<>]{0,200}>", re.IGNORECASE)
_SEPARATOR = re.compile(r"[\s|:\-–—_=.]*")
_LONG = 60
"""Characters that no cell has alone in its row."""
_LABEL = re.compile(r"(?:[-+•*–]|[a-zđ]\)|\d{1,2}(?:\.\d{1,2})*[.)]|(?:[IVX]{1,5}|[A-ZĐ])\.)(?:\s|\Z)")


def cell_text(raw: str, cell: Cell) -> MappedText | None:
    """The clean text of a cell, its pieces joined by blanks; None when it is empty."""
    parts = [text for start, end in cell if (text := clean(raw, start, end))]
    return join(parts) if parts else None


def split_row(line: Line, raw: str) -> list[Cell] | None:
    """The cells of a line, or None when it is no table row."""
    text = raw[line.begin : line.finish]
    if _is_indented(text):
        return None
    if "\t" in text.strip(" "):
        begin, separator = line.begin, "\t"
    elif line.text.count("|") > 2 and (line.text.startswith("|") or line.text.count(" |") > 2):
        first = int(line.text.startswith("|"))  # some converters leave the first bar of a row out
        begin, separator = line.start + first, "|"
        text = line.text[first:].removesuffix("|")
    else:
        return None
    cells: list[Cell] = []
    for piece in text.split(separator):
        cells.append(pieces(raw, begin, begin + len(piece)))
        begin += len(piece) + 1
    return cells


def _is_indented(text: str) -> bool:
    """Whether a line is a paragraph that a tab indents, with its label and a tab before the rest or without."""
    if not text.startswith("\t") or text.startswith("\t\t"):
        return False
    label, tab, rest = text[1:].partition("\t")
    if tab:
        return "\t" not in rest and _LABEL.fullmatch(label.strip()) is not None
    return len(label) > _LONG or _LABEL.match(f"{label.strip()} ") is not None


def pieces(raw: str, start: int, end: int) -> Cell:
    """The cell in `raw[start:end]`: what stands between its tags ("<br>"), white space at the ends left out."""
    found = []
    for i, j in between(_TAG.finditer(raw, start, end), start, end):
        inner = raw[i:j].strip()
        if inner:
            at = raw.index(inner, i)
            found.append((at, at + len(inner)))
    return tuple(found)


def names_of(raw: str, cells: Sequence[Cell]) -> list[str]:
    return [text.text if (text := cell_text(raw, cell)) else "" for cell in cells]


def is_rule(raw: str, cells: Sequence[Cell]) -> bool:
    return all(_SEPARATOR.fullmatch(raw[a:b]) for cell in cells for a, b in cell)
