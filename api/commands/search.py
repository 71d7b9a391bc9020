"""`plankg search`: ranked answers to a question in plain words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api import console
from api.commands import options as o
from api.commands.listing import print_results
from ingest.errors import PlankgError

if TYPE_CHECKING:
    from search.engine import Engine
    from search.query import Filters

QUESTIONS = typer.Option("--queries", metavar="FILE", help='JSON list of {"id", "query", "filter"}: answer them all.')


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
    due_before: o.DueBefore = None,
    due_after: o.DueAfter = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10000, help="At most so many results.")] = 20,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each result was found.")] = False,
    queries: Annotated[Path | None, QUESTIONS] = None,
    form: o.Format = o.Listing.table,
    data: o.Data = o.DEFAULT_DATA,
) -> int:
    """Search tasks, documents and sections by words and meaning.

    Names of units, roles and wards in the question act as filters; documents and times that it names are preferred.
    """
    if (query is None or not query.strip()) == (queries is None):
        raise typer.BadParameter("give one QUERY, or --queries FILE")
    wanted = o.filters(unit, role, ward, plan, cites, topic, due_before, due_after)
    engine = o.open_engine(data)
    kinds = tuple(kind.value for kind in kind) if kind else o.SEARCHED
    if queries is not None:
        return _answer_all(engine, queries, wanted, kinds, limit, form)
    answer = engine.search(query or "", wanted, kinds, limit, explain)
    for label in answer.understood:
        console.say(f"understood {label.kind}: {label.value}")
    print_results(answer.results, form, explain)
    if len(answer.results) < answer.total:
        console.say(f"{len(answer.results)} of {answer.total} results; --limit N shows more")
    if not answer.results:
        console.say("nothing found. Use fewer words, or take a filter away.")
    return console.Exit.DONE if answer.results else console.Exit.NOTHING


def _answer_all(
    engine: Engine, path: Path, wanted: Filters, kinds: tuple[Any, ...], limit: int, form: o.Listing
) -> int:
    answers = [
        {"id": item.get("id"), "query": item["query"], "results": [r.to_json() for r in found]}
        for item in _questions(path)
        for found in [engine.search(item["query"], _own(item).merged(wanted), kinds, limit).results]
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
