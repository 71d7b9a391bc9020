"""Which units the groups of a plan stand for ("các phòng chuyên môn"), where the plans of a place let it be known.

Stated: the group's name is followed by the list of its members ("các phòng: A, B, C"). Inferred: every unit of the
same place whose name begins with the group's own noun is a member ("Phòng Văn hóa - Xã hội" of "các phòng, ban").
Groups of those "concerned" are a choice that nobody wrote down, and "cơ quan, đơn vị" says nothing of a name: they
have no inferred members. A unit that is described instead of named ("Phòng có chức năng về ...") is an inferred member
of none, for it may be one that the plan names elsewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ingest.plan import Plan, Unit
from kg.assembly.draft import Draft
from kg.assembly.work import placed
from kg.graph import Evidence, Node
from kg.naming import Locality, key

NAMES = "names"
"""What `inferred_from` says of members that were inferred from the names of the units of a place."""

_PREFIXES: Mapping[str, tuple[str, ...]] = {
    "phòng": ("phòng ",),
    "phòng chuyên môn": ("phòng ",),
    "cơ quan chuyên môn": ("phòng ", "văn phòng "),
    "ban": ("ban ",),
    "sở": ("sở ",),
    "trường": ("trường ",),
    "trường học": ("trường ",),
    "nhà trường": ("trường ",),
    "đoàn thể": ("hội ", "đoàn thanh niên", "liên đoàn ", "công đoàn"),
    "đơn vị sự nghiệp": ("trung tâm ", "trạm "),
}
"""Noun of a group -> how the names of its members begin."""

_CHOICE = re.compile(r"liên quan|chức năng|khác|thẩm quyền")
_DESCRIBED = re.compile(r"\b(?:có|được giao|phụ trách|thực hiện|tham mưu|liên quan|chuyên môn|khác)\b")
"""In a name: "Phòng có chức năng ..." describes a unit that the plan does not name."""

_OPENS = re.compile(r"[^\S\n]*(?:\(|:|gồm:?|bao gồm:?)[^\S\n]*(?:gồm:?[^\S\n]*)?")
_BETWEEN = re.compile(r"\s*(?:,\s*và|,|;|và)\s*")


def add_members(draft: Draft, plans: Sequence[Plan], places: Sequence[Locality], texts: Mapping[str, str]) -> None:
    """Add `has_member` from groups to units of their place, with the words that say so, inferred ones marked."""
    for plan, place in zip(plans, places, strict=True):
        for group, member, evidence in _stated(plan, texts.get(plan.source, "")):
            ends = [_unit_id(unit, place) for unit in (group, member)]
            if all(draft.has(end) for end in ends) and ends[0] != ends[1]:
                draft.edge(ends[0], "has_member", ends[1], [evidence])
    by_place: dict[str, list[Node]] = defaultdict(list)
    for node in draft.nodes("unit"):
        if "place" in node.attributes:
            by_place[node.attributes["place"]].append(node)
    named = {node_id: _first(found) for node_id, found in draft.evidence("instance_of").items() if found}
    for units in by_place.values():
        for whole, part in _inferred(sorted(units, key=lambda node: node.id)):
            proof = [named[node.id] for node in (whole, part) if node.id in named]
            draft.edge(whole.id, "has_member", part.id, proof, inferred_from=NAMES)


def _unit_id(unit: Unit, place: Locality) -> str:
    name, where = placed(unit, place)
    return f"unit:{name}@{where.name}" if where.name else f"unit:{name}"


def _stated(plan: Plan, text: str) -> Iterator[tuple[Unit, Unit, Evidence]]:
    """(group, member, the words from the group's name to the member's) for each list of members behind a group."""
    mentions = sorted((span.start, span.end, unit.canonical) for unit in plan.units for span in unit.mentions)
    units = {unit.canonical: unit for unit in plan.units}
    starts: dict[int, tuple[int, str]] = {start: (end, name) for start, end, name in reversed(mentions)}
    for start, end, name in mentions:
        opened = _OPENS.match(text, end) if units[name].level == "group" else None
        place = opened.end() if opened else len(text)
        while place in starts:
            place, member = starts[place]
            if units[member].level == "group":
                break
            yield units[name], units[member], Evidence(plan.source, start, place, text[start:place])
            more = _BETWEEN.match(text, place)
            place = more.end() if more else len(text)


def _inferred(units: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    single = [(key(_canonical(node)), node) for node in units if node.attributes.get("level") != "group"]
    members = [(name, node) for name, node in single if not _DESCRIBED.search(name)]
    for group in units:
        if group.attributes.get("level") == "group":
            begins = _begins(key(_canonical(group)))
            yield from ((group, node) for name, node in members if begins and name.startswith(begins))


def _begins(group: str) -> tuple[str, ...]:
    """How the names of a group's members begin; () where its name does not tell."""
    if _CHOICE.search(group):
        return ()
    bare = re.sub(r" (?:thuộc|của|trên địa bàn)\b.*| (?:phường|xã|thành phố|tỉnh)$", "", group)
    nouns = re.split(r",\s*|\s+và\s+", re.sub(r"^các ", "", bare))
    return tuple(prefix for noun in nouns for prefix in _PREFIXES.get(noun.strip(), ()))


def _canonical(node: Node) -> str:
    return str(node.attributes.get("canonical", node.label))


def _first(evidence: Sequence[Evidence]) -> Evidence:
    """The first of the places where a unit is named."""
    return min(evidence, key=lambda e: (e.source, e.start, e.end))
