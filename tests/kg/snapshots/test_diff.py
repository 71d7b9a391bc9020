"""What changed between two builds: every kind of change, nothing else, the same every time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import pytest

from kg.building.build import build
from kg.snapshots.diff import Difference, difference
from kg.snapshots.snapshot import open_folder
from tests.kg.wards import TASKS, plan, written

CITY = ", Kế hoạch số 12/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân phường Hòa Mỹ"


def compared(place: Path, old: Mapping[str, str], new: Mapping[str, str]) -> Difference:
    folders = [build([written(place / "in", files)], place / "data").folder for files in (old, new)]
    return difference(*(open_folder(folder) for folder in folders))


def only(found: Difference, *names: str) -> None:
    """Nothing but these kinds of changes was found."""
    told = {name for name in found.__slots__ if name not in ("old", "new") and getattr(found, name)}
    assert told == set(names)


def with_tasks(tasks: Sequence[str]) -> dict[str, str]:
    return {"a.txt": plan("Bình An", tasks)}


def test_nothing_changed_is_nothing(tmp_path: Path) -> None:
    found = compared(tmp_path, with_tasks(TASKS), with_tasks(TASKS))
    assert not found
    only(found)


def test_a_renamed_file_is_no_change(tmp_path: Path) -> None:
    only(compared(tmp_path, {"a.txt": plan("Bình An")}, {"b.txt": plan("Bình An")}))


def test_new_and_removed_plans_with_their_tasks(tmp_path: Path) -> None:
    found = compared(tmp_path, {"a.txt": plan("Bình An")}, {"b.txt": plan("Tân Lập")})
    only(found, "new_plans", "removed_plans", "new_tasks", "removed_tasks")
    assert [p.source for p in (*found.new_plans, *found.removed_plans)] == ["b.txt", "a.txt"]
    assert (len(found.new_tasks), len(found.removed_tasks)) == (3, 3)


@pytest.mark.parametrize("at", [0, 1, 3])
def test_one_task_more_is_one_change_wherever_it_stands(tmp_path: Path, at: int) -> None:
    more = [*TASKS[:at], "Trạm y tế tổ chức tiêm chủng cho trẻ em.", *TASKS[at:]]
    found = compared(tmp_path, with_tasks(TASKS), with_tasks(more))
    assert [task.text for task in found.new_tasks] == ["Trạm y tế tổ chức tiêm chủng cho trẻ em."]
    assert found.removed_tasks == ()
    assert {name for task in found.changed_tasks for name in task.now} <= {"path"}  # their numbers moved
    back = compared(tmp_path, with_tasks(more), with_tasks(TASKS))
    assert [task.text for task in back.removed_tasks] == [task.text for task in found.new_tasks]


def test_a_changed_deadline_is_told_with_both_values(tmp_path: Path) -> None:
    later = [task.replace("30/11/2026", "15/12/2026") for task in TASKS]
    found = compared(tmp_path, with_tasks(TASKS), with_tasks(later))
    only(found, "changed_plans", "changed_tasks", "deadlines")
    (task,) = found.deadlines
    assert (task.was["deadline"]["iso"], task.now["deadline"]["iso"]) == ("2026-11-30", "2026-12-15")
    assert task.text == later[1]


def test_a_changed_lead_is_told(tmp_path: Path) -> None:
    changed = [TASKS[0].replace("Công an phường", "Ban Chỉ huy Quân sự phường"), *TASKS[1:]]
    found = compared(tmp_path, with_tasks(TASKS), with_tasks(changed))
    (task,) = found.changed_tasks
    assert (task.was["lead"], task.now["lead"]) == (["Công an phường"], ["Ban Chỉ huy Quân sự phường"])
    assert (found.new_tasks, found.removed_tasks) == ((), ())


def test_a_cited_plan_that_arrives_is_resolved(tmp_path: Path) -> None:
    citing = {"a.txt": plan("Bình An", cited=CITY)}
    found = compared(tmp_path, citing, citing | {"c.txt": plan("Hòa Mỹ", number=12)})
    (one,) = found.resolved
    assert (one.now, one.cited_by) == ("held", (found.resolved[0].cited_by[0],))
    assert "12/KH-UBND" in one.id
    assert "7/KH-UBND" in one.cited_by[0]
    assert [p.source for p in found.new_plans] == ["c.txt"]


def test_the_same_two_snapshots_give_the_same_answer(tmp_path: Path) -> None:
    files = {"a.txt": plan("Bình An", [*TASKS, *TASKS]), "b.txt": plan("Tân Lập")}
    old, new = (
        build([written(tmp_path / "in", one)], tmp_path / "data").folder
        for one in (files, {"a.txt": plan("Bình An", [*TASKS[:1], *TASKS]), "c.txt": plan("Phú Thịnh")})
    )
    found = [asdict(difference(open_folder(old), open_folder(new))) for _ in range(2)]
    assert found[0] == found[1]
