from __future__ import annotations

import pytest

from search.index import Index
from search.query import Filters, understand
from tests.search.conftest import CITY, CULTURE, LEAD_POLICE

POLICE_LEADS = Filters(unit=(LEAD_POLICE,), role=("lead",))


@pytest.mark.parametrize(
    ("query", "filters", "text"),
    [
        ("an ninh mạng tasks", Filters(), "an ninh mạng"),
        ("nhiệm vụ an ninh mạng", Filters(), "an ninh mạng"),
        ("công nghệ số", Filters(), "công nghệ số"),
        ("nhiệm vụ của Công an phường", Filters(unit=(LEAD_POLICE,)), ""),
        ("Công an phường chủ trì", POLICE_LEADS, ""),
        ("cong an phuong chu tri", POLICE_LEADS, ""),
        ("CA phường chủ trì", POLICE_LEADS, ""),
        # a place may stand between a unit and its role, and a unit may only say whose something is
        ("Công an phường ở phường Bến Tây chủ trì", Filters(("Công an phường",), ("lead",), ("Bến Tây",)), ""),
        ("Công an phường Bến Tây phối hợp", Filters(("Công an phường",), ("coordinate",), ("Bến Tây",)), ""),
        ("xếp lại các phòng thuộc Công an phường", Filters(), "xếp lại các phòng thuộc Công an phường"),
        ("Công an phường phối hợp diễn tập", Filters(unit=(LEAD_POLICE,), role=("coordinate",)), "diễn tập"),
        ("phối hợp với Công an phường", Filters(unit=(LEAD_POLICE,), role=("coordinate",)), ""),
        ("báo cáo UBND thành phố", Filters(unit=(CITY,), role=("report_to",)), ""),
        ("phòng văn hoá xã hội", Filters(unit=(CULTURE,)), ""),
        ("văn hoá xã hội chủ trì số hóa", Filters(unit=(CULTURE,), role=("lead",)), "số hóa"),
        ("văn hóa xã hội phát triển", Filters(), "văn hóa xã hội phát triển"),
        ("Phòng VH-XH phối hợp", Filters(unit=(CULTURE,), role=("coordinate",)), ""),
        ("P. VHXH có những việc gì", Filters(unit=(CULTURE,)), ""),
        ("VHXH chủ trì", Filters(unit=(CULTURE,), role=("lead",)), ""),
        ("VHXH phát triển", Filters(), "VHXH phát triển"),  # letters alone may be a subject
        ("công an làm gì", Filters(unit=(LEAD_POLICE,)), ""),
        ("CAP chủ trì", POLICE_LEADS, ""),
        ("cac cap thuc hien", Filters(), "cac cap thuc hien"),
        ("gặp công an", Filters(), "gặp công an"),
        ("Công an phường phụ trách những gì", POLICE_LEADS, ""),
        ("những việc Công an phường phải làm", Filters(unit=(LEAD_POLICE,)), ""),
        ("đơn vị nào chủ trì an ninh mạng", Filters(), "an ninh mạng"),
        ("phường Bến Đông an ninh mạng", Filters(ward=("Bến Đông",)), "an ninh mạng"),
        ("an ninh mạng ở Bến Tây", Filters(ward=("Bến Tây",)), "an ninh mạng"),
        ("phường Hòa Bình số hóa", Filters(ward=("Hòa Bình",)), "số hóa"),
        ("gìn giữ hòa bình", Filters(), "gìn giữ hòa bình"),
        ("bến tây trồng cây", Filters(ward=("Bến Tây",)), "trồng cây"),
        ("Tổ công nghệ số cộng đồng", Filters(), "Tổ công nghệ số cộng đồng"),
        (  # each in its own role
            "Công an phường chủ trì, Phòng VH-XH phối hợp",
            Filters(having=(("lead", (LEAD_POLICE,)), ("coordinate", (CULTURE,)))),
            "",
        ),
        ("Công an phường, Phòng VH-XH phối hợp", Filters(unit=(LEAD_POLICE, CULTURE), role=("coordinate",)), ""),
        ("Công an phường chủ trì, Phòng VH-XH chủ trì", Filters(unit=(LEAD_POLICE, CULTURE), role=("lead",)), ""),
        ("viec cua cong an phuong", Filters(unit=(LEAD_POLICE,)), ""),  # nothing but filler stands beside
        ("cua hang gan cong an phuong", Filters(unit=(LEAD_POLICE,)), "cua hang gan"),
    ],
)
def test_units_roles_and_wards(index: Index, query: str, filters: Filters, text: str) -> None:
    asked = understand(query, index.names)
    assert (asked.filters, asked.text) == (filters, text)


@pytest.mark.parametrize(
    "query",
    [
        *("57-NQ/TW", "57/nq-tw", "57 NQ TW", "Nghị quyết số 57", "nghi quyet 57-NQ/TW ngày 22/12/2024"),
        *("NQ 57", "nq57", "NQ57-NQ/TW", "Nghị quyết 57 của Bộ Chính trị", "NQ 57 của UBND thành phố"),
    ],
)
def test_documents_by_number(index: Index, query: str) -> None:
    asked = understand(query, index.names)
    assert asked.documents == ("doc:57-NQ/TW",)
    assert asked.text == ""
    assert asked.times == ()


@pytest.mark.parametrize(
    ("query", "output", "text"),
    [
        ("nhiệm vụ có sản phẩm là kho dữ liệu", "kho dữ liệu", "kho dữ liệu"),
        ("đầu ra là báo cáo", "báo cáo", "báo cáo"),
        ("việc phải nộp báo cáo", "báo cáo", "báo cáo"),
        ("phải nộp lại giấy", "", "phải nộp lại giấy"),
        ("phát triển sản phẩm văn hóa", "", "phát triển sản phẩm văn hóa"),  # products are no outputs
    ],
)
def test_outputs(index: Index, query: str, output: str, text: str) -> None:
    asked = understand(query, index.names)
    assert (asked.output, asked.text) == (output, text)


def test_figures_behind_a_kind_of_record(index: Index) -> None:
    assert understand("chỉ tiêu 90%", index.names).only == ("target",)
    assert understand("chỉ tiêu giao", index.names).only == ()


def test_times_take_their_words_with_them(index: Index) -> None:
    asked = understand("việc phải làm quý IV/2025", index.names)
    assert asked.text == ""
    assert asked.times[0].before == "2025-12-31"


def test_labels_say_what_was_understood(index: Index) -> None:
    labels = understand("Công an phường chủ trì ở phường Bến Tây", index.names).labels
    assert [(label.kind, label.value) for label in labels] == [
        ("unit", LEAD_POLICE), ("role", "chủ trì"), ("ward", "Bến Tây"),
    ]  # fmt: skip


def test_filters_of_the_caller_win() -> None:
    merged = Filters(ward=("A",)).merged(Filters(ward=("B",), unit=("C",)))
    assert merged == Filters(ward=("A",), unit=("C",))
    assert Filters(unit=("A",)).merged(Filters(having=(("lead", ("B",)),))) == Filters(unit=("A",))
    assert not Filters()
