"""Names as people type them -> the part of the graph to export, the places to compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.comparing.comparison import By, Comparison
    from kg.graph import Graph
    from kg.snapshots.snapshot import Snapshot
    from kg.views import Selection


def selection(
    graph: Graph,
    ward: str | None,
    document: str | None,
    unit: str | None,
    around: str | None,
    depth: int,
    below: str | None = None,
) -> Selection:
    """The selection by node ids. Raises NotFoundError, with near names, for a name that nothing bears."""
    from kg.querying.lookup import find_node
    from kg.views import Selection

    def named(name: str | None, *kinds: str) -> str | None:
        return find_node(graph, name, kinds or None).id if name else None

    places = named(ward, "place"), named(document, "document"), named(unit, "unit"), named(around)
    return Selection(*places, depth, named(below, "document"))


def comparison(snapshot: Snapshot, by: By, document: str | None, unit: str | None, wards: Sequence[str]) -> Comparison:
    """The comparison of places by names. Raises NotFoundError, with near names, for a name that nothing bears."""
    from kg.comparing.comparison import Comparer
    from kg.querying.lookup import find_node

    graph = snapshot.graph
    return Comparer(graph, snapshot.plans).compare(
        by,
        find_node(graph, document, ("document",)).id if document else None,
        find_node(graph, unit, ("unit",)).id if unit else None,
        [find_node(graph, ward, ("place",)).id for ward in wards],
    )
