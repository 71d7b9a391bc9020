"""The questions about documents that the product must answer over the real plans, settled by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.building.build import build
from kg.checking.check import check
from kg.predicates import ROLES
from kg.querying.lookup import find_node
from kg.snapshots.snapshot import Snapshot, open_snapshot
from kg.tracing.lineage import MENTIONS, Step
from kg.tracing.trace import trace


@pytest.fixture(scope="module")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    data = tmp_path_factory.mktemp("real") / "data"
    build([shared / "corpus"], data)
    return open_snapshot(data)


def source(step: Step) -> str:
    return str(step.node.attributes.get("source", ""))[:3]


def walk(steps: tuple[Step, ...] | None, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Step]]:
    for step in steps or ():
        yield above, step
        yield from walk(step.steps, (*above, step.node.id))


def test_every_task_of_the_police_with_its_role(real: Snapshot) -> None:
    members = real.graph.into("unit:Công an phường", "instance_of")
    edges = [(role, edge) for m in members for role in ROLES for edge in real.graph.into(m.source, role)]
    found = Counter((real.graph.node(e.source).attributes["source"][:3], role) for role, e in edges)
    assert found == {("000", "coordinate"): 3, ("001", "lead"): 1, ("004", "lead"): 4}


def test_who_carries_out_a_resolution_and_how(real: Snapshot) -> None:
    steps = [(above, s) for above, s in walk(trace(real.graph, "doc:57-NQ/TW", "down").down) if s.shown == "followed"]
    held = {source(s): (above, s.predicate) for above, s in steps if source(s)}
    assert {name: len(above) for name, (above, _) in held.items()} == {"001": 0, "002": 0, "003": 1, "004": 0}
    assert (held["002"][1], held["004"][1], held["001"][1]) == ("implements", "implements", MENTIONS)
    assert held["003"][0][0].startswith("doc:12-KH/TU@")


def test_the_chain_above_a_plan_with_its_quotations(real: Snapshot) -> None:
    tree = trace(real.graph, find_node(real.graph, "001").id, "up")
    above, last = next(
        (above, s) for above, s in walk(tree.up) if s.node.id == "doc:20-NQ/TW" and s.shown == "followed"
    )
    assert [node.split("@")[0] for node in above] == ["doc:98/KH-UBND", "doc:709/QĐ-TTg", "doc:69-KL/TW"]
    chain = [s for above, s in walk(tree.up) if s.node.id in above or s is last]
    assert all(s.evidence and s.node.attributes["held"] is False for s in chain)


def test_what_a_plan_replaces_and_the_two_dates(real: Snapshot) -> None:
    (edge,) = real.graph.out(find_node(real.graph, "004").id, "replaces")
    node = real.graph.node(edge.target)
    assert node.attributes["number"] == "47/KH-UBND"
    assert [entry["date"] for entry in node.attributes["dates"]] == ["2025-02-05", "2026-02-05"]


def test_where_a_plan_contradicts_itself(real: Snapshot) -> None:
    found = [f for f in check(real.graph, real.plans()) if f.kind == "divided-topic" and f.source.startswith("001")]
    assert any("III.6" in f.message and "X.28" in f.message for f in found)


def test_every_quotation_is_in_its_text(real: Snapshot) -> None:
    texts = {record.name: real.text(record.name) for record in real.sources()}
    evidence = [e for edge in real.graph.edges() for e in edge.evidence]
    assert len(evidence) > 1000
    assert all(texts[e.source][e.start : e.end] == e.text for e in evidence)
    assert all(edge.evidence or edge.attributes.get("inferred") for edge in real.graph.edges())
