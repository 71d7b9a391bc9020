"""Whom an organisation works with: what "phối hợp" and "cùng" say in a statement (guidelines, "coordinate")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.grammar import load
from ingest.organisations.clauses import clauses, is_listed, unit_list
from ingest.organisations.lexicon import alternatives
from ingest.organisations.units import UnitMention
from ingest.text.words import words

_GROUND = re.compile(r"[\s:]*(?:căn cứ|trên cơ sở|theo(?! dõi)|định kỳ|hằng năm|hàng năm)(?!\w)")
_COMMA = re.compile(r",\s")
# "chỉ đạo các trường học phối hợp với Z": Z is the partner of those who are told.
_TOLD_TO = re.compile(
    r"(?<!\w)(?:chỉ đạo|hướng dẫn|đôn đốc)(?:, (?:hướng dẫn|đôn đốc|kiểm tra))?\s"
    r"(?:các|đơn vị|hệ thống|lực lượng|phòng|ban|cơ quan|cán bộ|tổ|thôn|trường|trạm|công an)(?!\w)[^,;.:]{0,60}\s\Z"
)
# Those who belong to the heading's unit act for it: their partners are its own.
_OWN = " trực thuộc"
_BETWEEN_PARTIES = re.compile(r"(?<!\w)giữa\s[^;.]*\Z")
_TOGETHER = re.compile(r"(?<!\w)cùng(?: với)?\s")
_HELP_OF = re.compile(r"(?:có|với|được|cùng)\s(?:sự )?(?:tham gia )?phối hợp(?: chặt chẽ)? của\s")
_VERB_COORDINATE = re.compile(r"(?<!\w)phối hợp(?!\w)")


def coordinates(lowered: str, at: int) -> bool:
    """Whether the predicate at `at` opens with "phối hợp", adverbs and a ground ("Căn cứ ...,") aside."""
    return opening_end(lowered, at) > at


def opening_end(lowered: str, at: int) -> int:
    """The index after the "phối hợp" that opens the predicate at `at`; `at` where another verb does."""
    start = _after_ground(lowered, at)
    match = _opens_with_coordination().match(lowered, start)
    return match.end() if match else at


def _after_ground(lowered: str, at: int) -> int:
    """Past "Căn cứ chức năng, nhiệm vụ được giao," to the first verb after a comma."""
    ground = _GROUND.match(lowered, at)
    if ground is None or "phối hợp" not in lowered[at:]:
        return at
    for comma in _COMMA.finditer(lowered, at):
        first = words(lowered[comma.end() : comma.end() + 40])[:1]
        if first and first[0].tag in {"V", "R", "A"}:
            return comma.end() - 1
    return at


def find_partners(text: str, lowered: str, units: Sequence[UnitMention], after: int) -> Iterator[UnitMention]:
    """The organisations after "phối hợp với", before "phối hợp thực hiện", and after "cùng", from index `after` on."""
    ending_at = {unit.j: unit for unit in units}
    opening = {clause.i for clause in clauses(text)}
    for verb in _VERB_COORDINATE.finditer(lowered, after):
        before = ending_at.get(verb.start() - 1)
        if before is None and _as_noun().search(lowered, max(0, verb.start() - 20), verb.start()):
            continue
        own = before is not None and (before.kind == "hệ thống" or before.canonical.endswith(_OWN))
        if before is not None and not own and before.i > after and before.i not in opening:
            yield from _listed_before(text, units, before, after)
        match = _partner_start().match(lowered, verb.end())
        told = _TOLD_TO.search(lowered, max(0, verb.start() - 120), verb.start())
        if told is None or " và " in told[0] or (before is not None and before.canonical.endswith(_OWN)):
            yield from unit_list(lowered, units, match.end() if match else verb.end(), len(lowered))
    for helped in _HELP_OF.finditer(lowered, after):
        yield from unit_list(lowered, units, helped.end(), len(lowered))
    for together in _TOGETHER.finditer(lowered, after):
        if _BETWEEN_PARTIES.search(lowered, after, together.start()):
            continue  # "quy chế giữa A và B cùng C" lists parties
        yield from unit_list(lowered, units, together.end(), len(lowered))


def _listed_before(text: str, units: Sequence[UnitMention], last: UnitMention, after: int) -> Iterator[UnitMention]:
    """The list that ends with `last` and starts behind index `after`: "..., Trạm Y tế, các khu phố phối hợp"."""
    found = [last]
    for unit in reversed(units[: units.index(last)]):
        if unit.i <= after or not is_listed(text[unit.j : found[-1].i]):
            break
        found.append(unit)
    yield from reversed(found)


@cache
def _opens_with_coordination() -> re.Pattern[str]:
    adverbs = alternatives(load("roles")["adverbs"]["words"])
    return re.compile(rf"[\s):]*(?:đề nghị\s)?(?:(?:{adverbs})\s?,?\s(?:và\s)?)*phối hợp(?!\w)")


@cache
def _as_noun() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(load('roles')['coordinate']['nouns'])})\s\Z")


@cache
def _partner_start() -> re.Pattern[str]:
    manners = alternatives(load("roles")["coordinate"]["manners"])
    each = r"(?:các\s(?:sở|phòng|hội|bộ|ban)\s?:\s)?"  # "với các sở: Y tế, Tài chính"
    whom = r"\s(?:(?:với|cùng(?: với)?|có)\s|mời\s[^,;.]{0,30}?(?:từ|của)\s)?"
    return re.compile(rf"(?:\s?:\s|(?:\s?(?:{manners}))*{whom}){each}")
