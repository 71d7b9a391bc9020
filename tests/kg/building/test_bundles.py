"""Files with several documents in a build: each is a plan, and nothing depends on the order of builds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.building.build import build
from kg.snapshots.snapshot import open_snapshot
from kg.snapshots.verify import verify
from tests.ingest.structure.test_bundles import ONE, TWO, document
from tests.kg.building.test_build import fingerprint


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "both.txt").write_text(ONE + TWO, "utf-8")
    return tmp_path / "in"


def test_each_document_is_a_plan_with_a_record(folder: Path, tmp_path: Path) -> None:
    report = build([folder], tmp_path / "data")
    assert (report.files, report.plans, report.read) == (1, 2, 2)
    snapshot = open_snapshot(tmp_path / "data")
    assert [(r.name, r.part_of, r.plan is not None) for r in snapshot.sources()] == [
        ("both.txt", None, True),
        ("both.txt#2", "both.txt", True),
    ]
    assert snapshot.text("both.txt#2") == ONE + TWO
    assert verify(tmp_path / "data") == []


def test_unchanged_documents_are_taken_over(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "data")
    before = fingerprint(tmp_path / "data")
    report = build([folder], tmp_path / "data")
    assert (report.read, report.unchanged) == (0, 2)
    assert fingerprint(tmp_path / "data") == before


def test_adding_changing_and_removing_equals_a_build_from_nothing(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "data")
    (folder / "single.txt").write_text(ONE.replace("Số: 7", "Số: 17"), "utf-8")
    shutil.copy(folder / "both.txt", folder / "again.txt")
    build([folder], tmp_path / "data")
    (folder / "both.txt").write_text(ONE + TWO + document("9", "AN HẢI"), "utf-8")
    build([folder], tmp_path / "data")
    build([folder], tmp_path / "fresh")
    assert fingerprint(tmp_path / "data") == fingerprint(tmp_path / "fresh")
    (folder / "both.txt").write_text(ONE, "utf-8")
    (folder / "again.txt").unlink()
    build([folder], tmp_path / "data")
    build([folder], tmp_path / "alone")
    assert fingerprint(tmp_path / "data") == fingerprint(tmp_path / "alone")


def test_a_copy_of_the_file_holds_no_plan_of_its_own(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "both.txt", folder / "copy.txt")
    report = build([folder], tmp_path / "data", workers=2)
    assert (report.files, report.plans, report.duplicates) == (2, 2, 2)
    owners = {r.name: r.duplicate_of for r in open_snapshot(tmp_path / "data").sources()}
    assert owners == {
        "both.txt": None, "both.txt#2": None, "copy.txt": "both.txt", "copy.txt#2": "both.txt#2",
    }  # fmt: skip
