"""The number of a row on a picture that holds little else: 4.2, III, B.

What stands alone in a cell gives Tesseract no line to tell its size by, and its dictionary has words for it ("Niế" for
1.2). It is read several times, once with figures as the only letters there are; the picture shows how many figures
there are and where full stops stand between them, and how many strokes a Roman number has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.formats.scan_image import Image, dark_spots
from ingest.formats.scan_strokes import DARK, STROKES, UPRIGHT, as_counted, has_serifs, runs, stand_wide, stroke_count
from ingest.formats.tesseract import SURE, Word
from ingest.text.spelling import unmarked

UNREAD = "\N{REPLACEMENT CHARACTER}"
"""A letter or figure that is there, and was not read; full stops between them are."""
_FIGURE = re.compile(r"\.?\d{1,3}(?:\.\d{1,2})*\.*")
_LABEL = re.compile(r"(?:[IVXL]{1,6}|[A-HĐ]|\d{1,3}(?:\.\d{1,2}){0,3}|[a-zđ])[.)]?")
_LETTERS = re.compile(r"[IVX]+")
_SURE_FIGURE = 85.0
"""Confidence of a printed figure as one word; a Roman I is taken for 1 with 30 to 40."""
_SURE_ANYHOW = 95.0
"""The same as a block of lines; there a Roman I is taken for 1 with 85."""
_ENOUGH = 75
"""Confidence of all readings together; where only one has these figures, 54 is read for 5.1 with 60."""
_SURE_WORD = 80.0
"""Confidence of the head of a column, "Stt"."""
_MOST_STROKES = 3
_TALL = 0.6
"""Of the height of the tallest: figures are at least as high, full stops are less than half."""
_FOOT = 0.45
_SPECK = 0.08
"""Of the same: what is as low and as narrow is a grain."""
_MOST_FIGURES = 6
_LONGEST = 2
"""Figures of a number without full stops; three letters are the head of the column, "STT"."""


def row_number(image: Image, read: Sequence[Word], again: Sequence[Word], figures: Sequence[Word] = ()) -> list[Word]:
    """What a cell holds: figures that one reading at least is sure of, else a Roman number by its strokes, else what
    was read. `again` is the reading as one word, `figures` readings with nothing but figures."""
    words = sorted([*again, *read], key=lambda word: -word.confidence)
    voted = _voted([*words, *figures], _shape(image)) if _is_alone(figures) else None
    dark = image < DARK
    dark = dark[dark.any(axis=1)]
    strokes = stroke_count(dark)
    upright = len(runs(dark.mean(axis=0) >= UPRIGHT)) == strokes <= _MOST_STROKES
    if voted is not None and (set(voted.text) - {"1"} or not upright or not has_serifs(dark)):
        return [voted]
    if stand_wide(dark):
        return list(again if _least_confidence(again) > _least_confidence(read) else read)
    sure = [
        word
        for least, heard in ((_SURE_FIGURE, again), (_SURE_ANYHOW, read))
        for word in heard
        if _FIGURE.fullmatch(word.text) and word.confidence >= least
    ]
    if sure and set(sure[0].text) == {"1"} and upright and has_serifs(dark):
        return [replace(sure[0], text="I" * strokes)]
    if sure:
        return [max(sure, key=lambda word: (word.text.strip(".").count(".") * _same_digits(sure), word.confidence))]
    if _is_likely_figure(again) and _least_confidence(again) > _least_confidence(read):
        return list(again)
    if not words or len(read) > 1:
        return list(read)
    letters = (unmarked(word.text.strip(".,")).translate(STROKES) for word in words)
    numbers = (as_counted(t, strokes) for t in letters if _LETTERS.fullmatch(t) and (upright or t.strip("I")))
    number = next((number for number in numbers if number), "I" * strokes if upright else "")
    if number:
        return [replace(words[0], text=number, confidence=SURE)]
    surer = bool(again) and _least_confidence(again) >= max(_SURE_FIGURE, _least_confidence(read))
    return list(again if surer else read)


def is_settled(read: Sequence[Word], again: Sequence[Word]) -> bool:
    """Whether two readings of a cell agree so surely on a figure or letter that no third is needed."""
    one, other = ("".join(word.text for word in words) for words in (read, again))
    sure = min(_least_confidence(read), _least_confidence(again)) >= _SURE_FIGURE
    return sure and one == other and _LABEL.fullmatch(one) is not None


def or_unread(image: Image, words: Sequence[Word], *, head: bool) -> list[Word]:
    """The words of a cell with the full stops of its picture; where they are no label that it could hold, UNREAD for
    each of its letters. As they are where the picture does not tell, and where they may `head` a column ("TT")."""
    shape = _shape(image)
    text = "".join(word.text for word in words)
    plain, stops = text.strip("."), shape.count(".") if shape else 0
    if not shape or (not stops and (head or len(shape) > _LONGEST)) or _LETTERS.fullmatch(plain) or _is_word(words):
        return list(words)
    if _LABEL.fullmatch(text) and plain.count(".") == stops:
        return list(words)
    if plain.isdigit() and len(plain) == len(shape) - stops:
        return [replace(words[0], text=_stopped(plain, shape))]
    height, width = image.shape
    return [Word(shape, 0.0, 0, 0, width, height, (1, 1, 1))]


def _is_word(words: Sequence[Word]) -> bool:
    """The head of a column, as far as it is sure."""
    return any(len(word.text) > 1 and word.text.isalpha() and word.confidence >= _SURE_WORD for word in words)


def _is_alone(figures: Sequence[Word]) -> bool:
    return any(word.confidence >= SURE for word in figures)


def _shape(image: Image) -> str:
    """UNREAD for each letter and a full stop for each dot between them at the foot; "" where anything else is seen."""
    spots = sorted(dark_spots(image), key=lambda place: place[1].start)
    heights = [rows.stop - rows.start for rows, _ in spots]
    tallest = max(heights, default=0)
    spots = [p for p in spots if max(side.stop - side.start for side in p) > _SPECK * tallest]
    heights = [rows.stop - rows.start for rows, _ in spots]
    foot = max((rows.stop for rows, _ in spots), default=0)
    found = ""
    for (rows, _), height in zip(spots, heights, strict=True):
        if height >= _TALL * tallest:
            found += UNREAD
        elif rows.start >= foot - _FOOT * tallest:
            found += "."
        else:
            return ""
    found = found.strip(".")
    return found if found.count(UNREAD) <= _MOST_FIGURES and ".." not in found else ""


def _voted(words: Sequence[Word], shape: str) -> Word | None:
    """The figures that the readings as many as there are agree on most surely, with their full stops; None without."""
    count = shape.count(UNREAD)
    heard = [(word.text.replace(".", ""), word) for word in words if word.confidence >= SURE]
    votes: Counter[str] = Counter()
    for digits, word in heard:
        if digits.isdigit() and len(digits) == count:
            votes[digits] += round(word.confidence)
    if not votes:
        return None
    digits = max(votes, key=lambda one: (votes[one], one))
    if votes[digits] < _ENOUGH:
        return None
    best = max((word for own, word in heard if own == digits), key=lambda word: word.confidence)
    return replace(best, text=_stopped(digits, shape))


def _stopped(digits: str, shape: str) -> str:
    rest = iter(digits)
    return "".join(next(rest) if sign == UNREAD else sign for sign in shape)


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
