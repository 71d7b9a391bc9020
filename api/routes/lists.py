"""What a snapshot holds: plans, documents, units, wards, the values of filters, and the snapshot itself."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

from fastapi import APIRouter, Query

from api import catalogue
from api.asking import Current
from api.models import DocumentList, FilterValues, PlanList, Status, UnitList, WardList

router = APIRouter(tags=["lists"])
Limit = Annotated[int, Query(ge=1, le=100)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]


@router.get("/plans", operation_id="plans")
def plans(view: Current, limit: Limit = 100, offset: Offset = 0) -> PlanList:
    """The plans that are held."""
    return PlanList(total=len(view.snapshot.plan_ids), plans=catalogue.plans(view, offset, offset + limit))


@router.get("/documents", operation_id="documents")
def documents(
    view: Current,
    q: Annotated[str, Query(max_length=512, description="Words of the number, title or issuer.")] = "",
    held: Annotated[bool | None, Query(description="Only documents held (true), or only cited (false).")] = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> DocumentList:
    """Documents, held or only cited, the most cited first."""
    from kg.naming import folded

    words = folded(q).split()
    found = [
        one
        for one in view.documents
        if held in (None, one.held) and all(word in folded(f"{one.id} {one.title} {one.issuer}") for word in words)
    ]
    return DocumentList(total=len(found), documents=found[offset : offset + limit])


@router.get("/units", operation_id="units")
def units(view: Current) -> UnitList:
    """Kinds of units over all wards, with the number of their tasks."""
    return UnitList(units=view.units)


@router.get("/wards", operation_id="wards")
def wards(view: Current) -> WardList:
    """The places that issued plans."""
    return WardList(wards=catalogue.wards(view))


@router.get("/filters", operation_id="filters")
def filters(view: Current) -> FilterValues:
    """The values that the filters of search and tasks may take."""
    names = [unit.name for unit in view.units]
    return FilterValues(wards=catalogue.values(view, "ward"), units=names, topics=catalogue.values(view, "topic"))


@router.get("/status", operation_id="status")
def status(view: Current) -> Status:
    """The snapshot that answers, and what it holds."""
    counts = view.snapshot.manifest["counts"]
    return Status(snapshot=view.snapshot.id, version=version("plankg"), counts=counts)
