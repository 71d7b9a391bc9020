"""One plan, one place, one task: what the page shows of each, every mark at its place in the text."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from kg.exchange.exports import FORMATS
from tests.api.test_app import raw

PLAN = "04_ngo-quyen"


def given(client: TestClient, path: str, **parameters: Any) -> dict[str, Any]:
    answer = client.get(quote(path), params=parameters)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_marks_of_a_plan_stand_where_they_say(client: TestClient) -> None:
    found = given(client, f"/v1/plans/{PLAN}")
    text = raw(found["source"])
    assert {mark["kind"] for mark in found["marks"]} >= {"citation", "unit", "deadline", "task", "target"}
    assert all(0 <= mark["start"] < mark["end"] <= len(text) for mark in found["marks"])
    tasks = {task["id"]: task for task in given(client, "/v1/tasks", plan=PLAN, limit=100)["results"]}
    marked = {mark["target"]: mark for mark in found["marks"] if mark["kind"] == "task"}
    assert set(marked) == set(tasks)
    assert found["tasks"] == len(tasks)
    for mark in found["marks"]:
        if mark["kind"] == "citation":
            assert any(c.isdigit() for c in text[mark["start"] : mark["end"]])
    for heading in found["outline"]:
        assert text[heading["start"] : heading["end"]].strip()


def test_the_text_of_a_plan_is_a_file_to_keep(client: TestClient) -> None:
    found = given(client, f"/v1/plans/{PLAN}")
    answer = client.get(f"/v1/plain/{PLAN}")
    assert answer.content.decode() == raw(found["source"])
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["etag"]


@pytest.mark.parametrize("address", ["plans", "plain"])
def test_a_document_that_is_only_cited_has_no_text(client: TestClient, address: str) -> None:
    assert client.get(f"/v1/{address}/57-NQ/TW").status_code == 404


def test_a_place_counts_what_its_lists_hold(client: TestClient) -> None:
    found = given(client, "/v1/wards/phường Ngô Quyền")
    plans = [plan["id"] for plan in found["plans"]]
    tasks = given(client, "/v1/tasks", plan=plans, limit=100)
    assert found["tasks"] == tasks["total"]
    assert found["gaps"]["no_lead"] == sum(not task["lead"] for task in tasks["results"])
    assert found["gaps"]["no_deadline"] == sum(task["deadline"] is None for task in tasks["results"])
    assert not set(found["topics"]) & set(found["gaps"]["topics"])
    for share in found["units"]:
        assert share["lead"] == sum(share["name"] in task["lead"] for task in tasks["results"])
    for figure in found["figures"]:
        assert raw(figure["source"])[figure["start"] : figure["end"]] == figure["text"]


def test_one_task_is_the_one_of_the_list(client: TestClient) -> None:
    [task] = given(client, "/v1/tasks", limit=1)["results"]
    assert given(client, f"/v1/tasks/{task['id']}") == task
    assert client.get("/v1/tasks/task:00000000/t001").status_code == 404


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_of_the_command_is_offered(client: TestClient, form: str) -> None:
    asked = {"view": "full", "format": form, "around": "57-NQ/TW"}
    answer = client.get("/v1/export", params=asked)
    assert answer.status_code == 200
    assert answer.content
    assert "attachment" in answer.headers["content-disposition"]
    assert client.get("/v1/export", params=asked).content == answer.content


def test_a_graph_that_is_too_large_is_exported_in_parts(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.routes.export.MOST_NODES", 10)
    assert client.get("/v1/export").status_code == 413
    assert client.get("/v1/export", params={"ward": "Lê Chân"}).status_code == 200
    assert client.get("/v1/export", params={"below": "57-NQ/TW"}).status_code == 200


def test_what_carries_a_document_out_is_exported(client: TestClient) -> None:
    def exported(name: str) -> set[str]:
        answer = client.get("/v1/export", params={"view": "full", name: "57-NQ/TW"})
        return {node["id"] for node in answer.json()["nodes"]}

    below, document = exported("below"), exported("document")
    assert {"doc:57-NQ/TW", *(n for n in document if n.startswith("task:"))} <= below
    assert [node for node in below - document if node.startswith("task:")]
