"""One scanned page: picture -> lines of text and rows of ruled tables, with how sure the recognition is.

The page is cleaned and turned level, its ruled tables are read cell by cell, the rest as running text.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ingest.errors import SourceError
from ingest.formats import scan_image, tesseract
from ingest.formats.grid import table_lines
from ingest.formats.pdf_page import ruled_grid
from ingest.formats.ruled import RuledTable, find_tables
from ingest.formats.scan_doubtful import sureness, with_doubtful_again
from ingest.formats.scan_image import Image
from ingest.formats.scan_missed import with_missed
from ingest.formats.scan_roman import with_quarters, with_roman_numbers
from ingest.formats.scan_row_numbers import is_settled, or_unread, row_number
from ingest.formats.scan_words import cell_lines, page_text
from ingest.formats.syllables import MIN_SHARE, vietnamese_share
from ingest.formats.tesseract import SURE, Word

_LEVEL = 0.5
"""Degrees. Tesseract reads lines that rise by less as well as level ones, and turning blurs the letters."""
_LEVEL_TABLE = 0.1
"""Degrees. A rule across the page that rises by more is at two heights, and cuts a row in two."""
_COLOURED = 0.002
"""Of all pixels: a seal covers more; the colours of a compressed photograph in black and white fewer."""
_MARGIN = 10
_UPRIGHT = 75.0
"""Mean confidence of a page that stands upright; upside down, letters are taken for others with 50 to 70."""
_TURNS = (180, 90, 270)
"""What is tried where Tesseract cannot tell: it wants more letters for that than some pages have."""
_NUMBER = 0.55
"""Inches: the number of a row, VIII or 5.1.2, is smaller."""
_SURE_CELL = 80.0
"""Confidence below which a word of a cell is read a second time."""
_DOTS = 0.06
"""Inches: how far the dot below a letter and the tone above it stand from the letter."""
_EDGE = 0.01
"""Inches: the grey edge of a letter."""
_SMALLEST = 0.035
"""Inches: the dash and the digit of a cell are larger, specks of dust smaller."""


Reader = Callable[[Sequence[Image], int, float], list[Word]]


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
    image, tables = _levelled(image, dpi)
    dark = scan_image.ink(image)
    cells = [_table_words(image, table, dpi) for table in tables]
    if tables:  # on what little is left of the page Tesseract takes the grain for ink
        image = scan_image.on_white(image, dark, round(_EDGE * dpi))
    tops = [image.shape[0] - table.ys[0] * dpi / 72 for table in tables]
    rows = [_rows(table, words) for table, words in zip(tables, cells, strict=True)]
    seen = with_missed(tesseract.words([image], tesseract.PAGE_LAYOUT, dpi), image, dpi)
    seen = [*with_quarters(with_roman_numbers(seen, image), image)]
    heard = page_text(seen, [*zip(tops, rows, strict=True)], dpi, first)
    words = [*heard.words, *chain.from_iterable(chain.from_iterable(cells))]
    confidence = sum(word.confidence for word in words) / len(words) if words else 0.0
    doubtful = tuple(word.text for word in words if word.confidence < SURE)
    return Scanned(heard.text, confidence, doubtful, heard.dropped, 0, coloured, heard.number, heard.date)


def _levelled(image: Image, dpi: float) -> tuple[Image, list[RuledTable]]:
    """(the page, clean and level, its ruled tables)."""
    angle = scan_image.skew(scan_image.ink(image))
    for least in (_LEVEL, _LEVEL_TABLE):
        level = scan_image.turned(image, angle) if abs(angle) >= least else image
        cleaned, rules = scan_image.clean(level, dpi)
        tables = find_tables(rules)
        if not tables or not _LEVEL_TABLE <= abs(angle) < _LEVEL:
            break
    return cleaned, tables


def _table_words(image: Image, table: RuledTable, dpi: float) -> list[list[Word]]:
    """The words of each cell; the table is whitened in the image, so that it is not read as running text too."""
    scale = dpi / 72
    height = image.shape[0]
    crops: dict[int, Image] = {}
    for index, cell in enumerate(table.cells):
        left, right = table.xs[cell.column], table.xs[cell.column + cell.columns]
        high, low = table.ys[cell.row], table.ys[cell.row + cell.rows]
        rows = slice(max(height - round(high * scale) + 2, 0), max(height - round(low * scale) - 1, 0))
        crop = image[rows, round(left * scale) + 2 : round(right * scale) - 1]
        if scan_image.has_marks(crop, _SMALLEST * dpi):
            crops[index] = crop
    numbers = {index: crop for index, crop in crops.items() if _is_number(table, index, crop, dpi)}
    read = {index: words for index, words in _row_numbers(numbers, dpi).items() if sureness(words) >= 0 and words}
    read |= _cell_words({index: crop for index, crop in crops.items() if index not in read}, table, dpi)
    for index, crop in numbers.items():
        heard = read[index] if cell_lines(read[index]) else []
        read[index] = or_unread(scan_image.marks_only(crop, _SMALLEST * dpi), heard, head=not table.cells[index].row)
    top, bottom = height - round(table.ys[0] * scale), height - round(table.ys[-1] * scale)
    image[max(top, 0) : bottom, round(table.xs[0] * scale) : round(table.xs[-1] * scale)] = 255
    return [read.get(index, []) for index in range(len(table.cells))]


def _is_number(table: RuledTable, index: int, crop: Image, dpi: float) -> bool:
    """Whether a cell of the first column holds no more than the number of its row would need."""
    close = scan_image.marks_only(crop, _SMALLEST * dpi)
    return not table.cells[index].column and max(close.shape) <= _NUMBER * dpi


def _cell_words(crops: Mapping[int, Image], table: RuledTable, dpi: float) -> dict[int, list[Word]]:
    """The words of cells: cut out closely and drawn as large as Tesseract was trained at, and where that leaves a doubt
    as they are, then as one line, large or not. Of the readings the one that is sure of most words holds; the lines
    that it doubts are read by themselves."""
    times = max(scan_image.DPI / dpi, 1.0)
    close = {i: scan_image.marks_only(crop, _SMALLEST * dpi, _DOTS * dpi) for i, crop in crops.items()}
    large = {i: scan_image.enlarged(crop, times) for i, crop in close.items()}
    found: dict[int, list[Word]] = {index: [] for index in crops}
    seen: dict[int, tuple[Image, float]] = {}
    block, line = tesseract.ONE_BLOCK, tesseract.ONE_LINE
    ways = ((large, times, block), (crops, 1.0, block), (large, times, line), (close, 1.0, line))
    for pictures, larger, layout in ways:
        doubtful = {i: _framed(pictures[i]) for i in crops if not _is_sure(found[i])}
        for index, words in _read_each(doubtful, layout, larger * dpi).items():
            if not table.cells[index].column:
                words = [*with_roman_numbers(words, doubtful[index])]
            words = [*with_quarters(words, doubtful[index])]
            if sureness(words) > sureness(found[index]):
                found[index], seen[index] = words, (doubtful[index], larger)
    for larger in {larger for _, larger in seen.values()}:
        pictures = {index: picture for index, (picture, own) in seen.items() if own == larger}
        words_of = {index: found[index] for index in pictures}
        found |= with_doubtful_again(words_of, pictures, larger * dpi)
    return found


def _row_numbers(crops: Mapping[int, Image], dpi: float) -> dict[int, list[Word]]:
    """The numbers of rows. Most stand alone in high cells: they are cut out closely, and read twice; those that are
    left in doubt again, as figures."""
    times = max(scan_image.DPI / dpi, 1.0)
    marks = {i: scan_image.marks_only(crop, _SMALLEST * dpi) for i, crop in crops.items()}
    images = {i: _framed(scan_image.enlarged(own, times)) for i, own in marks.items()}
    block, word = (_read_each(images, layout, times * dpi) for layout in (tesseract.ONE_BLOCK, tesseract.ONE_WORD))
    doubtful = {index: image for index, image in images.items() if not is_settled(block[index], word[index])}
    ways = (tesseract.ONE_LINE, tesseract.ONE_WORD)
    line, alone = (_read_each(doubtful, layout, times * dpi, tesseract.figures) for layout in ways)
    figures = {index: [*line[index], *alone[index]] for index in doubtful}
    return {i: row_number(image, block[i], word[i], figures.get(i, ())) for i, image in images.items()}


def _read_each(
    images: Mapping[int, Image], layout: int, dpi: float, read: Reader = tesseract.words
) -> dict[int, list[Word]]:
    found: dict[int, list[Word]] = {index: [] for index in images}
    for word in read([*images.values()], layout, dpi) if images else ():
        found[[*images][word.image]].append(word)
    return found


def _framed(image: Image) -> Image:
    return scan_image.framed(image, _MARGIN)


def _is_sure(words: Sequence[Word]) -> bool:
    return bool(words) and min(word.confidence for word in words) >= _SURE_CELL


def _rows(table: RuledTable, words: Sequence[Sequence[Word]]) -> str:
    return "\n".join(table_lines(ruled_grid(table, [cell_lines(cell) for cell in words])))
