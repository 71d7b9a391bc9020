"""Whom a task's results are reported to (guidelines, "report_to"): the first addressee, not those further up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ingest.grammar import load
from ingest.organisations.clauses import Clause, clauses, unit_list
from ingest.organisations.lexicon import alternatives, folded
from ingest.organisations.units import UnitMention
from ingest.passages import Place
from ingest.text.mapped import MappedText

_REPORT = re.compile(
    r"(?<!\w)báo cáo(?! viên)(?!\w)"
    r"(?!\s(?:năm|quý|tháng|tuần|nhanh|0?6 tháng|định kỳ|chuyên đề)(?:\s(?:về|phòng)[^:;.]*)?:)"
)
_AND_REPORT = re.compile(r"(?<!tổng hợp)\svà\s(?:đồng thời\s)?báo cáo(?!\sviên)(?!\w)")
_BRACKETS = re.compile(r"\s?\([^()]*\)\s?(?:,|và|,\svà)\s(?:các\s)?")
# "thông tin kết quả ... về Sở Tài chính để tổng hợp": who puts it together reports it further up
_TOLD = re.compile(r"(?<!\w)(?:thông tin|cung cấp|chuyển|phản hồi)\s[^;.]{0,80}?\s(?:về|cho)\s")
_TO_GATHER = re.compile(r"\s(?:để|nhằm)\s(?:theo dõi, )?tổng hợp")
_SENT = re.compile(r"(?<!\w)(?:gửi|phản ánh)(?!\w)")
_TO = re.compile(r"\s(?:về|tới|đến)\s")
_NOT_A_REPORT = re.compile(r"(?:chế độ|trên cơ sở|mẫu|bản|theo|qua|các|hệ thống(?: thông tin)?)\s\Z")
_RESULTS = re.compile(r"tổng hợp|báo cáo|kết quả|kế hoạch|số liệu|danh sách")
# Who is sent something "để theo dõi" gets a copy, no report.
_ONLY_FOLLOWED = re.compile(r"(?:(?!tổng hợp)[^;.]){0,120}?\s(?:để )?theo dõi(?!,? (?:và )?tổng hợp)(?!\w)")
# A plan or list that is sent is no report, unless somebody above ("gửi về") gets it or puts together what comes in.
_GATHERED = re.compile(r"tổng hợp|báo cáo|kết quả|số liệu|theo dõi")
_UPWARDS = re.compile(r"(?<!\w)về\s")
_ORDERED = re.compile(r"theo yêu cầu của\s")
_PROPOSED = re.compile(r"(?:đề xuất|kiến nghị)\s(?:với\s|lên\s)?")
_CHANNEL = re.compile(r"(?:thông\s)?qua\s")
_FOR = re.compile(r"(?<!\w)(?:để|cho)\s")
_GATHERS = re.compile(r"\)?\s(?:theo dõi,? )?tổng hợp")
_BY_LEVEL = re.compile(r"\s(?:về |cho |lên )?(thành phố|tỉnh)(?!\w)(?!\s[A-ZĐ])")
# "phản ánh, đề xuất với cấp trên (Sở Y tế, UBND tỉnh)"
_SUPERIORS = re.compile(r"(?:phản ánh|báo cáo|đề xuất|kiến nghị)[^;.()]{0,40}\scấp trên\s\((?:gồm\s)?")
_AUTHORITY = "Cấp có thẩm quyền"


def find_addressees(text: MappedText, units: Sequence[UnitMention], place: Place) -> list[UnitMention]:
    """The organisations that `text` has reports sent to; `units` are all that it names, in order."""
    lowered = folded(text.text)
    found: list[UnitMention] = []
    for clause in clauses(text.text):
        found += _in_clause(text, lowered, clause, units, place)
    return found


def find_superiors(text: MappedText, units: Sequence[UnitMention]) -> list[UnitMention]:
    """The organisations that `text` lists as those above who are told of difficulties; `units` as above."""
    lowered = folded(text.text)
    return [
        unit for told in _SUPERIORS.finditer(lowered) for unit in unit_list(lowered, units, told.end(), len(lowered))
    ]


def _in_clause(
    text: MappedText, lowered: str, clause: Clause, units: Sequence[UnitMention], place: Place
) -> list[UnitMention]:
    for match in _TOLD.finditer(lowered, clause.i, clause.j):
        found = unit_list(lowered, units, match.end(), clause.j)
        if found and _TO_GATHER.match(lowered, found[-1].j, clause.j):
            return found
    for verb in _verbs(lowered, clause, frozenset(unit.j for unit in units)):
        direct = _direct(lowered, clause, units, verb.end()) if verb[0] == "báo cáo" else []
        gathered = _GATHERED.search(lowered, clause.i, clause.j) or _UPWARDS.search(lowered, verb.end(), clause.j)
        if verb[0] == "gửi" and gathered is None:
            continue
        if verb[0] == "gửi" and not direct and _ONLY_FOLLOWED.match(lowered, verb.end(), clause.j):
            continue
        found = direct or _level(text, lowered, clause, verb, place) or _addressed(lowered, clause, units, verb)
        if found:
            at = found[-1].j
            further = [*_channel(lowered, clause, units, at), *_behind_brackets(lowered, clause, units, at)]
            return found + further + _too(lowered, clause, units, at)
    return _gatherer(lowered, clause, units)


def _behind_brackets(lowered: str, clause: Clause, units: Sequence[UnitMention], at: int) -> list[UnitMention]:
    """The "và Y" of "báo cáo X (qua Z) và Y"."""
    match = _BRACKETS.match(lowered, at, clause.j)
    return unit_list(lowered, units, match.end(), clause.j) if match else []


def _too(lowered: str, clause: Clause, units: Sequence[UnitMention], at: int) -> list[UnitMention]:
    """ "báo cáo A theo mẫu và báo cáo B"."""
    again = _AND_REPORT.search(lowered, at, clause.j)
    return _direct(lowered, clause, units, again.end()) if again else []


def _verbs(lowered: str, clause: Clause, ends: frozenset[int]) -> list[re.Match[str]]:
    """The verbs of reporting and sending; `ends`: where organisations end, for "các bản báo cáo" may be those of a
    commune who report."""
    part = lowered[: clause.j]
    verbs = [
        verb
        for verb in _REPORT.finditer(part, clause.i)
        if verb.start() - 1 in ends or not _NOT_A_REPORT.search(part, clause.i, verb.start())
    ]
    certain = _RESULTS.search(part, clause.i) is not None
    verbs += [
        verb for verb in _SENT.finditer(part, clause.i) if certain or verb[0] == "gửi" or _TO.match(part, verb.end())
    ]
    return sorted(verbs, key=lambda verb: verb.start())


def _direct(lowered: str, clause: Clause, units: Sequence[UnitMention], at: int) -> list[UnitMention]:
    """ "báo cáo X", "báo cáo về X", "báo cáo, đề xuất X"."""
    match = _directly().match(lowered, at, clause.j)
    return unit_list(lowered, units, match.end(), clause.j) if match else []


def _level(text: MappedText, lowered: str, clause: Clause, verb: re.Match[str], place: Place) -> list[UnitMention]:
    """ "báo cáo thành phố": the people's committee of that level."""
    match = _BY_LEVEL.match(lowered, verb.end(), clause.j)
    if match is None or verb[0] != "báo cáo":
        return []
    i, j = match.span(1)
    return [UnitMention(f"Ủy ban nhân dân {match[1]}", "ủy ban nhân dân", "city", text.span(i, j), i, j)]


def _addressed(lowered: str, clause: Clause, units: Sequence[UnitMention], verb: re.Match[str]) -> list[UnitMention]:
    """ "báo cáo kết quả ... về X", "gửi X", and the weaker signs: on whose demand, to whom the proposals go."""
    patterns = [_sent_to()] if verb[0] != "báo cáo" else [_sent_to(), _ORDERED]
    for pattern in patterns:
        for match in pattern.finditer(lowered, verb.start() if verb[0] != "báo cáo" else verb.end(), clause.j):
            found = unit_list(lowered, units, match.end(), clause.j)
            if found and not (found[0].weak and match[0].strip() in {"cho", "đến", "tới", "với"}):
                return found
    if verb[0] == "báo cáo":
        for match in _PROPOSED.finditer(lowered, verb.end(), clause.j):
            found = unit_list(lowered, units, match.end(), clause.j)
            if found and found[0].canonical == _AUTHORITY:
                return found
    return []


def _channel(lowered: str, clause: Clause, units: Sequence[UnitMention], at: int) -> list[UnitMention]:
    """The "(qua X)" after an addressee; it may stand behind the full list or later in the clause."""
    for match in _CHANNEL.finditer(lowered, at, clause.j):
        found = unit_list(lowered, units, match.end(), clause.j)
        if found:
            return found[:1]
    return []


def _gatherer(lowered: str, clause: Clause, units: Sequence[UnitMention]) -> list[UnitMention]:
    """ "... để X tổng hợp"."""
    for match in _FOR.finditer(lowered, clause.i, clause.j):
        found = unit_list(lowered, units, match.end(), clause.j)
        if found and _GATHERS.match(lowered, found[-1].j, clause.j):
            return [replace(unit, weak=False) for unit in found]
    return []


@cache
def _directly() -> re.Pattern[str]:
    prepositions = alternatives(load("roles")["report"]["prepositions"])
    first = "đề xuất|kiến nghị|xin ý kiến|ngay|kịp thời|nhanh|trực tiếp"
    return re.compile(rf"(?:,?\s(?:và\s)?(?:{first}))?\s(?:(?:{prepositions})\s)?")


@cache
def _sent_to() -> re.Pattern[str]:
    prepositions = alternatives(load("roles")["report"]["prepositions"])
    return re.compile(rf"(?<!\w)(?:{prepositions})\s")
