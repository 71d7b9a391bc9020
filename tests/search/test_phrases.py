from __future__ import annotations

import pytest

from search.phrases import Listed, phrases_of
from search.terms import tokens

PHRASES = phrases_of("làm gì|làm|sản phẩm là|sản phẩm|cho")


@pytest.mark.parametrize(
    ("words", "at", "size", "bare"),
    [
        ("phải làm gì", 1, 2, 0),
        ("làm việc", 0, 1, 0),
        ("lam gi", 0, 2, 2),  # two words are sure enough without marks
        ("lam viec", 0, 0, 1),  # one is not, unless the whole question bears none
        ("sản phẩm là", 0, 3, 0),
        ("sản phẩm mới", 0, 2, 0),
        ("san pham la", 0, 3, 3),
        ("sàn phẩm", 0, 0, 0),  # other marks
        ("cho", 0, 1, 1),
        ("đi chợ", 1, 0, 0),
        ("sản", 0, 0, 0),  # the question ends within the phrase
    ],
)
def test_the_first_phrase_that_stands_at_a_place(words: str, at: int, size: int, bare: int) -> None:
    listed = Listed(PHRASES[:2], PHRASES[2:])
    assert listed.size(tokens(words), at) == size
    assert listed.size_bare(tokens(words), at) == bare


def test_phrases_are_tried_in_their_order() -> None:
    assert Listed(phrases_of("làm|làm gì")).size(tokens("làm gì"), 0) == 1
