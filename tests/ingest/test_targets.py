"""Measurable figures: the examples of the grammar, due dates, spans."""

from __future__ import annotations

import pytest

from ingest.grammar import load
from ingest.mapped import mapped
from ingest.passages import Part, Passage
from ingest.plan import Deadline, Target, Task
from ingest.targets import find_targets


def targets(text: str, part: Part = "target") -> tuple[Target, ...]:
    return find_targets([Passage(mapped(text), part)], [])


def show(found: tuple[Target, ...]) -> str:
    return "; ".join(f"{each.comparator} {each.value:g} {each.unit}" for each in found)


@pytest.mark.parametrize(("text", "expected"), [tuple(row) for row in load("targets")["figures"]["examples"]])
def test_examples_of_the_grammar(text: str, expected: str) -> None:
    assert show(targets(text)) == expected


@pytest.mark.parametrize("text", load("targets")["figures"]["counter"])
def test_counter_examples_of_the_grammar(text: str) -> None:
    assert show(targets(text)) == ""


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("100% hồ sơ được số hóa.", "hồ sơ được số hóa"),
        ("Tỷ lệ hộ dân hài lòng đạt trên 95%.", "Tỷ lệ hộ dân hài lòng"),
        ("Phấn đấu đến năm 2030 đạt 3% tổng chi ngân sách.", "tổng chi ngân sách"),
    ],
)
def test_metric(text: str, metric: str) -> None:
    assert targets(text)[0].metric == metric


def test_due_is_the_year_of_the_sentence_then_of_the_heading_then_the_deadline_of_the_row() -> None:
    raw = "1. Đến hết năm 2027\n100% hộ dân có nước sạch.\nĐến năm 2030 đạt 90% hộ dân.\nKiểm tra ít nhất 02 cơ sở."
    lines = [mapped(raw, start, raw.index("\n", start) if "\n" in raw[start:] else len(raw))
             for start in (0, *(i + 1 for i, c in enumerate(raw) if c == "\n"))]  # fmt: skip
    row = Task("t001", lines[3].text, lines[3].start, lines[3].end, "appendix", "PHỤ LỤC.1",
               deadline=Deadline("month", "2026-12"))  # fmt: skip
    passages = [Passage(lines[0], "target", heading=True), *(Passage(line, "target") for line in lines[1:3])]
    found = find_targets([*passages, Passage(lines[3], "appendix")], [row])
    assert [(each.due, each.task) for each in found] == [("2027", None), ("2030", None), ("2026-12", "t001")]
    assert all(raw[each.start : each.end] == each.text for each in found)


def test_other_parts_hold_no_targets() -> None:
    assert targets("Bố trí 30% kinh phí.", "funding") == ()
