"""Errors of the HTTP API as problem documents (RFC 9457, application/problem+json)."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api.models import Problem
from api.paging import StaleCursorError, WrongCursorError
from api.sheets import TooManyError
from api.waiting import WaitingError
from ingest.errors import PlankgError
from kg.errors import CorruptSnapshotError, NoSnapshotError, NotFoundError


class NotModified(Exception):  # noqa: N818 - not an error: what the client has is still right
    """The client holds the answer of this snapshot already."""

    def __init__(self, etag: str) -> None:
        super().__init__(etag)
        self.etag = etag


def problem(status: int, detail: str, suggestions: tuple[str, ...] = ()) -> JSONResponse:
    """A problem document; `detail` says what is wrong and the way out."""
    body = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, suggestions=list(suggestions))
    return JSONResponse(body.model_dump(), status, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Make every error of `app` a problem document."""
    app.add_exception_handler(NotModified, _not_modified)
    app.add_exception_handler(PlankgError, _plankg)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(FileNotFoundError, _gone)
    app.add_exception_handler(Exception, _unexpected)


def _not_modified(request: Request, error: Exception) -> Response:
    assert isinstance(error, NotModified)
    return Response(status_code=304, headers={"etag": error.etag, "cache-control": "no-cache"})


def _plankg(request: Request, error: Exception) -> Response:
    from search.facets import UnknownValueError
    from search.index import NoSearchIndexError
    from search.vectors import ModelError

    suggestions = tuple(getattr(error, "suggestions", ()))
    if isinstance(error, NotFoundError):
        return problem(404, str(error), suggestions)
    if isinstance(error, UnknownValueError | WrongCursorError):
        return problem(422, str(error), suggestions)
    if isinstance(error, StaleCursorError):
        return problem(410, str(error))
    if isinstance(error, WaitingError):
        return problem(error.status, str(error))
    if isinstance(error, TooManyError):
        return problem(413, str(error))
    if isinstance(error, NoSnapshotError | CorruptSnapshotError | NoSearchIndexError | ModelError):
        # Their words name folders of the server, which are nobody's business.
        return problem(503, "This server has no graph yet. Its operator makes one with: plankg build FOLDER")
    return problem(400, str(error), suggestions)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    said = [f"{'.'.join(str(part) for part in item['loc'][1:])}: {item['msg']}" for item in error.errors()]
    return problem(422, "; ".join(said) + ". See /v1/openapi.json for what this address takes.")


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    details = {
        404: "There is nothing at this address. /v1/openapi.json lists the addresses.",
        405: "This address does not take that method; /v1/openapi.json says what each takes.",
    }
    said = str(error.detail)
    if error.status_code in details and said == HTTPStatus(error.status_code).phrase:
        said = details[error.status_code]
    answer = problem(error.status_code, said)
    for name, value in (error.headers or {}).items():
        answer.headers[name] = value
    return answer


def _gone(request: Request, error: Exception) -> Response:
    """Two builds ended while this was answered, and the second took the files of the first away."""
    answer = problem(503, "A newer graph came into force while this was being answered. Ask again.")
    answer.headers["retry-after"] = "1"
    return answer


def _unexpected(request: Request, error: Exception) -> Response:
    return unexpected()


def unexpected() -> JSONResponse:
    """What is said of an error of our own: nothing from inside."""
    return problem(500, "An error in plankg itself; the server's log has it. Please report it with the address asked.")
