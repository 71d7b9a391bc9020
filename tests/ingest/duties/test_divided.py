"""What a block gives to some of its items alone."""

from __future__ import annotations

import pytest

from ingest.duties.divided import part_for, part_of_item
from ingest.text.mapped import mapped

PLANS = "Ban hành các kế hoạch trong tháng 01/2026; các nội dung còn lại thường xuyên trong năm"
DESKS = "Thường xuyên; riêng việc bố trí lại quầy tiếp nhận hoàn thành trước ngày 15/3/2026"
TWO = "Kiện toàn xong trong tháng 4/2026; tuyên truyền thường xuyên"


@pytest.mark.parametrize(
    ("cell", "statement", "part"),
    [
        (PLANS, "Ban hành kế hoạch tuyên truyền, kế hoạch tự kiểm tra.", "Ban hành các kế hoạch trong tháng 01/2026"),
        (PLANS, "Kiểm tra đột xuất việc chấp hành kỷ luật.", "các nội dung còn lại thường xuyên trong năm"),
        (DESKS, "Bố trí lại quầy tiếp nhận và trả kết quả.", DESKS.partition("; ")[2]),
        (DESKS, "Niêm yết công khai thủ tục.", "Thường xuyên"),
        (TWO, "Kiện toàn Ban Chỉ đạo.", "Kiện toàn xong trong tháng 4/2026"),
        (TWO, "Tổ chức tuyên truyền trên loa.", "tuyên truyền thường xuyên"),
        # Nothing tells, or the parts are two times of the same thing.
        (TWO, "Phát tờ gấp.", TWO),
        ("Quý II/2026; sau đó duy trì hằng năm", "Duy trì nhóm Zalo.", "Quý II/2026; sau đó duy trì hằng năm"),
        ("Trong quý IV/2026; cập nhật hằng năm", "Cập nhật số liệu.", "Trong quý IV/2026; cập nhật hằng năm"),
        ("10/6; 05/12 hằng năm", "Báo cáo kết quả.", "10/6; 05/12 hằng năm"),
        ("Tháng 3/2026", "Kiện toàn Ban Chỉ đạo.", "Tháng 3/2026"),
    ],
)
def test_the_part_of_a_divided_time(cell: str, statement: str, part: str) -> None:
    assert part_for(mapped(cell), mapped(statement)).text == part


@pytest.mark.parametrize(
    ("cell", "path", "part"),
    [
        ("Phòng Kinh tế (điểm a, b); Công an xã (điểm c).", "II.3.b", "Phòng Kinh tế"),
        ("Phòng Kinh tế (điểm a, b); Công an xã (điểm c).", "II.3.c", "Công an xã"),
        ("Phòng Kinh tế (mục 1 và 2); Công an xã (mục 2)", "II.2", "Phòng Kinh tế; Công an xã"),
        ("Cả năm, riêng điểm c hoàn thành trước mùa mưa", "II.3.c", "hoàn thành trước mùa mưa"),
        ("Cả năm, riêng điểm c hoàn thành trước mùa mưa", "II.3.a", "Cả năm"),
        # No part is for the item, or none names any.
        ("Phòng Kinh tế (điểm a); Công an xã (điểm c)", "II.3.d", "Phòng Kinh tế (điểm a); Công an xã (điểm c)"),
        ("Phòng Kinh tế (điểm a);", "II.3.b", "Phòng Kinh tế (điểm a);"),
        ("Phòng Kinh tế; Công an xã (thành viên)", "II.3.a", "Phòng Kinh tế; Công an xã (thành viên)"),
    ],
)
def test_the_part_for_an_item_named_by_its_label(cell: str, path: str, part: str) -> None:
    assert part_of_item(mapped(cell), path).text == part
