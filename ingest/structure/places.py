"""Where the body sits that issued a plan: its ward or commune, its city or province."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from ingest.grammar import load
from ingest.text.letters import UPPER
from ingest.text.spelling import modern

_SYLLABLE = rf"[{UPPER}][\w'’]*"
# Names of units that were merged may end in a number: "xã Đam Rông 3".
PLACE_NAME = rf"{_SYLLABLE}(?:[ \-–]+{_SYLLABLE}){{0,4}}(?: \d{{1,2}}(?![\w/%]|[.,]\d))?|\d{{1,2}}"
"""The name of a place, without the word for its level."""
KINDS = "phường|xã|đặc khu|thị trấn|quận|huyện|thị xã|thành phố|tỉnh"
WARD_KINDS = ("phường", "xã", "đặc khu", "thị trấn")
_ABOVE_WARDS = ("Ban Thường vụ Tỉnh ủy", "Ban Thường vụ Thành ủy", "Tỉnh ủy", "Thành ủy", "Sở ")
# The body above the issuer in a letterhead: "UBND TỈNH NGHỆ AN", "SỞ Y TẾ".
_OF_PROVINCE = re.compile(r"\b(?:tỉnh|thành phố|sở|bộ)\b", re.IGNORECASE)


def of_ward(ward: str | None, issuer: str, above: str, place: str | None) -> bool:
    """Whether the ward that `where` tells is that of the issuer: a school or hospital of the province, which the body
    `above` it in the letterhead tells, is of one only where its name ends with it or the dateline names it."""
    if _OF_PROVINCE.search(above) is None:
        return True
    words = issuer.split()
    return ward in (place, *(" ".join(words[-k:]) for k in range(1, 5)))


def where(issuer: str, raw: str, above: str) -> tuple[str, str | None, str | None]:
    """(ward kind, ward, city or province) of an issuer; the city is looked for in the whole text, the ward of one that
    names none in the body `above` it in the letterhead, else in the whole text."""
    city = _province(raw)
    match = re.search(rf"\b({KINDS})\s+((?:{PLACE_NAME}))", issuer)
    if not match and issuer.startswith(_ABOVE_WARDS):
        return "", None, city
    if match and match.group(1) in WARD_KINDS:
        return match.group(1), match.group(2), city
    if match and match.group(1) in ("thành phố", "tỉnh"):
        return "", None, match.group(2) if match.group(2) in _provinces() else city
    owner = re.search(rf"\b({'|'.join(WARD_KINDS)})\s+((?:{PLACE_NAME}))", above) if not match else None
    if owner is not None:
        return owner[1], owner[2], city
    wards = Counter(
        (m.group(1).lower(), " ".join(m.group(2).split()))
        for m in re.finditer(rf"\b([Pp]hường|[Xx]ã|[Đđ]ặc khu)(?:[^\S\t]+)((?:{PLACE_NAME}))", raw)
    )
    if issuer and wards and not match:
        (kind, name), _ = wards.most_common(1)[0]
        return kind, modern(name), city
    return "", None, city


@cache
def _provinces() -> frozenset[str]:
    table = load("letterhead")["provinces"]
    return frozenset([*table["cities"], *table["provinces"]])


@cache
def _province_pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(_provinces(), key=len, reverse=True))
    return re.compile(rf"(?:thành\s+phố|tỉnh|TP\.?|(?:Thành|Tỉnh)\s+(?:ủy|uỷ))\s+({names})\b", re.IGNORECASE)


def _province(raw: str) -> str | None:
    text = modern(raw)
    counts: Counter[str] = Counter()
    spelled = {name.lower(): name for name in _provinces()}
    for match in _province_pattern().finditer(text):
        counts[spelled.get(" ".join(match.group(1).split()).lower(), match.group(1))] += 1
    return counts.most_common(1)[0][0] if counts else None
