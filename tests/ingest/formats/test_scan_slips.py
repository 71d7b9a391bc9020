"""What recognition takes for something else in sound print: labels, symbols, short lines, the grain of the paper."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from ingest.formats import scan_doubtful, scan_image
from ingest.formats.ruled import find_tables
from ingest.formats.scan_image import Image
from ingest.formats.scan_labels import with_labels_in_order
from ingest.formats.scan_roman import with_roman_numbers
from ingest.formats.scan_spelling import corrected
from ingest.formats.scan_symbols import with_known_symbols, with_repeated_numbers
from ingest.formats.scan_words import page_text
from ingest.formats.tesseract import Word
from tests.ingest.formats.pictures import drawn

DPI = 200


@pytest.mark.parametrize(
    ("labels", "right"),
    [
        ("d) đ) e) ø) h)", "d) đ) e) g) h)"),
        ("d) đ) e) 8) h)", "d) đ) e) g) h)"),
        ("đ) e) gø) a) b)", "đ) e) g) a) b)"),
        ("c) dđ) e)", "c) d) e)"),
        ("h) i) k) D) m)", "h) i) k) l) m)"),
        ("h) 1) k) D)", "h) i) k) l)"),
        ("c) đ) e)", "c) d) e)"),
        ("d) d) e)", "d) đ) e)"),
        ("d) ở) e)", "d) đ) e)"),
        ("c) d) e)", "c) d) e)"),
        ("a) ă) â) b)", "a) ă) â) b)"),
        ("e) 7) 8) 9)", "e) 7) 8) 9)"),
        ("e) ä) b) c)", "e) ä) b) c)"),
        ("d) đ) e) f) g)", "d) đ) e) f) g)"),
        ("ø) h)", "ø) h)"),
        ("4. 5, 6.", "4. 5. 6."),
        ("4. 7, 8.", "4. 7, 8."),
        ("5.4. 5,5. 5.6, 5.7.", "5.4. 5.5. 5.6. 5.7."),
        ("5.4. 2,5. 5.6.", "5.4. 2,5. 5.6."),
    ],
)
def test_labels_are_those_that_are_due(labels: str, right: str) -> None:
    page, expected = ("".join(f"{label} Một việc.\n\n" for label in each.split()) for each in (labels, right))
    found, changes = with_labels_in_order([page])
    assert found == [expected]
    assert changes == [[(a, b) for a, b in zip(labels.split(), right.split(), strict=True) if a != b]]


def test_labels_are_counted_over_pages_and_a_number_within_a_sentence_stays() -> None:
    pages = ["a) Một\n\nb) Hai\n\nc) Ba\n\nd) Bốn\n\nđ) Năm\n", "\ne) Sáu\n\nø) Bảy\n"]
    assert with_labels_in_order(pages)[0] == [pages[0], pages[1].replace("ø", "g")]
    inside = "4. Theo Điều 4 và Điều\n5, Nghị định\n"
    assert with_labels_in_order([inside])[0] == [inside]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("+ 02 vị trí;\n+01 vị trí;\n", "+ 02 vị trí;\n+ 01 vị trí;\n"),
        ("từ 3 đến\n+01 độ\n", "từ 3 đến\n+01 độ\n"),
        ("- Một\n-5% số hộ\n", "- Một\n-5% số hộ\n"),
    ],
)
def test_a_bullet_that_is_glued_to_a_figure_is_parted_where_there_are_others(text: str, right: str) -> None:
    assert with_labels_in_order(["x\n" + text])[0] == ["x\n" + right]


@pytest.mark.parametrize(
    ("text", "doubtful", "right"),
    [
        ("số 71/NQ-CB ngày", ["71/NQ-CB"], "số 71/NQ-CP ngày"),
        ("số 13/2023/NĐ-\nCB.", ["CB."], "số 13/2023/NĐ-\nCP."),
        ("số 71/NQ-CB ngày", ["ngày"], "số 71/NQ-CB ngày"),
        ("số 05/KH-CB ngày", ["CB"], "số 05/KH-CB ngày"),
        ("số 12/QĐ-BXH ngày", ["12/QĐ-BXH"], "số 12/QĐ-BXH ngày"),
        ("số 12/TT-BYX ngày", ["12/TT-BYX"], "số 12/TT-BYX ngày"),
        ("số 27ICT-TTg ngày", [], "số 27/CT-TTg ngày"),
        ("mã 27ICT-TTK", [], "mã 27ICT-TTK"),
    ],
    ids=["doubted", "over two lines", "sure", "no such symbol", "a known body", "a ministry", "no slash", "a code"],
)
def test_a_doubtful_symbol_is_the_only_one_that_is_like_it(text: str, doubtful: list[str], right: str) -> None:
    found, changes = with_known_symbols(text, doubtful)
    assert found == right
    assert len(changes) == (text != right)


@pytest.mark.parametrize(
    ("first", "second", "doubtful", "right"),
    [
        ("01-TB/CQTTBCĐ", "01-TB/CQTTBCP", "", "01-TB/CQTTBCĐ"),
        ("02-KH/BCĐ", "02-\nKH/BCP", "", "02-\nKH/BCĐ"),
        ("01-TB/CQTTBCĐ", "02-TB/CQTTBCP", "", "02-TB/CQTTBCP"),
        ("12/KH-UBND", "12/KH-HĐND", "12/KH-HĐND", "12/KH-HĐND"),
        ("12/KH-UBNX", "12/KH-UBNY", "UBNY", "12/KH-UBNY"),
        ("71/NQ -CP", "71/NQ-\nGT", "GT.", "71/NQ-\nCP"),
        ("71/NQ -CP", "71/NQ-\nGT", "", "71/NQ-\nGT"),
        ("71/NQ-CP", "71/NQ-BYT", "BYT", "71/NQ-BYT"),
        ("71/NQ-CP", "71/NQ-\nli\n", "li", "71/NQ-\nCP\n"),
        ("71/NQ-CP", "71/NQ-\nBYT\n", "BYT", "71/NQ-\nBYT\n"),
        ("71/NQ-CP", "71/NQ-\nli", "", "71/NQ-\nli"),
    ],
    ids=[
        "a letter",
        "like a ministry",
        "other number",
        "two known",
        "none known",
        "doubted",
        "sure",
        "another length",
        "cut off",
        "known",
        "cut off and sure",
    ],
)
def test_a_number_is_as_it_stands_elsewhere(first: str, second: str, doubtful: str, right: str) -> None:
    pages = [f"Thông báo số {first} ngày 5", f"(Thông báo số {second});"]
    found, changes = with_repeated_numbers(pages, [[], [doubtful]])
    assert found == [pages[0], f"(Thông báo số {right});"]
    assert len(changes[1]) == (right != second)
    assert not changes[0]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Chỉ cục Kiểm lâm", "Chi cục Kiểm lâm"),
        ("xây dựng Đẳng bộ", "xây dựng Đảng bộ"),
        ("chỉ tiêu, chỉ đạo, chỉ thị", "chỉ tiêu, chỉ đạo, chỉ thị"),
        ("trong phòng trào", "trong phòng trào"),
    ],
)
def test_a_hook_that_is_no_mark_is_taken_away(text: str, right: str) -> None:
    assert corrected(text)[0] == right


@pytest.mark.parametrize(("read", "shown"), [("1L.", "I."), ("1.", "1."), ("1l.", "1l."), ("11.", "11.")])
def test_a_one_beside_a_letter_is_a_stroke_of_a_roman_number(read: str, shown: str) -> None:
    image = drawn((10, 20, 40, 26), (35, 30, 40, 35))
    word = Word(read, 40.0, 18, 10, 36, 40, (1, 1, 1))
    assert next(with_roman_numbers([word], image)).text == shown


def test_the_sides_of_a_low_row_are_found_and_letters_between_two_rules_are_none() -> None:
    rules = [(y, 50, y + 2, 552) for y in (50, 150, 200, 250)]
    sides = [(50, x, 252, x + 2) for x in (50, 550)]
    title, row = (160, 100, 190, 104), [(200, x, 252, x + 2) for x in (150, 350)]
    cleaned, found = scan_image.clean(drawn(*rules, *sides, title, *row, (210, 200, 240, 205)), DPI)
    (table,) = find_tables(found)
    assert [(cell.row, cell.columns) for cell in table.cells] == [(0, 3), (1, 3), (2, 1), (2, 1), (2, 1)]
    assert (cleaned[160:190, 100:104] == 0).all()
    assert (cleaned[210:240, 200:205] == 0).all()
    assert (cleaned[205:245, 150:152] == 255).all()


def test_a_grain_is_told_by_the_height_of_the_letters() -> None:
    letters = [(100, 20 * i, 121, 20 * i + 8) for i in range(1, 20)]
    cleaned, _ = scan_image.clean(drawn(*letters, (50, 50, 52, 52), (70, 50, 74, 54)), DPI)
    assert (cleaned[50:52, 50:52] == 255).all()
    assert (cleaned[70:74, 50:54] == 0).all()


@pytest.mark.parametrize("width", [28, 29, 101, 204, 245])
def test_an_enlarged_picture_has_no_edge(width: int) -> None:
    assert scan_image.enlarged(np.full((40, width), 255, np.uint8), 300 / 199.99999917996567).min() == 255


def test_paper_is_white_and_the_edges_of_letters_stay() -> None:
    image = drawn((100, 100, 130, 104))
    image[::3, ::3] = np.minimum(image[::3, ::3], 180)
    image[100:130, 104] = 190
    found = scan_image.on_white(image, image < 128, 2)
    assert (found[100:130, 104] <= 190).all()
    assert found[:97].min() == 255


def test_doubtful_lines_of_a_cell_are_read_alone_and_the_surer_reading_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    cut: list[Image] = []

    def read(images: Sequence[Image], layout: int, dpi: float) -> list[Word]:
        cut.extend(images)
        alone = [("TTHC", 92.0, 0), ("ổ", 20.0, 1), ("vị", 97.0, 2)]
        return [Word(text, sure, 15, 15, 60, 40, (1, 1, 1), image) for text, sure, image in alone]

    monkeypatch.setattr(scan_doubtful.tesseract, "words", read)
    sure = Word("soát", 96.0, 10, 10, 80, 40, (1, 1, 1))
    garbled = [Word("Ji", 0.0, 10, 60, 40, 90, (1, 1, 2)), Word("HE", 0.0, 50, 60, 90, 90, (1, 1, 2))]
    kept = Word("tổ", 45.0, 10, 110, 80, 140, (1, 1, 3))
    other = Word("VỊ", 33.0, 200, 60, 240, 90, (1, 1, 1))
    found = scan_doubtful.with_doubtful_again({4: [sure, *garbled, kept], 7: [other]}, {4: drawn(), 7: drawn()}, DPI)
    assert [word.text for word in found[4]] == ["soát", "TTHC", "tổ"]
    assert [word.text for word in found[7]] == ["vị"]
    assert found[4][1].line == garbled[0].line
    assert found[4][1].top == 60 - 5 + 15 - 10  # where it stands in the picture of the cell
    assert len(cut) == 3
    assert scan_doubtful.with_doubtful_again({1: [sure]}, {1: drawn()}, DPI) == {1: [sure]}
    assert len(cut) == 3


def spaced(*lines: tuple[int, str], doubtful: str = "") -> str:
    words = [
        Word(text, 30.0 if text == doubtful else 96.0, 100 + 90 * at, y, 180 + 90 * at, y + 30, (1, 1, y))
        for y, line in lines
        for at, text in enumerate(line.split())
    ]
    return page_text(words, [], DPI, False).text.strip()


def test_one_line_within_a_sentence_tells_how_far_apart_lines_are() -> None:
    lines = ((100, "6. Trực đêm."), (185, "Ủy ban yêu cầu các đơn"), (242, "vị thực hiện."))
    assert spaced(*lines) == "6. Trực đêm.\n\nỦy ban yêu cầu các đơn\nvị thực hiện."


def test_where_no_line_goes_on_the_height_of_the_words_tells_it() -> None:
    apart = ((100, "Trực đêm."), (185, "GIÁM ĐỐC"), (270, "a) Một việc"))
    assert spaced(*apart).count("\n\n") == 2
    near = ((100, "Trực đêm."), (160, "GIÁM ĐỐC"), (220, "a) Một việc"))
    assert "\n\n" not in spaced(*near)


def test_a_doubtful_label_before_a_sure_line_stays() -> None:
    assert spaced((100, "g) Tăng cường kiểm tra giám sát"), doubtful="g)") == "g) Tăng cường kiểm tra giám sát"
    assert spaced((100, "Tăng cường g) kiểm tra giám sát"), doubtful="g)") == "Tăng cường kiểm tra giám sát"


@pytest.mark.parametrize("label", ["1.", "I.", "C.", "8)"])
def test_a_doubtful_number_before_a_sure_line_stays(label: str) -> None:
    assert spaced((100, f"{label} MỤC TIÊU TỔNG QUÁT"), doubtful=label) == f"{label} MỤC TIÊU TỔNG QUÁT"
    assert spaced((100, f"MỤC TIÊU {label} TỔNG QUÁT"), doubtful=label) != f"MỤC TIÊU {label} TỔNG QUÁT"


def test_the_rest_of_a_broken_number_stays_however_doubtful() -> None:
    above, below = (100, "Nghị quyết số 71/NQ-"), (157, "CE:")
    assert spaced(above, below, doubtful="CE:") == "Nghị quyết số 71/NQ-\nCE:"
    assert spaced((100, "Nghị quyết số 71"), below, doubtful="CE:") == "Nghị quyết số 71"
