"""What reading a plan in another format loses against its text, field by field.

    python -m benchmarks.formats [FOLDER] [--formats docx,pdf,...]

Every .txt plan of FOLDER (default: the invented samples) is converted, in a temporary folder, to .docx, .doc, PDF, a
noisy scan of that PDF, text in old encodings, and .docx under fonts of TCVN3 and VNI. Each is parsed, its offsets are
carried over to the text by an alignment of the two, and it is scored by `kg.evaluation.evaluate` with the text's own
record as gold. Goals: .docx, .doc and encodings 0, PDF 0.01, scan 0.03 of F1. Ends with status 1 when a goal is missed.

Needs LibreOffice, Tesseract and Pillow (`scripts/install-debian-packages.sh`, `pip install '.[notebooks]'`).
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from api.samples import sample_folder
from ingest.formats import isolated
from ingest.parse import parse_text
from ingest.plan import to_json
from ingest.read import SourceText, read_bytes
from ingest.structure.layout import layout
from ingest.structure.tables import Table
from kg.evaluation.evaluate import Board, score
from tests.ingest.makers import to_docx
from tests.ingest.old_encodings import to_cp1258, to_tcvn3, to_viscii, to_vni

DPI = 200
SEED = 7
_COUNTED = (
    "meta", "citations", "documents", "relations", "units", "tasks", "task.lead", "task.coordinate", "task.deadline",
    "targets", "outline",
)  # fmt: skip


def as_typed(text: str) -> bytes:
    """A Word document as decree 30/2020/NĐ-CP has it: A4 with its margins, 13 points of a font with serifs. Tables are
    ruled, their columns as wide as what stands in them asks for."""
    import docx
    from docx.shared import Mm, Pt

    document = docx.Document(io.BytesIO(to_docx(unwrapped(text))))
    document.styles["Normal"].font.name = "Liberation Serif"  # one that every Debian has, with all letters
    document.styles["Normal"].font.size = Pt(13)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(20), Mm(20), Mm(30), Mm(15)
    for table in document.tables:
        table.style = "Table Grid"
        widths = _widths([[cell.text for cell in row.cells] for row in table.rows], 165)
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
    return saved(document)


def unwrapped(text: str) -> str:
    """The text with a line for each paragraph, as it was typed: two of the plans come from PDF, whose lines would be
    paragraphs of their own and broken a second time."""
    blocks = (piece.block for piece in layout(text).pieces)
    return "\n".join(text[b.start : b.end] if isinstance(b, Table) else b.text.written() for b in blocks) + "\n"


def _widths(rows: list[list[str]], whole: float) -> list[float]:
    """The widths of columns that together are `whole`: by the square root of what they hold, so that a column of tasks
    is wide and its rows are not high, and never below the longest word."""
    columns = [*zip(*rows, strict=True)]
    asked = [max(sum(len(cell) for cell in column) / len(column), 1) ** 0.5 for column in columns]
    words = [re.split(r"[\s-]", " ".join(column)) for column in columns]
    least = [5 + 2.3 * max(map(len, own)) for own in words]
    free = max(whole - sum(least), 0)
    widths = [low + free * want / sum(asked) for low, want in zip(least, asked, strict=True)]
    return [width * whole / sum(widths) for width in widths]


def saved(document: Any) -> bytes:
    """The bytes of a document of python-docx."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def under_font(text: str, font: str) -> bytes:
    """A Word document as it was typed under a font of TCVN3 or VNI, capitals of TCVN3 under its font of capitals."""
    import docx

    document = docx.Document(io.BytesIO(to_docx(text)))
    cells = (p for t in document.tables for row in t.rows for cell in row.cells for p in cell.paragraphs)
    for paragraph in [*document.paragraphs, *cells]:
        content = paragraph.text
        for run in paragraph.runs:
            run.text = ""
        for piece in (
            re.findall(r"[^\W\d_a-zà-ỹđ]+|.+?(?=[^\W\d_a-zà-ỹđ]|$)", content) if font == ".VnTime" else [content]
        ):
            capitals = font == ".VnTime" and piece.isupper()
            run = paragraph.add_run(bytewise(piece.lower() if capitals else piece, font))
            run.font.name = font + "H" * capitals
    return saved(document)


def bytewise(text: str, font: str) -> str:
    """Text as the font's bytes; what it has no byte for stays."""
    encode: Callable[[str], bytes] = to_tcvn3 if font == ".VnTime" else to_vni
    return "".join((encode(c).decode("cp1252" if font != ".VnTime" else "latin-1") if c.isalpha() else c) for c in text)


def through_office(data: bytes, target: str) -> bytes:
    """A Word document converted by LibreOffice to "pdf" or "doc"."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.docx").write_bytes(data)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", target]
        isolated.run([*command, "--outdir", folder, f"{folder}/a.docx"], b"", 120)
        return Path(folder, f"a.{target}").read_bytes()


def scanned(pdf: bytes) -> bytes:
    """The pages as an office scanner gives them: turned a little, grey, blurred, specked, compressed."""
    import pypdfium2
    from PIL import Image, ImageFilter

    noise = np.random.default_rng(SEED)
    pages = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            picture = page.render(scale=DPI / 72, grayscale=True).to_pil()
            picture = picture.rotate(noise.uniform(-0.8, 0.8), fillcolor=255, resample=Image.Resampling.BICUBIC)
            pixels = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.5))).astype(float) * 0.9 + 15
            pixels += noise.normal(0, 8, pixels.shape)
            pixels[noise.random(pixels.shape) < 0.0005] = 40
            pages.append(Image.fromarray(pixels.clip(0, 255).astype(np.uint8)))
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=DPI, quality=70)
    return out.getvalue()


Made = tuple[str, bytes, str]


def conversions(text: str, wanted: list[str]) -> Iterator[Made]:
    """(format, the file, its name) of the plan in each of the formats that are wanted."""
    typed = as_typed(text)
    makers: dict[str, tuple[str, Callable[[], bytes]]] = {
        "docx": ("a.docx", lambda: typed),
        "doc": ("a.doc", lambda: through_office(typed, "doc")),
        "pdf": ("a.pdf", lambda: through_office(typed, "pdf")),
        "scan": ("a.pdf", lambda: scanned(through_office(typed, "pdf"))),
        "vni": ("a.txt", lambda: to_vni(text)),
        "viscii": ("a.txt", lambda: to_viscii(text)),
        "cp1258": ("a.txt", lambda: to_cp1258(text)),
        "tcvn3 font": ("a.docx", lambda: under_font(text, ".VnTime")),
        "vni font": ("a.docx", lambda: under_font(text, "VNI-Times")),
    }
    for kind, (name, make) in makers.items():
        if kind in wanted:
            yield kind, make(), name


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


def measure(text: str, made: Made, total: Board) -> tuple[float, int, list[str]]:
    """Score one converted plan into `total`; (seconds, pages, what differs)."""
    kind, data, name = made
    gold = to_json(parse_text(SourceText("gold", text, "txt")))
    begun = time.perf_counter()
    source = read_bytes(data, name, name)
    spent = time.perf_counter() - begun
    record = carried_over(to_json(parse_text(source)), alignment(text, source.text))
    board = score(gold, record)
    for field, figure in board.figures.items():
        total.add(field, figure)
    return spent, source.pages or 0, [f"{kind}: {error}" for error in board.errors]


GOALS = {"pdf": 0.01, "scan": 0.03}


def main() -> int:
    """Measures and prints; 1 when a goal is missed."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("folder", nargs="?", type=Path, default=sample_folder())
    options.add_argument("--formats", default="docx,doc,pdf,scan,vni,viscii,cp1258,tcvn3 font,vni font")
    options.add_argument("--errors", action="store_true", help="name every difference")
    given = options.parse_args()
    wanted = given.formats.split(",")
    boards = {kind: Board() for kind in wanted}
    spent: dict[str, float] = dict.fromkeys(wanted, 0.0)
    pages: dict[str, int] = dict.fromkeys(wanted, 0)
    for path in sorted(given.folder.glob("*.txt")):
        text = path.read_text("utf-8")
        for made in conversions(text, wanted):
            seconds, count, errors = measure(text, made, boards[made[0]])
            spent[made[0]] += seconds
            pages[made[0]] += count
            if given.errors:
                print(path.name, *errors, sep="\n  ")
    return report(boards, spent, pages)


def report(boards: dict[str, Board], spent: dict[str, float], pages: dict[str, int]) -> int:
    """Print the loss of each field in points of F1, a line for each format; 1 when a goal is missed."""
    print("format".ljust(12), *(field.removeprefix("task.")[:9].rjust(10) for field in _COUNTED), "     all  s/page")
    missed = False
    for kind, board in boards.items():
        losses = [1 - board.figures[field].f1 if field in board.figures else 0.0 for field in _COUNTED]
        mean = sum(losses) / len(losses)
        missed |= mean > GOALS.get(kind, 0) + 0.0005
        page = f"{spent[kind] / pages[kind]:8.2f}" if pages[kind] else "       -"
        print(kind.ljust(12), *(f"{100 * loss:10.2f}" for loss in losses), f"{100 * mean:8.2f}", page)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
