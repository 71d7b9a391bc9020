"""Suggestions while a person types: units, wards, documents, topics, and how a word may have been meant."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.asking import Current
from api.naming import suggest as find

router = APIRouter(tags=["search"])


class Suggestion(BaseModel):
    """A name that fits what was typed: `value` is what the filter of its kind takes, or the words to search for."""

    kind: Literal["unit", "ward", "document", "topic", "plan", "spelling", "abbreviation"]
    value: str = Field(examples=["Công an phường"])
    label: str
    size: int = Field(description="Tasks of a unit or topic, plans of a ward, documents that cite a document.")


class Suggestions(BaseModel):
    """Suggestions, those that begin with what was typed first."""

    query: str
    suggestions: list[Suggestion]


@router.get("/suggest", operation_id="suggest")
def suggest(
    view: Current,
    q: Annotated[str, Query(min_length=1, max_length=200, description="What has been typed so far.")],
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> Suggestions:
    """Units, wards, plans, documents and topics whose names hold the words typed, with marks or without."""
    named = find(view, q, limit)
    found = [Suggestion.model_validate(one, from_attributes=True) for one in named]
    return Suggestions(query=q, suggestions=found)
