"""The terms that the RDF view uses. They are closed: a misspelt one is an AttributeError, at import in tables of terms.

`vocabulary.ttl` beside this file says what our own terms mean. No library is imported here.
"""

from __future__ import annotations

from typing import ClassVar

from kg.exchange.terms import Iri


class Terms:
    """A closed namespace: each annotated name of a subclass is the IRI of `base` and that name."""

    base: ClassVar[str]
    names: ClassVar[frozenset[str]]

    def __init_subclass__(cls, base: str) -> None:
        cls.base = base
        cls.names = frozenset(cls.__annotations__)
        for name in cls.names:
            setattr(cls, name, Iri(base + name))

    @classmethod
    def term(cls, name: str) -> Iri:
        """The term of that name. Raises KeyError for one that the namespace has not."""
        if name not in cls.names:
            raise KeyError(f"no term {name!r} in {cls.base}")
        return Iri(cls.base + name)


class PLANKG(Terms, base="urn:plankg:term:"):
    """Classes, one property for each predicate of `kg.predicates`, and the properties of nodes and evidence."""

    Document: Iri
    PartyDocument: Iri
    Plan: Iri
    Task: Iri
    Unit: Iri
    Member: Iri
    Place: Iri
    Topic: Iri
    Target: Iri
    Anomaly: Iri
    Source: Iri

    implements: Iri
    based_on: Iri
    promulgates: Iri
    approves: Iri
    amends: Iri
    replaces: Iri
    guides: Iri
    mentions: Iri
    has_task: Iri
    has_target: Iri
    sets_target: Iri
    lead: Iri
    coordinate: Iri
    report_to: Iri
    instance_of: Iri
    has_member: Iri
    of_place: Iri
    part_of: Iri
    issued_in: Iri
    cites: Iri
    about: Iri
    candidate: Iri
    first_topic: Iri
    anomaly: Iri
    same_words: Iri
    evidence: Iri
    source: Iri

    number: Iri
    type: Iri
    issuer: Iri
    level: Iri
    state: Iri
    held: Iri
    spelling: Iri
    signer: Iri
    signer_role: Iri
    stated_date: Iri
    stated_title: Iri
    text: Iri
    part: Iri
    path: Iri
    heading: Iri
    output: Iri
    deadline_raw: Iri
    deadline_kind: Iri
    deadline_iso: Iri
    deadline_last_day: Iri
    deadline_recurrence: Iri
    deadline_due: Iri
    metric: Iri
    value: Iri
    unit: Iri
    comparator: Iri
    due: Iri
    place: Iri
    valid_from: Iri
    former_name: Iri
    kind: Iri
    note: Iri
    strength: Iri
    inferred_from: Iri
    start: Iri
    end: Iri


class ELI(Terms, base="http://data.europa.eu/eli/ontology#"):
    """European Legislation Identifier: for documents of the State only."""

    LegalResource: Iri


class OA(Terms, base="http://www.w3.org/ns/oa#"):
    """Web Annotation, for evidence."""

    SpecificResource: Iri
    TextPositionSelector: Iri
    TextQuoteSelector: Iri
    hasSource: Iri  # noqa: N815
    hasSelector: Iri  # noqa: N815
    start: Iri
    end: Iri
    exact: Iri


class SKOS(Terms, base="http://www.w3.org/2004/02/skos/core#"):
    """For the scheme of concepts."""

    Concept: Iri
    ConceptScheme: Iri
    altLabel: Iri  # noqa: N815
    broader: Iri
    exactMatch: Iri  # noqa: N815
    hasTopConcept: Iri  # noqa: N815
    hiddenLabel: Iri  # noqa: N815
    inScheme: Iri  # noqa: N815
    narrower: Iri
    notation: Iri
    prefLabel: Iri  # noqa: N815
    topConceptOf: Iri  # noqa: N815


class DCTERMS(Terms, base="http://purl.org/dc/terms/"):
    """Dublin Core, for what documents have."""

    issued: Iri
    title: Iri


class RDF(Terms, base="http://www.w3.org/1999/02/22-rdf-syntax-ns#"):
    """RDF itself."""

    Property: Iri
    Statement: Iri
    object: Iri
    predicate: Iri
    subject: Iri
    type: Iri


class RDFS(Terms, base="http://www.w3.org/2000/01/rdf-schema#"):
    """RDF Schema."""

    label: Iri


class XSD(Terms, base="http://www.w3.org/2001/XMLSchema#"):
    """Datatypes."""

    boolean: Iri
    date: Iri
    decimal: Iri
    gYear: Iri  # noqa: N815
    gYearMonth: Iri  # noqa: N815
    integer: Iri
    nonNegativeInteger: Iri  # noqa: N815
    string: Iri


PREFIXES = {
    "dcterms": DCTERMS.base,
    "eli": ELI.base,
    "oa": OA.base,
    "plankg": PLANKG.base,
    "rdf": RDF.base,
    "rdfs": RDFS.base,
    "skos": SKOS.base,
    "xsd": XSD.base,
}
"""Prefix -> namespace, of all terms that the RDF view uses."""
