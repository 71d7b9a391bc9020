"""What the gazetteer adds to places: the city of a ward, the wards before July 2025. Wards are real, plans invented."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from rdflib import URIRef

from ingest.plan import Plan
from kg.assembly.assemble import assemble
from kg.assembly.places import completed, former_name
from kg.errors import NotFoundError
from kg.exchange.networks import to_networkx
from kg.exchange.rdf import to_rdf
from kg.exchange.vocabulary import PLANKG
from kg.graph import Graph
from kg.naming import locality
from kg.querying.lookup import find_node
from kg.views import Selection, select
from tests.kg.plans import Draft

HONG_BANG = "place:phường Hồng Bàng, thành phố Hải Phòng"
CITY = "place:thành phố Hải Phòng"


def ward(name: str, city: str | None = None, **more: Any) -> Draft:
    return Draft(f"{name}-{city}.txt", ward=name, city=city, **more)


def graph_of(*drafts: Draft) -> Graph:
    return assemble([draft.plan() for draft in drafts], {draft.source: draft.text for draft in drafts})


def city_of(plan: Plan) -> str:
    return completed(plan, locality(plan)).city


def test_a_plan_that_names_no_city_gets_the_one_that_fits() -> None:
    graph = graph_of(ward("Hồng Bàng"))
    (edge,) = graph.out(HONG_BANG, "part_of")
    assert edge.target == CITY
    assert edge.evidence == ()
    assert edge.attributes == {"inferred": True, "inferred_from": "gazetteer"}
    (issued,) = graph.into(HONG_BANG, "issued_in")
    assert [one.text for one in issued.evidence] == ["Phường Hồng Bàng"]
    assert issued.attributes["inferred_from"] == "gazetteer"


def test_what_a_plan_states_is_not_inferred_whichever_comes_first() -> None:
    drafts = [ward("Hồng Bàng", number="1"), ward("Hồng Bàng", "Hải Phòng", number="2")]
    for order in permutations(drafts):
        graph = graph_of(*order)
        (edge,) = graph.out(HONG_BANG, "part_of")
        assert edge.attributes == {}
        assert {one.source for one in edge.evidence} == {"Hồng Bàng-Hải Phòng.txt"}
        assert sorted(bool(e.attributes.get("inferred")) for e in graph.into(HONG_BANG, "issued_in")) == [False, True]


def test_where_a_ward_lies_is_quoted_from_the_words_that_name_the_city() -> None:
    graph = graph_of(ward("Hồng Bàng", "Hải Phòng").task("Tuần tra", lead=("Công an phường",)))
    (edge,) = graph.out(HONG_BANG, "part_of")
    assert [one.text for one in edge.evidence] == ["thành phố Hải Phòng"]


def test_units_of_a_ward_are_one_whether_or_not_the_city_is_named() -> None:
    drafts = [ward("Hồng Bàng", city, number=n).task("Tuần tra", lead=("Công an phường",)) for city, n in
              ((None, "1"), ("Hải Phòng", "2"))]  # fmt: skip
    graph = graph_of(*drafts)
    (member,) = graph.into("unit:Công an phường", "instance_of")
    assert len(graph.into(member.source, "lead")) == 2
    (edge,) = graph.out(member.source, "of_place")
    assert edge.attributes == {}


def test_units_of_an_inferred_city_say_so() -> None:
    graph = graph_of(ward("Hồng Bàng").task("Tổng hợp", report_to=("Sở Nội vụ",)))
    (edge,) = graph.out("unit:Sở Nội vụ@thành phố Hải Phòng", "of_place")
    assert edge.attributes["inferred"] is True


@pytest.mark.parametrize("name", ["Hòa Bình", "Đây Không Có"])
def test_a_common_or_an_unknown_name_gets_no_city(name: str) -> None:
    graph = graph_of(ward(name))
    assert f"place:phường {name}" in graph
    assert not graph.out(f"place:phường {name}")
    assert "predecessors" not in graph.node(f"place:phường {name}").attributes


def test_a_common_name_with_its_city_has_the_wards_of_that_city() -> None:
    node = graph_of(ward("Hòa Bình", "Hồ Chí Minh")).node("place:phường Hòa Bình, thành phố Hồ Chí Minh")
    assert {old["province"] for old in node.attributes["predecessors"]} == {"thành phố Hồ Chí Minh"}


@pytest.mark.parametrize(
    "change",
    [
        {"date": "2025-06-30"},
        {"date": "2024"},
        {"recipients": ("Ủy ban nhân dân quận Hồng Bàng",)},
        {"recipients": ("Văn phòng UBND tỉnh",)},
        {"place": "Quảng Ninh"},
        {"place": "tỉnh Quảng Ninh"},
    ],
)
def test_nothing_is_inferred_where_the_plan_speaks_against_it(change: dict[str, Any]) -> None:
    plan = ward("Hồng Bàng").plan()
    assert city_of(replace(plan, meta=replace(plan.meta, **change))) == ""


@pytest.mark.parametrize(
    "change",
    [
        {"date": "2025-07-01"},
        {"date": "2025"},
        {"date": None},
        {"recipients": ("Các sở, ngành thành phố", "Các tỉnh, thành phố")},
        {"recipients": ("Thành ủy",), "place": "Hồng Bàng"},
    ],
)
def test_a_city_is_inferred_where_nothing_speaks_against_it(change: dict[str, Any]) -> None:
    plan = ward("Hồng Bàng").plan()
    assert city_of(replace(plan, meta=replace(plan.meta, **change))) == "thành phố Hải Phòng"


def test_the_place_of_a_ward_tells_what_it_was_formed_from() -> None:
    attributes = graph_of(ward("Hồng Bàng", "Hải Phòng")).node(HONG_BANG).attributes
    assert attributes["valid_from"] == "2025-07-01"
    assert len(attributes["predecessors"]) == 7
    assert attributes["predecessors"][0] == {
        "name": "phường Gia Viên",
        "district": "quận Ngô Quyền",
        "province": "thành phố Hải Phòng",
        "part": True,
        "valid_until": "2025-06-30",
    }


def test_a_ward_that_was_not_merged_has_no_first_day() -> None:
    attributes = graph_of(ward("Tân Lộc", "Cần Thơ")).node("place:phường Tân Lộc, thành phố Cần Thơ").attributes
    assert "valid_from" not in attributes
    assert [old["district"] for old in attributes["predecessors"]] == ["quận Thốt Nốt"]


def test_a_plan_from_before_the_merger_says_nothing_of_the_ward_of_today() -> None:
    old = ward("Hồng Bàng", "Hải Phòng", date="2024-03-01", number="1")
    new = replace(ward("Hồng Bàng", "Hải Phòng", number="2"), source="new.txt")
    assert "predecessors" not in graph_of(old).node(HONG_BANG).attributes
    assert all("predecessors" in graph_of(*o).node(HONG_BANG).attributes for o in permutations([old, new]))


@pytest.mark.parametrize(
    "text",
    [
        "phường Hùng Vương",
        "phuong hung vuong",
        "Hùng Vương",
        "Phường Hùng Vương, quận Hồng Bàng",
        "phường Hùng Vương, quận Hồng Bàng, thành phố Hải Phòng",
        "phường Hùng Vương, thành phố Hải Phòng",
    ],
)
def test_an_old_name_finds_the_ward_of_today(text: str) -> None:
    node = find_node(graph_of(ward("Hồng Bàng", "Hải Phòng")), text)
    assert node.id == HONG_BANG
    assert former_name(node, text) == "phường Hùng Vương, quận Hồng Bàng, thành phố Hải Phòng"
    assert former_name(node, "phường Hồng Bàng") == ""


def test_an_old_name_stands_for_the_plan_of_the_ward_of_today() -> None:
    graph = graph_of(ward("Hồng Bàng", "Hải Phòng", number="5"))
    for kinds in (("document",), ("document", "task", "target")):
        assert find_node(graph, "phường Hùng Vương", kinds).kind == "document"
    with pytest.raises(NotFoundError):
        find_node(graph, "phường Hùng Vương", ("unit",))


def test_a_ward_lies_in_its_city_and_the_city_in_the_country() -> None:
    graph = graph_of(ward("Hồng Bàng", "Hải Phòng").task("Tuần tra", lead=("Công an phường",)))
    (edge,) = graph.out(CITY, "part_of")
    assert (edge.target, edge.attributes["inferred"]) == ("place:Việt Nam", True)
    assert graph.node(edge.target).attributes == {"level": "country"}
    whole = select(graph, "full", Selection(ward="place:Việt Nam"))
    assert [node.label for node in whole.nodes("task")] == ["Tuần tra"]


def test_an_old_name_that_went_into_several_lists_them() -> None:
    graph = graph_of(ward("Hồng Bàng", "Hải Phòng"), ward("Ngô Quyền", "Hải Phòng"))
    with pytest.raises(NotFoundError, match="went into several") as error:
        find_node(graph, "phường Gia Viên")
    assert error.value.suggestions == (HONG_BANG, "place:phường Ngô Quyền, thành phố Hải Phòng")


def test_an_old_name_of_a_ward_that_is_not_held_says_what_it_became() -> None:
    graph = graph_of(ward("Ngô Quyền", "Hải Phòng"))
    with pytest.raises(NotFoundError, match=r"it is .*phường Hồng Bàng, thành phố Hải Phòng"):
        find_node(graph, "phường Hùng Vương, thành phố Hải Phòng")
    with pytest.raises(NotFoundError, match="phường Hồng Bàng"):
        find_node(graph, "phường Hùng Vương, quận Hồng Bàng, thành phố Hải Phòng")
    with pytest.raises(NotFoundError) as error:
        find_node(graph, "phường Đây Không Có")
    assert "Since July 2025" not in str(error.value)


def test_inferred_statements_say_so_in_rdf_and_in_networks() -> None:
    graph = graph_of(ward("Hồng Bàng"))
    found = to_rdf(graph)
    assert {str(o) for o in found.objects(None, URIRef(PLANKG.inferred_from))} == {"gazetteer"}
    assert "phường Hùng Vương, quận Hồng Bàng, thành phố Hải Phòng" in {
        str(o) for o in found.objects(None, URIRef(PLANKG.former_name))
    }
    network = to_networkx(graph)
    assert network.edges[HONG_BANG, CITY, "part_of"]["inferred_from"] == "gazetteer"
    assert "; phường Hùng Vương, quận Hồng Bàng, thành phố Hải Phòng; " in network.nodes[HONG_BANG]["predecessors"]
