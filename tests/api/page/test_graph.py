"""The graph to explore: opening, expanding, filtering, evidence, layouts, files, limits."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from api.routes.page import LIBRARIES, page_files
from tests.api.page.driving import READY, until, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.api.page.conftest import OpenPage

pytestmark = pytest.mark.browser
needs_library = pytest.mark.skipif(
    not all(name in page_files() for name in LIBRARIES), reason="the graph library is not built (make page)"
)
CY = "document.querySelector('.graph-canvas')._cyreg.cy"
NODES = f"{CY}.nodes().length"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def shown(page: Page) -> tuple[int, int]:
    """How many nodes and edges the page says it shows."""
    words = page.locator("main > div > .count").first.inner_text().replace(",", "").split()
    return int(words[0]), int(words[2])


@needs_library
def test_a_node_is_drawn_with_its_neighbours(page: Page) -> None:
    visit(page, view="graph", id="57-NQ/TW")
    nodes, edges = shown(page)
    assert page.evaluate(NODES) == nodes > 5
    assert edges >= nodes - 1
    assert page.locator(".graph-panel h2").inner_text() == "Nghị quyết 57-NQ/TW"


@needs_library
def test_an_expansion_adds_nodes_and_is_in_the_address(page: Page) -> None:
    visit(page, view="graph", id="57-NQ/TW")
    before, _ = shown(page)
    tap = "cy => { const n = cy.nodes('[kind = \"document\"][!known]')[0]; n.emit('tap'); return n.id(); }"
    opened = page.evaluate(f"({tap})({CY})")
    until(page, "location.search.includes('open=')")
    until(page, f"parseInt(document.querySelector('main > div > .count').textContent) > {before}")
    after = shown(page)
    page.reload()
    page.wait_for_selector(READY)
    assert shown(page) == after
    assert page.evaluate(NODES) == after[0]
    assert opened.startswith("doc:")


@needs_library
def test_kinds_can_be_left_out(page: Page) -> None:
    visit(page, view="graph", id="57-NQ/TW")
    page.locator("input[name=kind][value=task]").uncheck()
    until(page, "location.search.includes('kind=document')")
    page.wait_for_selector(READY)
    kinds = page.evaluate(f"[...new Set({CY}.nodes().map(n => n.data('kind')))]")
    assert "task" not in kinds
    assert "document" in kinds


@needs_library
def test_an_edge_shows_its_quotation_and_leads_to_the_place(page: Page) -> None:
    visit(page, view="graph", id="57-NQ/TW")
    page.locator(".graph-panel .edges button").first.click()
    assert "57-NQ/TW" in page.locator(".graph-panel blockquote p").first.inner_text()
    page.locator(".graph-panel blockquote a").first.click()
    page.wait_for_selector("#place")


@needs_library
@pytest.mark.parametrize("layout", ["layers", "free"])
def test_no_two_nodes_stand_in_one_place(page: Page, layout: str) -> None:
    visit(page, view="graph", id="57-NQ/TW", layout=layout)
    places = page.evaluate(f"{CY}.nodes().map(n => [n.position('x'), n.position('y')].map(Math.round).join(' '))")
    assert len(set(places)) == len(places) > 5


@needs_library
def test_a_document_stands_below_what_it_rests_on(page: Page) -> None:
    levels = {"doc:a": "party", "doc:b": "party", "doc:c": "party", "doc:d": "ward"}
    nodes = [
        {"id": name, "kind": "document", "label": name, "held": False, "degree": 2, "level": level}
        for name, level in levels.items()
    ]
    verb = {"vi": "thực hiện", "en": "implements"}
    edges = [
        {"source": below, "predicate": "implements", "target": above, "verb": verb, "evidence": [], "quoted": 0}
        for below, above in (("doc:b", "doc:a"), ("doc:c", "doc:b"), ("doc:d", "doc:c"), ("doc:a", "doc:d"))
    ]
    answer = {"node": nodes[0], "nodes": nodes[1:], "edges": edges, "left_out": {}, "truncated": False}
    page.route("**/v1/around/**", lambda route: route.fulfill(json=answer))
    visit(page, view="graph", id="doc:a")
    heights = dict(page.evaluate(f"{CY}.nodes().map(n => [n.id(), n.position('y')])"))
    assert heights["doc:a"] < heights["doc:b"] < heights["doc:c"] < heights["doc:d"]


@needs_library
@pytest.mark.parametrize("layout", ["layers", "free"])
def test_names_can_be_read_and_stand_apart(page: Page, layout: str) -> None:
    visit(page, view="graph", id="57-NQ/TW", layout=layout, depth="2")
    until(page, f"{CY}.nodes('.named.chosen').length === 1")
    size = f"{CY}.nodes('.named').map(n => parseFloat(n.style('font-size')) * Math.min({CY}.zoom(), 1))"
    assert all(abs(pixels - 11) < 0.2 for pixels in page.evaluate(size))
    named = f"{CY}.nodes('.named').map(n => n.renderedPosition())"
    places = [(place["x"], place["y"]) for place in page.evaluate(named)]
    assert all(abs(x - u) > 20 or abs(y - v) > 10 for i, (x, y) in enumerate(places) for u, v in places[:i])
    assert len(places) < page.evaluate(NODES)


@needs_library
def test_layers_go_from_the_party_down_to_tasks(page: Page) -> None:
    visit(page, view="graph", id="57-NQ/TW")
    rows = page.evaluate(f"{CY}.nodes().map(n => [n.data('level') || n.data('kind'), n.position('y')])")
    highest = {level: min(y for name, y in rows if name == level) for level, _ in rows}
    assert highest["party"] < highest["ward"] < highest["task"]


@needs_library
def test_what_is_seen_is_saved_in_four_formats(page: Page, tmp_path: Path) -> None:
    import rdflib

    visit(page, view="graph", id="57-NQ/TW")
    nodes, edges = shown(page)
    folded = page.locator(".graph-controls details > summary")  # on a phone the canvas has the room
    if folded.count():
        folded.click()
    files: dict[str, Path] = {}
    for name in ("PNG", "SVG", "GraphML", "Turtle"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name, exact=True).click()
        files[name] = tmp_path / download.value.suggested_filename
        download.value.save_as(files[name])
    assert files["PNG"].read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    drawn = ET.parse(files["SVG"]).getroot()
    assert len(drawn.findall(".//{http://www.w3.org/2000/svg}circle")) == nodes
    network = ET.parse(files["GraphML"]).getroot()
    assert len(network.findall(f".//{GRAPHML}node")) == nodes
    assert len(network.findall(f".//{GRAPHML}edge")) == edges
    graph = rdflib.Graph().parse(files["Turtle"], format="turtle")
    wanted = "SELECT (COUNT(DISTINCT ?n) AS ?nodes) WHERE { ?n rdfs:label [] }"
    assert [int(row[0]) for row in graph.query(wanted)] == [nodes]  # type: ignore[index,arg-type]
    assert len(list(graph.triples((None, rdflib.RDF.type, rdflib.RDF.Statement)))) >= edges - 2


@needs_library
@pytest.mark.slow
def test_beyond_two_thousand_nodes_it_says_what_was_left_out(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    root = {"id": "doc:0", "kind": "document", "label": "Văn bản", "held": False, "degree": 2500, "level": "party"}
    nodes = [{**root, "id": f"task:{i}", "kind": "task", "held": None, "level": None} for i in range(2500)]
    verb = {"vi": "viện dẫn", "en": "cites"}
    edges = [
        {"source": node["id"], "predicate": "cites", "target": "doc:0", "verb": verb, "evidence": [], "quoted": 0}
        for node in nodes
    ]
    answer = {"node": root, "nodes": nodes, "edges": edges, "left_out": {"task": 7}, "truncated": True}
    page.route("**/v1/around/**", lambda route: route.fulfill(json=answer))
    page.set_default_timeout(60_000)
    visit(page, view="graph", id="doc:0", layout="free")
    assert page.evaluate(NODES) == 2000
    places = page.evaluate(f"{CY}.nodes().map(n => [n.position('x'), n.position('y')].map(Math.round).join(' '))")
    assert len(set(places)) == 2000
    said = page.locator("main > div > .count").nth(1).inner_text()
    assert "7 nhiệm vụ" in said
    assert "501 nút vượt giới hạn" in said


def test_without_the_library_the_page_says_how_to_build_it(page: Page) -> None:
    page.route("**/page/parts", lambda route: route.fulfill(json={"graph": False}))
    visit(page, view="graph", id="57-NQ/TW")
    assert "make page" in page.inner_text(".problem")
