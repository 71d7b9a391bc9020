"""Search and complete lists of tasks."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.asking import Current, FilterQuestion, SearchQuestion
from api.models import Label, Result, Results

router = APIRouter(tags=["search"])


@router.get("/search", operation_id="search")
def search(view: Current, asked: Annotated[SearchQuestion, Query()]) -> Results:
    """Ranked tasks, documents and sections. Names of units, roles, wards and times in the question act as filters."""
    last = asked.offset + asked.limit
    answer = view.engine.search(asked.q, asked.filters(), asked.kind, last, asked.explain)
    return Results(
        query=asked.q,
        total=answer.total,
        offset=asked.offset,
        limit=asked.limit,
        understood=[Label(kind=label.kind, value=label.value, said=label.said) for label in answer.understood],
        results=[Result.model_validate(found.to_json()) for found in answer.results[asked.offset : last]],
    )


@router.get("/tasks", operation_id="tasks")
def tasks(view: Current, asked: Annotated[FilterQuestion, Query()]) -> Results:
    """The complete list of tasks that the filters select, by ward, plan and position, page by page."""
    found = view.engine.tasks(asked.filters())
    shown = found[asked.offset : asked.offset + asked.limit]
    return Results(
        query="",
        total=len(found),
        offset=asked.offset,
        limit=asked.limit,
        understood=[],
        results=[Result.model_validate(one.to_json()) for one in shown],
    )
