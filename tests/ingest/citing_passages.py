"""Passages of invented plans for the tests of citations, documents and relations."""

from __future__ import annotations

from ingest.passages import Part, Passage, Place
from ingest.text.mapped import mapped

PLACE = Place("Bình An", "phường", "Sông Lam", "thành phố", "Ủy ban nhân dân phường Bình An")
PROVINCE = Place(None, "", "Sông Lam", "tỉnh", "Ủy ban nhân dân tỉnh Sông Lam")


def passages(*pieces: tuple[Part, str]) -> list[Passage]:
    """One passage for each (part, text), all cut from one raw text in which a blank line separates them."""
    raw = "\n\n".join(text for _, text in pieces)
    found, start = [], 0
    for part, text in pieces:
        found.append(Passage(mapped(raw, start, start + len(text)), part))
        start += len(text) + 2
    return found
