"""One evaluation against an earlier one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ingest.plan import Citation, Plan, Task
from kg.evaluation.compare import EarlierError, compare, read_earlier, to_keep
from kg.evaluation.evaluate import Scores, evaluate

MARKET = "Tổ chức phiên chợ đêm ven hồ"
READING = "Mở câu lạc bộ đọc sách"
GOLD: dict[str, Any] = {
    "meta": {},
    "outline": [],
    "citations": [
        {"start": 5, "end": 20, "canonical": "812/QĐ-TTg", "date": "2025-09-03", "text": "Quyết định 812/QĐ-TTg"}
    ],
    "documents": [],
    "relations": [],
    "units": [],
    "tasks": [
        {"id": "t001", "start": 100, "end": 200, "text": MARKET, "lead": ["Công an phường"]},
        {"id": "t002", "start": 300, "end": 400, "text": READING, "lead": ["Trạm Y tế"]},
    ],
    "targets": [],
}


def task(name: str, start: int, text: str, lead: str) -> Task:
    return Task(name, text, start, start + 100, "body", "", lead=(lead,))


def scores(folder: Path, **plans: Plan) -> Scores:
    for name in plans:
        (folder / f"{name}.gold.json").write_text(json.dumps(GOLD), "utf-8")
    return evaluate(folder, plans)


@pytest.fixture
def plan() -> Plan:
    cited = Citation("Quyết định 812/QĐ-TTg", 5, 20, "812/QĐ-TTg", "Quyết định", None, None, None)
    first, second = task("t001", 100, MARKET, "Công an phường"), task("t002", 300, READING, "Đoàn Thanh niên")
    return Plan("an.txt", "txt", citations=(cited,), tasks=(first, second))


def test_gains_and_losses_name_the_task(tmp_path: Path, plan: Plan) -> None:
    earlier = to_keep(scores(tmp_path, an=plan, binh=plan))
    better = replace(plan.tasks[1], lead=("Trạm Y tế",))
    worse = replace(plan.tasks[0], lead=())
    now = scores(
        tmp_path, an=replace(plan, tasks=(plan.tasks[0], better)), binh=replace(plan, tasks=(worse, plan.tasks[1]))
    )
    change = compare(json.loads(json.dumps(earlier)), now)
    assert change.gained == {
        "an": (
            f"MISSED task.lead: t002 [300] {READING!r}: Trạm Y tế",
            f"EXTRA  task.lead: t002 [300] {READING!r}: Đoàn Thanh niên",
        )
    }
    assert change.lost == {"binh": (f"MISSED task.lead: t001 [100] {MARKET!r}: Công an phường",)}
    assert list(change.fields) == ["task.lead"]
    assert "task.lead            0.500   0.571       2       1" in change.table().splitlines()
    assert change.to_json()["lost"] == {"binh": list(change.lost["binh"])}


def test_places_of_new_misses(tmp_path: Path, plan: Plan) -> None:
    earlier = to_keep(scores(tmp_path, an=plan))
    change = compare(earlier, scores(tmp_path, an=replace(plan, citations=())))
    assert change.lost["an"][0].startswith("MISSED citations: [5] 'Quyết định 812/QĐ-TTg'")
    assert change.gained["an"][0].startswith("MISSED citation.date: [5] 'Quyết định 812/QĐ-TTg': want '2025-09-03'")


def test_nothing_changed(tmp_path: Path, plan: Plan) -> None:
    same = scores(tmp_path, an=plan)
    assert compare(to_keep(same), same).table() == "nothing changed"


@pytest.mark.parametrize("content", ["{}", "[]", "no JSON", '{"errors": 1}'])
def test_what_is_no_earlier_evaluation_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "earlier.json"
    file.write_text(content, "utf-8")
    with pytest.raises(EarlierError, match="plankg evaluate GOLD --json"):
        read_earlier(file)


def test_an_earlier_evaluation_is_read_back(tmp_path: Path, plan: Plan) -> None:
    kept = to_keep(scores(tmp_path, an=plan))
    file = tmp_path / "earlier.json"
    file.write_text(json.dumps(kept), "utf-8")
    assert read_earlier(file) == kept
