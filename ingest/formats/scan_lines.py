"""A line of recognised words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.tesseract import Word


@dataclass(frozen=True, slots=True)
class Line:
    """Words of one line from the left; lengths in pixels, `base` is the height of its base line from the top."""

    words: tuple[Word, ...]
    base: float

    @property
    def left(self) -> int:
        """Where it begins."""
        return self.words[0].left

    @property
    def right(self) -> int:
        """Where it ends."""
        return self.words[-1].right

    def text(self, gap: float) -> str:
        """Its words with a blank between them, four where more than `gap` is left."""
        parts = [self.words[0].text]
        for before, word in pairwise(self.words):
            parts += ["    " if word.left - before.right > gap else " ", word.text]
        return "".join(parts)
