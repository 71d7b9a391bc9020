"""Texts whose marks stand behind their letters (NFD), read as if each letter were one character (NFC).

Patterns are written in NFC; so a text that is not is parsed as a composed copy, and the record's offsets and quotations
are carried back to the text as it is.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Composed:
    """A copy `text` of `raw` in NFC. Its character i comes from `raw[starts[i]:ends[i]]`."""

    raw: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def start(self, i: int) -> int:
        """The offset in `raw` of an offset in `text` at which something begins."""
        return self.starts[i] if i < len(self.starts) else len(self.raw)

    def end(self, j: int) -> int:
        """The offset in `raw` of an offset in `text` at which something ends."""
        return self.ends[j - 1] if j else 0


def composed(raw: str) -> Composed:
    """The copy of `raw` in NFC, letter by letter."""
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    while position < len(raw):
        after = position + 1
        while after < len(raw) and unicodedata.combining(raw[after]):
            after += 1
        letters = unicodedata.normalize("NFC", raw[position:after])
        text.append(letters)
        starts += [position] * len(letters)
        ends += [after] * len(letters)
        position = after
    return Composed(raw, "".join(text), tuple(starts), tuple(ends))


def carried_back(record: T, copy: Composed) -> T:
    """A record of what stands in `copy.text` as one of what stands in `copy.raw`: fields named `start`, `end` or so
    ("title_start") are moved, and a `text` that quoted the copy quotes the raw text."""
    if isinstance(record, tuple):
        return cast("T", tuple(carried_back(item, copy) for item in record))
    if not is_dataclass(record) or isinstance(record, type):
        return record
    held = {field.name: getattr(record, field.name) for field in fields(record)}
    moved: dict[str, Any] = {name: _moved(name, value, copy) for name, value in held.items()}
    start, end = held.get("start"), held.get("end")
    if isinstance(start, int) and isinstance(end, int) and held.get("text") == copy.text[start:end]:
        moved["text"] = copy.raw[moved["start"] : moved["end"]]
    return cast("T", replace(record, **moved))


def _moved(name: str, value: Any, copy: Composed) -> Any:
    if isinstance(value, int) and (name == "start" or name.endswith("_start")):
        return copy.start(value)
    if isinstance(value, int) and (name == "end" or name.endswith("_end")):
        return copy.end(value)
    return carried_back(value, copy)
