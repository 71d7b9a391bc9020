"""The HTTP API and the web page over one folder of data. Read-only: GET everywhere, and POST for long
SPARQL queries, which change nothing either.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from api import problems
from api.live import Live
from api.models import Problem
from api.routes import (
    around,
    calendar,
    compare,
    documents,
    export,
    finding,
    graph,
    health,
    lists,
    page,
    places,
    reading,
    sparql,
    suggest,
)
from api.security import SecurityHeaders

DESCRIPTION = """The same answers as the command line `plankg`, read-only.

Every statement carries the place that it was read from: `source`, `start` and `end` in code points of the text at
`/v1/text/{plan}`. Errors are problem documents (RFC 9457). Answers carry an ETag of the snapshot that gave them.
"""
ERRORS: dict[int | str, dict[str, Any]] = {
    404: {"model": Problem, "description": "Nothing of that name."},
    422: {"model": Problem, "description": "A parameter that this address does not take."},
    503: {"model": Problem, "description": "Nothing is built yet."},
}

GROUPS = (
    *(finding, suggest, calendar, compare),
    *(graph, lists, documents, reading, around, places),
    *(export, sparql),
)


def create_app(data: Path) -> FastAPI:
    """The application over the graph in `data`, which may be built or built anew while it runs."""
    app = FastAPI(
        title="plankg", version=version("plankg"), description=DESCRIPTION,
        openapi_url="/v1/openapi.json", docs_url=None, redoc_url=None,  # their pages load scripts from elsewhere
    )  # fmt: skip
    app.state.live = Live(Path(data))
    problems.install(app)
    for group in GROUPS:
        app.include_router(group.router, prefix="/v1", responses=ERRORS)
    app.include_router(health.router)
    app.include_router(page.router)
    app.add_middleware(SecurityHeaders)
    return app
