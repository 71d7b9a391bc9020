"""Questions about documents over the sample plans, answered by hand: chains, replaced plans, what is cited where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.querying.lookup import find_node
from kg.tracing.trace import render_tree, trace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.graph import Graph
    from kg.snapshots.snapshot import Snapshot
    from kg.tracing.trace import Step

CITY = "Ủy ban nhân dân thành phố Hải Phòng"
CHAINS = {
    "02_an-bien_dan-so": [f"doc:214/KH-UBND@{CITY}", "doc:1312/QĐ-TTg", "doc:149-KL/TW", "doc:21-NQ/TW"],
    "03_le-chan_chuyen-doi-so": [f"doc:187/KH-UBND@{CITY}", "doc:71/NQ-CP", "doc:57-NQ/TW"],
    "12_hai-an_khoi-nghiep": [f"doc:118/KH-UBND@{CITY}", "doc:139/NQ-CP", "doc:198/2025/QH15"],
}


def chain(steps: Sequence[Step], wanted: Sequence[str]) -> list[Step]:
    """The steps along `wanted`, each one thing that the document before it implements."""
    found: list[Step] = []
    for target in wanted:
        step = next(s for s in steps if s.node.id == target and s.predicate == "implements")
        found.append(step)
        steps = step.steps
    return found


@pytest.mark.parametrize("plan", CHAINS)
def test_chain_from_a_wards_plan_up_with_a_quotation_at_every_step(samples: Snapshot, graph: Graph, plan: str) -> None:
    tree = trace(graph, find_node(graph, plan).id, "up", 6)
    assert tree.up is not None
    for step in chain(tree.up, CHAINS[plan]):
        assert step.evidence
        for evidence in step.evidence:
            assert samples.text(evidence.source)[evidence.start : evidence.end] == evidence.text


def test_the_citys_plan_is_held_and_what_it_carries_out_is_only_known(graph: Graph) -> None:
    held = [bool(graph.node(id).attributes.get("held")) for id in CHAINS["02_an-bien_dan-so"]]
    assert held == [True, False, False, False]


def test_the_resolution_leads_down_to_the_plans_that_carry_it_out(graph: Graph) -> None:
    shown = render_tree(trace(graph, find_node(graph, "57-NQ/TW").id, "down", 6))
    for plan in ("03_le-chan_chuyen-doi-so", "04_ngo-quyen_chuyen-doi-so", "10_tien-lang_chuyen-doi-so"):
        assert plan in shown
    assert "02_an-bien" not in shown


def test_a_plan_is_replaced_by_another_and_both_are_held(graph: Graph) -> None:
    new, old = find_node(graph, "04_ngo-quyen_chuyen-doi-so"), find_node(graph, "05_ngo-quyen_chuyen-doi-so_cu")
    assert [edge.target for edge in graph.out(new.id, "replaces")] == [old.id]
    assert old.id == "doc:19/KH-UBND@Ủy ban nhân dân phường Ngô Quyền"
    assert sorted(entry["date"] for entry in old.attributes["dates"]) == ["2025-01-20", "2026-01-20"]


def citing_wards(graph: Graph, document: str) -> set[str]:
    citing = [graph.node(edge.source).attributes for edge in graph.into(document)]
    return {node["place"].split(",")[0] for node in citing if node.get("held") and node["level"] == "ward"}


@pytest.mark.parametrize(
    ("document", "wards"),
    [
        ("doc:57-NQ/TW", {"phường Lê Chân", "phường Ngô Quyền", "xã Tiên Lãng"}),
        ("doc:71/NQ-CP", {"phường Lê Chân", "phường Ngô Quyền", "xã Tiên Lãng"}),
        ("doc:226/2025/QH15", {"phường Lê Chân", "phường Hải An"}),
        ("doc:28/NQ-CP", {"phường Lê Chân"}),
        ("doc:20/CT-TTg", {"phường Đồ Sơn"}),
    ],
)
def test_which_wards_cite_a_document(graph: Graph, document: str, wards: set[str]) -> None:
    assert citing_wards(graph, document) == wards


def test_a_number_that_nobody_else_uses_is_one_document(graph: Graph) -> None:
    assert [id for id in graph.ids("document") if "1312/QĐ-TTg" in id] == ["doc:1312/QĐ-TTg"]


def test_share_of_the_budget_side_by_side(samples: Snapshot) -> None:
    shares = {
        (plan.source[:2], target.value)
        for plan in samples.plans()
        for target in plan.targets
        if "ngân sách" in " ".join(target.text.split()) and target.unit == "%"
    }
    assert shares == {("03", 3), ("04", 3), ("05", 2), ("10", 2), ("12", 3)}


def test_plans_without_a_number(samples: Snapshot) -> None:
    blank = {plan.source[:2] for plan in samples.plans() if plan.meta.number is None}
    assert blank == {"03", "04", "06", "09"}
