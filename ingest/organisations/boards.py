"""Boards, councils and task forces that are named by their purpose, however long: "Ban Chỉ đạo phòng, chống tội phạm,
tệ nạn xã hội và xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc xã".

A purpose holds verbs and commas, at which other names end; this one ends at the level that the body belongs to.
"""

from __future__ import annotations

import re
from functools import cache

from ingest.grammar import load
from ingest.organisations.lexicon import alternatives, folded

_LEVEL = r"(?:xã|phường|đặc khu|thị trấn|tỉnh|thành phố|khu vực)"
# Words between which another organisation, a clause or the territory begins: the level is not this body's any more.
_ENDS = re.compile(
    r"[;:().]|(?<!\w)(?:báo cáo|để|nhằm|khi|trên địa bàn|ủy ban|ubnd|hđnd|sở|công an"
    r"|phòng(?!\s?,?\s?(?:chống|thủ))|và các|tham mưu"
    r"|chủ trì|phối hợp|hướng dẫn|kiểm tra|đôn đốc|họp|chỉ đạo|theo dõi|yêu cầu|giao|cấp)(?!\w)"
)
_LONGEST = 180


def board_end(text: str, i: int) -> int | None:
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
