"""Scanned pages with blots, seals, folds and two signatures: what is left of the print is read, nothing is made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ingest.formats import scan_image, scan_missed
from ingest.formats.scan_image import Image
from ingest.formats.scan_roman import with_quarters, with_roman_numbers
from ingest.formats.scan_spelling import corrected
from ingest.formats.scan_words import page_text
from ingest.formats.syllables import is_possible
from ingest.formats.tesseract import Word
from tests.ingest.formats.pictures import drawn

DPI = 200
HEAD = ("UBND TỈNH BÌNH AN", "Độc lập - Tự do - Hạnh phúc")


def words(*lines: Sequence[Any]) -> list[Word]:
    """Words of lines 40 pixels apart; a line is its texts, each with the place of its left edge and its confidence."""
    found = []
    for number, line in enumerate(lines):
        for text, x, sure in line:
            for part in text.split():
                found.append(Word(part, sure, x, 40 * number, x + 14 * len(part), 40 * number + 30, (1, 1, number)))
                x += 14 * len(part) + 8
    return found


def shown(*lines: Sequence[Any], first: bool = True) -> list[str]:
    return [line for line in page_text(words(*lines), [], DPI, first).text.split("\n") if line]


def test_a_blot_is_taken_away_and_the_joint_of_a_bold_capital_is_not() -> None:
    joint, blot = (50, 50, 62, 62), (200, 100, 230, 300)
    cleaned, _ = scan_image.clean(drawn(joint, (50, 50, 90, 58), blot), DPI)
    assert (cleaned[50:62, 50:62] == 0).all()
    assert (cleaned[195:235, 95:305] == 255).all()


def test_grains_are_taken_away_and_dots_are_not() -> None:
    grain, dot = (50, 50, 51, 51), (100, 100, 104, 104)
    cleaned, _ = scan_image.clean(drawn(grain, dot, (150, 50, 180, 60)), DPI)
    assert cleaned[50, 50] == 255
    assert cleaned[102, 102] == 0


def test_a_stroke_that_a_fold_crosses_stays_whole_and_between_letters_nothing_is_joined() -> None:
    fold = (20, 300, 380, 303)
    crossing = (100, 290, 104, 314)
    beside = (200, 280, 230, 292)
    cleaned, rules = scan_image.clean(drawn(fold, crossing, beside, (200, 312, 230, 324)), DPI)
    assert [rule.upright for rule in rules] == [True]
    assert (cleaned[100:104, 290:314] == 0).all()
    assert (cleaned[200:230, 294:310] == 255).all()


def quarter(strokes: str, *, slash: bool = True) -> tuple[Word, Image]:
    """A Roman number in strokes, a slash that leans, and a figure."""
    image = np.full((60, 400), 255, np.uint8)
    x = 20
    for letter in strokes + "/" * slash + "I":
        for y in range(10, 40):
            down = (y - 10) * 8 // 30
            lefts = {"V": (x + down, x + 20 - down), "/": (x + 10 - down,)}.get(letter, (x,))
            for left in lefts:
                image[y, left : left + 4] = 0
        x += {"V": 32, "/": 16}.get(letter, 12)
    return Word("", 40.0, 20, 10, x, 40, (1, 1, 1)), image


@pytest.mark.parametrize(
    ("printed", "recognised", "before", "expected"),
    [
        ("III", "II/2026", "quý", "III/2026"),
        ("III", "II1/2026", "Quý", "III/2026"),
        ("II", "11/2026", "Quý", "II/2026"),
        ("I", "1/2026", "quý", "I/2026"),
        ("IV", "IV/2026", "quý", "IV/2026"),
        ("IV", "IIV/2026", "quý", "IV/2026"),
        ("III", "11/2026", "tháng", "11/2026"),
        ("III", "TTHC", "quý", "TTHC"),
        ("IIIII", "II/2026", "quý", "II/2026"),
    ],
)
def test_the_strokes_of_a_quarter_are_counted(printed: str, recognised: str, before: str, expected: str) -> None:
    word, image = quarter(printed)
    first = replace(word, text=before, left=0, right=10)
    found = [*with_quarters([first, replace(word, text=recognised)], image)]
    assert [w.text for w in found] == [before, expected]


@pytest.mark.parametrize(
    ("printed", "recognised", "before", "expected"),
    [
        ("III", "HI", "LỤC", "III"),
        ("III", "HH", "mục", "III"),
        ("II", "H.", "Chương", "II."),
        ("I", "1", "lục", "1"),
        ("V", "V", "phần", "V"),
        ("II", "HI", "tiêu", "HI"),
    ],
)
def test_the_strokes_of_a_part_are_counted(printed: str, recognised: str, before: str, expected: str) -> None:
    word, image = quarter(printed[:-1] if printed.endswith("I") else printed, slash=not printed.endswith("I"))
    found = [*with_quarters([replace(word, text=text) for text in (before, recognised)], image)]
    assert [w.text for w in found] == [before, expected]


def test_a_quarter_after_another_is_counted_too() -> None:
    word, image = quarter("III")
    said = [replace(word, text=text) for text in ("quý", "I", "và", "II/2026")]
    assert [*with_quarters(said, image)][-1].text == "III/2026"


@pytest.mark.parametrize(
    ("read", "stop", "expected"),
    [
        ("IL.MỤC", 30, ["I.", "MỤC", "TIÊU"]),
        ("IL.MỤC", 0, ["IL.MỤC", "TIÊU"]),
        ("LMỤC", 30, ["I.", "MỤC", "TIÊU"]),
        ("LMỤC", 0, ["LMỤC", "TIÊU"]),
        ("LỊCH.", 70, ["LỊCH.", "TIÊU"]),
    ],
)
def test_a_roman_number_that_touches_the_next_word_is_parted(read: str, stop: int, expected: list[str]) -> None:
    image = drawn((10, 20, 40, 24), (10, 40, 40, 44), (10, 56, 40, 60), *([(36, stop, 40, stop + 4)] if stop else []))
    line = [Word(read, 40.0, 20, 10, 75, 40, (1, 1, 1)), Word("TIÊU", 92.0, 80, 10, 120, 40, (1, 1, 1))]
    assert [w.text for w in with_roman_numbers(line, image)] == expected


@pytest.mark.parametrize(("width", "expected"), [(12, "I."), (28, "E.")])
def test_a_narrow_e_at_the_head_of_a_line_is_a_roman_one(width: int, expected: str) -> None:
    image = drawn((10, 20, 40, 24), (10, 20, 13, 20 + width), (37, 20, 40, 20 + width))
    line = [Word("E.", 60.0, 20, 10, 20 + width, 40, (1, 1, 1)), Word("NHIỆM", 90.0, 100, 10, 180, 40, (1, 1, 1))]
    assert next(iter(with_roman_numbers(line, image))).text == expected


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("hỗ trợ pháp lý uoanh nghiệp", "hỗ trợ pháp lý doanh nghiệp"),
        ("đơn vị phối hợp taực hiện", "đơn vị phối hợp thực hiện"),
        ("bằi dưỡng kiến thức", "bồi dưỡng kiến thức"),
        ("dừng máy, thục mạng, linh hoạt", "dừng máy, thục mạng, linh hoạt"),  # words that there are
        ("Uoanh nghiệp", "Uoanh nghiệp"),  # a name may be spelled in any way
        ("họp online với nhân dân", "họp online với nhân dân"),
        ("các đơn VỊ liên quan; tạo SỰ chuyển biến", "các đơn vị liên quan; tạo sự chuyển biến"),
        ("theo KẾ HOẠCH của UBND, ban QL chợ; vụ VIỆC", "theo KẾ HOẠCH của UBND, ban QL chợ; vụ việc"),
    ],
)
def test_what_is_no_syllable_is_put_right_where_one_word_fits(text: str, right: str) -> None:
    assert corrected(text)[0] == right


def test_possible_syllables() -> None:
    assert all(map(is_possible, ("doanh", "nghiệp", "quyết", "giếng", "khuỷu", "Nguyễn", "ươm", "gìn", "thuở")))
    assert not any(map(is_possible, ("uoanh", "taực", "bằi", "online")))


@pytest.mark.parametrize(
    ("left", "date", "expected"),
    [
        ("Số: 353 /KH-BĐH", "Bình An, ngày 6 tháng 3 năm 2012", "Số: 353 /KH-BĐH    Bình An, ngày 6 tháng 3 năm 2012"),
        ("sẽ. 322", "Bình An, ngày 6 tháng 3 năm 2012", "Bình An, ngày 6 tháng 3 năm 2012"),
        ("sẽ. 322", "Bình An, ngàŠ", "Bình An, ngàŠ"),
        ("số. 322 KHPH", "Bình An, tháng 3 năm 2012", "số.    Bình An, ngày tháng 3 năm 2012"),
        ("sẽ. 322", "Bình An, ng:# tháng 3 năm 2012", "Bình An, ngày tháng 3 năm 2012"),
    ],
)
def test_figures_beside_the_date_are_the_number_whatever_stands_before_them(
    left: str, date: str, expected: str
) -> None:
    lines = shown([(HEAD[0], 100, 96.0)], [(left, 100, 90.0), (date, 700, 96.0)], [("KẾ HOẠCH", 500, 96.0)])
    assert lines[1] == expected


@pytest.mark.parametrize(("below", "left_out"), [("tháng 10 năm 2025", False), ("10", True)])
def test_a_dateline_over_two_lines_is_whole(below: str, left_out: bool) -> None:
    lines = [[("Số: 4/KH-UBND", 100, 96.0)], [("Bình An, ngày 27", 700, 96.0)], [(below, 700, 96.0)]]
    assert page_text(words(*lines, [("KẾ HOẠCH", 500, 96.0)]), [], DPI, True).date is left_out


def test_a_printed_number_beside_a_symbol_that_was_not_read_is_not_believed() -> None:
    line = [("Số: 322", 100, 90.0), ("/KHĐPH", 220, 10.0), ("Bình An, ngày 6 tháng 3 năm 2012", 700, 96.0)]
    found = page_text(words([(HEAD[0], 100, 96.0)], line, [("KẾ HOẠCH", 500, 96.0)]), [], DPI, True)
    assert found.number
    assert "322" not in found.text


def test_figures_of_a_letterhead_above_the_date_stay() -> None:
    lines = [
        [("TRƯỜNG TIỂU HỌC SỐ 2", 100, 96.0), (HEAD[1], 700, 96.0)],
        [("", 0, 0.0)],
        [("Bình An, ngày 6 tháng 3 năm 2012", 700, 96.0)],
        [("KẾ HOẠCH", 500, 96.0)],
    ]
    assert shown(*lines)[0] == f"TRƯỜNG TIỂU HỌC SỐ 2    {HEAD[1]}"


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ("Độc lập Tự đo - Hạnh phúc", HEAD[1]),
        ("vỡ CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("HỘI CHỮ THẬP ĐỎ VIỆT NAM", "HỘI CHỮ THẬP ĐỎ VIỆT NAM"),
    ],
)
def test_the_motto_is_written_as_it_always_is(read: str, expected: str) -> None:
    assert shown([(read, 400, 80.0)], [("Số: 1/KH-UBND", 100, 96.0)], [("KÉHOẠCH -", 500, 80.0)]) == [
        expected,
        "Số: 1/KH-UBND",
        "KẾ HOẠCH",
    ]


ENDS = [("Các phòng tổ chức thực hiện kế hoạch này./.", 100, 96.0)]


def test_two_signatures_above_the_recipients_are_read_one_after_the_other() -> None:
    lines = [
        ENDS,
        [("SỞ VĂN HÓA", 100, 96.0), ("LIÊN ĐOÀN LAO ĐỘNG", 900, 96.0)],
        [("\\ ÔA 2", 150, 80.0), ("/. BCR “", 950, 75.0)],
        [("“Nguyễn Văn An", 100, 90.0), ("Trần Thị Bình", 900, 90.0)],
        [("Nơi nhận:", 100, 96.0)],
        [("- Lưu: VT.", 100, 96.0)],
    ]
    assert shown(*lines, first=False)[1:] == [
        "SỞ VĂN HÓA", "Nguyễn Văn An", "LIÊN ĐOÀN LAO ĐỘNG", "Trần Thị Bình", "Nơi nhận:", "- Lưu: VT.",
    ]  # fmt: skip


def test_a_signature_beside_the_recipients_is_read_after_them() -> None:
    lines = [
        ENDS,
        [("Nơi", 100, 96.0), ("TM. BAN ĐIỀU HÀNH", 900, 96.0)],
        [("- Bộ Tư pháp;", 100, 96.0), ("R", 980, 66.0)],
        [("- Lưu: VT.", 100, 96.0), ("Nguyễn Văn Linh", 900, 96.0)],
    ]
    assert shown(*lines, first=False)[1:] == [
        "Nơi nhận:", "- Bộ Tư pháp;", "- Lưu: VT.", "TM. BAN ĐIỀU HÀNH", "Nguyễn Văn Linh",
    ]  # fmt: skip


def test_a_page_without_a_foot_in_columns_is_read_line_by_line() -> None:
    assert shown([("Một bên", 100, 96.0), ("bên kia", 900, 96.0)], ENDS, first=False)[0] == "Một bên    bên kia"
    over = [
        ENDS,
        [("Nơi nhận:", 100, 96.0)],
        [("- Lưu: VT, một dòng dài qua giữa trang giấy, kể cả phòng.", 100, 96.0)],
    ]
    assert shown(*over, first=False)[1] == "Nơi nhận:"


def test_lines_that_were_passed_over_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    again = [
        Word(text, sure, left, 100, left + 60, 130, (7, 1, line))
        for line, texts in enumerate(
            [[("Độc", 96.0, 400), ("lập", 96.0, 470), ("2012", 90.0, 540)], [("ÔA", 40.0, 100), ("lễ", 69.0, 170)]]
        )
        for text, sure, left in texts
    ]
    asked: list[Image] = []

    def read(images: Sequence[Image], layout: int, dpi: float) -> list[Word]:
        asked.extend(images)
        return again

    monkeypatch.setattr(scan_missed.tesseract, "words", read)
    known = [Word("UBND", 96.0, 100, 102, 190, 132, (1, 1, 1)), Word("Số:", 96.0, 100, 160, 150, 190, (1, 2, 1))]
    letters = [(100, 300 + 9 * i, 112, 305 + 9 * i) for i in range(30)]
    page = drawn(*letters, (102, 100, 132, 190))
    found = scan_missed.with_missed(known, page, DPI)
    assert [word.text for word in found] == ["UBND", "Độc", "lập", "2012", "Số:"]
    assert {word.line for word in found[:4]} == {(1, 1, 1)}
    assert (asked[0][102:132, 100:190] == 255).all()
    assert scan_missed.with_missed(known, drawn(*letters[:5]), DPI) == known
    assert len(asked) == 1
