"""Adding plans over HTTP, for those who hold the token: what was read is shown before anything is published."""

from __future__ import annotations

import hmac
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi import Path as InPath
from fastapi.responses import Response
from pydantic import BaseModel
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException

from api.models import Problem
from api.reader import environment, read_apart
from api.reasons import in_vietnamese
from api.threads import apart
from api.waiting import Waiting, WaitingError, copied, safe_name

if TYPE_CHECKING:
    from api.settings import Settings

BUILD_SECONDS = 3600
AT_ONCE = 2
"""Uploads that are read or published at the same time; who sends more waits."""
UploadId = Annotated[str, InPath(pattern="^[0-9a-f]{32}$", description="The id that the upload was given.")]


def authorised(request: Request) -> None:
    """Raises 401 unless the request bears the token; compared in constant time."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    wanted = request.app.state.settings.upload_token
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), wanted.encode()):
        raise HTTPException(401, "Uploads need the token: Authorization: Bearer ...", {"www-authenticate": "Bearer"})


UNAUTHORISED: dict[int | str, dict[str, Any]] = {
    401: {"model": Problem, "description": "The token is absent or wrong."}
}
router = APIRouter(tags=["uploads"], dependencies=[Depends(authorised)], responses=UNAUTHORISED)


class Extraction(BaseModel):
    """What was read from one file; nothing of it is published yet.

    `plan` is the record that `plankg parse` prints, with offsets into `text`; None when the file was refused or failed,
    and `reason` and `hint` say why, in Vietnamese too where there are words for it. `more` are the records of further
    documents in the file, with offsets into the same text.
    """

    name: str
    status: Literal["read", "warnings", "refused", "failed"]
    format: str
    size: int
    sha256: str
    reason: str | None
    hint: str | None
    reason_vi: str | None
    hint_vi: str | None
    known_as: str | None
    plan: dict[str, Any] | None
    more: list[dict[str, Any]]
    text: str


class Upload(BaseModel):
    """An upload that waits to be published or discarded."""

    id: str
    files: list[Extraction]


class Published(BaseModel):
    """A graph that was built with the files of an upload."""

    snapshot: str
    plans: int
    added: list[str]
    failed: list[str]


_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}, "maxItems": 20}
                    },
                }
            }
        },
    }
}
_TOO_MUCH: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "Not a form with files."},
    411: {"model": Problem, "description": "The length of the request is not stated."},
    413: {"model": Problem, "description": "Too large."},
    429: {"model": Problem, "description": "Too many uploads wait."},
}


@router.post("/uploads", operation_id="upload", status_code=201, openapi_extra=_FORM, responses=_TOO_MUCH)
async def upload(request: Request) -> Upload:
    """Read files, each in a process of its own, and show what was found. Nothing is published."""
    settings: Settings = request.app.state.settings
    _measured(request, settings)
    try:
        async with request.form(max_files=settings.files, max_fields=10) as form:
            files = [one for one in form.getlist("files") if isinstance(one, UploadFile)]
            if not files:
                raise HTTPException(400, "Send the files as a form (multipart/form-data) with fields called files.")
            return await apart(request, "uploads", AT_ONCE, _taken_in, request, settings, files)
    except (MultiPartException, KeyError, UnicodeDecodeError, ValueError) as error:
        raise HTTPException(400, f"The form cannot be read: {getattr(error, 'message', 'it is damaged')}.") from None


@router.get("/uploads/{upload_id}", operation_id="uploaded")
def uploaded(request: Request, upload_id: UploadId) -> Upload:
    """What was found in the files of an upload that waits."""
    return Upload.model_validate(_waiting(request).answer(upload_id))


@router.delete("/uploads/{upload_id}", operation_id="discard", status_code=204, response_class=Response)
def discard(request: Request, upload_id: UploadId) -> Response:
    """Discard an upload."""
    _waiting(request).discard(upload_id)
    return Response(status_code=204)


@router.post(
    "/uploads/{upload_id}/publish",
    operation_id="publish",
    responses={409: {"model": Problem, "description": "It cannot be published now."}},
)
async def publish(request: Request, upload_id: UploadId) -> Published:
    """Copy the files that could be read into the folder of inputs, and build a new graph; only they are read anew."""
    return await apart(request, "uploads", AT_ONCE, _publish, request, upload_id)


def _publish(request: Request, upload_id: str) -> Published:
    inputs = _inputs(request)
    waiting = _waiting(request)
    folder, answer = waiting.folder(upload_id), Upload.model_validate(waiting.answer(upload_id))
    readable = [(folder / str(i), one.name) for i, one in enumerate(answer.files) if one.plan is not None]
    if not readable:
        raise WaitingError("None of the files could be read; discard the upload")
    added = copied(readable, inputs)
    try:
        report = _built(inputs, request.app.state.live.data)
    except WaitingError:
        for path in added:
            path.unlink(missing_ok=True)
        raise
    waiting.discard(upload_id)
    return Published(
        snapshot=report["snapshot"],
        plans=report["plans"],
        added=[path.name for path in added],
        failed=[one["name"] for one in report["failed"]],
    )


def _measured(request: Request, settings: Settings) -> None:
    """Refuse by the length that the request states, before anything of it is read; the server holds it to that."""
    stated = request.headers.get("content-length", "")
    if not stated.isdigit():
        raise HTTPException(411, "State the length of the request (Content-Length).")
    if int(stated) > settings.upload_bytes:
        raise HTTPException(413, f"At most {settings.upload_bytes // 1_000_000} MB at once. Send fewer files.")


def _taken_in(request: Request, settings: Settings, files: list[UploadFile]) -> Upload:
    waiting = _waiting(request)
    folder = waiting.new()
    known = {record.sha256: record.name for record in _sources(request)}
    found = [_read(folder / str(i), file, known, settings) for i, file in enumerate(files)]
    answer = Upload(id=folder.name, files=found)
    waiting.keep(folder, answer.model_dump())
    return answer


def _read(path: Path, file: UploadFile, known: dict[str, str], settings: Settings) -> Extraction:
    """One file, written beside under a number: its own name reaches no path before it is published."""
    name = safe_name(file.filename or "file")
    if (file.size or 0) > settings.file_bytes:
        reason = f"is larger than {settings.file_bytes // 1_000_000} MB"
        record = {"name": name, "status": "refused", "reason": reason, "hint": "Split it"}
        return _extraction({"record": record, "plan": None, "more": [], "text": ""}, known)
    stored = path.with_name(f"{path.name}{Path(name).suffix}")
    with stored.open("wb") as out:
        while part := file.file.read(1 << 20):
            out.write(part)
    found = read_apart(stored, name)
    stored.rename(path)
    return _extraction(found, known)


def _extraction(found: dict[str, Any], known: dict[str, str]) -> Extraction:
    record = found["record"]
    kept = {"format": "", "size": 0, "sha256": "", "reason": None, "hint": None} | record
    said = {f"{name}_vi": in_vietnamese(kept[name]) for name in ("reason", "hint")}
    read = {name: found[name] for name in ("plan", "more", "text")}
    return Extraction.model_validate({**kept, **said, **read, "known_as": known.get(kept["sha256"])})


def _waiting(request: Request) -> Waiting:
    return Waiting(request.app.state.live.data)


def _sources(request: Request) -> list[Any]:
    from kg.errors import NoSnapshotError

    try:
        found: list[Any] = request.app.state.live.view().snapshot.sources()
    except NoSnapshotError:
        return []
    return found


def _inputs(request: Request) -> Path:
    """The folder to publish into. Raises WaitingError unless all that the graph holds came from there.

    A build makes the graph of exactly its inputs: published into another folder, one file would replace all.
    """
    from kg.building.inputs import find_inputs

    inputs: Path | None = request.app.state.settings.inputs
    if inputs is None or not inputs.is_dir():
        raise WaitingError("The operator has not named a folder to publish into: plankg serve --inputs FOLDER")
    there = {one.name for one in find_inputs([inputs], exclude=request.app.state.live.data)}
    missing = [record.name for record in _sources(request) if record.name not in there]
    if missing:
        raise WaitingError(
            f"The graph holds {len(missing)} files that are not in the folder to publish into, and they would be lost. "
            "Its operator builds it from that folder first"
        )
    return inputs


def _built(inputs: Path, data: Path) -> dict[str, Any]:
    """The report of a build in a process of its own. Raises WaitingError."""
    order = "from api.cli import main; main()"
    command = [sys.executable, "-P", "-c", order, "build", str(inputs), "--data", str(data), "--format", "json"]
    try:
        ended = subprocess.run(command, capture_output=True, timeout=BUILD_SECONDS, check=False, env=environment())
        report: dict[str, Any] = json.loads(ended.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise WaitingError("The graph could not be built now; perhaps another build runs. Try again later") from None
    return report
