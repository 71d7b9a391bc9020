"""Plain text tables that fit the terminal, without a dependency, the same in a pipe as on a screen."""

from __future__ import annotations

import shutil
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from api.console import bold

GAP = "  "
NARROWEST = 6


def terminal_width() -> int:
    """Columns to write in: COLUMNS if set, else the terminal's, else 80."""
    return max(40, shutil.get_terminal_size((80, 24)).columns)


def one_line(text: str) -> str:
    """`text` for display: composed (so that one letter is one column) and without line breaks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def table(
    headers: Sequence[str],
    rows: Iterable[Sequence[object]],
    width: int | None = None,
    most: Mapping[int, int] = MappingProxyType({}),
) -> str:
    """Rows under bold headers, cells wrapped so that no line is wider than `width` (default: the terminal).

    `most` limits the width of some columns, so that the others have the room.
    """
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    widths = _fit([headers, *cells], width or terminal_width(), most)
    lines = [bold(line) for line in _row(headers, widths)]
    lines.append(GAP.join("-" * w for w in widths))
    lines += [line for row in cells for line in _row(row, widths)]
    return "\n".join(lines)


def block(head: str, *paragraphs: str, width: int | None = None) -> str:
    """A record for narrow screens: a bold head, then indented paragraphs; empty ones are left out."""
    width = width or terminal_width()
    lines = [bold(line) for line in textwrap.wrap(one_line(head), width)]
    for paragraph in paragraphs:
        lines += textwrap.wrap(
            one_line(paragraph), width, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
        )
    return "\n".join(lines)


def paragraph(text: str, indent: str = "  ") -> str:
    """`text` wrapped to the terminal, each line indented."""
    return "\n".join(
        textwrap.wrap(
            one_line(text), terminal_width(), initial_indent=indent, subsequent_indent=indent + "  ",
            break_on_hyphens=False,
        )
    )  # fmt: skip


def _fit(rows: Sequence[Sequence[str]], width: int, most: Mapping[int, int]) -> list[int]:
    """Natural widths, the widest column made narrower until the row fits."""
    widths = [
        max(len(line) for cell in column for line in unicodedata.normalize("NFC", cell).split("\n"))
        for column in zip(*rows, strict=True)
    ]
    widths = [min(natural, most.get(i, natural)) for i, natural in enumerate(widths)]
    room = width - len(GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _row(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [_wrap(cell, w) for cell, w in zip(cells, widths, strict=True)]
    height = max(len(lines) for lines in wrapped)
    padded = [lines + [""] * (height - len(lines)) for lines in wrapped]
    return [
        GAP.join(line.ljust(w) for line, w in zip(level, widths, strict=True)).rstrip()
        for level in zip(*padded, strict=True)
    ]


def _wrap(cell: str, width: int) -> list[str]:
    """The lines of a cell; a line break in it is kept."""
    lines = []
    for line in cell.split("\n"):
        indent = line[: len(line) - len(line.lstrip(" "))]
        wrapped = textwrap.wrap(one_line(line), width, initial_indent=indent, subsequent_indent=indent)
        lines += wrapped or [""]
    return lines
