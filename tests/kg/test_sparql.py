"""SPARQL: answers from the graph, and nothing else."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.graph import Graph
from kg.rdf import iri
from kg.sparql import query


def test_a_question_is_answered(graph: Graph) -> None:
    text = (
        "SELECT ?d ?l WHERE { ?d plankg:implements <urn:plankg:document:31%2FQ%C4%90-TTg> ; rdfs:label ?l } ORDER BY ?l"
    )
    rows = query(graph, text)
    assert rows.vars == ("d", "l")
    assert [row[1] for row in rows.rows] == [
        "Kế hoạch 12/KH-UBND (UBND thành phố Hải Phòng)",
        "Kế hoạch …/KH-UBND (UBND phường Bình An, 3/2026)",
    ]


def test_the_evidence_of_a_relation_can_be_asked_for(graph: Graph) -> None:
    rows = query(
        graph,
        "SELECT ?quote ?start WHERE { ?s rdf:predicate plankg:implements ; rdf:object "
        f"<{iri('doc:9-KL/TW')}> ; plankg:evidence/oa:hasSelector ?x . ?x oa:exact ?quote ; oa:start ?start }}",
    )
    assert rows.rows[0][0] == "Kết luận số 9-KL/TW"


def test_other_forms_and_unbound_values(graph: Graph) -> None:
    assert query(graph, "ASK { ?a plankg:lead ?b }").rows == (("true",),)
    assert query(graph, "CONSTRUCT { ?a a plankg:Plan } WHERE { ?a a plankg:Plan }").vars[0] == "subject"
    assert query(graph, "SELECT ?b WHERE { OPTIONAL { <urn:x:y> ?a ?b } }").rows == ((None,),)


def test_rows_are_limited_and_say_so(graph: Graph) -> None:
    few = query(graph, "SELECT * WHERE { ?a ?b ?c }", limit=5)
    assert (len(few.rows), few.truncated) == (5, True)
    assert not query(graph, "SELECT * WHERE { ?a a plankg:Plan }", limit=3).truncated


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", "SERVICE"),
        ("SELECT * { ?a ?b ?c FILTER EXISTS { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } } }", "SERVICE"),
        ("SELECT * { OPTIONAL { { SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?a ?b ?c } } } } }", "SERVICE"),
        ("SELECT * FROM <file:///etc/passwd> { ?a ?b ?c }", "FROM"),
        ("SELECT * FROM NAMED <http://127.0.0.1:9/> { GRAPH ?g { ?a ?b ?c } }", "FROM"),
        ("ASK FROM <file:///etc/passwd> { ?a ?b ?c }", "FROM"),
        ("CONSTRUCT { ?a ?b ?c } FROM <file:///etc/passwd> WHERE { ?a ?b ?c }", "FROM"),
        ("DESCRIBE ?a FROM <file:///etc/passwd> WHERE { ?a ?b ?c }", "FROM"),
        ("INSERT DATA { <urn:a:b> <urn:a:c> 1 }", "Not a SPARQL query"),
        ("LOAD <file:///etc/passwd>", "Not a SPARQL query"),
        ("DROP ALL", "Not a SPARQL query"),
        ("SELECT nonsense", "Not a SPARQL query"),
        ("SELECT * { " + "{" * 300 + "?a ?b ?c" + "}" * 300 + " }", "nested too deeply"),
        ("SELECT * { ?a ?b ?c } #" + "x" * 20_000, "characters"),
    ],
)
def test_what_would_reach_outside_is_refused(graph: Graph, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        query(graph, text)
