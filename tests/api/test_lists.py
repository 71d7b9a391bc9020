"""Counts, cursors, files, suggestions, calendars, documents, neighbourhoods and comparisons over HTTP."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api import cli, sheets
from api.app import create_app
from tests.api import hostile
from tests.api.test_app import UNIT, raw


def given(client: TestClient, path: str, **parameters: Any) -> dict[str, Any]:
    answer = client.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture(scope="module")
def harm(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "plans").mkdir()
    (folder / "plans" / "harm.txt").write_text(hostile.PLAN, encoding="utf-8")
    assert cli.run(["build", str(folder / "plans"), "--data", str(folder / "data")]) == 0
    return TestClient(create_app(folder / "data"))


def test_counts_agree_with_the_filters_that_they_offer(client: TestClient) -> None:
    found = given(client, "/v1/tasks", facets=True, limit=1)
    for name in ("unit", "ward", "city", "topic", "year", "cites", "role"):
        assert found["facets"][name], name
        for value in found["facets"][name][:4]:
            narrowed = given(client, "/v1/tasks", limit=1, **{name: value["value"]})
            assert narrowed["total"] == value["count"], (name, value)


def test_a_search_counts_its_results(client: TestClient) -> None:
    found = given(client, "/v1/search", q="chuyển đổi số", kind="task", facets=True, limit=2)
    for value in found["facets"]["ward"]:
        narrowed = given(client, "/v1/search", q="chuyển đổi số", kind="task", limit=1, ward=value["value"])
        assert narrowed["total"] == value["count"]
    assert given(client, "/v1/search", q="chuyển đổi số", limit=2)["facets"] is None


def test_what_several_wards_word_alike_is_one_result(client: TestClient) -> None:
    asked = {"q": "an ninh mạng lừa đảo trực tuyến", "kind": "task", "limit": 100}
    single, grouped = given(client, "/v1/search", **asked), given(client, "/v1/search", **asked, group=True)
    others = [one for result in grouped["results"] for one in result["duplicates"]]
    assert others
    assert grouped["total"] + len(others) == single["total"]
    for one in others:
        assert raw(one["source"])[one["start"] : one["end"]].strip()


def test_words_may_be_taken_literally(client: TestClient) -> None:
    asked = {"q": "công an phường tuần tra", "limit": 1}
    [label] = [one for one in given(client, "/v1/search", **asked)["understood"] if one["kind"] == "unit"]
    literal = given(client, "/v1/search", **asked, literal=label["said"])["understood"]
    assert "unit" not in {one["kind"] for one in literal}


@pytest.mark.parametrize(
    ("path", "items", "parameters"),
    [
        ("/v1/tasks", "results", {"unit": UNIT}),
        ("/v1/search", "results", {"q": "an ninh mạng"}),
        ("/v1/plans", "plans", {}),
        ("/v1/documents", "documents", {"held": False}),
        ("/v1/units", "units", {}),
        ("/v1/wards", "wards", {}),
        ("/v1/check", "findings", {}),
    ],
)
def test_cursors_lead_through_the_whole_list(
    client: TestClient, path: str, items: str, parameters: dict[str, Any]
) -> None:
    whole = given(client, path, limit=100, **parameters)
    seen: list[Any] = []
    cursor: dict[str, str] = {}
    while True:
        page = given(client, path, limit=7, **parameters, **cursor)
        seen += page[items]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert len(seen) == page["total"]
    assert [str(one.get("id", one)) for one in seen[:100]] == [str(one.get("id", one)) for one in whole[items]][
        : len(seen)
    ]


@pytest.mark.parametrize("cursor", ["", "x", "é", "bnVsbA", "W10", "WzEsMiwzXQ", "[1]", "A" * 500])
def test_a_cursor_of_somebody_else_is_refused(client: TestClient, cursor: str) -> None:
    answer = client.get("/v1/tasks", params={"cursor": cursor})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_cursor_of_another_question_is_refused(client: TestClient) -> None:
    cursor = given(client, "/v1/tasks", limit=1)["next"]
    assert client.get("/v1/tasks", params={"cursor": cursor, "limit": 5}).status_code == 200
    assert client.get("/v1/tasks", params={"cursor": cursor, "unit": UNIT}).status_code == 422
    assert client.get("/v1/plans", params={"cursor": cursor}).status_code == 422


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("path", ["/v1/tasks", "/v1/search"])
def test_a_list_is_taken_away_whole(client: TestClient, path: str) -> None:
    from openpyxl import load_workbook

    asked = {"unit": UNIT} | ({"q": "an ninh mạng", "kind": "task"} if path == "/v1/search" else {})
    total = given(client, path, **asked)["total"]
    answer = client.get(f"{path}.csv", params=asked)
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.headers["etag"]
    rows = rows_of(answer.content)
    assert len(rows) == total
    for row in rows[:3]:
        assert raw(row["source"])[int(row["start"]) : int(row["end"])].split() == row["text"].removeprefix("'").split()
    sheet = load_workbook(io.BytesIO(client.get(f"{path}.xlsx", params=asked).content)).active
    assert sheet.max_row == total + 1
    assert [sheet.cell(i + 2, 1).value for i in range(total)] == [row["id"] for row in rows]


def test_the_same_list_gives_the_same_bytes(client: TestClient) -> None:
    for form in ("csv", "xlsx", "ics"):
        first, second = (client.get(f"/v1/tasks.{form}").content for _ in range(2))
        assert first == second


def test_a_calendar_holds_what_has_a_day(client: TestClient) -> None:
    from icalendar import Calendar

    answer = client.get("/v1/tasks.ics", params={"unit": UNIT})
    assert answer.headers["content-type"].startswith("text/calendar")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert events
    assert len({str(event["uid"]) for event in events}) == len(events)


def test_no_text_of_a_plan_becomes_a_formula(harm: TestClient) -> None:
    from openpyxl import load_workbook

    rows = rows_of(harm.get("/v1/tasks.csv").content)
    assert any("HYPERLINK" in row["text"] for row in rows)
    assert not [row for row in rows if row["text"].startswith("=")]
    sheet = load_workbook(io.BytesIO(harm.get("/v1/tasks.xlsx").content)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\r=1", "＝1", "\x00=1"])
def test_what_could_begin_a_formula_is_made_text(text: str) -> None:
    assert sheets.safe(text).startswith("'")
    [row] = csv.reader(io.StringIO(sheets.csv_text([text], []), newline=""))
    assert sheets.csv_text(["a"], [[text]]).split("\r\n", 1)[1].lstrip('"').startswith("'")
    assert len(row) == 1


def test_long_lists_are_no_files(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 10)
    answer = client.get("/v1/tasks.csv")
    assert answer.status_code == 413
    assert "filter" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("cong an ph", "unit", UNIT),
        ("57-nq", "document", "doc:57-NQ/TW"),
        ("ninh mạng", "topic", "an ninh mạng"),
        ("le chan", "ward", "phường Lê Chân"),
    ],
)
def test_names_are_suggested_while_one_types(client: TestClient, typed: str, kind: str, value: str) -> None:
    found = given(client, "/v1/suggest", q=typed)["suggestions"]
    assert (kind, value) in {(one["kind"], one["value"]) for one in found}


def test_slips_of_the_keys_are_corrected(client: TestClient) -> None:
    found = given(client, "/v1/suggest", q="mangj")["suggestions"]
    assert "spelling" in {one["kind"] for one in found}


def test_a_year_of_a_unit_as_a_calendar(client: TestClient) -> None:
    found = given(client, "/v1/calendar", unit=UNIT, year=2026)
    assert found["total"] == given(client, "/v1/tasks", unit=UNIT)["total"] == len(found["tasks"])
    named = {entry["task"] for month in found["months"] for entry in month["entries"]}
    beside = [task for tasks in found["beside"].values() for task in tasks]
    assert named | set(beside) == {task["id"] for task in found["tasks"]}
    assert not named & set(beside)
    assert [month["month"] for month in found["months"]] == list(range(1, 13))


def test_a_document_shows_both_directions_and_who_carries_it_out(client: TestClient) -> None:
    name = "doc:214/KH-UBND@Ủy ban nhân dân thành phố Hải Phòng"
    found = given(client, f"/v1/documents/{name}")
    node = given(client, f"/v1/nodes/{name}")
    counted = Counter((group["direction"], group["predicate"]) for group in found["groups"])
    assert max(counted.values()) == 1
    for direction in ("out", "into"):
        whole = Counter(one["predicate"] for one in node[direction])
        assert whole == {g["predicate"]: g["total"] for g in found["groups"] if g["direction"] == direction}
    [place] = found["places"]
    assert place["place"]["label"] == "phường An Biên"
    assert "implements" in place["plans"][0]["ties"]
    assert "phường Lê Chân" in {one["label"] for one in found["places_without"]}
    assert found["chain"]["node"]["id"] == found["node"]["id"]


def test_a_replaced_plan_says_by_which(client: TestClient) -> None:
    replaced = [
        group
        for plan in given(client, "/v1/plans")["plans"]
        for group in given(client, f"/v1/documents/{quote(plan['id'])}")["standing"]["replaced_by"]
    ]
    assert replaced
    assert all(one["evidence"] for one in replaced)


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_a_neighbourhood_is_bounded_and_says_what_it_left_out(client: TestClient, depth: int) -> None:
    small = given(client, "/v1/around/57-NQ/TW", depth=depth, limit=5)
    assert len(small["nodes"]) == 5
    assert small["truncated"]
    large = given(client, "/v1/around/57-NQ/TW", depth=depth, limit=2000)
    ids = {node["id"] for node in large["nodes"]} | {large["node"]["id"]}
    assert {node["id"] for node in small["nodes"]} <= ids
    assert all(edge["source"] in ids and edge["target"] in ids for edge in large["edges"])
    assert len({(e["source"], e["predicate"], e["target"]) for e in large["edges"]}) == len(large["edges"])


def test_deeper_neighbourhoods_hold_the_nearer_ones(client: TestClient) -> None:
    rings = [{n["id"] for n in given(client, "/v1/around/57-NQ/TW", depth=d, limit=2000)["nodes"]} for d in (1, 2, 3)]
    assert rings[0] < rings[1] < rings[2]
    kinds = {n["kind"] for n in given(client, "/v1/around/57-NQ/TW", depth=2, kind="document")["nodes"]}
    assert kinds == {"document"}


def test_places_stand_side_by_side_with_quotations(client: TestClient) -> None:
    found = given(client, "/v1/compare")
    assert all(len(row["cells"]) == len(found["places"]) for row in found["rows"])
    for group in found["copies"]:
        for task in group["tasks"]:
            one = task["quotation"]
            assert raw(one["source"])[one["start"] : one["end"]] == one["text"]
    for figures in found["figures"]:
        assert len({figure["place"] for figure in figures["figures"]}) > 1
    assert found["truncated"] is False
    short = given(client, "/v1/compare", rows=2)
    assert short["truncated"]
    assert short["left_out"]["rows"] == len(found["rows"]) - 2


def test_the_matrix_is_taken_away_as_a_table(client: TestClient) -> None:
    from openpyxl import load_workbook

    found = given(client, "/v1/compare")
    rows = rows_of(client.get("/v1/compare", params={"format": "csv"}).content)
    assert [row["Nội dung"] for row in rows] == [row["label"] for row in found["rows"]]
    content = client.get("/v1/compare", params={"format": "xlsx"}).content
    assert load_workbook(io.BytesIO(content)).active.max_row == len(rows) + 1


def test_the_tasks_of_a_city_plan_against_wards(client: TestClient) -> None:
    found = given(client, "/v1/compare", by="task", document="214/KH-UBND")
    assert found["by"] == "task"
    assert [place["name"] for place in found["places"] if place["carries"]] == ["phường An Biên"]
    for row in found["rows"]:
        if row["kind"] == "task":
            one = row["quotation"]
            assert raw(one["source"])[one["start"] : one["end"]] == one["text"]


@pytest.mark.parametrize("query", ["by=task", "by=task&document=", "by=nothing", "rows=0", "rows=501", "ward=x&y=1"])
def test_comparisons_of_nothing_are_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/v1/compare?{query}").status_code == 422


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_the_command_compares_too(plankg: Any, form: str) -> None:
    ran = plankg("compare", "--document", "57-NQ/TW", "--format", form)
    assert ran.status == 0
    assert "phường Lê Chân" in ran.out
    assert plankg("compare", "--by", "task").status == 2
    assert plankg("compare", "--ward", "Không có").status == 1
