"""Labels and bullets at the head of a paragraph: "II.", "1.2.", "a)", "(1)", "Điều 3.", "-", "+"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.text.letters import LOWER, UPPER


@dataclass(frozen=True, slots=True)
class Label:
    """A label found at the head of a text.

    `name` is what goes into an outline path ("II", "1.2", "a", "Điều 3"; "" for a bullet); `style` says which labels
    are its siblings ("roman", "arabic1", "arabic2", "letter", "bullet-", ...); `start:end` is its place in the text,
    the white space after it included.
    """

    name: str
    style: str
    start: int
    end: int


_LEAD = r"[*_\s]*"
_NAME = rf"(?=[*_\"“(]*[{UPPER}])"  # what follows a label that has no punctuation or space of its own begins like this
_ITEM = re.compile(
    _LEAD
    + rf"""(?:
    (?P<article>(?:Điều|ĐIỀU|Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN|Bước|BƯỚC)\s+(?:thứ\s+|THỨ\s+)?
        (?:\d{{1,3}}|[IVXL]{{1,6}}|nhất|hai|ba|tư|bốn|năm|NHẤT|HAI|BA|TƯ|BỐN|NĂM)\b)
        [*_]*\s*(?:[.:]|[-–](?=\s)|$)[*_]*(?:\s+|$|(?=[{UPPER}]))
  | (?P<roman>[IVXL]{{1,7}})[*_]*\s?(?:[./]-(?=\s)|[.)/:]|[-–](?=\s))[*_]*(?:\s+|$|(?=[{UPPER}]{{2}}))
  | (?P<capital>[A-HĐ])[*_]*(?:\s?[.)/](?!\s?[A-ZĐ][.)]))[*_]*\s+(?=[*_"“(]*[{UPPER}{LOWER}])
  | (?P<deep>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}}(?:[a-d](?=\.\s))?)[*_]*
        (?:(?:[.)/:]+|[-–](?=\s))[*_]*(?:\s+|$|{_NAME})|[*_]*\s+{_NAME})
  | (?P<between>\d{{1,2}}[a-d])[*_]*[.)][*_]*\s+{_NAME}
  | (?P<number>\d{{1,3}})[*_]*
        (?:\s?\.(?=\s+[*_"“(]*[{UPPER}])|[./]-(?=\s)|[.)]|[-–/](?=\s)(?!\s[A-ZĐ]{{2,6}}/[A-ZĐ]))[*_]*(?:\s+|$|{_NAME})
  | (?P<letter>[a-zđ])[*_]*(?:\)[*_]*\s*|[./][*_]*\s+{_NAME}|,\s(?=[{UPPER}][{LOWER}]))
  | \((?P<bracket>\d{{1,2}}|[a-zđ]|[ivx]{{1,4}})\)[*_]*\s+
  | (?P<bullet>[-–—+•●▪○◦➢✓⁃*]|o(?=\s\s))[*_]*(?:\s+|{_NAME})
    )""",
    re.VERBOSE,
)
_ROMAN = re.compile(r"(?:X{0,3}|XL|L)(?:IX|IV|V?I{0,3})")
_BULLETS = {"–": "-", "—": "-", "⁃": "-", "●": "•", "▪": "•", "○": "o", "◦": "o"}


def find_label(text: str) -> Label | None:
    """The label or bullet at the head of `text`, Markdown marks around it allowed, or None."""
    match = _ITEM.match(text)
    if match is None or match.end() == 0:
        return None
    kind = match.lastgroup
    assert kind is not None  # every alternative has a name
    name = match.group(kind)
    start, end = match.start(kind), match.end()
    if kind == "bullet":
        # "*chữ nghiêng*" is emphasis; a star is a bullet only before white space.
        if name == "*" and not text[match.end(kind) : match.end(kind) + 1].isspace():
            return None
        return Label("", "bullet" + _BULLETS.get(name, name), start, end)
    if kind == "roman" and not _ROMAN.fullmatch(name):
        return None
    if kind == "article":
        return Label(" ".join(name.split()), name.split()[0].lower(), start, end)
    if kind == "deep":
        return Label(name, f"arabic{name.count('.') + 1}", start, end)
    if kind == "bracket":
        return Label(name, "bracket", match.start(kind) - 1, end)
    return Label(name, {"number": "arabic1", "between": "arabic1"}.get(kind, kind), start, end)


_ROW = re.compile(r"(?:[IVXL]{1,6}|[A-HĐ]|\d{1,3}(?:\.\d{1,2}){0,3}|[a-zđ])[.)]?")


def row_number(text: str) -> str | None:
    """The label in a number cell of a table, punctuation left out ("1.", "IV", "2.3"), or None."""
    text = text.strip("*_ ")
    return text.rstrip(".)") if _ROW.fullmatch(text) else None


_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


def number_style(number: str) -> str:
    """The style of the number of a table row: "arabic2" ("3.1"), "roman", "capital", "letter", "plain" without one."""
    if not number:
        return "plain"
    if number.replace(".", "").isdigit():
        return f"arabic{number.count('.') + 1}"
    if set(number) <= set("IVXL"):
        return "roman"
    return "capital" if number.isupper() else "letter"


def ordinal(name: str, style: str) -> int | None:
    """The place of a label among its siblings ("IV" -> 4, "1.3" -> 3, "đ" -> 5), or None where it has none."""
    if style == "roman":
        values = [_VALUES[c] for c in name]
        return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
    if style in ("letter", "capital"):
        order = "abcdđeghiklmnopqrstuvxy"
        return order.find(name.lower()) + 1 or None
    last = name.rpartition(".")[2]
    return int(last) if last.isdigit() else None
