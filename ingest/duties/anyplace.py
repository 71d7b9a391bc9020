"""The time of a statement wherever it stands in it, where no rule of place (`governing`) has found one.

What dates a task is a day, month, quarter or span to come, set by a preposition or apart from the words around it; a
time that only says which thing is meant ("hồ sơ năm 2024", "dữ liệu tháng 3", the date of a document) is none. Where
a statement has several clauses, the time is that of the whole only if it ends the work or stands apart ("Decided
cases", "Deadlines").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ingest.duties import timephrases as say
from ingest.duties.deadlines import HALF, time_words
from ingest.duties.timepoints import PlanTime, Point, points
from ingest.organisations.clauses import Clause
from ingest.organisations.lexicon import alternatives

_HOUR = r"\d{1,2}\s?(?:h|giờ|g)\s?(?:\d{2})?(?:\s?phút)?"
_BEFORE = (
    r"(?:trước|trong|vào|từ|kể từ|đến|đến hết|hết|tới|chậm nhất|muộn nhất|không quá|là|khoảng|đầu|cuối|giữa|nửa đầu"
    r"|nửa cuối|lúc|sáng|chiều|tối|ngày|mùng|tháng|quý|năm|năm học|nhiệm kỳ|giai đoạn|thời gian|dịp|bắt đầu"
    rf"|tuần (?:đầu|cuối|thứ \w+)(?: của)?|\d+ (?:năm|ngày),?|0?6 tháng (?:đầu|cuối)|{_HOUR},?)"
)
# What leads up to the first point of a phrase, from the right end of the words before it.
_LEAD = re.compile(rf"(?<!\w)(?:{_BEFORE}\s?)+\Z")
_LONGEST_LEAD = 60
_NEAR = 160  # characters before a phrase that tell what it dates
_WITHIN = 600  # characters at the end of a clause that are looked through
_CLAUSES = 8  # clauses at the end of a statement that are looked at
_MAY_DATE = re.compile(r"\d|tháng\s|quý\s")
_SETS = re.compile(r"(?<!\w)(?:trước|trong|vào|từ|đến|hết|tới|chậm nhất|muộn nhất|không quá|lúc)(?!\w)")
_TIES = re.compile(rf"\s?(?:-|–|→|,|và|đến|tới|đến hết|và kết thúc trước|/)\s?(?:(?:{_BEFORE})\s?)*\Z")
_GOES_ON = re.compile(
    r"\s(?:hằng|hàng|mỗi)\s(?:năm|quý|tháng)(?!\w)"
    r"|,?\s(?:và\s)?(?:sau đó|các đợt sau|duy trì|cập nhật|tiếp tục)(?:\s[^\W\d]+){0,3}"
    r"\s(?:thường xuyên|(?:hằng|hàng|mỗi)\s(?:năm|quý|tháng))(?!\w)"
)
# The bounds of a phrase that is set apart.
_OPENS = re.compile(r"(?:[(,;:]|\s-|\s–|dự kiến(?: vào| trong)?)\s?\Z")
_CLOSES = re.compile(r"\s?(?:\)|[,;.]|\Z)")
_ENDS = re.compile(r"\s?(?:\)|[,;.]|\Z|\stại\s)")
# Behind the symbol of a document, or what is signed: its date.
_OF_DOCUMENT = re.compile(r"(?:\d/[^\s,;]+|ký|ban hành|thông qua|văn bản)\s(?:ngày\s)?\Z")
_OF_OTHERS = re.compile(r"(?<!\w)(?:thí sinh|hạn nộp|thời hạn (?:người|nộp|công dân)|kỷ niệm)(?!\w)[^;]*\Z")
_COUNTED = re.compile(r"(?<!\w)(?:thống kê|số liệu|số vụ|số lượng|tình hình|phát sinh)(?!\w)[^;,]*\Z")
_YEAR = re.compile(r"20\d\d")
_MONTH_OR_QUARTER = re.compile(r"(?:tháng|quý)\s")
# A clause that says who does all that stands before it: "...; Sở Xây dựng chủ trì, ... đề xuất vị trí trước ngày ...".
_ANEW = re.compile(r"(?<!\w)(?:chủ trì|chịu trách nhiệm)(?!\w)")
_TERM = re.compile(r"(?:năm học|nhiệm kỳ)\s20")
# What the first clause of several is done in: "Phát động từ ngày 15/4 đến ngày 15/5/2026 tại ...; mỗi xã ..."
_FROM_TO = re.compile(r"từ\s(?:ngày|tháng|quý)\s[^;,.]{1,24}?\sđến\s")
_OFTEN = re.compile(
    rf"định kỳ\s{say.EVERY}|"
    rf"{say.EVERY}(?=.{{0,60}}\s(?:lần|đợt|kỳ))"
    rf"|(?:ngày\s\d|tháng\s\d|thứ\s|chủ nhật|tuần\s(?:đầu|cuối|thứ)).{{0,60}}?{say.EVERY}"
)
_QUOTES = re.compile(r"“[^”]*”|\"[^\"]*\"")


class _Phrase(NamedTuple):
    """A phrase of time at `i:j` of the statement, and its points."""

    i: int
    j: int
    found: list[Point]

    @property
    def precise(self) -> bool:
        return any(point.kind != "year" for point in self.found)


def find(lowered: str, parts: list[Clause], when: PlanTime) -> tuple[int, int] | None:
    """Where the time of the statement stands in `lowered`, or None.

    `parts` are its clauses that tell what is done. What lies before the year of the plan dates no task.
    """
    for clause in dict.fromkeys((*parts[-1:], *parts[:1], *reversed(parts[-_CLAUSES:]))):
        for phrase in _phrases(lowered, clause, when.year):
            if not _past(phrase.found, when.issued) and _dates(lowered, clause, phrase, parts):
                return phrase.i, phrase.j
    return _rhythm(lowered, parts)


def _past(found: list[Point], issued: int | None) -> bool:
    years = [point.year for point in found if point.year is not None]
    return issued is not None and bool(years) and (max(years) < issued or min(years) < issued - 1)


def _phrases(lowered: str, clause: Clause, year: int | None) -> Iterator[_Phrase]:
    """The longest phrases of time near the end of a clause, the last one first."""
    begin = max(clause.i, clause.j - _WITHIN)
    said = lowered[begin : clause.j]
    if not _MAY_DATE.search(said):
        return
    quoted = [match.span() for match in _QUOTES.finditer(said)]
    runs: list[list[Point]] = []
    for point in points(said, year):
        if any(i <= point.i < j for i, j in quoted):
            continue
        if runs and _TIES.fullmatch(said, runs[-1][-1].j, point.i):
            runs[-1].append(point)
        else:
            runs.append([point])
    for run in reversed(runs):
        lead = _LEAD.search(said, max(0, run[0].i - _LONGEST_LEAD), run[0].i)
        after = _GOES_ON.match(said, run[-1].j)
        yield _Phrase(begin + (lead.start() if lead else run[0].i), begin + (after.end() if after else run[-1].j), run)


def _dates(lowered: str, clause: Clause, phrase: _Phrase, parts: list[Clause]) -> bool:
    """Whether the phrase says when the work is done and not which thing is meant."""
    i, j, found = phrase
    said, near = lowered[i:j], max(clause.i, phrase.i - _NEAR)
    if all(point.iso is None for point in found) or _OF_DOCUMENT.search(lowered, near, i):
        return False
    if said.startswith("từ ") and _COUNTED.search(lowered, near, i):
        return False
    if _OF_OTHERS.search(lowered, near, i) or _dated_noun().search(lowered, near, i):
        return False
    apart = _OPENS.search(lowered, near, i) is not None and _CLOSES.match(lowered, j) is not None
    precise = phrase.precise or HALF.search(lowered, i, j) is not None or _TERM.search(lowered, i, j) is not None
    sets = _SETS.search(lowered, i, j) is not None
    if len(parts) > 1 and not _ends_the_work(lowered, clause, phrase, parts):
        return False
    if sets and precise:
        written = _YEAR.search(lowered, i, j) is not None
        return (written or _CLOSES.match(lowered, j) is not None) and not said.startswith(("từ trước", "kể từ trước"))
    if not _YEAR.search(lowered, i, j) and not _MONTH_OR_QUARTER.search(lowered, i, j):
        return False  # "24/7", a day to be remembered
    if apart:  # years in brackets are those of a programme's name, a day that of a feast
        in_brackets = lowered[max(0, i - 1) : i] == "("
        return precise and not say.ONE_DAY.fullmatch(said) if in_brackets else precise or len(found) > 1
    return found[-1].day is not None and _ENDS.match(lowered, j) is not None


def _ends_the_work(lowered: str, clause: Clause, phrase: _Phrase, parts: list[Clause]) -> bool:
    """Whether the time of one clause of several is that of all: the work ends with it, or it is set apart."""
    said, near = lowered[phrase.i : phrase.j], max(clause.i, phrase.i - _NEAR)
    if _finishes().search(lowered, near, phrase.i) and clause.j - phrase.j <= 1:
        return True
    if clause == parts[0] and _FROM_TO.match(said) and len(phrase.found) > 1:
        return True
    if clause == parts[-1] and _ANEW.search(lowered, near, phrase.i):
        return True
    if phrase.i == clause.i and clause == parts[-1] and said.startswith(("đến ", "chậm nhất ", "trước ")):
        return True
    if lowered.endswith((": ", "dự kiến ", "dự kiến vào ", "dự kiến trong "), clause.i, phrase.i):
        return phrase.j >= clause.j - 1
    return clause == parts[-1] and _ending().search(lowered, near, phrase.i) is not None


def _rhythm(lowered: str, parts: list[Clause]) -> tuple[int, int] | None:
    """How often the only clause is done, where a comma or its end follows: "mỗi năm ít nhất một lần, ..."."""
    if len(parts) != 1:
        return None
    for pattern in (say.PERIODICALLY, say.BY_DAY, say.EVERY_DAY, say.EVERY_WEEK, say.MONTH_OF_YEAR, say.ONCE):
        for match in pattern.finditer(lowered, parts[0].i, parts[0].j):
            if (
                lowered[match.end() : match.end() + 1] in (",", ".", "")
                and _OFTEN.search(match[0])
                and (not lowered.endswith(", ", 0, match.start()))
            ):
                return match.span()
    return None


@cache
def _ending() -> re.Pattern[str]:
    """A verb that ends the work or says that it is done, at the start of a clause or behind a comma, and its object."""
    finish, ends = alternatives(time_words()["finish"]), alternatives(time_words()["ends"])
    return re.compile(rf"(?<!\w)(?:(?:{finish})(?!\w)[^;]{{0,60}}|(?:{ends})(?!\w)[^;,]*)\Z")


@cache
def _finishes() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(time_words()['finish'])})\s\Z")


@cache
def _dated_noun() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(time_words()['dated_nouns'])})\s\Z")
