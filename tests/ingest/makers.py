"""Documents made for tests: a plan's text as .docx, HTML and PDF."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence

import docx

Block = str | list[list[str]]


def blocks(text: str) -> Iterator[Block]:
    """The lines of a text as paragraphs, and its runs of tab-separated lines as tables."""
    table: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            table.append(line.split("\t"))
            continue
        if table:
            yield table
            table = []
        if line.strip():
            yield line.strip()


def to_docx(text: str) -> bytes:
    """A Word document with the paragraphs and tables of `text`."""
    document = docx.Document()
    for block in blocks(text):
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), max(len(row) for row in block))
        for cells, row in zip(block, table.rows, strict=True):
            for content, cell in zip(cells, row.cells, strict=False):
                cell.text = content
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    """The bytes of a document of python-docx."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def to_html(text: str) -> bytes:
    """A web page with the paragraphs and tables of `text`, in windows-1252 with entities as Word writes it."""
    parts = ['<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1252"></head><body>']
    for block in blocks(text):
        if isinstance(block, str):
            parts.append(f"<p class=MsoNormal><span>{html.escape(block)}</span></p>\n")
        else:
            rows = ("".join(f"<td>\n<p>{html.escape(cell)}</p>\n</td>" for cell in row) for row in block)
            parts.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    return "".join([*parts, "</body></html>"]).encode("cp1252", "xmlcharrefreplace")


Put = tuple[float, float, str]


def to_pdf(pages: Sequence[Sequence[str | Put]], drawn: str = "", stamps: Sequence[Put] = ()) -> bytes:
    """A PDF with the given lines on each page, 14 points apart, or texts at (x, y); `drawn` are drawing operators for
    the first page, `stamps` texts in signature fields that lie on it. Its font maps every UTF-16 code unit to itself;
    none is embedded."""
    placed = [[_put(line, 800 - 14 * i) for i, line in enumerate(page)] for page in pages]
    letters = sorted({ord(c) for page in [*placed, stamps] for _, _, text in page for c in text})
    groups = [letters[i : i + 100] for i in range(0, len(letters), 100)]
    maps = "\n".join(
        f"{len(group)} beginbfchar\n" + "".join(f"<{c:04X}> <{c:04X}>\n" for c in group) + "endbfchar"
        for group in groups
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{maps}\nendcmap end end"
    )
    descriptor = (
        "<</Type/FontDescriptor/FontName/F/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent 0"
        "/CapHeight 700/StemV 80>>"
    )
    system = "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    first = 7 + 2 * len(pages)  # of the fields, each with what it looks like
    fields = " ".join(f"{first + 2 * i} 0 R" for i in range(len(stamps)))
    form = f"/AcroForm<</Fields[{fields}]/SigFlags 3>>" if stamps else ""
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{form}>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{7 + 2 * i} 0 R' for i in range(len(pages)))}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/F/CIDSystemInfo{system}/DW 500/FontDescriptor 6 0 R>>",
        _stream(cmap),
        descriptor,
    ]
    for i, page in enumerate(placed):
        shown = "".join(f"1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj\n" for x, y, text in page)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 800 842]/Resources<</Font<</F 3 0 R>>>>/Contents {8 + 2 * i} 0 R"
            f"{f'/Annots[{fields}]' if stamps and i == 0 else ''}>>"
        )
        objects.append(_stream(f"BT /F 11 Tf\n{shown}ET\n{drawn if i == 0 else ''}"))
    for i, (x, y, text) in enumerate(stamps):
        box = f"[{x} {y - 4} {x + 6 * len(text)} {y + 10}]"
        objects.append(
            f"<</Type/Annot/Subtype/Widget/FT/Sig/T(S{i})/F 4/Rect{box}/AP<</N {first + 2 * i + 1} 0 R>>/P 7 0 R>>"
        )
        look = f"BT /F 11 Tf 1 0 0 1 0 4 Tm <{text.encode('utf-16-be').hex()}> Tj ET"
        head = f"/Type/XObject/Subtype/Form/BBox[0 0 {6 * len(text)} 14]/Resources<</Font<</F 3 0 R>>>>"
        objects.append(f"<<{head}/Length {len(look)}>>\nstream\n{look}\nendstream")
    return _file(objects)


def _put(line: str | Put, y: float) -> Put:
    return (40, y, line) if isinstance(line, str) else line


def _stream(content: str) -> str:
    return f"<</Length {len(content)}>>\nstream\n{content}\nendstream"


def _file(objects: Sequence[str]) -> bytes:
    out = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return out + f"{start}trailer <</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n".encode(
        "ascii"
    )


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None], **added: bytes) -> bytes:
    """A zip file with `change(name, content)` for each member (None leaves it out) and the members `added`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in added.items():
            new.writestr(name, content)
    return out.getvalue()
