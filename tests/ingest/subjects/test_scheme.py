"""The scheme of concepts: what its files hold, how concepts hang together, what a scheme refuses."""

from __future__ import annotations

import pytest

from ingest.grammar import load
from ingest.subjects.scheme import Concept, Scheme, SchemeError, scheme

TREE = (
    Concept("health", "y tế", "health"),
    Concept("vaccination", "tiêm chủng", "vaccination", broader=("health",)),
    Concept("school-vaccination", "tiêm chủng học đường", "school vaccination", broader=("vaccination", "schools")),
    Concept("schools", "trường học", "schools", guideline=True),
)


def test_the_fourteen_topics_of_the_guidelines_stand_first() -> None:
    names = [topic["name"] for topic in load("topics")["topic"]]
    assert [concept.vi for concept in scheme().tops[:14]] == names
    assert [concept.guideline for concept in scheme().tops] == [True] * 14 + [False] * (len(scheme().tops) - 14)


def test_there_are_concepts_below_every_topic_and_subjects_beside_them() -> None:
    below = [identity for identity in scheme() if scheme().topics(identity) and scheme()[identity].broader]
    assert len(below) >= 170
    assert len(scheme().tops) >= 14 + 25
    assert all(scheme().narrower(concept.id) for concept in scheme().tops if concept.guideline)


@pytest.mark.parametrize("concept", scheme().values(), ids=str)
def test_concept_is_complete(concept: Concept) -> None:
    assert concept.id.isascii()
    assert concept.id == concept.id.lower()
    assert concept.en
    assert concept.examples
    assert concept.counter
    assert concept.broader == tuple(dict.fromkeys(concept.broader))


def test_closures_hold_the_concept_and_all_above_or_below_it() -> None:
    tree = Scheme(TREE)
    assert tree.broader_closure("school-vaccination") == ("school-vaccination", "vaccination", "health", "schools")
    assert tree.narrower_closure("health") == ("health", "vaccination", "school-vaccination")
    assert tree.narrower("health") == ("vaccination",)
    assert [concept.id for concept in tree.tops] == ["health", "schools"]
    assert len(tree) == len(TREE)


def test_topics_are_those_of_the_guidelines_above() -> None:
    tree = Scheme(TREE)
    assert tree.topics("school-vaccination") == ("trường học",)
    assert tree.topics("vaccination") == ()


def test_a_label_may_belong_to_two_concepts_when_it_is_listed() -> None:
    storms = Concept("storms", "bão", "storms", alt=("PCBL",))
    violence = Concept("violence", "bạo lực", "violence", alt=("PCBL",))
    assert len(Scheme([storms, violence], ["PCBL"])) == 2
    with pytest.raises(SchemeError, match='storms and violence both claim "PCBL"'):
        Scheme([storms, violence])


@pytest.mark.parametrize(
    ("concepts", "message"),
    [
        ([Concept("a", "một", "one"), Concept("a", "hai", "two")], "two concepts have the id a"),
        ([Concept("a", "một", "one"), Concept("b", "Một", "two")], 'both prefer the label "Một"'),
        ([Concept("a", "hoà giải", "one"), Concept("b", "hai", "two", hidden=("hòa giải",))], "both claim"),
        ([Concept("a", "bão, lũ", "one"), Concept("b", "hai", "two", alt=("bão và lũ",))], "both claim"),
        ([Concept("a", "một", "one"), Concept("b", "hai", "one")], 'both prefer the label "one"'),
        ([Concept("a", "một", "one", broader=("c",))], "narrower than c, which no file defines"),
        (
            [Concept("a", "một", "one", broader=("b",)), Concept("b", "hai", "two", broader=("a",))],
            "a < b < a goes in a circle",
        ),
    ],
)
def test_a_scheme_that_contradicts_itself_is_refused(concepts: list[Concept], message: str) -> None:
    with pytest.raises(SchemeError, match=message):
        Scheme(concepts)
