"""Numbers with their units in a text, and which of them are to be reached (guidelines, "targets")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from ingest.duties.counting import Said, Standing, is_set, is_share_set, noun_end
from ingest.grammar import load
from ingest.organisations.lexicon import alternatives
from ingest.text.ranges import covering

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_TO = rf"\s?(?:-|–|đến)\s?(?:{_NUMBER})"
PERCENT = re.compile(rf"(?<![\w.,/-])({_NUMBER})(?:{_TO})?\s?%")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_RATE = re.compile(r"/(?:\d[\d.]*\s)?(?=[^\W\d])")
_TWO_WORDS = re.compile(r"(?P<first>[^\W\d]+)\s[^\W\d]+")
_PER_TIME = re.compile(r"/(ngày|tuần|tháng|quý|học kỳ|kỳ|năm học|năm)(?!\w)")
# "10 người trở lên"
_AND_MORE = re.compile(r"(?:\s[^\s\d,;.:]+){0,4}\strở lên(?!\w)")
# "ít nhất 120 hội viên phụ nữ, 80 hội viên nông dân": what the minimum before a comma goes on to hold for.
_GOES_ON = re.compile(r"(?:\s[^\s,;.:]+){0,5}(?:,|\svà)\s")
# "từ 72% năm 2025 lên 88%": what was.
_RISEN = re.compile(r"(?!\s?trở lên)[^;.%]{0,40}\s(?:lên|xuống|còn)\s[^;.%]{0,20}\d\s?%")
# "trên 90% (năm 2025: 82,4%)": what was, beside what is to be.
_WAS = re.compile(r"\((?:năm 20\d\d|hiện|so với|cùng kỳ)[^()]*\)")
_NO_AIM = re.compile(r"(?:lãi suất|thuế suất|mức đóng|hệ số|(?<!\w)từ)\s\Z")
# "năm 2025 có 14 phiên, 3.627 lượt người dự", "dư nợ đến 31/12/2025 là 5.614 tỷ đồng", not "so với năm 2025, ...".
_DATED = re.compile(
    r"(?<!so với )(?<!như )(?<!bằng )(?:(?:cả |trong |đến |cuối |tính đến )?năm\s(?P<year>20\d\d|trước)"
    r"|(?:đến|tính đến)\s(?:ngày\s)?\d{1,2}/\d{1,2}/(?P<day>20\d\d))"
    r"(?:\s?:|\s(?:có|là|đạt|đã|được|thu|thực hiện|mới|còn|ước|mỗi|bình quân|tổ chức)(?:\s[^\W\d]+)?){0,3}\s(?=\d)"
)
_CHAINED = re.compile(r"[^;.()\d]*+(?:\d[\d.,/]*+[^;.,()\d]*+(?:,\s|\svà\s)?+)++")
# A number that says which, not how many: "kiệt 640 Trần Cao Vân", "nhóm 10 xã dẫn đầu".
_WHICH = re.compile(
    r"(?<!\w)(?:kiệt|hẻm|ngõ|ngách|số nhà|quốc lộ|tỉnh lộ|đường tỉnh|nhóm|tốp|top|trong (?:tổng )?số(?: khoảng)?)\s\Z"
)
# "hộ nuôi từ 500 con trở lên phải ...": of whom something is asked; "mỗi hộ trồng từ 5 cây trở lên": what is.
_OF_SIZE = re.compile(
    r"(?<!mỗi )(?:hộ|trang trại|cơ sở|doanh nghiệp|công ty|hợp tác xã|nhà trọ|chung cư|tòa nhà|chợ|tàu|xe|dự án"
    r"|công trình|quy mô|diện tích)(?:\s[^\W\d]+){0,3}\s(?:có\s|quy mô\s)*từ\s\Z"
)
_SIZE_ENDS = re.compile(r"[^,;.:]{1,30}\strở lên\s(?![,;.])")
# "phòng nào có trên 03 hồ sơ trễ hẹn thì ..."
_IF = re.compile(r"(?<!\w)(?:nào|nếu|khi|nơi|trường hợp)\s[^;.:]{0,60}\Z")
_THEN = re.compile(r"[^;.:]{1,80}\sthì\s")
# "trồng dặm khi tỷ lệ sống dưới 85%": at what it is to be done; not "khi sơ kết đạt trên 90%".
_WHEN = re.compile(
    r"(?<!\w)(?:khi(?! sinh)|nếu|nơi|trường hợp)\s(?:(?!(?:đạt|phấn đấu|bảo đảm)(?!\w))[^;.:,]){0,50}"
    r"\s(?:dưới|trên|từ|quá|đến)\s\Z"
)
_CONDITIONAL = re.compile(r"(?<!\w)(?:nào|nếu|khi|nơi|trường hợp)(?!\w)")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_SHORTEST = 2  # characters of a comparator, "> "
_AROUND = 80  # characters before a number that say what it is of
_WORD = 24  # characters that hold the first word behind a number


class Figure(NamedTuple):
    """A number with its unit at `text[i:j]`, comparator words included; `per` is "tuần" in "02 lần/tuần"."""

    value: float
    unit: str
    comparator: str
    i: int
    j: int
    per: str | None = None


class Number(NamedTuple):
    """A number of things at `lowered[i:j]`, its noun behind index `at`; `start` is that of the words which say that it
    is to be reached or compare it."""

    value: float
    comparator: str
    start: int
    i: int
    j: int
    at: int

    def of(self, lowered: str) -> tuple[str, str]:
        """How it is typed, and the first word of what it counts."""
        return lowered[self.i : self.j], lowered[self.at : self.at + _WORD].split(maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class PlanNumbers:
    """How often a plan says the same number of the same thing (`Number.of`), how many numbers it says a statement, and
    the year before which all is past; 0 where that is not known."""

    often: Mapping[tuple[str, str], int] = field(default_factory=dict)
    each: float = 0.0
    since: int = 0

    @classmethod
    def among(cls, statements: Iterable[str], since: int = 0) -> PlanNumbers:
        """The numbers of the statements (folded) of a plan that was issued in the year `since`."""
        every = list(statements)
        often = Counter(number.of(lowered) for lowered in every for number in numbers(lowered))
        return cls(often, often.total() / max(1, len(every)), since)

    def said(self, number: Number, lowered: str, here: int) -> Said:
        """What there is to know of a number in the statement `lowered`, which holds `here` of them."""
        return Said(self.often.get(number.of(lowered), 1), self.each, here)


def figures(text: str, lowered: str, standing: Standing, of_plan: PlanNumbers | None = None) -> list[Figure]:
    """The figures of a statement that the plan sets itself, in order; `lowered` is `text` folded, as long as it."""
    quoted = [match.span() for pattern in (_QUOTED, _WAS) for match in pattern.finditer(lowered)]
    quoted += _over(lowered, of_plan.since if of_plan else 0)
    shares = (one for one, i, j in percentages(lowered) if is_share_set(lowered, i, j, standing))
    found = [*shares, *_counts(text, lowered, standing, of_plan or PlanNumbers())]
    if quoted:
        found = [figure for figure in found if not covering(figure.i, quoted)]
    return sorted(found, key=lambda figure: figure.i)


def _over(lowered: str, since: int) -> Iterator[tuple[int, int]]:
    """The places of numbers that a past year, named right before them, is said to have had."""
    for match in _DATED.finditer(lowered):
        year = match["year"] or match["day"]
        if year == "trước" or int(year) < since:
            chained = _CHAINED.match(lowered, match.end())
            yield match.start(), chained.end() if chained else match.end()


def numbers(lowered: str) -> Iterator[Number]:
    """The numbers that a word follows, in order: what may be a count of things. "12/15 tiêu chí" counts twelve, "từ 02
    đến 03 cụm" two at least."""
    for match in _count_pattern().finditer(lowered):
        if lowered[match.start("number") - 1 : match.start("number")] != "/":
            comparator, start = _comparator(lowered, match.start("number"))
            place = min(start, match.start()), *match.span("number"), match.end()
            yield Number(_value(match["number"]), comparator, *place)


def percentages(lowered: str) -> Iterator[tuple[Figure, int, int]]:
    """The percentages that may be to be reached, in order, each with the place `lowered[i:j]` of its number."""
    conditional = _CONDITIONAL.search(lowered) is not None  # most statements are not, and are looked at but once
    for match in PERCENT.finditer(lowered):
        if match[1] == "00":
            continue  # "90%", of which a scanner could not read the first digit
        if conditional and _is_condition(lowered, match.start(), match.end()):
            continue
        before = max(0, match.start() - 20)
        if _NO_AIM.search(lowered, before, match.start()) and (
            not lowered.endswith("từ ", 0, match.start()) or _RISEN.match(lowered, match.end())
        ):
            continue
        comparator, start = _comparator(lowered, match.start())
        timed = _PER_TIME.match(lowered, match.end())
        end, per = (timed.end(), timed[1]) if timed else (match.end(), None)
        if comparator == "=" and lowered.startswith(" trở lên", end):
            comparator = ">="
        yield Figure(_value(match[1]), "%", comparator, start, end, per), *match.span(1)


def _counts(text: str, lowered: str, standing: Standing, of_plan: PlanNumbers) -> Iterator[Figure]:
    told, sign = -1, "="  # where the last count that is a target ends, and its comparator
    every = list(numbers(lowered))
    for number in every:
        said = of_plan.said(number, lowered, len(every))
        sets = not _says_which(lowered, number) and is_set(lowered, number.i, number.j, standing, said)
        end = noun_end(text, number.at) if sets else None
        if end is None:
            told = -1
            continue
        unit = text[number.at : end].strip()
        rate, per = _per(text, end)
        unit, end = unit + rate, end + len(rate) + (len(per) + 1 if per else 0)
        start, comparator = number.start, number.comparator
        if comparator == "=" and _AND_MORE.match(lowered, end):
            start, comparator = (start - 3 if lowered.endswith("từ ", 0, start) else start), ">="
        elif comparator == "=" and sign == ">=" and told >= 0 and _GOES_ON.fullmatch(lowered, told, number.start):
            comparator = ">="
        told, sign = end, comparator
        yield Figure(number.value, unit, comparator, start, end, per)


def _says_which(lowered: str, number: Number) -> bool:
    """Whether a number tells of what or of whom something is said, or on what condition."""
    begin = max(0, number.i - _AROUND)
    if _WHICH.search(lowered, begin, number.i):
        return True
    if _SIZE_ENDS.match(lowered, number.at) and _OF_SIZE.search(lowered, begin, number.i):
        return True
    return _is_condition(lowered, number.i, number.at)


def _is_condition(lowered: str, i: int, j: int) -> bool:
    """Whether the number `lowered[i:j]` is that at which something holds or is to be done."""
    begin = max(0, i - _AROUND)
    if _WHEN.search(lowered, begin, i):
        return True
    return _THEN.match(lowered, j) is not None and _IF.search(lowered, begin, i) is not None


def _per(text: str, at: int) -> tuple[str, str | None]:
    """The "/phụ nữ" of "2,1 con/phụ nữ" or "/100 bé gái" of "109 bé trai/100 bé gái", a rate that is a measure of its
    own, and the "tháng" of "02 bài/tháng", the time in which so many are to come."""
    timed = _PER_TIME.match(text, at)
    if timed is not None:
        return "", timed[1]
    match = _RATE.match(text, at)
    end = _alike(text, at, match.end()) or noun_end(text, match.end()) if match else None
    if match is None or end is None:
        return "", None
    timed = _PER_TIME.match(text, end) if text.endswith("đồng", 0, at) else None
    return text[at:end], timed[1] if timed else None


def _alike(text: str, at: int, start: int) -> int | None:
    """Where the second noun of "bé trai/100 bé gái" ends, that begins with the word with which the first does, which
    ends at index `at`; None for others."""
    words = text[max(0, at - _WORD) : at].split()[-2:]
    other = _TWO_WORDS.match(text, start)
    return other.end() if other and len(words) > 1 and words[0] == other["first"] else None


def _comparator(lowered: str, at: int) -> tuple[str, int]:
    """(sign, start of its words) for the number at `at`; "=" and `at` where no word compares."""
    if at < _SHORTEST or lowered[at - 2] in "%;,":  # another figure stands before it, or nothing
        return "=", at
    match = _comparing().search(lowered, max(0, at - 30), at)
    if match is None:
        return "=", at
    sign = next(sign for sign, phrases in load("targets")["comparators"].items() if match[1] in phrases)
    return (sign, match.start()) if sign != ">=" or match[1] != "từ" else ("=", at)


def _value(number: str) -> float:
    if _THOUSANDS.fullmatch(number):
        number = number.replace(".", "")
    return float(number.replace(",", "."))


def target_words() -> dict[str, list[str]]:
    """The words of `grammar/targets.toml`, by what they do."""
    found: dict[str, list[str]] = load("targets")["words"]
    return found


@cache
def _comparing() -> re.Pattern[str]:
    phrases = [phrase for group in load("targets")["comparators"].values() for phrase in group]
    return re.compile(rf"(?<!\w)({alternatives(phrases)})\s(?:(?:có|đạt|được|là)\s)?(?:khoảng\s)?\Z")


@cache
def _count_pattern() -> re.Pattern[str]:
    signs = alternatives(phrase for group in load("targets")["comparators"].values() for phrase in group)
    reach = alternatives(target_words()["reach"])
    return re.compile(
        rf"(?<!\w)(?:(?:{reach})\s)?(?:(?:{signs})\s)?(?:(?:có|đạt)\s)?(?P<number>{_NUMBER})"
        rf"(?:/(?P=number)|/\d{{1,3}}(?=\s(?:{alternatives(target_words()['whole'])}))|{_TO})?(?=\s[^\W\d])"
    )
