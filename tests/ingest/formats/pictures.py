"""Pictures of print for the tests of scanned pages: white, with black boxes for letters; 200 pixels to the inch."""

from __future__ import annotations

import numpy as np

from ingest.formats.scan_image import Image
from ingest.formats.tesseract import Word


def drawn(*boxes: tuple[int, int, int, int]) -> Image:
    """A page of 400 x 600 with boxes (top, left, bottom, right)."""
    image = np.full((400, 600), 255, np.uint8)
    for top, left, bottom, right in boxes:
        image[top:bottom, left:right] = 0
    return image


def number(strokes: str, *, stop: bool = True) -> tuple[Word, Image]:
    """A line that begins with a Roman number drawn in strokes of four pixels, I upright and V as two that meet."""
    image = np.full((60, 400), 255, np.uint8)
    x = 20
    for letter in strokes:
        for y in range(10, 40):
            lean = (y - 10) * 8 // 30 if letter == "V" else 0
            for left in (x + lean, x + 20 - lean) if letter == "V" else (x,):
                image[y, left : left + 4] = 0
        x += 32 if letter == "V" else 12
    if stop:
        image[36:40, x : x + 4] = 0
    image[10:40, 300:340] = 0
    image[5, 30] = 0  # a speck
    return Word("", 40.0, 20, 10, x + 4, 40, (1, 1, 1)), image


def printed(shape: str) -> Image:
    """The cell of a row number: a figure for each 8, a dot at the foot for each full stop, one above for each quote."""
    image = np.full((60, 200), 255, np.uint8)
    x = 10
    for sign in shape:
        if sign == "8":
            for part in ((10, 0, 14, 18), (23, 0, 27, 18), (36, 0, 40, 18), (10, 0, 26, 5), (24, 13, 40, 18)):
                top, left, bottom, right = part
                image[top:bottom, x + left : x + right] = 0
        else:
            top = 36 if sign == "." else 2
            image[top : top + 4, x : x + 4] = 0
        x += 26 if sign == "8" else 10
    return image
