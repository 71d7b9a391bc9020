"""Which provision of a document a mention is for: "khoản 2 Điều 14 của Nghị định số ...", "Điều 39 và 50 Luật ..."."""

from __future__ import annotations

import re

_PROVISION = (
    r"(?:điểm\s[a-zđ](?!\w)|khoản\s\d{1,3}[a-zđ]?(?!\w)|điều\s\d{1,3}[a-zđ]?(?!\w)"
    r"|(?:mục|chương|phần|phụ lục)\s(?:\d{1,2}|[ivx]{1,6})(?!\w))"
)
# "khoản 1, 2 và 3": the others of a list, by their numbers or letters alone.
_OTHERS = r"(?:\s?(?:,|và|;|đến)\s(?:\d{1,3}[a-zđ]?|[a-zđ])(?!\w)){0,12}"
_BEFORE = re.compile(
    rf"(?<!\w){_PROVISION}{_OTHERS}(?:\s?[,;]?\s(?:và\s|của\s)?(?:các\s)?{_PROVISION}{_OTHERS}){{0,8}}"
    r"(?=,?\s(?:của\s)?\Z)",
    re.IGNORECASE,
)
_REACH = 160
"""Characters before a mention that are looked at."""


def pinpoint_before(text: str, at: int) -> tuple[int, int] | None:
    """Where the provisions are named right before the mention that starts at index `at` of `text` (NFC), or None."""
    match = _BEFORE.search(text, max(0, at - _REACH), at)
    return match.span() if match is not None else None
