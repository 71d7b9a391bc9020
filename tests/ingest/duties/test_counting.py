"""Which numbers a statement sets itself and what they count: the shipped weights, what they see, how one learns them.

The sentences here trained nothing.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.duties.counting import Said, Standing, is_set, noun_at, noun_end, seen_of_noun, seen_of_number
from ingest.duties.measured import PlanNumbers, figures, numbers
from ingest.organisations.lexicon import folded

TEXTS = st.text(alphabet="aáạbcdđeêghiklmnoôơpqrstuưvxy .,;:/-%“”()0123456789ABCĐ", max_size=200)
DUTY = Standing("content", "body")


def counted(text: str, standing: Standing = DUTY) -> list[tuple[float, str, str | None]]:
    return [(each.value, each.unit, each.per) for each in figures(text, folded(text), standing)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mở 03 lớp tin học cho người cao tuổi.", [(3, "lớp", None)]),
        ("Phát tin trên loa tối thiểu 02 lần/tuần.", [(2, "lần", "tuần")]),
        ("Trồng 1.500 cây xanh ven kênh, nạo vét 2,5 km mương.", [(1500, "cây xanh", None), (2.5, "km", None)]),
        ("Giữ mức sinh 2,1 con/phụ nữ.", [(2.1, "con/phụ nữ", None)]),
        ("Giặm cây khi số cây chết trên 20 cây; nơi có trên 30% hộ chưa ký thì họp lại.", []),
        ("Rà soát hồ sơ nộp trong tháng 3 năm 2026.", []),
        ("Họp vào ngày 15 tháng 6 tại hội trường.", []),
        ("Theo Kế hoạch số 12 ngày 05 tháng 01 của xã.", []),
        ("Chăm sóc trẻ dưới 6 tuổi.", []),
    ],
)
def test_what_is_counted(text: str, found: list[tuple[float, str, str | None]]) -> None:
    assert counted(text) == found


def test_where_a_statement_stands_weighs() -> None:
    text = "12 hợp tác xã"
    seen = [seen_of_number(text, 0, 2, Standing(part)) for part in ("target", "organisation")]
    assert seen[0] != seen[1]
    assert counted(text, Standing("target")) == [(12, "hợp tác xã", None)]


def test_a_plan_knows_what_it_says_often_and_how_dense_it_is_with_numbers() -> None:
    lines = [f"xã {name}: lấy mẫu 01 vị trí" for name in ("an bình", "tân tiến", "hòa lộc")] + ["trồng 500 cây"]
    of_plan = PlanNumbers.among(lines)
    first, other = next(numbers(lines[0])), next(numbers(lines[3]))
    assert of_plan.said(first, lines[0], 1) == Said(3, 1.0)
    assert of_plan.said(other, lines[3], 2) == Said(1, 1.0, 2)
    assert PlanNumbers().said(first, lines[0], 1) == Said()


def test_numbers_are_seen_with_what_is_around_them() -> None:
    text = "tổ chức 02 lớp, mỗi lớp 40 người"
    seen = seen_of_number(text, 8, 10, DUTY)
    assert {"tổ", "tổ chức", "-1 chức", "+1 lớp", "padded", "in content", "of body"} <= seen.keys()
    assert set(seen_of_number(text.replace("40", "35"), 8, 10, DUTY)) == set(seen)


@pytest.mark.parametrize(
    ("lowered", "found"),
    [
        ("mở 02 lớp, 15 buổi", [(2, "02"), (15, "15")]),
        ("đạt 12/15 tiêu chí", [(12, "12")]),
        ("đạt 40/40 xã", [(40, "40")]),
        ("từ 02 đến 03 cụm", [(2, "02")]),
        ("trước ngày 15/6 hằng năm", []),
        ("diện tích 1.250,5 ha", [(1250.5, "1.250,5")]),
        ("đạt 95%", []),
    ],
)
def test_numbers_that_a_word_follows(lowered: str, found: list[tuple[float, str]]) -> None:
    assert [(each.value, lowered[each.i : each.j]) for each in numbers(lowered)] == found


def test_the_last_word_ends_a_noun() -> None:
    text = "02 thùng."
    assert noun_end(text, 2) == len(text) - 1
    assert noun_end("02 (hai) thùng", 2) is None


def test_a_noun_is_seen_word_by_word() -> None:
    noun = noun_at("30 Trạm y tế, cơ sở khám bệnh", 2)
    assert noun.words[:5] == ("trạm", "y", "tế", ",", "cơ")
    assert noun.capital[0]
    assert {"long 1", "trạm$", "+1 y", "+2 y tế"} <= seen_of_noun(noun, 0).keys()
    assert "mark" in seen_of_noun(noun, 2)


@given(TEXTS)
def test_figures_lie_in_their_text_in_order(text: str) -> None:
    found = figures(text, folded(text), DUTY)
    assert all(0 <= each.i < each.j <= len(text) and each.unit.strip() for each in found)
    assert [each.i for each in found] == sorted(each.i for each in found)
    assert found == figures(text, folded(text), DUTY)


@given(TEXTS, st.integers(0, 200))
def test_a_noun_ends_behind_its_beginning(text: str, at: int) -> None:
    end = noun_end(text, min(at, len(text)))
    assert end is None or at < end <= len(text)


def test_learning_gives_the_same_weights_each_time(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    from ingest.duties.train import main

    lines = [f"{n}. Mở {n % 7 + 2:02} lớp học nghề ở thôn {n}." for n in range(1, 15)]
    text = "KẾ HOẠCH\nCông tác năm 2026\n\nI. NHIỆM VỤ\n\n" + "\n\n".join(lines) + "\n"
    places = [text.index(line) + line.index("Mở") + 3 for line in lines]
    told = [{"start": at, "end": at + 6, "value": int(text[at : at + 2]), "unit": "lớp"} for at in places]
    (tmp_path / "small.txt").write_text(text, encoding="utf-8")
    (tmp_path / "small.gold.json").write_text(json.dumps({"targets": told}, ensure_ascii=False), encoding="utf-8")
    assert main([str(tmp_path), str(tmp_path)]) == 0
    first = [(tmp_path / name).read_text("utf-8") for name in ("counts.json", "shares.json", "nouns.json")]
    assert main([str(tmp_path), str(tmp_path)]) == 0
    assert first == [(tmp_path / name).read_text("utf-8") for name in ("counts.json", "shares.json", "nouns.json")]
    (counts,) = json.loads(first[0])
    assert counts["weights"]["+1 lớp"] > 0


def test_learning_from_nothing_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from ingest.duties.train import main

    assert main([str(tmp_path), str(tmp_path)]) == 1
    assert "no annotated targets" in capsys.readouterr().err


def test_is_set_needs_a_number_of_things() -> None:
    assert is_set("trồng 500 cây", 6, 9, DUTY)
    assert not is_set("năm 2026 của xã", 4, 8, DUTY)
