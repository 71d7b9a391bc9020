"""Concepts in texts: every label list by its examples, and how labels are found."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.subjects.concepts import concepts_in, find_concepts
from ingest.subjects.scheme import Concept, scheme
from ingest.text.mapped import mapped

WORDS = [word for concept in scheme().values() for label in concept.labels for word in label.split()]


def ids(text: str) -> list[str]:
    return [mention.concept for mention in find_concepts(mapped(text))]


def words(text: str) -> list[str]:
    return [mention.text for mention in find_concepts(mapped(text))]


@pytest.mark.parametrize("concept", scheme().values(), ids=str)
def test_examples_and_counter_examples(concept: Concept) -> None:
    for text in concept.examples:
        assert concept.id in ids(text), text
    for text in concept.counter:
        assert concept.id not in ids(text), text


@pytest.mark.parametrize("concept", scheme().values(), ids=str)
def test_every_label_alone_names_its_concept(concept: Concept) -> None:
    for label in concept.labels:
        assert concept.id in ids(label), label


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tổ chức phòng chống mã độc.", ["ma-doc"]),
        ("TỔ CHỨC PHÒNG, CHỐNG MÃ ĐỘC", ["ma-doc"]),
        ("Tập luyện phòng cháy và chữa cháy.", ["phong-chay-chua-chay"]),
        ("Hoà giải tại thôn.", ["hoa-giai-o-co-so"]),
        ("Học AI buổi tối.", ["tri-tue-nhan-tao"]),
        ("Ai cũng về đích.", []),
        ("Mã độcđáo.", []),
        ("Dự liệu, số nhà.", []),
        ("Họp bàn PCBL.", ["phong-chong-thien-tai", "bao-luc-gia-dinh"]),
        ("", []),
    ],
)
def test_spellings_of_labels(text: str, found: list[str]) -> None:
    assert sorted(ids(text)) == sorted(found)


def test_the_longest_label_counts_and_what_overlaps_in_part() -> None:
    assert words("Hồ sơ sức khỏe điện tử của dân.") == ["Hồ sơ sức khỏe điện tử"]
    assert words("Đào tạo, bồi dưỡng đội ngũ cán bộ quản lý chợ.") == [
        "Đào tạo, bồi dưỡng đội ngũ cán bộ",
        "đội ngũ cán bộ quản lý",
        "quản lý chợ",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Phòng Kinh tế, Hạ tầng và Đô thị chủ trì.",
        "Sở Giáo dục và Đào tạo hướng dẫn.",
        "Các đơn vị phối hợp tác chiến.",
        "Báo với Ban Chỉ huy Quân sự phường.",
    ],
)
def test_names_of_organisations_and_common_words_name_no_concept(text: str) -> None:
    assert ids(text) == []


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "\n", ",", "và", "–", "AI", "\u200b", "(", "."]), max_size=30), st.booleans())
def test_mentions_quote_the_raw_text(parts: list[str], decomposed: bool) -> None:
    raw = unicodedata.normalize("NFD", " ".join(parts)) if decomposed else " ".join(parts)
    for mention in find_concepts(mapped(raw)):
        assert mention.text == raw[mention.start : mention.end]
        assert mention.concept in scheme()


@given(st.text(max_size=60))
@settings(max_examples=50, deadline=None)
def test_any_text_is_read(text: str) -> None:
    places = [(found.i, found.j) for found in concepts_in(text)]
    assert places == sorted(places)
    assert all(0 <= i < j <= len(text) for i, j in places)
