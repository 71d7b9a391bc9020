from __future__ import annotations

from search.lexical import Wanted
from search.particles import WEIGHT, particles, weighed


def test_words_of_talk_count_less_beside_others() -> None:
    found = weighed([Wanted("có"), Wanted("học bổng"), Wanted("có không"), Wanted("có học")])
    assert [want.weight for want in found] == [WEIGHT, 1.0, WEIGHT, 1.0]


def test_alone_they_are_all_that_is_asked() -> None:
    assert [want.weight for want in weighed([Wanted("bao giờ"), Wanted("giờ")])] == [1.0, 1.0]


def test_without_marks_they_may_be_other_words() -> None:
    assert [w.weight for w in weighed([Wanted("co", True), Wanted("mang")])] == [1.0, 1.0]


def test_the_list_holds_no_word_of_a_subject() -> None:
    assert not particles() & {"con", "ông", "bà", "số", "mạng", "đất", "người", "dân"}
