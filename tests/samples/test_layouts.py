"""The sample plans show every layout that they are there for, and share no sentence with real plans."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from api.samples import sample_folder

PLANS = sorted(sample_folder().iterdir())
TEXTS = {path.name[:2]: path.read_bytes().decode("utf-8") for path in PLANS}

LAYOUTS = {
    "letterhead between bars": ("01", r"\A\|\n\*\*ỦY BAN NHÂN DÂN\*\*\nTHÀNH PHỐ"),
    "lines wrapped in the middle of a name": ("01", r"Nghị quyết số 226/2025/QH15 ngày 27\ntháng 6"),
    "blocks a, b, c": ("02", r"a\) Nội dung:[\s\S]*b\) Cơ quan thực hiện:[\s\S]*c\) Thời gian:"),
    "a blank line after each line": ("03", r"tạo và chuyển đổi số quốc \n\ngia"),
    "a number broken at its hyphen": ("03", r"57- \n\nNQ/TW"),
    "a page number alone on its line": ("03", r"\n2  \n\n"),
    "a blank number": ("04", r"\n\nSố: /KH-UBND\n"),
    "a header repeated over the page": ("04", r"(?:\nSTT\tNhiệm vụ\t[\s\S]*){3}"),
    "a row broken over the page": ("04", r"thuê trọ theo\t[^\n]*\n\nSTT\t[^\n]*\n\tQuyết định số 4417"),
    "a group row": ("04", r"\nII\. NHIỆM VỤ THƯỜNG XUYÊN\t\t\t\t\t\n"),
    "a row without a lead unit": ("04", r"\n5\t[^\t\n]+\t\tCác phòng"),
    "a plan that replaces another": ("04", r"Kế hoạch này thay thế Kế hoạch số 19/KH-UBND"),
    "a number of its own": ("05", r"\nSố: 19/KH-UBND\n"),
    "a heading unit that leads": ("06", r"\n1\. Công an phường \(Chủ trì\)\n"),
    "a duty that coordinates": ("06", r"\n- Phối hợp với Phòng Văn hóa - Xã hội"),
    "a paragraph cut by a page": ("07", r"hai lối thoát của ngôi\n\nnhà mình"),
    "a skipped item number": ("07", r"III\. TỔ CHỨC[\s\S]*\n1\. (?:(?!\n2\. )[\s\S])*\n3\. Công an"),
    "a letterhead in two columns": ("08", r"PHƯỜNG ĐỒ SƠN +Độc lập"),
    "misread letters": ("08", r"Phân đầu[\s\S]*chuyên biến"),
    "two days a year": ("09", r"trước ngày 05/6 và 05/12 hằng năm"),
    "one cell to a line": ("10", r"\n\|\nCông an xã\n\|\n"),
    "an empty cell between bars": ("10", r"\nPhòng Kinh tế\n\|\n\|\n"),
    "unit and duty on one line": ("11", r"\n4\. Trạm Y tế phường: chăm sóc"),
    "lines for lead, coordination, time, product": (
        "12",
        r"- Đơn vị chủ trì: [^\n]+\n- Đơn vị phối hợp: [^\n]+\n- Thời gian thực hiện: [^\n]+\n- Sản phẩm: ",
    ),
}


def test_the_folder_holds_plans_and_nothing_else() -> None:
    assert len(PLANS) >= 10
    assert {path.suffix for path in PLANS} == {".txt", ".md"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout(layout: str) -> None:
    plan, pattern = LAYOUTS[layout]
    assert re.search(pattern, TEXTS[plan])


def test_an_appendix_is_referred_to_and_absent() -> None:
    assert "Phụ lục I và Phụ lục II" in " ".join(TEXTS["03"].split())
    assert "PHỤ LỤC" not in TEXTS["03"]


def sentences(text: str) -> set[str]:
    """Sentences of nine words or more without document numbers (those are facts, and their titles are long)."""
    plain = " ".join(re.sub(r"[|*\t]", " . ", text).split()).lower()
    found = {" ".join(re.findall(r"\w+", part)) for part in re.split(r"[.;:!?]", plain)}
    return {s for s in found if len(s.split()) >= 9 and not re.search(r"\d (?:nq|kh|qđ|kl|ct|qh15)\b|năm 20", s)}


def test_no_sentence_is_taken_from_a_real_plan(shared: Path) -> None:
    real: set[str] = set()
    for path in sorted([*(shared / "corpus").glob("*.txt"), *(shared / "documents").glob("*.md")]):
        real |= sentences(path.read_text("utf-8", errors="replace"))
    assert real
    for text in TEXTS.values():
        assert not sentences(text) & real
