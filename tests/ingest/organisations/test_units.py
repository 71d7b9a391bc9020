"""Organisations: every entry of the grammar by its own examples, and what the examples cannot say."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.grammar import load
from ingest.organisations.units import find_units
from ingest.passages import Place
from ingest.text.mapped import mapped

WARD = Place(ward="Hòa Bình", kind="phường", city="Hải Phòng", city_kind="thành phố")
COMMUNE = Place(ward="Tân An", kind="xã", city="Đồng Nai", city_kind="tỉnh")
SCHOOL = replace(COMMUNE, issuer="Trường Tiểu học Tân An")
DEPARTMENT = Place(city="Sơn La", city_kind="tỉnh", issuer="Sở Y tế tỉnh Sơn La")
PROVINCE = Place(city="Sơn La", city_kind="tỉnh")


def names(text: str, place: Place = WARD) -> list[str]:
    return [unit.canonical for unit in find_units(mapped(text), place)]


def entries() -> Iterator[tuple[dict, str]]:
    grammar = load("units")
    for entry in [*grammar["unit"], *grammar["family"], grammar["open"], grammar["boards"], grammar["groups"]]:
        yield entry, entry.get("name", entry.get("head", "groups"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Văn phòng Sở** họp", "văn phòng"),
        ("Chi cục Kiểm lâm Hòa An họp", "chi cục"),
        ("Hợp tác xã Hòa An", "hợp tác xã"),
    ],
)
def test_kinds_of_names_without_an_entry(text: str, kind: str) -> None:
    (unit,) = find_units(mapped(text), WARD)
    assert (unit.kind, unit.canonical.endswith("*")) == (kind, False)


@pytest.mark.parametrize("entry", [pytest.param(entry, id=name) for entry, name in entries()])
def test_examples_of_the_grammar(entry: dict) -> None:
    place = SCHOOL if entry.get("of_school") else WARD
    for text, canonical in entry["examples"]:
        assert names(text, place) == [canonical], text
    for text in entry["counter"]:
        assert names(text) == [], text


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("Công an Hải Phòng", WARD, ["Công an thành phố"]),
        ("hộ nghèo các xã Trạm Tấu, Mù Cang Chải", PROVINCE, ["Các xã"]),
        ("xây nhà tại Hướng Lập, Trường Sơn, Dân Hóa", PROVINCE, []),
        ("Trung tâm Thể dục thể thao.. mở lớp", PROVINCE, ["Trung tâm Thể dục thể thao"]),
        ("các xã miền núi Hướng Lập, Trường Sơn, Kim Ngân", PROVINCE, ["Các xã"]),
        ("Phòng Tiền lương - Bảo hiểm xã hội", DEPARTMENT, ["Phòng Tiền lương - Bảo hiểm xã hội"]),
        ("Phòng Người có công - Trẻ em rà soát", DEPARTMENT, ["Phòng Người có công - Trẻ em"]),
        ("Khu Quản lý đường bộ I kiến nghị", PROVINCE, ["Khu Quản lý đường bộ I"]),
        ("các HTX dịch vụ nông nghiệp kiểm tra", COMMUNE, ["Các hợp tác xã dịch vụ nông nghiệp"]),
        ("Cục Thương mại điện tử và Kinh tế số, VCCI tư vấn", PROVINCE, ["Cục Thương mại điện tử và Kinh tế số"]),
        ("Nhân viên y tế và Hiệu trưởng trực", WARD, []),
        ("Nhân viên y tế và Hiệu trưởng trực", SCHOOL, ["Nhân viên y tế", "Hiệu trưởng"]),
        ("Báo cáo Giám đốc Sở; gửi về Sở, Văn phòng Sở", DEPARTMENT, ["Sở Y tế", "Sở Y tế", "Văn phòng Sở"]),
        ("Báo cáo Giám đốc Sở theo mẫu", PROVINCE, []),
        ("Trạm Y tế các xã, phường, đặc khu", PROVINCE, ["Trạm Y tế các xã, phường, đặc khu"]),
        ("Hội Nông dân các cấp vận động", PROVINCE, ["Hội Nông dân"]),
        ("Trường Tiểu học Hòa Bình A. Thời gian: tháng 6", WARD, ["Trường Tiểu học Hòa Bình A"]),
        ("UBND phường Hoà Bình; UBND", WARD, ["Ủy ban nhân dân phường", "Ủy ban nhân dân phường"]),
        ("MTTQ và các đoàn thể xã", COMMUNE, ["Ủy ban MTTQ Việt Nam xã", "Các đoàn thể"]),
        ("Công an, UBMTTQ tỉnh", PROVINCE, ["Công an tỉnh", "Ủy ban MTTQ Việt Nam tỉnh"]),
        ("các Sở: Nội vụ, Tài chính, Y tế rà soát", PROVINCE, ["Sở Nội vụ", "Sở Tài chính", "Sở Y tế"]),
        ("Sở Nội vụ, Tài chính, Y tế", PROVINCE, ["Sở Nội vụ", "Sở Tài chính", "Sở Y tế"]),
        ("UBND các phường, xã và UBND xã, phường", PROVINCE, ["Ủy ban nhân dân các xã, phường"] * 2),
        ("Giám đốc Sở Y tế, Thủ trưởng các đơn vị", PROVINCE, ["Sở Y tế", "Các đơn vị"]),
        ("Kế hoạch số 98/KH-UBND, 12/NQ-HĐND", WARD, []),
        ("Nghị quyết số 12/2024/NQ -HĐND, Kế hoạch 7/KH - UBND của tỉnh", WARD, []),
        ("Trung tâm dữ liệu, Trung tâm điều hành thông minh (IOC)", WARD, []),
        (
            "Phòng Kinh tế, Phòng Kinh tế, Hạ tầng và Đô thị",
            WARD,
            ["Phòng Kinh tế", "Phòng Kinh tế, Hạ tầng và Đô thị"],
        ),
        ("phát triển kinh tế - xã hội của phường", WARD, []),
        ("Bưu điện Hòa Bình trả kết quả tại nhà", WARD, ["Bưu điện Hòa Bình"]),
        ("Hải đội 2, Tiểu đoàn 41 và Công an", WARD, ["Hải đội 2", "Tiểu đoàn 41", "Công an phường"]),
        ("Đồn Biên phòng Lý Sơn và Công an", WARD, ["Đồn Biên phòng Lý Sơn", "Công an phường"]),
        ("VNPT Hà Nam, MobiFone Hà Nam phủ sóng", WARD, ["VNPT Hà Nam", "MobiFone Hà Nam"]),
        ("NHCSXH Hà Nam giải ngân", WARD, ["Ngân hàng Chính sách xã hội Hà Nam"]),
        ("Phòng CSGT Công an tỉnh tuần tra", COMMUNE, ["Phòng Cảnh sát giao thông Công an tỉnh"]),
        ("Đảng ủy Công ty Than Hòa An, Đảng ủy phường họp", WARD, ["Đảng ủy Công ty Than Hòa An", "Đảng ủy phường"]),
        ("Chi bộ Công an phường lãnh đạo", WARD, ["Chi bộ Công an phường"]),
        ("các thành viên Ban Chỉ đạo họp", WARD, ["Các thành viên Ban Chỉ đạo phường"]),
        ("Hội Phụ nữ, Nông dân, CCB phường", WARD, ["Hội Phụ nữ", "Hội Nông dân", "Hội Cựu chiến binh"]),
        ("Hội Phụ nữ, nông dân trồng chè", COMMUNE, ["Hội Phụ nữ"]),
        ("Hợp tác xã dịch vụ nông nghiệp Hà Nam vận hành", WARD, ["Hợp tác xã dịch vụ nông nghiệp Hà Nam"]),
        ("Ban quản lý chợ Hà Nam thu phí", WARD, ["Ban quản lý chợ Hà Nam"]),
        ("Hội Nông dân tỉnh, Hội Nông dân xã", COMMUNE, ["Hội Nông dân tỉnh", "Hội Nông dân"]),
        ("Công an xã Phú Lộc, Công an xã Tân An", COMMUNE, ["Công an xã Phú Lộc", "Công an xã"]),
        ("Công an xã Phối hợp tuần tra", COMMUNE, ["Công an xã"]),
        ("UBND phường Xuân Hương - Đà Lạt bố trí", PROVINCE, ["Ủy ban nhân dân phường Xuân Hương - Đà Lạt"]),
        ("Hội Liên hiệp Phụ nữ (LHPN) phường, Trạm Y tế", WARD, ["Hội Phụ nữ", "Trạm Y tế"]),
        ("Tòa án nhân dân các khu vực", PROVINCE, ["Tòa án nhân dân các khu vực"]),
        ("Bưu điện Sơn La, Công an Sơn La", PROVINCE, ["Bưu điện Sơn La", "Công an tỉnh"]),
        ("PGD NHCSXH Phú Lộc giải ngân", COMMUNE, ["PGD Ngân hàng Chính sách xã hội Phú Lộc"]),
        (
            "Công ty TNHH Quản lý khai thác công trình thủy lợi Hà Nam vận hành",
            PROVINCE,
            ["Công ty TNHH Quản lý khai thác công trình thủy lợi Hà Nam"],
        ),
        ("Công ty Điện lực Hà Nam sửa đường dây ở Tân An", PROVINCE, ["Công ty Điện lực Hà Nam"]),
        ("UBND các xã, phường có cụm công nghiệp", PROVINCE, ["Ủy ban nhân dân các xã, phường có cụm công nghiệp"]),
        ("UBND các xã, phường có trách nhiệm dọn", PROVINCE, ["Ủy ban nhân dân các xã, phường"]),
        ("các Ban công tác Mặt trận, tổ dân phố", WARD, ["Ban Công tác Mặt trận", "Tổ dân phố"]),
        ("Liên hiệp các Hội Khoa học và Kỹ thuật Hà Nam", WARD, ["Liên hiệp các Hội Khoa học và Kỹ thuật Hà Nam"]),
        ("Hiệp hội Du lịch tỉnh mở hội chợ", PROVINCE, ["Hiệp hội Du lịch"]),
        ("Các doanh nghiệp nhà nước, Tổng Công ty đi đầu", PROVINCE, ["Các doanh nghiệp nhà nước", "Các tổng công ty"]),
        ("Chi cục Thủy sản và Biển đảo kiểm tra", PROVINCE, ["Chi cục Thủy sản và Biển đảo"]),
        ("Văn phòng Hội Nông dân tỉnh tổng hợp", PROVINCE, ["Văn phòng Hội Nông dân tỉnh"]),
        ("các trạm y tế xã, phường tổ chức tiêm", PROVINCE, ["Các trạm y tế xã, phường"]),
        (
            "Đại học Đà Nẵng và Đồn Biên phòng Mường Lạn và chính quyền xã",
            PROVINCE,
            ["Đại học Đà Nẵng", "Đồn Biên phòng Mường Lạn"],
        ),
        ("Viện Công nghệ sinh học - Đại học Huế giúp", PROVINCE, ["Viện Công nghệ sinh học - Đại học Huế"]),
        ("Ban Chỉ đạo phòng, chống dịch xã họp", COMMUNE, ["Ban Chỉ đạo phòng, chống dịch xã"]),
        ("Bệnh viện đa khoa khu vực Hòa An trực", COMMUNE, ["Bệnh viện đa khoa khu vực Hòa An"]),
        ("Hội Doanh nhân trẻ tỉnh mở lớp", COMMUNE, ["Hội Doanh nhân trẻ"]),
        ("các Đồn Biên phòng cửa khẩu kiểm soát", PROVINCE, ["Các đồn biên phòng cửa khẩu"]),
        (
            "Phòng Quản lý công nghệ và Đổi mới sáng tạo tổng hợp",
            PROVINCE,
            ["Phòng Quản lý công nghệ và Đổi mới sáng tạo"],
        ),
        ("Phòng Kế hoạch - Tài chính cân đối kinh phí", PROVINCE, ["Phòng Kế hoạch - Tài chính"]),
        ("chức năng của ngành, đơn vị mình", WARD, []),
        ("Hội đồng nhân dân các cấp; UBND các cấp", COMMUNE, ["Hội đồng nhân dân các cấp", "Ủy ban nhân dân các cấp"]),
        ("lực lượng Công an và cơ quan Công an", PROVINCE, ["Lực lượng Công an", "Cơ quan Công an"]),
        ("lực lượng Công an tỉnh, cơ quan Công an xã", PROVINCE, ["Công an tỉnh", "Công an xã"]),
        # A comma makes two bodies of what is one name without it.
        ("Đảng ủy, UBND phường", WARD, ["Đảng ủy phường", "Ủy ban nhân dân phường"]),
        ("Đảng ủy, Công an xã", COMMUNE, ["Đảng ủy xã", "Công an xã"]),
        ("UBMTTQ Việt Nam tỉnh, Tỉnh đoàn", PROVINCE, ["Ủy ban MTTQ Việt Nam tỉnh", "Tỉnh đoàn"]),
        ("Giám đốc Sở Y tế, Phó Trưởng Ban Thường trực", PROVINCE, ["Sở Y tế"]),
        (
            "các đảng ủy xã, phường và Đảng ủy UBND tỉnh",
            PROVINCE,
            ["Đảng ủy các xã, phường", "Đảng ủy Ủy ban nhân dân tỉnh"],
        ),
        # Which branch it is, is said behind the name and belongs to the quotation.
        (
            "Kho bạc Nhà nước khu vực XI, Hạt Kiểm lâm KV 2",
            COMMUNE,
            ["Kho bạc Nhà nước khu vực XI", "Hạt Kiểm lâm khu vực 2"],
        ),
        ("Trưởng 12 thôn; 05 tổ dân phố", COMMUNE, ["Thôn", "Tổ dân phố"]),
        ("Ban Giám hiệu các trường học", WARD, ["Các trường học"]),
        ("các trường MN, TH và THCS", WARD, ["Các trường mầm non, tiểu học và THCS"]),
        # Lists of groups that each have a name, and a name that begins like a group.
        ("các doanh nghiệp, HTX", WARD, ["Các doanh nghiệp", "Các hợp tác xã"]),
        ("Trường Đại học Hàng hải, các trường đại học", WARD, ["Trường Đại học Hàng hải", "Các trường đại học"]),
        ("Trung tâm DVTH phát tin", COMMUNE, ["Trung tâm Dịch vụ tổng hợp"]),
        # Boards known by a number, and communes listed by name.
        (
            "Ban Chỉ đạo 389 quốc gia, Ban Chỉ đạo 35 các xã, phường",
            PROVINCE,
            ["Ban Chỉ đạo 389 quốc gia", "Ban Chỉ đạo 35 các xã, phường"],
        ),
        (
            "các cơ quan, đơn vị trong hệ thống chính trị xã tiết kiệm điện",
            COMMUNE,
            ["Các cơ quan, đơn vị trong hệ thống chính trị xã"],
        ),
        ("Ban Chỉ đạo 35 xã họp", COMMUNE, ["Ban Chỉ đạo 35 xã"]),
        ("Phòng Cảnh sát giao thông (PC08) tuần tra", PROVINCE, ["Phòng Cảnh sát giao thông"]),
        ("Hội Phụ nữ Công an tỉnh, Công an tỉnh", PROVINCE, ["Hội Phụ nữ Công an tỉnh", "Công an tỉnh"]),
        (
            "UBND các xã: Thuận Nam, Phước Hà rào đập",
            PROVINCE,
            ["Ủy ban nhân dân xã Thuận Nam", "Ủy ban nhân dân xã Phước Hà"],
        ),
        (
            "các trường học, cơ sở y tế, cơ sở kinh doanh trên địa bàn phường",
            WARD,
            ["Các trường học", "Các cơ sở y tế", "Các cơ sở kinh doanh"],
        ),
        ("các trường tiểu học, trường THCS", PROVINCE, ["Các trường tiểu học", "Các trường THCS"]),
        ("các khu, thôn họp", COMMUNE, ["Các khu, thôn"]),
        ("Đồn Biên phòng đảo Trần phối hợp tuần tra", COMMUNE, ["Đồn Biên phòng đảo Trần"]),
        ("Chi nhánh Văn phòng Đăng ký đất đai họp", COMMUNE, ["Chi nhánh Văn phòng Đăng ký đất đai"]),
        (
            "Văn phòng thường trực Ban Chỉ huy Phòng thủ dân sự tỉnh trực",
            PROVINCE,
            ["Văn phòng thường trực Ban Chỉ huy Phòng thủ dân sự tỉnh"],
        ),
        (
            "UBND các xã Bảo Thắng, Trấn Yên và Mù Cang Chải mở chợ",
            PROVINCE,
            [f"Ủy ban nhân dân xã {name}" for name in ("Bảo Thắng", "Trấn Yên", "Mù Cang Chải")],
        ),
        ("UBND các xã, phường và đặc khu Cồn Cỏ", PROVINCE, ["Ủy ban nhân dân các xã, phường và đặc khu Cồn Cỏ"]),
        ("các cơ quan thành viên Ban Chỉ đạo họp", WARD, ["Các cơ quan thành viên Ban Chỉ đạo phường"]),
        ("Phòng Cảnh sát giao thông - Công an tỉnh", PROVINCE, ["Phòng Cảnh sát giao thông Công an tỉnh"]),
        ("các đơn vị trực thuộc Đảng ủy xã", COMMUNE, ["Các đơn vị trực thuộc đảng ủy xã"]),
    ],
)
def test_names_in_context(text: str, place: Place, expected: list[str]) -> None:
    assert names(text, place) == expected


def test_a_provinces_own_bodies_are_of_its_level() -> None:
    units = find_units(mapped("Công an, Mặt trận Tổ quốc và Ban Chỉ đạo"), PROVINCE)
    assert {unit.level for unit in units} == {"city"}


def test_the_number_of_a_branch_says_which_one() -> None:
    (unit,) = find_units(mapped("NHNN chi nhánh Khu vực 8 hướng dẫn"), PROVINCE)
    assert (unit.canonical, unit.span.text) == ("Ngân hàng Nhà nước khu vực 8", "NHNN chi nhánh Khu vực 8")


def test_heads_stand_for_their_organisation_and_belong_to_the_quotation() -> None:
    (unit,) = find_units(mapped("giao Chủ tịch UBND phường ký"), WARD)
    assert (unit.canonical, unit.span.text) == ("Ủy ban nhân dân phường", "Chủ tịch UBND phường")


@given(
    st.lists(st.sampled_from(["Sở", "Y tế", "các", "đơn vị", "UBND", "xã", "phường", ",", "và", "-", "Hoà", "chủ trì"]))
)
@settings(max_examples=50, deadline=None)
def test_mentions_are_ordered_and_exact(words: list[str]) -> None:
    text = mapped(" ".join(words))
    units = find_units(text, COMMUNE)
    assert all(text.text[unit.i : unit.j] and text.span(unit.i, unit.j) == unit.span for unit in units)
    assert all(first.j <= second.i for first, second in itertools.pairwise(units))


def test_the_school_that_issues_a_plan() -> None:
    school = Place(ward="Tân An", kind="xã", issuer="Trường THCS Lê Lợi")
    assert names("Nhà trường gửi báo cáo.", school) == ["Nhà trường"]
    assert names("Các nhà trường gửi báo cáo.", school) == ["Các nhà trường"]
    assert names("Nhà trường gửi báo cáo.") == ["Các nhà trường"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("khu phố 3, khu phố 7", ["Khu phố 3", "Khu phố 7"]),
        ("thôn Tây An Vĩnh và bản Phòng", ["Thôn Tây An Vĩnh", "Bản Phòng"]),
        ("Trưởng các thôn, khu dân cư", ["Các thôn, khu dân cư"]),
        ("bản Kế hoạch và bản Quy hoạch", []),
        ("Đồn Biên phòng Mường Lạn, Đồn Biên phòng", ["Đồn Biên phòng Mường Lạn", "Đồn Biên phòng"]),
    ],
)
def test_neighbourhoods_and_posts_by_name(text: str, names: list[str]) -> None:
    place = Place(ward="Hòa Bình", kind="xã", city="Sơn La", city_kind="tỉnh")
    assert [unit.canonical for unit in find_units(mapped(text), place)] == names


@pytest.mark.parametrize(("text", "level"), [("Cục Thủy sản và Kiểm ngư", "national"), ("Trạm Giống cây", "ward")])
def test_level_of_names_without_an_entry(text: str, level: str) -> None:
    (unit,) = find_units(mapped(text), WARD)
    assert unit.level == level
