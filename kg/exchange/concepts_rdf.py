"""The scheme of concepts in SKOS: labels in two languages, what is broader and what is narrower."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from ingest.subjects.scheme import Concept, Scheme, scheme
from kg.exchange.terms import Iri, Triple, iri, literal
from kg.exchange.vocabulary import RDF, SKOS

SCHEME = Iri("urn:plankg:concepts")


def concept_iri(identity: str) -> Iri:
    """The IRI of the concept of that id ("ma-doc" is urn:plankg:concept:ma-doc)."""
    return Iri(f"urn:plankg:concept:{quote(identity, safe='-._~')}")


def concept_triples() -> Iterator[Triple]:
    """All concepts as one `skos:ConceptScheme`, in a fixed order.

    A topic of the guidelines is also a node of the graph of plans ("topic:an ninh mạng"): `skos:exactMatch` joins them
    in both directions, so that what a task is `about` leads to its concept.
    """
    yield SCHEME, RDF.type, SKOS.ConceptScheme
    yield SCHEME, SKOS.prefLabel, literal("Chủ đề của các kế hoạch hành chính", language="vi")
    yield SCHEME, SKOS.prefLabel, literal("Subjects of administrative plans", language="en")
    for concept in scheme().values():
        yield from _triples(concept, scheme())


def _triples(concept: Concept, all_concepts: Scheme) -> Iterator[Triple]:
    subject = concept_iri(concept.id)
    yield subject, RDF.type, SKOS.Concept
    yield subject, SKOS.inScheme, SCHEME
    yield subject, SKOS.notation, literal(concept.id)
    yield subject, SKOS.prefLabel, literal(concept.vi, language="vi")
    yield subject, SKOS.prefLabel, literal(concept.en, language="en")
    for term, labels in ((SKOS.altLabel, concept.alt), (SKOS.hiddenLabel, concept.hidden)):
        yield from ((subject, term, literal(label, language="vi")) for label in labels)
    yield from ((subject, SKOS.broader, concept_iri(above)) for above in concept.broader)
    yield from ((subject, SKOS.narrower, concept_iri(below)) for below in all_concepts.narrower(concept.id))
    if not concept.broader:
        yield subject, SKOS.topConceptOf, SCHEME
        yield SCHEME, SKOS.hasTopConcept, subject
    if concept.guideline:
        topic = iri(f"topic:{concept.vi}")
        yield subject, SKOS.exactMatch, topic
        yield topic, SKOS.exactMatch, subject
