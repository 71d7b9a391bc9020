"""The SHACL shapes: builds conform to them, and each of them can fail."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import RDF, SH, SKOS, URIRef

from kg.exchange.rdf import to_rdf
from kg.graph import Graph
from kg.querying.sparql_guard import QUERY_PREFIXES
from kg.snapshots.snapshot import Snapshot

SHAPES = Path(__file__).resolve().parents[3] / "kg" / "exchange" / "shapes.ttl"
OURS = "urn:plankg:shape:"


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(SHAPES, format="turtle")


def broken(data: rdflib.Graph, shapes: rdflib.Graph) -> dict[str, str]:
    """The names of the shapes that `data` breaks, each with a message."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    found: dict[str, str] = {}
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = next(report.objects(result, SH.sourceShape))
        owner = next((s for s in shapes.subjects(None, shape) if str(s).startswith(OURS)), shape)
        found[str(owner).removeprefix(OURS)] = str(report.value(result, SH.resultMessage))
    return found


@pytest.mark.slow
def test_the_samples_conform(samples: Snapshot, shapes: rdflib.Graph) -> None:
    assert broken(to_rdf(samples.graph), shapes) == {}


@pytest.mark.slow
def test_real_plans_conform(real: Snapshot, shapes: rdflib.Graph) -> None:
    assert broken(to_rdf(real.graph), shapes) == {}


@pytest.fixture(scope="module")
def small(graph: Graph) -> rdflib.Graph:
    """A small graph, with those of all concepts that its topics match."""
    data = to_rdf(graph)
    matched = set(data.objects(None, SKOS.exactMatch))
    for concept in set(data.subjects(RDF.type, SKOS.Concept)) - matched:
        data.remove((concept, None, None))
        data.remove((None, None, concept))
    return data


def test_a_small_graph_conforms(small: rdflib.Graph, shapes: rdflib.Graph) -> None:
    assert broken(small, shapes) == {}


def without(predicate: str, kind: str) -> str:
    """An update that takes a property from everything of a class."""
    return f"DELETE {{ ?a {predicate} ?b }} WHERE {{ ?a a {kind} ; {predicate} ?b }}"


def changed(predicate: str, kind: str, value: str) -> str:
    """An update that gives a property of everything of a class another value."""
    return (
        f"DELETE {{ ?a {predicate} ?b }} INSERT {{ ?a {predicate} {value} }} WHERE {{ ?a a {kind} ; {predicate} ?b }}"
    )


def more(predicate: str, kind: str, value: str) -> str:
    """An update that gives everything of a class one more value of a property."""
    return f"INSERT {{ ?a {predicate} {value} }} WHERE {{ ?a a {kind} }}"


EVIDENCE, SELECTOR = "oa:SpecificResource", "oa:TextPositionSelector"
BROKEN = [
    ("Labelled", without("rdfs:label", "plankg:Unit")),
    ("Labelled", changed("rdfs:label", "plankg:Task", "''")),
    ("Read", without("plankg:source", "plankg:Task")),
    ("Read", changed("plankg:end", "plankg:Target", "0")),
    ("Read", changed("plankg:start", "plankg:Task", "'1'")),
    ("Document", without("plankg:held", "plankg:Document")),
    ("Document", changed("plankg:state", "plankg:Document", "'lost'")),
    ("Document", changed("plankg:level", "plankg:Document", "'world'")),
    ("Document", more("a", "plankg:PartyDocument", "eli:LegalResource")),
    ("Document", without("a", "eli:LegalResource") + " ; INSERT DATA { doc:x a plankg:Document }"),
    ("Document", more("dcterms:issued", "plankg:Document", "'2026-1'")),
    ("PartyDocument", more("a", "plankg:PartyDocument", "eli:LegalResource")),
    ("PartyDocument", changed("plankg:level", "plankg:PartyDocument", "'city'")),
    ("Plan", changed("plankg:held", "plankg:Plan", "false")),
    ("Plan", without("plankg:source", "plankg:Plan")),
    ("Task", "DELETE { ?a plankg:has_task ?b } WHERE { ?a plankg:has_task ?b }"),
    ("Task", "INSERT { ?p plankg:has_task ?b } WHERE { ?a plankg:has_task ?b . ?p a plankg:Plan }"),
    ("Task", changed("plankg:part", "plankg:Task", "'cover'")),
    ("Task", more("plankg:deadline_last_day", "plankg:Task", "'2026-02-30'^^xsd:string")),
    ("Task", more("plankg:about", "plankg:Task", "doc:x")),
    ("Target", changed("plankg:value", "plankg:Target", "'many'")),
    ("Target", changed("plankg:comparator", "plankg:Target", "'~'")),
    ("Member", "DELETE { ?a plankg:instance_of ?b } WHERE { ?a plankg:instance_of ?b }"),
    ("Member", "INSERT { ?b a plankg:Member } WHERE { ?a plankg:instance_of ?b }"),
    ("Member", without("plankg:of_place", "plankg:Member")),
    ("Place", more("plankg:part_of", "plankg:Place", "doc:x")),
    ("Place", without("plankg:level", "plankg:Place")),
    ("Topic", without("skos:exactMatch", "plankg:Topic")),
    ("Concept", without("skos:prefLabel", "skos:Concept")),
    ("Concept", without("skos:inScheme", "skos:Concept")),
    ("Anomaly", "INSERT DATA { doc:x plankg:anomaly doc:y . doc:y a plankg:Anomaly }"),
    ("BetweenDocuments", "INSERT { ?a plankg:implements ?a } WHERE { ?a a plankg:Plan }"),
    ("BetweenDocuments", "INSERT { ?a plankg:based_on ?b } WHERE { ?a a plankg:Plan . ?b a plankg:Unit }"),
    ("WithRole", "INSERT { ?a plankg:lead ?b } WHERE { ?a a plankg:Task . ?b a plankg:Place }"),
    ("HasRole", "INSERT { ?a plankg:lead ?b } WHERE { ?a a plankg:Plan . ?b a plankg:Unit }"),
    ("Statement", without("plankg:evidence", "rdf:Statement")),
    ("Statement", without("rdf:object", "rdf:Statement")),
    ("Statement", changed("plankg:strength", "rdf:Statement", "'strong'")),
    ("Statement", changed("rdf:predicate", "rdf:Statement", "rdfs:label")),
    ("Statement", "DELETE { ?a plankg:lead ?b } WHERE { ?a plankg:lead ?b }"),
    ("Evidence", without("oa:hasSource", EVIDENCE)),
    ("Evidence", without("a", "oa:TextQuoteSelector") + f" ; INSERT DATA {{ doc:x a {SELECTOR} }}"),
    ("Selector", changed("oa:end", SELECTOR, "0")),
    ("Selector", changed("oa:start", SELECTOR, "-1")),
    ("Selector", changed("oa:exact", SELECTOR, "''")),
]


@pytest.mark.parametrize(("shape", "update"), BROKEN)
def test_each_shape_can_fail(small: rdflib.Graph, shapes: rdflib.Graph, shape: str, update: str) -> None:
    data = small + rdflib.Graph()
    data.update(update, initNs=QUERY_PREFIXES)
    assert shape in broken(data, shapes)


def test_every_shape_is_tried(shapes: rdflib.Graph) -> None:
    names = {str(s).removeprefix(OURS) for s in shapes.subjects(RDF.type, SH.NodeShape)}
    assert names == {shape for shape, _ in BROKEN}


def test_shapes_speak_of_terms_that_there_are(shapes: rdflib.Graph) -> None:
    from kg.exchange.vocabulary import PLANKG

    used = {
        term for triple in shapes for term in triple if isinstance(term, URIRef) and str(term).startswith(PLANKG.base)
    }
    assert {str(term) for term in used} <= {PLANKG.base, *(PLANKG.term(name) for name in PLANKG.names)}
    assert len(used) > 40
