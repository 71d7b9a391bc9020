"""Guards for a zipped document, before any parser sees it: members, sizes, paths and document type declarations."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from ingest.errors import SourceError
from ingest.formats import limits

_CHUNK = 1 << 16
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]+)", re.IGNORECASE)
_PARAGRAPH = re.compile(rb"<(?:\w+:)?(?:p|tc|r)[\s/>]")
_SAVE_AGAIN = "Open it in a word processor and save it as .docx again"


def check_package(data: bytes, name: str) -> None:
    """Let a harmless zip file pass. Raises SourceError: "refused" for one with too many members, more than
    `limits.INFLATED` bytes (counted while inflating, whatever its directory says) or packed too tightly, too many
    paragraphs, unsafe paths, encryption or XML with a document type declaration; "failed" for a damaged one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
            if len(members) > limits.MEMBERS:
                reason = f"holds {len(members)} members, more than {limits.MEMBERS}"
                raise SourceError(name, reason, _SAVE_AGAIN, "refused")
            room = limits.INFLATED
            for member in members:
                _check_entry(member, name)
                room -= _check_content(package, member, room, name)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error) as error:
        raise SourceError(name, f"is a damaged zip file ({error})", _SAVE_AGAIN, "failed") from error


def _check_entry(member: zipfile.ZipInfo, name: str) -> None:
    path = member.filename
    if path.startswith("/") or "\\" in path or ":" in path or ".." in path.split("/"):
        raise SourceError(name, f"holds a member with an unsafe path ({path[:80]!r})", _SAVE_AGAIN, "refused")
    if member.flag_bits & 1:
        raise SourceError(name, "is encrypted", "Save it without a password", "refused")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise SourceError(name, f"is compressed in an unusual way ({path[:80]!r})", _SAVE_AGAIN, "refused")


def _check_content(package: zipfile.ZipFile, member: zipfile.ZipInfo, room: int, name: str) -> int:
    """The inflated size of a member, which must not be above `room`."""
    is_xml = member.filename.lower().endswith((".xml", ".rels", ".vml"))
    size = 0
    kept: list[bytes] = []
    with package.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > room:
                reason = f"inflates to more than {limits.INFLATED // limits.MB} MB"
                raise SourceError(name, reason, "Leave out its pictures, or split it", "refused")
            if is_xml:
                kept.append(chunk)
    if is_xml:
        _check_xml(b"".join(kept), member.filename, name)
    if size > limits.RATIO_FREE and size > limits.RATIO * max(member.compress_size, 1):
        reason = f"is packed more than {limits.RATIO} : 1 ({member.filename[:80]!r})"
        raise SourceError(name, reason, _SAVE_AGAIN, "refused")
    return size


def _check_xml(data: bytes, path: str, name: str) -> None:
    head = data.replace(b"\0", b"")  # UTF-16 reads like ASCII without its zero bytes
    declared = _ENCODING.search(head[:400])
    if declared and declared.group(1).upper() not in (b"UTF-8", b"UTF-16", b"US-ASCII", b"ASCII"):
        raise SourceError(name, f"holds XML in an unusual encoding ({path})", _SAVE_AGAIN, "refused")
    if sum(1 for _ in _PARAGRAPH.finditer(head)) > limits.PARAGRAPHS:
        reason = f"holds more than {limits.PARAGRAPHS:,} paragraphs and cells ({path})"
        raise SourceError(name, reason, "Split it into several files", "refused")
    if _DECLARED.search(head):
        raise SourceError(name, f"holds a document type declaration ({path})", _SAVE_AGAIN, "refused")
