"""Issuers that no list holds, by their head noun and up to a word that no name goes on with: "Cục Di sản văn hóa"."""

from __future__ import annotations

import re
from functools import cache

from ingest.grammar import load
from ingest.text.folding import Reading, alternatives
from ingest.text.letters import UPPER

_MOST = 12
"""Words of a name."""
_LONGEST = 150
_CAPITAL = re.compile(rf"(?<!\w)[{UPPER}\d]")


def written_issuer(text: Reading, i: int) -> int | None:
    """The index after the name of a body that begins at index `i` of `text`; None where no name stands there.

    A name opens with a head that some body bears ("Chi cục", "Hiệu trưởng Trường"), with a capital, and holds another
    capital or a number; the place that follows its level word ("tỉnh ...") is not looked for here.
    """
    head = _head().match(text.low, i)
    if head is None or not text.plain[i].isupper():
        return None
    limit = min(len(text), head.end() + _LONGEST)
    ends = _end().finditer(text.low, head.end(), limit)
    end = next((match.start() for match in ends if not (match["word"] and _opens_name(text, match.end()))), limit)
    name = text.plain[i:end].rstrip(" -")
    own = text.plain[head.end() : i + len(name)]
    long = len(name.split()) > _MOST
    return None if long or not own.strip() or _CAPITAL.search(own) is None else i + len(name)


def _opens_name(text: Reading, i: int) -> bool:
    """Whether the word at index `i`, a dash before it or not, has a capital and so goes on with the name."""
    return text.plain[i : i + len("- X")].lstrip("- ")[:1].isupper()


@cache
def _head() -> re.Pattern[str]:
    grammar = load("issuers")["written"]
    titles, heads = alternatives(grammar["titles"]), alternatives(grammar["heads"])
    return re.compile(rf"(?:(?:phó )?(?:{titles}) )?(?:{heads})(?= )")


@cache
def _end() -> re.Pattern[str]:
    grammar = load("issuers")["written"]
    words = rf"(?:{alternatives(grammar['ends'])})(?!\w)|{'|'.join(grammar['ends_before'])}"
    return re.compile(rf"(?=[;.():\"\[]|,(?! chống)|$)|(?P<word> (?=- |{words}))")
