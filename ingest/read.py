"""A file -> its text as decoded, with the hash of its bytes.

Offsets everywhere are offsets of this text, so it is the decoder's output and nothing else: line ends, a byte order
mark and stray characters stay where they are.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import SourceError

FORMATS = {".txt": "txt", ".md": "md"}

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_VIETNAMESE = frozenset("ăâđêôơưàảãáạèẻẽéẹìỉĩíịòỏõóọùủũúụỳỷỹýỵ")


@dataclass(frozen=True, slots=True)
class SourceText:
    """What was read from one file. `format` is "txt" or "md"; `sha256` is of the file's bytes."""

    name: str
    text: str
    format: str
    encoding: str = "utf-8"
    sha256: str = ""


def read_source(path: Path, name: str | None = None) -> SourceText:
    """The text of `path`, called `name` in messages and records (default: the path as given).

    Raises SourceError: "refused" for a file type that is not supported, "failed" for a file that is absent,
    unreadable, empty, not text, or in an unknown encoding.
    """
    name = str(path) if name is None else name
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        supported = ", ".join(sorted(FORMATS))
        raise SourceError(
            name, f"files of type {path.suffix or '(none)'!r} are not read", f"Supported: {supported}", "refused"
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            name, f"cannot be opened ({error.strerror})", "Check the path and its permissions", "failed"
        ) from error
    text, encoding = _decode(name, data)
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise SourceError(name, "holds no text", "If it is a scan, extract its text first", "failed")
    return SourceText(name, text, kind, encoding, hashlib.sha256(data).hexdigest())


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
