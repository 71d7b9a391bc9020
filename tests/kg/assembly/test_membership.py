"""Which units the groups of a plan stand for."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from ingest.plan import Plan, Span, Unit
from kg.assembly.assemble import assemble
from kg.graph import Edge, Graph
from kg.views import Selection, select
from tests.kg.plans import LEVELS, Draft

HERE = "@phường Bình An, thành phố Hải Phòng"


def plan_of(draft: Draft, sentence: str, *names: str) -> tuple[Plan, str]:
    """The plan with a sentence at its end in which the units of these names are mentioned, each once."""
    text = draft.text + sentence
    plan, units = draft.plan(), []
    for name in names:
        start = text.lower().index(name.lower(), len(draft.text))
        level = "group" if name.startswith("Các") else LEVELS.get(name, "ward")
        span = Span(text[start : start + len(name)], start, start + len(name))
        units.append(Unit(name, "", level, (name,), (span,)))  # type: ignore[arg-type]
    return replace(plan, units=tuple(units)), text


def members(*written: tuple[Plan, str]) -> dict[tuple[str, str], Edge]:
    graph = assemble([plan for plan, _ in written], {plan.source: text for plan, text in written})
    return {(_short(e.source), _short(e.target)): e for e in graph.edges("has_member")}


def _short(node_id: str) -> str:
    return node_id.removeprefix("unit:").split("@")[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "Các phòng: Phòng Kinh tế, Văn phòng HĐND và UBND thực hiện.",
        "Các phòng (Phòng Kinh tế và Văn phòng HĐND và UBND) thực hiện.",
        "Các phòng gồm: Phòng Kinh tế; Văn phòng HĐND và UBND.",
        "Các phòng bao gồm Phòng Kinh tế, và Văn phòng HĐND và UBND.",
    ],
)
def test_members_listed_behind_the_groups_name_are_stated(sentence: str) -> None:
    written = plan_of(Draft("a.txt", number="1"), sentence, "Các phòng", "Phòng Kinh tế", "Văn phòng HĐND và UBND")
    found = members(written)
    assert set(found) == {("Các phòng", "Phòng Kinh tế"), ("Các phòng", "Văn phòng HĐND và UBND")}
    for (_, member), edge in found.items():
        assert edge.attributes == {}
        assert all(written[1][e.start : e.end] == e.text and e.text.endswith(member) for e in edge.evidence[-1:])


def test_members_of_a_place_are_inferred_from_their_names_over_all_its_plans() -> None:
    one = plan_of(Draft("a.txt", number="1"), "Giao các phòng, ban.", "Các phòng, ban")
    two = plan_of(Draft("b.txt", number="2"), "Phòng Kinh tế và Công an phường.", "Phòng Kinh tế", "Công an phường")
    away = plan_of(Draft("c.txt", ward="Tân Lập"), "Phòng Y tế chủ trì.", "Phòng Y tế")
    for order in permutations([one, two, away]):
        ((ends, edge),) = members(*order).items()
        assert ends == ("Các phòng, ban", "Phòng Kinh tế")
        assert edge.attributes == {"inferred": True, "inferred_from": "names"}
        assert [e.source for e in edge.evidence] == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("group", "member", "known"),
    [
        ("Các phòng chuyên môn", "Phòng Kinh tế", True),
        ("Các cơ quan chuyên môn thuộc phường", "Văn phòng HĐND và UBND", True),
        ("Các đoàn thể phường", "Hội Phụ nữ", True),
        ("Các trường học trên địa bàn", "Trường Tiểu học Sao Mai", True),
        ("Các phòng, đơn vị sự nghiệp", "Trung tâm Văn hóa", True),
        ("Các phòng, ban liên quan", "Phòng Kinh tế", False),  # a choice that nobody wrote down
        ("Các cơ quan, đơn vị", "Phòng Kinh tế", False),  # says nothing of a name
        ("Các đoàn thể", "Phòng Kinh tế", False),
        ("Các phòng chuyên môn", "Phòng có chức năng quản lý đất đai", False),  # one of the others, described
        ("Các phòng chuyên môn", "Phòng được giao quản lý đất đai", False),
    ],
)
def test_which_names_tell(group: str, member: str, known: bool) -> None:
    written = plan_of(Draft("a.txt", number="1"), f"Giao {group} và sau đó là {member} làm.", group, member)
    assert bool(members(written)) is known


def test_groups_stand_in_the_view_of_assignments() -> None:
    plan, text = plan_of(Draft("a.txt", number="1"), "Các phòng: Phòng Kinh tế.", "Các phòng", "Phòng Kinh tế")
    graph: Graph = assemble([plan], {plan.source: text})
    part = select(graph, "assignments", Selection(around=f"unit:Các phòng{HERE}"))
    assert f"unit:Phòng Kinh tế{HERE}" in part
