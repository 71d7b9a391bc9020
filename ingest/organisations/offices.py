"""Offices and groups of persons that stand where an organisation could: "Phó Hiệu trưởng", "Chuyên viên văn phòng"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ingest.grammar import load
from ingest.organisations.lexicon import alternatives, folded
from ingest.organisations.units import UnitMention, named_by
from ingest.passages import Place
from ingest.text.mapped import MappedText

_COMRADE = re.compile(r"(?:các\s)?(?:đồng chí|đ/c)\s")


def office_end(text: str) -> int | None:
    """The index in `text` (NFC) after the office that it opens with, "đồng chí" before it allowed; None without one."""
    match = _offices().match(folded(text))
    return match.end() if match else None


def in_charge(text: str, office: int) -> bool:
    """Whether the office that ends at `text[office]` is told by what it is in charge of: "..., phụ trách văn hóa"."""
    return _charges().match(folded(text), office) is not None


def is_staff(text: str) -> bool:
    """Whether `text` opens with staff of an organisation ("các đồng chí chuyên viên ..."), not its head."""
    return _staff().match(folded(text)) is not None


def office_holder(text: MappedText, i: int, j: int, kind: str, place: Place) -> UnitMention:
    """The mention of the office at `text[i:j]`: its name leaves out "đồng chí" and, after a comma, what it is in charge
    of; the quotation keeps them. The holder's name stays, because it tells one deputy from another."""
    whole = named_by(text, i, j, kind, place)
    comrade = _COMRADE.match(folded(text.text[i:j]))
    start = i + (comrade.end() if comrade else 0)
    end = office_end(text.text[start:j])
    if end is None:
        return whole
    end += start
    if not (text.text[end : end + 1] == "," and in_charge(text.text, end)):
        end = j
    name = named_by(text, start, end, kind, place).canonical
    if comrade is not None and comrade[0].startswith("các") and not name.startswith("Các"):
        name = f"Các {name[:1].lower()}{name[1:]}"
    return replace(whole, canonical=name)


@cache
def _offices() -> re.Pattern[str]:
    return re.compile(rf"(?:{_COMRADE.pattern})?(?:{alternatives(load('units')['persons']['offices'])})(?!\w)")


@cache
def _charges() -> re.Pattern[str]:
    return re.compile(rf",?\s(?:{alternatives(load('units')['persons']['charges'])})(?!\w)")


@cache
def _staff() -> re.Pattern[str]:
    return re.compile(rf"(?:{_COMRADE.pattern})?(?:{alternatives(load('units')['persons']['staff'])})(?!\w)")
