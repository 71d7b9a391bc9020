"""The process that answers SPARQL: it loads the graph, locks itself in, and answers one query after another.

Run by `sparql.Worker` as `python -m kg.querying.sparql_worker FD FOLDER`. Once the graph is loaded the process can open
nothing any more: its limit of open files is what is open already, so that neither Python nor Oxigraph gets a file or a
socket from the system, whatever a query says. Memory is limited the same way. Time is the parent's to keep; a limit of
processor time ends the worker should the parent be gone.
"""

from __future__ import annotations

import json
import math
import os
import resource
import sys
import warnings
from collections.abc import Iterable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError
from kg.exchange.terms import n_triples_term
from kg.exchange.vocabulary import PREFIXES
from kg.querying.sparql_guard import QUERY_PREFIXES, guarded

MEMORY = 512 * 2**20
"""Bytes that answering may take beyond what the loaded graph takes."""

LONGEST_ANSWER = 8_000_000
"""Characters of an answer; what is beyond is cut off, and the answer says so."""

_DENIED = ("open", "socket.", "subprocess.", "urllib.", "ctypes.", "os.exec", "os.fork", "os.posix_spawn", "os.system")
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def main(descriptor: int, folder: Path) -> None:
    """Answer requests from the connection until it is closed; the first message says whether the graph was loaded."""
    connection = Connection(descriptor)
    warnings.simplefilter("ignore")
    try:
        store = load(folder)
        answer(store, "CONSTRUCT WHERE { ?a a ?b }", 1)  # imports and opens what is only opened when first used
        answer(store, "SELECT (NOW() AS ?t) { ?a ?b ?c FILTER REGEX(STR(?c), '^a', 'i') } ORDER BY ?a", 1)
        lock_in()
    except Exception as error:
        connection.send_bytes(_json({"error": f"The graph in {folder} cannot be loaded: {error}"}))
        return
    connection.send_bytes(_json({"triples": len(store)}))
    while True:
        try:
            request = json.loads(connection.recv_bytes())
        except EOFError:
            return
        _limit_time(request["seconds"])
        try:
            reply = answer(store, request["query"], request["limit"])
        except QueryError as error:
            reply = {"error": str(error)}
        except (SyntaxError, ValueError, OSError, RuntimeError, MemoryError, RecursionError) as error:
            reply = {"error": f"The query cannot be answered: {error}"}
        connection.send_bytes(_json(reply))


def load(folder: Path) -> ox.Store:
    """The RDF view of the graph in `folder` (`kg.graph.Graph.save`) as an Oxigraph store in memory."""
    from kg.exchange.rdf import triples
    from kg.graph import Graph

    store = ox.Store()
    lines = (f"<{s}> <{p}> {n_triples_term(o)} .\n" for s, p, o in triples(Graph.open(folder)))
    store.bulk_load(input="".join(lines).encode("utf-8"), format=ox.RdfFormat.N_TRIPLES)
    return store


def lock_in() -> None:
    """From here on this process opens no file and no connection, and takes at most `MEMORY` more."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0]) if os.path.exists("/proc/self/statm") else 0
    free = os.dup(0)
    os.close(free)  # the lowest number that is free: with it as the limit the system gives out none
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, free))
    if pages:
        memory = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    sys.addaudithook(_deny)


def _deny(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_DENIED):
        raise PermissionError(f"{event} is denied while queries are answered")


def _limit_time(seconds: float) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def answer(store: ox.Store, text: str, limit: int) -> dict[str, Any]:
    """The reply to a query: its form, at most `limit` rows or triples, and whether there were more."""
    found = store.query(guarded(text), prefixes=QUERY_PREFIXES)
    if isinstance(found, ox.QueryBoolean):
        return {"form": "boolean", "vars": ["answer"], "rows": [[_literal("true" if found else "false")]]}
    if isinstance(found, ox.QuerySolutions):
        names = [variable.value for variable in found.variables]
        rows, truncated = _cut(([_binding(row[name]) for name in names] for row in found), limit)
        return {"form": "solutions", "vars": names, "rows": rows, "truncated": truncated}
    triples = sorted({str(t): t for t in _first(found, limit + 1)}.items())
    kept = [triple for _, triple in triples[:limit]]
    rows, cut = _cut(([_binding(t.subject), _binding(t.predicate), _binding(t.object)] for t in kept), limit)
    kept = kept[: len(rows)]
    return {
        "form": "graph",
        "vars": ["subject", "predicate", "object"],
        "rows": rows,
        "truncated": cut or len(triples) > limit,
        "turtle": _text(kept, ox.RdfFormat.TURTLE),
        "ntriples": _text(kept, ox.RdfFormat.N_TRIPLES),
    }


def _text(triples: list[ox.Triple], form: ox.RdfFormat) -> str:
    return (ox.serialize(triples, format=form, prefixes=PREFIXES) or b"").decode("utf-8")


def _first(triples: Iterable[ox.Triple], limit: int) -> Iterable[ox.Triple]:
    """The first `limit` different ones: templates repeat themselves, endlessly where patterns multiply."""
    seen: set[str] = set()
    for triple in triples:
        if len(seen) == limit:
            return
        if str(triple) not in seen:
            seen.add(str(triple))
            yield triple


def _cut(rows: Iterable[list[dict[str, str] | None]], limit: int) -> tuple[list[list[dict[str, str] | None]], bool]:
    kept: list[list[dict[str, str] | None]] = []
    size = 0
    for row in rows:
        size += sum(len(cell["value"]) + 40 for cell in row if cell)
        if len(kept) == limit or size > LONGEST_ANSWER:
            return kept, True
        kept.append(row)
    return kept, False


def _binding(term: Any) -> dict[str, str] | None:
    """A term as SPARQL's JSON results write it; None where the variable is unbound."""
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        return _literal(term.value, term.language or "", term.datatype.value)
    return {"type": "bnode" if isinstance(term, ox.BlankNode) else "uri", "value": term.value}


def _literal(text: str, language: str = "", datatype: str = _XSD_STRING) -> dict[str, str]:
    found = {"type": "literal", "value": text}
    if language:
        return {**found, "xml:lang": language}
    return found if datatype == _XSD_STRING else {**found, "datatype": datatype}


def _json(message: dict[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=False).encode("utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
