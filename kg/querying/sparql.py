"""Read-only SPARQL 1.1 over the RDF view of a graph, answered by Oxigraph in a process that can be ended.

`Worker` starts the process (`sparql_worker.py`) when it is first asked, keeps it for the next question, and ends it
when a query takes more time or memory than it may; the next question starts another one. What a query may not say is
in `sparql_guard.py`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kg.errors import QueryError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

ROWS = 1000
"""Rows of an answer, unless more are asked for."""

SECONDS = 5.0
"""Time for an answer, unless more is given."""

LOADING = 300.0
"""Seconds that loading a graph may take."""

WAITING = 4
"""How many questions may wait for the one that is being answered."""

Binding = dict[str, str]
"""An RDF term as SPARQL's JSON results write it: type, value, and xml:lang or datatype."""


class QueryLimitError(QueryError):
    """A query that was ended because it took too much time or memory."""


class BusyError(QueryError):
    """More questions are waiting than may."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer: a term for each of `vars` in each row, None where unbound.

    `form` is "solutions" (SELECT), "boolean" (ASK: one row of the variable "answer") or "graph" (CONSTRUCT and
    DESCRIBE: rows of subject, predicate and object, sorted; `turtle` and `ntriples` have the same as text).
    `truncated` is true when there was more than the limit.
    """

    form: Literal["solutions", "boolean", "graph"]
    vars: tuple[str, ...]
    rows: tuple[tuple[Binding | None, ...], ...]
    truncated: bool = False
    turtle: str = ""
    ntriples: str = ""

    def values(self) -> list[tuple[str | None, ...]]:
        """The rows as plain text, None where unbound."""
        return [tuple(cell["value"] if cell else None for cell in row) for row in self.rows]


class Worker:
    """Answers queries over the graph in `folder` (where `kg.graph.Graph.save` wrote it), one at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._turn = threading.Lock()
        self._places = threading.BoundedSemaphore(WAITING + 1)
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._end: weakref.finalize[..., Any] | None = None

    def ask(self, text: str, limit: int = ROWS, seconds: float = SECONDS) -> Answer:
        """The answer of a query, at most `limit` rows or triples.

        Raises QueryError for a text that is refused or no query, QueryLimitError for one that took more than `seconds`
        or too much memory, BusyError when too many others are waiting.
        """
        if not self._places.acquire(blocking=False):
            raise BusyError("Other queries are being answered; ask again in a few seconds")
        try:
            with self._turn:
                return self._ask({"query": text, "limit": limit, "seconds": seconds})
        finally:
            self._places.release()

    def close(self) -> None:
        """End the process, if there is one. Asking again starts another."""
        if self._end is not None:
            self._end()
        self._process = self._connection = self._end = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _ask(self, request: dict[str, Any]) -> Answer:
        connection = self._connection or self._start()
        try:
            connection.send_bytes(json.dumps(request).encode("utf-8"))
            reply = self._receive(request["seconds"])
        except (EOFError, OSError) as error:  # it ended itself: out of memory
            self.close()
            message = "The query was ended: it took more memory than it may. Ask for less at a time"
            raise QueryLimitError(message) from error
        if "error" in reply:
            raise QueryError(reply["error"])
        rows = tuple(map(tuple, reply.pop("rows")))
        return Answer(vars=tuple(reply.pop("vars")), rows=rows, **reply)

    def _receive(self, seconds: float) -> dict[str, Any]:
        assert self._connection is not None
        if not self._connection.poll(seconds):
            self.close()
            raise QueryLimitError(f"The query was ended after {seconds:g} seconds. Ask for less at a time")
        reply: dict[str, Any] = json.loads(self._connection.recv_bytes())
        return reply

    def _start(self) -> Connection:
        from multiprocessing import Pipe

        ours, theirs = Pipe()
        command = [sys.executable, "-m", "kg.querying.sparql_worker", str(theirs.fileno()), str(self._folder)]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=quiet, stdout=quiet, stderr=quiet)
        theirs.close()
        self._process, self._connection = process, ours
        self._end = weakref.finalize(self, _finish, process, ours)
        try:
            reply = self._receive(LOADING)
        except (EOFError, OSError):
            reply = {"error": f"The graph in {self._folder} cannot be loaded: the process that loads it ended"}
        if "error" in reply:
            self.close()
            raise QueryError(reply["error"])
        return ours


def _finish(process: subprocess.Popen[bytes], connection: Connection) -> None:
    connection.close()
    process.kill()
    process.wait()
