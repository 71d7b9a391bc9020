"""Files that are read, and files that are refused with a reason and a way out."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

import pytest

from ingest.errors import PlankgError, SourceError
from ingest.read import read_source


@pytest.mark.parametrize(
    ("name", "data", "encoding"),
    [
        ("a.txt", "Kế hoạch\r\nsố 1".encode(), "utf-8"),
        ("b.MD", "\ufeffKế hoạch".encode(), "utf-8"),
        ("c.txt", "Kế hoạch".encode("utf-16"), "utf-16"),
        ("d.txt", "Kê\u0301 hoa\u0323ch ủy ban".replace("ủ", "u\u0309").encode("cp1258"), "cp1258"),
    ],
)
def test_text_is_what_the_decoder_gave(tmp_path: Path, name: str, data: bytes, encoding: str) -> None:
    (tmp_path / name).write_bytes(data)
    source = read_source(tmp_path / name, name)
    assert (source.name, source.format, source.encoding) == (name, name[-3:].lower().lstrip("."), encoding)
    assert source.text == unicodedata.normalize("NFC", data.decode(encoding))
    assert source.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("name", "data", "status", "reason"),
    [
        ("a.ods", b"PK", "refused", "'.ods' are not read"),
        ("plan", b"Ke hoach", "refused", "'(none)' are not read"),
        ("b.txt", b" \r\n\t", "failed", "holds no text"),
        ("c.txt", b"ab\x03\x04\x00\x00", "failed", "binary"),
        ("d.txt", b"abc \xff\xfe \xd2 xyz", "failed", "UTF-8"),
    ],
)
def test_refusals_name_the_file_and_the_way_out(
    tmp_path: Path, name: str, data: bytes, status: str, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceError, match=r"\. \w") as caught:
        read_source(tmp_path / name, f"folder/{name}")
    assert caught.value.status == status
    assert reason in str(caught.value)
    assert str(caught.value).startswith(f"folder/{name}: ")


def test_absent_file(tmp_path: Path) -> None:
    with pytest.raises(PlankgError, match="cannot be opened"):
        read_source(tmp_path / "none.txt")
