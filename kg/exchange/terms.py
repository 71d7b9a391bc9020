"""IRIs and literals of RDF, without a library: what the RDF view is made of and its writers write.

Importing rdflib would cost the exports a fifth of a second before their first byte; they need nothing else of it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from kg.characters import printable

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


class Iri(str):
    """An absolute IRI, without brackets."""

    __slots__ = ()


class Literal(NamedTuple):
    """A literal: its text, and a datatype or a language or neither (then it is a string)."""

    text: str
    datatype: str = ""
    language: str = ""


Term = Iri | Literal
Triple = tuple[Iri, Iri, Term]


def literal(text: str, datatype: str = "", language: str = "") -> Literal:
    """A literal that every format can carry (`kg.characters.printable`)."""
    return Literal(printable(text), datatype, language)


def quoted(text: str) -> str:
    """`text` as N-Triples, Turtle and SPARQL write a string: in quotation marks, with the escapes that they demand."""
    return f'"{text.translate(_ESCAPES)}"'


def n_triples_term(term: Term) -> str:
    """A term as N-Triples writes it."""
    if isinstance(term, Iri):
        return f"<{term}>"
    if term.language:
        return f"{quoted(term.text)}@{term.language}"
    return quoted(term.text) + (f"^^<{term.datatype}>" if term.datatype else "")


@lru_cache(maxsize=65536)
def iri(node_id: str) -> Iri:
    """The IRI of a node: its id, percent-encoded ("doc:57-NQ/TW" is urn:plankg:document:57-NQ%2FTW)."""
    prefix, _, rest = node_id.partition(":")
    kind = "document" if prefix == "doc" else prefix
    return Iri(f"urn:plankg:{kind}:{quote(rest, safe='-._~')}")
