"""Points of time in a phrase: days, months, quarters, years, as precise as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS = {
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "mười một": 11,
    "mười hai": 12,
}
# "tháng tám năm 2026"; "mỗi tháng hai lần" is a rhythm.
_SPELLED = "|".join(sorted(_MONTHS, key=len, reverse=True))
_MONTH = rf"(?:\d{{1,2}}|(?:{_SPELLED})(?=\snăm\s|\s?[,.;)–-]|\s(?:đến|tới)\s|\s?\Z))"
_YEAR = r"(?:19|20)\d\d"
_QUARTER = r"(?:iv|iii|ii|i|[1-4])"
# Between two points may stand what happens on the second day: "từ tháng 01 đến ngày khai mạc 15/3/2026".
_TIED = (
    r"(?:-|–|→|[,;+&]|và|đến|tới|đến hết|/)?(?:\s?(?:đầu|giữa|cuối|hết|trước|trong))?(?:\s?\d{1,2} giờ)?"
    r"(?:\s?(?:ngày(?:\s[^\W\d]+){0,4}|tháng|quý))?"
)
_POINT = re.compile(
    rf"(?P<day>\d{{1,2}})\s?[/.]\s?(?P<month>\d{{1,2}})(?:\s?[/.]\s?(?P<year>{_YEAR}))?(?![\d/%])(?!\.\d)"
    rf"|(?P<day6>\d{{1,2}})-(?P<month6>\d{{1,2}})-(?P<year11>{_YEAR})(?!\d)"
    r"|(?:ngày\s|(?<=trước\s)|(?<=từ\s)|(?<=đến\s)|(?<=tới\s)|(?<=hết\s)|(?<=-\s)|(?<=–\s))"
    rf"(?P<day2>\d{{1,2}})\s?tháng\s?(?P<month2>{_MONTH})(?!\slần)(?:(?:,?\s(?:năm\s)?|\s?/\s?)(?P<year2>{_YEAR}))?"
    rf"|(?<!\w)t\.?\s?(?P<month7>\d{{1,2}})\s?/\s?(?P<year12>{_YEAR})"
    rf"|(?<![\d/])(?<!tuần )(?P<day4>\d{{1,2}})\stháng\s(?P<month4>\d{{1,2}})\s?/\s?(?P<year10>{_YEAR})"
    # "từ ngày 01 đến ngày 15 tháng 7": the month is that of the second day.
    r"|ngày\s(?P<day3>\d{1,2})(?=\s?(?:-|–|đến|tới)\s?(?:hết\s)?(?:ngày\s)?\d{1,2}(?:\s?/|\stháng))"
    # "từ 18 đến 19/8/2026"
    r"|(?<=từ\s)(?P<day7>\d{1,2})(?=\s(?:đến|tới)\s(?:hết\s)?(?:ngày\s)?\d{1,2}\s?/\s?\d)"
    # "01 - 07/10/2026"
    rf"|(?<![\d/.,])(?P<day5>\d{{1,2}})(?=\s?(?:-|–)\s?\d{{1,2}}\s?/\s?\d{{1,2}}\s?/\s?{_YEAR})"
    rf"|tháng\s(?P<month3>{_MONTH})(?!\s(?:lần|đợt|kỳ|buổi|cuộc)(?!\w))(?:\s?[/-]\s?(?P<year3>{_YEAR})|,?\snăm\s(?P<year4>{_YEAR}))?(?!\d)"
    rf"|(?P<month5>\d{{1,2}})\s?/\s?(?P<year5>{_YEAR})"
    rf"|(?:quý\s|(?<!\w)q\.?\s?)(?P<quarter>{_QUARTER})(?!\w)(?:\s?[/-]\s?(?:năm\s)?(?P<year6>{_YEAR})|,?\s(?:năm\s)?(?P<year7>{_YEAR}))?"
    r"|(?<![\w/.])(?P<quarter3>iv|iii|ii|i)(?=\s?(?:[,;+&]|-|–|và)\s?(?:iv|iii|ii|i)(?!\w))"
    rf"|(?<![\w/.])(?P<quarter2>iv|iii|ii|i)(?:\s?/\s?|\s(?:năm\s)?)(?P<year8>{_YEAR})"
    rf"|(?<![\d/.,])(?P<year9>{_YEAR})(?![\d%]|[.,]\d)"
)
# "tháng 4 - 5": the second month without the word.
_SECOND_MONTH = re.compile(r"\s?(?:-|–)\s?(\d{1,2})(?=\s(?:hằng|hàng|mỗi)\s|\svà\stháng\s|(?!\s?[\w/.,%]))")
# "tháng 6, 7, 8/2026": the months before the last.
_LISTED_MONTH = re.compile(
    rf"\s?,\s?(\d{{1,2}})(?=(?:\s?,\s?\d{{1,2}}){{0,4}}\s?(?:,|và|-)\s?\d{{1,2}}(?:\s?/\s?|\snăm\s){_YEAR})"
)
# "tháng 6, 7 năm 2026", "tháng 3 - 4 năm 2026": the last of them
_LAST_MONTH = re.compile(rf"\s?(?:,|và|-|–)\s?(\d{{1,2}})\snăm\s({_YEAR})(?!\d)")
# "lần 1 trong tháng 4, lần 2 trong tháng 9 năm 2026": what happens at the second time stands before it.
_ANOTHER_TIME = re.compile(r"\)?(?:[,;]|\svà)\s[^.;:]{0,40}")
_RHYTHM = re.compile(r"(?<!\w)(?:hằng|hàng|mỗi|định kỳ)(?!\w)")
_FOR_A_YEAR = re.compile(rf"(?<!đến )(?<!hết )(?<!từ )(?<!vào )(?<!\d )năm\s+({_YEAR})(?!\d)")
_SEVERAL_YEARS = re.compile(
    rf"{_YEAR}\s?(?:-|–|/|đến|tới)\s?(?:năm\s)?{_YEAR}|giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ|tầm\s+nhìn"
)


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, quarter or year at `phrase[i:j]`; parts that are not written are None."""

    i: int
    j: int
    year: int | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def kind(self) -> str:
        """How precise it is: date, month, quarter or year."""
        return "date" if self.day and self.month else "month" if self.month else "quarter" if self.quarter else "year"

    @property
    def iso(self) -> str | None:
        """ISO form; None without a year."""
        if self.year is None:
            return None
        if self.day and self.month:
            return f"{self.year}-{self.month:02}-{self.day:02}"
        if self.month:
            return f"{self.year}-{self.month:02}"
        return f"{self.year}-Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def due(self) -> str | None:
        """The month or day of any year: "--12", "--11-30"; None for quarters and years."""
        if self.month is None:
            return None
        return f"--{self.month:02}-{self.day:02}" if self.day else f"--{self.month:02}"


@dataclass(frozen=True, slots=True)
class PlanTime:
    """The one year that a plan is for, None for plans of several years, and the year in which it was issued."""

    year: int | None = None
    issued: int | None = None


UNKNOWN = PlanTime()


def plan_time(title: str, date: str | None) -> PlanTime:
    """When a plan of that title and ISO date is from: for one year if the title names one ("... năm 2026") that is
    the year of its date or the next, not one by which something is reached ("đến năm 2030").
    """
    issued = int(date[:4]) if date else None
    named = {int(year) for year in _FOR_A_YEAR.findall(title.lower())}
    if len(named) != 1 or _SEVERAL_YEARS.search(title.lower()):
        return PlanTime(None, issued)
    year = named.pop()
    return PlanTime(year if issued is not None and year - issued in (0, 1) else None, issued)


def points(phrase: str, year: int | None = None) -> list[Point]:
    """The points of time of `phrase` (lower case) in order; one without a year takes that of the one it is tied to or,
    where nothing recurs, that of the next, else `year`."""
    found = list(_points(phrase))
    once = _RHYTHM.search(phrase) is None
    for index in range(len(found) - 2, -1, -1):
        between, after = phrase[found[index].j : found[index + 1].i], found[index + 1]
        listed = once and found[index].month and after.month and _ANOTHER_TIME.fullmatch(between)
        if found[index].year is None and (listed or re.fullmatch(_TIED, between.strip())):
            month = found[index + 1].month if found[index].day else None
            found[index] = replace(found[index], year=found[index + 1].year, month=found[index].month or month)
    return [replace(point, year=point.year or year) for point in found]


def _points(phrase: str) -> Iterator[Point]:
    until = 0
    for match in _POINT.finditer(phrase):
        if match.start() < until:
            continue
        fields = {name.rstrip("0123456789"): value for name, value in match.groupdict().items() if value}
        quarter = fields.get("quarter")
        named = fields.get("month", "0")
        month, day = _MONTHS.get(named) or int(named), int(fields.get("day", 0))
        if month > 12 or day > 31:
            continue
        yield Point(
            match.start(),
            match.end(),
            int(fields["year"]) if "year" in fields else None,
            (_ROMAN.get(quarter) or int(quarter)) if quarter else None,
            month or None,
            day or None,
        )
        second = _SECOND_MONTH.match(phrase, match.end()) if month and not day and "year" not in fields else None
        if second is not None and int(second[1]) <= 12:
            yield Point(second.start(1), second.end(), month=int(second[1]))
        listed = _LISTED_MONTH.match(phrase, match.end()) if month and not day and "year" not in fields else None
        end = match.end()
        while listed is not None and int(listed[1]) <= 12:
            yield Point(listed.start(1), listed.end(), month=int(listed[1]))
            end = listed.end()
            listed = _LISTED_MONTH.match(phrase, end)
        last = _LAST_MONTH.match(phrase, end) if month and not day and "year" not in fields else None
        if last is not None and int(last[1]) <= 12:
            yield Point(last.start(1), last.end(), int(last[2]), month=int(last[1]))
            until = last.end()
