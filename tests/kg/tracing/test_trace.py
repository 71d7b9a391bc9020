"""Names -> documents -> chains, and how they are shown."""

from __future__ import annotations

import json

import pytest

from kg.assembly.assemble import assemble
from kg.errors import NotFoundError
from kg.graph import Graph
from kg.querying.lookup import find_node
from kg.tracing.lineage import Direction, Step
from kg.tracing.trace import TraceTree, render_tree, to_json, trace
from tests.kg.plans import CITY_PLAN, Draft

WARD = "phường Bình An, thành phố Hải Phòng"


def shape(steps: tuple[Step, ...] | None) -> list[object]:
    """A tree as [id, shown, [below]] with the ids shortened to their numbers."""
    return [[s.node.id.removeprefix("doc:").split("@")[0], s.shown, shape(s.steps)] for s in steps or ()]


def chain(*pairs: tuple[str, str]) -> Graph:
    """A graph in which the first of each pair implements the second."""
    draft = Draft("a.txt", number="1")
    for subject, target in pairs:
        draft.cite(target, subject=subject, relation="implements")
    return assemble([draft.plan()])


def follow(graph: Graph, name: str, direction: Direction, depth: int = 6) -> list[object]:
    tree = trace(graph, name, direction, depth)
    return shape(tree.up if direction == "up" else tree.down)


def test_up_reads_from_ward_to_city_to_centre(graph: Graph) -> None:
    tree = trace(graph, find_node(graph, "first").id, "up")
    assert tree.down is None
    assert shape(tree.up) == [
        ["12/KH-UBND", "followed", [["31/QĐ-TTg", "followed", [["9-KL/TW", "followed", []]]]]],
        ["31/QĐ-TTg", "repeated", []],
        ["Luật Bảo vệ môi trường", "followed", []],
    ]


def test_down_shows_what_carries_it_out_directly_first(graph: Graph) -> None:
    tree = trace(graph, "doc:31/QĐ-TTg", "down")
    first, city, mention = tree.down or ()
    assert [s.node.attributes["source"] for s in (city, first, mention)] == ["first.txt", "city.txt", "second.txt"]
    assert (first.strength, city.strength, mention.predicate) == ("title", "title", "mentions")
    assert [s.shown for s in first.steps] == ["repeated"]
    assert (city.tasks, mention.tasks, mention.citing) == (2, 1, 1)


def test_a_circle_is_shown_and_not_followed() -> None:
    graph = chain(("1/QĐ-TTg", "2/QĐ-TTg"), ("2/QĐ-TTg", "3/QĐ-TTg"), ("3/QĐ-TTg", "1/QĐ-TTg"))
    below = [["3/QĐ-TTg", "followed", [["1/QĐ-TTg", "cycle", []]]]]
    assert follow(graph, "doc:1/QĐ-TTg", "up") == [["2/QĐ-TTg", "followed", below]]


def test_every_document_is_expanded_once_at_the_end_of_the_longest_chain() -> None:
    graph = chain(*[("1/QĐ-TTg", f"{i}/QĐ-TTg") for i in (2, 3, 4)], ("2/QĐ-TTg", "3/QĐ-TTg"), ("3/QĐ-TTg", "4/QĐ-TTg"))
    assert follow(graph, "doc:1/QĐ-TTg", "up") == [
        ["2/QĐ-TTg", "followed", [["3/QĐ-TTg", "followed", [["4/QĐ-TTg", "followed", []]]]]],
        ["3/QĐ-TTg", "repeated", []],
        ["4/QĐ-TTg", "repeated", []],
    ]


def test_a_long_chain_is_cut_where_asked_and_does_not_exhaust_the_stack() -> None:
    pairs = [(f"{i}/QĐ-TTg", f"{i + 1}/QĐ-TTg") for i in range(1, 60)]
    assert follow(chain(*pairs), "doc:1/QĐ-TTg", "up", 1) == [["2/QĐ-TTg", "cut", []]]
    assert "59" in json.dumps(follow(chain(*pairs), "doc:1/QĐ-TTg", "up", 100))


def test_several_ties_between_two_documents_are_one_step() -> None:
    draft = Draft("a.txt", number="1").cite("57-NQ/TW", relation="based_on")
    draft.cite("57-NQ/TW", relation="implements", strength="title")
    graph = assemble([draft.plan()])
    (step,) = trace(graph, find_node(graph, "a").id, "up").up or ()
    assert (step.predicate, [edge.predicate for edge in step.also]) == ("implements", ["based_on"])


def test_a_mention_is_shown_only_where_no_stronger_tie_leads() -> None:
    draft = Draft("a.txt", number="1").cite("2/QĐ-TTg", relation="implements").cite("3/QĐ-TTg", relation="mentions")
    draft.cite("3/QĐ-TTg", subject="2/QĐ-TTg", relation="implements").cite("4/QĐ-TTg", relation="mentions")
    graph = assemble([draft.plan()])
    below: list[object] = [["3/QĐ-TTg", "followed", []]]
    assert follow(graph, find_node(graph, "a").id, "up") == [
        ["2/QĐ-TTg", "followed", below],
        ["4/QĐ-TTg", "followed", []],
    ]


def test_a_task_stands_for_its_plan_and_a_unit_has_no_lineage(graph: Graph) -> None:
    assert trace(graph, next(graph.ids("task"))).root.kind == "document"
    with pytest.raises(ValueError, match="unit"):
        trace(graph, "unit:Công an phường")
    with pytest.raises(KeyError):
        trace(graph, "doc:nothing")


def lines(tree: TraceTree) -> list[str]:
    return [line.strip() for line in render_tree(tree).splitlines()]


def test_the_tree_says_verb_document_date_and_whether_it_is_held(graph: Graph) -> None:
    text = render_tree(trace(graph, find_node(graph, "first").id, "both"))
    city = (
        "├─ thực hiện: Kế hoạch 12/KH-UBND (UBND thành phố Hải Phòng) · 1/2/2026 [đã có: city.txt] (nêu ở phần mở đầu)"
    )
    assert city in text
    assert (
        "   └─ thực hiện: Kết luận 9-KL/TW · 2/11/2025 [chỉ được viện dẫn, chưa có văn bản] (nêu ở phần căn cứ)" in text
    )
    assert "“Kết luận số 9-KL/TW” (city.txt:" in text
    assert "(nêu trong tên; đã nêu ở nhánh khác)" in text
    assert text.splitlines()[0].startswith("Kế hoạch …/KH-UBND (UBND phường Bình An, 3/2026) [đã có: first.txt]")


def test_the_summary_names_the_plans_and_how_they_carry_it_out(graph: Graph) -> None:
    found = lines(trace(graph, "doc:9-KL/TW", "down"))
    assert "Kế hoạch thực hiện qua văn bản khác: 2 (tổng số 3 nhiệm vụ)" in found
    assert any(line.startswith("- Kế hoạch 12/KH-UBND") and line.endswith("qua Quyết định 31/QĐ-TTg") for line in found)
    assert "Kế hoạch chỉ viện dẫn: 1 (tổng số 1 nhiệm vụ)" in lines(trace(graph, "doc:31/QĐ-TTg", "down"))


def test_documents_that_are_not_made_out_are_marked() -> None:
    draft = Draft("a.txt", number="1").cite("5/KH-UBND", kind="Kế hoạch")
    graph = assemble([draft.plan()])
    assert "chưa rõ cơ quan ban hành" in render_tree(trace(graph, find_node(graph, "a").id, "up"))


def test_json_has_the_evidence_of_every_step(graph: Graph) -> None:
    data = json.loads(json.dumps(to_json(trace(graph, f"doc:{CITY_PLAN}"))))
    assert data["held"] is True
    (up,) = data["up"]
    assert (up["id"], up["predicate"], up["held"]) == ("doc:31/QĐ-TTg", "implements", False)
    assert up["evidence"][0]["text"] == "Quyết định số 31/QĐ-TTg"
    assert data["down"][0]["source"] == "first.txt"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("31/QĐ-TTg", "doc:31/QĐ-TTg"),
        ("31 qd ttg", "doc:31/QĐ-TTg"),
        ("Quyết định số 31/QĐ-TTg", "doc:31/QĐ-TTg"),
        ("doc:31/QĐ-TTg", "doc:31/QĐ-TTg"),
        ("12/kh-ubnd", f"doc:{CITY_PLAN}"),
        ("luat bao ve moi truong", "doc:Luật Bảo vệ môi trường"),
        ("city.txt", f"doc:{CITY_PLAN}"),
        ("city", f"doc:{CITY_PLAN}"),
        ("Bình An", f"place:{WARD}"),
        ("phuong binh an", f"place:{WARD}"),
        ("Hải Phòng", "place:thành phố Hải Phòng"),
        ("công an phường", "unit:Công an phường"),
        ("Công an phường Bình An", f"unit:Công an phường@{WARD}"),
        ("an ninh mạng", "topic:an ninh mạng"),
    ],
)
def test_names_as_people_type_them(graph: Graph, text: str, found: str) -> None:
    assert find_node(graph, text).id == found


def test_a_wards_name_is_its_plan_where_documents_are_asked_for(graph: Graph) -> None:
    assert find_node(graph, "Bình An", ["document"]).attributes["source"] == "first.txt"
    assert find_node(graph, next(graph.ids("task")), ["task"]).kind == "task"


def test_a_near_miss_is_suggested(graph: Graph) -> None:
    with pytest.raises(NotFoundError) as error:
        find_node(graph, "32/QĐ-TTg")
    assert error.value.suggestions[0] == "doc:31/QĐ-TTg"
    with pytest.raises(NotFoundError, match="Nothing in the graph"):
        find_node(graph, "ƶƶƶƶ")
    with pytest.raises(ValueError, match="beast"):
        find_node(graph, "x", ["beast"])


def test_a_name_of_several_nodes_lists_them() -> None:
    drafts = [Draft(f"2026_{i}.txt", number=str(i)) for i in (1, 2)]
    with pytest.raises(NotFoundError) as error:
        find_node(assemble([d.plan() for d in drafts]), "2026_")
    assert len(error.value.suggestions) == 2
