"""Read-only SPARQL over the RDF view, answered by Oxigraph in memory.

A query is parsed by rdflib first, only to refuse what would reach outside: SERVICE, FROM and FROM NAMED; updates are
not queries and do not parse. Oxigraph then runs over a store that holds nothing but the graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from kg.errors import QueryError
from kg.graph import Graph

if TYPE_CHECKING:
    import pyoxigraph

LONGEST_QUERY = 10_000
PREFIXES = {
    "plankg": "urn:plankg:term:",
    "doc": "urn:plankg:document:",
    "eli": "http://data.europa.eu/eli/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes that a query may use without declaring them."""

_STORES: WeakKeyDictionary[Graph, pyoxigraph.Store] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer: a value for each of `vars` in each row, None where unbound.

    ASK gives one row with the variable "answer" ("true" or "false"), CONSTRUCT and DESCRIBE rows of subject, predicate
    and object. `truncated` is true when there were more rows than the limit.
    """

    vars: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    truncated: bool = False


def query(graph: Graph, text: str, limit: int = 1000) -> Rows:
    """The answer of a query over the whole graph, at most `limit` rows.

    Raises QueryError for a query that is not SPARQL, too long or too deeply nested, that updates, or that names other
    data (SERVICE, FROM, FROM NAMED).
    """
    _refuse(text)
    try:
        found: Any = _store(graph).query(text, prefixes=PREFIXES)
        return _rows(found, limit)
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"The query cannot be answered: {error}") from error


def _refuse(text: str) -> None:
    from rdflib.plugins.sparql import prepareQuery
    from rdflib.plugins.sparql.parserutils import CompValue

    if len(text) > LONGEST_QUERY:
        raise QueryError(f"The query has {len(text)} characters; at most {LONGEST_QUERY} are read")
    try:
        algebra = prepareQuery(text, initNs=PREFIXES).algebra
        parts = list(_parts(algebra, CompValue))
    except RecursionError:
        raise QueryError("The query is nested too deeply; write it flatter") from None
    except Exception as error:  # pyparsing and rdflib raise many kinds for what is no query
        raise QueryError(f"Not a SPARQL query (SELECT, ASK, CONSTRUCT or DESCRIBE): {error}") from error
    if any(part.name == "ServiceGraphPattern" for part in parts):
        raise QueryError("SERVICE is refused: queries are answered from the graph alone")
    if any("datasetClause" in part and part["datasetClause"] for part in parts):
        raise QueryError("FROM and FROM NAMED are refused: there is one graph, and it is queried whole")


def _parts(value: Any, kind: type[Any]) -> Any:
    if isinstance(value, kind):
        yield value
        value = list(value.values())
    if isinstance(value, list | tuple | set):
        for item in value:
            yield from _parts(item, kind)


def _store(graph: Graph) -> pyoxigraph.Store:
    if graph not in _STORES:
        import pyoxigraph

        from kg.rdftext import n_triples

        store = pyoxigraph.Store()
        content = "".join(n_triples(graph)).encode("utf-8")
        store.bulk_load(input=content, format=pyoxigraph.RdfFormat.N_TRIPLES)
        _STORES[graph] = store
    return _STORES[graph]


def _rows(found: Any, limit: int) -> Rows:
    import pyoxigraph

    if isinstance(found, pyoxigraph.QueryBoolean):
        return Rows(("answer",), (("true" if found else "false",),))
    if isinstance(found, pyoxigraph.QuerySolutions):
        names = tuple(variable.value for variable in found.variables)
        rows = (tuple(_text(solution[name]) for name in names) for solution in found)
    else:
        names = ("subject", "predicate", "object")
        rows = (tuple(_text(term) for term in (t.subject, t.predicate, t.object)) for t in found)
    kept: list[tuple[str | None, ...]] = []
    for row in rows:
        if len(kept) == limit:
            return Rows(names, tuple(kept), truncated=True)
        kept.append(row)
    return Rows(names, tuple(kept))


def _text(term: Any) -> str | None:
    return None if term is None else str(getattr(term, "value", term))
