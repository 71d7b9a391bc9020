"""Tasks from frames, and the organisations of a plan from its tasks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.duties.tasks import build_tasks, gather_units
from ingest.passages import Part, Passage, Place, TaskFrame
from ingest.plan import Citation, Deadline
from ingest.structure.frames import find_frames
from ingest.structure.layout import layout
from ingest.text.mapped import mapped

PLACE = Place(ward="Hòa Bình", kind="phường", city="Hải Phòng", city_kind="thành phố")

RAW = (
    "Tuyên truyền  Quyết định số 15/QĐ-TTg\n\ntheo hướng dẫn của Sở Y tế; "
    "báo cáo UBND phường trước ngày 20/11 hằng năm.\n"
    "Trạm Y tế\tCông an phường; các đoàn thể\t- Tháng 6/2026.\tBáo cáo số liệu...\n"
    "Rà soát quy chế chợ của Hội đồng nhân dân phường."
)


def part(text: str) -> tuple[int, int]:
    start = RAW.index(text)
    return start, start + len(text)


def frames() -> list[TaskFrame]:
    first = mapped(RAW, 0, RAW.index("\nTrạm"))
    last = mapped(RAW, *part("Rà soát quy chế chợ của Hội đồng nhân dân phường."))
    cells = {
        "lead": (mapped(RAW, *part("Trạm Y tế")),),
        "coordinate": (mapped(RAW, *part("Công an phường; các đoàn thể")),),
        "time": (mapped(RAW, *part("- Tháng 6/2026.")),),
        "output": (mapped(RAW, *part("Báo cáo số liệu...")),),
    }
    return [TaskFrame(first, "body", "II.1", ("I. NỘI DUNG",)), TaskFrame(last, "appendix", "PHỤ LỤC.1", (), **cells)]


def citation(text: str, canonical: str) -> Citation:
    start, end = part(text)
    return Citation(text, start, end, canonical, "Quyết định")


def test_a_task_from_running_text() -> None:
    first, _ = build_tasks(frames(), [citation("Quyết định số 15/QĐ-TTg", "15/QĐ-TTg")], PLACE)
    assert (first.id, first.path, first.source, first.headings) == ("t001", "II.1", "body", ("I. NỘI DUNG",))
    assert first.text == RAW[first.start : first.end]
    assert first.cites == ("15/QĐ-TTg",)
    assert first.report_to == ("Ủy ban nhân dân phường",)
    assert first.deadline == Deadline("recurring", None, "yearly", "--11-20")
    assert first.deadline_raw == "trước ngày 20/11 hằng năm"
    assert "tuyên truyền" in first.topics
    assert [mention.concept for mention in first.concepts] == ["tuyen-truyen"]
    assert all(mention.text == RAW[mention.start : mention.end] for mention in first.concepts)
    assert first.output is None


def test_a_task_from_a_table_row() -> None:
    _, row = build_tasks(frames(), [citation("Quyết định số 15/QĐ-TTg", "15/QĐ-TTg")], PLACE)
    assert row.id == "t002"
    assert row.lead == ("Trạm Y tế",)
    assert row.coordinate == ("Công an phường", "Các đoàn thể")
    assert (row.deadline_raw, row.deadline) == ("Tháng 6/2026", Deadline("month", "2026-06"))
    assert row.output == "Báo cáo số liệu..."
    assert row.cites == ()
    for span in (row.deadline_span, row.output_span, *row.assignments):
        assert span is not None
        assert RAW[span.start : span.end] == span.text


def test_a_broken_row_is_one_task() -> None:
    frame = frames()[1]
    whole = TaskFrame(frame.text, "appendix", "PHỤ LỤC.1", continuation=(mapped(RAW, *part("báo cáo UBND phường")),))
    (task,) = build_tasks([whole], [citation("UBND phường", "1/X")], PLACE)
    assert [piece.text for piece in task.continuation] == ["báo cáo UBND phường"]
    assert task.report_to == ("Ủy ban nhân dân phường",)
    assert task.cites == ("1/X",)


def test_units_are_those_that_act_and_not_issuers() -> None:
    units = {unit.canonical: unit for unit in gather_units(build_tasks(frames(), [], PLACE), (), PLACE)}
    assert list(units) == ["Sở Y tế", "Ủy ban nhân dân phường", "Trạm Y tế", "Công an phường", "Các đoàn thể"]
    assert units["Ủy ban nhân dân phường"].surface_forms == ("UBND phường",)
    assert units["Các đoàn thể"].level == "group"
    for unit in units.values():
        assert all(RAW[span.start : span.end] == span.text for span in unit.mentions)


@pytest.mark.parametrize(
    ("statement", "units"),
    [
        ("Tham gia hội chợ do Sở Công Thương tổ chức.", ["Sở Công Thương"]),
        ("Phổ biến chính sách cho các đoàn thể, tổ dân phố.", []),
        ("Thực hiện quy hoạch đã được Thủ tướng Chính phủ phê duyệt.", []),
        ("Thực hiện theo chỉ đạo của Sở Y tế và các cơ quan chuyên môn.", ["Sở Y tế", "Các cơ quan chuyên môn"]),
    ],
)
def test_who_takes_part(statement: str, units: list[str]) -> None:
    tasks = build_tasks([TaskFrame(mapped(statement), "body", "II.1")], [], PLACE)
    assert [unit.canonical for unit in gather_units(tasks, (), PLACE)] == units


@pytest.mark.parametrize(
    ("text", "part", "units"),
    [
        (
            "Kịp thời đề xuất với cấp trên (Sở Y tế, UBND thành phố).",
            "purpose",
            ["Sở Y tế", "Ủy ban nhân dân thành phố"],
        ),
        ("Học theo mô hình của cấp trên (Sở Y tế).", "purpose", []),
        ("Kịp thời đề xuất với cấp trên (Sở Y tế).", "target", []),
    ],
)
def test_requirements_name_who_is_told_of_difficulties(text: str, part: Part, units: list[str]) -> None:
    assert [unit.canonical for unit in gather_units((), [Passage(mapped(text), part)], PLACE)] == units


@given(st.text(alphabet="UBNDphườngSởYtếCácđơnvịhợpvới,;.()&- \n", max_size=120))
@settings(max_examples=50, deadline=None)
def test_spans_are_exact_for_any_text(text: str) -> None:
    if not text.strip():
        return
    for task in build_tasks([TaskFrame(mapped(text), "body", "I", lead=(mapped(text),))], [], PLACE):
        assert all(text[each.start : each.end] == each.text for each in task.assignments)


def deadlines(body: str) -> list[tuple[str, str | None]]:
    frames = find_frames(layout(f"KẾ HOẠCH\n\nLàm việc\n\n{body}").root)
    found = build_tasks(frames, [], PLACE)
    return [(task.deadline_raw or "", task.deadline.iso if task.deadline else None) for task in found]


def test_the_time_of_a_heading_is_that_of_tasks_without_one() -> None:
    body = (
        "II. NỘI DUNG\n\n1. Đợt 1: Trong tháng 3/2027\n\n- Treo cờ.\n\n- Quét chợ, hoàn thành trước ngày 05/3/2027.\n\n"
        "2. Việc khác\n\n- Xếp sách."
    )
    assert deadlines(body) == [
        ("Trong tháng 3/2027", "2027-03"),
        ("hoàn thành trước ngày 05/3/2027", "2027-03-05"),
        ("", None),
    ]


def test_an_item_keeps_its_own_day_under_a_shared_block() -> None:
    body = (
        "II. NỘI DUNG\n\n1. Ba buổi họp\n\n(1) Buổi đầu: Chậm nhất ngày 10/3/2027 (theo điều lệ hội).\n\n"
        "(2) Buổi cuối.\n\n- Thời gian: Quý I/2027.\n\n- Đơn vị chủ trì: Trạm Y tế."
    )
    assert deadlines(body) == [("Chậm nhất ngày 10/3/2027", "2027-03-10"), ("Quý I/2027", "2027-Q1")]


@pytest.mark.parametrize(
    ("who", "deadline"),
    [
        ("Trạm Y tế chịu trách nhiệm; Công an phường phối hợp, từ tháng 3 đến tháng 5/2027", "2027-03/2027-05"),
        ("Trạm Y tế, Công an phường, Tổ dân phố 5", None),
    ],
)
def test_the_time_behind_those_who_do_it(who: str, deadline: str | None) -> None:
    body = f"II. NHIỆM VỤ\n\n1. Nước sạch\n\n- Đo giếng.\n\n- Đơn vị thực hiện: {who}."
    assert [iso for _, iso in deadlines(body)] == [deadline]


def test_a_day_says_more_than_the_span_of_the_block_above_it() -> None:
    block = mapped("Từ ngày 15/4/2026 đến ngày 15/5/2026")
    texts = ("Lễ ra quân vào sáng ngày 16/4/2026.", "Xếp sách.", "Sửa cống xong trong tháng 4/2026.")
    frames = [TaskFrame(mapped(text), "body", "II.1", (), time=(block,)) for text in texts]
    assert [task.deadline and task.deadline.iso for task in build_tasks(frames, [], PLACE)] == [
        "2026-04-16",
        "2026-04-15/2026-05-15",
        "2026-04",
    ]
    (row,) = build_tasks([replace(frames[0], row=True)], [], PLACE)
    assert row.deadline == Deadline("range", "2026-04-15/2026-05-15")


def test_a_rhythm_says_more_than_the_span_of_its_block() -> None:
    body = "II. NHIỆM VỤ\n\n1. Hè\n\n- Nhắn tin cho phụ huynh vào thứ Sáu hằng tuần.\n\n- Thời gian: {}."
    assert deadlines(body.format("từ ngày 25/5 đến ngày 22/8/2027")) == [("vào thứ Sáu hằng tuần", None)]
    assert deadlines(body.format("thường xuyên")) == [("thường xuyên", None)]


def test_hours_in_a_table_are_those_of_the_day_above_it() -> None:
    table = "Thời gian\tNội dung\tNgười phụ trách\n{}\tChào cờ\tĐoàn Thanh niên\n{}\tHọc hát\tTổ Âm nhạc"
    body = f"II. NỘI DUNG\n\n1. Chương trình\n\nNGÀY 1: THỨ TƯ, NGÀY 19/5/2027\n\n{table}"
    assert deadlines(body.format("7h00 - 7h30", "Tháng 6/2027")) == [
        ("7h00 - 7h30", "2027-05-19"),
        ("Tháng 6/2027", "2027-06"),
    ]


def test_the_day_of_a_report_says_more_than_the_rhythm_of_its_block() -> None:
    text = mapped("Báo cáo UBND phường trước ngày 05/12 hằng năm.")
    block = mapped("Hằng năm")
    frame = TaskFrame(text, "body", "II.1", (), time=(block,))
    (task,) = build_tasks([frame], [], PLACE)
    assert task.deadline == Deadline("recurring", None, "yearly", "--12-05")
    (other,) = build_tasks([TaskFrame(text, "body", "II.1", (), time=(mapped("Hằng quý"),))], [], PLACE)
    assert other.deadline == Deadline("recurring", None, "quarterly")
