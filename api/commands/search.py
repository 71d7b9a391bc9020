"""`plankg search`: ranked answers to a question in plain words."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypedDict

import typer

from api import console
from api.commands import options as o
from api.commands.listing import print_results
from ingest.errors import PlankgError

if TYPE_CHECKING:
    from search.engine import Answer, Engine
    from search.query import Filters

QUESTIONS = typer.Option("--queries", metavar="FILE", help='JSON list of {"id", "query", "filter"}: answer them all.')


LITERAL = typer.Option(
    "--literal", metavar="WORDS", help="Look for these words of the question; do not read them as a name."
)
TODAY = typer.Option("--today", metavar="DATE", help='The day that "quá hạn", "tháng này" count from; default: today.')
LEXICON = typer.Option(
    "--lexicon", metavar="FILE", envvar="PLANKG_LEXICON", help="Own wordings beside the built-in ones."
)
GROUP = typer.Option("--group/--no-group", help="Show tasks that wards word alike once; the default for one QUERY.")


class Asking(TypedDict):
    """How every question of one call is asked."""

    offset: int
    group: bool
    literal: tuple[str, ...]
    today: str


class QueriesError(PlankgError):
    """A file of questions that is not one."""


def search(
    query: Annotated[str | None, typer.Argument(metavar="QUERY", help="Words, with or without marks.")] = None,
    kind: o.Kinds = None,
    unit: o.Units = None,
    role: o.Roles = None,
    ward: o.Wards = None,
    plan: o.Plans = None,
    cites: o.Cites = None,
    topic: o.Topics = None,
    city: o.Cities = None,
    year: o.Years = None,
    due_before: o.DueBefore = None,
    due_after: o.DueAfter = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10000, help="At most so many results.")] = 20,
    offset: Annotated[int, typer.Option("--offset", min=0, help="Leave out so many of the best.")] = 0,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each result was found.")] = False,
    group: Annotated[bool | None, GROUP] = None,
    facets: Annotated[
        bool, typer.Option("--facets", help="Count the values that the results can be narrowed by.")
    ] = False,
    literal: Annotated[list[str] | None, LITERAL] = None,
    today: Annotated[str | None, TODAY] = None,
    lexicon: Annotated[Path | None, LEXICON] = None,
    rerank: o.Rerank = None,
    queries: Annotated[Path | None, QUESTIONS] = None,
    form: o.Format = o.Listing.table,
    data: o.Data = o.DEFAULT_DATA,
) -> int:
    """Search tasks, documents and sections by words and meaning.

    Names of units, roles and wards in the question act as filters; documents and times that it names are preferred.
    """
    if (query is None or not query.strip()) == (queries is None):
        raise typer.BadParameter("give one QUERY, or --queries FILE")
    wanted = o.filters(unit, role, ward, plan, cites, topic, due_before, due_after, city, year)
    engine = o.open_engine(data, lexicon, rerank)
    kinds = tuple(kind.value for kind in kind) if kind else None
    asking: Asking = {
        "offset": offset,
        "group": query is not None if group is None else group,
        "literal": tuple(literal or ()),
        "today": _day(today),
    }
    if queries is not None:
        return _answer_all(engine, queries, wanted, kinds, limit, form, asking)
    answer = engine.search(query or "", wanted, kinds, limit, explain, count=facets, **asking)
    _say_how(answer, explain)
    print_results(answer.results, form, explain)
    if facets:
        _say_facets(answer)
    _say_how_many(answer, offset)
    return console.Exit.DONE if answer.results else console.Exit.NOTHING


def _say_how(answer: Answer, explain: bool) -> None:
    """What the question was taken to mean, on standard error."""
    for label in answer.understood:
        value = label.value.replace("doc:", "") if label.kind == "document" else label.value
        console.say(f"understood {label.kind}: {value}")
    if any(label.kind not in ("spelling", "abbreviation", "unmet") for label in answer.understood):
        console.say("(--literal WORDS looks for words instead of understanding them)")
    if answer.suggestion:
        console.say(f"có phải bạn tìm (did you mean): {answer.suggestion}")
    if explain and answer.synonyms:
        console.say(f"looked for as well: {'; '.join(answer.synonyms)}")


def _say_facets(answer: Answer) -> None:
    for name, values in answer.facets.items():
        if values:
            console.say(f"{name}: " + ", ".join(f"{value} ({count})" for value, count in values))


def _say_how_many(answer: Answer, offset: int) -> None:
    shown = len(answer.results)
    if not answer.total:
        console.say("nothing found. Use fewer words, or take a filter away.")
    elif not shown:
        console.say(f"there are {answer.total} results: give a smaller --offset")
    elif shown < answer.total:
        console.say(f"{offset + 1}-{offset + shown} of {answer.total} results; --limit N, --offset N show others")


def _day(today: str | None) -> str:
    """The day that "quá hạn" is reckoned from: as given, or the day of the system."""
    try:
        return (date.fromisoformat(today) if today else date.today()).isoformat()
    except ValueError:
        raise typer.BadParameter(f"{today!r} is no day: write 2026-12-31", param_hint="--today") from None


def _answer_all(
    engine: Engine,
    path: Path,
    wanted: Filters,
    kinds: tuple[str, ...] | None,
    limit: int,
    form: o.Listing,
    asking: Asking,
) -> int:
    answers = [
        {"id": item.get("id"), "query": item["query"], "results": [r.to_json() for r in found]}
        for item in _questions(path)
        for found in [engine.search(item["query"], _own(item).merged(wanted), kinds, limit, **asking).results]
    ]
    if form is o.Listing.json:
        console.json_document(answers)
    else:
        console.json_lines(answers)
    return console.Exit.DONE


def _questions(path: Path) -> list[dict[str, Any]]:
    hint = 'It must hold a JSON list of {"id": ..., "query": "...", "filter": {...} or null}.'
    try:
        items = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise QueriesError(f"{path}: not JSON ({error}). {hint}") from None
    if not isinstance(items, list):
        raise QueriesError(f"{path}: not a list. {hint}")
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict) or not isinstance(item.get("query"), str):
            raise QueriesError(f'{path}: question {number} has no "query". {hint}')
    return items


def _own(item: dict[str, Any]) -> Filters:
    """The filters that a question brings along: {"unit": "Công an phường", "role": "lead"}."""
    from search.query import Filters

    given = item.get("filter") or {}
    listed = {k: (v,) if isinstance(v, str) else tuple(v) for k, v in given.items() if v}
    unknown = sorted(set(listed) - set(Filters.__slots__))
    if unknown:
        raise QueriesError(f"question {item.get('id')}: unknown filter {', '.join(unknown)}")
    days = {k: v[0] for k, v in listed.items() if k.startswith("due_")}
    return Filters(**(listed | days))
