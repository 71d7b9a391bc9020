"""Ranges of indexes."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ingest.text.ranges import between


@given(st.text(alphabet="ab;, ", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_what_stands_between_marks(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    found = [text[i:j] for i, j in between(re.finditer("[;,]", text[:end]), 0, end)]
    assert found == re.split("[;,]", text[:end])
    assert list(between((), start, end)) == [(start, end)]
