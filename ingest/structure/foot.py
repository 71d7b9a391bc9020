"""The foot of a plan, where two columns stand side by side: recipients and signature, or the signatures of two bodies.

A text that keeps the columns apart by blanks or tabs is read one column after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.structure.blocks import BREAK, Line
from ingest.text.letters import LOWER, UPPER
from ingest.text.ranges import between

_COLUMN_GAP = re.compile(r"(?<=\S)(?: {4,}|\t)\s*(?=\S)")
ELISION = rf"(?:[{UPPER}]['’])?"
"""Before a part of a name: H'Loan, K’Brêu."""
_OF_FIRST = rf"[{UPPER}]['’] ?[{UPPER}][{LOWER}]+(?: [{UPPER}][{LOWER}]*){{0,4}}"  # K' Brõh
PERSON = rf"(?:{ELISION}(?:[{UPPER}][{LOWER}]+|Y)(?: {ELISION}[{UPPER}][{LOWER}]*){{1,5}}|{_OF_FIRST})"
"""The name of a person, as a pattern."""
FULL_NAME = re.compile(rf"(?:\((?:[Đđ]ã )?ký\)\s*)?{PERSON}")
"""A line that is only the name of a person, "(đã ký)" before it or not."""
_ASIDE = re.compile(
    r"\(?(?:(?:để|báo|cáo|b/c|phối|hợp|p/h|thực|hiện|t/h|chỉ|đạo|theo|dõi|kiểm|tra|biết|và)[.;,)]*(?: |$)){1,4}",
    re.IGNORECASE,
)
# The foot as a table of Markdown, its cells broken by "<br>".
_FOOT_TABLE = re.compile(r"\|[\s*_]*nơi nhận", re.IGNORECASE)
_ANNEX = re.compile(r"[*_\s]*(?:PHỤ LỤC|Phụ lục|BIỂU)(?!\w)")
# What of a signature stands at the end of a line of recipients: the body, an office, the name.
_SIGNED_BESIDE = re.compile(
    rf"(?<=[:;.,)]) (?P<signed>(?:[TK]/M|TM|KT|TL|TUQ|Q)\s?\.\s?[{UPPER}]{{2,}}(?:[ ,][{UPPER}]+)*"
    rf"|[{UPPER}]{{2,}}(?: [{UPPER}]{{2,}})+|{PERSON})\s*\Z"
)
_SLACK = 12
"""Letters by which the right-hand column may begin further left than in another line."""
_LONGEST_FOOT = 20
"""Lines from the bodies that sign to the names."""


def foot_columns(raw: str, lines: Sequence[Line]) -> tuple[list[list[Line]], list[Line]]:
    """(`lines` in groups, in the order in which they are read; lines that are left out). Recipients go before the
    signature beside them, of two signatures that on the left goes first. Left out is what a brace says beside
    recipients ("báo cáo"). One group where the foot is not set in columns."""
    first = next((i for i, line in enumerate(lines) if line.text.lstrip("*_ ").lower().startswith("nơi nhận")), None)
    table = next((i for i, line in enumerate(lines) if _FOOT_TABLE.match(line.text)), None)
    if first is None and table is not None:
        after = next((i for i in range(table, len(lines)) if not lines[i].text.startswith("|")), len(lines))
        groups = [list(lines[:table]), *_cells_by_column(raw, lines[table:after]), list(lines[after:])]
        return [group for group in groups if group], []
    signed, end = _two_signatures(lines, len(lines) if first is None else first)
    found = [list(lines[:signed])]
    if signed < end:
        found += [*_columns(raw, lines[signed:end]), list(lines[end:first])]
    asides: list[Line] = []
    if first is not None:
        annex = next((i for i in range(first, len(lines)) if _ANNEX.match(lines[i].text)), len(lines))
        kept = []
        for line in _beside_each_other(raw, lines[first:annex]):
            own, noise = _without_aside(raw, line)
            kept += [own] if own else []
            asides += noise
        found += [*_columns(raw, kept), list(lines[annex:])]
    return [group for group in found if group], asides


def _beside_each_other(raw: str, lines: Sequence[Line]) -> Iterator[Line]:
    """The lines of a foot; where its columns stand one blank apart, as a PDF's text may have them, the signature is set
    behind the recipients: "Nơi nhận: TM. ỦY BAN NHÂN DÂN", "- Lưu: VT. Lê Thị Hoa"."""
    beside = [_SIGNED_BESIDE.search(line.text) for line in lines]
    if beside[0] is None or _COLUMN_GAP.search(lines[0].text):
        yield from lines
        return
    right = []
    for line, match in zip(lines, beside, strict=True):
        if match is None:
            yield line
            continue
        cut, after = line.start + match.start(), line.start + match.start("signed")
        yield replace(line, text=raw[line.start : cut], end=cut)
        right.append(replace(line, text=raw[after : line.end], start=after, gap=1))
    yield from right


def _cells_by_column(raw: str, rows: Sequence[Line]) -> list[list[Line]]:
    """The lines in the cells of a Markdown table, column by column."""
    columns: dict[int, list[Line]] = {}
    for row in rows:
        bars = [row.start + match.start() for match in re.finditer(r"\|", row.text)]
        for column, (left, right) in enumerate(pairwise([*bars, row.end])):
            for start, end in between(BREAK.finditer(raw, left + 1, right), left + 1, right):
                text = raw[start:end].strip()
                if text.strip(":-| "):
                    begin = raw.index(text, start)
                    line = replace(row, text=text, start=begin, end=begin + len(text), begin=begin, finish=end)
                    columns.setdefault(column, []).append(line)
    return [columns[column] for column in sorted(columns)]


def _columns(raw: str, lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of the left-hand column, and of the right-hand one if there is one."""
    gaps = {i: match for i, line in enumerate(lines) if (match := _COLUMN_GAP.search(line.text))}
    if not gaps:
        return [list(lines)]
    column = min(lines[i].start - lines[i].begin + match.end() for i, match in gaps.items()) - _SLACK
    left: list[Line] = []
    right: list[Line] = []
    last = max(gaps)
    for i, line in enumerate(lines):
        if i > last and right[-1].text.isupper() and FULL_NAME.fullmatch(line.text):
            right.append(line)  # below "GIÁM ĐỐC", and moved to the margin
        elif i in gaps:
            cut, after = line.start + gaps[i].start(), line.start + gaps[i].end()
            left.append(replace(line, text=raw[line.start : cut], end=cut))
            right.append(replace(line, text=raw[after : line.end], start=after))
        elif line.start - line.begin >= max(column, _SLACK) or "\t" in raw[line.begin : line.start]:
            right.append(line)
        else:
            left.append(line)
    return [left, [replace(line, gap=1) for line in right]]


def _two_signatures(lines: Sequence[Line], end: int) -> tuple[int, int]:
    """Where two signatures stand side by side: from a line with two bodies or offices in capitals to the line with the
    two names; (end, end) where there are none."""
    names = [i for i in range(end) if (sides := _sides(lines[i])) and all(FULL_NAME.fullmatch(side) for side in sides)]
    if not names:
        return end, end
    begin = names[-1]
    for i in range(names[-1] - 1, max(names[-1] - _LONGEST_FOOT, -1), -1):
        sides = _sides(lines[i])
        if sides and all(side.isupper() for side in sides):
            begin = i
        elif len(lines[i].text) > 60 or lines[i].text.endswith((".", ";", ":")):
            break
    return (begin, names[-1] + 1) if begin < names[-1] else (end, end)


def _sides(line: Line) -> list[str]:
    """The two halves of a line that is set in two columns; [] for another."""
    halves = _COLUMN_GAP.split(line.text)
    return [half.strip(" *_") for half in halves] if len(halves) == 2 else []


def _without_aside(raw: str, line: Line) -> tuple[Line | None, list[Line]]:
    """(the line without a remark that a brace puts beside recipients, or None where that was all; the remark)."""
    parts = [*_parts(raw, line)]
    asides = [
        part for at, part in enumerate(parts) if (at or part.start - part.begin >= _SLACK) and _is_aside(part.text)
    ]
    if not asides:
        return line, []
    kept = [part for part in parts if part not in asides]
    if not kept:
        return None, asides
    return replace(line, text=raw[kept[0].start : kept[-1].end], start=kept[0].start, end=kept[-1].end), asides


def _parts(raw: str, line: Line) -> Iterator[Line]:
    start = line.start
    for match in _COLUMN_GAP.finditer(line.text):
        yield replace(line, text=raw[start : line.start + match.start()], start=start, end=line.start + match.start())
        start = line.start + match.end()
    yield replace(line, text=raw[start : line.end], start=start)


def _is_aside(text: str) -> bool:
    return not text.isupper() and _ASIDE.fullmatch(text) is not None
