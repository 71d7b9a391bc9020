"""`verify` finds what is not as it was written, says where and what to do, and finds nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import search
from kg.building.build import build
from kg.errors import NoSnapshotError
from kg.snapshots.snapshot import Snapshot, open_snapshot, snapshot_id
from kg.snapshots.verify import verify
from search.agreement import disagreements
from tests.kg.wards import plan, written


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = written(tmp_path / "in", {"a.txt": plan("Bình An"), "b.txt": plan("Tân Lập")})
    search.build([folder], tmp_path / "data")
    return tmp_path / "data"


def forged(data: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change a file of the snapshot in force and make every checksum right again, as a faulty program would."""
    import hashlib

    folder = open_snapshot(data).folder
    file = folder / name
    file.write_bytes(change(file.read_bytes()))
    manifest = json.loads((folder / "manifest.json").read_bytes())
    if name in manifest["files"]:
        content = file.read_bytes()
        manifest["files"][name] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
    content = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1).encode("utf-8")
    (folder / "manifest.json").write_bytes(content)
    folder.rename(folder.with_name(snapshot_id(content)))
    (data / "CURRENT").write_text(snapshot_id(content) + "\n", "ascii")


def test_a_sound_store_has_no_defects(data: Path) -> None:
    assert verify(data, {"search": disagreements}, every=True) == []


def test_the_samples_have_none(samples: Snapshot) -> None:
    assert verify(samples.folder.parent.parent) == []


def test_nothing_built_is_no_defect_but_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshotError):
        verify(tmp_path)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def turned(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [cut, turned, Path.unlink])
def test_damage_to_any_file_is_found(data: Path, damage: Callable[[Path], None]) -> None:
    folder = open_snapshot(data).folder
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        sound = file.read_bytes()
        if not sound:
            continue
        damage(file)
        found = verify(data)
        assert file.relative_to(folder).as_posix() in {defect.place for defect in found}, file
        assert all("plankg build" in defect.remedy for defect in found)
        file.write_bytes(sound)
    assert verify(data) == []


def test_a_file_that_nobody_wrote_is_found(data: Path) -> None:
    (open_snapshot(data).folder / "graph" / "extra.npy").write_bytes(b"x")
    assert [defect.place for defect in verify(data)] == ["graph/extra.npy"]


def test_nonsense_in_current_is_a_defect(data: Path) -> None:
    (data / "CURRENT").write_text("../../etc", "ascii")
    assert [(defect.place, "plankg restore" in defect.remedy) for defect in verify(data)] == [("CURRENT", True)]


def test_every_snapshot_that_is_kept_is_checked_when_asked(data: Path, tmp_path: Path) -> None:
    old = open_snapshot(data).folder
    build([written(tmp_path / "in", {"a.txt": plan("Hòa Mỹ")})], data)
    cut(old / "plans.jsonl")
    assert verify(data) == []
    assert {defect.snapshot for defect in verify(data, every=True)} == {old.name}


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("plans.jsonl", lambda c: c.replace("tuần tra".encode(), "tuần Tra".encode()), "stands something else"),
        ("graph/edge_evidence.blob.npy", lambda c: c.replace(b"tu\xe1\xba\xa7n tra", b"tu\xe1\xba\xa7n trA"), "else"),
        ("sources.jsonl", lambda c: c.splitlines(keepends=True)[0], "counts 2 files, there are 1"),
        ("search/search.json", lambda c: c.replace(b'"format": ', b'"format": 9'), "no search index"),
        ("search/records.blob.npy", lambda c: c.replace(b'"kind": "task"', b'"kind": "txsk"'), "records of kind task"),
        (
            "search/records.blob.npy",
            lambda c: c.replace(b"tu\xe1\xba\xa7n tra", b"tu\xe1\xba\xa7n trA"),
            "quotes a.txt",
        ),
    ],
)
def test_what_is_wrong_under_right_checksums_is_found(
    data: Path, name: str, change: Callable[[bytes], bytes], told: str
) -> None:
    forged(data, name, change)
    assert told in "\n".join(defect.what for defect in verify(data, {"search": disagreements}))


def test_wrong_counts_in_a_manifest_are_found(data: Path) -> None:
    forged(data, "manifest.json", lambda c: c.replace(b'"tasks": 6', b'"tasks": 7'))
    assert [(defect.place, defect.what) for defect in verify(data)] == [
        ("manifest.json", "counts 7 tasks, there are 6")
    ]
