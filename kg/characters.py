"""The rules for characters that a format cannot carry, and for cells that a spreadsheet would run (docs/exports.md)."""

from __future__ import annotations

import re
from urllib.parse import quote

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_BULLET = re.compile(r"([-+])((?=[^\W\d])|[ \u00a0]+(?=\w))")

CELL = 32_767
"""Characters that a cell of a spreadsheet holds (Excel's limit; LibreOffice holds more)."""


def printable(text: str) -> str:
    """`text` without the characters that XML 1.0 cannot hold: controls but tab and line ends, lone surrogates, U+FFFE
    and U+FFFF. Every export but JSON leaves them out, so that all formats tell the same; offsets count them still."""
    return _NOT_IN_XML.sub("", text)


def printable_id(node_id: str) -> str:
    """A node's id with such characters as "%0B": leaving them out could make two ids one."""
    return _NOT_IN_XML.sub(lambda found: quote(found[0], safe="", errors="surrogatepass"), node_id)


def without_bullet(text: str) -> tuple[str, str]:
    """(bullet, rest) of a text that begins like an item of a list, "- việc" or "-Việc"; ("", text) for any other.

    Their sum is the text. The rest begins with a letter or a digit, so that no spreadsheet takes it for a formula;
    "-5" and "-=1" are no items.
    """
    found = _BULLET.match(text)
    return (text[: found.end()], text[found.end() :]) if found else ("", text)


def safe_cell(text: str) -> str:
    """`text` as a spreadsheet shows it and does not run it: an apostrophe before "=", "+", "-", "@" and their like.

    What a cell cannot hold is cut, with "…" at the end.
    """
    text = printable(text)
    text = f"'{text}" if text.startswith(_RUNS) else text
    return text if len(text) <= CELL else text[: CELL - 1] + "…"
