"""Requests made up from the interface's own description: none may break the server, all answers are as described.

A few hundred requests; `make fuzz-api` sends 10,000 (PLANKG_FUZZ says how many).
"""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from api.app import create_app
from api.settings import Settings

schemathesis = pytest.importorskip("schemathesis")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]  # the library's own warnings are not ours

TOKEN = "a token that only the test has"
REQUESTS = int(os.environ.get("PLANKG_FUZZ", "360"))
# Made-up names are nobody's: half of the requests ask for things that are there.
NAMES = ("57-NQ/TW", "04_ngo-quyen", "Công an phường", "phường Lê Chân", "topic:an ninh mạng", "task:029cfef8/t001")
CHECKS = tuple(
    getattr(schemathesis.checks, name)
    for name in (
        "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
        "response_headers_conformance",
    )
)  # fmt: skip


def test_no_request_breaks_the_server(data: Path) -> None:
    app = create_app(data, Settings(upload_token=TOKEN, seconds=100, mcp=False))
    schema = schemathesis.openapi.from_asgi("/v1/openapi.json", app)
    operations = [found.ok() for found in schema.get_all_operations()]
    each = -(-REQUESTS // sum(takes_something(operation) for operation in operations))
    failures: dict[str, str] = {}
    statuses: Counter[int] = Counter()
    for operation in operations:
        try:
            attack(operation, each, statuses)
        except (Exception, BaseExceptionGroup) as error:
            failures[operation.label] = f"{error}\n{getattr(error, '__notes__', '')}"
    print(f"{sum(statuses.values())} requests to {len(operations)} operations: {dict(sorted(statuses.items()))}")
    assert not failures, "\n\n".join(f"{name}: {said}" for name, said in failures.items())
    assert sum(statuses.values()) >= REQUESTS * 0.9


def takes_something(operation: Any) -> bool:
    """Whether requests to it can differ: an address without parameters is asked but a few times."""
    raw = operation.definition.raw
    return bool(raw.get("parameters") or raw.get("requestBody"))


def attack(operation: Any, requests: int, statuses: Counter[int]) -> None:
    """Send made-up requests to one operation; raises for the first that breaks it."""

    @settings(
        max_examples=requests, deadline=None, database=None, phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def sent(case: Any) -> None:
        chosen = random.Random(repr((case.path_parameters, case.query)))
        if "name" in case.path_parameters and chosen.random() < 0.5:
            case.path_parameters["name"] = chosen.choice(NAMES)
        headers = {"authorization": f"Bearer {TOKEN}"} if "/uploads" in case.path else {}
        response = case.call(headers=headers, timeout=120)
        statuses[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    sent()
