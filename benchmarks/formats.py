"""What reading a plan in another format loses against its text, field by field.

    python -m benchmarks.formats [FOLDER ...] [--formats docx,pdf,...] [--gold FOLDER] [--errors]

Every plan of the folders (default: the invented samples, and `corpus` and `documents` of $PLANKG_SHARED where it is
set) is converted, in a temporary folder, to .docx, .doc, .odt, .rtf, HTML, PDF, a noisy scan of that PDF, text in old
encodings, and .docx under fonts of TCVN3 and VNI (text alone in TCVN3 has no capitals with marks); "typed" is its text
without broken lines, as it is typed for the
others. A file that is no text is read first, and what was read is converted. Each is parsed, its offsets are carried
over to the text by an alignment of the two, and it is scored by `kg.evaluation.evaluate`.

The loss is the F1 of the text's own record less that of the format's, both against gold where the folder of gold has
NAME.gold.json (default: `gold` of $PLANKG_SHARED), else against the text's own record. Goals: .docx, .doc and encodings
0, PDF 0.01, scan 0.03 in every field, over the samples and the corpus. Ends with status 1 when one is missed. Scans are
timed beside plain `tesseract` on the same pictures.

Needs LibreOffice, Tesseract and Pillow (`scripts/install-debian-packages.sh`, `pip install '.[notebooks]'`).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.samples import sample_folder
from benchmarks.format_makers import DPI, Made, conversions
from ingest.errors import SourceError
from ingest.parse import parse_text
from ingest.plan import to_json
from ingest.read import SourceText, read_bytes, read_source
from kg.evaluation.evaluate import Board, score

_COUNTED = (
    "meta", "citations", "documents", "relations", "units", "tasks", "task.lead", "task.coordinate", "task.report_to",
    "task.deadline", "task.output", "targets", "outline",
)  # fmt: skip
_FORMATS = "typed,docx,doc,odt,rtf,html,pdf,scan,vni,viscii,cp1258,tcvn3 font,vni font"
GOALS = {"pdf": 0.01, "scan": 0.03}
_UNBOUND = ("typed",)
"""Formats without a goal: what the conversion itself changes."""


@dataclass(slots=True)
class Result:
    """What was measured of one format: figures of the text and of the format, seconds and pages of reading, seconds of
    plain Tesseract, and what differs."""

    text: Board = field(default_factory=Board)
    other: Board = field(default_factory=Board)
    seconds: float = 0.0
    plain: float = 0.0
    pages: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, more: Result) -> None:
        """Count another file in."""
        for own, others in ((self.text, more.text), (self.other, more.other)):
            for name, figure in others.figures.items():
                own.add(name, figure)
        self.seconds, self.plain = self.seconds + more.seconds, self.plain + more.plain
        self.pages += more.pages

    def losses(self) -> list[float]:
        """For each field that is counted, the F1 that the format loses; below 0 where it is the better."""
        boards = (self.text.figures, self.other.figures)
        return [f1[0] - f1[1] for f1 in ([b[name].f1 if name in b else 1.0 for b in boards] for name in _COUNTED)]


def carried_over(record: Any, place: Callable[[int], int]) -> Any:
    """A record with every offset moved to where the same words stand in the other text."""
    if isinstance(record, list):
        return [carried_over(value, place) for value in record]
    if not isinstance(record, dict):
        return record
    moved = {key: carried_over(value, place) for key, value in record.items()}
    for key in ("start", "end"):
        if isinstance(moved.get(key), int):
            moved[key] = place(moved[key])
    return moved


def alignment(text: str, other: str) -> Callable[[int], int]:
    """Offset in `other` -> offset in `text`, by the shortest edit of the one into the other, words as units."""
    from rapidfuzz.distance import Indel

    words = [[(m.start(), m.group().lower()) for m in re.finditer(r"\w+", t)] for t in (other, text)]
    numbers: dict[str, int] = {}
    coded = [[numbers.setdefault(word, len(numbers)) for _, word in found] for found in words]
    pairs = [(0, 0)]
    for step in Indel.opcodes(coded[0], coded[1]):
        if step.tag == "equal":
            ahead = range(step.src_end - step.src_start)
            pairs += [(words[0][step.src_start + i][0], words[1][step.dest_start + i][0]) for i in ahead]
    starts = [start for start, _ in pairs]

    def place(offset: int) -> int:
        start, there = pairs[bisect_right(starts, offset) - 1]
        return min(there + offset - start, len(text))

    return place


def measure(text: str, made: Made, gold: Any) -> Result:
    """One converted plan against `gold`, or against the record of its text where that is None."""
    kind, data, name = made
    own = to_json(parse_text(SourceText("gold", text, "txt")))
    begun = time.perf_counter()
    source = read_bytes(data, name, name)
    spent = time.perf_counter() - begun
    record = carried_over(to_json(parse_text(source)), alignment(text, source.text))
    reference = own if gold is None else gold
    found = score(reference, record)
    plain = plain_seconds(data) if kind == "scan" else 0.0
    return Result(score(reference, own), found, spent, plain, source.pages or 0, found.errors)


def plain_seconds(pdf: bytes) -> float:
    """How long Tesseract alone takes for the pages of a scan, each given as a picture; with one thread, as the readers
    give it."""
    import pypdfium2

    spent = 0.0
    one_thread = os.environ | {"OMP_THREAD_LIMIT": "1"}
    with tempfile.TemporaryDirectory() as folder, pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document):
            picture = Path(folder, f"{number}.png")
            page.render(scale=DPI / 72, grayscale=True).to_pil().save(picture)
            command = ["tesseract", str(picture), "stdout", "-l", "vie", "--dpi", str(DPI)]
            begun = time.perf_counter()
            subprocess.run(command, capture_output=True, check=True, env=one_thread)
            spent += time.perf_counter() - begun
    return spent


def main() -> int:
    """Measures and prints; 1 when a goal is missed."""
    shared = Path(os.environ["PLANKG_SHARED"]) if "PLANKG_SHARED" in os.environ else None
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("folders", nargs="*", type=Path)
    options.add_argument("--formats", default=_FORMATS)
    options.add_argument("--gold", type=Path, default=shared and shared / "gold")
    options.add_argument("--errors", action="store_true", help="name every difference")
    given = options.parse_args()
    usual = [sample_folder(), *((shared / "corpus", shared / "documents") if shared else ())]
    missed = [measured(path, given.formats.split(","), given.gold, given.errors) for path in given.folders or usual]
    return int(any(missed))


def measured(folder: Path, wanted: list[str], gold: Path | None, errors: bool) -> bool:
    """Measure and print the plans of one folder; whether a goal is missed."""
    total: dict[str, Result] = defaultdict(Result)
    print(
        f"\n{folder.name}: loss of each file in points of F1, its mean over the fields and the worst field", flush=True
    )
    for path in sorted(folder.iterdir()):
        if (
            path.suffix.lower() not in (".txt", ".md", ".doc", ".docx", ".htm", ".html", ".pdf")
            or path.stem == "README"
        ):
            continue
        try:
            text = read_source(path).text
        except SourceError as error:
            print(f"  {path.name}: {error}")
            continue
        known = gold / f"{path.stem}.gold.json" if gold else None
        record = json.loads(known.read_text("utf-8")) if known and known.is_file() else None
        told = []
        for made in conversions(text, wanted):
            result = measure(text, made, record)
            total[made[0]].add(result)
            worst = max(zip(result.losses(), _COUNTED, strict=True))
            told.append(
                f"{made[0]} {100 * _mean(result.losses()):.1f}" + f" ({worst[1]} {100 * worst[0]:.1f})" * (worst[0] > 0)
            )
            if errors:
                print(*(f"    {made[0]}: {error}" for error in result.errors), sep="\n")
        print(f"  {path.name[:28]:28} {'against gold' if record else '':12}", "; ".join(told), flush=True)
    return report(total, bound=folder.name != "documents")


def _mean(values: Iterable[float]) -> float:
    values = list(values)
    return sum(values) / len(values)


def report(results: dict[str, Result], *, bound: bool) -> bool:
    """Print the loss of each field in points of F1, a line for each format; whether a goal is missed."""
    names = [name.removeprefix("task.")[:9] for name in _COUNTED]
    print("format".ljust(11), *(name.rjust(9) for name in names), "     all  s/page  x tesseract")
    missed = False
    for kind, result in results.items():
        losses = result.losses()
        if bound and kind not in _UNBOUND:
            missed |= max(losses) > GOALS.get(kind, 0) + 0.0005
        page = f"{result.seconds / result.pages:8.2f}" if result.pages else "       -"
        times = f"{result.seconds / result.plain:12.2f}" if result.plain else ""
        print(kind.ljust(11), *(f"{100 * x:9.2f}" for x in losses), f"{100 * _mean(losses):8.2f}", page, times)
    return missed


if __name__ == "__main__":
    sys.exit(main())
