"""Files of every format through the one reader: which format a file is in, and that it gives the same plan."""

from __future__ import annotations

import io
import re
import textwrap
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from api.samples import sample_folder
from ingest.errors import SourceError
from ingest.formats import limits
from ingest.formats.extracted import TextWriter
from ingest.parse import parse_file
from ingest.plan import Plan
from ingest.read import read_source
from tests.ingest.makers import blocks, to_docx, to_html, to_pdf

LINES = ["KẾ HOẠCH", "Công an phường chủ trì, phối hợp với các tổ dân phố tuần tra ban đêm."]
TEXT = "\n".join(LINES)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.docx", to_docx(TEXT), "docx"),
        ("a.doc", to_docx(TEXT), "docx"),
        ("a.pdf", to_docx(TEXT), "docx"),
        ("a.DOCX", to_pdf([LINES]), "pdf"),
        ("a.pdf", b"\n" + to_pdf([LINES]), "pdf"),
        ("a.htm", to_html(TEXT), "html"),
        ("a.doc", to_html(TEXT), "html"),
        ("a.txt", to_html(TEXT), "html"),
        ("a.html", b"<!-- x --><?xml version='1.0'?> <!DOCTYPE html><p>K\xc3\xa1", "html"),
        ("a.html", "<html><p>Kế".encode("utf-16"), "html"),
        ("a.html", "<p>mảnh".encode(), "html"),
        ("a.txt", "Thẻ <html> trong chữ".encode(), "txt"),
        ("a.md", TEXT.encode(), "md"),
    ],
)
def test_the_format_is_told_by_content_and_suffix(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(data)
    source = read_source(tmp_path / name)
    assert source.format == kind
    assert source.pages == (1 if kind == "pdf" else None)


@pytest.mark.parametrize(
    ("name", "data", "status", "reason", "hint"),
    [
        ("a.doc", OLE, "failed", "damaged Word file", "save it as .docx"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "refused", "has a password", "without a password"),
        ("a.doc", OLE + "Workbook".encode("utf-16-le"), "refused", "spreadsheet", "as .docx"),
        ("a.doc", b"MIME-Version: 1.0", "refused", "web archive", "save it as .docx"),
        ("a.doc", b"chu", "failed", "not a .doc file", "copied completely"),
        ("a.pdf", b"\x89PNG\r\n", "refused", "picture", "one PDF"),
        ("a.docx", archive("xl/workbook.xml"), "refused", "spreadsheet", "save it as .docx"),
        ("a.docx", archive("content.xml"), "refused", "OpenDocument", "save it as .docx"),
        ("a.txt", archive("a.txt"), "refused", "zip archive", "Unpack it"),
        ("a.docx", b"PK\x03\x04", "failed", "damaged zip", "copied completely"),
        ("a.docx", b"chu", "failed", "not a .docx file", "copied completely"),
        ("a.pdf", b"chu", "failed", "not a .pdf file", "copied completely"),
        ("a.htm", b"<html><body><p> </p>", "failed", "holds no text", "scan"),
        ("a.xls", b"", "refused", "'.xls' are not read", ".doc, .docx, .htm, .html, .md, .odt, .pdf, .rtf, .txt"),
    ],
)
def test_what_is_not_read_says_why_and_the_way_out(
    tmp_path: Path, name: str, data: bytes, status: str, reason: str, hint: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceError) as caught:
        read_source(tmp_path / name)
    assert caught.value.status == status
    assert reason in caught.value.reason
    assert hint in caught.value.hint


def folded(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def content(plan: Plan) -> list[object]:
    """What a plan says, whatever its text's line ends and offsets."""
    tasks = [
        (folded(t.text), t.path, t.lead, t.coordinate, t.report_to, t.deadline, folded(t.output)) for t in plan.tasks
    ]
    citations = [(folded(c.text), c.canonical, c.date, c.issuer) for c in plan.citations]
    return [tasks, citations, folded(plan.meta.title), plan.meta.issuer, plan.meta.date]


SAMPLES = sorted(sample_folder().glob("*.txt"))


@pytest.mark.parametrize("sample", [SAMPLES[2], SAMPLES[5]], ids=lambda path: path.stem)
@pytest.mark.parametrize(("suffix", "make"), [(".docx", to_docx), (".htm", to_html)])
def test_a_sample_plan_says_the_same_in_every_format(
    tmp_path: Path, sample: Path, suffix: str, make: Callable[[str], bytes]
) -> None:
    text = sample.read_text("utf-8")
    assert "\t" in text  # it has a table
    (tmp_path / f"a{suffix}").write_bytes(make(text))
    plan, same = parse_file(sample), parse_file(tmp_path / f"a{suffix}")
    assert plan.tasks
    assert content(same) == content(plan)


def test_a_sample_plan_says_the_same_as_lines_of_a_pdf(tmp_path: Path) -> None:
    sample = SAMPLES[6]
    found = blocks(sample.read_text("utf-8"))
    lines = [line for block in found if isinstance(block, str) for line in textwrap.wrap(block, 85)]
    pages = [[str(i // 45 + 1)] * (i > 0) + lines[i : i + 45] for i in range(0, len(lines), 45)]
    (tmp_path / "a.pdf").write_bytes(to_pdf(pages))
    plan = parse_file(tmp_path / "a.pdf")
    assert plan.pages == len(pages) > 1
    assert content(plan) == content(parse_file(sample))


def test_a_text_beyond_all_plans_is_refused() -> None:
    writer = TextWriter("a.docx")
    writer.paragraph("x" * (limits.CHARACTERS - 2))
    with pytest.raises(SourceError, match="5,000,000 characters"):
        writer.paragraph("x")


@pytest.mark.parametrize(("start", "kind", "pages"), [("23", "html", None), ("33", "pdf", 6), ("39", "docx", None)])
def test_real_documents_are_read(shared: Path, start: str, kind: str, pages: int | None) -> None:
    source = read_source(next((shared / "documents").glob(f"{start}_*")))
    assert (source.format, source.pages) == (kind, pages)
