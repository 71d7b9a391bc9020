"""`plankg serve`: the web page, the HTTP API and the assistant's door."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from api import console
from api.commands import options as o


def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on; 0.0.0.0 opens it to the network.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port to listen on.")] = 8000,
    rate: Annotated[
        float, typer.Option("--rate", min=0, help="Requests a second for each client; 0: no limit.")
    ] = 50.0,
    burst: Annotated[int, typer.Option("--burst", min=1, help="Requests that may come at once.")] = 200,
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, help="The longest an answer may take.")] = 30.0,
    origin: Annotated[
        list[str] | None, typer.Option("--origin", metavar="URL", help="Site whose pages may ask (CORS); may repeat.")
    ] = None,
    inputs: Annotated[
        Path | None,
        typer.Option("--inputs", metavar="FOLDER", exists=True, file_okay=False, help="Uploads are published here."),
    ] = None,
    mcp: Annotated[bool, typer.Option("--mcp/--no-mcp", help="Offer the assistant's door under /mcp.")] = True,
    rerank: o.Rerank = None,
    data: o.Data = o.DEFAULT_DATA,
) -> int:
    """Serve the web page, the HTTP API and the assistant's door.

    Until interrupted; a newer build is taken up by itself. Uploads are on when PLANKG_UPLOAD_TOKEN is set.
    """
    _run(
        data, port, rate=rate, burst=burst, seconds=seconds, origins=tuple(origin or ()), inputs=inputs, mcp=mcp,
        host=host, rerank=rerank,
    )  # fmt: skip
    return console.Exit.DONE


def _run(data: Path, port: int, **chosen: Any) -> None:
    import uvicorn

    from api import settings
    from api.app import create_app
    from kg.snapshots.snapshot import open_snapshot

    snapshot = open_snapshot(data)
    made = settings.Settings(upload_token=settings.token(), **chosen)
    console.say(f"{snapshot.manifest['counts']['plans']} plans at http://{made.host}:{port}, API at /v1; Ctrl+C stops")
    if made.upload_token:
        console.say(f"uploads are on; they are published into {made.inputs or 'no folder: add --inputs FOLDER'}")
    # Threads that compute give way ten times as often as by default: fifty readers then hold nobody up for long.
    sys.setswitchinterval(0.0005)
    app = create_app(data, made)
    # What is loaded by now stays: looking through it for garbage would stop everything for 80 ms now and then.
    gc.collect()
    gc.freeze()
    uvicorn.run(app, host=made.host, port=port, log_level="warning", server_header=False)
