"""The commands about the store: what became of the files, whether it is sound, what changed, the way back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from api import cli
from kg.snapshots.snapshot import open_snapshot
from tests.api.conftest import Ran
from tests.kg.wards import TASKS, plan, written

Plankg = Callable[..., Ran]
LATER = [task.replace("30/11/2026", "15/12/2026") for task in TASKS]


@pytest.fixture
def plankg(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Plankg:
    """Runs a command over a store of the test's own."""
    monkeypatch.setenv("PLANKG_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "160")

    def run(*arguments: str) -> Ran:
        capsys.readouterr()
        status = cli.run(arguments)
        out, err = capsys.readouterr()
        return Ran(status, out, err)

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "in"


def test_build_prints_what_became_of_each_file_and_show_tells_it_again(plankg: Plankg, folder: Path) -> None:
    written(folder, {"a.txt": plan("Bình An"), "empty.txt": "", "table.xyz": "x"})
    ran = plankg("build", str(folder))
    assert ran.status == 3
    counts = dict(line.rsplit(maxsplit=1) for line in ran.out.splitlines() if line.startswith("  "))
    assert {name.strip(): int(count) for name, count in counts.items()}.items() >= {
        "read": 1, "read with warnings": 0, "refused": 1, "failed": 1,
    }.items()  # fmt: skip
    again = plankg("show", "--failures")
    assert again.status == 0
    assert again.out.strip() in ran.out
    rows = [line.split(maxsplit=2)[:2] for line in again.out.splitlines()[2:]]
    assert rows == [["empty.txt", "failed"], ["table.xyz", "refused"]]
    told = json.loads(plankg("show", "--failures", "--format", "json").out)
    assert [(one["name"], one["status"], bool(one["reason"])) for one in told] == [
        ("empty.txt", "failed", True),
        ("table.xyz", "refused", True),
    ]


def test_show_says_so_when_every_file_was_read(plankg: Plankg, folder: Path) -> None:
    plankg("build", str(written(folder, {"a.txt": plan("Bình An")})))
    assert plankg("show", "--failures") == Ran(0, "", "plankg: every file was read\n")


@pytest.mark.parametrize("arguments", [(), ("--failures", "Công an phường")])
def test_show_takes_an_id_or_failures(plankg: Plankg, folder: Path, arguments: tuple[str, ...]) -> None:
    plankg("build", str(written(folder, {"a.txt": plan("Bình An")})))
    ran = plankg("show", *arguments)
    assert (ran.status, "give one ID, or --failures" in ran.err) == (2, True)


def test_a_damaged_argument_is_an_unknown_name(plankg: Plankg, folder: Path) -> None:
    plankg("build", str(written(folder, {"a.txt": plan("Bình An")})))
    assert plankg("show", "\udcff").status == 1  # what Python makes of a byte that is no UTF-8


def test_verify_says_where_and_what_to_do(plankg: Plankg, folder: Path, tmp_path: Path) -> None:
    plankg("build", str(written(folder, {"a.txt": plan("Bình An")})))
    assert plankg("verify") == Ran(0, "", "plankg: no defects: every file, quotation and count is right\n")
    file = open_snapshot(tmp_path / "data").folder / "plans.jsonl"
    file.write_bytes(file.read_bytes()[:-2] + b" \n")
    ran = plankg("verify")
    assert (ran.status, ran.err) == (1, "plankg: 1 defects\n")
    assert "plans.jsonl" in ran.out
    assert "what to do: run `plankg build`" in ran.out
    assert [one["place"] for one in json.loads(plankg("verify", "--format", "json").out)] == ["plans.jsonl"]
    assert plankg("build", str(folder)).status == 0
    assert plankg("verify", "--all").status == 0


def test_diff_tells_changed_deadlines_and_the_way_back_undoes_them(plankg: Plankg, folder: Path) -> None:
    plankg("build", str(written(folder, {"a.txt": plan("Bình An")})))
    plankg("build", str(written(folder, {"a.txt": plan("Bình An", LATER), "b.txt": plan("Tân Lập")})))
    ran = plankg("diff")
    assert ran.status == 0
    assert "changed deadline" in ran.out
    assert "deadline: date 2026-11-30 -> date 2026-12-15" in ran.out
    assert "b.txt, 3 tasks" in ran.out
    assert ran.err.endswith("1 new plans, 1 changed plans, 3 new tasks, 1 changed tasks, 1 changed deadlines\n")
    assert plankg("diff").out == ran.out
    old, new = json.loads(plankg("history", "--format", "json").out)
    assert (old["plans"], new["plans"], old["in_force"], new["in_force"]) == (1, 2, False, True)
    found = json.loads(plankg("diff", old["snapshot"], new["snapshot"][:8], "--format", "json").out)
    assert [one["now"]["deadline"]["iso"] for one in found["deadlines"]] == ["2026-12-15"]
    assert plankg("restore", "previous").err == f"plankg: snapshot {old['snapshot']} is in force\n"
    assert "in force" in plankg("history").out
    assert plankg("diff", "current", "current").status == 1
    assert plankg("restore", "nothing").status == 2


@pytest.mark.parametrize("command", [("verify",), ("diff",), ("history",), ("restore", "previous")])
def test_where_nothing_was_built_every_command_says_how_to(plankg: Plankg, command: tuple[str, ...]) -> None:
    ran = plankg(*command)
    assert (ran.status, ran.out) == (2, "")
    assert "plankg build" in ran.err or "Nothing has been built" in ran.err


def test_only_so_many_snapshots_are_kept(plankg: Plankg, folder: Path) -> None:
    for i in range(3):
        assert (
            plankg("build", str(written(folder, {"a.txt": plan("Bình An", TASKS[: i + 1])})), "--keep", "2").status == 0
        )
    assert len(json.loads(plankg("history", "--format", "json").out)) == 2
    assert plankg("build", str(folder), "--keep", "0").status == 2
