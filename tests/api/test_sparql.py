"""SPARQL over HTTP, by the SPARQL 1.1 Protocol, and the queries that come with the program."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import urlencode

import pyoxigraph
import pytest
import rdflib
from fastapi.testclient import TestClient
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from api.routes.sparql import FORM, LONGEST_BODY, QUERY, TRUNCATED, preferred
from kg.exchange.vocabulary import PLANKG
from tests.api.conftest import Ran

SELECT = "SELECT ?l WHERE { ?d plankg:number '57-NQ/TW' ; rdfs:label ?l }"
CONSTRUCT = "CONSTRUCT WHERE { doc:57-NQ%2FTW rdfs:label ?l }"
RESULTS = {
    "application/sparql-results+json": pyoxigraph.QueryResultsFormat.JSON,
    "application/sparql-results+xml": pyoxigraph.QueryResultsFormat.XML,
    "text/tab-separated-values": pyoxigraph.QueryResultsFormat.TSV,
}
GRAPHS = {"text/turtle": pyoxigraph.RdfFormat.TURTLE, "application/n-triples": pyoxigraph.RdfFormat.N_TRIPLES}


@pytest.mark.parametrize("media", RESULTS)
def test_rows_in_the_media_type_that_is_asked_for(client: TestClient, media: str) -> None:
    answer = client.get("/v1/sparql", params={"query": SELECT}, headers={"accept": media})
    assert answer.headers["content-type"].split(";")[0] == media
    assert answer.headers["vary"] == "accept"
    read = pyoxigraph.parse_query_results(answer.content, format=RESULTS[media])
    assert [solution["l"].value for solution in read] == ["Nghị quyết 57-NQ/TW"]


@pytest.mark.parametrize("media", GRAPHS)
def test_graphs_in_the_media_type_that_is_asked_for(client: TestClient, media: str) -> None:
    answer = client.get("/v1/sparql", params={"query": CONSTRUCT}, headers={"accept": media})
    assert answer.headers["content-type"].split(";")[0] == media
    (quad,) = pyoxigraph.parse(answer.content, format=GRAPHS[media])
    assert quad.object.value == "Nghị quyết 57-NQ/TW"


def test_csv(client: TestClient) -> None:
    answer = client.get("/v1/sparql", params={"query": SELECT}, headers={"accept": "text/csv"})
    assert answer.text == "l\r\nNghị quyết 57-NQ/TW\r\n"


@pytest.mark.parametrize(("kind", "body"), [(FORM, urlencode({"query": SELECT})), (QUERY, SELECT)])
def test_queries_can_be_posted(client: TestClient, kind: str, body: str) -> None:
    posted = client.post("/v1/sparql", content=body.encode(), headers={"content-type": f"{kind}; charset=utf-8"})
    got = client.get("/v1/sparql", params={"query": SELECT})
    assert posted.json() == got.json()
    assert posted.headers["etag"] == got.headers["etag"]


def test_a_client_of_another_maker_reads_it(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib's own client of the protocol, with the requests sent into the application instead of the network."""

    class Opened:
        def __init__(self, request: object) -> None:
            url, headers = request.full_url, dict(request.header_items())  # type: ignore[attr-defined]
            self._answer = client.get(url.removeprefix("http://testserver"), headers=headers)
            self.headers = self._answer.headers

        def read(self) -> bytes:
            return self._answer.content

    monkeypatch.setattr("rdflib.plugins.stores.sparqlconnector.urlopen", Opened)
    remote = rdflib.Graph(SPARQLStore("http://testserver/v1/sparql", returnFormat="json"))
    plans = remote.query(f"SELECT ?a WHERE {{ ?a a <{PLANKG.Plan}> }}")
    assert len(list(plans)) == 12


def test_what_is_cut_off_says_so(client: TestClient) -> None:
    few = client.get("/v1/sparql", params={"query": "SELECT * { ?a ?b ?c }", "limit": 3})
    assert (few.headers[TRUNCATED], few.json()["truncated"]) == ("true", True)
    assert len(few.json()["results"]["bindings"]) == 3
    assert TRUNCATED not in client.get("/v1/sparql", params={"query": SELECT}).headers


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("query=SELECT", 400),
        (urlencode({"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }"}), 400),
        (urlencode({"query": "SELECT * FROM <file:///etc/passwd> { ?a ?b ?c }"}), 400),
        (urlencode({"query": "DROP ALL"}), 400),
        (urlencode({"update": "DROP ALL"}), 400),
        (urlencode({"query": SELECT, "update": "DROP ALL"}), 400),
        (urlencode({"query": SELECT, "default-graph-uri": "file:///etc/passwd"}), 400),
        (urlencode({"query": SELECT, "named-graph-uri": "http://127.0.0.1:9/"}), 400),
        (urlencode([("query", SELECT), ("query", SELECT)]), 400),
        (urlencode({"query": "SELECT * { FILTER(" + "(" * 3000 + "1" + ")" * 3000 + ") }"}), 400),
        (urlencode({"query": "SELECT * { ?a ?b ?c } #" + "x" * 20_000}), 400),
        (urlencode({"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"}), 504),
        (urlencode({"query": SELECT, "limit": 1_000_000}), 422),
        (urlencode({"query": SELECT, "limit": "many"}), 422),
    ],
)
def test_what_is_refused_is_a_problem_document(client: TestClient, query: str, status: int) -> None:
    for answer in (
        client.get(f"/v1/sparql?{query}"),
        client.post(f"/v1/sparql?{query}", headers={"content-type": FORM}),
    ):
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"]
        if status == 504:
            break


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/sparql-update", b"DROP ALL", 415),
        ("application/json", json.dumps({"query": SELECT}).encode(), 415),
        (QUERY, b"SELECT * { ?a ?b '\xff' }", 400),
        (QUERY, b"#" * (LONGEST_BODY + 1), 413),
        (FORM, b"update=DROP+ALL", 400),
    ],
)
def test_what_cannot_be_posted(client: TestClient, kind: str, body: bytes, status: int) -> None:
    answer = client.post("/v1/sparql", content=body, headers={"content-type": kind})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_nothing_is_written(client: TestClient, method: str) -> None:
    assert client.request(method, "/v1/sparql", params={"query": SELECT}).status_code == 405


def test_no_media_type_of_ours(client: TestClient) -> None:
    for query, accept in ((SELECT, "text/turtle"), (CONSTRUCT, "image/png"), (SELECT, "text/csv;q=0")):
        answer = client.get("/v1/sparql", params={"query": query}, headers={"accept": accept})
        assert answer.status_code == 406, accept


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("*/*", "a/x"),
        ("b/*", "b/y"),
        ("a/x;q=0.2, b/y;q=0.8", "b/y"),
        ("*/*, a/x;q=0.1", "b/y"),
        ("b/y;q=0, */*", "a/x"),
        ("b/*;q=0.5, b/z", "b/z"),
        ("B/Z ; Q=1", "b/z"),
        ("c/c", None),
        ("a/x;q=nan", None),
        ("", None),
    ],
)
def test_negotiation(accept: str, chosen: str | None) -> None:
    assert preferred(accept, ["a/x", "b/y", "b/z"]) == chosen


def test_named_queries_are_listed_and_answered(client: TestClient) -> None:
    listed = client.get("/v1/queries").json()["queries"]
    assert len(listed) >= 25
    one = next(item for item in listed if item["name"] == "who-implements")
    assert [parameter["name"] for parameter in one["parameters"]] == ["document"]
    rows = client.get("/v1/queries/who-implements", params={"document": "71/NQ-CP"}).json()["results"]["bindings"]
    assert {row["through"]["value"] for row in rows} >= {"Nghị quyết 71/NQ-CP"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/queries/who-implement", 404),
        ("/v1/queries/who-implements?document=58-NQ/TW", 404),
        ("/v1/queries/who-implements?ward=x", 400),
        ("/v1/queries/overdue?day=tomorrow", 400),
    ],
)
def test_named_queries_that_are_asked_wrongly(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_vocabulary_is_served(client: TestClient) -> None:
    answer = client.get("/v1/vocabulary")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    assert (rdflib.URIRef(PLANKG.PartyDocument), None, None) in rdflib.Graph().parse(data=answer.text, format="turtle")


def test_the_command_lists_and_asks_named_queries(plankg: Callable[..., Ran]) -> None:
    listed = json.loads(plankg("sparql", "--list", "--format", "json").out)
    assert {"name", "vi", "en", "parameters"} == set(listed[0])
    assert all(one["name"] in plankg("sparql", "--list").out for one in listed[:3])
    asked = ("sparql", "--named", "who-implements", "--format", "json")
    rows = json.loads(plankg(*asked, "--set", "document=71/NQ-CP").out)
    assert {row["through"] for row in rows} >= {"Nghị quyết 71/NQ-CP"}
    assert rows != json.loads(plankg(*asked).out)


@pytest.mark.parametrize(
    ("form", "read"),
    [("tsv", pyoxigraph.QueryResultsFormat.TSV), ("xml", pyoxigraph.QueryResultsFormat.XML)],
)
def test_the_command_prints_what_other_readers_read(
    plankg: Callable[..., Ran], form: str, read: pyoxigraph.QueryResultsFormat
) -> None:
    out = plankg("sparql", SELECT, "--format", form).out
    assert [row["l"].value for row in pyoxigraph.parse_query_results(out, format=read)] == ["Nghị quyết 57-NQ/TW"]


def test_the_command_prints_graphs(plankg: Callable[..., Ran]) -> None:
    for form, read in (("ttl", pyoxigraph.RdfFormat.TURTLE), ("nt", pyoxigraph.RdfFormat.N_TRIPLES)):
        (quad,) = pyoxigraph.parse(plankg("sparql", CONSTRUCT, "--format", form).out, format=read)
        assert quad.object.value == "Nghị quyết 57-NQ/TW"
    assert plankg("sparql", SELECT, "--format", "ttl").status == 2


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ((), 2, "give a QUERY"),
        (("ASK {}", "--list"), 2, "give a QUERY"),
        (("ASK {}", "--set", "a=b"), 2, "--named"),
        (("--named", "overdue", "--set", "day"), 2, "NAME=VALUE"),
        (("--named", "overdue", "--set", "day=x"), 2, "a day such as"),
        (("--named", "overdues"), 1, "overdue"),
        (("--named", "topic-leads", "--set", "topic=không có"), 1, "Nothing is called"),
        (("SELECT * { ?a a <urn:x:y> }",), 1, "no rows"),
        (("SELECT * FROM <file:///etc/passwd> { ?a ?b ?c }",), 2, "FROM"),
        (("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i", "--seconds", "0.3"), 2, "after 0.3 seconds"),
        (("SELECT * { ?a ?b ?c }", "--limit", "2"), 0, "--limit N shows more"),
    ],
)
def test_the_command_says_what_is_wrong(
    plankg: Callable[..., Ran], arguments: tuple[str, ...], status: int, said: str
) -> None:
    ran = plankg("sparql", *arguments)
    assert (ran.status, said in ran.err) == (status, True), ran.err


def test_sentences_are_printed_as_records(plankg: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = plankg("sparql", "--named", "copied-tasks").out
    records = out.split("\n\n")
    assert all(one.startswith("ward: ") and "\nother_task: " in one for one in records)
    assert max(map(len, out.splitlines())) <= 80
    assert "\n---" in plankg("sparql", "--named", "unit-workload").out
