"""What becomes of a store whose builds are killed, whose disk fails, and whose files are damaged. `make faults`.

Each fault hits a build that would replace one snapshot by another. Afterwards one of the two is in force, whole to the
last byte and quotation; and the same build, run again, puts the new one in force without anything being cleaned up.
"""

from __future__ import annotations

import argparse
import errno
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from api.samples import sample_folder
from benchmarks.disk import KILL, Disk
from ingest.errors import PlankgError
from kg.building.build import build
from kg.errors import CorruptSnapshotError
from kg.snapshots.snapshot import Snapshot, Stage, current_folder, open_snapshot
from kg.snapshots.verify import StageCheck, verify

_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
ERRORS = {"killed at an operation": KILL, "ENOSPC": errno.ENOSPC, "EIO": errno.EIO}


@dataclass(slots=True)
class Figures:
    """How many faults there were of a kind, what was in force after them, and what was wrong."""

    faults: int = 0
    in_force: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        held = ", ".join(f"{count} {name}" for name, count in sorted(self.in_force.items()))
        return f"{self.faults} faults; afterwards {held}; {len(self.wrong)} wrong"


class Store:
    """A store in which one of two corpora is in force and a build of the other is going to fail."""

    def __init__(self, place: Path, stages: Mapping[str, Stage], checks: Mapping[str, StageCheck]) -> None:
        self.data, self._stages, self._checks = place / "data", stages, checks
        self._corpora = corpora(place)
        self.ids: tuple[str, ...] = ()
        self.ids = tuple(self._built(which) for which in (0, 1))
        self.next = 0

    def _built(self, which: int) -> str:
        # One snapshot is kept: what comes into force is written anew each time, and the other one removed.
        return build([self._corpora[which]], self.data, stages=self._stages, keep=1).snapshot

    def attempt(self) -> None:
        """The build that is going to fail."""
        self._built(self.next)

    def state(self) -> tuple[str, str]:
        """("old" or "new", what is wrong with it)."""
        try:
            defects = verify(self.data, self._checks)
            found = open_snapshot(self.data)
        except PlankgError as error:
            return "unreadable", str(error)
        wrong = "; ".join(f"{one.place}: {one.what}" for one in defects)
        wrong = wrong or ("" if len(found.graph) else "an empty graph")
        name = {self.ids[self.next]: "new", self.ids[1 - self.next]: "old"}.get(found.id, "neither")
        return name, wrong or ("neither the old nor the new" if name == "neither" else "")

    def recover(self) -> str:
        """What is wrong after the build was run again; the next one is the way back to the other corpus."""
        try:
            snapshot = self._built(self.next)
        except Exception as error:
            return f"the next build failed: {error!r}"
        left = {path.name for path in (self.data / "snapshots").iterdir()} - {snapshot}
        wrong = self.state()[1] or (f"{sorted(left)} were left" if left else "")
        wrong = wrong or ("" if snapshot == self.ids[self.next] else "the next build gave something else")
        self.next = 1 - self.next
        return wrong


def corpora(place: Path) -> tuple[Path, Path]:
    """Two folders with sample plans: the second has one more, one less and one that was changed."""
    names = sorted(path.name for path in sample_folder().glob("*.txt"))[:4]
    folders = (place / "before", place / "after")
    for folder, kept in zip(folders, (names[:3], names[1:]), strict=True):
        folder.mkdir()
        for name in kept:
            shutil.copy(sample_folder() / name, folder)
    changed = folders[1] / names[1]
    changed.write_text(changed.read_text("utf-8") + "\nNơi nhận:\n- Lưu: VT.\n", "utf-8")
    return folders


def killed_by_time(store: Store, count: int, seed: int) -> Figures:
    """kill -9 from outside, at random moments of the build."""
    figures, moments = Figures(), random.Random(seed)
    began = time.perf_counter()
    if problem := store.recover() or store.recover():
        figures.wrong.append(problem)
    usual = (time.perf_counter() - began) / 2
    for number in range(count):
        after = moments.uniform(0, usual * 1.4)  # some builds are over by then: the moments reach to their very end
        _end(_apart(store.attempt), after)
        _judge(store, figures, f"kill {number} after {after:.3f} s")
    return figures


def at_operations(store: Store, error: int, step: int) -> Figures:
    """One fault at each `step`-th operation on the disk, until a build needs no more operations than that."""
    figures = Figures()
    at = 0
    while True:
        disk = Disk(store.data, at, error)
        if error == KILL:
            reached = _end(_apart(lambda disk=disk: _with(disk, store.attempt))) == -signal.SIGKILL  # type: ignore[misc]
        else:
            problem = _failing(disk, store)
            figures.wrong += [f"operation {at}: {problem}"] if problem else []
            reached = bool(disk.failed)
        if not reached:
            break
        _judge(store, figures, f"operation {at} {disk.failed}")
        at += step
    return figures


def damaged(store: Store, step: int) -> Figures:
    """Each file of the snapshot in force cut to half and to nothing, removed, and with one bit turned."""
    figures = Figures()
    place = store.data.parent / "damaged"
    folder = current_folder(store.data)
    assert folder is not None
    names = sorted(p.relative_to(store.data) for p in folder.rglob("*") if p.is_file())
    for name in [Path("CURRENT"), Path("HISTORY"), *names[::step]]:
        for kind, damage in _DAMAGE.items():
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(store.data, place)
            damage(place / name)
            figures.faults += 1
            figures.in_force[_opened(place)] += 1
            figures.wrong += [f"{name} {kind}: {what}" for what in _told_and_mended(store, place, name)]
    return figures


def _told_and_mended(store: Store, place: Path, name: Path) -> Iterator[str]:
    with_fault = Store.__new__(Store)
    with_fault.__dict__.update(store.__dict__)
    with_fault.data, with_fault.next = place, 1 - store.next
    try:
        told = bool(verify(place, store._checks))
    except PlankgError:
        told = True
    if not told and name.name != "HISTORY":
        yield "nobody noticed"
    if problem := with_fault.recover():
        yield problem


def _opened(place: Path) -> str:
    try:
        snapshot: Snapshot = open_snapshot(place)
        snapshot.verify()
    except CorruptSnapshotError:
        return "refused to serve"
    except PlankgError:
        return "nothing built"
    return "whole" if len(snapshot.graph) else "EMPTY"


def _judge(store: Store, figures: Figures, what: str) -> None:
    figures.faults += 1
    name, wrong = store.state()
    figures.in_force[name] += 1
    figures.wrong += [f"{what}: {problem}" for problem in (wrong, store.recover()) if problem]


def _failing(disk: Disk, store: Store) -> str:
    try:
        _with(disk, store.attempt)
    except PlankgError:
        return ""
    except Exception as error:
        return f"not explained: {error!r}"
    return ""


def _with(disk: Disk, work: Callable[[], None]) -> None:
    with disk.in_use():
        work()


def _apart(work: Callable[[], None]) -> int:
    """The id of a process that does the work; it has all modules loaded already, so that it is the build that dies."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    finally:
        os._exit(0)


def _end(child: int, after: float | None = None) -> int:
    """Kill the process after so many seconds, or wait for its end; gives its exit status."""
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _turn_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    if content:
        content[len(content) // 2] ^= 1
    else:
        content += b"\0"
    path.write_bytes(content)


def _cut(path: Path, share: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)] if content else b"\0")


_DAMAGE: dict[str, Callable[[Path], object]] = {
    "cut to half": lambda path: _cut(path, 0.5),
    "emptied": lambda path: _cut(path, 0),
    "removed": lambda path: path.unlink(),
    "a bit turned": _turn_a_bit,
}


def main() -> int:
    """Run all; the exit status is 1 when anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200, help="how many builds are killed at random moments")
    parser.add_argument("--step", type=int, default=1, help="every how many operations and files a fault is tried")
    parser.add_argument("--seed", type=int, default=20)
    asked = parser.parse_args()
    if any(os.environ.get(name) != "1" for name in _ONE_THREAD):
        # A child that is forked beside threads of numpy waits for them for ever, and would be killed doing nothing.
        os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
        os.execv(sys.executable, [sys.executable, "-m", "benchmarks.faults", *sys.argv[1:]])
    from search.agreement import disagreements
    from search.index import stage

    wrong = 0
    with tempfile.TemporaryDirectory() as place:
        for name in ("graph", "search"):
            Path(place, name).mkdir()
        plain = Store(Path(place, "graph"), {}, {})
        whole = Store(Path(place, "search"), {"search": stage(None)}, {"search": disagreements})
        runs: dict[str, Callable[[], Figures]] = {
            "kill -9 at a random moment": lambda: killed_by_time(whole, asked.kills, asked.seed),
            **{name: lambda e=error: at_operations(plain, e, asked.step) for name, error in ERRORS.items()},  # type: ignore[misc]
            "damaged files": lambda: damaged(plain, asked.step),
        }
        for title, run in runs.items():
            figures = run()
            print(f"{title}: {figures}", flush=True)
            for line in figures.wrong[:20]:
                print(f"  {line}")
            wrong += len(figures.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
