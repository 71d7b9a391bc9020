"""Organisations named in a text, under names that can be compared across wards (guidelines, "units")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.grammar import load
from ingest.organisations.entries import Entry, family_heads, family_members, head_words, known_units
from ingest.organisations.groups import Group, find_groups
from ingest.organisations.lexicon import Lexicon, Token, tokens
from ingest.organisations.names import is_person, name_end
from ingest.organisations.suffixes import Suffix, past_area, read_suffix
from ingest.passages import Place
from ingest.plan import Span, UnitLevel
from ingest.text.letters import UPPER
from ingest.text.mapped import MappedText
from ingest.text.spelling import modern

_AREA = re.compile(
    rf"\s(?:đóng )?trên địa bàn(?:\s(?:phường|xã|thành phố|tỉnh|đặc khu|thị trấn)(?:\s[{UPPER}]\w*){{0,4}})?\Z"
)
_OWNER = re.compile(r" thuộc (?:Sở|UBND|Ủy ban nhân dân)$")
_NAMES_PLACE = re.compile(rf"[{UPPER}][^\W\d_]*|\d{{1,2}}[A-Z]?")
_LONGEST_PLACE = 4
_SHORT = 2_000  # characters of a text whose units are kept for a while
# "bản Kế hoạch", "bản Quy hoạch": a paper, no hamlet.
_PAPERS = frozenset(
    {"kế", "quyết", "nghị", "thông", "đề", "báo", "công", "quy", "hợp", "cam", "dự", "kết", "tờ", "văn"}
)


_LONGEST = 160
_LINKS = frozenset({",", "và", "-", "–", "&"})
_PROPER = re.compile(rf"(?:\s(?:khu vực\s)?[{UPPER}][^\W\d_]*){{0,3}}")
_NUMBER = re.compile(r"\d{1,2}|[IVX]{1,5}")


@dataclass(frozen=True, slots=True)
class UnitMention:
    """An organisation named at `span`, which is `text[i:j]` of the text that was searched.

    `weak` mentions ("các doanh nghiệp") name organisations only where the sentence gives them something to do; names
    that are not `listed` in the grammar end where the tagger saw a verb, and may be longer.
    """

    canonical: str
    kind: str
    level: UnitLevel
    span: Span
    i: int
    j: int
    weak: bool = False
    listed: bool = True


@dataclass(frozen=True, slots=True)
class _Found:
    """A unit before its place in the raw text is known; `after` is the index of the next token."""

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


def find_units(text: MappedText, place: Place) -> tuple[UnitMention, ...]:
    """The organisations that `text` names, in order, without overlap; `place` completes names such as "Công an"."""
    return tuple(
        UnitMention(
            found.canonical,
            found.kind,
            found.level,
            text.span(found.i, found.j),
            found.i,
            found.j,
            found.weak,
            found.listed,
        )
        for found in (_in_short(text.text, place) if len(text.text) < _SHORT else _find(text.text, place))
    )


@lru_cache(maxsize=1024)
def _in_short(text: str, place: Place) -> tuple[_Found, ...]:
    """As `_find`: cells repeat, and a statement is asked for who does it and for who is named besides."""
    return tuple(_find(text, place))


def named_by(text: MappedText, i: int, j: int, kind: str, place: Place) -> UnitMention:
    """An organisation under the name that is written at `text[i:j]`, for names that no rule knows the end of."""
    level: UnitLevel = "group" if kind == "nhóm" else "ward" if place.kind else "city"
    return UnitMention(_as_written(text.text[i:j], place), kind, level, text.span(i, j), i, j, listed=False)


def _find(text: str, place: Place) -> Iterator[_Found]:
    sequence = tokens(text)
    groups = {group.i: group for group in find_groups(text)}
    index = last = 0
    family = ""
    while index < len(sequence):
        opens = sequence[index].text[0].isalpha() and not _inside_symbol(text, sequence[index].i)
        found = _at(text, sequence, index, place, groups) if opens else None
        if found is None and family and sequence[index].capital:
            found = _elliptic(sequence, index, family, place)
        if found is None:
            family = family if sequence[index].text in {",", "và", ":"} else ""
            index += 1
            continue
        if found.canonical:
            found = _with_area(found, sequence, place)
            yield _with_head(found, sequence, index, last)
        family, index = found.family, found.after
        last = index


def _with_area(found: _Found, sequence: Sequence[Token], place: Place) -> _Found:
    """The mention with "trên địa bàn phường" and "thuộc Phòng Kinh tế" behind it, neither a part of its name."""
    after = past_area(sequence, _past_concerned(found, sequence), place)
    if found.level != "group" and [token.key for token in sequence[after : after + 1]] == ["thuộc"]:
        owner = _listed(sequence, after + 1, place) if after + 1 < len(sequence) else None
        after = owner.after if owner is not None else after
    return found if after == found.after else replace(found, after=after, j=sequence[after - 1].j)


def _past_concerned(found: _Found, sequence: Sequence[Token]) -> int:
    """Past the "có liên quan" of "UBND các xã, phường có liên quan"."""
    keys = [token.key for token in sequence[found.after : found.after + 3]]
    for concerned in (["có", "liên", "quan"], ["liên", "quan"]):
        if found.level == "group" and found.kind != "nhóm" and keys[: len(concerned)] == concerned:
            return found.after + len(concerned)
    return found.after


def _inside_symbol(text: str, i: int) -> bool:
    """Whether the word belongs to the symbol of a document, as UBND does in "98/KH-UBND"."""
    return i > 1 and text[i - 1] in "-/" and not text[i - 2].isspace()


def _at(text: str, sequence: Sequence[Token], index: int, place: Place, groups: dict[int, Group]) -> _Found | None:
    listed = _listed(sequence, index, place)
    own = _own(text, sequence, index, listed, place)
    if own is not None:
        return own
    group = groups.get(sequence[index].i)
    if group is not None and (listed is None or listed.j < group.j):
        return _own_school(group, sequence, index, place) or _grouped(group, sequence, index)
    several = next((k for k in range(index + 1, listed.after) if sequence[k].i in groups), None) if listed else None
    if listed is not None and several is not None and groups[sequence[several].i].j > listed.j:
        all_of_them = _grouped(groups[sequence[several].i], sequence, several)  # "Trưởng các thôn, ấp"
        return replace(all_of_them, i=listed.i) if all_of_them else listed
    if (listed is None or listed.kind == "tổ dân phố") and (one := _named_place(text, sequence, index)) is not None:
        return one
    if listed is not None and not (listed.extends and _may_go_on(sequence, listed)):
        return listed
    end = (
        None
        if is_person(sequence, index)
        else name_end(text, sequence, index, known_units(), listed.after if listed else 0)
    )
    if end is None or (listed is not None and end <= listed.j):
        return listed
    longer = _unlisted(text, sequence, index, end, place)
    return longer if listed is None else replace(longer, kind=listed.kind, level=listed.level, listed=True)


def _may_go_on(sequence: Sequence[Token], listed: _Found) -> bool:
    """Whether a listed name that may be longer goes on; the branch of a department only with "và" and a capital."""
    if not listed.family:
        return True
    following = sequence[listed.after : listed.after + 2]
    return [token.text for token in following[:1]] == ["và"] and following[-1].capital


def _named_place(text: str, sequence: Sequence[Token], index: int) -> _Found | None:
    """One neighbourhood by its name or number: "khu phố 3", "thôn Tây An Vĩnh". Weak: places are more often where
    something is done than who does it."""
    match = _place_words().match(sequence, index)
    if match is None:
        return None
    after, kind = match
    end = after
    if [token.key for token in sequence[after : after + 1]] == ["số"] and _NUMBER.fullmatch(
        _text_at(sequence, after + 1)
    ):
        end += 1  # "tổ dân phố số 12"
    while end < len(sequence) and end - after < _LONGEST_PLACE and _NAMES_PLACE.fullmatch(sequence[end].text):
        end += 1
    if end == after or (kind == "bản" and sequence[after].key in _PAPERS):
        return None
    i, j = sequence[index].i, sequence[end - 1].j
    name = " ".join(text[i:j].split())
    return _Found(name[:1].upper() + name[1:], kind, "ward", i, j, end, weak=True)


@lru_cache(maxsize=1)
def _place_words() -> Lexicon[str]:
    lexicon: Lexicon[str] = Lexicon()
    for word in load("units")["groups"]["neighbourhoods"]:
        lexicon.add(word, word)
    return lexicon


def _own(text: str, sequence: Sequence[Token], index: int, listed: _Found | None, place: Place) -> _Found | None:
    """An organisation that the plan writes both in full and in short, named as its full name is.

    A short form is read as if the full name stood in its place, so that what follows it still belongs to the name.
    """
    match = _own_names(place.short_names).match(sequence, index) if place.short_names else None
    if match is None or not sequence[index].capital:
        return None
    after, full = match
    i, j = sequence[index].i, sequence[after - 1].j
    if listed is not None and listed.j >= j:
        return None
    spelled = full + text[j : j + _LONGEST]
    found = next(_find(spelled, replace(place, short_names=())), None)
    if found is None or found.i > 0 or found.j < len(full):
        level: UnitLevel = "ward" if place.kind else "city"
        length = len(full) + len(_PROPER.match(spelled, len(full))[0])  # type: ignore[index]
        found = _Found(_as_written(spelled[:length], place), full.split()[0].lower(), level, 0, length, 0)
    end = j + found.j - len(full)
    after = next((k for k in range(index, len(sequence)) if sequence[k].i >= end), len(sequence))
    return replace(found, i=i, j=end, after=after)


@lru_cache(maxsize=64)
def _own_names(names: tuple[tuple[str, str], ...]) -> Lexicon[str]:
    lexicon: Lexicon[str] = Lexicon()
    for short, full in names:
        lexicon.add(full, full)
        lexicon.add(short, full)
    return lexicon


def _listed(sequence: Sequence[Token], index: int, place: Place) -> _Found | None:
    match = known_units().match(sequence, index)
    if match is not None and match[1].tight:
        stop = next((k for k in range(index, match[0]) if sequence[k].text in _LINKS), None)
        match = match if stop is None else known_units().match(sequence[:stop], index)
    if match is None:
        return None
    after, entry = match
    suffix = read_suffix(sequence, after, place) if entry.scope != "none" else None
    if (suffix is None and not entry.bare) or (suffix is not None and entry.unnamed and suffix.named):
        return None
    if not _cased(sequence[index:after], entry, suffix) or _is_other_name(sequence, after, entry, place):
        return None
    after = suffix.after if suffix is not None else after
    after = _past_number(sequence, after)
    canonical, level = _named(entry, suffix, place)
    return _Found(
        canonical,
        entry.kind,
        level,
        sequence[index].i,
        sequence[after - 1].j,
        after,
        entry.weak,
        family=entry.family,
        extends=entry.extends,
    )


def _past_number(sequence: Sequence[Token], after: int) -> int:
    """Past the "(chi nhánh) khu vực VI" of a branch: the number says which one, and is no part of the name."""
    at = after
    if [token.key for token in sequence[at : at + 2]] == ["chi", "nhánh"]:
        at += 2
    if " ".join(token.key for token in sequence[at : at + 2]) == "khu vực":
        at += 2
    elif [token.key for token in sequence[at : at + 1]] == ["khu vực"]:
        at += 1
    elif [token.key for token in sequence[at : at + 1]] == ["số"] and _NUMBER.fullmatch(_text_at(sequence, at + 1)):
        return at + 2  # "Cơ sở cai nghiện ma túy số 2"
    numbered = at < len(sequence) and sequence[at - 1].key.endswith("vực") and _NUMBER.fullmatch(sequence[at].text)
    return at + 1 if numbered else after


def _text_at(sequence: Sequence[Token], at: int) -> str:
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


def _named(entry: Entry, suffix: Suffix | None, place: Place) -> tuple[str, UnitLevel]:
    level = suffix.level if suffix is not None and suffix.level and entry.level != "party" else entry.level
    if level == "ward" and suffix is None and entry.scope == "keep" and not place.kind and place.city_kind:
        level = "city"  # the plan is a province's, and so is its police
    if entry.scope != "keep":
        return entry.name, level if entry.scope == "drop" and entry.family == "" else entry.level
    word = suffix.word if suffix is not None else (place.kind if entry.level in ("ward", "party") else "")
    if entry.name != "Đảng ủy":  # a province has a Tỉnh ủy: its plan means those below it
        word = word or place.city_kind
    return f"{entry.name} {word}".strip(), level


def _elliptic(sequence: Sequence[Token], index: int, family: str, place: Place) -> _Found | None:
    """The "Tài chính" of "Sở Nội vụ, Tài chính" and "các sở: Nội vụ, Tài chính"."""
    match = family_members(family).match(sequence, index)
    if match is None:
        return None
    after, entry = match
    suffix = read_suffix(sequence, after, place)
    after = suffix.after if suffix is not None else after
    return _Found(entry.name, entry.kind, entry.level, sequence[index].i, sequence[after - 1].j, after, family=family)


def _own_school(group: Group, sequence: Sequence[Token], index: int, place: Place) -> _Found | None:
    """In a school's own plan "nhà trường" is that school; elsewhere it stands for all of them."""
    name = sequence[index : index + 2]
    if [token.key for token in name] != ["nhà", "trường"] or name[-1].j != group.j:
        return None
    if not place.issuer.startswith("Trường "):
        return None
    return _Found("Nhà trường", "trường", "ward", group.i, group.j, index + 2)


def _grouped(group: Group, sequence: Sequence[Token], index: int) -> _Found | None:
    after = next((k for k in range(index, len(sequence)) if sequence[k].i >= group.j), len(sequence))
    head = sequence[after - 1].text.capitalize()
    if group.single and after < len(sequence) and head in family_heads():
        listed = after + 1 if sequence[after].text == ":" else after
        if listed < len(sequence) and sequence[listed].capital and family_members(head).match(sequence, listed):
            return _Found("", "", "group", group.i, group.j, after, family=head)
    return _Found(group.canonical, "nhóm", "group", group.i, group.j, after, group.weak)


def _unlisted(text: str, sequence: Sequence[Token], index: int, end: int, place: Place) -> _Found:
    start = sequence[index].i
    after = next((k for k in range(index, len(sequence)) if sequence[k].i >= end), len(sequence))
    kind = sequence[index].text.lower()
    level: UnitLevel = "ward" if place.kind else "city"
    return _Found(_as_written(text[start:end], place), kind, level, start, end, after, listed=False)


def _as_written(name: str, place: Place) -> str:
    bare = _without_place(modern(" ".join(name.split())), place)
    bare = _OWNER.sub("", _AREA.sub("", bare))
    return bare[:1].upper() + bare[1:]


def _without_place(name: str, place: Place) -> str:
    for ending in (f"{place.kind} {place.ward}", f"{place.city_kind} {place.city}", place.kind, place.city_kind):
        if ending and name.endswith(f" {ending}"):
            return name.removesuffix(f" {ending}")
    return name


def _with_head(found: _Found, sequence: Sequence[Token], index: int, last: int) -> _Found:
    """The mention with "Chủ tịch", "Người đứng đầu", "các Tổ trưởng" before it, none of it before token `last`."""
    start = index
    if found.kind != "nhóm" and " các " in found.canonical and index > last and sequence[index - 1].key == "các":
        start -= 1  # "các đảng ủy xã, phường"
    while (longer := _head_before(sequence, start)) is not None and longer >= last:
        start = longer
    if start == index:
        return found
    return replace(found, i=sequence[start].i)


def _head_before(sequence: Sequence[Token], index: int) -> int | None:
    for length in (4, 3, 2, 1):
        start = index - length
        if start >= 0 and " ".join(token.key for token in sequence[start:index]) in head_words():
            return start
    return None
