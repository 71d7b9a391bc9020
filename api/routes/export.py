"""The graph, or a part of it, in exchange formats."""

from __future__ import annotations

import io
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from api.asking import Current, Words
from api.selecting import selection

MEDIA_TYPES = {
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "dot": "text/vnd.graphviz; charset=utf-8",
    "csv": "application/zip",
    "json": "application/json",
    "svg": "image/svg+xml",
}
router = APIRouter(tags=["export"])


class ExportQuestion(BaseModel):
    """Which part of the graph, in which format."""

    model_config = ConfigDict(extra="forbid")

    view: Literal["full", "lineage", "assignments"] = "lineage"
    format: Literal["ttl", "nt", "jsonld", "rdfxml", "graphml", "gexf", "dot", "csv", "json", "svg"] = "json"
    ward: Words | None = None
    document: Words | None = None
    unit: Words | None = None
    around: Words | None = None
    depth: int = Field(default=1, ge=1, le=6)


@router.get(
    "/export",
    operation_id="export",
    response_class=Response,
    responses={200: {"description": "The export.", "content": {kind: {} for kind in MEDIA_TYPES.values()}}},
)
def export(view: Current, response: Response, asked: Annotated[ExportQuestion, Query()]) -> Response:
    """The graph, or a part of it, with the evidence of every statement; csv is a zip file of two tables."""
    from kg.exports import export as write

    chosen = selection(view.snapshot.graph, asked.ward, asked.document, asked.unit, asked.around, asked.depth)
    out = io.BytesIO()
    write(view.snapshot, asked.view, asked.format, out, selection=chosen)
    suffix = "zip" if asked.format == "csv" else asked.format
    headers = {
        "etag": response.headers["etag"],
        "cache-control": response.headers["cache-control"],
        "content-disposition": f'attachment; filename="plankg-{asked.view}.{suffix}"',
    }
    return Response(out.getvalue(), media_type=MEDIA_TYPES[asked.format], headers=headers)
