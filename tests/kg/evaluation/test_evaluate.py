"""Our figures are those of the scorer that the gold comes with."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ingest.plan import Plan, plan_from_json
from kg.errors import InputError
from kg.evaluation.evaluate import Figure, evaluate, score


def gold_plans(folder: Path) -> dict[str, dict[str, Any]]:
    files = sorted(folder.glob("*.gold.json"))
    return {f.name.removesuffix(".gold.json"): json.loads(f.read_text("utf-8")) for f in files}


def spoilt(gold: dict[str, Any], stem: str, seed: int) -> dict[str, Any]:
    """The gold as a plan with things left out, moved and renamed at random."""
    chance = random.Random(seed)
    plan: dict[str, Any] = json.loads(json.dumps(gold | {"source": f"{stem}.txt", "format": "txt", "anomalies": []}))
    for name in ("citations", "documents", "relations", "units", "tasks", "targets", "outline"):
        plan[name] = [record for record in plan[name] if chance.random() > 0.15]
        plan[name] += [dict(record) for record in plan[name] if chance.random() < 0.1]
    for record in (*plan["tasks"], *plan["citations"], *plan["targets"]):
        if chance.random() < 0.3:
            record["start"] += chance.randint(-40, 40)
            record["end"] += chance.randint(0, 90)
    for task in plan["tasks"]:
        if chance.random() < 0.3:
            task |= {"lead": [*task["lead"][1:], "Công an phường"], "deadline": None, "output": "khác", "cites": []}
    for citation in plan["citations"]:
        if chance.random() < 0.3:
            citation |= {"date": "2020-01-01", "canonical": citation["canonical"].split("@")[0], "issuer": None}
    plan["meta"] |= {"number": "12", "ward": None} if chance.random() < 0.5 else {}
    return plan


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_figures_agree_with_the_scorer_of_the_gold(shared: Path, tmp_path: Path, seed: int) -> None:
    golds = gold_plans(shared / "gold")
    plans = {stem: spoilt(gold, stem, seed + i) for i, (stem, gold) in enumerate(golds.items())}
    if seed == 3:  # a plan that was not read counts as one in which nothing was found
        plans.pop(sorted(plans)[-1])
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("".join(json.dumps(plan, ensure_ascii=False) + "\n" for plan in plans.values()), "utf-8")
    arguments = [sys.executable, str(shared / "eval" / "score.py"), str(shared / "gold"), str(predicted), "--json"]
    expected = json.loads(subprocess.run(arguments, capture_output=True, check=True).stdout)
    found = evaluate(shared / "gold", {stem: plan_from_json(plan) for stem, plan in plans.items()})
    assert list(found.missing) == sorted(set(golds) - set(plans))
    for name, fields in expected.items():
        for field, figures in fields.items():
            assert found.to_json()[name][field] == pytest.approx(figures, abs=5e-4), (name, field)


GOLD: dict[str, Any] = {
    "meta": {"number": "5", "ward": "Bình An"},
    "outline": [{"label": "I"}, {"label": "II"}],
    "citations": [
        {"start": 0, "end": 10, "canonical": "5/KH-UBND@Ủy ban nhân dân xã A", "date": "2026-01-01", "text": ""}
    ],
    "documents": [{"canonical": "5/KH-UBND@Ủy ban nhân dân xã A"}],
    "relations": [
        {"subject": "this", "predicate": "implements", "object": "57-NQ/TW"},
        {"subject": "this", "predicate": "mentions", "object": "9/QĐ-TTg"},
    ],
    "units": [{"canonical": "Công an phường", "surface_forms": ["CA phường"]}],
    "tasks": [
        {"start": 0, "end": 100, "text": "", "lead": ["Công an phường"], "deadline": {"kind": "date", "iso": "2026"}},
        {"start": 200, "end": 300, "text": "", "optional": True},
    ],
    "targets": [{"start": 0, "end": 9, "value": 5, "unit": "%", "text": ""}],
}


def test_a_perfect_reading_scores_one() -> None:
    assert {f.f1 for f in score(GOLD, GOLD).figures.values()} == {1.0}


def test_nothing_found_scores_zero_recall() -> None:
    figures = score(GOLD, {}).figures
    assert {name for name, f in figures.items() if f.recall == 0} == {
        *("citations", "documents", "relations", "relations_all", "units", "tasks", "task.lead", "task.deadline"),
        *("targets", "outline"),
    }
    assert figures["tasks"] == Figure(0, 1, 0)  # the optional one may be left out


@pytest.mark.parametrize(
    ("field", "plan", "figure"),
    [
        ("citations", {"citations": [{"start": 4, "end": 10, "canonical": "5/kh-ubnd"}]}, Figure(1, 0, 0)),
        ("citations", {"citations": [{"start": 6, "end": 10, "canonical": "5/KH-UBND"}]}, Figure(0, 1, 1)),
        ("documents", {"documents": [{"canonical": "5/KH-UBND@UBND xã A"}]}, Figure(1, 0, 0)),
        ("documents", {"documents": [{"canonical": "5/KH-UBND@UBND xã B"}]}, Figure(0, 1, 1)),
        (
            "relations",
            {"relations": [GOLD["relations"][0], {**GOLD["relations"][0], "object": "1/CT-TTg"}]},
            Figure(1, 0, 1),
        ),
        ("relations_all", {"relations": GOLD["relations"][:1]}, Figure(1, 1, 0)),
        ("units", {"units": [{"canonical": "Công an", "surface_forms": ["CA phường"]}]}, Figure(1, 0, 0)),
        ("targets", {"targets": [{"start": 8, "end": 30, "value": 5.0, "unit": "%"}]}, Figure(1, 0, 0)),
        ("targets", {"targets": [{"start": 8, "end": 30, "value": 5, "unit": "cơ sở"}]}, Figure(0, 1, 1)),
        ("tasks", {"tasks": [{"start": 0, "end": 60, "continuation": [{"start": 60, "end": 100}]}]}, Figure(1, 0, 0)),
    ],
)
def test_how_things_are_matched(field: str, plan: dict[str, Any], figure: Figure) -> None:
    assert score(GOLD, plan).figures[field] == figure


def test_the_table_names_misses(tmp_path: Path) -> None:
    (tmp_path / "a.gold.json").write_text(json.dumps(GOLD), "utf-8")
    scores = evaluate(tmp_path, {"a": Plan("a.txt", "txt")})
    assert "tasks               1.000  0.000  0.000      1      0" in scores.table()
    assert "MISSED units: Công an phường" in scores.table(errors=True)
    with pytest.raises(InputError):
        evaluate(tmp_path / "none.gold.json", {})
