"""Threads: what computes has as many as there are processors, what waits for other processes has its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter
from anyio.to_thread import current_default_thread_limiter, run_sync
from fastapi import Request

COMPUTING = max(2, os.cpu_count() or 1)
"""Answers that are computed at once. More gain nothing, as one at a time runs Python, and they would take turns with
the event loop, which answers for the server's health."""

P = ParamSpec("P")
T = TypeVar("T")


def limit() -> None:
    """Hold the threads that answers are computed in to their number. To be called in the event loop."""
    current_default_thread_limiter().total_tokens = COMPUTING


async def apart(request: Request, name: str, most: int, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """What `work` gives, from one of `most` threads that are kept for work of this name.

    It is for work that waits for other processes: it takes no thread from those that compute answers.
    """
    pools: dict[str, CapacityLimiter] = request.app.state.pools
    limiter = pools.get(name) or pools.setdefault(name, CapacityLimiter(most))
    return await run_sync(partial(work, *given, **named), limiter=limiter)
