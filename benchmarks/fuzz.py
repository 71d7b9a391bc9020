"""Made-up files and questions for everything that takes input from outside. `make fuzz` runs for an hour.

Nothing may happen but an answer or a `PlankgError`: no other exception, no crash, no hang. Files are sound ones with
bytes changed, cut, doubled or swapped, and texts put together from pieces of grammar and of what parsers choke on.
Readers run here without the process that shields the program from them: what would end there is found, not hidden.
"""

from __future__ import annotations

import argparse
import io
import random
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import FrameType

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from api.samples import sample_folder
from benchmarks.hostile import PIECES
from ingest.errors import PlankgError

HANG = 20
"""Seconds after which one input counts as a hang; the slowest sound one takes a tenth of that."""
MOST = 200
"""Inputs of one round; hypothesis makes each a little larger than the one before."""

WORDS = st.sampled_from(
    [*PIECES.values(), "\x00", "\ufeff", "\u202e", "\ud800", "\n", "\t", "\f", "\r", "Đ", "ộ", "=1+1"]
)
TEXTS = st.lists(WORDS | st.text(max_size=12), max_size=60).map("".join)
SOUND_TEXTS = TEXTS.map(lambda text: text.encode("utf-8", "ignore").decode("utf-8"))

Target = tuple["st.SearchStrategy[object]", Callable[[object], object]]


class HangError(Exception):
    """One input took longer than `HANG`."""


@dataclass(slots=True)
class Tally:
    """How many inputs a target was given, how long the slowest took, and what went wrong (the input and the error)."""

    inputs: int = 0
    slowest: float = 0.0
    failures: list[str] = field(default_factory=list)


def mutated(samples: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """One of the samples with some of its bytes changed, cut out, doubled, or moved."""
    return st.builds(_mutated, st.sampled_from(samples), st.integers(0, 2**32), st.integers(1, 30))


def _mutated(sample: bytes, chosen: int, times: int) -> bytes:
    choose, content = random.Random(chosen), bytearray(sample)
    for _ in range(times):
        at, length = choose.randrange(len(content) + 1), choose.choice((1, 1, 2, 8, 64, 1000))
        part = content[at : at + length]
        content[at : at + length] = choose.choice(
            (choose.randbytes(len(part)), b"", part * 2, bytes(len(part)), b"\xff" * len(part), part[::-1], _INSERTED)
        )
    return bytes(content)


_INSERTED = b'<!DOCTYPE a [<!ENTITY b "c">]>&b;'


def _zip_mutated(sample: bytes, chosen: int, times: int) -> bytes:
    """A zip file whose members are changed, and which is sound as a zip file: what is behind the first guard."""
    choose, out = random.Random(chosen), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sample)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = [info.filename for info in old.infolist()]
        hit = set(choose.sample(names, min(len(names), 1 + times % 3)))
        for name in names:
            content = old.read(name)
            new.writestr(name, _mutated(content, choose.randrange(2**32), times) if name in hit else content)
    return out.getvalue()


@cache
def samples() -> Mapping[str, list[bytes]]:
    """Sound files of each format, made from the sample plans."""
    from tests.ingest.makers import to_docx, to_html, to_pdf
    from tests.ingest.old_encodings import to_cp1258, to_tcvn3, to_viscii, to_vni

    texts = [path.read_text("utf-8") for path in sorted(sample_folder().iterdir()) if path.suffix in (".txt", ".md")][
        :3
    ]
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for i, text in enumerate(texts):
            packed.writestr(f"thư mục/{i}.txt", text)
    old = [convert(text) for convert in (to_tcvn3, to_viscii, to_vni, to_cp1258) for text in texts[:1]]
    return {
        "text": [*(text.encode() for text in texts), *(text.encode("utf-16") for text in texts[:1]), *old],
        "docx": [to_docx(text) for text in texts],
        "html": [to_html(text) for text in texts],
        "pdf": [to_pdf([text.splitlines()[:40]]) for text in texts],
        "zip": [archive.getvalue()],
    }


def targets(place: Path) -> dict[str, Target]:
    """Name -> (inputs, what they are given to). A graph to ask is built in the folder `place`."""
    from ingest.formats.child import TASKS
    from ingest.parse import parse_text
    from ingest.read import SourceText, read_bytes

    made = samples()
    zipped = st.builds(_zip_mutated, st.sampled_from(made["docx"]), st.integers(0, 2**32), st.integers(1, 30))
    suffixes = ("txt", "md", "tcvn3.txt", "vni.txt", "viscii.txt", "cp1258.txt")
    files = st.tuples(mutated(made["text"]) | st.binary(max_size=300), st.sampled_from(suffixes))
    return {
        "decoder of text files": (files, lambda f: read_bytes(f[0], "f", f"f.{f[1]}")),  # type: ignore[index]
        "extraction": (SOUND_TEXTS, lambda text: parse_text(SourceText("f.txt", str(text), "txt"))),
        "reader of .docx": (mutated(made["docx"]) | zipped, lambda data: TASKS["docx"](data, "f.docx")),
        "reader of .doc": (mutated(made["docx"]) | st.binary(max_size=600), lambda data: TASKS["doc"](data, "f.doc")),
        "reader of .html": (mutated(made["html"]), lambda data: TASKS["html"](data, "f.html")),
        "reader of .pdf": (mutated(made["pdf"]), lambda data: TASKS["pdf"](data, "f.pdf")),
        "reader of .zip": (mutated(made["zip"]), _unpack),
        **_questions(place),
    }


def _unpack(data: object) -> None:
    from kg.building.archives import load_member, members

    assert isinstance(data, bytes)
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        file.write(data)
        file.flush()
        found = members(Path(file.name))
        for member, inner, fault in () if isinstance(found, tuple) else found:
            if fault is None:
                load_member(Path(file.name), member, inner)


def _questions(place: Path) -> dict[str, Target]:
    import search
    from kg.querying.lookup import find_node
    from kg.querying.sparql_guard import guarded
    from kg.snapshots.snapshot import open_snapshot
    from search.engine import open_engine

    search.build([sample_folder()], place)
    snapshot = open_snapshot(place)
    engine = open_engine(snapshot)
    names = [label for _, label in snapshot.graph.labels()]
    asked = st.lists(st.sampled_from([*names, *_ASKED]) | WORDS | st.text(max_size=8), max_size=12).map(" ".join)
    spoken = st.lists(st.sampled_from(_SPARQL) | st.text(max_size=8), max_size=30).map(" ".join)
    return {
        "questions to the search": (asked, lambda text: engine.search(str(text), explain=True, group=True)),
        "names of nodes": (asked, lambda text: find_node(snapshot.graph, str(text))),
        "SPARQL": (spoken, lambda text: guarded(str(text))),
    }


_ASKED = ("ai chủ trì", "trước ngày 30/11", "quá hạn", "tháng 13/0000", "ngày 31/02/2026", "quý V", "Số: /KH-UBND", '"')
_SPARQL = (
    *("SELECT", "ASK", "CONSTRUCT", "WHERE", "{", "}", "(", ")", "?x", "?y", ".", ";", "a", "*", "FILTER", "REGEX"),
    *("SERVICE", "FROM", "<file:///>", "<urn:a>", "GRAPH", "UNION", "OPTIONAL", "BIND", "AS", "#", "\\u0053", "INSERT"),
    *("LOAD", "DELETE", "LIMIT", "-1", "GROUP BY", "EXISTS", "VALUES", "UNDEF", "^^", "@vi", "PREFIX", "doc:"),
)  # fmt: skip


def attack(target: Target, seconds: float, start: int) -> Tally:
    """Give a target made-up inputs for so long, or until one fails; hypothesis makes that one as small as it can."""
    strategy, function = target
    tally, until = Tally(), time.monotonic() + seconds
    round_seed = start
    failed: list[str] = []
    while time.monotonic() < until and not failed:

        @seed(round_seed)
        @settings(
            max_examples=MOST, deadline=None, database=None, suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink),
        )  # fmt: skip
        @given(strategy)
        def one(value: object) -> None:
            if time.monotonic() > until:
                return
            began = time.perf_counter()
            try:
                with _in_time():
                    function(value)
            except PlankgError:
                pass
            except BaseException:
                failed.append(f"{value!r:.400}\n{traceback.format_exc(limit=-4)}")
                raise
            tally.inputs += 1
            tally.slowest = max(tally.slowest, time.perf_counter() - began)

        with suppress(Exception):
            one()
        round_seed += 1
    tally.failures += failed[-1:]  # the last one is the smallest
    return tally


@contextmanager
def _in_time() -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise HangError(f"took longer than {HANG} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, HANG)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def main() -> int:
    """Fuzz everything; the exit status is 1 when anything failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3600, help="for all targets together")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", help="targets whose name holds this")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        chosen = {name: target for name, target in targets(Path(place)).items() if (asked.only or "") in name}
        print(f"seed {asked.seed}, {asked.seconds / len(chosen):.0f} s for each of {len(chosen)} targets", flush=True)
        failed = 0
        for name, target in chosen.items():
            tally = attack(target, asked.seconds / len(chosen), asked.seed)
            failed += len(tally.failures)
            print(
                f"{name}: {tally.inputs} inputs, slowest {tally.slowest:.2f} s, {len(tally.failures)} failed",
                flush=True,
            )
            for failure in tally.failures:
                print(failure)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
