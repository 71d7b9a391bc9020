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
        ("Thường xuyên", None),
    ],
)
def test_periods(text: str, period: str | None) -> None:
    assert read_period(text) == period


def test_lines_of_the_schedule_section() -> None:
    found = find_milestones(layout(layouts.BLOCKS).root)
    assert [(m.period, m.text) for m in found] == [
        ("2026", "Năm 2026: làm thử ở hai tổ dân phố."),
        ("2027/2028", "Giai đoạn 2027 - 2028: nhân rộng."),
    ]
