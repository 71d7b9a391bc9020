"""Tables of indicators with one value each."""

from __future__ import annotations

import pytest

from ingest.parse import parse_text
from ingest.plan import Plan
from ingest.read import SourceText

HEAD = "KẾ HOẠCH\n\nĐọc sách năm 2026\n\nI. MỤC TIÊU\n\n2. Chỉ tiêu cụ thể\n\n"
REST = "\n\nII. NHIỆM VỤ\n\n1. Mở lớp đọc sách buổi tối cho công nhân.\n"


def table(*rows: str, tabs: bool = True) -> Plan:
    marked = [row.replace("|", "\t") for row in rows] if tabs else [f"| {row.replace('|', ' | ')} |" for row in rows]
    if not tabs:
        marked.insert(1, "|" + "---|" * (rows[0].count("|") + 1))
    return parse_text(SourceText("plan.txt", HEAD + "\n".join(marked) + REST, "txt"))


def figures(plan: Plan) -> list[tuple[float, str, str, str, str | None]]:
    return [(each.value, each.unit, each.comparator, each.metric, each.due) for each in plan.targets]


@pytest.mark.parametrize("tabs", [True, False])
def test_values_with_their_units_and_comparators(tabs: bool) -> None:
    rows = ("1|Tỷ lệ hộ có tủ sách|≥ 85%", "2|Số vụ mất sách|Không quá 02 vụ", "3|Số tủ sách mới|1.200 tủ")
    plan = table("TT|Chỉ tiêu|Năm 2026", *rows, tabs=tabs)
    assert figures(plan) == [
        (85, "%", ">=", "Tỷ lệ hộ có tủ sách", "2026"),
        (2, "vụ", "<=", "Số vụ mất sách", "2026"),
        (1200, "tủ", "=", "Số tủ sách mới", "2026"),
    ]
    assert [item.label for item in plan.outline][2:5] == ["I.2.1", "I.2.2", "I.2.3"]
    assert len(plan.tasks) == 1
    assert plan.warnings == ()


def test_the_unit_of_a_column_and_rows_under_roman_numbers() -> None:
    head = "STT|Tên chỉ tiêu|Đơn vị tính|Kế hoạch 2026|Đơn vị chủ trì"
    plan = table(
        head, "I|NGƯỜI ĐỌC|||", "1|Tỷ lệ người đọc|%|Trên 90|Phòng Văn hóa", "2|Số hội viên|Người|Ít nhất 40|Hội"
    )
    assert figures(plan) == [
        (90, "%", ">", "Tỷ lệ người đọc", "2026"),
        (40, "người", ">=", "Số hội viên", "2026"),
    ]
    assert [item.label for item in plan.outline][2:5] == ["I.2.I", "I.2.I.1", "I.2.I.2"]
    assert len(plan.tasks) == 1


def test_what_was_reached_before_is_no_target() -> None:
    plan = table("TT|Chỉ tiêu|Thực hiện năm 2025|Kế hoạch năm 2026", "1|Số tủ sách (tủ)|30|45", "2|Tỷ lệ đọc (%)|60|70")
    assert [(each.value, each.unit) for each in plan.targets] == [(45, "tủ"), (70, "%")]


@pytest.mark.parametrize("head", ["TT|Chỉ tiêu|Kinh phí năm 2026", "TT|Họ và tên|Năm 2026", "TT|Chỉ tiêu|Cách đo"])
def test_other_tables_hold_no_indicators(head: str) -> None:
    assert figures(table(head, "1|Tủ sách|45", "2|Bàn ghế|70")) == []


def test_what_each_place_is_given() -> None:
    plan = table(
        "Xóm|Số hộ|Diện tích giao (ha)|Giống cần (tấn)", "Đông|318|245|9,1", "Tây|274|188,5|7,0", "Cộng|592|433,5|16"
    )
    assert figures(plan) == [
        (245, "ha", "=", "diện tích giao - Đông", None),
        (188.5, "ha", "=", "diện tích giao - Tây", None),
        (433.5, "ha", "=", "diện tích giao - Cộng", None),
    ]


@pytest.mark.parametrize("head", ["Xóm|Số hộ|Diện tích (ha)", "Giống|Ngày|Diện tích giao (ha)"])
def test_what_is_given_to_nobody(head: str) -> None:
    assert figures(table(head, "Đông|318|245", "Tây|274|188")) == []


def test_what_each_place_is_given_in_several_columns() -> None:
    plan = table(
        "TT|Xóm|Đã có năm 2025 (tủ)|Chỉ tiêu tủ sách năm 2026 (tủ)|Chỉ tiêu tỷ lệ đọc năm 2026 (%)|Kinh phí (đồng)",
        "1|Đông|3|5|61,5|900.000",
        "2|Tây|4|6|70|800.000",
    )
    assert figures(plan) == [
        (5, "tủ", "=", "chỉ tiêu tủ sách - Đông", "2026"),
        (61.5, "%", "=", "chỉ tiêu tỷ lệ đọc - Đông", "2026"),
        (6, "tủ", "=", "chỉ tiêu tủ sách - Tây", "2026"),
        (70, "%", "=", "chỉ tiêu tỷ lệ đọc - Tây", "2026"),
    ]
    assert [target.text for target in plan.targets] == ["5", "61,5", "6", "70"]


def test_columns_of_the_year_are_given_where_the_heading_says_so() -> None:
    head = "TT|Xã, phường|Đang đọc 31/12/2025 (người)|Người đọc mới năm 2026 (người)"
    rows = f"{head}\n1|Xã An|120|35\n2|Phường Bình|80|20".replace("|", "\t")
    for title, found in (("GIAO CHỈ TIÊU NGƯỜI ĐỌC NĂM 2026", [35, 20]), ("NGƯỜI ĐỌC SÁCH CỦA CÁC XÃ", [])):
        plan = parse_text(SourceText("plan.txt", f"{HEAD}Đọc nhiều.{REST}\nPHỤ LỤC\n{title}\n\n{rows}\n", "txt"))
        assert [target.value for target in plan.targets] == found


def test_the_plan_of_the_year_before_is_past_where_its_results_stand_beside_it() -> None:
    plan = table("Chỉ tiêu|ĐVT|KH 2025|Ước TH 2025|KH 2026", "Tủ sách|tủ|30|31|45", "Người đọc|%|60|62|≥ 70")
    assert figures(plan) == [(45, "tủ", "=", "Tủ sách", "2026"), (70, "%", ">=", "Người đọc", "2026")]


def test_a_unit_above_the_table_holds_for_what_has_none() -> None:
    plan = parse_text(
        SourceText("plan.txt", f"{HEAD}(ĐVT: tủ)\n\nTT\tChỉ tiêu\tNăm 2026\n1\tSách\t45\n2\tBáo\t20 tờ{REST}", "txt")
    )
    assert [(target.value, target.unit) for target in plan.targets] == [(45, "tủ"), (20, "tờ")]


def test_a_cell_without_one_number_gives_none() -> None:
    plan = table("TT|Chỉ tiêu|Năm 2026", "1|Tủ sách|từ 40 đến 50 tủ", "2|Bàn ghế|Đạt yêu cầu", "3|Đèn|07 cái")
    assert figures(plan) == [(7, "cái", "=", "Đèn", "2026")]
