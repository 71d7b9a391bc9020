"""Who does a task, by brackets or a label inside its statement: "(Phòng Kinh tế chủ trì, các thôn phối hợp)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.duties.agencies import assigned, read_agencies, with_a_lead
from ingest.duties.deadlines import is_time
from ingest.duties.timephrases import ON_OCCASION
from ingest.organisations.clauses import unit_list
from ingest.organisations.units import UnitMention
from ingest.passages import Place
from ingest.plan import Assignment, Role
from ingest.text.mapped import MappedText

_IN_BRACKETS = re.compile(r"\((?:[^()]*(?:chủ trì|phối hợp)[^()]*)\)")
# "(Ban Công tác Mặt trận chịu trách nhiệm)", "(Phòng Kinh tế tổ chức, các thôn cử người)"
_DONE_BY = re.compile(
    r"\((?!(?:[^()]*(?:chủ trì|phối hợp)))[^()]*"
    r"(?:chịu trách nhiệm|thực hiện|tổ chức|tham mưu|phụ trách|chỉ đạo|(?:làm )?đầu mối)[^()]*\)"
)
# "(Trung tâm Phục vụ hành chính công; hằng tháng)" at the end of a statement
BY_AND_WHEN = re.compile(r"\((?P<who>[^();:]+);\s(?P<rest>[^()]+)\)\s?[.;]?\s*\Z")
# "(Phòng Kinh tế, hoàn thành trước 30/6/2026)"
_BY_AND_DONE = re.compile(r"\((?P<who>[^();:]+),\s(?:hoàn thành|hoàn tất|xong)\s[^()]+\)\s?[.;]?\s*\Z")
_WITH_WHOM = re.compile(r"phối hợp(?: với)?\s?:")
# "(Phòng Kinh tế)" at the end of a statement, behind what is no organisation itself
_WHO_ALONE = re.compile(r"(?<=[\w.%]\s)\(([^();]+)\)\s?(?:[.;]?\s*\Z|;\s(?=phấn đấu|bảo đảm|hoàn thành)(?![^(]*\())")
_DOES_IT = re.compile(r"\s(?:chịu trách nhiệm|thực hiện|tổ chức|tham mưu|phụ trách|chỉ đạo|(?:làm )?đầu mối)(?!\w)")
_LABELLED = re.compile(r"(?:(?:đơn vị|cơ quan|bộ phận) )(?:chủ trì|thực hiện|phối hợp)[^:;.]{0,20}:")


@dataclass(frozen=True, slots=True)
class RoleText:
    """What the readers of roles share of a statement: its text, the same folded, the organisations it names, the place.

    `duty`: it stands in the section that hands out duties, where the words before a colon name who has them.
    """

    text: MappedText
    lowered: str
    units: tuple[UnitMention, ...]
    place: Place
    duty: bool = False


def all_assigned(units: Iterable[UnitMention], role: Role) -> Iterator[Assignment]:
    """The role for each of the organisations."""
    return (assigned(unit, role) for unit in units)


def bracketed(statement: RoleText, nobody: bool) -> Iterator[Assignment]:
    """ "(Phòng Kinh tế chủ trì, Công an xã phối hợp)" and "Đơn vị chủ trì: ..." inside a statement. `nobody`: nothing
    else names who does it, so that a name alone in brackets at the end does."""
    for match in _DONE_BY.finditer(statement.lowered):
        found = unit_list(statement.lowered, statement.units, match.start() + 1, match.end())
        if found and _DOES_IT.match(statement.lowered, found[-1].j):
            yield from all_assigned(found, "lead")
    named = BY_AND_WHEN.search(statement.lowered)
    parts = named["rest"].split(";") if named is not None else []
    told = any(_tells_when(part.strip()) or _WITH_WHOM.match(part.strip()) for part in parts)
    if named is not None and told and (found := _names_alone(statement, *named.span("who"))):
        yield from all_assigned([*found, *_parties(statement, named)], "lead")
    done = _BY_AND_DONE.search(statement.lowered) if nobody else None
    if done is not None:
        yield from all_assigned(_names_alone(statement, *done.span("who")), "lead")
    alone = _WHO_ALONE.search(statement.lowered) if nobody else None
    if alone is not None and not any(unit.j == alone.start() - 1 for unit in statement.units):
        found = _names_alone(statement, *alone.span(1))
        if not any(unit.weak for unit in found):
            yield from all_assigned(found, "lead")
    for match in _IN_BRACKETS.finditer(statement.lowered):
        if any(match.start() < unit.i < match.end() for unit in statement.units):
            yield from read_agencies(statement.text.cut(match.start() + 1, match.end() - 1), "lead", statement.place)
    label = _LABELLED.search(statement.lowered)
    if label is not None:
        yield from with_a_lead(read_agencies(statement.text.cut(label.start()), "lead", statement.place))


def _names_alone(statement: RoleText, i: int, j: int) -> list[UnitMention]:
    """The organisations that `text[i:j]` lists and nothing behind them; none where it says more."""
    found = unit_list(statement.lowered, statement.units, i, j)
    return found if found and found[-1].j == j else []


def _parties(statement: RoleText, bracket: re.Match[str]) -> Iterator[UnitMention]:
    """The others of "(Chi cục Hải quan; Ban Quản lý Khu kinh tế; thường xuyên)", up to a part that is no name."""
    start = bracket.start("rest")
    for part in bracket["rest"].split(";"):
        i, j = start + len(part) - len(part.lstrip()), start + len(part.rstrip())
        found = _names_alone(statement, i, j)
        if not found:
            return
        yield from found
        start += len(part) + 1


def _tells_when(part: str) -> bool:
    return is_time(part) or ON_OCCASION.fullmatch(part) is not None
