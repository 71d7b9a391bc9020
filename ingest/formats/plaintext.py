"""The encoding of a text without a declaration: told by what it makes of the bytes, and never guessed silently.

UTF-8 and marked UTF-16 say what they are. Every other encoding of Vietnamese gives some letter for nearly every byte,
so each is tried, and the share of phrases that plans use decides; where two fit alike, nothing is read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from ingest.errors import SourceError
from ingest.formats.legacy import CONVERTERS
from ingest.formats.phrases import known_share
from ingest.formats.syllables import vietnamese_share
from ingest.plan import PlanWarning

ENCODINGS = ("cp1258", "tcvn3", "vni", "viscii", "utf-16-le", "utf-16-be")
"""What is tried where nothing is declared; a file can also name one: "plan.tcvn3.txt"."""

_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SHOWN = {"cp1258": "windows-1258", "tcvn3": "TCVN3 (ABC)", "vni": "VNI", "viscii": "VISCII"}
_FEWEST = 0.2
"""Of the pairs of words, how many must be known in the right encoding: real plans have 0.61 to 0.66 in their own and at
most 0.10 in another."""
_LEAD = 2.0
"""How many times more than in the next best encoding."""
_SAMPLE = 20_000
_SOUND = 0.7
"""The share of Vietnamese syllables in text that needs no conversion: real plans have 0.84 to 0.89."""
_HINT = (
    "Save it as UTF-8, or name its encoding in the file's name: plan.tcvn3.txt, plan.vni.txt, plan.viscii.txt, "
    "plan.cp1258.txt"
)


def decode(data: bytes, name: str, named: str | None = None) -> tuple[str, str]:
    """(text, encoding) of a text file; `named` is the encoding that its name gives.

    Raises SourceError ("failed") for one that is in none of `ENCODINGS`, or fits several alike.
    """
    if named in ENCODINGS:
        return _named(data, named, name), named
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _named(data, encoding, name), encoding
    try:
        if b"\0" not in data:
            return data.decode("utf-8"), "utf-8"
        place = data.index(b"\0")
    except UnicodeDecodeError as error:
        place = error.start
    return likeliest(data, name, place)


def encoding_warning(encoding: str) -> PlanWarning | None:
    """What to tell about a text that was not in Unicode."""
    shown = _SHOWN.get(encoding)
    return PlanWarning("legacy-encoding", f"đọc theo bảng mã {shown}, chuyển sang Unicode") if shown else None


def converted(text: str) -> tuple[str, str] | None:
    """(text in Unicode, its encoding) of a text whose letters are really the bytes of an old encoding, as they come
    from a file that was converted or declared wrongly; None for any other."""
    sample = text[:_SAMPLE]
    if (vietnamese_share(sample, 2) or 1) >= _SOUND or known_share(sample) >= _FEWEST / _LEAD:
        return None
    encoding = _best({encoding: convert(sample) for encoding, convert in CONVERTERS.items()})[0]
    return (CONVERTERS[encoding](text), encoding) if encoding else None


def composed(text: str, encoding: str) -> str:
    """Text of windows-1258, which writes tones as letters of their own, with each letter in one; other as it is."""
    return unicodedata.normalize("NFC", text) if encoding == "cp1258" else text


def _best(texts: Mapping[str, str]) -> tuple[str | None, list[str]]:
    """(the encoding that fits, or None; those that fit nearly as well as the first)."""
    shares = {encoding: known_share(text[:_SAMPLE]) for encoding, text in texts.items()}
    fitting = sorted((e for e in shares if shares[e] >= _FEWEST), key=lambda encoding: -shares[encoding])
    rivals = [e for e in fitting if shares[e] * _LEAD > shares[fitting[0]] and texts[e] != texts[fitting[0]]]
    return (fitting[0] if fitting and not rivals else None), fitting[:1] + rivals


def likeliest(data: bytes, name: str, place: int = 0) -> tuple[str, str]:
    """(text, encoding) of bytes that are not UTF-8, by what reads as Vietnamese; `place` is the byte that tells that
    they are not. Raises SourceError ("failed") where no encoding fits, or several do."""
    texts = {encoding: text for encoding in ENCODINGS if (text := _decoded(data, encoding)) is not None}
    encoding, fitting = _best(texts)
    if encoding is not None:
        return texts[encoding], encoding
    if fitting:
        reason = f"is not UTF-8 (byte {place}), and could be {' as well as '.join(fitting)}"
    elif b"\0" in data:
        raise SourceError(name, "is a binary file, not text", "Save it as UTF-8 text", "failed")
    else:
        reason = f"is not UTF-8 (byte {place}), and in no encoding does it read as Vietnamese"
    raise SourceError(name, reason, _HINT, "failed")


def _decoded(data: bytes, encoding: str) -> str | None:
    """The text in one of `ENCODINGS`, None where a byte has no meaning in it."""
    try:
        if encoding not in CONVERTERS:
            if b"\0" in data and not encoding.startswith("utf-16"):
                return None
            return composed(data.decode(encoding), encoding)
        if b"\0" in data:
            return None
        return CONVERTERS[encoding](data.decode("cp1252" if encoding == "vni" else "latin-1"))
    except UnicodeDecodeError:
        return None


def _named(data: bytes, encoding: str, name: str) -> str:
    if encoding in CONVERTERS:
        return CONVERTERS[encoding](data.decode("cp1252" if encoding == "vni" else "latin-1", "replace"))
    try:
        return composed(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        reason = f"is said to be {encoding} but is not (byte {error.start})"
        raise SourceError(name, reason, "Save it as UTF-8 text", "failed") from error
