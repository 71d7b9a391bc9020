"""The names that a collection knows, by which questions are understood: units, wards and documents in every spelling.

One sorted column of strings "key TAB kind TAB value TAB key with marks"; the key is folded, without "và", with the
commonest abbreviations spelled out. A question's words are looked up longest match first, at any place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ingest.grammar import load
from ingest.plan import Plan
from kg.columns import Strings
from kg.graph import Graph
from search.acronyms import stands_for, whole, with_head, without_head
from search.arrays import sorted_strings, with_prefix
from search.records import place_facets
from search.terms import Token, fold, normalise, tokens

NameKind = Literal["unit", "acronym", "short unit", "ward", "old ward", "city", "document"]

NAMED = 3  # words from which a name without a number is one: "Luật Đất đai", but not "Nghị quyết"
LONGEST = 14  # words of a name that a question is tried for


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name or question as it is compared; `place` counts the tokens of the question."""

    exact: str
    folded: str
    place: int
    marked: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A known name found in a question, in tokens `start` to `end` (not included), and the values it may stand for."""

    kind: NameKind
    values: tuple[str, ...]
    start: int
    end: int


class Names:
    """The names of one collection."""

    def __init__(self, column: Strings) -> None:
        self.column = column

    @classmethod
    def of(cls, entries: Iterable[tuple[str, NameKind, str]]) -> Names:
        """The names of `entries`: (as written, kind, value)."""
        lines = set()
        for written, kind, value in entries:
            words = comparable(tokens(written))
            if words:
                key, exact = (" ".join(form) for form in zip(*((w.folded, w.exact) for w in words), strict=True))
                lines.add("\t".join((key, kind, value, exact)))
        return cls(sorted_strings(lines))

    def find(self, words: Sequence[Token]) -> list[Name]:
        """The names in a question, longest first at each place, in reading order."""
        compared, found, at = comparable(words), [], 0
        while at < len(compared):
            names = self._at(compared, at)
            found += names
            at = next((i for i, w in enumerate(compared) if names and w.place >= names[-1].end), at + 1)
            if names and names[-1].end >= len(words):
                break
        return found

    def values(self, kind: NameKind, written: str) -> list[str]:
        """The values of the names that are exactly `written`, with marks or without."""
        words = comparable(tokens(written))
        return sorted({v for k, v in self._matching(words) if k == kind}) if words else []

    def _at(self, words: Sequence[Word], at: int) -> list[Name]:
        longest = min(LONGEST, self._longest.get(words[at].folded, 0))
        for end in range(min(len(words), at + longest), at, -1):
            matching = self._matching(words[at:end])
            if matching:
                kind = min((kind for kind, _ in matching), key=_PRECEDENCE.index)
                values = tuple(sorted({value for k, value in matching if k == kind}))
                return [Name(kind, values, words[at].place, words[end - 1].place + 1)]
        return []

    @cached_property
    def _longest(self) -> dict[str, int]:
        """How many words the names have at most that begin with a word: most words of a question begin none."""
        longest: dict[str, int] = {}
        for line in self.column:
            words = line.partition("\t")[0].split(" ")
            longest[words[0]] = max(len(words), longest.get(words[0], 0))
        return longest

    def _matching(self, words: Sequence[Word]) -> list[tuple[NameKind, str]]:
        key = " ".join(word.folded for word in words)
        lines = [line.split("\t") for _, line in with_prefix(self.column, key + "\t")]
        return [
            (kind, value)  # type: ignore[misc]
            for _, kind, value, exact in lines
            if all(not w.marked or w.exact == e for w, e in zip(words, exact.split(" "), strict=True))
        ]


def comparable(words: Sequence[Token]) -> list[Word]:
    """The words by which names are compared: no "và", no "số" before a number, "UBND" spelled out."""
    found: list[Word] = []
    for place, word in enumerate(words):
        follows = words[place + 1].exact if place + 1 < len(words) else ""
        if word.exact in ("và", "va") or (word.folded == "so" and follows.isdigit()):
            continue
        full = _SPELLED_OUT.get(word.folded)
        if joined := _SYMBOL.fullmatch(word.folded):  # "NQ57"
            found += [Word(part, part, place, False) for part in (joined[1], joined[2].lstrip("0"))]
        elif full:
            found += [Word(part, fold(part), place, False) for part in full.split()]
        else:
            digits = word.folded.lstrip("0") if word.folded.isdigit() else word.folded
            found.append(Word(word.exact if digits == word.folded else digits, digits, place, word.marked))
    return found


def plan_names(plan: Plan) -> Iterator[tuple[str, NameKind, str]]:
    """The names that one plan teaches: its ward, and those of its units that have a role in a task."""
    ward = plan.meta.ward
    if ward:
        yield ward, "ward", ward
        if plan.meta.place:
            yield plan.meta.place, "ward", ward
    acting = acting_units(plan)
    for unit in plan.units:
        if unit.canonical not in acting or unit.level == "group" or fold(unit.canonical).startswith(_GROUPS):
            continue
        yield unit.canonical, "unit", unit.canonical
        for form in unit.surface_forms:
            if len(tokens(form)) > 1 and not (ward and normalise(ward) in normalise(form)):
                yield form, "short unit" if fold(form) in _PLACES else "unit", unit.canonical
        short = _HEADS.sub("", unit.canonical)
        if short != unit.canonical and len(tokens(short)) >= 3:
            yield short, "short unit", unit.canonical


def acting_units(plan: Plan) -> set[str]:
    """The units that lead, coordinate or receive reports in a task of the plan."""
    return {unit for task in plan.tasks for unit in (*task.lead, *task.coordinate, *task.report_to)}


def unit_names(units: Iterable[str]) -> Iterator[tuple[str, NameKind, str]]:
    """The spellings that the grammar knows for the units of a collection: "Đoàn Thanh niên" for "Đoàn TNCS ..."."""
    listed = [(normalise(entry["name"]), entry.get("forms", ())) for entry in load("units")["unit"]]
    for unit in sorted(units):
        for name, forms in listed:
            if normalise(unit).startswith(name):
                rest = unit[len(name) :]
                yield from ((form + rest, "unit", unit) for form in forms if len(tokens(form + rest)) > 1)
                yield from ((form, "acronym", unit) for form in forms if not rest and _is_acronym(form, unit))
                if rest and " " in name:
                    yield name, "short unit", unit
        yield from ((form, "unit", unit) for form in with_head(unit))
        yield from ((form, "acronym", unit) for form in whole(unit))
        yield from ((form, "short unit", unit) for form in without_head(unit))


def _is_acronym(form: str, unit: str) -> bool:
    """Whether a spelling is capitals that stand for nothing but the unit: "TYT", but not "CA" or "BCĐ"."""
    return form.isupper() and form.isalpha() and len(form) > 2 and stands_for(form, unit)


def place_names(plan_id: str, plan: Plan, graph: Graph) -> Iterator[tuple[str, NameKind, str]]:
    """The names of a plan's city, and those of the wards that its ward was formed from in 2025."""
    from kg.assembly.places import former_names  # here: a search that reads names needs none of it

    for edge in graph.out(plan_id, "issued_in"):
        for old, _ in former_names(graph.node(edge.target)) if plan.meta.ward else ():
            yield old, "old ward", plan.meta.ward or ""
    for facet in place_facets(plan_id, graph):
        city = facet.partition(":")[2]
        yield city, "city", city
        yield _LEVEL.sub("", city), "city", city


def document_spellings(
    number: str, kind: str, node_id: str, spellings: Sequence[str] = ()
) -> Iterator[tuple[str, NameKind, str]]:
    """The names of a document: its number; type or symbol and number ("Nghị quyết 57", "NQ 57"); its name as plans
    spell it ("Đề án 06", "Luật An ninh mạng"), and the first parts of a law's long name."""
    yield number, "document", node_id
    for name in spellings:
        words = tokens(name)
        if len(words) >= NAMED or (len(words) > 1 and any(c.isdigit() for c in name)):
            yield name, "document", node_id
        for end in _PART.finditer(name) if name.startswith("Luật") else ():
            if len(tokens(name[: end.start()])) > NAMED:
                yield name[: end.start()], "document", node_id
    first, symbol = re.match(r"\d+", number), re.search(r"[-/]([A-ZĐ][A-Za-zĐ]{0,3})[-/]", number)
    if first is None:
        return
    for called in (*_shorter(kind), *(symbol.groups() if symbol else ())):
        yield f"{called} {first.group()}", "document", node_id
        yield f"{called} {number}", "document", node_id


def _shorter(kind: str) -> list[str]:
    """A type of document and what people make of it: "Kế hoạch hành động" is a "Kế hoạch" as well."""
    words = kind.split()
    heads = [" ".join(words[:size]) for size in range(2, len(words), 2)] if fold(kind) not in _WHOLE else []
    return [kind, *heads] if kind else []


# Where one spelling means several things: a unit's full name is surer than a ward's, a ward's than a short name.
_PRECEDENCE: list[NameKind] = ["document", "unit", "ward", "old ward", "city", "acronym", "short unit"]
_SPELLED_OUT = {
    "ubnd": "ủy ban nhân dân",
    "hdnd": "hội đồng nhân dân",
    "mttq": "mặt trận tổ quốc",
    "tp": "thành phố",
    "khcn": "khoa học công nghệ",
    "dmst": "đổi mới sáng tạo",
    "cds": "chuyển đổi số",
    "cntt": "công nghệ thông tin",
    "shtt": "sở hữu trí tuệ",
}
# What plans call their authorities by, and questions call places by: units only where a role stands beside.
_PLACES = {"thanh pho", "trung uong", "dia phuong", "cap tren", "cap huyen", "cap tinh", "cap thanh pho", "cap xa"}
_GROUPS = ("cac ", "cap ", "nhung ", "nguoi ", "co quan", "don vi", "to chuc", "doan the", "ca nhan")
_LEVEL = re.compile(r"^(?:thành phố|tỉnh) ")
_PART = re.compile(r",? và |, ")
# Symbols of documents that questions write without a blank before the number.
_SYMBOL = re.compile(r"(nq|qd|kh|ct|ctr|kl|tb|nd|tt|cv)(\d{1,5})")
_WHOLE = {"thong tu lien tich"}  # a type of four syllables that nobody shortens
_HEADS = re.compile(r"^(?:Phòng|Sở|Bộ|Ban|Văn phòng|Trung tâm|Ủy ban) ")
