"""Measurable figures: the examples of the grammar, due dates, spans."""

from __future__ import annotations

import pytest

from ingest.duties.targets import find_targets
from ingest.grammar import load
from ingest.passages import Part, Passage
from ingest.plan import Citation, Deadline, Target, Task
from ingest.text.mapped import mapped


def targets(text: str, part: Part = "target") -> tuple[Target, ...]:
    return find_targets([Passage(mapped(text), part)], [])


def show(found: tuple[Target, ...]) -> str:
    return "; ".join(f"{each.comparator} {each.value:g} {each.unit}" for each in found)


@pytest.mark.parametrize(("text", "expected"), [tuple(row) for row in load("targets")["figures"]["examples"]])
def test_examples_of_the_grammar(text: str, expected: str) -> None:
    assert show(targets(text)) == expected


@pytest.mark.parametrize("text", load("targets")["figures"]["counter"])
def test_counter_examples_of_the_grammar(text: str) -> None:
    statement = mapped(text)
    duty = Task("t001", text, statement.start, statement.end, "body", "II.1")
    assert show(find_targets([Passage(statement, "content")], [duty])) == ""


def test_the_number_of_a_cited_document_is_no_target() -> None:
    text = mapped("Phổ biến Nghị quyết số 57 NQ/TW trong quý I.")
    at = text.text.index("Nghị")
    cited = Citation("Nghị quyết số 57 NQ/TW", at, at + 22, "57-NQ/TW", "Nghị quyết", "57NQ/TW")
    assert find_targets([Passage(text, "target")], [], [cited]) == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Mở 16 lớp; năm 2025 có 14 lớp, 3.627 lượt người học.", "= 16 lớp"),
        ("Dư nợ đến 31/12/2025 là 614 tỷ đồng.", ""),
        ("Thu hút 900 lượt khách (năm trước 700 lượt khách).", "= 900 lượt khách"),
        ("Phấn đấu giảm 20% số vụ so với năm 2025.", "= 20 %"),
        ("Hiện nay, 40% số hộ có hố rác, 5 thôn có bãi rác.", ""),
    ],
)
def test_what_a_past_year_had_is_no_target(text: str, shown: str) -> None:
    assert show(find_targets([Passage(mapped(text), "target")], [], since=2026)) == shown


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("100% hồ sơ được số hóa.", "hồ sơ được số hóa"),
        ("Tỷ lệ hộ dân hài lòng đạt trên 95%.", "Tỷ lệ hộ dân hài lòng"),
        ("Phấn đấu đến năm 2030 đạt 3% tổng chi ngân sách.", "tổng chi ngân sách"),
        ("Trước ngày 02/9/2026, lắp đặt tối thiểu 10 camera tại chợ.", "lắp đặt camera tại chợ"),
    ],
)
def test_metric(text: str, metric: str) -> None:
    assert targets(text)[0].metric == metric


def test_a_figure_alone_is_of_what_was_measured_before() -> None:
    found = targets("Đến tháng 6/2026, 80% sổ sách được số hóa; đến hết quý IV/2026 đạt 100%.")
    assert [each.metric for each in found] == ["sổ sách được số hóa"] * 2


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


@pytest.mark.parametrize(
    ("deadline", "part", "due"),
    [
        (Deadline("date", "2026-05-31"), "content", "2026-05-31"),
        (Deadline("range", "2026-Q2/2026-Q4"), "content", "2026-Q4"),  # by its end
        (Deadline("ongoing", "2026-Q2"), "content", None),  # which only begins then
        (Deadline("recurring", None, "yearly", "--06-10"), "content", None),
        (Deadline("recurring", None, "yearly", "--06-10"), "appendix", "--06-10"),
        (None, "content", None),
    ],
)
def test_a_figure_is_due_with_its_task(deadline: Deadline | None, part: Part, due: str | None) -> None:
    text = mapped("Mở ít nhất 05 lớp dạy bơi.")
    task = Task("t001", text.text, 0, len(text), "body", "II.1", deadline=deadline)
    assert [each.due for each in find_targets([Passage(text, part)], [task])] == [due]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Trước ngày 02/9/2026, lắp đặt tối thiểu 10 camera tại chợ.", "2026-09-02"),
        ("Bàn giao ít nhất 12 ngôi nhà trước ngày 30/4/2027.", "2027-04-30"),
        ("Đến tháng 6/2026, 80% hồ sơ được số hóa.", "2026-06"),
        ("Đến hết quý IV/2026 đạt 100% thôn có loa.", "2026-Q4"),
        ("Tỷ lệ hộ nghèo dưới 2% vào năm 2027.", "2027"),
        ("Giảm 10% số vụ tai nạn so với năm 2025.", None),
        ("Theo Quyết định số 15/QĐ-UBND ngày 05/01/2026, 90% hộ có nước sạch.", None),
    ],
)
def test_due_is_what_the_clause_states(text: str, due: str | None) -> None:
    assert targets(text)[0].due == due


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Đến năm 2027 đạt 60%, đến năm 2030 đạt 90% hộ có nước sạch.",
            [("Đến năm 2027 đạt 60%", "2027"), ("đến năm 2030 đạt 90% hộ có nước sạch", "2030")],
        ),
        (
            "Thu hút 15 dự án, vốn đăng ký 200 tỷ đồng trong năm 2027.",
            [("Thu hút 15 dự án", "2027"), ("vốn đăng ký 200 tỷ đồng trong năm 2027", "2027")],
        ),
        (
            "Giảm 5% số vụ cháy, giảm ít nhất 8% thiệt hại, tăng 9% số đội.",
            [
                ("Giảm 5% số vụ cháy", None),
                ("giảm ít nhất 8% thiệt hại", None),
                ("tăng 9% số đội", None),
            ],
        ),
        (
            "Tặng 30 suất quà cho 50 hộ trong năm 2027.",
            [("Tặng 30 suất quà", "2027"), ("50 hộ trong năm 2027", "2027")],
        ),
    ],
)
def test_each_figure_of_a_clause_has_its_own_words(text: str, found: list[tuple[str, str]]) -> None:
    assert [(each.text, each.due) for each in targets(text)] == found


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("Thu hút 15 dự án, vốn đăng ký 200 tỷ đồng.", ["Thu hút dự án", "vốn đăng ký"]),
        ("Tỷ lệ hộ nghèo còn 1,2%, trong đó ở vùng cao còn 3%.", ["Tỷ lệ hộ nghèo", "trong đó ở vùng cao"]),
        ("Đạt 400 triệu USD.", ["triệu USD"]),
        ("Tặng 30 suất quà cho 50 hộ.", ["Tặng suất quà", "hộ"]),
    ],
)
def test_what_is_measured_is_no_unit_of_measure(text: str, metrics: list[str]) -> None:
    assert [each.metric for each in targets(text)] == metrics


def test_a_heading_that_is_a_task_holds_targets() -> None:
    text = mapped("Trồng ít nhất 500 cây xanh ven đường.")
    task = Task("t001", text.text, text.start, text.end, "body", "II.1")
    assert [each.value for each in find_targets([Passage(text, "content", heading=True)], [task])] == [500]
    assert find_targets([Passage(text, "content", heading=True)], []) == ()


def test_due_is_the_year_of_the_nearest_heading_that_names_one() -> None:
    lines = [
        ("Mục tiêu đến năm 2035", "I", True),
        ("Về trẻ em", "I.1", True),
        ("100% trẻ em đến trường.", "I.1", False),
    ]
    more = [("Mục tiêu", "II", True), ("90% trẻ em biết bơi.", "II", False)]
    passages = [Passage(mapped(text), "target", label, heading=heading) for text, label, heading in lines + more]
    assert [each.due for each in find_targets(passages, [])] == ["2035", None]
    above = Passage(mapped("Từ nay đến năm 2031, phấn đấu đạt các chỉ tiêu sau:"), "target", "III")
    below = Passage(mapped("100% trẻ em đến trường."), "target", "III")
    assert [each.due for each in find_targets([above, below], [])] == ["2031"]


@pytest.mark.parametrize(("heading", "count"), [("ĐẶC ĐIỂM TÌNH HÌNH", 0), ("Yêu cầu", 1)])
def test_what_is_sets_no_target(heading: str, count: int) -> None:
    passages = [
        Passage(mapped(heading), "purpose", "II", heading=True),
        Passage(mapped("Phấn đấu rừng che phủ đạt 68,2%."), "purpose", "II"),
        Passage(mapped("CHỈ TIÊU"), "target", "III", heading=True),
        Passage(mapped("90% hộ có nước sạch."), "target", "III"),
    ]
    assert len(find_targets(passages, [])) == count + 1


def test_other_parts_hold_no_targets() -> None:
    assert targets("Bố trí 30% kinh phí.", "funding") == ()
