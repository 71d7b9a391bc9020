"""The HTTP API and the web page over one folder of data. Read-only: GET everywhere, and POST for long
SPARQL queries, which change nothing either.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from api import problems, threads
from api.describing import describe
from api.guard import Guard
from api.live import Live
from api.metrics import Metrics
from api.models import Problem
from api.routes import (
    around,
    calendar,
    compare,
    documents,
    drawing,
    export,
    finding,
    graph,
    health,
    lists,
    originals,
    page,
    places,
    reading,
    sparql,
    suggest,
    uploads,
)
from api.security import SecurityHeaders
from api.settings import Settings
from api.warming import ready
from search.rerank import open_reranker

DESCRIPTION = """The same answers as the command line `plankg`, read-only.

Every statement carries the place that it was read from: `source`, `start` and `end` in code points of the text at
`/v1/text/{plan}`. Errors are problem documents (RFC 9457). Answers carry an ETag of the snapshot that gave them, and
with it If-None-Match is answered by 304. Lists have `next`, the cursor of the following page; a cursor of an older
snapshot is answered by 410. What was left out is told by `truncated`.
"""
ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "A question that cannot be answered as it was put."},
    404: {"model": Problem, "description": "Nothing of that name."},
    410: {"model": Problem, "description": "The cursor is of an older graph."},
    422: {"model": Problem, "description": "A parameter that this address does not take."},
    429: {"model": Problem, "description": "Too many requests."},
    503: {"model": Problem, "description": "Nothing is built yet."},
    504: {"model": Problem, "description": "The answer took too long."},
}

FORMATS: dict[int | str, dict[str, Any]] = {
    406: {"model": Problem, "description": "A media type that this answer has not."},
    413: {"model": Problem, "description": "The question is too long."},
    415: {"model": Problem, "description": "A question in a media type that is not read."},
}
GROUPS = (
    *(finding, suggest, calendar, compare),
    *(graph, lists, documents, drawing, originals, reading, around, places),
    *(export, sparql),
)


def create_app(data: Path, settings: Settings = Settings()) -> FastAPI:  # noqa: B008 - immutable
    """The application over the graph in `data`, which may be built or built anew while it runs.

    Raises ModelError when the reranking model of the settings cannot be used.
    """
    app = FastAPI(
        title="plankg", version=version("plankg"), description=DESCRIPTION, lifespan=_lifespan,
        openapi_url="/v1/openapi.json", docs_url=None, redoc_url=None,  # their pages load scripts from elsewhere
    )  # fmt: skip
    app.state.live = Live(Path(data), open_reranker(settings.rerank))
    app.state.metrics, app.state.settings = Metrics(), settings
    app.state.mcp, app.state.door, app.state.pools = False, None, {}
    problems.install(app)
    describe(app)
    for group in GROUPS:
        app.include_router(group.router, prefix="/v1", responses=ERRORS | (FORMATS if group is sparql else {}))
    if settings.upload_token:
        app.include_router(uploads.router, prefix="/v1", responses=ERRORS)
    if settings.mcp and find_spec("mcp") is not None:
        _open_door(app)
    app.include_router(health.router)
    app.include_router(page.router)
    app.add_middleware(Guard, settings=settings, metrics=app.state.metrics)
    if settings.origins:
        exposed = ("etag", "retry-after", "x-request-id")
        app.add_middleware(CORSMiddleware, allow_origins=settings.origins, expose_headers=exposed)
    app.add_middleware(SecurityHeaders)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """While the application runs, so do the sessions of assistants, where their door is open."""
    threads.limit()
    await ready(app)
    door = app.state.door
    if door is None:
        yield
        return
    async with door():
        yield


def _open_door(app: FastAPI) -> None:
    """The Model Context Protocol under /mcp: each request is whole in itself, so that nothing piles up."""
    from api.mcp_server import server

    settings: Settings = app.state.settings
    made = server(app.state.live)
    inner = made.streamable_http_app(stateless_http=True, json_response=True, host=settings.host)
    app.router.routes.extend(inner.routes)
    app.state.door, app.state.mcp = made.session_manager.run, True
