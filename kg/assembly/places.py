"""What the gazetteer adds to the places that plans name: the city of a ward, and the wards it was formed from.

Nothing here is stated by a plan; edges that rest on it say so (`inferred`, `inferred_from`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ingest.organisations import gazetteer
from ingest.plan import Plan
from kg.assembly.draft import Draft
from kg.graph import Graph, Node
from kg.naming import Locality, folded, key

COUNTRY = "Việt Nam"

GAZETTEER = "gazetteer"
"""What `inferred_from` says of what that rests on the table of wards of July 2025 (`organisations/gazetteer.py`)."""

_DISTRICT = re.compile(r"\b(quận|huyện|thị xã)\b")
_LEVEL = {"tỉnh": re.compile(r"\btỉnh\b"), "thành phố": re.compile(r"\bthành (phố|ủy)\b")}


def completed(plan: Plan, place: Locality) -> Locality:
    """`place` with its city, where the plan names none, one city alone has such a ward, and nothing speaks against it.

    Against it speak a day of issue before the merger, a district (there is none since), the other level word
    ("Sở Nội vụ tỉnh" where the ward lies in a "thành phố") and a dateline in another province.
    """
    if place.city or not place.ward or _before_merger(plan):
        return place
    kind, name = gazetteer.split_kind(place.ward)
    cities = gazetteer.cities_of(name, kind)
    if len(cities) != 1 or _contradicts(plan, cities[0], name):
        return place
    return replace(place, city=cities[0].full, inferred=True)


def add_history(draft: Draft, plans: Sequence[Plan], places: Sequence[Locality]) -> None:
    """Give the wards of plans issued since the merger their `valid_from` and `predecessors`.

    A predecessor has `name`, `district`, `province`, `valid_until` (ISO) and `part` (only a part of it went in). A ward
    that was not merged has no `valid_from`; its one predecessor tells district and province. A plan from before the
    merger may mean an older ward of the same name, and says nothing about the one of today.
    """
    for place in sorted({p for plan, p in zip(plans, places, strict=True) if not _before_merger(plan)}, key=_name):
        history = _history(place) if place.ward and place.city else {}
        if history:
            draft.describe(f"place:{place.name}", **history)


def former_names(node: Node) -> Iterator[tuple[str, str]]:
    """(a name that people may use, the whole old name) for each ward that a place was formed from."""
    for old in node.attributes.get("predecessors", []):
        parts = [part for part in (old["name"], old.get("district", ""), old["province"]) if part]
        whole = ", ".join(parts)
        yield gazetteer.split_kind(old["name"])[1], whole
        yield from ((", ".join(parts[:n]), whole) for n in range(1, len(parts) + 1))
        yield f"{old['name']}, {old['province']}", whole


def former_name(node: Node, text: str) -> str:
    """The old name of the place that `text` gives, whole, or "" when it is no old name of it."""
    return next((whole for name, whole in former_names(node) if folded(name) == folded(text)), "")


def formed_from(graph: Graph, text: str) -> list[str]:
    """The ids of the places that a ward `text` of before the merger went into, sorted."""
    return sorted(node.id for node in graph.nodes("place") if former_name(node, text))


def successors(text: str) -> list[str]:
    """The wards of today ("phường Hồng Bàng, thành phố Hải Phòng") that an old ward, named with its kind, went into.

    `text` may have its district and province behind commas.
    """
    ward, *rest = (part.strip() for part in text.split(","))
    kind, name = gazetteer.split_kind(ward)
    if not kind:
        return []
    found = gazetteer.successors(name, kind, province=rest[-1] if rest else "") or gazetteer.successors(
        name, kind, district=rest[-1] if rest else ""
    )
    return [one.full for one in found]


def _history(place: Locality) -> dict[str, Any]:
    kind, name = gazetteer.split_kind(place.ward)
    found = gazetteer.predecessors(name, kind, place.city)
    olds = [{k: v for k, v in old._asdict().items() if v not in ("", False)} for old in found]
    start = {} if gazetteer.unchanged(name, kind, place.city) else {"valid_from": gazetteer.first_day()}
    return {**start, "predecessors": olds} if olds else {}


def _before_merger(plan: Plan) -> bool:
    """Whether a plan is dated before the merger; a date without day or month is as long as it is known."""
    date = plan.meta.date or ""
    return bool(date) and date < gazetteer.first_day()[: len(date)]


def _contradicts(plan: Plan, city: gazetteer.City, ward: str) -> bool:
    meta = plan.meta
    names = [key(name) for name in (meta.issuer, meta.signer_role or "", *meta.recipients)]
    names += [key(unit.canonical) for unit in plan.units]
    names += [key(document.issuer) for document in plan.documents if document.issuer]
    if any(_DISTRICT.search(name) for name in names):
        return True
    levels = {level for level, pattern in _LEVEL.items() if any(pattern.search(name) for name in names)}
    if levels and city.kind not in levels:
        return True
    dateline = key(gazetteer.split_kind(meta.place or "")[1])
    others = {key(other.name) for other in gazetteer.cities() if other != city}
    return dateline in others and dateline != key(ward)


def _name(place: Locality) -> str:
    return place.name
