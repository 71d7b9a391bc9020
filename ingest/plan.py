"""The record of one plan: what `ingest` produces and everything else reads.

Field names and meanings are those of the annotation guidelines (`docs/annotation.md`). Every `start` and `end` is a
Unicode code point offset (an index into a Python `str`) into the text that was read, and `text` of a span is exactly
`raw[start:end]`. All records are immutable and hashable; `to_json` and `plan_from_json` are inverse to one another.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Hashable
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, cast

Role = Literal["lead", "coordinate", "report_to"]
Predicate = Literal["based_on", "implements", "promulgates", "approves", "amends", "replaces", "guides", "mentions"]
Strength = Literal["title", "preamble", "base", "body"]
TaskSource = Literal["body", "organisation", "appendix"]
DeadlineKind = Literal["ongoing", "date", "month", "quarter", "year", "range", "recurring", "other"]
UnitLevel = Literal["ward", "city", "national", "party", "group"]
DocumentLevel = Literal["party", "national", "city", "ward", "law"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Span:
    """A quotation: `text == raw[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Meta:
    """What the letterhead, title and signature say. `number` is None where the number was left blank."""

    doc_type: str = ""
    number: str | None = None
    symbol: str | None = None
    issuer: str = ""
    ward: str | None = None
    city: str | None = None
    place: str | None = None
    date_raw: str | None = None
    date: str | None = None
    title: str = ""
    title_start: int = 0
    title_end: int = 0
    signer: str | None = None
    signer_role: str | None = None
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A heading, numbered item or table row with a label of its own; `start` is the offset of the label."""

    label: str
    title: str
    start: int
    level: int
    end: int = 0


@dataclass(frozen=True, slots=True)
class Citation(Span):
    """One mention of a numbered or named document (guidelines, "citations"). `pinpoint` names the provisions of it that
    stand right before the mention ("khoản 2 Điều 14"), or is None."""

    canonical: str
    type: str
    number_symbol: str | None = None
    date: str | None = None
    issuer: str | None = None
    pinpoint: str | None = None


@dataclass(frozen=True, slots=True)
class AliasMention:
    """The place where a short name is defined ("sau đây gọi là ...")."""

    alias: str
    canonical: str
    definition_text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Standard(Span):
    """A technical standard such as TCVN ISO 9001:2015, kept apart from legal documents."""

    canonical: str


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """One distinct document that the plan cites."""

    canonical: str
    type: str
    date: str | None
    issuer: str | None
    title: str
    level: DocumentLevel


@dataclass(frozen=True, slots=True)
class Relation:
    """`subject` predicate `object`, with `evidence == raw[start:end]`; `subject` is "this" or a canonical name."""

    subject: str
    predicate: Predicate
    object: str
    evidence: str
    start: int
    end: int
    strength: Strength = "body"


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation that acts, coordinates or receives reports in the plan."""

    canonical: str
    kind: str
    level: UnitLevel
    surface_forms: tuple[str, ...]
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment(Span):
    """The words that give a unit its role in a task."""

    role: Role
    unit: str


@dataclass(frozen=True, slots=True)
class ConceptMention(Span):
    """Words that name a concept of the scheme (`ingest.subjects.scheme`); `concept` is its id."""

    concept: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time by which, or a rhythm in which, something is due (guidelines, "deadline").

    `due` is a day or month of every year, "--11-30"; `due_all` holds all that recur, also days of a month, "---20".
    `recurrence` is "yearly", "quarterly" or "monthly"; what comes more often has `every`: "weekly" or "daily".
    `iso_all` holds the times of what is due several times without recurring ("tháng 4 và tháng 8 năm 2026"), as
    `due_all` does of what recurs; `kind` and `iso` are those of the first.
    """

    kind: DeadlineKind
    iso: str | None = None
    recurrence: str | None = None
    due: str | None = None
    due_all: tuple[str, ...] = ()
    every: str | None = None
    iso_all: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done. `headings` are the titles above it, outermost first."""

    id: str
    text: str
    start: int
    end: int
    source: TaskSource
    path: str
    continuation: tuple[Span, ...] = ()
    headings: tuple[str, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    lead: tuple[str, ...] = ()
    coordinate: tuple[str, ...] = ()
    report_to: tuple[str, ...] = ()
    deadline_raw: str | None = None
    deadline: Deadline | None = None
    deadline_span: Span | None = None
    output: str | None = None
    output_span: Span | None = None
    cites: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    concepts: tuple[ConceptMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Target(Span):
    """A measurable figure. `unit` is "%" or the counted noun; `due` is ISO or None; `per` is the time in which the
    figure recurs ("tuần" in "02 lần/tuần") or None."""

    metric: str
    value: float
    unit: str
    comparator: str
    due: str | None = None
    task: str | None = None
    per: str | None = None


@dataclass(frozen=True, slots=True)
class Milestone(Span):
    """A line of a schedule overview; `period` is "2026" or "2027/2029"."""

    period: str


@dataclass(frozen=True, slots=True)
class Anomaly(Span):
    """Something a careful reader would flag; `kind` is a stable code, `note` says what is wrong."""

    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class PlanWarning:
    """Something that was not understood, at its place; nothing is lost silently."""

    kind: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that was read from one source file."""

    source: str
    format: str
    sha256: str = ""
    pages: int | None = None
    meta: Meta = field(default_factory=Meta)
    outline: tuple[OutlineItem, ...] = ()
    citations: tuple[Citation, ...] = ()
    alias_mentions: tuple[AliasMention, ...] = ()
    standards: tuple[Standard, ...] = ()
    documents: tuple[CitedDocument, ...] = ()
    relations: tuple[Relation, ...] = ()
    units: tuple[Unit, ...] = ()
    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()
    warnings: tuple[PlanWarning, ...] = ()


def to_json(value: Any) -> Any:
    """A record as JSON-ready data: dataclasses become dicts in field order, tuples become lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    return value


def plan_from_json(data: dict[str, Any]) -> Plan:
    """The plan that `to_json` wrote. Unknown fields are ignored, absent ones take their defaults.

    Raises ValueError, naming the field, when a required field is absent.
    """
    return _decode(Plan, data, "plan")


@cache
def _hints(cls: Hashable) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _decode(cls: type[T], data: dict[str, Any], where: str) -> T:
    hints = _hints(cast("Hashable", cls))
    known = {
        f.name: _value(hints[f.name], data[f.name], f"{where}.{f.name}")
        for f in fields(cls)  # type: ignore[arg-type]
        if f.name in data
    }
    try:
        return cls(**known)
    except TypeError as error:
        raise ValueError(f"{where}: {error}") from None


def _value(hint: Any, value: Any, where: str) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        if value is None:
            return None
        return _value(next(a for a in arguments if a is not type(None)), value, where)
    if origin is tuple:
        return tuple(_value(arguments[0], item, f"{where}[{i}]") for i, item in enumerate(value or ()))
    if is_dataclass(hint) and isinstance(hint, type):
        return _decode(hint, value, where)
    return value
