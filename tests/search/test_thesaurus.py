from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from search.spelling import corrections, is_word, with_marks
from search.terms import tokens
from search.thesaurus import expand, spell_out
from tests.search.test_lexical import lexical

DATA = tomllib.loads(files("search").joinpath("thesaurus.toml").read_text("utf-8"))
SAYINGS = [(say, tuple(entry["write"])) for entry in DATA["plain"] for say in entry["say"]]


@pytest.mark.parametrize(("say", "write"), SAYINGS, ids=[say for say, _ in SAYINGS])
def test_every_saying_is_read_once_and_as_entered(say: str, write: tuple[str, ...]) -> None:
    [found] = expand(tokens(say))
    assert (found.said, found.phrases) == (" ".join(t.exact for t in tokens(say)), write)


@pytest.mark.parametrize("entry", DATA["short"], ids=[entry["form"] for entry in DATA["short"]])
def test_every_abbreviation_is_spelled_out_in_plans(entry: dict[str, object]) -> None:
    assert spell_out(f"Rà soát {entry['form']}.") == entry["full"][0]  # type: ignore[index]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("nguoi gia bi lua tien", ["nguoi gia", "bi lua tien"]),
        ("khen thưởng", []),  # what a plan writes is left alone, though "khen" is an everyday word
        ("đàn bò", []),  # the right letters with other marks
        ("bà con dùng điện thoại", ["bà con", "dùng điện thoại"]),
    ],
)
def test_longest_match_with_or_without_marks(query: str, said: list[str]) -> None:
    assert [found.said for found in expand(tokens(query))] == said


RECORDS = ["tuyên truyền an ninh mạng", "truyền thanh cơ sở", "chuyển đổi số", "tuyên truyền chuyển đổi số"]


@pytest.mark.parametrize(
    ("query", "corrected"),
    [
        ("truyên truyền", ["tuyên"]),
        ("chuyễn đổi số", ["chuyển"]),
        ("người già", []),  # law text knows it, so it is no slip though no record has it
        ("xyzzy", []),
    ],
)
def test_slips_of_the_keys(query: str, corrected: list[str]) -> None:
    assert [token.exact for _, token in corrections(tokens(query), lexical(RECORDS))] == corrected


def test_marks_are_put_back_for_the_model() -> None:
    index = lexical(RECORDS)
    assert with_marks(tokens("tuyen truyen an ninh mang"), index) == "tuyên truyền an ninh mạng"
    assert with_marks(tokens("Tuyên truyen"), index) == "tuyên truyen"  # typed with marks: as typed
    assert with_marks(tokens("qwerty"), index) == "qwerty"
    assert with_marks([], index) == ""


def test_words_of_law_text() -> None:
    assert is_word(["an", "ninh"])
    assert not is_word(["bến", "tây"])
