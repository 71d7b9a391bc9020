"""What every request passes: ids, limits of rate and time, counting, sites that may ask."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from api.app import create_app
from api.limits import MOST_CLIENTS, Buckets
from api.settings import Settings, token


def client_of(data: Path, **chosen: Any) -> TestClient:
    return TestClient(create_app(data, Settings(**chosen)), raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("given_id", "kept"), [("abc-1.2_3", True), ("a" * 64, True), ("a" * 65, False), ("a b", False), ("é", False)]
)
def test_requests_have_ids(client: TestClient, given_id: str, kept: bool) -> None:
    answer = client.get("/v1/nothing", headers={"x-request-id": given_id.encode()})
    assert (answer.headers["x-request-id"] == given_id) is kept
    assert answer.headers["x-request-id"]


def test_who_asks_too_often_is_told_when_to_come_again(data: Path) -> None:
    client = client_of(data, rate=0.5, burst=3)
    assert [client.get("/v1/status").status_code for _ in range(3)] == [200, 200, 200]
    refused = client.get("/v1/status")
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    assert refused.headers["content-type"] == "application/problem+json"
    assert client.get("/healthz").status_code == 200
    assert 'plankg_requests_refused_total{limit="rate"} 1.0' in client.get("/metrics").text


def test_refusals_and_errors_bear_the_headers_of_every_answer(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> None:
        raise RuntimeError("a secret path")

    monkeypatch.setattr("api.catalogue.wards", broken)
    client = client_of(data, rate=0.01, burst=1)
    for status in (500, 429):
        answer = client.get("/v1/wards")
        assert answer.status_code == status
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["x-request-id"]
        assert answer.headers["content-type"] == "application/problem+json"
        assert "secret" not in answer.text
    assert 'plankg_requests_total{operation="wards",status="500"} 1.0' in client.get("/metrics").text


def test_without_a_rate_nobody_is_refused(data: Path) -> None:
    client = client_of(data, rate=0, burst=1)
    assert {client.get("/v1/status").status_code for _ in range(20)} == {200}


@settings(max_examples=50)
@given(st.floats(0.1, 50), st.integers(1, 20), st.lists(st.floats(0, 2, allow_nan=False), min_size=1, max_size=60))
def test_buckets_let_through_what_the_rate_allows(rate: float, burst: int, pauses: list[float]) -> None:
    now = 0.0
    buckets = Buckets(rate, burst, lambda: now)
    passed = 0
    for pause in pauses:
        now += pause
        wait = buckets.wait("one")
        passed += wait == 0
        assert passed <= burst + now * rate + 1e-6
    assert buckets.wait("other") == 0


def test_a_refused_client_may_ask_after_the_time_that_it_was_told() -> None:
    now = 0.0
    buckets = Buckets(0.3, 1, lambda: now)
    assert buckets.wait("one") == 0
    wait = buckets.wait("one")
    assert wait == 4
    now += wait
    assert buckets.wait("one") == 0


def test_clients_that_left_are_forgotten() -> None:
    buckets = Buckets(1, 1, lambda: 0.0)
    for number in range(MOST_CLIENTS + 10):
        buckets.wait(str(number))
    assert len(buckets._left) == MOST_CLIENTS


def test_what_takes_too_long_is_given_up(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(data, Settings(seconds=1, mcp=False))
    app.state.live.view()  # opened before the clock runs
    monkeypatch.setattr("api.catalogue.wards", lambda view: time.sleep(4) or [])
    with TestClient(app) as client:
        began = time.monotonic()
        answer = client.get("/v1/wards")
        assert answer.status_code == 504
        assert time.monotonic() - began < 3
        assert answer.headers["content-type"] == "application/problem+json"
        assert client.get("/healthz").status_code == 200


def test_counts_name_operations_and_never_questions(data: Path) -> None:
    client = client_of(data)
    client.get("/v1/search", params={"q": "a secret question"})
    client.get("/v1/nodes/999")
    client.get("/a/secret/address")
    text = client.get("/metrics").text
    assert 'plankg_requests_total{operation="search",status="200"} 1.0' in text
    assert 'plankg_requests_total{operation="node",status="404"} 1.0' in text
    assert 'plankg_held{kind="plans"} 12.0' in text
    assert "secret" not in text


def test_other_sites_may_ask_only_when_they_are_named(data: Path) -> None:
    site = "https://portal.example"
    client = client_of(data, origins=(site,))
    assert client.get("/v1/status", headers={"origin": site}).headers["access-control-allow-origin"] == site
    other = client.get("/v1/status", headers={"origin": "https://elsewhere.example"})
    assert "access-control-allow-origin" not in other.headers


def test_every_answer_of_a_snapshot_bears_its_strong_tag(client: TestClient) -> None:
    for path in ("/v1/status", "/v1/tasks.csv", "/v1/compare", "/v1/calendar?year=2026", "/v1/suggest?q=an"):
        tag = client.get(path).headers["etag"]
        assert tag.startswith('"')
        for known in (tag, f'"x", {tag}', f"W/{tag}", "*"):
            again = client.get(path, headers={"if-none-match": known})
            assert again.status_code == 304
            assert not again.content
        assert client.get(path, headers={"if-none-match": '"x"'}).status_code == 200


@pytest.mark.parametrize(("value", "expected"), [("", None), ("short", None), ("x" * 16, "x" * 16), (" " * 20, None)])
def test_a_short_token_is_none(monkeypatch: pytest.MonkeyPatch, value: str, expected: str | None) -> None:
    monkeypatch.setenv("PLANKG_UPLOAD_TOKEN", value)
    assert token() == expected
