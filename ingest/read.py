"""A file -> its text, with the hash of its bytes.

Offsets everywhere are offsets of this text. Of a text file it is the decoder's output and nothing else: line ends, a
byte order mark and stray characters stay where they are. Of other formats it is what their reader in `ingest.formats`
extracts.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import SourceError
from ingest.formats.extracted import Extracted
from ingest.formats.sniff import FORMATS, Format, find_format
from ingest.plan import PlanWarning

SUFFIXES = frozenset(FORMATS)
"""The suffixes of files that are read, in lower case."""

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_VIETNAMESE = frozenset("ăâđêôơưàảãáạèẻẽéẹìỉĩíịòỏõóọùủũúụỳỷỹýỵ")


@dataclass(frozen=True, slots=True)
class SourceText:
    """What was read from one file. `format` is "txt", "md", "docx", "html" or "pdf"; `sha256` is of the file's bytes.

    `pages` is their number where the format has pages; `warnings` say what the reader left out.
    """

    name: str
    text: str
    format: str
    encoding: str = "utf-8"
    sha256: str = ""
    pages: int | None = None
    warnings: tuple[PlanWarning, ...] = ()


def read_source(path: Path, name: str | None = None) -> SourceText:
    """The text of `path`, called `name` in messages and records (default: the path as given).

    Raises SourceError: "refused" for a kind of file that is not supported or not safe to open, "failed" for a file
    that is absent, unreadable, empty, damaged, not what its suffix says, or in an unknown encoding.
    """
    name = str(path) if name is None else name
    suffix = path.suffix.lower()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            name, f"cannot be opened ({error.strerror})", "Check the path and its permissions", "failed"
        ) from error
    kind = find_format(data, suffix, name)
    found = _extract(kind, data, name)
    if not found.text.strip("\ufeff \t\r\n\f\v"):
        raise SourceError(name, "holds no text", "If it is a scan, extract its text first", "failed")
    digest = hashlib.sha256(data).hexdigest()
    return SourceText(name, found.text, kind, found.encoding, digest, found.pages, found.warnings)


def _extract(kind: Format, data: bytes, name: str) -> Extracted:
    """The text of a file of this format; each reader is imported when it is needed."""
    if kind == "docx":
        from ingest.formats.docx import read
    elif kind == "html":
        from ingest.formats.html import read
    elif kind == "pdf":
        from ingest.formats.pdf import read
    else:
        text, encoding = _decode(name, data)
        return Extracted(text, None, encoding)
    return read(data, name)


def _decode(name: str, data: bytes) -> tuple[str, str]:
    if data.startswith(_UTF16_MARKS):
        return _try(name, data, "utf-16")
    if b"\0" in data:
        raise SourceError(name, "is a binary file, not text", "Save it as UTF-8 text", "failed")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        place = error.start
    text, encoding = _try(name, data, "cp1258")
    letters = unicodedata.normalize("NFC", text).lower()
    if not _VIETNAMESE.intersection(letters) or "�" in letters:
        raise SourceError(name, f"is not UTF-8 (byte {place})", "Save it as UTF-8 text", "failed")
    return text, encoding


def _try(name: str, data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        reason = f"is neither UTF-8 nor {encoding} (byte {error.start})"
        raise SourceError(name, reason, "Save it as UTF-8 text", "failed") from error
