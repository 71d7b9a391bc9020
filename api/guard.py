"""What every request passes: an id, the limits of rate and time, and the counting."""

from __future__ import annotations

import asyncio
import re
import time
import uuid
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.limits import Buckets
from api.problems import problem, unexpected

if TYPE_CHECKING:
    from api.metrics import Metrics
    from api.settings import Settings

FREE = ("/healthz", "/readyz", "/metrics")  # those who watch the server are never refused
LONG = ("/mcp", "/v1/uploads")  # streams, and builds that take as long as they take
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Guard:
    """Wraps an application; refuses with problem documents (429 with Retry-After, 504)."""

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics
        self._seconds = settings.seconds
        self._buckets = Buckets(settings.rate, settings.burst, time.monotonic) if settings.rate > 0 else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _ID.fullmatch(given) else uuid.uuid4().hex
        began, status = time.perf_counter(), 0

        async def counted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = request_id
            await send(message)

        with self._metrics.running.track_inprogress():
            try:
                await self._limited(scope, receive, counted)
            except Exception:
                if not status:  # answered here, so that this answer too has its id and its headers; then it is logged
                    await unexpected()(scope, receive, counted)
                raise
            finally:
                operation = _operation(scope)
                self._metrics.requests.labels(operation, str(status)).inc()
                self._metrics.seconds.labels(operation).observe(time.perf_counter() - began)

    async def _limited(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if self._buckets and path not in FREE:
            client = scope["client"][0] if scope.get("client") else ""
            if wait := self._buckets.wait(client):
                self._metrics.refused.labels("rate").inc()
                answer = problem(429, f"Too many requests from this address. Ask again in {wait} seconds.")
                answer.headers["retry-after"] = str(wait)
                await answer(scope, receive, send)
                return
        if path.startswith(LONG):
            await self._app(scope, receive, send)
        else:
            await self._in_time(scope, receive, send)

    async def _in_time(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The answer, or 504 when it has not begun in time; what still computes then is heard no more."""
        begun = over = False

        async def heard(message: Message) -> None:
            nonlocal begun
            if not over:
                begun = True
                await send(message)

        answering = asyncio.ensure_future(self._app(scope, receive, heard))
        try:
            await asyncio.wait({answering}, timeout=self._seconds)
        except asyncio.CancelledError:
            answering.cancel()
            raise
        if answering.done() or begun:
            await answering
            return
        over = True
        answering.add_done_callback(_forget)
        self._metrics.refused.labels("seconds").inc()
        late = problem(504, f"This took longer than {self._seconds:g} seconds. Ask for less: add a filter, less depth.")
        await late(scope, receive, send)


def _forget(answering: asyncio.Future[None]) -> None:
    if not answering.cancelled():
        answering.exception()


def _operation(scope: Scope) -> str:
    """The operation that answered; addresses that nobody answers are counted as one, whatever they are."""
    route = scope.get("route")
    return getattr(route, "operation_id", None) or getattr(route, "name", None) or "unknown"
