"""Tables that a converter has left as bare lines."""

from __future__ import annotations

import pytest

from ingest.parse import parse_text
from ingest.plan import Plan
from ingest.read import SourceText

GAMES = ("Kéo co nam", "Nhảy dây", "Cờ tướng", "Đẩy gậy", "Bắn nỏ", "Chạy bền", "Đua thuyền", "Bơi sải", "Ném còn")
CELLS = ("Môn", "Số người", "Luật", *(cell for game in GAMES for cell in (game, "08", "loại trực tiếp")))


def plan(cells: tuple[str, ...], head: str = "1. Các môn và số người dự thi của mỗi đoàn") -> Plan:
    body = "\n\n".join(["KẾ HOẠCH", "Hội thao năm 2026", "II. NỘI DUNG", head, *cells])
    return parse_text(
        SourceText("plan.txt", f"{body}\n\n2. Mời trọng tài của xã bên điều hành các trận chung kết.\n", "txt")
    )


def test_cells_are_no_tasks() -> None:
    found = plan(CELLS)
    assert [task.path for task in found.tasks] == ["II.2"]
    assert [warning.kind for warning in found.warnings] == ["table-not-read"]


@pytest.mark.parametrize(
    "cells",
    [
        CELLS[:9],  # too few to tell
        tuple(f"Dọn vệ sinh sân đình và nhà bia, quét vôi gốc cây ở xóm {n}." for n in range(12)),
        tuple(f"Dọn vệ sinh sân đình và nhà bia, quét vôi gốc cây ở xóm {n}" for n in range(12)),
        tuple(f"- Kéo co {n}" for n in range(12)),
        ("Mở sân chơi", *(f"Kẻ {n} sân cầu lông" for n in range(2, 8))),
    ],
)
def test_short_lists_and_statements_are_read(cells: tuple[str, ...]) -> None:
    found = plan(cells)
    assert len(found.tasks) > 1
    assert found.warnings == ()


def test_rows_of_figures_are_no_tasks() -> None:
    rows = (
        "Tên dụng cụ Đơn vị Số lượng Nơi giữ",
        "Dây kéo sợi 02 nhà văn hóa",
        "Bàn cờ bộ 12 kho xã",
        "Cờ góc cái 40 sân đình",
    )
    found = plan(rows, "1. Dụng cụ hiện có")
    assert [task.path for task in found.tasks] == ["II.2"]
    assert [warning.kind for warning in found.warnings] == ["table-not-read"]
