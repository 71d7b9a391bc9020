"""The scheme of concepts in SKOS: labels in two languages, what is broader and what is narrower."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import rdflib
from rdflib import RDF, Literal, URIRef
from rdflib.namespace import SKOS

from ingest.subjects.scheme import Concept, Scheme, scheme
from kg.rdf import Triple, iri

SCHEME = URIRef("urn:plankg:concepts")


def concept_iri(identity: str) -> URIRef:
    """The IRI of the concept of that id ("ma-doc" is urn:plankg:concept:ma-doc)."""
    return URIRef(f"urn:plankg:concept:{quote(identity, safe='-._~')}")


def concept_scheme() -> rdflib.Graph:
    """All concepts as one `skos:ConceptScheme`, triples added in a fixed order.

    A topic of the guidelines is also a node of the graph of plans ("topic:an ninh mạng"): `skos:exactMatch` joins them.
    """
    graph = rdflib.Graph()
    graph.bind("skos", SKOS)
    graph.add((SCHEME, RDF.type, SKOS.ConceptScheme))
    graph.add((SCHEME, SKOS.prefLabel, Literal("Chủ đề của các kế hoạch hành chính", lang="vi")))
    graph.add((SCHEME, SKOS.prefLabel, Literal("Subjects of administrative plans", lang="en")))
    for concept in scheme().values():
        for triple in _triples(concept, scheme()):
            graph.add(triple)
    return graph


def _triples(concept: Concept, all_concepts: Scheme) -> Iterator[Triple]:
    subject = concept_iri(concept.id)
    yield subject, RDF.type, SKOS.Concept
    yield subject, SKOS.inScheme, SCHEME
    yield subject, SKOS.notation, Literal(concept.id)
    yield subject, SKOS.prefLabel, Literal(concept.vi, lang="vi")
    yield subject, SKOS.prefLabel, Literal(concept.en, lang="en")
    for term, labels in ((SKOS.altLabel, concept.alt), (SKOS.hiddenLabel, concept.hidden)):
        yield from ((subject, term, Literal(label, lang="vi")) for label in labels)
    yield from ((subject, SKOS.broader, concept_iri(above)) for above in concept.broader)
    yield from ((subject, SKOS.narrower, concept_iri(below)) for below in all_concepts.narrower(concept.id))
    if not concept.broader:
        yield subject, SKOS.topConceptOf, SCHEME
        yield SCHEME, SKOS.hasTopConcept, subject
    if concept.guideline:
        yield subject, SKOS.exactMatch, iri(f"topic:{concept.vi}")
