"""Dates and issuers that stand behind a document's title: "Kế hoạch số 12/KH-UBND về ... ngày 05/3/2026 của Ủy ban nhân
dân thành phố". They belong to the document whose year or body they agree with, however many others its title cites."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ingest.citing.dates import read_date
from ingest.citing.issuers import Issuer, read_issuer
from ingest.citing.mentions import Mention
from ingest.passages import Place
from ingest.text.folding import Reading

_DATE = re.compile(r"ngày (?=\d)")
_OF = re.compile(r",? của ")
_OVER = re.compile(r" ?(?:[;:.,)\"]|có hiệu lực|$)")
_END = re.compile(r";|[.!?] [A-ZÀ-ỸĐ]")
_LONGEST = 500  # characters of a title
_DEEPEST = 6  # documents that a title may cite


def with_late_dates(text: Reading, mentions: Sequence[Mention], place: Place) -> list[Mention]:
    """`mentions` of `text`, in reading order, with the date and the issuer that follow their titles.

    Only a date together with its issuer counts; it goes to the nearest numbered mention before it that has neither and
    whose number bears the same year, or, without a year, the initials of that body. What agrees with none is left.
    """
    found = list(mentions)
    starts = [mention.start for mention in mentions]
    for match in _DATE.finditer(text.low) if any(_is_open(mention) for mention in mentions) else ():
        near = bisect_right(starts, match.start()) - 1
        if near < 0 or match.start() < mentions[near].qualified:
            continue
        date = read_date(text.low, match.start())
        of = _OF.match(text.low, date[1]) if date else None
        issuer = read_issuer(text, of.end(), place) if of else None
        if date and issuer and _OVER.match(text.low, issuer.end):
            k = _owner(text, found, near, match.start(), date[0], issuer)
            if k is not None:
                found[k] = replace(found[k], date=date[0], issuer=issuer)
    return found


def _is_open(mention: Mention) -> bool:
    return mention.number is not None and mention.date is None and mention.issuer is None


def _owner(text: Reading, mentions: Sequence[Mention], near: int, i: int, date: str, issuer: Issuer) -> int | None:
    """Which mention the date at index `i` and its issuer belong to; None where a clause ends in between."""
    for k in range(near, max(-1, near - _DEEPEST), -1):
        mention = mentions[k]
        if i - mention.end > _LONGEST or _END.search(text.plain, mention.qualified, i):
            return None
        if _is_open(mention) and _agrees(mention, date, issuer):
            return k
    return None


def _agrees(mention: Mention, date: str, issuer: Issuer) -> bool:
    if mention.number is None:
        return False
    if mention.number.year:
        return mention.number.year == date[:4]
    initials = "".join(_bare(word[0]) for word in re.findall(r"\w+", issuer.name))
    return any(initials.startswith(part.upper()) for part in mention.number.parts[1:] if len(part) > 1)


def _bare(letter: str) -> str:
    """The capital without marks, as symbols have it: Ủ gives U; Đ is a letter of its own."""
    return unicodedata.normalize("NFD", letter.upper())[0]
