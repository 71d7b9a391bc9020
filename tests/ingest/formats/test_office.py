"""Files that LibreOffice reads, and the tables of binary Word files that it does not keep."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import SourceError
from ingest.formats import limits
from ingest.formats.doc_tables import read_tables, restored
from ingest.formats.office import to_docx
from ingest.read import read_bytes
from tests.ingest.makers import saved

needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="Debian's libreoffice-writer-nogui is not installed"
)
ROWS = [["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"], ["1", "Họp tổ dân phố", "Công an", ""], ["2", "Ghi", "", "Quý I"]]


def document() -> bytes:
    found = docx.Document()
    found.add_paragraph("KẾ HOẠCH tuần tra ban đêm")
    table = found.add_table(len(ROWS), len(ROWS[0]))
    for cells, row in zip(ROWS, table.rows, strict=True):
        for text, cell in zip(cells, row.cells, strict=True):
            cell.text = text
    found.add_paragraph("Văn phòng báo cáo kết quả.")
    return saved(found)


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The document as .doc, .odt and .rtf."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "a.docx").write_bytes(document())
    found = {}
    for kind in ("doc", "odt", "rtf"):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(folder),
            str(folder / "a.docx"),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        found[kind] = (folder / f"a.{kind}").read_bytes()
    return found


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["doc", "odt", "rtf"])
def test_paragraphs_and_tables_are_read(kind: str, converted: dict[str, bytes]) -> None:
    source = read_bytes(converted[kind], f"a.{kind}", f"a.{kind}")
    rows = "\n".join("\t".join(row) for row in ROWS)
    assert source.text == f"KẾ HOẠCH tuần tra ban đêm\n\n{rows}\n\nVăn phòng báo cáo kết quả.\n"
    assert (source.format, [w.kind for w in source.warnings]) == (kind, ["converted"])


@needs_office
@pytest.mark.slow
def test_the_suffix_does_not_decide(converted: dict[str, bytes]) -> None:
    assert read_bytes(converted["rtf"], "a.doc", "a.doc").format == "rtf"
    assert read_bytes(converted["doc"], "a.docx", "a.docx").format == "doc"
    assert read_bytes(converted["odt"], "a.doc", "a.doc").format == "odt"


@needs_office
@pytest.mark.slow
def test_cutting_a_binary_file_anywhere_raises_nothing(converted: dict[str, bytes]) -> None:
    data = converted["doc"]
    assert read_tables(data) == [ROWS]
    for size in range(0, len(data), 997):
        assert all(isinstance(cell, str) for rows in read_tables(data[:size]) for row in rows for cell in row)


@needs_office
@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(st.integers(0, 20_000), st.binary(min_size=1, max_size=8))
def test_overwriting_a_binary_file_raises_nothing(converted: dict[str, bytes], at: int, with_: bytes) -> None:
    data = bytearray(converted["doc"])
    data[at : at + len(with_)] = with_
    read_tables(bytes(data))


def test_what_is_no_compound_file_has_no_tables() -> None:
    circle = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504 + 512))
    struct.pack_into("<HH", circle, 30, 9, 6)
    struct.pack_into("<I", circle, 76, 0)
    assert [read_tables(data) for data in (b"", b"x" * 2000, bytes(2000), bytes(circle))] == [[], [], [], []]


@pytest.mark.parametrize(
    ("text", "shown", "missing"),
    [
        ("Trước\n\nAB 1CD\n\nSau\n", "Trước\n\nA\tB\tX\n1\tC\tD\n\nSau\n", 0),
        ("ABX1\n\nCD\n", "A\tB\tX\n1\tC\tD\n", 0),
        ("Trước\n\nA\tB\tX\n1\tC\tD\n", "Trước\n\nA\tB\tX\n1\tC\tD\n", 0),
        ("chữ ABX1CD chữ\n", "chữ ABX1CD chữ\n", 1),
        ("Không có\n", "Không có\n", 1),
    ],
)
def test_a_table_takes_the_place_of_its_letters(text: str, shown: str, missing: int) -> None:
    tables = [[["A", "B", "X"], ["1", "C", "D"]]]
    assert restored(text.replace("AB 1", "AB X1"), tables) == (shown, missing)


def test_a_letterhead_in_two_columns_is_written_as_paragraphs() -> None:
    tables = [[["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]]]
    text, missing = restored("ỦY BAN NHÂN DÂNCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nKẾ HOẠCH\n", tables)
    assert (text, missing) == ("ỦY BAN NHÂN DÂN\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nKẾ HOẠCH\n", 0)


@needs_office
@pytest.mark.slow
def test_what_libreoffice_cannot_read_or_not_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(limits, "OFFICE_SECONDS", 0.01)
        with pytest.raises(SourceError, match=r"longer than 0\.01 seconds"):
            to_docx(b"{\\rtf1 chu}", ".rtf", "a.rtf")
    monkeypatch.setattr(shutil, "which", lambda program: "/bin/false" if program == "soffice" else None)
    with pytest.raises(SourceError, match="cannot be read by LibreOffice") as caught:
        to_docx(b"{\\rtf1 chu}", ".rtf", "a.rtf")
    assert caught.value.status == "failed"


def test_an_opendocument_file_is_guarded_before_libreoffice_sees_it() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x/>')
    with pytest.raises(SourceError, match="document type declaration"):
        read_bytes(out.getvalue(), "a.odt", "a.odt")


@needs_office
@pytest.mark.slow
def test_the_real_binary_file_is_read(shared: Path) -> None:
    path = next((shared / "documents").glob("38_*"))
    source = read_bytes(path.read_bytes(), path.name, path.name)
    assert source.format == "doc"
    assert "Số: 09/2009/CT-UBND" in source.text
