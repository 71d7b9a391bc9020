"""Documents that plans cite and that nobody has added as files: what the corpus rests on without having it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.graph import Evidence, Graph, Node

OTHERS = "văn bản khác"
"""How documents are counted whose type no plan tells."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A document that is cited and not held, with one citation from each file that cites it, by name of file."""

    document: Node
    citations: tuple[Evidence, ...]


def missing_documents(graph: Graph) -> list[Missing]:
    """All of them, those that most files cite first, then by id. One that nothing quotes is left out."""
    found = []
    for node in graph.nodes("document"):
        if not node.attributes.get("held"):
            first = _first_of_each_file([e for edge in graph.into(node.id) for e in edge.evidence])
            found += [Missing(node, first)] if first else []
    return sorted(found, key=lambda one: (-len(one.citations), one.document.id))


def by_type(missing: Sequence[Missing]) -> list[tuple[str, int]]:
    """How many there are of each type of document, most first."""
    counts = Counter(one.document.attributes.get("type") or OTHERS for one in missing)
    return sorted(counts.items(), key=lambda item: (item[0] == OTHERS, -item[1], item[0]))


def _first_of_each_file(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    first: dict[str, Evidence] = {}
    for one in sorted(evidence, key=lambda e: (e.source, e.start, e.end)):
        first.setdefault(one.source, one)
    return tuple(first.values())
