"""The distinct documents that a plan cites, with what the plan says about each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.citing import CitingText, citing_texts
from ingest.folding import lower
from ingest.identity import DocumentId
from ingest.nesting import nest
from ingest.numbers import level_of, read_number
from ingest.passages import Passage, Place
from ingest.plan import Citation, CitedDocument, DocumentLevel

_INTRODUCED = re.compile(r"^[\s\"'“”]*(?:về việc|về|v/v) ", re.IGNORECASE)
_PARTY = re.compile(
    r"bộ chính trị|ban bí thư|ban chấp hành|trung ương|thành ủy|tỉnh ủy|đảng ủy|đảng bộ|huyện ủy|quận ủy|tổng bí thư"
    r"|tuyên giáo"
)
_WARD = re.compile(r"\b(?:phường|xã|đặc khu|thị trấn)\b")
_CITY = re.compile(r"\b(?:thành phố|tỉnh|sở|quận|huyện)\b")


def gather_documents(
    citations: Sequence[Citation], passages: Sequence[Passage], place: Place
) -> tuple[CitedDocument, ...]:
    """One record for each document among `citations`, in order of first mention.

    Date, issuer and title are the first that a mention gives; a title is what stands after "về" or, without it, from
    its verb on ("ban hành Kế hoạch ...").
    """
    titles = _titles(citations, passages, place)
    found: dict[str, CitedDocument] = {}
    for citation in citations:
        name = citation.canonical
        known = found.setdefault(name, CitedDocument(name, citation.type, None, None, "", "national"))
        found[name] = replace(
            known,
            type=known.type or citation.type,
            date=known.date or citation.date,
            issuer=known.issuer or citation.issuer,
            title=known.title or titles.get(citation.start, ""),
        )
    return tuple(replace(one, level=_level_of(one, place)) for one in found.values())


def _titles(citations: Sequence[Citation], passages: Sequence[Passage], place: Place) -> dict[int, str]:
    """The title that stands at each mention, by the raw offset of the mention."""
    if not citations:
        return {}
    return {start: title for text in citing_texts(passages, place) for start, title in _titles_in(text)}


def _titles_in(text: CitingText) -> list[tuple[int, str]]:
    found = []
    for mention, one in zip(text.mentions, nest(text.text, text.mentions), strict=True):
        if one.title:
            words = text.text.mapped.text[slice(*one.title)].strip(" \"'“”")
            found.append((text.text.mapped.starts[mention.start], _INTRODUCED.sub("", words).strip(" \"'“”")))
    return found


def _level_of(document: CitedDocument, place: Place) -> DocumentLevel:
    """ "party" for Party bodies of every tier, "law" for laws and codes, else the tier of the issuing body."""
    identity = DocumentId.parse(document.canonical)
    issuer = lower(identity.issuer or document.issuer or "")
    number = read_number(identity.text)
    if document.type in ("Luật", "Bộ luật", "Hiến pháp") and not (number and number.parts[-1].startswith("UBTVQH")):
        return "law"
    if number is None:
        return "national"
    if number.party or level_of(number) == "party" or (issuer and _PARTY.search(issuer) and "mặt trận" not in issuer):
        return "party"
    if level_of(number) == "national" and not (_CITY.search(issuer) or _WARD.search(issuer)):
        return "national"
    if _WARD.search(issuer):
        return "ward"
    return "city" if issuer or not place.kind else "ward" if number.parts[-1] in ("ĐU", "CAP", "CAX") else "city"
