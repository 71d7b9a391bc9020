"""A plan's text in other formats: as it would have been typed, printed, scanned, or kept from before Unicode."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ingest.formats import isolated
from ingest.structure.cells import cell_text
from ingest.structure.columns import column_kinds
from ingest.structure.layout import layout
from ingest.structure.tables import Table
from ingest.text.letters import UPPER
from tests.ingest.makers import to_docx, to_html
from tests.ingest.old_encodings import to_cp1258, to_tcvn3, to_viscii, to_vni

DPI = 200
SEED = 7


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
        cells = [[cell.text for cell in row.cells] for row in table.rows]
        titles = [len(row[0]) > 3 and not any(row[1:]) for row in cells]
        widths = _widths([row for row, title in zip(cells, titles, strict=True) if not title] or cells, 165)
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for row in (row for row, title in zip(table.rows, titles, strict=True) if title):
            row.cells[0].merge(row.cells[-1]).text = row.cells[0].text.strip()
    return saved(document)


def unwrapped(text: str) -> str:
    """The text with a line for each paragraph, as it was typed: two of the plans come from PDF, whose lines would be
    paragraphs of their own and broken a second time. The names of bodies in the letterhead keep their lines."""
    found = []
    for piece in layout(text).pieces:
        block = piece.block
        if isinstance(block, Table):
            found.append(_rows(text, block))
        else:
            lines = text[block.text.start : block.text.end].split("\n")
            bodies = piece.zone == "letterhead" and block.text.text.isupper()
            own = [line.strip(" \t*|_\\") for line in lines] if bodies else [block.text.written()]
            found += [line for line in own if line]
    return "\n".join(found) + "\n"


def _rows(text: str, table: Table) -> str:
    """The rows of a table, tabs between their cells, also of those that are one cell wide, but for the title above a
    header; of one in bars that is no list of tasks, a line for each cell."""
    written = text[table.start : table.end]
    if "\t" in written:
        lines = written.split("\n")
        width = max(line.count("\t") for line in lines)
        heads = [not below or bool(column_kinds(below.split("\t"))) for below in lines[1:]] + [True]
        return "\n".join(
            line if "\t" in line or head or not line.strip() else line + "\t" * width
            for line, head in zip(lines, heads, strict=True)
        )
    rows = [[cell.written() if (cell := cell_text(text, own)) else "" for own in row.cells] for row in table.rows]
    if not table.kinds:
        return "\n".join(cell for row in rows for cell in row if cell)
    return "\n".join("\t".join(row) for row in [table.header.split("|"), *rows])


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
        for piece in re.findall(rf"[{UPPER}]+|[^{UPPER}]+", content) if font == ".VnTime" else [content]:
            capitals = font == ".VnTime" and piece.isupper()
            run = paragraph.add_run(bytewise(piece.lower() if capitals else piece, font))
            run.font.name = font + "H" * capitals
    return saved(document)


def bytewise(text: str, font: str) -> str:
    """Text as the font's bytes; what it has no byte for stays."""
    encode: Callable[[str], bytes] = to_tcvn3 if font == ".VnTime" else to_vni
    return "".join((encode(c).decode("cp1252" if font != ".VnTime" else "latin-1") if c.isalpha() else c) for c in text)


def through_office(data: bytes, target: str) -> bytes:
    """A Word document converted by LibreOffice to "pdf", "doc", "odt" or "rtf"."""
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


def conversions(text: str, wanted: Sequence[str]) -> Iterator[Made]:
    """(format, the file, its name) of the plan in each of the formats that are wanted."""
    typed = as_typed(text)
    makers: dict[str, tuple[str, Callable[[], bytes]]] = {
        "typed": ("a.txt", lambda: unwrapped(text).encode()),
        "docx": ("a.docx", lambda: typed),
        "doc": ("a.doc", lambda: through_office(typed, "doc")),
        "odt": ("a.odt", lambda: through_office(typed, "odt")),
        "rtf": ("a.rtf", lambda: through_office(typed, "rtf")),
        "html": ("a.html", lambda: to_html(unwrapped(text))),
        "pdf": ("a.pdf", lambda: through_office(typed, "pdf")),
        "scan": ("a.pdf", lambda: scanned(through_office(typed, "pdf"))),
        "vni": ("a.vni.txt", lambda: to_vni(text)),
        "viscii": ("a.viscii.txt", lambda: to_viscii(text)),
        "cp1258": ("a.txt", lambda: to_cp1258(text)),
        "tcvn3 font": ("a.docx", lambda: under_font(unwrapped(text), ".VnTime")),
        "vni font": ("a.docx", lambda: under_font(unwrapped(text), "VNI-Times")),
    }
    for kind in wanted:
        name, make = makers[kind]
        yield kind, make(), name
