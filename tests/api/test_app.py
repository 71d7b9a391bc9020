"""The HTTP API: answers, limits, problems, caching, headers; and one snapshot a request while builds go on."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api import cli
from api.app import create_app
from api.routes.page import page_files
from api.samples import sample_folder

UNIT = "Công an phường"
# Names of vocabularies look like addresses; nothing is fetched from them.
NAMESPACES = re.compile(r"http://(?:www\.w3\.org/|graphml\.graphdrawing\.org/xmlns)")
ANSWERED = [
    "/v1/search?q=an+ninh+mang",
    "/v1/tasks",
    "/v1/trace/57-NQ/TW",
    "/v1/nodes/57-NQ/TW",
    "/v1/text/04_ngo-quyen",
    *(f"/v1/{name}" for name in ("plans", "documents", "units", "wards", "filters", "status", "check", "export")),
]


def raw(source: str) -> str:
    with (sample_folder() / source).open(encoding="utf-8", newline="") as file:
        return file.read()


@pytest.mark.parametrize("query", ["an ninh mạng", "an ninh mang"])
def test_search_answers_with_quotations(client: TestClient, query: str) -> None:
    answer = client.get("/v1/search", params={"q": query, "kind": "task"}).json()
    assert answer["total"] >= len(answer["results"]) > 0
    for result in answer["results"]:
        text = raw(result["source"])
        assert text[result["start"] : result["end"]] == result["text"]
        pieces = [result, *result["continuation"]]
        for start, end in result["highlights"]:
            assert any(piece["start"] <= start < end <= piece["end"] for piece in pieces)


def test_a_task_broken_over_a_page_comes_with_its_further_piece(client: TestClient) -> None:
    question = "tài khoản giả mạo cơ quan nhà nước, cách nhận biết và tố giác"
    answer = client.get("/v1/search", params={"q": question, "ward": "Ngô Quyền"}).json()
    result = answer["results"][0]
    [piece] = result["continuation"]
    text = raw(result["source"])
    assert text[piece["start"] : piece["end"]] == piece["text"] == "dẫn cách nhận biết và tố giác qua ứng dụng VNeID."
    assert "cách nhận biết và tố giác" in [text[start:end] for start, end in result["highlights"]]


def test_names_in_the_question_are_understood(client: TestClient) -> None:
    answer = client.get("/v1/search", params={"q": "công an phường chủ trì"}).json()
    assert {(label["kind"], label["value"]) for label in answer["understood"]} >= {("unit", UNIT)}
    assert all(UNIT in result["lead"] for result in answer["results"])


def test_pages_of_tasks_make_the_complete_list(client: TestClient) -> None:
    seen: list[str] = []
    while True:
        page = client.get("/v1/tasks", params={"unit": UNIT, "limit": 7, "offset": len(seen)}).json()
        seen += [task["id"] for task in page["results"]]
        if not page["results"]:
            break
    assert len(seen) == len(set(seen)) == page["total"]


def test_units_count_what_tasks_list(client: TestClient) -> None:
    unit = next(one for one in client.get("/v1/units").json()["units"] if one["name"] == UNIT)
    for role in ("lead", "coordinate", "report_to"):
        assert client.get("/v1/tasks", params={"unit": UNIT, "role": role}).json()["total"] == unit[role]
    found = client.get("/v1/tasks", params={"unit": UNIT, "limit": 100}).json()["results"]
    assert set(unit["wards"]) == {task["ward"] for task in found if task["ward"]}


def test_counts_of_wards_and_plans_agree(client: TestClient) -> None:
    counts = client.get("/v1/status").json()["counts"]
    plans = client.get("/v1/plans").json()
    assert plans["total"] == counts["plans"]
    assert sum(plan["tasks"] for plan in plans["plans"]) == counts["tasks"]
    assert sum(ward["tasks"] for ward in client.get("/v1/wards").json()["wards"]) == counts["tasks"]


def test_a_chain_tells_held_from_known_and_quotes_each_step(client: TestClient) -> None:
    chain = client.get("/v1/trace/04_ngo-quyen").json()
    assert chain["node"]["held"] is True
    assert {step["node"]["held"] for step in chain["up"]} == {True, False}
    for step in chain["up"]:
        assert step["evidence"]
        for one in step["evidence"]:
            assert raw(one["source"])[one["start"] : one["end"]] == one["text"]
            assert one["plan"].startswith("doc:")


def test_documents_are_found_without_marks(client: TestClient) -> None:
    found = client.get("/v1/documents", params={"q": "57-nq bo chinh tri"}).json()
    assert found["documents"][0]["id"] == "doc:57-NQ/TW"
    assert found["total"] == len(found["documents"]) < client.get("/v1/documents").json()["total"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/search", 422),
        ("/v1/search?q=" + "a" * 513, 422),
        ("/v1/search?q=a&limit=101", 422),
        ("/v1/search?q=a&unknown=1", 422),
        ("/v1/tasks?due_before=soon", 422),
        ("/v1/tasks?ward=Kh%C3%B4ng", 422),
        ("/v1/trace/57-NQ/TW?depth=7", 422),
        ("/v1/export?depth=7&around=57-NQ/TW", 422),
        ("/v1/trace/999/XYZ", 404),
        ("/v1/text/57-NQ/TW", 404),
        ("/nothing", 404),
        ("/page/../app.py", 404),
        ("/page/%2e%2e%2fapp.py", 404),
    ],
)
def test_what_cannot_be_answered_is_a_problem_document(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.json()["detail"]


def test_near_names_are_offered(client: TestClient) -> None:
    assert "doc:57-NQ/TW" in client.get("/v1/trace/57-NQ/TWW").json()["suggestions"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_but_reading(client: TestClient, method: str) -> None:
    answer = client.request(method, "/v1/search")
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["allow"] == "GET"


@pytest.mark.parametrize("path", ANSWERED)
def test_an_answer_is_sent_once(client: TestClient, path: str) -> None:
    first = client.get(path)
    assert first.status_code == 200, first.text
    again = client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={"if-none-match": '"another"'}).status_code == 200


@pytest.mark.parametrize("path", [*ANSWERED, "/", "/page/app.js", "/healthz", "/nothing"])
def test_every_response_is_closed_to_other_sites(client: TestClient, path: str) -> None:
    headers = client.get(path, headers={"origin": "https://elsewhere.example"}).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers


def test_the_interface_describes_itself(client: TestClient) -> None:
    paths = client.get("/v1/openapi.json").json()["paths"]
    operations = {(path, method): one for path, methods in paths.items() for method, one in methods.items()}
    assert {(path, method) for path, method in operations if method != "get"} <= {("/v1/sparql", "post")}
    assert {one["operationId"] for one in operations.values()} >= {
        *("search", "search_file", "tasks", "tasks_file", "suggest", "calendar", "compare", "trace", "node", "text"),
        *("plans", "plan", "plain", "documents", "document", "units", "wards", "ward", "task", "around", "filters"),
        *("check", "export", "status", "healthz", "readyz", "metrics"),
    }
    assert all(one["description"] for one in operations.values())
    # What is an error is described as it is sent.
    for one in operations.values():
        for status, response in one["responses"].items():
            if status[0] in "45":
                assert list(response["content"]) == ["application/problem+json"], one["operationId"]


def test_the_page_brings_everything_itself() -> None:
    files = {name: file for name, file in page_files().items() if not name.startswith("vendor/")}
    assert {"index.html", "style.css", "app.js"} <= set(files)
    for name, file in files.items():
        text = NAMESPACES.sub("", file.content.decode("utf-8"))
        assert "://" not in text, name
        assert "innerHTML" not in text, name
        assert not (name.endswith(".html") and ("style=" in text or "onclick=" in text)), name


def test_an_error_of_our_own_tells_nothing_inside(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> None:
        raise RuntimeError("a secret path")

    monkeypatch.setattr("api.catalogue.wards", broken)
    answer = client.get("/v1/wards")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secret" not in answer.text


def test_a_newer_build_is_taken_up_while_the_server_runs(tmp_path: Path) -> None:
    plans, data = tmp_path / "plans", tmp_path / "data"
    plans.mkdir()
    with TestClient(create_app(data)) as client:
        assert client.get("/healthz").status_code == 200
        assert client.get("/readyz").status_code == 503
        assert client.get("/v1/plans").headers["content-type"] == "application/problem+json"
        etags = set()
        for count, name in enumerate(("02_an-bien_dan-so.txt", "08_do-son_moi-truong.txt"), 1):
            shutil.copy(sample_folder() / name, plans)
            assert cli.run(["build", str(plans), "--data", str(data)]) == 0
            answer = client.get("/v1/plans")
            assert answer.json()["total"] == count
            etags.add(answer.headers["etag"])
        assert client.get("/readyz").status_code == 200
        assert len(etags) == 2
