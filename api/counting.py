"""How many results each value of a filter has, so that a list can be narrowed with one click."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from api.models import FacetValue

if TYPE_CHECKING:
    from search.records import Result

MOST = 50  # values of one facet
COUNTED = 2000  # results that the facets of a search are counted over; the best ones


def facets(results: Sequence[Result]) -> dict[str, list[FacetValue]]:
    """The values of each filter with the number of results that have them, the most frequent first.

    The names are those of the filters: kind, ward, plan, unit, role, topic, cites, year.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    labels: dict[str, str] = {}
    for result in results:
        for name, value in set(_values(result)):
            counts[name][value] += 1
        if result.plan:
            labels[result.plan] = result.plan_label
    return {
        name: [
            FacetValue(value=value, label=labels.get(value, value), count=count)
            for value, count in sorted(found.items(), key=lambda item: (-item[1], item[0]))[:MOST]
        ]
        for name, found in counts.items()
    }


FACETS = ("kind", "ward", "plan", "unit", "role", "topic", "cites", "year")


def _values(result: Result) -> Iterator[tuple[str, str]]:
    yield "kind", result.kind
    yield from _each("ward", [result.ward])
    yield from _each("plan", [result.plan])
    for role in ("lead", "coordinate", "report_to"):
        units = getattr(result, role)
        yield from _each("unit", units)
        yield from _each("role", [role] if units else [])
    yield from _each("topic", result.topics)
    yield from _each("cites", result.cites)
    yield from _each("year", _years(result))


def _each(name: str, values: Iterable[str | None]) -> Iterator[tuple[str, str]]:
    return ((name, value) for value in values if value)


def _years(result: Result) -> Iterator[str]:
    """The years in which a task is due: the last one of a period."""
    from kg.calendar import period

    within = period((result.deadline or {}).get("iso"))
    if within:
        yield str(within[1].year)
