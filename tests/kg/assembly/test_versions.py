"""A plan without a number and the numbered plan that it became."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from kg.assembly.assemble import assemble, assemble_all
from kg.assembly.versions import takeovers
from kg.building.build import build
from kg.checking.check import check
from kg.querying.lookup import find_node
from kg.snapshots.snapshot import open_snapshot
from tests.kg.plans import Draft

WARD = "doc:14/KH-UBND@Ủy ban nhân dân phường Bình An"
TITLE = "Tăng cường vệ sinh môi trường"


def blank(**fields: Any) -> Draft:
    return Draft("blank.txt", **fields).task("Thu gom rác", lead=("Công an phường",)).task("Trồng cây")


def numbered(name: str = "numbered.txt", **fields: Any) -> Draft:
    draft = Draft(name, **{"number": "14", "date": "2026-03-20", **fields})
    return draft.task("Thu gom rác", lead=("Công an phường",)).task("Trồng cây xanh ven đường")


def test_the_numbered_plan_takes_over_in_every_order() -> None:
    drafts = [blank(), numbered(), Draft("other.txt", ward="Tân Lập").cite(WARD.removeprefix("doc:"))]
    texts = {draft.source: draft.text for draft in drafts}
    for order in permutations(drafts):
        found = assemble_all([draft.plan() for draft in order], texts)
        assert {i for i, d in zip(found.plan_ids, order, strict=True) if d.source != "other.txt"} == {WARD}
        assert len(found.graph.targets(WARD, "has_task")) == 2
        about = found.graph.node(WARD).attributes
        assert (about["source"], about["held"]) == ("numbered.txt", True)
        (version,) = about["versions"]
        assert (version["source"], version["tasks"], version["kept"]) == ("blank.txt", 2, 1)
        source, start, end, text = version["title_at"]
        assert texts[source][start:end] == text == TITLE


def test_the_earlier_identity_goes_on_to_find_the_plan() -> None:
    (former,) = assemble_all([blank().plan()]).plan_ids
    graph = assemble([blank().plan(), numbered().plan()])
    assert former not in graph
    for name in (former, former.removeprefix("doc:"), "blank.txt", "blank"):
        assert find_node(graph, name).id == WARD, name


def test_check_lists_the_earlier_version_with_its_place() -> None:
    plans = [blank().plan(), numbered().plan()]
    graph = assemble(plans, {"blank.txt": blank().text})
    (finding,) = [f for f in check(graph, plans[1:]) if f.kind == "earlier-version"]
    assert (finding.source, finding.text, finding.node) == ("blank.txt", TITLE, WARD)
    assert "14/KH-UBND" in finding.message


@pytest.mark.parametrize(
    ("draft", "final"),
    [
        (blank(), numbered(date="2026-02-28")),  # numbered before the draft's month
        (blank(), numbered(date="2026-06-10")),  # long after it
        (blank(date=None), numbered()),
        (blank(), numbered(date="2026-03")),  # a numbered plan has a day
        (blank(ward="Tân Lập"), numbered()),  # another body
        (blank(issuer="Đảng ủy phường Bình An"), numbered()),
        (blank(title="Tăng cường phòng cháy, chữa cháy"), numbered()),
        (blank(title="Công tác tuần"), numbered(title="Công tác tuần")),  # says too little
        (blank().task("Ba").task("Bốn").task("Năm"), numbered()),  # one task of five was kept
    ],
)
def test_what_is_not_surely_the_same_stays_two_plans(draft: Draft, final: Draft) -> None:
    assert takeovers([draft.plan(), final.plan()]) == []


@pytest.mark.parametrize(("date", "day"), [("2026", "2026-12-31"), ("2026", "2027-02-27"), ("2026-12", "2027-01-15"), ("2026-03-20", "2026-03-20")])  # fmt: skip  # noqa: E501
def test_the_number_may_come_within_the_time_that_the_draft_leaves_open(date: str, day: str) -> None:
    assert len(takeovers([blank(date=date).plan(), numbered(date=day).plan()])) == 1


def test_of_two_numbered_plans_none_takes_over() -> None:
    assert takeovers([blank().plan(), numbered().plan(), numbered("second.txt", number="15").plan()]) == []


def test_dates_that_are_none_do_not_stop_anything() -> None:
    plan = blank().plan()
    for date in ("2026-13", "x", "2026-02-30"):
        assert takeovers([replace(plan, meta=replace(plan.meta, date=date)), numbered().plan()]) == []


PLAN = """ỦY BAN NHÂN DÂN
PHƯỜNG BÌNH AN
Số: {number}/KH-UBND
Bình An, {day} năm 2026
KẾ HOẠCH
Tăng cường vệ sinh môi trường trên địa bàn phường năm 2026

I. NHIỆM VỤ
1. Công an phường chủ trì tuần tra các điểm tập kết rác.
2. Phòng Văn hóa - Xã hội tổ chức tuyên truyền phân loại rác.
"""


def test_a_build_takes_over_and_gives_back(tmp_path: Path) -> None:
    folder, data = tmp_path / "plans", tmp_path / "data"
    folder.mkdir()
    (folder / "a.txt").write_text(PLAN.format(number="", day="ngày    tháng 3"), "utf-8")
    build([folder], data)
    (alone,) = open_snapshot(data).plan_ids
    (folder / "b.txt").write_text(PLAN.format(number="14", day="ngày 20 tháng 3"), "utf-8")
    for _ in range(2):  # the second time, what did not change is taken over
        report = build([folder], data)
        snapshot = open_snapshot(data)
        assert (report.plans, len(snapshot.plan_ids)) == (1, 1)
        assert [(r.name, r.earlier_version_of) for r in snapshot.sources()] == [("a.txt", "b.txt"), ("b.txt", None)]
        assert any("earlier version" in note for note in report.notes)
        assert find_node(snapshot.graph, alone).attributes["number"] == "14/KH-UBND"
        assert "Số: /KH-UBND" in snapshot.text("a.txt")
    (folder / "b.txt").unlink()
    build([folder], data)
    assert open_snapshot(data).plan_ids == [alone]
