"""Provisions that a citation names right before the document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.citing.citations import find_citations
from ingest.citing.pinpoints import pinpoint_before
from tests.ingest.citing_passages import PLACE, passages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Căn cứ khoản 2 Điều 14 của Nghị định số 66/2008/NĐ-CP của Chính phủ;", ["khoản 2 Điều 14"]),
        ("Theo Điều 39, Điều 50 Luật Bầu cử số 85/2015/QH13.", ["Điều 39, Điều 50"]),
        ("Theo điểm a, khoản 16, Điều 1 Luật số 83/2025/QH15.", ["điểm a, khoản 16, Điều 1"]),
        ("Theo các khoản 1, 2 và 3 Điều 5 Thông tư số 01/2024/TT-BNV.", ["khoản 1, 2 và 3 Điều 5"]),
        ("Theo Chương II Nghị định số 13/2023/NĐ-CP.", ["Chương II"]),
        ("Nghị định số 66/2008/NĐ-CP ban hành tại khoản họp.", [None]),
        ("Giao Phòng Kinh tế thực hiện mục 3; Nghị định số 66/2008/NĐ-CP có hiệu lực.", [None]),
        ("Theo Điều 4 và Điều 5; Quyết định số 749/QĐ-TTg.", [None]),
    ],
)
def test_provisions_named_before_a_document(text: str, expected: list[str | None]) -> None:
    found = find_citations(passages(("basis", text)), PLACE).citations
    assert [citation.pinpoint for citation in found] == expected


@given(st.text(alphabet="điểmkhoảnĐiều 0123456789,;ab", max_size=300), st.integers(0, 300))
def test_a_provision_lies_before_the_mention(text: str, at: int) -> None:
    place = pinpoint_before(text, min(at, len(text)))
    assert place is None or 0 <= place[0] < place[1] <= at
