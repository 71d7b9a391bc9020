"""Every format is read back by another reader and has the same bytes twice."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg.assembly.assemble import assemble
from kg.characters import printable, safe_cell
from kg.errors import ExportError
from kg.exchange.exports import FORMATS, export
from kg.exchange.networks import to_networkx
from kg.exchange.rdf import iri, to_rdf
from kg.exchange.vocabulary import ELI, PLANKG
from kg.graph import Graph
from kg.predicates import LINEAGE, PREDICATE_NAMES
from kg.views import Selection, select
from tests.kg.plans import CITY_PLAN, Draft, corpus

WARD = "place:phường Bình An, thành phố Hải Phòng"
OXIGRAPH = {
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}


def exported(graph: Graph, format: str, view: str = "full", selection: Selection | None = None) -> bytes:
    out = io.BytesIO()
    export(graph, view, format, out, selection=selection)
    return out.getvalue()


@pytest.mark.parametrize("format", OXIGRAPH)
def test_rdf_is_read_back_equal_by_oxigraph(graph: Graph, format: str) -> None:
    quads = pyoxigraph.parse(exported(graph, format), format=OXIGRAPH[format])
    lines = "".join(f"{q.subject} {q.predicate} {q.object} .\n" for q in quads)
    again = rdflib.Graph().parse(data=lines, format="nt")
    assert isomorphic(again, to_rdf(graph))
    assert len(again) > 200


@pytest.mark.parametrize(("format", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networks_are_read_back_equal(graph: Graph, format: str, read, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / f"graph.{format}"
    export(graph, "full", format, path)
    again, network = read(path), to_networkx(graph)
    assert set(again) == set(network)
    assert sorted((s, t, d["predicate"]) for s, t, d in again.edges(data=True)) == sorted(
        (s, t, d["predicate"]) for s, t, d in network.edges(data=True)
    )
    for node, values in network.nodes(data=True):
        assert {k: v for k, v in again.nodes[node].items() if k in values} == values


def test_json_is_exact(graph: Graph) -> None:
    data = json.loads(exported(graph, "json"))
    assert [n["id"] for n in data["nodes"]] == list(graph.ids())
    assert len(data["edges"]) == graph.edge_count
    task = next(n for n in data["nodes"] if "Tuần tra" in n["label"])
    texts = {d.source: d.text for d in corpus()}
    edge = next(e for e in data["edges"] if e["target"] == task["id"])
    (quoted,) = edge["evidence"]
    assert (
        texts[quoted["source"]][quoted["start"] : quoted["end"]] == quoted["text"] == "=Tuần tra khu dân cư\x0bban đêm"
    )


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_opens_in_a_spreadsheet_without_running_anything(graph: Graph, tmp_path: Path) -> None:
    export(graph, "full", "csv", tmp_path / "tables")
    nodes, edges = (rows_of(tmp_path / "tables" / name) for name in ("nodes.csv", "edges.csv"))
    assert (len(nodes), len(edges)) == (len(graph), graph.edge_count)
    cells = [cell for row in (*nodes, *edges) for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and cell != "-"]
    assert any(row["text"] == "'=Tuần tra khu dân cư ban đêm" for row in nodes)
    assert any(row["title_bullet"] + row["title"] == "-Thu gom rác thải tại nguồn" for row in nodes)
    export(graph, "full", "csv", tmp_path / "tables.zip")
    with zipfile.ZipFile(tmp_path / "tables.zip") as archive:
        assert archive.namelist() == ["nodes.csv", "edges.csv"]
        assert archive.read("nodes.csv") == (tmp_path / "tables" / "nodes.csv").read_bytes()


@pytest.mark.parametrize("format", FORMATS)
def test_no_export_but_json_holds_a_control_character(graph: Graph, format: str) -> None:
    if format not in ("csv", "neo4j", "json"):
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", exported(graph, format).decode("utf-8"))


def test_drawings(graph: Graph) -> None:
    dot = exported(graph, "dot", "lineage").decode("utf-8")
    assert dot.count(" -> ") == select(graph, "lineage").edge_count
    assert '[label="thực hiện"]' in dot
    svg = ElementTree.fromstring(exported(graph, "svg", "lineage"))
    texts = [element.text for element in svg.iter() if element.text]
    assert {"Đảng", "Nhà nước", "Thành phố, tỉnh", "Phường, xã", "Kết luận 9-KL/TW"} <= set(texts)
    assert len([e for e in svg.iter() if e.tag.endswith("}g")]) == graph.count("document")


def test_exports_have_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    code = (
        "import hashlib, io\n"
        "from kg.assembly.assemble import assemble\nfrom kg.exchange.exports import FORMATS, export\n"
        "from tests.kg.plans import corpus\n"
        "graph = assemble([draft.plan() for draft in corpus()])\n"
        "for format in FORMATS:\n"
        "    out = io.BytesIO(); export(graph, 'full', format, out)\n"
        "    print(format, hashlib.sha256(out.getvalue()).hexdigest())\n"
    )
    root = Path(__file__).resolve().parents[3]
    outputs = set()
    for seed in ("0", "1", "7"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run([sys.executable, "-c", code], env=environment, cwd=root, capture_output=True, check=True)
        outputs.add(run.stdout)
    assert len(outputs) == 1


def test_documents_of_the_party_are_no_legal_resources(graph: Graph) -> None:
    found = to_rdf(graph)
    party, state = iri("doc:9-KL/TW"), iri("doc:31/QĐ-TTg")
    types = {node: {str(o) for o in found.objects(rdflib.URIRef(node), rdflib.RDF.type)} for node in (party, state)}
    assert types[party] == {PLANKG.Document, PLANKG.PartyDocument}
    assert types[state] == {PLANKG.Document, ELI.LegalResource}


def test_rdf_has_no_blank_nodes_and_every_statement_its_evidence(graph: Graph) -> None:
    found = to_rdf(graph)
    assert not [t for triple in found for t in triple if isinstance(t, rdflib.BNode)]
    statements = set(found.subjects(rdflib.RDF.type, rdflib.RDF.Statement))
    assert len(statements) >= graph.edge_count
    evidence, basis = rdflib.URIRef(PLANKG.evidence), rdflib.URIRef(PLANKG.inferred_from)
    assert all((s, evidence, None) in found or (s, basis, None) in found for s in statements)


def test_a_misspelt_term_cannot_be_written() -> None:
    with pytest.raises(AttributeError):
        _ = PLANKG.implemented
    assert all(PLANKG.term(name) for name in PREDICATE_NAMES)


def test_views(graph: Graph) -> None:
    lineage = select(graph, "lineage")
    assert {n.kind for n in lineage.nodes()} == {"document"}
    assert {e.predicate for e in lineage.edges()} <= set(LINEAGE)
    assert {n.kind for n in select(graph, "assignments").nodes()} == {"task", "unit"}
    assert select(graph, "full") is graph


@pytest.mark.parametrize(
    ("selection", "inside", "outside"),
    [
        (
            Selection(ward=WARD),
            ["doc:31/QĐ-TTg", "unit:Công an phường@phường Bình An, thành phố Hải Phòng"],
            ["topic:x"],
        ),
        (Selection(unit="unit:Công an phường"), ["unit:Công an phường"], ["doc:9-KL/TW"]),
        (Selection(document="doc:31/QĐ-TTg"), ["doc:9-KL/TW", f"doc:{CITY_PLAN}"], ["unit:Công an phường"]),
        (Selection(around="doc:9-KL/TW"), ["doc:31/QĐ-TTg"], ["doc:Luật Bảo vệ môi trường"]),
        (Selection(around="doc:9-KL/TW", depth=2), [f"doc:{CITY_PLAN}"], ["unit:Công an phường"]),
        (Selection(around="doc:9-KL/TW", ward=WARD), ["doc:31/QĐ-TTg"], ["doc:9-KL/TW"]),
    ],
)
def test_selections(graph: Graph, selection: Selection, inside: list[str], outside: list[str]) -> None:
    part = select(graph, "full", selection)
    assert [node for node in inside if node not in part] == []
    assert [node for node in outside if node in part] == []


def test_what_is_not_there_is_told(graph: Graph) -> None:
    with pytest.raises(ExportError, match="lineage"):
        exported(graph, "ttl", "everything")
    with pytest.raises(ExportError, match="graphml"):
        exported(graph, "docx")
    with pytest.raises(KeyError, match="place:nowhere"):
        exported(graph, "json", selection=Selection(ward="place:nowhere"))


def test_an_empty_graph_can_be_exported() -> None:
    graph = assemble([])
    assert all(exported(graph, format) is not None for format in FORMATS)


def test_the_rule_for_characters() -> None:
    assert printable("a\x0bb\x00\ud800\ufffe\tc\r\n") == "ab\tc\r\n"
    assert safe_cell("- việc") == "'- việc"
    assert safe_cell("＝1") == "'＝1"
    assert safe_cell("việc - khác") == "việc - khác"


def test_a_box_tells_once_that_its_document_was_replaced() -> None:
    newer = Draft("new.txt", number="2", date="2026-03-05").cite("47/QĐ-TTg", relation="replaces", strength="body")
    svg = exported(assemble([newer.plan()]), "svg", "lineage").decode("utf-8")
    assert svg.count("đã bị thay thế (5/3/2026)") == 1
    assert 'stroke-dasharray="7 3" marker-end="url(#to-replaces)"' in svg
