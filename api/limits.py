"""How often a client may ask: a bucket of tokens for each, filled at a steady rate."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable

MOST_CLIENTS = 10_000  # the least recently seen is forgotten first: it is as good as a new one by then


class Buckets:
    """One bucket a client: `burst` tokens at most, `rate` new ones a second; a request takes one."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float]) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> int:
        """0 when the client may ask now, which takes a token; else the whole seconds until it may."""
        now = self._clock()
        tokens, then = self._left.pop(client, (float(self._burst), now))
        tokens = min(float(self._burst), tokens + (now - then) * self._rate)
        allowed = tokens >= 1
        self._left[client] = (tokens - 1 if allowed else tokens, now)
        if len(self._left) > MOST_CLIENTS:
            self._left.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - tokens) / self._rate))
