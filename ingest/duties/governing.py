"""Which time phrase of a statement governs the whole of it, or is the day its report is due (guidelines)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ingest.duties.deadlines import HALF, as_meant, is_time, ongoing_words, read_deadline, time_words
from ingest.organisations.clauses import Clause, clauses
from ingest.organisations.lexicon import alternatives, folded
from ingest.plan import Deadline, Span
from ingest.text.mapped import MappedText

_EVERY = r"(?:hằng|hàng|mỗi)\s(?:năm|quý|tháng|tuần|ngày(?!\s\d))"
_YEARLY = r"\s(?:của\s)?(?:(?:hằng|hàng|mỗi)\s(?:năm|quý|tháng)|tháng\scuối\s(?:mỗi\s)?quý)"
_DATE = (
    r"(?:ngày\s)?\d{1,2}\s?/\s?\d{1,2}(?:\s?/\s?\d{4})?(?![\d/])|ngày\s\d{1,2}\stháng\s\d{1,2}(?:\snăm\s\d{4})?(?!\d)"
    r"|ngày\s\d{1,2}(?=\s(?:của\s)?(?:(?:hằng|hàng|mỗi)\stháng|tháng\scuối\s(?:mỗi\s)?quý))"
)
_MONTH = r"tháng\s\d{1,2}(?:\s?/\s?|\snăm\s)\d{4}"
_SOME_QUARTER = r"(?:iv|iii|ii|i|[1-4])(?!\w)"
_QUARTER = (
    rf"quý\s{_SOME_QUARTER}(?:\s?(?:,|-|–|và|đến)\s?(?:quý\s)?{_SOME_QUARTER}){{0,3}}(?:\s?/\s?|,?\s(?:năm\s)?)\d{{4}}"
)
_EACH_MONTH = re.compile(
    r"(?:hằng|hàng|mỗi)\stháng[^;]{0,120}?\s(?:trước|vào|chậm nhất)\sngày\s\d{1,2}(?!\s?[/.]?\d|\stháng\s\d)"
)
# "trước 17 giờ ngày 15/6/2026"
_CLOCK = r"\d{1,2}\s?(?:h|giờ)\s?(?:\d{2})?(?:\s?phút)?,?\s"
_LATEST = r"(?:chậm nhất|muộn nhất)(?:\s(?:là|vào|trong|trước|đến))?|không (?:quá|muộn hơn|chậm hơn)"
_BEFORE = (
    rf"(?:(?<!từ\s)trước(?:\scác)?|vào(?=\s(?:{_CLOCK})?ngày)|(?<!\d\s)đến hết(?=\sngày)|{_LATEST})\s(?:{_CLOCK})?"
)
_BY_DAY = re.compile(
    rf"(?:định kỳ(?:\s{_EVERY})?\s?,?\s?\(?)?{_BEFORE}(?:{_DATE})"
    rf"(?:\s?(?:và|,)\s(?:trước\s)?(?:{_DATE}))*(?:\s{_EVERY}|\s(?:của\s)?tháng\scuối\s(?:mỗi\s)?quý)?\)?"
)
# "Ngày 15/6 hằng năm, ...", "báo cáo ... ngày 25 hằng tháng"
_EVERY_DAY = re.compile(
    rf"(?:định kỳ\s)?(?:vào\s)?(?:các\s)?ngày\s\d{{1,2}}(?:\s?/\s?\d{{1,2}}|\stháng\s\d{{1,2}})?"
    rf"(?:(?:,|\svà)\s(?:ngày\s)?\d{{1,2}}(?:\s?/\s?\d{{1,2}})?){{0,5}}{_YEARLY}(?!\w)"
)
# "Chiều thứ Sáu hằng tuần", "trước 15 giờ hằng ngày"
_WEEKDAY = r"(?:(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?:\stuần\s(?:đầu|cuối|thứ\s\w+))?)"
_EVERY_WEEK = re.compile(
    rf"(?:(?:trước|vào|chậm nhất(?: là| vào)?)\s)?(?:{_CLOCK})?(?:(?:sáng|chiều|tối|ngày)\s)?"
    rf"(?:{_WEEKDAY}\s(?:hằng|hàng|mỗi)\s(?:tuần|tháng)|(?<=\s)(?:hằng|hàng|mỗi)\sngày)(?!\w)"
)
_IN_PERIOD = re.compile(
    rf"(?:(?:trong|vào|trước|đến hết|{_LATEST})\s(?:(?:đầu|cuối|hết|tuần\s\w+)\s)?"
    r"|(?<=hoàn thành\s)(?:(?:đầu|cuối)\s)?|(?<=xong\s)|(?<=thời gian\s))"
    rf"(?:{_QUARTER}|{_MONTH}|năm\s\d{{4}}|{HALF.pattern})(?![\d/-])"
    rf"(?:,\s(?:cập nhật|duy trì|tiếp tục|thực hiện|bổ sung)(?:\sthực hiện)?\s{_EVERY})?"
)
# "Trước mùa mưa (30/4/2026), ...": a season with its day in brackets.
_BY_SEASON = re.compile(
    r"(?:trước|trong|vào)\s(?:mùa|dịp|tết|lễ|khai giảng|năm học)[^()\d,;.]{0,30}"
    rf"\((?:[^()\d,;.]{{0,20}}\s)?(?:{_DATE})\)"
)
_YEAR = r"(?:năm\s)?20\d\d"
_POINT = rf"(?:{_DATE}|{_MONTH}|{_QUARTER}|{_YEAR})(?![\d/-])"
_FROM = rf"(?:{_POINT}|ngày\s\d{{1,2}}|tháng\s\d{{1,2}}|quý\s(?:iv|iii|ii|i|[1-4]))"
_FROM_TO = re.compile(
    rf"(?:định kỳ\s)?từ\s{_FROM}\s?(?:đến hết|đến|tới|-|–)\s?(?:hết\s)?"
    rf"(?:{_POINT}(?:\s{_EVERY})?|tháng\s\d{{1,2}}\s{_EVERY})"
)
_IN_PHASE = re.compile(r"trong\sgiai đoạn\s20\d\d\s?(?:-|–|đến)\s?20\d\d(?!\d)")
_TIMES = (
    rf"(?:{_EVERY},?\s(?:(?:ít nhất|tối thiểu)\s)?(?:\d{{1,2}}|một|hai|ba|bốn)\s(?:lần|đợt|kỳ)"
    r"|\d{1,2}\stháng\s?(?:/|\s(?:một|0?1)\s)lần)"
)
_ONCE = re.compile(rf"(?:định kỳ\s)?{_TIMES}(?!\w)")
_MONTH_OF_YEAR = re.compile(
    rf"(?:định kỳ\s)?vào\stháng\s\d{{1,2}}(?:\s?(?:,|và)\s?(?:tháng\s)?\d{{1,2}})*\s{_EVERY}(?!\w)"
)
# "Từ tháng 7/2026, ..." and "... áp dụng từ năm 2026."
_SINCE = re.compile(rf"(?:bắt đầu\s|kể\s)?từ\s(?:đầu\s)?{_POINT}(?=,|\s?\Z)")
# "Tháng 3/2026, ...", "Năm 2026: ...", "Từ nay đến hết năm 2026, ..."
_OPENS_WITH_TIME = re.compile(
    rf"(?:(?:kể\s)?từ nay (?:cho )?(?:đến|tới)\s(?:hết\s)?(?:{_DATE}|{_MONTH}|{_QUARTER}|{_YEAR})"
    rf"|đến\s(?:hết\s)?(?:{_DATE})"
    rf"|(?:{_DATE}|{_MONTH}|{_QUARTER}|năm\s20\d\d))(?=\s?[,:])"
)
_ON_THE_GROUNDS = re.compile(r"(?:trên cơ sở|căn cứ)\s[^,;.]{3,80},\s(?=(?:định kỳ|hằng|hàng)\s)")
# "tháng 4 và tháng 8 năm 2026"
_MONTHS_OF = r"(?:vào\s)?tháng\s\d{1,2}(?:\s?(?:,|và)\s?(?:tháng\s)?\d{1,2})+(?:\s?/\s?|\snăm\s)\d{4}"
# A clause that is a time and nothing else: "; từ tháng 5 đến tháng 8 năm 2026", "; thời gian: tháng 3/2026".
_ONLY_TIME = re.compile(
    rf"(?:thời gian(?:\s[^,;.:]{{0,20}}?)?(?:\s?:)?\s|(?:thực hiện|tổ chức|tiến hành|triển khai)\s)?"
    rf"(?P<time>{_MONTHS_OF}|(?:(?:trong|vào|trước|chậm nhất)\s)?{_POINT}|{_FROM_TO.pattern}|{_IN_PHASE.pattern}"
    rf"|{_ONCE.pattern}|{_MONTH_OF_YEAR.pattern})\s?\)?\Z"
)
_SPAN_IN_BRACKETS = re.compile(r"\((\d{1,2}/\d{1,2}(?:/\d{4})?\s?(?:-|–|đến)\s?\d{1,2}/\d{1,2}/\d{4})\)\s?\.?\s?\Z")
_TIME_IN_BRACKETS = re.compile(r"\((?=thời gian[^()]{0,20}:)([^()]*)\)")
# "Tổ chức triển khai thực hiện hằng năm, trong đó ...": the rhythm of the main predicate, not of a noun before it.
_DONE_EVERY = re.compile(
    rf"(?:^|[,;.]\s|và\s)(?:chủ động\s)?(?:tổ chức\s|triển khai\s|tiến hành\s){{1,2}}(?:thực hiện\s)?({_EVERY})"
    r"(?=\s?(?:,|\.|;|$))"
)
# "... tuyên truyền hằng tháng về ...", where nothing else is said.
_WORKED_EVERY = re.compile(
    r"(?<!kế hoạch\s)(?<!chương trình\s)(?<!lịch\s)(?<!phiên\s)(?<!kỳ\s)(?<!nhật\s)"
    r"((?:hằng|hàng)\s(?:tuần|tháng|ngày))(?=\s(?:trên|tại|qua|về|theo|ở)\s)"
    rf"|(?:tuyên truyền|kiểm tra|tuần tra|rà soát|giám sát|họp|giao ban|phát sóng|phát thanh)\s((?:định kỳ\s)?{_EVERY})"
    r"(?=\s?(?:về|cho|tại|đối với|ở|trên|,|\.|;|$))"
)
# "Các nội dung trên triển khai đồng bộ từ tháng 02/2026 và duy trì thường xuyên": a last clause about all before it.
_ALL_OF_IT = re.compile(
    r"(?:các|những)\s(?:nội dung|nhiệm vụ|công việc|việc)\s(?:trên|này|nêu trên)\s[^;,.]{0,60}?"
    r"(?<!\w)((?:từ|trong|trước|đến|thường xuyên|hằng|hàng|xong|hoàn thành)(?!\w)[^;,]*)"
)
_REPORTED_EVERY = re.compile(
    r"báo cáo(?:\s(?:kết quả|tiến độ|tình hình|số liệu))?(?:\s(?:thực hiện|triển khai))?\s"
    rf"((?:định kỳ\s)?{_EVERY}(?:\s?(?:,|và)\s?{_EVERY})*)(?=\s(?:về|cho|gửi|tới|đến|lên|với)\s)"
)
# "..., hằng quý tổng hợp tiến độ", "báo cáo Ban Chỉ đạo hằng tuần trong mùa khô"
_EVERY_REPORT = re.compile(
    rf"(?<![^,;:]\s)((?:định kỳ\s)?{_EVERY}),?\s(?:tổng hợp|báo cáo|gửi)(?!\sviên)(?!\w)[^;.]*(?:báo cáo|tổng hợp)"
)
_REPORT_EVERY = re.compile(rf"(?<!công bố )báo cáo\s[^;,.]{{3,80}}\s({_EVERY})(?=\s(?:trong|vào)\s)")
_TO_YEAR = re.compile(r"đến\s(?:hết\s|cuối\s)?năm\s(\d{4})")
_OFTEN = re.compile(rf"(?:định kỳ\s)?(?:vào\s)?(?:tháng\s\d{{1,2}}\s)?{_EVERY}(?!\w)")
_PERIODICALLY = re.compile(rf"định kỳ(?:\s(?:vào\s)?(?:tháng\s\d{{1,2}}\s)?{_EVERY})?(?!\w)")
_ALONE = re.compile(
    rf"(?:(?:thực hiện|triển khai|tiến hành|duy trì)\s)?"
    rf"(?P<time>định kỳ|thường xuyên|(?:định kỳ\s)?(?:vào\stháng\s\d{{1,2}}\s)?{_EVERY})\s?\Z"
)
_RHYTHM_AT_END = re.compile(rf"(?<!\w){_EVERY}\s?\)?\Z")
_RELATIVE = re.compile(
    r"(?:trong\s(?:thời hạn|vòng)\s\d+\s(?:ngày|tháng)[^;,.]*"
    r"|chậm nhất\s(?:là\s)?sau\s\d+\s(?:ngày|giờ|tháng)[^;,.]*|kể từ ngày\s[^\W\d][^;,.]*)"
)
# The time of a report counted from an event: "báo cáo ... chậm nhất 03 ngày sau khi kết thúc".
_REPORTED_AFTER = re.compile(
    r"(?:chậm nhất|muộn nhất|trong vòng|trong thời hạn|không quá)\s(?:(?:là|trong|sau|vòng)\s){0,3}"
    r"\d+\s(?:ngày|giờ|tháng)[^;,.]*"
)
# A clause that only says who does it, behind one that says what and when.
_ONLY_ROLES = re.compile(
    r"(?:phối hợp|chủ trì|chuẩn bị)(?:\s(?:tham gia|thực hiện|triển khai|tổ chức|cùng thực hiện))?\s?[.)]*\Z"
)
_HANDED_OVER = re.compile(r",\s(?:giao|do|phân công)\s")
_FINISHED = re.compile(r"(?:hoàn thành|hoàn tất)\s[^,;.]{0,40}\s")  # "hoàn thành danh mục trước ngày 31/3/2026"
# The brackets at the end of a statement, with several parts (who does it; by when) or one.
_CLOSING_BRACKET = re.compile(r"\(([^()]+)\)\s?[.;]?\s*\Z")
_YEARS = re.compile(r"(?:\A|\s)(?:năm\s|giai đoạn\s)?20\d\d\s?(?:[-–]\s?20\d\d)?\s?\Z")
# "..., dự kiến tháng 8/2026", "..., hằng năm trước ngày 15/12": what stands apart at the end of a clause.
_SET_APART = re.compile(r",\s(?:dự kiến\s(?:vào\s|trong\s)?)?([^,;()]{6,70}?)\s?\.?\s?\Z")
# "... dịp 27/7 hằng năm", "... trước Tết Nguyên đán" at the very end
_OCCASION = re.compile(
    rf"(?:nhân\s)?dịp\s(?:ngày\s)?(?:{_DATE}){_YEARLY}?(?=\s?\.?\s?\Z)"
    r"|trước\s(?:tết|mùa|khai giảng|kỳ họp|năm học)(?!\w)[^,;.()]{0,50}(?=\s?\.?\s?\Z)"
)
_PERIOD_GAP = 12
_REMARK = re.compile(r"\s\([^()]*\)\s?\.?")


def find_deadline(text: MappedText) -> tuple[Deadline, Span] | None:
    """The time phrase that governs the whole statement, or the day its report is due, with its quotation.

    Adverbs of one clause among several and years in the names of other documents and programmes are none.
    """
    lowered = as_meant(folded(text.text))
    parts = _telling(lowered, list(clauses(text.text)))
    places = (_in_closing_bracket, _report_days, _governing, _alone, _spans, _report_rhythms, _set_apart, _closing)
    for i, j in (place for places_of in places for place in places_of(lowered, parts)):
        deadline = read_deadline(lowered[i:j])
        if deadline is not None:
            return deadline, text.span(i, j)
    return None


def _telling(lowered: str, parts: list[Clause]) -> list[Clause]:
    """The clauses without those at the end that only say who does it, and without ", giao X ..." behind the first."""
    kept = list(parts)
    while len(kept) > 1 and _ONLY_ROLES.search(lowered, max(kept[-1].i, kept[-1].j - 40), kept[-1].j):
        kept.pop()
    if len(kept) == 1 and (handed := _HANDED_OVER.search(lowered, kept[0].i, kept[0].j)):
        kept = [Clause(kept[0].i, handed.start())]
    return kept


def _in_closing_bracket(lowered: str, _: list[Clause]) -> Iterator[tuple[int, int]]:
    """ "... (Phòng Kinh tế chủ trì; các thôn phối hợp; quý III/2026)": the part that is a time and nothing else."""
    bracket = _CLOSING_BRACKET.search(lowered)
    if bracket is None:
        return
    start = bracket.start(1)
    for part in bracket[1].split(";"):
        i = start + len(part) - len(part.lstrip())
        # Years alone in brackets are those of a programme's name.
        if is_time(part) and (";" in bracket[1] or not _YEARS.search(part)):
            yield i, start + len(part.rstrip())
        start += len(part) + 1


def _report_days(lowered: str, parts: list[Clause]) -> Iterator[tuple[int, int]]:
    for clause in parts:
        report = _reports().search(lowered, clause.i, clause.j)
        if report is None:
            continue
        for pattern in (_BY_DAY, _EACH_MONTH, _EVERY_DAY):
            days = list(pattern.finditer(lowered, clause.i, clause.j))
            if days:
                yield _trimmed(lowered, days[0].start(), days[-1].end())
                break
        strict = _strict_report().search(lowered, clause.i, clause.j)
        for pattern, after in ((_EVERY_WEEK, strict), (_REPORTED_AFTER, report)):
            counted = pattern.search(lowered, after.end(), clause.j) if after else None
            if counted is not None:
                yield counted.span()
        before = _EVERY_WEEK.search(lowered, clause.i, strict.start()) if strict else None
        if before is not None and before[0].startswith(("trước ", "vào ", "chậm nhất ")):
            yield before.span()


def _governing(lowered: str, parts: list[Clause]) -> Iterator[tuple[int, int]]:
    """Phrases at the start of the statement, in its only clause, or in a closing "hoàn thành trước ..."."""
    for index, clause in enumerate(parts):
        for pattern in (_BY_DAY, _IN_PERIOD, _RELATIVE):
            for match in pattern.finditer(lowered, clause.i, clause.j):
                start = _with_finish(lowered, clause.i, match.start())
                opens = index == 0 and match.start() - clause.i == 0
                closes = start < match.start() and (index == len(parts) - 1 or _set_off(lowered, clause, start, match))
                if opens or closes or (len(parts) == 1 and _at_an_end(lowered, clause, match)) or pattern is _RELATIVE:
                    yield _trimmed(lowered, start, match.end())
        if len(parts) == 1 or (index and index == len(parts) - 1 and _TO_YEAR.match(lowered, clause.i)):
            yield from _striving(lowered, clause)
        if len(parts) == 1:
            if after := _REPORTED_AFTER.search(lowered, clause.i, clause.j):
                yield after.span()
    yield from _opening(lowered, parts)


def _alone(lowered: str, parts: list[Clause]) -> Iterator[tuple[int, int]]:
    """ "...; thời gian: tháng 3/2026", "... (thời gian: quý II/2026)"."""
    for index, clause in enumerate(parts):
        only = _ONLY_TIME.match(lowered[: clause.j], clause.i)
        if only is not None and (index == len(parts) - 1 or only.start("time") > clause.i) and index:
            yield _trimmed(lowered, *only.span("time"))
    said = _ALL_OF_IT.match(lowered[: parts[-1].j], parts[-1].i) if len(parts) > 1 else None
    if said is not None:
        yield said.span(1)
    if span := _SPAN_IN_BRACKETS.search(lowered, max(0, len(lowered) - 60)):
        yield span.span(1)
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
    for match in _FROM_TO.finditer(lowered, parts[-1].i, parts[-1].j):
        if match[0].startswith("định kỳ ") and parts[-1].j - match.end() <= len(")."):
            yield match.span()
    since = _SINCE.search(lowered[: first.j], first.i)
    if since is not None and (since.start() == first.i or (len(parts) == 1 and _begins(lowered, since.start()))):
        yield since.span()
    done = _DONE_EVERY.search(lowered, first.i, first.j)
    if done is None and len(parts) == 1:
        done = _WORKED_EVERY.search(lowered, first.i, first.j)
    if done is not None:
        yield done.span(done.lastindex or 0)
    regular = _EVERY_DAY.search(lowered, first.i, first.j)
    if regular is not None and regular[0].startswith("định kỳ "):
        yield regular.span()
    weekly = _EVERY_WEEK.search(lowered, first.i, first.j)
    ends = weekly is not None and first.j - weekly.end() <= len(").") and "," not in lowered[first.i : weekly.start()]
    if weekly is not None and ends and weekly[0].startswith("vào "):
        yield weekly.span()


def _set_off(lowered: str, clause: Clause, start: int, match: re.Match[str]) -> bool:
    """ "..., xong trong quý II/2026; ...": a comma before the finish, and the clause ends with its time."""
    return lowered.endswith(", ", clause.i, start) and clause.j - match.end() <= len(").")


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
    """ "Hằng năm, ...", "Tháng 3/2026, ..." and, where there is no other clause, "Thường xuyên ..."."""
    if not parts:
        return
    grounds = _ON_THE_GROUNDS.match(lowered, parts[0].i, parts[0].j)
    for pattern in (_EVERY_DAY, _EVERY_WEEK, _BY_SEASON, _OPENS_WITH_TIME, _OFTEN):
        match = pattern.match(lowered, grounds.end() if grounds else parts[0].i, parts[0].j)
        if match is not None:
            yield match.span()
    always = ongoing_words().match(lowered, parts[0].i, parts[0].j)
    if always is not None and len(parts) == 1 and always[0] == "thường xuyên":
        yield always.span()


def _set_apart(lowered: str, parts: list[Clause]) -> Iterator[tuple[int, int]]:
    """What a comma sets apart at the end of the first or last clause, and an occasion that ends the only one."""
    for clause in (*parts[-1:], *parts[:1]):
        apart = _SET_APART.search(lowered[: clause.j], clause.i)
        if apart is not None and is_time(apart[1]) and not _YEARS.search(apart[1]):
            yield apart.span(1)
    for occasion in (match for clause in parts[:1] if (match := _OCCASION.search(lowered[: clause.j], clause.i))):
        if len(parts) == 1:
            yield occasion.span()


def _closing(lowered: str, parts: list[Clause]) -> Iterator[tuple[int, int]]:
    """ "...; định kỳ hằng quý." as a clause of its own, and "báo cáo UBND phường hằng quý"."""
    for index, clause in enumerate(parts):
        alone = _ALONE.match(lowered[: clause.j], clause.i) if index and index == len(parts) - 1 else None
        if alone is not None:
            yield alone.span("time")
        rhythm = _RHYTHM_AT_END.search(lowered, clause.i, clause.j)
        if rhythm is not None and _strict_report().search(lowered, clause.i, rhythm.start()):
            yield rhythm.span()


def _report_rhythms(lowered: str, parts: list[Clause]) -> Iterator[tuple[int, int]]:
    """ "định kỳ báo cáo", "báo cáo định kỳ", "báo cáo ... (định kỳ hằng năm)"."""
    for clause in parts:
        reported = _REPORTED_EVERY.search(lowered, clause.i, clause.j)
        if reported is not None:
            yield reported.span(1)
        for pattern in (_EVERY_REPORT, _REPORT_EVERY):
            rhythm = pattern.search(lowered, clause.i, clause.j)
            if rhythm is not None:
                yield rhythm.span(1)
        report = _strict_report().search(lowered, clause.i, clause.j)
        for match in (_PERIODICALLY.search(lowered, clause.i, clause.j), _OFTEN.match(lowered, clause.i, clause.j)):
            if report is not None and match is not None:
                yield match.span()


def _with_finish(lowered: str, least: int, start: int) -> int:
    """The start of "hoàn thành (xong) trước ..." for a phrase that starts at `start`."""
    match = _finishing().search(lowered, max(least, start - 60), start)
    if match is None and _FINISHED.fullmatch(lowered, least, start):
        return least
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
    return re.compile(
        rf"(?:(?:{finish})\s(?:xong\s|việc[^,;.]{{0,40}}\s)?|thời gian(?:(?:\s[^,;.:]{{0,20}})?\s?:)?\s)\Z"
    )


@cache
def _reports() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(time_words()['report'])})(?!\sviên)(?!\w)")


@cache
def _strict_report() -> re.Pattern[str]:
    """A report that is given; "công bố báo cáo thị trường" is a publication."""
    return re.compile(r"(?<!\w)(?<!công bố )(?<!phát hành )(?<!xuất bản )báo cáo(?!\sviên)(?!\w)")


@cache
def _strives() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives([*time_words()['strive'], *time_words()['finish']])})\s\Z")
