"""Plans -> graph: what is there, with which evidence."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from kg.assembly.assemble import assemble, plan_keys
from kg.assembly.documents import evidence_of
from kg.graph import Graph
from tests.kg.plans import CITY_PLAN, Draft, corpus

WARD = "phường Bình An, thành phố Hải Phòng"


def first_plan(graph: Graph) -> str:
    return next(n.id for n in graph.nodes("document") if n.attributes.get("source") == "first.txt")


def test_every_quotation_is_the_text_at_its_place(graph: Graph) -> None:
    texts = {draft.source: draft.text for draft in corpus()}
    evidence = [e for edge in graph.edges() for e in edge.evidence]
    evidence += [e for n in graph.nodes() for d in n.attributes.get("dates", []) for e in evidence_of(d["evidence"])]
    assert len(evidence) > 30
    assert all(texts[e.source][e.start : e.end] == e.text for e in evidence)


def test_every_statement_has_evidence_unless_it_is_inferred(graph: Graph) -> None:
    """Only where a ward or a city lies may be known from the gazetteer alone, and the edge says so."""
    assert [e.target for e in graph.edges() if not e.evidence] == ["place:Việt Nam"]  # these plans name their city
    drafts = [Draft("a.txt", ward="Hồng Bàng", city=None).task("Tuần tra", lead=("Công an phường",))]
    unstated = assemble([d.plan() for d in drafts], {d.source: d.text for d in drafts})
    bare = [e for e in unstated.edges() if not e.evidence]
    assert [(e.predicate, e.attributes["inferred_from"]) for e in bare] == [("part_of", "gazetteer")] * 2


def test_the_order_of_plans_makes_no_difference() -> None:
    plans = [draft.plan() for draft in corpus()]
    graphs = [assemble(order) for order in permutations(plans)]
    assert all(list(g.nodes()) == list(graphs[0].nodes()) for g in graphs)
    assert all(list(g.edges()) == list(graphs[0].edges()) for g in graphs)


def test_a_cited_document_and_its_file_are_one_node(graph: Graph) -> None:
    node = graph.node(f"doc:{CITY_PLAN}")
    assert node.attributes["held"] is True
    assert node.attributes["source"] == "city.txt"
    (edge,) = graph.into(node.id, "implements")
    assert edge.source == first_plan(graph)
    assert edge.attributes["strength"] == "preamble"


def test_relations_between_cited_documents_are_kept(graph: Graph) -> None:
    (edge,) = graph.out("doc:31/QĐ-TTg", "implements")
    assert edge.target == "doc:9-KL/TW"
    assert edge.evidence[0].source == "city.txt"


def test_a_citation_without_relation_is_a_mention(graph: Graph) -> None:
    (edge,) = graph.into("doc:31/QĐ-TTg", "mentions")
    assert graph.node(edge.source).attributes["source"] == "second.txt"


def test_the_stronger_place_of_a_relation_stays() -> None:
    weak = Draft("a.txt", number="1").cite("57-NQ/TW", subject="9/QĐ-TTg", relation="implements", strength="body")
    strong = Draft("b.txt", number="2").cite("57-NQ/TW", subject="9/QĐ-TTg", relation="implements", strength="title")
    graph = assemble([weak.plan(), strong.plan()])
    (edge,) = graph.out("doc:9/QĐ-TTg", "implements")
    assert edge.attributes["strength"] == "title"
    assert [e.source for e in edge.evidence] == ["a.txt", "b.txt"]


def test_a_document_is_not_related_to_itself() -> None:
    name = "12/KH-UBND@Ủy ban nhân dân thành phố Hải Phòng"
    city = Draft("c.txt", ward=None, number="12", issuer="Ủy ban nhân dân thành phố Hải Phòng").cite(name)
    graph = assemble([city.plan()])
    assert not [e for e in graph.edges() if e.source == e.target]


def test_two_dates_and_titles_stand_side_by_side_with_their_places() -> None:
    a = Draft("a.txt").cite("31/QĐ-TTg", date="2026-01-05", title="về thu gom rác thải")
    b = Draft("b.txt").cite("31/QĐ-TTg", date="2025-01-05", title="về thu gom rác")
    node = assemble([a.plan(), b.plan()]).node("doc:31/QĐ-TTg")
    assert [(d["date"], d["evidence"][0][0]) for d in node.attributes["dates"]] == [
        ("2025-01-05", "b.txt"),
        ("2026-01-05", "a.txt"),
    ]
    assert len(node.attributes["titles"]) == 2


def test_a_unit_has_a_kind_and_a_member_at_its_place(graph: Graph) -> None:
    member = graph.node(f"unit:Công an phường@{WARD}")
    assert member.label == "Công an phường Bình An"
    assert [e.target for e in graph.out(member.id, "instance_of")] == ["unit:Công an phường"]
    assert [e.target for e in graph.out(member.id, "of_place")] == [f"place:{WARD}"]
    (edge,) = graph.into(member.id, "lead")
    assert edge.evidence[0].text == "Công an phường"


def test_a_unit_of_another_ward_is_the_one_of_its_own_plans() -> None:
    own = Draft("a.txt", ward="Bình An", city="Hải Phòng").task("Tuần tra", lead=("Công an phường Phú Lộc",))
    theirs = Draft("b.txt", ward="Phú Lộc", city="Hải Phòng", number="2").task("Trực", lead=("Công an phường",))
    graph = assemble([own.plan(), theirs.plan()], {})
    (member,) = graph.into("unit:Công an phường", "instance_of")
    assert graph.node(member.source).label == "Công an phường Phú Lộc"
    assert len(graph.into(member.source, "lead")) == 2


@pytest.mark.parametrize(
    ("unit", "label"),
    [
        (f"unit:Văn phòng HĐND và UBND@{WARD}", "Văn phòng HĐND và UBND phường Bình An"),
        (f"unit:Đảng ủy phường@{WARD}", "Đảng ủy phường Bình An"),
        ("unit:Thành ủy@thành phố Hải Phòng", "Thành ủy Hải Phòng"),
        ("unit:Sở Nội vụ@thành phố Hải Phòng", "Sở Nội vụ thành phố Hải Phòng"),
        ("unit:Các đơn vị liên quan@phường Tân Lập, thành phố Hải Phòng", "Các đơn vị liên quan phường Tân Lập"),
    ],
)
def test_members_are_named_after_their_place(graph: Graph, unit: str, label: str) -> None:
    assert graph.node(unit).label == label


def test_a_national_unit_has_no_member() -> None:
    graph = assemble([Draft("a.txt").task("Báo cáo", report_to=("Bộ Nội vụ",)).plan()])
    (edge,) = graph.edges("report_to")
    assert edge.target == "unit:Bộ Nội vụ"


def test_places_are_parts_of_one_another(graph: Graph) -> None:
    assert [e.target for e in graph.out(f"place:{WARD}", "part_of")] == ["place:thành phố Hải Phòng"]
    assert len(graph.into("place:thành phố Hải Phòng", "part_of")) == 2
    (edge,) = graph.out(first_plan(graph), "issued_in")
    assert edge.target == f"place:{WARD}"
    assert edge.evidence[0].text == "Phường Bình An"


def test_tasks_topics_targets_and_citations_of_tasks(graph: Graph) -> None:
    plan = first_plan(graph)
    tasks = [e.target for e in graph.out(plan, "has_task")]
    assert [graph.node(t).attributes["task"] for t in tasks] == ["t001", "t002"]
    assert [e.target for e in graph.out(tasks[0], "about")] == ["topic:an ninh mạng"]
    (target,) = [e.target for e in graph.out(tasks[0], "sets_target")]
    assert graph.node(target).label == "tỷ lệ: >= 95,5 %"
    assert [e.source for e in graph.into(target, "has_target")] == [plan]
    (cites,) = graph.edges("cites")
    assert cites.target == "doc:31/QĐ-TTg"


def test_two_plans_of_one_source_are_refused() -> None:
    with pytest.raises(ValueError, match=r"two plans have the source 'a\.txt'"):
        assemble([Draft("a.txt").plan(), Draft("a.txt", title="Khác").plan()])


def test_keys_of_plans_grow_where_they_would_collide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.assembly.assemble.digest", lambda text, digits=8: ("same" * 2 + text)[:digits])
    assert plan_keys(["one", "two"]) == {"one": "samesameone", "two": "samesametwo"}


@pytest.mark.parametrize(
    ("issuer", "date", "expected"),
    [
        ("", None, "Kế hoạch không số: Hỗ trợ pháp lý"),
        ("", "2026-04", "Kế hoạch không số (4/2026)"),
        ("Ban Điều hành", None, "Kế hoạch không số (Ban Điều hành)"),
    ],
)
def test_a_plan_without_a_number_is_called_by_what_is_known(issuer: str, date: str | None, expected: str) -> None:
    plan = Draft("a.txt").plan()
    meta = replace(plan.meta, number=None, symbol=None, issuer=issuer, ward=None, city=None, date=date, date_raw=None)
    bare = replace(plan, meta=replace(meta, doc_type="Kế hoạch", title="Hỗ trợ pháp lý"))
    (node,) = [n for n in assemble([bare]).nodes("document") if n.attributes.get("held")]
    assert node.label == expected
