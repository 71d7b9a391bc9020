"""Measurable figures: percentages and counts that a plan sets itself (guidelines, "targets")."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.duties.counting import Standing
from ingest.duties.measured import PERCENT, PlanNumbers, figures
from ingest.duties.timepoints import points
from ingest.organisations.clauses import clauses
from ingest.organisations.lexicon import folded
from ingest.passages import Part, Passage
from ingest.plan import Citation, Deadline, Target, Task
from ingest.text.mapped import MappedText

_PARTS: frozenset[Part] = frozenset({"target", "content", "organisation", "appendix", "purpose", "schedule"})
_YEAR = re.compile(r"(?<!so với )(?:đến\s(?:hết\s|cuối\s)?|hết\s|trong\s)?năm\s((?:19|20)\d\d)(?!\s?[-–/]\s?\d)")
# What every time of a figure is written with: most clauses have none, and are done at once.
_TIMELY = re.compile(r"năm|trước|đến|hết|trong|vào|chậm nhất")
# "so với năm 2025" is what the figure is compared with.
_BY = re.compile(r"(?<!\w)(?:trước|đến|hết|trong|vào|chậm nhất)(?:\s(?:là|hết|cuối|ngày|tháng|quý))*\s?\Z")
_LONGEST_BY = 60
"""Characters that hold those words."""
_TIME = (
    r"(?:trước|đến|hết|trong|vào)\s(?:(?:hết|cuối|ngày|tháng|quý|năm)\s)*(?:[IVX]+|\d[\d/.]*)"
    r"(?:\s?/\s?\d{4}|\s(?:tháng|năm)\s\d[\d/]*)*(?!\w)"
)
_TIME_AROUND = re.compile(rf"^(?:phấn đấu\s)?{_TIME}\s?,?\s?|\s{_TIME}\Z", re.IGNORECASE)
_FILLERS = re.compile(r"(?:phấn đấu|bảo đảm|đảm bảo|đạt|có|là|chiếm|được|số|các|tỷ lệ|với|cho)\s+", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:[\s,:]++|(?<!\w)(?:phấn đấu|đạt|có|là|chiếm|còn|đối với|đến|năm|tối thiểu|ít nhất|trên|hơn|dưới|tối đa"
    r"|bảo đảm|đảm bảo|và|từ|(?:19|20)\d\d))++\Z",
    re.IGNORECASE,
)
# What led up to the next figure: "Cắt giảm ít nhất 30% thời gian giải quyết đối với | 25 thủ tục".
_DANGLING = re.compile(r"[\s,]++(?:đối với|tại|cho|của|ở|với|trong đó(?: có)?|gồm|bằng|trên|để|và|có)\Z", re.IGNORECASE)
# What a quantity is measured in says nothing of what it is.
_MEASURE = re.compile(r"%|(?:đồng|USD|tấn|tạ|kg|ha|km2?|m[23²³]?|MW|giờ|phút|ngày|lít)(?:/|\Z)")
_OWN_WORDS = re.compile(
    r"(?:,|\svà)\s(?P<own>(?:đến|trước|trong|năm|quý|tháng|trong đó|vốn|tổng|tỷ lệ|diện tích|sản lượng|doanh thu"
    r"|giá trị|năng suất|kim ngạch|mỗi|số lượng|công suất|tốc độ|giảm|tăng|tăng thêm|nâng)(?!\w)[^,;]*)\Z"
)
_COUNTED_FROM = re.compile(r"^(?:/năm\s*|(?:số|các)\s+)")
_LEAST_WORDS = 4
_SHORTEST = 5  # characters of ", năm ": less names no time and no measure
# "Hiện nay, tổng số trạm là ..." tells what is.
_NOW = re.compile(r"(?:tính )?(?:hiện nay|hiện tại|hiện có|hiện cả|đến nay)(?!\w)")
_SITUATION = re.compile(r"(?:đặc điểm|tình hình|thực trạng|hiện trạng|khái quát|bối cảnh|đánh giá|kết quả)(?!\w)")


class Statement(NamedTuple):
    """What may set targets: its text, where it stands, the task that it is of, the year of the headings above it, the
    places of the documents that it cites."""

    text: MappedText
    standing: Standing
    task: Task | None = None
    year: str | None = None
    cited: tuple[tuple[int, int], ...] = ()

    def names(self, i: int) -> bool:
        """Whether character `i` of the text is in the name of a document."""
        return any(start <= self.text.starts[i] < end for start, end in self.cited)


def find_targets(
    passages: Sequence[Passage], tasks: Sequence[Task], citations: Sequence[Citation] = (), since: int = 0
) -> tuple[Target, ...]:
    """The figures of target passages, tasks, purposes and table rows, in reading order; those in the names of the
    documents of `citations` are none, nor what a year before `since` is said to have had.

    `due` is the year of the sentence, else that of the heading above, else the deadline of the task.
    """
    every = list(statements(passages, tasks, citations))
    of_plan = PlanNumbers.among((folded(statement.text.text) for statement in every), since)
    return tuple(target for statement in every for target in _targets(statement, of_plan))


def statements(
    passages: Sequence[Passage], tasks: Sequence[Task], citations: Sequence[Citation] = ()
) -> Iterator[Statement]:
    """The passages that may set targets, in order: not those that tell what is, of headings those of tasks alone and
    of targets with a percentage."""
    rows = _Rows(tasks)
    starts = [citation.start for citation in citations]
    years: dict[str, str | None] = {}
    told = _Situation()
    for passage in passages:
        if passage.part not in _PARTS or told.holds(passage):
            continue
        task = rows.at(passage.text.start) if passage.text else None
        if passage.heading and task is None:
            years[passage.label] = _year(folded(passage.text.text)) if passage.part == "target" else None
            if passage.part != "target" or not PERCENT.search(passage.text.text):
                continue
        if passage.part == "target" and not passage.heading and passage.text.text.endswith(":"):
            # "Đến năm 2030, phấn đấu đạt các chỉ tiêu sau:" stands above them as a heading does.
            years[passage.label] = _year(folded(passage.text.text)) or years.get(passage.label)
        if passage.text:
            year = _heading_year(years, passage.label) if passage.part == "target" else None
            result = task is not None and task.output_span is not None and passage.text.start == task.output_span.start
            below = " ".join(task.headings[-1:]) if task else ""
            # Rows are of their own kind, wherever the table stands.
            source = None if task is None else "appendix" if passage.part == "appendix" else task.source
            standing = Standing(passage.part, source, result, passage.heading, below)
            inside = citations[bisect_left(starts, passage.text.start) : bisect_left(starts, passage.text.end)]
            cited = tuple((citation.start, citation.end) for citation in inside)
            yield Statement(passage.text, standing, task, year, cited)


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


def _targets(statement: Statement, of_plan: PlanNumbers) -> Iterator[Target]:
    text, task = statement.text, statement.task
    lowered = folded(text.text)
    every, metric = figures(text.text, lowered, statement.standing, of_plan), ""
    if statement.cited:
        every = [one for one in every if not statement.names(one.i)]
    places = [figure.i for figure in every]
    for clause in clauses(text.text) if every else ():
        inside = every[bisect_left(places, clause.i) : bisect_left(places, clause.j)]
        if not inside or _NOW.match(lowered, clause.i, clause.j):
            continue
        begun = [clause.i, *(_begins(lowered, one.j, other.i) for one, other in pairwise(inside)), clause.j]
        # What is said of the last figure of a clause is said of those before it that have no time of their own.
        last = _stated(lowered[begun[-2] : clause.j])
        for (start, end), figure in zip(pairwise(begun), inside, strict=True):
            said = text.text[start:end]
            own = _stated(lowered[start:end]) or last or statement.year
            due = own or (_due(task.deadline, statement.standing.part == "appendix") if task is not None else None)
            kept = said.rstrip(" ,;.và")
            kept = _DANGLING.sub("", kept) if end < clause.j else kept
            span = text.span(start + len(said) - len(said.lstrip(" ")), start + (len(kept) or len(said.rstrip(" "))))
            counted = "" if _MEASURE.search(figure.unit) else f"{figure.unit} "
            metric = _metric(said, figure.i - start, figure.j - start, counted) or metric or figure.unit
            identity = task.id if task is not None else None
            place = (span.text, span.start, span.end)
            yield Target(
                *place, metric, figure.value, figure.unit, figure.comparator, due=due, task=identity, per=figure.per
            )


def _begins(lowered: str, i: int, j: int) -> int:
    """Where what is said of the figure at index `j` begins, the one before it ending at `i`: with its own time or the
    name of what is measured (", đến năm 2030 đạt 90%", ", vốn đăng ký 200 tỷ đồng"), else with the figure."""
    own = _OWN_WORDS.search(lowered, i, j) if j - i > _SHORTEST else None
    return own.start("own") if own else j


def _due(deadline: Deadline | None, row: bool) -> str | None:
    """By when the figures of a task are reached that state no time themselves: its deadline, of a span the end; in a
    table `row` also a day of each year."""
    if deadline is None or deadline.kind == "ongoing":
        return None
    once = deadline.iso.rpartition("/")[2] if deadline.iso else None
    return once or (deadline.due if row else None)


def _stated(lowered: str) -> str | None:
    """The day, month or quarter by which the clause wants its figure, else the year that it names."""
    if not _TIMELY.search(lowered):
        return None
    for point in points(lowered):
        if point.iso and point.kind != "year" and _BY.search(lowered, max(0, point.i - _LONGEST_BY), point.i):
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
    after = _COUNTED_FROM.sub("", _TIME_AROUND.sub("", _DANGLING.sub("", clause[j:].rstrip()).strip(" ,;:.")))
    said = _FILLERS.sub("", before + " ").split()
    if len(said) >= _LEAST_WORDS:
        return before
    return f"{before if said else ''} {counted}{after}".strip()
