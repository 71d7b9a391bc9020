"""Who leads a task, who coordinates, who receives the report (guidelines, "tasks" and "Roles")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ingest.duties.agencies import read_agencies, with_a_lead
from ingest.duties.bracketed import BY_AND_WHEN, RoleText, all_assigned, bracketed
from ingest.duties.headings import handing_out, read_heading
from ingest.duties.partners import coordinates, find_partners, opening_end
from ingest.duties.reports import find_addressees
from ingest.duties.timephrases import WHO_DOES_IT
from ingest.grammar import load
from ingest.organisations.clauses import clauses, unit_list
from ingest.organisations.lexicon import alternatives, folded
from ingest.organisations.units import UnitMention, find_units, named_by
from ingest.passages import Place, TaskFrame
from ingest.plan import Assignment, Role
from ingest.text.letters import UPPER
from ingest.text.mapped import MappedText

_CHAIRS_NEXT = re.compile(
    r"\s?\)?,?\s(?:(?:sẽ|là (?:đơn vị|cơ quan)(?: đầu mối)?|trực tiếp) )?(?:chủ trì|chịu trách nhiệm|trực tiếp)"
)
_WITH = re.compile(r"(?:\s(?:chặt chẽ|tốt|thường xuyên))?\s(?:(?:với|cùng(?: với)?)\s)?")
# "Giao Sở Nội vụ (chủ trì), Bảo hiểm xã hội tỉnh, Công an cấp xã (phối hợp) rà soát ...": the offices beside the chair
_CHAIRS_IN_BRACKETS = re.compile(r"\s\(chủ trì\)(?:,|;|\svà)\s")
_HELPS_IN_BRACKETS = re.compile(r"\s\((?:cùng )?phối hợp(?: thực hiện)?\)")
_ADVERBIAL = re.compile(
    r"(?:định kỳ|hằng|hàng|căn cứ|trên cơ sở|trước|trong|theo|để|nhằm|khi|từ|đối với|chậm nhất|sau|ngay|vào|cuối|đầu"
    r"|(?:sáng|chiều|tối|thứ|ngày)\s(?:thứ\s)?(?:\d|hai|ba|tư|năm|sáu|bảy|chủ nhật))(?!\w)"
)
_GROUP_AND_COLON = re.compile(rf"(Các [^:;.,]{{4,70}}?)\s?:\s[{UPPER}]")
_SECOND_OFFICE = re.compile(r"\s?[-–,]\s(?:phó |ủy viên|trưởng|tổ phó|thành viên)[^:;.]{0,60}(?=:\s)")
_IN_CHARGE_OF = re.compile(r"(?:trực tiếp\s|được phân công\s)?(?:phụ trách|theo dõi)\s[^:;.]{0,40}:[^.]*?")
_DECIDED_BY = re.compile(r"(?<!\w)do\s[^;.]*;\s\Z")
_DECIDERS = 200  # characters that hold such a clause
_DECIDES = re.compile(r"\s(?:chỉ định|quyết định|thành lập|ban hành|giao|phân công|phê duyệt)(?!\w)")
_LISTED = re.compile(r"\s?(?:,|và)\s?")
_OWNER = re.compile(r"(?:của|theo)\s\Z")
_AFTER_ADVERBIAL = re.compile(r"(?:,|:|\)|tháng|năm|quý|tuần|kỳ|\d giờ|\d phút)\s\Z")
_PASSIVE = re.compile(r"\s(?:được|bị|có|là|đã|đều)(?!\w)")
_PREDICATE = re.compile(r"(?:\s\([^()]*\))?\s?\)?\s?:?\s[\"“]?[^\W\d]")
_NOT_A_PREDICATE = re.compile(
    r"(?:\s\([^()]*\))?\s?\)?\s"
    r"(?:được\s(?:mời|đề nghị)"
    r"|và|hoặc|về|của|tại|trong|trên|để|theo(?!\sdõi)|từ|đến(?!\s(?:từng|tận))|thuộc|có liên quan|một|ít nhất"
    r"|\d+)(?!\w)"
)
# What a subject acts on or within, between it and its verb: "theo chức năng, nhiệm vụ được giao,".
_WITHIN = re.compile(
    r",?\s(?:theo|trong phạm vi|căn cứ(?: vào)?|trên cơ sở|tùy theo)\s(?:phạm vi\s)?"
    r"(?:chức năng|nhiệm vụ|thẩm quyền|quyền hạn|trách nhiệm|lĩnh vực|địa bàn)"
    r"(?:(?:,|\svà|\s)\s?(?:chức năng|nhiệm vụ|thẩm quyền|quyền hạn|trách nhiệm|lĩnh vực|địa bàn|được giao"
    r"|được phân công|của mình|phụ trách|quản lý"
    r"|của (?:cơ quan|đơn vị|ngành)(?:, (?:cơ quan|đơn vị|địa phương))?(?: mình)?))*,?(?!\w)"
)
# Encouraging "các doanh nghiệp" hands nobody a task; encouraging the youth union does.
_ENCOURAGE = "khuyến khích "
# Who is given a task leads it, also where it is to be done with others.
_HANDED = re.compile(r"(?:giao|phân công)(?!\w)")
# "..., giao Ban Chỉ huy Quân sự xã chuẩn bị" inside a clause.
_HANDED_ON = re.compile(
    r"(?:[,:]\s(?:và\s)?|(?:nội dung|nhiệm vụ|công việc|việc)\snày\s(?:được\s)?)(?:giao|phân công)\s(?:cho\s)?"
)
# "do X chủ trì", "trách nhiệm chính thuộc X", "việc ... giao cho X."
_SAID_TO_CHAIR = re.compile(r"(?<!\w)do\s")
_CHAIRS_IT = re.compile(r"\s(?:(?:là đơn vị |làm )?chủ trì|đảm nhiệm)(?!\w)")
_RESPONSIBLE = re.compile(r"(?:\A|[;:.]\s)trách nhiệm(?: chính| chủ trì)?\s(?:thuộc về|thuộc|của)\s")
_LEFT_TO = re.compile(r"(?<!được )(?<!\w)giao cho\s")
_ENDS = re.compile(r"\s?(?:[.;,]|\Z)")
_CHAIRS_ALONE = re.compile(r"\schủ trì(?=\s?(?:,|;|\)|$)|\stổ chức|\sthực hiện)")
# "Tiêu chuẩn, đo lường: Ủy ban nhân dân huyện kiểm tra ...": what it is about before who does it.
_ABOUT = re.compile(r"[^:;.]{3,160}:\s")
_SHORT_ABOUT = 62
# "Đối với các chi bộ trực thuộc: Tổ chức ..."
_FOR_WHOM = re.compile(rf"[Đđ]ối với (?P<who>[^:;.]{{3,80}}):\s[{UPPER}]")
# "Người đứng đầu cơ quan, đơn vị chịu trách nhiệm ..." below the organisations whose heads they are
_HEAD_OF_THEM = re.compile(
    r"(?:người đứng đầu|thủ trưởng|lãnh đạo)\s(?:các\s)?cơ quan, đơn vị\s(?!thuộc|trực thuộc|liên quan|có)"
)
# "Phân công lãnh đạo UBND phụ trách ..." below the organisation whose people they are
_OWN_STAFF = re.compile(r"(?:phân công|cử|bố trí)\s(?:\d+\s)?(?:lãnh đạo|cán bộ|công chức|viên chức|nhân viên)(?!\w)")
# "Đề nghị A ... . Đề nghị B ...": as it asks the first, so it asks the others
_ASKS = re.compile(r"(?:đề nghị|yêu cầu)\s")
_TELLS_FIRST = re.compile(r"(?:chỉ đạo|phân công|yêu cầu)\s(?:cho\s)?")
_TELLS = re.compile(r"\s(?:yêu cầu|đề nghị|giao)\s(?:cho\s)?")


@dataclass(frozen=True, slots=True)
class _Subject:
    """The organisations that a statement or heading is about, and where their predicate starts."""

    units: tuple[UnitMention, ...]
    end: int


def assign_roles(frame: TaskFrame, place: Place) -> tuple[Assignment, ...]:
    """The roles of the frame's task, each with the span of the words that name the organisation.

    Cells and blocks decide over headings, a subject of the statement over the heading; coordinating organisations and
    addressees named in the statement are added. One assignment for each role and organisation.
    """
    found: list[Assignment] = []
    for cell in frame.lead:
        found += read_agencies(cell, "lead", place)
    for cell in frame.agencies:
        found += read_agencies(cell, "lead", place)
    found = with_a_lead(found)
    settled = any(each.role == "lead" for each in found)
    for cell in frame.coordinate:
        found += read_agencies(cell, "coordinate", place)
    for position, text in enumerate((frame.stated, *frame.continuation)):
        duty = frame.source == "organisation" and not frame.row
        statement = RoleText(text, folded(text.text), find_units(text, place), place, duty)
        heading = frame.heading_unit if position == 0 and not settled else None
        coordinated = bool(frame.coordinate) and not settled and duty
        found += _statement(statement, heading, settled or position > 0, coordinated)
    return tuple(_distinct(found))


def _distinct(found: Iterable[Assignment]) -> Iterator[Assignment]:
    """First mention of each; who leads does not coordinate as well."""
    found = list(found)
    leads = {each.unit for each in found if each.role == "lead"}
    seen: set[tuple[Role, str]] = set()
    for each in found:
        if (each.role, each.unit) in seen or (each.role == "coordinate" and each.unit in leads):
            continue
        seen.add((each.role, each.unit))
        yield each


def _statement(
    statement: RoleText, heading: MappedText | None, settled: bool, coordinated: bool
) -> Iterator[Assignment]:
    """The roles that one text gives; `coordinated`: those above it only coordinate, so partners are no news."""
    subject = None if settled or _guides_those_below(statement, heading) else _subject(statement)
    in_brackets = [] if settled else list(bracketed(statement, subject is None and heading is None))
    chairs = [] if settled else list(_told_to_chair(statement))
    if chairs:
        heading, subject = None, None
        yield from chairs
    if heading is not None and subject is not None:
        own = _HEAD_OF_THEM.match(statement.lowered) or _OWN_STAFF.match(statement.lowered)
        subject = None if own else subject
    if heading is not None and BY_AND_WHEN.search(statement.lowered) and any(e.role == "lead" for e in in_brackets):
        heading = None  # it is about an organisation, and each item says who does it
    partners_from = opening_end(statement.lowered, 0) if coordinated else 0
    if subject is not None:
        told = _HANDED.match(statement.lowered) is not None or _works_with(statement, subject.end)
        role: Role = "coordinate" if coordinates(statement.lowered, subject.end) and not told else "lead"
        yield from all_assigned(subject.units, role)
        yield from all_assigned(_beside_the_chair(statement, subject.end), "coordinate")
        organised = role == "coordinate" and statement.duty
        partners_from = opening_end(statement.lowered, subject.end) if organised else subject.end
    elif heading is not None:
        role, named, partners = read_heading(heading, statement.place, statement.lowered)
        yield from all_assigned(named, role)
        yield from all_assigned(partners, "coordinate")
        partners_from = opening_end(statement.lowered, 0) if role == "coordinate" else 0
    if not settled:
        yield from _later_subjects(statement, subject.end if subject else 0)
        yield from _said_to_lead(statement)
        yield from in_brackets
    yield from all_assigned(
        find_partners(statement.text.text, statement.lowered, statement.units, partners_from), "coordinate"
    )
    yield from all_assigned(find_addressees(statement.text, statement.units, statement.place), "report_to")


def _works_with(statement: RoleText, end: int) -> bool:
    """Whether the subject that ends at `end` does the work of a task with those named behind it: "Sở Nội vụ phối hợp
    với Hiệp hội Doanh nghiệp khảo sát ..."; among the duties of each unit it helps with what others lead."""
    if statement.duty or not coordinates(statement.lowered, end):
        return False
    at = opening_end(statement.lowered, end)
    found = _WITH.match(statement.lowered, at)
    partners = unit_list(statement.lowered, statement.units, found.end() if found else at, len(statement.lowered))
    return bool(partners) and _has_predicate(statement.lowered, partners[-1].j)


def _beside_the_chair(statement: RoleText, end: int) -> list[UnitMention]:
    chairs = _CHAIRS_IN_BRACKETS.match(statement.lowered, end)
    found = unit_list(statement.lowered, statement.units, chairs.end(), len(statement.lowered)) if chairs else []
    return found if found and _HELPS_IN_BRACKETS.match(statement.lowered, found[-1].j) else []


def _told_to_chair(statement: RoleText) -> Iterator[Assignment]:
    """ "Chỉ đạo Chi cục Quản lý thị trường chủ trì, phối hợp Công an tỉnh ...": who is told to chair leads, not who
    tells; who is told to do anything else does it for the one above."""
    opening = _TELLS_FIRST.match(statement.lowered)
    if opening is not None:
        found = unit_list(statement.lowered, statement.units, opening.end(), len(statement.lowered))
        if found and found[-1].level != "group" and _CHAIRS_IT.match(statement.lowered, found[-1].j):
            yield from all_assigned(found, "lead")


def _guides_those_below(statement: RoleText, heading: MappedText | None) -> bool:
    """ "Lãnh đạo UBND xã ..." below a party committee is what the committee does, not the head of whom it guides."""
    if heading is None or not statement.lowered.startswith("lãnh đạo "):
        return False
    above = find_units(heading, statement.place)
    return bool(above) and above[0].level == "party"


# Subjects.


def _subject(statement: RoleText) -> _Subject | None:
    """The organisations that the statement opens with, also after "Giao" and after an adverbial of time or ground."""
    opener = handing_out("openers").match(statement.lowered)
    at = opener.end() if opener else 0
    found = unit_list(statement.lowered, statement.units, at, len(statement.lowered))
    each = _opener_each().match(statement.lowered)
    if each is not None and not found:
        found = unit_list(statement.lowered, statement.units, each.end(), len(statement.lowered))
    if found and not (opener and opener[0] == _ENCOURAGE and any(unit.weak for unit in found)):
        end = _past_office(statement, found[-1].j)
        told = _TELLS.match(statement.lowered, end)
        if told is not None and (
            others := unit_list(statement.lowered, statement.units, told.end(), len(statement.lowered))
        ):
            return _Subject(tuple(others), others[-1].j)
        if named := _members(statement, found, end):
            return _Subject(tuple(named), named[-1].j)
        return _Subject(tuple(found), end) if opener or _has_predicate(statement.lowered, end) else None
    if _ADVERBIAL.match(statement.lowered):
        return _subject_after_adverbial(statement) or _for_whom(statement)
    return _subject_before_colon(statement) or _subject_after_colon(statement)


def _members(statement: RoleText, found: list[UnitMention], end: int) -> list[UnitMention]:
    """Those of a group who are named behind its colon: "Các hội: Hội Nông dân, Hội Cựu chiến binh chủ động ..."."""
    if len(found) != 1 or found[0].level != "group" or not statement.lowered.startswith(": ", end):
        return []
    named = unit_list(statement.lowered, statement.units, end + 2, len(statement.lowered))
    return named if len(named) > 1 and _has_predicate(statement.lowered, named[-1].j) else []


def _past_office(statement: RoleText, end: int) -> int:
    """Past the second office of a head who is given duties: "Trưởng Phòng Kinh tế - Phó Trưởng ban: ..."."""
    office = _SECOND_OFFICE.match(statement.lowered, end) if statement.duty else None
    end = office.end() if office else end
    within = _WITHIN.match(statement.lowered, end)
    return within.end() if within else end


def _subject_before_colon(statement: RoleText) -> _Subject | None:
    """ "Các cơ sở nuôi trồng: Theo dõi ...": a group that no list names, kept as written."""
    match = _GROUP_AND_COLON.match(statement.text.text)
    if match is None or not statement.duty or any(unit.i < match.end() for unit in statement.units):
        return None
    i, j = match.span(1)
    return _Subject((named_by(statement.text, i, j, "nhóm", statement.place),), j)


def _for_whom(statement: RoleText) -> _Subject | None:
    """ "Đối với các chi bộ trực thuộc: Tổ chức ...": bodies that no other does it for."""
    match = _FOR_WHOM.match(statement.text.text)
    if match is None:
        return None
    found = unit_list(statement.lowered, statement.units, match.start("who"), match.end("who"))
    if not found or found[-1].j != match.end("who") or any(unit.weak for unit in found):
        return None
    return _Subject(tuple(found), match.end("who"))


def _subject_after_colon(statement: RoleText) -> _Subject | None:
    about = _ABOUT.match(statement.lowered)
    if about is None or "phối hợp" in about[0] or any(unit.i < about.end() for unit in statement.units):
        return None
    found = unit_list(statement.lowered, statement.units, about.end(), len(statement.lowered))
    if not found or any(unit.weak for unit in found) or not _has_predicate(statement.lowered, found[-1].j):
        return None
    if about.end() > _SHORT_ABOUT and not _CHAIRS_NEXT.match(statement.lowered, found[-1].j):
        return None
    return _Subject(tuple(found), found[-1].j)


def _subject_after_adverbial(statement: RoleText) -> _Subject | None:
    """ "Trước ngày 15/6, Trạm Y tế báo cáo ...": an organisation after the comma with a verb behind it."""
    first = next(clauses(statement.text.text), None)
    until = first.j if first is not None else 0
    inside, previous = False, -1
    for unit in statement.units:
        listed = previous >= 0 and _LISTED.fullmatch(statement.lowered, previous, unit.i) is not None
        inside = inside if listed else not _OWNER.search(statement.lowered, 0, unit.i)
        previous = unit.j
        if (
            (unit.weak and not _acts_after(statement.lowered, unit))
            or (listed and inside)
            or unit.j > until
            or not _AFTER_ADVERBIAL.search(statement.lowered, max(0, unit.i - 8), unit.i)
        ):
            continue
        found = unit_list(statement.lowered, statement.units, unit.i, until)
        if found and _has_predicate(statement.lowered, found[-1].j):
            return _Subject(tuple(found), found[-1].j)
    return None


def _acts_after(lowered: str, unit: UnitMention) -> bool:
    """Whether a group after an adverbial does something itself: after a colon any does, after a comma schools do."""
    if lowered[max(0, unit.i - 2) : unit.i] == ": ":
        return True
    return unit.canonical.startswith("Các trường") and _PASSIVE.match(lowered, unit.j) is None


def _has_predicate(lowered: str, end: int) -> bool:
    return _PREDICATE.match(lowered, end) is not None and _NOT_A_PREDICATE.match(lowered, end) is None


def _later_subjects(statement: RoleText, after: int) -> Iterator[Assignment]:
    """ "...; giao X ..." and "... . X chủ trì ..." in later clauses."""
    for clause in clauses(statement.text.text):
        if clause.i < max(after, 1):
            yield from _handed_on(statement, max(after, clause.i), clause.j)
            continue
        opener = handing_out("inside").match(statement.lowered, clause.i, clause.j)
        opener = opener or (_ASKS.match(statement.lowered, clause.i) if _ASKS.match(statement.lowered) else None)
        at = opener.end() if opener else clause.i
        yield from _handed_on(statement, max(after, clause.i), clause.j)
        found = unit_list(statement.lowered, statement.units, at, clause.j)
        if not found or not _has_predicate(statement.lowered[: clause.j], found[-1].j):
            continue
        if not opener and _names_objects(statement.lowered, clause.i, found[-1].j):
            continue
        does_it = WHO_DOES_IT.match(statement.lowered, clause.i, clause.j) and _works_with(statement, found[-1].j)
        if coordinates(statement.lowered, found[-1].j) and not does_it:
            yield from all_assigned(found, "coordinate")
        elif opener or _CHAIRS_NEXT.match(statement.lowered, found[-1].j) or not any(unit.weak for unit in found):
            yield from all_assigned(found, "lead")


def _said_to_lead(statement: RoleText) -> Iterator[Assignment]:
    """Those of whom the statement says anywhere that they chair or answer for it: "do X chủ trì, Y phối hợp"."""
    lowered, units, length = statement.lowered, statement.units, len(statement.lowered)
    for opener, closes in ((_SAID_TO_CHAIR, _CHAIRS_IT), (_RESPONSIBLE, None), (_LEFT_TO, _ENDS)):
        for match in opener.finditer(lowered):
            found = unit_list(lowered, units, match.end(), length)
            if found and found[0].kind != "nhóm" and (closes is None or closes.match(lowered, found[-1].j)):
                yield from all_assigned(found if closes is not None else found[:1], "lead")


def _handed_on(statement: RoleText, i: int, j: int) -> Iterator[Assignment]:
    """ "..., giao X chuẩn bị" and "..., X chủ trì" inside the clause `text[i:j]`."""
    for handed in _HANDED_ON.finditer(statement.lowered, i, j):
        found = unit_list(statement.lowered, statement.units, handed.end(), j)
        if found and _has_predicate(statement.lowered[:j], found[-1].j):
            yield from all_assigned(found, "lead")
    for unit in statement.units:
        if i < unit.i and unit.j < j and statement.lowered[unit.i - 2 : unit.i] == ", ":
            found = unit_list(statement.lowered, statement.units, unit.i, j)
            if _CHAIRS_ALONE.match(statement.lowered, found[-1].j, j):
                yield from all_assigned(found, "lead")


def _names_objects(lowered: str, i: int, end: int) -> bool:
    """The clause at `i` goes on with a list of those in somebody's charge, or with "do X quyết định; Y chỉ định"."""
    if _IN_CHARGE_OF.fullmatch(lowered, 0, i):
        return True
    return (
        _DECIDED_BY.search(lowered, max(0, i - _DECIDERS), i) is not None and _DECIDES.match(lowered, end) is not None
    )


@cache
def _opener_each() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(load('roles')['each']['words'])})\s")
