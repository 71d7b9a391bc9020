"""The graph as RDF.

Every node is an IRI (no blank nodes), every edge a triple and a `rdf:Statement` that carries its strength, its evidence
and what it was inferred from where no plan states it; evidence is an `oa:SpecificResource` with the source, the
position and the quotation. Documents of the State are `eli:LegalResource`; documents of the Party are
`plankg:PartyDocument` and never that.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

import rdflib
from rdflib import RDF, RDFS, XSD, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node as Term

from kg.characters import printable
from kg.documents import evidence_of
from kg.graph import Edge, Evidence, Graph, Node
from kg.places import former_names
from kg.predicates import PREDICATES
from kg.vocabulary import ELI, OA, PLANKG

Triple = tuple[Term, Term, Term]

PREFIXES = {
    "dcterms": str(DCTERMS._NS),
    "eli": str(ELI._NS),
    "oa": str(OA._NS),
    "plankg": str(PLANKG._NS),
    "rdf": str(RDF._NS),
    "rdfs": str(RDFS._NS),
    "xsd": str(XSD._NS),
}
"""Prefix -> namespace, of all terms that the view uses."""

_CLASSES = {
    "document": PLANKG.Document,
    "task": PLANKG.Task,
    "unit": PLANKG.Unit,
    "place": PLANKG.Place,
    "topic": PLANKG.Topic,
    "target": PLANKG.Target,
}
_TEXTS = (
    *("number", "type", "issuer", "level", "state", "signer", "signer_role", "text", "part", "path", "output"),
    *("deadline_raw", "metric", "unit", "comparator", "due", "place"),
)
_LISTS = {"spellings": PLANKG.spelling, "headings": PLANKG.heading}
_DATES = {10: XSD.date, 7: XSD.gYearMonth, 4: XSD.gYear}


def to_rdf(graph: Graph) -> rdflib.Graph:
    """All of `graph` as an rdflib graph; triples are added in a fixed order."""
    found = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        found.bind(prefix, URIRef(namespace))
    for triple in triples(graph):
        found.add(triple)
    return found


def triples(graph: Graph) -> Iterator[Triple]:
    """All triples, in a fixed order; one may come twice (evidence that two statements share)."""
    yield from _labels_of_predicates()
    for node in graph.nodes():
        yield from _node(node)
    for edge in graph.edges():
        yield from _edge(edge)


def iri(node_id: str) -> URIRef:
    """The IRI of a node: its id, percent-encoded ("doc:57-NQ/TW" is urn:plankg:document:57-NQ%2FTW)."""
    prefix, _, rest = node_id.partition(":")
    kind = "document" if prefix == "doc" else prefix
    return URIRef(f"urn:plankg:{kind}:{quote(rest, safe='-._~')}")


def _property(name: str) -> URIRef:
    """The term of that name. Raises AttributeError when the vocabulary has none."""
    return PLANKG[name]


def _labels_of_predicates() -> Iterator[Triple]:
    for predicate in PREDICATES:
        term = _property(predicate.name)
        yield term, RDF.type, RDF.Property
        yield term, RDFS.label, Literal(predicate.vi, lang="vi")
        yield term, RDFS.label, Literal(predicate.en, lang="en")


def _node(node: Node) -> Iterator[Triple]:
    subject, attributes = iri(node.id), node.attributes
    yield subject, RDF.type, _CLASSES[node.kind]
    yield subject, RDFS.label, Literal(printable(node.label), lang="vi")
    for name in _TEXTS:
        if isinstance(attributes.get(name), str):
            yield subject, _property(name), Literal(printable(attributes[name]))
    for name, term in _LISTS.items():
        for value in attributes.get(name, []):
            yield subject, term, Literal(printable(value))
    if "value" in attributes:
        yield subject, PLANKG.value, Literal(str(attributes["value"]), datatype=XSD.decimal)
    if "start" in attributes:
        span = Evidence(attributes["source"], attributes["start"], attributes["end"], "")
        yield from _position(subject, span)
    yield from _deadline(subject, attributes.get("deadline") or {})
    if "valid_from" in attributes:
        yield subject, PLANKG.valid_from, _date(attributes["valid_from"])
    for name in sorted({whole for _, whole in former_names(node)}):
        yield subject, PLANKG.former_name, Literal(name, lang="vi")
    if node.kind == "document":
        yield from _document(subject, attributes)


def _position(subject: URIRef, span: Evidence) -> Iterator[Triple]:
    yield subject, PLANKG.source, _source(span.source)
    yield subject, PLANKG.start, Literal(span.start)
    yield subject, PLANKG.end, Literal(span.end)


def _deadline(subject: URIRef, deadline: dict[str, Any]) -> Iterator[Triple]:
    for name in ("kind", "iso", "recurrence", "due"):
        if deadline.get(name):
            yield subject, _property(f"deadline_{name}"), Literal(deadline[name])


def _document(subject: URIRef, attributes: dict[str, Any]) -> Iterator[Triple]:
    of_party = attributes.get("level") == "party"
    yield subject, RDF.type, PLANKG.PartyDocument if of_party else ELI.LegalResource
    if attributes.get("held"):
        yield subject, RDF.type, PLANKG.Plan
        yield subject, PLANKG.source, _source(attributes["source"])
    yield subject, PLANKG.held, Literal(bool(attributes.get("held")))
    if attributes.get("title"):
        yield subject, DCTERMS.title, Literal(printable(attributes["title"]), lang="vi")
    if attributes.get("date"):
        yield subject, DCTERMS.issued, _date(attributes["date"])
    for candidate in attributes.get("candidates", []):
        yield subject, PLANKG.candidate, iri(candidate)
    for entry in attributes.get("dates", []):
        yield from _statement(subject, PLANKG.stated_date, _date(entry["date"]), evidence_of(entry["evidence"]))
    for entry in attributes.get("titles", []):
        title = Literal(printable(entry["title"]), lang="vi")
        yield from _statement(subject, PLANKG.stated_title, title, evidence_of(entry["evidence"]))


def _date(iso: str) -> Literal:
    return Literal(iso, datatype=_DATES.get(len(iso)) if re.fullmatch(r"[\d-]+", iso) else None)


def _edge(edge: Edge) -> Iterator[Triple]:
    notes: dict[str, str] = {
        name: edge.attributes[name] for name in ("strength", "inferred_from") if name in edge.attributes
    }
    yield from _statement(iri(edge.source), _property(edge.predicate), iri(edge.target), edge.evidence, notes)


def _statement(
    subject: URIRef,
    term: URIRef,
    value: Term,
    evidence: Iterable[Evidence],
    notes: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Triple]:
    statement = _hashed("statement", subject, term, value)
    yield subject, term, value
    yield statement, RDF.type, RDF.Statement
    yield statement, RDF.subject, subject
    yield statement, RDF.predicate, term
    yield statement, RDF.object, value
    for name, note in notes.items():
        yield statement, _property(name), Literal(note)
    for one in evidence:
        node = _hashed("evidence", one.source, one.start, one.end)
        yield statement, PLANKG.evidence, node
        yield from _evidence(node, one)


def _evidence(node: URIRef, evidence: Evidence) -> Iterator[Triple]:
    selector = URIRef(f"{node}:selector")
    yield node, RDF.type, OA.SpecificResource
    yield node, OA.hasSource, _source(evidence.source)
    yield node, OA.hasSelector, selector
    yield selector, RDF.type, OA.TextPositionSelector
    yield selector, RDF.type, OA.TextQuoteSelector
    yield selector, OA.start, Literal(evidence.start, datatype=XSD.nonNegativeInteger)
    yield selector, OA.end, Literal(evidence.end, datatype=XSD.nonNegativeInteger)
    yield selector, OA.exact, Literal(printable(evidence.text))


def _source(name: str) -> URIRef:
    return URIRef(f"urn:plankg:source:{quote(name, safe='-._~/')}")


def _hashed(kind: str, *parts: object) -> URIRef:
    text = "\x00".join(part.n3() if isinstance(part, Literal) else str(part) for part in parts)
    return URIRef(f"urn:plankg:{kind}:{hashlib.sha256(text.encode()).hexdigest()[:20]}")
