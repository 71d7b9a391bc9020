"""Short names that a plan gives to documents: "(sau đây gọi là Luật)", "(Nghị quyết số 57-NQ/TW)"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.citing.mentions import Mention
from ingest.grammar import load
from ingest.text.folding import Reading
from ingest.text.ranges import covering

_BRACKET = re.compile(r"\([^()]{2,160}\)")
_SHORT_PROGRAMME = re.compile(r"\((?:đề án|chương trình|dự án|chiến lược) \d{1,4}(?:/cp)?\)")
_STOP = re.compile(r"[,;.:)]|$")


@dataclass(frozen=True, slots=True)
class Definition:
    """`alias` is defined at `start:end` of the text. `mention`: which mention it contains, if any; else `documents`
    may be meant only by the words of the alias. `explicit`: with words such as "sau đây gọi là"."""

    alias: str
    start: int
    end: int
    mention: int | None = None
    explicit: bool = True


def find_definitions(text: Reading, mentions: Sequence[Mention]) -> Iterator[Definition]:
    """The definitions of short names in `text`; `mentions` are those of the same text, in reading order."""
    starts = [mention.start for mention in mentions]
    brackets = [(match.start(), match.end()) for match in _BRACKET.finditer(text.low)]
    for start, end in brackets:
        phrase = _phrase().search(text.low, start + 1, end - 1)
        k = _within(mentions, starts, phrase.end() if phrase else start, end)
        if phrase:
            yield Definition(_name(text, phrase.end(), end - 1), start, end, k)
        elif k is not None and (mentions[k].start, mentions[k].end) == (start + 1, end - 1):
            yield Definition(_name(text, start + 1, end - 1), start, end, k, explicit=False)
        elif _SHORT_PROGRAMME.match(text.low, start):
            yield Definition(_name(text, start + 1, end - 1), start, end)
    for phrase in _phrase().finditer(text.low):
        if phrase[0].startswith(("sau đây", "dưới đây")) and not covering(phrase.start(), brackets):
            stop = _STOP.search(text.low, phrase.end(), phrase.end() + 120)
            if stop:
                k = _within(mentions, starts, phrase.end(), stop.start())
                yield Definition(_name(text, phrase.end(), stop.start()), phrase.start(), stop.start(), k)


def _within(mentions: Sequence[Mention], starts: Sequence[int], start: int, end: int) -> int | None:
    k = bisect_left(starts, start)
    return k if k < len(mentions) and mentions[k].end <= end else None


def _name(text: Reading, start: int, end: int) -> str:
    return text.mapped.text[start:end].strip(" \"'“”‘’.,;:")


@cache
def _phrase() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(load('aliases')['phrases']['patterns'])})(?!\w)")
