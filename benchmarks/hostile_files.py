"""Files made to harm: what each costs beside a harmless file of its format, and whether a server beside them answers.

    python -m benchmarks.hostile_files

Each file is read three times in a process of its own, and the run with the least processor time counts; the column
"x harmless" is its ratio to a harmless file of five pages in the same format. Goals: a file that a guard refuses costs
half a second and 100 MB; one that no guard knows ends within the limits of its process; nineteen of twenty answers of a
server that is asked all the while come within half a second. Ends with status 1 when a goal is missed.
"""

from __future__ import annotations

import io
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ingest.formats import limits

RUNS = 3
SECONDS = 0.5
BYTES = 100 * limits.MB
LATENCY = 0.5
LINE = "Công an phường chủ trì, phối hợp với các tổ dân phố tuần tra ban đêm trên địa bàn.\n"
Make = Callable[[], bytes]


def swollen_text() -> bytes:
    """A .docx of 1 MB that holds 400 MB of text."""
    from tests.ingest.makers import to_docx

    piece = b"<w:p><w:r><w:t>" + b"a" * 1000 + b"</w:t></w:r></w:p>"
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(to_docx("x"))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for name in old.namelist():
            if name != "word/document.xml":
                new.writestr(name, old.read(name))
        with new.open("word/document.xml", "w") as stream:
            stream.write(old.read("word/document.xml").partition(b"<w:body>")[0] + b"<w:body>")
            for _ in range(400):
                stream.write(piece * 1000)
            stream.write(b"</w:body></w:document>")
    return out.getvalue()


def empty_paragraphs() -> bytes:
    """A million paragraphs without text."""
    from tests.ingest.makers import repacked, to_docx

    def fill(name: str, old: bytes) -> bytes:
        return old.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 1_000_000) if name == "word/document.xml" else old

    return repacked(to_docx("x"), fill)


def pdf_of(pieces: Iterable[bytes], level: int = 9) -> bytes:
    """A page whose operators are `pieces`, packed."""
    packer = zlib.compressobj(level)
    packed = b"".join([*map(packer.compress, pieces), packer.flush()])
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>\nstream\n" % len(packed) + packed + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    return out + start + b"trailer <</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)


def many_operators() -> bytes:
    """Two million operators that show text, in 24 KB."""
    return pdf_of([b"BT /F 9 Tf ", *[b"(a) Tj " * 1000] * 2000, b"ET"])


def flate_bomb() -> bytes:
    """500 MB of blanks in half a megabyte."""
    return pdf_of([b"BT (a) Tj ET", *[b" " * limits.MB] * 500])


def unlike_operators() -> bytes:
    """Two million operators that are not packed tightly: no guard can tell them from a long document."""
    return pdf_of([b"BT /F 9 Tf ", *(b"(%x) Tj " % (i * 2654435761 % 2**32) for i in range(2_000_000)), b"ET"], 6)


def harmless(suffix: str) -> Make:
    """A file of about five pages."""

    def make() -> bytes:
        from tests.ingest.makers import to_docx, to_html, to_pdf

        if suffix == "pdf":
            return to_pdf([[LINE.strip()] * 40] * 5)
        if suffix == "txt":
            return (LINE * 200).encode()
        return to_docx(LINE * 200) if suffix == "docx" else to_html(LINE * 200)

    return make


HARMLESS: Mapping[str, tuple[Make, str]] = {
    f"harmless .{suffix}": (harmless(suffix), suffix) for suffix in ("docx", "html", "pdf", "txt")
}
REFUSED: Mapping[str, tuple[Make, str, str]] = {
    "400 MB in a .docx": (swollen_text, "docx", "inflates to more than 50 MB"),
    "a million paragraphs": (empty_paragraphs, "docx", "more than 200,000 paragraphs"),
    "300,000 nested elements": (lambda: b"<div>" * 300_000 + b"x", "html", "nested too deeply"),
    "a text of 5 million": (lambda: b"a " * (limits.CHARACTERS // 2 + 1), "txt", "more than 5,000,000 characters"),
    "a text of 50 MB": (lambda: b"a" * (limits.TEXT_BYTES + 1), "txt", "larger than 50 MB"),
    "two million operators": (many_operators, "pdf", "packed more than 100 : 1"),
    "500 MB of blanks": (flate_bomb, "pdf", "packed more than 100 : 1"),
}
"""Name -> (how it is made, its suffix, why a guard refuses it)."""
ENDED: Mapping[str, tuple[Make, str]] = {"operators that differ": (unlike_operators, "pdf")}
"""Files that only the limits of the process end."""


Cost = tuple[float, float, int, str]
"""Seconds, seconds of processor time and bytes of memory that reading took, and what came of it."""


def written(make: Make, path: Path) -> Path:
    """A file with what is made, by a process of its own: one begins with the memory that its parent has ever had."""
    if (child := os.fork()) == 0:
        path.write_bytes(make())
        os._exit(0)
    os.waitpid(child, 0)
    return path


def cost(path: Path) -> Cost:
    """What it costs to read a file, all processes together; memory of the largest."""
    command = [sys.executable, "-c", "from benchmarks.hostile_files import one; one()", str(path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    wall, spent, memory, came = told.split(" ", 3)
    return float(wall), float(spent), int(memory), came.strip()


def one() -> None:
    """Read the file that the command line names, and print its `Cost`."""
    data = Path(sys.argv[1]).read_bytes()
    before = processor_seconds()
    begun = time.monotonic()
    told = outcome(data, Path(sys.argv[1]).suffix[1:])
    wall = time.monotonic() - begun
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    memory = max(resource.getrusage(kind).ru_maxrss for kind in kinds) * 1024
    print(wall, processor_seconds() - before, memory, told)


def processor_seconds() -> float:
    """Of this process and those that it started."""
    return sum(os.times()[:4])


def outcome(data: bytes, suffix: str) -> str:
    """ "read", or why not."""
    from ingest.errors import SourceError
    from ingest.formats import tesseract
    from ingest.read import read_bytes

    tesseract.missing_part = lambda: "Tesseract is not looked for"  # type: ignore[assignment]
    try:
        read_bytes(data, f"a.{suffix}", f"a.{suffix}")
    except SourceError as error:
        return f"{error.status}: {error.reason}"
    return "read"


def fastest(path: Path) -> Cost:
    """The run with the least processor time."""
    return min((cost(path) for _ in range(RUNS)), key=lambda run: run[1])


def answers(base: str, until: threading.Event, spent: list[float]) -> None:
    """Asks a server again and again, and notes how long each answer took."""
    import httpx

    with httpx.Client(timeout=60) as client:
        for _ in range(5):  # the first answers open the snapshot
            client.get(f"{base}/v1/search", params={"q": "chuyển đổi số"}).raise_for_status()
        while not until.is_set():
            begun = time.perf_counter()
            client.get(f"{base}/v1/search", params={"q": "chuyển đổi số"}).raise_for_status()
            spent.append(time.perf_counter() - begun)
            time.sleep(0.02)


def beside(paths: Iterable[Path]) -> tuple[float, float]:
    """The time within which nineteen of twenty answers of a server come: alone, and while the files are read."""
    from tests.api.running import served

    found = []
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data")
        command = [sys.executable, "-c", "import sys; from api.cli import main; sys.exit(main())"]
        subprocess.run([*command, "build", "--sample", "--data", str(data)], check=True, capture_output=True)
        with served(data) as base:
            for reading in (False, True):
                spent: list[float] = []
                until = threading.Event()
                asking = threading.Thread(target=answers, args=(base, until, spent))
                asking.start()
                if reading:
                    for path in paths:
                        cost(path)
                else:
                    time.sleep(5)
                until.set()
                asking.join()
                found.append(statistics.quantiles(spent, n=20)[-1])
    return found[0], found[1]


def main() -> int:
    """Measures and prints; 1 when a goal is missed."""
    print("file".ljust(26), "     KB  seconds    cpu  x harmless   MB  what came of it")
    missed = False
    paths: list[Path] = []
    usual: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, (make, suffix) in {**HARMLESS, **{n: made[:2] for n, made in REFUSED.items()}, **ENDED}.items():
            path = written(make, Path(folder, f"{len(paths)}.{suffix}"))
            paths.append(path)
            row = wall, spent, memory, told = fastest(path)
            ratio = spent / usual.setdefault(suffix, spent)
            figures = (
                f"{path.stat().st_size / 1024:7.0f} {wall:8.2f} {spent:6.2f} {ratio:11.1f} {memory / limits.MB:4.0f}"
            )
            print(f"{name.ljust(26)} {figures}  {told:.60}", flush=True)
            missed |= not _is_met(name, row)
        alone, busy = beside(paths[len(HARMLESS) :])
    print(f"a server's answers, 19 of 20: {alone:.3f} s alone, {busy:.3f} s while these are read")
    return int(missed or busy > LATENCY)


def _is_met(name: str, row: Cost) -> bool:
    wall, spent, memory, told = row
    if name in REFUSED:
        return spent <= SECONDS and memory <= BYTES and REFUSED[name][2] in told
    return wall <= limits.READ_SECONDS + 10 and memory <= limits.PROCESS_BYTES


if __name__ == "__main__":
    sys.exit(main())
