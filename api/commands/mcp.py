"""`plankg mcp`: the assistant's door over standard input and output."""

from __future__ import annotations

from importlib.util import find_spec

from api import console
from api.commands import options as o
from ingest.errors import PlankgError


class NoMcpError(PlankgError):
    """The library of the Model Context Protocol is not installed."""


def mcp(data: o.Data = o.DEFAULT_DATA) -> int:
    """Answer assistants over the Model Context Protocol.

    On standard input and output, until the input ends. The tools only read: search, tasks, trace, show, compare.
    """
    if find_spec("mcp") is None:
        raise NoMcpError("the Model Context Protocol needs its library. Install it with: pip install 'plankg[mcp]'")
    from api.live import Live
    from api.mcp_server import server
    from kg.snapshots.snapshot import open_snapshot

    open_snapshot(data)
    server(Live(data)).run("stdio")
    return console.Exit.DONE
