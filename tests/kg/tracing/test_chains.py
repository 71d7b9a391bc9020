"""All chains between two documents, and what plans give to whom."""

from __future__ import annotations

import json

import pytest

from kg.assembly.assemble import assemble
from kg.graph import Graph
from kg.querying.lookup import find_node
from kg.tracing.assignments import assigned, by_unit
from kg.tracing.chains import Chains, chains_json, find_chains
from kg.tracing.lineage import as_graph, missing, walk
from kg.tracing.trace import render_chains, render_tree, to_json, trace
from tests.kg.plans import CITY_PLAN, Draft


def graph_of(*pairs: tuple[int, int], mentions: tuple[tuple[int, int], ...] = ()) -> Graph:
    """A graph in which the first of each pair implements (or mentions) the second."""
    draft = Draft("a.txt", number="1")
    for low, high in pairs:
        draft.cite(f"{high}/QĐ-TTg", subject=f"{low}/QĐ-TTg", relation="implements")
    for low, high in mentions:
        draft.cite(f"{high}/QĐ-TTg", subject=f"{low}/QĐ-TTg", relation="mentions")
    return assemble([draft.plan()])


def shape(found: Chains) -> list[str]:
    """Each chain as the numbers that it walks through."""
    first = found.start.attributes["number"]
    ends = [[e.target if found.up else e.source for e in chain] for chain in found.chains]
    return ["-".join([first, *(end.removeprefix("doc:") for end in chain)]).replace("/QĐ-TTg", "") for chain in ends]


DIAMOND = graph_of((1, 2), (2, 4), (1, 3), (3, 4), (1, 4), (4, 5))


def test_all_chains_to_a_document_the_shortest_first() -> None:
    found = find_chains(DIAMOND, "doc:1/QĐ-TTg", "doc:5/QĐ-TTg")
    assert shape(found) == ["1-4-5", "1-2-4-5", "1-3-4-5"]
    assert (found.up, found.truncated, found.mentions) == (True, False, False)
    assert shape(find_chains(DIAMOND, "doc:1/QĐ-TTg", "doc:5/QĐ-TTg", shortest=True)) == ["1-4-5"]


def test_chains_go_down_where_none_goes_up() -> None:
    found = find_chains(DIAMOND, "doc:5/QĐ-TTg", "doc:1/QĐ-TTg", shortest=True)
    assert (shape(found), found.up) == (["5-4-1"], False)
    assert shape(find_chains(DIAMOND, "doc:5/QĐ-TTg", "doc:1/QĐ-TTg", "up")) == []


def test_without_a_goal_chains_lead_to_every_end() -> None:
    graph = graph_of((1, 2), (2, 3), (1, 4))
    assert shape(find_chains(graph, "doc:1/QĐ-TTg", direction="up")) == ["1-4", "1-2-3"]


def test_a_chain_beyond_the_depth_is_cut_and_told() -> None:
    graph = graph_of((1, 2), (2, 3), (3, 4))
    found = find_chains(graph, "doc:1/QĐ-TTg", direction="up", max_depth=2)
    assert (shape(found), found.truncated) == (["1-2-3"], True)
    assert shape(find_chains(graph, "doc:1/QĐ-TTg", "doc:4/QĐ-TTg", max_depth=2)) == []


def test_a_circle_is_walked_once() -> None:
    graph = graph_of((1, 2), (2, 3), (3, 1), (3, 4))
    assert shape(find_chains(graph, "doc:1/QĐ-TTg", "doc:4/QĐ-TTg")) == ["1-2-3-4"]
    assert shape(find_chains(graph, "doc:1/QĐ-TTg", direction="up")) == ["1-2-3-4"]


def test_mentions_are_a_last_resort() -> None:
    graph = graph_of((1, 2), (2, 3), mentions=((1, 3), (3, 4)))
    assert shape(find_chains(graph, "doc:1/QĐ-TTg", "doc:3/QĐ-TTg")) == ["1-2-3"]
    found = find_chains(graph, "doc:1/QĐ-TTg", "doc:4/QĐ-TTg", shortest=True)
    assert found.mentions
    assert "qua viện dẫn" in render_chains(graph, found)


@pytest.mark.parametrize("width", [6, 30])
def test_very_many_chains_end_in_time_and_say_so(width: int) -> None:
    pairs = [(10 * i + a, 10 * (i + 1) + b) for i in range(1, 6) for a in range(width) for b in range(width)]
    layered = graph_of(*[(low, high) for low, high in pairs if high > low])
    found = find_chains(layered, "doc:10/QĐ-TTg", direction="up")
    assert len(found.chains) == 1000
    assert found.truncated


def test_chains_are_shown_with_their_quotations() -> None:
    found = find_chains(DIAMOND, "doc:1/QĐ-TTg", "doc:5/QĐ-TTg")
    text = render_chains(DIAMOND, found)
    assert "Chuỗi 1 (2 bước, ngắn nhất)" in text
    assert "Chuỗi 3 (3 bước)" in text
    assert text.count("(a.txt:") == 8
    data = json.loads(json.dumps(chains_json(DIAMOND, found)))
    assert [link["id"] for link in data["chains"][0]] == ["doc:4/QĐ-TTg", "doc:5/QĐ-TTg"]
    assert data["chains"][0][0]["evidence"][0]["source"] == "a.txt"


# --- what a tree tells beyond its documents


def test_missing_links_are_named_with_their_issuer() -> None:
    plan = Draft("a.txt", number="1").cite(CITY_PLAN, relation="implements", kind="Kế hoạch")
    graph = assemble([plan.cite("31/QĐ-TTg", subject=CITY_PLAN, relation="implements", issuer="Thủ tướng").plan()])
    tree = trace(graph, find_node(graph, "a").id, "up")
    assert [node.id for node in missing(tree)] == [f"doc:{CITY_PLAN}"]
    line = "- 12/KH-UBND của Ủy ban nhân dân thành phố Hải Phòng: được viện dẫn, chưa có văn bản"
    assert line in render_tree(tree)
    assert [node["id"] for node in to_json(tree)["missing"]] == [f"doc:{CITY_PLAN}"]


def test_down_to_tasks_and_units(graph: Graph) -> None:
    tree = trace(graph, "doc:31/QĐ-TTg", "down")
    text = render_tree(tree, graph)
    assert "• II.1 =Tuần tra khu dân cư ban đêm (first.txt:" in text
    assert "chủ trì: Văn phòng HĐND và UBND; nhận báo cáo: Đảng ủy phường" in text
    assert "phối hợp: Công an phường, Các đơn vị liên quan; nêu tên văn bản gốc" in text
    assert "- Công an phường: chủ trì 1, phối hợp 1" in text
    plans = to_json(tree, graph)["plans"]
    assert sorted(len(plan["tasks"]) for plan in plans) == [1, 1, 2]


def test_a_plan_that_only_mentions_gives_the_tasks_that_name_the_document() -> None:
    draft = Draft("a.txt", number="1").cite("31/QĐ-TTg", relation=None).task("Một", cites=("31/QĐ-TTg",)).task("Hai")
    graph = assemble([draft.plan()])
    text = render_tree(trace(graph, "doc:31/QĐ-TTg", "down"), graph)
    assert "Một" in text
    assert "Hai" not in text


def test_units_are_counted_by_role(graph: Graph) -> None:
    tasks = [task for plan in graph.nodes("document") if plan.attributes["held"] for task in assigned(graph, plan.id)]
    counts = dict(by_unit(tasks))
    assert counts["Công an phường"] == {"lead": 1, "coordinate": 1}
    assert next(iter(counts)) in ("Công an phường", "Sở Nội vụ", "Văn phòng HĐND và UBND")


def test_a_tree_is_drawn_with_its_own_relations_alone(graph: Graph) -> None:
    tree = trace(graph, find_node(graph, "first").id, "up")
    drawn = as_graph(graph, tree)
    assert set(drawn.ids()) == {tree.root.id, *(step.node.id for step in walk(tree))}
    assert "second.txt" not in {node.attributes.get("source") for node in drawn.nodes()}


def test_a_replaced_document_says_so_wherever_it_is_shown() -> None:
    newer = Draft("new.txt", number="2", date="2026-03-05").cite("47/QĐ-TTg", relation="replaces", strength="body")
    user = Draft("b.txt", number="3").cite("47/QĐ-TTg", relation="implements")
    graph = assemble([newer.plan(), user.plan()])
    text = render_tree(trace(graph, find_node(graph, "b").id, "up"))
    assert "đã bị thay thế bởi Kế hoạch 2/KH-UBND (UBND phường Bình An), 5/3/2026]" in text
    (step,) = to_json(trace(graph, find_node(graph, "b").id, "up"))["up"]
    assert [one["date"] for one in step["replaced_by"]] == ["2026-03-05"]


def test_tasks_of_a_replaced_plan_say_so() -> None:
    old = Draft("old.txt", number="1").task("Thu gom rác")
    name = "1/KH-UBND@Ủy ban nhân dân phường Bình An"
    newer = Draft("new.txt", number="2", date="2026-05-05").cite(name, relation="replaces", strength="body").task("Mới")
    graph = assemble([old.plan(), newer.plan()])
    told = {task.label: "plan_replaced_by" in task.attributes for task in graph.nodes("task")}
    assert told == {"Thu gom rác": True, "Mới": False}
