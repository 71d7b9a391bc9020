"""The strokes of letters, counted on their picture.

In the upper part of a line every I is one stroke and V is two, whatever they are taken for.
"""

from __future__ import annotations

import re
from statistics import median

import numpy as np

from ingest.formats.scan_image import Mask

DARK = 128
"""Pixels below it are ink."""
STROKES = str.maketrans({"H": "II", "L": "I", "T": "I", "E": "I", "l": "I", "|": "I", "1": "I"})
"""What the strokes of Roman numbers are taken for."""
UPRIGHT = 0.8
"""Of the height of a letter: an upright stroke covers it, the parts of other letters do not."""
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_UPPER = (0.25, 0.45)
"""The part of a letter's height, from the top, where strokes stand apart: below the serifs, above the foot of a V."""
_HEAD = 0.12
_SERIF = 0.06
"""Of its height: where the serifs of an I are, and how far they reach out."""
_WIDE = 0.75
"""Of its height: by how much the stems of two I stand apart at most, and those of TT at least."""


def as_counted(read: str, strokes: int) -> str | None:
    """The number that was read with as many strokes as were counted; None where that is no number."""
    if "X" in read:  # whose strokes meet: what is read of it stands
        return read if _ROMAN.fullmatch(read) else None
    ones = strokes - 2 * read.count("V")
    rest = read.replace("I", "")
    if ones < 0 or not strokes:
        return None
    number = "I" * ones + rest if rest and read.startswith("I") else rest + "I" * ones
    return number if _ROMAN.fullmatch(number) else None


def stroke_count(dark: Mask) -> int:
    """How many strokes stand side by side in the upper part of the letters."""
    height = dark.shape[0]
    rows = dark[round(height * _UPPER[0]) : max(round(height * _UPPER[1]), 1)]
    return int(median([len(runs(row)) for row in rows] or [0]))


def runs(row: Mask) -> list[tuple[int, int]]:
    """Where dark pixels stand in a row, as (begin, end); single ones are specks."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    pairs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(begin, end) for begin, end in pairs if end - begin > 1]


def stand_wide(dark: Mask) -> bool:
    """Whether the stems of two letters stand further apart than those of II: what is read as TT may be either."""
    stems = runs(dark.mean(axis=0) >= UPRIGHT)
    return len(stems) > 1 and stems[1][0] - stems[0][0] > _WIDE * len(dark)


def has_serifs(dark: Mask) -> bool:
    """Whether the head of upright strokes reaches out to both sides: that of an I, and not that of a 1."""
    stems = runs(dark.mean(axis=0) >= UPRIGHT)
    head = np.flatnonzero(dark[: max(round(len(dark) * _HEAD), 1)].any(axis=0))
    if not stems:
        return False
    left, right = head[head < stems[0][0]], head[head >= stems[-1][1]]
    return min(len(left), len(right)) >= _SERIF * len(dark)
