"""Recognised words -> the text of a page: noise left out, lines in order, an empty line between paragraphs.

Handwriting over the letterhead is not read: a number or a day that the recognition is not sure of is left out there,
because a wrong one makes another document of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import mean, median

from rapidfuzz import fuzz

from ingest.formats.scan_foot import in_columns
from ingest.formats.scan_lines import Line
from ingest.formats.scan_row_numbers import UNREAD
from ingest.formats.syllables import is_syllable
from ingest.formats.tesseract import SURE, Word

_SURE_NUMBER = 85.0
"""Confidence of a number in the letterhead that is printed; those written by hand on two real scans have 0 to 44."""
_SURE_LINE = 45.0
"""Mean confidence of a line of text; lines made of a seal or a signature have 10 to 40."""
_SURE_TEXT = 70.0
"""Mean confidence of a line of print with a word or two that are damaged."""
_GAP = 0.5
"""Inches between two words of a line that stand in two columns."""
_BESIDE = 0.15
"""Inches by which the base lines of the number and of the date may differ."""
_INDENT = 0.2
_STEP = 1.25
"""Of the usual distance of lines: more is left between paragraphs."""
_SPACED = 1.8
"""Of the height of words: the distance of lines in wide print; in four documents it is 1.3 to 1.9."""
_HEAD_LINES = 12
_NUMBERED = re.compile(r"([Ss][ốóôồo6]\s*[:;.]?)(.*?)(\s*/\s*[A-ZĐƯ]{2,}.*)?$")
_TITLES = {
    "KẾ HOẠCH": r"K[ẾÊÉE]\s?HO[ẠA]CH",
    "QUYẾT ĐỊNH": r"QUY[ẾÊÉ]T\s?[ĐD][ỊI]NH",
    "CHƯƠNG TRÌNH": r"CH[ƯU]ƠNG\s?TR[ÌI]NH",
    "CHỈ THỊ": r"CH[ỈI]\s?TH[ỊI]",
    "THÔNG BÁO": r"TH[ÔO]NG\s?B[ÁA]O",
    "BÁO CÁO": r"B[ÁA]O\s?C[ÁA]O",
}
_MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_ALIKE = 85
_TITLE = re.compile("|".join(_TITLES.values()))
_NUMBER = re.compile(r"\d{1,5}[a-z]?(?:/\d{4})?")
_DAY = re.compile(r"(ng[àa]y) ?(\S{0,6}?) ?(th[áaắă]ng) ?(\S{0,6}?) ?(n[ăâa]m)(?= ?\d{4})", re.IGNORECASE)
_DAMAGED_DAY = re.compile(r"(?<=[,;])(?: +(?:ng\S{0,7}|\W+))* +(th[áaắă]ng) ?(\S{0,6}?) ?(n[ăâa]m)(?= ?\d{4}\W*$)")
"""A dateline whose "ngày" is under a blot, or taken for something else."""
_BEGUN_DATE = re.compile(r"\w[,;] +(?:ng|th)\S{1,6}")
_MISREAD = re.compile(r"(?=[IVX]*H)[IVXH]{2,4}(?:[.,;/]|$)")
_LOW = re.compile(r"[gjpqyọạẹịụỵậệộợựặ,;()\[\]]", re.IGNORECASE)
_FIGURES = re.compile(r"[\d.,/:;%()-]*\d[\d.,/:;%()-]*")
_BULLETS = frozenset("-–+•")
_BROKEN = re.compile(r"\d/[A-ZĐ]{1,5}-$")
_ITEM = re.compile(r"\w[).,/]")
_LABEL = re.compile(r"\w{1,2}\)|(?:\d{1,2}|[IVXA-D])\.")
_SPECKS = re.compile(r"[#~⁄£@„¬=<>\\^ˆ¡¢¥§©®°±|{}—`]")
_UBND = re.compile(r"[UƯ]['’]?[38]ND(?=\W*$)")
_EDGES = "“”\"'()[]{}.,;:!?…/-–"


@dataclass(frozen=True, slots=True)
class Heard:
    """The text of a page and the words that it is made of. `dropped` counts what is no text; `number` and `date` say
    whether those of the letterhead were left out."""

    text: str
    words: tuple[Word, ...]
    dropped: int
    number: bool
    date: bool


def page_text(words: Sequence[Word], tables: Sequence[tuple[float, str]], dpi: float, first: bool) -> Heard:
    """The text of a page with words as Tesseract gives them and `tables` as (top in pixels, rows as text). On the
    `first` page a letterhead is looked for."""
    lines = [line for found in _lines(words) for line in _columns(found, _GAP * dpi)]
    number = date = False
    if first:
        lines, number, date = _letterhead(lines, dpi)
    kept = [*_kept(lines, _INDENT * dpi)]
    kept = [*_within_margin(kept, _margin(kept, 0.1 * dpi) - 0.05 * dpi)]
    kept = in_columns(kept, dpi)
    used = tuple(word for line in kept for word in line.words)
    return Heard("".join(_written(_joined(kept), tables, dpi)), used, len(words) - len(used), number, date)


def cell_lines(words: Iterable[Word]) -> list[str]:
    """The lines of text in a cell of a table; the number of a row that was not read as it is."""
    words = list(words)
    if len(words) == 1 and UNREAD in words[0].text:
        return [words[0].text]
    return [line.text(1e9) for line in map(_without_noise, _lines(words)) if line is not None]


def _lines(words: Iterable[Word]) -> Iterator[Line]:
    for _, group in groupby(words, key=lambda word: (word.image, word.line)):
        found = tuple(sorted(group, key=lambda word: word.left))
        bottoms = [word.bottom for word in found if not _LOW.search(word.text)] or [word.bottom for word in found]
        yield Line(tuple(_roman(found)), median(bottoms))


def _roman(words: Sequence[Word]) -> Iterator[Word]:
    """Words with Roman numbers as they were printed: III is recognised as HI or IH, and no number has an H."""
    for at, word in enumerate(words):
        quarter = at > 0 and words[at - 1].text.lower().strip(_EDGES) in ("quý", "ii", "và")
        if _MISREAD.match(word.text) and (at == 0 or quarter):
            yield replace(word, text=word.text.replace("H", "II"))
        else:
            yield word


def _columns(line: Line, gap: float) -> Iterator[Line]:
    """The parts of a line that stand in different columns: one may be print and the other a signature."""
    begun = 0
    for at, (before, word) in enumerate(pairwise(line.words), 1):
        if word.left - before.right > gap:
            yield Line(line.words[begun:at], line.base)
            begun = at
    yield Line(line.words[begun:], line.base)


def _within_margin(lines: Iterable[Line], left: float) -> Iterator[Line]:
    """The lines without dashes that stand to the left of the text: the edge of a page or a fold, and no bullets."""
    for line in lines:
        begun = line.words[0].text in _BULLETS and line.left < left and len(line.words) > 1
        yield Line(line.words[1:], line.base) if begun else line


def _joined(lines: Iterable[Line]) -> list[Line]:
    """The parts of each line as one line again."""
    rows = [list(group) for _, group in groupby(lines, key=lambda line: line.words[0].line)]
    return [Line(tuple(word for part in row for word in part.words), row[0].base) for row in rows]


def _kept(lines: Iterable[Line], indent: float) -> Iterator[Line]:
    """The lines without noise. Below a number that is broken at its hyphen ("71/NQ-") the rest is kept, however
    doubtful: it is there."""
    before: Line | None = None
    for line in lines:
        found = _without_noise(line)
        if found is None and before is not None and _BROKEN.search(before.words[-1].text):
            rest = line.words[0]
            beside = abs(line.left - before.left) < indent and any(c.isalpha() for c in rest.text)
            found = Line((rest,), line.base) if beside else None
        if found is not None:
            yield found
        before = found or before


def _without_noise(line: Line) -> Line | None:
    """The line without marks that are no text; None where nothing, or nothing that could be trusted, is left.

    In a line that is sure as a whole a doubtful word stays: a wrong one is seen, a missing one is not.
    """
    sure = mean(word.confidence for word in line.words) >= _SURE_TEXT
    cleaned = (_without_specks(word) for word in line.words)
    words = tuple(w for at, w in enumerate(cleaned) if _is_kept(w, sure) or (at == 0 and _begins_item(w.text, sure)))
    if not any(c.isalnum() for word in words for c in word.text):
        return None
    if mean(word.confidence for word in words) < _SURE_LINE:
        return None
    return Line(words, line.base)


def _without_specks(word: Word) -> Word:
    """A word without the signs that specks beside it are taken for; "UBND" with a B that was taken for a figure."""
    text = _UBND.sub("UBND", word.text.lstrip("_"))
    return replace(word, text=_SPECKS.sub("", text) if word.confidence < _SURE_NUMBER else text)


def _is_kept(word: Word, sure: bool) -> bool:
    if not word.text:
        return False
    if word.confidence >= SURE:
        return True
    if not sure:
        return _is_word(word.text)
    return sum(c.isalnum() for c in word.text) > 1


def _begins_item(text: str, sure: bool) -> bool:
    """Whether a first word is a bullet, or in a line that is sure the label of an item: a g) is often doubted."""
    return text in _BULLETS or (sure and _LABEL.fullmatch(text) is not None)


def _is_word(text: str) -> bool:
    bare = text.strip(_EDGES)
    return bool(is_syllable(bare) or _FIGURES.fullmatch(text) or (len(bare) > 1 and bare.isalpha() and bare.isupper()))


def _letterhead(lines: Sequence[Line], dpi: float) -> tuple[list[Line], bool, bool]:
    """(the lines, whether a number was left out, whether a day or month was left out)."""
    found = []
    title = next((i for i, line in enumerate(lines) if _TITLE.match(line.text(1e9))), len(lines))
    head = min(title, _HEAD_LINES)
    number = title < len(lines) and not any(_NUMBERED.match(line.text(1e9)) for line in lines[:head])
    dated = next((line for line in lines[:head] if _BEGUN_DATE.search(line.text(1e9))), None)
    date = dated is not None and not _is_dateline(" ".join(line.text(1e9) for line in lines[:head]))
    for at, line in enumerate(lines):
        if at < head:
            plain = line.text(1e9)
            if _NUMBERED.match(plain):
                line, left_out = _numbered(line, plain)
                number |= left_out
            elif _is_dateline(plain):
                line, left_out = _dated(line, plain)
                date |= left_out
            elif number and dated and _stands_beside(line, dated, dpi):
                continue
        found.append(_formal(line) if at <= head else line)
    return found, number, date


def _formal(line: Line) -> Line:
    """What every letterhead has in the same words, in those: the motto, and the type of the document where it stands
    alone on its line ("KÉHOẠCH -"). They say nothing that could be wrong, and other things are found by them."""
    text = line.text(1e9)
    alone = text.strip(_EDGES + " ~'`_*")
    written = next((title for title, pattern in _TITLES.items() if re.fullmatch(pattern, alone)), None)
    alike = max(_MOTTO, key=lambda motto: fuzz.ratio(text, motto))
    written = written or (alike if fuzz.ratio(text, alike) >= _ALIKE else None)
    return _said(line, written) if written and written != text else line


def _is_dateline(text: str) -> bool:
    return bool(_DAY.search(text) or _DAMAGED_DAY.search(text))


def _stands_beside(line: Line, dated: Line, dpi: float) -> bool:
    """Where the number stands, to the left of the date: figures there are the number, whatever "Số" was taken for."""
    near = abs(line.base - dated.base) < _BESIDE * dpi and line.right < dated.left
    return near and any(c.isdigit() for word in line.words for c in word.text)


def _numbered(line: Line, text: str) -> tuple[Line, bool]:
    """A line "Số: 12/KH-UBND" without its number where that is not surely printed."""
    match = _NUMBERED.match(text)
    if match is None or not match[2].strip():
        return line, False
    own = [word for word in line.words if any(c.isdigit() for c in word.text)]
    symbol = [word.confidence for word in line.words if "/" in word.text or "-" in word.text]
    sure = bool(own) and own[0].confidence >= _SURE_NUMBER and min(symbol, default=100.0) >= SURE
    if sure and _NUMBER.fullmatch(match[2].strip()):
        return line, False
    return _said(line, f"{match[1]} {(match[3] or '').strip()}".strip()), True


def _dated(line: Line, text: str) -> tuple[Line, bool]:
    """A line "Bình An, ngày 5 tháng 6 năm 2026" without the day and month that are not surely printed."""
    match = _DAY.search(text)
    if match is None:
        return _said(line, _DAMAGED_DAY.sub(_dayless, text)), True
    kept = [value if _is_sure(line, value) else "" for value in (match[2], match[4])]
    if kept == [match[2], match[4]]:
        return line, False
    said = " ".join(part for part in (match[1], kept[0], match[3], kept[1], match[5]) if part)
    return _said(line, text[: match.start()] + said + text[match.end() :]), True


def _dayless(match: re.Match[str]) -> str:
    month = f" {match[2]}" if match[2].isdigit() else ""
    return f" ngày {match[1]}{month} {match[3]}"


def _is_sure(line: Line, value: str) -> bool:
    if not value.isdigit():
        return not value
    return all(word.confidence >= _SURE_NUMBER for word in line.words if value in word.text)


def _said(line: Line, text: str) -> Line:
    """The line with another text; as one word, with the confidence of those that were sure."""
    sure = [word.confidence for word in line.words if word.confidence >= SURE]
    word = replace(line.words[0], text=text, confidence=mean(sure) if sure else SURE, right=line.right)
    return Line((word,), line.base)


def _written(lines: Sequence[Line], tables: Sequence[tuple[float, str]], dpi: float) -> Iterator[str]:
    """The lines with an empty one between paragraphs, and each table before the first line that stands below it."""
    pitch = _pitch(lines)
    left = _margin(lines, 0.1 * dpi)
    right = max((line.right for line in lines), default=0)
    waiting = sorted(tables)
    before: Line | None = None
    for line in lines:
        while waiting and waiting[0][0] < line.base:
            yield f"\n{waiting.pop(0)[1]}\n"
            before = None
        if before is None or _is_apart(before, line, pitch, left, right, _INDENT * dpi):
            yield "\n"
        yield f"{line.text(_GAP * dpi)}\n"
        before = line
    yield from (f"\n{rows}\n" for _, rows in waiting)


def _margin(lines: Sequence[Line], step: float) -> float:
    """Where most lines begin, in pixels, to within `step`."""
    places = Counter(int(line.left / step) for line in lines)
    return step * max(places, key=lambda place: (places[place], -place), default=0)


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance between the base lines of a paragraph, in pixels; lines that begin within a sentence tell it,
    at the foot of a plan a single one, and where there is none, the height of the words."""
    inside = ((a, b) for a, b in pairwise(lines) if b.words[0].text[:1].islower() and not _ITEM.match(b.words[0].text))
    steps = [b.base - a.base for a, b in inside if b.base > a.base]
    heights = [word.bottom - word.top for line in lines for word in line.words]
    return median(steps or [_SPACED * median(heights or [0])])


def _is_apart(above: Line, below: Line, pitch: float, left: float, right: float, indent: float) -> bool:
    """More space than usual, another column, or a first line that is indented; lines in the middle are one title."""
    step = below.base - above.base
    if step > _STEP * pitch or step < -pitch / 2:
        return True
    begins = below.left - left > indent and above.left - left <= indent
    middle = [abs((line.left - left) - (right - line.right)) < 2 * indent for line in (above, below)]
    return begins or (below.left - left > indent and not all(middle))
