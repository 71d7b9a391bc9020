"""What the server counts about itself, in the format of Prometheus."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

CONTENT_TYPE = CONTENT_TYPE_LATEST


class Metrics:
    """Counters of one application; they name operations and statuses, never what was asked."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "plankg_requests_total", "Requests answered.", ("operation", "status"), registry=self._registry
        )
        self.seconds = Histogram(
            "plankg_request_seconds",
            "Time to the end of the answer.",
            ("operation",),
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
            registry=self._registry,
        )
        self.running = Gauge("plankg_requests_running", "Requests being answered.", registry=self._registry)
        self.refused = Counter(
            "plankg_requests_refused_total", "Requests over a limit.", ("limit",), registry=self._registry
        )
        self._held = Gauge("plankg_held", "What the snapshot in force holds.", ("kind",), registry=self._registry)

    def hold(self, counts: dict[str, int]) -> None:
        """Tell what the snapshot in force holds."""
        for kind, count in counts.items():
            self._held.labels(kind).set(count)

    def text(self) -> bytes:
        """Everything that was counted, as Prometheus reads it."""
        return generate_latest(self._registry)
