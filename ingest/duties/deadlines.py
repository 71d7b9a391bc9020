"""By when, or how often: a phrase that states a time and nothing else, read into a deadline; the time of a heading."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from ingest.duties.timepoints import Point, points
from ingest.grammar import load
from ingest.organisations.lexicon import alternatives, folded
from ingest.plan import Deadline
from ingest.text.mapped import MappedText

_RHYTHM = re.compile(r"(?:hằng|hàng|mỗi|từng)\s(năm|quý|tháng|tuần|ngày(?!\s\d))|(?<=lần/)(năm|quý|tháng|tuần|ngày)")
_RECURRENCE = {"năm": "yearly", "quý": "quarterly", "tháng": "monthly"}
_APART = re.compile(r"(?<!\w)(\d{1,2}\s(?:ngày|tuần|tháng|năm))\s?(?:/|\s(?:một|0?1)\s)lần")
_WORD_APART = {"1 tháng": "tháng", "3 tháng": "quý", "12 tháng": "năm", "1 năm": "năm"}
_FINISHED = re.compile(r"^(?:hoàn thành|hoàn tất|xong)\s(?=(?:trước|sau)\s)")
# "trước khai giảng năm học 2026 - 2027": the years of school name no time of their own.
_BEFORE_SEASON = re.compile(
    r"trước (?:khi\s|ngày\s)?(?:mùa|tết|dịp|khai giảng|năm học|kỳ họp|đại hội)(?!\w)[^\d()]*(?:năm 20\d\d)?\s?\.?"
)
# "Kỳ họp giữa năm 2026", "Hè năm 2026", "Từ năm học 2026 - 2027": a time that only those who set it know.
_NAMED_TIME = re.compile(
    r"(?:(?:trình (?:[^\d();.]{3,40} )?)?(?:tại )?kỳ họp(?!\w)[^\d()]*|(?:trong |dịp )*hè(?!\w)[^\d()]*)"
    r"(?:20\d\d)?\s?\.?"
    r"|từ (?:năm học|vụ)\s.*"
)
_SCHOOL_YEAR = re.compile(r"(?<=năm học )20\d\d\s?(?:-|–|/)\s?20\d\d")
_RHYTHMIC = re.compile(
    rf"{_RHYTHM.pattern}|{_APART.pattern}|định kỳ|(?<!\w)(?:\d{{1,2}}|một|hai|ba|bốn)\s(?:lần|đợt|kỳ)(?!\w)"
    r"|ít nhất|tối thiểu"
    r"|chậm nhất|bắt đầu|liên tục|(?<!\w)xong(?!\w)"
)
_EVERY = {"tuần": "weekly", "ngày": "daily"}
_PERIODIC = re.compile(r"(?<!\w)định kỳ(?!\w)")
_DAY_OF_MONTH = re.compile(
    r"ngày\s(?:mùng\s)?(\d{1,2})(?=\s(?:của\s)?(?:(?:hằng|hàng|mỗi)\stháng|tháng\s(?:cuối|đầu)))"
    r"|(?:hằng|hàng|mỗi)\stháng[^;]{0,120}?\sngày\s(\d{1,2})(?!\s?[/.]?\d|\stháng\s\d)"
)
_SEASON = re.compile(r"từ\stháng\s\d{1,2}\s(?:đến|tới)")
_UNTIL = re.compile(r"\s?(?:-|–|→|đến|tới)(?!\w)")
# "tháng 3, 6, 9 hằng năm", "định kỳ vào tháng 3, 6, 9"
_MONTHS = re.compile(
    r"tháng\s(\d{1,2}(?:\s?(?:,|và)\s?\d{1,2})+)\s(?:hằng|hàng)"
    r"|định kỳ\s(?:vào\s)?tháng\s(\d{1,2}(?:\s?(?:,|và)\s?(?:tháng\s)?\d{1,2})+)(?!\s?[/\d]|\snăm)"
)
_END_OF_QUARTER = re.compile(r"tháng\s(?:cuối|đầu)\s(?:mỗi\s)?quý")
HALF = re.compile(r"(?:0?6\stháng|nửa)\s(đầu|cuối)\snăm\s((?:19|20)\d\d)")
_HALF_OF_IT = re.compile(r"(?:trong )?0?6\stháng\s(đầu|cuối)\snăm\s?")
# "6 tháng, năm": every half year and year, where no rhythm is named
_EACH_HALF = re.compile(r"(?:quý,?\s)?0?6 tháng(?:,| và)\s(?:0?1 |cả |hằng )?năm\s?\.?")
_ALL_YEAR = re.compile(r"(?:trong )?cả năm\s?\.?")
_EVENT = r"ngày(?:\s[^\W\d]+){0,4}"
_JOINED = re.compile(
    r"\s?(?:-|–|—|→|đến hết|đến|tới|và kết thúc trước|[,;+&]|và|/)\s?(?:(?:hết|đầu|giữa|cuối)\s)?(?:\d{1,2} giờ\s)?"
    rf"(?:quý|tháng|năm|{_EVENT})?\s?\Z"
)
_LISTED = re.compile(r"(?:[,;+&]|và)(?!\w)")
_MARK = re.compile(r"[,;+&]|(?<!\w)và(?!\w)")
_MISREAD = re.compile(r"(?<=quý )(?:[il]{1,3}|lv)(?!\w)")
_TWO_YEARS = re.compile(r"(20\d\d)\s(20\d\d)")
_FROM_NOW = re.compile(r"(?:kể )?từ nay (?=(?:cho )?(?:đến|tới)(?!\w))")
_AFTERWARDS = re.compile(rf"sau {_EVENT}\s")
_SINCE = re.compile(r",?\s(?:bắt đầu\s)?(?:kể\s)?từ\s(?:ngày\s)?")
_DURING = re.compile(r",?\strong\s(?:cả\s)?(?:năm\s)?")
_START = re.compile(r"(?:kể |bắt đầu )?từ\s(?!\d{1,2}\s?(?:h|giờ|g|:))(?:nay|ngày|tháng|quý|năm)?")

# After the last colon, in brackets at the end, behind a comma where it says that all is done by then, the whole.
_TIME_OF_HEADING = (
    re.compile(r":\s+([^:]+?)[\s.:;]*\Z"),
    re.compile(r"\(([^()]+)\)[\s.:;]*\Z"),
    re.compile(r",\s((?:hoàn thành|xong)\s[^,;:]{4,60}?)[\s.:;]*\Z"),
    re.compile(r"\A(.+?)[\s.:;]*\Z"),
)
_OF_HEADINGS = frozenset({"date", "month", "quarter", "year", "range", "other", "ongoing"})
# What stands between a heading's colon and a day that is named by what happens on it.
_BY_EVENT = re.compile(rf"(?:sau|từ|trước) {_EVENT}\s")
_NAMED_DAY = re.compile(rf"(?<!\w)(?:từ|đến|trước|sau) {_EVENT}(?!\w)")
_NOW_UNTIL = re.compile(r"(?<!\w)(từ nay (?:cho )?(?:đến|tới) [^:;.()]{3,80}?)[\s.:;]*\Z")
_HOUR = r"(?:lúc\s|từ\s)?\d{1,2}\s?(?:h|g|giờ|:)\s?(?:\d{2})?(?:\s?phút)?"
_AT_HOUR = re.compile(rf"(?<!\w){_HOUR},?\s(?=ngày\s\d)")  # of a day: "từ 6h00 ngày 23/4 đến 18h00 ngày 26/4/2026"
_CLOCK = re.compile(rf"(?:(?:sáng|chiều|tối)\s)?{_HOUR}(?:\s?(?:-|–|đến)\s?{_HOUR})?")


def read_deadline(phrase: str, year: int | None = None) -> Deadline | None:
    """The deadline that a time cell states; kind "other" where it names no time that can be dated.

    `year` is that of the plan, for what happens once and names none ("Quý III"). None for a cell without words ("-").
    """
    lowered = as_meant(" ".join(folded(phrase).split()))
    if not re.search(r"\w", lowered):
        return None
    once = None if _RHYTHM.search(lowered) or _PERIODIC.search(lowered) or _APART.search(lowered) else year
    if _EACH_HALF.fullmatch(lowered):
        return Deadline("recurring")
    half = HALF.search(lowered) or (_HALF_OF_IT.fullmatch(lowered) if once else None)
    if half is not None:
        months = ("01", "06") if half[1] == "đầu" else ("07", "12")
        of = half[2] if half.re is HALF else once
        return Deadline("range", f"{of}-{months[0]}/{of}-{months[1]}")
    if once and _ALL_YEAR.fullmatch(lowered):
        return Deadline("year", str(once))
    lowered = _AT_HOUR.sub("", _FINISHED.sub("", lowered))
    if lowered.startswith(("trước ", "sau ")):
        lowered = _SCHOOL_YEAR.sub("", lowered)
    if _BEFORE_SEASON.fullmatch(lowered) or _NAMED_TIME.fullmatch(lowered):
        return Deadline("other")
    now = _FROM_NOW.match(lowered)
    lowered = lowered[now.end() :] if now else lowered
    found = points(lowered, None if _END_OF_QUARTER.search(lowered) else once)
    if now is not None and not found:
        return Deadline("range")  # it ends with an event, not on a day
    if _AFTERWARDS.match(lowered):
        return Deadline("other")
    return _recurring(lowered, found) or _ongoing(lowered, found) or _dated(lowered, found) or Deadline("other")


def as_meant(lowered: str) -> str:
    """`lowered` with what a scanner made of it put right: "quý il" is "quý ii", and of two years alone ("2026 2030", in
    two lines of a cell) the second ends what the first begins."""
    if (years := _TWO_YEARS.fullmatch(lowered.strip(" ."))) and years[1] < years[2]:
        return f"{years[1]} - {years[2]}"
    return _MISREAD.sub(lambda numeral: numeral[0].replace("l", "i"), lowered)


def _recurring(lowered: str, found: list[Point]) -> Deadline | None:
    rhythm, periodic = _RHYTHM.search(lowered), _PERIODIC.search(lowered)
    monthly = [f"---{int(day or other):02}" for day, other in _DAY_OF_MONTH.findall(lowered)]
    days = [point.due for point in found if point.due and point.year is None]
    certain = any(point.day for point in found if point.year is None)
    apart = _APART.search(lowered)
    if not (rhythm or periodic or certain or monthly or apart) or _ongoing_first(lowered, rhythm):
        return None
    word = (rhythm[1] or rhythm[2]) if rhythm else _WORD_APART.get(apart[1].lstrip("0"), "") if apart else ""
    recurrence, every = _RECURRENCE.get(word), _EVERY.get(word)
    if recurrence is None and every is None and _END_OF_QUARTER.search(lowered):
        recurrence = "quarterly"
    months = _MONTHS.search(lowered)
    if recurrence is None and every is None and (certain or months):
        recurrence = "yearly"
    season = len(days) == 2 and not certain and _SEASON.search(lowered) is not None
    if months is not None:
        days = [f"--{int(month):02}" for month in re.findall(r"\d+", months[1] or months[2])]
    if len(days) == 2 and _UNTIL.match(lowered[found[0].j : found[1].i]):
        days = days[1:]
    yearly = [] if season else [day for day in days if day]
    due = tuple([] if season else monthly + yearly)
    start = next((point.iso for point in found if point.iso), None)
    # `due` is a day or month of the year (guidelines); the day of a month or quarter is among the others alone.
    several = due if monthly or due[1:] else ()
    first = due[0] if due and yearly else None
    return Deadline("recurring", start, recurrence, first, several, every)


def _ongoing_first(lowered: str, rhythm: re.Match[str] | None) -> bool:
    ongoing = ongoing_words().search(lowered)
    # "duy trì hằng năm" is a rhythm
    return ongoing is not None and (
        rhythm is None or (ongoing.start() < rhythm.start() and lowered[ongoing.end() : rhythm.start()].strip() != "")
    )


def _ongoing(lowered: str, found: list[Point]) -> Deadline | None:
    starts = found and _START.match(lowered) is not None and not _range(lowered, found)
    ongoing = ongoing_words().search(lowered)
    if ongoing is None and not starts:
        return None
    # "từ quý I, thường xuyên" and "thường xuyên, từ quý I"
    first = found and (
        ongoing is None
        or starts
        or found[0].j <= ongoing.start()
        or _SINCE.fullmatch(lowered, ongoing.end(), found[0].i)
        or (found[0].kind == "year" and _DURING.fullmatch(lowered, ongoing.end(), found[0].i))
    )
    return Deadline("ongoing", found[0].iso if first else None)


def _dated(lowered: str, found: list[Point]) -> Deadline | None:
    if not found:
        return None
    span = _range(lowered, found)
    if span is not None:
        return Deadline("range", span)
    first = next((point for point in found if point.iso), found[0])
    several = _several(lowered, found)
    due = first.due if first.iso is None else None
    return Deadline(first.kind, first.iso, None, due, iso_all=several)  # type: ignore[arg-type]


def _several(lowered: str, found: list[Point]) -> tuple[str, ...]:
    """The times of a phrase that states more than one: "tháng 4 và tháng 8 năm 2026"; () for one, also where it is
    stated twice ("tháng 6/2026 (ngày 15/6/2026)")."""
    listed = [found[0]] + [b for a, b in pairwise(found) if _MARK.search(lowered[a.j : b.i])]
    times = tuple(dict.fromkeys(point.iso for point in listed if point.iso))
    within = any(one != other and one.startswith(other) for one in times for other in times)
    return times if len(times) > 1 and not within else ()


def _range(lowered: str, found: list[Point]) -> str | None:
    """The first points that are tied together: "quý iv/2025 - quý ii/2026", "quý i, ii, iii/2026".

    "tháng 4 và tháng 8 năm 2026" are two points, not what lies between them.
    """
    if len(found) > 2 and all(point.kind == "year" and point.year for point in found):
        years = [str(point.year) for point in found]
        if years == sorted(years) and "năm học" in lowered:
            return f"{years[0]}/{years[-1]}"  # "năm học 2025 - 2026 và năm học 2026 - 2027"
    begun: Point | None = None
    for first, second in pairwise(found):
        joint = _JOINED.match(lowered[first.j : second.i])
        tied = joint and first.iso and second.iso and first.iso != second.iso
        if tied and not (_LISTED.match(joint[0].lstrip()) and not _successive(first, second)):  # type: ignore[index]
            begun = begun or first
            if not _LISTED.match(joint[0].lstrip()):  # type: ignore[index]
                return f"{begun.iso}/{second.iso}"
        elif begun is not None:
            return f"{begun.iso}/{first.iso}"
        elif tied:
            return None
    return f"{begun.iso}/{found[-1].iso}" if begun is not None else None


def _successive(first: Point, second: Point) -> bool:
    """Whether the second point follows right after the first: the next quarter, month or day; any of two years."""
    if first.kind != second.kind or first.year is None or second.year is None:
        return True
    if first.quarter and second.quarter:
        return (second.year - first.year) * 4 + second.quarter - first.quarter == 1
    if first.month and second.month:
        months = (second.year - first.year) * 12 + second.month - first.month
        return months == 1 if not (first.day and second.day) else months == 0 and second.day - first.day == 1
    return True


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
        if deadline is None or deadline.kind not in _OF_HEADINGS or (deadline.kind == "ongoing" and not deadline.iso):
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


def is_time(phrase: str) -> bool:
    """Whether `phrase` states a time or a rhythm and nothing else: "hoàn thành trong quý I/2026", "mỗi quý một đợt"."""
    lowered = as_meant(" ".join(folded(phrase).split()))
    deadline = read_deadline(lowered)
    return deadline is not None and deadline.kind != "other" and _says_only_time(_RHYTHMIC.sub(" ", lowered))


def _says_only_time(lowered: str) -> bool:
    """Whether nothing but points of time and the words around them ("trong", "thứ hai", "đến hết") is said."""
    rest, start = "", 0
    for point in points(lowered):
        rest += lowered[start : point.i] + " "
        start = point.j
    rest = _NAMED_DAY.sub(" ", rest + lowered[start:])
    return set(re.findall(r"\w+", rest)) <= set(time_words()["around"])


def is_clock_time(phrase: str) -> bool:
    """True for a time cell that holds hours alone: "7h00 - 7h15", "Từ 13:30"."""
    return _CLOCK.fullmatch(folded(phrase).strip()) is not None


def time_words() -> dict[str, list[str]]:
    """The words of `grammar/deadlines.toml`, by what they do."""
    words: dict[str, list[str]] = load("deadlines")["words"]
    return words


@cache
def ongoing_words() -> re.Pattern[str]:
    """What says that a task goes on without an end: "thường xuyên"."""
    return re.compile(rf"(?<!\w)(?:{alternatives(time_words()['ongoing'])})(?!\w)")
