"""Options that several commands share, declared once."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.days import first_day, last_day

if TYPE_CHECKING:
    from search.engine import Engine
    from search.query import Filters

Data = Annotated[
    Path,
    typer.Option("--data", metavar="DIR", envvar="PLANKG_DATA", help="Folder of the built graph.", file_okay=False),
]
DEFAULT_DATA = Path(".plankg")


class Listing(StrEnum):
    """How a list is printed."""

    table = "table"
    json = "json"
    jsonl = "jsonl"


class Report(StrEnum):
    """How a report is printed."""

    table = "table"
    json = "json"


class Role(StrEnum):
    """What a unit does in a task."""

    lead = "lead"
    coordinate = "coordinate"
    report_to = "report_to"


Format = Annotated[Listing, typer.Option("--format", help="json is one document, jsonl one record a line.")]
Units = Annotated[
    list[str] | None, typer.Option("--unit", metavar="NAME", help='Unit with a role in the task: "Công an phường".')
]
Roles = Annotated[list[Role] | None, typer.Option("--role", help="The role that the unit must have.")]
Wards = Annotated[list[str] | None, typer.Option("--ward", metavar="NAME", help='Ward or commune: "Hồng Bàng".')]
Plans = Annotated[list[str] | None, typer.Option("--plan", metavar="ID", help="Plan: id, number or file name.")]
Cites = Annotated[list[str] | None, typer.Option("--cites", metavar="NUMBER", help="Document cited: 57-NQ/TW.")]
Cities = Annotated[list[str] | None, typer.Option("--city", metavar="NAME", help='City or province: "Hải Phòng".')]
Years = Annotated[list[str] | None, typer.Option("--year", metavar="YEAR", help="Year of the plan: 2026.")]
Topics = Annotated[list[str] | None, typer.Option("--topic", metavar="NAME", help='Topic: "an ninh mạng".')]
DueBefore = Annotated[
    str | None, typer.Option("--due-before", metavar="DATE", help="Due by then: 2026-12-31, 2026-12.")
]
DueAfter = Annotated[str | None, typer.Option("--due-after", metavar="DATE", help="Due then or later.")]


class Kind(StrEnum):
    """What can be found."""

    task = "task"
    plan = "plan"
    document = "document"
    section = "section"
    target = "target"


Rerank = Annotated[
    str | None,
    typer.Option("--rerank", metavar="MODEL", help="Read the best again with a cross-encoder: folder or cached name."),
]
Kinds = Annotated[list[Kind] | None, typer.Option("--kind", help="What to look for; may be repeated.")]


def filters(
    unit: list[str] | None,
    role: list[Role] | None,
    ward: list[str] | None,
    plan: list[str] | None,
    cites: list[str] | None,
    topic: list[str] | None,
    due_before: str | None,
    due_after: str | None,
    city: list[str] | None = None,
    year: list[str] | None = None,
) -> Filters:
    """The filters that a command's options describe. Raises a usage error for a day that is none."""
    from search.query import Filters

    return Filters(
        unit=tuple(unit or ()),
        role=tuple(one.value for one in role or ()),
        ward=tuple(ward or ()),
        plan=tuple(plan or ()),
        cites=tuple(cites or ()),
        topic=tuple(topic or ()),
        city=tuple(city or ()),
        year=tuple(year or ()),
        due_before=_day("--due-before", due_before, last_day),
        due_after=_day("--due-after", due_after, first_day),
    )


def open_engine(data: Path, lexicon: Path | None = None, rerank: str | None = None) -> Engine:
    """The search engine over the graph in `data`, with own wordings and a reranking model by folder or name.

    Raises PlankgError when there is no graph or the model cannot be used.
    """
    from kg.snapshots.snapshot import open_snapshot
    from search import engine
    from search.rerank import open_reranker

    return engine.open_engine(open_snapshot(data), lexicon=lexicon, reranker=open_reranker(rerank))


def _day(option: str, value: str | None, whole: Callable[[str], str]) -> str | None:
    try:
        return None if value is None else whole(value)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None
