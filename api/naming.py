"""The names of a snapshot, folded, for suggestions while a person types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from api import catalogue

if TYPE_CHECKING:
    from api.live import View

_EACH = 4  # suggestions of one kind, so that a common word leaves room for the others
_ORDER = ("unit", "ward", "document", "topic", "plan")


class Name(NamedTuple):
    """A name with what it stands for; `size` says how much there is behind it."""

    kind: str
    value: str
    label: str
    size: int


def names(view: View) -> list[tuple[str, Name]]:
    """(folded label, name) of everything that may be suggested: those with most behind them first."""
    from kg.naming import folded

    found = sorted(_names(view), key=lambda name: (_ORDER.index(name.kind), -name.size, name.label))
    return [(folded(f"{name.label} {name.value}"), name) for name in found]


def suggest(view: View, typed: str, limit: int) -> list[Name]:
    """Names that hold all words of `typed`: those that begin with it first; then corrections of its spelling."""
    from kg.naming import folded

    wanted = folded(typed)
    words = wanted.split()
    begin: list[Name] = []
    hold: list[Name] = []
    room = Counter[tuple[bool, str]]()
    for key, name in view.names:
        if words and all(word in key for word in words):
            begins = key.startswith(wanted)
            room[begins, name.kind] += 1
            if room[begins, name.kind] <= _EACH:
                (begin if begins else hold).append(name)
    return [*begin, *hold, *_corrections(view, typed)][:limit]


def _corrections(view: View, typed: str) -> Iterator[Name]:
    from search.query import understand
    from search.wording import word

    index = view.engine.index
    for label in word(understand(typed, index.names).text, typed, index.lexical).labels:
        if label.kind in ("spelling", "abbreviation"):
            yield Name(label.kind, label.value, f"{label.said} → {label.value}", 0)


def _names(view: View) -> Iterator[Name]:
    for unit in view.units:
        yield Name("unit", unit.name, unit.name, unit.lead + unit.coordinate + unit.report_to)
    for ward in catalogue.wards(view):
        yield Name("ward", ward.name, ward.name, ward.plans)
    for document in view.documents:
        label = f"{document.label}: {document.title}" if document.title else document.label
        yield Name("plan" if document.held else "document", document.id, label, document.cited_by)
    for topic in catalogue.values(view, "topic"):
        yield Name("topic", topic, topic, view.engine.index.facets.count(f"topic:{topic}"))
