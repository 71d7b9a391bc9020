"""The benchmark with peers: its plans are read as meant, and its questions have the answers that it expects."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.made_plans import TASKS, plans, write
from benchmarks.peer_engines import COLUMNS, InProcess, serving
from benchmarks.peers import ask, questions, records, report
from kg.snapshots.snapshot import open_snapshot
from search import build
from search.engine import open_engine


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("peers")
    write(folder / "plans", 2 * TASKS)
    build([folder / "plans"], folder / "data")
    return folder / "data"


def test_the_same_number_gives_the_same_plans_and_each_another() -> None:
    first, again = list(plans(3)), list(plans(3))
    assert first == again
    assert len(set(first)) == 3


def test_every_task_is_read_with_its_columns(data: Path) -> None:
    found = records(open_engine(open_snapshot(data)).index)
    assert len(found) == 2 * TASKS
    assert all(set(record.columns) == set(COLUMNS) for record in found)
    assert 0 < sum(record.due > 0 for record in found) < len(found)


@pytest.mark.slow
def test_engine_and_server_find_what_was_planted(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    engine = open_engine(open_snapshot(data))
    asked = questions(records(engine.index), 12)
    with serving(data) as served:
        found = ask((InProcess(engine), served), asked)
    assert [ids for _, _, ids in found["plankg in the process"]] == [ids for _, _, ids in found[served.name]]
    answers = [ids for _, _, ids in found[served.name]]
    assert sum(question.answer in ids[:3] for question, ids in zip(asked, answers, strict=True)) >= 10
    assert min(report(found, asked).values()) > 0
    assert capsys.readouterr().out.count("\n") == 4
