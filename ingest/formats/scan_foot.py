"""The foot of a scanned page: recipients and signatures side by side, read one column after the other.

What stands above the names is mostly under a seal and a signature written by hand. A line there is taken only when it
is print from end to end: an office that was not read is seen to be missing, one made of a seal would be believed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import mean

from ingest.formats.scan_lines import Line
from ingest.formats.syllables import is_syllable

_RECIPIENTS = re.compile(r"n[ơoƠ]i(?:\s?nh[ậâạaẬÂ]n|$)", re.IGNORECASE)
_HEAD = "Nơi nhận:"
_CLOSES = re.compile(r"\./|/\.")
_FOR = re.compile(r"(?:[TK]/M|TM|KT|TL|TUQ|Q)\.?")
_GUTTER = 0.15
"""Inches that are left between the columns."""
_MIDDLE = (0.2, 0.8)
"""Of the width of the text: where a gutter may be."""
_SURE_PRINT = 70.0
_AROUND = "“”\"'‘’`~^.,:;*|\\/-–—_ "


def in_columns(lines: Sequence[Line], dpi: float) -> list[Line]:
    """The lines of a page, or parts of them, with those of the foot in the order in which they are read: signatures
    above the recipients, the recipients, signatures beside them. Where there is no foot in columns, as they are."""
    head = next((i for i, line in enumerate(lines) if _RECIPIENTS.match(line.text(1e9))), None)
    closing = [line for line in lines if _CLOSES.search(line.words[-1].text)]
    if head is None:
        return list(lines)
    top = max((line.base for line in closing if line.base < lines[head].base), default=lines[head].base - 0.1 * dpi)
    lines = [_whole(line) if line is lines[head] else line for line in lines]
    foot = [line for line in lines if line.base > top]
    gutter = _gutter(foot, lines, _GUTTER * dpi)
    if gutter is None:
        return list(lines)
    sides = [[line for line in foot if (line.left > gutter) is right] for right in (False, True)]
    left, right = (sorted(side, key=lambda line: line.base) for side in sides)
    begin = lines[head].base - 0.05 * dpi
    signed = [line for line in left if line.base < begin]
    others = _signatures(right)
    columns = [*_signatures(signed), *(others if signed else ()), *(line for line in left if line.base >= begin)]
    return [*(line for line in lines if line.base <= top), *columns, *(() if signed else others)]


def _whole(head: Line) -> Line:
    """The head of the recipients, whose second word is often under the mark of who checked the text."""
    return head if len(head.words) > 1 else Line((replace(head.words[0], text=_HEAD),), head.base)


def _gutter(foot: Sequence[Line], lines: Sequence[Line], least: float) -> float | None:
    """The middle of the widest space that no line of the foot crosses, but for a page number."""
    taken = sorted((line.left, line.right) for line in foot if not line.text(1e9).strip(_AROUND).isdigit())
    begin, end = min(line.left for line in lines), max(line.right for line in lines)
    ends = [max(right for _, right in taken[: i + 1]) for i in range(len(taken))]
    spaces = [(after[0] - end, (after[0] + end) / 2) for end, (_, after) in zip(ends, pairwise(taken), strict=False)]
    low, high = (begin + part * (end - begin) for part in _MIDDLE)
    return max(((width, at) for width, at in spaces if width >= least and low <= at <= high), default=(0, None))[1]


def _signatures(lines: Sequence[Line]) -> list[Line]:
    """The lines that are print, without the strokes around them."""
    found = []
    for line in lines:
        words = [replace(word, text=word.text.strip("“”\"'‘’`~^*|\\_")) for word in line.words]
        words = [word for word in words if word.text]
        sure = bool(words) and mean(word.confidence for word in words) >= _SURE_PRINT
        letters = [word for word in words if word.text.strip(_AROUND)]
        if sure and len(letters) > 1 and all(_is_print(word.text) for word in words):
            found.append(Line(tuple(words), line.base))
    return found


def _is_print(text: str) -> bool:
    bare = text.strip(",;:()")
    return bool(_FOR.fullmatch(bare) or is_syllable(bare.strip(".")) or text in ("-", "–", "&"))
