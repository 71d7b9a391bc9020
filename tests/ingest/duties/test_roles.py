"""Roles: the examples of the grammar, and the decided cases of the guidelines one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from ingest.duties.roles import assign_roles
from ingest.grammar import load
from ingest.passages import Place, TaskFrame
from ingest.text.mapped import MappedText, mapped

WARD = Place(ward="Hòa Bình", kind="phường", city="Hải Phòng", city_kind="thành phố")


def frame(text: str, **blocks: str | list[str]) -> TaskFrame:
    def block(value: str | list[str]) -> tuple[MappedText, ...]:
        return tuple(mapped(each) for each in ([value] if isinstance(value, str) else value))

    heading = blocks.pop("heading", None)
    return TaskFrame(
        text=mapped(text),
        source="organisation",
        path="II.1",
        heading_unit=mapped(heading) if isinstance(heading, str) else None,
        **{name: block(value) for name, value in blocks.items()},  # type: ignore[arg-type]
    )


def roles(text: str, **blocks: str | list[str]) -> str:
    found = assign_roles(frame(text, **blocks), WARD)
    parts = []
    for role in ("lead", "coordinate", "report_to"):
        units = [each.unit for each in found if each.role == role]
        if units:
            parts.append(f"{role}: {', '.join(units)}")
    return "; ".join(parts)


SECTIONS = ("assign", "each", "adverbs", "coordinate", "report")
EXAMPLES = [tuple(example) for section in SECTIONS for example in load("roles")[section]["examples"]]
COUNTER = [(section, text) for section in SECTIONS for text in load("roles")[section]["counter"]]
GIVES = {"assign": "lead", "each": "lead", "adverbs": "coordinate", "coordinate": "coordinate", "report": "report_to"}


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_examples_of_the_grammar(text: str, expected: str) -> None:
    assert roles(text) == expected


@pytest.mark.parametrize(("section", "text"), COUNTER)
def test_counter_examples_of_the_grammar(section: str, text: str) -> None:
    assert GIVES[section] not in roles(text)


PARTIES = load("roles")["parties"]


@pytest.mark.parametrize(("cell", "expected"), [*PARTIES["examples"], *PARTIES["counter"]])
def test_parties_of_a_cell(cell: str, expected: str) -> None:
    assert roles("Lắp đặt đồng hồ nước.", lead=cell) == expected


def test_whose_body_a_party_is_leads_nothing() -> None:
    found = roles("Lắp đặt đồng hồ nước.", lead="Trạm Y tế; các phòng, ban của Ủy ban nhân dân xã")
    assert found == "lead: Trạm Y tế, Các phòng, ban"


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ({"lead": "Phòng Kinh tế", "coordinate": "Các cơ quan, đơn vị liên quan"},
         "lead: Phòng Kinh tế; coordinate: Các cơ quan, đơn vị liên quan"),
        ({"lead": "Phòng Kinh tế; Phòng Văn hoá – Xã hội phường"}, "lead: Phòng Kinh tế, Phòng Văn hóa - Xã hội"),
        ({"lead": "Phòng Kinh tế, Hạ tầng và Đô thị"}, "lead: Phòng Kinh tế, Hạ tầng và Đô thị"),
        ({"lead": "Sở Y tế, Sở Tài chính Sở Nội vụ"}, "lead: Sở Y tế, Sở Tài chính, Sở Nội vụ"),
        ({"lead": "Ban điều hành chợ"}, "lead: Ban điều hành chợ"),
        ({"lead": "-", "coordinate": "nt"}, ""),
        ({"lead": "Phòng Kinh tế<br>Công an phường"}, "lead: Phòng Kinh tế, Công an phường"),
        ({"lead": "Sở Nội vụ (bồi dưỡng giám đốc), Sở Y tế (cấp cứu)"}, "lead: Sở Nội vụ, Sở Y tế"),
        ({"lead": "Trạm Y tế + Công an phường"}, "lead: Trạm Y tế, Công an phường"),
        ({"lead": "Các doanh nghiệp đầu tư hạ tầng"}, "lead: Các doanh nghiệp đầu tư hạ tầng"),
        ({"lead": "Trung tâm Tư vấn xây dựng, giao thông và đo đạc; Sở Y tế"},
         "lead: Trung tâm Tư vấn xây dựng, giao thông và đo đạc, Sở Y tế"),
        ({"agencies": "- Trạm Y tế chủ trì. - Phối hợp: Công an phường, Mặt trận Tổ quốc và các đoàn thể."},
         "lead: Trạm Y tế; coordinate: Công an phường, Ủy ban MTTQ Việt Nam phường, Các đoàn thể"),
        ({"agencies": "Văn phòng HĐND&UBND; Trạm Y tế phối hợp."},
         "lead: Văn phòng HĐND và UBND; coordinate: Trạm Y tế"),
        ({"agencies": "UBND phường; Trạm Y tế phụ trách số liệu."}, "lead: Ủy ban nhân dân phường, Trạm Y tế"),
        ({"agencies": "Đơn vị chủ trì: Sở Y tế; đơn vị phối hợp: Sở Nội vụ; Công an tỉnh"},
         "lead: Sở Y tế; coordinate: Sở Nội vụ, Công an tỉnh"),
        ({"agencies": "Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ; các cơ quan liên quan"},
         "lead: Sở Y tế; coordinate: Sở Nội vụ, Các cơ quan liên quan"),
        ({"agencies": "Trạm Y tế, Công an phường phối hợp"}, "lead: Trạm Y tế; coordinate: Công an phường"),
        ({"coordinate": "Trạm Y tế, Công an phường phối hợp"}, "coordinate: Trạm Y tế, Công an phường"),
        ({"agencies": "Công an phường; Trạm Y tế hỗ trợ thuốc, vật tư."},
         "lead: Công an phường; coordinate: Trạm Y tế"),
        ({"agencies": "Trạm Y tế tham mưu UBND phường."}, "lead: Trạm Y tế"),
        ({"lead": "Các phòng, đơn vị thuộc phường theo lĩnh vực"}, "lead: Các phòng, đơn vị thuộc phường"),
        ({"agencies": "Trạm Y tế; Công an phường bảo đảm an ninh, trật tự"}, "lead: Trạm Y tế, Công an phường"),
        ({"lead": "Tổ công tác liên ngành do đồng chí Phó Chủ tịch UBND phường làm Tổ trưởng"},
         "lead: Tổ công tác liên ngành"),
    ],
)  # fmt: skip
def test_cells_and_blocks(blocks: dict[str, str], expected: str) -> None:
    assert roles("Tổ chức lớp tập huấn kỹ năng số.", **blocks) == expected


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        ("Phòng Kinh tế", "Lập dự toán.", "lead: Phòng Kinh tế"),
        ("Giao phòng Kinh tế:", "Lập dự toán.", "lead: Phòng Kinh tế"),
        ("Phòng Kinh tế", "Phối hợp với Trạm Y tế lập dự toán.", "coordinate: Phòng Kinh tế"),
        ("Phòng Kinh tế", "Chủ động phối hợp tổ chức hội nghị.", "coordinate: Phòng Kinh tế"),
        ("Phòng Kinh tế (Chủ trì)", "Phối hợp với Trạm Y tế lập dự toán.",
         "lead: Phòng Kinh tế; coordinate: Trạm Y tế"),
        ("Đề nghị các trường học và Trạm Y tế phối hợp thực hiện", "Hưởng ứng phong trào.",
         "lead: Các trường học, Trạm Y tế"),
        ("Phòng Kinh tế", "Chủ trì, phối hợp với Công an phường tuần tra.",
         "lead: Phòng Kinh tế; coordinate: Công an phường"),
        ("Mặt trận Tổ quốc và các đoàn thể", "Hội Phụ nữ, Hội Nông dân phối hợp tuyên truyền.",
         "coordinate: Hội Phụ nữ, Hội Nông dân"),
        ("Mặt trận Tổ quốc và các đoàn thể", "Đoàn Thanh niên là nòng cốt hướng dẫn người dân.",
         "lead: Đoàn Thanh niên"),
        ("Các phòng, ban", "Định kỳ hàng quý các đơn vị báo cáo kết quả về Trạm Y tế) để tổng hợp.",
         "lead: Các đơn vị; report_to: Trạm Y tế"),
        ("Trung tâm Tư vấn xây dựng, giao thông và đo đạc", "Tổ chức hội chợ.",
         "lead: Trung tâm Tư vấn xây dựng, giao thông và đo đạc"),
        ("Sở Tài chính", "Căn cứ khả năng ngân sách, nhiệm vụ được giao, phối hợp với Sở Y tế bố trí kinh phí.",
         "coordinate: Sở Tài chính"),
        ("Sở Tài chính", "Trên cơ sở đề xuất của các sở, ngành, chủ trì, phối hợp với Sở Y tế lập dự toán.",
         "lead: Sở Tài chính; coordinate: Sở Y tế"),
        ("Sở Y tế chỉ đạo Trạm Y tế thực hiện các việc sau", "Lập dự toán báo cáo Sở Y tế.",
         "lead: Trạm Y tế; report_to: Sở Y tế"),
        ("Đề nghị các doanh nghiệp chế biến và đóng hộp hoa quả", "Niêm yết giá.",
         "lead: Các doanh nghiệp chế biến và đóng hộp hoa quả"),
        ("Các trường học trên địa bàn", "Dạy bơi.", "lead: Các trường học"),
        ("Các doanh nghiệp tăng cường liên kết", "Mở gian hàng.", "lead: Các doanh nghiệp"),
        ("Sở Y tế chỉ đạo tuyến dưới", "Lập dự toán.", "lead: Sở Y tế"),
        ("Kho bạc Nhà nước khu vực V, Thuế tỉnh", "Đối chiếu.", "lead: Kho bạc Nhà nước khu vực V, Thuế tỉnh"),
        ("Phòng Nội vụ (đối với thôn), Phòng Kinh tế", "Đo đất.", "lead: Phòng Nội vụ, Phòng Kinh tế"),
        ("Ban Thường vụ Đảng ủy, Ban Chấp hành Đoàn Thanh niên phường", "Họp.",
         "lead: Ban Thường vụ Đảng ủy phường, Đoàn Thanh niên"),
        ("Sở Y tế chủ trì, phối hợp với Sở Nội vụ:", "Rà soát định mức.", "lead: Sở Y tế; coordinate: Sở Nội vụ"),
        # Members in brackets stand for their group; a remark in brackets does not.
        ("Các tổ chức thành viên (Hội Nông dân, Hội Phụ nữ)", "Trồng cây.", "lead: Hội Nông dân, Hội Phụ nữ"),
        ("Các đoàn thể (có danh sách)", "Trồng cây.", "lead: Các đoàn thể"),
        # "Lãnh đạo" is what a party committee does, and the head of anybody else.
        ("Đảng ủy UBND tỉnh", "Lãnh đạo Trạm Y tế mua thuốc.", "lead: Đảng ủy Ủy ban nhân dân tỉnh"),
        ("Phòng Kinh tế", "Lãnh đạo Trạm Y tế ký sổ.", "lead: Trạm Y tế"),
        ("Các trường học", "Người đứng đầu cơ quan, đơn vị chịu trách nhiệm treo biển.", "lead: Các trường học"),
        ("Các trường học", "Người đứng đầu các đoàn thể treo biển.", "lead: Các đoàn thể"),
        # Its own people are no one's to lead; those of others are.
        ("Phòng Kinh tế", "Phân công lãnh đạo Trạm Y tế trực chợ.", "lead: Phòng Kinh tế"),
        # Who is told to chair leads; who is told to do anything else does it for the one above.
        ("Phòng Kinh tế", "Chỉ đạo Trạm Y tế chủ trì, phối hợp Công an phường đo nước.",
         "lead: Trạm Y tế; coordinate: Công an phường"),
        ("Phòng Kinh tế", "Chỉ đạo Trạm Y tế phối hợp Công an phường đo nước.",
         "lead: Phòng Kinh tế; coordinate: Trạm Y tế"),
    ],
)  # fmt: skip
def test_items_under_a_heading(heading: str, text: str, expected: str) -> None:
    assert roles(text, heading=heading) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Công an phường tăng cường tuần tra.", "lead: Công an phường"),
        ("Trạm Y tế đến từng hộ phát thuốc.", "lead: Trạm Y tế"),
        ("Trạm Y tế, Hội Chữ thập đỏ: khám sức khỏe.", "lead: Trạm Y tế, Hội Chữ thập đỏ"),
        ("Phối hợp triển khai chương trình của thành phố.", ""),
        ("Phối hợp với Sở Y tế, viện nghiên cứu, trường đại học giới thiệu thiết bị.",
         "coordinate: Sở Y tế, Các viện nghiên cứu, Các trường đại học"),
        ("Ký quy chế giữa Công an phường, Trạm Y tế cùng các đoàn thể.", ""),
        ("Phát tin trên loa (Phòng Kinh tế chủ trì, hoàn thành trước ngày 15/3/2026).", "lead: Phòng Kinh tế"),
        ("Nêu tên hộ vi phạm (các tổ dân phố thực hiện, Công an phường phối hợp; trong tháng 3/2026).",
         "lead: Tổ dân phố; coordinate: Công an phường"),
        ("Cân hàng ở chợ (Phòng Kinh tế; phối hợp: Trạm Y tế; theo kế hoạch kiểm tra năm 2026).",
         "lead: Phòng Kinh tế; coordinate: Trạm Y tế"),
        ("Lập đề án (Phòng Kinh tế; phối hợp: Sở Y tế; trình UBND tỉnh trước ngày 30/9/2026).",
         "lead: Phòng Kinh tế; coordinate: Sở Y tế"),
        ("Công khai bảng giá đất. (Phòng Kinh tế)", "lead: Phòng Kinh tế"),
        ("Đề nghị Hội Nông dân quan tâm phối hợp, cử người.", "coordinate: Hội Nông dân"),
        ("Hỗ trợ phí tra cứu (Phòng Kinh tế; khi có hồ sơ đề nghị).", "lead: Phòng Kinh tế"),
        ("Dọn chợ (Phòng Kinh tế chủ trì, phối hợp với Tổ dân phố số 12, Tổ dân phố 13).",
         "lead: Phòng Kinh tế; coordinate: Tổ dân phố số 12, Tổ dân phố 13"),
        ("Mời chuyên gia từ Sở Y tế hướng dẫn.", ""),
        ("Đề nghị Hội Doanh nhân trẻ, các ngân hàng cùng Phòng Kinh tế tổ chức kết nối.",
         "lead: Hội Doanh nhân trẻ, Các ngân hàng; coordinate: Phòng Kinh tế"),
        ("Các hộ nuôi tôm: Theo dõi môi trường ao nuôi.", "lead: Các hộ nuôi tôm"),
        ("UBND phường yêu cầu các phòng, đơn vị triển khai kế hoạch.", "lead: Các phòng, đơn vị"),
        ("Xây dựng đội tình nguyện (nòng cốt là Đoàn Thanh niên phường).", ""),
        ("Căn cứ kế hoạch của UBND phường, thủ trưởng các đơn vị chủ động triển khai.", "lead: Các đơn vị"),
        ("Tổ chức hội thi (Trạm Y tế chủ trì, Công an phường phối hợp).",
         "lead: Trạm Y tế; coordinate: Công an phường"),
        ("Tổng hợp kết quả, báo cáo UBND phường và Sở Y tế.",
         "report_to: Ủy ban nhân dân phường, Sở Y tế"),
        ("Báo cáo kết quả theo yêu cầu của UBND thành phố.", "report_to: Ủy ban nhân dân thành phố"),
        ("Báo cáo khó khăn để đề xuất cấp có thẩm quyền xem xét.", "report_to: Cấp có thẩm quyền"),
        ("Kịp thời đề xuất cấp có thẩm quyền sửa đổi.", ""),
        ("Các phòng, ban theo chức năng, nhiệm vụ được giao, lập dự toán.", "lead: Các phòng, ban"),
        ("Các phòng, ban trong phạm vi nhiệm vụ của mình phối hợp với Trạm Y tế khử khuẩn.",
         "coordinate: Các phòng, ban"),
        ("Chỉ đạo các trường học phối hợp với Trạm Y tế khám răng.", "coordinate: Các trường học"),
        ("Chỉ đạo các đơn vị trực thuộc phối hợp với Trạm Y tế khám răng.", "coordinate: Trạm Y tế"),
        ("Chỉ đạo hệ thống y tế cơ sở phối hợp với các trường học khám răng.", ""),
        ("Rà soát và phối hợp với Trạm Y tế khám răng.", "coordinate: Trạm Y tế"),
        ("Phòng Kinh tế sẽ được kiện toàn. Phòng Kinh tế chủ trì từ quý sau.", "lead: Phòng Kinh tế"),
        # Who is handed a task leads it, also with others; who is asked to coordinate does not.
        ("Giao Phòng Kinh tế phối hợp với Trạm Y tế đo nước.", "lead: Phòng Kinh tế; coordinate: Trạm Y tế"),
        ("Đề nghị Trạm Y tế phối hợp đo nước.", "coordinate: Trạm Y tế"),
        ("Diễn tập trong quý II, giao Công an phường chuẩn bị; các tổ dân phố phối hợp.",
         "lead: Công an phường; coordinate: Tổ dân phố"),
        ("Đối thoại hai lần, Trạm Y tế chủ trì, Công an phường, Hội Nông dân phối hợp.",
         "lead: Trạm Y tế; coordinate: Công an phường, Hội Nông dân"),
        ("Chiều thứ sáu hàng tuần, Trạm Y tế rửa bể.", "lead: Trạm Y tế"),
        ("Trước mùa mưa (30/4/2026) Phòng Kinh tế cùng Công an phường cắm biển.",
         "lead: Phòng Kinh tế; coordinate: Công an phường"),
        ("Khi có lũ: Trưởng thôn đánh kẻng.", "lead: Thôn"),
        ("Từ ngày 01/6/2026, các trường học mở cửa thư viện.", "lead: Các trường học"),
        ("Từ năm 2027, các trường học được cấp máy tính.", ""),
        ("Đo lường: Trạm Y tế kiểm tra cân.", "lead: Trạm Y tế"),
        ("Mở lớp tập huấn (Trạm Y tế tổ chức, Công an phường dự).", "lead: Trạm Y tế"),
        ("Mở lớp tập huấn (do Nhà nước tổ chức).", ""),
        ("Công an phường, Trạm Y tế, đề nghị Hội Nông dân trực đêm.",
         "lead: Công an phường, Trạm Y tế, Hội Nông dân"),
        ("Riêng Trạm Y tế mở cửa cả đêm.", "lead: Trạm Y tế"),
        ("Nấu bếp chợ (Trạm Y tế phụ trách).", "lead: Trạm Y tế"),
        ("Báo cáo ngay Công an phường.", "report_to: Công an phường"),
        ("Báo cáo năm về vệ sinh: Trạm Y tế lập, báo cáo Công an phường.",
         "lead: Trạm Y tế; report_to: Công an phường"),
        ("Lập sổ theo mẫu, gửi Trạm Y tế để theo dõi.", ""),
        # A bracket of parties and times: times are nobody.
        ("Lập sổ (Phòng Kinh tế chủ trì; các thôn, tổ dân phố phối hợp; quý III/2026).",
         "lead: Phòng Kinh tế; coordinate: Các thôn, tổ dân phố"),
        ("Công khai hồ sơ trễ hạn (Trung tâm Phục vụ hành chính công; hằng tháng).",
         "lead: Trung tâm Phục vụ hành chính công"),
        ("Sửa cống (theo Luật Đê điều; hằng tháng).", ""),
        ("Giới thiệu gương khởi nghiệp tại ngày hội (Phòng Kinh tế).", "lead: Phòng Kinh tế"),
        ("Gửi mẫu nước về Trung tâm Kiểm soát bệnh tật (Sở Y tế).", "report_to: Trung tâm Kiểm soát bệnh tật"),
        ("Trạm Y tế: \"đi từng ngõ, gõ từng nhà\" hỏi thăm người già.", "lead: Trạm Y tế"),
        ("Tổng hợp số liệu, báo cáo Công an tỉnh theo mẫu và báo cáo Sở Y tế.", "report_to: Công an tỉnh, Sở Y tế"),
        ("Các bản báo cáo Trạm Y tế (qua Công an phường).", "lead: Bản; report_to: Trạm Y tế, Công an phường"),
        ("In 300 bản báo cáo Sở Y tế.", ""),
        ("Nâng cấp hệ thống thông tin báo cáo tỉnh, kết nối với hệ thống báo cáo Chính phủ.", ""),
        # As the first sentence asks, so do the others.
        ("Đề nghị Trạm Y tế khám mắt. Đề nghị Hội Nông dân đo ruộng.", "lead: Trạm Y tế, Hội Nông dân"),
        ("Trạm Y tế khám mắt. Đề nghị Hội Nông dân hỗ trợ.", "lead: Trạm Y tế"),
        ("Gỡ khó về đất (Phòng Kinh tế, Trạm Y tế); phấn đấu đón 12 dự án.", "lead: Phòng Kinh tế, Trạm Y tế"),
        # Who leads is said at the end.
        ("Đo nước ở các giếng khơi. Nội dung này giao Trạm Y tế chủ trì.", "lead: Trạm Y tế"),
        ("Đo nước; trách nhiệm chủ trì thuộc Trạm Y tế; phối hợp có Công an phường.",
         "lead: Trạm Y tế; coordinate: Công an phường"),
        ("Đo nước, Trạm Y tế chủ trì, Công an phường phối hợp, định kỳ 06 tháng một lần.",
         "lead: Trạm Y tế; coordinate: Công an phường"),
        ("Đo nước giếng (Trạm Y tế chỉ đạo; Công an phường phối hợp).",
         "lead: Trạm Y tế; coordinate: Công an phường"),
        ("Đảng ủy phường lãnh đạo Hội Nông dân đo ruộng.", "lead: Đảng ủy phường"),
        ("Giao Sở Y tế (chủ trì), Sở Nội vụ, Công an tỉnh (phối hợp) đo mắt.",
         "lead: Sở Y tế; coordinate: Sở Nội vụ, Công an tỉnh"),
        ("Các hội: Hội Nông dân, Hội Cựu chiến binh chủ động đo ruộng.", "lead: Hội Nông dân, Hội Cựu chiến binh"),
        ("Đo nước giếng. Sở Y tế chủ trì; phối hợp: Sở Nội vụ, Công an tỉnh.",
         "lead: Sở Y tế; coordinate: Sở Nội vụ, Công an tỉnh"),
    ],
)  # fmt: skip
def test_statements_alone(text: str, expected: str) -> None:
    assert roles(text) == expected


@pytest.mark.parametrize("text", ["Sở Y tế phối hợp Sở Nội vụ khám mắt.", "Sở Y tế phối hợp với Sở Nội vụ khám mắt."])
def test_who_works_with_others_leads_but_among_the_duties_of_each(text: str) -> None:
    def given(source: Literal["body", "organisation"]) -> list[tuple[str, str]]:
        return [(each.role, each.unit) for each in assign_roles(replace(frame(text), source=source), WARD)]

    assert given("body") == [("lead", "Sở Y tế"), ("coordinate", "Sở Nội vụ")]
    assert given("organisation") == [("coordinate", "Sở Y tế")]


def test_spans_quote_the_words_that_name_the_unit() -> None:
    task = frame("Báo cáo UBND  phường\n(qua Trạm Y tế).", lead="Phòng Văn hoá - Xã hội")
    for each in assign_roles(task, WARD):
        source = task.text.raw if each.role == "report_to" else task.lead[0].raw
        assert source[each.start : each.end] == each.text
    assert [each.text for each in assign_roles(task, WARD)] == ["Phòng Văn hoá - Xã hội", "UBND  phường", "Trạm Y tế"]


@pytest.mark.parametrize(
    ("heading", "lead"),
    [
        ("Phó Hiệu trưởng Lê Văn An", "Phó Hiệu trưởng Lê Văn An"),
        ("Đồng chí Phó Giám đốc Đoàn Văn An", "Phó Giám đốc Đoàn Văn An"),
        ("Giáo viên chủ nhiệm các lớp:", "Giáo viên chủ nhiệm"),
        ("Các đồng chí chuyên viên phụ trách Văn phòng và các hội", "Các chuyên viên phụ trách Văn phòng và các hội"),
        ("Đồng chí Phó Chủ tịch theo dõi khối các đoàn thể", "Phó Chủ tịch theo dõi khối các đoàn thể"),
        # Who has an organisation stands for it; a list of teachers' tasks names nobody.
        ("Phó Giám đốc Trạm Y tế phường", "Trạm Y tế"),
        ("Giáo viên tổ chức dạy bù cho học sinh", ""),
    ],
)
def test_headings_that_name_persons(heading: str, lead: str) -> None:
    assert roles("Lập lịch dạy bù.", heading=heading) == (f"lead: {lead}" if lead else "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đồng chí Trưởng phòng Kinh tế - Phó Trưởng ban: Phụ trách việc dựng rạp.", "lead: Phòng Kinh tế"),
        ("Trạm Y tế - nơi trực cấp cứu: mở cửa cả đêm.", ""),
        ("Phụ trách các đơn vị: Chi cục Thủy lợi; Ban Quản lý Khu bảo tồn Cồn Xanh; Trạm Giống cây.", ""),
        ("Phụ trách chung; Sở Y tế chỉ đạo phun thuốc.", "lead: Sở Y tế"),
        ("Tham gia các tổ công tác do Tỉnh ủy quyết định thành lập; Sở Y tế chỉ định.", ""),
        ("Tham gia các tổ công tác; giao Trạm Y tế theo dõi.", "lead: Trạm Y tế"),
    ],
)
def test_objects_and_relative_clauses_are_no_subjects(text: str, expected: str) -> None:
    assert roles(text) == expected


@pytest.mark.parametrize(
    ("cell", "lead", "quoted"),
    [
        (
            "Đồng chí Phó Chủ tịch, phụ trách Dân tộc, Tôn giáo",
            ["Phó Chủ tịch"],
            ["Đồng chí Phó Chủ tịch, phụ trách Dân tộc, Tôn giáo"],
        ),
        ("Phó Hiệu trưởng Lê Văn An", ["Phó Hiệu trưởng Lê Văn An"], ["Phó Hiệu trưởng Lê Văn An"]),
        ("Phòng Kinh tế (cơ quan thường trực)", ["Phòng Kinh tế"], ["Phòng Kinh tế"]),
        ("Ban Giám hiệu, GVCN các lớp", ["Ban Giám hiệu", "Giáo viên chủ nhiệm"], ["Ban Giám hiệu", "GVCN các lớp"]),
        (
            "Phòng Kinh tế, các đồng chí chuyên viên Phòng Nội vụ.",
            ["Phòng Kinh tế", "Các chuyên viên Phòng Nội vụ"],
            ["Phòng Kinh tế", "các đồng chí chuyên viên Phòng Nội vụ"],
        ),
    ],
)
def test_offices_in_cells(cell: str, lead: list[str], quoted: list[str]) -> None:
    found = assign_roles(frame("Quét.", lead=cell), WARD)
    assert [each.unit for each in found] == lead
    assert [each.text for each in found] == quoted


def test_a_remark_on_an_office_leaves_no_comma_behind() -> None:
    assert roles("Quét.", lead="Đồng chí Phó Bí thư, phụ trách lĩnh vực Dân vận") == "lead: Đồng chí Phó Bí thư"


def test_a_last_sentence_says_who_does_it_all() -> None:
    told = replace(frame("Đo nước giếng trong tháng 3. Sở Y tế phối hợp với Sở Nội vụ thực hiện."), source="body")
    found = [(each.role, each.unit) for each in assign_roles(told, WARD)]
    assert found == [("lead", "Sở Y tế"), ("coordinate", "Sở Nội vụ")]
