"""Which heading or item a place in the text stands under."""

from __future__ import annotations

from bisect import bisect_right

from ingest.structure.nodes import Node


class Homes:
    """The labelled nodes that places stand under: a page is walked once, however many tables it has."""

    def __init__(self, root: Node) -> None:
        self._nodes, self._reached = [root], [root.start]
        for node in root.walk():
            self._nodes.append(node if node.label else self._nodes[-1])
            self._reached.append(max(node.start, self._reached[-1]))

    def at(self, start: int) -> Node:
        """The last labelled node before the first one that begins behind `start`."""
        return self._nodes[max(0, bisect_right(self._reached, start) - 1)]
