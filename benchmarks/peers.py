"""A served query over 100,000 tasks with filters: plankg beside LanceDB and txtai, in one run.

    make bench-peers          (or: python -m benchmarks.peers [--tasks N] [--questions N] [--folder FOLDER])

Plans of invented wards (`benchmarks.made_plans`) are built as `plankg build` builds them; the peers index the same
tasks with vectors of the same model. Each question is a part of the words of one task, a third of them typed without
marks, with a filter that the task satisfies. All engines get it one after the other, in turns, on one core: plankg as
served, over HTTP, answer read and decoded; the others, and plankg once more, as libraries in this process.

Prints times, sizes and how high the task stands that the words were taken from (MRR@10). Ends with status 1 when the
served plankg is slower than a peer at the 95th percentile. With --folder what was built is kept, and used again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.made_plans import write
from benchmarks.peer_engines import (
    LIMIT,
    TRUSTED,
    Asked,
    Filter,
    InProcess,
    Lance,
    Record,
    Served,
    Txtai,
    prepare_process,
    serving,
)
from ingest.plan import Plan
from kg.building.build import build
from kg.graph import Graph
from kg.snapshots.snapshot import open_snapshot
from search.arrays import with_prefix
from search.engine import open_engine
from search.index import Index, write_index
from search.terms import fold

TASKS, QUESTIONS, WARM = 100_000, 200, 20
SECONDS = "seconds.json"
FILTERS = (("lead",), ("ward",), ("lead", "city"), ("lead", "due"), ("city", "year"), ("lead", "ward"))
Answers = dict[str, list[tuple[float, float, list[str]]]]  # by engine: milliseconds, of them computing, and ids


@dataclass(frozen=True, slots=True)
class Question:
    """Words, the filter, and the id of the task that they were taken from."""

    words: str
    wanted: Filter
    answer: str


def records(index: Index) -> list[Record]:
    """The tasks of an index, in its order."""
    columns: list[dict[str, str]] = [{} for _ in range(len(index))]
    for name in ("ward", "city", "year", "lead"):
        for _, key in with_prefix(index.facets.keys, f"{name}:"):
            for row in index.facets.get(key):
                columns[row][name] = key.partition(":")[2]
    last: dict[int, int] = {}
    for row, day in zip(index.deadlines.row.tolist(), index.deadlines.last.tolist(), strict=True):
        last[row] = max(day, last.get(row, 0))
    found = []
    for row, own in enumerate(columns):
        result = index.result(row)
        if result.kind == "task" and len(own) == 4:
            text = ". ".join((result.whole, "\n".join(result.headings)))
            found.append(Record(result.id, text, own, last.get(row, 0)))
    return found


def questions(tasks: Sequence[Record], count: int, seed: int = 1) -> list[Question]:
    """Questions whose answer is one task of its own wording: two runs of its words and a filter that it satisfies."""
    chance = random.Random(seed)
    texts: dict[str, int] = {}
    for task in tasks:
        texts[task.text] = texts.get(task.text, 0) + 1
    found: list[Question] = []
    while len(found) < count:
        task = chance.choice(tasks)
        words = task.text.partition(". ")[0].replace(",", " ").split()
        names = FILTERS[len(found) % len(FILTERS)]
        if texts[task.text] > 1 or len(words) < 16 or ("due" in names and not task.due):
            continue
        first, second = chance.randrange(3, len(words) // 2 - 3), chance.randrange(len(words) // 2, len(words) - 4)
        said = " ".join((*words[first : first + chance.randint(3, 5)], *words[second : second + chance.randint(3, 4)]))
        iso = f"{task.due // 10000}-{task.due // 100 % 100:02}-{task.due % 100:02}"
        wanted = {name: iso if name == "due" else task.columns[name] for name in names}
        found.append(Question(fold(said) if len(found) % 3 == 2 else said, wanted, task.id))
    return found


def prepare(folder: Path, tasks: int) -> None:
    """Builds what is not yet in `folder`, and writes down the seconds that each took."""
    os.environ[TRUSTED] = "True"
    log = folder / SECONDS
    spent: dict[str, float] = json.loads(log.read_text("utf-8")) if log.is_file() else {}
    if "txtai" in spent:
        return
    if "plankg" not in spent:
        write(folder / "plans", tasks)
        spent |= _build_plankg(folder)
        log.write_text(json.dumps(spent), encoding="utf-8")
    rows = records(Index.open(open_snapshot(folder / "plankg").folder / "search"))
    for name, engine in (("LanceDB", Lance), ("txtai", Txtai)):
        if name not in spent:
            begin = time.perf_counter()
            engine.build(folder / name, rows)
            spent[name] = time.perf_counter() - begin
            log.write_text(json.dumps(spent), encoding="utf-8")


def _build_plankg(folder: Path) -> dict[str, float]:
    """Builds as `plankg build` does; gives the seconds of all of it and of the search index alone."""
    spent = {}

    def timed(to: Path, plans: Sequence[tuple[str, Plan]], graph: Graph) -> dict[str, object]:
        begin = time.perf_counter()
        about = write_index(to, plans, graph)
        spent["plankg search index"] = time.perf_counter() - begin
        return about

    begin = time.perf_counter()
    build([folder / "plans"], folder / "plankg", stages={"search": timed}, workers=os.cpu_count() or 1, originals=False)
    return spent | {"plankg": time.perf_counter() - begin}


def ask(engines: Sequence[Asked], asked: Sequence[Question]) -> Answers:
    """Asks each question of each engine in turns."""
    found: Answers = {engine.name: [] for engine in engines}
    for number, question in enumerate(asked):
        first = number % len(engines)
        for engine in (*engines[first:], *engines[:first]):
            cpu, begin = engine.cpu(), time.perf_counter()
            ids = engine.ask(question.words, question.wanted)
            spent = time.perf_counter() - begin
            found[engine.name].append((spent * 1000, (engine.cpu() - cpu) * 1000, ids))
    return found


def report(found: Answers, asked: Sequence[Question]) -> dict[str, float]:
    """Prints a line for each engine; gives the 95th percentiles."""
    at95 = {name: float(np.percentile([ms for ms, _, _ in answers], 95)) for name, answers in found.items()}
    own = at95[Served.name]
    print("| engine | p50 ms | p95 ms | p95 / served plankg | CPU ms | MRR@10 | with marks | without | full answers |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, answers in found.items():
        scores = [_reciprocal(ids, q.answer) for (_, _, ids), q in zip(answers, asked, strict=True)]
        marked = [score for number, score in enumerate(scores) if number % 3 != 2]
        bare = scores[2::3]
        middle = float(np.percentile([ms for ms, _, _ in answers], 50))
        cpu = float(np.mean([ms for _, ms, _ in answers]))
        full = sum(len(ids) == LIMIT for _, _, ids in answers) / len(answers)
        quality = (float(np.mean(part)) for part in (scores, marked, bare))
        figures = (middle, at95[name], at95[name] / own, cpu, *quality)
        print(f"| {name} | {' | '.join(f'{figure:.2f}' for figure in figures)} | {full:.0%} |")
    return at95


def sizes(folder: Path, spent: dict[str, float]) -> None:
    """Prints seconds to build and megabytes on the disk."""
    search = open_snapshot(folder / "plankg").folder / "search"
    for name, where in (("plankg search index", search), ("LanceDB", folder / "LanceDB"), ("txtai", folder / "txtai")):
        bytes_ = sum(file.stat().st_size for file in where.rglob("*") if file.is_file())
        print(f"{name}: built in {spent[name]:.0f} s, {bytes_ / 1e6:.0f} MB")
    print(f"plankg with reading the plans and the graph: built in {spent['plankg']:.0f} s")


def main() -> int:
    """Measures and prints; 1 when a peer is faster."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=int, default=TASKS, help="how many tasks there are (default: 100,000)")
    parser.add_argument("--questions", type=int, default=QUESTIONS, help="how many are asked (default: 200)")
    parser.add_argument("--folder", type=Path, help="where what is built is kept (default: nowhere)")
    parser.add_argument("--build", action="store_true", help="only build what is not yet in FOLDER")
    options = parser.parse_args()
    if options.build:
        prepare(options.folder, options.tasks)
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder: Path = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        # In a process of its own, on all cores: what libraries start to build with would stay with this one.
        build_it = [sys.executable, "-m", "benchmarks.peers", "--build", "--folder", str(folder)]
        subprocess.run([*build_it, "--tasks", str(options.tasks)], check=True)
        prepare_process()
        spent = json.loads((folder / SECONDS).read_text("utf-8"))
        snapshot = open_snapshot(folder / "plankg")
        engine = open_engine(snapshot)
        tasks = records(engine.index)
        asked = questions(tasks, options.questions + WARM)
        with serving(folder / "plankg") as served:
            engines = (served, InProcess(engine), Lance(folder / "LanceDB"), Txtai(folder / "txtai"))
            ask(engines, asked[options.questions :])
            found = ask(engines, asked[: options.questions])
        print(f"{len(tasks):,} tasks, {options.questions} questions, one core")
        at95 = report(found, asked[: options.questions])
        sizes(folder, spent)
    return 1 if at95[Served.name] > min(at95[Lance.name], at95[Txtai.name]) else 0


def _reciprocal(ids: Sequence[str], answer: str) -> float:
    return 1 / (ids.index(answer) + 1) if answer in ids else 0.0


if __name__ == "__main__":
    sys.exit(main())
