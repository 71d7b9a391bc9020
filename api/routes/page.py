"""The Vietnamese page: files of our own, and the graph library that the build put beside them."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse, Response

TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}
LIBRARIES = ("vendor/cytoscape.js", "vendor/fcose.js")
router = APIRouter(include_in_schema=False)


class PageFile(NamedTuple):
    """One file of the page, as it is and compressed, with the tag of its content."""

    content: bytes
    packed: bytes
    etag: str


@router.get("/")
def index(request: Request) -> Response:
    """The page; what it shows is in the address."""
    return page_file("index.html", request)


@router.get("/page/parts")
def parts(request: Request) -> Response:
    """Which parts the page has here: the graph needs libraries that the build fetches, uploads need a token."""
    graph = all(name in page_files() for name in LIBRARIES)
    upload = request.app.state.settings.upload_token is not None
    return JSONResponse({"graph": graph, "upload": upload}, headers={"cache-control": "no-cache"})


@router.get("/page/{name:path}")
def page_file(name: str, request: Request) -> Response:
    """One of the page's files."""
    found = page_files().get(name)
    if found is None:
        raise HTTPException(404)
    headers = {"etag": found.etag, "cache-control": "no-cache", "vary": "accept-encoding"}
    if request.headers.get("if-none-match") == found.etag:
        return Response(status_code=304, headers=headers)
    content = found.content
    if "gzip" in request.headers.get("accept-encoding", ""):
        content = found.packed
        headers["content-encoding"] = "gzip"
    return Response(content, media_type=TYPES[name.rpartition(".")[2]], headers=headers)


@cache
def page_files() -> dict[str, PageFile]:
    """The page's files by name. Read once: only these can be asked for, whatever a path says."""
    folder = files("api") / "page"
    return {**_read(folder, ""), **(_read(folder / "vendor", "vendor/") if (folder / "vendor").is_dir() else {})}


def _read(folder: Traversable, before: str) -> dict[str, PageFile]:
    found = {}
    for one in folder.iterdir():
        if one.is_file() and one.name.rpartition(".")[2] in TYPES:
            content = one.read_bytes()
            etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
            found[before + one.name] = PageFile(content, gzip.compress(content, mtime=0), etag)
    return found
