"""Label paths, levels and titles."""

from __future__ import annotations

import pytest

from ingest.structure.layout import layout
from ingest.structure.outline import outline_items
from tests.ingest import layouts


def outline(raw: str) -> list[tuple[str, int, str]]:
    items = outline_items(layout(raw).root)
    return [(item.label, item.level, item.title) for item in items]


def test_paths_levels_and_titles() -> None:
    found = outline(layouts.BLOCKS)
    assert [label for label, _, _ in found] == [
        "I",
        "I.1",
        "II",
        "II.1",
        "II.1.a",
        "II.1.b",
        "II.1.c",
        "II.2",
        "II.2.1",
        "II.2.2",
        "III",
        "IV",
        "V",
        "V.1",
        "V.3",
        "PHỤ LỤC",
        "PHỤ LỤC.I",
        "PHỤ LỤC.I.1",
        "PHỤ LỤC.II",
        "PHỤ LỤC.II.2",
    ]
    assert ("II.2.1", 3, "Mở lớp học buổi tối cho người lớn tuổi") in found
    assert ("II.1.a", 3, "Nội dung") in found
    assert ("PHỤ LỤC", 1, "Phân công nhiệm vụ") in found
    assert ("PHỤ LỤC.I", 2, "VIỆC LÀM NGAY") in found
    assert ("PHỤ LỤC.I.1", 3, "Lập danh sách hộ kinh doanh tham gia thí điểm của phường trong năm đầu") in found


@pytest.mark.parametrize(
    ("body", "labels"),
    [
        ("I. Một\n\nII. Hai\n\nII. Hai nữa\n\n1. Con", ["I", "II", "II#2", "II#2.1"]),
        ("A. Chung\n\nI. Một\n\n1. Con\n\nB. Riêng\n\nI. Một", ["A", "A.I", "A.I.1", "B", "B.I"]),
        ("1. Một\n\n1.1. Con\n\n1.1.1. Cháu\n\n2. Hai", ["1", "1.1", "1.1.1", "2"]),
        ("I. Một\n\n1.1. Không có mục 1\n\n1.2. Nữa", ["I", "I.1.1", "I.1.2"]),
        ("I. Một\n\n1. Con\n\na) Cháu\n\n(1) Chắt\n\n2. Con", ["I", "I.1", "I.1.a", "I.1.a.1", "I.2"]),
        ("Điều 1. Một\n\nĐiều 2. Hai", ["Điều 1", "Điều 2"]),
    ],
)
def test_nesting(body: str, labels: list[str]) -> None:
    raw = f"KẾ HOẠCH\n\nLàm việc\n\n{body}"
    assert [label for label, _, _ in outline(raw)] == labels


def test_offsets_are_those_of_the_labels() -> None:
    for raw in layouts.ALL.values():
        for item in outline_items(layout(raw).root):
            own = item.label.split("#")[0].split(".")[-1]
            assert raw[item.start :].startswith(own) or item.label.startswith("PHỤ LỤC") or own in raw[item.start :][:8]


def test_a_groups_title_under_another_column_than_the_tasks() -> None:
    head = "TT\tThời gian\tNội dung công việc\tNgười thực hiện\n"
    raw = (
        "KẾ HOẠCH\nDạy bơi\n\nI. NỘI DUNG\n\n1. Mở lớp.\n\nPHỤ LỤC\nLỊCH DẠY\n\n"
        f"{head}I\tHỌC KỲ I\n1\tTháng 9/2026\tSắm phao\tKế toán\nII\tHỌC KỲ II\n{head}1\tTháng 3/2027\tDạy\tTổ bơi\n"
    )
    found = [label for label, _, _ in outline(raw) if label.startswith("PHỤ LỤC.")]
    assert found == ["PHỤ LỤC.I", "PHỤ LỤC.I.1", "PHỤ LỤC.II", "PHỤ LỤC.II.1"]


def test_a_groups_number_tells_by_those_below_it() -> None:
    head = "TT\tNội dung công việc\tĐơn vị chủ trì\tThời gian\n"
    rows = "5.1\t\tThương mại\t\n5.1.1\tMở chợ đêm\tPhòng Kinh tế\tTháng 5\n5.1.2\tDạy nghề\tHội Nông dân\tTháng 6\n"
    raw = f"KẾ HOẠCH\nBuôn bán\n\nI. NỘI DUNG\n\n1. Mở chợ.\n\nPHỤ LỤC\nNHIỆM VỤ\n\n{head}{rows}"
    found = [(label, title) for label, _, title in outline(raw) if label.startswith("PHỤ LỤC.")]
    assert found == [
        ("PHỤ LỤC.5.1", "Thương mại"),
        ("PHỤ LỤC.5.1.1", "Mở chợ đêm"),
        ("PHỤ LỤC.5.1.2", "Dạy nghề"),
    ]


def test_two_documents_in_one_file() -> None:
    labels = [label for label, _, _ in outline(layouts.DECISION)]
    assert labels == ["Điều 1", "Điều 2", "Điều 3", "I", "I.1", "I.2", "II", "II.1"]


def test_groups_and_rows_of_a_grid() -> None:
    found = [item for item in outline(layouts.WRAPPED) if item[0].startswith("PHỤ LỤC")]
    assert found == [
        ("PHỤ LỤC", 1, "DANH MỤC NHIỆM VỤ"),
        ("PHỤ LỤC.I", 2, "Sách số"),
        ("PHỤ LỤC.I.1.1", 3, "Chọn tài liệu cần số hóa"),
        ("PHỤ LỤC.II", 2, "Sách giấy"),
        ("PHỤ LỤC.II.2.1", 3, "Luân chuyển sách"),
    ]


@pytest.mark.parametrize(
    ("heading", "label", "title"),
    [
        ("PHỤ LỤC PHÂN CÔNG VIỆC", "PHỤ LỤC", "PHÂN CÔNG VIỆC"),
        ("PHỤ LỤC II: PHÂN CÔNG VIỆC", "PHỤ LỤC II", "PHÂN CÔNG VIỆC"),
        ("Phụ lục 1\n\nDANH MỤC VIỆC\n\n(Kèm theo Kế hoạch)", "Phụ lục 1", "DANH MỤC VIỆC"),
        ("PHỤ LỤC\nVIỆC CẦN LÀM\nNĂM 2026", "PHỤ LỤC", "VIỆC CẦN LÀM NĂM 2026"),
    ],
)
def test_appendix_headings(heading: str, label: str, title: str) -> None:
    raw = f"KẾ HOẠCH\n\nLàm việc\n\nI. NHIỆM VỤ\n\n1. Việc.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Mai\n\n{heading}\n\n"
    raw += "TT\tViệc\tChủ trì\tThời hạn\n1\tQuét dọn\tCác thôn\tHằng tuần\n"
    found = outline(raw)
    assert (label, 1, title) in found
    assert found[-1] == (f"{label}.1", 2, "Quét dọn")


@pytest.mark.parametrize(
    ("headings", "labels"),
    [
        (
            "I. MỤC TIÊU\n\nII. NHIỆM VỤ\n\nA. CHỢ\n\n1. Sửa.\n\nB. CẦU\n\nIII. KINH PHÍ",
            ["I", "II", "II.A", "II.A.1", "II.B", "III"],
        ),
        ("A. CHỢ\n\nI. MỤC TIÊU\n\nB. CẦU\n\nI. MỤC TIÊU", ["A", "A.I", "B", "B.I"]),
        ("I. MỤC TIÊU\n\nB. CẦU\n\nI. NHIỆM VỤ", ["I", "B", "B.I"]),  # "A." went without its letter
    ],
)
def test_letters_stand_above_roman_numerals_or_below_them(headings: str, labels: list[str]) -> None:
    assert [item.label for item in outline_items(layout(f"KẾ HOẠCH\n\nLàm việc\n\n{headings}").root)] == labels
