"""Texts in NFD give the records of their NFC, with places and quotations in the text as it is."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.samples import sample_folder
from ingest.parse import parse_text
from ingest.plan import Span, to_json
from ingest.read import SourceText
from ingest.text.composed import carried_back, composed

PLANS = sorted(sample_folder().rglob("*.txt"))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_in_nfd_says_what_it_says_in_nfc(path: Path) -> None:
    text = unicodedata.normalize("NFC", path.read_text("utf-8"))
    apart = unicodedata.normalize("NFD", text)
    plan, other = (parse_text(SourceText("a.txt", t, "txt")) for t in (text, apart))
    assert without_places(to_json(other)) == without_places(to_json(plan))
    assert all(apart[span.start : span.end] == span.text for span in quotations(other))


@given(st.text(st.sampled_from("aeoêăđ \n\u0301\u0323\u0302\u0306"), max_size=30), st.data())
def test_a_quotation_of_the_copy_is_one_of_the_text(raw: str, data: st.DataObject) -> None:
    copy = composed(raw)
    i, j = sorted(data.draw(st.integers(0, len(copy.text))) for _ in range(2))
    span = carried_back(Span(copy.text[i:j], i, j), copy)
    assert unicodedata.normalize("NFC", copy.text) == unicodedata.normalize("NFC", raw)
    if i < j:
        assert span.text == raw[span.start : span.end]
        assert copy.text[i:j] in unicodedata.normalize("NFC", span.text)


def without_places(record: Any) -> Any:
    if isinstance(record, dict):
        return {k: without_places(v) for k, v in record.items() if not k.endswith(("start", "end"))}
    if isinstance(record, list):
        return [without_places(item) for item in record]
    return unicodedata.normalize("NFC", record) if isinstance(record, str) else record


def quotations(record: Any) -> list[Span]:
    if isinstance(record, Span):
        return [record]
    if isinstance(record, tuple):
        return [span for item in record for span in quotations(item)]
    if is_dataclass(record):
        return [span for field in fields(record) for span in quotations(getattr(record, field.name))]
    return []
