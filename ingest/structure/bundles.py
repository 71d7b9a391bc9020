"""One file that holds several documents -> where each begins and ends.

Two plans scanned in one go, a decision and another office's plan saved in one file: each has a letterhead, a number, a
title and recipients of its own. What belongs to the document before it stays with it: the plan that a decision
promulgates, annexes that repeat its number, forms to be filled in. A draft has no number yet, but a form neither: a
letterhead without a number counts where nothing in it is dotted out, and below the heading of an annex only with a
month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.structure.blocks import Line, is_noise, split_lines
from ingest.structure.sections import heading_type
from ingest.text.letters import UPPER

_MARKS = "*_#> |\\"
_NUMBER = re.compile(
    rf"Số\s*[:.]?\s*(?P<number>\d+[A-Za-z]?(?:/\d{{4}}(?=/))?)?\s*[-/–]\s*(?P<symbol>[{UPPER}]{{2}}[\w/.,&–-]*)"
)
_MOTTO = re.compile(
    r"CỘNG\s+HO?[ÒÀ]A?\s+XÃ\s+HỘI|CHỦ\s+NGHĨA\s+VIỆT\s+NAM|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT|Độc\s+lập\s*[-–]\s*Tự\s+do"
)
_DATE = re.compile(rf"(?<!\w)[{UPPER}][^\n]{{0,60}},\s*ngày\s*\d{{0,2}}\s*tháng\s*(?P<month>\d{{0,2}})\s*năm\s*\d{{4}}")
_DOTTED = re.compile(r"\.{3}|…|_{3}|TÊN CƠ QUAN|TÊN ĐƠN VỊ")
_FORM = re.compile(r"\W*(?:Phụ lục|Mẫu|Biểu|Phiếu|Đề cương|Danh mục|Danh sách)\b", re.IGNORECASE)
_END = re.compile(r"N[ơo]i nhận\s*:", re.IGNORECASE)
_CARRIED = re.compile(r"\(\s*(?:Được )?(?:Ban hành )?(?:kèm theo|đính kèm)\b", re.IGNORECASE)
_ABOVE = 10
"""Lines of a letterhead above its number: motto and issuer, each broken over some lines, and rules."""
_BELOW = 14
"""Lines between the number and the type of the document: place and date, the rest of the motto."""
_TITLE = 12
"""Lines of a title, and of the note below it that says what it is attached to."""

Part = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Head:
    """A letterhead: the index of the line with its number, what it says of the document, and whether it is filled in
    as no form is."""

    at: int
    said: str
    sure: bool


def parts(text: str) -> list[Part]:
    """(start, end) of each document in a text; one for all of it where it holds one. They cover the text."""
    if len(_NUMBER.findall(text)) < 2 or len(_END.findall(text)) < 2:
        return [(0, len(text))]
    lines = [line for line in split_lines(text) if not is_noise(line)]
    heads = [*_letterheads(lines)]
    begins = [0]
    last = heads[0] if heads and heads[0].at < _ABOVE + _BELOW else _Head(0, "", True)
    for head in heads:
        first = _first_line(lines, head.at, last.at)
        if head.at > last.at and head.said != last.said and _is_between(text, lines, last, first, head):
            begins.append(lines[first].begin)
            last = head
    return [*pairwise([*begins, len(text)])]


def _is_between(text: str, lines: Sequence[Line], last: _Head, first: int, head: _Head) -> bool:
    """Whether the document of the letterhead `last` has ended where that of `head` begins (line `first`), and this one
    ends too."""
    ended = [i for i in range(last.at, first) if _END.match(lines[i].text.lstrip(_MARKS))]
    if not ended or _END.search(text, lines[head.at].end) is None:
        return False
    return head.sure or not any(_FORM.match(line.text.lstrip(_MARKS)) for line in lines[ended[-1] : first])


def masked(text: str, part: Part) -> str:
    """A text of the same length in which only `part` stands: offsets and pages are those of the whole."""
    before, after = text[: part[0]], text[part[1] :]
    return re.sub(r"[^\f]", "\n", before) + text[part[0] : part[1]] + re.sub(r"[^\f]", "\n", after)


def _letterheads(lines: Sequence[Line]) -> Iterator[_Head]:
    """Each complete letterhead of a document that is not said to be attached to another."""
    for at, line in enumerate(lines):
        match = _NUMBER.match(line.text.lstrip(_MARKS))
        title = match and next((i for i in range(at + 1, min(at + _BELOW, len(lines))) if _is_title(lines[i].text)), 0)
        if not match or not title:
            continue
        near = "\n".join(entry.text for entry in lines[max(at - _ABOVE, 0) : at + _BELOW // 2])
        below = "\n".join(entry.text for entry in lines[title : title + _TITLE])
        date = _DATE.search(near)
        if _CARRIED.search(below) or not (date or _MOTTO.search(near)):
            continue
        if match["number"]:
            yield _Head(at, f"{match['number']}/{match['symbol']}", True)
        elif date and not _DOTTED.search(near + below):
            yield _Head(at, f"{match['symbol']} {below}", bool(date["month"]))


def _is_title(text: str) -> bool:
    return heading_type(text.strip(_MARKS)) is not None


def _first_line(lines: Sequence[Line], at: int, last: int) -> int:
    """The index of the first line of the letterhead whose number stands at `at`: issuer and motto are in capitals,
    as a whole or in part, and no signature is among them."""
    first = at
    for i in range(at - 1, max(at - _ABOVE, last), -1):
        text = lines[i].text.strip(_MARKS)
        if lines[i].page != lines[at].page or _END.search(text):
            break
        if not text or _MOTTO.search(text) or text.isupper():
            first = i if text else first
            continue
        break
    return first
