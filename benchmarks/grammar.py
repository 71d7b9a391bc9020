"""Time of every pattern and recogniser of the grammar on hostile text, and its growth when the text doubles.

    python -m benchmarks.grammar [--all] [NAME ...]

Prints what is slowest. Ends with status 1 when a pattern or a recogniser takes longer than its limit on 100 KB, or
when its time grows by more than 2.5 for twice the text: then some text of a plan could hold up the reading of all.
"""

from __future__ import annotations

import argparse
import functools
import gc
import importlib
import inspect
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import ingest
from benchmarks.hostile import texts
from ingest.citing.citations import find_citations
from ingest.citing.texts import citing_texts
from ingest.duties.deadlines import read_deadline
from ingest.duties.governing import find_deadline
from ingest.duties.targets import find_targets
from ingest.organisations.units import find_units
from ingest.parse import parse_text
from ingest.passages import Passage, Place
from ingest.read import SourceText
from ingest.text.folding import lower, reading
from ingest.text.mapped import mapped

SIZE = 100_000  # bytes
WINDOW = 160  # characters: how much patterns that end with the text are given, as they are in the grammar
LIMIT = {"pattern": 0.1, "recogniser": 0.2, "whole": 2.0}  # seconds; recognisers also make their thousands of records
GIVEN_UP = {"pattern": 0.5, "recogniser": 1.0, "whole": 4.0}  # seconds
GROWTH = 2.5
NOTICEABLE = 0.05  # seconds: below, growth is noise
PLACE = Place("Bình An", "phường", "Hải Phòng", "thành phố", "Ủy ban nhân dân phường Bình An")
# The arguments of functions that give one pattern for each table of the grammar.
TABLES: dict[str, list[tuple[str, ...]]] = {
    "ingest.citing.issuers._pattern": [("fixed",), ("level_heads",), ("city_committees",), ("steering",)],
    "ingest.citing.issuers._listed": [("ministries",), ("departments",)],
    "ingest.citing.issuers._known_places": [("Hải Phòng", "Bình An")],
    "ingest.citing.laws._title_pattern": [("luật",), ("bộ luật",), ("pháp lệnh",)],
    "ingest.duties.headings.handing_out": [("openers",), ("inside",)],
    "ingest.structure.sections._patterns": [("closing",), ("funding",), ("statement",)],
}


class Row(NamedTuple):
    """What was measured: seconds on text of half the size and of the whole size."""

    name: str
    text: str
    kind: str
    half: float
    whole: float

    @property
    def growth(self) -> float:
        """How many times longer twice the text takes."""
        return self.whole / max(self.half, 1e-6)

    @property
    def offends(self) -> bool:
        """Whether the time is above its limit or grows faster than the text."""
        return self.whole > LIMIT[self.kind] or (self.half > 0 and self.growth > GROWTH)


def patterns() -> Iterator[tuple[str, re.Pattern[str], bool]]:
    """Every compiled pattern of the package `ingest`, those of modules and those that cached functions build, with
    whether it is applied at given places alone (`match`, `fullmatch`), a public one by all modules."""
    modules = [importlib.import_module(found.name) for found in pkgutil.walk_packages(ingest.__path__, "ingest.")]
    everything = "\n".join(inspect.getsource(module) for module in modules)
    for module in modules:
        own = inspect.getsource(module)
        for name, value in sorted(vars(module).items()):
            full, source = f"{module.__name__}.{name}", own if name.startswith("_") else everything
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield full, value, _anchored(name, source)
            elif isinstance(value, functools._lru_cache_wrapper) and value.__module__ == module.__name__:
                yield from ((built, pattern, _anchored(name, source)) for built, pattern in _built(full, value))


def _anchored(name: str, source: str) -> bool:
    uses = re.findall(rf"(?<!\w){name}(?:\([^()]*\))?\.(\w+)\(", source)
    return bool(uses) and set(uses) <= {"match", "fullmatch"}


def _built(name: str, build: Callable[..., Any]) -> Iterator[tuple[str, re.Pattern[str]]]:
    signature = inspect.signature(build)
    if "Pattern" in str(signature.return_annotation):
        needed = [p for p in signature.parameters.values() if p.default is p.empty]
        if needed and name not in TABLES:
            print(f"{name} is not measured: its arguments are not in TABLES", file=sys.stderr)
        for arguments in TABLES.get(name, [] if needed else [()]):
            value = build(*arguments)
            several: list[Any] = list(value) if isinstance(value, tuple | list) else [value]
            for k, pattern in enumerate(several):
                if isinstance(pattern, re.Pattern):
                    yield f"{name}({', '.join(arguments)}){f'[{k}]' if k else ''}", pattern


def runs(names: list[str]) -> Iterator[tuple[str, str, Callable[[str], Callable[[], object]]]]:
    """(name, kind, text -> what to time) for each pattern and recogniser whose name contains one of `names`."""
    chosen = [(name, "pattern", _run_of(pattern, anchored)) for name, pattern, anchored in patterns()]
    chosen += [(name, "recogniser", run) for name, run in RECOGNISERS.items()]
    chosen.append(("parse_text", "whole", _parse))
    yield from (row for row in chosen if not names or any(name in row[0] for name in names))


def _run_of(pattern: re.Pattern[str], anchored: bool) -> Callable[[str], Callable[[], object]]:
    tail = re.search(r"(?:\$|\\Z)\)*$", pattern.pattern) is not None

    def run(text: str) -> Callable[[], object]:
        low = lower(text)
        if anchored:
            return lambda: [pattern.match(one, i) for one in {text, low} for i in range(0, len(one), len(one) // 3)]
        if tail:
            return lambda: [pattern.search(low, i, i + WINDOW) for i in range(0, len(low), WINDOW)]
        return lambda: [sum(1 for _ in pattern.finditer(one)) for one in {text, low}]

    return run


def _citations(text: str) -> Callable[[], object]:
    passages = (Passage(mapped(text), "basis"),)
    citing_texts((), PLACE)  # forgets the texts of the run before
    return lambda: find_citations(passages, PLACE)


def _units(text: str) -> Callable[[], object]:
    clean = mapped(text)
    return lambda: find_units(clean, PLACE)


def _deadline(text: str) -> Callable[[], object]:
    clean = mapped(text)
    return lambda: find_deadline(clean)


def _targets(text: str) -> Callable[[], object]:
    passages = (Passage(mapped(text), "target"),)
    return lambda: find_targets(passages, ())


def _parse(text: str) -> Callable[[], object]:
    source = SourceText("hostile.txt", text, "txt")
    return lambda: parse_text(source)


RECOGNISERS: dict[str, Callable[[str], Callable[[], object]]] = {
    "reading": lambda text: functools.partial(reading, mapped(text)),
    "mapped": lambda text: functools.partial(mapped, text),
    "find_citations": _citations,
    "find_units": _units,
    "read_deadline": lambda text: functools.partial(read_deadline, text),
    "find_deadline": _deadline,
    "find_targets": _targets,
}


def seconds(prepare: Callable[[str], Callable[[], object]], text: str, enough: float, given_up: float) -> float:
    """Processor time of one run on `text`; the best of three where the first takes longer than `enough`. A run is
    given up after `given_up` seconds, which are then what it took."""
    best = float("inf")
    for _ in range(3):
        run = prepare(text)
        gc.collect()
        gc.disable()  # as `timeit` does: what a collection costs depends on all that the process holds
        begin = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, given_up)
        try:
            run()
        except TimeoutError:
            return given_up
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            gc.enable()
        best = min(best, time.process_time() - begin)
        if best < enough:
            break
    return best


def give_up(*_: object) -> None:
    """Ends a run that takes too long, in the middle of a match if need be."""
    raise TimeoutError


def measure(names: list[str]) -> list[Row]:
    """A row for each pattern or recogniser and each kind of text, the slowest first."""
    halves = dict(texts(SIZE // 2))
    wholes = dict(texts(SIZE))
    rows = []
    for name, kind, prepare in runs(names):
        for text, whole in wholes.items():
            time_of_whole = seconds(prepare, whole, NOTICEABLE, GIVEN_UP[kind])
            noticed = NOTICEABLE < time_of_whole < GIVEN_UP[kind]
            time_of_half = seconds(prepare, halves[text], NOTICEABLE / 4, GIVEN_UP[kind]) if noticed else 0.0
            rows.append(Row(name, text, kind, time_of_half, time_of_whole))
    return sorted(rows, key=lambda row: -row.whole / LIMIT[row.kind])


def main() -> int:
    """Measures, prints the slowest rows and all that offend; 1 when there are such."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only patterns and recognisers whose name contains it")
    parser.add_argument("--all", action="store_true", help="print every row")
    options = parser.parse_args()
    signal.signal(signal.SIGVTALRM, give_up)
    rows = measure(options.names)
    print(f"{'pattern or recogniser':44}{'text':30}{'ms':>8}{'growth':>8}")
    for k, row in enumerate(rows):
        if k < 25 or row.offends or options.all:
            growth = f"{row.growth:8.1f}" if row.half else f"{'':8}"
            print(f"{row.name:44}{row.text:30}{row.whole * 1000:8.1f}{growth}{'  OFFENDS' if row.offends else ''}")
    offenders = sum(row.offends for row in rows)
    print(f"{len({row.name for row in rows})} patterns and recognisers on {SIZE} bytes each: {offenders} offend")
    return 1 if offenders else 0


if __name__ == "__main__":
    sys.exit(main())
