"""By when, or how often, a task is due: a time cell read whole, or the phrase of a statement that governs it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from ingest.duties.timepoints import Point, points
from ingest.grammar import load
from ingest.organisations.clauses import Clause, clauses
from ingest.organisations.lexicon import alternatives, folded
from ingest.plan import Deadline, Span
from ingest.text.mapped import MappedText

_RHYTHM = re.compile(r"(?:hằng|hàng|mỗi|từng)\s(năm|quý|tháng|tuần)|(?<=lần/)(năm|quý|tháng|tuần)")
_RECURRENCE = {"năm": "yearly", "quý": "quarterly", "tháng": "monthly", "tuần": "weekly"}
_PERIODIC = re.compile(r"(?<!\w)định kỳ(?!\w)")
_DAY_OF_MONTH = re.compile(
    r"ngày\s(?:mùng\s)?(\d{1,2})(?=\s(?:của\s)?(?:(?:hằng|hàng|mỗi)\stháng|tháng\s(?:cuối|đầu)))"
    r"|(?:hằng|hàng|mỗi)\stháng[^;]*?\sngày\s(\d{1,2})(?!\s?[/.]?\d|\stháng\s\d)"
)
_SEASON = re.compile(r"từ\stháng\s\d{1,2}\s(?:đến|tới)")
_MONTHS = re.compile(r"tháng\s(\d{1,2}(?:\s?(?:,|và)\s?\d{1,2})+)\s(?:hằng|hàng)")
_END_OF_QUARTER = re.compile(r"tháng\s(?:cuối|đầu)\s(?:mỗi\s)?quý")
_HALF = re.compile(r"0?6\stháng\s(đầu|cuối)\snăm\s((?:19|20)\d\d)")
_EVENT = r"ngày(?:\s[^\W\d]+){0,4}"
_JOINED = re.compile(rf"\s?(?:-|–|—|đến hết|đến|tới|,|và|/)\s?(?:hết\s)?(?:quý|tháng|năm|{_EVENT})?\s?\Z")
_FROM_NOW = re.compile(r"(?:kể )?từ nay (?=(?:cho )?(?:đến|tới)(?!\w))")
_AFTERWARDS = re.compile(rf"sau {_EVENT}\s")
_START = re.compile(r"(?:kể )?từ\s(?:nay|ngày|tháng|quý|năm)?")

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
    rf"(?:trong|vào|trước|đến hết|chậm nhất(?: trong)?)\s(?:{_QUARTER}|{_MONTH}|năm\s\d{{4}}|{_HALF.pattern})(?![\d/-])"
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
# After the last colon, in brackets at the end, the whole heading.
_TIME_OF_HEADING = (
    re.compile(r":\s+([^:]+?)[\s.:;]*\Z"),
    re.compile(r"\(([^()]+)\)[\s.:;]*\Z"),
    re.compile(r"\A(.+?)[\s.:;]*\Z"),
)
# What stands between a heading's colon and a day that is named by what happens on it.
_BY_EVENT = re.compile(rf"(?:sau|từ|trước) {_EVENT}\s")
_NAMED_DAY = re.compile(rf"(?<!\w)(?:từ|đến|trước|sau) {_EVENT}(?!\w)")
_NOW_UNTIL = re.compile(r"(?<!\w)(từ nay (?:cho )?(?:đến|tới) [^:;.()]{3,80}?)[\s.:;]*\Z")
_HOUR = r"(?:lúc\s|từ\s)?\d{1,2}\s?(?:h|g|giờ|:)\s?(?:\d{2})?(?:\s?phút)?"
_CLOCK = re.compile(rf"(?:(?:sáng|chiều|tối)\s)?{_HOUR}(?:\s?(?:-|–|đến)\s?{_HOUR})?")


def read_deadline(phrase: str) -> Deadline | None:
    """The deadline that a time cell states; kind "other" where it names no time that can be dated.

    None for a cell without words ("-").
    """
    lowered = " ".join(folded(phrase).split())
    if not re.search(r"\w", lowered):
        return None
    half = _HALF.search(lowered)
    if half is not None:
        months = ("01", "06") if half[1] == "đầu" else ("07", "12")
        return Deadline("range", f"{half[2]}-{months[0]}/{half[2]}-{months[1]}")
    now = _FROM_NOW.match(lowered)
    lowered = lowered[now.end() :] if now else lowered
    found = points(lowered)
    if now is not None and not found:
        return Deadline("range")  # it ends with an event, not on a day
    if _AFTERWARDS.match(lowered):
        return Deadline("other")
    return _recurring(lowered, found) or _ongoing(lowered, found) or _dated(lowered, found) or Deadline("other")


def _recurring(lowered: str, found: list[Point]) -> Deadline | None:
    rhythm, periodic = _RHYTHM.search(lowered), _PERIODIC.search(lowered)
    monthly = [f"---{int(day or other):02}" for day, other in _DAY_OF_MONTH.findall(lowered)]
    days = [point.due for point in found if point.due and point.year is None]
    certain = any(point.day for point in found if point.year is None)
    if not (rhythm or periodic or certain or monthly) or _ongoing_first(lowered, rhythm):
        return None
    recurrence = _RECURRENCE[rhythm[1] or rhythm[2]] if rhythm else None
    if recurrence is None and _END_OF_QUARTER.search(lowered):
        recurrence = "quarterly"
    if recurrence is None and certain:
        recurrence = "yearly"
    season = len(days) == 2 and not certain and _SEASON.search(lowered) is not None
    several = _MONTHS.search(lowered)
    if several is not None:
        days = [f"--{int(month):02}" for month in re.findall(r"\d+", several[1])]
    due = () if season else tuple(monthly + [day for day in days if day])
    start = next((point.iso for point in found if point.iso), None)
    return Deadline("recurring", start, recurrence, due[0] if due else None, due if len(due) > 1 else ())


def _ongoing_first(lowered: str, rhythm: re.Match[str] | None) -> bool:
    ongoing = _ongoing_words().search(lowered)
    return ongoing is not None and (rhythm is None or ongoing.start() < rhythm.start())


def _ongoing(lowered: str, found: list[Point]) -> Deadline | None:
    starts = found and _START.match(lowered) is not None and not _range(lowered, found)
    if not _ongoing_words().search(lowered) and not starts:
        return None
    return Deadline("ongoing", found[0].iso if found and starts else None)


def _dated(lowered: str, found: list[Point]) -> Deadline | None:
    if not found:
        return None
    span = _range(lowered, found)
    if span is not None:
        return Deadline("range", span)
    first = next((point for point in found if point.iso), found[0])
    due = first.due if first.iso is None else None
    return Deadline(first.kind, first.iso, None, due)  # type: ignore[arg-type]


def _range(lowered: str, found: list[Point]) -> str | None:
    """The first two points that are tied together: "quý iv/2025 - quý ii/2026", "từ năm 2026 đến năm 2030"."""
    for first, second in pairwise(found):
        if first.iso and second.iso and first.iso != second.iso and _JOINED.match(lowered[first.j : second.i]):
            return f"{first.iso}/{second.iso}"
    return None


def heading_time(heading: MappedText) -> MappedText | None:
    """The time that a heading states for all that stands below it, or None: "Đợt 1: Trong tháng 12/2025",
    "Ngày 1: Thứ Hai, ngày 24/8/2026", "Tập huấn (tháng 5/2026)", "Quý I/2026".

    Years in brackets are those of a programme's name, and what comes after a day has no day of its own.
    """
    for pattern in _TIME_OF_HEADING:
        match = pattern.search(heading.text)
        if match is None:
            continue
        part = heading.cut(*match.span(1))
        lowered = folded(part.text)
        deadline = read_deadline(lowered)
        if deadline is None or deadline.kind not in {"date", "month", "quarter", "year", "range", "other"}:
            continue
        undated = deadline.iso is None and not (pattern is _TIME_OF_HEADING[0] and _BY_EVENT.match(lowered))
        if undated or not _says_only_time(lowered):
            continue
        if deadline.iso is None or "-" in deadline.iso or pattern is not _TIME_OF_HEADING[1]:
            return part
    return _from_now(heading)


def _from_now(heading: MappedText) -> MappedText | None:
    """ "Nội dung xuyên suốt từ nay đến kết thúc đại hội": the end of a heading that states its time."""
    match = _NOW_UNTIL.search(folded(heading.text))
    return heading.cut(*match.span(1)) if match else None


def _says_only_time(lowered: str) -> bool:
    """Whether nothing but points of time and the words around them ("trong", "thứ hai", "đến hết") is said."""
    rest, start = "", 0
    for point in points(lowered):
        rest += lowered[start : point.i] + " "
        start = point.j
    rest = _NAMED_DAY.sub(" ", rest + lowered[start:])
    return set(re.findall(r"\w+", rest)) <= set(_words()["around"])


def is_clock_time(phrase: str) -> bool:
    """True for a time cell that holds hours alone: "7h00 - 7h15", "Từ 13:30"."""
    return _CLOCK.fullmatch(folded(phrase).strip()) is not None


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
    always = _ongoing_words().match(lowered, parts[0].i, parts[0].j)
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


def _words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = load("deadlines")["words"]
    return words


@cache
def _ongoing_words() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(_words()['ongoing'])})(?!\w)")


@cache
def _dated_nouns() -> re.Pattern[str]:
    """What a span of years belongs to when it stands before it in the clause: a programme, data."""
    return re.compile(rf"(?<!\w)(?:{alternatives(_words()['dated_nouns'])})(?!\w)[^;]*\Z")


def _begins(lowered: str, at: int) -> bool:
    """Whether a verb of beginning stands before index `at`."""
    return re.search(rf"(?<!\w)(?:{alternatives(_words()['begin'])})\s\Z", lowered[:at]) is not None


@cache
def _finishing() -> re.Pattern[str]:
    finish = alternatives(_words()["finish"])
    return re.compile(rf"(?:(?:{finish})\s(?:xong\s|việc[^,;.]{{0,40}}\s)?|thời gian(?:\s[^,;.:]{{0,20}})?\s?:\s)\Z")


@cache
def _reports() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(_words()['report'])})(?!\sviên)(?!\w)")


@cache
def _strict_report() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)báo cáo(?!\sviên)(?!\w)")


@cache
def _strives() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives([*_words()['strive'], *_words()['finish']])})\s\Z")
