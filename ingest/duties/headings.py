"""Whom a heading of duties names, and what that makes of the items below it (guidelines, "Roles")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingest.duties.partners import coordinates, find_partners
from ingest.grammar import load
from ingest.organisations.clauses import unit_list
from ingest.organisations.lexicon import alternatives, folded
from ingest.organisations.offices import in_charge, office_end, office_holder
from ingest.organisations.units import UnitMention, find_units, named_by
from ingest.passages import Place
from ingest.plan import Role
from ingest.text.mapped import MappedText, mapped

_CHAIRS = re.compile(r"(?<!\w)chủ trì(?!\w)")
_OPENS_WITH_ROLE = re.compile(r"(?:chủ động )?(?:chủ trì|phối hợp|tham mưu|chịu trách nhiệm)(?!\w)")
_MEMBERS = re.compile(r"\s?(?:\((?:gồm:?\s|bao gồm:?\s)?)")
_HEADING_GAP = re.compile(r"(?:\s\([^()]*\))?(?:\s[^\s,;()]+){0,3}\s?(?:\([^()]*\))?\s?(?:,|;|và)\s(?:các\s|và\s)?")
_LONGEST_REST = 9
# "Tiểu ban Chuyên môn: 16 người, Trưởng tiểu ban là bà ...": a body of the plan's own, told by its members.
_BODY = re.compile(
    r"(?P<name>(?P<kind>tiểu ban|tổ|nhóm|đội|bộ phận)\s[^:;.()]{3,70}?)\s?[:(](?:\s?(?:gồm|có|do|tổng số):?\s)?\s?"
    r"(?:\d+\s(?:người|thành viên|đồng chí|đ/c|cán bộ)|(?:phó )?(?:tổ |nhóm |đội )?trưởng(?!\w)"
    r"|(?:ông|bà|đồng chí|đ/c)\s)"
)
_VERBS_OF_ROLE = re.compile(
    r"(?<!\w)(?:chủ trì|phối hợp|thực hiện|có trách nhiệm|chịu trách nhiệm|chỉ đạo|tham mưu|triển khai|tổ chức"
    r"|hướng dẫn)(?!\w)"
)
# "Sở X chỉ đạo Chi cục Y thực hiện các nội dung sau": who is told does what stands below.
_HEADING_TELLS = re.compile(
    r"\s(?:chỉ đạo|yêu cầu|giao|phân công)\s(?:cho\s)?(?=[^:;]{3,90}\s(?:thực hiện|triển khai)(?!\w))"
)


def opens_with_unit(heading: str) -> bool:
    """Whether a heading opens with an organisation that is known by name, also after "Đề nghị" and the like."""
    text = mapped(heading)
    lowered = folded(text.text)
    opener = handing_out("openers").match(lowered)
    named = unit_list(lowered, find_units(text, Place()), opener.end() if opener else 0, len(lowered))
    if not named or named[0].weak or named[0].kind == "nhóm":
        return False
    return named[0].listed or named[-1].j >= len(lowered.rstrip(" .:;*"))


def tells_members(heading: str) -> bool:
    """Whether a heading names a body of the plan's own and says of whom it consists: "Tiểu ban Hậu cần: 10 người"."""
    return _BODY.match(folded(heading)) is not None


def is_unit(text: str) -> bool:
    """Whether a text is the name of one listed organisation and nothing else, but for closing punctuation."""
    found = find_units(mapped(text), Place())
    end = len(text.rstrip(" .:;*"))
    return len(found) == 1 and found[0].listed and found[0].kind != "nhóm" and (found[0].i, found[0].j) == (0, end)


def read_heading(heading: MappedText, place: Place, item: str) -> tuple[Role, list[UnitMention], list[UnitMention]]:
    """(role, the organisations that have it, partners) that a heading gives to an item below it.

    `item` is the text of the item, folded: where it opens with "phối hợp", those of the heading only coordinate,
    unless the heading says that they chair (guidelines, "Roles").
    """
    lowered = folded(heading.text)
    units = find_units(heading, place)
    opener = handing_out("openers").match(lowered)
    named = unit_list(lowered, units, opener.end() if opener else 0, len(lowered))
    if (body := _BODY.match(lowered)) is not None:
        named = [named_by(heading, 0, body.end("name"), body["kind"], place)]
    office = office_end(heading.text)
    if not named and office is not None and in_charge(heading.text, office):
        named = _office(heading, place)  # what it is in charge of may hold names of organisations
    if not named and units and not _OPENS_WITH_ROLE.match(lowered):
        named = unit_list(lowered, units, units[0].i, len(lowered))
    named = _further(lowered, units, _members(lowered, units, named))
    if len(named) == 1 and (named[0].weak or not named[0].listed):
        named = [_whole_heading(heading, named[0], place)]
    named = named or _office(heading, place)
    chairs = bool(named) and _CHAIRS.search(lowered) is not None
    if named and (told := _HEADING_TELLS.match(lowered, named[-1].j)) and not chairs:
        named = unit_list(lowered, units, told.end(), len(lowered)) or named
    role: Role = "coordinate" if coordinates(item, 0) and not chairs else "lead"
    partners = find_partners(heading.text, lowered, units, named[-1].j if named else 0)
    return role, named, list(partners)


def _members(lowered: str, units: Sequence[UnitMention], named: list[UnitMention]) -> list[UnitMention]:
    """The members that brackets list behind a group: "Các tổ chức thành viên (Hội Nông dân, Hội Phụ nữ)"."""
    if not named or named[-1].level != "group":
        return named
    bracket = _MEMBERS.match(lowered, named[-1].j)
    listed = unit_list(lowered, units, bracket.end(), len(lowered)) if bracket else []
    return [*named[:-1], *listed] if len(listed) > 1 else named


def _further(lowered: str, units: Sequence[UnitMention], named: list[UnitMention]) -> list[UnitMention]:
    """The list of a heading with what goes on behind remarks: "Kho bạc khu vực III, Bảo hiểm xã hội tỉnh"."""
    while named:
        later = next((unit for unit in units if unit.i >= named[-1].j), None)
        gap = _HEADING_GAP.fullmatch(lowered, named[-1].j, later.i) if later else None
        if later is None or gap is None or _VERBS_OF_ROLE.search(gap[0]):
            return named
        named = [*named, *unit_list(lowered, units, later.i, len(lowered))]
    return named


def _office(heading: MappedText, place: Place) -> list[UnitMention]:
    """The office or group of persons that a heading consists of: "Phó Hiệu trưởng Lê Văn An", "Giáo viên bộ môn"."""
    end = len(heading.text.partition(":")[0].partition("(")[0].rstrip(" .;,"))
    office = office_end(heading.text[:end])
    if office is None or _VERBS_OF_ROLE.search(folded(heading.text[office:end])):
        return []
    charged = in_charge(heading.text, office)
    if not charged and len(heading.text[office:end].split()) > _LONGEST_REST:
        return []
    return [office_holder(heading, 0, end, "khác", place)]


def _whole_heading(heading: MappedText, unit: UnitMention, place: Place) -> UnitMention:
    """An unlisted name that is all of a short heading, where small letters follow what the tagger took for its end."""
    end = len(heading.text.partition(":")[0].partition("(")[0].rstrip(" .;"))
    rest = folded(heading.text[unit.j : end])
    if not rest.strip() or len(rest.split()) > _LONGEST_REST or _VERBS_OF_ROLE.search(rest):
        return unit
    if rest.strip().startswith(tuple(load("roles")["adverbs"]["words"])):
        return unit  # "Các doanh nghiệp tăng cường ..." is a subject and its verb
    return named_by(heading, unit.i, end, unit.kind, place)


@cache
def handing_out(name: str) -> re.Pattern[str]:
    """The words that hand a task to the organisation behind them: those that open ("openers"), those "inside"."""
    return re.compile(rf"(?:{alternatives(load('roles')['assign'][name])})\s")
