"""Documents gathered from citations: one record each, with date, issuer, title and level."""

from __future__ import annotations

import pytest

from ingest.citing.citations import find_citations
from ingest.citing.documents import gather_documents
from ingest.passages import Part
from ingest.plan import CitedDocument
from tests.ingest.citing_passages import PLACE, passages


def documents(*pieces: tuple[Part, str]) -> list[CitedDocument]:
    cut = passages(*pieces)
    return list(gather_documents(find_citations(cut, PLACE).citations, cut, PLACE))


def test_one_record_with_what_its_mentions_give() -> None:
    found = documents(
        ("title", "Thực hiện Nghị quyết số 57-NQ/TW về đột phá phát triển khoa học tại phường Bình An năm 2026"),
        ("basis", "Căn cứ Nghị quyết số 57-NQ/TW của Bộ Chính trị về đột phá phát triển khoa học;"),
        ("content", "theo Nghị quyết số 57-NQ/TW ngày 22/12/2024"),
    )
    assert found == [
        CitedDocument("57-NQ/TW", "Nghị quyết", "2024-12-22", "Bộ Chính trị", "đột phá phát triển khoa học", "party")
    ]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Quyết định số 8/QĐ-TTg ban hành Kế hoạch nước sạch;", ["ban hành Kế hoạch nước sạch"]),
        (
            "Quyết định số 8/QĐ-TTg về việc phê duyệt Đề án nước sạch (Quyết định số 8/QĐ-TTg)",
            ["phê duyệt Đề án nước sạch"],
        ),
        (
            (
                "Kế hoạch số 9/KH-UBND của UBND thành phố về thực hiện Chỉ thị số 7/CT-TTg của Thủ tướng Chính phủ "
                "về nước sạch, "
                "UBND phường xây dựng Kế hoạch"
            ),
            ["thực hiện Chỉ thị số 7/CT-TTg của Thủ tướng Chính phủ về nước sạch", "nước sạch"],
        ),
        ("Nghị quyết số 3/NQ-CP về chợ và Nghị quyết số 4/NQ-CP về cá.", ["chợ", "cá"]),
        ("Quyết định số 8/QĐ-TTg về “Ngày nước sạch”.", ["Ngày nước sạch"]),
        ("Quyết định số 8/QĐ-TTg đến toàn thể cán bộ", [""]),
    ],
)
def test_titles(text: str, titles: list[str]) -> None:
    assert [document.title for document in documents(("basis", text))] == titles


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Luật Nhà giáo", "law"),
        ("Bộ luật Dân sự", "law"),
        ("Nghị quyết số 226/2025/QH15", "national"),
        ("Thông tư số 09/2024/TT-BYT", "national"),
        ("Nghị quyết số 57-NQ/TW", "party"),
        ("Kế hoạch số 02-KH/ĐU", "party"),
        ("Kế hoạch số 02-KH/BCĐTW", "party"),
        ("Nghị quyết số 9-NQ/TU", "party"),
        ("Kế hoạch số 9/KH-UBND của UBND thành phố", "city"),
        ("Kế hoạch số 9/KH-UBND của UBND phường", "ward"),
        ("Nghị quyết số 9/NQ-HĐND của HĐND phường", "ward"),
        ("Tờ trình số 9/TTr-SYT của Sở Y tế", "city"),
        ("Pháp lệnh số 02/2020/UBTVQH14", "national"),
    ],
)
def test_levels(text: str, level: str) -> None:
    assert [document.level for document in documents(("content", text))] == [level]


def test_nothing_cited_nothing_gathered() -> None:
    assert gather_documents((), passages(("content", "Quét đường")), PLACE) == ()
