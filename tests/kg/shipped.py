"""The Turtle files that come with the program, and the page of documentation that the vocabulary gives.

`python -m tests.kg.shipped` writes docs/vocabulary.md anew.
"""

from __future__ import annotations

from pathlib import Path

import rdflib
from rdflib import OWL, RDF, RDFS, Literal, URIRef

from kg.exchange.vocabulary import PLANKG

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "kg" / "exchange" / "vocabulary.ttl"
PAGE = ROOT / "docs" / "vocabulary.md"
KINDS = {"Classes": OWL.Class, "Between things": OWL.ObjectProperty, "Of one thing": OWL.DatatypeProperty}
_SHOWN = (RDFS.subClassOf, RDFS.subPropertyOf, OWL.inverseOf, OWL.disjointWith, RDFS.seeAlso)
_HEAD = """# The vocabulary of the RDF exports

Terms of `urn:plankg:term:` (prefix `plankg`). The file is [vocabulary.ttl](../kg/exchange/vocabulary.ttl), an
OWL ontology; a running server gives it at `/v1/vocabulary`. This page is made from it: `python -m tests.kg.shipped`.

What the data looks like:

- A node of the graph is an IRI made of its id: `doc:57-NQ/TW` is `urn:plankg:document:57-NQ%2FTW`.
- An edge is one triple, and a `rdf:Statement` about it with `plankg:strength`, `plankg:inferred_from` and
  `plankg:evidence`. Evidence is an `oa:SpecificResource` of the Web Annotation vocabulary: `oa:hasSource` is the file,
  `oa:hasSelector` both an `oa:TextPositionSelector` (`oa:start`, `oa:end`) and an `oa:TextQuoteSelector` (`oa:exact`).
- Documents of the State are `eli:LegalResource`. Documents of the Party are `plankg:PartyDocument`, works and not legal
  resources, and the two are disjoint. Terms of ELI are named by `rdfs:seeAlso` and never by `rdfs:subPropertyOf`:
  their domain and range would make a law of whatever stands at either end.
- What a task is `plankg:about` is a `plankg:Topic`; `skos:exactMatch` leads to its concept. The scheme of concepts
  (`urn:plankg:concepts`, SKOS) is part of every RDF export that has topics.
- `plankg:same_words` and statements with `plankg:inferred_from` are computed; every other statement was read.

[shapes.ttl](../kg/exchange/shapes.ttl) has the SHACL shapes that each build of the sample plans conforms to.
"""


def terms() -> rdflib.Graph:
    """The vocabulary."""
    return rdflib.Graph().parse(OURS, format="turtle")


def described() -> dict[str, list[tuple[str, str, str, str, str]]]:
    """Kind -> rows of (name, Vietnamese, English, from and to, aligned with), in the order of the file."""
    graph = terms()
    order = {name: place for place, name in enumerate(PLANKG.__annotations__)}
    found: dict[str, list[tuple[str, str, str, str, str]]] = {}
    for title, kind in KINDS.items():
        ours = {str(s).removeprefix(PLANKG.base): s for s in graph.subjects(RDF.type, kind)}
        found[title] = [_row(graph, name, URIRef(ours[name])) for name in sorted(ours, key=order.__getitem__)]
    return found


def _row(graph: rdflib.Graph, name: str, term: URIRef) -> tuple[str, str, str, str, str]:
    said = [
        {o.language: str(o) for o in graph.objects(term, p) if isinstance(o, Literal)}
        for p in (RDFS.label, RDFS.comment)
    ]
    texts = [f"{said[0][language]}: {said[1][language]}" for language in ("vi", "en")]
    ends = [_names(graph, term, predicate) for predicate in (RDFS.domain, RDFS.range)]
    aligned = [
        f"{graph.qname(p).partition(':')[2]} {_names(graph, term, p)}" for p in _SHOWN if (term, p, None) in graph
    ]
    return name, texts[0], texts[1], " → ".join(ends) if any(ends) else "", "; ".join(aligned)


def _names(graph: rdflib.Graph, term: URIRef, predicate: URIRef) -> str:
    return ", ".join(
        sorted(f"`{graph.qname(str(o))}`".replace("`plankg:", "`") for o in graph.objects(term, predicate))
    )


def document() -> str:
    """The text of docs/vocabulary.md."""
    lines = [_HEAD]
    for title, rows in described().items():
        lines += [
            f"## {title}\n",
            "| term | tiếng Việt | English | from → to | aligned with |",
            "|---|---|---|---|---|",
        ]
        lines += [f"| `{name}` | {vi} | {en} | {ends} | {aligned} |" for name, vi, en, ends, aligned in rows]
        lines += [""]
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(document(), "utf-8")
