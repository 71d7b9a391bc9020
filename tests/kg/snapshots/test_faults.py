"""Killed builds, failing disks, damaged files: a sample of what `make faults` tries in full."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from api import cli
from benchmarks.disk import Disk
from benchmarks.faults import Store, at_operations, damaged
from kg.building.build import build
from kg.errors import StoreError
from kg.snapshots.snapshot import open_snapshot
from kg.snapshots.verify import verify
from tests.kg.wards import plan, written

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, {}, {})


@pytest.mark.slow
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_leaves_the_old_or_the_new(store: Store, error: int) -> None:
    figures = at_operations(store, error, step=15)
    assert figures.wrong == []
    assert figures.faults >= 12
    assert figures.in_force.keys() <= {"old", "new"}
    assert figures.in_force["old"] > figures.faults / 2  # the faults did hit


@pytest.mark.slow
def test_damaged_files_are_refused_and_mended(store: Store) -> None:
    figures = damaged(store, step=9)
    assert figures.wrong == []
    assert "EMPTY" not in figures.in_force
    assert figures.in_force["refused to serve"] >= 10


@pytest.mark.slow
def test_killed_builds_leave_the_old_or_the_new() -> None:
    # In a process of its own: the builds are its children, and they must not inherit the threads of the test run.
    command = [sys.executable, "-m", "benchmarks.faults", "--kills", "10", "--step", "100"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "kill -9 at a random moment: 10 faults" in ended.stdout


def test_a_full_disk_is_explained_and_takes_no_room(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    folder = written(tmp_path / "in", {"a.txt": plan("Bình An")})
    first = build([folder], data).snapshot
    written(folder, {"a.txt": plan("Tân Lập")})
    with Disk(data, 60, errno.ENOSPC).in_use() as disk, pytest.raises(StoreError, match=r"No space left.*Make room"):
        build([folder], data)
    assert disk.failed
    assert [path.name for path in (data / "snapshots").iterdir()] == [first]
    assert verify(data) == []
    with Disk(data, 60, errno.ENOSPC).in_use():
        assert cli.run(["build", str(folder), "--data", str(data)]) == 2
    assert "No space left" in capsys.readouterr().err
    assert build([folder], data).snapshot != first


def test_what_cannot_be_read_any_more_is_read_again_from_the_inputs(tmp_path: Path) -> None:
    data = tmp_path / "data"
    folder = written(tmp_path / "in", {"a.txt": plan("Bình An"), "b.txt": plan("Tân Lập")})
    first = build([folder], data)
    (open_snapshot(data).folder / "plans.jsonl").unlink()
    again = build([folder], data)
    assert (again.snapshot, again.read) == (first.snapshot, 2)


def test_the_fault_injection_counts_and_stops_where_it_should(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", {"a.txt": plan("Bình An")})
    with Disk(tmp_path / "data").in_use() as quiet:
        build([folder], tmp_path / "data")
    assert quiet.failed == ""
    assert {"open for writing", "write", "fsync", "rename", "mkdir"} <= quiet.seen.keys()
    with Disk(tmp_path / "other", 0, errno.EIO).in_use() as loud, pytest.raises(StoreError):
        build([folder], tmp_path / "other")
    assert (loud.failed, loud.seen.total()) == ("mkdir", 1)
    assert build([folder], tmp_path / "data").snapshot == build([folder], tmp_path / "other").snapshot
