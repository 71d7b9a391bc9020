"""Organisations named in a text, under names that can be compared across wards (guidelines, "units")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.grammar import load
from ingest.organisations.boards import board_of_purpose, first_words, numbered_board
from ingest.organisations.entries import family_heads, family_members, head_words, known_units
from ingest.organisations.groups import Group, find_groups
from ingest.organisations.lexicon import Lexicon, Token, tokens
from ingest.organisations.listed import COMMUNES, Found, listed_at, text_at
from ingest.organisations.names import head_end, is_person, name_end, name_firsts
from ingest.organisations.neighbourhoods import named_neighbourhood, neighbourhood_words, past_neighbourhoods
from ingest.organisations.suffixes import past_area, proper_name, read_suffix
from ingest.passages import Place
from ingest.plan import Span, UnitLevel
from ingest.text.letters import UPPER
from ingest.text.mapped import MappedText
from ingest.text.spelling import modern

_AREA = re.compile(
    rf"\s(?:đóng )?trên địa bàn(?:\s(?:phường|xã|thành phố|tỉnh|đặc khu|thị trấn)(?:\s[{UPPER}]\w*){{0,4}})?\Z"
)
_OWNER = re.compile(r" thuộc (?:Sở|UBND|Ủy ban nhân dân)$")
# The last syllable before "Sở" alone: of "giám đốc", "lãnh đạo", "báo cáo", "về".
_BEFORE_OWN = frozenset({"đốc", "đạo", "cáo", "về"})
_FIRM = re.compile(r"^Cty\.?(?P<joint> (?:CP|Cổ phần))?")
_SHORT = 2_000  # characters of a text whose units are kept for a while
_LONGEST = 160
# "12/2024/NQ -", before the body whose symbol it is.
_SYMBOL = re.compile(r"\d[A-Zđ]?/[A-ZĐ]{2,4}\s?[-–]\s?\Z")
_PROPER = re.compile(rf"(?:\s(?:khu vực\s)?[{UPPER}][^\W\d_]*){{0,3}}")


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
def _in_short(text: str, place: Place) -> tuple[Found, ...]:
    """As `_find`: cells repeat, and a statement is asked for who does it and for who is named besides."""
    return tuple(_find(text, place))


def named_by(text: MappedText, i: int, j: int, kind: str, place: Place) -> UnitMention:
    """An organisation under the name that is written at `text[i:j]`, for names that no rule knows the end of."""
    level: UnitLevel = "group" if kind == "nhóm" else "ward" if place.kind else "city"
    return UnitMention(_as_written(text.text[i:j], place), kind, level, text.span(i, j), i, j, listed=False)


def _find(text: str, place: Place) -> Iterator[Found]:
    sequence = tokens(text)
    groups = {group.i: group for group in find_groups(text)}
    firsts = _firsts(place.short_names)
    index = last = 0
    family = ""
    while index < len(sequence):
        opens = sequence[index].keys[0] in firsts or sequence[index].i in groups
        opens = opens and sequence[index].text[0].isalpha() and not _inside_symbol(text, sequence[index].i)
        found = _at(text, sequence, index, place, groups) if opens else None
        if found is None and family and sequence[index].capital:
            found = _elliptic(sequence, index, family, place)
        if found is None:
            family = family if sequence[index].text in {",", "và", ":"} else ""
            index += 1
            continue
        if found.canonical and not _names_again(found, sequence, index, last):
            found = _with_area(found, sequence, place)
            yield _with_head(found, sequence, index, last)
        family, index = found.family, found.after
        last = index


def _names_again(found: Found, sequence: Sequence[Token], index: int, last: int) -> bool:
    """The symbol in brackets behind the name whose it is: "Phòng An ninh mạng (PA05) chủ trì"."""
    enclosed = last and index == last + 1 and sequence[last].text == "("
    return bool(enclosed) and text_at(sequence, found.after) == ")" and found.after == index + 1


@lru_cache(maxsize=64)
def _firsts(own: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """What a token is looked up by where a name may open, the plan's `own` short names among them: most open none, and
    need not be looked at."""
    lexicons = (
        known_units().firsts,
        _parts().firsts,
        neighbourhood_words().firsts,
        name_firsts(),
        _own_names(own).firsts,
    )
    return frozenset({"sở"}).union(first_words(), *lexicons)


def _with_area(found: Found, sequence: Sequence[Token], place: Place) -> Found:
    """The mention with "trên địa bàn phường" and "thuộc Phòng Kinh tế" behind it, neither a part of its name."""
    after = past_neighbourhoods(found, sequence)
    after = past_area(sequence, after if after > found.after else _past_concerned(found, sequence), place)
    if found.level != "group" and [token.key for token in sequence[after : after + 1]] == ["thuộc"]:
        owner = listed_at(sequence, after + 1, place) if after + 1 < len(sequence) else None
        after = owner.after if owner is not None else after
    return found if after == found.after else replace(found, after=after, j=sequence[after - 1].j)


def _past_concerned(found: Found, sequence: Sequence[Token]) -> int:
    """Past the "có liên quan" of "UBND các xã, phường có liên quan"."""
    keys = [token.key for token in sequence[found.after : found.after + 3]]
    for concerned in (["có", "liên", "quan"], ["liên", "quan"]):
        if found.level == "group" and found.kind != "nhóm" and keys[: len(concerned)] == concerned:
            return found.after + len(concerned)
    return found.after


def _inside_symbol(text: str, i: int) -> bool:
    """Whether the word belongs to the symbol of a document, as UBND does in "98/KH-UBND" and in "98/KH - UBND"."""
    if i < 2 or not {"-", "–", "/"} & {text[i - 1], text[i - 2]}:
        return False
    near = text[i - 1] in "-/" and not text[i - 2].isspace()
    return near or _SYMBOL.search(text, max(0, i - 24), i) is not None


def _at(text: str, sequence: Sequence[Token], index: int, place: Place, groups: dict[int, Group]) -> Found | None:
    listed = listed_at(sequence, index, place)
    own = _own(text, sequence, index, listed, place) or (
        _own_department(sequence, index, place) if not listed else None
    )
    if own is not None:
        return own
    board = numbered_board(text, sequence, index, place) or board_of_purpose(text, sequence, index, place)
    if board is not None and (listed is None or listed.j < board.j):
        return board
    part = _part_of(text, sequence, index, place)
    if part is not None and (listed is None or listed.j < part.j):
        return part
    group = groups.get(sequence[index].i)
    if group is not None and _named_alike(text, sequence, index, group):
        group = None
    if group is not None and (listed is None or listed.j < group.j):
        return _own_school(group, sequence, index, place) or _grouped(group, sequence, index)
    several = next((k for k in range(index + 1, listed.after) if sequence[k].i in groups), None) if listed else None
    if listed is not None and several is not None and groups[sequence[several].i].j > listed.j:
        all_of_them = _grouped(groups[sequence[several].i], sequence, several)  # "Trưởng các thôn, ấp"
        return replace(all_of_them, i=listed.i) if all_of_them else listed
    if (listed is None or listed.kind == "tổ dân phố") and (
        one := named_neighbourhood(text, sequence, index)
    ) is not None:
        return one
    if listed is not None and listed.kind == "công an":
        return _of_police(listed, sequence, place)
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
    if listed is None:
        return longer
    name = longer.canonical
    if any(token.text.isupper() and len(token.text) > 1 for token in sequence[index : listed.after]):  # "Đồn BP Lý Sơn"
        name = f"{listed.name} {_without_place(modern(' '.join(text[listed.j : end].split())), place)}"
    return replace(longer, canonical=name, kind=listed.kind, level=listed.level, listed=True)


def _named_alike(text: str, sequence: Sequence[Token], index: int, group: Group) -> bool:
    """Whether one body with a proper name is taken for a group: "Hợp tác xã dịch vụ nông nghiệp Hòa An"."""
    if not group.single or not sequence[index].capital or sequence[index].key in ("các", "những", "tất", "toàn"):
        return False
    end = name_end(text, sequence, index, known_units())
    if end is None or end <= group.j:
        return False
    last = text[group.j : end].split()[-2:]
    return len(last) == 2 and all(syllable.istitle() for syllable in last)


def _part_of(text: str, sequence: Sequence[Token], index: int, place: Place) -> Found | None:
    """A part of an organisation that is named by it: "Chi bộ Công an phường", "các thành viên Ban Chỉ đạo"."""
    head = _parts().match(sequence, index)
    if head is None or not (sequence[index].capital or head[1]):
        return None
    whole = _at(text, sequence, head[0], place, {}) if head[0] < len(sequence) else None
    if whole is None or whole.level == "group" or not sequence[head[0]].capital:
        return None
    if not whole.listed and sequence[index].key != "đảng":  # "Đảng ủy Công ty Than Mạo Khê"
        return None
    i = sequence[index].i
    name = " ".join(text[i : sequence[head[0] - 1].j].split())
    return replace(whole, canonical=f"{name[:1].upper()}{name[1:]} {whole.canonical}", kind=name.lower(), i=i)


@lru_cache(maxsize=1)
def _parts() -> Lexicon[bool]:
    """The words, and whether they are a group that needs no capital."""
    return Lexicon({word: word.startswith("các") for word in load("units")["open"]["parts"]})


def _of_police(listed: Found, sequence: Sequence[Token], place: Place) -> Found:
    """A department with the police that it belongs to: "Phòng Cảnh sát giao thông Công an tỉnh"."""
    at = listed.after + ([token.text for token in sequence[listed.after : listed.after + 1]] in (["-"], ["–"]))
    owner = listed_at(sequence, at, place) if at < len(sequence) else None
    if owner is None or owner.kind != listed.kind or not owner.canonical.startswith("Công an "):
        return listed
    return replace(listed, canonical=f"{listed.canonical} {owner.canonical}", j=owner.j, after=owner.after)


def _may_go_on(sequence: Sequence[Token], listed: Found) -> bool:
    """Whether a listed name that may be longer goes on; the branch of a department only with "và" and a capital."""
    if not listed.family:
        return True
    following = sequence[listed.after : listed.after + 2]
    return [token.text for token in following[:1]] == ["và"] and following[-1].capital


def _own(text: str, sequence: Sequence[Token], index: int, listed: Found | None, place: Place) -> Found | None:
    """An organisation that the plan writes both in full and in short, named as its full name is.

    A short form is read as if the full name stood in its place, so that what follows it still belongs to the name.
    """
    match = _own_names(place.short_names).match(sequence, index) if place.short_names else None
    if match is None or not sequence[index].capital:
        return None
    after, full = match
    i, j = sequence[index].i, sequence[after - 1].j
    branch = full.startswith(text[i:j])  # "Tòa án nhân dân" of the plan that names one branch
    if listed is not None and (listed.j > j or (listed.j == j and not branch)):
        return None
    spelled = full + text[j : j + _LONGEST]
    found = next(_find(spelled, replace(place, short_names=())), None)
    if found is None or found.i > 0 or found.j < len(full):
        level: UnitLevel = "ward" if place.kind else "city"
        length = len(full) + len(_PROPER.match(spelled, len(full))[0])  # type: ignore[index]
        found = Found(_as_written(spelled[:length], place), _kind_of(tokens(full), 0), level, 0, length, 0)
    end = j + found.j - len(full)
    after = next((k for k in range(index, len(sequence)) if sequence[k].i >= end), len(sequence))
    return replace(found, i=i, j=end, after=after)


def _own_department(sequence: Sequence[Token], index: int, place: Place) -> Found | None:
    """In a department's own plan the "Sở" of "Giám đốc Sở", "báo cáo Sở" and "gửi về Sở" is that department."""
    token, before = sequence[index], sequence[index - 1].key if index else ""
    after = sequence[index + 1] if index + 1 < len(sequence) else None
    if token.text != "Sở" or not place.issuer.startswith("Sở ") or before not in _BEFORE_OWN:
        return None
    if after is not None and after.capital and after.text.isalpha():
        return None
    return Found(_without_place(place.issuer, place), "sở", "city", token.i, token.j, index + 1)


@lru_cache(maxsize=64)
def _own_names(names: tuple[tuple[str, str], ...]) -> Lexicon[str]:
    lexicon: Lexicon[str] = Lexicon()
    for short, full in names:
        lexicon.add(full, full)
        lexicon.add(short, full)
    return lexicon


def _elliptic(sequence: Sequence[Token], index: int, family: str, place: Place) -> Found | None:
    """The "Tài chính" of "Sở Nội vụ, Tài chính" and "các sở: Nội vụ, Tài chính"."""
    if family.startswith(COMMUNES):
        return _next_commune(sequence, index, family)
    match = family_members(family).match(sequence, index)
    if match is None:
        return None
    after, entry = match
    suffix = read_suffix(sequence, after, place)
    after = suffix.after if suffix is not None else after
    return Found(entry.name, entry.kind, entry.level, sequence[index].i, sequence[after - 1].j, after, family=family)


def _next_commune(sequence: Sequence[Token], index: int, family: str) -> Found | None:
    """The "Trấn Yên" of "UBND các xã Bảo Thắng, Trấn Yên"."""
    after = proper_name(sequence, index)
    if after < index + 2:
        return None
    name = " ".join(token.text for token in sequence[index:after])
    canonical = f"{family.removeprefix(COMMUNES)} {name}"
    return Found(canonical, "ủy ban nhân dân", "ward", sequence[index].i, sequence[after - 1].j, after, family=family)


def _own_school(group: Group, sequence: Sequence[Token], index: int, place: Place) -> Found | None:
    """In a school's own plan "nhà trường" is that school; elsewhere it stands for all of them."""
    name = sequence[index : index + 2]
    if [token.key for token in name] != ["nhà", "trường"] or name[-1].j != group.j:
        return None
    if not place.issuer.startswith("Trường "):
        return None
    return Found("Nhà trường", "trường", "ward", group.i, group.j, index + 2)


def _grouped(group: Group, sequence: Sequence[Token], index: int) -> Found | None:
    after = next((k for k in range(index, len(sequence)) if sequence[k].i >= group.j), len(sequence))
    head = sequence[after - 1].text.capitalize()
    if group.single and after < len(sequence) and head in family_heads():
        listed = after + 1 if sequence[after].text == ":" else after
        if listed < len(sequence) and sequence[listed].capital and family_members(head).match(sequence, listed):
            return Found("", "", "group", group.i, group.j, after, family=head)
    return Found(group.canonical, "nhóm", "group", group.i, group.j, after, group.weak)


_NATIONAL = frozenset({"cục", "tổng cục", "vụ"})
"""Kinds of bodies that only ministries have."""


def _unlisted(text: str, sequence: Sequence[Token], index: int, end: int, place: Place) -> Found:
    start = sequence[index].i
    end = start + len(text[start:end].rstrip("*_ ."))  # of Markdown
    after = next((k for k in range(index, len(sequence)) if sequence[k].i >= end), len(sequence))
    kind = _kind_of(sequence, index)
    level: UnitLevel = "ward" if place.kind else "city"
    if kind in _NATIONAL and not text[start:end].lower().endswith(("tỉnh", "thành phố")):
        level = "national"
    return Found(_as_written(text[start:end], place), kind, level, start, end, after, listed=False)


def _kind_of(sequence: Sequence[Token], index: int) -> str:
    return " ".join(token.text.lower() for token in sequence[index : head_end(sequence, index)])


def _as_written(name: str, place: Place) -> str:
    bare = _FIRM.sub(_in_full, _without_place(modern(" ".join(name.split())), place))
    bare = _OWNER.sub("", _AREA.sub("", bare))
    return bare[:1].upper() + bare[1:]


def _in_full(firm: re.Match[str]) -> str:
    return "Công ty Cổ phần" if firm["joint"] else "Công ty"


def _without_place(name: str, place: Place) -> str:
    for ending in (f"{place.kind} {place.ward}", f"{place.city_kind} {place.city}", place.kind, place.city_kind):
        if ending and name.endswith(f" {ending}"):
            return name.removesuffix(f" {ending}")
    return name


def _with_head(found: Found, sequence: Sequence[Token], index: int, last: int) -> Found:
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
