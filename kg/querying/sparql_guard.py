"""What a SPARQL text must not be: refused before it is run, by walking what rdflib's parser made of it.

The text is refused when it cannot be parsed as a query: updates (INSERT, LOAD, DROP, ...) are none. Of queries, those
are refused that name other data: SERVICE, FROM, FROM NAMED, wherever they stand. Words are never looked for in the
text itself: the parser tells a keyword from a string, a comment or a name.

The parser that guards and the one that answers must read the same text. Where they could differ (what ends a comment,
where escapes are read), the text is made plain first or refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kg.errors import QueryError
from kg.exchange.vocabulary import PREFIXES

LONGEST_QUERY = 10_000
"""Characters of a query; longer ones are refused unread."""

QUERY_PREFIXES = {**PREFIXES, "doc": "urn:plankg:document:"}
"""Prefixes that a query may use without declaring them."""

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ESCAPE = re.compile(r"\\u|\\U")
_REFUSED = {"ServiceGraphPattern": "SERVICE is refused: queries are answered from the graph alone"}
_ALL = "DESCRIBE * is refused: name what is to be described, as in DESCRIBE ?plan WHERE { ?plan a plankg:Plan }"
_FROM = "FROM and FROM NAMED are refused: there is one graph, and it is queried whole"


def plain(text: str) -> str:
    """`text` with one kind of line end. Raises QueryError for what two parsers could read in two ways.

    rdflib reads a comment on over a carriage return, where SPARQL ends it; and it reads escapes of code points
    ("\\u0053") before it parses, Oxigraph within strings and names alone.
    """
    if len(text) > LONGEST_QUERY:
        raise QueryError(f"The query has {len(text)} characters; at most {LONGEST_QUERY} are read")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _CONTROLS.search(text)
    if found:
        raise QueryError(
            f"The query has the control character U+{ord(found[0]):04X} at place {found.start()}; leave it out"
        )
    found = _ESCAPE.search(text)
    if found:
        raise QueryError(f"The query has {found[0]} at place {found.start()}; write the character itself")
    return text


def guarded(text: str) -> str:
    """The text to run, when it is a query over the graph alone.

    Raises QueryError for a text that is no SPARQL query, too long or too deeply nested, or that names other data.
    """
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    text = plain(text)
    try:
        parsed = parseQuery(text)
        _refuse(parsed)  # before the translation, which may drop what it finds idle
        if parsed[1].name == "DescribeQuery" and not parsed[1].var:  # rdflib keeps no variables of it, and cannot go on
            raise QueryError(_ALL)
        _refuse(translateQuery(parsed, initNs=QUERY_PREFIXES).algebra)
    except QueryError:
        raise
    except RecursionError:
        raise QueryError("The query is nested too deeply; write it flatter") from None
    except Exception as error:  # pyparsing and rdflib raise many kinds for what is no query
        raise QueryError(f"Not a SPARQL query (SELECT, ASK, CONSTRUCT or DESCRIBE): {error}") from error
    return text


def _refuse(tree: Any) -> None:
    for part in _parts(tree):
        name = getattr(part, "name", None)
        if name in _REFUSED:
            raise QueryError(_REFUSED[name])
        if isinstance(part, Mapping) and "datasetClause" in part and part["datasetClause"]:
            raise QueryError(_FROM)


def _parts(tree: Any) -> Iterator[Any]:
    """Everything in a parse tree or an algebra. Not by recursion: a tree may be deeper than Python's stack."""
    from pyparsing import ParseResults

    left = [tree]
    while left:
        part = left.pop()
        yield part
        if isinstance(part, Mapping):
            left += part.values()
        elif isinstance(part, list | tuple | set | frozenset | ParseResults):
            left += list(part)
