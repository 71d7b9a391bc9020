"""The organisations of grammar/units.toml as a lexicon of their spellings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from ingest.grammar import load
from ingest.organisations.lexicon import Lexicon
from ingest.plan import UnitLevel


@dataclass(frozen=True, slots=True)
class Entry:
    """One spelling of a unit that the grammar lists; the fields are those of grammar/units.toml."""

    name: str
    kind: str
    level: UnitLevel
    scope: str
    form: str
    bare: bool = True
    unnamed: bool = False
    lower: bool = False
    extends: bool = False
    family: str = ""
    weak: bool = False
    collective: bool = False
    tight: bool = False
    of_school: bool = False
    not_before: tuple[str, ...] = ()


_FLAGS = ("unnamed", "lower", "extends", "weak", "collective", "tight", "of_school")


@cache
def head_words() -> frozenset[str]:
    """Offices whose holder stands for the organisation ("chủ tịch", "thủ trưởng")."""
    return frozenset(load("units")["heads"]["words"])


@cache
def family_heads() -> frozenset[str]:
    """The heads of families of names: "Sở", "Phòng"."""
    return frozenset(family["head"] for family in load("units")["family"])


@cache
def known_units() -> Lexicon[Entry]:
    """All units of the grammar by every spelling."""
    lexicon: Lexicon[Entry] = Lexicon()
    for unit in load("units")["unit"]:
        for form in ([] if unit.get("plural") else [unit["name"]]) + unit.get("forms", []):
            lexicon.add(form, _entry(unit, form))
    for family in load("units")["family"]:
        for name, forms in _family_forms(family):
            for head in [family["head"], *family.get("forms", ())]:
                for form in forms:
                    lexicon.add(f"{head} {form}", _member(family, name, f"{head} {form}"))
    return lexicon


@cache
def family_members(head: str) -> Lexicon[Entry]:
    """The names of one family without their head: the "Tài chính" of "Sở Nội vụ, Tài chính"."""
    lexicon: Lexicon[Entry] = Lexicon()
    for unit in (unit for unit in load("units")["unit"] if unit.get("family") == head):
        for form in (form for form in (unit["name"], *unit.get("forms", ())) if form.startswith(f"{head} ")):
            lexicon.add(form.removeprefix(f"{head} "), _entry(unit, form.removeprefix(f"{head} ")))
    family = next((family for family in load("units")["family"] if family["head"] == head), None)
    if family is None:
        return lexicon
    for name, forms in _family_forms(family):
        for form in forms:
            lexicon.add(form, _member(family, name, form))
    return lexicon


def _family_forms(family: dict[str, object]) -> Iterator[tuple[str, list[str]]]:
    for name in family["names"]:  # type: ignore[attr-defined]
        yield name["name"], [name["name"], *name["short"]]


def _entry(unit: dict[str, Any], form: str) -> Entry:
    flags = {key: bool(unit[key]) for key in _FLAGS if key in unit}
    return Entry(
        unit["name"],
        unit["kind"],
        unit["level"],
        unit["scope"],
        form,
        bool(unit.get("bare", True)),
        family=unit.get("family", ""),
        not_before=tuple(unit.get("not_before", ())),
        **flags,
    )


def _member(family: dict[str, object], name: str, form: str) -> Entry:
    head = str(family["head"])
    extends = bool(family.get("extends"))
    return Entry(f"{head} {name}", family["kind"], family["level"], "drop", form, family=head, extends=extends)  # type: ignore[arg-type]
