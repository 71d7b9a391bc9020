"""Names and numbers as keys: what must be equal for two spellings to mean the same thing.

Keys are for comparing only; what is shown is always a spelling that some plan wrote.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ingest.citing.identity import DocumentId
from ingest.citing.numbers import level_of, read_number
from ingest.plan import Meta, Plan
from ingest.text.spelling import modern, unmarked

# The cities governed by the centre; every other unit of the first tier is a "tỉnh" (Resolution 202/2025/QH15).
_CITIES = ("Hà Nội", "Huế", "Hải Phòng", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ")
_WARD = re.compile(r"(?i:\b(phường|xã|thị trấn|đặc khu))\s+(\w[^,;@]*)")
_CITY = re.compile(r"(?i:\b(thành phố|tỉnh)|\b(thành ủy|tỉnh ủy))\s+(\w[^,;@]*)")
_ORGAN = re.compile(r"^(?:ban thường vụ|thường trực|ban chấp hành|(?:phó )?chủ tịch|giám đốc|bộ trưởng) ")


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """`text` for comparison: NFC, one tone placement, one dash, no case, single blanks (diacritics stay)."""
    text = modern(unicodedata.normalize("NFC", text)).replace("Ð", "Đ").replace("–", "-").replace("—", "-")
    return " ".join(text.casefold().split())


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """`text` as a person types it in haste: `key` without diacritics."""
    return unmarked(key(text).replace("đ", "d"))


def number_key(number: str) -> str:
    """A number with its symbol, or a law's name, for comparison: zeros before it, case, hyphens and "/" alike."""
    return DocumentId.parse(number).key[0]


@lru_cache(maxsize=65536)
def issuer_key(issuer: str) -> str:
    """A body for comparison, whichever of its organs signed ("Ban Thường vụ Thành ủy X" is "Thành ủy X").

    A Party organisation is its committee ("Đảng bộ phường A" is "Đảng ủy phường A"). The level words stay: phường A,
    xã A and thành phố A are three places.
    """
    body = _ORGAN.sub("", key(issuer)).replace(" của ", " ")
    body = re.sub(r"^đảng bộ thành phố ", "thành ủy ", re.sub(r"^đảng bộ tỉnh ", "tỉnh ủy ", body))
    return re.sub(r"^đảng bộ (?=phường|xã|đặc khu)", "đảng ủy ", body)


def digest(text: str, digits: int = 8) -> str:
    """The first hex digits of the SHA-256 of `text`."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:digits]


@lru_cache(maxsize=65536)
def needs_issuer(number: str) -> bool:
    """Whether bodies share the symbol of `number`, so that it names a document only together with its issuer."""
    found = read_number(number)
    return found is not None and level_of(found) == "local"


@dataclass(frozen=True, slots=True)
class Locality:
    """A ward and a city as full names ("phường Hồng Bàng", "thành phố Hải Phòng"); "" where not known.

    `inferred`: the plan does not name the city, the gazetteer does (`kg.assembly.places`).
    """

    ward: str = ""
    city: str = ""
    inferred: bool = False

    @property
    def name(self) -> str:
        """The ward with its city, or the city alone, or ""."""
        return ", ".join(part for part in (self.ward, self.city) if part)


def city_name(city: str | None) -> str:
    """ "Hải Phòng" -> "thành phố Hải Phòng"; a name that says what it is keeps it."""
    name = modern(" ".join((city or "").split()))
    if not name or key(name).startswith(("thành phố", "tỉnh")):
        return name
    return f"{'thành phố' if key(name) in {key(c) for c in _CITIES} else 'tỉnh'} {name}"


def locality_of_issuer(issuer: str) -> Locality:
    """The ward and city that an issuer's name holds ("Đảng ủy phường A" has the ward alone)."""
    ward, city = _WARD.search(issuer), _CITY.search(issuer)
    kind = ("thành phố" if key(city[1] or city[2]).startswith("thành") else "tỉnh") if city else ""
    ward_name = re.split(r"(?i)\s+(?:thành phố|tỉnh)\s", ward[2])[0] if ward else ""
    return Locality(
        f"{ward[1].lower()} {modern(ward_name.strip())}" if ward else "",
        f"{kind} {modern(city[3].strip())}" if city else "",
    )


def locality(plan: Plan) -> Locality:
    """Where a plan was issued: ward with its kind, and city, as far as its letterhead says."""
    meta = plan.meta
    city = city_name(meta.city) or locality_of_issuer(meta.issuer).city
    if not meta.ward:
        return Locality("", city)
    ward = modern(meta.ward)
    if _WARD.match(ward):
        return Locality(ward[0].lower() + ward[1:], city)
    return Locality(f"{_ward_kind(meta, plan)} {ward}".strip(), city)


def _ward_kind(meta: Meta, plan: Plan) -> str:
    for text in (meta.issuer, meta.place or "", meta.title):
        found = _WARD.search(text)
        if found:
            return found[1].lower()
    units = [key(unit.canonical) for unit in plan.units]
    return next((kind for kind in ("phường", "xã", "đặc khu") if any(u.endswith(f" {kind}") for u in units)), "")


def plan_number(plan: Plan) -> str | None:
    """The number and symbol of a plan as documents cite it ("98/KH-UBND", "12-KH/TU"), or None where it is blank."""
    number, symbol = plan.meta.number, plan.meta.symbol
    if not number or not any(c.isdigit() for c in number):
        return None
    number = re.sub(r"\s+", "", number)
    if not symbol or number.endswith(symbol):
        return number
    # Organs of the Party write "12-KH/TU" where the State writes "98/KH-UBND".
    return f"{number}{'-' if '/' in symbol else '/'}{symbol}"


def short_issuer(issuer: str) -> str:
    """An issuer's name as people write it in a label."""
    return re.sub(r"(?i)ủy ban nhân dân", "UBND", re.sub(r"(?i)hội đồng nhân dân", "HĐND", issuer))
