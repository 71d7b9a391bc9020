"""Zip archives as inputs: which of their members are read, and the guards before one is inflated.

Nothing is unpacked to disk: a member's path is a name to show, and its content goes to the reader as bytes.
"""

from __future__ import annotations

import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ingest.errors import SourceError
from ingest.formats import limits

Fault = tuple[str, str, str]
"""(reason, hint, status) of an input that is not opened."""

_UNPACK = "Unpack it and give its files"
_BROKEN = (zipfile.BadZipFile, EOFError, OSError, ValueError, RuntimeError, NotImplementedError, zlib.error)
_CHUNK = 1 << 16
_DRIVE = re.compile(r"[A-Za-z]:")
_UTF8 = 0x800
_NOT_SHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def shown_name(path: str) -> str:
    """A path as a name that is safe to show and store: below nothing, without steps upwards, drives, control and
    direction characters, at most `limits.NAME` code points long with its suffix kept."""
    parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    parts = [part for part in parts if not _DRIVE.fullmatch(part)] or ["unnamed"]
    name = "".join("_" if unicodedata.category(c) in _NOT_SHOWN else c for c in "/".join(parts))
    suffix = PurePosixPath(name).suffix[:20]
    return name if len(name) <= limits.NAME else name[: limits.NAME - len(suffix) - 1] + "…" + suffix


def members(path: Path) -> list[tuple[str, str, Fault | None]] | Fault:
    """(own name, name to show, fault) of the members of an archive that are files and not hidden; the fault of the
    archive where it is damaged or beyond the limits."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except _BROKEN as error:
        return f"is a damaged zip file ({error})", "Check that it was copied completely", "failed"
    if len(entries) > limits.MEMBERS:
        return f"holds {len(entries)} members, more than {limits.MEMBERS}", _UNPACK, "refused"
    if sum(entry.file_size for entry in entries) > limits.ARCHIVE_INFLATED:
        return f"inflates to more than {limits.ARCHIVE_INFLATED // limits.MB} MB", _UNPACK, "refused"
    return list(_shown(entries))


def load_member(path: Path, member: str, name: str) -> bytes:
    """The content of a member of an archive. Raises SourceError: "refused" for one beyond the limits, counted while
    inflating; "failed" for a damaged one."""
    kept: list[bytes] = []
    size = 0
    try:
        with zipfile.ZipFile(path) as archive, archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > limits.FILE_BYTES:
                    reason = f"is larger than {limits.FILE_BYTES // limits.MB} MB"
                    raise SourceError(name, reason, "Split it into several files", "refused")
                kept.append(chunk)
    except KeyError as error:
        raise SourceError(name, "is not in the archive any more", "Build again", "failed") from error
    except _BROKEN as error:
        raise SourceError(name, f"is damaged within its archive ({error})", _UNPACK, "failed") from error
    return b"".join(kept)


def _shown(entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, str, Fault | None]]:
    for entry in entries:
        name = shown_name(_spelled(entry))
        hidden = any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
        if not entry.filename.endswith("/") and not hidden:  # is_dir fails on a name that is empty
            yield entry.filename, name, _fault(entry, name)


def _spelled(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: many programs write UTF-8 without saying so."""
    if entry.flag_bits & _UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _fault(entry: zipfile.ZipInfo, name: str) -> Fault | None:
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a link within an archive", "Put the file itself into the archive", "refused"
    if entry.flag_bits & 1:
        return "is encrypted", "Unpack the archive with its password", "refused"
    if name.lower().endswith(".zip"):
        return "is an archive within an archive", _UNPACK, "refused"
    if entry.file_size > limits.RATIO_FREE and entry.file_size > 10 * limits.RATIO * max(entry.compress_size, 1):
        return f"is packed more than {10 * limits.RATIO} : 1", _UNPACK, "refused"
    return None
