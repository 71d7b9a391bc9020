"""Task frames -> tasks; tasks -> the organisations of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.duties.actors import takes_part
from ingest.duties.deadlines import is_clock_time, is_time, read_deadline
from ingest.duties.divided import part_for, part_of_item
from ingest.duties.governing import find_deadline
from ingest.duties.reports import find_superiors
from ingest.duties.roles import assign_roles
from ingest.duties.timepoints import UNKNOWN, PlanTime, points
from ingest.organisations.lexicon import folded
from ingest.organisations.units import UnitMention, find_units
from ingest.passages import Passage, Place, TaskFrame
from ingest.plan import Assignment, Citation, Deadline, Span, Task, Unit, UnitLevel
from ingest.subjects.concepts import concepts_in, mentions
from ingest.subjects.topics import classify_topics
from ingest.text.mapped import MappedText, join, mapped

_SPANNING = frozenset({"range", "year", "ongoing"})
_DATED = frozenset({"date", "month", "quarter", "range"})
_AT_END = re.compile(r"[,;]\s([^,;:()]{6,60}?)[.\s]*\Z")
_EDGES = " \t\n-–+•*;.,:"


def build_tasks(
    frames: Sequence[TaskFrame], citations: Sequence[Citation], place: Place, when: PlanTime = UNKNOWN
) -> tuple[Task, ...]:
    """The tasks of the frames, with ids "t001", "t002", ... in the order given.

    `cites` holds the documents whose mentions overlap the statement or its continuation. `when`: the time of the
    plan, whose year its time cells need not name.
    """
    return tuple(_task(f"t{number:03}", frame, citations, place, when) for number, frame in enumerate(frames, 1))


def _task(identity: str, frame: TaskFrame, citations: Sequence[Citation], place: Place, when: PlanTime) -> Task:
    frame = _of_item(frame)
    statement, rest = frame.text.span(), tuple(part.span() for part in frame.continuation if part)
    assignments = assign_roles(frame, place)
    phrase, deadline, deadline_span = _deadline(frame, when)
    output = _joined(frame.output)
    whole = join([frame.text, *frame.continuation])
    found = concepts_in(whole.text)
    return Task(
        identity,
        statement.text,
        statement.start,
        statement.end,
        frame.source,
        frame.path,
        continuation=rest,
        headings=frame.headings,
        assignments=assignments,
        lead=tuple(each.unit for each in assignments if each.role == "lead"),
        coordinate=tuple(each.unit for each in assignments if each.role == "coordinate"),
        report_to=tuple(each.unit for each in assignments if each.role == "report_to"),
        deadline_raw=phrase,
        deadline=deadline,
        deadline_span=deadline_span,
        output=output.text if output else None,
        output_span=output.span() if output else None,
        cites=tuple(dict.fromkeys(_cited([statement, *rest], citations))),
        topics=classify_topics(whole.text, frame.headings, output.text if output else None, found),
        concepts=mentions(whole, found),
    )


def _of_item(frame: TaskFrame) -> TaskFrame:
    """The frame with what its blocks say of this item alone, where they divide themselves among items."""
    lead, coordinate, agencies, time = (
        tuple(part_of_item(cell, frame.path) for cell in cells)
        for cells in (frame.lead, frame.coordinate, frame.agencies, frame.time)
    )
    period = part_of_item(frame.period, frame.path) if frame.period else None
    return replace(frame, lead=lead, coordinate=coordinate, agencies=agencies, time=time, period=period)


def _deadline(frame: TaskFrame, when: PlanTime) -> tuple[str | None, Deadline | None, Span | None]:
    """The first time cell that says something, else the phrase of the statement that governs it, else the heading's.

    Hours alone are those of the heading's day.
    """
    period = read_deadline(frame.period.text, when.year) if frame.period else None
    for cell in frame.time:
        trimmed = _trimmed(part_for(_trimmed(cell), frame.stated))
        deadline = read_deadline(trimmed.text, when.year) if trimmed else None
        if deadline is not None:
            deadline = period if period is not None and is_clock_time(trimmed.text) else deadline
            asked = _lacks_day(deadline, trimmed.text) or (not frame.row and deadline.kind in _SPANNING)
            own = find_deadline(join([frame.stated, *frame.continuation]), when) if asked else None
            if own is not None and _more_exact(own[0], deadline):
                return " ".join(own[1].text.split()), own[0], own[1]
            return trimmed.text, deadline, trimmed.span()
    found = find_deadline(join([frame.stated, *frame.continuation]), when) or _behind_parties(frame, when)
    if found is None:
        return (frame.period.text, period, frame.period.span()) if frame.period else (None, None, None)
    return " ".join(found[1].text.replace("*", "").split()), found[0], found[1]


def _behind_parties(frame: TaskFrame, when: PlanTime) -> tuple[Deadline, Span] | None:
    """ "Thực hiện: Phòng Kinh tế; Công an xã phối hợp, từ tháng 3 đến tháng 5/2026": the time that ends a block of who
    does it, where no block of its own says when."""
    for cell in (*frame.lead, *frame.agencies, *frame.coordinate):
        if is_time(cell.text):  # "Thực hiện: tháng 3 và tháng 8 năm 2026"
            deadline = read_deadline(cell.text, when.year)
            return (deadline, cell.span()) if deadline is not None else None
        last = _AT_END.search(cell.text)
        deadline = read_deadline(last[1], when.year) if last and is_time(last[1]) else None
        if last is not None and deadline is not None:
            return deadline, cell.span(*last.span(1))
    return None


def _more_exact(own: Deadline, told: Deadline) -> bool:
    """Whether a statement's own time tells more than its cell or block: "Hằng năm", and the day of a report; a block's
    span of time for several items, and the day of one of them."""
    if told.kind in _SPANNING:
        return own.kind in _DATED or (own.kind == "recurring" and told.kind == "range")
    return own.recurrence == told.recurrence and own.due is not None


def _lacks_day(deadline: Deadline, phrase: str) -> bool:
    """Whether a rhythm names neither a day nor a part of the year, as "Quý I hằng năm" does."""
    return deadline.kind == "recurring" and not (deadline.due or deadline.iso or points(folded(phrase)))


def _joined(cells: Iterable[MappedText]) -> MappedText | None:
    kept = [trimmed for cell in cells if (trimmed := _trimmed(cell))]
    return join(kept, "; ") if kept else None


def _trimmed(cell: MappedText) -> MappedText:
    """The cell without bullets before it and punctuation behind it; "..." and brackets stay."""
    text = cell.text
    start = len(text) - len(text.lstrip(_EDGES))
    end = len(text) if text.endswith("...") else len(text.rstrip(_EDGES))
    return cell.cut(start, end) if start < end else cell.cut(0, 0)


def _cited(spans: Sequence[Span], citations: Sequence[Citation]) -> Iterator[str]:
    for citation in citations:
        if any(citation.start < span.end and span.start < citation.end for span in spans):
            yield citation.canonical


def gather_units(tasks: Sequence[Task], passages: Sequence[Passage], place: Place) -> tuple[Unit, ...]:
    """The organisations that have a role in the tasks, that a statement says act or guide, or that a requirement of
    the plan has told of difficulties, in order of mention."""
    found: dict[str, _Gathered] = {}
    # As it was read: without the page numbers and marks that stand in the source.
    read = {passage.text.start: passage.text for passage in passages if passage.text}
    for task in tasks:
        for each in task.assignments:
            kind, level = _kind(each, place)
            _Gathered.of(found, each.unit, kind, level).mentions[each.start, each.end] = each
        for unit, span in _others(task, read.get(task.start), place):
            _Gathered.of(found, unit.canonical, unit.kind, unit.level).mentions[span.start, span.end] = span
    for passage in passages:
        if passage.part == "purpose":
            for unit in find_superiors(passage.text, find_units(passage.text, place)):
                span = unit.span
                _Gathered.of(found, unit.canonical, unit.kind, unit.level).mentions[span.start, span.end] = span
    ordered = sorted(found.items(), key=lambda item: (min(item[1].mentions), item[0]))
    return tuple(gathered.unit(canonical) for canonical, gathered in ordered)


class _Gathered:
    """The mentions of one organisation, by place."""

    def __init__(self, kind: str, level: UnitLevel) -> None:
        self.kind, self.level = kind, level
        self.mentions: dict[tuple[int, int], Span] = {}

    @staticmethod
    def of(found: dict[str, _Gathered], canonical: str, kind: str, level: UnitLevel) -> _Gathered:
        return found.setdefault(canonical, _Gathered(kind, level))

    def unit(self, canonical: str) -> Unit:
        spans = tuple(Span(span.text, span.start, span.end) for _, span in sorted(self.mentions.items()))
        forms = tuple(sorted({" ".join(span.text.split()) for span in spans}))
        return Unit(canonical, self.kind, self.level, forms, spans)


def _kind(each: Assignment, place: Place) -> tuple[str, UnitLevel]:
    for text in (each.text, each.unit):
        for unit in find_units(mapped(text), place):
            if unit.canonical == each.unit:
                return unit.kind, unit.level
    if each.unit.startswith("Ủy ban nhân dân"):
        return "ủy ban nhân dân", "city"
    if each.unit.startswith("Các "):
        return "nhóm", "group"
    return "khác", "ward" if place.kind else "city"


def _others(task: Task, passage: MappedText | None, place: Place) -> Iterator[tuple[UnitMention, Span]]:
    """Organisations that act in the statement without a role of their own ("theo hướng dẫn của Bộ ..."). `passage` is
    the text read that begins where the task does, None for a task of other sources."""
    last = passage.local(task.end - 1) if passage is not None else None
    text = passage.cut(0, last + 1) if passage is not None and last is not None else mapped(task.text)
    shift = 0 if last is not None else task.start
    lowered = folded(text.text)
    previous, before = None, False
    for unit in find_units(text, place):
        before = takes_part(lowered, unit, previous, before)
        previous = unit
        if before:
            yield unit, Span(unit.span.text, shift + unit.span.start, shift + unit.span.end)
