"""Search and complete lists of tasks, page by page or as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Path, Query, Response

from api import counting, paging, sheets
from api.asking import Current, Filtered, FilterQuestion, SearchQuestion, Worded
from api.models import Label, Problem, Result, Results
from api.routes.compare import attachment

if TYPE_CHECKING:
    from api.live import View
    from search.records import Result as Found

CALENDAR = "text/calendar"
COLUMNS = (
    *("id", "kind", "ward", "plan", "path", "text", "lead", "coordinate", "report_to", "deadline", "due", "output"),
    *("topics", "cites", "source", "start", "end"),
)
FILES = {"content": {"text/csv": {}, sheets.EXCEL: {}, CALENDAR: {}}, "description": "The list as a file."}
TOO_MANY = {"model": Problem, "description": f"More than {sheets.MOST_ROWS:,} results."}
Format = Annotated[Literal["csv", "xlsx", "ics"], Path(description="csv, xlsx (Excel) or ics (calendar).")]
router = APIRouter(tags=["search"])


class SearchExport(Worded, Filtered):
    """A question in plain words, with filters, whose results are taken away as a file."""


@router.get("/search", operation_id="search", response_model=Results)
def search(view: Current, response: Response, asked: Annotated[SearchQuestion, Query()]) -> Response:
    """Ranked tasks, documents and sections. Names of units, roles, wards and times in the question act as filters."""
    at = paging.place(asked.cursor, asked.offset, view.snapshot.id, ("search", asked.asked))
    answer = view.engine.search(
        asked.q,
        asked.filters(),
        asked.kind,
        asked.limit,
        asked.explain,
        offset=at.offset,
        group=asked.group,
        count=asked.facets,
        literal=asked.literal,
        today=asked.today,
    )
    results = Results(
        query=asked.q,
        total=answer.total,
        offset=at.offset,
        limit=asked.limit,
        understood=[Label(kind=label.kind, value=label.value, said=label.said) for label in answer.understood],
        results=[Result.model_validate(found.to_json()) for found in answer.results],
        next=at.next(len(answer.results), answer.total),
        facets=counting.named(view, answer.facets) if asked.facets else None,
        synonyms=list(answer.synonyms),
        suggestion=answer.suggestion,
    )
    return _written(results, response)


@router.get("/tasks", operation_id="tasks", response_model=Results)
def tasks(view: Current, response: Response, asked: Annotated[FilterQuestion, Query()]) -> Response:
    """The complete list of tasks that the filters select, by ward, plan and position, page by page."""
    at = paging.place(asked.cursor, asked.offset, view.snapshot.id, ("tasks", asked.asked))
    found = view.engine.tasks(asked.filters())
    shown, following = paging.page(found, at, asked.limit)
    results = Results(
        query="",
        total=len(found),
        offset=at.offset,
        limit=asked.limit,
        understood=[],
        results=[Result.model_validate(one.to_json()) for one in shown],
        next=following,
        facets=counting.named(view, counting.of_tasks(view, asked.filters())) if asked.facets else None,
    )
    return _written(results, response)


@router.get("/tasks.{form}", operation_id="tasks_file", response_class=Response, responses={200: FILES, 413: TOO_MANY})
def tasks_file(view: Current, response: Response, form: Format, asked: Annotated[Filtered, Query()]) -> Response:
    """The complete list of tasks that the filters select, for spreadsheets and calendars.

    Text that a spreadsheet could take for a formula has an apostrophe before it; recurring tasks recur in calendars.
    """
    return _file(view, view.engine.tasks(asked.filters()), form, "tasks", response)


@router.get(
    "/search.{form}", operation_id="search_file", response_class=Response, responses={200: FILES, 413: TOO_MANY}
)
def search_file(view: Current, response: Response, form: Format, asked: Annotated[SearchExport, Query()]) -> Response:
    """The results of a search, best first, for spreadsheets and calendars."""
    most = sheets.MOST_ROWS + 1
    found = view.engine.search(
        asked.q, asked.filters(), asked.kind, most, literal=asked.literal, today=asked.today
    ).results
    return _file(view, found, form, "search", response)


def _written(results: Results, response: Response) -> Response:
    """The answer as JSON, with the headers of `response`: written by the thread that computed it.

    What is no response yet FastAPI hands to another thread to be checked once more, and the event loop writes it.
    """
    return Response(results.model_dump_json(), media_type="application/json", headers=dict(response.headers))


def _file(view: View, found: Sequence[Found], form: str, name: str, response: Response) -> Response:
    if len(found) > sheets.MOST_ROWS:
        raise sheets.TooManyError(len(found), sheets.MOST_ROWS)
    if form == "ics":
        from kg.exchange.calendar import ics

        content = ics(view.snapshot.graph, [one.id for one in found if one.kind == "task"])
        return attachment(content, f"{CALENDAR}; charset=utf-8", f"plankg-{name}.ics", response)
    if form == "csv":
        return attachment(sheets.csv_bytes(COLUMNS, _rows(found)), "text/csv", f"plankg-{name}.csv", response)
    return attachment(sheets.xlsx_bytes(COLUMNS, _rows(found)), sheets.EXCEL, f"plankg-{name}.xlsx", response)


_DUE = ("iso", "due", "recurrence", "every")
"""What tells when something is due, the most exact first."""


def _rows(found: Sequence[Found]) -> Iterator[list[object]]:
    for one in found:
        due = one.deadline or {}
        yield [
            one.id,
            one.kind,
            one.ward or "",
            one.plan_label,
            one.path,
            one.whole,
            *("; ".join(units) for units in (one.lead, one.coordinate, one.report_to)),
            one.deadline_raw or "",
            ", ".join(due.get("iso_all") or ()) or next((due[part] for part in _DUE if due.get(part)), ""),
            one.output or "",
            "; ".join(one.topics),
            "; ".join(one.cites),
            one.source,
            one.start,
            one.end,
        ]
