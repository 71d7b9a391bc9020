"""The wards of Vietnam since the merger of 1 July 2025 and those that they were formed from, with nothing inferred.

The table is the one that underthesea (Apache-2.0) ships for its address conversion: 10,602 rows, from wards of 63
provinces with districts to wards of 34 provinces without. It is read as a data file of the installed distribution; the
library itself is not imported. Names are compared in one spelling; a name that the table does not have gives ().

Measured flaws of the table: where two names of one province differ by their marks alone ("Cẩm Giang", "Cẩm Giàng"), it
lost the written name and kept it in lower case without blanks; `_written` puts the blanks back. Five island districts
had no wards: there the old ward is the district.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from ingest.errors import PlankgError
from ingest.text.spelling import modern, unmarked

_TABLE = "underthesea/address/data/mapping.json"
_FIELDS = {"old_ward", "old_ward_key", "old_district", "old_province", "new_ward", "new_ward_key", "new_province_key"}
_KIND = re.compile(r"(?i)(phường|xã|thị trấn|đặc khu|quận|huyện|thị xã|thành phố|tỉnh)(?:\s+|$)")

Side = Literal["old", "new"]


class GazetteerError(PlankgError):
    """The table is not there, or not what it was."""


class City(NamedTuple):
    """A unit of the first tier: kind ("thành phố", "tỉnh") and name ("Hải Phòng")."""

    kind: str
    name: str

    @property
    def full(self) -> str:
        """ "thành phố Hải Phòng"."""
        return f"{self.kind} {self.name}"


class NewWard(NamedTuple):
    """A ward since 1 July 2025: "phường", "Hồng Bàng", its city."""

    kind: str
    name: str
    city: City

    @property
    def full(self) -> str:
        """ "phường Hồng Bàng, thành phố Hải Phòng"."""
        return f"{self.kind} {self.name}, {self.city.full}"


class OldWard(NamedTuple):
    """A ward before 1 July 2025: name, district and province with their kinds ("" for a district without wards).

    `part`: only a part of it went into the new ward. `valid_until`: its last day (ISO).
    """

    name: str
    district: str
    province: str
    part: bool
    valid_until: str

    @property
    def full(self) -> str:
        """ "phường Hùng Vương, quận Hồng Bàng, thành phố Hải Phòng"."""
        return ", ".join(part for part in (self.name, self.district, self.province) if part)


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of the table, the provinces by their keys in it, and two days (ISO)."""

    rows: tuple[dict[str, Any], ...]
    cities: dict[str, City]
    first_day: str
    last_day_before: str


def cities() -> tuple[City, ...]:
    """The 34 units of the first tier, by kind and name."""
    return tuple(sorted(_table().cities.values()))


def first_day() -> str:
    """The day from which the new wards are in force: "2025-07-01"."""
    return _table().first_day


def split_kind(name: str) -> tuple[str, str]:
    """ "Phường Hồng Bàng" -> ("phường", "Hồng Bàng"); a name without a kind -> ("", name)."""
    name = " ".join(name.split())
    match = _KIND.match(name)
    return (match[1].lower(), name[match.end() :]) if match else ("", name)


def cities_of(ward: str, kind: str) -> tuple[City, ...]:
    """The cities and provinces that have a ward "Hồng Bàng" of the kind "phường" today; several for a common name."""
    table = _table()
    return tuple(sorted({_city(table, row) for row in _rows("new", kind, ward)}))


def predecessors(ward: str, kind: str, city: str) -> tuple[OldWard, ...]:
    """The wards that a ward of `city` ("Hải Phòng", with or without its kind) was formed from, sorted."""
    return tuple(sorted({_old(_table(), row) for row in _rows_of(ward, kind, city)}))


def unchanged(ward: str, kind: str, city: str) -> bool:
    """Whether a ward of `city` is the one it was before 1 July 2025, but for district and province."""
    rows = _rows_of(ward, kind, city)
    return bool(rows) and all(row["mapping_type"] == "unchanged" for row in rows)


def successors(ward: str, kind: str, district: str = "", province: str = "") -> tuple[NewWard, ...]:
    """The wards of today that a ward "Hùng Vương" of the kind "phường" before 1 July 2025 became, sorted.

    Several where it was divided, or where several had its name; `district` and `province` (with or without their kinds)
    tell these apart.
    """
    table = _table()
    return tuple(
        sorted(
            {
                _new(table, row)
                for row in _rows("old", kind, ward)
                if _fits(district, row["old_district"]) and _fits(province, row["old_province"])
            }
        )
    )


@cache
def _table() -> _Table:
    """The table, read at first use. Raises GazetteerError when it is not there or has another form."""
    data = _read()
    try:
        cities = {key: City(*split_kind(value["name"])) for key, value in data["province_names"].items()}
        start = date.fromisoformat(data["metadata"]["effective_date"])
        rows = tuple(data["ward_mapping"])
        if not rows or not rows[0].keys() >= _FIELDS:
            raise ValueError("rows without the names of wards")
    except (KeyError, TypeError, ValueError) as error:
        raise GazetteerError(f"{_TABLE}: not the table of underthesea 9.5 ({error!r}). {_WAY_OUT}") from error
    return _Table(rows, cities, start.isoformat(), (start - timedelta(days=1)).isoformat())


_WAY_OUT = "Install the version of underthesea that plankg asks for: pip install 'underthesea>=9.5,<10'"


def _read() -> Any:
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        return json.loads(Path(str(distribution("underthesea").locate_file(_TABLE))).read_text("utf-8"))
    except (PackageNotFoundError, OSError, ValueError) as error:
        raise GazetteerError(f"{_TABLE}: the table of wards cannot be read ({error}). {_WAY_OUT}") from error


@cache
def _index(side: Side) -> dict[str, list[dict[str, Any]]]:
    """The rows by the new or by the old name of the ward, as compared; each index is built when it is first asked."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in _table().rows:
        name = row[f"{side}_ward"] or row[f"{side}_ward_key"] or row["old_district"]
        found.setdefault(_key(name), []).append(row)
    return found


def _rows(side: Side, kind: str, ward: str) -> list[dict[str, Any]]:
    return _index(side).get(_key(f"{kind} {ward}"), []) if kind and ward.strip() else []


def _rows_of(ward: str, kind: str, city: str) -> list[dict[str, Any]]:
    table, wanted = _table(), _key(split_kind(city)[1])
    return [row for row in _rows("new", kind, ward) if _key(_city(table, row).name) == wanted]


def _fits(wanted: str, name: str) -> bool:
    return not wanted or _key(wanted) in (_key(name), _key(split_kind(name)[1]))


def _city(table: _Table, row: dict[str, Any]) -> City:
    return table.cities[row["new_province_key"]]


def _new(table: _Table, row: dict[str, Any]) -> NewWard:
    return NewWard(*split_kind(_written(row["new_ward"] or row["new_ward_key"])), _city(table, row))


def _old(table: _Table, row: dict[str, Any]) -> OldWard:
    name, district = _lower_kind(_written(row["old_ward"] or row["old_ward_key"])), _lower_kind(row["old_district"])
    province, part = _lower_kind(row["old_province"]), row["mapping_type"] == "divided"
    return OldWard(name or district, district if name else "", province, part, table.last_day_before)


def _lower_kind(name: str) -> str:
    return " ".join(part for part in split_kind(name) if part)


@cache
def _key(name: str) -> str:
    """A name as it is compared: NFC, one tone placement, no case, blanks, hyphens or apostrophes ("01" is "1")."""
    text = modern(unicodedata.normalize("NFC", name).replace("Ð", "Đ")).casefold()
    return re.sub(r"[\W_]+", "", re.sub(r"\b0+(?=\d)", "", text))


@cache
def _written(name: str) -> str:
    """A name that lost its blanks ("xãcẩmgiang") as it is written, by the syllables of all other names."""
    if " " in name or not name:
        return modern(name)
    kind = "phường" if name.startswith("phường") else "xã"
    known = _known_syllables()
    bare = name.removeprefix(kind)
    # Rare syllables ("càn", "dơn") stand in no other name with their marks.
    found = _syllables(bare, known) or _syllables(bare, known | {unmarked(one) for one in known}, marks_lost=True)
    return " ".join(syllable.capitalize() for syllable in (kind, *(found or (bare,))))


def _syllables(text: str, known: frozenset[str], marks_lost: bool = False) -> tuple[str, ...]:
    """The fewest `known` syllables that make up `text`, the longest first among equals; () when there are none."""
    ways = []
    for end in range(len(text), 0, -1):
        head, rest = text[:end], _syllables(text[end:], known, marks_lost)
        if (unmarked(head) if marks_lost else head) in known and (rest or end == len(text)):
            ways.append((head, *rest))
    return min(ways, key=len, default=())


@cache
def _known_syllables() -> frozenset[str]:
    names = (row[side] for row in _table().rows for side in ("old_ward", "new_ward", "old_district"))
    return frozenset(syllable for name in names for syllable in modern(name).lower().split())
