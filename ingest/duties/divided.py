"""What a block gives to some of its items and not to others: "Ban hành kế hoạch trong tháng 01/2026; các nội dung còn
lại thường xuyên", "Phòng Kinh tế (điểm a, b); Công an xã (điểm c)"."""

from __future__ import annotations

import re

from ingest.duties.deadlines import read_deadline
from ingest.organisations.lexicon import folded
from ingest.text.mapped import MappedText, join
from ingest.text.ranges import between

_TIME = re.compile(
    r"(?<!\w)(?:thực hiện|hoàn thành|xong|trong|trước|từ|đến|vào|thường xuyên|liên tục|hằng|hàng|định kỳ"
    r"|chậm nhất|dự kiến|quý|tháng|năm|ngày)(?!\w)"
)
_OPENS = re.compile(r"(?:riêng\s)?(?:đối với\s)?(?:việc\s|công tác\s|nội dung\s|nhiệm vụ\s)?")
_REST = re.compile(r"(?<!\w)(?:còn lại|khác)(?!\w)")
_APART = re.compile(r"(?<!\w)(?:còn lại|khác|riêng)(?!\w)")
_GOES_ON = ("cập nhật", "duy trì", "tiếp tục", "sau đó")
"""What is done to the same thing later."""
_SHARED = 0.6
"""Of the syllables of what a part is about: so many the statement has too."""
# The items that a part is for, by their labels: "Phòng Kinh tế (điểm a, b)", "riêng điểm c hoàn thành trong quý I".
_ITEM = r"(?:[a-zđ]|\d{1,2})"
_ITEMS = rf"(?:các\s)?(?:điểm|mục|ý|tiết|nội dung)\s({_ITEM}(?:\s?(?:,|và)\s?(?:(?:điểm|mục|ý)\s)?{_ITEM})*)(?![\w/])"
_FOR_ITEMS = re.compile(rf"\s?\((?:đối với\s)?{_ITEMS}\)\s*\Z|\A\s*(?:riêng\s)?(?:đối với\s)?{_ITEMS}(?:\s?:)?\s")
_BETWEEN = re.compile(";")
_BETWEEN_ITEMS = re.compile(r";|,(?=\s(?:riêng|đối với)\s)")


def part_of_item(cell: MappedText, path: str) -> MappedText:
    """The parts of a divided `cell` that name the item of `path` ("III.5.c") by its label, else those that name none,
    without the words that name items; `cell` itself where no part names any."""
    parts = _parts(cell, _BETWEEN_ITEMS)
    if len(parts) < 2:
        return cell
    named = [_FOR_ITEMS.search(folded(part.text.rstrip(" .;"))) for part in parts]
    if not any(named):
        return cell
    labels = path.lower().split(".")[-2:]
    fitting = [_unnamed(part, name) for part, name in zip(parts, named, strict=True) if name and _names(name, labels)]
    rest = [part for part, name in zip(parts, named, strict=True) if name is None]
    return join(fitting or rest, "; ") if fitting or rest else cell


def _names(name: re.Match[str], labels: list[str]) -> bool:
    return not set(re.findall(rf"(?<!\w){_ITEM}(?!\w)", name[1] or name[2])).isdisjoint(labels)


def _unnamed(part: MappedText, name: re.Match[str]) -> MappedText:
    return part.cut(0, name.start()) if name[1] else part.cut(name.end())


def part_for(cell: MappedText, statement: MappedText) -> MappedText:
    """The part of a divided time `cell` that is about the statement, else the part for the rest; `cell` itself where
    it is not divided, or no part tells."""
    parts = _parts(cell, _BETWEEN)
    about = [_about(folded(part.text)) for part in parts]
    if (
        len(parts) < 2
        or not any(len(words) > 1 for words in about)
        or any(read_deadline(part.text) is None for part in parts)
    ):
        return cell
    lowered = folded(statement.text)
    fitting = [part for part, words in zip(parts, about, strict=True) if words and _fits(words, lowered)]
    apart = any(_APART.search(folded(part.text)) for part in parts)
    rest = [part for part, words in zip(parts, about, strict=True) if not words or _REST.search(" ".join(words))]
    return (fitting or (rest if apart else []) or [cell])[0]


def _parts(cell: MappedText, marks: re.Pattern[str]) -> list[MappedText]:
    found = [cell.cut(i, j) for i, j in between(marks.finditer(cell.text), 0, len(cell.text))]
    return [part for part in found if part]


def _about(lowered: str) -> list[str]:
    """The syllables of what a part of the cell is about: those before its time."""
    begins = _TIME.search(lowered)
    opening = _OPENS.match(lowered.lstrip())
    said = lowered[: begins.start() if begins else 0].lstrip()
    return re.findall(r"[^\W\d]+", said[opening.end() if opening else 0 :])


def _fits(words: list[str], lowered: str) -> bool:
    if _REST.search(" ".join(words)) or " ".join(words[:2]) in _GOES_ON or " ".join(words[:2]) not in lowered:
        return False
    held = set(re.findall(r"\w+", lowered))
    return sum(word in held for word in words) >= _SHARED * len(words)
