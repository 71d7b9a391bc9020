"""Periods of a schedule overview."""

from __future__ import annotations

import pytest

from ingest.structure.layout import layout
from ingest.structure.milestones import find_milestones, read_period
from tests.ingest import layouts


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Năm 2026: làm thử", "2026"),
        ("Giai đoạn 2027 - 2029: nhân rộng", "2027/2029"),
        ("từ năm 2026 đến năm 2030", "2026/2030"),
        ("Quý II/2026: sơ kết", "2026-Q2"),
        ("Tháng 3/2026: phát động", "2026-03"),
        ("từ tháng 3 đến tháng 10 năm 2026", "2026-03/2026-10"),
        ("Ngày 19/5/2026: tổng kết", "2026-05-19"),
        ("Từ ngày 01/9 đến hết ngày 15/9/2026: ra quân", "2026-09-01/2026-09-15"),
        ("03 ngày: 24, 25 và 26 tháng 8 năm 2026", "2026-08-24/2026-08-26"),
        ("từ ngày 20/12/2025 đến ngày 09/3/2026", "2025-12-20/2026-03-09"),
        ("Quý II, quý III/2026: tập huấn", "2026-Q2/2026-Q3"),
        ("Quý IV/2026 - Quý I/2027: tập huấn", "2026-Q4/2027-Q1"),
        ("Tháng 3 - 5/2026: ra quân", "2026-03/2026-05"),
        ("ngày 45 và 46/3/2026", "2026-03"),
        ("Thường xuyên", None),
    ],
)
def test_periods(text: str, period: str | None) -> None:
    assert read_period(text) == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Quý I: huấn luyện", "2026-Q1"),
        ("Quý II, quý III: diễn tập", "2026-Q2/2026-Q3"),
        ("Tháng 5: kiện toàn tổ", "2026-05"),
        ("Tháng 5/2027: kiện toàn tổ", "2027-05"),
        ("Tháng hành động: cả làng", None),
    ],
)
def test_months_and_quarters_of_a_plan_for_one_year(text: str, period: str | None) -> None:
    assert read_period(text, 2026) == period


def test_lines_of_the_schedule_section() -> None:
    found = find_milestones(layout(layouts.BLOCKS).root)
    assert [(m.period, m.text) for m in found] == [
        ("2026", "Năm 2026: làm thử ở hai tổ dân phố."),
        ("2027/2028", "Giai đoạn 2027 - 2028: nhân rộng."),
    ]
