"""Names as people type them -> the part of the graph to export."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.views import Selection


def selection(
    graph: Graph, ward: str | None, document: str | None, unit: str | None, around: str | None, depth: int
) -> Selection:
    """The selection by node ids. Raises NotFoundError, with near names, for a name that nothing bears."""
    from kg.lookup import find_node
    from kg.views import Selection

    def named(name: str | None, *kinds: str) -> str | None:
        return find_node(graph, name, kinds or None).id if name else None

    return Selection(named(ward, "place"), named(document, "document"), named(unit, "unit"), named(around), depth)
