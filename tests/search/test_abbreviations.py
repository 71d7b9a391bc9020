from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from search.abbreviations import short_forms, spell_out
from search.terms import tokens
from search.wording import word
from tests.search.test_lexical import lexical

ENTRIES = tomllib.loads(files("search").joinpath("abbreviations.toml").read_text("utf-8"))["short"]


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry["form"] for entry in ENTRIES])
def test_every_abbreviation_is_spelled_out_in_plans(entry: dict[str, list[str]]) -> None:
    assert spell_out(f"Rà soát {entry['form']}.") == entry["full"][0]


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry["form"] for entry in ENTRIES])
def test_every_abbreviation_is_read_in_questions(entry: dict[str, list[str]]) -> None:
    [found] = short_forms(entry["form"])
    assert found.full == tuple(entry["full"])
    assert [entry for full in found.full for entry in short_forms(full)] == []  # full words hold no short form


def test_no_two_entries_are_one_short_form() -> None:
    forms = [tuple(token.exact for token in tokens(entry["form"])) for entry in ENTRIES]
    assert len(set(forms)) == len(forms)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("đẩy mạnh cđs và atgt", ["cđs", "atgt"]),
        ("day manh CDS", ["cds"]),
        ("ĐVC", []),  # the right letters with other marks
        ("phát triển KT-XH", ["kt xh"]),
        ("ứng dụng AI", ["ai"]),
        ("ai chủ trì", []),  # in small letters a word of its own
        ("KT và XH", []),
        ("", []),
    ],
)
def test_short_forms_with_or_without_marks(text: str, said: list[str]) -> None:
    assert [found.said for found in short_forms(text)] == said


def test_a_full_form_stands_once_however_often_it_is_meant() -> None:
    assert spell_out("ATTP và VSATTP, ATTP") == "an toàn thực phẩm\nvệ sinh an toàn thực phẩm"


def test_a_question_looks_for_short_and_full_words_alike() -> None:
    index = lexical(["đẩy mạnh chuyển đổi số", "tuyên truyền CĐS"])
    wording = word("tuyên truyền CĐS", "tuyên truyền CĐS", index)
    weights = {want.term: want.weight for want in wording.wanted}
    assert weights["cđs"] == weights["chuyển đổi"] == weights["đổi số"] == 1
    assert wording.meaning == "tuyên truyền cđs. chuyển đổi số"
    assert [(label.kind, label.value, label.said) for label in wording.labels] == [
        ("abbreviation", "chuyển đổi số", "cđs")
    ]
    assert wording.alone == {"cds"}


def test_an_abbreviation_is_no_slip_of_the_keys() -> None:
    index = lexical(["trồng cây xanh đs"])
    assert [label.kind for label in word("CĐS", "CĐS", index).labels] == ["abbreviation"]


@pytest.mark.parametrize(("text", "alone"), [("cây", {"cay"}), ("cây xanh", set()), ("", set())])
def test_the_only_syllable_of_a_question_stands_alone(text: str, alone: set[str]) -> None:
    assert word(text, text, lexical(["trồng cây xanh"])).alone == alone
