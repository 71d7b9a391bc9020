"""A file -> its text, with the hash of its bytes.

Offsets everywhere are offsets of this text. Of a text file it is the decoder's output and nothing else: line ends, a
byte order mark and stray characters stay where they are. Of other formats it is what their reader in `ingest.formats`
extracts.
"""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from ingest.errors import SourceError
from ingest.formats import limits
from ingest.formats.extracted import Extracted
from ingest.formats.sniff import FORMATS, Format, find_format
from ingest.plan import PlanWarning

SUFFIXES = frozenset(FORMATS)
"""The suffixes of files that are read, in lower case."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """What was read from one file. `format` is one of `ingest.formats.sniff.Format`; `sha256` is of the file's bytes.

    `pages` is their number where the format has pages; `warnings` say what the reader left out, converted or was not
    sure of.
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
    return read_bytes(load(path, name), name, path.name)


def load(path: Path, name: str) -> bytes:
    """The content of a file that is no larger than `limits.FILE_BYTES`. Raises SourceError, as `read_source` does."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode) and not stat.S_ISDIR(about.st_mode):
            raise SourceError(name, "is a device or a pipe, not a file", "Copy its content into a file", "refused")
        if about.st_size > limits.FILE_BYTES:
            reason = f"is larger than {limits.FILE_BYTES // limits.MB} MB"
            raise SourceError(name, reason, "Split it into several files", "refused")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(
            name, f"cannot be opened ({error.strerror})", "Check the path and its permissions", "failed"
        ) from error
    except ValueError as error:
        raise SourceError(name, f"cannot be opened ({error})", "Rename it", "failed") from error


def read_bytes(data: bytes, name: str, filename: str) -> SourceText:
    """The text of a file with the content `data`; `filename` gives its suffix, and before that an encoding where one is
    to be named ("plan.tcvn3.txt"). Raises SourceError, as `read_source` does."""
    suffix = PurePath(filename).suffix.lower()
    kind = find_format(data, suffix, name)
    found = _in_unicode(_extract(kind, data, name, filename))
    if not found.text.strip("\ufeff \t\r\n\f\v"):
        raise SourceError(name, "holds no text", "If it is a scan, give it as a PDF", "failed")
    digest = hashlib.sha256(data).hexdigest()
    return SourceText(name, found.text, kind, found.encoding, digest, found.pages, found.warnings)


def _extract(kind: Format, data: bytes, name: str, filename: str) -> Extracted:
    """The text of a file of this format; each reader is imported when it is needed."""
    if kind in ("txt", "md"):
        return _plain(data, name, filename)
    if kind == "pdf":
        from ingest.formats.pdf import read

        return read(data, name)
    from ingest.formats import isolated

    if kind in ("docx", "html"):
        return _unpacked(isolated.call(kind, data, name))
    return _converted(kind, data, name)


def _converted(kind: Format, data: bytes, name: str) -> Extracted:
    """The text of a file that LibreOffice turns into .docx."""
    from ingest.formats import isolated
    from ingest.formats.doc_tables import restored
    from ingest.formats.office import to_docx
    from ingest.formats.package import check_package

    if kind == "odt":
        check_package(data, name)
    found = _unpacked(isolated.call("docx", to_docx(data, f".{kind}", name), name))
    warnings = (PlanWarning("converted", f"đọc qua LibreOffice từ định dạng .{kind}"), *found.warnings)
    if kind != "doc":
        return replace(found, warnings=warnings)
    text, missing = restored(found.text, isolated.call("doc", data, name)["tables"])
    if missing:
        message = f"{missing} bảng bị LibreOffice ghép thành đoạn văn: hãy lưu tệp thành .docx"
        warnings = (PlanWarning("tables-lost", message), *warnings)
    return replace(found, text=text, warnings=warnings)


def _plain(data: bytes, name: str, filename: str) -> Extracted:
    from ingest.formats.plaintext import decode

    if len(data) > limits.TEXT_BYTES:
        reason = f"is larger than {limits.TEXT_BYTES // limits.MB} MB"
        raise SourceError(name, reason, "Split it into several files", "refused")
    text, encoding = decode(data, name, PurePath(filename.lower()).stem.rpartition(".")[2])
    if len(text) > limits.CHARACTERS:
        reason = f"holds more than {limits.CHARACTERS:,} characters of text"
        raise SourceError(name, reason, "Split it into several files", "refused")
    return Extracted(text, None, encoding)


def _unpacked(answer: dict[str, object]) -> Extracted:
    """What a reader found in its own process, as it left it."""
    found = Extracted(**answer)  # type: ignore[arg-type]
    return replace(found, warnings=tuple(PlanWarning(**fields) for fields in answer["warnings"]))  # type: ignore[attr-defined]


def _in_unicode(found: Extracted) -> Extracted:
    """The text in Unicode, with a warning where it was in an old encoding of Vietnamese."""
    from ingest.formats.plaintext import converted, encoding_warning

    text, encoding = converted(found.text) or (found.text, found.encoding)
    warning = encoding_warning(encoding)
    return replace(found, text=text, encoding=encoding, warnings=(*((warning,) if warning else ()), *found.warnings))
