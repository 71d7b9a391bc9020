"""The tasks of a unit, a ward or a plan on the months of one year."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.asking import Current, Narrowed
from api.models import Result

MOST = 2000  # tasks in one calendar
router = APIRouter(tags=["search"])


class CalendarQuestion(Narrowed):
    """Filters, and the year that is asked for."""

    year: int = Field(ge=1900, le=2200, examples=[2026])


class CalendarEntry(BaseModel):
    """A task (its id) in a month; `day` where one is named; `recurring` when it comes again."""

    task: str
    day: int | None
    recurring: bool


class CalendarMonth(BaseModel):
    """What falls due in a month, by day; what is due some time in it comes last."""

    month: int
    entries: list[CalendarEntry]


class CalendarYear(BaseModel):
    """A year of deadlines. `beside` has the ids of tasks without a month of their own.

    Keys of `beside`: year (due by its end), running (goes on beyond it), ongoing (without an end), recurring (again and
    again, no month stated), elsewhere (other years), none (no time stated). `tasks` holds every task that is named.
    """

    year: int
    years: dict[str, int] = Field(description="Years in which tasks are due, with their numbers.")
    months: list[CalendarMonth]
    beside: dict[str, list[str]]
    tasks: list[Result]
    total: int
    truncated: bool


@router.get("/calendar", operation_id="calendar")
def calendar(view: Current, asked: Annotated[CalendarQuestion, Query()]) -> CalendarYear:
    """The tasks that the filters select on the months of a year; recurring ones stand in every month they fall into."""
    from kg.exchange.calendar import dues, periods, standing

    found = view.engine.tasks(asked.filters())
    months: dict[int, list[CalendarEntry]] = {month: [] for month in range(1, 13)}
    beside: dict[str, list[str]] = {
        name: [] for name in ("year", "running", "ongoing", "recurring", "elsewhere", "none")
    }
    years: dict[str, int] = {}
    for task in found:
        for year in {str(within[1].year) for within in periods(task.deadline)}:
            years[year] = years.get(year, 0) + 1
    for task in found[:MOST]:
        where = standing(task.deadline, asked.year)
        if where != "dated":
            beside[where].append(task.id)
        for due in dues(task.deadline, asked.year):
            months[due.month].append(CalendarEntry(task=task.id, day=due.day, recurring=due.recurring))
    return CalendarYear(
        year=asked.year,
        years=dict(sorted(years.items())),
        months=[CalendarMonth(month=month, entries=sorted(own, key=_by_day)) for month, own in months.items()],
        beside=beside,
        tasks=[Result.model_validate(task.to_json()) for task in found[:MOST]],
        total=len(found),
        truncated=len(found) > MOST,
    )


def _by_day(entry: CalendarEntry) -> Any:
    return entry.day or 32, entry.task
