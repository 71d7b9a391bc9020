"""The one rule for characters that a format cannot carry, and the one rule for cells that a spreadsheet would run."""

from __future__ import annotations

import re

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def printable(text: str) -> str:
    """`text` without the characters that XML 1.0 cannot hold: controls but tab and line ends, lone surrogates, U+FFFE
    and U+FFFF. Every export but JSON leaves them out, so that all formats tell the same; offsets count them still."""
    return _NOT_IN_XML.sub("", text)


def safe_cell(text: str) -> str:
    """`text` as a spreadsheet shows it and does not run it: an apostrophe before "=", "+", "-", "@" and their like."""
    text = printable(text)
    return f"'{text}" if text.startswith(_RUNS) else text
