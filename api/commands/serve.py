"""`plankg serve`: the web page and the HTTP API."""

from __future__ import annotations

from typing import Annotated

import typer

from api import console
from api.commands import options as o


def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on; 0.0.0.0 opens it to the network.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port to listen on.")] = 8000,
    data: o.Data = o.DEFAULT_DATA,
) -> int:
    """Serve the web page and the HTTP API.

    Until interrupted; a newer build is taken up by itself.
    """
    import uvicorn

    from api.app import create_app
    from kg.snapshot import open_snapshot

    snapshot = open_snapshot(data)
    console.say(f"{snapshot.manifest['counts']['plans']} plans at http://{host}:{port}, API at /v1; Ctrl+C stops")
    uvicorn.run(create_app(data), host=host, port=port, log_level="warning", server_header=False)
    return console.Exit.DONE
