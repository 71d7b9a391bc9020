"""What is a task, where it stands, and which texts speak about it."""

from __future__ import annotations

import pytest

from ingest.grammar import load
from ingest.passages import TaskFrame
from ingest.structure.frames import find_frames
from ingest.structure.layout import layout
from ingest.text.mapped import mapped
from tests.ingest import layouts


def frames(raw: str) -> list[TaskFrame]:
    return list(find_frames(layout(raw).root))


def plan(body: str) -> list[TaskFrame]:
    return frames(f"KẾ HOẠCH\n\nLàm việc\n\n{body}")


def told(frame: TaskFrame) -> dict[str, list[str]]:
    kinds = ("lead", "coordinate", "agencies", "time", "output")
    found = {kind: [text.text for text in getattr(frame, kind)] for kind in kinds if getattr(frame, kind)}
    return found | ({"period": [frame.period.text]} if frame.period else {})


def test_tasks_of_a_plan() -> None:
    found = [(frame.path, frame.source, frame.text.text[:20]) for frame in frames(layouts.BLOCKS)]
    assert found == [
        ("II.1.a", "body", "Thay máy tính hỏng ở"),
        ("II.1.a", "body", "Kéo cáp quang đến nh"),
        ("II.2.1", "body", "Mở lớp học buổi tối "),
        ("II.2.2", "body", "Chọn mười hộ kinh do"),
        ("V.1", "organisation", "Các đơn vị căn cứ nh"),
        ("V.1", "organisation", "Định kỳ báo cáo về Ủ"),
        ("V.3", "organisation", "Theo dõi việc thực h"),
        ("V.3", "organisation", "Phối hợp với Công an"),
        ("V", "organisation", "Hằng năm (trước ngày"),
        ("PHỤ LỤC.I.1", "appendix", "Lập danh sách hộ kin"),
        ("PHỤ LỤC.II.2", "appendix", "Phát tin trên loa tr"),
    ]


def test_sibling_blocks_speak_for_each_bullet() -> None:
    first, second = frames(layouts.BLOCKS)[:2]
    expected = {"agencies": ["Văn phòng HĐND và UBND; Phòng Kinh tế phối hợp"], "time": ["Quý II/2026"]}
    assert told(first) == told(second) == expected
    assert first.headings == ("NHIỆM VỤ, GIẢI PHÁP", "Hạ tầng số", "Nội dung")[: len(first.headings)]


def test_broken_rows_are_whole_again() -> None:
    row = frames(layouts.BLOCKS)[-2]
    assert [part.text for part in row.continuation] == ["trong năm đầu."]
    assert told(row)["lead"] == ["Văn phòng HĐND và UBND"]
    assert told(row)["output"] == ["Danh sách"]


@pytest.mark.parametrize(
    ("row", "statements"),
    [
        # A scan loses a thin number at the top of a page: what says again who and when is no rest of a row.
        ("\tĐặt loa ở chợ\tCông an xã\tTháng 6/2026\tLoa", ["Dựng cột đèn", "Đặt loa ở chợ"]),
        ("\tĐặt loa ở chợ\tĐoàn xã\tQuý I/2026\tLoa", ["Dựng cột đèn", "Đặt loa ở chợ"]),
        ("\tĐường ra bến\tphụ trách\t\tđèn", ["Dựng cột đèn Đường ra bến"]),
        ("\tĐường ra bến\t\t\t", ["Dựng cột đèn Đường ra bến"]),
        ("\tVỆ SINH\t\t\t", ["Dựng cột đèn"]),
    ],
)
def test_a_row_without_a_number_after_a_page_break(row: str, statements: list[str]) -> None:
    head = "PHỤ LỤC\n\nTT\tNhiệm vụ\tChủ trì\tThời gian\tSản phẩm\n"
    found = plan(
        f"{head}1\tDựng cột đèn\tCông an xã\tQuý I/2026\tCột\n\n{row}\n3\tThông cống\tHội Nông dân\tQuý II/2026\tCống\n"
    )
    texts = [" ".join([frame.text.text, *(part.text for part in frame.continuation)]) for frame in found]
    assert texts == [*statements, "Thông cống"]


INSIDE = "II. NHIỆM VỤ\n\n1. Vệ sinh\n\n- {}\n\n- Quét chợ."


@pytest.mark.parametrize(
    ("text", "stated", "blocks"),
    [
        ("Thông cống. Chủ trì: Phòng A; phối hợp: Phòng B; hoàn thành Quý I/2026; SP: biên bản.", "Thông cống.",
         {"lead": ["Phòng A"], "coordinate": ["Phòng B"], "time": ["hoàn thành Quý I/2026"], "output": ["biên bản"]}),
        ("Thông cống (Chủ trì: Phòng A; thời gian: Quý I).", "Thông cống", {"lead": ["Phòng A"], "time": ["Quý I"]}),
        ("Thông cống. ĐV chủ trì: Phòng A - Phối hợp: Phòng B. Thời gian: Hằng quý.", "Thông cống.",
         {"lead": ["Phòng A"], "coordinate": ["Phòng B"], "time": ["Hằng quý"]}),
        # One block that does not say who, or words that only look like one, belong to the statement.
        ("Thông cống theo yêu cầu: sạch, nhanh.", None, {}),
        ("Ghi sổ theo dõi: chủ trì cuộc họp, thư ký.", None, {}),
    ],
)  # fmt: skip
def test_role_blocks_inside_a_statement(text: str, stated: str | None, blocks: dict[str, list[str]]) -> None:
    first = plan(INSIDE.format(text))[0]
    assert first.text.text == text
    assert (first.statement.text if first.statement else None, told(first)) == (stated, blocks)


def test_role_blocks_on_lines_of_their_own_stand_beside_the_statement() -> None:
    first = plan(
        "II. NHIỆM VỤ\n\n1. Vệ sinh\n\n1.1. Thông cống.\nChủ trì: Phòng A.\nThời gian: Quý I.\n\n1.2. Quét chợ."
    )[0]
    assert first.text.text == "Thông cống."
    assert told(first) == {"lead": ["Phòng A"], "time": ["Quý I"]}


@pytest.mark.parametrize(
    ("line", "blocks"),
    [
        ("[Chủ trì: Phòng A. Phối hợp: Phòng B. Hoàn thành: 30/6/2026]",
         {"lead": ["Phòng A"], "coordinate": ["Phòng B"], "time": ["30/6/2026"]}),
        ("Đơn vị chủ trì/phối hợp: Phòng A / Phòng B. Thời hạn: 15/9/2026",
         {"lead": ["Phòng A"], "coordinate": ["Phòng B"], "time": ["15/9/2026"]}),
        ("Giao: Phòng A, Phòng B", {"agencies": ["Phòng A, Phòng B"]}),
        ("Đơn vị thực hiện: Phòng A (chủ trì). Hoàn thành trước mùa mưa bão.",
         {"agencies": ["Phòng A (chủ trì)"], "time": ["Hoàn thành trước mùa mưa bão"]}),
    ],
)  # fmt: skip
def test_spellings_of_role_blocks(line: str, blocks: dict[str, list[str]]) -> None:
    (only,) = plan(f"II. NHIỆM VỤ\n\n1. Vệ sinh\n\n1.1. Thông cống rãnh ở các ngõ.\n\n{line}")
    assert told(only) == blocks


def test_ditto_cells_say_what_the_row_above_says() -> None:
    table = (
        "TT\tNội dung\tĐơn vị chủ trì\tThời gian\n1\tĐo đất\tPhòng A\tQuý I\n2\tLập sổ\t-nt-\tQuý II\n3\tKý sổ\tnt\tnt"
    )
    found = frames(f"KẾ HOẠCH\n\nLàm việc\n\nII. NHIỆM VỤ\n\n{table}")
    assert [told(frame) for frame in found] == [
        {"lead": ["Phòng A"], "time": ["Quý I"]},
        {"lead": ["Phòng A"], "time": ["Quý II"]},
        {"lead": ["Phòng A"], "time": ["Quý II"]},
    ]


def test_heading_units() -> None:
    units = {frame.text.text[:10]: frame.heading_unit and frame.heading_unit.text for frame in frames(layouts.BLOCKS)}
    assert units["Theo dõi v"] == "Phòng Văn hóa - Xã hội (Chủ trì)"
    assert units["Các đơn vị"] is None
    assert units["Hằng năm ("] is None


def test_a_body_that_is_told_by_its_members_heads_duties() -> None:
    found = plan("V. CÁC TIỂU BAN\n\n1. Tiểu ban Lễ tân: 06 người, Trưởng tiểu ban là bà Lê Thị Hoa\n\n- Đón khách.")
    assert [frame.heading_unit and frame.heading_unit.text[:16] for frame in found] == ["Tiểu ban Lễ tân:"]


def test_headings_that_say_what_a_unit_does() -> None:
    leads, helps, own = [f for f in frames(layouts.WRAPPED) if f.source == "organisation"]
    assert leads.heading_unit is not None
    assert leads.heading_unit.text == "Sở Văn hóa và Thể thao: Chủ trì, phối hợp với các sở, ngành"
    assert (helps.heading_unit, told(helps)) == (None, {"coordinate": ["Sở Văn hóa và Thể thao"]})
    assert own.text.text == "UBND các xã báo cáo kết quả trước ngày 15/12 hằng năm./."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            (
                "II. NHIỆM VỤ\n\n1. Kiểm tra đê\n\nĐơn vị chủ trì: Phòng Kinh tế.\n\n"
                "Thời gian thực hiện: Tháng 4.\n\nSản phẩm: Biên bản."
            ),
            [("II.1", "Kiểm tra đê", {"lead": ["Phòng Kinh tế"], "time": ["Tháng 4"], "output": ["Biên bản"]})],
        ),
        (
            (
                "II. NHIỆM VỤ\n\n1. Phòng dịch\n\n- Nội dung: Phun thuốc muỗi.\n"
                "- Đơn vị thực hiện: Trạm Y tế.\n- Thời gian: Hằng tháng."
            ),
            [("II.1", "Phun thuốc muỗi.", {"agencies": ["Trạm Y tế"], "time": ["Hằng tháng"]})],
        ),
        (
            "II. NHIỆM VỤ\n\na) Mua cát.\n\nb) Thuê xe.\n\n(Đơn vị chủ trì: Phòng Kinh tế; thời gian: tháng 5/2026)",
            [("II.a", "Mua cát.", {}), ("II.b", "Thuê xe.", {"lead": ["Phòng Kinh tế"], "time": ["tháng 5/2026"]})],
        ),
        (
            (
                "II. NHIỆM VỤ\n\n1. Lập sổ. (Chủ trì: Trạm Y tế; Phối hợp: các thôn; hoàn thành: tháng 3/2026; "
                "sản phẩm: Sổ).\n\n2. Họp xóm, kết quả: ba biên bản.\n\n3. Thu rác. Thời gian: Hằng quý."
            ),
            [
                (
                    "II.1",
                    "Lập sổ. (Chủ trì: Trạm Y tế; Phối hợp: các thôn; hoàn thành: tháng 3/2026; sản phẩm: Sổ).",
                    {"lead": ["Trạm Y tế"], "coordinate": ["các thôn"], "time": ["tháng 3/2026"], "output": ["Sổ"]},
                ),
                ("II.2", "Họp xóm, kết quả: ba biên bản.", {}),
                ("II.3", "Thu rác. Thời gian: Hằng quý.", {"time": ["Hằng quý"]}),
            ],
        ),
        (
            (
                "II. NHIỆM VỤ\n\na) Mua cát.\n\n- Chủ trì: Phòng Kinh tế; - Phối hợp: các thôn; hoàn thành trước 10/5."
                "\n\nb) Thuê xe.\n\n[ĐV chủ trì: Trạm Y tế. Hoàn thành: 30/6/2026. SP: Hợp đồng]"
            ),
            [
                (
                    "II.a",
                    "Mua cát.",
                    {"lead": ["Phòng Kinh tế"], "coordinate": ["các thôn"], "time": ["hoàn thành trước 10/5"]},
                ),
                (
                    "II.b",
                    "Thuê xe.",
                    {"lead": ["Trạm Y tế"], "time": ["30/6/2026"], "output": ["Hợp đồng"]},
                ),
            ],
        ),
        (
            (
                "II. NHIỆM VỤ\n\n1. Hội thi\n\n- Lập đội.\n\n- Chấm điểm.\n\n* Đơn vị thực hiện: Các thôn."
                "\n\n* Thời gian, địa điểm: ngày 12/6/2026 tại đình làng."
            ),
            [
                ("II.1", text, {"agencies": ["Các thôn"], "time": ["ngày 12/6/2026 tại đình làng"]})
                for text in ("Lập đội.", "Chấm điểm.")
            ],
        ),
        (
            "II. NHIỆM VỤ\n\nBước 1: Chuẩn bị (từ ngày 05/3 đến ngày 20/3/2026)\n\na) Mua cát.",
            [("II.Bước 1.a", "Mua cát.", {"period": ["từ ngày 05/3 đến ngày 20/3/2026"]})],
        ),
        (
            "II. NHIỆM VỤ\n\n1. Thư viện\n\n- Làm lán, gồm:\n\n+ Dựng cột.\n\n+ Lợp mái.\n\n- Xếp sách.",
            [("II.1", "Dựng cột.", {}), ("II.1", "Lợp mái.", {}), ("II.1", "Xếp sách.", {})],
        ),
        (
            "II. NHIỆM VỤ\n\nCác đơn vị làm những việc dưới đây.\n\n1. Quét đường.\n\n2. Dọn chợ.",
            [("II.1", "Quét đường.", {}), ("II.2", "Dọn chợ.", {})],
        ),
        (
            (
                "II. TỔ CHỨC THỰC HIỆN\n\n1. Kế hoạch này thay thế Kế hoạch số 5/KH-UBND.\n\n"
                "2. Giao Phòng Kinh tế theo dõi.\n\nMọi đơn vị làm đúng hạn./."
            ),
            [("II.2", "Giao Phòng Kinh tế theo dõi.", {})],
        ),
        (
            "II. TỔ CHỨC THỰC HIỆN\n\n- Thư viện xếp sách.\n\nMọi đơn vị làm đúng hạn; gặp khó thì hỏi./.",
            [("II", "Thư viện xếp sách.", {})],
        ),
        (
            "II. TỔ CHỨC THỰC HIỆN\n\n- Thư viện xếp sách.\n\nGiao Trạm Y tế theo dõi./.",
            [("II", "Thư viện xếp sách.", {}), ("II", "Giao Trạm Y tế theo dõi./.", {})],
        ),
        (  # who does it and when in the same brackets: the statement keeps them
            "II. NHIỆM VỤ\n\n1. Khám mắt (Trạm Y tế thực hiện; các thôn phối hợp; thời gian: hằng năm).\n\n2. Dọn chợ.",
            [
                (
                    "II.1",
                    "Khám mắt (Trạm Y tế thực hiện; các thôn phối hợp; thời gian: hằng năm).",
                    {"time": ["hằng năm"]},
                ),
                ("II.2", "Dọn chợ.", {}),
            ],
        ),
        (  # a block that nobody filled in, and a heading that is called like one
            (
                "II. NHIỆM VỤ\n\n1. Dọn chợ\n\n- Nội dung: Quét sân.\n\n- Thời gian: tháng 5/2026.\n\n- Sản phẩm:\n\n"
                "2. Đo nước\n\na) Mục tiêu: nước sạch.\n\nb) Tổ chức thực hiện:\n\n- Trạm Y tế lấy mẫu."
            ),
            [("II.1", "Quét sân.", {"time": ["tháng 5/2026"]}), ("II.2.b", "Trạm Y tế lấy mẫu.", {})],
        ),
        (  # stages of what is done, beside what is done
            (
                "II. NHIỆM VỤ\n\n1. Nuôi cá\n\na) Chuẩn bị\n\n- Vét ao.\n\nb) Lộ trình\n\n"
                "- Quý I/2026: thả cá ở hồ lớn.\n\n- Quý II/2026: thả cá ở các hồ còn lại."
            ),
            [
                ("II.1.a", "Vét ao.", {}),
                ("II.1.b", "Quý I/2026: thả cá ở hồ lớn.", {}),
                ("II.1.b", "Quý II/2026: thả cá ở các hồ còn lại.", {}),
            ],
        ),
        (  # paragraphs that Word indents by a tab
            "\tII. NHIỆM VỤ\n\t1. Dọn chợ\n\ta)\tQuét sân.\n\tb)\tRửa cống.\n\t2. Đo nước\n\ta)\tLấy mẫu.",
            [("II.1.a", "Quét sân.", {}), ("II.1.b", "Rửa cống.", {}), ("II.2.a", "Lấy mẫu.", {})],
        ),
        (  # what is no duty beside duties
            "II. NHIỆM VỤ\n\n1. Bơi\n\n- Lực lượng: 12 người.\n\n- Dạy bơi.\n\n- Tổng kinh phí 9 triệu đồng.",
            [("II.1", "Dạy bơi.", {})],
        ),
    ],
)
def test_shapes(body: str, expected: list[tuple[str, str, dict[str, list[str]]]]) -> None:
    assert [(f.path, f.text.text, told(f)) for f in plan(body)] == expected


_STATED = "1.1. Lập sổ nước sạch; dán giấy báo ở từng ngõ"
_BLOCK = "- Thời gian: Tháng 3/2027\n\n- Đơn vị chủ trì: Trạm Y tế"


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        # Remarks on the statement above the blocks are no tasks; what is to be done beside it is one.
        (f"{_STATED}\n\n- Bảo đảm đúng mẫu.\n\n- Việc dán phải bảo đảm gọn gàng.\n\n{_BLOCK}", ["Lập"]),
        (f"1.1. {'Đo nước ở mọi giếng, ' * 9}lập sổ.\n\n- Yêu cầu: Đo kỹ.\n\n- Gọi thợ.\n\n{_BLOCK}", ["Đo", "Gọi"]),
        # Bullets under a short heading are its tasks, whatever they open with.
        (f"1.1. Nước sạch\n\n- Bảo đảm đúng mẫu.\n\n- Gọi thợ.\n\n{_BLOCK}", ["Bảo", "Gọi"]),
    ],
)
def test_a_statement_with_remarks_and_blocks(item: str, expected: list[str]) -> None:
    found = plan(f"II. NHIỆM VỤ\n\n1. Nước\n\n{item}")
    assert [f.text.text.split()[0] for f in found] == expected
    assert all(told(f) == {"lead": ["Trạm Y tế"], "time": ["Tháng 3/2027"]} for f in found)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # Each is a leaf, whatever it lists (guidelines, "tasks"); what ends in a colon above them is none.
        ("Đo độ mặn tại 4 bến như sau:\n\n- Bến Hạ:\n\n+ 02 điểm ở cầu.\n\n+ 01 điểm ở chợ.", ["02", "01"]),
        ("- Đo độ mặn nước gồm:\n\n+ 02 điểm ở cầu.\n\n+ 01 điểm ở chợ.", ["02", "01"]),
        ("- Sơn vạch kẻ:\n\n+ Tuyến 1 gồm:\n\n* 02 điểm ở cầu.\n\n+ Quét bụi.", ["02", "Quét"]),
        ("Sơn vạch kẻ như sau:\n\n- Tuyến 1: 2 km.\n\n- Tuyến 2: 3 km.", ["Tuyến", "Tuyến"]),
    ],
)
def test_places_of_a_statement(body: str, expected: list[str]) -> None:
    assert [f.text.text.split()[0] for f in plan(f"II. NHIỆM VỤ\n\n1. Sông nước\n\n{body}")] == expected


def test_a_paragraph_before_a_formula_tells_what_follows() -> None:
    lead_in = "Nuôi ong theo hướng bền vững, gắn với du lịch và tiêu thụ mật ở các chợ."
    items = "a) Mua thùng ong.\n\nb) Dạy nghề."
    body = f"II. NHIỆM VỤ\n\n1. Nuôi ong\n\n{lead_in}\n\nCác việc chính bao gồm:\n\n{items}"
    assert [frame.text.text.split()[0] for frame in plan(body)] == ["Mua", "Dạy"]
    alone = f"II. NHIỆM VỤ\n\n1. Nuôi ong\n\n{lead_in}\n\nDạy nghề cho người trẻ.\n\n2. Trồng cây."
    assert [frame.text.text.split()[0] for frame in plan(alone)] == ["Nuôi", "Dạy", "Trồng"]


def test_footnotes_in_the_midst_of_a_plan() -> None:
    raw = (
        "KẾ HOẠCH\n\nTrồng rau\n\nII. NHIỆM VỤ\n\n1. Cấy lúa[1].\n\n[1] Giống lúa của vụ trước.\n\n2. Tát nước.\n\n"
        "Nơi nhận:\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Văn Tám\n\n[2] Chú thích cuối."
    )
    found = find_frames(layout(raw).root)
    assert [(frame.path, frame.text.text, frame.source) for frame in found] == [
        ("II.1", "Cấy lúa[1].", "body"),
        ("II.2", "Tát nước.", "body"),
    ]


def test_the_last_paragraph_is_a_task_where_it_hands_out_work() -> None:
    duties = "V. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Kinh tế\n\n- Theo dõi.\n\n"
    said = "Ủy ban nhân dân xã giao Trưởng các thôn thực hiện đúng tiến độ./."
    assert [(f.text.text, f.path) for f in plan(duties + said)] == [("Theo dõi.", "V.1"), (said, "V")]
    assert len(plan(duties + "Các thôn thực hiện đúng tiến độ./.")) == 1


def test_days_of_a_programme_stand_above_its_mornings() -> None:
    head, rows = "Thời gian\tNội dung\tPhụ trách", "Buổi sáng\n7h\tHọp\tTổ 1\nBuổi chiều\n13h\tHát\tTổ 2"
    days = "\n\n".join(f"NGÀY {n}: NGÀY {18 + n}/5/2027\n\n{head}\n{rows}" for n in (1, 2))
    found = plan(f"II. NỘI DUNG\n\n1. Chương trình\n\n{days}")
    assert [told(f)["period"] for f in found] == [["NGÀY 19/5/2027"]] * 2 + [["NGÀY 20/5/2027"]] * 2


@pytest.mark.parametrize(("title", "held"), [("Buổi chiều - Sinh hoạt theo lớp", 1), ("và đến 9h", 2)])
def test_a_title_in_the_column_of_hours_is_no_rest_of_the_row_above(title: str, held: int) -> None:
    rows = f"Thời gian\tNội dung\tPhụ trách\n7h\tHọp\tTổ 1\n{title}\t\t\n13h\tHát\tTổ 2\n"
    first, second = frames(f"PHỤ LỤC\nLịch làm việc\n\n{rows}")
    assert len(first.time[0].text.split(" ", 1)) == held
    assert second.time[0].text == "13h"
    assert bool(second.headings and second.headings[-1] == title) == (held == 1)


def test_a_sentence_that_gives_what_follows_to_somebody_by_a_day() -> None:
    lead_in = (
        "Giao Công an xã chủ trì, phối hợp với Trạm Y tế, Đoàn Thanh niên, Hội Nông dân, các thôn và các trường học"
        " thực hiện các nội dung sau, hoàn thành trong năm 2026:"
    )
    found = plan(f"II. NHIỆM VỤ\n\n1. Nhóm việc chợ\n\n{lead_in}\n\n- Dẹp chợ cóc.\n\n- Kẻ vạch.\n")
    assert [(frame.text.text, told(frame)) for frame in found] == [
        ("Dẹp chợ cóc.", {"period": ["hoàn thành trong năm 2026"]}),
        ("Kẻ vạch.", {"period": ["hoàn thành trong năm 2026"]}),
    ]
    assert all(frame.heading_unit is not None and frame.heading_unit.text == lead_in for frame in found)


def test_headings_without_labels() -> None:
    body = "I. NHIỆM VỤ\n\n1. Môi trường\n\nThu gom rác\n\n- Mua thùng.\n\nPhân loại rác\n\n- Dạy từng hộ."
    assert [(f.text.text, f.headings[-1]) for f in plan(body)] == [
        ("Mua thùng.", "Thu gom rác"),
        ("Dạy từng hộ.", "Phân loại rác"),
    ]
    body = (
        "II. TỔ CHỨC THỰC HIỆN\n\nPhòng Kinh tế\n\n- Theo dõi.\n\nCác thôn\n\nHọp dân.\n\n- Công an xã:\n\n+ Tuần tra."
    )
    units = [(f.text.text, f.heading_unit.text if f.heading_unit else None) for f in plan(body)]
    assert units == [("Theo dõi.", "Phòng Kinh tế"), ("Họp dân.", "Các thôn"), ("Tuần tra.", "Công an xã:")]


@pytest.mark.parametrize("part", ["MỤC ĐÍCH, YÊU CẦU", "MỤC TIÊU", "KINH PHÍ", "THỜI GIAN THỰC HIỆN", "CĂN CỨ PHÁP LÝ"])
def test_sections_without_tasks(part: str) -> None:
    assert plan(f"I. {part}\n\n1. Một điều.\n\n- Điều nữa.") == []


@pytest.mark.parametrize("entry", load("items")["item"], ids=lambda entry: str(entry["kind"]))
def test_item_grammar(entry: dict[str, object]) -> None:
    from ingest.structure.roleblocks import read_blocks

    for name in entry["examples"]:  # type: ignore[attr-defined]
        text = f"{name.capitalize()}: điều gì đó"
        assert [kind for kind, _ in read_blocks(mapped(text))] == [entry["kind"]], name
    for name in entry["counter"]:  # type: ignore[attr-defined]
        text = f"{name.capitalize()}: điều gì đó"
        assert [kind for kind, _ in read_blocks(mapped(text))] != [entry["kind"]], name


@pytest.mark.parametrize(
    ("bullet", "remark"), [(b, k == "examples") for k in ("examples", "counter") for b in load("items")["remarks"][k]]
)
def test_remark_grammar(bullet: str, remark: bool) -> None:
    found = plan(f"II. NHIỆM VỤ\n\n1. Nước\n\n{_STATED}\n\n- {bullet.capitalize()}\n\n{_BLOCK}")
    assert [f.text.text.startswith("Lập sổ") for f in found] == [remark]


@pytest.mark.parametrize(
    ("text", "task"), [(t, k != "examples") for k in ("examples", "counter") for t in load("items")["particulars"][k]]
)
def test_grammar_of_particulars(text: str, task: bool) -> None:
    found = plan(f"II. NHIỆM VỤ\n\n1. Nước\n\n- Lập sổ theo dõi nước.\n\n- {text.capitalize()}.")
    assert (len(found) == 2) is task


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        ("3. Phát triển bến bãi\n\n- Tiếp tục mở thêm bến.\n\n- Sơn lại phao.", ["II.3", "II.3"]),
        ("3. Phát triển bến bãi\n\n- Tiếp tục mở thêm bến.\n\n- Thêm 12 phao.", []),  # aims, some with a figure
        ("3. Về bến bãi\n\n- Tiếp tục mở thêm bến.\n\n- Sơn lại phao.", []),
    ],
)
def test_what_is_to_be_done_among_indicators(body: str, paths: list[str]) -> None:
    assert [frame.path for frame in plan(f"II. CHỈ TIÊU ĐẾN NĂM 2030\n\n1. Trên 90% bến có đèn.\n\n{body}")] == paths


@pytest.mark.parametrize(
    ("bullet", "task"),
    [
        ("Mạng lưới bến đò của xã bao gồm bến chính và hai bến phụ.", False),
        ("Lập mạng lưới bến đò bao gồm bến chính và hai bến phụ.", True),
        ("Phòng Kinh tế lập danh sách, gồm có bến chính và bến phụ.", True),
    ],
)
def test_what_a_thing_consists_of_is_no_task(bullet: str, task: bool) -> None:
    found = plan(f"II. NHIỆM VỤ\n\n1. Bến đò\n\n- Sơn lại phao.\n\n- {bullet}")
    assert (len(found) == 2) is task


_LONG = (
    "Xây dựng kho dữ liệu về các bến đò, kết nối với trạm quan trắc của tỉnh, để người dân "
    "tra mực nước trước khi qua sông mỗi ngày; cập nhật theo giờ, cả ngày lễ."
)


@pytest.mark.parametrize(
    ("body", "paths"),
    [
        # one statement in several paragraphs
        (
            f"II. NHIỆM VỤ\n\n1. Dữ liệu\n\na) {_LONG}\n\nKho dữ liệu có ảnh của từng bến.\n\nb) Lập sổ.",
            ["II.1.a", "II.1.b"],
        ),
        # what hands the work to somebody is a statement of its own, and so is each duty of a unit
        (f"II. NHIỆM VỤ\n\n1. Dữ liệu\n\na) {_LONG}\n\nGiao Phòng Kinh tế lập sổ.", ["II.1.a", "II.1.a"]),
        (f"V. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Kinh tế {_LONG.lower()}\n\nLập sổ các bến.", ["V.1", "V.1"]),
    ],
)
def test_an_item_of_several_paragraphs(body: str, paths: list[str]) -> None:
    assert [frame.path for frame in plan(body)] == paths


@pytest.mark.parametrize(
    ("heading", "names"), [(h, k == "examples") for k in ("examples", "counter") for h in load("items")["headings"][k]]
)
def test_heading_grammar(heading: str, names: bool) -> None:
    (frame,) = plan(f"V. TỔ CHỨC THỰC HIỆN\n\n1. {heading.capitalize()}\n\n- Làm việc.")
    assert (frame.heading_unit is not None) is names


_EACH = {"lead": ["Phòng Kinh tế"], "period": ["Quý II/2026"]}
_LAST = {"lead": ["Phòng Kinh tế"], "time": ["Quý II/2026"]}


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("(1) Đo đất.\n(2) Vẽ đường.\n(3) Cắm mốc.\n{}", [_EACH, _EACH, _EACH]),
        ("1.1. Đo đất.\n1.2. Vẽ đường.\n{}", [_EACH, _EACH]),
        # A block under each item stays there, and so does a single line under the last.
        ("1.1. Đo đất.\n- Thời gian: Quý I/2026.\n1.2. Vẽ đường.\n{}", [{"time": ["Quý I/2026"]}, _LAST]),
        ("1.1. Đo đất.\n1.2. Vẽ đường.\n- Thời gian: Quý II/2026.", [{}, {"time": ["Quý II/2026"]}]),
        # An item with tasks of its own has its own block.
        ("1.1. Đo đất.\n1.2. Vẽ đường.\n- Vẽ lối đi.\n{}", [{}, _LAST]),
    ],
)
def test_a_block_after_the_last_of_several_items_speaks_for_all(
    items: str, expected: list[dict[str, list[str]]]
) -> None:
    block = "- Thời gian: Quý II/2026.\n- Đơn vị chủ trì: Phòng Kinh tế."
    body = f"II. NHIỆM VỤ\n1. Đường làng\n{items.format(block)}\n2. Thư viện\n- Xếp sách."
    assert [told(frame) for frame in plan(body.replace("\n", "\n\n"))] == [*expected, {}]


def test_a_statement_among_statements_goes_on_in_its_second_paragraph() -> None:
    long = "Tổ chức đào tạo chuyên ngành về y tế số tại các cơ sở đào tạo trong ngành y tế của tỉnh."
    items = "a) Nối dữ liệu bệnh án với bảo hiểm y tế.\n\nb) Xây dựng kho dữ liệu khám, chữa bệnh.\n\n"
    found = plan(f"II. NHIỆM VỤ\n\n1. Y tế\n\n{items}c) {long}\n\nGắn lý thuyết với thực hành.")
    assert [(frame.path, frame.text.text[:12]) for frame in found] == [
        ("II.1.a", "Nối dữ liệu "),
        ("II.1.b", "Xây dựng kho"),
        ("II.1.c", "Tổ chức đào "),
    ]
    assert found[-1].text.text.endswith("của tỉnh. Gắn lý thuyết với thực hành.")


@pytest.mark.parametrize(
    ("group", "columns", "row", "lead"),
    [
        ("CƠ QUAN CHỦ TRÌ: SỞ CÔNG THƯƠNG", "Phối hợp", "Sở Y tế", ["SỞ CÔNG THƯƠNG"]),
        ("Sở Công Thương", "Phối hợp", "Sở Y tế", ["Sở Công Thương"]),
        ("PHÒNG CHỐNG THIÊN TAI", "Phối hợp", "Sở Y tế", []),
        ("Việc của Sở Công Thương", "Phối hợp", "Sở Y tế", []),
        ("Các sở, ngành", "Phối hợp", "Sở Y tế", []),
        ("Sở Công Thương", "Cơ quan chủ trì", "Sở Y tế", ["Sở Y tế"]),  # the row's own wins
    ],
)
def test_a_row_that_groups_rows_names_who_leads_them(group: str, columns: str, row: str, lead: list[str]) -> None:
    table = f"STT\tNội dung công việc\t{columns}\tThời gian\nA\t{group}\n1\tMở hội chợ\t{row}\tQuý II/2026\n"
    found = frames(f"KẾ HOẠCH\n\nMở chợ\n\nI. NHIỆM VỤ\n\n1. Sửa chợ.\n\nPHỤ LỤC\nNHIỆM VỤ\n\n{table}")
    assert [told(frame).get("lead", []) for frame in found if frame.source == "appendix"] == [lead]


@pytest.mark.parametrize(
    ("above", "source"),
    [
        ("II. NHIỆM VỤ, GIẢI PHÁP", "body"),
        ("II. PHÂN CÔNG NHIỆM VỤ", "body"),
        ("PHỤ LỤC", "appendix"),
    ],
)
def test_a_table_is_of_the_body_where_it_stands_there(above: str, source: str) -> None:
    table = "STT\tNội dung công việc\tCơ quan chủ trì\tThời gian\n1\tMở hội chợ\tSở Y tế\tQuý II/2026\n"
    (found,) = frames(f"KẾ HOẠCH\n\nMở chợ\n\nI. MỤC ĐÍCH\n\n1. Sửa chợ.\n\n{above}\n\n{table}")
    assert (found.source, found.row) == (source, True)


def test_what_is_handed_to_all_after_the_last_item_is_of_the_whole_section() -> None:
    items = "1. Sở Y tế\n\n- Lập dự toán.\n\n2. UBND các xã\n\na) Đào giếng.\n\nb) Thả cá."
    last = "Ủy ban nhân dân tỉnh giao Giám đốc các sở thực hiện."
    found = plan(f"II. TỔ CHỨC THỰC HIỆN\n\n{items}\n\n{last}")
    assert [frame.path for frame in found] == ["II.1", "II.2.a", "II.2.b", "II"]
    assert found[-1].heading_unit is None
