"""Fifty readers while twenty snapshots come into force: every answer is of one snapshot, and none fails."""

from __future__ import annotations

import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from api import cli
from api.samples import sample_folder
from kg.snapshots.store import put_in_force
from tests.api import pulse
from tests.api.running import served

READERS, SWAPS, BETWEEN = 50, 20, 0.2
# A server that reads its model anew with every snapshot stands still for so long that it takes thirty times and more.
MOST = 15
PLANS = ("02_an-bien_dan-so.txt", "08_do-son_moi-truong.txt")


@pytest.mark.slow
def test_answers_are_of_one_snapshot_while_snapshots_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    snapshots = [build(tmp_path / "plans", data, count) for count in (1, 2)]
    over = threading.Event()
    expected = {}
    with served(data) as base, served(data) as other, ThreadPoolExecutor(READERS) as pool:
        for snapshot in snapshots:
            put_in_force(data, snapshot)
            expected[tag(base)] = facts(base)
        [before] = pulse.read(pulse.start(2, base))
        readers = [pool.submit(read, base, over) for _ in range(READERS)]
        watcher = pulse.start(SWAPS * BETWEEN, base, other)
        for number in range(SWAPS):
            time.sleep(BETWEEN)
            put_in_force(data, snapshots[number % 2])
        busy, idle = pulse.read(watcher)
        over.set()
        seen = [pair for reader in readers for pair in reader.result()]
    assert len(expected) == 2
    assert {etag for etag, _ in seen} == set(expected)
    assert [(etag, found) for etag, found in seen if found != expected[etag]] == []
    assert len(seen) >= READERS

    def ratio(part: float) -> float:
        return pulse.share(busy, part) / pulse.share(idle, part)

    with capsys.disabled():
        print(f"\n{len(seen)} answers")
        for name, looks in (("before", before), ("busy", busy), ("another server, idle", idle)):
            print(pulse.told(name, looks))
        print(f"90 %: {ratio(0.9):.1f}, 99 %: {ratio(0.99):.1f} times that of the idle server")
    assert ratio(0.9) < MOST


def build(plans: Path, data: Path, count: int) -> str:
    """The id of a snapshot of so many plans; the store keeps the one before it as well."""
    from kg.snapshots.snapshot import open_snapshot

    shutil.rmtree(plans, ignore_errors=True)
    plans.mkdir()
    for name in PLANS[:count]:
        shutil.copy(sample_folder() / name, plans)
    assert cli.run(["build", str(plans), "--data", str(data)]) == 0
    return open_snapshot(data).id


def facts(base: str, client: Any = httpx) -> Any:
    """What one answer says of one snapshot, in several places."""
    return summary(client.get(f"{base}/v1/tasks", params={"limit": 100, "facets": True}).json())


def summary(found: dict[str, Any]) -> Any:
    return (
        found["total"],
        tuple(one["id"] for one in found["results"]),
        tuple((one["value"], one["count"]) for one in found["facets"]["ward"]),
    )


def tag(base: str) -> str:
    return httpx.get(f"{base}/v1/tasks").headers["etag"]


def read(base: str, over: threading.Event) -> list[tuple[str, Any]]:
    """Ask again and again; gives the tag and what was said."""
    seen = []
    with httpx.Client(timeout=60) as client:
        while not over.is_set():
            answer = client.get(f"{base}/v1/tasks", params={"limit": 100, "facets": True})
            assert answer.status_code == 200, answer.text
            seen.append((answer.headers["etag"], summary(answer.json())))
    return seen
