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
        (  # a title with a semicolon: year and body agree
            "Thông tư số 8/2024/TT-BYT quy định mẫu sổ khám; cách ghi sổ ngày 06/4/2024 của Bộ Y tế",
            [("2024-04-06", "Bộ Y tế")],
        ),
        ("Thông tư số 8/2024/TT-BYT về sổ khám; cách ghi ngày 06/4/2024 của Bộ Tài chính", [(None, None)]),
        ("Thông tư số 8/2024/TT-BYT về sổ khám; Công điện ngày 06/4/2024 của Bộ Y tế", [(None, None)]),
        (  # a title that ends with a law, and with a number of another year
            "Luật số 65/2020/QH14 sửa đổi Luật Tổ chức Quốc hội ngày 19/6/2020 của Quốc hội",
            [("2020-06-19", "Quốc hội"), (None, None)],
        ),
        (
            "Thông tư số 5/2023/TT-BYT sửa đổi Thông tư số 32/2011/TT-BYT ngày 26/7/2023 của Bộ Y tế",
            [("2023-07-26", "Bộ Y tế"), (None, None)],
        ),
        (  # without a year that agrees nothing is taken from a number, even if it stands askew
            "Kế hoạch số 12/KH-UBND triển khai Quyết định số 9/2024/QĐ-TTg ngày 02/01/2025 của Thủ tướng Chính phủ",
            [(None, None), ("2025-01-02", "Thủ tướng Chính phủ")],
        ),
        (  # the law's name is its title
            "Luật số 12/2022/QH15 Luật Dầu khí ngày 14/11/2022 của Quốc hội",
            [("2022-11-14", "Quốc hội")],
        ),
        (  # a title that repeats the number
            "Thông tư 13/2020/TT-BYT Thông tư 13/2020/TT-BYT thay Thông tư 35/2016/TT-BYT ngày 22/6/2020 của Bộ Y tế",
            [("2020-06-22", "Bộ Y tế"), (None, None), (None, None)],
        ),
        (
            "Thông tư liên tịch 2/2016/TTLT-BCA-TANDTC về án ngày 4/5/2016 của Bộ Công an và Tòa án nhân dân tối cao",
            [("2016-05-04", "Bộ Công an và Tòa án nhân dân tối cao")],
        ),
        (  # a body that no table names: the year is enough
            "Thông tư số 2/2006/TT-UBXX về chợ quê ngày 4/5/2006 của Ủy ban Chợ quê Việt Nam",
            [("2006-05-04", None)],
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
