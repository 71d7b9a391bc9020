from __future__ import annotations

import pytest

from search.explain import Highlights
from search.records import Result
from search.wording import word
from tests.search.test_lexical import lexical

RECORDS = ["an toàn thực phẩm", "an ninh mạng", "an toàn giao thông", "trật tự an ninh", *["dân số và an sinh"] * 40]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("an ninh mạng", "Bảo đảm an toàn, an ninh mạng", ["an ninh mạng"]),  # "an" of "an toàn" stays unmarked
        ("an ninh mạng", "Bảo đảm an toàn, an ninh", ["an ninh"]),
        ("an ninh mạng", "Tuyên truyền an toàn trên mạng", ["mạng"]),  # few records hold it
        ("an sinh mạng", "Bảo đảm an toàn", []),  # most records hold "an"
        ("an ninh mang", "AN  NINH\n\nMẠNG", ["AN  NINH\n\nMẠNG"]),
        ("ATTP", "Kiểm tra ATTP, vệ sinh an toàn thực phẩm", ["ATTP", "an toàn thực phẩm"]),
        ("an toàn thực phẩm", "Kiểm tra ATTP, ATGT", ["ATTP"]),
        ("thực hiện 57-NQ/TW", "Quán triệt Nghị quyết 57-NQ/TW", ["57-NQ/TW"]),
        ("", "Bảo đảm an toàn", []),
    ],
)
def test_highlights(query: str, text: str, expected: list[str]) -> None:
    index = lexical(RECORDS)
    result = Result("t1", "task", "a.txt", 100, 100 + len(text), text)
    spans = Highlights(word(query, query, index), index).of(result)
    assert [text[start - 100 : end - 100] for start, end in spans] == expected


def test_highlights_of_a_further_piece_count_in_the_source() -> None:
    index = lexical(RECORDS)
    rest = {"text": "an ninh mạng", "start": 70, "end": 82}
    result = Result("t1", "task", "a.txt", 10, 17, "Rà soát", continuation=(rest,))
    assert Highlights(word("an ninh mạng", "an ninh mạng", index), index).of(result) == ((70, 82),)
