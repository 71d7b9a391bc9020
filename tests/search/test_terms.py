from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.terms import fold, normalise, number_key, numbers, terms, tokens


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Hoá học", "hóa học"),
        ("THUỶ LỢI", "thủy lợi"),
        ("khoẻ", "khỏe"),
        ("quý", "quý"),
        ("chữ kí, kĩ năng, tỉ lệ", "chữ ký, kỹ năng, tỷ lệ"),
        ("qui định", "quy định"),
        ("vì thi, chi, đi, bí mật, kín", "vì thi, chi, đi, bí mật, kín"),  # nobody wavers here
        ("hoàn toàn", "hoàn toàn"),
        ("Ðường", "đường"),
        (unicodedata.normalize("NFD", "bệnh"), "bệnh"),
    ],
)
def test_spellings_of_one_word_become_one(written: str, normal: str) -> None:
    assert normalise(written) == normal


@pytest.mark.parametrize("letter", "đĐðÐ")
def test_every_kind_of_barred_d_folds(letter: str) -> None:
    assert fold(f"{letter}ường ấ ằ ổ ữ") == "duong a a o u"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("theo 57-NQ/TW và 226/2025/QH15", ["57/nq/tw", "226/2025/qh15"]),
        ("số 71/NQ- \n\n CP ngày 01/4/2025", ["71/nq/cp"]),
        ("01-Ctr/BCĐ", ["01/ctr/bcd"]),
        ("giai đoạn 2026-2030, ngày 22/12/2024", []),
        ("năm 2026 - Tổ chức hội nghị", []),
    ],
)
def test_document_numbers_are_terms_of_their_own(text: str, keys: list[str]) -> None:
    assert [token.exact for token in numbers(text)] == keys


def test_separators_of_a_number_do_not_matter() -> None:
    assert number_key("57-NQ/TW") == number_key("57/nq-tw") == number_key("57 NQ TW")


def test_terms_are_syllables_pairs_and_numbers() -> None:
    assert terms("An ninh mạng") == ["an", "ninh", "mạng", "an ninh", "ninh mạng"]
    assert terms("an ninh mạng", folded=True)[-1] == "ninh mang"
    assert terms("57-NQ/TW")[-1] == "57/nq/tw"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aăâđĐoôơưuýỷhnqg \n-,.\u0300\u0301\u0302\u00ad\u200b1_/", max_size=40))
def test_offsets_point_at_what_was_read(text: str) -> None:
    found = tokens(text)
    for token in found:
        assert tokens(text[token.start : token.end])[0].exact == token.exact
        assert fold(token.exact) == token.folded
    assert [t.start for t in found] == sorted(t.start for t in found)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="hoáàuỷýqkeẻẹb ", max_size=20))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(text)


def test_a_percent_sign_is_a_word() -> None:
    assert [token.exact for token in tokens("đạt 95%, 3 %")] == ["đạt", "95", "%", "3", "%"]
