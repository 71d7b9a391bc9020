"""RDF as text: N-Triples, Turtle, RDF/XML and JSON-LD, subjects and values in one order.

Written here because rdflib's serializers take minutes where these take seconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from html import escape
from typing import Any

from kg.exchange.rdf import triples
from kg.exchange.terms import Iri, Term, n_triples_term, quoted
from kg.exchange.vocabulary import PREFIXES, RDF
from kg.graph import Graph

_NAMESPACES = tuple(PREFIXES.values())
Subjects = dict[str, dict[str, list[Term]]]


def n_triples(graph: Graph) -> list[str]:
    """The triples as lines of N-Triples, sorted, each once."""
    return sorted({f"<{s}> <{p}> {n_triples_term(o)} .\n" for s, p, o in triples(graph)})


def turtle(graph: Graph) -> Iterator[str]:
    """Turtle, a paragraph for each subject."""
    for prefix, namespace in PREFIXES.items():
        yield f"@prefix {prefix}: <{namespace}> .\n"
    for subject, values in _subjects(graph).items():
        lines = [f"{_short(p)} {', '.join(map(_turtle_term, objects))}" for p, objects in values.items()]
        yield f"\n<{subject}> " + " ;\n    ".join(lines) + " .\n"


def rdf_xml(graph: Graph) -> Iterator[str]:
    """RDF/XML, a `rdf:Description` for each subject."""
    names = "".join(f'\n  xmlns:{prefix}="{namespace}"' for prefix, namespace in PREFIXES.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{names}>\n'
    for subject, values in _subjects(graph).items():
        yield f'<rdf:Description rdf:about="{escape(subject)}">\n'
        yield from (f"  {_xml_value(_short(p), o)}\n" for p, objects in values.items() for o in objects)
        yield "</rdf:Description>\n"
    yield "</rdf:RDF>\n"


def json_ld(graph: Graph) -> Iterator[str]:
    """JSON-LD with its context in it: prefixes only, so that nothing is fetched. A line for each subject.

    Not indented: Python's encoder is many times slower when it indents.
    """
    yield f'{{"@context": {json.dumps(dict(PREFIXES))},\n"@graph": [\n'
    comma = ""
    for subject, values in _subjects(graph).items():
        yield comma + json.dumps({"@id": subject, **dict(_json_values(values))}, ensure_ascii=False)
        comma = ",\n"
    yield "\n]}\n"


def _subjects(graph: Graph) -> Subjects:
    """Subject -> predicate -> objects, all sorted, each triple once."""
    found: dict[str, dict[str, dict[str, Term]]] = {}
    for subject, predicate, value in triples(graph):
        found.setdefault(subject, {}).setdefault(predicate, {})[n_triples_term(value)] = value
    return {
        subject: {predicate: [values[text] for text in sorted(values)] for predicate, values in sorted(about.items())}
        for subject, about in sorted(found.items())
    }


@cache
def _short(iri: str) -> str:
    """The prefixed name of a term. Raises ValueError for one of no known namespace: the vocabulary is closed."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    raise ValueError(f"{iri} is in none of the namespaces {', '.join(PREFIXES)}")


def _turtle_term(term: Term) -> str:
    if isinstance(term, Iri):
        return _short(term) if term.startswith(_NAMESPACES) else f"<{term}>"
    if term.language or not term.datatype:
        return n_triples_term(term)
    return f"{quoted(term.text)}^^{_short(term.datatype)}"


def _xml_value(name: str, value: Term) -> str:
    if isinstance(value, Iri):
        return f'<{name} rdf:resource="{escape(value)}"/>'
    about = f' rdf:datatype="{value.datatype}"' if value.datatype else ""
    about += f' xml:lang="{value.language}"' if value.language else ""
    # A parser reads a bare carriage return as a line feed; as a reference it stays what the source has.
    return f"<{name}{about}>{escape(value.text, quote=False).replace(chr(13), '&#13;')}</{name}>"


def _json_values(values: dict[str, list[Term]]) -> Iterator[tuple[str, Any]]:
    for predicate, objects in values.items():
        if predicate == RDF.type:
            yield "@type", [str(o) for o in objects]
        else:
            yield _short(predicate), [_json_value(o) for o in objects]


def _json_value(value: Term) -> dict[str, str]:
    if isinstance(value, Iri):
        return {"@id": value}
    found = {"@value": value.text}
    if value.language:
        found["@language"] = value.language
    if value.datatype:
        found["@type"] = value.datatype
    return found
