"""The encoding of a web page: by its mark, else as UTF-8 if it is that, else as declared, else by its words."""

from __future__ import annotations

import codecs
import re

from ingest.errors import SourceError
from ingest.formats.plaintext import composed, likeliest

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_SAVE = "Open it in a browser or word processor and save it as UTF-8"
_NAMES = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "unicode": "utf-16"}


def decode(data: bytes, name: str) -> tuple[str, str]:
    """(text, encoding) of a page. What is not ASCII and is UTF-8 throughout cannot be anything else by chance, so a
    wrong declaration does no harm; a byte without a meaning in the declared encoding becomes U+FFFD.

    Raises SourceError ("failed") for an encoding that Python does not know, for broken UTF-8 or UTF-16, and where none
    is declared and none fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, name), encoding.removesuffix("-sig")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        declared = _declared(data)
    if declared is None:
        return likeliest(data, name)
    try:
        encoding = codecs.lookup(_NAMES.get(declared.lower(), declared)).name
        "".encode(encoding)
    except LookupError as error:
        raise SourceError(name, f"declares an encoding that is not known ({declared!r})", _SAVE, "failed") from error
    if encoding.startswith("utf"):
        return _strictly(data, encoding, name), encoding
    return composed(data.decode(encoding, "replace"), encoding), encoding


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:8192])
    return found.group(1).decode("ascii") if found else None


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"says that it is {encoding} but is not (byte {error.start})"
        raise SourceError(name, reason, _SAVE, "failed") from error
