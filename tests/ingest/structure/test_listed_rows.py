"""Numbered rows of tables that are no list of tasks."""

from __future__ import annotations

import pytest

from ingest.parse import parse_text
from ingest.plan import Plan
from ingest.read import SourceText

HEAD = "KẾ HOẠCH\n\nLấy mẫu nước năm 2026\n\nI. NHIỆM VỤ\n\n1. Thay máy bơm ở xóm Đông trong mùa mưa.\n\nPHỤ LỤC I\n\n"


def plan(table: str) -> Plan:
    return parse_text(SourceText("plan.txt", HEAD + table + "\n", "txt"))


def rows(table: str) -> list[tuple[str, str, int]]:
    return [(item.label, item.title, item.level) for item in plan(table).outline if item.label.startswith("PHỤ LỤC I.")]


def bars(*lines: str) -> str:
    """One cell a line between bars; a row ends with two."""
    return "|\n" + "\n|\n|\n".join(line.replace("|", "\n|\n") for line in lines) + "\n|\n"


TABS = "STT\tĐịa điểm\tSố điểm\n1\tBến đò\t2\n2\tCầu đá\t3"
WITH_BARS = bars("STT|Địa điểm|Số điểm", "1|Bến đò|2", "2|Cầu đá|3", "3|Chợ cũ|1", "4|Đập tràn|5")
GROUPS = (
    "TT\tLoại mẫu\tSố mẫu\nI\tNước\t\n1\tNước giếng\t5\n1.1\tGiếng đào\t2\n1.2\tGiếng khoan\t3"
    "\nII\tĐất\t\n1\tĐất ruộng\t8"
)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (TABS, [("PHỤ LỤC I.1", "Bến đò", 2), ("PHỤ LỤC I.2", "Cầu đá", 2)]),
        (
            WITH_BARS,
            [(f"PHỤ LỤC I.{n}", name, 2) for n, name in enumerate(["Bến đò", "Cầu đá", "Chợ cũ", "Đập tràn"], 1)],
        ),
        (
            GROUPS,
            [
                ("PHỤ LỤC I.I", "Nước", 2),
                ("PHỤ LỤC I.I.1", "Nước giếng", 3),
                ("PHỤ LỤC I.I.1.1", "Giếng đào", 3),
                ("PHỤ LỤC I.I.1.2", "Giếng khoan", 3),
                ("PHỤ LỤC I.II", "Đất", 2),
                ("PHỤ LỤC I.II.1", "Đất ruộng", 3),
            ],
        ),
        # numbers that go on over sections
        ("TT\tMẫu\tSố\nA\tNước\t\n1\tGiếng\t5\nB\tĐất\t\n2\tRuộng\t8", ["A", "A.1", "B", "B.2"]),
        # a figure before a text is no row, unless it is in turn
        ("STT\tSố điểm\tNơi\n1\t7\tBến đò\n2\t9\tCầu đá", []),
        # no column of numbers
        ("Địa điểm\tSố điểm\tGhi chú\n1\tBến đò\t2\n2\tCầu đá\t3", []),
    ],
)
def test_rows_are_entries_of_the_outline(table: str, expected: list[tuple[str, str, int]] | list[str]) -> None:
    found = rows(table)
    short = [label.removeprefix("PHỤ LỤC I.") for label, _, _ in found]
    assert (short if expected and isinstance(expected[0], str) else found) == expected


@pytest.mark.parametrize("table", [TABS, WITH_BARS, GROUPS])
def test_they_are_no_tasks_and_the_table_is_said_to_be_unread(table: str) -> None:
    found = plan(table)
    assert len(found.tasks) == 1
    assert [warning.kind for warning in found.warnings] == ["table-not-read"]


def test_an_entry_begins_where_its_number_stands() -> None:
    text = HEAD + TABS + "\n"
    entry = next(item for item in plan(TABS).outline if item.label == "PHỤ LỤC I.2")
    assert text[entry.start :].startswith("2\tCầu đá")
