"""One scanned page: picture -> lines of text and rows of ruled tables, with how sure the recognition is.

The page is cleaned and turned level, its ruled tables are read cell by cell, the rest as running text.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ingest.errors import SourceError
from ingest.formats import scan_image, tesseract
from ingest.formats.grid import table_lines
from ingest.formats.pdf_page import ruled_grid
from ingest.formats.ruled import RuledTable, find_tables
from ingest.formats.scan_image import Image
from ingest.formats.scan_roman import row_number, with_roman_numbers
from ingest.formats.scan_words import cell_lines, page_text
from ingest.formats.syllables import MIN_SHARE, vietnamese_share
from ingest.formats.tesseract import SURE, Word

_LEVEL = 0.5
"""Degrees. Tesseract reads lines that rise by less as well as level ones, and turning blurs the letters."""
_COLOURED = 0.002
"""Of all pixels: a seal covers more; the colours of a compressed photograph in black and white fewer."""
_MARGIN = 10
_UPRIGHT = 75.0
"""Mean confidence of a page that stands upright; upside down, letters are taken for others with 50 to 70."""
_TURNS = (180, 90, 270)
"""What is tried where Tesseract cannot tell: it wants more letters for that than some pages have."""
_NUMBER = 0.4
"""Inches: the number of a row, III or 12, is smaller."""
_SMALLEST = 0.035
"""Inches: the dash and the digit of a cell are larger, specks of dust smaller."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was recognised on a page. `confidence` is the mean over its words, 0 to 100; `doubtful` are words below
    `tesseract.SURE`, `dropped` counts marks that are no text, `turned` is in degrees clockwise; `coloured` says
    whether coloured ink was left out, `number` and `date` whether those of the letterhead were, as handwriting."""

    text: str
    confidence: float
    doubtful: tuple[str, ...]
    dropped: int
    turned: int
    coloured: bool
    number: bool
    date: bool


def read_page(data: bytes, name: str, page: int) -> Scanned:
    """What Tesseract reads on page `page` (from 0) of a PDF. Raises SourceError ("failed") when it gives up."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            picture, dpi = scan_image.rendered(document[page])
        image, inked = scan_image.grey(picture)
        return _read(image, dpi, page == 0, inked > _COLOURED)
    except (pypdfium2.PdfiumError, subprocess.CalledProcessError, OSError) as error:
        reason = f"page {page + 1} cannot be recognised ({type(error).__name__}: {str(error)[:200]})"
        raise SourceError(name, reason, "Scan it again, or give the document as text", "failed") from error


def _read(image: Image, dpi: float, first: bool, coloured: bool) -> Scanned:
    """As it lies; and where that gives no Vietnamese, as Tesseract believes that it should be turned."""
    found = _upright(image, dpi, first, coloured)
    if (vietnamese_share(found.text) or 0) >= MIN_SHARE and found.confidence >= _UPRIGHT:
        return found
    believed = tesseract.turn(image, dpi)
    for degrees in [believed] if believed else _TURNS:
        turned = _upright(scan_image.quarter_turned(image, degrees), dpi, first, coloured)
        if _sense(turned) > _sense(found):
            found = replace(turned, turned=degrees)
    return found


def _sense(page: Scanned) -> float:
    return (vietnamese_share(page.text) or 0) * page.confidence


def _upright(image: Image, dpi: float, first: bool, coloured: bool) -> Scanned:
    angle = scan_image.skew(scan_image.ink(image))
    if abs(angle) >= _LEVEL:
        image = scan_image.turned(image, angle)
    image, rules = scan_image.clean(image, dpi)
    tables = find_tables(rules)
    cells = [_table_words(image, table, dpi) for table in tables]
    tops = [image.shape[0] - table.ys[0] * dpi / 72 for table in tables]
    rows = [_rows(table, words) for table, words in zip(tables, cells, strict=True)]
    read = with_roman_numbers(tesseract.words([image], tesseract.PAGE_LAYOUT, dpi), image)
    heard = page_text([*read], [*zip(tops, rows, strict=True)], dpi, first)
    words = [*heard.words, *chain.from_iterable(chain.from_iterable(cells))]
    confidence = sum(word.confidence for word in words) / len(words) if words else 0.0
    doubtful = tuple(word.text for word in words if word.confidence < SURE)
    return Scanned(heard.text, confidence, doubtful, heard.dropped, 0, coloured, heard.number, heard.date)


def _table_words(image: Image, table: RuledTable, dpi: float) -> list[list[Word]]:
    """The words of each cell; the table is whitened in the image, so that it is not read as running text too."""
    scale = dpi / 72
    height = image.shape[0]
    crops: list[Image] = []
    owners: list[int] = []
    for index, cell in enumerate(table.cells):
        left, right = table.xs[cell.column], table.xs[cell.column + cell.columns]
        high, low = table.ys[cell.row], table.ys[cell.row + cell.rows]
        rows = slice(max(height - round(high * scale) + 2, 0), max(height - round(low * scale) - 1, 0))
        crop = image[rows, round(left * scale) + 2 : round(right * scale) - 1]
        if scan_image.has_marks(crop, _SMALLEST * dpi):
            crops.append(crop)
            owners.append(index)
    found: list[list[Word]] = [[] for _ in table.cells]
    for layout in (tesseract.ONE_BLOCK, tesseract.ONE_LINE):  # a block of one digit is often missed, a line is not
        left_over = [(crop, owner) for crop, owner in zip(crops, owners, strict=True) if _sureness(found[owner]) < SURE]
        again: dict[int, list[Word]] = {}
        images = [scan_image.framed(crop, _MARGIN) for crop, _ in left_over]
        for word in tesseract.words(images, layout, dpi) if images else ():
            again.setdefault(left_over[word.image][1], []).append(word)
        found = [max(words, again.get(i, []), key=_sureness) for i, words in enumerate(found)]
    _read_numbers(table, dict(zip(owners, crops, strict=True)), found, dpi)
    top, bottom = height - round(table.ys[0] * scale), height - round(table.ys[-1] * scale)
    image[max(top, 0) : bottom, round(table.xs[0] * scale) : round(table.xs[-1] * scale)] = 255
    return found


def _read_numbers(table: RuledTable, crops: Mapping[int, Image], found: list[list[Word]], dpi: float) -> None:
    """Read the numbers of rows again. Most stand alone in high cells: they are cut out closely, as one word."""
    small: dict[int, Image] = {}
    for index, crop in crops.items():
        if not table.cells[index].column:
            close = scan_image.marks_only(crop, _SMALLEST * dpi)
            if max(close.shape) <= _NUMBER * dpi:
                small[index] = close
            else:
                found[index] = [*with_roman_numbers(found[index], scan_image.framed(crop, _MARGIN))]
    again: dict[int, list[Word]] = {index: [] for index in small}
    images = [scan_image.framed(close, _MARGIN) for close in small.values()]
    for word in tesseract.words(images, tesseract.ONE_WORD, dpi) if images else ():
        again[[*small][word.image]].append(word)
    for index, close in small.items():
        found[index] = row_number(close, found[index], again[index])


def _sureness(words: Sequence[Word]) -> float:
    return sum(word.confidence for word in words) / len(words) if words else -1.0


def _rows(table: RuledTable, words: Sequence[Sequence[Word]]) -> str:
    return "\n".join(table_lines(ruled_grid(table, [cell_lines(cell) for cell in words])))
