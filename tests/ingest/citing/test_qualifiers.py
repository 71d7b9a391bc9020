"""What stands beside a mention: its date, its issuer or issuers, who sent it, the mark of a footnote."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.citing.citations import find_citations
from tests.ingest.citing_passages import PLACE, passages

CITY = "Ủy ban nhân dân thành phố Sông Lam"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the mark of a footnote, glued to the symbol or in brackets
        ("Nghị định số 13/2023/NĐ-CP1 của Chính phủ", [("13/2023/NĐ-CP", None, "Chính phủ")]),
        ("Nghị quyết số 5-NQ/TW[2] ngày 02/3/2025", [("5-NQ/TW", "2025-03-02", None)]),
        ("Quyết định số 9/2000/QĐ-NHNN7 ngày 02/3/2000", [("9/2000/QĐ-NHNN7", "2000-03-02", None)]),
        ("Luật số 12/2022/QH15 ngày 14/11/2022", [("12/2022/QH15", "2022-11-14", None)]),
        # said of both
        (
            "Quy định số 131-QĐ/TW, số 132-QĐ/TW, cùng ngày 27/10/2023 của Bộ Chính trị",
            [("131-QĐ/TW", "2023-10-27", "Bộ Chính trị"), ("132-QĐ/TW", "2023-10-27", "Bộ Chính trị")],
        ),
        (
            "Quyết định số 217-QĐ/TW và Quy định số 218-QĐ/TW cùng ngày 12/12/2013",
            [("217-QĐ/TW", "2013-12-12", None), ("218-QĐ/TW", "2013-12-12", None)],
        ),
        (
            "Quyết định số 217-QĐ/TW và Quy định số 218-QĐ/TW ngày 12/12/2013",
            [("217-QĐ/TW", None, None), ("218-QĐ/TW", "2013-12-12", None)],
        ),
        # bodies that issue a document together
        (
            "Kế hoạch liên tịch số 5/KHLT-ĐTN-CAP của Đoàn Thanh niên phường và Công an phường về trại hè",
            [
                (
                    "5/KHLT-ĐTN-CAP@Đoàn Thanh niên phường Bình An và Công an phường Bình An",
                    None,
                    "Đoàn Thanh niên phường Bình An và Công an phường Bình An",
                )
            ],
        ),
        ("Kế hoạch số 5/KH-UBND của UBND thành phố và Công an phường", [(f"5/KH-UBND@{CITY}", None, CITY)]),
        # who sends letters, in a list as well
        (
            "theo đề nghị của Sở Y tế tại Tờ trình số 5/TTr-SYT ngày 02/3/2026 và Công văn số 6/SYT-NV ngày 03/3/2026",
            [
                ("5/TTr-SYT@Sở Y tế thành phố Sông Lam", "2026-03-02", "Sở Y tế thành phố Sông Lam"),
                ("6/SYT-NV@Sở Y tế thành phố Sông Lam", "2026-03-03", "Sở Y tế thành phố Sông Lam"),
            ],
        ),
        # what is said once of several numbers, and a letter between
        (
            "Quyết định số 21-QĐ/TW, 22-QĐ/TW ngày 12/12/2013 của Bộ Chính trị",
            [("21-QĐ/TW", "2013-12-12", "Bộ Chính trị"), ("22-QĐ/TW", "2013-12-12", "Bộ Chính trị")],
        ),
        (
            "Quyết định số 21-QĐ/TW, Quyết định số 22-QĐ/TW ngày 12/12/2013 của Bộ Chính trị",
            [("21-QĐ/TW", None, None), ("22-QĐ/TW", "2013-12-12", "Bộ Chính trị")],
        ),
        (
            "các Nghị định của Chính phủ: số 8/2024/NĐ-CP ngày 15/7/2024 về nước; số 9/2025/NĐ-CP về rừng",
            [("8/2024/NĐ-CP", "2024-07-15", "Chính phủ"), ("9/2025/NĐ-CP", None, "Chính phủ")],
        ),
        ("Chỉ thị số 3-CT/TW của Ban Bí thư khoá XII", [("3-CT/TW", None, "Ban Bí thư khóa XII")]),
        (
            "theo đề nghị của Phòng Kinh tế tại Tờ trình số 4/TTr-PKT",
            [("4/TTr-PKT@Phòng Kinh tế phường Bình An", None, "Phòng Kinh tế phường Bình An")],
        ),
        # a committee named in full once
        (
            "Kế hoạch 2-KH/BCĐTW của Ban chỉ đạo Trung ương về nước; Kế hoạch 2-KH/BCĐTW của Ban chỉ đạo Trung ương",
            2 * [("2-KH/BCĐTW", None, "Ban Chỉ đạo Trung ương về nước")],
        ),
        # a committee of a place that another mention of the document names
        (
            "Nghị quyết 2-NQ/TU của Ban Chấp hành Đảng bộ tỉnh Bến Nước; 2-NQ/TU của Ban Chấp hành Đảng bộ tỉnh",
            2 * [("2-NQ/TU@Ban Chấp hành Đảng bộ tỉnh Bến Nước", None, "Ban Chấp hành Đảng bộ tỉnh Bến Nước")],
        ),
        # the body between the type word and the number
        (
            "Kết luận liên ngành tư pháp Trung ương số 3/KL-LNTPTW",
            [("3/KL-LNTPTW", None, "Liên ngành tư pháp Trung ương")],
        ),
        ("Kết luận của Bộ Chính trị số 9-KL/TW ngày 02/3/2025", [("9-KL/TW", "2025-03-02", "Bộ Chính trị")]),
        # a law by its short name, and with a number behind words that alone would name a contract
        ("theo Luật Bầu cử", [("Luật Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân", None, None)]),
        (
            "Luật Người lao động Việt Nam đi làm việc ở nước ngoài theo hợp đồng số 69/2020/QH14",
            [("69/2020/QH14", None, None)],
        ),
        ("theo hợp đồng số 69/2020/HĐ-KT; hóa đơn số 7/HĐ-GTGT; giấy phép số 7/GP-BYT", []),
        # a master plan with its period is a document wherever it is named, also in the title of what approves it
        (
            "Quyết định số 8/QĐ-TTg phê duyệt Quy hoạch tỉnh thời kỳ 2021-2030",
            [("8/QĐ-TTg", None, None), ("Quy hoạch tỉnh thời kỳ 2021 - 2030", None, None)],
        ),
        ("theo Quyết định số 4740/QĐ-BYT và Quyết định 4740", [("4740/QĐ-BYT", None, None)] * 2),
        ("ban hành Quyết định 2026", []),
        (
            "số 6/QĐ-TTg về việc quy hoạch mạng lưới bến đò thời kỳ 2021-2030, tầm nhìn đến 2050",
            [
                ("6/QĐ-TTg", None, None),
                ("Quy hoạch mạng lưới bến đò thời kỳ 2021 - 2030, tầm nhìn đến 2050", None, None),
            ],
        ),
        ("lập quy hoạch mạng lưới bến đò thời kỳ 2021-2030", []),
        ("điều chỉnh quy hoạch tỉnh thời kỳ 2021-2030", [("Quy hoạch tỉnh thời kỳ 2021 - 2030", None, None)]),
        ("lập quy hoạch sử dụng đất thời kỳ 2021-2030", []),
        ("theo Quy hoạch tỉnh thời kỳ 2021-2030", [("Quy hoạch tỉnh thời kỳ 2021 - 2030", None, None)]),
    ],
)
def test_date_and_issuer(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    found = find_citations(passages(("content", text)), PLACE)
    assert [(c.canonical, c.date, c.issuer) for c in found.citations] == expected


def test_of_the_department_in_its_own_plan() -> None:
    place = replace(PLACE, ward=None, kind="", issuer="Sở Y tế thành phố Sông Lam")
    text = "theo Công văn số 8/SYT-NV của Sở về việc tiêm chủng; Công văn số 9/KLM-NV của Sở hữu trí tuệ"
    found = find_citations(passages(("content", text)), place).citations
    assert [each.issuer for each in found] == ["Sở Y tế thành phố Sông Lam", None]
    other = find_citations(passages(("content", text)), PLACE).citations
    assert [each.issuer for each in other] == [None, None]


def test_of_the_organs_of_an_institution_in_its_own_plan() -> None:
    place = replace(PLACE, ward=None, kind="", issuer="Trường Đại học Sông Lam")
    text = "theo Nghị quyết số 9-NQ/ĐU của Đảng ủy Trường về học bạ; Quyết định số 8/QĐ-ĐHSL của Hiệu trưởng nhà trường"
    found = find_citations(passages(("content", text)), place).citations
    assert [each.issuer for each in found] == ["Đảng ủy Trường Đại học Sông Lam", "Hiệu trưởng Trường Đại học Sông Lam"]
    assert [each.issuer for each in find_citations(passages(("content", text)), PLACE).citations][1] is None


def test_of_the_board_in_its_own_plan() -> None:
    board = "Ban Chỉ đạo chuyển đổi số đặc khu Bình An"
    place = replace(PLACE, ward="Bình An", kind="đặc khu", issuer=board)
    text = "theo Quy chế số 01-QC/BCĐ ngày 25/8/2025 của Ban Chỉ đạo, Ban Chỉ đạo xây dựng chương trình"
    assert [each.issuer for each in find_citations(passages(("content", text)), place).citations] == [board]
    elsewhere = find_citations(passages(("content", text)), PLACE).citations
    assert [each.issuer for each in elsewhere] == ["Ban Chỉ đạo"]
