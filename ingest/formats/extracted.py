"""What a reader gives, and the text under construction."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.errors import SourceError
from ingest.formats import limits
from ingest.plan import PlanWarning


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a document. `pages` is their number where the format has pages; `warnings` say what was left out."""

    text: str
    pages: int | None = None
    encoding: str = "utf-8"
    warnings: tuple[PlanWarning, ...] = ()


class TextWriter:
    """Collects paragraphs and tables; `name` is the source's name in errors."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._parts: list[str] = []
        self._length = 0

    def paragraph(self, text: str) -> None:
        """Add a paragraph; lines within it stay lines. One without text is left out."""
        lines = [line.rstrip() for line in text.split("\n")]
        if any(lines):
            self._add("\n".join(line for line in lines if line).strip() + "\n\n")

    def table(self, lines: list[str]) -> None:
        """Add the rows of a table, one to a line."""
        if lines:
            self._add("\n".join(lines) + "\n\n")

    def text(self) -> str:
        """All that was added, with one line end at the end."""
        return "".join(self._parts).rstrip("\n") + "\n" if self._parts else ""

    def _add(self, part: str) -> None:
        self._length += len(part)
        if self._length > limits.CHARACTERS:
            reason = f"holds more than {limits.CHARACTERS:,} characters of text"
            raise SourceError(self._name, reason, "Split it into several files", "refused")
        self._parts.append(part)


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\ufffe\uffff\ud800-\udfff]")


def plain(text: str) -> str:
    """`text` on one line as it is shown: no-break blanks are blanks, a tab is a gap, control characters are gone."""
    return _CONTROL.sub("", text.replace("\u00a0", " ").replace("\t", "    ").replace("\r", "\n"))
