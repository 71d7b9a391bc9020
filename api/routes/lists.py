"""What a snapshot holds: plans, documents, units, wards, the values of filters, and the snapshot itself."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

from fastapi import APIRouter, Query, Request

from api import catalogue, paging
from api.asking import Current
from api.models import DocumentList, FilterValues, PlanList, Status, UnitList, WardList
from api.paging import Cursor, Limit, LongLimit, Offset

router = APIRouter(tags=["lists"])


@router.get("/plans", operation_id="plans")
def plans(view: Current, limit: Limit = 100, offset: Offset = 0, cursor: Cursor = None) -> PlanList:
    """The plans that are held."""
    at = paging.place(cursor, offset, view.snapshot.id, "plans")
    found = catalogue.plans(view, at.offset, at.offset + limit)
    total = len(view.snapshot.plan_ids)
    return PlanList(total=total, plans=found, next=at.next(len(found), total))


@router.get("/documents", operation_id="documents")
def documents(
    view: Current,
    q: Annotated[str, Query(max_length=512, description="Words of the number, title or issuer.")] = "",
    held: Annotated[bool | None, Query(description="Only documents held (true), or only cited (false).")] = None,
    limit: Limit = 100,
    offset: Offset = 0,
    cursor: Cursor = None,
) -> DocumentList:
    """Documents, held or only cited, the most cited first."""
    from kg.naming import folded

    at = paging.place(cursor, offset, view.snapshot.id, ("documents", q, held))
    words = folded(q).split()
    found = [
        one
        for one in view.documents
        if held in (None, one.held) and all(word in folded(f"{one.id} {one.title} {one.issuer}") for word in words)
    ]
    shown, following = paging.page(found, at, limit)
    return DocumentList(total=len(found), documents=list(shown), next=following)


@router.get("/units", operation_id="units")
def units(view: Current, limit: LongLimit = 1000, cursor: Cursor = None) -> UnitList:
    """Kinds of units over all wards, with the number of their tasks."""
    shown, following = paging.page(view.units, paging.place(cursor, 0, view.snapshot.id, "units"), limit)
    return UnitList(total=len(view.units), units=list(shown), next=following)


@router.get("/wards", operation_id="wards")
def wards(view: Current, limit: LongLimit = 1000, cursor: Cursor = None) -> WardList:
    """The places that issued plans."""
    found = catalogue.wards(view)
    shown, following = paging.page(found, paging.place(cursor, 0, view.snapshot.id, "wards"), limit)
    return WardList(total=len(found), wards=list(shown), next=following)


@router.get("/filters", operation_id="filters")
def filters(view: Current) -> FilterValues:
    """The values that the filters of search and tasks may take."""
    names = [unit.name for unit in view.units]
    return FilterValues(wards=catalogue.values(view, "ward"), units=names, topics=catalogue.values(view, "topic"))


@router.get("/status", operation_id="status")
def status(view: Current, request: Request) -> Status:
    """The snapshot that answers, what it holds, and what this server offers."""
    state = request.app.state
    return Status(
        snapshot=view.snapshot.id,
        version=version("plankg"),
        counts=view.snapshot.manifest["counts"],
        uploads=state.settings.upload_token is not None,
        mcp=state.mcp,
    )
