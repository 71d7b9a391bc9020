"""Which time phrase of a statement governs the whole of it, or is the day its report is due (guidelines)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ingest.duties.deadlines import HALF, ongoing_words, read_deadline, time_words
from ingest.organisations.clauses import Clause, clauses
from ingest.organisations.lexicon import alternatives, folded
from ingest.plan import Deadline, Span
from ingest.text.mapped import MappedText

_DATE = (
    r"(?:ngày\s)?\d{1,2}\s?/\s?\d{1,2}(?:\s?/\s?\d{4})?(?![\d/])|ngày\s\d{1,2}\stháng\s\d{1,2}(?:\snăm\s\d{4})?(?!\d)"
    r"|ngày\s\d{1,2}(?=\s(?:hằng|hàng)\stháng)"
)
_EVERY = r"(?:hằng|hàng|mỗi)\s(?:năm|quý|tháng|tuần)"
_MONTH = r"tháng\s\d{1,2}(?:\s?/\s?|\snăm\s)\d{4}"
_QUARTER = r"quý\s(?:iv|iii|ii|i|[1-4])(?:\s?/\s?|\s(?:năm\s)?)\d{4}"
_EACH_MONTH = re.compile(
    r"(?:hằng|hàng|mỗi)\stháng[^;]{0,120}?\s(?:trước|vào|chậm nhất)\sngày\s\d{1,2}(?!\s?[/.]?\d|\stháng\s\d)"
)
_BY_DAY = re.compile(
    rf"(?:định kỳ(?:\s{_EVERY})?\s?,?\s?\(?)?(?:trước|vào(?=\sngày)|chậm nhất(?: là| vào)?|muộn nhất)\s(?:{_DATE})"
    rf"(?:\s?(?:và|,)\s(?:trước\s)?(?:{_DATE}))*(?:\s{_EVERY})?\)?"
)
_IN_PERIOD = re.compile(
    rf"(?:trong|vào|trước|đến hết|chậm nhất(?: trong)?)\s(?:{_QUARTER}|{_MONTH}|năm\s\d{{4}}|{HALF.pattern})(?![\d/-])"
)
_YEAR = r"(?:năm\s)?20\d\d"
_POINT = rf"(?:{_DATE}|{_MONTH}|{_QUARTER}|{_YEAR})(?![\d/-])"
_FROM = rf"(?:{_POINT}|ngày\s\d{{1,2}}|tháng\s\d{{1,2}}|quý\s(?:iv|iii|ii|i|[1-4]))"
_FROM_TO = re.compile(rf"từ\s{_FROM}\s?(?:đến hết|đến|tới|-|–)\s?(?:hết\s)?(?:{_POINT}|tháng\s\d{{1,2}}\s{_EVERY})")
_IN_PHASE = re.compile(r"trong\sgiai đoạn\s20\d\d\s?(?:-|–|đến)\s?20\d\d(?!\d)")
_TIMES = rf"{_EVERY},?\s(?:(?:ít nhất|tối thiểu)\s)?(?:\d{{1,2}}|một|hai|ba|bốn)\s(?:lần|đợt|kỳ)"
_ONCE = re.compile(rf"(?:định kỳ\s)?{_TIMES}(?!\w)")
_MONTH_OF_YEAR = re.compile(
    rf"(?:định kỳ\s)?vào\stháng\s\d{{1,2}}(?:\s?(?:,|và)\s?(?:tháng\s)?\d{{1,2}})*\s{_EVERY}(?!\w)"
)
# "Từ tháng 7/2026, ..." and "... áp dụng từ năm 2026."
_SINCE = re.compile(rf"(?:bắt đầu\s|kể\s)?từ\s(?:đầu\s)?{_POINT}(?=,|\s?\Z)")
# "tháng 4 và tháng 8 năm 2026"
_MONTHS_OF = r"(?:vào\s)?tháng\s\d{1,2}(?:\s?(?:,|và)\s?(?:tháng\s)?\d{1,2})+(?:\s?/\s?|\snăm\s)\d{4}"
# A clause that is a time and nothing else: "; từ tháng 5 đến tháng 8 năm 2026", "; thời gian: tháng 3/2026".
_ONLY_TIME = re.compile(
    rf"(?:thời gian(?:\s[^,;.:]{{0,20}}?)?(?:\s?:)?\s)?"
    rf"(?P<time>{_MONTHS_OF}|(?:(?:trong|vào|trước|chậm nhất)\s)?{_POINT}|{_FROM_TO.pattern}|{_IN_PHASE.pattern}"
    rf"|{_ONCE.pattern}|{_MONTH_OF_YEAR.pattern})\s?\)?\Z"
)
_TIME_IN_BRACKETS = re.compile(r"\((?=thời gian[^()]{0,20}:)([^()]*)\)")
# "Tổ chức triển khai thực hiện hằng năm, trong đó ...": the rhythm of the main predicate, not of a noun before it.
_DONE_EVERY = re.compile(
    rf"(?:^|[,;.]\s|và\s)(?:chủ động\s)?(?:tổ chức\s|triển khai\s|tiến hành\s){{1,2}}(?:thực hiện\s)?({_EVERY})"
    r"(?=\s?(?:,|\.|;|$))"
)
_REPORTED_EVERY = re.compile(
    r"báo cáo(?:\s(?:kết quả|tiến độ|tình hình|số liệu))?(?:\s(?:thực hiện|triển khai))?\s"
    rf"((?:định kỳ\s)?{_EVERY}(?:\s?(?:,|và)\s?{_EVERY})*)(?=\s(?:về|cho|gửi|tới|đến|lên|với)\s)"
)
_TO_YEAR = re.compile(r"đến\s(?:hết\s|cuối\s)?năm\s(\d{4})")
_OFTEN = re.compile(rf"(?:định kỳ\s)?(?:vào\s)?(?:tháng\s\d{{1,2}}\s)?{_EVERY}(?!\w)")
_PERIODICALLY = re.compile(rf"định kỳ(?:\s(?:vào\s)?(?:tháng\s\d{{1,2}}\s)?{_EVERY})?(?!\w)")
_ALONE = re.compile(rf"(?:định kỳ|thường xuyên|(?:định kỳ\s)?(?:vào\stháng\s\d{{1,2}}\s)?{_EVERY})\s?\Z")
_RHYTHM_AT_END = re.compile(rf"(?<!\w){_EVERY}\s?\)?\Z")
_RELATIVE = re.compile(
    r"(?:trong\s(?:thời hạn|vòng)\s\d+\s(?:ngày|tháng)[^;,.]*"
    r"|chậm nhất\s(?:là\s)?sau\s\d+\s(?:ngày|giờ|tháng)[^;,.]*|kể từ ngày\s[^\W\d][^;,.]*)"
)
_PERIOD_GAP = 12
_REMARK = re.compile(r"\s\([^()]*\)\s?\.?")


def find_deadline(text: MappedText) -> tuple[Deadline, Span] | None:
    """The time phrase that governs the whole statement, or the day its report is due, with its quotation.

    Adverbs of one clause among several and years in the names of other documents and programmes are none.
    """
    lowered = folded(text.text)
    parts = list(clauses(text.text))
    places = (_report_days, _governing, _alone, _spans, _report_rhythms, _closing)
    for i, j in (place for places_of in places for place in places_of(lowered, parts)):
        deadline = read_deadline(lowered[i:j])
        if deadline is not None:
            return deadline, text.span(i, j)
    return None


def _report_days(lowered: str, parts: list[Clause]) -> Iterator[tuple[int, int]]:
    for clause in parts:
        days = list(_BY_DAY.finditer(lowered, clause.i, clause.j)) or list(
            _EACH_MONTH.finditer(lowered, clause.i, clause.j)
        )
        if days and _reports().search(lowered, clause.i, clause.j):
            yield _trimmed(lowered, days[0].start(), days[-1].end())


def _governing(lowered: str, parts: list[Clause]) -> Iterator[tuple[int, int]]:
    """Phrases at the start of the statement, in its only clause, or in a closing "hoàn thành trước ..."."""
    for index, clause in enumerate(parts):
        for pattern in (_BY_DAY, _IN_PERIOD, _RELATIVE):
            for match in pattern.finditer(lowered, clause.i, clause.j):
                start = _with_finish(lowered, clause.i, match.start())
                opens = index == 0 and match.start() - clause.i == 0
                closes = index == len(parts) - 1 and start < match.start()
                if opens or closes or (len(parts) == 1 and _at_an_end(lowered, clause, match)) or pattern is _RELATIVE:
                    yield _trimmed(lowered, start, match.end())
        if len(parts) == 1:
            yield from _striving(lowered, clause)
    yield from _opening(lowered, parts)


def _alone(lowered: str, parts: list[Clause]) -> Iterator[tuple[int, int]]:
    """ "...; thời gian: tháng 3/2026", "... (thời gian: quý II/2026)"."""
    for index, clause in enumerate(parts):
        only = _ONLY_TIME.match(lowered[: clause.j], clause.i)
        if only is not None and (index == len(parts) - 1 or only.start("time") > clause.i) and index:
            yield _trimmed(lowered, *only.span("time"))
    for bracket in _TIME_IN_BRACKETS.finditer(lowered):
        only = _ONLY_TIME.match(lowered[: bracket.end(1)], bracket.start(1))
        if only is not None:
            yield only.span("time")


def _spans(lowered: str, parts: list[Clause]) -> Iterator[tuple[int, int]]:
    """Spans and rhythms at the start of the statement or the end of its only clause, and those of its main verb."""
    if not parts:
        return
    first = parts[0]
    for pattern in (_FROM_TO, _IN_PHASE, _ONCE, _MONTH_OF_YEAR):
        for match in pattern.finditer(lowered, first.i, first.j):
            named = pattern in (_FROM_TO, _IN_PHASE) and _dated_nouns().search(lowered, first.i, match.start())
            ends = len(parts) == 1 and first.j - match.end() <= len(").") and not named
            if match.start() == first.i or ends:
                yield match.span()
    since = _SINCE.search(lowered[: first.j], first.i)
    if since is not None and (since.start() == first.i or (len(parts) == 1 and _begins(lowered, since.start()))):
        yield since.span()
    done = _DONE_EVERY.search(lowered, first.i, first.j)
    if done is not None:
        yield done.span(1)


def _at_an_end(lowered: str, clause: Clause, match: re.Match[str]) -> bool:
    """A phrase after the last words of its clause, not one that narrows down a noun in its middle."""
    if _REMARK.fullmatch(lowered, match.end(), clause.j):
        return True
    return clause.j - match.end() <= _PERIOD_GAP or lowered[match.end() : match.end() + 1] == ","


def _striving(lowered: str, clause: Clause) -> Iterator[tuple[int, int]]:
    for match in _TO_YEAR.finditer(lowered, clause.i, clause.j):
        if match.start() == clause.i or _strives().search(lowered, clause.i, match.start()):
            yield match.span()


def _opening(lowered: str, parts: list[Clause]) -> Iterator[tuple[int, int]]:
    """ "Hằng năm, ..." and, where there is no other clause, "Thường xuyên ..."."""
    if not parts:
        return
    match = _OFTEN.match(lowered, parts[0].i, parts[0].j)
    if match is not None:
        yield match.span()
    always = ongoing_words().match(lowered, parts[0].i, parts[0].j)
    if always is not None and len(parts) == 1 and always[0] == "thường xuyên":
        yield always.span()


def _closing(lowered: str, parts: list[Clause]) -> Iterator[tuple[int, int]]:
    """ "...; định kỳ hằng quý." as a clause of its own, and "báo cáo UBND phường hằng quý"."""
    for index, clause in enumerate(parts):
        if index and index == len(parts) - 1 and _ALONE.match(lowered[: clause.j], clause.i):
            yield clause.i, clause.j
        rhythm = _RHYTHM_AT_END.search(lowered, clause.i, clause.j)
        if rhythm is not None and _strict_report().search(lowered, clause.i, rhythm.start()):
            yield rhythm.span()


def _report_rhythms(lowered: str, parts: list[Clause]) -> Iterator[tuple[int, int]]:
    """ "định kỳ báo cáo", "báo cáo định kỳ", "báo cáo ... (định kỳ hằng năm)"."""
    for clause in parts:
        reported = _REPORTED_EVERY.search(lowered, clause.i, clause.j)
        if reported is not None:
            yield reported.span(1)
        report = _strict_report().search(lowered, clause.i, clause.j)
        match = _PERIODICALLY.search(lowered, clause.i, clause.j)
        if report is not None and match is not None:
            yield match.span()


def _with_finish(lowered: str, least: int, start: int) -> int:
    """The start of "hoàn thành (xong) trước ..." for a phrase that starts at `start`."""
    match = _finishing().search(lowered, max(least, start - 60), start)
    return match.start() if match else start


def _trimmed(lowered: str, i: int, j: int) -> tuple[int, int]:
    """Without a closing bracket whose opening one is outside."""
    while j > i and lowered[j - 1] == ")" and "(" not in lowered[i:j]:
        j -= 1
    return i, j


@cache
def _dated_nouns() -> re.Pattern[str]:
    """What a span of years belongs to when it stands before it in the clause: a programme, data."""
    return re.compile(rf"(?<!\w)(?:{alternatives(time_words()['dated_nouns'])})(?!\w)[^;]*\Z")


def _begins(lowered: str, at: int) -> bool:
    """Whether a verb of beginning stands before index `at`."""
    return re.search(rf"(?<!\w)(?:{alternatives(time_words()['begin'])})\s\Z", lowered[:at]) is not None


@cache
def _finishing() -> re.Pattern[str]:
    finish = alternatives(time_words()["finish"])
    return re.compile(rf"(?:(?:{finish})\s(?:xong\s|việc[^,;.]{{0,40}}\s)?|thời gian(?:\s[^,;.:]{{0,20}})?\s?:\s)\Z")


@cache
def _reports() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(time_words()['report'])})(?!\sviên)(?!\w)")


@cache
def _strict_report() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)báo cáo(?!\sviên)(?!\w)")


@cache
def _strives() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives([*time_words()['strive'], *time_words()['finish']])})\s\Z")
