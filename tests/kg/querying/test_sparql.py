"""SPARQL: answers from the graph, and nothing else, whatever a query says."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import socket
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from rdflib.plugins.sparql.results.jsonresults import JSONResult
from rdflib.plugins.sparql.results.tsvresults import TSVResultParser
from rdflib.plugins.sparql.results.xmlresults import XMLResult

from kg.errors import QueryError
from kg.exchange.rdftext import n_triples
from kg.exchange.terms import iri, quoted
from kg.graph import Graph
from kg.querying.sparql import Answer, BusyError, QueryLimitError, Worker
from kg.querying.sparql_guard import LONGEST_QUERY, guarded
from kg.querying.sparql_results import to_csv, to_json, to_tsv, to_xml

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def folder(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("graph")
    graph.save(place)
    return place


@pytest.fixture(scope="module")
def worker(folder: Path) -> Iterator[Worker]:
    with Worker(folder) as worker:
        yield worker


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine, and the connections that were made to it."""
    server = socket.create_server(("127.0.0.1", 0))
    seen: list[str] = []

    def accept() -> None:
        while True:
            try:
                connection, address = server.accept()
            except OSError:
                return
            seen.append(str(address))
            connection.close()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    yield server.getsockname()[1], seen
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


def test_a_question_is_answered(worker: Worker) -> None:
    text = "SELECT ?d ?l WHERE { ?d plankg:implements doc:31%2FQ%C4%90-TTg ; rdfs:label ?l } ORDER BY ?l"
    answer = worker.ask(text)
    assert (answer.form, answer.vars) == ("solutions", ("d", "l"))
    assert [row[1] for row in answer.values()] == [
        "Kế hoạch 12/KH-UBND (UBND thành phố Hải Phòng)",
        "Kế hoạch …/KH-UBND (UBND phường Bình An, 3/2026)",
    ]


def test_the_evidence_of_a_relation_can_be_asked_for(worker: Worker) -> None:
    answer = worker.ask(
        "SELECT ?quote ?start WHERE { ?s rdf:predicate plankg:implements ; rdf:object "
        f"<{iri('doc:9-KL/TW')}> ; plankg:evidence/oa:hasSelector ?x . ?x oa:exact ?quote ; oa:start ?start }}",
    )
    assert answer.values()[0][0] == "Kết luận số 9-KL/TW"


def test_all_forms_of_queries(worker: Worker) -> None:
    assert worker.ask("ASK { ?a plankg:lead ?b }").values() == [("true",)]
    assert worker.ask("ASK { ?a plankg:lead ?a }").values() == [("false",)]
    assert worker.ask("SELECT ?b WHERE { OPTIONAL { <urn:x:y> ?a ?b } }").values() == [(None,)]
    made = worker.ask("CONSTRUCT { ?a a <urn:x:Plan> } WHERE { ?a a plankg:Plan }")
    assert (made.form, made.vars) == ("graph", ("subject", "predicate", "object"))
    for text, form in ((made.turtle, "text/turtle"), (made.ntriples, "application/n-triples")):
        read = list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.from_media_type(form)))
        assert len(read) == len(made.rows) > 1
    described = worker.ask("DESCRIBE doc:9-KL%2FTW")
    assert ("urn:plankg:document:9-KL%2FTW", "urn:plankg:term:number", "9-KL/TW") in described.values()


@pytest.mark.parametrize("text", ["SELECT * { ?a ?b ?c }", "CONSTRUCT WHERE { ?a ?b ?c }"])
def test_what_is_beyond_the_limit_is_cut_off_and_says_so(worker: Worker, text: str) -> None:
    few = worker.ask(text, limit=5)
    assert (len(few.rows), few.truncated) == (5, True)
    assert not worker.ask(text, limit=100_000, seconds=20).truncated


def test_the_store_holds_what_is_exported(worker: Worker, graph: Graph) -> None:
    assert worker.ask("SELECT (COUNT(*) AS ?n) { ?a ?b ?c }").values() == [(str(len(n_triples(graph))),)]


SAID = "Căn cứ \"A\"\t<b> & 'c'\r\nd\\e"
TERMS = f"""SELECT ?a ?b ?c ?d ?e WHERE {{
  VALUES (?a ?b ?c ?d ?e) {{ (<urn:x:%20> {quoted(SAID)} "phường"@vi 3.5 UNDEF) }} }}"""


def test_result_formats_are_read_back_by_other_readers(worker: Worker) -> None:
    answer = worker.ask(TERMS)
    again = [
        JSONResult(json.loads(to_json(answer))),
        XMLResult(io.BytesIO(to_xml(answer).encode())),
        TSVResultParser().parse(io.BytesIO(to_tsv(answer).encode())),
    ]
    for result in again:
        ((a, b, c, d, e),) = list(result)
        assert (str(a), str(b), c.language, d.toPython(), e) == ("urn:x:%20", SAID, "vi", pytest.approx(3.5), None)
    oxigraph = pyoxigraph.parse_query_results(to_json(answer), format=pyoxigraph.QueryResultsFormat.JSON)
    assert [solution["b"].value for solution in oxigraph] == [SAID]
    assert next(iter(csv.DictReader(io.StringIO(to_csv(answer), newline=""))))["b"] == SAID


def test_result_formats_of_a_yes_and_of_a_cut_answer(worker: Worker) -> None:
    yes = worker.ask("ASK { ?a plankg:lead ?b }")
    assert json.loads(to_json(yes)) == {"head": {}, "boolean": True}
    assert XMLResult(io.BytesIO(to_xml(yes).encode())).askAnswer is True
    assert json.loads(to_json(worker.ask("SELECT * { ?a ?b ?c }", limit=1)))["truncated"] is True


def test_a_spreadsheet_runs_nothing_of_an_answer() -> None:
    answer = Answer("solutions", ("a",), (({"type": "literal", "value": '=HYPERLINK("http://127.0.0.1")'},),))
    assert not next(iter(csv.reader(io.StringIO(to_csv(answer).split("\r\n")[1]))))[0].startswith("=")


REFUSED = [
    ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", "SERVICE"),
    ("SELECT * { SeRvIcE SiLeNt <http://127.0.0.1:9/> { ?a ?b ?c } }", "SERVICE"),
    ("SELECT * { SERVICE ?where { ?a ?b ?c } }", "SERVICE"),
    ("SELECT * { SERVICE#x\n<http://127.0.0.1:9/> { ?a ?b ?c } }", "SERVICE"),
    ("PREFIX a: <http://127.0.0.1:9/> SELECT * { SERVICE a:b { ?a ?b ?c } }", "SERVICE"),
    ("BASE <http://127.0.0.1:9/> SELECT * { SERVICE <x> { ?a ?b ?c } }", "SERVICE"),
    ("SELECT * { ?a ?b ?c FILTER EXISTS { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } } }", "SERVICE"),
    ("SELECT * { ?a ?b ?c FILTER(1 = 1 || NOT EXISTS { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }) }", "SERVICE"),
    ("SELECT * { OPTIONAL { { SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?a ?b ?c } } } } }", "SERVICE"),
    ("SELECT * { { ?a ?b ?c } UNION { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } } }", "SERVICE"),
    ("SELECT * { ?a ?b ?c MINUS { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } } }", "SERVICE"),
    ("SELECT * { GRAPH ?g { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } } }", "SERVICE"),
    ("SELECT (EXISTS { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } } AS ?x) { }", "SERVICE"),
    ("SELECT * { BIND(EXISTS { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } } AS ?x) }", "SERVICE"),
    ("SELECT ?a { ?a ?b ?c } ORDER BY (EXISTS { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } })", "SERVICE"),
    ("SELECT ?a { ?a ?b ?c } GROUP BY ?a HAVING (EXISTS { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } })", "SERVICE"),
    ("ASK { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", "SERVICE"),
    ("CONSTRUCT { ?a ?b ?c } WHERE { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", "SERVICE"),
    ("DESCRIBE ?a WHERE { SERVICE <file:///etc/passwd> { ?a ?b ?c } }", "SERVICE"),
    # a comment that ends at a carriage return, as SPARQL has it
    ("SELECT * { ?a ?b ?c # x\rSERVICE <http://127.0.0.1:9/> { ?a ?b ?c }\n }", "SERVICE"),
    (r"SELECT * { \u0053ERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", "write the character itself"),
    (r"SELECT * { \U00000053ERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", "write the character itself"),
    (r"SELECT * { ?a ?b ?c # \u000A SERVICE <http://127.0.0.1:9/> { ?a ?b ?c }" + "\n}", "write the character itself"),
    ("SELECT * { ?a ?b ?c # x\x0bSERVICE <http://127.0.0.1:9/> { ?a ?b ?c }\n }", "control character U+000B"),
    ("SELECT * { ?a ?b ?c # x\u2028SERVICE <http://127.0.0.1:9/> { ?a ?b ?c }\n }", "control character U+2028"),
    ("SELECT * { ?a ?b '\ud800' }", "control character U+D800"),
    ("SELECT * FROM <file:///etc/passwd> { ?a ?b ?c }", "FROM"),
    ("SELECT * from#x\n<file:///etc/passwd> { ?a ?b ?c }", "FROM"),
    ("SELECT * FROM NAMED <http://127.0.0.1:9/> { GRAPH ?g { ?a ?b ?c } }", "FROM"),
    ("ASK FROM <file:///etc/passwd> { ?a ?b ?c }", "FROM"),
    ("CONSTRUCT { ?a ?b ?c } FROM <file:///etc/passwd> WHERE { ?a ?b ?c }", "FROM"),
    ("CONSTRUCT FROM <file:///etc/passwd> WHERE { ?a ?b ?c }", "FROM"),
    ("DESCRIBE ?a FROM <file:///etc/passwd> WHERE { ?a ?b ?c }", "FROM"),
    ("DESCRIBE *", "DESCRIBE * is refused: name what"),
    ("DESCRIBE * WHERE { ?a ?b ?c }", "DESCRIBE * is refused: name what"),
    ("INSERT DATA { <urn:a:b> <urn:a:c> 1 }", "Not a SPARQL query"),
    ("DELETE WHERE { ?a ?b ?c }", "Not a SPARQL query"),
    ("LOAD <file:///etc/passwd>", "Not a SPARQL query"),
    ("LOAD SILENT <http://127.0.0.1:9/> INTO GRAPH <urn:a:b>", "Not a SPARQL query"),
    ("ASK { ?a ?b ?c } ; LOAD <file:///etc/passwd>", "Not a SPARQL query"),
    ("DROP ALL", "Not a SPARQL query"),
    ("", "Not a SPARQL query"),
    ("SELECT nonsense", "Not a SPARQL query"),
    ("SELECT * { " + "{" * 300 + "?a ?b ?c" + "}" * 300 + " }", "nested too deeply"),
    ("SELECT * { FILTER(" + "(" * 4900 + "1" + ")" * 4900 + ") }", "nested too deeply"),
    ("SELECT * { FILTER(" + "(" * 10_000 + "1" + ")" * 10_000 + ") }", "characters"),
    ("SELECT * { FILTER(" + "!" * 9000 + "true) }", "Not a SPARQL query"),
    ("SELECT * { ?a ?b ?c } #" + "x" * 20_000, "characters"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_what_would_reach_outside_is_refused(worker: Worker, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        worker.ask(text, seconds=20)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?a ?b 'SERVICE <http://127.0.0.1:9/> { ?a ?b ?c }' }",
        "# SERVICE and FROM in a comment\nSELECT ?from WHERE { ?from rdfs:label ?service } LIMIT 1",
        "ASK {\r\n ?a ?b ?c # a line end of another system\r\n}",
    ],
)
def test_words_alone_are_no_reason_to_refuse(worker: Worker, text: str) -> None:
    assert worker.ask(text).form in ("boolean", "solutions")


COSTLY = {
    "a bomb of paths": "SELECT * { ?a ((rdf:type|!rdf:type)*)* ?b . ?b (!rdf:type+)* ?c . ?c (^!rdf:type*)* ?d }",
    "a path that repeats itself": "SELECT (COUNT(*) AS ?n) { ?a (((!rdf:type)*)*)* ?b . ?b !rdf:type* ?c . ?c ?p ?d }",
    "a product of everything": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?a = ?f && ?d = ?i) } ORDER BY ?c",
    "a count of everything": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "words doubled and doubled": "SELECT ?x30 { BIND('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(30))
    + " }",
    "everything joined to a text": "SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f))) AS ?t) { ?a ?b ?c . ?d ?e ?f }",
    "a flood of triples": "CONSTRUCT { ?a ?e ?i . ?d ?h ?c . ?g ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "blank nodes without end": "CONSTRUCT { [] <urn:x:y> ?a , ?d , ?g } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "everything described": "DESCRIBE ?a ?d WHERE { ?a ?b ?c . ?d ?e ?f }",
    "a pattern that walks back": "SELECT * { ?a rdfs:label ?t FILTER REGEX(?t, '^(([a-z])+.)+[A-Z]([a-z])+$') }",
    "a huge pattern": "SELECT * { ?a rdfs:label ?t FILTER REGEX(?t, '" + "((a{99}){99}){99}" * 20 + "') }",
    "a replacement that grows": "SELECT (REPLACE(REPLACE(STR(?t), '', 'aaaaaaaaaaaaaaaa'), '', STR(?t)) AS ?u) "
    "{ ?a rdfs:label ?t . ?b ?c ?d }",
    "many values": "SELECT * { VALUES ?a { " + "<urn:a> " * 1200 + "} VALUES ?b { 1 2 3 4 5 6 7 8 9 } ?c ?d ?e }",
    "distinct over a product": "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "an order over a product": "SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY RAND()",
    "queries in queries": "SELECT * { " + "{ SELECT * { ?a ?b ?c . " * 20 + "?d ?e ?f" + " } }" * 20 + " }",
    "nots in nots": "SELECT * { ?a ?b ?c " + "FILTER NOT EXISTS { ?a ?x ?y " * 15 + "}" * 15 + " }",
}


@pytest.mark.parametrize("what", COSTLY)
def test_what_costs_too_much_ends_in_the_limits(worker: Worker, listener: tuple[int, list[str]], what: str) -> None:
    began = time.monotonic()
    said = ""
    try:
        answer = worker.ask(COSTLY[what], limit=100, seconds=1)
    except QueryError as error:
        said = str(error)
    else:
        assert len(answer.rows) <= 100
        assert len(to_json(answer)) < 20_000_000
    assert re.match("$|The query was ended|The query is nested too deeply|The query cannot be answered", said), said
    assert time.monotonic() - began < 15  # with the time to load the graph anew
    assert worker.ask("ASK { ?a plankg:lead ?b }").values() == [("true",)]
    assert listener[1] == []


def test_time_and_memory_are_told_apart(worker: Worker) -> None:
    with pytest.raises(QueryLimitError, match=r"after 0\.3 seconds"):
        worker.ask(COSTLY["a count of everything"], seconds=0.3)
    with pytest.raises(QueryLimitError, match="memory"):
        worker.ask(COSTLY["words doubled and doubled"], seconds=60)


LOCKED = """
import socket, sys
import pyoxigraph
from kg.querying.sparql_worker import lock_in
store = pyoxigraph.Store()
service = f"SELECT * {{ SERVICE <http://127.0.0.1:{sys.argv[1]}/> {{ ?a ?b ?c }} }}"
def fails(act):
    try:
        act()
    except (OSError, RuntimeError, SyntaxError, ValueError):
        return True
    return False
if sys.argv[2] == "locked":
    lock_in()
# the query goes to the store itself: here nothing reads it before
assert fails(lambda: list(store.query(service)))
print(fails(lambda: open("/etc/hostname").close()), fails(socket.socket))
print(fails(lambda: pyoxigraph.Store.read_only("/tmp")), fails(lambda: store.load(path=sys.argv[3])))
"""


@pytest.mark.parametrize(
    ("state", "connections", "said"), [("open", 1, "False False\nTrue False"), ("locked", 0, "True True\nTrue True")]
)
def test_a_locked_process_gets_no_file_and_no_connection_even_past_the_guard(
    state: str, connections: int, said: str, listener: tuple[int, list[str]], tmp_path: Path
) -> None:
    path = tmp_path / "empty.nt"
    path.write_text("")
    command = [sys.executable, "-c", textwrap.dedent(LOCKED), str(listener[0]), state, str(path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == said
    assert len(listener[1]) == connections
    listener[1].clear()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc")
def test_no_query_leaves_anything_open(worker: Worker) -> None:
    worker.ask("ASK { ?a ?b ?c }")
    assert worker._process is not None
    place = Path("/proc") / str(worker._process.pid)
    before = sorted(os.listdir(place / "fd"), key=int)
    for text, _ in REFUSED[:25]:
        with pytest.raises(QueryError):
            worker.ask(text, seconds=20)
    assert sorted(os.listdir(place / "fd"), key=int) == before
    (line,) = [line for line in (place / "limits").read_text().splitlines() if line.startswith("Max open files")]
    assert int(line.split()[3]) <= int(before[-1]) + 1


def test_the_process_ends_with_its_worker(folder: Path) -> None:
    worker = Worker(folder)
    worker.ask("ASK { ?a ?b ?c }")
    process = worker._process
    assert process is not None
    assert process.poll() is None
    del worker
    assert process.poll() is not None


def test_a_killed_process_is_replaced(folder: Path) -> None:
    with Worker(folder) as worker:
        worker.ask("ASK { ?a ?b ?c }")
        assert worker._process is not None
        worker._process.kill()
        with pytest.raises(QueryLimitError):
            worker.ask("ASK { ?a ?b ?c }")
        assert worker.ask("ASK { ?a ?b ?c }").values() == [("true",)]


@pytest.mark.slow
def test_too_many_at_once_are_told_to_come_back(worker: Worker) -> None:
    said: list[str] = []

    def ask() -> None:
        try:
            worker.ask(COSTLY["a count of everything"], seconds=0.4)
        except QueryError as error:
            said.append(type(error).__name__)

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 12
    assert said.count(BusyError.__name__) >= 5
    assert worker.ask("ASK { ?a ?b ?c }").values() == [("true",)]


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    with Worker(tmp_path) as worker, pytest.raises(QueryError, match="cannot be loaded"):
        worker.ask("ASK { ?a ?b ?c }")


def test_the_longest_query_is_read() -> None:
    text = "ASK { ?a ?b ?c } #"
    assert guarded(text + "x" * (LONGEST_QUERY - len(text)))
