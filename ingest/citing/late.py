"""Dates and issuers that stand behind a document's title: "Kế hoạch số 12/KH-UBND về ... ngày 05/3/2026 của Ủy ban nhân
dân thành phố". They belong to the document whose year or body they agree with, however many others its title cites."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from ingest.citing.dates import read_date
from ingest.citing.issuers import Issuer, read_issuer
from ingest.citing.mentions import Mention
from ingest.citing.numbers import Number, body, type_pattern
from ingest.passages import Place
from ingest.text.folding import Reading
from ingest.text.letters import UPPER

_DATE = re.compile(r"ngày (?=\d)")
_OF = re.compile(r",? của ")
_OVER = re.compile(r" ?(?:[;:.,)\"]|có hiệu lực|$)")
_AND = re.compile(rf"(?:,| và) (?=[{UPPER}])")
_SENTENCE = re.compile(rf"[.!?] (?=[{UPPER}])")
_LONGEST = 800  # characters of a title
_DEEPEST = 12  # documents that a title may cite


@dataclass(frozen=True, slots=True)
class _Late:
    """A date at index `start` with the body behind it; `issuer` is None for a body that no table names."""

    start: int
    date: str
    issuer: Issuer | None


def with_late_dates(text: Reading, mentions: Sequence[Mention], place: Place) -> list[Mention]:
    """`mentions` of `text`, in reading order, with the date and the issuer that follow their titles.

    Only a date together with a body counts; it goes to the nearest numbered mention before it that has neither and
    whose number bears the same year, or, without a year, the initials of that body. What agrees with none is left.
    """
    found = list(mentions)
    starts = [mention.start for mention in mentions]
    for match in _DATE.finditer(text.low) if any(_is_open(mention) for mention in mentions) else ():
        near = bisect_right(starts, match.start()) - 1
        taken = near >= 0 and match.start() < found[near].qualified
        if near < 0 or (taken and _is_surely_of(found[near])):
            continue
        late = _late_at(text, match.start(), place)
        k = _owner(text, found, near, late, taken) if late else None
        if late and k is not None:
            found[k] = replace(found[k], date=late.date, issuer=late.issuer)
            if taken:  # what ended the title took its date
                found[near] = replace(found[near], date=None, issuer=None, qualified=found[near].end)
    return found


def _is_surely_of(mention: Mention) -> bool:
    """False for the date behind a law without a number, or behind a number of another year: titles end with such."""
    if mention.date is None:
        return True
    return mention.number is not None and mention.number.year in (None, mention.date[:4])


def _late_at(text: Reading, i: int, place: Place) -> _Late | None:
    date = read_date(text.low, i)
    of = _OF.match(text.low, date[1]) if date else None
    if not date or not of:
        return None
    issuer = read_issuer(text, of.end(), place)
    if issuer and _OVER.match(text.low, issuer.end):
        return _Late(i, date[0], issuer)
    unread = _AND.match(text.plain, issuer.end) if issuer else text.plain[of.end() : of.end() + 1].isupper()
    return _Late(i, date[0], None) if unread else None


def _is_open(mention: Mention) -> bool:
    return mention.number is not None and mention.date is None and mention.issuer is None


def _owner(text: Reading, mentions: Sequence[Mention], near: int, late: _Late, taken: bool) -> int | None:
    """Which mention a late date belongs to: the nearest whose symbol stands for the body, else the nearest of the same
    year. Where a semicolon or another mention's claim leaves doubt, year and body must agree."""
    sure, likely = None, None
    for k in range(near, max(-1, near - _DEEPEST), -1):
        mention = mentions[k]
        begin = min(mention.qualified, late.start)
        if late.start - mention.end > _LONGEST or _SENTENCE.search(text.plain, begin, late.start):
            break
        if sure is not None and mention.base != mentions[sure].base:
            break
        clause = text.low.rfind(";", begin, late.start)
        if clause >= 0 and _opens_another().match(text.plain, clause + 1):
            break
        if _is_open(mention) and mention.number and mention.number.year in (None, late.date[:4]):
            if _signed_by(mention.number, late.issuer):
                sure = k  # of a title that opens by repeating the number, the number before it
            elif likely is None and mention.number.year and not taken and clause < 0:
                likely = k
    return likely if sure is None else sure


@cache
def _opens_another() -> re.Pattern[str]:
    """A document without a number, at the start of a clause ("; Công văn ngày ..."); small letters make it a verb or a
    thing that the title is about."""
    kinds = type_pattern()
    return re.compile(rf"[ \"]*(?:(?:[Cc]ăn cứ|[Tt]heo|và|các) )*(?=[{UPPER}])(?i:{kinds})(?!\w)")


def _signed_by(number: Number, issuer: Issuer | None) -> bool:
    """Whether the symbol stands for that body: by the table of bodies, or by its initials (BGDĐT)."""
    if issuer is None:
        return False
    name = issuer.name.removeprefix("Chủ tịch ").removeprefix("Bộ trưởng ")
    initials = {_initials(name), _initials(name.replace(" và ", " "))}
    return any(_stands_for(part.rstrip("0123456789"), name, initials) for part in number.parts)


def _stands_for(part: str, name: str, initials: set[str]) -> bool:
    known = body(part, families=False)
    if known and known.name:
        return known.name == name
    return len(part) > 1 and any(letters.startswith(part.upper()) for letters in initials)


def _initials(name: str) -> str:
    return "".join(_bare(word[0]) for word in re.findall(r"\w+", name))


def _bare(letter: str) -> str:
    """The capital without marks, as symbols have it: Ủ gives U; Đ is a letter of its own."""
    return unicodedata.normalize("NFD", letter.upper())[0]
