"""Numbers of rows on scanned pages: read as figures, by their strokes, their full stops and the rows around them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.formats import scan_image
from ingest.formats.scan_roman import with_roman_numbers
from ingest.formats.scan_row_numbers import UNREAD, is_settled, or_unread, row_number
from ingest.formats.scan_row_order import with_numbers_in_order
from ingest.formats.scan_words import cell_lines
from ingest.formats.tesseract import Word
from tests.ingest.formats.pictures import drawn, number, printed

BOX = (20, 10, 60, 40, (1, 1, 1))


def said(*readings: tuple[str, float]) -> list[Word]:
    return [Word(text, sure, *BOX) for text, sure in readings]


@pytest.mark.parametrize(
    ("strokes", "serifs", "read", "again", "expected"),
    [
        (1, True, ("1", 97.0), ("1", 96.0), "I"),
        (1, False, ("1", 97.0), ("1", 96.0), "1"),
        (2, True, ("11", 97.0), ("mm", 44.0), "II"),
        (2, False, ("11", 97.0), ("mm", 44.0), "11"),
        (-2, True, ("11", 97.0), ("11", 97.0), "11"),
        (3, False, ("VỊ", 96.0), ("VỊ", 91.0), "VI"),
        (2, False, ("X", 88.0), ("XI", 75.0), "X"),
        (0, False, ("Sft", 40.0), ("Stt", 90.0), "Stt"),
        (2, True, ("18", 97.0), ("18", 97.0), "18"),
    ],
)
def test_the_readings_of_a_row_number_are_weighed(
    strokes: int, serifs: bool, read: tuple[str, float], again: tuple[str, float], expected: str
) -> None:
    stems = [(10, 20 + 20 * i, 40, 24 + 20 * i) for i in range(abs(strokes))]
    out = 5 if strokes > 0 else 0  # the head of a 1 reaches out to the left alone
    heads = [(10, left - 5, 12, right + out) for _, left, _, right in stems] if serifs else []
    image = drawn(*stems, *heads, *([] if strokes else [(10, 20, 24, 30), (26, 32, 40, 42)]))
    word = Word("", 0.0, 20, 10, 60, 40, (1, 1, 1))
    said = [[replace(word, text=text, confidence=sure)] for text, sure in (read, again)]
    assert [w.text for w in row_number(image, *said)] == [expected]


@pytest.mark.parametrize(
    ("heads", "right"),
    [
        (["7", "S", "9"], ["7", "8", "9"]),
        (["10", "II", "12"], ["10", "11", "12"]),
        (["7", "6", "9", "1"], ["7", "8", "9", "1"]),
        (["7", "", "8"], ["7", "", "8"]),
        (["7", "", "9"], ["7", "", "9"]),
        (["7", "1", "2"], ["7", "1", "2"]),
        (["STT", "1", "2", "4"], ["STT", "1", "2", "4"]),
        (["4.2", "43", "44", "V"], ["4.2", "4.3", "4.4", "V"]),
        (["B", "I", "12", "1.3"], ["B", "I", "1.2", "1.3"]),
        (["4.2", "44", "45"], ["4.2", "44", "45"]),
        (["9", "10", "1.1"], ["9", "10", "1.1"]),
    ],
)
def test_a_row_between_two_numbers_has_the_one_between(heads: list[str], right: list[str]) -> None:
    pages = ["\n".join(f"{head}\tTuần tra\tCông an phường" for head in heads), "Hết"]
    found, changes = with_numbers_in_order(pages)
    assert [line.partition("\t")[0] for line in found[0].split("\n")] == right
    assert found[1] == "Hết"
    assert len(changes[0]) == sum(a != b for a, b in zip(heads, right, strict=True))


@pytest.mark.parametrize(
    ("read", "again", "expected"),
    [
        ([("4.5", 96.0)], [("45", 97.0)], ["4.5"]),
        ([("4.5", 96.0)], [("48", 97.0)], ["48"]),
        ([("ỆP", 0.0), ("À", 43.0)], [("52", 84.0)], ["52"]),
        ([("5.", 46.0)], [("5.1", 56.0)], ["5.1"]),
        ([("ỆP", 0.0), ("À", 43.0)], [("52", 44.0)], ["ỆP", "À"]),
    ],
)
def test_a_figure_is_sooner_read_without_its_full_stop_than_with_one(
    read: list[tuple[str, float]], again: list[tuple[str, float]], expected: list[str]
) -> None:
    said = [[Word(text, sure, 20, 10, 60, 40, (1, 1, 1)) for text, sure in reading] for reading in (read, again)]
    image = drawn((10, 20, 14, 40), (24, 20, 28, 40), (36, 20, 40, 40))
    assert [w.text for w in row_number(image, *said)] == expected


def test_tt_over_a_column_is_no_number() -> None:
    image = drawn((10, 20, 40, 24), (10, 10, 13, 34), (10, 47, 40, 51), (10, 37, 13, 61))
    said = [[Word("TT", sure, 20, 10, 60, 40, (1, 1, 1))] for sure in (90.0, 60.0)]
    assert [w.text for w in row_number(image, *said)] == ["TT"]
    assert next(with_roman_numbers(said[0], image)).text == "TT"


def test_a_title_between_rows_keeps_its_number() -> None:
    page = "7\tTuần tra\tCông an\nII\tKIỂM TRA\t\n9\tTổng hợp\tVăn phòng"
    assert with_numbers_in_order([page]) == ([page], [[]])


@pytest.mark.parametrize(
    ("printed", "again", "read", "shown"),
    [
        ("III", ("mã", 59), ("II", 42), "III"),
        ("I", ("1", 39), ("1", 85), "I"),
        ("I", ("1", 97), ("+", 92), "1"),
        ("I", ("8", 40), ("1", 97), "1"),
        ("I", None, ("li", 0), "I"),
        ("VV", ("7", 30), ("/", 20), "/"),
        ("IV", ("IV", 60), ("IV", 60), "IV"),
        ("III", ("Stt", 30), None, "III"),
    ],
)
def test_the_number_of_a_row_is_what_its_readings_and_strokes_agree_on(
    printed: str, again: tuple[str, float] | None, read: tuple[str, float] | None, shown: str
) -> None:
    word, image = number(printed, stop=False)
    close = scan_image.marks_only(image[:, :250], 7)
    assert close.shape[0] == 36
    words = [[replace(word, text=w[0], confidence=w[1])] if w else [] for w in (read, again)]
    assert [w.text for w in row_number(close, *words)] == [shown]


def test_a_cell_of_several_words_is_no_number() -> None:
    word, image = number("II")
    assert row_number(image, [word, word], [word]) == [word, word]
    assert row_number(image, [], []) == []


@pytest.mark.parametrize(
    ("shape", "read", "again", "figures", "expected"),
    [
        ("8.8", [("3.3", 88.0)], [("93", 79.0)], [("93", 76.0), ("9.3", 88.0)], ["9.3"]),
        ("8.8", [("5.", 27.0)], [("82", 92.0)], [("32", 83.0), ("32", 81.0)], ["3.2"]),
        ("8.8.8", [("Quá", 14.0), ("cE", 0.0)], [("521", 63.0)], [("521", 70.0)], ["5.2.1"]),
        ("8.8", [("HS", 0.0)], [("S1", 74.0)], [("54", 60.0)], ["HS"]),
        ("8.8", [("Niế", 0.0)], [("2z", 17.0)], [], ["Niế"]),
        ("8", [("B", 93.0)], [("B", 86.0)], [], ["B"]),
        ("88", [("12", 70.0)], [("12", 70.0)], [("123", 90.0)], ["12"]),
    ],
    ids=["outvoted", "of two", "stops", "one doubtful vote", "no vote", "letter", "more figures than there are"],
)
def test_readings_as_figures_are_counted_with_the_others(
    shape: str,
    read: list[tuple[str, float]],
    again: list[tuple[str, float]],
    figures: list[tuple[str, float]],
    expected: list[str],
) -> None:
    found = row_number(printed(shape), said(*read), said(*again), said(*figures))
    assert [word.text for word in found] == expected


@pytest.mark.parametrize(
    ("read", "again", "settled"),
    [
        ([("4.2", 96.0)], [("4.2", 90.0)], True),
        ([("4.2", 96.0)], [("42", 96.0)], False),
        ([("4.2", 96.0)], [("4.2", 60.0)], False),
        ([("và", 96.0)], [("và", 96.0)], False),
        ([], [], False),
    ],
)
def test_a_number_that_both_readings_are_sure_of_is_settled(
    read: list[tuple[str, float]], again: list[tuple[str, float]], settled: bool
) -> None:
    assert is_settled(said(*read), said(*again)) is settled


@pytest.mark.parametrize(
    ("shape", "words", "head", "expected"),
    [
        ("8.8", [("Niế", 0.0)], False, f"{UNREAD}.{UNREAD}"),
        ("8.8", [], False, f"{UNREAD}.{UNREAD}"),
        ("8.8", [("g", 62.0)], False, f"{UNREAD}.{UNREAD}"),
        ("8.8", [("44", 94.0)], False, "4.4"),
        ("8.8.", [("4.4", 94.0)], False, "4.4"),
        ("8", [("&", 21.0)], False, UNREAD),
        ("8", [("&", 21.0)], True, "&"),
        ("88", [("TT", 60.0)], True, "TT"),
        ("88", [("TT", 90.0)], False, "TT"),
        ("88", [("mm", 40.0)], False, 2 * UNREAD),
        ("888", [("Sft", 40.0)], False, "Sft"),
        ("88", [("III", 50.0)], False, "III"),
        ("8'", [("Đ", 30.0)], False, "Đ"),
        ("", [], False, ""),
    ],
)
def test_a_number_that_was_not_read_is_marked(
    shape: str, words: list[tuple[str, float]], head: bool, expected: str
) -> None:
    found = or_unread(printed(shape), said(*words), head=head)
    assert "".join(word.text for word in found) == expected


def test_a_mark_for_a_number_is_the_text_of_its_cell() -> None:
    assert cell_lines(or_unread(printed("8.8"), [], head=False)) == [f"{UNREAD}.{UNREAD}"]
    assert cell_lines(said(("Niế", 0.0))) == []


@pytest.mark.parametrize(
    ("heads", "right"),
    [
        (["4.2", "?.?", "4.4"], ["4.2", "4.3", "4.4"]),
        (["7.1", "?.?", "?.?", "7.4"], ["7.1", "7.2", "7.3", "7.4"]),
        (["II", "?.?", "?.?", "2.3"], ["II", "2.1", "2.2", "2.3"]),
        (["7.6", "?.?", "VIII"], ["7.6", "7.7", "VIII"]),
        (["I", "?.?", "II", "2.1"], ["I", "1.1", "II", "2.1"]),
        (["IV", "?.?", "5.2"], ["IV", "", "5.2"]),
        (["7.6", "?", "VIII"], ["7.6", "", "VIII"]),
        (["5.1.1", "?.?.?", "?.?.?", "5.1.4"], ["5.1.1", "5.1.2", "5.1.3", "5.1.4"]),
        (["9", "??", "11"], ["9", "10", "11"]),
        (["9.2", "3.3", "9.4"], ["9.2", "9.3", "9.4"]),
        (["?", "x", "y"], ["", "x", "y"]),
    ],
)
def test_a_number_that_was_not_read_fits_the_rows_around_it(heads: list[str], right: list[str]) -> None:
    marked = [head.replace("?", UNREAD) for head in heads]
    found, changes = with_numbers_in_order(["\n".join(f"{head}\tTuần tra\tCông an" for head in marked)])
    assert [line.partition("\t")[0] for line in found[0].split("\n")] == right
    assert changes[0] == [(a, b) for a, b in zip(marked, right, strict=True) if b and a != b]


def test_a_title_before_rows_that_begin_anew_has_the_next_letter() -> None:
    titles = ["A\tPHÁT TRIỂN NỀN MÓNG\t", "1\tXây kho\tSở A", "B\tPHÁT TRIỂN NGÀNH\t", "7\tMở sàn\tSở A"]
    page = "\n".join([*titles, f"{UNREAD}\tGIẢI PHÁP\t", "I\tTổ chức\t", "1\tLập tổ\tSở A"])
    found, _ = with_numbers_in_order([page])
    assert "\nC\tGIẢI PHÁP\t\nI\tTổ chức\t" in found[0]
