"""Places side by side: who leads, who only coordinates, who has nothing."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator

from api import comparing, sheets
from api.asking import Current, Words
from api.comparing import CompareAnswer

router = APIRouter(tags=["compare"])


class CompareQuestion(BaseModel):
    """What is compared, over which places."""

    model_config = ConfigDict(extra="forbid")

    by: Literal["topic", "concept", "task"] = Field(
        default="topic", description="Rows: topics, concepts, or the tasks of `document`."
    )
    document: Words | None = Field(
        default=None, description="Only plans that carry it out, and tasks that cite it.", examples=["57-NQ/TW"]
    )
    unit: Words | None = Field(default=None, description="Only tasks of this unit.", examples=["Công an phường"])
    ward: Annotated[list[Words], Field(max_length=200)] = Field(default=[], description="Places; default: all.")
    rows: int = Field(default=100, ge=1, le=500, description="At most so many rows.")
    format: Literal["json", "csv", "xlsx"] = "json"

    @model_validator(mode="after")
    def _names_a_document(self) -> Self:
        if self.by == "task" and not self.document:
            raise ValueError("by=task compares the tasks of a document: name it in `document`")
        return self


@router.get(
    "/compare",
    operation_id="compare",
    response_model=CompareAnswer,
    responses={200: {"description": "The matrix.", "content": {"text/csv": {}, sheets.EXCEL: {}}}},
)
def compare(view: Current, response: Response, asked: Annotated[CompareQuestion, Query()]) -> CompareAnswer | Response:
    """Topics, concepts or the tasks of a document against places: who leads, who only coordinates, who has nothing.

    Tasks that stand in nearly the same words in plans of different places are told from own work; figures in similar
    words stand side by side. A document that is only cited, or has no tasks, is compared by topic.
    """
    graph = view.snapshot.graph
    found = view.compare(asked.by, asked.document, asked.unit, asked.ward)
    if asked.format == "json":
        return comparing.answer(graph, found, asked.rows)
    write, media = {"csv": (sheets.csv_bytes, "text/csv"), "xlsx": (sheets.xlsx_bytes, sheets.EXCEL)}[asked.format]
    table = list(comparing.table_rows(found, comparing.STATES))[: asked.rows]
    content = write(comparing.headers(found, ("Nội dung", "Số nhiệm vụ")), table)
    return attachment(content, media, f"plankg-compare.{asked.format}", response)


def attachment(content: bytes, media: str, name: str, response: Response) -> Response:
    """A file to keep, with the tag of the snapshot that `response` was given."""
    kept = {key: response.headers[key] for key in ("etag", "cache-control")}
    return Response(
        content, media_type=media, headers={**kept, "content-disposition": f'attachment; filename="{name}"'}
    )
