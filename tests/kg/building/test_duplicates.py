"""One plan in two formats is one plan; plans that differ in anything that counts stay two."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.building.build import build
from kg.snapshots.snapshot import open_snapshot
from tests.ingest.makers import to_docx, to_html
from tests.kg.building.test_build import fingerprint

TEXT = """ỦY BAN NHÂN DÂN
PHƯỜNG BÌNH AN
Số: 7/KH-UBND
Bình An, ngày 03 tháng 3 năm 2026
KẾ HOẠCH
Tuần tra ban đêm trên địa bàn phường Bình An
II. NHIỆM VỤ
1. Công an phường chủ trì tuần tra ban đêm, phối hợp với các tổ dân phố nhắc nhở người dân.
2. Văn phòng đăng lịch trực lên trang thông tin và gửi cho từng tổ dân phố trước ngày 20 hằng tháng.
3. Các tổ dân phố báo cáo Ủy ban nhân dân phường trước ngày 30/11 hằng năm.
"""


def built(folder: Path, files: dict[str, bytes]) -> dict[str, str | None]:
    """Each source and the one that it is a duplicate of, from a build of `files`."""
    (folder / "in").mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / "in" / name).write_bytes(content)
    report = build([folder / "in"], folder / "data")
    snapshot = open_snapshot(folder / "data")
    assert report.plans == len(snapshot.plans())
    return {record.name: record.duplicate_of for record in snapshot.sources()}


def test_the_word_file_is_the_plan_and_the_others_name_it(tmp_path: Path) -> None:
    files = {"a.txt": TEXT.encode(), "b.docx": to_docx(TEXT), "c.htm": to_html(TEXT)}
    assert built(tmp_path, files) == {"a.txt": "b.docx", "b.docx": None, "c.htm": "b.docx"}
    snapshot = open_snapshot(tmp_path / "data")
    records = {record.name: record for record in snapshot.sources()}
    assert len({record.plan for record in records.values()}) == 1
    assert "another format" in (records["a.txt"].reason or "")
    assert snapshot.text("a.txt") == TEXT


def test_building_again_and_taking_the_word_file_away(tmp_path: Path) -> None:
    files = {"a.txt": TEXT.encode(), "b.docx": to_docx(TEXT)}
    first = built(tmp_path, files)
    before = open_snapshot(tmp_path / "data").id
    assert built(tmp_path, {}) == first
    assert open_snapshot(tmp_path / "data").id == before
    (tmp_path / "in" / "b.docx").unlink()
    assert built(tmp_path, {}) == {"a.txt": None}
    assert [plan.format for plan in open_snapshot(tmp_path / "data").plans()] == ["txt"]


def test_a_copy_of_a_duplicate_names_the_plan(tmp_path: Path) -> None:
    files = {"a.txt": TEXT.encode(), "copy.txt": TEXT.encode(), "z.docx": to_docx(TEXT)}
    assert built(tmp_path, files) == {"a.txt": "z.docx", "copy.txt": "z.docx", "z.docx": None}


OTHER_TASKS = TEXT.partition("1. Công an")[0] + "\n".join(
    f"{i}. Phòng Kinh tế {verb} chợ đầu mối, kiểm tra nguồn gốc hàng hóa và công khai kết quả tháng {i}."
    for i, verb in enumerate(("khảo sát", "mở lại", "sửa chữa", "bàn giao"), 1)
)


@pytest.mark.parametrize(
    ("change", "one_plan"),
    [
        (lambda text: text, True),
        (lambda text: text.replace("Số: 7/", "Số:   /"), True),
        (lambda text: text.replace("ngày 03 tháng", "ngày     tháng"), True),
        (lambda text: text.replace("chủ trì", "chủ trỉ").replace("gửi", "gứi"), True),
        (lambda text: text.replace("Số: 7/", "Số: 8/"), False),
        (lambda text: text.replace("ngày 03", "ngày 04"), False),
        (lambda text: text.replace("BÌNH AN", "TÂN LẬP").replace("Bình An", "Tân Lập"), False),
        (lambda text: OTHER_TASKS, False),
    ],
    ids=["same", "blank number", "blank day", "slips", "number", "day", "ward", "tasks"],
)
def test_what_makes_two_files_one_plan(tmp_path: Path, change: Callable[[str], str], one_plan: bool) -> None:
    found = built(tmp_path, {"a.txt": change(TEXT).encode(), "b.docx": to_docx(TEXT)})
    assert found == {"a.txt": "b.docx" if one_plan else None, "b.docx": None}


def test_two_files_of_one_format_are_one_plan_only_when_they_say_the_same(tmp_path: Path) -> None:
    resaved, corrected = TEXT.replace("\n", "\r\n"), TEXT.replace("20 hằng tháng", "25 hằng tháng")
    found = built(tmp_path, {"a.txt": TEXT.encode(), "b.txt": resaved.encode(), "c.txt": corrected.encode()})
    assert found == {"a.txt": None, "b.txt": "a.txt", "c.txt": None}


def test_a_copy_under_another_suffix_is_read_anew_when_its_plan_is_gone(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.md"):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_text(TEXT, "utf-8")
    build([tmp_path / "in"], tmp_path / "data")
    (tmp_path / "in" / "a.txt").unlink()
    build([tmp_path / "in"], tmp_path / "data")
    build([tmp_path / "in"], tmp_path / "fresh")
    assert fingerprint(tmp_path / "data") == fingerprint(tmp_path / "fresh")
