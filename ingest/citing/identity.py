"""The identity of a document: number, symbol, issuer and year, or the name of a law without a number.

A canonical name is "709/QĐ-TTg", "98/KH-UBND@Ủy ban nhân dân thành phố Hải Phòng", "02/KH-BCĐ@...#2026" or "Luật Thư
viện" (guidelines, "citations"). `@` adds the issuer where many bodies share the symbol, `#` the year (for a plan
without number: whatever tells it apart) where number and issuer do not suffice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

from ingest.citing.issuers import body_key
from ingest.text.folding import lower
from ingest.text.spelling import modern

_NUMBERED = re.compile(
    r"(?P<number>(?:\d+(?:\.\d+)?[A-Za-zđ]?|\?)(?:/(?:19|20)\d{2})?)(?P<mark>[/-])(?P<symbol>[^\s@#]+)"
)
_IRI = "urn:plankg:document:"


@dataclass(frozen=True, slots=True)
class DocumentId:
    """`number` ("57", "226/2025", "?" when left blank) and `symbol` ("NQ/TW"), or `name` of what has no number."""

    number: str = ""
    symbol: str = ""
    issuer: str = ""
    year: str = ""
    name: str = ""
    mark: str = "/"

    @classmethod
    def parse(cls, canonical: str) -> DocumentId:
        """The identity that a canonical name stands for. Raises ValueError when the name is empty."""
        head, _, year = canonical.strip().partition("#")
        text, _, issuer = head.partition("@")
        if not text:
            raise ValueError(f"no document in {canonical!r}: expected a number such as 57-NQ/TW or the name of a law")
        match = _NUMBERED.fullmatch(text)
        if match is None:
            return cls(name=text, issuer=issuer, year=year)
        return cls(match["number"], match["symbol"], issuer, year, mark=match["mark"])

    @classmethod
    def from_iri(cls, iri: str) -> DocumentId:
        """The identity behind what `iri` gave. Raises ValueError for the IRI of something else."""
        if not iri.startswith(_IRI):
            raise ValueError(f"{iri!r} is no document: its IRI would begin with {_IRI}")
        return cls.parse(unquote(iri.removeprefix(_IRI)))

    @property
    def text(self) -> str:
        """Number and symbol, or the name: the canonical name without issuer and year."""
        return self.name or f"{self.number}{self.mark}{self.symbol}"

    @property
    def canonical(self) -> str:
        """The canonical name; `parse` is its inverse."""
        return f"{self.text}{'@' if self.issuer else ''}{self.issuer}{'#' if self.year else ''}{self.year}"

    @property
    def iri(self) -> str:
        """An IRI of ASCII characters only, one for each canonical name."""
        return _IRI + quote(self.canonical, safe="-._~")

    @property
    def label(self) -> str:
        """For people: "98/KH-UBND (Ủy ban nhân dân thành phố Hải Phòng)"."""
        number = f"(không số)/{self.symbol}" if self.number == "?" else self.text
        more = ", ".join(part for part in (self.issuer, self.year.split("~")[0]) if part)
        return f"{number} ({more})" if more else number

    @property
    def key(self) -> tuple[str, str, str]:
        """Equal for spellings of one document: zeros before the number, case, hyphens, and which organ of the body
        signed make no difference. (number and symbol or name, issuer, year), folded."""
        digits = self.number.lstrip("0") or self.number
        folded = re.sub(r"[\s./-]+", "-", lower(modern(self.name or f"{digits}-{self.symbol}")))
        return folded, body_key(modern(self.issuer)), self.year

    def with_issuer(self, issuer: str) -> DocumentId:
        """The same document with its issuer known."""
        return replace(self, issuer=issuer)
