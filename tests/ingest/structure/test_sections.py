"""Headings and the parts of a plan that they open; closings and statements."""

from __future__ import annotations

import re

import pytest

from ingest.grammar import load
from ingest.structure.layout import layout
from ingest.structure.sections import is_closing, is_funding, is_statement, part_of_heading
from tests.ingest import layouts

SECTIONS = load("sections")["section"]


@pytest.mark.parametrize("entry", SECTIONS, ids=[f"{i}-{entry['part']}" for i, entry in enumerate(SECTIONS)])
def test_section_grammar(entry: dict[str, object]) -> None:
    for heading in entry["examples"]:  # type: ignore[attr-defined]
        assert part_of_heading(heading) == entry["part"], heading
        if entry.get("inner"):
            assert part_of_heading(heading, inner=True) == entry["part"], heading
    pattern = re.compile(str(entry["pattern"]))
    for heading in entry["counter"]:  # type: ignore[attr-defined]
        assert not pattern.search(heading.lower()), heading


@pytest.mark.parametrize(
    ("text", "closes"), [(t, k == "examples") for k in ("examples", "counter") for t in load("sections")["closing"][k]]
)
def test_closings(text: str, closes: bool) -> None:
    assert is_closing(text) is closes


@pytest.mark.parametrize(
    ("text", "says"), [(t, k == "examples") for k in ("examples", "counter") for t in load("sections")["statement"][k]]
)
def test_statements(text: str, says: bool) -> None:
    assert is_statement(text) is says


@pytest.mark.parametrize(
    ("text", "sets"), [(t, k == "examples") for k in ("examples", "counter") for t in load("sections")["reporting"][k]]
)
def test_reporting_duties(text: str, sets: bool) -> None:
    assert bool(re.search(load("sections")["reporting"]["pattern"], text)) is sets


def test_a_footnote_amid_the_body_does_not_end_it() -> None:
    raw = "KẾ HOẠCH\n\nLàm việc\n\nII. NHIỆM VỤ\n\n1. Trồng cây[1].\n\n[1] Loài cây bản địa.\n\n2. Tưới cây."
    parts = {passage.text.text: passage.part for passage in layout(raw).passages}
    assert parts["Tưới cây."] == parts["Trồng cây[1]."] == "content"


def test_parts_of_a_plan() -> None:
    parts = {passage.text.text[:24]: passage.part for passage in layout(layouts.BLOCKS).passages}
    assert parts["Số: /KH-UBND"] == "letterhead"
    assert parts["Chuyển đổi số trên địa b"] == "title"
    assert parts["Căn cứ Quyết định số 749"] == "basis"
    assert parts["Ủy ban nhân dân phường T"] == "preamble"
    assert parts["Giúp người dân làm thủ t"] == "purpose"
    assert parts["Thay máy tính hỏng ở bộ "] == "content"
    assert parts["Năm 2026: làm thử ở hai "] == "schedule"
    assert parts["Từ ngân sách phường."] == "funding"
    assert parts["Theo dõi việc thực hiện "] == "organisation"
    assert parts["Trong quá trình thực hiệ"] == "closing"
    assert parts["Đảng ủy phường;"] == "recipients"
    assert parts["Trần Thị Hòa"] == "signature"
    assert parts["Văn phòng HĐND và UBND"] == "appendix"


def test_passages_are_in_order_and_quote_the_source() -> None:
    for raw in layouts.ALL.values():
        passages = layout(raw).passages
        assert [p.text.start for p in passages] == sorted(p.text.start for p in passages)
        for passage in passages:
            span = passage.text.span()
            assert raw[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("text", "says"), [(t, k == "examples") for k in ("examples", "counter") for t in load("sections")["funding"][k]]
)
def test_funding(text: str, says: bool) -> None:
    assert is_funding(text) is says
