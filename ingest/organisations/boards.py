"""Boards, councils and task forces that are named by their number, "Ban Chỉ đạo 389 quốc gia", or by their purpose,
however long: "Ban Chỉ đạo phòng, chống tội phạm, tệ nạn xã hội và xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc
xã".

A purpose holds verbs and commas, at which other names end; this one ends at the level that the body belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingest.grammar import load
from ingest.organisations.lexicon import Lexicon, Token, alternatives, folded
from ingest.organisations.listed import Found
from ingest.organisations.suffixes import read_suffix
from ingest.passages import Place
from ingest.plan import UnitLevel
from ingest.text.spelling import modern

_LEVEL = r"(?:xã|phường|đặc khu|thị trấn|tỉnh|thành phố|khu vực)"
# Words between which another organisation, a clause or the territory begins: the level is not this body's any more.
_ENDS = re.compile(
    r"[;:().]|(?<!\w)(?:báo cáo|để|nhằm|khi|trên địa bàn|ủy ban|ubnd|hđnd|sở|công an"
    r"|phòng(?!\s?,?\s?(?:chống|thủ))|và các|tham mưu"
    r"|chủ trì|phối hợp|hướng dẫn|kiểm tra|đôn đốc|họp|chỉ đạo|theo dõi|yêu cầu|giao|cấp)(?!\w)"
)
_LONGEST = 180
_NUMBER = re.compile(r"\d{2,4}")
# What a number counts that is no board's: "Tổ công tác 05 thành viên".
_COUNTED = frozenset({"/", "thành", "người", "đồng", "cán", "đ", "ủy", "viên", "lần", "ngày", "tháng", "%"})


def board_of_purpose(text: str, sequence: Sequence[Token], index: int, place: Place) -> Found | None:
    """The body that opens at token `index` and is named by its purpose up to its level, which belongs to its name as in
    "Ủy ban nhân dân phường"."""
    i = sequence[index].i
    end = _board_end(text, i)
    if end is None:
        return None
    after = next((k for k in range(index, len(sequence)) if sequence[k].i >= end), len(sequence))
    placed = (read_suffix(sequence, after - length, place) for length in (2, 1))
    after = max((suffix.after for suffix in placed if suffix is not None), default=after)
    name = modern(" ".join(text[i:end].split()))
    level: UnitLevel = "ward" if place.kind else "city"
    return Found(name, " ".join(name.split()[:2]).lower(), level, i, sequence[after - 1].j, after)


def numbered_board(text: str, sequence: Sequence[Token], index: int, place: Place) -> Found | None:
    """A board that is known by a number: "Ban Chỉ đạo 389 quốc gia", "Ban Chỉ đạo 35 các xã, phường"."""
    head = _heads().match(sequence, index) if sequence[index].capital else None
    after = head[0] if head is not None else len(sequence)
    if after >= len(sequence) or _NUMBER.fullmatch(sequence[after].text) is None:
        return None
    after += 1
    name = modern(" ".join(text[sequence[index].i : sequence[after - 1].j].split()))
    level: UnitLevel = "ward" if place.kind else "city"
    if [token.key for token in sequence[after : after + 2]] in (["quốc", "gia"], ["trung", "ương"]):
        of, level, after = " ".join(token.text for token in sequence[after : after + 2]), "national", after + 2
    elif (suffix := read_suffix(sequence, after, place)) is not None:
        of, level, after = suffix.word, suffix.level or level, suffix.after
    elif after < len(sequence) and sequence[after].key in _COUNTED:
        return None
    else:
        of = ""
    canonical = f"{name} {of}".strip()
    return Found(canonical, "ban chỉ đạo", level, sequence[index].i, sequence[after - 1].j, after)


def _board_end(text: str, i: int) -> int | None:
    """The index after the level that ends the name of a body which starts at `text[i]` (NFC), or None where no body
    with a purpose starts there."""
    if not text[i].isupper() or _first_words().match(text, i) is None:
        return None
    lowered = folded(text[i : i + _LONGEST])
    match = _opening().match(lowered)
    if match is None:
        return None
    stop = _ENDS.search(lowered, match.end())
    level = _level().search(lowered, match.end(), stop.start() if stop else len(lowered))
    return i + level.end() if level else None


@cache
def first_words() -> frozenset[str]:
    """The first words of the heads, folded: most names begin with none of them."""
    return frozenset(head.split()[0] for head in load("units")["boards"]["heads"])


@cache
def _first_words() -> re.Pattern[str]:
    return re.compile(alternatives(first_words()), re.IGNORECASE)


@cache
def _opening() -> re.Pattern[str]:
    words = load("units")["boards"]
    return re.compile(rf"(?:{alternatives(words['heads'])})\s(?:{alternatives(words['purposes'])})(?!\w)")


@cache
def _level() -> re.Pattern[str]:
    # "an ninh Tổ quốc xã" belongs to the commune; "xã hội" and "nông thôn mới cấp xã" do not name a level.
    return re.compile(rf"(?<!cấp)(?<!các)(?<!thuộc)(?<!của)\s{_LEVEL}(?!\w)(?!\s(?:hội|viên|đoàn|ủy|an toàn))")


@cache
def _heads() -> Lexicon[bool]:
    return Lexicon(dict.fromkeys(load("units")["boards"]["heads"], True))
