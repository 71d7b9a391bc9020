"""The scheme of concepts in SKOS is what the files say, and what tasks are about leads into it."""

from __future__ import annotations

import pytest

from ingest.subjects.scheme import scheme
from kg.exchange.concepts_rdf import SCHEME, concept_iri, concept_triples
from kg.exchange.rdf import triples
from kg.exchange.terms import Iri, Literal, Term, iri
from kg.exchange.vocabulary import PLANKG, RDF, SKOS
from kg.graph import Graph
from kg.views import select


@pytest.fixture(scope="module")
def found() -> set[tuple[Iri, Iri, Term]]:
    return set(concept_triples())


def objects(found: set[tuple[Iri, Iri, Term]], subject: Iri, predicate: Iri) -> set[Term]:
    return {o for s, p, o in found if (s, p) == (subject, predicate)}


def test_every_concept_has_its_labels_and_its_place(found: set[tuple[Iri, Iri, Term]]) -> None:
    assert sum((p, o) == (RDF.type, SKOS.Concept) for _, p, o in found) == len(scheme())
    for concept in list(scheme().values())[::7]:
        subject = concept_iri(concept.id)
        preferred = {Literal(concept.vi, language="vi"), Literal(concept.en, language="en")}
        assert objects(found, subject, SKOS.prefLabel) == preferred
        assert objects(found, subject, SKOS.altLabel) == {Literal(label, language="vi") for label in concept.alt}
        assert objects(found, subject, SKOS.hiddenLabel) == {Literal(label, language="vi") for label in concept.hidden}
        assert objects(found, subject, SKOS.broader) == {concept_iri(above) for above in concept.broader}


def test_broader_and_narrower_are_inverse_and_tops_belong_to_the_scheme(found: set[tuple[Iri, Iri, Term]]) -> None:
    pairs = {name: {(s, o) for s, p, o in found if p == name} for name in (SKOS.broader, SKOS.narrower)}
    assert {(b, a) for a, b in pairs[SKOS.broader]} == pairs[SKOS.narrower]
    tops = {concept_iri(concept.id) for concept in scheme().tops}
    assert {s for s, p, _ in found if p == SKOS.topConceptOf} == tops == objects(found, SCHEME, SKOS.hasTopConcept)


def test_what_a_task_is_about_leads_to_its_concept(graph: Graph) -> None:
    found = list(triples(graph))
    topics = {o for _, p, o in found if p == PLANKG.about}
    matched = {s: o for s, p, o in found if p == SKOS.exactMatch}
    assert topics
    assert {matched[topic] for topic in topics} <= {s for s, p, o in found if o == SKOS.Concept}
    assert matched[iri("topic:an ninh mạng")] == concept_iri("an-ninh-mang")


def test_a_graph_without_topics_has_no_scheme(graph: Graph) -> None:
    assert not any(p == SKOS.inScheme for _, p, _ in triples(select(graph, "lineage")))
