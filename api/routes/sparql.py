"""SPARQL 1.1 Protocol (W3C Recommendation of 21 March 2013), queries only, and the queries that come with the program.

Terms and limits: `kg.querying.sparql`. What is refused is a problem document with status 400; a query that takes too
much time or memory 504; too many at once 503; a media type that no answer has 406.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from api.asking import Current
from api.live import View
from api.problems import problem
from api.threads import apart
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.querying.sparql import Answer

LONGEST_BODY = 100_000
"""Bytes of a request: more than any query that is read can have when encoded."""

MOST_ROWS = 10_000
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
AT_ONCE = 16
"""Queries that are held at the same time: one is answered, some wait, and the others are told to come again."""
TRUNCATED = "plankg-truncated"
"""The header of an answer that was cut off at the limit."""

_OTHER_DATA = ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri")
router = APIRouter(tags=["sparql"])
Limit = Annotated[int, Query(ge=1, le=MOST_ROWS)]
_MEDIA = (
    *("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"),
    *("text/turtle", "application/n-triples"),
)
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"description": "The answer.", "content": {kind: {} for kind in _MEDIA}}
}
_PARAMETER = {"name": "query", "in": "query", "required": True, "schema": {"type": "string", "maxLength": 10_000}}
_BODY = {"content": {FORM: {"schema": {"type": "object", "properties": {"query": {"type": "string"}}}}, QUERY: {}}}


class QuestionParameter(BaseModel):
    """What a named query may be asked with: the name of a node of a kind, or a date."""

    name: str
    kind: str
    about: str


class Question(BaseModel):
    """A named query: what it answers, in Vietnamese and English."""

    name: str
    vi: str
    en: str
    parameters: list[QuestionParameter]


class QuestionList(BaseModel):
    """The queries that come with the program."""

    queries: list[Question]


@router.get(
    "/sparql",
    operation_id="sparql",
    response_class=Response,
    responses=_ANSWERS,
    openapi_extra={"parameters": [_PARAMETER]},
)
async def sparql(view: Current, request: Request, response: Response, limit: Limit = 1000) -> Response:
    """A SPARQL query: SELECT, ASK, CONSTRUCT or DESCRIBE. The answer is in the media type that Accept prefers."""
    sent = parse_qsl(request.url.query, keep_blank_values=True)
    return _with(response, await apart(request, "queries", AT_ONCE, _asked, view, request, sent, limit))


@router.post(
    "/sparql",
    operation_id="sparqlPost",
    response_class=Response,
    responses=_ANSWERS,
    openapi_extra={"requestBody": _BODY},
)
async def sparql_post(view: Current, request: Request, response: Response, limit: Limit = 1000) -> Response:
    """The same for long queries: URL-encoded, or as application/sparql-query. Nothing is changed by it."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind not in (FORM, QUERY):
        return problem(415, f"A query is posted as {FORM} or {QUERY}, not as {kind or 'nothing'}")
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LONGEST_BODY:
            return problem(413, f"The request has more than {LONGEST_BODY} bytes")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return problem(400, "The request is not UTF-8")
    sent = parse_qsl(text, keep_blank_values=True) if kind == FORM else [("query", text)]
    asked = [*sent, *parse_qsl(request.url.query, keep_blank_values=True)]
    return _with(response, await apart(request, "queries", AT_ONCE, _asked, view, request, asked, limit))


@router.get("/queries", operation_id="queries")
def queries() -> QuestionList:
    """The queries that come with the program: questions in Vietnamese and English with their parameters."""
    from kg.querying.competency import questions

    return QuestionList(queries=[Question.model_validate(one.to_json()) for one in questions()])


@router.get("/queries/{name}", operation_id="namedQuery", response_class=Response, responses=_ANSWERS)
async def named_query(view: Current, request: Request, response: Response, name: str, limit: Limit = 1000) -> Response:
    """The answer of a named query. Its parameters are parameters of the address, such as ?document=57-NQ/TW."""
    return _with(response, await apart(request, "queries", AT_ONCE, _named, view, request, name, limit))


@router.get("/vocabulary", operation_id="vocabulary", response_class=Response)
def vocabulary() -> Response:
    """The terms of the RDF view, as an OWL ontology in Turtle."""
    return Response(
        files("kg.exchange").joinpath("vocabulary.ttl").read_bytes(), media_type="text/turtle; charset=utf-8"
    )


def _with(known: Response, answer: Response) -> Response:
    """`answer` with the headers of the snapshot, when it is one."""
    if answer.status_code == 200:
        answer.headers.update(known.headers)
    return answer


def _named(view: View, request: Request, name: str, limit: int) -> Response:
    from kg.querying.competency import question

    given = {key: value for key, value in request.query_params.items() if key != "limit"}
    return _answer(view, request, question(name).text(view.snapshot.graph, given), limit)


def _asked(view: View, request: Request, sent: list[tuple[str, str]], limit: int) -> Response:
    names = [name for name, _ in sent]
    if "update" in names:
        return problem(400, "Updates are refused: this interface is read-only")
    if any(name in _OTHER_DATA for name in names):
        return problem(400, "Other graphs are refused: there is one graph, and it is queried whole")
    if names.count("query") != 1:
        return problem(400, "Give one parameter `query` with the text of a SPARQL query")
    return _answer(view, request, dict(sent)["query"], limit)


def _answer(view: View, request: Request, text: str, limit: int) -> Response:
    from kg.querying.sparql import BusyError, QueryLimitError

    accept = request.headers.get("accept", "*/*")
    try:
        answer = view.sparql.ask(text, limit)
    except BusyError as error:
        busy = problem(503, str(error))
        busy.headers["retry-after"] = "5"
        return busy
    except QueryLimitError as error:
        return problem(504, str(error))
    except QueryError as error:
        return problem(400, str(error))
    return _response(answer, accept)


def _response(answer: Answer, accept: str) -> Response:
    from kg.querying.sparql_results import GRAPH_FORMATS, ROW_FORMATS

    formats = GRAPH_FORMATS if answer.form == "graph" else ROW_FORMATS
    media = preferred(accept, list(formats))
    if media is None:
        return problem(406, f"This answer comes as {', '.join(formats)}")
    headers = {"vary": "accept", **({TRUNCATED: "true"} if answer.truncated else {})}
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    return Response(formats[media][1](answer), media_type=media + charset, headers=headers)


def preferred(accept: str, offered: list[str]) -> str | None:
    """The offered media type that an Accept header (RFC 9110, section 12.5.1) likes best; the first of equals.

    None when it takes none of them. The most specific range that fits a type decides how much it is liked.
    """
    liked = [(_quality(accept, media), -place, media) for place, media in enumerate(offered)]
    best = max(liked)
    return best[2] if best[0] > 0 else None


def _quality(accept: str, media: str) -> float:
    found = (-1, 0.0)
    for item in accept.split(","):
        name, *parameters = (part.strip().lower() for part in item.split(";"))
        group = media.partition("/")[0]
        rank = {"*/*": 0, f"{group}/*": 1, media: 2}.get(name, -1)
        quality = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        if rank > found[0]:
            found = (rank, _number(quality))
    return found[1]


def _number(quality: str) -> float:
    return float(quality) if quality.replace(".", "", 1).isdigit() and quality.isascii() else 0.0
