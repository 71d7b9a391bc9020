"""The engines that `benchmarks.peers` asks the same questions: plankg as served and in the process, LanceDB, txtai.

Each is used as its own documentation shows a hybrid search (words and vectors) with filters. All read the same texts
and have their vectors from the built-in model; the peers have an index on each column that is filtered.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlencode

from search.engine import Engine
from search.query import Filters
from search.vectors import Encoder, open_encoder

LIMIT = 10
COLUMNS = ("lead", "ward", "city", "year")
TRUSTED = "ALLOW_RESOLVE_TRANSFORM"  # lets txtai load an index whose vectors a function makes
COMMAND = [sys.executable, "-c", "import sys; from api.cli import main; sys.exit(main())"]
Filter = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """One task: its text with headings, the columns of COLUMNS by name, and the last day of its deadline or 0."""

    id: str
    text: str
    columns: Mapping[str, str]
    due: int


class Asked(Protocol):
    """An engine that can be asked."""

    name: str

    def ask(self, words: str, wanted: Filter) -> list[str]:
        """The ids of the best LIMIT tasks for the words among those that satisfy the filter: columns by name, and
        `due` for the last ISO day that a deadline may be."""

    def cpu(self) -> float:
        """The processor seconds that were spent so far, here and wherever the engine runs."""


class Library:
    """An engine that runs in this process."""

    def cpu(self) -> float:
        """See `Asked`."""
        return time.process_time()


class Served:
    """`plankg serve` over HTTP on this machine; one connection stays open, as in a browser."""

    name = "plankg served (HTTP)"

    def __init__(self, port: int, process: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self._times = Path(f"/proc/{process}/stat")

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()

    def cpu(self) -> float:
        """See `Asked`; where the system does not tell, only what is spent on this side."""
        if not self._times.is_file():
            return time.process_time()
        user, system = self._times.read_text("ascii").rpartition(")")[2].split()[11:13]
        return time.process_time() + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def ask(self, words: str, wanted: Filter) -> list[str]:
        """See `Asked`."""
        asked = [("q", words), ("kind", "task"), ("limit", str(LIMIT))]
        for name, value in wanted.items():
            asked += {"lead": [("unit", value), ("role", "lead")], "due": [("due_before", value)]}.get(
                name, [(name, value)]
            )
        self._connection.request("GET", f"/v1/search?{urlencode(asked)}")
        with self._connection.getresponse() as answer:
            body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status}: {body[:300].decode()}")
        return [found["id"] for found in json.loads(body)["results"]]


@contextmanager
def serving(data: Path) -> Iterator[Served]:
    """`plankg serve` over `data` in a process of its own, ended at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*COMMAND, "serve", "--data", str(data), "--port", str(port), "--rate", "0", "--no-mcp"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    served = None
    try:
        served = _ready(port, process)
        yield served
    finally:
        if served:
            served.close()
        process.terminate()
        process.wait(timeout=30)


def _ready(port: int, process: subprocess.Popen[bytes]) -> Served:
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return Served(port, process.pid)
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    raise RuntimeError(f"plankg serve did not come up on port {port}")


class InProcess(Library):
    """The engine called as a library."""

    name = "plankg in the process"

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ask(self, words: str, wanted: Filter) -> list[str]:
        """See `Asked`."""
        given = {name: (value,) for name, value in wanted.items() if name not in ("lead", "due")}
        if "lead" in wanted:
            given |= {"unit": (wanted["lead"],), "role": ("lead",)}
        filters = Filters(**given, due_before=wanted.get("due"))  # type: ignore[arg-type]
        return [found.id for found in self._engine.search(words, filters, ("task",), LIMIT).results]


class Lance(Library):
    """LanceDB: full text search without marks, an index over the vectors, scalar indexes, reciprocal rank fusion."""

    name = "LanceDB hybrid"

    def __init__(self, folder: Path) -> None:
        import lancedb

        self._table = lancedb.connect(folder).open_table("tasks")
        self._encoder = _encoder()

    @staticmethod
    def build(folder: Path, records: Sequence[Record]) -> None:
        """Writes the table and its indexes into `folder`."""
        import lancedb
        from lancedb.index import FTS, Bitmap, BTree, IvfFlat

        vectors = _encoder().encode([record.text for record in records])
        rows = [
            {"id": record.id, "text": record.text, "vector": vector, "due": record.due, **record.columns}
            for record, vector in zip(records, vectors, strict=True)
        ]
        table = lancedb.connect(folder).create_table("tasks", rows)
        words = FTS(base_tokenizer="simple", stem=False, remove_stop_words=False, ascii_folding=True)
        table.create_index("text", config=words)
        table.create_index("vector", config=IvfFlat(distance_type="cosine"))
        for column in COLUMNS:
            table.create_index(column, config=Bitmap() if column != "ward" else BTree())
        table.create_index("due", config=BTree())

    def ask(self, words: str, wanted: Filter) -> list[str]:
        """See `Asked`."""
        vector = self._encoder.encode([words], question=True)[0]
        search = self._table.search(query_type="hybrid").vector(vector).text(words)
        found = search.where(_sql(wanted), prefilter=True).limit(LIMIT).to_list()
        return [row["id"] for row in found]


class Txtai(Library):
    """txtai: BM25 and faiss in a weighted sum, content in SQLite; the filter is SQL over the candidates."""

    name = "txtai hybrid"

    def __init__(self, folder: Path) -> None:
        from txtai import Embeddings

        self._index = Embeddings(_txtai_settings())
        self._index.load(str(folder))

    @staticmethod
    def build(folder: Path, records: Sequence[Record]) -> None:
        """Indexes the records and writes the index into `folder`."""
        from txtai import Embeddings

        index = Embeddings(_txtai_settings())
        index.index((r.id, {"text": r.text, "due": r.due, **r.columns}, None) for r in records)
        index.save(str(folder))

    def ask(self, words: str, wanted: Filter) -> list[str]:
        """See `Asked`."""
        # Words alone: its parser takes quotation marks and colons for operators.
        query = f"select id, text, score from txtai where similar(:q) and {_sql(wanted)}"
        said = " ".join(re.findall(r"\w+", words))
        return [row["id"] for row in self._index.search(query, LIMIT, parameters={"q": said})]


def _txtai_settings() -> dict[str, Any]:
    columns = [{"name": name, "expression": name, "index": True} for name in (*COLUMNS, "due")]
    return {
        "method": "external", "transform": "benchmarks.peer_engines.encode", "hybrid": True, "content": True,
        "scoring": {"method": "bm25", "terms": True, "normalize": True},
        "expressions": columns,
    }  # fmt: skip


def encode(texts: Sequence[str]) -> Any:
    """The vectors of texts, as txtai calls it by name."""
    return _encoder().encode(texts)


@cache
def _encoder() -> Encoder:
    return open_encoder()


def _sql(wanted: Filter) -> str:
    parts = [f"{name} = '{value}'" for name, value in wanted.items() if name != "due"]
    if "due" in wanted:
        parts.append(f"due > 0 and due <= {wanted['due'].replace('-', '')}")
    return " and ".join(parts)


def prepare_process() -> None:
    """Keeps this process and those it starts on one core, so that nobody computes on more. Before libraries load."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"):
        os.environ[name] = "1"
    os.environ[TRUSTED] = "True"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
