"""Snapshots that are kept, the way back, and readers whose snapshot is not taken away."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from kg.building.build import build
from kg.errors import CorruptSnapshotError, LockedError, OtherSchemaError, UnknownSnapshotError
from kg.snapshots.history import entries, find, restore
from kg.snapshots.lock import writer_lock
from kg.snapshots.snapshot import open_snapshot
from tests.kg.wards import TASKS, plan, written


def build_number(place: Path, number: int, keep: int = 5) -> str:
    """A snapshot that differs from those of other numbers."""
    tasks = [*TASKS, *(f"Thu gom rác lần {i}." for i in range(number))]
    return build([written(place / "in", {"a.txt": plan("Bình An", tasks)})], place / "data", keep=keep).snapshot


def kept(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "snapshots").iterdir())


def test_the_newest_stay_and_the_last_is_in_force(tmp_path: Path) -> None:
    ids = [build_number(tmp_path, i, keep=3) for i in range(4)]
    found = entries(tmp_path / "data")
    assert [entry.snapshot for entry in found] == ids[1:]
    assert [entry.in_force for entry in found] == [False, False, True]
    assert all(entry.since.endswith("Z") for entry in found)
    assert kept(tmp_path / "data") == sorted(ids[1:])


def test_the_way_back_and_back_again(tmp_path: Path) -> None:
    old, new = (build_number(tmp_path, i) for i in range(2))
    assert restore(tmp_path / "data", "previous") == old
    assert open_snapshot(tmp_path / "data").id == old
    assert restore(tmp_path / "data", new[:6]) == new
    assert open_snapshot(tmp_path / "data").id == new
    assert {entry.snapshot for entry in entries(tmp_path / "data")} == {old, new}


def test_a_build_after_going_back_makes_the_graph_of_its_inputs(tmp_path: Path) -> None:
    old, new = (build_number(tmp_path, i) for i in range(2))
    restore(tmp_path / "data", old)
    assert build_number(tmp_path, 1) == new


@pytest.mark.parametrize("name", ["", "0", "zzzz", "previous", "../../etc"])
def test_a_name_of_no_kept_snapshot_is_told(tmp_path: Path, name: str) -> None:
    only = build_number(tmp_path, 0)
    with pytest.raises(UnknownSnapshotError, match=only):
        find(tmp_path / "data", name)


def test_there_is_no_way_back_to_a_damaged_snapshot(tmp_path: Path) -> None:
    old, new = (build_number(tmp_path, i) for i in range(2))
    file = tmp_path / "data" / "snapshots" / old / "plans.jsonl"
    file.write_bytes(file.read_bytes()[:-2] + b" \n")
    with pytest.raises(CorruptSnapshotError, match="checksum"):
        restore(tmp_path / "data", old)
    assert open_snapshot(tmp_path / "data").id == new


def test_there_is_no_way_back_during_a_build(tmp_path: Path) -> None:
    build_number(tmp_path, 0)
    build_number(tmp_path, 1)
    with writer_lock(tmp_path / "data"), pytest.raises(LockedError, match="never to be removed"):
        restore(tmp_path / "data", "previous")


@pytest.mark.parametrize("history", [None, b"", b"\xff\x00\n", b"nonsense\n\n"])
def test_a_lost_history_loses_only_the_way_back(tmp_path: Path, history: bytes | None) -> None:
    build_number(tmp_path, 0)
    current = build_number(tmp_path, 1)
    file = tmp_path / "data" / "HISTORY"
    file.unlink() if history is None else file.write_bytes(history)
    assert [entry.snapshot for entry in entries(tmp_path / "data")] == [current]
    newest = build_number(tmp_path, 2)
    assert [entry.snapshot for entry in entries(tmp_path / "data")] == [current, newest]


def test_a_snapshot_that_is_read_is_not_removed(tmp_path: Path) -> None:
    build_number(tmp_path, 0, keep=1)
    reader = open_snapshot(tmp_path / "data")
    for i in range(1, 4):
        build_number(tmp_path, i, keep=1)
    assert kept(tmp_path / "data") == sorted([reader.id, open_snapshot(tmp_path / "data").id])
    assert reader.text("a.txt").startswith("Số: 7/KH-UBND")  # opened now, long after three builds
    assert len(reader.plans()) == 1
    reader.verify()
    del reader
    last = build_number(tmp_path, 4, keep=1)
    assert kept(tmp_path / "data") == [last]


def test_a_reader_in_another_process_holds_its_snapshot_too(tmp_path: Path) -> None:
    first = build_number(tmp_path, 0, keep=1)
    code = """
        import sys
        from pathlib import Path
        from kg.snapshots.snapshot import open_snapshot
        snapshot = open_snapshot(Path(sys.argv[1]))
        print(snapshot.id, flush=True)
        sys.stdin.read()
        print(len(snapshot.plans()), flush=True)
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(tmp_path / "data")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline().strip() == first
        build_number(tmp_path, 1, keep=1)
        assert first in kept(tmp_path / "data")
        out, _ = reader.communicate()
    assert out.strip() == "1"
    last = build_number(tmp_path, 2, keep=1)
    assert kept(tmp_path / "data") == [last]


def test_open_snapshots_leave_no_open_files(tmp_path: Path) -> None:
    build_number(tmp_path, 0)
    before = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").is_dir() else pytest.skip("needs /proc")
    for _ in range(50):
        open_snapshot(tmp_path / "data").plans()
    assert len(os.listdir("/proc/self/fd")) <= before + 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"schema_version": 1}, "older plankg .*plankg build"),
        ({"schema_version": 99}, "newer plankg .*Install"),
        ({"predicates": ["has_task", "implements"]}, "older plankg"),
        ({"kinds": None}, "older plankg"),
    ],
)
def test_a_snapshot_of_another_version_says_how_to_migrate(
    tmp_path: Path, changed: dict[str, object], told: str
) -> None:
    import json

    current = build_number(tmp_path, 0)
    manifest = tmp_path / "data" / "snapshots" / current / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | changed), "utf-8")
    with pytest.raises(OtherSchemaError, match=told):
        open_snapshot(tmp_path / "data")
    assert build_number(tmp_path, 0) == current  # what the message says
    open_snapshot(tmp_path / "data").verify()
