"""Numbers that a digital signature stamps on a page: "899" behind "Số:", "06" and "09" behind "ngày" and "tháng".

Offices number and date a document when they sign it, by fields that lie on the page and are no part of its text (PDF
32000-1, 12.7.4.5 "Signature fields"). Only numbers are taken: the other words of a signature say who signed and when.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_NUMBER = re.compile(r"\d{1,5}[a-zđ]?(?:[./-]\d{1,4}){0,2}")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A number, where its first letter stands on the page, and where its last one ends; in points."""

    text: str
    x: float
    y: float
    end: float


def read_stamps(document: Any, number: int) -> list[Stamp]:
    """The numbers that lie on page `number` of a document of pypdfium2, whose forms are initialised, and are no part of
    its text. The page is changed by it: read its text before, or open it again."""
    page = document[number]
    before = _count(page)
    page.flatten()
    page.close()
    page = document[number]
    layer = page.get_textpage()
    try:
        return list(_numbers(layer, before))
    finally:
        layer.close()
        page.close()


def _count(page: Any) -> int:
    layer = page.get_textpage()
    try:
        count: int = layer.count_chars()
        return count
    finally:
        layer.close()


def _numbers(layer: Any, start: int) -> Iterator[Stamp]:
    from pypdfium2 import raw

    x, y = ctypes.c_double(), ctypes.c_double()
    word: list[tuple[str, float, float, float]] = []
    for index in range(start, layer.count_chars() + 1):
        code = raw.FPDFText_GetUnicode(layer, index) if index < layer.count_chars() else 0x20
        letter = chr(code) if code < 0xD800 else " "
        if letter.strip():
            raw.FPDFText_GetCharOrigin(layer, index, x, y)
            word.append((letter, x.value, y.value, layer.get_charbox(index, loose=True)[2]))
            continue
        text = "".join(letter for letter, *_ in word)
        if _NUMBER.fullmatch(text):
            yield Stamp(text, word[0][1], word[0][2], word[-1][3])
        word = []
