"""Labels and bullets at the head of a paragraph."""

from __future__ import annotations

import pytest

from ingest.structure.labels import find_label, ordinal, row_number


@pytest.mark.parametrize(
    ("text", "name", "style"),
    [
        ("I. MỤC ĐÍCH", "I", "roman"),
        ("**IV. TỔ CHỨC**", "IV", "roman"),
        ("II- NHIỆM VỤ", "II", "roman"),
        ("III.ỨNG DỤNG", "III", "roman"),
        ("A. PHẦN CHUNG", "A", "capital"),
        ("A . PHẦN CHUNG", "A", "capital"),
        ("3 . Việc khác", "3", "arabic1"),
        ("1. Mục đích", "1", "arabic1"),
        ("12) Việc khác", "12", "arabic1"),
        ("1/ Nội dung", "1", "arabic1"),
        ("2- Yêu cầu", "2", "arabic1"),
        ("1/- Yêu cầu", "1", "arabic1"),
        ("II/- NỘI DUNG", "II", "roman"),
        ("Bước 2: Tuyên truyền", "Bước 2", "bước"),
        ("3.Ứng dụng công nghệ", "3", "arabic1"),
        ("1.1. Mở lớp", "1.1", "arabic2"),
        ("1.10 Mở lớp", "1.10", "arabic2"),
        ("2.1.3. Việc nhỏ", "2.1.3", "arabic3"),
        ("a) Nội dung", "a", "letter"),
        ("đ) ứng dụng", "đ", "letter"),
        ("a, Chỉ đạo các xóm", "a", "letter"),
        ("*b) Phối hợp*", "b", "letter"),
        ("(1) Tỷ lệ", "1", "bracket"),
        ("Điều 2. Giao Sở", "Điều 2", "điều"),
        ("**Điều 3. **Quyết định", "Điều 3", "điều"),
        ("- Tổ chức", "", "bullet-"),
        ("– Tổ chức", "", "bullet-"),
        ("+ 01 vị trí", "", "bullet+"),
        ("* Việc đầu", "", "bullet*"),
        ("•Việc", "", "bullet•"),
    ],
)
def test_labels(text: str, name: str, style: str) -> None:
    label = find_label(text)
    assert label is not None
    assert (label.name, label.style) == (name, style)
    assert text[label.start :].startswith((name, text.lstrip("*")[:1]))


@pytest.mark.parametrize(
    "text",
    [
        "", "Tổ chức hội nghị", "2026 là năm", "30.000 đồng mỗi suất", "1.5 tỷ đồng", "19/6/2025 của Chính phủ",
        "*chữ nghiêng* đầu dòng", "I love", "52- CT/TW ngày 9/1/2019", "19 - NQ/HU của Huyện ủy",
        "Điều 5 của Luật", "-5 độ", "IVX. sai", "100% hồ sơ", "a nhỏ",
        "3 .5 tỷ",
    ],
)  # fmt: skip
def test_no_label(text: str) -> None:
    assert find_label(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", "1"),
        ("12.", "12"),
        ("2.3", "2.3"),
        ("IV", "IV"),
        ("A", "A"),
        ("*3.1*", "3.1"),
        ("2026", None),
        ("Tổng", None),
    ],
)
def test_row_numbers(text: str, number: str | None) -> None:
    assert row_number(text) == number


@pytest.mark.parametrize(
    ("name", "style", "place"),
    [("IV", "roman", 4), ("XXIX", "roman", 29), ("đ", "letter", 5), ("1.10", "arabic2", 10), ("Điều 3", "điều", None)],
)
def test_ordinals(name: str, style: str, place: int | None) -> None:
    assert ordinal(name, style) == place
