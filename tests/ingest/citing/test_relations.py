"""Relations: what the plan is to the documents it cites, and what those are to one another."""

from __future__ import annotations

import pytest

from ingest.citing.citations import find_citations
from ingest.citing.relations import find_relations
from ingest.passages import Part
from ingest.plan import Meta, Relation
from tests.ingest.citing_passages import PLACE, passages

CITY = "@Ủy ban nhân dân thành phố Sông Lam"
WARD = "@Ủy ban nhân dân phường Bình An"


def relations(*pieces: tuple[Part, str]) -> list[Relation]:
    cut = passages(*pieces)
    raw = "\n\n".join(text for _, text in pieces)
    cited = find_citations(cut, PLACE)
    found = find_relations(cut, cited.citations, Meta(title="x"), PLACE, cited.aliases)
    assert all(raw[r.start : r.end] == r.evidence for r in found)
    return list(found)


def triples(*pieces: tuple[Part, str]) -> set[tuple[str, str, str]]:
    return {(r.subject, r.predicate, r.object) for r in relations(*pieces)}


def test_chain_inside_a_title() -> None:
    text = (
        "Thực hiện Kế hoạch số 9/KH-UBND ngày 02/3/2026 của UBND thành phố về việc thực hiện Quyết định số "
        "8/QĐ-TTg ngày "
        "03/9/2025 của Thủ tướng Chính phủ ban hành Kế hoạch thực hiện Kết luận số 6-KL/TW ngày 11/01/2025 "
        "của Bộ Chính trị "
        "về tiếp tục thực hiện Nghị quyết số 5-NQ/TW"
    )
    assert triples(("title", text)) == {
        ("this", "implements", f"9/KH-UBND{CITY}"),
        (f"9/KH-UBND{CITY}", "implements", "8/QĐ-TTg"),
        ("8/QĐ-TTg", "implements", "6-KL/TW"),
        ("6-KL/TW", "implements", "5-NQ/TW"),
        ("this", "mentions", "8/QĐ-TTg"),
        ("this", "mentions", "6-KL/TW"),
        ("this", "mentions", "5-NQ/TW"),
    }


AMENDING = "Luật sửa đổi, bổ sung một số điều của"


@pytest.mark.parametrize(
    ("part", "text", "expected"),
    [
        ("basis", "Căn cứ Luật Nhà giáo ngày 16/6/2025;", {("this", "based_on", "Luật Nhà giáo")}),
        (
            "basis",
            "Nghị quyết số 57-NQ/TW của Bộ Chính trị về đột phá (Nghị quyết số 57-NQ/TW);",
            {("this", "based_on", "57-NQ/TW")},
        ),
        (
            "preamble",
            "Thực hiện Nghị quyết số 3/NQ-CP; Nghị quyết số 4/NQ-CP của Chính phủ; Quyết định số 8/QĐ-TTg.",
            {("this", "implements", "3/NQ-CP"), ("this", "implements", "4/NQ-CP"), ("this", "implements", "8/QĐ-TTg")},
        ),
        (
            "preamble",
            "Thực hiện Nghị quyết số 3/NQ-CP về chợ, UBND phường ban hành Kế hoạch thi hành Luật Nhà giáo như sau:",
            {("this", "implements", "3/NQ-CP"), ("this", "implements", "Luật Nhà giáo")},
        ),
        (
            "preamble",
            "Căn cứ Nghị quyết số 3/NQ-CP; thực hiện Quyết định số 8/QĐ-TTg, UBND phường ban hành Kế hoạch",
            {("this", "based_on", "3/NQ-CP"), ("this", "implements", "8/QĐ-TTg")},
        ),
        (
            "preamble",
            "Sau 5 năm thực hiện Nghị quyết số 3/NQ-CP, các cấp đã ban hành nhiều kế hoạch.",
            {("this", "mentions", "3/NQ-CP")},
        ),
        ("title", "Triển khai thi hành Luật Nhà giáo trên địa bàn phường", {("this", "implements", "Luật Nhà giáo")}),
        ("title", "Sửa đổi, bổ sung Kế hoạch số 7/KH-UBND của UBND phường", {("this", "amends", f"7/KH-UBND{WARD}")}),
        (
            "title",
            (
                "Thực hiện Nghị quyết số 3/NQ-CP của Chính phủ và Kế hoạch số 02-KH/ĐU của Đảng ủy phường về thực "
                "hiện Nghị "
                "quyết số 5-NQ/TW"
            ),
            {
                ("this", "implements", "3/NQ-CP"),
                ("this", "implements", "02-KH/ĐU@Đảng ủy phường Bình An"),
                ("02-KH/ĐU@Đảng ủy phường Bình An", "implements", "5-NQ/TW"),
                ("this", "mentions", "5-NQ/TW"),
            },
        ),
        ("purpose", "Quán triệt, thực hiện Nghị quyết số 3/NQ-CP", {("this", "mentions", "3/NQ-CP")}),
        ("content", "Tổ chức thực hiện Nghị quyết số 3/NQ-CP", {("this", "mentions", "3/NQ-CP")}),
        (
            "organisation",
            "Kế hoạch này thay thế Kế hoạch số 7/KH-UBND của UBND phường.",
            {("this", "replaces", f"7/KH-UBND{WARD}")},
        ),
        (
            "content",
            "thay thế máy cũ theo Kế hoạch số 7/KH-UBND của UBND phường",
            {("this", "mentions", f"7/KH-UBND{WARD}")},
        ),
        (
            "basis",
            "Căn cứ Nghị định số 9/2024/NĐ-CP của Chính phủ quy định chi tiết một số điều của Luật Nhà giáo;",
            {
                ("this", "based_on", "9/2024/NĐ-CP"),
                ("9/2024/NĐ-CP", "implements", "Luật Nhà giáo"),
                ("this", "mentions", "Luật Nhà giáo"),
            },
        ),
        (
            "basis",
            "Căn cứ Quyết định số 17/QĐ-TTg ngày 04/11/2020 sửa đổi, bổ sung Quyết định số 6/QĐ-TTg ngày 12/5/2017;",
            {("this", "based_on", "17/QĐ-TTg"), ("17/QĐ-TTg", "amends", "6/QĐ-TTg"), ("this", "mentions", "6/QĐ-TTg")},
        ),
        (
            "basis",
            (
                "Căn cứ Nghị quyết số 7/NQ-CP của Chính phủ sửa đổi, bổ sung Chương trình hành động thực hiện Nghị "
                "quyết số "
                "5-NQ/TW;"
            ),
            {("this", "based_on", "7/NQ-CP"), ("7/NQ-CP", "implements", "5-NQ/TW"), ("this", "mentions", "5-NQ/TW")},
        ),
        (
            "basis",
            (
                "Căn cứ Kế hoạch số 9/KH-UBND của UBND thành phố triển khai thực hiện Nghị quyết số 7/NQ-CP của "
                "Chính phủ và "
                "Nghị quyết số 5-NQ/TW của Bộ Chính trị;"
            ),
            {
                ("this", "based_on", f"9/KH-UBND{CITY}"),
                (f"9/KH-UBND{CITY}", "implements", "7/NQ-CP"),
                (f"9/KH-UBND{CITY}", "implements", "5-NQ/TW"),
                ("this", "mentions", "7/NQ-CP"),
                ("this", "mentions", "5-NQ/TW"),
            },
        ),
        (
            "basis",
            (
                "Căn cứ Quyết định số 8/QĐ-TTg về việc phê duyệt Chương trình nước sạch và Kế hoạch "
                "số 9/KH-UBND của UBND "
                "thành phố về nước sạch;"
            ),
            {("this", "based_on", "8/QĐ-TTg"), ("this", "based_on", f"9/KH-UBND{CITY}")},
        ),
        (
            "basis",
            (
                "Căn cứ Thông tư số 3/2024/TT-BYT sửa đổi một số điều của Quy chế ban hành kèm theo "
                "Thông tư số 1/2020/TT-BYT;"
            ),
            {
                ("this", "based_on", "3/2024/TT-BYT"),
                ("3/2024/TT-BYT", "amends", "1/2020/TT-BYT"),
                ("this", "mentions", "1/2020/TT-BYT"),
            },
        ),
        (
            "basis",
            "Căn cứ Luật Nhà giáo ngày 16/6/2025, được sửa đổi, bổ sung một số điều tại Luật số 99/2026/QH16;",
            {
                ("this", "based_on", "Luật Nhà giáo"),
                ("this", "based_on", "99/2026/QH16"),
                ("99/2026/QH16", "amends", "Luật Nhà giáo"),
            },
        ),
        (
            "basis",
            "Căn cứ Nghị định số 1/2016/NĐ-CP về thư viện, được sửa đổi, bổ sung tại Nghị định số 2/2024/NĐ-CP;",
            {
                ("this", "based_on", "1/2016/NĐ-CP"),
                ("this", "based_on", "2/2024/NĐ-CP"),
                ("2/2024/NĐ-CP", "amends", "1/2016/NĐ-CP"),
            },
        ),
        (
            "basis",
            (
                "Căn cứ Quyết định số 3/QĐ-TTg phê duyệt Kế hoạch thực hiện Quy hoạch điện thời kỳ 2021 - 2030 được "
                "phê duyệt tại Quyết định số 5/QĐ-TTg;"
            ),
            {
                ("this", "based_on", "3/QĐ-TTg"),
                ("3/QĐ-TTg", "implements", "Quy hoạch điện thời kỳ 2021 - 2030"),
                ("5/QĐ-TTg", "approves", "Quy hoạch điện thời kỳ 2021 - 2030"),
                ("this", "mentions", "Quy hoạch điện thời kỳ 2021 - 2030"),
                ("this", "mentions", "5/QĐ-TTg"),
            },
        ),
        (
            "content",
            "Xử phạt theo Nghị định số 3/2019/NĐ-CP của Chính phủ (được sửa đổi bởi Nghị định số 7/2022/NĐ-CP).",
            {
                ("7/2022/NĐ-CP", "amends", "3/2019/NĐ-CP"),
                ("this", "mentions", "3/2019/NĐ-CP"),
                ("this", "mentions", "7/2022/NĐ-CP"),
            },
        ),
        (
            "basis",
            "Căn cứ Luật sửa đổi, bổ sung một số điều của\nLuật Phòng, chống thiên tai và Luật Đê điều ngày 17/6/2020;",
            {
                ("this", "based_on", f"{AMENDING} Luật Phòng, chống thiên tai và Luật Đê điều"),
                (f"{AMENDING} Luật Phòng, chống thiên tai và Luật Đê điều", "amends", "Luật Phòng, chống thiên tai"),
                (f"{AMENDING} Luật Phòng, chống thiên tai và Luật Đê điều", "amends", "Luật Đê điều"),
                ("this", "mentions", "Luật Phòng, chống thiên tai"),
                ("this", "mentions", "Luật Đê điều"),
            },
        ),
        (
            "basis",
            "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Nhà giáo số 98/2026/QH16 ngày 1/2/2026;",
            {
                ("this", "based_on", "98/2026/QH16"),
                ("98/2026/QH16", "amends", "Luật Nhà giáo"),
                ("this", "mentions", "Luật Nhà giáo"),
            },
        ),
        (
            "preamble",
            "Xét Tờ trình số 4/TTr-PKT ngày 3/2/2026 của Phòng Kinh tế, UBND phường ban hành Kế hoạch",
            {("this", "based_on", "4/TTr-PKT@Phòng Kinh tế phường Bình An")},
        ),
        (
            "basis",
            "Căn cứ Luật Nhà giáo (được sửa đổi bởi Luật số 98/2026/QH16 ngày 1/2/2026 và Luật số 99/2026/QH16);",
            {
                ("98/2026/QH16", "amends", "Luật Nhà giáo"),
                ("99/2026/QH16", "amends", "Luật Nhà giáo"),
                ("this", "based_on", "Luật Nhà giáo"),
                ("this", "mentions", "98/2026/QH16"),
                ("this", "mentions", "99/2026/QH16"),
            },
        ),
        (
            "preamble",
            "Thực hiện 3/NQ-CP; Chương trình nước sạch ban hành kèm theo Quyết định 4/QĐ-TTg; Chỉ thị 5/CT-TTg",
            {("this", "implements", name) for name in ("3/NQ-CP", "4/QĐ-TTg", "5/CT-TTg")},
        ),
        (
            "preamble",
            "Thực hiện Nghị quyết 3/NQ-CP; trên cơ sở đề xuất của Phòng Kinh tế tại Tờ trình số 4/TTr-PKT, UBND phường",
            {("this", "implements", "3/NQ-CP"), ("this", "based_on", "4/TTr-PKT@Phòng Kinh tế phường Bình An")},
        ),
        (
            "preamble",
            "Thực hiện Nghị quyết số 3/NQ-CP; xét đề nghị của Phòng Kinh tế tại Tờ trình số 4/TTr-PKT, UBND phường",
            {("this", "implements", "3/NQ-CP"), ("this", "based_on", "4/TTr-PKT@Phòng Kinh tế phường Bình An")},
        ),
        (
            "basis",
            "Nghị quyết số 254/2025/QH15 quy định cơ chế tháo gỡ khó khăn trong tổ chức thi hành Luật Đất đai;",
            {("this", "based_on", "254/2025/QH15"), ("this", "mentions", "Luật Đất đai")},
        ),
        (
            "content",
            "theo Nghị quyết số 3/NQ-CP của Chính phủ. Thực hiện Nghị quyết số 4/NQ-CP",
            {("this", "mentions", "3/NQ-CP"), ("this", "mentions", "4/NQ-CP")},
        ),
        (
            "basis",
            "Quyết định số 15/QĐ-TTg phê duyệt Quy hoạch tỉnh Sông Lam thời kỳ 2021-2030;",
            {
                ("this", "based_on", "15/QĐ-TTg"),
                ("15/QĐ-TTg", "approves", "Quy hoạch tỉnh Sông Lam thời kỳ 2021 - 2030"),
                ("this", "mentions", "Quy hoạch tỉnh Sông Lam thời kỳ 2021 - 2030"),
            },
        ),
        (
            "basis",
            "Luật Thư viện số 1/2019/QH14, ngày 2/3/2019 và được sửa đổi, bổ sung một số điều tại Luật số 3/2025/QH15;",
            {
                ("this", "based_on", "1/2019/QH14"),
                ("this", "based_on", "3/2025/QH15"),
                ("3/2025/QH15", "amends", "1/2019/QH14"),
            },
        ),
        (  # what has no number hands its verb on to the plan that names both in its title
            "basis",
            "Kế hoạch 9/KH-UBND của UBND thành phố thực hiện Nghị quyết 7/NQ-CP và Kế hoạch triển khai Chỉ thị 5-CT/TW",
            {
                ("this", "based_on", f"9/KH-UBND{CITY}"),
                (f"9/KH-UBND{CITY}", "implements", "7/NQ-CP"),
                (f"9/KH-UBND{CITY}", "implements", "5-CT/TW"),
                ("this", "mentions", "7/NQ-CP"),
                ("this", "mentions", "5-CT/TW"),
            },
        ),
        (  # but not with another verb
            "basis",
            "Kế hoạch 9/KH-UBND của UBND thành phố thực hiện Nghị quyết 7/NQ-CP và Kế hoạch sửa đổi Chỉ thị 5-CT/TW",
            {
                ("this", "based_on", f"9/KH-UBND{CITY}"),
                (f"9/KH-UBND{CITY}", "implements", "7/NQ-CP"),
                ("this", "mentions", "7/NQ-CP"),
                ("this", "mentions", "5-CT/TW"),
            },
        ),
    ],
)
def test_relations_of_one_passage(part: Part, text: str, expected: set[tuple[str, str, str]]) -> None:
    assert triples((part, text)) == expected


def test_title_and_base_give_two_relations_with_their_strengths() -> None:
    found = relations(
        ("title", "Thực hiện Nghị quyết số 57-NQ/TW"),
        ("basis", "Căn cứ Nghị quyết số 57-NQ/TW;"),
        ("content", "theo Nghị quyết số 57-NQ/TW"),
    )
    assert [(r.predicate, r.strength, r.evidence) for r in found] == [
        ("implements", "title", "Thực hiện Nghị quyết số 57-NQ/TW"),
        ("based_on", "base", "Căn cứ Nghị quyết số 57-NQ/TW"),
    ]


@pytest.mark.parametrize(
    ("title", "carries_out"),
    [
        ("Triển khai thực hiện Đề án 06 năm 2026", True),
        ("Mở chợ quê gắn với Đề án 06", True),
        ("Triển khai Đề án 06A năm 2026", False),
        ("Triển khai Đề án phát triển chợ quê", False),  # not by its number
        ("Tổng kết Đề án 06", False),  # named, not carried out
        ("Triển khai Quyết định", False),  # a name without a number may be that of any other
    ],
)
def test_a_plan_carries_out_what_its_title_calls_by_number(title: str, carries_out: bool) -> None:
    found = relations(
        ("title", title),
        ("basis", "Căn cứ Quyết định số 06/QĐ-TTg của Thủ tướng Chính phủ (sau đây gọi là Quyết định);"),
    )
    assert (("implements", "06/QĐ-TTg") in {(r.predicate, r.object) for r in found}) is carries_out


def test_a_decree_details_provisions_of_several_laws() -> None:
    decree = "Nghị định số 5/2024/NĐ-CP quy định chi tiết một số điều của Luật Đường bộ và Điều 77 Luật Thư viện;"
    found = triples(("basis", f"Căn cứ {decree}"))
    assert {(one, other) for one, verb, other in found if verb == "implements"} == {
        ("5/2024/NĐ-CP", "Luật Đường bộ"),
        ("5/2024/NĐ-CP", "Luật Thư viện"),
    }


def test_a_plan_that_carries_out_a_programme_carries_out_its_decision() -> None:
    found = relations(
        ("title", "Triển khai Chương trình phát triển chợ dân sinh văn minh trên địa bàn phường"),
        (
            "basis",
            (
                "Căn cứ Quyết định số 61/QĐ-UBND của UBND thành phố phê duyệt Chương trình phát triển chợ dân sinh "
                "văn minh;"
            ),
        ),
        ("basis", "Căn cứ Quyết định số 62/QĐ-UBND của UBND thành phố phê duyệt Chương trình phát triển nước sạch;"),
    )
    assert {(r.predicate, r.object) for r in found} == {
        ("implements", f"61/QĐ-UBND{CITY}"),
        ("based_on", f"61/QĐ-UBND{CITY}"),
        ("based_on", f"62/QĐ-UBND{CITY}"),
    }


@pytest.mark.parametrize(
    ("title", "carries_out"),
    [
        ("về đẩy mạnh triển khai Đề án 06", True),
        ("về chợ quê và Đề án 06", False),  # named, not carried out
        ("về đẩy mạnh triển khai Đề án 06A", False),
    ],
)
def test_a_document_carries_out_one_by_its_short_name(title: str, carries_out: bool) -> None:
    found = triples(
        ("basis", "Quyết định số 6/QĐ-TTg của Thủ tướng Chính phủ phê duyệt Đề án phát triển chợ quê (Đề án 06);"),
        ("basis", f"Chỉ thị số 7/CT-TTg của Thủ tướng Chính phủ {title};"),
    )
    assert (("7/CT-TTg", "implements", "6/QĐ-TTg") in found) is carries_out


def test_one_mention_for_each_document_and_from_the_body() -> None:
    found = relations(
        ("basis", "Căn cứ Kế hoạch số 9/KH-UBND của UBND thành phố về thực hiện Nghị quyết số 5-NQ/TW;"),
        ("content", "Tuyên truyền Nghị quyết số 5-NQ/TW. Học tập Nghị quyết số 5-NQ/TW"),
    )
    mentions = [r for r in found if r.predicate == "mentions"]
    assert [(r.object, r.evidence, r.strength) for r in mentions] == [
        ("5-NQ/TW", "Tuyên truyền Nghị quyết số 5-NQ/TW", "body")
    ]


def test_no_citations_no_relations() -> None:
    assert relations(("content", "Quét đường, trồng cây")) == []


def test_a_footnote_belongs_to_the_sentence_of_its_mark() -> None:
    found = triples(
        ("basis", "Căn cứ Luật Thư viện và các nghị định của Chính phủ[1];"),
        (
            "preamble",
            "Thực hiện các nghị quyết của Trung ương[2], tiếp theo Hội nghị[3], UBND phường ban hành Kế hoạch:",
        ),
        ("content", "Làm theo hướng dẫn của cấp trên[4]."),
        ("content", "[1] Nghị định số 5/2025/NĐ-CP của Chính phủ về chợ."),
        ("content", "[2] Nghị quyết số 5-NQ/TW; Nghị quyết số 7-NQ/TW."),
        ("content", "[3] Thông báo số 8-TB/TW."),
        ("content", "[4] Công văn số 9/TTg-KGVX."),
        ("content", "[5] Chỉ thị số 6/CT-TTg."),
    )
    assert found == {
        ("this", "based_on", "Luật Thư viện"),
        ("this", "based_on", "5/2025/NĐ-CP"),
        ("this", "implements", "5-NQ/TW"),
        ("this", "implements", "7-NQ/TW"),
        ("this", "mentions", "8-TB/TW"),
        ("this", "mentions", "9/TTg-KGVX"),
        ("this", "mentions", "6/CT-TTg"),
    }
