"""The files that plans were read from: to download, and for PDF each page as a picture.

They come from outside and may hold anything: they are given out as downloads that no browser runs or shows as a page
of this address; a picture is drawn here, in a process of its own.
"""

from __future__ import annotations

import base64
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response

from api.asking import Current, NodeName
from api.routes.reading import held
from api.threads import apart

if TYPE_CHECKING:
    from api.live import View

WIDTH = 1000
SECONDS = 20
AT_ONCE = 2
"""Pages drawn at the same time; who asks for more waits."""
KEPT = 60
"""Pictures that are kept, each some hundred kilobytes."""
SANDBOX = "sandbox; default-src 'none'"
FRESH = "private, max-age=3600"
router = APIRouter(tags=["graph"])
_pictures: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
_lock = threading.Lock()


@router.get(
    "/plans/{name:path}/original",
    operation_id="original",
    response_class=Response,
    responses={200: {"description": "The file.", "content": {"application/octet-stream": {}}}},
)
def original(view: Current, name: NodeName, response: Response) -> Response:
    """The file that a plan was read from, byte for byte, to download."""
    source = held(view, name).attributes["source"]
    saved = quote(source.rpartition("/")[2], safe="")
    headers = {key: response.headers[key] for key in ("etag", "cache-control")}
    headers |= {
        "content-disposition": f"attachment; filename*=UTF-8''{saved}",
        "content-security-policy": SANDBOX,
        "x-content-type-options": "nosniff",
    }
    return Response(_bytes(view, source), media_type="application/octet-stream", headers=headers)


@router.get(
    "/plans/{name:path}/pages/{number}.png",
    operation_id="page_image",
    response_class=Response,
    responses={200: {"description": "The picture.", "content": {"image/png": {}}}},
)
async def page_image(
    request: Request,
    view: Current,
    name: NodeName,
    number: Annotated[int, Path(ge=1, le=1000, description="The page, from 1.")],
    width: Annotated[int, Query(ge=100, le=2000, description="Pixels.")] = WIDTH,
) -> Response:
    """A page of the PDF that a plan was read from."""
    return await apart(request, "pictures", AT_ONCE, _page_image, view, name, number, width)


def _page_image(view: View, name: str, number: int, width: int) -> Response:
    node = held(view, name)
    plan = view.snapshot.plan(node.id)
    if plan.format != "pdf" or not plan.pages:
        raise HTTPException(404, f"{plan.source} is no PDF: it has no pages to show.")
    if number > plan.pages:
        raise HTTPException(404, f"{plan.source} has {plan.pages} pages.")
    png = _picture(view, plan.source, number, width)
    headers = {"cache-control": FRESH, "content-security-policy": SANDBOX, "x-content-type-options": "nosniff"}
    return Response(png, media_type="image/png", headers=headers)


def _bytes(view: View, source: str) -> bytes:
    try:
        return view.snapshot.original(source)
    except KeyError:
        raise HTTPException(404, "This graph was built without the files themselves.") from None


def _picture(view: View, source: str, number: int, width: int) -> bytes:
    """The page from those kept, else drawn; the same file has the same pictures in every snapshot."""
    from ingest.errors import SourceError
    from ingest.formats.isolated import call

    data = _bytes(view, source)
    key = (view.snapshot.digest(source), number, width)
    with _lock:
        if key in _pictures:
            _pictures.move_to_end(key)
            return _pictures[key]
    try:
        png = base64.b64decode(call("picture", data, source, seconds=SECONDS, page=number - 1, width=width)["png"])
    except SourceError:
        raise HTTPException(404, f"Page {number} of {source} cannot be drawn.") from None
    with _lock:
        _pictures[key] = png
        while len(_pictures) > KEPT:
            _pictures.popitem(last=False)
    return png
