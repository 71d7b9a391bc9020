from __future__ import annotations

import pytest

from search.spelling import corrections, is_word, with_marks
from search.terms import tokens
from tests.search.test_lexical import lexical

RECORDS = [
    *("tuyên truyền an ninh mạng", "truyền thanh cơ sở", "chuyển đổi số", "tuyên truyền chuyển đổi số", "nộp hồ sơ"),
]


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
        ("an nihn mạng", ["ninh"]),
        ("tuyên truyeèn", ["truyền"]),  # a key and a mark
        ("chuyên đổi số", ["chuyển"]),  # two syllables of the language that are no word together
        ("bảo hộ sở hữu", []),  # "hộ sở" is none either, but each belongs to its other neighbour
        ("hồ sơ đổ", []),
        ("truyên thanh", ["truyền"]),
    ],
)
def test_slips_of_the_keys(query: str, corrected: list[str]) -> None:
    found = corrections(tokens(query), lexical(RECORDS))
    assert [" ".join(token.exact for token in meant) for _, meant in found] == corrected


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("tuyen truyen an ninh mang", "tuyên truyền an ninh mạng"),
        ("Tuyên truyen", "tuyên truyền"),  # what bears marks stays
        ("qwerty", "qwerty"),
        ("", ""),
    ],
)
def test_marks_are_put_back_for_the_model(typed: str, marked: str) -> None:
    assert " ".join(word.exact for word in with_marks(tokens(typed), lexical(RECORDS))) == marked


def test_words_of_law_text() -> None:
    assert is_word(["an", "ninh"])
    assert not is_word(["bến", "tây"])
