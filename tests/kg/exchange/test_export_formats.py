"""What each format does with texts that it cannot hold, that a program would run, or that are very long."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pydot
import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from jsonschema import Draft202012Validator

from ingest.plan import Deadline
from kg.assembly.assemble import assemble
from kg.characters import CELL, printable, printable_id, safe_cell, without_bullet
from kg.exchange.exports import FORMATS, MEDIA_TYPES, export
from kg.exchange.networks import to_networkx
from kg.graph import Edge, Evidence, Graph, Node
from kg.predicates import ROLES
from kg.views import VIEWS, Selection, select
from tests.kg.hostile import PAYLOADS, hostile_graph
from tests.kg.plans import CITY_PLAN, Draft, corpus


@pytest.fixture(scope="module")
def hostile() -> Graph:
    return hostile_graph()


def exported(graph: Graph, format: str, view: str = "full", selection: Selection | None = None) -> bytes:
    out = io.BytesIO()
    export(graph, view, format, out, selection=selection)
    return out.getvalue()


def tables(graph: Graph, format: str) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(exported(graph, format))) as archive:
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline="")))
            for name in archive.namelist()
        }


def test_json_holds_everything_and_keeps_its_schema(graph: Graph, hostile: Graph) -> None:
    schema = json.loads(files("kg.exchange").joinpath("export.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    for one in (graph, hostile, Graph.of([], [])):
        for view in VIEWS:
            validator.validate(json.loads(exported(one, "json", view)))
    again = json.loads(exported(hostile, "json"))
    assert sorted(n["label"] for n in again["nodes"] if n["kind"] == "task") == sorted(PAYLOADS)


def test_the_schema_refuses_what_is_no_graph(graph: Graph) -> None:
    validator = Draft202012Validator(json.loads(files("kg.exchange").joinpath("export.schema.json").read_text("utf-8")))
    for change in ({"version": 2}, {"nodes": [{"id": "x", "kind": "beast", "label": ""}]}, {"more": 1}):
        assert list(validator.iter_errors({**json.loads(exported(graph, "json")), **change}))


@pytest.mark.parametrize(
    ("format", "read"),
    [
        ("ttl", pyoxigraph.RdfFormat.TURTLE),
        ("nt", pyoxigraph.RdfFormat.N_TRIPLES),
        ("rdfxml", pyoxigraph.RdfFormat.RDF_XML),
        ("jsonld", pyoxigraph.RdfFormat.JSON_LD),
    ],
)
def test_rdf_of_hostile_texts_is_read_back_the_same(hostile: Graph, format: str, read: Any) -> None:
    def triples(name: str, form: Any) -> set[str]:
        return {f"{q.subject} {q.predicate} {q.object}" for q in pyoxigraph.parse(exported(hostile, name), format=form)}

    found = triples(format, read)
    assert found == triples("nt", pyoxigraph.RdfFormat.N_TRIPLES)
    assert any("rất dài rất dài" in triple and len(triple) > 40_000 for triple in found)


@pytest.mark.parametrize(("format", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_of_hostile_texts_are_read_back_equal(hostile: Graph, format: str, read: Any) -> None:
    network, again = to_networkx(hostile), read(io.BytesIO(exported(hostile, format)))
    assert set(again) == set(network)
    for node, values in network.nodes(data=True):
        assert {k: v for k, v in again.nodes[node].items() if k in values} == values
    assert sorted((s, t, d.get("quote")) for s, t, d in again.edges(data=True) if "quote" in d) == sorted(
        (s, t, d["quote"]) for s, t, d in network.edges(data=True) if "quote" in d
    )


@pytest.mark.filterwarnings("ignore::DeprecationWarning:pydot", "ignore:.*set_?[pP]arse_?:DeprecationWarning")
@pytest.mark.parametrize("which", ["corpus", "hostile"])
def test_dot_is_read_back_by_pydot(graph: Graph, hostile: Graph, which: str) -> None:
    chosen = graph if which == "corpus" else hostile
    (found,) = pydot.graph_from_dot_data(exported(chosen, "dot").decode("utf-8")) or ()
    assert len(found.get_edges()) == chosen.edge_count
    assert len([n for n in found.get_nodes() if n.get_name() != "node"]) == len(chosen)


def test_csv_is_read_back_and_runs_nothing(hostile: Graph) -> None:
    found = tables(hostile, "csv")
    assert (len(found["nodes.csv"]), len(found["edges.csv"])) == (len(hostile), hostile.edge_count)
    cells = [cell for rows in found.values() for row in rows for cell in row.values()]
    assert [
        cell for cell in cells if re.match(r"[=+\-@\t\r＝＋－＠]", cell) and not re.fullmatch(r"[-+]\s*", cell)
    ] == []
    assert max(map(len, cells)) <= CELL
    labels = {row["label_bullet"] + row["label"] for row in found["nodes.csv"] if row["kind"] == "task"}
    assert {"- Tuyên truyền, vận động", "-Thu gom rác", "+ 3 lớp tập huấn", "'-5+2", "'@SUM(1;2)"} <= labels


def test_neo4j_tables_have_the_importers_headers_and_ends_that_meet(graph: Graph, hostile: Graph) -> None:
    for one in (graph, hostile):
        found = tables(one, "neo4j")
        nodes, edges = found["nodes.csv"], found["relationships.csv"]
        ids = [row["id:ID"] for row in nodes]
        assert len(set(ids)) == len(ids) == len(one)
        assert {row[":START_ID"] for row in edges} | {row[":END_ID"] for row in edges} <= set(ids)
        assert {row[":LABEL"] for row in nodes} <= {
            "Document",
            "Document;Held",
            "Task",
            "Unit",
            "Place",
            "Topic",
            "Target",
        }
        assert {row[":TYPE"] for row in edges} >= {"HAS_TASK", "LEAD", "IMPLEMENTS"}
        for name in {**nodes[0], **edges[0]}:
            assert re.fullmatch(r"\w*:(ID|START_ID|END_ID|LABEL|TYPE|string\[\]|int|double|boolean)|\w+", name), name
        assert not re.search(r"[\r\n\x0b\x00]", "".join(cell for row in (*nodes, *edges) for cell in row.values()))
    task = next(row for row in tables(hostile, "neo4j")["nodes.csv"] if row["label"] == "a; b; c" and row["text"])
    assert task["headings:string[]"].split(";") == ["a, b, c", "hai"]


def test_svg_of_hostile_texts_is_one_document(hostile: Graph) -> None:
    svg = ElementTree.fromstring(exported(hostile, "svg", "lineage"))
    assert {e.tag.rpartition("}")[2] for e in svg.iter()} <= {
        "svg",
        "g",
        "rect",
        "text",
        "title",
        "path",
        "defs",
        "marker",
    }


def test_assignments_are_drawn_as_bars(graph: Graph, hostile: Graph) -> None:
    for one in (graph, hostile):
        svg = ElementTree.fromstring(exported(one, "svg", "assignments"))
        units = {edge.target for role in ROLES for edge in one.edges(role)}
        assert len([e for e in svg.iter() if e.tag.endswith("}g")]) == len(units)
    texts = [e.text for e in ElementTree.fromstring(exported(graph, "svg", "assignments")).iter() if e.text]
    assert "Công an phường Bình An" in texts
    assert texts.index("Công an phường Bình An") < texts.index("Công an phường Tân Lập")  # it leads, that one helps


def test_only_the_units_with_most_tasks_are_drawn() -> None:
    draft = Draft("a.txt", number="1")
    for i in range(70):
        draft.task(f"Việc {i}", lead=(f"Tổ công tác {i}",))
    svg = exported(assemble([draft.plan()]), "svg", "assignments").decode("utf-8")
    assert (svg.count("<g>"), "và 10 đơn vị khác" in svg) == (60, True)


def test_every_view_and_part_has_every_format(graph: Graph) -> None:
    parts = [None, Selection(ward="place:phường Bình An, thành phố Hải Phòng"), Selection(below="doc:9-KL/TW")]
    parts += [Selection(around="doc:9-KL/TW", depth=2), Selection(document=f"doc:{CITY_PLAN}")]
    for part in parts:
        assert all(exported(graph, format, view, part) for format in FORMATS for view in VIEWS)
    assert set(MEDIA_TYPES) == set(FORMATS)


def test_a_calendar_has_the_tasks_of_the_part_with_their_plans() -> None:
    december = Deadline("date", "2026-12-05")
    draft = Draft("a.txt", number="1").task("Nộp báo cáo", lead=("Công an phường",), deadline=december)
    one = assemble([draft.task("Trồng cây", lead=("Tổ dân phố",), deadline=december).plan()])
    (unit,) = one.into("unit:Công an phường", "instance_of")
    for view in ("full", "assignments"):
        found = Calendar.from_ical(exported(one, "ics", view, Selection(around=unit.source)))
        (event,) = found.walk("VEVENT")
        assert (event["summary"], event.decoded("dtstart").isoformat()) == ("Nộp báo cáo", "2026-12-05")
        assert "1/KH-UBND" in event["description"]


def test_below_a_document_is_all_that_carries_it_out(graph: Graph) -> None:
    found = select(graph, "full", Selection(below="doc:9-KL/TW"))
    held = {n.attributes["source"] for n in found.nodes("document") if n.attributes["held"]}
    assert held == {"city.txt", "first.txt"}  # second.txt only mentions a document of the chain
    assert "unit:Công an phường" in found
    assert {n.kind for n in found.nodes()} == {"document", "task", "unit"}
    assert "doc:Luật Bảo vệ môi trường" not in found


def test_exports_do_not_depend_on_the_order_of_files() -> None:
    plans = [draft.plan() for draft in corpus()]

    def sums(order: list[int]) -> dict[str, str]:
        one = assemble([plans[i] for i in order])
        return {format: hashlib.sha256(exported(one, format)).hexdigest() for format in FORMATS}

    assert sums([0, 1, 2]) == sums([2, 0, 1])


def test_absent_values_and_records_are_single_values_or_left_out() -> None:
    one = Node(
        "doc:1", "document", "1", {"replaced_by": [{"id": "doc:2", "label": "hai"}], "dates": [{"date": "2026"}]}
    )
    ((_, values),) = to_networkx(Graph.of([one], [])).nodes(data=True)
    assert values == {"kind": "document", "label": "1", "replaced_by": "hai"}


def test_ids_with_control_characters_stay_two() -> None:
    both = Graph.of([Node("unit:a", "unit", "a"), Node("unit:a\x0b", "unit", "a")], [])
    assert set(to_networkx(both)) == {"unit:a", "unit:a%0B"}
    assert printable_id("unit:a\ud800") == "unit:a%ED%A0%80"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
@settings(max_examples=200, deadline=None)
def test_a_cell_is_never_a_formula_and_loses_no_word(text: str) -> None:
    bullet, rest = without_bullet(text)
    assert bullet + rest == text
    assert re.fullmatch(r"|[-+][ \u00a0]*", bullet)
    cell = safe_cell(rest)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell.removeprefix("'") == printable(rest).removeprefix("'") or cell == printable(rest)


@pytest.mark.parametrize(
    ("text", "bullet"),
    [
        ("- việc", "- "),
        ("-việc", "-"),
        ("+ 3 lớp", "+ "),
        ("-5", ""),
        ("-=1", ""),
        ("--x", ""),
        ("việc", ""),
        ("-", ""),
    ],
)
def test_what_a_bullet_is(text: str, bullet: str) -> None:
    assert without_bullet(text)[0] == bullet


def test_a_very_long_cell_says_that_it_was_cut() -> None:
    assert len(safe_cell("a" * 40_000)) == CELL
    assert safe_cell("a" * 40_000).endswith("a…")


# --- the page


def test_the_page_refers_to_nothing_and_its_data_cannot_end_their_block(hostile: Graph) -> None:
    page = exported(hostile, "html").decode("utf-8")
    assert page.count("<script") == page.count("</script>") == 2
    block = page.split('<script type="application/json" id="graph">')[1].split("</script>")[0]
    assert not re.search("[<>&\u2028\u2029]", block)
    assert len(json.loads(block)["nodes"]) == len(hostile)
    assert not re.search(r'(src|href)="(?!data:,)', page)
    assert "http" not in page.replace("http-equiv", "").replace(block, "")


@pytest.mark.browser
def test_the_page_shows_hostile_texts_as_text_without_a_message(hostile: Graph, tmp_path: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium here (apt-get install chromium)")
    sync_api = pytest.importorskip("playwright.sync_api")
    path = tmp_path / "graph.html"
    export(hostile, "full", "html", path)
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        heard: list[str] = []
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: heard.append(request.url) if request.url != path.as_uri() else None)
        page.goto(path.as_uri())
        for text in ("script", "img", "svg", "tuyen truyen", "alert"):
            page.fill("#query", text)
            assert page.locator("#panel li").count() > 0, text
            page.locator("#panel li button").first.click()
            assert page.locator("#panel h2").count() == 1
        assert page.locator("#panel h2").text_content() in PAYLOADS
        page.locator("#map").click(position={"x": 5, "y": 300})
        page.locator("#map").press("ArrowLeft")
        page.locator("#whole").click()
        assert page.locator("#panel img, #panel svg, #panel script").count() == 0
        browser.close()
    assert heard == []


def test_the_page_of_a_graph_quotes_its_evidence() -> None:
    nodes = [Node("doc:1", "document", "một"), Node("doc:2", "document", "hai")]
    proof = (Evidence("a.txt", 3, 6, "hai"),)
    page = exported(Graph.of(nodes, [Edge("doc:1", "implements", "doc:2", proof)]), "html").decode("utf-8")
    data = json.loads(page.split('id="graph">')[1].split("</script>")[0])
    assert (data["sources"], data["edges"][0][3]) == (["a.txt"], [[0, 3, 6, "hai"]])
