"""The scheme of concepts in SKOS is what the files say, also after a round through Turtle."""

from __future__ import annotations

import rdflib
from rdflib import RDF, Literal
from rdflib.compare import isomorphic
from rdflib.namespace import SKOS

from ingest.subjects.scheme import scheme
from kg.concepts_rdf import SCHEME, concept_iri, concept_scheme
from kg.rdf import iri


def test_it_parses_back() -> None:
    graph = concept_scheme()
    assert isomorphic(rdflib.Graph().parse(data=graph.serialize(format="turtle"), format="turtle"), graph)


def test_every_concept_has_its_labels_and_its_place() -> None:
    graph = concept_scheme()
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == len(scheme())
    for concept in scheme().values():
        subject = concept_iri(concept.id)
        preferred = {Literal(concept.vi, lang="vi"), Literal(concept.en, lang="en")}
        assert set(graph.objects(subject, SKOS.prefLabel)) == preferred
        assert {str(label) for label in graph.objects(subject, SKOS.altLabel)} == set(concept.alt)
        assert {str(label) for label in graph.objects(subject, SKOS.hiddenLabel)} == set(concept.hidden)
        assert set(graph.objects(subject, SKOS.broader)) == {concept_iri(above) for above in concept.broader}


def test_broader_and_narrower_are_inverse_and_tops_belong_to_the_scheme() -> None:
    graph = concept_scheme()
    assert {(b, a) for a, b in graph.subject_objects(SKOS.broader)} == set(graph.subject_objects(SKOS.narrower))
    tops = {concept_iri(concept.id) for concept in scheme().tops}
    assert set(graph.subjects(SKOS.topConceptOf, SCHEME)) == set(graph.objects(SCHEME, SKOS.hasTopConcept)) == tops


def test_topics_of_the_guidelines_are_the_nodes_of_the_graph_of_plans() -> None:
    subject = concept_iri("an-ninh-mang")
    assert list(concept_scheme().objects(subject, SKOS.exactMatch)) == [iri("topic:an ninh mạng")]
