"""Cleaned copies keep their way back to the raw text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ingest.text.mapped import join, mapped
from ingest.text.slips import find_slips

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyÐ 09/-.,;:\n\t\r\u00a0\u0301\u0309\u0323\u200b*|"
RAW = st.text(st.sampled_from(LETTERS) | st.characters(exclude_categories=("Cs",)), max_size=80)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("57-\n\nNQ/TW", "57- NQ/TW"),
        ("  hai   dòng\r\nliền ", "hai dòng liền"),
        ("ho\u0301a", "hóa"),  # decomposed
        ("số\u00ad hoá", "số hoá"),  # a soft hyphen
        ("", ""),
        (" \n ", ""),
    ],
)
def test_cleaning(raw: str, clean: str) -> None:
    assert mapped(raw).text == clean


def test_span_of_a_broken_number_is_the_raw_quotation() -> None:
    raw = "Nghị quyết số 57-\n\nNQ/TW."
    text = mapped(raw)
    i = text.text.index("57-")
    span = text.span(i, i + len("57- NQ/TW"))
    assert span.text == "57-\n\nNQ/TW"
    assert raw[span.start : span.end] == span.text


def test_a_decomposed_letter_is_quoted_whole() -> None:
    raw = "ho\u0301a"
    assert mapped(raw).span(1, 2).text == "o\u0301"


def test_dropped_ranges_leave_no_trace_but_keep_offsets() -> None:
    raw = "**Điều 1.** Ban hành"
    text = mapped(raw, drop=[(0, 2), (9, 11)])
    assert text.text == "Điều 1. Ban hành"
    assert text.span(8).text == "Ban hành"


@pytest.mark.parametrize(("i", "j"), [(0, 0), (-1, 2), (1, 99), (3, 2)])
def test_an_empty_or_outside_span_is_refused(i: int, j: int) -> None:
    with pytest.raises(ValueError, match="no text between"):
        mapped("bốn chữ").span(i, j)


def test_join_needs_text() -> None:
    with pytest.raises(ValueError, match="nothing to join"):
        join([mapped("  ")])


def test_a_mended_letter_stands_for_the_one_that_was_written() -> None:
    text = mapped("Mòt")
    assert (text.text, text.span(1, 2).text) == ("Một", "ò")


@given(RAW)
def test_every_character_stands_for_raw_text(raw: str) -> None:
    text = mapped(raw)
    assume(not any(find_slips(unicodedata.normalize("NFC", raw))))  # these are mended
    assert len(text.starts) == len(text.ends) == len(text.text)
    assert list(text.starts) == sorted(text.starts)
    for i, character in enumerate(text.text):
        quoted = text.span(i, i + 1).text
        assert character == " " if quoted.isspace() else character in unicodedata.normalize("NFC", quoted)


@given(RAW)
def test_cleaning_is_idempotent(raw: str) -> None:
    once = mapped(raw).text
    assert mapped(once).text == once
    assert "  " not in once
    assert once == once.strip()


@given(RAW)
def test_composed_and_decomposed_read_the_same(raw: str) -> None:
    composed, decomposed = (mapped(unicodedata.normalize(form, raw)).text for form in ("NFC", "NFD"))
    assert unicodedata.normalize("NFC", composed) == unicodedata.normalize("NFC", decomposed)


@given(RAW, st.text("xyz \n", max_size=10))
def test_text_before_a_passage_only_shifts_offsets(raw: str, before: str) -> None:
    alone, shifted = mapped(raw), mapped(before + raw, start=len(before))
    assert alone.text == shifted.text
    assert tuple(s + len(before) for s in alone.starts) == shifted.starts


@given(RAW, RAW)
def test_joined_parts_quote_themselves(first: str, second: str) -> None:
    raw = first + "\n" + second
    parts = [mapped(raw, 0, len(first)), mapped(raw, len(first) + 1)]
    if not any(parts):
        return
    whole = join(parts)
    assert whole.text == " ".join(p.text for p in parts if p)
    last = next(p for p in reversed(parts) if p)
    assert whole.span(len(whole) - 1).text == last.span(len(last) - 1).text


@given(RAW, st.integers(0, 40), st.integers(0, 40))
def test_cut_is_trimmed_and_keeps_its_places(raw: str, i: int, j: int) -> None:
    text = mapped(raw)
    part = text.cut(i, j)
    assert part.text == text.text[i:j].strip(" ")
    if part:
        assert text.local(part.start) is not None
