"""The graph, or a part of it, in exchange formats."""

from __future__ import annotations

import io
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from api.asking import Current, Words
from api.models import Problem
from api.selecting import selection
from api.sheets import TooManyError
from kg.exchange.exports import MEDIA_TYPES

MOST_NODES = 200_000  # beyond, a part of the graph has to be named
SUFFIXES = {"csv": "zip", "neo4j": "zip"}
router = APIRouter(tags=["export"])


class ExportQuestion(BaseModel):
    """Which part of the graph, in which format."""

    model_config = ConfigDict(extra="forbid")

    view: Literal["full", "lineage", "assignments"] = "lineage"
    format: Literal[
        "ttl", "nt", "jsonld", "rdfxml", "graphml", "gexf", "dot", "csv", "json", "svg", "html", "neo4j", "ics"
    ] = "json"
    ward: Words | None = None
    document: Words | None = None
    unit: Words | None = None
    below: Words | None = None
    around: Words | None = None
    depth: int = Field(default=1, ge=1, le=6)


@router.get(
    "/export",
    operation_id="export",
    response_class=Response,
    responses={
        200: {"description": "The export.", "content": {kind: {} for kind in MEDIA_TYPES.values()}},
        413: {"model": Problem, "description": f"More than {MOST_NODES:,} nodes: name a part."},
    },
)
def export(view: Current, response: Response, asked: Annotated[ExportQuestion, Query()]) -> Response:
    """The graph, or a part of it, with the evidence of every statement; csv and neo4j are zip files of two tables."""
    from kg.exchange.exports import export as write

    if (
        not (asked.ward or asked.document or asked.unit or asked.below or asked.around)
        and len(view.snapshot.graph) > MOST_NODES
    ):
        raise TooManyError(len(view.snapshot.graph), MOST_NODES)
    named = (asked.ward, asked.document, asked.unit, asked.around, asked.depth, asked.below)
    chosen = selection(view.snapshot.graph, *named)
    out = io.BytesIO()
    write(view.snapshot, asked.view, asked.format, out, selection=chosen)
    suffix = SUFFIXES.get(asked.format, asked.format)
    headers = {
        "etag": response.headers["etag"],
        "cache-control": response.headers["cache-control"],
        "content-disposition": f'attachment; filename="plankg-{asked.view}.{suffix}"',
    }
    return Response(out.getvalue(), media_type=MEDIA_TYPES[asked.format], headers=headers)
