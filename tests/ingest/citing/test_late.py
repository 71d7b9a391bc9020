"""Dates and issuers that stand behind a document's title."""

from __future__ import annotations

import pytest

from ingest.citing.citations import find_citations
from ingest.passages import Passage, Place
from ingest.text.mapped import mapped

PLACE = Place("Bình An", "phường", "Hải Phòng", "thành phố", "Ủy ban nhân dân phường Bình An")
CITY = "Ủy ban nhân dân thành phố Hải Phòng"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kế hoạch số 12/KH-UBND về phát triển thư viện số ngày 05/3/2026 của Ủy ban nhân dân thành phố.",
            [("2026-03-05", CITY)],
        ),
        (
            "Thông tư 8/2024/TT-BYT về Nghị định số 5/2023/NĐ-CP ngày 1/2/2023 của Chính phủ ngày 6/4/2024 của Bộ Y tế",
            [("2024-04-06", "Bộ Y tế"), ("2023-02-01", "Chính phủ")],
        ),
        (  # the date agrees with the circular, not with the law that its title ends with
            "Thông tư số 8/2024/TT-BYT quy định chi tiết Luật Bảo hiểm y tế ngày 06/4/2024 của Bộ Y tế",
            [("2024-04-06", "Bộ Y tế"), (None, None)],
        ),
        (  # a document without a number has this date
            "Kế hoạch số 12/KH-UBND về thực hiện kết luận ngày 05/3/2026 của Ban Thường vụ Thành ủy.",
            [(None, None)],
        ),
        (  # a clause ends in between
            "Kế hoạch số 12/KH-UBND về chợ; Công văn ngày 05/3/2026 của Ủy ban nhân dân thành phố.",
            [(None, None)],
        ),
        ("Quyết định số 8/2024/QĐ-TTg về chợ ngày 05/3/2026 của Thủ tướng Chính phủ", [(None, None)]),
        ("Kế hoạch số 12/KH-UBND về hội chợ ngày 05/3/2026 tại trụ sở của Ủy ban nhân dân phường", [(None, None)]),
    ],
)
def test_the_date_goes_to_the_document_that_it_agrees_with(text: str, expected: list[tuple[str, str]]) -> None:
    found = find_citations([Passage(mapped(text), "basis")], PLACE).citations
    assert [(citation.date, citation.issuer) for citation in found] == expected


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Nghị quyết số 01/2016/NQ.HĐTP hướng dẫn", "01/2016/NQ-HĐTP"),
        ("Thông tư số 89/2014TT-BTC hướng dẫn", "89/2014/TT-BTC"),
    ],
)
def test_a_dot_and_a_missing_slash_in_numbers(text: str, canonical: str) -> None:
    assert [c.canonical for c in find_citations([Passage(mapped(text), "basis")], PLACE).citations] == [canonical]
