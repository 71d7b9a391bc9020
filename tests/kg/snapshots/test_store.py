"""Property: whatever was built before, a build is the build of its inputs from nothing, byte for byte."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import search
from kg.snapshots.snapshot import open_snapshot
from kg.snapshots.verify import verify
from search.agreement import disagreements
from tests.kg.wards import TASKS, WARDS, plan, written

NAMES = ("a.txt", "b.txt", "c.md", "broken.txt")
# What a file may hold: nothing (it is not there), or one of a few plans that cite one another or are copies.
CITED = ", Kế hoạch số 7/KH-UBND ngày 03/3/2026 của Ủy ban nhân dân phường Bình An"
CONTENTS = st.sampled_from([
    None, plan("Bình An"), plan("Bình An", TASKS[:2]), plan("Tân Lập"), plan("Tân Lập", cited=CITED), plan("Hòa Mỹ"),
    "",
])  # fmt: skip
CORPORA = st.fixed_dictionaries(dict.fromkeys(NAMES, CONTENTS))


def content(data: Path) -> dict[str, str]:
    """Every file of the snapshot in force, with its hash."""
    folder = open_snapshot(data).folder
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(st.lists(CORPORA, min_size=2, max_size=4))
def test_adding_changing_and_removing_files_equals_a_build_from_nothing(steps: list[dict[str, str | None]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for step in steps:
            files = written(place / "in", {name: text for name, text in step.items() if text is not None})
            search.build([files], place / "data")
        search.build([files], place / "fresh")
        assert content(place / "data") == content(place / "fresh")
        assert verify(place / "data", {"search": disagreements}, every=True) == []


def test_only_failed_and_changed_files_are_read_again(tmp_path: Path) -> None:
    files = {"a.txt": plan(WARDS[0]), "b.txt": plan(WARDS[1]), "broken.txt": ""}
    first = search.build([written(tmp_path / "in", files)], tmp_path / "data")
    assert [(r.name, r.status) for r in first.sources] == [
        ("a.txt", "read"),
        ("b.txt", "read"),
        ("broken.txt", "failed"),
    ]
    mended = search.build([written(tmp_path / "in", files | {"broken.txt": plan(WARDS[2])})], tmp_path / "data")
    assert (mended.read, mended.unchanged, mended.failed) == (1, 2, ())


def test_one_bad_file_of_many_stops_none_of_the_others(tmp_path: Path) -> None:
    files = {f"{i:03}.txt": plan("Bình An", number=i + 1) for i in range(30)}
    folder = written(tmp_path / "in", files)
    for i in range(0, 30, 3):
        (folder / f"{i:03}.txt").write_bytes(bytes([0, 255, i]))
    report = search.build([folder], tmp_path / "data")
    assert ([r.name for r in report.failed], report.plans) == ([f"{i:03}.txt" for i in range(0, 30, 3)], 20)
    assert all(record.reason and record.hint for record in report.failed)
