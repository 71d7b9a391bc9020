"""The terms of the RDF view. A term that is not here cannot be written: the namespace refuses it."""

from __future__ import annotations

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace


class PLANKG(DefinedNamespace):
    """Classes, one property for each predicate of `kg.predicates`, and the properties of nodes and evidence."""

    _fail = True
    _NS = Namespace("urn:plankg:term:")

    Document: URIRef
    PartyDocument: URIRef
    Plan: URIRef
    Task: URIRef
    Unit: URIRef
    Place: URIRef
    Topic: URIRef
    Target: URIRef
    Evidence: URIRef
    Source: URIRef

    implements: URIRef
    based_on: URIRef
    promulgates: URIRef
    approves: URIRef
    amends: URIRef
    replaces: URIRef
    guides: URIRef
    mentions: URIRef
    has_task: URIRef
    has_target: URIRef
    sets_target: URIRef
    lead: URIRef
    coordinate: URIRef
    report_to: URIRef
    instance_of: URIRef
    of_place: URIRef
    part_of: URIRef
    issued_in: URIRef
    cites: URIRef
    about: URIRef

    number: URIRef
    type: URIRef
    issuer: URIRef
    level: URIRef
    state: URIRef
    candidate: URIRef
    held: URIRef
    spelling: URIRef
    signer: URIRef
    signer_role: URIRef
    stated_date: URIRef
    stated_title: URIRef
    text: URIRef
    part: URIRef
    path: URIRef
    heading: URIRef
    output: URIRef
    deadline_raw: URIRef
    deadline_kind: URIRef
    deadline_iso: URIRef
    deadline_recurrence: URIRef
    deadline_due: URIRef
    metric: URIRef
    value: URIRef
    unit: URIRef
    comparator: URIRef
    due: URIRef
    place: URIRef
    valid_from: URIRef
    former_name: URIRef
    strength: URIRef
    inferred_from: URIRef
    evidence: URIRef
    source: URIRef
    start: URIRef
    end: URIRef


class ELI(DefinedNamespace):
    """The terms of the European Legislation Identifier that are used: for documents of the State only."""

    _fail = True
    _NS = Namespace("http://data.europa.eu/eli/ontology#")

    LegalResource: URIRef


class OA(DefinedNamespace):
    """The terms of the Web Annotation vocabulary that are used for evidence."""

    _fail = True
    _NS = Namespace("http://www.w3.org/ns/oa#")

    SpecificResource: URIRef
    TextPositionSelector: URIRef
    TextQuoteSelector: URIRef
    hasSource: URIRef  # noqa: N815
    hasSelector: URIRef  # noqa: N815
    start: URIRef
    end: URIRef
    exact: URIRef
