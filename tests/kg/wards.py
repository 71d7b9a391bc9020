"""Small plans of invented wards, as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

PLAN = """Số: {number}/KH-UBND
{ward}, ngày 03 tháng 3 năm 2026
KẾ HOẠCH
Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị trên địa bàn phường {ward}, thành phố Hải Phòng
Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị{cited}, Ủy ban nhân dân phường {ward} ban hành Kế \
hoạch.
II. NHIỆM VỤ
{tasks}
"""
TASKS = (
    "Công an phường chủ trì tuần tra ban đêm tại các khu dân cư.",
    "Báo cáo Ủy ban nhân dân phường kết quả thu gom rác trước ngày 30/11/2026.",
    "Văn phòng rà soát, niêm yết thủ tục hành chính tại bộ phận một cửa.",
)
WARDS = ("Bình An", "Tân Lập", "Phú Thịnh", "Hòa Mỹ")


def plan(ward: str, tasks: Sequence[str] = TASKS, number: int | None = None, cited: str = "") -> str:
    """The text of a ward's plan with these tasks; `cited` is put behind the resolution that it carries out."""
    number = WARDS.index(ward) + 7 if number is None else number
    lines = "\n".join(f"{i}. {text}" for i, text in enumerate(tasks, 1))
    return PLAN.format(number=number, ward=ward, tasks=lines, cited=cited)


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """`folder` with exactly these files."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder
