"""The Vietnamese page: a handful of files of our own, nothing from elsewhere."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
router = APIRouter(include_in_schema=False)


@router.get("/")
def index(request: Request) -> Response:
    """The page; what it shows is in the address."""
    return page_file("index.html", request)


@router.get("/page/{name}")
def page_file(name: str, request: Request) -> Response:
    """One of the page's files."""
    content = page_files().get(name)
    if content is None:
        raise HTTPException(404)
    etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    headers = {"etag": etag, "cache-control": "no-cache"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=TYPES[name.rpartition(".")[2]], headers=headers)


@cache
def page_files() -> dict[str, bytes]:
    """The page's files by name. Read once: only these can be asked for, whatever a path says."""
    folder = files("api") / "page"
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.name.rpartition(".")[2] in TYPES}
