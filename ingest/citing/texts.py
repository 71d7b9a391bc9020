"""The texts of a plan that may cite documents, each with its mentions: what citations, documents and relations
share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from ingest.citing.issuers import body_key
from ingest.citing.late import with_late_dates
from ingest.citing.mentions import Mention, find_mentions
from ingest.citing.notes import note_marks, note_place
from ingest.citing.numbers import Number, find_numbers
from ingest.passages import Part, Passage, Place
from ingest.plan import Predicate
from ingest.text.folding import Reading, lower, reading
from ingest.text.mapped import join

# Parts that name documents, if at all, as the plan's own number or as copies kept on file.
_SILENT: frozenset[Part] = frozenset(("letterhead", "recipients", "signature", "noise"))
_OWN_BLANK = re.compile(r"số ?:?[ ._…-]*/ ?(?P<symbol>[A-ZĐ][\wĐ&,]*(?: ?- ?[A-ZĐ][\wĐ&,]*)*)")
_ALONE = re.compile(r"(?:^|[^\w\s][\s*]*)số\s?:?[\s*]*$")
_ENCLOSED = re.compile(r"\W*(?:ban hành|gửi|đính)? ?kèm(?: theo)?[^;.]{0,30}$")
_LONGEST_LEAD = 120  # characters before the plan's number in the heading of an appendix
_DATELINE = re.compile(r"năm ?((?:19|20)\d{2})")


@dataclass(frozen=True, slots=True)
class CitingText:
    """One passage (the passages of the title are one text), read for citations, with its mentions in order.

    A footnote is of the part where its mark stands; `verb` is the one there that governs what it names.
    """

    part: Part
    text: Reading
    mentions: tuple[Mention, ...] = field(default=())
    verb: Predicate | None = None


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """What the letterhead says of the plan's own number; each field is "" or None where it says nothing."""

    canonical: str = ""
    symbol: str = ""
    year: str | None = None


def citing_texts(passages: Sequence[Passage], place: Place) -> list[CitingText]:
    """The texts that may cite documents, in reading order, with their mentions; the plan's own number is left out."""
    return _citing_texts(tuple(passages), place)


@lru_cache(maxsize=1)
def _citing_texts(passages: tuple[Passage, ...], place: Place) -> list[CitingText]:
    """Kept for the last plan, because citations, documents and relations read the same texts one after another."""
    own = own_number(passages)
    found: list[CitingText] = []
    marks = note_marks(passages)
    for titles, group in groupby(passages, key=lambda passage: passage.part == "title"):
        members = [passage for passage in group if passage.part not in _SILENT and passage.text]
        joined = [join([passage.text for passage in members])] if titles and members else [m.text for m in members]
        for k, text in enumerate(joined):
            read = reading(text)
            mentions = with_late_dates(read, find_mentions(read, place, own.year if titles else None), place)
            kept = tuple(m for m in mentions if not _is_own(read, m, own, place))
            part, verb = note_place(read.low, marks) or (members[k].part, None)
            found.append(CitingText(part, read, kept, verb))
    return found


def own_number(passages: Sequence[Passage]) -> OwnNumber:
    """The plan's own number, symbol and year as its letterhead has them.

    A page that a portal gives may name other documents above the letterhead: what "Số" alone opens goes first.
    """
    canonical, symbol, year = "", "", None
    certain = False
    for passage in passages:
        if passage.part != "letterhead" or not passage.text:
            continue
        read = reading(passage.text)
        number = next(find_numbers(read.plain), None)
        alone = number is not None and _ALONE.search(read.low[: number.start]) is not None
        if number and (not canonical or (alone and not certain)):
            canonical, symbol, certain = number.canonical, number.symbol, alone
        blank = _OWN_BLANK.search(lower(read.plain[:1]) + read.plain[1:]) or _OWN_BLANK.search(
            read.plain.replace("Số", "số")
        )
        if blank and not symbol:
            symbol = re.sub(r"\s+", "", blank["symbol"])
        dated = _DATELINE.search(read.low)
        year = dated[1] if dated else year
    return OwnNumber(canonical, symbol, year)


def _is_own(text: Reading, mention: Mention, own: OwnNumber, place: Place) -> bool:
    """True for the plan's own number, wherever it stands: with its heading, or in the headings of its appendices."""
    number = mention.number
    if number is None or (mention.issuer and place.issuer and body_key(mention.issuer.name) != body_key(place.issuer)):
        return False
    if own.canonical:
        return number.canonical == own.canonical
    enclosed = _ENCLOSED.match(text.low[: mention.start]) if mention.start < _LONGEST_LEAD else None
    return enclosed is not None and _of_own_body(number, own)


def _of_own_body(number: Number, own: OwnNumber) -> bool:
    """The appendix of a plan without number names its number, or that of the decision that promulgates it."""
    return not own.symbol or number.parts[-1] == re.split(r"[-/]", own.symbol)[-1]
