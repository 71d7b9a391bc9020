"""Cells and lines that say who does a task: "Phòng Kinh tế; Công an xã phối hợp", "Phối hợp: A, B và C"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ingest.duties.deadlines import is_time
from ingest.grammar import load
from ingest.organisations.lexicon import alternatives, folded
from ingest.organisations.offices import in_charge, is_staff, office_end, office_holder
from ingest.organisations.units import UnitMention, find_units, named_by
from ingest.passages import Place
from ingest.plan import Assignment, Role
from ingest.text.letters import UPPER
from ingest.text.mapped import MappedText
from ingest.text.ranges import between

_SEGMENT = re.compile(r";|<br\s?/?>|\s[/+]\s|(?<!\bTP)(?<!\bTT)(?<!\bVP)(?<!\bP)\.(?=\s|$)|•|(?<=[.:])\s[-+]\s")
_LABEL = re.compile(
    r"\s*(?:[-+•*]\s*)?(?:(?:các )?(?:cơ quan|đơn vị|bộ phận|phòng|tổ chức|đầu mối) )?"
    r"(?P<what>chủ trì(?: thực hiện)?|thực hiện|phụ trách|phối hợp(?: thực hiện)?|chủ trì, thực hiện)\s?:"
)
_COORDINATES = re.compile(r"(?<!\w)phối hợp(?!\w)")
_LEADS = re.compile(r"(?<!\w)chủ trì(?!\w)")
_DOES_IT = re.compile(r"(?<!\w)(?:thực hiện|chịu trách nhiệm|phụ trách|tham mưu)(?=\s?[,)])")
_PIECE = re.compile(r"[^,()]+")
_SAYS_NOTHING = re.compile(
    r"\W*(?:không|nt|kêu gọi (?:nhà )?đầu tư|chưa xác định|như (?:trên|mục|điểm|khoản)[^,;]*|[a-zđ]|tt|stt|\d+"
    r"|(?:là )?cơ quan (?:thường trực|đầu mối|tham mưu)[^,;]*)?\W*\Z"
)
_BEFORE_NAME = re.compile(r"^\W*(?:(?:và|cùng|do|giao)\s)*", re.IGNORECASE)
_AFTER_NAME = re.compile(
    r"(?<!^Ban)(?<!\s)\s*\(?(?:chủ trì|phối hợp|thực hiện|tham mưu|phụ trách|chịu trách nhiệm)[^,]*\Z", re.IGNORECASE
)
# What a party does stands behind its name: "CDC hỗ trợ kỹ thuật, hóa chất"; whom it advises, or whose
# member heads it ("do đồng chí Phó Chủ tịch UBND phường làm Tổ trưởng"), is no party to the task.
_HELPS = re.compile(r"\s(?:hỗ trợ|cung cấp)\s")
_ADVISED = re.compile(r"(?<!\w)(?:tham mưu(?: cho)?|của) \Z")  # "Ban Xây dựng Đảng của Đảng ủy"
_BEFORE = 20  # characters that hold such words before a name
_HEADS_IT = re.compile(r"\s(?:làm|là) (?:tổ|đoàn|đội|trưởng|chủ tịch)\s")
_NOT_ITS_NAME = (
    *("theo lĩnh vực", "theo chức năng", "theo thẩm quyền", "theo nhiệm vụ", "theo phân công", "theo địa bàn"),
    *("làm chủ đầu tư", "là chủ đầu tư", "làm đầu mối", "là đầu mối"),
)
_LONGEST_NAME = 14
_WHEN = re.compile(r"(?<!\w)(?:tháng|quý|năm)\s[\divx]")
_SHORT_FORM = re.compile(rf"[{UPPER}]{{2,8}}")
# "phòng Tài chính - Kế toán", "khoa Dược": heads of names that many write small.
_LOWER_HEAD = re.compile(rf"(?:phòng|khoa|tổ|ban|đội|trạm|trung tâm|văn phòng) [{UPPER}]")
# What a part of brackets says beside parties: on what ground, when, what is done with the result.
_DOES = re.compile(
    r"\W*(?:có|lồng ghép|theo|hoàn thành|xong|trình|báo cáo|gửi|trước|sau|trong|khi|từ|định kỳ|thường xuyên|hằng"
    r"|hàng)\s"
)


def read_agencies(text: MappedText, role: Role, place: Place) -> list[Assignment]:
    """The roles that a cell or line gives; `role` where its words do not say.

    A name that no rule knows is kept as written, so that no cell is lost; a time among the names is none.
    """
    found: list[Assignment] = []
    for i, j in between(_SEGMENT.finditer(text.text), 0, len(text.text)):
        part = text.cut(i, j)
        if part and not is_time(part.text) and not _DOES.match(folded(part.text)):
            role_now, assigned = _segment(part, role, place)
            found += assigned
            role = role_now
    return found


def with_a_lead(found: list[Assignment]) -> list[Assignment]:
    """What was read of a label or column that asks who does the task: the first leads where nobody else does
    ("Thực hiện: Văn phòng, các tổ dân phố phối hợp")."""
    if len(found) < 2 or any(one.role == "lead" for one in found):
        return found
    return [replace(found[0], role="lead"), *found[1:]]


def _segment(text: MappedText, role: Role, place: Place) -> tuple[Role, list[Assignment]]:
    """(role of the next segment, roles of this one)."""
    lowered = folded(text.text)
    label = _LABEL.match(lowered)
    if label is not None:
        role = "coordinate" if label["what"].startswith("phối hợp") else "lead"
        text = text.cut(label.end())
        lowered = folded(text.text)
    units = _with_unknown(text, find_units(text, place), place)
    units = units[:1] + [
        unit
        for unit in units[1:]
        if not (_ADVISED.search(lowered, max(0, unit.i - _BEFORE), unit.i) or _HEADS_IT.match(lowered, unit.j))
    ]
    if units and units[0].listed and _HELPS.match(lowered, units[0].j):
        return "coordinate", [assigned(units[0], "coordinate")]
    verb = _COORDINATES.search(lowered)
    if verb is None:
        return role, [assigned(unit, "lead" if _LEADS.search(lowered) else role) for unit in units]
    before, after = [u for u in units if u.i < verb.start()], [u for u in units if u.i > verb.start()]
    if after:
        return "coordinate", [assigned(u, role) for u in before] + [assigned(u, "coordinate") for u in after]
    leads = _LEADS.search(lowered) or _DOES_IT.search(lowered, 0, verb.start())
    roles: list[Role] = ["lead" if leads and u.i < leads.start() else "coordinate" for u in before]
    return role, [assigned(unit, each) for unit, each in zip(before, roles, strict=True)]


def assigned(unit: UnitMention, role: Role) -> Assignment:
    """The role for an organisation, with the words that name it."""
    return Assignment(unit.span.text, unit.span.start, unit.span.end, role, unit.canonical)


def _with_unknown(text: MappedText, units: Sequence[UnitMention], place: Place) -> list[UnitMention]:
    """The recognised units, and pieces between commas that hold none of them, as written.

    What follows an unlisted name in small letters belongs to it, also behind a comma.
    """
    office = office_end(text.text)
    if (
        office is not None
        and in_charge(text.text, office)
        and not any(unit.i == 0 and unit.listed and unit.j > office for unit in units)
    ):
        return [office_holder(text, 0, len(text.text.rstrip(" .;,")), "khác", place)]
    found = list(units)
    for piece in _PIECE.finditer(text.text):
        opening = piece.end() - len(piece[0].lstrip())
        if is_staff(text.text[opening : piece.end()]):
            found = [unit for unit in found if unit.j <= piece.start() or unit.i >= piece.end()]
            found.append(office_holder(text, opening, piece.end() - _after_name(piece[0]), "khác", place))
            continue
        inside = [unit for unit in found if unit.i < piece.end() and piece.start() < unit.j]
        if not inside and text.text[: piece.start()].endswith("("):
            if text.text[opening].islower():
                continue  # what a party is to do, in brackets behind it
            if _SHORT_FORM.fullmatch(piece[0]) and any(unit.j == piece.start() - 2 for unit in found):
                continue  # its short form
        end = piece.end() - _after_name(piece[0])
        if end <= piece.start():
            continue
        if len(inside) == 1 and (inside[0].level == "group" or not inside[0].listed):
            rest = text.text[inside[0].j : end].strip()
            if rest[:1].islower() and not rest.startswith(_NOT_ITS_NAME):
                found[found.index(inside[0])] = named_by(text, inside[0].i, end, inside[0].kind, place)
        elif not inside:
            before = max((unit for unit in found if unit.j <= piece.start()), key=lambda unit: unit.j, default=None)
            if before is not None and not before.listed and _continues(text.text, before.j, piece):
                found[found.index(before)] = named_by(text, before.i, end, before.kind, place)
            elif before is None or not _says_more(text.text, before.j, piece.start(), opening):
                found += _unknown(text, piece.start(), piece.end(), place)
    return sorted(found, key=lambda unit: unit.i)


def _after_name(piece: str) -> int:
    """How many characters at the end of a piece are no name: blanks, stops, "chủ trì", "(phối hợp)"."""
    return len(piece) - len(_AFTER_NAME.sub("", piece).rstrip(" .;"))


def _continues(text: str, after: int, piece: re.Match[str]) -> bool:
    """Whether the piece goes on with the name that ends at `after`: "..., thương mại và du lịch"."""
    start = piece[0].lstrip()
    if text[after : piece.start()].strip() != "," or _LOWER_HEAD.match(start):
        return False
    return start[:1].islower() and not _party().match(folded(start))


def _says_more(text: str, after: int, i: int, opening: int) -> bool:
    """Whether small letters go on with what a party does: "Công an xã bảo đảm an ninh, trật tự"."""
    rest = text[opening : opening + 40]
    return text[after:i].lstrip()[:1].islower() and rest[:1].islower() and not _party().match(folded(rest))


@cache
def _party() -> re.Pattern[str]:
    """The words that a party of its own opens with: "nhà đầu tư", "các hộ kinh doanh"."""
    return re.compile(rf"(?:{alternatives(load('roles')['parties']['words'])})(?!\w)")


def _unknown(text: MappedText, i: int, j: int, place: Place) -> list[UnitMention]:
    piece = text.text[i:j]
    kept = _BEFORE_NAME.sub("", _AFTER_NAME.sub("", piece))
    if (
        not kept.strip()
        or _SAYS_NOTHING.match(kept.lower())
        or _DOES.match(folded(kept))
        or _WHEN.search(folded(kept))
        or len(kept.split()) > _LONGEST_NAME
    ):
        return []
    i += piece.index(kept)
    return [office_holder(text, i + len(kept) - len(kept.lstrip()), i + len(kept.rstrip()), "khác", place)]
