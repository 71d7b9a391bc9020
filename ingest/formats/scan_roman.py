"""Roman numbers at the heads of lines, in quarters and parts, their strokes counted on the picture.

Tesseract's words are chosen by a dictionary that has few Roman numbers: III is often recognised as II, I as IL, II as H
or without its full stop. In the upper part of a line every I is one stroke and V is two, whatever they are taken for;
and a full stop stands alone at the foot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from ingest.formats.scan_image import Image, Mask
from ingest.formats.scan_strokes import DARK, STROKES, as_counted, runs, stand_wide, stroke_count
from ingest.formats.tesseract import SURE, Word
from ingest.text.letters import UPPER

_NUMBER = re.compile(r"([IVXHLTEl|]{1,6}|(?=[1Il|]*[HLTVX])[1IVXHLTl|]{2,6})([.,:;]?)")
_GLUED = re.compile(rf"([IVXHLTl|]{{1,5}})[.,]?([{UPPER}]{{2,}}\S*)")
_FIRST_PART = 0.6
"""Of the width of such a word: where the full stop behind its number stands, and none at its end."""
_QUARTER = re.compile(r"([IVHLTl|1]{1,4})([/.,:;)].*)?")
_PART = re.compile(r"([IVHLTl|]{1,4})([.,:;)].*)?")
_PARTS = ("lục", "chương", "phần", "mục")
_QUARTERS = ("I", "II", "III", "IV")
_GOES_ON = ("và", "-", "–", "đến", "hoặc")
_HEIGHTS = (0.35, 0.65)
"""Of its height: where a stroke is looked at to see whether it leans."""
_SLANT = 0.037
"""Of its height: how much more a slash leans between the two than an I before it."""
_NARROW = 0.65
"""Of its height: how wide a bold I is at most, with its serifs; an E is as wide as high."""
_CAPITALS = rf"[{UPPER}][{UPPER},;&–\- ]{{4,}}"
_HEADING = re.compile(rf"^([l|]|\d{{1,2}}|[IVX]+)[.,]? ?(?={_CAPITALS}(?:\n|$))", re.MULTILINE)
_ONES = ("1", "l", "|")
_FOOT = 0.75
_LOWER = 0.55
"""Of the height of a word with a dot below one of its letters: where its full stops begin, at the highest."""
_WIDEST = 0.25
"""Of the height: a full stop is narrower, and so is its distance from the letter before at most twice."""


def with_roman_numbers(words: Iterable[Word], image: Image) -> Iterator[Word]:
    """The words of an image, a Roman number that begins a line as its strokes have it."""
    for _, group in groupby(words, key=lambda word: (word.image, word.line)):
        line = [*group]
        line = [*_parted(line[0], image), *line[1:]]
        yield _counted(line, image)
        yield from line[1:]


def with_quarters(words: Iterable[Word], image: Image) -> Iterator[Word]:
    """The words of an image, Roman numbers of quarters ("quý III/2026") and of parts ("PHỤ LỤC II") as their strokes
    have them."""
    quarter = part = False
    for word in words:
        match = (_QUARTER if quarter else _PART).fullmatch(word.text) if quarter or part else None
        if match is not None:
            number = as_counted(match[1].translate(STROKES), _before_slash(_dark(word, image)))
            if number and number != match[1] and (part or number in _QUARTERS):
                word = replace(word, text=number + (match[2] or ""), confidence=max(word.confidence, SURE))
        plain = word.text.lower().strip(",;.()")
        quarter = plain == "quý" or (quarter and (match is not None or plain in _GOES_ON))
        part = plain in _PARTS
        yield word


def _dark(word: Word, image: Image) -> Mask:
    found: Mask = image[max(word.top, 0) : word.bottom, max(word.left - 2, 0) : word.right + 2] < DARK
    return found[found.any(axis=1)]


def _before_slash(dark: Mask) -> int:
    """How many strokes stand before the first slash, or in all. Going down, the strokes of an I stay where they are,
    those of a V meet, and a slash leans to the left."""
    height = dark.shape[0]
    upper, lower = ([(a + b) / 2 for a, b in runs(dark[int(height * at)])] for at in _HEIGHTS)
    leans = [min((other - place for other in lower), key=abs, default=0.0) / height for place in upper]
    within_v = False
    for count, lean in enumerate(leans):
        more = lean - leans[0]  # italics lean as a whole
        if more < -_SLANT and not within_v:
            return count
        within_v = more > _SLANT and not within_v
    return len(leans)


def _parted(word: Word, image: Image) -> list[Word]:
    """A number that was read as one word with the word behind it ("IL.MỤC", "LMỤC"), apart at its full stop on the
    picture."""
    match = _GLUED.fullmatch(word.text)
    if match is None:
        return [word]
    dark = image[max(word.top, 0) : word.bottom, max(word.left, 0) : word.right] < DARK
    upper = dark[: round(len(dark) * _LOWER)]
    columns = runs(np.asarray(dark.any(axis=0)))
    dots = [end for begin, end in columns if not upper[:, begin:end].any() and end < _FIRST_PART * dark.shape[1]]
    if not dots:
        return [word]
    cut = word.left + dots[0]
    return [replace(word, text=f"{match[1]}.", right=cut), replace(word, text=match[2], left=cut + 1)]


def with_first_numbers(pages: Sequence[str]) -> list[str]:
    """The text of pages, with I where a 1 was read at the head of the heading before II: both are one stroke."""
    found = [(number, match) for number, page in enumerate(pages) for match in _HEADING.finditer(page)]
    letters = [list(page) for page in pages]
    labels = ["", *(match[1] for _, match in found), ""]
    for at, (number, match) in enumerate(found, 1):
        if labels[at] in _ONES and labels[at + 1] == "II" and labels[at - 1] != "I":
            letters[number][match.start(1)] = "I"
    return ["".join(page) for page in letters]


def _counted(line: Sequence[Word], image: Image) -> Word:
    word = line[0]
    match = _NUMBER.fullmatch(word.text)
    if match is None:
        return word
    end = line[1].left - 1 if len(line) > 1 else word.right + (word.bottom - word.top)
    dark = image[max(word.top, 0) : word.bottom, max(word.left - 2, 0) : max(end, word.right)] < DARK
    if "E" in match[1] and (len(match[1]) > 1 or not _is_narrow(_dark(word, image))):
        return word
    if set(match[1]) == {"T"} and stand_wide(_dark(word, image)):
        return word
    number = as_counted(match[1].translate(STROKES), stroke_count(dark))
    if number is None:
        return word
    stop = match[2] or ("." if _has_stop(dark) else "")
    return replace(word, text=number + stop, confidence=max(word.confidence, SURE))


def _is_narrow(dark: Mask) -> bool:
    """Whether the letter is no wider than an I: what is taken for an E may be one."""
    columns = np.flatnonzero(dark.any(axis=0))
    return bool(len(columns)) and columns[-1] + 1 - columns[0] <= _NARROW * len(dark)


def _has_stop(dark: Mask) -> bool:
    """Whether a dot stands behind the last stroke, at the foot alone."""
    height = dark.shape[0]
    upper = runs(np.asarray(dark[: round(height * _FOOT)].any(axis=0)))
    foot = runs(np.asarray(dark[round(height * _FOOT) :].any(axis=0)))
    if not upper or not foot:
        return False
    begin, end = foot[-1]
    near = begin - upper[-1][1] <= 2 * _WIDEST * height
    return begin >= upper[-1][1] and near and 2 <= end - begin <= max(_WIDEST * height, 3)
