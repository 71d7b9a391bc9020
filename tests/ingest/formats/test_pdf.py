"""PDF: the text layer is read where it is Vietnamese, and refused where it is absent or wrong."""

from __future__ import annotations

import shutil
import time
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.errors import SourceError
from ingest.formats import isolated, tesseract
from ingest.formats.pdf import read
from ingest.formats.syllables import MIN_SHARE, vietnamese_share
from ingest.structure.layout import layout
from tests.ingest.makers import to_pdf

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="Debian's tesseract-ocr-vie is not installed"
)
PAGE = ["Công an phường chủ trì, phối hợp với các tổ dân phố", "tuần tra ban đêm trên địa bàn."]


def test_lines_and_pages() -> None:
    found = read(to_pdf([PAGE, ["2", *PAGE]]), "a.pdf")
    assert found.pages == 2
    assert found.text == "\n".join(PAGE) + "\n\n\f2\n" + "\n".join(PAGE) + "\n"
    assert layout(found.text).pages == 2


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without Tesseract."""
    monkeypatch.setattr(tesseract, "missing_part", lambda: "Tesseract is not installed")


@pytest.mark.usefixtures("no_tesseract")
def test_pages_without_a_sound_layer_are_reported() -> None:
    wrong = ["Cong an phu&ng chu tri phoi hop voi cac to dan pho tuan tra ban dem"]
    found = read(to_pdf([PAGE * 3, [], wrong]), "a.pdf")
    assert [(w.kind, " ".join(w.message.split()[:2])) for w in found.warnings] == [
        ("page-without-text", "trang 2"),
        ("page-doubtful", "trang 3"),
    ]
    assert [found.text[w.start : w.end].strip() for w in found.warnings] == ["", wrong[0]]


WRONG = ["CQNG HOAxA HQI CHiJ NGHiA vrer NAM", "DQc lap - Tu do - Hanh phuc", "Thuc hien Nghi quyet cua Ban"]


@pytest.mark.usefixtures("no_tesseract")
@pytest.mark.parametrize(
    ("data", "status", "reason"),
    [
        (to_pdf([[], []]), "refused", "no usable text layer: 2 pages hold no text"),
        (to_pdf([WRONG]), "refused", "no usable text layer: 0% of its words are Vietnamese"),
        (to_pdf([PAGE])[:200], "failed", "damaged PDF"),
        (b"%PDF-1.7\n" + b"\xff" * 300, "failed", "damaged PDF"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, status: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        read(data, "a.pdf")
    assert caught.value.status == status


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Ủy ban nhân dân phường chủ trì thực hiện đúng kế hoạch", 11 / 12),
        ("ỦY BAN NHÂN DÂN PHƯỜNG CHỦ TRÌ THỰC HIỆN ĐÚNG KẾ HOẠCH", 11 / 12),
        ("Uy ban nhan dan phuong chu tri thuc hien dung ke hoach", 0),
        ("The committee shall carry out this plan in due course today", 0),
        ("phường xã mộtx rấtz thfực phốih ồăêợ blạ kfế fốn", 2 / 10),
        ("Kế hoạch số 5", None),
        ("", None),
    ],
)
def test_the_share_of_vietnamese_syllables(text: str, share: float | None) -> None:
    assert vietnamese_share(text) == (None if share is None else pytest.approx(share))


def test_sound_texts_lie_far_above_the_threshold(shared: Path) -> None:
    shares = [vietnamese_share(path.read_text("utf-8")) for path in sorted((shared / "corpus").glob("*.txt"))]
    assert min(share or 0 for share in shares) > 2 * MIN_SHARE


COLUMNS, ROWS = (40, 80, 260, 400, 500), (780, 750, 720, 690)
CELLS = [
    (45, 765, "TT"), (85, 765, "Nhiệm vụ"), (265, 765, "Đơn vị chủ trì"), (405, 765, "Thời gian"),
    (45, 735, "1"), (85, 740, "Họp các tổ dân"), (85, 728, "phố đầu quý"), (265, 735, "Công an phường"),
    (405, 735, "Quý I"), (45, 705, "2"), (85, 705, "Ghi biên bản"), (405, 705, "Quý II"),
]  # fmt: skip


def lines_drawn(skip: tuple[int, int] | None = None) -> str:
    """The rules of the table as strokes; the level one at `skip[0]` is left out over the column at `skip[1]`."""
    upright = [f"{x} {ROWS[-1]} m {x} {ROWS[0]} l S" for x in COLUMNS]
    level = [
        f"{COLUMNS[i]} {y} m {COLUMNS[i + 1]} {y} l S"
        for y in ROWS
        for i in range(len(COLUMNS) - 1)
        if skip != (y, COLUMNS[i])
    ]
    return "\n".join([*upright, *level])


def thin_boxes() -> str:
    """The rules as Word draws them: a filled box for each edge of a cell."""
    upright = [f"{x} {low} 0.5 {high - low} re f" for x in COLUMNS for high, low in pairwise(ROWS)]
    level = [f"{a} {y} {b - a} 0.5 re f" for y in ROWS for a, b in pairwise(COLUMNS)]
    return "\n".join([*upright, *level])


def outlines() -> str:
    """The rules as the outlines of cells, in one path."""
    boxes = [f"{a} {low} {b - a} {high - low} re" for high, low in pairwise(ROWS) for a, b in pairwise(COLUMNS)]
    return "\n".join([*boxes, "S"])


@pytest.mark.parametrize("drawn", [lines_drawn(), thin_boxes(), outlines()], ids=["strokes", "boxes", "outlines"])
def test_rows_of_ruled_tables(drawn: str) -> None:
    text = read(
        to_pdf([["Trước bảng là một dòng chữ", *CELLS, (40, 660, "Sau bảng là một dòng chữ")]], drawn), "a.pdf"
    ).text
    assert text.replace("\t", "|").split("\n") == [
        "Trước bảng là một dòng chữ", "",
        "TT|Nhiệm vụ|Đơn vị chủ trì|Thời gian",
        "1|Họp các tổ dân phố đầu quý|Công an phường|Quý I",
        "2|Ghi biên bản||Quý II", "",
        "Sau bảng là một dòng chữ", "",
    ]  # fmt: skip


def test_a_cell_without_a_rule_below_reaches_down() -> None:
    text = read(to_pdf([CELLS], lines_drawn(skip=(720, 260))), "a.pdf").text
    assert "2\tGhi biên bản\tCông an phường\tQuý II" in text.split("\n")


def test_a_row_alone_on_its_page_is_one() -> None:
    box = "\n".join([f"{x} 750 m {x} 780 l S" for x in COLUMNS] + [f"40 {y} m 500 {y} l S" for y in (750, 780)])
    assert "TT\tNhiệm vụ\tĐơn vị chủ trì\tThời gian\n" in read(to_pdf([[*PAGE, *CELLS[:4]]], box), "a.pdf").text


def test_a_page_whose_rows_stand_on_the_page_before_is_not_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    def layer(task: str, *_: object, **__: object) -> dict[str, object]:
        assert task == "pdf"
        return {"pages": ["\n".join(PAGE), ""], "moved": [1]}

    monkeypatch.setattr(isolated, "call", layer)
    found = read(b"", "a.pdf")
    assert (found.text, found.pages, found.warnings) == ("\n".join([*PAGE, "\f"]), 2, ())


@needs_tesseract
def test_a_page_of_rules_alone_has_no_text_that_is_recognised() -> None:
    found = read(to_pdf([PAGE * 3, ["_" * 40, "_" * 30]]), "a.pdf")
    assert found.text.endswith("\f" + "_" * 40 + "\n" + "_" * 30 + "\n")
    assert found.warnings == ()


@pytest.mark.parametrize(
    "drawn",
    [
        "40 770 m 200 770 l S",
        "40 690 460 90 re S",
        "40 690 m 500 690 l S 40 780 m 500 780 l S",
        "0 0 m 5 5 5 5 9 9 c S",
    ],
    ids=["underline", "frame", "two rules", "curve"],
)
def test_other_lines_are_no_table(drawn: str) -> None:
    assert "\t" not in read(to_pdf([CELLS], drawn), "a.pdf").text


def test_columns_are_kept_apart_and_paragraphs_by_the_space_between_them() -> None:
    page = [
        (40, 800, "Số: 5/KH-UBND"), (400, 800, "Bình An, ngày 3 tháng 5 năm 2026"),
        (40, 760, "Công an phường chủ trì tuần tra"), (40, 745, "ban đêm trên địa bàn phường"),
        (40, 730, "và báo cáo kết quả."),
        (40, 705, "Các tổ dân phố phối hợp với lực lượng"), (40, 690, "tuần tra ở tổ mình."),
        (40, 650, "Nơi nhận:"), (40, 635, "- Lưu: VT."), (400, 650, "CHỦ TỊCH"),
    ]  # fmt: skip
    assert read(to_pdf([page]), "a.pdf").text.split("\n\n") == [
        "Số: 5/KH-UBND     Bình An, ngày 3 tháng 5 năm 2026",
        "Công an phường chủ trì tuần tra\nban đêm trên địa bàn phường\nvà báo cáo kết quả.",
        "Các tổ dân phố phối hợp với lực lượng\ntuần tra ở tổ mình.",
        "Nơi nhận:\n- Lưu: VT.",
        "CHỦ TỊCH\n",
    ]


def test_a_page_full_of_lines_is_read_soon_and_holds_no_table() -> None:
    drawn = "\n".join(f"{x} 0 m {x} 800 l S 0 {x} m 800 {x} l S" for x in (i / 2 for i in range(1600)))
    begun = time.monotonic()
    assert "\t" not in read(to_pdf([CELLS], drawn), "a.pdf").text
    assert time.monotonic() - begun < 5


def test_what_a_signature_stamps_on_a_line_is_part_of_it() -> None:
    head = ["Số:        /KH-UBND", (300, 800, "Xã Lộc An, ngày      tháng      năm 2026")]
    stamps = [(65, 798, "899"), (397, 801, "06"), (462, 801, "09"), (60, 790, "Ký bởi"), (60, 400, "2026")]
    first = read(to_pdf([[*head, *PAGE * 3]], stamps=stamps), "a.pdf").text.split("\n")[0]
    assert " ".join(first.split()) == "Số: 899/KH-UBND Xã Lộc An, ngày 06 tháng 09 năm 2026"
    assert "899" not in read(to_pdf([[*head, *PAGE * 3]]), "a.pdf").text
