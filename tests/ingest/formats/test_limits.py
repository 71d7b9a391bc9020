"""Files made to harm end within the limits, and what reads them is killed when it does not end by itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from benchmarks.hostile_files import ENDED, REFUSED, cost, written
from ingest.errors import SourceError
from ingest.formats import isolated, limits, tesseract
from ingest.formats.pdf_guard import check_streams
from ingest.read import read_bytes, read_source
from tests.ingest.makers import to_docx

HALF_SECOND_ALONE = 10
"""Seconds. The guards take half a second on an idle machine; tests share theirs with others."""


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text layer alone is tested: no Tesseract."""
    monkeypatch.setattr(tesseract, "missing_part", lambda: "Tesseract is not installed")


@pytest.mark.parametrize("kind", REFUSED)
@pytest.mark.slow
def test_hostile_files_are_refused_soon(kind: str) -> None:
    make, suffix, reason = REFUSED[kind]
    data = make()
    begun = time.monotonic()
    with pytest.raises(SourceError, match=reason) as caught:
        read_bytes(data, f"a.{suffix}", f"a.{suffix}")
    assert caught.value.status == "refused"
    assert time.monotonic() - begun < HALF_SECOND_ALONE


@pytest.mark.slow
@pytest.mark.usefixtures("no_tesseract")
@pytest.mark.parametrize("kind", ENDED)
def test_hostile_pages_end_within_the_limits_of_their_process(kind: str, tmp_path: Path) -> None:
    make, suffix = ENDED[kind]
    wall, _, memory, told = cost(written(make, tmp_path / f"a.{suffix}"))
    assert told.startswith("refused")
    assert wall < limits.READ_SECONDS + 10
    assert memory < limits.PROCESS_BYTES * 1.1


def packed(content: bytes, dictionary: bytes = b"<</Filter/FlateDecode>>", head: bytes = b"4 0 obj\n") -> bytes:
    """An object of a PDF with a stream."""
    return head + dictionary + b"\nstream\r\n" + zlib.compress(content, 9) + b"\nendstream"


@pytest.mark.parametrize(
    "data",
    [
        packed(b"(a) Tj " * 500_000, b"<</Subtype/Image/Filter/FlateDecode>>"),
        packed(b"(a) Tj " * 500_000, b"<</Filter/DCTDecode>>"),
        packed(b"(a) Tj " * 500_000)[:200],
        packed(b"(a) Tj " * 1000),
        b"5 0 obj <</Filter/FlateDecode>>\nstream\nno packed data",
        b"",
    ],
    ids=["a picture", "not packed so", "cut off", "small", "no packed data", "nothing"],
)
def test_other_streams_are_let_pass(data: bytes) -> None:
    check_streams(data, "a.pdf")


@pytest.mark.parametrize("dictionary", [b"<</Filter[/FlateDecode/FlateDecode]>>", b"<</Filter /Fl /Length 3>>"])
def test_a_tight_stream_behind_others_is_found(dictionary: bytes) -> None:
    with pytest.raises(SourceError, match="packed more than 100 : 1"):
        check_streams(packed(b"Tj") + packed(b"(a) Tj " * 2_000_000, dictionary), "a.pdf")


def test_a_pdf_of_too_many_streams_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STREAMS", 3)
    check_streams(packed(b"Tj") * 3, "a.pdf")
    with pytest.raises(SourceError, match="more than 3 streams"):
        check_streams(packed(b"Tj") * 4, "a.pdf")


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
