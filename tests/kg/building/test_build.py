"""Files -> snapshot: incremental, whole or not at all, the same for the same inputs."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.plan import Plan
from kg.building import reading
from kg.building.build import BuildReport, build
from kg.columns import Strings
from kg.errors import CorruptSnapshotError, InputError, LockedError, NoSnapshotError
from kg.graph import Graph
from kg.snapshots.lock import writer_lock
from kg.snapshots.snapshot import open_snapshot

ONE = """Số: 7/KH-UBND
Bình An, ngày 03 tháng 3 năm 2026
KẾ HOẠCH
Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị trên địa bàn phường Bình An, thành phố Hải Phòng
Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị, Ủy ban nhân dân phường Bình An ban hành Kế hoạch.
II. NHIỆM VỤ
1. Công an phường chủ trì tuần tra ban đêm.
2. Báo cáo Ủy ban nhân dân phường trước ngày 30/11 hằng năm.
"""
TWO = ONE.replace("Bình An", "Tân Lập").replace("Số: 7", "Số: 8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {"a/one.txt": ONE, "two.md": TWO, "old.doc": "Ke hoach", ".hidden.txt": ONE, ".git/x.txt": ONE}
    for name, text in files.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(text, "utf-8")
    (tmp_path / "in" / "broken.txt").write_bytes(b"\x00\xff\x00")
    return tmp_path / "in"


def fingerprint(data: Path) -> dict[str, str]:
    """Every file of the snapshot in force, with its hash."""
    folder = open_snapshot(data).folder
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_every_input_ends_with_a_status_and_a_reason(folder: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    report = build([folder], tmp_path / "data", progress=lambda *step: seen.append(step))
    assert (report.files, report.plans, report.read, report.unchanged) == (4, 2, 2, 0)
    assert [name for _, _, name in seen] == ["a/one.txt", "broken.txt", "old.doc", "two.md"]
    assert seen[-1][:2] == (4, 4)
    assert [(r.name, r.status, bool(r.reason and r.hint)) for r in report.failed] == [
        ("broken.txt", "failed", True),
        ("old.doc", "failed", True),
    ]
    snapshot = open_snapshot(tmp_path / "data")
    assert [r.name for r in snapshot.sources()] == ["a/one.txt", "broken.txt", "old.doc", "two.md"]
    assert [plan.source for plan in snapshot.plans()] == ["a/one.txt", "two.md"]
    snapshot.verify()


def test_a_snapshot_gives_back_plans_and_texts_one_by_one(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "data")
    snapshot = open_snapshot(tmp_path / "data")
    assert [snapshot.plan(plan_id) for plan_id in snapshot.plan_ids] == snapshot.plans()
    assert snapshot.text("a/one.txt") == ONE
    task = next(snapshot.graph.ids("task"))
    assert snapshot.plan_of(task) in snapshot.plan_ids
    for ask in (snapshot.plan, snapshot.text, snapshot.plan_of):
        with pytest.raises(KeyError, match="nothing"):
            ask("nothing")
    with pytest.raises(KeyError, match="no text"):
        snapshot.text("old.doc")


def test_the_same_inputs_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    build([folder / "two.md", folder], tmp_path / "one")
    moved = folder.rename(tmp_path / "elsewhere")
    build([moved, moved / "two.md"], tmp_path / "two")
    assert fingerprint(tmp_path / "one") == fingerprint(tmp_path / "two")


def test_neither_hash_seed_nor_workers_make_a_difference(folder: Path, tmp_path: Path) -> None:
    code = """
        import sys
        from pathlib import Path
        from kg.building.build import build
        print(build([Path(sys.argv[1])], Path(sys.argv[2]), workers=int(sys.argv[3])).snapshot)
    """
    ids = set()
    for seed, workers in (("0", 1), ("1", 2), ("2", 1)):
        arguments = [sys.executable, "-c", textwrap.dedent(code), str(folder), str(tmp_path / seed), str(workers)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        ids.add(subprocess.run(arguments, env=environment, capture_output=True, text=True, check=True).stdout)
    assert len(ids) == 1


def test_unchanged_files_are_taken_over(folder: Path, tmp_path: Path) -> None:
    first = build([folder], tmp_path / "data")
    again = build([folder], tmp_path / "data")
    assert (again.snapshot, again.read, again.unchanged) == (first.snapshot, 0, 2)
    (folder / "two.md").write_text(TWO + "3. Thu gom rác.\n", "utf-8")
    changed = build([folder], tmp_path / "data")
    assert (changed.read, changed.unchanged) == (1, 1)


def test_adding_one_by_one_is_adding_all_at_once(folder: Path, tmp_path: Path) -> None:
    build([folder / "a"], tmp_path / "grown")
    build([folder], tmp_path / "grown")
    build([folder], tmp_path / "whole")
    assert fingerprint(tmp_path / "grown") == fingerprint(tmp_path / "whole")


def test_a_removed_file_was_never_there(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "data")
    (folder / "a" / "one.txt").unlink()
    build([folder], tmp_path / "data")
    build([folder], tmp_path / "fresh")
    assert fingerprint(tmp_path / "data") == fingerprint(tmp_path / "fresh")


def test_a_changed_rule_reads_everything_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build([folder], tmp_path / "data")
    monkeypatch.setattr("kg.building.reading.fingerprint", lambda: "other rules")
    assert build([folder], tmp_path / "data").read == 2


def test_the_rules_are_the_code_the_grammar_and_the_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.__file__", str(tmp_path / "__init__.py"))
    seen = {reading.fingerprint.__wrapped__()}
    for name in ("parse.py", "grammar/units.toml", "subjects/weights.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
        seen.add(reading.fingerprint.__wrapped__())
    assert len(seen) == 4


def test_the_same_content_under_two_names_is_one_plan(folder: Path, tmp_path: Path) -> None:
    (folder / "copy.txt").write_text(ONE, "utf-8")
    report = build([folder], tmp_path / "data")
    assert (report.plans, report.duplicates) == (2, 1)
    records = {r.name: r for r in open_snapshot(tmp_path / "data").sources()}
    assert records["copy.txt"].duplicate_of == "a/one.txt"
    assert records["copy.txt"].plan == records["a/one.txt"].plan
    assert open_snapshot(tmp_path / "data").text("copy.txt") == ONE


def test_a_defect_of_the_reader_does_not_stop_the_others(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ingest.parse

    sound = ingest.parse.parse_text

    def breaks(source: ingest.parse.SourceText) -> Plan:  # type: ignore[name-defined]
        if source.name == "two.md":
            raise ZeroDivisionError("no such table")
        return sound(source)

    monkeypatch.setattr("ingest.parse.parse_text", breaks)
    report = build([folder], tmp_path / "data")
    assert report.plans == 1
    assert "ZeroDivisionError: no such table" in {r.reason for r in report.failed}


def test_names_that_would_collide_get_their_folders(tmp_path: Path) -> None:
    for place in ("north", "south"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "plan.txt").write_text(ONE if place == "north" else TWO, "utf-8")
    build([tmp_path / "south", tmp_path / "north"], tmp_path / "data")
    assert [r.name for r in open_snapshot(tmp_path / "data").sources()] == ["north/plan.txt", "south/plan.txt"]


def test_the_store_itself_is_not_an_input(folder: Path) -> None:
    build([folder], folder / "store")
    assert build([folder], folder / "store").files == 4


def test_an_empty_corpus_is_a_corpus(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    report = build([tmp_path / "in"], tmp_path / "data")
    assert (report.files, report.plans) == (0, 0)
    assert len(open_snapshot(tmp_path / "data").graph) == 0


def test_stages_write_their_files_under_the_same_manifest(folder: Path, tmp_path: Path) -> None:
    def stage(place: Path, plans: Sequence[tuple[str, Plan]], graph: Graph) -> dict[str, object]:
        Strings.of(plan_id for plan_id, _ in plans).save(place, "ids")
        return {"plans": len(plans), "nodes": len(graph)}

    build([folder], tmp_path / "data", stages={"search": stage})
    snapshot = open_snapshot(tmp_path / "data")
    assert snapshot.manifest["stages"]["search"]["plans"] == 2
    assert "search/ids.blob.npy" in snapshot.manifest["files"]


def test_a_failing_stage_leaves_the_snapshot_in_force(folder: Path, tmp_path: Path) -> None:
    first = build([folder], tmp_path / "data")

    def breaks(*_: object) -> dict[str, object]:
        raise RuntimeError("no space left")

    (folder / "two.md").unlink()
    with pytest.raises(RuntimeError, match="no space"):
        build([folder], tmp_path / "data", stages={"search": breaks})
    assert open_snapshot(tmp_path / "data").id == first.snapshot
    open_snapshot(tmp_path / "data").verify()
    assert build([folder], tmp_path / "data").notes  # it says that the one before ended halfway


def test_only_so_many_snapshots_stay_as_were_asked_for(folder: Path, tmp_path: Path) -> None:
    ids = []
    for i in range(4):
        (folder / "two.md").write_text(TWO + f"{i + 3}. Thu gom rác.\n", "utf-8")
        ids.append(build([folder], tmp_path / "data", keep=2).snapshot)
    assert sorted(p.name for p in (tmp_path / "data" / "snapshots").iterdir()) == sorted(ids[-2:])


def test_nothing_built_says_how_to_build(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshotError, match="plankg build"):
        open_snapshot(tmp_path)
    with pytest.raises(InputError, match="no such file"):
        build([tmp_path / "absent"], tmp_path / "data")


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "graph" / "node_ids.blob.npy").unlink(),
        lambda folder: (folder / "plans.jsonl").write_text("", "utf-8"),
        lambda folder: (folder / "manifest.json").write_text("{", "utf-8"),
        lambda folder: (folder / "manifest.json").write_text('{"schema_version": 0, "files": {}}', "utf-8"),
        lambda folder: [path.unlink() for path in folder.rglob("*") if path.is_file()],
        lambda folder: folder.rename(folder.with_name("gone")),
        lambda folder: (folder.parent.parent / "CURRENT").write_text("../../etc", "utf-8"),
    ],
)
def test_damage_is_told_and_mended_by_building_again(folder: Path, tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    first = build([folder], tmp_path / "data")
    damage(open_snapshot(tmp_path / "data").folder)
    with pytest.raises(CorruptSnapshotError, match="plankg build"):
        open_snapshot(tmp_path / "data")
    assert build([folder], tmp_path / "data").snapshot == first.snapshot
    open_snapshot(tmp_path / "data").verify()


@pytest.mark.parametrize("part", ["graph/node_labels.blob.npy", "texts"])
def test_a_changed_byte_is_found_by_verify_and_mended(folder: Path, tmp_path: Path, part: str) -> None:
    build([folder], tmp_path / "data")
    snapshot = open_snapshot(tmp_path / "data")
    path = snapshot.folder / part
    file = path if path.is_file() else sorted(path.iterdir())[0]
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    with pytest.raises(CorruptSnapshotError, match="checksum"):
        open_snapshot(tmp_path / "data").verify()
    assert build([folder], tmp_path / "data").notes
    open_snapshot(tmp_path / "data").verify()


def test_a_reader_keeps_its_snapshot_while_another_is_written(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "data")
    reader = open_snapshot(tmp_path / "data")
    before = [n.id for n in reader.graph.nodes()]
    (folder / "two.md").unlink()
    build([folder], tmp_path / "data")
    assert [n.id for n in reader.graph.nodes()] == before
    assert len(reader.plans()) == 2
    assert len(open_snapshot(tmp_path / "data").plans()) == 1


def test_one_writer_at_a_time(folder: Path, tmp_path: Path) -> None:
    with writer_lock(tmp_path / "data") as note:
        assert note is None
        with pytest.raises(LockedError, match=f"process {os.getpid()}"):
            build([folder], tmp_path / "data")
    assert isinstance(build([folder], tmp_path / "data"), BuildReport)


def test_a_dead_writer_is_named_and_its_files_removed(folder: Path, tmp_path: Path) -> None:
    code = """
        import os, sys
        from pathlib import Path
        from kg.snapshots.lock import writer_lock
        from kg.snapshots.store import SnapshotWriter
        with writer_lock(Path(sys.argv[1])):
            SnapshotWriter(Path(sys.argv[1])).text("half a snapshot")
            os._exit(9)
    """
    data = tmp_path / "data"
    subprocess.run([sys.executable, "-c", textwrap.dedent(code), str(data)], check=False)
    report = build([folder], data)
    assert "ended in the middle of a build" in report.notes[0]
    assert [p.name for p in (data / "snapshots").iterdir()] == [report.snapshot]
    assert build([folder], data).notes == ()


def test_the_manifest_lists_every_file_but_texts_and_originals(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "data")
    snapshot = open_snapshot(tmp_path / "data")
    files = {p.relative_to(snapshot.folder).as_posix() for p in snapshot.folder.rglob("*") if p.is_file()}
    texts = {name for name in files if name.startswith("texts/")}
    originals = {name for name in files if name.startswith("originals/")}
    assert files - texts - originals == {*snapshot.manifest["files"], "manifest.json"}
    assert originals == {f"originals/{r.sha256}" for r in snapshot.sources() if r.plan}
    assert texts == {f"texts/{r.text}.txt" for r in snapshot.sources() if r.text}
    assert json.loads((snapshot.folder / "manifest.json").read_text("utf-8"))["counts"]["plans"] == 2


def test_the_bytes_of_inputs_are_kept_byte_for_byte(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    for read in (2, 0):
        assert build([folder], data).read == read
        snapshot = open_snapshot(data)
        for record in snapshot.sources():
            assert snapshot.has_original(record.name) == bool(record.plan)
            if record.plan:
                assert snapshot.original(record.name) == (folder / record.name).read_bytes()
    with pytest.raises(KeyError, match="no original"):
        snapshot.original("absent.txt")


def test_a_build_without_originals_keeps_none(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "data")
    build([folder], tmp_path / "data", originals=False)
    snapshot = open_snapshot(tmp_path / "data")
    assert not snapshot.originals
    assert [*(snapshot.folder / "originals").iterdir()] == []


def test_a_damaged_original_is_told(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "data")
    snapshot = open_snapshot(tmp_path / "data")
    record = next(record for record in snapshot.sources() if record.plan)
    (snapshot.folder / "originals" / record.sha256).write_bytes(b"other")
    with pytest.raises(CorruptSnapshotError):
        snapshot.original(record.name)
    with pytest.raises(CorruptSnapshotError):
        snapshot.verify()
