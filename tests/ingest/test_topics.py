"""Topics: every list of words by its own examples, and how topics are chosen."""

from __future__ import annotations

import pytest

from ingest.grammar import load
from ingest.topics import classify_topics

TOPICS = load("topics")["topic"]


@pytest.mark.parametrize("topic", [pytest.param(topic, id=topic["name"]) for topic in TOPICS])
def test_examples_of_the_grammar(topic: dict) -> None:
    for text in topic["examples"]:
        assert topic["name"] in classify_topics(text, (), None), text
    for text in topic["counter"]:
        assert topic["name"] not in classify_topics(text, (), None), text


def test_there_are_the_fourteen_topics_of_the_guidelines() -> None:
    assert len({topic["name"] for topic in TOPICS}) == len(TOPICS) == 14


def test_no_more_topics_than_the_setting_allows() -> None:
    text = "Tuyên truyền, tập huấn về an ninh mạng, trí tuệ nhân tạo, thủ tục hành chính, sở hữu trí tuệ, hợp tác."
    assert len(classify_topics(text, (), None)) == load("topics")["settings"]["most"]


def test_the_name_of_the_field_is_no_topic() -> None:
    assert classify_topics("Phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số.", (), None) == ()


def test_headings_count_only_where_the_statement_says_nothing() -> None:
    assert classify_topics("Thực hiện theo phân công.", ("Tăng cường an ninh mạng",), None) == ("an ninh mạng",)
    assert classify_topics("Tập huấn cho thôn.", ("Tăng cường an ninh mạng",), None) == ("đào tạo - kỹ năng số",)


def test_nothing_to_say_is_no_topic() -> None:
    assert classify_topics("", (), None) == ()
