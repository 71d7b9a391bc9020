"""The columns and the graph over them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.columns import Strings
from kg.graph import Edge, Evidence, Graph, Node
from kg.predicates import PREDICATE_NAMES, PREDICATES, predicate

NAMES = st.text(alphabet="aăâbđeê/-@#1 ", max_size=6)
WORDS = st.lists(st.text(max_size=8), max_size=20)


def bytes_of(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


@given(st.lists(st.text(max_size=8).filter(lambda t: t.isprintable()), max_size=20))
@settings(max_examples=50, deadline=None)
def test_a_column_gives_back_what_it_was_given(words: list[str]) -> None:
    column = Strings.of(words)
    assert list(column) == words
    with pytest.raises(IndexError):
        column.raw(len(words))


@given(st.sets(NAMES, max_size=20), NAMES)
@settings(max_examples=50, deadline=None)
def test_a_sorted_column_finds_its_words_and_no_others(words: set[str], other: str) -> None:
    column = Strings.of(sorted(words))
    assert [column.find(word) for word in sorted(words)] == list(range(len(words)))
    assert (column.find(other) is not None) == (other in words)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Node], list[Edge]]:
    ids = sorted(draw(st.sets(NAMES, min_size=1, max_size=8)))
    nodes = [Node(i, "document", i.upper(), {"n": len(i)} if len(i) > 2 else {}) for i in ids]
    keys = draw(
        st.sets(st.tuples(st.sampled_from(ids), st.sampled_from(PREDICATE_NAMES), st.sampled_from(ids)), max_size=15)
    )
    edges = [Edge(s, p, t, (Evidence("a.txt", 1, 3, "xà"),), {"strength": "title"}) for s, p, t in sorted(keys)]
    return nodes, edges


@given(graphs(), st.randoms())
@settings(max_examples=50, deadline=None)
def test_edges_are_found_from_both_ends_whatever_the_order(given_graph: tuple[list[Node], list[Edge]], random) -> None:  # type: ignore[no-untyped-def]
    nodes, edges = given_graph
    random.shuffle(nodes)
    random.shuffle(edges)
    graph = Graph.of(nodes, edges)
    assert sorted(n.id for n in nodes) == [n.id for n in graph.nodes()]
    for node in nodes:
        assert graph.node(node.id) == node
        assert {(e.predicate, e.target) for e in graph.out(node.id)} == {
            (e.predicate, e.target) for e in edges if e.source == node.id
        }
        assert {(e.predicate, e.source) for e in graph.into(node.id)} == {
            (e.predicate, e.source) for e in edges if e.target == node.id
        }
    assert sorted(graph.edges(), key=lambda e: (e.source, e.predicate, e.target)) == sorted(
        edges, key=lambda e: (e.source, e.predicate, e.target)
    )


def test_a_degree_counts_the_edges_at_both_ends(graph: Graph) -> None:
    for node in graph.nodes():
        assert graph.degree(node.id) == len(graph.out(node.id)) + len(graph.into(node.id))
    with pytest.raises(KeyError, match="nobody"):
        graph.degree("unit:nobody")


def test_a_stored_graph_is_the_same_graph_and_has_the_same_bytes(graph: Graph, tmp_path: Path) -> None:
    again = Graph.of(reversed(list(graph.nodes())), reversed(list(graph.edges())))
    for name, one in (("a", graph), ("b", again)):
        (tmp_path / name).mkdir()
        one.save(tmp_path / name)
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")
    opened = Graph.open(tmp_path / "a")
    assert list(opened.nodes()) == list(graph.nodes())
    assert list(opened.edges()) == list(graph.edges())
    assert len(opened) == len(graph)


def test_an_empty_graph_can_be_stored(tmp_path: Path) -> None:
    Graph.of([], []).save(tmp_path)
    assert len(Graph.open(tmp_path)) == 0
    assert "x" not in Graph.open(tmp_path)


@pytest.mark.parametrize(
    ("nodes", "edges", "message"),
    [
        ([Node("a", "document", ""), Node("a", "document", "")], [], "two nodes have the id 'a'"),
        ([Node("a", "document", "")], [Edge("a", "mentions", "b")], "'b'"),
        ([Node("a", "beast", "")], [], "'beast'"),
        ([Node("a", "document", "")], [Edge("a", "likes", "a")], "'likes'"),
        ([Node("a", "document", "")], [Edge("a", "mentions", "a")] * 2, "two edges are the same"),
    ],
)
def test_a_graph_that_contradicts_itself_is_refused(nodes: list[Node], edges: list[Edge], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Graph.of(nodes, edges)


def test_unknown_nodes_and_kinds_are_named(graph: Graph) -> None:
    with pytest.raises(KeyError, match="doc:nothing"):
        graph.node("doc:nothing")
    with pytest.raises(ValueError, match="beast"):
        list(graph.nodes("beast"))
    with pytest.raises(KeyError, match="likes"):
        predicate("likes")


def test_every_predicate_reads_from_both_ends() -> None:
    assert len({p.name for p in PREDICATES}) == len(PREDICATES)
    assert all(p.vi and p.vi_reverse and p.en and p.en_reverse for p in PREDICATES)
