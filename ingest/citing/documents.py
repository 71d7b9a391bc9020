"""The distinct documents that a plan cites, with what the plan says about each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from ingest.citing.identity import DocumentId
from ingest.citing.issuers import is_central
from ingest.citing.nesting import nest
from ingest.citing.numbers import level_of, read_number
from ingest.citing.texts import CitingText, citing_texts
from ingest.passages import Passage, Place
from ingest.plan import Citation, CitedDocument, DocumentLevel
from ingest.text.folding import lower

_INTRODUCED = re.compile(r"^[\s\"'“”]*(?:về việc|về|v/v) ", re.IGNORECASE)
_PARTY = re.compile(
    r"bộ chính trị|ban bí thư|ban chấp hành|trung ương đảng|thành ủy|tỉnh ủy|đảng ủy|đảng bộ|huyện ủy|quận ủy"
    r"|tổng bí thư|tuyên giáo"
    r"|^(?:hội nghị|văn phòng|ủy ban kiểm tra|ban (?:chỉ đạo|tổ chức|nội chính|kinh tế|đối ngoại)|) ?trung ương"
)
_WARD = re.compile(r"\b(?:phường|xã(?! hội)|đặc khu|thị trấn)\b")
_CITY = re.compile(r"\b(?:thành phố|tỉnh|sở|quận|huyện)\b")


def gather_documents(
    citations: Sequence[Citation], passages: Sequence[Passage], place: Place
) -> tuple[CitedDocument, ...]:
    """One record for each document among `citations`, in order of first mention.

    Issuer and title are the first that a mention gives, and so is the date unless another fits the number better; a
    title is what stands after "về" or, without it, from its verb on ("ban hành Kế hoạch ...").
    """
    titles = _titles(citations, passages, place)
    mentions: dict[str, list[Citation]] = defaultdict(list)
    for citation in citations:
        mentions[citation.canonical].append(citation)
    return tuple(_document(name, cited, titles, place) for name, cited in mentions.items())


def _document(
    name: str, cited: Sequence[Citation], titles: Mapping[int, tuple[bool, str]], place: Place
) -> CitedDocument:
    kind = next((citation.type for citation in cited if citation.type), "")
    dates = [citation.date for citation in cited if citation.date]
    # Of two dates that mentions give, that of the year in its number ("163/2024/QH15") is no slip.
    date = next((day for day in dates if f"/{day[:4]}/" in name), dates[0] if dates else None)
    issuer = next((citation.issuer for citation in cited if citation.issuer), None)
    # The plan's own title comes last: there the plan's words may follow those of the document's title.
    given = sorted((titles[c.start] for c in cited if c.start in titles), key=lambda title: title[0])
    return CitedDocument(name, kind, date, issuer, given[0][1] if given else "", _level_of(name, kind, issuer, place))


def _titles(citations: Sequence[Citation], passages: Sequence[Passage], place: Place) -> dict[int, tuple[bool, str]]:
    """(whether it stands in the plan's own title, the title) for each mention that gives one, by its raw offset."""
    texts = citing_texts(passages, place) if citations else []
    return {start: (text.part == "title", title) for text in texts for start, title in _titles_in(text)}


def _titles_in(text: CitingText) -> list[tuple[int, str]]:
    found = []
    written = text.text.mapped.written() if text.mentions else ""
    for mention, one in zip(text.mentions, nest(text.text, text.mentions), strict=True):
        if one.title:
            words = _INTRODUCED.sub("", written[slice(*one.title)].strip())
            found.append((text.text.mapped.starts[mention.start], _unquoted(words)))
    return found


def _unquoted(words: str) -> str:
    """Without the quotes around the whole; those around a part of it stay."""
    whole = words[:1] in '"“' and words[-1:] in '"”' and not re.search('["“”]', words[1:-1])
    return words[1:-1] if len(words) > 2 and whole else words


def _level_of(name: str, kind: str, stated: str | None, place: Place) -> DocumentLevel:
    """ "party" for Party bodies of every tier, "law" for laws and codes, else the tier of the issuing body."""
    identity = DocumentId.parse(name)
    issuer = lower(identity.issuer or stated or "")
    number = read_number(identity.text)
    if kind in ("Luật", "Bộ luật"):
        return "law"
    if number is None:
        return "national"
    if number.party and "HĐND" in number.parts:
        return "ward" if _WARD.search(issuer) else "city"  # "06-NQ/HĐND", written as the Party writes
    if number.party or level_of(number) == "party" or (_PARTY.search(issuer) and "mặt trận" not in issuer):
        return "party"
    if (level_of(number) == "national" or is_central(issuer)) and not (_CITY.search(issuer) or _WARD.search(issuer)):
        return "national"
    ward = _WARD.search(issuer) or (not issuer and place.kind and number.parts[-1] in ("CAP", "CAX"))
    return "ward" if ward else "city"
