"""Slips of scanning and typing: what is flagged with which reading, what is not, and the copy to match against."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.grammar import load
from ingest.text.mapped import mapped
from ingest.text.slips import corrected, find_slips
from ingest.text.syllables import is_possible


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        # marks lost or exchanged in an official word
        ("Phân đầu trồng cây", [("Phân đầu", "Phấn đấu")]),
        ("tạo chuyên biến trong chợ", [("chuyên biến", "chuyển biến")]),
        ("KÊ HOẠCH", [("KÊ HOẠCH", "KẾ HOẠCH")]),
        ("nền\ntàng số", [("nền\ntàng", "nền\ntảng")]),
        ("Sở Văn hóa, Thể thao và Ðu lịch; Ðảng ủy", [("Ðu lịch", "Du lịch")]),
        ("xây đựng chợ; nhiêm vụ", [("xây đựng", "xây dựng"), ("nhiêm vụ", "nhiệm vụ")]),
        ("đơn vi, Ủy bân", [("đơn vi", "đơn vị"), ("Ủy bân", "Ủy ban")]),
        ("Thuỷ sàn", [("Thuỷ sàn", "Thủy sản")]),
        # syllables that Vietnamese does not have
        ("nguời đuợc mời", [("nguời", "người"), ("đuợc", "được")]),
        ("thưc hiện", [("thưc hiện", "thực hiện")]),
        # letters that look alike
        ("thực hlện", [("thực hlện", "thực hiện")]),
        ("quản 1ý", [("quản 1ý", "quản lý")]),
        ("trách nhiệrn", [("trách nhiệrn", "trách nhiệm")]),
        # a letter too many
        ("Lưu: VT, VHXXH.", [("VHXXH", "VHXH")]),
        # words of their own, or parts of the words beside them
        ("địa phương tiên tiến, phân đầu tư, chuyên đổi mới", []),
        ("chi tiêu nội bộ, số lương, khóa học, hàng năm, công chúng, truyền thống", []),
        ("ý tế nhị", []),
        ("phân, đầu và chuyên; biến", []),
        ("Bà Phan Đậu, ông Kế Hoach", []),
        ("phan dau, ke hoach", []),
        ("ủy ban nhân dân, Uỷ ban, thuỷ sản, hoà giải", []),
        ("ôtô, kilôgam, bêtông, Đắk Lắk, Pắc Bó, Krông Nô", []),
        ("TTHC, CBCC, CCVC, VSATTP, WHOO, IIB", []),
        ("5G/IoT, blockchain, Internet, 24/24, 1.000.000 đồng", []),
    ],
)
def test_slips(text: str, slips: list[tuple[str, str]]) -> None:
    assert [(text[slip.i : slip.j], slip.meant) for slip in find_slips(text)] == slips


def test_the_copy_is_mended_index_for_index_and_the_source_stays() -> None:
    raw = "Phân đầu  đạt 95%, thực hlện tại VHXXH"
    text = mapped(raw)
    assert text.text == "Phấn đấu đạt 95%, thực hiện tại VHXXH"
    assert text.written() == "Phân đầu đạt 95%, thực hlện tại VHXXH"
    assert text.span(0, 8).text == "Phân đầu"


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(["phân", "đầu", "tư", "VHXXH", "đuợc", "thục", "hiện", "của", ",", "\n", "1ý"]), max_size=12
    )
)
def test_a_copy_has_the_length_of_the_text_and_no_slips_of_its_length(words: list[str]) -> None:
    text = unicodedata.normalize("NFC", " ".join(words))
    mended = corrected(text)
    assert len(mended) == len(text)
    starts = [slip.i for slip in find_slips(text)]
    assert starts == sorted(starts)


def test_no_word_of_the_tables_is_a_slip() -> None:
    tables = load("slips")
    sound = [*tables["official"]["words"], *tables["right"]["words"], *tables["beside"]["words"]]
    assert [word for word in sound if list(find_slips(f"({word})"))] == []
    assert len(set(sound)) == len(sound)


@pytest.mark.parametrize("syllable", "được nghiêng quyết giếng gì gìn khuỷu thuở ngoéo uyên y yếu ếch oăn huýt".split())  # noqa: SIM905
def test_syllables(syllable: str) -> None:
    assert is_possible(syllable)


@pytest.mark.parametrize("word", "đuợc thưc huớng nghiêp kông cế ghà nga5 hlện ngườii tàỉ quư yệc".split())  # noqa: SIM905
def test_what_is_no_syllable(word: str) -> None:
    assert not is_possible(word)


@pytest.mark.parametrize("piece", ["phân đầu ", "a", "ệ", "1", "đuợc ", "XX", "rn", "ô", "- ", "|"])
def test_time_grows_with_the_text(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        begin = time.process_time()
        list(find_slips(text))
        return time.process_time() - begin

    seconds(1000)
    assert seconds(100_000) < 1.0
