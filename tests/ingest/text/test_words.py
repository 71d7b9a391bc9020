"""The splitter and tagger keep offsets exact and leave nothing behind in the process."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.text.spelling import modern, traditional
from ingest.text.words import words

SENTENCES = [
    "Phòng Văn hóa - Xã hội chủ trì, phối hợp với Ban Quản lý chợ rà soát hồ sơ.",
    "Uỷ ban nhân dân xã Hoà Thủy tổ chức tập huấn hoá học, y tế trước ngày 15/6/2026;",
    "  Hai  dấu cách, “ngoặc kép”… và số 57-NQ/TW  ",
    "KHCN&ĐMST 3,5% (khoảng 10.000 hộ)",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_offsets_are_exact_and_cover_all_but_blanks(sentence: str) -> None:
    found = words(sentence)
    assert all(sentence[w.start : w.end] == w.text for w in found)
    assert "".join(w.text for w in found).replace(" ", "") == "".join(sentence.split())


@given(st.text(alphabet="aăâêôơưđòóáhqnuyo hòathuỷQuý ,.;-/&%()0123456789\n\t", max_size=60))
@settings(max_examples=50, deadline=None)
def test_offsets_hold_for_any_text(text: str) -> None:
    assert all(text[w.start : w.end] == w.text for w in words(text))


def test_empty_text_has_no_words() -> None:
    assert words("") == words(" \n ") == []


def test_new_and_old_tone_placement_split_alike() -> None:
    new = [(w.start, w.end, w.tag) for w in words("Phát triển ngành hóa học và thủy sản.")]
    old = [(w.start, w.end, w.tag) for w in words("Phát triển ngành hoá học và thuỷ sản.")]
    assert new == old
    assert "hóa học" in [w.text for w in words("Phát triển ngành hóa học và thủy sản.")]


def test_a_verb_after_a_name_is_tagged_as_a_verb() -> None:
    tags = {w.text: w.tag for w in words("Phòng Văn hóa - Xã hội chủ trì, phối hợp với Trạm Y tế.")}
    assert tags["chủ trì"] == tags["phối hợp"] == "V"
    assert tags["Phòng"] == "N"


def test_repeated_calls_agree() -> None:
    # `pos_tag(model="v2.0")` of the library fails on the second call.
    assert words("Sở Y tế báo cáo.") == words("Sở Y tế báo cáo.")
    assert [w.tag for w in words("Công an xã tuần tra.")] == [w.tag for w in words("Công an xã tuần tra.")]


def test_loading_leaves_the_process_as_it_was() -> None:
    program = (
        "import logging, sys\n"
        "logging.getLogger().setLevel(logging.ERROR)\n"
        "from ingest.text.words import words\n"
        "assert 'underthesea' not in sys.modules\n"
        "words('Công an phường tuần tra.')\n"
        "assert logging.getLogger().handlers == [], logging.getLogger().handlers\n"
        "assert logging.getLogger().level == logging.ERROR\n"
        "assert not {'torch', 'transformers'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Hoà", "Hòa"),
        ("hoá, thuỷ, khoẻ", "hóa, thủy, khỏe"),
        ("HOÀ", "HÒA"),
        ("Uỷ ban", "Ủy ban"),
        ("quý", "quý"),
        ("hoàn toàn", "hoàn toàn"),
        ("huỳnh", "huỳnh"),
    ],
)
def test_tone_placement(old: str, new: str) -> None:
    assert modern(old) == new
    assert traditional(new) == old
    assert len(modern(old)) == len(old)
