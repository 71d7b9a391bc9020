"""Places side by side: states of cells, copies, figures, the tasks of a document above, limits."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.assembly.assemble import assemble
from kg.comparing.comparison import Comparer, Comparison, carriers
from kg.comparing.copies import COPIED, copy_groups, shingles
from kg.graph import Graph, Node
from tests.kg.plans import CITY_PLAN, Draft

TOPIC = ("môi trường",)
LONG = "Tổ chức thu gom rác thải cồng kềnh tại các tổ dân phố vào sáng thứ bảy tuần đầu của mỗi tháng"
CITY = f"doc:{CITY_PLAN}"


def drafts() -> list[Draft]:
    """A city plan with two tasks; one ward that carries it out, one that copies, one with nothing of the kind."""
    city = Draft("city.txt", ward=None, number="12", issuer="Ủy ban nhân dân thành phố Hải Phòng", date="2026-02-01")
    city.task("Hướng dẫn các phường thu gom rác thải cồng kềnh tại tổ dân phố", lead=("Sở Nội vụ",), topics=TOPIC)
    city.task("Xây dựng phần mềm theo dõi điểm tập kết", lead=("Sở Nội vụ",), topics=TOPIC)
    first = Draft("first.txt")
    first.cite(CITY_PLAN, relation="implements", strength="title", date="2026-02-01", kind="Kế hoạch", level="city")
    first.cite("31/QĐ-TTg", date="2026-01-05", kind="Quyết định")
    first.task(LONG, lead=("Công an phường",), topics=TOPIC, path="II.1")
    first.task("Mở lớp tập huấn", topics=("nhân lực",), path="II.2")
    first.target("Trên 90% hộ phân loại rác", 90)
    second = Draft("second.txt", ward="Tân Lập")
    second.task(f"{LONG} và ngày lễ", coordinate=("Công an phường",), topics=TOPIC, path="III.4")
    second.target("Trên 80% hộ phân loại rác", 80)
    third = Draft("third.txt", ward="Yên Hòa")
    third.task("Mở lớp tập huấn", lead=("Công an phường",), topics=("nhân lực",))
    return [city, first, second, third]


@pytest.fixture(scope="module")
def made() -> Graph:
    found = drafts()
    return assemble([draft.plan() for draft in found], {draft.source: draft.text for draft in found})


def states(found: Comparison, label: str) -> dict[str, str]:
    row = next(row for row in found.rows if row.label == label)
    return {column.name: cell.state for column, cell in zip(found.columns, row.cells, strict=True)}


def test_cells_say_who_leads_who_only_coordinates_and_who_has_nothing(made: Graph) -> None:
    found = Comparer(made).compare()
    assert states(found, "môi trường") == {
        "phường Bình An": "leads", "phường Tân Lập": "coordinates", "phường Yên Hòa": "nothing",
        "thành phố Hải Phòng": "leads",
    }  # fmt: skip
    assert states(found, "nhân lực")["phường Bình An"] == "unassigned"


def test_with_a_unit_only_its_tasks_and_its_role_count(made: Graph) -> None:
    found = Comparer(made).compare(unit="unit:Công an phường")
    assert states(found, "môi trường") == {
        "phường Bình An": "leads", "phường Tân Lập": "coordinates", "phường Yên Hòa": "nothing",
        "thành phố Hải Phòng": "nothing",
    }  # fmt: skip
    assert states(found, "nhân lực")["phường Yên Hòa"] == "leads"


def test_copied_text_is_told_from_own_work(made: Graph) -> None:
    found = Comparer(made).compare()
    [group] = found.copies
    assert {made.node(task).attributes["source"] for task in group.tasks} == {"first.txt", "second.txt"}
    assert group.share == 1
    row = next(row for row in found.rows if row.label == "môi trường")
    assert [(cell.copied, cell.own) for cell in row.cells] == [(1, 0), (1, 0), (0, 0), (0, 2)]


def test_the_tasks_of_a_document_stand_against_those_that_carry_it_out(made: Graph) -> None:
    found = Comparer(made).compare("task", CITY)
    assert found.by == "task"
    assert {column.name: column.carries for column in found.columns} == {
        "phường Bình An": True, "phường Tân Lập": False, "phường Yên Hòa": False,
    }  # fmt: skip
    guided, software, other = found.rows
    assert [len(cell.tasks) for cell in guided.cells] == [1, 0, 0]
    assert [len(cell.tasks) for cell in software.cells] == [0, 0, 0]
    assert other.kind == "other"
    assert [made.node(task).attributes["text"] for task in other.cells[0].tasks] == ["Mở lớp tập huấn"]


def test_a_document_without_tasks_is_compared_by_topic(made: Graph) -> None:
    without = next(node for node in made.ids("document") if not made.targets(node, "has_task"))
    assert Comparer(made).compare("task", without).by == "topic"


def test_figures_in_similar_words_stand_side_by_side() -> None:
    found = drafts()
    for draft in found:
        for i, target in enumerate(draft.fields.get("targets", [])):
            draft.fields["targets"][i] = type(target)(
                target.text, target.start, target.end, "hộ phân loại rác tại nguồn", target.value, "%", ">="
            )
    graph = assemble([draft.plan() for draft in found], {draft.source: draft.text for draft in found})
    [row] = Comparer(graph).compare().figures
    assert [[graph.node(t).attributes["value"] for t in targets] for targets in row.targets] == [[90], [80], [], []]


def test_concepts_are_rows_too(made: Graph) -> None:
    from ingest.plan import ConceptMention

    plans = [draft.plan() for draft in drafts()]
    first = next(plan for plan in plans if plan.source == "first.txt")
    task = first.tasks[0]
    named = type(task)(**{f: getattr(task, f) for f in task.__slots__} | {
        "concepts": (ConceptMention("x", 0, 1, "tuyen-truyen"), ConceptMention("x", 0, 1, "tuyen-truyen"))
    })  # fmt: skip
    changed = type(first)(**{f: getattr(first, f) for f in first.__slots__} | {"tasks": (named, *first.tasks[1:])})
    found = Comparer(made, lambda: [changed]).compare("concept")
    assert [(row.id, row.kind, row.tasks) for row in found.rows] == [("tuyen-truyen", "concept", 1)]


def test_places_beyond_the_limit_are_counted(made: Graph) -> None:
    found = Comparer(made).compare(most=2)
    assert [column.name for column in found.columns] == ["phường Bình An"]
    assert found.left_out == 3


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"by": "task"}, ValueError),
        ({"document": "doc:none"}, KeyError),
        ({"unit": "unit:none"}, KeyError),
        ({"places": ["place:none"]}, KeyError),
    ],
)
def test_wrong_questions_are_refused(made: Graph, arguments: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        Comparer(made).compare(**arguments)  # type: ignore[arg-type]


def test_a_chain_of_legal_bases_is_not_followed() -> None:
    found = [
        Draft("a.txt", number="1").cite("5/2020/QH14", kind="Luật"),
        Draft("b.txt", ward="Tân Lập", number="2").cite(
            "1/KH-UBND@Ủy ban nhân dân phường Bình An", kind="Kế hoạch", relation="based_on"
        ),
    ]
    graph = assemble([draft.plan() for draft in found], {draft.source: draft.text for draft in found})
    law = next(node for node in graph.ids("document") if "5/2020" in node)
    assert {graph.node(n).attributes["source"] for n in carriers(graph, law)} == {"a.txt"}


SYLLABLES = ["rác", "thải", "phường", "xã", "đường", "cây", "xanh", "mạng", "số", "dân", "phố", "trạm", "y", "tế"]


def texts() -> st.SearchStrategy[list[str]]:
    sentence = st.lists(st.sampled_from(SYLLABLES), min_size=8, max_size=30).map(" ".join)
    return st.lists(sentence, min_size=2, max_size=8)


@settings(max_examples=50)
@given(texts(), st.randoms(use_true_random=False))
def test_copies_are_those_that_a_comparison_of_all_pairs_finds(found: list[str], random: random.Random) -> None:
    nodes = [Node(f"task:{i}", "task", "", {"text": text, "place": f"phường {i % 3}"}) for i, text in enumerate(found)]
    expected = set()
    for one in nodes:
        for other in nodes:
            a, b = shingles(one.attributes["text"]), shingles(other.attributes["text"])
            fewest = min(len(a), len(b))
            elsewhere = one.attributes["place"] != other.attributes["place"]
            if elsewhere and fewest >= 8 and len(a & b) >= COPIED * fewest:
                expected |= {one.id, other.id}
    groups = copy_groups(nodes)
    assert {task for group in groups for task in group.tasks} == expected
    assert sum(len(group.tasks) for group in groups) == len(expected)
    shuffled = random.sample(nodes, len(nodes))
    assert copy_groups(shuffled) == groups


def test_question_8_finds_the_tasks_that_two_wards_share(shared: Path) -> None:
    from ingest.parse import parse_file
    from ingest.read import read_source

    files = sorted((shared / "corpus").glob("*.txt"))
    plans = [parse_file(path, path.name) for path in files]
    graph = assemble(plans, {path.name: read_source(path).text for path in files})
    groups = Comparer(graph).compare().copies
    where = [{(n["source"][:3], n["path"]) for t in g.tasks for n in [graph.node(t).attributes]} for g in groups]
    assert {("002", "II.5.7"), ("004", "PHỤ LỤC.II.14")} in where
    assert 4 <= len(groups) <= 8  # six with the rules of today
