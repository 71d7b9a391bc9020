"""Whether the server runs, whether it can answer, and what it has counted."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from api.models import Problem

router = APIRouter(tags=["health"])
PLAIN = {"content": {"text/plain": {"schema": {"type": "string"}}}}


@router.get(
    "/healthz",
    operation_id="healthz",
    response_class=PlainTextResponse,
    responses={200: {"description": "Ok.", **PLAIN}},
)
async def alive() -> PlainTextResponse:
    """The server runs. Answered without a thread, so that busy readers do not hold it up."""
    return PlainTextResponse("ok\n")


@router.get(
    "/readyz",
    operation_id="readyz",
    response_class=PlainTextResponse,
    responses={
        200: {"description": "Ready.", **PLAIN},
        503: {"model": Problem, "description": "Nothing is built yet."},
    },
)
def ready(request: Request) -> PlainTextResponse:
    """A snapshot is open. Answers 503 while there is none."""
    request.app.state.live.view()
    return PlainTextResponse("ready\n")


@router.get(
    "/metrics", operation_id="metrics", response_class=Response, responses={200: {"description": "Counts.", **PLAIN}}
)
async def metrics(request: Request) -> Response:
    """Counts of requests and of what is held, in the format of Prometheus."""
    from api.metrics import CONTENT_TYPE

    view = request.app.state.live.opened
    if view is not None:
        request.app.state.metrics.hold(view.snapshot.manifest["counts"])
    return Response(request.app.state.metrics.text(), media_type=CONTENT_TYPE)
