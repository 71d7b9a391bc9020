"""Files that hold several documents, and documents that only look like several."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from ingest.parse import parse_documents, parse_text
from ingest.plan import PlanWarning, to_json
from ingest.read import SourceText, read_bytes
from ingest.structure.bundles import parts
from tests.ingest.makers import to_docx

FOOT = """
Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn An
"""


def document(number: str = "7", ward: str = "BÌNH AN", kind: str = "KẾ HOẠCH", day: str = "3", month: str = "3") -> str:
    """A document of a ward, with its letterhead and its foot."""
    symbol = {"KẾ HOẠCH": "KH", "QUYẾT ĐỊNH": "QĐ", "BÁO CÁO": "BC"}[kind]
    name = ward.title()
    return f"""ỦY BAN NHÂN DÂN
PHƯỜNG {ward}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: {number}/{symbol}-UBND
{name}, ngày {day} tháng {month} năm 2026

{kind}
Phòng cháy, chữa cháy trên địa bàn phường {name}

I. MỤC ĐÍCH
Giữ an toàn.
II. NHIỆM VỤ
1. Công an phường {name} chủ trì tuần tra ban đêm trước ngày 30/11/2026.
2. Văn phòng phường {name} tổng hợp, báo cáo Ủy ban nhân dân phường.
{FOOT}"""


ONE, TWO = document(), document("8", "TÂN LẬP")
BARE = TWO[TWO.index("Số") :]
NOTE = "(Ban hành kèm theo Quyết định số 9/QĐ-UBND ngày 3/3/2026)\n"
DECISION = document("9", kind="QUYẾT ĐỊNH").replace("I. MỤC ĐÍCH", "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.")
CARRIED = "KẾ HOẠCH\nPhòng cháy, chữa cháy\n" + NOTE + ONE[ONE.index("I. MỤC") :]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (ONE, TWO),
        (ONE, BARE),
        (document("", day="", month=""), document("", "TÂN LẬP", day="", month="")),
        (DECISION, ONE),
        (ONE + "\nPHỤ LỤC\n1. Bảng kê\n", TWO),
        (ONE + "\nPHỤ LỤC\n1. Bảng kê\n", document("", "TÂN LẬP")),
        (ONE + "\f", "2\n" + TWO),
        (f"**{ONE}", TWO.replace("Số: 8", "**Số: 8")),
    ],
    ids=["plans", "no motto", "drafts", "a decision", "an annex", "a draft behind an annex", "pages", "Markdown"],
)
def test_two_documents_are_two(first: str, second: str) -> None:
    text = first + second
    (_, cut), (begin, end) = parts(text)
    assert cut == begin
    assert end == len(text)
    assert begin - len(first) in (0, 2)  # a page number goes with either


def test_three_documents_are_three() -> None:
    assert len(parts(ONE + TWO + document("9", "AN HẢI"))) == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        ONE,
        ONE + TWO[: TWO.index("Nơi nhận")],
        ONE[: ONE.index("Nơi nhận")] + TWO,
        DECISION + CARRIED,
        DECISION + document("9").replace("KẾ HOẠCH\n", "KẾ HOẠCH\n" + NOTE),
        DECISION + document("10").replace("trên địa bàn phường Bình An\n", "\n" + NOTE),
        ONE + "\nPHỤ LỤC\n(Kèm theo Kế hoạch số 7/KH-UBND)\n" + ONE,
        ONE + "\nMẫu số 01\n" + document("……", kind="BÁO CÁO", day="...", month="..."),
        ONE + "\nMẫu số 01\n" + document("   ", kind="BÁO CÁO", day="  ", month="  "),
        ONE + document("…", kind="BÁO CÁO"),
        ONE + "Thực hiện Kế hoạch số 8/KH-UBND ngày 3 tháng 3 năm 2026.\nSố: 8/KH-UBND\n" + FOOT,
    ],
    ids=[
        "nothing",
        "one",
        "the second has no foot",
        "the first has no foot",
        "a decision with its plan",
        "a plan with the number of its decision",
        "a plan that is said to be attached",
        "an annex with the same letterhead",
        "a form",
        "a form with blanks",
        "a form without a heading",
        "a number within a text",
    ],
)
def test_one_document_is_one(text: str) -> None:
    assert parts(text) == [(0, len(text))]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_each_document_has_its_own_record_with_places_in_the_whole(form: str) -> None:
    text = unicodedata.normalize(form, ONE + "\f" + TWO)
    warning = PlanWarning("words-doubtful", "trang 2", len(ONE) + 50, len(ONE) + 60)
    whole = PlanWarning("recognised", "đọc từ ảnh quét")
    plans = parse_documents(SourceText("a.txt", text, "txt", warnings=(warning, whole) if form == "NFC" else ()))
    assert [(p.source, p.meta.number, p.meta.ward) for p in plans] == [
        ("a.txt", "7", "Bình An"),
        ("a.txt#2", "8", "Tân Lập"),
    ]
    assert all(text[task.start : task.end] == task.text for plan in plans for task in plan.tasks)
    assert [plan.pages for plan in plans] == [None, 2]
    if form == "NFC":
        assert [[w.kind for w in plan.warnings] for plan in plans] == [["recognised"], ["words-doubtful", "recognised"]]


def test_a_part_is_read_as_it_is_alone() -> None:
    alone = parse_text(SourceText("a.txt#2", TWO, "txt"))
    _, second = parse_documents(SourceText("a.txt", ONE + TWO, "txt"))
    assert [t.text for t in second.tasks] == [t.text for t in alone.tasks]
    assert replace(second.meta, title_start=0, title_end=0) == replace(alone.meta, title_start=0, title_end=0)


def test_a_file_with_one_document_is_read_as_before() -> None:
    source = SourceText("a.txt", DECISION + CARRIED, "txt")
    assert [to_json(p) for p in parse_documents(source)] == [to_json(parse_text(source))]


def test_a_word_file_with_two_documents() -> None:
    plans = parse_documents(read_bytes(to_docx(ONE + TWO), "a.docx", "a.docx"))
    assert [(p.source, p.meta.number, len(p.tasks)) for p in plans] == [("a.docx", "7", 2), ("a.docx#2", "8", 2)]
