"""Measurable figures: percentages and counts that a plan sets itself (guidelines, "targets")."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ingest.duties.timepoints import points
from ingest.grammar import load
from ingest.organisations.clauses import clauses
from ingest.organisations.lexicon import alternatives, folded
from ingest.passages import Part, Passage
from ingest.plan import Deadline, Target, Task
from ingest.text.mapped import MappedText
from ingest.text.ranges import covering
from ingest.text.words import words

_PARTS: frozenset[Part] = frozenset({"target", "content", "organisation", "appendix", "purpose", "schedule"})
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_PERCENT = re.compile(rf"(?<![\w.,/-])({_NUMBER})(?:\s?(?:-|–|đến)\s?(?:{_NUMBER}))?\s?%")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_YEAR = re.compile(r"(?<!so với )(?:đến\s(?:hết\s|cuối\s)?|hết\s|trong\s)?năm\s((?:19|20)\d\d)(?!\s?[-–/]\s?\d)")
# What every time of a figure is written with: most clauses have none, and are done at once.
_TIMELY = re.compile(r"năm|trước|đến|hết|trong|vào|chậm nhất")
# "so với năm 2025" is what the figure is compared with.
_BY = re.compile(r"(?<!\w)(?:trước|đến|hết|trong|vào|chậm nhất)(?:\s(?:là|hết|cuối|ngày|tháng|quý))*\s?\Z")
_TIME = (
    r"(?:trước|đến|hết|trong|vào)\s(?:(?:hết|cuối|ngày|tháng|quý|năm)\s)*(?:[IVX]+|\d[\d/.]*)"
    r"(?:\s?/\s?\d{4}|\s(?:tháng|năm)\s\d[\d/]*)*(?!\w)"
)
_TIME_AROUND = re.compile(rf"^(?:phấn đấu\s)?{_TIME}\s?,?\s?|\s{_TIME}\Z", re.IGNORECASE)
_FILLERS = re.compile(r"(?:phấn đấu|bảo đảm|đảm bảo|đạt|có|là|chiếm|được|số|các|tỷ lệ|với|cho)\s+", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:[\s,:]++|(?<!\w)(?:phấn đấu|đạt|có|là|chiếm|đến|năm|tối thiểu|ít nhất|trên|hơn|dưới|tối đa|bảo đảm|đảm bảo"
    r"|và|từ|(?:19|20)\d\d))++\Z",
    re.IGNORECASE,
)
_COUNTED_FROM = re.compile(r"^(?:/năm\s*|(?:số|các)\s+)")
_RATE = re.compile(r"/(?:\d[\d.]*\s)?(?=[^\W\d])")
_PER_TIME = re.compile(r"/(?:ngày|tuần|tháng|quý|năm học|năm)(?!\w)")
# "10 người trở lên"
_YEARLY = re.compile(r"(?:19|20)\d\d")
_AND_MORE = re.compile(r"(?:\s[^\s,;.:]+){0,4}\strở lên(?!\w)")
# "ít nhất 120 hội viên phụ nữ, 80 hội viên nông dân": what the minimum before a comma goes on to hold for.
_GOES_ON = re.compile(r"(?:\s[^\s,;.:]+){0,5}(?:,|\svà)\s")
_QUANTITY = re.compile(r"số lượng(?:\s[^\W\d]+){0,4}\s?:?\s\Z")
_EACH = re.compile(r"(?<!\w)mỗi\s[^,;.]{0,40}\Z")
# "trên 90% (năm 2025: 82,4%)": what was, beside what is to be.
_WAS = re.compile(r"\((?:năm 20\d\d|hiện|so với|cùng kỳ)[^()]*\)")
_INTEREST = re.compile(r"(?:lãi suất|thuế suất|mức đóng|hệ số)\s\Z")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_WINDOW = 48
_LEAST_WORDS = 4
# "cuộc họp dưới 20 người" narrows down a noun; only a minimum is a goal without a verb that says so.
_LEAST = frozenset({">="})
_SITUATION = re.compile(r"(?:đặc điểm|tình hình|thực trạng|hiện trạng|khái quát|bối cảnh|đánh giá|kết quả)(?!\w)")


class _Figure(NamedTuple):
    """A number with its unit at `text[i:j]`, comparator words included."""

    value: float
    unit: str
    comparator: str
    i: int
    j: int


def find_targets(passages: Sequence[Passage], tasks: Sequence[Task]) -> tuple[Target, ...]:
    """The figures of target passages, tasks, purposes and table rows, in reading order.

    `due` is the year of the sentence, else that of the heading above, else (in a table row) the row's deadline.
    """
    rows = _Rows(tasks)
    found: list[Target] = []
    years: dict[str, str | None] = {}
    told = _Situation()
    for passage in passages:
        if passage.part not in _PARTS or told.holds(passage):
            continue
        task = rows.at(passage.text.start) if passage.text else None
        if passage.heading and task is None:
            years[passage.label] = _year(folded(passage.text.text)) if passage.part == "target" else None
            if passage.part != "target" or not _PERCENT.search(passage.text.text):
                continue
        if passage.text:
            aim = passage.part == "target"
            year = _heading_year(years, passage.label) if aim else None
            # What a result counts is to be reached: "02 lớp tập huấn".
            result = task is not None and task.output_span is not None and passage.text.start == task.output_span.start
            found += _targets(passage.text, task, year, aim or result)
    return tuple(found)


class _Situation:
    """Whether a passage stands under a heading that tells what is, not what is to be ("ĐẶC ĐIỂM TÌNH HÌNH")."""

    def __init__(self) -> None:
        self._label = ""

    def holds(self, passage: Passage) -> bool:
        if passage.heading:
            lowered = folded(passage.text.text)
            if passage.part == "purpose" and _SITUATION.match(lowered):
                self._label = passage.label
            elif not self._below(passage.label):
                self._label = ""
        return bool(self._label) and self._below(passage.label)

    def _below(self, label: str) -> bool:
        return bool(self._label) and f"{label}.".startswith(f"{self._label}.")


def _heading_year(years: dict[str, str | None], label: str) -> str | None:
    """The year of the nearest heading above the item `label` that names one."""
    while True:
        if (year := years.get(label)) is not None or not label:
            return year
        label = label.rpartition(".")[0]


class _Rows:
    """Which task a place in the raw text belongs to."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        spans = [(span.start, span.end, task) for task in tasks for span in _spans(task)]
        self._spans = sorted(spans, key=lambda span: span[:2])
        self._starts = [start for start, _, _ in self._spans]

    def at(self, offset: int) -> Task | None:
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self._spans[index][1]:
            return self._spans[index][2]
        return None


class _Range(NamedTuple):
    start: int
    end: int


def _spans(task: Task) -> Iterator[_Range]:
    yield _Range(task.start, task.end)
    for part in (*task.continuation, *((task.output_span,) if task.output_span else ())):
        yield _Range(part.start, part.end)


def _targets(text: MappedText, task: Task | None, heading_year: str | None, aim: bool) -> Iterator[Target]:
    lowered = folded(text.text)
    all_figures, metric = _figures(text.text, lowered, aim), ""
    places = [figure.i for figure in all_figures]
    for clause in clauses(text.text) if all_figures else ():
        figures = all_figures[bisect_left(places, clause.i) : bisect_left(places, clause.j)]
        if not figures or _present().search(lowered, clause.i, clause.j):
            continue
        for index, figure in enumerate(figures):
            start = clause.i if index == 0 else figure.i
            end = figures[index + 1].i if index + 1 < len(figures) else clause.j
            part = text.cut(start, end)
            own = _stated(lowered[start:end]) or heading_year
            due = own or (_due(task.deadline) if task is not None and task.source == "appendix" else None)
            span = part.span(0, len(part.text.rstrip(" ,;.và")) or None)
            counted = "" if figure.unit.startswith("%") else f"{figure.unit} "
            metric = _metric(text.text[start:end], figure.i - start, figure.j - start, counted) or metric
            identity = task.id if task is not None else None
            yield Target(
                span.text, span.start, span.end, metric, figure.value, figure.unit, figure.comparator, due, identity
            )


def _due(deadline: Deadline | None) -> str | None:
    return None if deadline is None else deadline.iso or deadline.due


def _stated(lowered: str) -> str | None:
    """The day, month or quarter by which the clause wants its figure, else the year that it names."""
    if not _TIMELY.search(lowered):
        return None
    for point in points(lowered):
        if point.iso and point.kind != "year" and _BY.search(lowered, 0, point.i):
            return point.iso
    return _year(lowered)


def _year(lowered: str) -> str | None:
    match = _YEAR.search(lowered)
    return match[1] if match else None


def _metric(clause: str, i: int, j: int, counted: str) -> str:
    """What is measured: the words before "đạt 95%"; for "100% hồ sơ ..." those after, or around, the figure."""
    if not clause[:i].strip() and not clause[j:].strip():
        return counted.strip()
    before = _TAIL.sub("", _TIME_AROUND.sub("", clause[:i].rpartition(":")[2])).strip(" ,-")
    after = _COUNTED_FROM.sub("", _TIME_AROUND.sub("", clause[j:].strip(" ,;:.")))
    said = _FILLERS.sub("", before + " ").split()
    if len(said) >= _LEAST_WORDS:
        return before
    return f"{before if said else ''} {counted}{after}".strip()


def _figures(text: str, lowered: str, aim: bool) -> list[_Figure]:
    """The figures of a text; in one that states aims (`aim`) a number of things is one without a word that says so."""
    quoted = [match.span() for pattern in (_QUOTED, _WAS) for match in pattern.finditer(lowered)]
    found = [*_percentages(lowered), *_counts(text, lowered, aim)]
    found = [figure for figure in found if not covering(figure.i, quoted)]
    return sorted(found, key=lambda figure: figure.i)


def _percentages(lowered: str) -> Iterator[_Figure]:
    for match in _PERCENT.finditer(lowered):
        if _INTEREST.search(lowered, max(0, match.start() - 20), match.start()):
            continue
        comparator, start = _comparator(lowered, match.start())
        yearly = "/năm" if lowered.startswith("/năm", match.end()) else ""
        yield _Figure(_value(match[1]), "%", comparator, start, match.end() + len(yearly))


def _counts(text: str, lowered: str, aim: bool) -> Iterator[_Figure]:
    told, sign = -1, "="  # where the last figure ends that is a target, and its comparator
    for match in _count_pattern().finditer(lowered):
        comparator, start = _comparator(lowered, match.start("number"))
        if comparator == "=" and told < 0 and not _may_count(lowered, match, aim):
            continue
        unit = _counted(text, match.end())
        if unit is None or _is_no_unit(text, unit, match.end()) or lowered[match.start() - 1 : match.start()] == "/":
            continue
        end = text.index(unit, match.end()) + len(unit)
        rate = _per(text, end)
        unit, end = unit + rate, end + len(rate)
        goes_on = told >= 0 and _GOES_ON.fullmatch(lowered, told, match.start()) is not None
        if _AND_MORE.match(lowered, end) and comparator == "=":
            start = start - 3 if lowered.endswith("từ ", 0, start) else start
            stated, comparator = goes_on or _is_more(lowered, match, start, aim), ">="
        elif comparator == "=" and goes_on:
            stated, comparator = True, ">=" if sign == ">=" else "="
        elif comparator == ">" and goes_on:
            stated = True
        else:
            bounded = "/" in unit and not _PER_TIME.fullmatch(rate) and comparator != "="
            stated = bounded or _is_stated(lowered, match, comparator, aim)
        told, sign = (end, comparator) if stated else (-1, "=")
        if stated:
            yield _Figure(_value(match["number"]), unit, comparator, min(start, match.start()), end)


def _may_count(lowered: str, match: re.Match[str], aim: bool) -> bool:
    """Whether anything near a count without a comparator can make it a target; told before its noun is looked for."""
    if match["reach"] is not None or "trở lên" in lowered[match.end() : match.end() + _WINDOW + 40]:
        return True
    if (aim and (_opens(lowered, match.start()) or _has(lowered, match))) or _gained(lowered, match.start()):
        return True
    return "số lượng" in lowered[max(0, match.start() - 60) : match.start()]


def _opens(lowered: str, at: int) -> bool:
    """Whether nothing stands before the figure at index `at` in its clause, or only "trong đó"."""
    return at == 0 or lowered.endswith(("; ", "trong đó ", "trong đó: "), 0, at)


def _has(lowered: str, match: re.Match[str]) -> bool:
    return "có " in match[0] or lowered.endswith("có ", 0, match.start())


def _gained(lowered: str, at: int) -> bool:
    """Whether a verb that makes more of something stands right before index `at`."""
    return _gains().search(lowered, max(0, at - 60), at) is not None


def _is_no_unit(text: str, unit: str, at: int) -> bool:
    """Whether the noun behind index `at` counts no result; "02 đợt/năm" is a rhythm all the same."""
    rate = _PER_TIME.match(text, text.index(unit, at) + len(unit))
    return unit.lower() in _words()["not_units"] and not (rate and unit.lower() in ("đợt", "kỳ"))


def _is_more(lowered: str, match: re.Match[str], start: int, aim: bool) -> bool:
    """Whether "10 người trở lên" is to be reached; "hộ có từ 02 con trở lên" says which households."""
    if match["reach"] is not None or (aim and start == 0):
        return True
    each = _EACH.search(lowered, max(0, start - 60), start)
    return each is not None or _gained(lowered, start)


def _is_stated(lowered: str, match: re.Match[str], comparator: str, aim: bool) -> bool:
    """Whether the words before a count make it one that is to be reached; a text of aims may hold nothing before it."""
    if comparator in _LEAST or match["reach"] is not None:
        return True
    if _YEARLY.fullmatch(match["number"]):
        return False
    if aim and (_opens(lowered, match.start()) or _has(lowered, match)) and comparator != "<":
        return True
    if _QUANTITY.search(lowered, max(0, match.start() - 60), match.start()):
        return True
    single = (
        comparator == "=" and _value(match["number"]) == 1 and not aim
    )  # "tổ chức 01 cuộc diễn tập" is how, not how many
    return comparator in (">", "=") and not single and _gained(lowered, match.start())


def _counted(text: str, at: int) -> str | None:
    """The noun that the number before `at` counts: a word, with a magnitude and currency before it."""
    rest = text[at : at + _WINDOW]
    compound = re.match(rf"\s({alternatives(_words()['compounds'])})(?!\w)", rest, re.IGNORECASE)
    if compound is not None:
        return compound[1]
    unit: list[str] = []
    for word in words(rest):
        if word.text == "trở" or not word.text[0].isalpha() or (unit and not word.tag.startswith(("N", "M"))):
            return " ".join(unit) or None
        unit.append(word.text)
        if word.text.lower() not in (*_words()["magnitudes"], *_words()["classifiers"]):
            return " ".join(unit)
    return " ".join(unit) or None


def _per(text: str, at: int) -> str:
    """The "/phụ nữ" of "2,1 con/phụ nữ", the "/100 bé gái" of "109 bé trai/100 bé gái" and the "/tháng" of "02
    bài/tháng": a rate is a measure of its own."""
    timed = _PER_TIME.match(text, at)
    if timed is not None:
        return timed[0]
    match = _RATE.match(text, at)
    if match is None:
        return ""
    noun = _counted(f" {text[match.end() : at + _WINDOW]}", 0)
    return "" if noun is None or noun.lower() in _words()["not_units"] else match[0] + noun


def _comparator(lowered: str, at: int) -> tuple[str, int]:
    """(sign, start of its words) for the number at `at`; "=" and `at` where no word compares."""
    if lowered[max(at - 2, 0) : at - 1] in "%;,":  # another figure stands before it, or nothing
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


def _words() -> dict[str, list[str]]:
    found: dict[str, list[str]] = load("targets")["words"]
    return found


@cache
def _comparing() -> re.Pattern[str]:
    phrases = [phrase for group in load("targets")["comparators"].values() for phrase in group]
    return re.compile(rf"(?<!\w)({alternatives(phrases)})\s(?:(?:có|đạt|được|là)\s)?(?:khoảng\s)?\Z")


@cache
def _count_pattern() -> re.Pattern[str]:
    signs = alternatives(phrase for group in load("targets")["comparators"].values() for phrase in group)
    reach = alternatives(_words()["reach"])
    return re.compile(
        rf"(?<!\w)(?:(?P<reach>{reach})\s)?(?:(?P<sign>{signs})\s)?(?:(?:có|đạt)\s)?(?P<number>{_NUMBER})"
        rf"(?P<of>/\d{{1,3}}(?=\s(?:tiêu chí|chỉ tiêu|xã|phường|thôn|bản)))?(?=\s[^\W\d])"
    )


@cache
def _gains() -> re.Pattern[str]:
    """Verbs right before "trên 500 lượt người" that tell that so many are to come or to be made, also with what they
    are to get: "xóa nhà tạm cho 64 hộ"."""
    return re.compile(rf"(?<!\w)(?:{alternatives(_words()['gains'])})(?:(?:\s[^\s,;.:]+){{1,4}}\scho)?\s\Z")


@cache
def _present() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?<!phát )(?:{alternatives(_words()['present'])})(?!\w)")
