from __future__ import annotations

import pytest

from search.acronyms import stands_for, whole, with_head, without_head

CITY_WORKS = "Phòng Kinh tế, Hạ tầng và Đô thị"


@pytest.mark.parametrize(
    ("unit", "form"),
    [
        (CITY_WORKS, "Phòng KTHTĐT"),
        (CITY_WORKS, "Phòng KTHT ĐT"),  # written KTHT&ĐT
        (CITY_WORKS, "P KT HT ĐT"),
        (CITY_WORKS, "Phòng Kinh tế, Hạ tầng"),
        (CITY_WORKS, "Phòng KTHT"),
        ("Phòng Văn hóa - Xã hội", "Phòng VH XH"),
        ("Trung tâm Dịch vụ sự nghiệp công", "TT DVSNC"),
        ("Văn phòng HĐND và UBND", "VP HĐND UBND"),
    ],
)
def test_short_forms_keep_the_kind_of_unit(unit: str, form: str) -> None:
    assert form in set(with_head(unit))


def test_a_name_of_two_parts_is_not_left_off() -> None:
    assert "Phòng Văn hóa" not in set(with_head("Phòng Văn hóa - Xã hội"))
    assert list(with_head("Công an phường")) == []


def test_letters_alone() -> None:
    assert set(without_head("Phòng Văn hóa - Xã hội")) == {"VHXH", "VH XH"}
    assert list(without_head("Phòng Kinh tế")) == []  # two letters mean too much
    assert list(whole("Trung tâm Dịch vụ sự nghiệp công")) == ["TTDVSNC"]


def test_letters_that_mean_something_else_are_no_unit() -> None:
    assert stands_for("TTPVHCC", "Trung tâm Phục vụ hành chính công")
    assert not stands_for("KTXH", "Phòng Nội vụ")
