"""Automatic numbering of a Word document: the labels that Word shows and the text does not hold.

WordprocessingML (ECMA-376 part 1, 17.9): a paragraph names a list (numId) and a level; the list names an abstract
definition, whose counters all lists with this definition share unless a list starts its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ingest.formats.numerals import numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9

# Letters of the Symbol and Wingdings fonts that Word uses as bullets, at their private code points.
_BULLETS = {"\uf02d": "-", "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02b": "+", "\uf02a": "*"}
_PLACE = re.compile(r"%([1-9])")


@dataclass(slots=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    text: str = ""
    gap: str = " "
    restart: int | None = None
    plain: bool = False


@dataclass(slots=True)
class _List:
    """`abstract` is the key of the counters; `levels` by their numbers; `starts` what this list begins with anew."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)


class Numbering:
    """The lists of a document and where their counters stand. `numbering` and `styles` are the roots of the parts of
    these names, or None."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._lists = _read_lists(numbering) if numbering is not None else {}
        self._styles = _read_styles(styles) if styles is not None else {}
        self._counters: dict[str, list[int | None]] = {}

    def label(self, paragraph: Any) -> str:
        """The label of a paragraph with the gap after it, "" where it has none; counts the paragraph."""
        where = self._where(paragraph)
        if where is None or where[0] not in self._lists:
            return ""
        found = self._lists[where[0]]
        level = found.levels.get(where[1])
        if level is None:
            return ""
        counters = self._count(found, where[1])
        if level.style == "bullet":
            mark = _bullet(level.text)
            return f"{mark} " if mark else ""
        shown = _PLACE.sub(lambda m: self._shown(found, level, counters, int(m.group(1)) - 1), level.text)
        return shown + level.gap if shown else ""

    def _where(self, paragraph: Any) -> tuple[str, int] | None:
        """(list, level) of a paragraph: its own, else its style's. List "0" takes a paragraph out of its list."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        style = _value(properties, "pStyle")
        inherited = self._styles.get(style, (None, None)) if style else (None, None)
        own = properties.find(f"{W}numPr")
        number, level = (_value(own, "numId"), _value(own, "ilvl")) if own is not None else (None, None)
        number = number if number is not None else inherited[0]
        level = level if level is not None else inherited[1]
        if number in (None, "0"):
            return None
        assert number is not None
        return number, min(_integer(level, 0), LEVELS - 1)

    def _count(self, found: _List, level: int) -> list[int | None]:
        counters = self._counters.setdefault(found.abstract, [None] * LEVELS)
        if level in found.starts and level not in found.begun:
            counters[level] = None
        found.begun.add(level)
        before = counters[level]
        start = found.starts.get(level, found.levels[level].start)
        counters[level] = start if before is None else before + 1
        for deeper in range(level + 1, LEVELS):
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or (restart > level and restart > 0):
                counters[deeper] = None
        return counters

    @staticmethod
    def _shown(found: _List, shown: _Level, counters: list[int | None], level: int) -> str:
        known = found.levels.get(level, _Level())
        value = counters[level]
        return numeral(known.start if value is None else value, "decimal" if shown.plain else known.style)


def _read_lists(root: Any) -> dict[str, _List]:
    abstracts: dict[str, Any] = {node.get(f"{W}abstractNumId"): node for node in root.findall(f"{W}abstractNum")}
    named = {link: node for node in abstracts.values() if (link := _value(node, "styleLink"))}
    lists: dict[str, _List] = {}
    for node in root.findall(f"{W}num"):
        abstract = abstracts.get(_value(node, "abstractNumId") or "")
        if abstract is None:
            continue
        abstract = named.get(_value(abstract, "numStyleLink") or "", abstract)
        levels = {_integer(lvl.get(f"{W}ilvl"), 0): _read_level(lvl) for lvl in abstract.findall(f"{W}lvl")}
        found = _List(abstract.get(f"{W}abstractNumId"), levels)
        for change in node.findall(f"{W}lvlOverride"):
            level = _integer(change.get(f"{W}ilvl"), 0)
            if (own := change.find(f"{W}lvl")) is not None:
                levels[level] = _read_level(own)
            if (start := _value(change, "startOverride")) is not None:
                found.starts[level] = _integer(start, 1)
        lists[node.get(f"{W}numId")] = found
    return lists


def _read_level(node: Any) -> _Level:
    restart = _value(node, "lvlRestart")
    return _Level(
        start=_integer(_value(node, "start"), 0),
        style=_value(node, "numFmt") or "decimal",
        text=(_value(node, "lvlText") or "")[:40],
        gap="" if _value(node, "suff") == "nothing" else " ",
        restart=None if restart is None else _integer(restart, 0),
        plain=node.find(f"{W}isLgl") is not None,
    )


def _read_styles(root: Any) -> dict[str, tuple[str | None, str | None]]:
    """The list and level of each paragraph style, its own or that of a style it is based on."""
    nodes = {node.get(f"{W}styleId"): node for node in root.findall(f"{W}style")}
    found: dict[str, tuple[str | None, str | None]] = {}
    for name in nodes:
        number = level = None
        seen: set[str] = set()
        at = name
        while at in nodes and at not in seen and number is None:
            seen.add(at)
            own = nodes[at].find(f"{W}pPr/{W}numPr")
            if own is not None:
                number, level = _value(own, "numId"), level or _value(own, "ilvl")
            at = _value(nodes[at], "basedOn") or ""
        if number is not None:
            found[name] = (number, level)
    return found


def _bullet(text: str) -> str:
    mark = text.strip()[:1]
    if mark == "o":
        return "○"  # Courier's small letter, which would read as a word
    return _BULLETS.get(mark, "•" if "\ue000" <= mark <= "\uf8ff" else mark)


def _value(node: Any, child: str) -> str | None:
    found = node.find(f"{W}{child}")
    return None if found is None else found.get(f"{W}val")


def _integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 7 else default
