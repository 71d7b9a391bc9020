"""Scanned pages: what is printed is read, what is written or stamped over it is not, and doubts are told."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rapidfuzz import fuzz

from ingest.formats import scan_image, tesseract
from ingest.formats.pdf import read
from ingest.formats.ruled import find_tables
from ingest.formats.scan_roman import with_first_numbers, with_roman_numbers
from ingest.formats.scan_spelling import corrected
from ingest.formats.scan_words import Heard, cell_lines, page_text
from ingest.formats.tesseract import Word
from tests.ingest.formats.pictures import number

FONT = Path("/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf")
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None or not FONT.is_file(),
    reason="Debian's tesseract-ocr-vie and fonts-noto-core are not installed",
)
LINES = [
    "Công an phường chủ trì, phối hợp với các tổ dân phố tuần tra ban đêm",
    "trên địa bàn phường, báo cáo Ủy ban nhân dân phường kết quả thực hiện",
    "trước ngày 30 tháng 11 hằng năm. Văn phòng tổng hợp kết quả tuần tra",
    "và đề xuất khen thưởng những tập thể, cá nhân có thành tích xuất sắc.",
]


def page() -> Any:
    """A white page of A4 at 200 dpi, and what draws on it."""
    image = pytest.importorskip("PIL.Image")
    return image.new("RGB", (1654, 2339), "white")


def written(picture: Any, lines: Sequence[tuple[int, int, str]], size: int = 36, colour: str = "black") -> Any:
    from PIL import ImageDraw, ImageFont

    draw = ImageDraw.Draw(picture)
    for x, y, text in lines:
        draw.text((x, y), text, colour, ImageFont.truetype(str(FONT), size))
    return picture


def scanned(*pictures: Any) -> bytes:
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=200, quality=85)
    return out.getvalue()


def body() -> Any:
    return written(page(), [(150, 400 + 60 * i, line) for i, line in enumerate(LINES)])


@needs_tesseract
@pytest.mark.slow
def test_a_scan_is_read_with_its_confidence() -> None:
    found = read(scanned(body()), "a.pdf")
    assert found.text.split("\n") == [*LINES, ""]
    assert found.pages == 1
    assert [w.kind for w in found.warnings] == ["recognised"]
    assert "1: 9" in found.warnings[0].message


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize("degrees", [90, 180, -1.2])
def test_a_page_that_was_laid_wrongly_is_turned(degrees: float) -> None:
    found = read(scanned(body().rotate(degrees, expand=degrees > 45, fillcolor="white")), "a.pdf")
    assert LINES[1].split() == found.text.split()[len(LINES[0].split()) :][: len(LINES[1].split())]
    assert ("page-turned" in [w.kind for w in found.warnings]) == (degrees > 45)


@needs_tesseract
@pytest.mark.slow
def test_a_red_seal_and_blue_writing_over_print_are_left_out() -> None:
    from PIL import ImageChops, ImageDraw

    over = written(page(), [(500, 450, "CHỮ KÝ")], 90, "#2030d0")
    draw = ImageDraw.Draw(over)
    draw.ellipse((700, 350, 1150, 700), outline="#d02020", width=14)
    draw.text((800, 500), "UBND", "#d02020")
    found = read(scanned(ImageChops.multiply(body(), over)), "a.pdf")
    assert fuzz.ratio(" ".join(found.text.split()), " ".join(LINES)) > 97
    assert "ink-left-out" in [w.kind for w in found.warnings]


@needs_tesseract
@pytest.mark.slow
def test_a_ruled_table_becomes_rows() -> None:
    from PIL import ImageDraw

    rows = [
        ["TT", "Nhiệm vụ", "Đơn vị chủ trì"],
        ["1", "Tuần tra ban đêm", "Công an phường"],
        ["2", "Tổng hợp", "Văn phòng"],
    ]
    picture = body()
    draw = ImageDraw.Draw(picture)
    xs, ys = (150, 260, 900, 1400), (800, 900, 1000, 1100)
    for x in xs:
        draw.line((x, ys[0], x, ys[-1]), "black", 4)
    for y in ys:
        draw.line((xs[0], y, xs[-1], y), "black", 4)
    cells = [(xs[c] + 15, ys[r] + 25, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    after = [(150, 1200, "Các tổ dân phố phối hợp thực hiện nhiệm vụ này.")]
    lines = read(scanned(written(picture, [*cells, *after])), "a.pdf").text.split("\n")
    # A digit that stands alone in its cell may be missed, so the first column is not compared.
    found = [line.split("\t") for line in lines if "\t" in line]
    assert [row[1:] for row in found] == [row[1:] for row in rows]
    assert lines[-2] == after[0][2]


@needs_tesseract
@pytest.mark.slow
def test_only_pages_without_a_sound_layer_are_recognised(shared: Path) -> None:
    found = read(next((shared / "documents").glob("34_*")).read_bytes(), "a.pdf")
    kinds = [w.kind for w in found.warnings]
    assert found.pages == 6
    assert {"recognised", "number-not-read", "date-not-read", "words-corrected"} <= set(kinds)
    assert "/CTPH-LĐLĐ-SVH,TT,DL" in found.text
    assert "Nghị quyết số 33-NQ/TW ngày 09/6/2014" in found.text


@needs_tesseract
def test_what_is_no_text_is_no_vietnamese() -> None:
    from ingest.errors import SourceError

    with pytest.raises(SourceError, match="no Vietnamese text is recognised on its 1 pages"):
        read(scanned(page()), "a.pdf")


DAY = "ngày 6 tháng 3 năm 2026"


def spoken(*lines: str, confidence: dict[str, float] | None = None) -> list[Word]:
    """Words of lines 40 pixels apart; after "|" a word stands in another column."""
    found = []
    for at, line in enumerate(lines):
        x = 100
        for text in line.split(" "):
            x += 400 if text.startswith("|") else 0
            bare = text.lstrip("|")
            sure = (confidence or {}).get(bare, 96.0)
            found.append(Word(bare, sure, x, 40 * at, x + 20 * len(bare), 40 * at + 30, (1, 1, at)))
            x += 20 * len(bare) + 10
    return found


def heard(*lines: str, confidence: dict[str, float] | None = None, first: bool = True) -> Heard:
    return page_text(spoken(*lines, confidence=confidence), [], 200, first)


@pytest.mark.parametrize(
    ("line", "confidence", "shown", "left_out"),
    [
        ("Số: 12/KH-UBND", {}, "Số: 12/KH-UBND", (False, False)),
        ("Số: 12/KH-UBND", {"12/KH-UBND": 60.0}, "Số: /KH-UBND", (True, False)),
        ("Số: 4S4 /KH-UBND", {}, "Số: /KH-UBND", (True, False)),
        ("Số: /KH-UBND", {}, "Số: /KH-UBND", (False, False)),
        (f"Số:45/KH |{DAY}", {"Số:45/KH": 20.0}, f"Số: /KH    {DAY}", (True, False)),
        (f"Số: 5/KH |{DAY}", {"6": 40.0}, "Số: 5/KH    ngày tháng 3 năm 2026", (False, True)),
        (f"Số: 5/KH |{DAY.replace('6 t', 'o6 t')}", {}, "Số: 5/KH    ngày tháng 3 năm 2026", (False, True)),
        ("trước ngày 30 tháng 11 hằng năm", {"30": 40.0}, "trước ngày 30 tháng 11 hằng năm", (True, False)),
    ],
)  # fmt: skip
def test_numbers_and_days_of_the_letterhead_that_are_not_surely_printed_are_left_out(
    line: str, confidence: dict[str, float], shown: str, left_out: tuple[bool, bool]
) -> None:
    found = heard("ỦY BAN NHÂN DÂN", line, "KẾ HOẠCH", "Số: 99/KH-UBND", confidence=confidence)
    assert [text for text in found.text.split("\n") if text][1] == shown
    assert (found.number, found.date) == left_out
    assert "Số: 99/KH-UBND" in found.text


def test_a_letterhead_without_a_number_says_so_and_other_pages_do_not() -> None:
    assert heard("ỦY BAN NHÂN DÂN", "KẾ HOẠCH").number
    assert not heard("ỦY BAN NHÂN DÂN", "KẾ HOẠCH", first=False).number


def test_marks_are_left_out_and_doubtful_words_of_a_sure_line_stay() -> None:
    low = {"„": 10.0, "#~": 5.0, "quân": 30.0, "+": 20.0, "VY": 12.0, "sa": 9.0, "š": 3.0}
    found = heard("„ Dân quân tuần tra ban đêm #~ +", "VY sa š", "- Lưu: VT.", confidence=low)
    assert found.text == "\nDân quân tuần tra ban đêm\n\n- Lưu: VT.\n"
    assert found.dropped == 6


@pytest.mark.parametrize(
    ("recognised", "shown"),
    [
        ("HI. TỔ CHỨC", "III. TỔ CHỨC"),
        ("Quý IH/2026", "Quý III/2026"),
        ("HĐND phường", "HĐND phường"),
        ("xã H.", "xã H."),
    ],
)
def test_roman_numbers_have_no_h(recognised: str, shown: str) -> None:
    assert cell_lines(spoken(recognised)) == [shown]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("KÉ HOẠCH phôi hợp", "KẾ HOẠCH phối hợp"),
        ("TỎ CHỨC THỰC HIỆN", "TỔ CHỨC THỰC HIỆN"),
        ("kế hoạch\nphối hợp", "kế hoạch\nphối hợp"),
        ("một dòng chữ lạ: ké, hoạch", "một dòng chữ lạ: ké, hoạch"),
        ("", ""),
    ],
)
def test_marks_that_were_lost_are_put_back(text: str, right: str) -> None:
    found, changes = corrected(text)
    assert found == right
    assert len(changes) == sum(a != b for a, b in zip(text.split(), right.split(), strict=True))


def test_sound_text_is_not_corrected(shared: Path) -> None:
    texts = [path.read_text("utf-8") for path in sorted((shared / "corpus").glob("*.txt"))]
    assert sum(len(corrected(text)[1]) for text in texts) <= sum(map(len, texts)) / 25_000


@pytest.mark.parametrize(
    ("printed", "recognised", "shown"),
    [
        ("III", "II.", "III."),
        ("III", "II", "III."),
        ("I", "IL.", "I."),
        ("II", "H", "II."),
        ("II", "II.", "II."),
        ("IV", "IV.", "IV."),
        ("VII", "VI.", "VII."),
        ("IIIII", "II.", "II."),
        ("II", "IX.", "IX."),
        ("III", "1.", "1."),
        ("III", "Theo", "Theo"),
    ],
)
def test_strokes_of_roman_numbers_are_counted(printed: str, recognised: str, shown: str) -> None:
    word, image = number(printed)
    after = replace(word, text="NHIỆM", left=300, right=340)
    found = [*with_roman_numbers([replace(word, text=recognised), after], image)]
    assert [w.text for w in found] == [shown, "NHIỆM"]


def test_a_roman_number_without_a_stop_and_within_a_line_stays() -> None:
    word, image = number("III", stop=False)
    assert [w.text for w in with_roman_numbers([replace(word, text="II")], image)] == ["III"]
    first = replace(word, text="quý", left=0, right=10)
    assert [w.text for w in with_roman_numbers([first, replace(word, text="II")], image)] == ["quý", "II"]


@pytest.mark.parametrize(
    ("pages", "right"),
    [
        (["1. MỤC ĐÍCH\na\n", "II. NHIỆM VỤ\n"], ["I. MỤC ĐÍCH\na\n", "II. NHIỆM VỤ\n"]),
        (["1. MỤC ĐÍCH\n2. YÊU CẦU\nII. NHIỆM VỤ\n"], ["1. MỤC ĐÍCH\n2. YÊU CẦU\nII. NHIỆM VỤ\n"]),
        (["1. Mục đích\nII. NHIỆM VỤ\n"], ["1. Mục đích\nII. NHIỆM VỤ\n"]),
        (
            ["I. MỤC ĐÍCH\n1. YÊU CẦU\n2. NHIỆM VỤ\nII. TỔ CHỨC\n"],
            ["I. MỤC ĐÍCH\n1. YÊU CẦU\n2. NHIỆM VỤ\nII. TỔ CHỨC\n"],
        ),
        (["I. MỤC ĐÍCH\n1. YÊU CẦU\nII. TỔ CHỨC\n"], ["I. MỤC ĐÍCH\n1. YÊU CẦU\nII. TỔ CHỨC\n"]),
        ([], []),
    ],
)
def test_a_one_before_a_second_heading_is_a_first(pages: list[str], right: list[str]) -> None:
    assert with_first_numbers(pages) == right


def test_specks_are_no_marks() -> None:
    image = np.full((100, 100), 240, np.uint8)
    image[::17, ::13] = 20
    assert not scan_image.has_marks(image, 7)
    image[50, 20:29] = 20
    assert scan_image.has_marks(image, 7)
    assert not scan_image.has_marks(image[:0], 7)


def test_an_image_is_levelled_and_its_rules_found() -> None:
    image = np.full((1200, 900), 255, np.uint8)
    for y in range(100, 700, 40):
        image[y : y + 20, 100:800:7] = 0
    for x in (100, 300, 500, 800):
        image[800:1003, x : x + 3] = 0
    for y in (800, 900, 1000):
        image[y : y + 3, 100:803] = 0
    image[1050:1150, 300:500] = 0
    cleaned, rules = scan_image.clean(image, 200)
    (table,) = find_tables(rules)
    assert (len(table.xs), len(table.ys)) == (4, 3)
    assert cleaned[800:1160].min() == 255
    assert cleaned[100:700].min() == 0
    assert abs(scan_image.skew(scan_image.ink(image[:750]))) < 0.3
    turned = scan_image.turned(image[:750], 1.5)
    assert scan_image.skew(scan_image.ink(turned)) == pytest.approx(-1.5, abs=0.3)


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    tesseract.missing_part.cache_clear()
    monkeypatch.setattr(shutil, "which", lambda program: None)
    assert tesseract.missing_part() == "Tesseract is not installed"
    tesseract.missing_part.cache_clear()


def test_a_dash_left_of_the_text_is_no_bullet() -> None:
    def line(number: int, left: int, *texts: str) -> list[Word]:
        return [
            Word(text, 96.0, left + 60 * i, 40 * number, left + 60 * i + 50, 40 * number + 30, (1, 1, number))
            for i, text in enumerate(texts)
        ]

    words = [
        *line(1, 100, "Công", "an"),
        *line(2, 100, "phường", "tuần"),
        *line(3, 60, "-", "năm"),
        *line(4, 140, "-", "tổ"),
    ]
    text = page_text(words, [], 200, first=False).text
    assert [found for found in text.split("\n") if found] == ["Công an", "phường tuần", "năm", "- tổ"]


@pytest.mark.parametrize(("read", "shown"), [("Ư3ND", "UBND"), ("U'3ND,", "UBND,"), ("U8ND", "UBND"), ("U3", "U3")])
def test_a_figure_within_ubnd_is_a_letter(read: str, shown: str) -> None:
    assert cell_lines([Word(read, 90.0, 0, 0, 90, 30, (1, 1, 1))]) == [shown]
