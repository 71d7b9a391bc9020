"""The vocabulary: closed, whole, documented, and such that no reasoner calls a document of the Party a law."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import owlrl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, Literal, URIRef

from kg.exchange import vocabulary
from kg.exchange.rdf import to_rdf, triples
from kg.exchange.terms import iri
from kg.exchange.vocabulary import ELI, PLANKG, PREFIXES, Terms
from kg.graph import Graph
from kg.predicates import KINDS, PREDICATES
from kg.snapshots.snapshot import Snapshot
from tests.kg.shipped import OURS, described, document, terms

ROOT = Path(__file__).resolve().parents[3]
LAW = URIRef(ELI.LegalResource)
ELI_AXIOMS = "\n".join(
    [
        "@prefix eli: <http://data.europa.eu/eli/ontology#> .",
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .",
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
        "eli:LegalResource a owl:Class .",
        *(
            f"eli:{name} a owl:ObjectProperty ; rdfs:domain eli:LegalResource ; rdfs:range eli:LegalResource ."
            for name in ("implements", "based_on", "changes", "amends", "repeals", "cites", "related_to")
        ),
    ]
)
"""What ELI says of its relations between legal resources: domain and range."""


@pytest.fixture(scope="module")
def shipped() -> rdflib.Graph:
    return terms()


def test_the_file_has_the_terms_of_the_code_and_no_others(shipped: rdflib.Graph) -> None:
    found = {str(s).removeprefix(PLANKG.base) for s in shipped.subjects() if str(s).startswith(PLANKG.base)}
    assert found == PLANKG.names


@pytest.mark.parametrize("name", sorted(PLANKG.names))
def test_every_term_has_a_kind_a_label_and_a_comment_in_two_languages(shipped: rdflib.Graph, name: str) -> None:
    term = URIRef(PLANKG.term(name))
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
    assert len(kinds & set(shipped.objects(term, RDF.type))) == 1
    for about in (RDFS.label, RDFS.comment):
        said = {value.language: str(value) for value in shipped.objects(term, about)}  # type: ignore[attr-defined]
        assert set(said) == {"vi", "en"}
        assert all(said.values())
        assert said["vi"] != said["en"]


def test_predicates_are_described_as_they_are_defined(shipped: rdflib.Graph) -> None:
    classes = {kind.name: URIRef(PLANKG.term(kind.name.capitalize())) for kind in KINDS}
    for predicate in PREDICATES:
        term = URIRef(PLANKG.term(predicate.name))
        labels = {value.language: str(value) for value in shipped.objects(term, RDFS.label)}  # type: ignore[attr-defined]
        assert labels == {"vi": predicate.vi, "en": predicate.en}
        assert set(shipped.objects(term, RDFS.domain)) == {classes[predicate.source]}
        assert set(shipped.objects(term, RDFS.range)) == {classes[predicate.target]}


def test_a_misspelt_term_is_an_error() -> None:
    with pytest.raises(AttributeError):
        _ = PLANKG.implemented  # type: ignore[attr-defined]
    with pytest.raises(KeyError, match="implemented"):
        PLANKG.term("implemented")


def test_every_term_that_the_code_names_exists() -> None:
    """A misspelt term within a function would show when it is run; here it shows at once."""
    namespaces = {name: value for name, value in vars(vocabulary).items() if isinstance(value, type)}
    named = 0
    for path in sorted((ROOT / "kg").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in namespaces:
                found = namespaces[node.value.id]
                assert not issubclass(found, Terms) or hasattr(found, node.attr), f"{path.name}: {ast.unparse(node)}"
                named += 1
    assert named > 80


def test_data_has_no_terms_of_ours_that_are_not_in_the_vocabulary(graph: Graph) -> None:
    used = {str(term) for triple in triples(graph) for term in triple if str(term).startswith(PLANKG.base)}
    assert used <= {PLANKG.term(name) for name in PLANKG.names}
    assert len(used) > 50


def closure(data: rdflib.Graph, semantics: type, *axioms: str) -> rdflib.Graph:
    whole = data + terms()
    for text in axioms:
        whole.parse(data=text, format="turtle")
    owlrl.DeductiveClosure(semantics, axiomatic_triples=False, datatype_axioms=False).expand(whole)
    return whole


def small(graph: Graph) -> rdflib.Graph:
    """The documents and what stands between them: closing the whole graph takes minutes and says no more of them."""
    data = to_rdf(graph)
    documents = set(data.subjects(RDF.type, URIRef(PLANKG.Document)))
    kept = rdflib.Graph()
    for s, p, o in data:
        if s in documents or o in documents:
            kept.add((s, p, o))
    return kept


def contradictions(closed: rdflib.Graph) -> list[str]:
    """owlrl tells of a member of two disjoint classes by a message in the graph."""
    return [
        str(message) for message in closed.objects() if isinstance(message, Literal) and "Disjoint classes" in message
    ]


@pytest.mark.parametrize("semantics", [owlrl.RDFS_Semantics, owlrl.OWLRL_Semantics], ids=["RDFS", "OWL-RL"])
def test_no_reasoner_calls_a_document_of_the_party_a_law(samples: Snapshot, semantics: type) -> None:
    data = small(samples.graph)
    party = set(data.subjects(RDF.type, URIRef(PLANKG.PartyDocument)))
    assert URIRef(iri("doc:57-NQ/TW")) in party
    closed = closure(data, semantics, ELI_AXIOMS)
    assert len(closed) > len(data) + len(terms())
    laws = set(closed.subjects(RDF.type, LAW))
    assert laws == set(data.subjects(RDF.type, LAW))
    assert laws
    assert not laws & party
    assert not list(closed.subjects(RDF.type, OWL.Nothing))
    assert not contradictions(closed)


@pytest.mark.parametrize("name", ["implements", "based_on", "replaces", "mentions"])
def test_the_reasoner_would_notice(graph: Graph, name: str) -> None:
    """With the super-property that suggests itself, a resolution of the Party becomes a law, and more."""
    careless = f"<{PLANKG.term(name)}> <{RDFS.subPropertyOf}> <{ELI.base}implements> ."
    data = small(graph)
    subject, target = URIRef(iri("doc:31/QĐ-TTg")), URIRef(iri("doc:9-KL/TW"))
    data.add((subject, URIRef(PLANKG.term(name)), target))
    closed = closure(data, owlrl.OWLRL_Semantics, ELI_AXIOMS, careless)
    assert target in set(closed.subjects(RDF.type, LAW))
    assert contradictions(closed)


def test_what_a_reasoner_may_say(graph: Graph) -> None:
    closed = closure(small(graph), owlrl.OWLRL_Semantics, ELI_AXIOMS)
    plan = next(iter(closed.subjects(RDF.type, URIRef(PLANKG.Plan))))
    step = next(iter(closed.objects(plan, URIRef(PLANKG.has_task))))
    assert (plan, RDF.type, URIRef("http://purl.org/net/p-plan#Plan")) in closed
    assert (step, URIRef("http://purl.org/net/p-plan#isStepOfPlan"), plan) in closed
    assert (step, RDF.type, URIRef("http://purl.org/net/p-plan#Step")) in closed


def test_alignments_are_those_that_are_declared(shipped: rdflib.Graph) -> None:
    """No property of ours stands below one of ELI, whose domain and range would make laws of both ends."""
    for above in shipped.objects(None, RDFS.subPropertyOf):
        assert not str(above).startswith(ELI.base)
    namespaces = {
        re.split(r"(?<=[#/])[^#/]*$", str(o))[0]
        for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso, OWL.inverseOf, RDFS.range)
        for o in shipped.objects(None, predicate)
    }
    for name in ("eli/ontology#", "ns/org#", "ns/prov#", "p-plan#", "skos/core#", "dc/terms/", "ns/oa#"):
        assert any(namespace.endswith(name) for namespace in namespaces), name


def test_prefixes_are_those_of_the_file(shipped: rdflib.Graph) -> None:
    declared = {prefix: str(namespace) for prefix, namespace in shipped.namespaces()}
    assert PREFIXES.items() <= declared.items()


def test_the_documentation_is_what_the_file_says() -> None:
    text = document()
    assert text == (ROOT / "docs" / "vocabulary.md").read_text("utf-8")
    assert all(f"| `{name}` |" in text for name in PLANKG.names)


def test_the_terms_of_ours_are_not_lost_between_kinds() -> None:
    assert {row[0] for rows in described().values() for row in rows} == PLANKG.names
    assert OURS.is_file()
