"""The table of wards: facts of the merger of 1 July 2025, and how names are compared."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from types import SimpleNamespace

import pytest

from ingest.organisations import gazetteer
from ingest.organisations.gazetteer import (
    GazetteerError,
    cities,
    cities_of,
    predecessors,
    split_kind,
    successors,
    unchanged,
)

ROOT = Path(__file__).resolve().parents[3]


def names(ward: str, kind: str) -> list[str]:
    return [city.full for city in cities_of(ward, kind)]


@pytest.mark.parametrize(
    ("ward", "kind", "found"),
    [
        ("Hồng Bàng", "phường", ["thành phố Hải Phòng"]),
        ("HỒNG BÀNG", "Phường", ["thành phố Hải Phòng"]),
        ("Việt Hoà", "phường", ["thành phố Hải Phòng"]),
        ("Việt Hòa", "phường", ["thành phố Hải Phòng"]),
        ("Hồng Bàng", "xã", []),
        ("Hồng Bàng", "", []),
        ("", "phường", []),
        ("Đây Không Có", "phường", []),
        ("Hòa Bình", "phường", ["thành phố Hải Phòng", "thành phố Hồ Chí Minh", "tỉnh Phú Thọ"]),
        ("Tân Tiến", "phường", ["tỉnh Bắc Ninh"]),
        ("Bạch Long Vĩ", "đặc khu", ["thành phố Hải Phòng"]),
        ("Xuân Hương – Đà Lạt", "phường", ["tỉnh Lâm Đồng"]),
        ("Xuân Hương Đà Lạt", "phường", ["tỉnh Lâm Đồng"]),
        ("Văn Miếu-Quốc Tử Giám", "phường", ["thành phố Hà Nội"]),
        ("Ea H’Leo", "xã", ["tỉnh Đắk Lắk"]),
        ("Móng Cái 01", "phường", ["tỉnh Quảng Ninh"]),
        # Told apart by their marks alone.
        ("Cẩm Giang", "xã", ["thành phố Hải Phòng"]),
        ("Cẩm Giàng", "xã", ["thành phố Hải Phòng", "tỉnh Thái Nguyên"]),
    ],
)
def test_the_cities_that_have_a_ward_of_that_name(ward: str, kind: str, found: list[str]) -> None:
    assert names(ward, kind) == found
    assert names(unicodedata.normalize("NFD", ward), kind) == found


def test_a_common_name_has_several_provinces() -> None:
    assert len(cities_of("Tân Tiến", "xã")) == 7
    assert len(cities_of("Tân An", "xã")) == 6


def test_there_are_34_provinces_six_of_them_cities() -> None:
    assert len(cities()) == 34
    assert sum(city.kind == "thành phố" for city in cities()) == 6


def test_every_ward_of_today_is_found_with_those_before_it() -> None:
    wards = {ward for one in _old_names() for ward in successors(*one)}
    assert len(wards) == 3321
    assert all(ward.city in cities_of(ward.name, ward.kind) for ward in wards)
    assert all(predecessors(ward.name, ward.kind, ward.city.name) for ward in wards)
    assert all(ward.name[0].isupper() or ward.name.endswith(" Bảo Lộc") for ward in wards)


def _old_names() -> set[tuple[str, str]]:
    table = gazetteer._table()
    olds = {gazetteer._old(table, row).name for row in table.rows}
    return {(name, kind) for kind, name in map(split_kind, olds)}


def test_what_a_ward_was_formed_from() -> None:
    found = predecessors("Hồng Bàng", "phường", "thành phố Hải Phòng")
    assert [one.name for one in found if one.part] == ["phường Gia Viên"]
    assert {one.name for one in found if not one.part} == {
        "phường Hoàng Văn Thụ",
        "phường Hùng Vương",
        "phường Minh Khai",
        "phường Phan Bội Châu",
        "phường Sở Dầu",
        "phường Thượng Lý",
    }
    assert {one.valid_until for one in found} == {"2025-06-30"}
    assert found[2].full == "phường Hùng Vương, quận Hồng Bàng, thành phố Hải Phòng"
    assert predecessors("Hồng Bàng", "phường", "Hải Phòng") == found
    assert predecessors("Hồng Bàng", "phường", "tỉnh Phú Thọ") == ()
    assert predecessors("Đây Không Có", "phường", "Hải Phòng") == ()


def test_an_island_district_without_wards_is_its_own_predecessor() -> None:
    (old,) = predecessors("Côn Đảo", "đặc khu", "Hồ Chí Minh")
    assert old.full == "huyện Côn Đảo, tỉnh Bà Rịa - Vũng Tàu"
    assert [ward.full for ward in successors("Côn Đảo", "huyện")] == ["đặc khu Côn Đảo, thành phố Hồ Chí Minh"]


def test_names_that_the_table_lost_are_written_again() -> None:
    found = {one.full for one in predecessors("Hương Trà", "phường", "Huế")}
    assert "phường Hương Văn, thị xã Hương Trà, thành phố Huế" in found
    (ward,) = successors("Nậm Càn", "xã")
    assert any(old.name == "xã Nậm Càn" for old in predecessors(ward.name, ward.kind, ward.city.name))


def test_what_a_ward_became() -> None:
    assert {ward.full for ward in successors("Hùng Vương", "phường")} == {
        "phường Hồng Bàng, thành phố Hải Phòng",
        "phường Phú Thọ, tỉnh Phú Thọ",
        "phường Phúc Yên, tỉnh Phú Thọ",
    }
    (ward,) = successors("Hùng Vương", "phường", province="Hải Phòng")
    assert (ward,) == successors("hùng vương", "Phường", district="quận Hồng Bàng", province="thành phố Hải Phòng")
    assert successors("Hùng Vương", "phường", district="quận Lê Chân") == ()
    divided = successors("Gia Viên", "phường", "Ngô Quyền")
    assert [ward.name for ward in divided] == ["Gia Viên", "Hồng Bàng", "Ngô Quyền"]


def test_a_ward_that_was_not_merged_is_unchanged() -> None:
    assert unchanged("Tân Lộc", "phường", "Cần Thơ")
    assert not unchanged("Hồng Bàng", "phường", "Hải Phòng")
    assert not unchanged("Đây Không Có", "phường", "Hải Phòng")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Phường Hồng Bàng", ("phường", "Hồng Bàng")),
        ("thị trấn  An Lão", ("thị trấn", "An Lão")),
        ("Xã Đàn", ("xã", "Đàn")),
        ("Thành Đông", ("", "Thành Đông")),
        ("Phường 1", ("phường", "1")),
    ],
)
def test_kinds_are_split_off(name: str, parts: tuple[str, str]) -> None:
    assert split_kind(name) == parts


def test_a_table_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    here = SimpleNamespace(locate_file=lambda path: tmp_path / path)
    monkeypatch.setattr("importlib.metadata.distribution", lambda _: here)
    with pytest.raises(GazetteerError, match=r"mapping\.json.*pip install"):
        gazetteer._table.__wrapped__()
    file = tmp_path / gazetteer._TABLE
    file.parent.mkdir(parents=True)
    file.write_text('{"ward_mapping": []}', "utf-8")
    with pytest.raises(GazetteerError, match="not the table"):
        gazetteer._table.__wrapped__()


def test_neither_hash_seed_nor_import_of_the_library_matters() -> None:
    code = (
        "import sys; from ingest.organisations.gazetteer import *; "
        "print(cities_of('Hòa Bình', 'phường'), predecessors('Hồng Bàng', 'phường', 'Hải Phòng'), "
        "successors('1', 'phường')); assert 'underthesea' not in sys.modules"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(outputs) == 1
