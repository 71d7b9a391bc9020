"""How many results each value of a filter has, so that a list can be narrowed with one click."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from api.models import FacetValue

if TYPE_CHECKING:
    from api.live import View
    from search.query import Filters

Counts = Mapping[str, tuple[tuple[str, int], ...]]


def of_tasks(view: View, filters: Filters) -> Counts:
    """The counts over all tasks that the filters select."""
    from search.counts import facet_counts

    return facet_counts(view.engine.index, view.engine.facets.rows(filters, ["task"]))


def named(view: View, counts: Counts) -> dict[str, list[FacetValue]]:
    """Counts with the names that people read: a document's id is shown as its label."""
    graph = view.snapshot.graph
    return {
        name: [
            FacetValue(value=value, label=graph.node(value).label if value in graph else value, count=count)
            for value, count in values
        ]
        for name, values in counts.items()
    }
