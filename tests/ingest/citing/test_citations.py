"""Citations: spans, identity, dates, issuers, aliases, and what is none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.citing.citations import Citations, find_citations
from ingest.citing.texts import citing_texts
from ingest.passages import Part, Passage, Place
from ingest.text.mapped import mapped
from tests.ingest.citing_passages import PLACE, PROVINCE, passages

CITY = "Ủy ban nhân dân thành phố Sông Lam"
WARD = "Ủy ban nhân dân phường Bình An"


def cited(text: str, place: Place = PLACE, part: Part = "content") -> Citations:
    return find_citations(passages((part, text)), place)


@pytest.mark.parametrize(
    ("text", "span", "canonical", "kind", "written", "date", "issuer"),
    [
        (
            "theo Quyết định số 812/QĐ-TTg ngày 03/9/2025 của Thủ tướng Chính phủ về chợ",
            "Quyết định số 812/QĐ-TTg",
            "812/QĐ-TTg",
            "Quyết định",
            "812/QĐ-TTg",
            "2025-09-03",
            "Thủ tướng Chính phủ",
        ),
        (
            "Nghị quyết số 57- \n\nNQ/TW, ngày 22/12/2024 của Bộ Chính trị",
            "Nghị quyết số 57- \n\nNQ/TW",
            "57-NQ/TW",
            "Nghị quyết",
            "57-NQ/TW",
            "2024-12-22",
            "Bộ Chính trị",
        ),
        (
            "Kế hoạch số 5/KH-BCA-BYT ngày 31/8/2025 của liên Bộ Công an, Bộ Y tế",
            "Kế hoạch số 5/KH-BCA-BYT",
            "5/KH-BCA-BYT",
            "Kế hoạch",
            "5/KH-BCA-BYT",
            "2025-08-31",
            "Bộ Công an và Bộ Y tế",
        ),
        ("Nghị quyết số 71/NQ -CP", "Nghị quyết số 71/NQ -CP", "71/NQ-CP", "Nghị quyết", "71/NQ-CP", None, None),
        ("Nghị quyết số 57 NQ/TW về", "Nghị quyết số 57 NQ/TW", "57-NQ/TW", "Nghị quyết", "57NQ/TW", None, None),
        (
            "CHỈ THỊ SỐ 27/CT-TTG NGÀY 15 THÁNG 8 NĂM 2024 CỦA THỦ TƯỚNG CHÍNH PHỦ VỀ",
            "CHỈ THỊ SỐ 27/CT-TTG",
            "27/CT-TTg",
            "Chỉ thị",
            "27/CT-TTG",
            "2024-08-15",
            "Thủ tướng Chính phủ",
        ),
        (
            "Quyết định Quyết định 709/QĐ-TTg.",
            "Quyết định 709/QĐ-TTg",
            "709/QĐ-TTg",
            "Quyết định",
            "709/QĐ-TTg",
            None,
            None,
        ),
        (
            "Kế hoạch số 45/KH-UBND ngày 02/3/2026 của UBND thành phố về cây xanh",
            "Kế hoạch số 45/KH-UBND",
            f"45/KH-UBND@{CITY}",
            "Kế hoạch",
            "45/KH-UBND",
            "2026-03-02",
            CITY,
        ),
        (
            "Kế hoạch hành động số 07-KH/ĐU của Đảng uỷ phường ngày  08/7/2025",
            "Kế hoạch hành động số 07-KH/ĐU",
            "07-KH/ĐU@Đảng ủy phường Bình An",
            "Kế hoạch hành động",
            "07-KH/ĐU",
            "2025-07-08",
            "Đảng ủy phường Bình An",
        ),
        (
            "Quyết định số 12/QÐ-UBND của UBND phường",
            "Quyết định số 12/QÐ-UBND",
            f"12/QĐ-UBND@{WARD}",
            "Quyết định",
            "12/QÐ-UBND",
            None,
            WARD,
        ),
        (
            "Quyết định số 411/QĐ-TTg của Thủ tướng Chính phủ ngày 31-3-2022 phê duyệt",
            "Quyết định số 411/QĐ-TTg",
            "411/QĐ-TTg",
            "Quyết định",
            "411/QĐ-TTg",
            "2022-03-31",
            "Thủ tướng Chính phủ",
        ),
        (
            "Thông tư số 09/2024/TT-BYT ngày 02 tháng 6 năm 2024 của Bộ trưởng Bộ Y tế",
            "Thông tư số 09/2024/TT-BYT",
            "09/2024/TT-BYT",
            "Thông tư",
            "09/2024/TT-BYT",
            "2024-06-02",
            "Bộ trưởng Bộ Y tế",
        ),
        ("theo Luật Thư viện năm 2019 và", "Luật Thư viện", "Luật Thư viện", "Luật", None, "2019", None),
        ("Luật Trồng trọt ngày 19/11/2018;", "Luật Trồng trọt", "Luật Trồng trọt", "Luật", None, "2018-11-19", None),
        (
            "Luật Nhà giáo số 73/2025/QH15 ngày 16/6/2025",
            "Luật Nhà giáo số 73/2025/QH15",
            "73/2025/QH15",
            "Luật",
            "73/2025/QH15",
            "2025-06-16",
            None,
        ),
        (
            "Luật Nhà giáo được Quốc hội khóa XV thông qua ngày 16/6/2025",
            "Luật Nhà giáo",
            "Luật Nhà giáo",
            "Luật",
            None,
            "2025-06-16",
            None,
        ),
        (
            "Kế hoạch thực hiện Quyết định số 812/QĐ-TTg của UBND thành phố",
            "Quyết định số 812/QĐ-TTg",
            "812/QĐ-TTg",
            "Quyết định",
            "812/QĐ-TTg",
            None,
            None,
        ),
        (
            "Nghị quyết của Bộ Chính trị số 57-NQ/TW",
            "Nghị quyết của Bộ Chính trị số 57-NQ/TW",
            "57-NQ/TW",
            "Nghị quyết",
            "57-NQ/TW",
            None,
            "Bộ Chính trị",
        ),
        (
            (
                "Kế hoạch số 31/KH-BNN ngày 01/02/2024 của Bộ Nông nghiệp và Phát triển nông thôn (nay là Bộ Nông "
                "nghiệp và Môi "
                "trường) về giống"
            ),
            "Kế hoạch số 31/KH-BNN",
            "31/KH-BNN",
            "Kế hoạch",
            "31/KH-BNN",
            "2024-02-01",
            "Bộ Nông nghiệp và Phát triển nông thôn",
        ),
    ],
)
def test_mention(
    text: str, span: str, canonical: str, kind: str, written: str | None, date: str | None, issuer: str | None
) -> None:
    (found,) = cited(text).citations
    assert (found.text, found.canonical, found.type) == (span, canonical, kind)
    assert (found.number_symbol, found.date, found.issuer) == (written, date, issuer)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("các Nghị quyết số 57-NQ/TW, 59-NQ/TW và số 66-NQ/TW", ["57-NQ/TW", "59-NQ/TW", "66-NQ/TW"]),
        ("Chỉ thị số số 46 - CT/TW và Hướng dẫn liên ngành số 05/HDLN-SYT-STC", ["46-CT/TW", "05/HDLN-SYT-STC"]),
        ("Nghị quyết 57, 59 của Bộ Chính trị", ["57-NQ/TW", "59-NQ/TW"]),
        (
            "Luật số 72/2025/QH15 về Tổ chức chính quyền địa phương; Luật Tổ chức chính quyền địa phương",
            2 * ["72/2025/QH15"],
        ),
        ("các Nghị quyết số 18, 19-NQ/TW", ["18-NQ/TW", "19-NQ/TW"]),
        ("Nghị quyết 68 của Bộ Chính trị", ["68-NQ/TW"]),
        ("Nghị quyết số 57-NQ/TW. Theo tinh thần Nghị quyết 57,", ["57-NQ/TW", "57-NQ/TW"]),
        ("tại các Quyết định: số 36/QĐ-TTg ngày 11/01/2024, số 40/QĐ-TTg", ["36/QĐ-TTg", "40/QĐ-TTg"]),
        (
            "Luật Ngân sách nhà nước, Luật Đầu tư công và Luật Khoa học, công nghệ và đổi mới sáng tạo",
            ["Luật Ngân sách nhà nước", "Luật Đầu tư công", "Luật Khoa học, công nghệ và đổi mới sáng tạo"],
        ),
        ("Luật Cư trú số 68/2020/QH14; thi hành Luật Cư trú", ["68/2020/QH14", "68/2020/QH14"]),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Điện ảnh",
            ["Luật sửa đổi, bổ sung một số điều của Luật Điện ảnh", "Luật Điện ảnh"],
        ),
        (
            "Quyết định số 36/QĐ-TTg ngày 11/01/2024 về đê điều; Quyết định số 36/QĐ-TTg ngày 05/3/2019 về thuốc",
            ["36/QĐ-TTg#2024", "36/QĐ-TTg#2019"],
        ),
        (
            "Quyết định số 36/QĐ-TTg ngày 11/01/2024; Quyết định số 36/QĐ-TTg ngày 11/01/2025",
            ["36/QĐ-TTg", "36/QĐ-TTg"],
        ),
        (
            "Kế hoạch số 5/KH-UBND của UBND thành phố; theo Kế hoạch số 5/KH-UBND",
            [f"5/KH-UBND@{CITY}", f"5/KH-UBND@{CITY}"],
        ),
        ("Kế hoạch số 5/KH-UBND", ["5/KH-UBND"]),
        (
            "Luật Đất đai năm 2013, Luật Đất đai 2024, Luật Đất đai",
            ["Luật Đất đai#2013", "Luật Đất đai#2024", "Luật Đất đai"],
        ),
        (
            "Kế hoạch số 5/KH-UBND của UBND thành phố; Kế hoạch số 5/KH-UBND của UBND phường; Kế hoạch số 5/KH-UBND",
            [f"5/KH-UBND@{CITY}", f"5/KH-UBND@{WARD}", "5/KH-UBND"],
        ),
        (
            "Nghị quyết số 11-NQ/TU và Kế hoạch số 03-KH/ĐU",
            ["11-NQ/TU", "03-KH/ĐU"],
        ),
        (
            "Chương trình số 9-CTr/TU của Ban Thường vụ Thành ủy; Chương trình số 9-CTr/TU của Thành ủy",
            ["9-CTr/TU@Ban Thường vụ Thành ủy Sông Lam", "9-CTr/TU@Ban Thường vụ Thành ủy Sông Lam"],
        ),
        (
            "Chương trình 8-CTrHĐ/TU của Thành ủy Thành phố Hồ Chí Minh; Kế hoạch số 9-KH/TU của Thành ủy Hồ Chí Minh",
            ["8-CTrHĐ/TU@Thành ủy Thành phố Hồ Chí Minh", "9-KH/TU@Thành ủy Thành phố Hồ Chí Minh"],
        ),
        ("Thông báo số 02-TB/CQTTBCĐ của đồng chí Bí thư Thành ủy tại cuộc họp", ["02-TB/CQTTBCĐ"]),
        (
            "của Sở Công Thương tại Tờ trình số 98/TTr-SCT ngày 02/10/2025 và Công văn số 77/SCT-QL",
            ["98/TTr-SCT@Sở Công Thương thành phố Sông Lam", "77/SCT-QL@Sở Công Thương thành phố Sông Lam"],
        ),
        ("Chương trình phối hợp số 154/CTPH-LĐLĐ-SVH,TT,DL", ["154/CTPH-LĐLĐ-SVH,TT,DL"]),
        (
            (
                "Quy hoạch thành phố Sông Lam thời kỳ 2021-2030, tầm nhìn đến năm 2050 đã duyệt: "
                "theo Quy hoạch thành phố "
                "Sông Lam thời kỳ 2021-2030, tầm nhìn đến năm 2050"
            ),
            2 * ["Quy hoạch thành phố Sông Lam thời kỳ 2021 - 2030, tầm nhìn đến năm 2050"],
        ),
        ("Quyết định số 57-NQ/TW - BCT đã ban hành", ["57-NQ/TW"]),
    ],
)
def test_which_documents(text: str, names: list[str]) -> None:
    assert [citation.canonical for citation in cited(text).citations] == names


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch này có hiệu lực; các Nghị quyết của Đảng ủy; Nghị quyết Đại hội lần thứ I",
        "trực 24/7, đạt 3/4 số hộ, ngày 22/12/2024, giai đoạn 2026/2030, đường số 5/12, điện thoại 0225.3822-123",
        "kinh phí 1.250.000đ/HS, 30.000 đồng/tháng, 120/80 mmHg, mẫu số 01/KH-XD, biểu số 02/BC-TK",
        "Luật này, pháp luật, luật sư, Hội Luật gia phường, theo Luật và các văn bản hướng dẫn",
        "tiêu chuẩn TCVN ISO 9001:2015, QCVN 01-1:2018/BYT",
        "Nghị quyết 57 và Chỉ thị 5",
        "5 năm thực hiện, Quyết định 3 nội dung, Kế hoạch 100 ngày",
        "Chương trình mỗi xã một sản phẩm, Chiến lược quốc gia, Phong trào bình dân học vụ số",
        "quy hoạch cán bộ thời kỳ 2025 - 2030",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert cited(text).citations == ()


def test_the_date_behind_an_amending_law_is_not_that_of_the_amended_one() -> None:
    found = cited("Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Nhà giáo ngày 27/11/2026;").citations
    assert [citation.date for citation in found] == ["2026-11-27", None]


def test_standards_are_kept_apart() -> None:
    found = cited("áp dụng TCVN  ISO 9001:2015 và QCVN 01-1:2018/BYT")
    assert [s.canonical for s in found.standards] == ["TCVN ISO 9001:2015", "QCVN 01-1:2018/BYT"]


@pytest.mark.parametrize(
    ("letterhead", "heading", "count"),
    [
        ("Số: /KH-UBND", "(Gửi kèm Kế hoạch số      /KH-UBND ngày    tháng 4 năm 2026)", 0),
        ("Số: /KH-UBND", "(Kèm theo Kế hoạch số 88/KH-UBND ngày 02/4/2026 của UBND phường Bình An)", 0),
        ("Số: 88/KH-UBND", "(Ban hành kèm theo Kế hoạch số 88/KH-UBND ngày 02/4/2026)", 0),
        ("Số: 88/KH-UBND", "Trên đây là Kế hoạch số 88/KH-UBND của UBND phường", 0),
        ("Số: 88/KH-UBND", "thực hiện Kế hoạch số 88/KH-UBND ngày 01/02/2026 của UBND thành phố", 1),
        ("Số: /KH-UBND", "mẫu ban hành kèm theo Thông tư số 09/2024/TT-BYT", 1),
        ("Số: /KH-UBND", "(Kèm theo Thông tư số 09/2024/TT-BYT)", 1),
    ],
)
def test_own_number_is_no_citation(letterhead: str, heading: str, count: int) -> None:
    found = find_citations(passages(("letterhead", letterhead), ("appendix", heading)), PLACE)
    assert len(found.citations) == count


def test_what_a_portal_lists_above_the_letterhead_is_not_the_plans_own() -> None:
    pieces = passages(
        ("letterhead", "1. Quyết định 27/2025/QĐ-TTg về chợ"),
        ("letterhead", "Số: 7/KH-STP"),
        ("basis", "Quyết định số 27/2025/QĐ-TTg"),
        ("appendix", "(Kèm theo Kế hoạch số 7/KH-STP)"),
    )
    assert [c.canonical for c in find_citations(pieces, PLACE).citations] == ["27/2025/QĐ-TTg"]


def test_title_over_several_passages_is_one_text() -> None:
    found = find_citations(
        passages(("title", "Thực hiện Nghị quyết số 57-"), ("title", "NQ/TW của Bộ Chính trị")), PLACE
    )
    assert [(c.canonical, c.issuer) for c in found.citations] == [("57-NQ/TW", "Bộ Chính trị")]


def test_year_of_the_plan_in_its_title_is_no_date_of_a_law() -> None:
    pieces = passages(("letterhead", "Bình An, ngày tháng 3 năm 2026"), ("title", "Thi hành Luật Nhà giáo năm 2026"))
    assert [c.date for c in find_citations(pieces, PLACE).citations] == [None]


@pytest.mark.parametrize(
    ("text", "aliases"),
    [
        ("thi hành Luật Nhà giáo (sau đây gọi là Luật) trên", [("Luật", "Luật Nhà giáo")]),
        (
            "Nghị quyết số 57-NQ/TW của Bộ Chính trị về đột phá (sau đây viết tắt là Nghị quyết số 57-NQ/TW);",
            [("Nghị quyết số 57-NQ/TW", "57-NQ/TW")],
        ),
        ("Nghị quyết số 57-NQ/TW về đột phá (Nghị quyết số 57-NQ/TW);", [("Nghị quyết số 57-NQ/TW", "57-NQ/TW")]),
        ("tuyên truyền chủ trương (Nghị quyết số 57-NQ/TW)", []),
        ("văn bản mới (Nghị quyết số 57-NQ/TW, Chỉ thị số 14/CT-TTg)", []),
        (
            "Quyết định số 812/QĐ-TTg phê duyệt Chương trình phát triển chợ (sau đây gọi tắt là “Chương trình”)",
            [("Chương trình", "812/QĐ-TTg")],
        ),
        (
            "Quyết định số 6/QĐ-TTg phê duyệt Đề án phát triển chợ (Đề án 06). Đề án 06 và Đề án này",
            [("Đề án 06", "6/QĐ-TTg")],
        ),
        ("Quyết định số 6/QĐ-TTg về chợ (Đề án 06)", []),
        ("nơi có nhiều lao động (sau đây gọi chung là Khu công nghiệp)", []),
        ("UBND phường ban hành Kế hoạch (sau đây gọi là Kế hoạch)", []),
        ("Luật Nhà giáo, sau đây gọi là Luật, có hiệu lực", [("Luật", "Luật Nhà giáo")]),
    ],
)
def test_aliases(text: str, aliases: list[tuple[str, str]]) -> None:
    found = cited(text).aliases
    assert [(alias.alias, alias.canonical) for alias in found] == aliases
    assert all(text[a.start : a.end] == a.definition_text for a in found)


def test_alias_of_a_programme_defined_far_from_its_decision() -> None:
    pieces = passages(
        ("basis", "Căn cứ Quyết định số 61/QĐ-UBND của UBND thành phố phê duyệt Chương trình phát triển chợ dân sinh;"),
        ("preamble", "UBND phường triển khai Chương trình phát triển chợ (sau đây gọi tắt là Chương trình) như sau:"),
    )
    assert [a.canonical for a in find_citations(pieces, PLACE).aliases] == [f"61/QĐ-UBND@{CITY}"]


def test_issuers_are_completed_with_the_province() -> None:
    found = cited("Kế hoạch số 9/KH-UBND của UBND tỉnh; Chỉ thị số 2-CT/TU của Tỉnh ủy", PROVINCE).citations
    assert [c.canonical for c in found] == ["9/KH-UBND@Ủy ban nhân dân tỉnh Sông Lam", "2-CT/TU@Tỉnh ủy Sông Lam"]


@pytest.mark.parametrize(
    ("text", "canonical", "issuer"),
    [
        ("Quyết định số 17/QĐ-CTK ngày 5/1/2026 của Cục Thống kê về mẫu phiếu", "17/QĐ-CTK", "Cục Thống kê"),
        ("Tờ trình số 4/TTr-TKT của Thống kê tỉnh;", "4/TTr-TKT@{}", "Thống kê tỉnh Sông Lam"),
        ("Hướng dẫn số 3/HD-CCTL của Chi cục Thủy lợi", "3/HD-CCTL@{}", "Chi cục Thủy lợi tỉnh Sông Lam"),
        ("Quy chế số 3/QC-NHCS của Ngân hàng Chính sách xã hội", "3/QC-NHCS", "Ngân hàng Chính sách xã hội"),
        ("Quy chế số 3/QC-XY của cơ quan chủ quản", "3/QC-XY", None),
        ("Quy chế số 3/QC-XY của Hội nghị", "3/QC-XY", None),
    ],
)
def test_issuers_that_no_list_holds(text: str, canonical: str, issuer: str | None) -> None:
    (found,) = cited(text, PROVINCE).citations
    assert (found.canonical, found.issuer) == (canonical.format(issuer), issuer)


@settings(max_examples=50, deadline=None)
@given(
    st.integers(1, 9999),
    st.sampled_from(["QĐ-TTg", "NQ-CP", "KH-UBND", "CT-TTg"]),
    st.sampled_from(["", " ", "\n", " \n\n"]),
    st.sampled_from(["Căn cứ ", "theo ", "(", ""]),
    st.text("abc ;,.(ăâ\n", max_size=20),
)
def test_spans_quote_the_source_and_move_with_it(number: int, symbol: str, gap: str, lead: str, before: str) -> None:
    text = f"{lead}số {number}/{symbol.replace('-', '-' + gap)} của"
    alone = find_citations([Passage(mapped(text), "content")], PLACE).citations
    raw = before + "\n\n" + text
    found = find_citations([Passage(mapped(raw, len(before) + 2), "content")], PLACE).citations
    assert [c.canonical for c in found] == [f"{number}/{symbol}"]
    assert [(c.start - len(before) - 2, c.text) for c in found] == [(c.start, c.text) for c in alone]
    assert all(raw[c.start : c.end] == c.text for c in found)


HOSTILE = [
    "1",
    "1/",
    "12/2025/",
    "Căn cứ ",
    "57-NQ/TW, ",
    "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về ",
    "((a)",
    "(57-NQ/TW) ",
    "1/A-A-A-A-",
    "Luật Phòng, chống ",
    "Luật Abc def, ghi và ",
    "Quy hoạch a ",
    "của Ban chỉ đạo ",
    "Nghị quyết số 1, 2, 3 và ",
    "về thực hiện các nhiệm vụ của ",
    "sau đây gọi là ",
    "(sau đây gọi là Luật) ",
    ";",
    "1/SVH,TT,DL",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_text_not_its_square(piece: str) -> None:
    def seconds(size: int) -> float:
        pieces = [Passage(mapped((piece * (size // len(piece) + 1))[:size]), "basis")]
        best = 60.0
        for _ in range(3):
            citing_texts([], PLACE)  # forgets the texts of the run before
            begin = time.process_time()
            find_citations(pieces, PLACE)
            best = min(best, time.process_time() - begin)
        return best

    seconds(1000)
    assert seconds(40_000) < 7 * seconds(10_000) + 0.3
