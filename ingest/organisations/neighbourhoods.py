"""Neighbourhoods of a commune by their name or number: "khu phố 3", "thôn Tây An Vĩnh", "tổ dân phố số 12"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.grammar import load
from ingest.organisations.lexicon import Lexicon, Token
from ingest.organisations.listed import NUMBER, Found, text_at
from ingest.text.letters import UPPER

_NAMES_PLACE = re.compile(rf"[{UPPER}][^\W\d_]*|\d{{1,2}}[A-Z]?")
_LONGEST_PLACE = 4
_ONE_SYLLABLE = frozenset({"thôn", "bản", "làng", "xóm", "ấp", "khóm", "buôn"})
# "bản Kế hoạch", "bản Quy hoạch": a paper, no hamlet.
_PAPERS = frozenset(
    {"kế", "quyết", "nghị", "thông", "đề", "báo", "công", "quy", "hợp", "cam", "dự", "kết", "tờ", "văn"}
)


def named_neighbourhood(text: str, sequence: Sequence[Token], index: int) -> Found | None:
    """One neighbourhood by its name or number: "khu phố 3", "thôn Tây An Vĩnh". Weak: places are more often where
    something is done than who does it."""
    match = neighbourhood_words().match(sequence, index)
    if match is None:
        return None
    after, kind = match
    end = after
    if [token.key for token in sequence[after : after + 1]] == ["số"] and NUMBER.fullmatch(
        text_at(sequence, after + 1)
    ):
        end += 1  # "tổ dân phố số 12"
    while end < len(sequence) and end - after < _LONGEST_PLACE and _NAMES_PLACE.fullmatch(sequence[end].text):
        end += 1
    if end == after or (kind == "bản" and sequence[after].key in _PAPERS):
        return None
    i, j = sequence[index].i, sequence[end - 1].j
    name = " ".join(text[i:j].split())
    return Found(name[:1].upper() + name[1:], kind, "ward", i, j, end, weak=True)


def past_neighbourhoods(found: Found, sequence: Sequence[Token]) -> int:
    """Past the "(ở) các thôn, buôn" of "Ban Công tác Mặt trận các thôn, buôn" and the ", tổ dân phố" of "... thôn, tổ
    dân phố": there is one in each."""
    if found.level == "ward" and found.listed and sequence[found.after - 1].key in _ONE_SYLLABLE:
        return _past_list(sequence, found.after)
    at = found.after + ([token.key for token in sequence[found.after : found.after + 1]] in (["ở"], ["tại"]))
    if found.level != "ward" or not found.listed or [token.key for token in sequence[at : at + 1]] != ["các"]:
        return found.after
    match = neighbourhood_words().match(sequence, at + 1)
    return _past_list(sequence, match[0]) if match is not None else found.after


def _past_list(sequence: Sequence[Token], at: int) -> int:
    """Past the ", buôn và tổ dân phố" that begins with token `at`."""
    while at + 1 < len(sequence) and sequence[at].text in {",", "và"}:
        match = neighbourhood_words().match(sequence, at + 1)
        if match is None:
            break
        at = match[0]
    return at


@lru_cache(maxsize=1)
def neighbourhood_words() -> Lexicon[str]:
    return Lexicon({word: word for word in load("units")["groups"]["neighbourhoods"]})
