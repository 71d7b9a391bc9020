"""Files made to harm end within the limits, and what reads them is killed when it does not end by itself."""

from __future__ import annotations

import io
import os
import resource
import shutil
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

import docx
import pytest

from ingest.errors import SourceError
from ingest.formats import isolated, limits, tesseract
from ingest.read import read_bytes, read_source
from tests.ingest.makers import repacked, saved, to_docx

HALF_SECOND_ALONE = 10
"""Seconds. The guards take half a second on an idle machine; tests share theirs with others."""


def swollen_text() -> bytes:
    """A .docx of 450 KB that holds 400 MB of text."""
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

    def fill(name: str, old: bytes) -> bytes:
        return old.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 1_000_000) if name == "word/document.xml" else old

    return repacked(saved(docx.Document()), fill)


def pdf_of(pieces: Iterable[bytes]) -> bytes:
    """A page whose operators are `pieces`, packed."""
    packer = zlib.compressobj(9)
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


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text layer alone is tested: no Tesseract."""
    monkeypatch.setattr(tesseract, "missing_part", lambda: "Tesseract is not installed")


@pytest.mark.parametrize(
    ("make", "name", "reason"),
    [
        pytest.param(swollen_text, "a.docx", "inflates to more than 50 MB", marks=pytest.mark.slow),
        (empty_paragraphs, "a.docx", "more than 200,000 paragraphs"),
        (lambda: b"<div>" * 300_000 + b"x", "a.html", "nested too deeply"),
        (lambda: b"a " * (limits.CHARACTERS // 2 + 1), "a.txt", "more than 5,000,000 characters"),
        (lambda: b"a" * (limits.TEXT_BYTES + 1), "a.txt", "larger than 50 MB"),
    ],
    ids=["400 MB of text", "empty paragraphs", "nesting", "characters", "bytes"],
)
def test_hostile_files_are_refused_soon(make: Callable[[], bytes], name: str, reason: str) -> None:
    data = make()
    begun = time.monotonic()
    with pytest.raises(SourceError, match=reason) as caught:
        read_bytes(data, name, name)
    assert caught.value.status == "refused"
    assert time.monotonic() - begun < HALF_SECOND_ALONE


@pytest.mark.slow
@pytest.mark.usefixtures("no_tesseract")
@pytest.mark.parametrize("make", [many_operators, flate_bomb])
def test_hostile_pages_end_within_the_limits_of_their_process(make: Callable[[], bytes]) -> None:
    data = make()
    assert len(data) < limits.MB
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.monotonic()
    with pytest.raises(SourceError) as caught:
        read_bytes(data, "a.pdf", "a.pdf")
    assert caught.value.status == "refused"
    assert time.monotonic() - begun < limits.READ_SECONDS + 10
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < limits.PROCESS_BYTES // 1024 * 1.1


def test_a_process_that_takes_too_long_is_killed_with_what_it_started(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    start = "import subprocess, time; p = subprocess.Popen(['sleep', '60'])"
    script = f"{start}; open({str(note)!r}, 'w').write(str(p.pid)); time.sleep(60)"
    begun = time.monotonic()
    assert isolated.run([sys.executable, "-c", script], b"", 3) == (None, b"")
    assert time.monotonic() - begun < 20
    deadline = time.monotonic() + 10
    while is_running(int(note.read_text())) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(int(note.read_text()))


def is_running(number: int) -> bool:
    """Whether a process is there and no mere entry that nobody has waited for."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(number)], capture_output=True, text=True, check=False)
    return bool(state.stdout.strip()) and not state.stdout.startswith("Z")


def test_a_reader_beyond_its_time_is_refused_with_the_limit() -> None:
    with pytest.raises(SourceError, match=r"longer than 0\.01 seconds") as caught:
        isolated.call("docx", to_docx("x"), "a.docx", seconds=0.01)
    assert caught.value.status == "refused"


def test_a_reader_beyond_its_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PROCESS_BYTES", limits.MB)  # of this process alone: the other has its own table
    with pytest.raises(SourceError, match="not a Word document"):
        isolated.call("docx", b"PK\x05\x06" + bytes(18), "a.docx")


def test_a_defect_of_a_parser_is_the_file_s_reason() -> None:
    with pytest.raises(SourceError, match="cannot be read \\(TypeError") as caught:
        isolated.call("scan", b"", "a.pdf", wrong=1)
    assert caught.value.status == "failed"


def test_names_and_devices_do_not_reach_the_disk(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(SourceError, match="a device or a pipe"):
        read_source(tmp_path / "pipe.txt")
    with pytest.raises(SourceError, match="cannot be opened"):
        read_source(tmp_path / "a\0b.txt")
    with pytest.raises(SourceError, match="cannot be opened"):
        read_source(tmp_path / ("a" * 300 + ".txt"))


def test_a_file_beyond_all_sizes_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "a.pdf").open("wb") as file:
        file.truncate(limits.FILE_BYTES + 1)
    with pytest.raises(SourceError, match="larger than 200 MB"):
        read_source(tmp_path / "a.pdf")


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (".doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")),
        (".rtf", b"{\\rtf1 chu}"),
    ],
)
def test_without_libreoffice_the_package_is_named(suffix: str, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None)
    with pytest.raises(SourceError, match="libreoffice-writer") as caught:
        read_bytes(data, f"a{suffix}", f"a{suffix}")
    assert caught.value.status == "refused"
