"""What a server does before it takes its first request, so that no early one holds up the others."""

from __future__ import annotations

from contextlib import suppress

from anyio.to_thread import run_sync
from fastapi import FastAPI
from starlette.types import Message, Scope

from ingest.errors import PlankgError


async def ready(app: FastAPI) -> None:
    """Open the snapshot, if there is one, and let the addresses be prepared, which FastAPI does at the first request.

    Both take some hundred milliseconds of the event loop or of the one thread that runs Python.
    """
    with suppress(PlankgError):  # nothing is built yet; who asks is told so
        await run_sync(app.state.live.view)
    await _ask(app, "/healthz")


async def _ask(app: FastAPI, path: str) -> None:
    """One request from inside; its answer goes nowhere."""

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        pass

    scope: Scope = {"type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "root_path": ""}
    scope.update(path=path, raw_path=path.encode(), query_string=b"", headers=[], client=None, server=None)
    await app(scope, receive, send)
