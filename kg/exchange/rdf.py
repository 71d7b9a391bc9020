"""The graph as RDF.

Every node is an IRI (no blank nodes), every edge a triple and a `rdf:Statement` that carries its strength, its evidence
and what it was inferred from where no plan states it; evidence is an `oa:SpecificResource` with the source, the
position and the quotation. Documents of the State are `eli:LegalResource`; documents of the Party are
`plankg:PartyDocument` and never that. A graph that has topics brings the scheme of concepts with it.
"""

from __future__ import annotations

import calendar
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kg.assembly.documents import evidence_of
from kg.assembly.places import former_names
from kg.comparing.similar import similar_tasks
from kg.exchange.calendar import times
from kg.exchange.concepts_rdf import concept_triples
from kg.exchange.terms import Iri, Literal, Term, Triple, iri, literal, n_triples_term
from kg.exchange.vocabulary import DCTERMS, ELI, OA, PLANKG, PREFIXES, RDF, RDFS, XSD
from kg.graph import Evidence, Graph, Node
from kg.predicates import PREDICATE_NAMES, PREDICATES

if TYPE_CHECKING:
    import rdflib

_CLASSES = {
    "document": PLANKG.Document,
    "task": PLANKG.Task,
    "unit": PLANKG.Unit,
    "place": PLANKG.Place,
    "topic": PLANKG.Topic,
    "target": PLANKG.Target,
}
_PREDICATES = {name: PLANKG.term(name) for name in PREDICATE_NAMES}
_TEXTS = {
    name: PLANKG.term(name)
    for name in (
        *("number", "type", "issuer", "level", "state", "signer", "signer_role", "text", "part", "path", "output"),
        *("deadline_raw", "metric", "unit", "comparator", "due", "place"),
    )
}
_LISTS = {"spellings": PLANKG.spelling, "headings": PLANKG.heading}
_DEADLINE = {name: PLANKG.term(f"deadline_{name}") for name in ("kind", "iso", "recurrence")}
_NOTES = {name: PLANKG.term(name) for name in ("strength", "inferred_from")}
_DATES = {10: XSD.date, 7: XSD.gYearMonth, 4: XSD.gYear}
_ENDING = ("date", "month", "quarter", "year", "range")
"""Kinds of deadlines that are over one day."""


def to_rdf(graph: Graph) -> rdflib.Graph:
    """All of `graph` as an rdflib graph; triples are added in a fixed order."""
    import rdflib

    found = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        found.bind(prefix, rdflib.URIRef(namespace))
    for subject, predicate, value in triples(graph):
        item = rdflib.URIRef(value) if isinstance(value, Iri) else _rdflib_literal(value)
        found.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), item))
    return found


def _rdflib_literal(value: Literal) -> rdflib.Literal:
    import rdflib

    datatype = rdflib.URIRef(value.datatype) if value.datatype else None
    return rdflib.Literal(value.text, lang=value.language or None, datatype=datatype, normalize=False)


def triples(graph: Graph) -> Iterator[Triple]:
    """All triples, in a fixed order; one may come twice (evidence that two statements share)."""
    yield from _labels_of_predicates()
    for node in graph.nodes():
        yield from _node(node)
    for edge in graph.edges():
        notes = {_NOTES[name]: str(value) for name, value in edge.attributes.items() if name in _NOTES}
        yield from _statement(iri(edge.source), _PREDICATES[edge.predicate], iri(edge.target), edge.evidence, notes)
    for one, other in similar_tasks(graph):
        for source, target in ((one, other), (other, one)):
            notes = {PLANKG.inferred_from: "texts"}
            yield from _statement(iri(source), PLANKG.same_words, iri(target), (), notes)
    if graph.count("topic"):
        yield from concept_triples()


def _labels_of_predicates() -> Iterator[Triple]:
    for predicate in PREDICATES:
        term = _PREDICATES[predicate.name]
        yield term, RDF.type, RDF.Property
        yield term, RDFS.label, literal(predicate.vi, language="vi")
        yield term, RDFS.label, literal(predicate.en, language="en")


def _node(node: Node) -> Iterator[Triple]:
    subject, attributes = iri(node.id), node.attributes
    yield subject, RDF.type, _CLASSES[node.kind]
    yield subject, RDFS.label, literal(node.label, language="vi")
    if node.kind == "unit" and "place" in attributes:
        yield subject, RDF.type, PLANKG.Member
    for name, term in _TEXTS.items():
        if isinstance(attributes.get(name), str):
            yield subject, term, literal(attributes[name])
    for name, term in _LISTS.items():
        for value in attributes.get(name, []):
            yield subject, term, literal(value)
    if "value" in attributes:
        yield subject, PLANKG.value, literal(str(attributes["value"]), XSD.decimal)
    if "start" in attributes:
        span = Evidence(attributes["source"], attributes["start"], attributes["end"], "")
        yield from _position(subject, span)
    if attributes.get("topics"):
        yield subject, PLANKG.first_topic, iri(f"topic:{attributes['topics'][0]}")
    yield from _deadline(subject, attributes.get("deadline") or {})
    if "valid_from" in attributes:
        yield subject, PLANKG.valid_from, _date(attributes["valid_from"])
    for name in sorted({whole for _, whole in former_names(node)}):
        yield subject, PLANKG.former_name, literal(name, language="vi")
    if node.kind == "document":
        yield from _document(subject, attributes)


def _position(subject: Iri, span: Evidence) -> Iterator[Triple]:
    yield from _source(subject, PLANKG.source, span.source)
    yield subject, PLANKG.start, literal(str(span.start), XSD.integer)
    yield subject, PLANKG.end, literal(str(span.end), XSD.integer)


def _deadline(subject: Iri, deadline: dict[str, Any]) -> Iterator[Triple]:
    for name, term in _DEADLINE.items():
        stated = [deadline.get(name) or (deadline.get("every") if name == "recurrence" else None)]
        for value in sorted(times(deadline)) if name == "iso" else filter(None, stated):
            yield subject, term, literal(value)
    for due in sorted({deadline.get("due"), *deadline.get("due_all", ())} - {None, ""}):
        yield subject, PLANKG.deadline_due, literal(due)
    ends = times(deadline) if deadline.get("iso_all") or deadline.get("kind") in _ENDING else []
    for last in sorted({last_day(period) for period in ends} - {""}):
        yield subject, PLANKG.deadline_last_day, literal(last, XSD.date)


def last_day(period: str) -> str:
    """The last day of a period in the notation of the guidelines ("2026-12", "2026-Q4", "2026", "2026/2027-06").

    "" for what is none, such as a quarter that does not exist.
    """
    found = re.fullmatch(r"(?:.*/)?(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])(?:-(\d\d))?))?", period)
    if not found or found[1] == "0000":
        return ""
    month = int(found[2]) * 3 if found[2] else int(found[3] or 12)
    day = int(found[4] or calendar.monthrange(int(found[1]), month)[1])
    return f"{found[1]}-{month:02}-{day:02}"


def _document(subject: Iri, attributes: dict[str, Any]) -> Iterator[Triple]:
    of_party = attributes.get("level") == "party"
    yield subject, RDF.type, PLANKG.PartyDocument if of_party else ELI.LegalResource
    if attributes.get("held"):
        yield subject, RDF.type, PLANKG.Plan
        yield from _source(subject, PLANKG.source, attributes["source"])
    yield subject, PLANKG.held, literal("true" if attributes.get("held") else "false", XSD.boolean)
    if attributes.get("title"):
        yield subject, DCTERMS.title, literal(attributes["title"], language="vi")
    if attributes.get("date"):
        yield subject, DCTERMS.issued, _date(attributes["date"])
    for candidate in attributes.get("candidates", []):
        yield subject, PLANKG.candidate, iri(candidate)
    for entry in attributes.get("dates", []):
        yield from _statement(subject, PLANKG.stated_date, _date(entry["date"]), evidence_of(entry["evidence"]))
    for entry in attributes.get("titles", []):
        title = literal(entry["title"], language="vi")
        yield from _statement(subject, PLANKG.stated_title, title, evidence_of(entry["evidence"]))
    for kind, note, *place in attributes.get("anomalies", []):
        yield from _anomaly(subject, kind, note, Evidence(*place))


def _anomaly(plan: Iri, kind: str, note: str, evidence: Evidence) -> Iterator[Triple]:
    node = _hashed("anomaly", plan, kind, note, evidence.source, evidence.start, evidence.end)
    yield plan, PLANKG.anomaly, node
    yield node, RDF.type, PLANKG.Anomaly
    yield node, PLANKG.kind, literal(kind)
    yield node, PLANKG.note, literal(note, language="vi")
    yield from _evidence(node, evidence)


def _date(iso: str) -> Literal:
    return literal(iso, _DATES.get(len(iso), "") if re.fullmatch(r"[\d-]+", iso) else "")


def _statement(
    subject: Iri,
    term: Iri,
    value: Term,
    evidence: Iterable[Evidence],
    notes: Mapping[Iri, str] = MappingProxyType({}),
) -> Iterator[Triple]:
    statement = _hashed("statement", subject, term, n_triples_term(value))
    yield subject, term, value
    yield statement, RDF.type, RDF.Statement
    yield statement, RDF.subject, subject
    yield statement, RDF.predicate, term
    yield statement, RDF.object, value
    for name, note in notes.items():
        yield statement, name, literal(note)
    for one in evidence:
        yield from _evidence(statement, one)


def _evidence(of: Iri, evidence: Evidence) -> Iterator[Triple]:
    node = _hashed("evidence", evidence.source, evidence.start, evidence.end)
    selector = Iri(f"{node}:selector")
    yield of, PLANKG.evidence, node
    yield node, RDF.type, OA.SpecificResource
    yield from _source(node, OA.hasSource, evidence.source)
    yield node, OA.hasSelector, selector
    yield selector, RDF.type, OA.TextPositionSelector
    yield selector, RDF.type, OA.TextQuoteSelector
    yield selector, OA.start, literal(str(evidence.start), XSD.nonNegativeInteger)
    yield selector, OA.end, literal(str(evidence.end), XSD.nonNegativeInteger)
    yield selector, OA.exact, literal(evidence.text)


def _source(of: Iri, term: Iri, name: str) -> Iterator[Triple]:
    source = _source_iri(name)
    yield of, term, source
    yield source, RDF.type, PLANKG.Source
    yield source, RDFS.label, literal(name)


@lru_cache(maxsize=4096)
def _source_iri(name: str) -> Iri:
    return Iri(f"urn:plankg:source:{quote(name, safe='-._~/')}")


def _hashed(kind: str, *parts: object) -> Iri:
    text = "\x00".join(map(str, parts))
    return Iri(f"urn:plankg:{kind}:{hashlib.sha256(text.encode()).hexdigest()[:20]}")
