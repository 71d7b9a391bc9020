"""Lines of a cell that the recognition doubts, cut out of their picture and read by themselves.

Below longer lines Tesseract garbles a short one, the "TTHC" of "Báo cáo kiểm soát / TTHC", though it finds its place;
alone it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from ingest.formats import tesseract
from ingest.formats.scan_image import Image, framed
from ingest.formats.tesseract import SURE, Word

_AROUND = 0.027
"""Inches around the words of a line: marks that their boxes miss, and nothing of the lines beside."""
_FRAME = 10


def sureness(words: Sequence[Word]) -> float:
    """How sure a reading is of how much: a word that is lost counts against it, and one that is doubtful too."""
    return sum((word.confidence - SURE) * len(word.text) for word in words)


def with_doubtful_again(
    found: Mapping[int, Sequence[Word]], pictures: Mapping[int, Image], dpi: float
) -> dict[int, list[Word]]:
    """The words of pictures, each line with a doubtful word as it is read alone, where that is the surer reading."""
    lines = {index: [[*line] for _, line in groupby(words, key=_line)] for index, words in found.items()}
    doubtful = [(line, pictures[index]) for index, own in lines.items() for line in own if _is_doubtful(line)]
    places = [_place(line, round(_AROUND * dpi)) for line, _ in doubtful]
    cut = [framed(image[rows, columns], _FRAME) for (_, image), (rows, columns) in zip(doubtful, places, strict=True)]
    again = tesseract.words(cut, tesseract.ONE_LINE, dpi) if cut else []
    for number, ((line, _), place) in enumerate(zip(doubtful, places, strict=True)):
        alone = [*_moved((word for word in again if word.image == number), line[0], place)]
        line[:] = alone if sureness(alone) > sureness(line) else line
    return {index: [word for line in own for word in line] for index, own in lines.items()}


def _line(word: Word) -> tuple[int, int, int]:
    return word.line


def _is_doubtful(line: Sequence[Word]) -> bool:
    return min(word.confidence for word in line) < SURE


def _place(line: Sequence[Word], around: int) -> tuple[slice, slice]:
    top, left = (max(min(sides) - around, 0) for sides in ([w.top for w in line], [w.left for w in line]))
    bottom, right = max(word.bottom for word in line), max(word.right for word in line)
    return slice(top, bottom + around), slice(left, right + around)


def _moved(words: Iterator[Word], like: Word, place: tuple[slice, slice]) -> Iterator[Word]:
    """The words where they stand in the picture that their line was cut from, as the line that it is there."""
    down, along = (side.start - _FRAME for side in place)
    for w in words:
        box = (w.left + along, w.top + down, w.right + along, w.bottom + down)
        yield replace(like, text=w.text, confidence=w.confidence, left=box[0], top=box[1], right=box[2], bottom=box[3])
