from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from search.abbreviations import in_full, short_forms, written_short
from search.terms import tokens
from search.wording import word
from tests.search.test_lexical import lexical

ENTRIES = tomllib.loads(files("search").joinpath("abbreviations.toml").read_text("utf-8"))["short"]


USUAL = [entry for entry in ENTRIES if not entry.get("talk")]
TALK = [entry for entry in ENTRIES if entry.get("talk")]


@pytest.mark.parametrize("entry", USUAL, ids=[entry["form"] for entry in USUAL])
def test_every_abbreviation_is_spelled_out_in_plans(entry: dict[str, list[str]]) -> None:
    assert in_full(f"Rà soát {entry['form']}.") == f"Rà soát {entry['full'][0]}."


@pytest.mark.parametrize("entry", TALK, ids=[entry["form"] for entry in TALK])
def test_what_is_written_in_a_hurry_is_read_in_questions_alone(entry: dict[str, list[str]]) -> None:
    assert in_full(f"rà soát {entry['form']}") == f"rà soát {entry['form']}"
    [found] = short_forms(f"rà soát {entry['form']}", talk=True)
    assert set(entry["full"]) <= set(found.full)
    assert found.ambiguous == (len(found.full) > 1)


@pytest.mark.parametrize("entry", USUAL, ids=[entry["form"] for entry in USUAL])
def test_every_abbreviation_is_read_in_questions(entry: dict[str, list[str]]) -> None:
    [found] = short_forms(entry["form"], talk=True)
    assert found.full == tuple(entry["full"])
    assert not found.ambiguous
    assert [entry for full in found.full for entry in short_forms(full, talk=True)] == []


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


def test_a_text_in_full_keeps_the_rest_as_it_is() -> None:
    assert in_full("Bảo đảm ATTP, (VSATTP)\n") == "Bảo đảm an toàn thực phẩm, (vệ sinh an toàn thực phẩm)\n"
    assert in_full("không có gì") == "không có gì"
    assert in_full("đạt 95% hoặc 3 %") == "đạt 95 phần trăm hoặc 3 phần trăm"
    assert written_short("ATTP và VSATTP, ATTP") == "ATTP\nVSATTP"


def test_a_question_looks_for_the_full_words_beside_their_neighbours() -> None:
    index = lexical(["đẩy mạnh chuyển đổi số", in_full("tuyên truyền CĐS")])
    wording = word("tuyên truyền CĐS", "tuyên truyền CĐS", index)
    weights = {want.term: want.weight for want in wording.wanted}
    assert weights["chuyển đổi"] == weights["đổi số"] == weights["truyền chuyển"] == 1
    assert "cđs" not in weights
    assert wording.meaning == "tuyên truyền chuyển đổi số"
    assert [(label.kind, label.value, label.said) for label in wording.labels] == [
        ("abbreviation", "chuyển đổi số", "cđs")
    ]
    assert wording.alone == {"cds"}


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("nộp hs", "nộp hồ sơ"),
        ("hs tiểu học", "học sinh tiểu học"),
        ("nop hs", "nộp hồ sơ"),
        ("xem hs", "xem hs"),  # no record says which: it stays text
        ("bc", "báo cáo"),  # one sense only
        ("CT mới", "ct mới"),
    ],
)
def test_the_words_beside_it_choose_the_sense_of_a_short_form(said: str, meaning: str) -> None:
    index = lexical(["tiếp nhận, nộp hồ sơ trực tuyến", "học sinh tiểu học", "báo cáo"])
    assert word(said, said, index).meaning == meaning


def test_an_abbreviation_is_no_slip_of_the_keys() -> None:
    index = lexical(["trồng cây xanh đs"])
    assert [label.kind for label in word("CĐS", "CĐS", index).labels] == ["abbreviation"]


@pytest.mark.parametrize(("text", "alone"), [("cây", {"cay"}), ("cây xanh", set()), ("", set())])
def test_the_only_syllable_of_a_question_stands_alone(text: str, alone: set[str]) -> None:
    assert word(text, text, lexical(["trồng cây xanh"])).alone == alone


def test_a_long_short_form_counts_no_more_than_a_word_of_three_syllables() -> None:
    index = lexical(["chữ ký số", "cán bộ công chức viên chức"])
    weights = {want.term: want.weight for want in word("CKS cho CBCCVC", "CKS cho CBCCVC", index).typed}
    assert weights["chữ"] == weights["ký số"] == 1
    assert weights["cán"] == weights["công chức"] == pytest.approx(5 / 11)
