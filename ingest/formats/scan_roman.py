"""Roman numbers at the heads of lines and rows, their strokes counted on the picture.

Tesseract's words are chosen by a dictionary that has few Roman numbers: III is often recognised as II, I as IL, II as H
or without its full stop. In the upper part of a line every I is one stroke and V is two, whatever they are taken for;
and a full stop stands alone at the foot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

import numpy as np

from ingest.formats.scan_image import Image, Mask
from ingest.formats.tesseract import SURE, Word
from ingest.text.letters import UPPER
from ingest.text.spelling import unmarked

_NUMBER = re.compile(r"([IVXHLTEl|]{1,6}|(?=[1Il|]*[HLTVX])[1IVXHLTl|]{2,6})([.,:;]?)")
_STROKES = str.maketrans({"H": "II", "L": "I", "T": "I", "E": "I", "l": "I", "|": "I", "1": "I"})
_GLUED = re.compile(rf"([IVXHLTl|]{{1,5}})[.,]?([{UPPER}]{{2,}}\S*)")
_FIRST_PART = 0.6
"""Of the width of such a word: where the full stop behind its number stands, and none at its end."""
_QUARTER = re.compile(r"([IVHLTl|1]{1,4})([/.,:;)].*)?")
_FIGURE = re.compile(r"\.?\d{1,3}(?:\.\d{1,2})*\.*")
_PART = re.compile(r"([IVHLTl|]{1,4})([.,:;)].*)?")
_PARTS = ("lục", "chương", "phần", "mục")
_QUARTERS = ("I", "II", "III", "IV")
_GOES_ON = ("và", "-", "–", "đến", "hoặc")
_HEIGHTS = (0.35, 0.65)
"""Of its height: where a stroke is looked at to see whether it leans."""
_SLANT = 0.037
"""Of its height: how much more a slash leans between the two than an I before it."""
_HEAD = 0.12
_SERIF = 0.06
"""Of its height: where the serifs of an I are, and how far they reach out."""
_WIDE = 0.75
"""Of its height: by how much the stems of two I stand apart at most, and those of TT at least."""
_NARROW = 0.65
"""Of its height: how wide a bold I is at most, with its serifs; an E is as wide as high."""
_LETTERS = re.compile(r"[IVX]+")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_CAPITALS = rf"[{UPPER}][{UPPER},;&–\- ]{{4,}}"
_HEADING = re.compile(rf"^([l|]|\d{{1,2}}|[IVX]+)[.,]? ?(?={_CAPITALS}(?:\n|$))", re.MULTILINE)
_ONES = ("1", "l", "|")
_UPPER = (0.25, 0.45)
"""The part of a letter's height, from the top, where strokes stand apart: below the serifs, above the foot of a V."""
_FOOT = 0.75
_DARK = 128
_SURE_FIGURE = 85.0
"""Confidence of a printed figure as one word; a Roman I is taken for 1 with 30 to 40."""
_SURE_ANYHOW = 95.0
"""The same as a block of lines; there a Roman I is taken for 1 with 85."""
_LOWER = 0.55
"""Of the height of a word with a dot below one of its letters: where its full stops begin, at the highest."""
_UPRIGHT = 0.8
"""Of the height of a letter: an upright stroke covers it, the parts of other letters do not."""
_MOST_STROKES = 3
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
            number = _as_counted(match[1].translate(_STROKES), _before_slash(_dark(word, image)))
            if number and number != match[1] and (part or number in _QUARTERS):
                word = replace(word, text=number + (match[2] or ""), confidence=max(word.confidence, SURE))
        plain = word.text.lower().strip(",;.()")
        quarter = plain == "quý" or (quarter and (match is not None or plain in _GOES_ON))
        part = plain in _PARTS
        yield word


def _dark(word: Word, image: Image) -> Mask:
    found: Mask = image[max(word.top, 0) : word.bottom, max(word.left - 2, 0) : word.right + 2] < _DARK
    return found[found.any(axis=1)]


def _before_slash(dark: Mask) -> int:
    """How many strokes stand before the first slash, or in all. Going down, the strokes of an I stay where they are,
    those of a V meet, and a slash leans to the left."""
    height = dark.shape[0]
    upper, lower = ([(a + b) / 2 for a, b in _runs(dark[int(height * at)])] for at in _HEIGHTS)
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
    dark = image[max(word.top, 0) : word.bottom, max(word.left, 0) : word.right] < _DARK
    upper = dark[: round(len(dark) * _LOWER)]
    columns = _runs(np.asarray(dark.any(axis=0)))
    dots = [end for begin, end in columns if not upper[:, begin:end].any() and end < _FIRST_PART * dark.shape[1]]
    if not dots:
        return [word]
    cut = word.left + dots[0]
    return [replace(word, text=f"{match[1]}.", right=cut), replace(word, text=match[2], left=cut + 1)]


def row_number(image: Image, read: Sequence[Word], again: Sequence[Word]) -> list[Word]:
    """The number of a row on a picture that holds little else: a figure that either reading is sure of, else a Roman
    number by its strokes, else what was read. `again` is the reading as one word."""
    words = sorted([*again, *read], key=lambda word: -word.confidence)
    dark = image < _DARK
    dark = dark[dark.any(axis=1)]
    strokes = _strokes(dark)
    if _stand_wide(dark):
        return list(again if _least_confidence(again) > _least_confidence(read) else read)
    upright = len(_runs(dark.mean(axis=0) >= _UPRIGHT)) == strokes <= _MOST_STROKES
    sure = [
        word
        for least, heard in ((_SURE_FIGURE, again), (_SURE_ANYHOW, read))
        for word in heard
        if _FIGURE.fullmatch(word.text) and word.confidence >= least
    ]
    if sure and set(sure[0].text) == {"1"} and upright and _has_serifs(dark):
        return [replace(sure[0], text="I" * strokes)]
    if sure:
        return [max(sure, key=lambda word: (word.text.strip(".").count(".") * _same_digits(sure), word.confidence))]
    if _is_likely_figure(again) and _least_confidence(again) > _least_confidence(read):
        return list(again)
    if not words or len(read) > 1:
        return list(read)
    letters = (unmarked(word.text.strip(".,")).translate(_STROKES) for word in words)
    numbers = (_as_counted(t, strokes) for t in letters if _LETTERS.fullmatch(t) and (upright or t.strip("I")))
    number = next((number for number in numbers if number), "I" * strokes if upright else "")
    if number:
        return [replace(words[0], text=number, confidence=SURE)]
    surer = bool(again) and _least_confidence(again) >= max(_SURE_FIGURE, _least_confidence(read))
    return list(again if surer else read)


def _same_digits(words: Sequence[Word]) -> bool:
    """Whether readings differ in full stops alone: 4.5 is read as 45 sooner than the reverse."""
    return len({word.text.replace(".", "") for word in words}) == 1


def _is_likely_figure(words: Sequence[Word]) -> bool:
    """One figure that is no row of ones, which the strokes of a Roman number are taken for."""
    return (
        len(words) == 1
        and bool(_FIGURE.fullmatch(words[0].text) and set(words[0].text) - {"1", "."})
        and _least_confidence(words) >= SURE
    )


def _least_confidence(words: Sequence[Word]) -> float:
    return min((word.confidence for word in words), default=0.0)


def _has_serifs(dark: Mask) -> bool:
    """Whether the head of upright strokes reaches out to both sides: that of an I, and not that of a 1."""
    stems = _runs(dark.mean(axis=0) >= _UPRIGHT)
    head = np.flatnonzero(dark[: max(round(len(dark) * _HEAD), 1)].any(axis=0))
    if not stems:
        return False
    left, right = head[head < stems[0][0]], head[head >= stems[-1][1]]
    return min(len(left), len(right)) >= _SERIF * len(dark)


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
    dark = image[max(word.top, 0) : word.bottom, max(word.left - 2, 0) : max(end, word.right)] < _DARK
    if "E" in match[1] and (len(match[1]) > 1 or not _is_narrow(_dark(word, image))):
        return word
    if set(match[1]) == {"T"} and _stand_wide(_dark(word, image)):
        return word
    number = _as_counted(match[1].translate(_STROKES), _strokes(dark))
    if number is None:
        return word
    stop = match[2] or ("." if _has_stop(dark) else "")
    return replace(word, text=number + stop, confidence=max(word.confidence, SURE))


def _stand_wide(dark: Mask) -> bool:
    """Whether the stems of two letters stand further apart than those of II: what is read as TT may be either."""
    stems = _runs(dark.mean(axis=0) >= _UPRIGHT)
    return len(stems) > 1 and stems[1][0] - stems[0][0] > _WIDE * len(dark)


def _is_narrow(dark: Mask) -> bool:
    """Whether the letter is no wider than an I: what is taken for an E may be one."""
    columns = np.flatnonzero(dark.any(axis=0))
    return bool(len(columns)) and columns[-1] + 1 - columns[0] <= _NARROW * len(dark)


def _as_counted(read: str, strokes: int) -> str | None:
    """The number that was read with as many strokes as were counted; None where that is no number."""
    if "X" in read:  # whose strokes meet: what is read of it stands
        return read if _ROMAN.fullmatch(read) else None
    ones = strokes - 2 * read.count("V")
    rest = read.replace("I", "")
    if ones < 0 or not strokes:
        return None
    number = "I" * ones + rest if rest and read.startswith("I") else rest + "I" * ones
    return number if _ROMAN.fullmatch(number) else None


def _strokes(dark: Mask) -> int:
    """How many strokes stand side by side in the upper part of the letters."""
    height = dark.shape[0]
    rows = dark[round(height * _UPPER[0]) : max(round(height * _UPPER[1]), 1)]
    return int(median([len(_runs(row)) for row in rows] or [0]))


def _has_stop(dark: Mask) -> bool:
    """Whether a dot stands behind the last stroke, at the foot alone."""
    height = dark.shape[0]
    upper = _runs(np.asarray(dark[: round(height * _FOOT)].any(axis=0)))
    foot = _runs(np.asarray(dark[round(height * _FOOT) :].any(axis=0)))
    if not upper or not foot:
        return False
    begin, end = foot[-1]
    near = begin - upper[-1][1] <= 2 * _WIDEST * height
    return begin >= upper[-1][1] and near and 2 <= end - begin <= max(_WIDEST * height, 3)


def _runs(row: Mask) -> list[tuple[int, int]]:
    """Where dark pixels stand in a row, as (begin, end); single ones are specks."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    pairs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(begin, end) for begin, end in pairs if end - begin > 1]
