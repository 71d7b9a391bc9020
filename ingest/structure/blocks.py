"""Lines -> paragraphs: page numbers and rules set aside, broken lines joined, Markdown marks left out.

Three ways of laying out text occur, and `line_style` tells them apart: paragraphs unbroken and separated by blank
lines; hard-wrapped paragraphs separated by blank lines (Markdown cut from web pages); and text taken from PDF, where
blank lines mean nothing and paragraphs show only by labels, capitals and short last lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.grammar import load
from ingest.structure.columns import heads_row_numbers
from ingest.structure.labels import find_label
from ingest.text.mapped import MappedText, mapped
from ingest.text.ranges import between

UNWRAPPED = 10**6


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source. `begin:finish` is all of it, `start:end` without outer white space (raw offsets).

    `gap` counts the blank lines before it; `page` is the number of form feeds before it, plus one.
    """

    text: str
    start: int
    end: int
    begin: int
    finish: int
    gap: int = 0
    page: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its label or bullet still in place; `text` maps to raw offsets."""

    text: MappedText
    page: int = 1


@dataclass(frozen=True, slots=True)
class LineStyle:
    """`blocks`: neighbouring lines are one paragraph. `width`: where lines are broken (`UNWRAPPED`: nowhere).
    `indented`: the first line of a paragraph is set in, and no other. `spaced`: no blank line stands in a paragraph."""

    blocks: bool
    width: float
    indented: bool = False
    spaced: bool = False


_LINE = re.compile(r"([^\n\r\f\x0b\x85\u2028\u2029]*)(\r\n|[\n\r\f\x0b\x85\u2028\u2029]|$)")
_PAGE_NUMBER = re.compile(r"[-–\s]*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–\s]*", re.IGNORECASE)
_MOST_COLUMNS = 10
_CELL_NUMBER = re.compile(r"\d[\d.,]*\s?%?")
_RULE = re.compile(r"[-–—_=*~.·•─\s\\]{2,}|[_=~─]")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
"""A line break within a line of Markdown or the cell of a table."""
_MARK = re.compile(
    r"\*+|\\(?=[-.*_#()\[\]+!|>~])|(?<=\n)\s{0,3}#{1,6}\s+|(?<=\n)\s{0,3}>\s"
    r"|</?(?:b|i|u|em|strong|span|center|p|div|sup|sub|h[1-6])\b[^<>]{0,200}>"
)
_LONG = 100  # characters: longer than the entries of a list
_ROOM = 0.92  # of the width, for letters differ in theirs
_DATELINE = re.compile(r"ngày\b.{0,20}tháng\b.{0,20}năm")
_NUMBER_OF = re.compile(r"\d{1,5}[a-zđ]?(?:/\d{4})?[-/–][A-ZĐ]{2}")
"""No paragraph begins with the number of a document: "Quyết định" stands at the foot of the page before."""
_YEARS_LAST = re.compile(r"(?:năm|[-–])\s?20\d\d\Z")
_GROUNDS = re.compile(
    r"(?:Thực hiện|Triển khai thực hiện|Triển khai|Căn cứ)\s(?:các\s)?"
    r"(?:Nghị|Quyết|Kế hoạch|Chỉ thị|Kết luận|Công văn|Chương trình|Hướng dẫn|Thông báo|Đề án|Luật)"
)
# After the duties of each, what all of them are to do.
_TELLS_ALL = re.compile(
    r"Các (?:phòng|cơ quan|đơn vị|sở|ban|ngành)(?:, [^\W\d]+(?: [^\W\d]+){0,2}){1,3} (?:gửi|báo cáo|có trách nhiệm)\s"
)
# "... gửi Phòng Văn hóa" and, on the next line, "- Xã hội để tổng hợp".
_FIRST_HALF = re.compile(r"(?<!\w)(?:[Pp]hòng|[Bb]an|Sở|Hội đồng|Trung tâm)\s[^\W\d_][^.;:,]{2,24}\Z")
_SECOND_HALF = re.compile(
    r"(?:Xã hội|Hạ tầng|Tài chính|Ngân sách|Thông tin|Thương binh|Đô thị|Thể thao|Truyền thông|Kế hoạch"
    r"|Kỹ thuật|Công nghệ)(?!\w)(?=\s[^\W\d])"
)
_FINAL = (".", ";", ":", "!", "?", "…", "./.")
_QUOTES = "*\"'”’)_ "


def split_lines(raw: str) -> list[Line]:
    """The lines of `raw` that are not blank, in order."""
    found: list[Line] = []
    gap, page = 0, 1
    for match in _LINE.finditer(raw):
        before = len(found)
        for begin, finish in _parts(raw, match.start(), match.end(1)):
            content = raw[begin:finish]
            text = content.strip(" \t\u00a0\u3000\ufeff\u200b")
            if text:
                start = begin + content.index(text)
                found.append(Line(text, start, start + len(text), begin, finish, gap, page))
                gap = 0
        gap += bool(match.group(2)) and len(found) == before
        page += match.group(2) == "\f"
    return found


def _parts(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line of the source, broken at "<br>" where it is no row of a table."""
    whole = raw.startswith("|", start) or raw.find("<", start, end) < 0
    yield from between([] if whole else BREAK.finditer(raw, start, end), start, end)


def is_noise(line: Line) -> bool:
    """True for a page number, a rule or stray Markdown marks standing alone on a line."""
    return bool(_PAGE_NUMBER.fullmatch(line.text) or _RULE.fullmatch(line.text))


def without_noise(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """(lines that carry text, noise lines). A running header is noise: a long line repeated at page breaks. A number
    beside another one is none, but a cell of a table."""
    running = _running_headers(lines)
    numbers = [_CELL_NUMBER.fullmatch(line.text) is not None for line in lines]
    kept: list[Line] = []
    noise: list[Line] = []
    gap = 0
    for i, line in enumerate(lines):
        beside = numbers[i - 1 : i] == [True] or numbers[i + 1 : i + 2] == [True]
        cell = numbers[i] and (beside or _numbers_first_row(lines, i))
        if (is_noise(line) and not cell) or line.start in running:
            noise.append(line)
            gap = max(gap, line.gap, 1)
        else:
            kept.append(replace(line, gap=max(gap, line.gap)))
            gap = 0
    return kept, noise


def _numbers_first_row(lines: Sequence[Line], i: int) -> bool:
    """Whether the number on line `i` is that of the first row of a table with one cell a line."""
    above = lines[max(0, i - _MOST_COLUMNS) : i]
    return lines[i].text in ("1", "01") and any(heads_row_numbers(line.text) for line in above)


def _running_headers(lines: Sequence[Line]) -> frozenset[int]:
    """The starts of lines that head a page and are repeated at the head of others."""
    heads: dict[str, list[int]] = {}
    for before, line in pairwise(lines):
        if _CELL_NUMBER.fullmatch(line.text):
            continue
        if (before.page != line.page or _PAGE_NUMBER.fullmatch(before.text)) and "\t" not in line.text:
            heads.setdefault(line.text, []).append(line.start)
    repeated = [starts for text, starts in heads.items() if len(starts) > 2 and not find_label(text)]
    return frozenset(start for starts in repeated for start in starts)


def line_style(lines: Sequence[Line]) -> LineStyle:
    """How the text is broken into lines, judged from all of them."""
    prose = [line for line in lines if "\t" not in line.text and "|" not in line.text]
    if len(prose) < 8:
        return LineStyle(blocks=False, width=UNWRAPPED)
    longest = sorted(len(line.text) for line in prose)[int(len(prose) * 0.95)]
    if longest > 160 or not _is_wrapped(prose):
        return LineStyle(blocks=False, width=UNWRAPPED)
    joined = [line for line in prose if line.gap == 0]
    items = [line for line in prose if find_label(line.text)]
    spaced = sum(line.gap > 0 for line in items) >= 0.5 * len(items)
    if len(joined) > 0.35 * len(prose) and spaced:
        return LineStyle(blocks=True, width=UNWRAPPED)
    return LineStyle(blocks=False, width=longest, indented=_sets_in(prose), spaced=_keeps_together(prose))


def _sets_in(prose: Sequence[Line]) -> bool:
    """Lines that go on with a sentence start at the margin, and many others a few blanks behind it."""
    rest = [line for line in prose if line.gap == 0 and _begins_lower(line.text) and find_label(line.text) is None]
    first = [line for line in prose if _is_set_in(line) and not _begins_lower(line.text)]
    at_margin = sum(line.start - line.begin <= 1 for line in rest)
    return len(rest) >= 5 and at_margin >= 0.95 * len(rest) and len(first) >= max(5, 0.1 * len(prose))


def _keeps_together(prose: Sequence[Line]) -> bool:
    """Lines that go on with a sentence on the same page have no blank line before them: those of a PDF in which the
    distances of lines told paragraphs apart."""
    rest = [after for before, after in pairwise(prose) if before.page == after.page and _begins_lower(after.text)]
    rest = [line for line in rest if find_label(line.text) is None]
    return len(rest) >= 8 and sum(line.gap > 0 for line in rest) <= max(1, 0.05 * len(rest))


def _is_set_in(line: Line) -> bool:
    """A paragraph's first line, not a centred one."""
    return 3 <= line.start - line.begin <= 12


def _is_wrapped(prose: Sequence[Line]) -> bool:
    """Lines are broken within sentences: many begin with a small letter, or many of those without a gap before them
    go on with a sentence or with an open emphasis."""
    lower = [_begins_lower(line.text) and find_label(line.text) is None for line in prose]
    tight = [i for i, line in enumerate(prose) if i and line.gap == 0]
    inside = sum(lower[i] or prose[i - 1].text.count("**") % 2 == 1 for i in tight)
    return sum(lower) >= max(3, 0.08 * len(prose)) or (inside > 3 and inside >= 0.2 * len(tight))


def paragraphs(raw: str, lines: Sequence[Line], style: LineStyle, noise: Iterable[Line] = ()) -> list[Paragraph]:
    """`lines` joined into paragraphs; `noise` lines that fall inside one are left out of its clean text."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and continues(groups[-1][-1], line, style):
            groups[-1].append(line)
        else:
            groups.append([line])
    dropped = sorted((line.start, line.end) for line in noise)
    found = [Paragraph(clean(raw, g[0].start, g[-1].end, dropped), g[0].page) for g in groups]
    return [paragraph for paragraph in found if paragraph.text]


def clean(raw: str, start: int, end: int, drop: Sequence[tuple[int, int]] = ()) -> MappedText:
    """`raw[start:end]` without Markdown marks and without the ranges of `drop`. A leading "* " bullet stays."""
    ranges = [(a, b) for a, b in drop if a < end and b > start]
    bullet = start if raw[start : start + 1] == "*" and raw[start + 1 : start + 2].isspace() else -1
    ranges += [match.span() for match in _MARK.finditer(raw, start, end) if match.start() != bullet]
    lead = re.match(r"\s{0,3}#{1,6}\s+|>\s", raw[start : min(end, start + 12)])
    if lead:
        ranges.append((start, start + lead.end()))
    return mapped(raw, start, end, ranges)


def continues(before: Line, after: Line, style: LineStyle) -> bool:
    """True when `after` goes on with the paragraph that `before` belongs to."""
    head, tail = after.text.lstrip("*_ "), before.text.rstrip(_QUOTES)
    dangling = _dangles(tail)
    inside = after.gap == 0 if style.blocks else _full(before, style)
    if _opens(after.text, tail, inside, dangling, style) or _stands_alone(before.text) or _is_heading(before, after):
        return False
    if _ends_title(tail, head) or (tail.endswith(".") and _TELLS_ALL.match(head)):
        return False
    if style.indented and _is_set_in(after) and not _begins_lower(head):
        return False
    if (style.blocks and after.gap == 0) or (_NUMBER_OF.match(head) and tail.rpartition(" ")[2].isalpha()):
        return True
    if _begins_lower(head):
        over_a_page = len(before.text) > _LONG if style.width >= UNWRAPPED else after.gap > 0
        broken = tail.endswith(";") and over_a_page and not style.blocks
        return not tail.endswith(_FINAL) or tail.endswith(("...", "…")) or broken or _full(before, style)
    if _is_capitals(before.text) and not _full(before, style):
        return dangling and _is_capitals(after.text)
    if head.startswith("(") and not _full(before, style):
        return False
    if tail.endswith(".") and _had_room(before, head, style):
        return False
    if (style.blocks or (style.spaced and after.gap > 0)) and tail.endswith(_FINAL):
        return False  # an empty line after the end of a sentence
    return dangling or _full(before, style)


def _ends_title(tail: str, head: str) -> bool:
    """Whether `tail` ends with the years of a title and `head` opens the grounds of the plan below it."""
    return _YEARS_LAST.search(tail) is not None and _GROUNDS.match(head) is not None


def _full(line: Line, style: LineStyle) -> bool:
    return len(line.text) >= 0.75 * style.width


def _had_room(line: Line, after: str, style: LineStyle) -> bool:
    """Whether the first word of `after` had found room on `line`: then the line was ended on purpose."""
    return len(line.text) + 1 + len(after.split(maxsplit=1)[0]) <= _ROOM * style.width < UNWRAPPED


def _begins_lower(text: str) -> bool:
    first = text.lstrip("*_\"“'(")[:1]
    return first.islower()


def _is_capitals(text: str) -> bool:
    return text.upper() == text and any(c.isalpha() for c in text)


def _dangles(tail: str) -> bool:
    """A sentence cannot end here: a comma, an open bracket, a broken number, or a word that asks for another."""
    if tail.endswith((",", "(", "“", "/", "-", "–", "&")):
        return True
    return bool(_compiled("dangling").search(" " + tail[-40:].lower()))


def _opens(text: str, tail: str, inside: bool, dangling: bool, style: LineStyle) -> bool:
    """`text` starts an item or a known formula, rather than going on with a line that ends in `tail`."""
    label = find_label(text)
    if label is None:
        return bool(_compiled("openers").match(text))
    wrapped = style.blocks or style.width < UNWRAPPED
    if wrapped and inside and label.style == "bracket":
        return False  # "(1) ...; (2) ..." is counted within a sentence
    if not wrapped or not tail or tail.endswith((*_FINAL, ",")):
        return True
    if label.style.startswith("bullet"):
        rest = text[label.end :].lstrip("*_ ")
        if _FIRST_HALF.search(tail) and _SECOND_HALF.match(rest):
            return False
        return not (rest[:1].islower() or (rest[:1].isdigit() and tail[-1:].isdigit()))
    return not (inside and dangling)


def _is_heading(before: Line, after: Line) -> bool:
    """The type of a document alone on its line, below the dateline; "II. NỘI DUNG / KẾ HOẠCH" goes on."""
    text = after.text.strip("*_# ")
    dated = after.gap > 0 or _DATELINE.search(before.text) is not None
    return dated and text.isupper() and _stands_alone(text) and find_label(before.text) is None


def _stands_alone(text: str) -> bool:
    return bool(_compiled("alone").fullmatch(text.strip("*_ ")))


_patterns: dict[str, re.Pattern[str]] = {}


def _compiled(key: str) -> re.Pattern[str]:
    if key not in _patterns:
        either = "|".join(f"(?:{pattern})" for pattern in load("lines")[key]["patterns"])
        _patterns[key] = re.compile(rf"(?<=[\s(,;])(?:{either})$" if key == "dangling" else either)
    return _patterns[key]
