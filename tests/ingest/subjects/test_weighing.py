"""Topics as the words of a statement weigh: the shipped weights, what the model sees, how they are learned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.subjects.evidence import evidence_of, topic_names
from ingest.subjects.topics import classify_topics
from ingest.subjects.weighing import features, probabilities, weights


def seen(text: str, *headings: str) -> dict[str, float]:
    return features(evidence_of(text, headings, None))


TEXTS = st.text(alphabet="aáạbcdđeêghiklmnoôơpqrstuưvxy .,;:“”0123456789ABCĐ", max_size=200)


def test_there_are_weights_for_every_topic_in_their_order() -> None:
    assert weights().answers == topic_names()
    assert len(weights().bias) == len(topic_names())
    assert all(0 <= index < len(topic_names()) for told in weights().features.values() for index, _ in told)


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Cảnh báo người dân về lừa đảo trực tuyến, bảo vệ tài khoản ngân hàng.", ("an ninh mạng", "tuyên truyền")),
        ("Đưa tin, bài về mùa màng trên loa truyền thanh của xã.", ("tuyên truyền",)),
        ("Kiểm tra, giám sát việc thực hiện, định kỳ báo cáo kết quả về UBND xã.", ("giám sát - báo cáo",)),
        ("Vận hành trục liên thông, chia sẻ dữ liệu giữa các sở.", ("hạ tầng số - dữ liệu",)),
        ("Bố trí kinh phí trong dự toán ngân sách năm.", ("tài chính - ngân sách",)),
        ("Trồng hoa hai bên đường vào thôn.", ()),
        ("", ()),
    ],
)
def test_statements_and_their_topics(text: str, topics: tuple[str, ...]) -> None:
    assert classify_topics(text, (), None) == topics


def test_words_alone_can_speak_for_a_topic_that_no_list_shows() -> None:
    below = evidence_of("Treo biển ở đầu ngõ.", ("Tuyên truyền, phổ biến",), None)
    alone = evidence_of("Treo biển ở đầu ngõ.", (), None)
    assert probabilities(below)["tuyên truyền"] > probabilities(alone)["tuyên truyền"]


def test_numbers_count_as_one_word_and_places_are_told_apart() -> None:
    assert seen("Mở 02 lớp").keys() == seen("Mở 15 lớp").keys()
    assert {"mở", "lớp", "mở lớp", "^mở", "#tin học"} <= seen("mở lớp", "tin học").keys()


def test_where_and_how_often_a_topic_shows_itself_is_seen() -> None:
    early = seen("Tập huấn tin học cho cán bộ; tập huấn phần mềm.")
    late = seen(
        "Chuẩn bị hội trường, bàn ghế, loa máy và nước uống cho buổi họp mặt cuối năm, tập huấn tin học cho cán bộ."
    )
    assert "=đào tạo - kỹ năng số@head" in early
    assert "=đào tạo - kỹ năng số@near" in late
    assert early["=đào tạo - kỹ năng số times"] > late["=đào tạo - kỹ năng số times"]
    assert {"h1=hợp tác", "h0=an ninh mạng"} <= seen("Mở lớp.", "Hợp tác quốc tế", "An ninh mạng").keys()


@given(TEXTS, TEXTS)
def test_the_answer_is_an_ordered_choice_of_at_most_three(text: str, heading: str) -> None:
    topics = classify_topics(text, (heading,), None)
    assert topics == tuple(name for name in topic_names() if name in topics)
    assert len(topics) <= 3
    assert topics == classify_topics(text, (heading,), None)


@given(TEXTS)
def test_what_words_are_worth_does_not_grow_with_their_number(text: str) -> None:
    words = [
        value for feature, value in seen(text).items() if not feature.startswith(("=", "c=", "^c=", "long", "shown"))
    ]
    assert sum(value**2 for value in words) <= 25.01


def test_learning_gives_the_same_weights_each_time_and_leaves_out_rare_words(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    from ingest.subjects.train import main

    _write_gold(tmp_path)
    out = tmp_path / "weights.json"
    assert main([str(out), str(tmp_path)]) == 0
    first = out.read_text("utf-8")
    assert main([str(out), str(tmp_path)]) == 0
    assert out.read_text("utf-8") == first
    learned = {topic["name"]: topic["weights"] for topic in json.loads(first)}
    assert list(learned) == list(topic_names())
    assert any(weight > 0 for weight in learned["tuyên truyền"].values())
    assert not any("thôn 1" in feature for told in learned.values() for feature in told)


def test_learning_from_nothing_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from ingest.subjects.train import main

    assert main([str(tmp_path / "weights.json"), str(tmp_path)]) == 1
    assert "no annotated topics" in capsys.readouterr().err


def test_gold_without_its_source_is_named(tmp_path: Path) -> None:
    from ingest.subjects.train import examples

    (tmp_path / "lonely.gold.json").write_text('{"tasks": [{"start": 0, "topics": ["hợp tác"]}]}', encoding="utf-8")
    with pytest.raises(FileNotFoundError, match=r"lonely\.gold\.json.*lonely\.txt"):
        list(examples(tmp_path))


def _write_gold(folder: Path) -> None:
    """A plan with as many tasks as it takes to learn a word, and its annotation."""
    pairs = [
        ("Tuyên truyền ở chợ cho bà con thôn", "tuyên truyền"),
        ("Giám sát, báo cáo kết quả thôn", "giám sát - báo cáo"),
    ]
    lines = [f"{n}. {pairs[n % 2][0]} {n}." for n in range(1, 21)]
    head = "KẾ HOẠCH\nCông tác năm 2026\n\nI. NHIỆM VỤ\n\n"
    text = head + "\n\n".join(lines) + "\n"
    tasks, topics = [], dict(pairs)
    for line in lines:
        start = text.index(line) + line.index(" ") + 1
        said = line.split(" ", 1)[1]
        tasks.append({"start": start, "topics": [topic for words, topic in topics.items() if said.startswith(words)]})
    (folder / "small.txt").write_text(text, encoding="utf-8")
    (folder / "small.gold.json").write_text(json.dumps({"tasks": tasks}, ensure_ascii=False), encoding="utf-8")
