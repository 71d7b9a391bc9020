"""Which format a file is in: by its first bytes and its suffix together, because files are often named wrongly.

Word documents called .pdf, web pages called .doc and PDF files called .docx all occur in archives; what a file begins
with decides between them. The suffix decides what no first bytes tell: plain text, Markdown, a fragment of HTML.
"""

from __future__ import annotations

import io
import re
from typing import Literal

from ingest.errors import SourceError

Format = Literal["txt", "md", "docx", "html", "pdf", "doc", "odt", "rtf"]

FORMATS: dict[str, Format] = {
    ".txt": "txt",
    ".md": "md",
    ".docx": "docx",
    ".htm": "html",
    ".html": "html",
    ".pdf": "pdf",
    ".doc": "doc",
    ".odt": "odt",
    ".rtf": "rtf",
}
"""The suffixes that are read, with the format that each promises."""

_AS_DOCX = "Open it in Word or LibreOffice and save it as .docx"
_AS_PDF = "Give the pictures of its pages as one PDF, or the document as text"
_OTHERS = (
    (b"MIME-Version:", "is a web archive (MHTML)", _AS_DOCX),
    (b"\x89PNG", "is a picture", _AS_PDF),
    (b"\xff\xd8\xff", "is a picture", _AS_PDF),
    (b"II*\0", "is a picture", _AS_PDF),
    (b"MM\0*", "is a picture", _AS_PDF),
)
_BINARY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS: tuple[tuple[str, str | None], ...] = (
    ("EncryptedPackage", "has a password"),
    ("WordDocument", None),
    ("Workbook", "is a spreadsheet"),
    ("PowerPoint Document", "is a presentation"),
)
"""Streams of a compound file ([MS-CFB]), whose directory has their names in UTF-16, and why such a file is not read."""
_ARCHIVED = {"xl/": "a spreadsheet", "ppt/": "a presentation", "content.xml": "an OpenDocument file, but no text"}
_ODT = b"application/vnd.oasis.opendocument.text"
_PAGE = re.compile(rb"<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)


def find_format(data: bytes, suffix: str, name: str) -> Format:
    """The format of a file that holds `data` and is called with `suffix` (lower case, with its dot).

    Raises SourceError: "refused" for a format that is not read, "failed" where a known suffix promises another
    content.
    """
    if suffix not in FORMATS and not (suffix == ".zip" and data.startswith(b"PK")):
        supported = ", ".join(sorted(FORMATS))
        reason = f"files of type {suffix or '(none)'!r} are not read"
        raise SourceError(name, reason, f"Supported: {supported}", "refused")
    for start, reason, hint in _OTHERS:
        if data.startswith(start):
            raise SourceError(name, reason, hint, "refused")
    if data.startswith(_BINARY):
        return _compound(data, name)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(b"PK\x03\x04"):
        return _archived(data, name)
    if data.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in data[:1024]):
        return "pdf"
    if _is_page(data):
        return "html"
    promised = FORMATS.get(suffix)
    if promised in ("txt", "md", "html"):
        return promised
    raise SourceError(name, f"is not a {suffix} file", "Check that it was copied completely", "failed")


def _compound(data: bytes, name: str) -> Format:
    """Word's binary files share their container with other programs' and with encrypted documents."""
    for stream, reason in _STREAMS:
        if stream.encode("utf-16-le") in data:
            if reason is None:
                return "doc"
            raise SourceError(name, reason, "Save it as .docx, without a password", "refused")
    raise SourceError(name, "is a damaged Word file, or another program's", _AS_DOCX, "failed")


def _is_page(data: bytes) -> bool:
    """A page begins with its element or its document type, comments and an XML declaration before it allowed."""
    head = data[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\0", b"")
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    while head.startswith((b"<!--", b"<?")):
        head = head.partition(b"-->" if head.startswith(b"<!--") else b">")[2].lstrip()
    return _PAGE.match(head) is not None


def _archived(data: bytes, name: str) -> Format:
    """The format of a zip file, told by the names of its members."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.namelist()
            text = "mimetype" in members and package.open("mimetype").read(len(_ODT) + 1).strip() == _ODT
    except (zipfile.BadZipFile, EOFError, RuntimeError, OSError, ValueError, NotImplementedError) as error:
        hint = "Check that it was copied completely, or save it as .docx again"
        raise SourceError(name, f"is a damaged zip file ({error})", hint, "failed") from error
    if any(member.startswith("word/") for member in members):
        return "docx"
    if text:
        return "odt"
    for start, kind in _ARCHIVED.items():
        if any(member.startswith(start) for member in members):
            raise SourceError(name, f"is {kind}", _AS_DOCX, "refused")
    raise SourceError(name, "is a zip archive of other files", "Unpack it and give its files", "refused")
