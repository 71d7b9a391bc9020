"""Unicode -> the old encodings of Vietnamese, for tests and measurements."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from ingest.formats.legacy import CONVERTERS

_MARKS = {"\u0302": "â", "\u0306": "ê", "\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_HATTED = {
    "\u0302": {"\u0300": "à", "\u0301": "á", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"},
    "\u0306": {"\u0300": "è", "\u0301": "é", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"},
}
_ALONE = {"đ": "ñ", "ư": "ö", "ơ": "ô", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "í": "í", "ì": "ì"}
_TYPED = str.maketrans("–—“”‘’…", "--\"\"''.")
"""Signs of typesetting that the encodings of one byte lack, as people typed them."""
_TONES = "\u0300\u0301\u0309\u0303\u0323"


def to_tcvn3(text: str) -> bytes:
    """TCVN3; a capital with a tone becomes small, as fonts of capitals show it. What it has no letter for is "?"."""
    return _single(text, "tcvn3")


def to_viscii(text: str) -> bytes:
    """VISCII (RFC 1456)."""
    return _single(text, "viscii")


def to_vni(text: str) -> bytes:
    """VNI for Windows."""
    return "".join(_vni(letter) for letter in unicodedata.normalize("NFC", text)).encode("cp1252", "replace")


def to_cp1258(text: str) -> bytes:
    """windows-1258: tones are letters of their own behind the vowel."""
    out = b""
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in _TONES)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
        out += (base + tone).encode("cp1258", "replace")
    return out


def _single(text: str, encoding: str) -> bytes:
    """One byte a letter, by the converter's own table read backwards."""
    table = {CONVERTERS[encoding](chr(byte)): chr(byte) for byte in range(256)}
    letters = unicodedata.normalize("NFC", text)
    plain = letters.translate(_TYPED)
    return "".join(table.get(c) or table.get(c.lower()) or "?" for c in plain).encode("latin-1")


def _vni(letter: str) -> str:
    small = letter.lower()
    if small in _ALONE:
        return _cased(_ALONE[small], letter)
    parts = unicodedata.normalize("NFD", small)
    if len(parts) == 1:
        return letter if letter.isascii() or not letter.isalpha() else "?"
    base, marks = parts[0], parts[1:]
    if "\u031b" in marks:
        base, marks = _ALONE[unicodedata.normalize("NFC", base + "\u031b")], marks.replace("\u031b", "")
    hat = next((mark for mark in marks if mark in _HATTED), "")
    tone = next((mark for mark in marks if mark in _TONES), "")
    mark = _HATTED[hat][tone] if hat and tone else _MARKS.get(hat or tone, "")  # a letter of no Vietnamese word
    return _cased(base + mark, letter)


def _cased(text: str, letter: str) -> str:
    return text.upper() if letter.isupper() else text


ENCODERS: dict[str, Callable[[str], bytes]] = {
    "tcvn3": to_tcvn3,
    "vni": to_vni,
    "viscii": to_viscii,
    "cp1258": to_cp1258,
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
}
"""By the names that `ingest.formats.plaintext` gives them."""
