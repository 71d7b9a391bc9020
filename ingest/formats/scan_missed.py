"""Print that Tesseract's layout analysis passed over, read in a second look at what is left of the page.

Beside a blot, a fold or a seal whole lines are taken for a picture: the letterhead, the heads of a signature. What was
read is whitened; where letters remain they are read as sparse text, and of that only lines that are sure are taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from statistics import mean, median

from ingest.formats import tesseract
from ingest.formats.scan_image import LETTER, Image, dark_spots
from ingest.formats.syllables import is_syllable
from ingest.formats.tesseract import SURE, Word

_FEWEST = 25
"""Letters and marks that are worth a second look: a short line; words that were doubted leave fewer."""
_WIDEST = 0.4
"""Inches: no letter is wider."""
_SURE_LINE = 75.0
"""Mean confidence of a line of print; what is made of seals and blots in two real scans has at most 73."""
_FIRST = 100_000
_MARGIN = 2


def with_missed(words: Sequence[Word], image: Image, dpi: float) -> list[Word]:
    """The words of a page in the order of its lines, with those of the lines that were passed over."""
    rest = _unread(words, image)
    if _letters(rest, dpi) < _FEWEST:
        return list(words)
    found = [[*line] for _, line in groupby(words, key=lambda word: word.line)]
    again = tesseract.words([rest], tesseract.SPARSE, dpi)
    for number, (_, line) in enumerate(groupby(again, key=lambda word: word.line), _FIRST):
        own = [replace(word, line=(number, 1, 1)) for word in line if any(c.isalnum() for c in word.text)]
        if _is_print(own):
            _insert(found, own)
    return [word for line in found for word in line]


def _unread(words: Sequence[Word], image: Image) -> Image:
    rest = image.copy()
    for word in words:
        if word.confidence >= SURE and any(c.isalnum() for c in word.text):
            top, left = max(word.top - _MARGIN, 0), max(word.left - _MARGIN, 0)
            rest[top : word.bottom + _MARGIN, left : word.right + _MARGIN] = 255
    return rest


def _letters(image: Image, dpi: float) -> int:
    """How many dark spots are as large as a letter."""
    low, high = (size * dpi for size in LETTER)
    sizes = ((rows.stop - rows.start, columns.stop - columns.start) for rows, columns in dark_spots(image))
    return sum(low <= height <= high and width <= _WIDEST * dpi for height, width in sizes)


def _is_print(line: Sequence[Word]) -> bool:
    """Several words, most of them syllables or figures, and sure together."""
    bare = [word.text.strip(".,;:()-–") for word in line]
    syllables = sum(map(is_syllable, bare))
    figures = sum(text.isdigit() for text in bare)
    sure = bool(line) and mean(word.confidence for word in line) >= _SURE_LINE
    return sure and syllables > 1 and 2 * (syllables + figures) > len(line)


def _insert(lines: list[list[Word]], line: list[Word]) -> None:
    """Put a line into the line that it stands beside, else before the first that stands lower."""
    base = _base(line)
    height = median(word.bottom - word.top for word in line)
    for beside in lines:
        if abs(_base(beside) - base) < height / 2 and not any(_overlap(one, other) for one in beside for other in line):
            beside[:] = sorted([*beside, *(replace(word, line=beside[0].line) for word in line)], key=lambda w: w.left)
            return
    at = next((i for i, other in enumerate(lines) if _base(other) > base), len(lines))
    lines.insert(at, line)


def _base(line: Sequence[Word]) -> float:
    return median(word.bottom for word in line)


def _overlap(one: Word, other: Word) -> bool:
    return one.left < other.right and other.left < one.right
