"""Names as people type them -> nodes, with near misses when there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from ingest.citing.identity import DocumentId
from kg.assembly.places import formed_from, successors
from kg.errors import NotFoundError
from kg.graph import Graph, Node
from kg.naming import folded
from kg.predicates import KIND_NAMES, KINDS

SUGGESTIONS = 5


def find_node(graph: Graph, text: str, kinds: Sequence[str] | None = None) -> Node:
    """The node (of one of `kinds`) that `text` names.

    `text` is a node id, with or without its prefix; a document's number ("57-NQ/TW", "47/KH-UBND"), law or label; the
    file of a held plan, its stem or the beginning of its stem ("001_957"); the name of a ward, a unit or a topic;
    with or without diacritics and case; a ward's name from before July 2025 finds the ward of today. Where `kinds`
    has documents but not places, a ward's name, of today or from before, stands for its plan. A name that fits several
    nodes equally well is as good as none: the error lists them. Raises NotFoundError with `suggestions`, ValueError for
    an unknown kind.
    """
    for kind in kinds or ():
        if kind not in KIND_NAMES:
            raise ValueError(f"no kind {kind!r}; known: {', '.join(KIND_NAMES)}")
    wanted = text.strip()
    exact = _by_id(graph, wanted, kinds)
    if exact:
        return exact
    names = list(_names(graph, kinds))
    for fits in (_same, _same_without_kind, _begins):
        found = sorted({node_id for node_id, name in names if fits(wanted, name)})
        if len(found) == 1:
            return graph.node(found[0])
        if found:
            raise NotFoundError(text, found[:SUGGESTIONS])
    formed = formed_from(graph, wanted)
    if kinds and "place" not in kinds:
        plans = {edge.source for place in formed for edge in graph.into(place, "issued_in")}
        formed = sorted(plans) if "document" in kinds else []
    if len(formed) == 1:
        return graph.node(formed[0])
    if formed:
        raise NotFoundError(text, formed[:SUGGESTIONS], "Before July 2025 it was a ward; it went into several.")
    raise NotFoundError(text, _near(wanted, names), _became(wanted))


def _became(text: str) -> str:
    """What became of a ward of before July 2025 of which no place is in the graph; "" for any other name."""
    found = successors(text)
    more = f" and {len(found) - SUGGESTIONS} more" if len(found) > SUGGESTIONS else ""
    return f"Since July 2025 it is (or is part of) {'; '.join(found[:SUGGESTIONS])}{more}." if found else ""


def _by_id(graph: Graph, text: str, kinds: Sequence[str] | None) -> Node | None:
    prefixes = [kind.prefix for kind in KINDS if not kinds or kind.name in kinds]
    for node_id in (text, *(f"{prefix}:{text}" for prefix in prefixes)):
        if node_id in graph:
            node = graph.node(node_id)
            if not kinds or node.kind in kinds:
                return node
    return None


def _names(graph: Graph, kinds: Sequence[str] | None) -> Iterator[tuple[str, str]]:
    """(node id, name) for all names of all nodes; tasks and targets are known by id alone."""
    for kind in kinds or ("document", "unit", "place", "topic"):
        if kind in ("task", "target"):
            continue
        for node in graph.nodes(kind):
            yield node.id, node.label
            yield node.id, node.id.partition(":")[2]
            if kind == "document":
                yield from ((node.id, name) for name in _document_names(node))
                # Where places are not asked for, a ward's name stands for its plan.
                if kinds and "place" not in kinds and node.attributes.get("held"):
                    ward = node.attributes.get("place", "").split(",")[0]
                    yield from ((node.id, name) for name in (ward, _bare_place(ward)) if name)
            elif kind == "place":
                yield node.id, _bare_place(node.label)


def _bare_place(name: str) -> str:
    return re.sub(r"^(phường|xã|thị trấn|đặc khu|thành phố|tỉnh) ", "", name)


def _document_names(node: Node) -> Iterator[str]:
    attributes = node.attributes
    if attributes.get("number"):
        yield attributes["number"]
    yield from attributes.get("spellings", [])
    yield from (name for former in attributes.get("former_ids", []) for name in (former, former.partition(":")[2]))
    versions = [record["source"] for record in attributes.get("versions", [])]
    for name in [attributes["source"], *versions] if attributes.get("held") else versions:
        source = PurePosixPath(name)
        yield from (str(source), source.name, source.stem)


def _same(wanted: str, name: str) -> bool:
    return folded(wanted) == folded(name) or (_is_number(wanted) and _number(wanted) == _number(name))


def _same_without_kind(wanted: str, name: str) -> bool:
    """ "Quyết định số 709/QĐ-TTg" names "709/QĐ-TTg"."""
    bare = re.sub(r"^\D*?(?=\d)", "", wanted)
    return _is_number(bare) and _number(bare) == _number(name)


def _begins(wanted: str, name: str) -> bool:
    """The beginning of a file's name or of a number; at least three characters, one of them a digit."""
    return len(wanted) >= 3 and any(c.isdigit() for c in wanted) and folded(name).startswith(folded(wanted))


def _is_number(text: str) -> bool:
    return bool(re.match(r"\d+[^\W\d_]?[\s/-]", text))


def _number(text: str) -> str:
    return DocumentId.parse(folded(text.partition("@")[0]) or "?").key[0]


def _near(wanted: str, names: Sequence[tuple[str, str]]) -> list[str]:
    """The nearest names, best first, each node once; equal scores in order of the ids."""
    from rapidfuzz import fuzz, process

    choices = [folded(name) for _, name in names]
    scored = process.extract(folded(wanted), choices, scorer=fuzz.WRatio, score_cutoff=60, limit=50)
    best: dict[str, float] = {}
    for _, score, i in scored:
        best[names[i][0]] = max(score, best.get(names[i][0], 0))
    return sorted(best, key=lambda node_id: (-best[node_id], node_id))[:SUGGESTIONS]
