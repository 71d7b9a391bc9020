"""One organisation that the grammar lists, at a place in a text: its canonical name by what places it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.organisations.entries import Entry, known_units
from ingest.organisations.lexicon import Token
from ingest.organisations.suffixes import Suffix, proper_name, read_suffix
from ingest.passages import Place
from ingest.plan import UnitLevel

COMMUNES = "@"
"""What the family of a list of communes by name begins with."""
_LINKS = frozenset({",", "và", "-", "–", "&"})
NUMBER = re.compile(r"\d{1,2}|[IVX]{1,5}")
"""The number of a branch: "7", "XIV"."""


@dataclass(frozen=True, slots=True)
class Found:
    """A unit before its place in the raw text is known; `after` is the index of the next token, `name` what the grammar
    lists it by."""

    canonical: str
    kind: str
    level: UnitLevel
    i: int
    j: int
    after: int
    weak: bool = False
    family: str = ""
    extends: bool = False
    listed: bool = True
    name: str = ""


def listed_at(sequence: Sequence[Token], index: int, place: Place) -> Found | None:
    match = known_units().match(sequence, index)
    if match is not None and match[1].tight:
        stop = next((k for k in range(index, match[0]) if sequence[k].text in _LINKS), None)
        match = match if stop is None else known_units().match(sequence[:stop], index)
    if match is None:
        return None
    after, entry = match
    if entry.of_school and not place.issuer.startswith("Trường "):
        return None
    short = _past_short_form(sequence, after)
    suffix = read_suffix(sequence, short, place) if entry.scope != "none" else None
    if (suffix is None and not entry.bare) or (suffix is not None and entry.unnamed and suffix.named):
        return None
    if not _cased(sequence[index:after], entry, suffix) or _is_other_name(sequence, after, entry, place):
        return None
    after = suffix.after if suffix is not None else short
    numbered = _past_number(sequence, after)
    canonical, level = _named(entry, suffix, place, _branch(sequence, after, numbered, entry))
    after, family = numbered, entry.family
    if suffix is not None and suffix.word in ("các xã", "các phường") and entry.scope == "keep":
        start = after + (text_at(sequence, after) == ":")
        named = proper_name(sequence, start)
        if named >= start + 2:  # "UBND các xã Bảo Thắng, Trấn Yên": each on its own
            kind = suffix.word.removeprefix("các ")
            canonical, level = f"{entry.name} {kind} {' '.join(t.text for t in sequence[start:named])}", "ward"
            after, family = named, f"{COMMUNES}{entry.name} {kind}"
    return Found(
        canonical,
        entry.kind,
        level,
        sequence[index].i,
        sequence[after - 1].j,
        after,
        entry.weak,
        family=family,
        extends=entry.extends,
        name=entry.name,
    )


def _past_short_form(sequence: Sequence[Token], after: int) -> int:
    """Past the "(LHPN)" between a name and its level."""
    bracket = [token.text for token in sequence[after : after + 3]]
    abbreviated = len(bracket) == 3 and (bracket[0], bracket[2]) == ("(", ")") and bracket[1].isupper()
    return after + 3 if abbreviated and len(bracket[1]) > 1 else after


def _past_number(sequence: Sequence[Token], after: int) -> int:
    """Past the "(chi nhánh) khu vực VI" of a branch."""
    at = after
    if [token.key for token in sequence[at : at + 2]] == ["chi", "nhánh"]:
        at += 2
    if " ".join(token.key for token in sequence[at : at + 2]) == "khu vực":
        at += 2
    elif [token.key for token in sequence[at : at + 1]] == ["khu vực"]:
        at += 1
    elif [token.key for token in sequence[at : at + 1]] == ["số"] and NUMBER.fullmatch(text_at(sequence, at + 1)):
        return at + 2  # "Cơ sở cai nghiện ma túy số 2"
    numbered = at < len(sequence) and sequence[at - 1].key.endswith("vực") and NUMBER.fullmatch(sequence[at].text)
    return at + 1 if numbered else after


def _branch(sequence: Sequence[Token], after: int, numbered: int, entry: Entry) -> str:
    """ "khu vực VI", "số 2": which of the branches; "" where none is named by number."""
    number = sequence[numbered - 1].text
    if not NUMBER.fullmatch(number):
        return "khu vực" if numbered > after and not entry.name.endswith("khu vực") else ""
    counted = sequence[numbered - 2].key == "số"
    return number if entry.name.endswith("khu vực") else f"{'số' if counted else 'khu vực'} {number}"


def text_at(sequence: Sequence[Token], at: int) -> str:
    return sequence[at].text if at < len(sequence) else ""


def _is_other_name(sequence: Sequence[Token], after: int, entry: Entry, place: Place) -> bool:
    """Whether the words are a part of something else ("Chính phủ số"), or name one body and not all of its kind: in a
    ward's plan "lực lượng Công an" is the ward's, and "lực lượng Công an thành phố" is the city's in every plan."""
    if [token.key for token in sequence[after : after + 1]] and sequence[after].key in entry.not_before:
        return True
    return entry.collective and (bool(place.kind) or read_suffix(sequence, after, place) is not None)


def _cased(matched: Sequence[Token], entry: Entry, suffix: Suffix | None) -> bool:
    """Names are capitalised somewhere; abbreviations are all capitals; some common nouns need no capital."""
    if entry.form.isupper() and len(matched) == 1:
        return matched[0].text.isupper()
    return entry.lower or any(token.capital for token in matched) or (suffix is not None and not entry.unnamed)


def _named(entry: Entry, suffix: Suffix | None, place: Place, branch: str) -> tuple[str, UnitLevel]:
    """The canonical name and its level: what places a body in a ward is left out where wards are compared by it, and
    kept above them, for the farmers' union of the province is not that of the ward."""
    level = suffix.level if suffix is not None and suffix.level and entry.level != "party" else entry.level
    if level == "ward" and suffix is None and entry.scope == "keep" and not place.kind and place.city_kind:
        level = "city"  # the plan is a province's, and so is its police
    if branch:
        return f"{entry.name} {branch}", level
    if suffix is not None and suffix.several and entry.scope == "drop":
        return f"{entry.name} {suffix.word}", "group"  # "Trạm Y tế các xã, phường" of a province's plan
    if entry.scope != "keep":
        if suffix is None or entry.scope != "drop" or entry.family not in ("", "Hội"):
            return entry.name, entry.level
        above = suffix.word in ("tỉnh", "thành phố") and not entry.name.startswith("Thành ")
        return f"{entry.name} {suffix.word}" if above else entry.name, level
    word = suffix.word if suffix is not None else (place.kind if entry.level in ("ward", "party") else "")
    # A province has a Tỉnh ủy: its plan means those below it. A body of the state is no province's.
    if entry.name != "Đảng ủy" and level != "national":
        word = word or place.city_kind
    other = suffix.other if suffix is not None else ""
    return " ".join(part for part in (entry.name, word, other) if part), level
