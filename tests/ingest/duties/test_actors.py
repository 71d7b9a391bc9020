"""Which of the organisations that a statement names take part in it."""

from __future__ import annotations

import pytest

from ingest.duties.actors import takes_part
from ingest.organisations.lexicon import folded
from ingest.organisations.units import find_units
from ingest.passages import Place
from ingest.text.mapped import mapped

WARD = Place(ward="Hòa Bình", kind="phường", city="Hải Phòng", city_kind="thành phố")


def actors(text: str) -> list[str]:
    statement = mapped(text)
    found, previous, before = [], None, False
    for unit in find_units(statement, WARD):
        before = takes_part(folded(statement.text), unit, previous, before)
        previous = unit
        if before:
            found.append(unit.canonical)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thực hiện hướng dẫn của Sở Y tế về tiêm chủng.", ["Sở Y tế"]),
        ("Thực hiện Quyết định số 15/QĐ-UBND của UBND thành phố.", []),
        ("Tập huấn sơ cứu cho cán bộ tổ dân phố.", []),
        ("Cán bộ tổ dân phố phát tờ rơi từng nhà.", ["Tổ dân phố"]),
        ("Chiếu phim lưu động tại nhà văn hóa tổ dân phố.", []),
        ("Giúp hộ nghèo vay vốn qua Ngân hàng Chính sách xã hội.", []),
        ("Nộp hồ sơ qua Trung tâm Phục vụ hành chính công.", ["Trung tâm Phục vụ hành chính công"]),
        ("Diễn kịch lưu động, kết hợp với cơ quan báo chí đưa tin.", ["Các cơ quan báo chí"]),
        ("Cung cấp số liệu cho cơ quan báo chí.", []),
        ("Hướng dẫn các tổ chức, cá nhân có liên quan nộp hồ sơ.", []),
        # Who is told to act acts; who issued the papers that are to be read does not.
        ("Chỉ đạo các tổ chức thành viên gom quần áo cũ.", ["Các tổ chức thành viên"]),
        ("Chỉ đạo, hướng dẫn các cơ quan báo chí đưa tin.", ["Các cơ quan báo chí"]),
        ("Phổ biến các văn bản chỉ đạo của Bộ Y tế, Sở Y tế và các cơ quan chức năng.", []),
        ("Tuyên truyền kết quả kỳ họp thứ hai của Hội đồng nhân dân tỉnh.", []),
        ("Giới thiệu đại biểu Hội đồng nhân dân xã.", []),
        # "Cấp có thẩm quyền" is nobody in particular: it guides, but things submitted to it name no organisation.
        ("Nuôi ong theo hướng dẫn của cấp có thẩm quyền.", ["Cấp có thẩm quyền"]),
        ("Kiến nghị cấp có thẩm quyền sửa đập tràn.", []),
        ("Kiến nghị Chính phủ, Bộ Tài chính giảm phí.", ["Chính phủ", "Bộ Tài chính"]),
        ("Theo quy định của Chính phủ về phí.", []),
        # Who is shown how to do something does it; what is said about them gives them nothing to do.
        ("Hướng dẫn các địa phương đào giếng.", ["Các địa phương"]),
        ("Hướng dẫn các địa phương về giếng khoan.", []),
        ("Chỉ đạo, đôn đốc, hướng dẫn các cơ sở giáo dục dạy bơi.", ["Các cơ sở giáo dục"]),
        ("Chỉ đạo hệ thống y tế cơ sở phun thuốc muỗi.", []),
        ("Theo quy định chức năng, nhiệm vụ và quyền hạn của Chi cục Dân số.", []),
        ("Phát tin trên hệ thống truyền thanh cơ sở.", []),
        # An organisation that is urged, joined, kept, sorted or convened is what is done, not who does it.
        ("Đôn đốc các phòng, đơn vị nộp báo cáo.", []),
        ("Duy trì hoạt động của Tổ dân phố.", []),
        ("Sắp xếp các trường học.", []),
        ("Họp Ban Chỉ đạo hằng quý.", []),
        # What a body is called now, whose officer somebody is, whom an officer oversees, and what a body is.
        ("Theo văn bản của Bộ Xây dựng (nay là Bộ Tài chính) đo đường.", []),
        ("Ông Lê Văn Tám, Ủy viên Ban Thường vụ Đảng ủy phường, ký sổ.", []),
        ("Phụ trách các đơn vị: Chi cục Thủy lợi; Chi cục Kiểm lâm.", []),
        ("Hội đồng nhân dân là cơ quan quyền lực ở địa phương.", []),
        ("Trạm Y tế là cơ quan đầu mối nhận thuốc.", ["Trạm Y tế"]),
    ],
)
def test_actors(text: str, expected: list[str]) -> None:
    assert actors(text) == expected
