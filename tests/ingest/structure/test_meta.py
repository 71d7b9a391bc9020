"""Who issued a plan, where, when, under which number, and who signed it."""

from __future__ import annotations

import pytest

from ingest.plan import Meta
from ingest.structure.layout import layout
from ingest.structure.meta import read_meta
from tests.ingest import layouts


def meta(raw: str) -> Meta:
    return read_meta(layout(raw).pieces, raw)[0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("blocks", ("Kế hoạch", None, "KH-UBND", "Ủy ban nhân dân phường Tân Lập", "Tân Lập", None, "2026-03")),
        ("pdf", ("Kế hoạch", "15", "KH-UBND", "Ủy ban nhân dân xã Yên Sơn", "Yên Sơn", "Ninh Bình", "2026-03-05")),
        ("wrapped", ("Kế hoạch", "88", "KH-UBND", "Ủy ban nhân dân tỉnh Ninh Bình", None, "Ninh Bình", "2025-11-18")),
        ("lines", ("Kế hoạch", "08", "KH/ĐU", "Đảng ủy xã Yên Sơn", "Yên Sơn", "Ninh Bình", "2026-02-12")),
        ("markdown", ("Kế hoạch", "21", "KH-UBND", "Ủy ban nhân dân xã Yên Sơn", "Yên Sơn", None, None)),
        (
            "decision",
            ("Quyết định", "301", "QĐ-UBND", "Ủy ban nhân dân tỉnh Ninh Bình", None, "Ninh Bình", "2025-11-20"),
        ),
    ],
)
def test_letterheads(name: str, expected: tuple[str | None, ...]) -> None:
    found = meta(layouts.ALL[name])
    assert (found.doc_type, found.number, found.symbol, found.issuer, found.ward, found.city, found.date) == expected


@pytest.mark.parametrize(
    ("name", "title", "signer", "role", "recipients"),
    [
        (
            "blocks",
            "Chuyển đổi số trên địa bàn phường Tân Lập năm 2026",
            "Trần Thị Hòa",
            "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH",
            ("Đảng ủy phường", "Lưu: VT"),
        ),
        (
            "pdf",
            "Trồng cây phân tán trên địa bàn xã Yên Sơn năm 2026",
            "Trần Văn Bình",
            "CHỦ TỊCH",
            ("UBND tỉnh", "Các thôn", "Lưu: VT"),
        ),
        (
            "wrapped",
            "PHÁT TRIỂN THƯ VIỆN CÔNG CỘNG GIAI ĐOẠN 2026 - 2030",
            "Đỗ Minh Khang",
            "CHỦ TỊCH",
            ("Bộ Văn hóa, Thể thao và Du lịch (để b/c)", "Lưu: VT"),
        ),
        (
            "lines",
            "học tập Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị",
            "Lê Thị Mai",
            "BÍ THƯ",
            ("Tỉnh ủy", "Lưu Văn phòng Đảng ủy"),
        ),
        ("markdown", "Tết trồng cây năm 2026", "Phạm Quốc Huy", "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH", ()),
        (
            "decision",
            "Về việc ban hành Kế hoạch bảo tồn làng nghề",
            "Đỗ Minh Khang",
            "CHỦ TỊCH",
            ("Như Điều 2", "Lưu: VT"),
        ),
    ],
)
def test_titles_and_feet(name: str, title: str, signer: str, role: str, recipients: tuple[str, ...]) -> None:
    found = meta(layouts.ALL[name])
    assert (found.title, found.signer, found.signer_role, found.recipients) == (title, signer, role, recipients)
    raw = layouts.ALL[name]
    assert raw[found.title_start : found.title_end].split()[0] == title.split(maxsplit=1)[0]


@pytest.mark.parametrize(
    ("head", "issuer", "ward"),
    [
        ("ỦY BAN NHÂN DÂN\nPHƯỜNG THUỶ NGUYÊN", "Ủy ban nhân dân phường Thủy Nguyên", "Thủy Nguyên"),
        (
            "ỦY BAN MTTQ VIỆT NAM\nXÃ YÊN SƠN\nBAN THƯỜNG TRỰC",
            "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã Yên Sơn",
            "Yên Sơn",
        ),
        ("UBND XÃ YÊN SƠN\nTRƯỜNG THCS LÊ LỢI", "Trường THCS Lê Lợi", "Yên Sơn"),
        ("ĐẢNG BỘ TỈNH NINH BÌNH\nĐẢNG ỦY PHƯỜNG TÂN LẬP", "Đảng ủy phường Tân Lập", "Tân Lập"),
        ("ĐẢNG BỘ TỈNH NINH BÌNH\nĐẢNG ỦY PHƯỜNG TÂN LẬP\n*\nSố 41-KH/ĐU", "Đảng ủy phường Tân Lập", "Tân Lập"),
        ("HỘI NÔNG DÂN VIỆT NAM\nBAN CHẤP HÀNH TỈNH NINH BÌNH", "Ban Chấp hành Hội Nông Dân tỉnh Ninh Bình", None),
        ("ỦY BAN NHÂN DÂN\nXÃ YÊN SƠN 2", "Ủy ban nhân dân xã Yên Sơn 2", "Yên Sơn 2"),
        ("UBND TỈNH NINH BÌNH\nSỞ NỘI VỤ", "Sở Nội Vụ tỉnh Ninh Bình", None),
        ("| **ỦY BAN NHÂN DÂN**<br>**PHƯỜNG TÂN LẬP** | |\n|---|---|", "Ủy ban nhân dân phường Tân Lập", "Tân Lập"),
        (
            "ĐẢNG ỦY ĐẶC KHU YÊN SƠN\nBAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ",
            "Ban Chỉ đạo Chuyển Đổi Số đặc khu Yên Sơn",
            "Yên Sơn",
        ),
        ("UBND ĐẶC KHU YÊN SƠN\nTRƯỜNG TIỂU HỌC BẾN CÁ", "Trường Tiểu học Bến Cá", "Yên Sơn"),
        # A school of the province: of the ward that the dateline or its name tells, not of any that the plan names.
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO\nTRƯỜNG THPT HÒA AN", "Trường THPT Hòa An", "Hòa An"),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO\nTRƯỜNG THPT BẾN CÁ", "Trường THPT Bến Cá", None),
        # Two columns, and a ward whose name begins like a school.
        (
            (
                "ỦY BAN NHÂN DÂN        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
                "PHƯỜNG TRƯỜNG THI          Độc lập - Tự do - Hạnh phúc"
            ),
            "Ủy ban nhân dân phường Trường Thi",
            "Trường Thi",
        ),
    ],
)
def test_issuers_from_letterheads(head: str, issuer: str, ward: str | None) -> None:
    found = meta(
        f"{head}\n\nSố: 3/KH\n\nYên Sơn, ngày 1 tháng 2 năm 2026\n\nKẾ HOẠCH\n\nLàm việc\n\nI. NHIỆM VỤ\n\n"
        "1. Phối hợp với Công an xã Hòa An."
    )
    assert found.issuer == issuer
    assert found.ward == ward


def test_a_body_is_cased_as_a_whole_where_the_plan_writes_it_whole() -> None:
    found = meta(
        "UBND TỈNH NINH BÌNH\nSỞ TƯ PHÁP\n\nSố: 3/KH\n\nNinh Bình, ngày 1 tháng 2 năm 2026\n\nKẾ HOẠCH\n\n"
        "Công tác tư pháp\n\nI. NHIỆM VỤ\n\n1. Sở Tư pháp làm việc."
    )
    assert found.issuer == "Sở Tư pháp tỉnh Ninh Bình"


def test_the_type_of_a_document_right_below_a_wrapped_dateline() -> None:
    found = meta(
        "UBND XÃ YÊN SƠN        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\n"
        "Số:       /KH-UBND        Yên Sơn, ngày       tháng 12 năm 2025\n\nKẾ HOẠCH\n"
        "Trồng rau sạch trên các cánh đồng ven sông của xã Yên Sơn và các xã lân\ncận năm 2026\n\n"
        "Căn cứ Luật Trồng trọt ngày 19/11/2018 và tình hình trồng rau ở xã trong năm\nvừa qua, "
        "Ủy ban nhân dân xã ban hành kế hoạch trồng rau sạch cho các cánh đồng\nnhư sau:\n\n"
        "I. NHIỆM VỤ\n1. Các thôn chọn ruộng cao, thoát nước, gần đường để trồng rau trong vụ đông\n"
        "và vụ xuân.\n2. Phòng Kinh tế mời người biết nghề về dạy cách làm đất, ủ phân, bắt sâu bằng\ntay.\n"
    )
    assert (found.doc_type, found.symbol, found.place, found.date) == ("Kế hoạch", "KH-UBND", "Yên Sơn", "2025-12")
    assert found.title.startswith("Trồng rau sạch")


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        (
            "LIÊN ĐOÀN LAO ĐỘNG -\nSỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH\nTỈNH NINH BÌNH",
            "Liên đoàn Lao động - Sở Văn hóa, Thể thao và Du lịch tỉnh Ninh Bình",
        ),
        ("UBND TỈNH NINH BÌNH\nSỞ VĂN HOÁ, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch tỉnh Ninh Bình"),
        (
            "LIÊN ĐOÀN LAO ĐỘNG TỈNH NINH BÌNH\nCÔNG ĐOÀN NGÀNH - Y TẾ",
            "Liên đoàn Lao động tỉnh Ninh Bình Công Đoàn Ngành - Y Tế",
        ),
    ],
)
def test_a_dash_at_the_end_of_a_line_joins_bodies_and_names_are_cased_as_the_plan_has_them(
    head: str, issuer: str
) -> None:
    found = meta(
        f"{head}\n\nSố: 3/KH\n\nNinh Bình, ngày 1 tháng 2 năm 2026\n\nKẾ HOẠCH\n\nLàm việc\n\nI. NHIỆM VỤ\n\n"
        "1. Sở Văn hoá, Thể thao và Du lịch chủ trì."
    )
    assert found.issuer == issuer


def test_a_board_that_names_its_association_stands_alone() -> None:
    found = meta(
        "HỘI LHPN VIỆT NAM\nBAN THƯỜNG VỤ HỘI LHPN TỈNH NINH BÌNH\n\nSố: 4/KH-BTV\n\n"
        "Ninh Bình, ngày 1 tháng 2 năm 2026\n\nKẾ HOẠCH\n\nLàm việc\n\nI. NHIỆM VỤ\n\n1. Mở lớp."
    )
    assert found.issuer == "Ban Thường vụ Hội Liên hiệp Phụ nữ tỉnh Ninh Bình"


@pytest.mark.parametrize(
    ("signature", "issuer"),
    [
        ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\nLê Thị Lan", "Ban Thường vụ Tỉnh ủy Ninh Bình"),
        ("CHÁNH VĂN PHÒNG\n\nLê Thị Lan", "Tỉnh ủy Ninh Bình"),
    ],
)
def test_a_board_that_signs_for_its_committee(signature: str, issuer: str) -> None:
    found = meta(
        "TỈNH ỦY NINH BÌNH\n\nSố 4-KH/TU\n\nNinh Bình, ngày 1 tháng 2 năm 2026\n\nKẾ HOẠCH\n\nLàm việc\n\n"
        f"I- NHIỆM VỤ\n\n1- Các đảng ủy xã, phường\n\nLãnh đạo việc này.\n\nNơi nhận:\n- Lưu.\n\n{signature}"
    )
    assert (found.issuer, found.ward) == (issuer, None)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("ngày 5 tháng 3 năm 2026", "2026-03-05"),
        ("ngày     tháng 03 năm 2026", "2026-03"),
        ("ngày ... tháng ... năm 2026", "2026"),
        ("ngày tháng năm", None),
    ],
)
def test_dates_as_precise_as_stated(written: str, iso: str | None) -> None:
    assert meta(f"Số: 1/KH-UBND\n\nTân Lập, {written}\n\nKẾ HOẠCH\n\nLàm việc\n\nI. NHIỆM VỤ").date == iso


@pytest.mark.parametrize(
    ("first", "second", "title"),
    [
        (
            "thực hiện Chương trình của Tỉnh ủy",
            "Sơn La về trồng cây",
            "thực hiện Chương trình của Tỉnh ủy Sơn La về trồng cây",
        ),
        ("thực hiện Chương trình của Tỉnh ủy", "Đảng ủy xã Tân Lập đề ra", "thực hiện Chương trình của Tỉnh ủy"),
        ("thực hiện Chương trình trồng cây", "Sơn La là một tỉnh rộng.", "thực hiện Chương trình trồng cây"),
    ],
)
def test_a_title_goes_on_with_the_name_of_a_province(first: str, second: str, title: str) -> None:
    assert meta(f"KẾ HOẠCH\n{first}\n{second}\n\nCăn cứ Luật Lâm nghiệp;\n\nI. NHIỆM VỤ").title == title


_FOOT = "KẾ HOẠCH\n\nKiểm định cầu năm 2026\n\nI. NHIỆM VỤ\n\n1. Phòng Kỹ thuật rà soát các cây cầu.\n\n{}"


@pytest.mark.parametrize(
    ("foot", "signer", "role", "recipients"),
    [
        ("Nơi nhận:\n- Sở Xây dựng;\n- Lưu: VT.\nGIÁM ĐỐC\n\nLê Văn Tám", "Lê Văn Tám", "GIÁM ĐỐC", 2),
        ("Nơi nhận:\n- Lưu: VT.\n\nHIỆU TRƯỞNG\n\n(Đã ký)\n\nLê Văn Tám", "Lê Văn Tám", "HIỆU TRƯỞNG", 1),
        ("TRƯỞNG BAN\n\nLê Văn Tám", "Lê Văn Tám", "TRƯỞNG BAN", 0),
        ("TRƯỞNG BAN\n\nH'Lan Niê Kđăm", "H'Lan Niê Kđăm", "TRƯỞNG BAN", 0),
        ("CHỦ TỊCH\n\nK' Brõh", "K' Brõh", "CHỦ TỊCH", 0),
        ("CHỦ TỊCH\n\nK’ Bá Thành", "K’ Bá Thành", "CHỦ TỊCH", 0),
        ("Nơi nhận:\n- Sở Xây dựng;\n- Lưu: VT.\tGIÁM ĐỐC\n\n\n\nLê Văn Tám", "Lê Văn Tám", "GIÁM ĐỐC", 2),
        # An office among the recipients, and one that nobody's name follows, sign nothing.
        ("Nơi nhận:\n- CHỦ TỊCH UBND xã;\nCHỦ TỊCH và các PCT UBND xã;\n- Lưu: VT.", None, None, 3),
        ("CHỦ TỊCH\n\n2. Phòng Kỹ thuật báo cáo.", None, None, 0),
    ],
)
def test_signatures_without_tm_or_kt(foot: str, signer: str | None, role: str | None, recipients: int) -> None:
    found = meta(_FOOT.format(foot))
    assert (found.signer, found.signer_role, len(found.recipients)) == (signer, role, recipients)


def test_the_board_that_makes_the_plan_issues_it_where_the_letterhead_cannot_be_read() -> None:
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nĐộc lập - Tự do - Hạnh phúc"
    ground = "Thực hiện Nghị định số 12/2025/NĐ-CP; Ban Điều hành Chương trình đọc sách tỉnh xây dựng Kế hoạch như sau:"
    aim = "I. MỤC ĐÍCH\n\nĐọc nhiều trên địa bàn tỉnh Sơn La."
    raw = f"{motto}\n\nKẾ HOẠCH\n\nThực hiện Chương trình đọc sách\n\n{ground}\n\n{aim}"
    found = meta(raw)
    assert (found.issuer, found.city) == ("Ban Điều hành Chương trình đọc sách tỉnh Sơn La", "Sơn La")


@pytest.mark.parametrize(
    ("symbol", "issuer"),
    [("KH-UBND", "Ủy ban nhân dân xã Tân Lập"), ("KH-BCĐ", "Ban Chỉ đạo Phổ cập giáo dục xã Tân Lập")],
)
def test_a_board_in_the_letterhead_issues_what_bears_its_symbol(symbol: str, issuer: str) -> None:
    found = meta(f"UBND XÃ TÂN LẬP\nBCĐ PHỔ CẬP GIÁO DỤC\n\nSố: 5/{symbol}\n\nKẾ HOẠCH\n\nMở lớp\n\nI. NHIỆM VỤ")
    assert (found.issuer.lower(), found.ward) == (issuer.lower(), "Tân Lập")
