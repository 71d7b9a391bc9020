"""Tables of assignments that a converter has left as bare lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.parse import parse_text
from ingest.plan import Plan, Task
from ingest.read import SourceText

HEAD = (
    "KẾ HOẠCH\n\nTrồng hoa ven đường năm 2026\n\nI. NHIỆM VỤ\n\n1. Thay máy bơm ở xóm Đông trong mùa mưa.\n\nPHỤ LỤC\n"
)
NAMES = ("TT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Sản phẩm")
ROWS = (
    ("1", "Ươm cây giống tại vườn trường", "Đoàn Thanh niên xã", "Các trường học", "Tháng 3/2026", "5.000 cây"),
    ("2", "Trồng hoa ven đường liên xã", "Trạm Y tế xã", "Hội Nông dân xã; các thôn", "Quý II/2026", "Tuyến đường hoa"),
    (
        "3",
        "Chấm điểm các tuyến đường",
        "Phòng Kinh tế",
        "Văn phòng HĐND và UBND",
        "Trước 17 giờ ngày 15/8/2026",
        "Biên bản",
    ),
)


def plan(lines: list[str], gap: str = "\n", after: str = "") -> Plan:
    return parse_text(SourceText("plan.txt", HEAD + gap.join(lines) + f"\n{after}\n", "txt"))


def rows(found: Plan) -> list[Task]:
    return [task for task in found.tasks if task.source == "appendix"]


def lines(table: tuple[tuple[str, ...], ...] = ROWS, names: tuple[str, ...] = NAMES) -> list[str]:
    return [*names, *(cell for row in table for cell in row)]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_cell_a_line(gap: str) -> None:
    found = rows(plan(lines(), gap))
    assert [(task.path, task.text, task.output) for task in found] == [
        ("PHỤ LỤC.1", "Ươm cây giống tại vườn trường", "5.000 cây"),
        ("PHỤ LỤC.2", "Trồng hoa ven đường liên xã", "Tuyến đường hoa"),
        ("PHỤ LỤC.3", "Chấm điểm các tuyến đường", "Biên bản"),
    ]
    assert [task.lead for task in found] == [("Đoàn Thanh niên",), ("Trạm Y tế",), ("Phòng Kinh tế",)]
    assert found[1].coordinate == ("Hội Nông dân", "Thôn")
    assert [task.deadline.iso for task in found if task.deadline] == ["2026-03", "2026-Q2", "2026-08-15"]


def test_cells_of_several_lines_and_empty_ones() -> None:
    table = (
        (
            "1",
            "Ươm cây giống tại vườn",
            "của trường theo Quyết định số 12",
            "/QĐ-UBND",
            "Đoàn Thanh niên xã",
            "Tháng 3/2026",
        ),
        ("2", "Trồng hoa", "Trạm Y tế xã", "Các trường học", "Quý II/2026", "Tuyến đường hoa"),
    )
    first, second = rows(plan(lines(table)))
    assert " ".join(first.text.split()) == "Ươm cây giống tại vườn của trường theo Quyết định số 12 /QĐ-UBND"
    assert (first.lead, first.coordinate, first.deadline_raw, first.output) == (
        ("Đoàn Thanh niên",),
        (),
        "Tháng 3/2026",
        None,
    )
    assert (second.coordinate, second.output) == (("Các trường học",), "Tuyến đường hoa")


def test_a_time_that_another_plan_sets() -> None:
    table = (("1", "Ươm cây giống", "Đoàn Thanh niên xã", "Theo kế hoạch của xã", "5.000 cây"), *ROWS[1:])
    first, *_ = rows(plan(lines(table)))
    assert (first.coordinate, first.deadline_raw, first.output) == ((), "Theo kế hoạch của xã", "5.000 cây")


def test_what_stands_behind_the_last_row_is_no_part_of_it() -> None:
    found = plan(lines(), after="II. Danh sách các tuyến đường\n- Tuyến xóm Đông.")
    assert rows(found)[-1].output == "Biên bản"
    assert [item.label for item in found.outline][-1] == "PHỤ LỤC.II"


@pytest.mark.parametrize(
    "names",
    [
        ("TT", "Họ và tên", "Chức vụ", "Điện thoại", "Thời gian", "Ghi chú"),  # no list of tasks
        ("Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Sản phẩm", "TT"),
    ],
)
def test_other_lists_are_none(names: tuple[str, ...]) -> None:
    assert rows(plan(lines(names=names))) == []


def test_a_section_called_as_a_block_stands_above_a_table() -> None:
    found = rows(plan(["II. Phân công nhiệm vụ", *lines()]))
    assert [task.path for task in found] == ["PHỤ LỤC.II.1", "PHỤ LỤC.II.2", "PHỤ LỤC.II.3"]


_cells = st.text(st.sampled_from("abđ ươ,;/123.XYZ"), min_size=1, max_size=20).filter(lambda text: bool(text.strip()))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(_cells, min_size=1, max_size=14), min_size=1, max_size=6))
def test_any_lines_below_the_names_are_read_without_loss(table: list[list[str]]) -> None:
    text = "\n".join([*NAMES, *(line for k, row in enumerate(table, 1) for line in (str(k), *row))])
    found = plan([text])
    raw = HEAD + text + "\n\n"
    assert all(raw[task.start : task.end] == task.text for task in found.tasks)
