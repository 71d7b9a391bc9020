from __future__ import annotations

import pytest

from search.spelling import corrections, is_word, with_marks
from search.terms import tokens
from tests.search.test_lexical import lexical

RECORDS = ["tuyên truyền an ninh mạng", "truyền thanh cơ sở", "chuyển đổi số", "tuyên truyền chuyển đổi số"]


@pytest.mark.parametrize(
    ("query", "corrected"),
    [
        ("truyên truyền", ["tuyên"]),
        ("chuyễn đổi số", ["chuyển"]),
        ("người già", []),  # law text knows it, so it is no slip though no record has it
        ("xyzzy", []),
        ("chuyeenr ddooir số", ["chuyển", "đổi"]),  # keys of Telex that were left as they are
        ("tuye6n truye62n", ["tuyên", "truyền"]),  # and of VNI
        ("chuyểnđổi số", ["chuyển đổi"]),  # the blank between two syllables is missing
        ("anninhmang", ["an ninh mang"]),
        ("sốanninh", []),  # the records have no such neighbours
    ],
)
def test_slips_of_the_keys(query: str, corrected: list[str]) -> None:
    found = corrections(tokens(query), lexical(RECORDS))
    assert [" ".join(token.exact for token in meant) for _, meant in found] == corrected


def test_marks_are_put_back_for_the_model() -> None:
    index = lexical(RECORDS)
    assert with_marks(tokens("tuyen truyen an ninh mang"), index) == "tuyên truyền an ninh mạng"
    assert with_marks(tokens("Tuyên truyen"), index) == "tuyên truyen"  # typed with marks: as typed
    assert with_marks(tokens("qwerty"), index) == "qwerty"
    assert with_marks([], index) == ""


def test_words_of_law_text() -> None:
    assert is_word(["an", "ninh"])
    assert not is_word(["bến", "tây"])
