"""Topics that the grammar shows: every list of words by its own examples, and how they are chosen."""

from __future__ import annotations

import pytest

from ingest.grammar import load
from ingest.subjects.evidence import evidence_of

TOPICS = load("topics")["topic"]


def shown(text: str, headings: tuple[str, ...] = (), output: str | None = None) -> tuple[str, ...]:
    return evidence_of(text, headings, output).shown


@pytest.mark.parametrize("topic", [pytest.param(topic, id=topic["name"]) for topic in TOPICS])
def test_examples_of_the_grammar(topic: dict) -> None:
    for text in topic["examples"]:
        assert topic["name"] in shown(text), text
    for text in topic["counter"]:
        assert topic["name"] not in shown(text), text


def test_there_are_the_fourteen_topics_of_the_guidelines() -> None:
    assert len({topic["name"] for topic in TOPICS}) == len(TOPICS) == 14


def test_no_more_topics_than_the_setting_allows() -> None:
    text = "Tuyên truyền, tập huấn về an ninh mạng, trí tuệ nhân tạo, thủ tục hành chính, sở hữu trí tuệ, hợp tác."
    assert len(shown(text)) == load("topics")["settings"]["most"]


def test_the_name_of_the_field_is_no_topic() -> None:
    assert shown("Phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số.") == ()


def test_headings_count_only_where_the_statement_says_nothing() -> None:
    assert shown("Thực hiện theo phân công.", ("Tăng cường an ninh mạng",)) == ("an ninh mạng",)
    assert shown("Tập huấn tin học cho thôn.", ("Tăng cường an ninh mạng",)) == ("đào tạo - kỹ năng số",)


@pytest.mark.parametrize(
    "text",
    [
        "Nhắc nhở người dân về phòng cháy, chữa cháy.",
        "Làm đường giao thông nông thôn.",
        "Lập danh sách hộ nghèo để tặng quà.",
        "Khám tuyển nghĩa vụ quân sự.",
    ],
)
def test_subjects_outside_the_guidelines_give_no_topic(text: str) -> None:
    assert shown(text) == ()


def test_what_is_only_mentioned_gives_no_topic_but_a_heading_may() -> None:
    assert shown("Mời các doanh nghiệp dự lễ.") == ()
    assert shown("Mời các chủ xưởng dự lễ.", ("Doanh nghiệp",)) == ("doanh nghiệp - khởi nghiệp",)


def test_the_result_counts_last_and_a_report_says_nothing() -> None:
    assert shown("Thực hiện theo phân công.", (), "Lớp tập huấn") == ("đào tạo - kỹ năng số",)
    assert shown("Thực hiện theo phân công.", (), "Báo cáo kết quả") == ()


def test_a_word_inside_a_name_is_no_phrase_of_its_own() -> None:
    assert shown("Lắp camera giám sát ở ngã tư.") == ("hạ tầng số - dữ liệu",)


def test_nothing_to_say_is_no_topic() -> None:
    assert shown("") == ()
