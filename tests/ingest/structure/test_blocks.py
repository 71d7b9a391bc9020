"""Lines become the paragraphs that their author wrote, in each way of laying out text."""

from __future__ import annotations

import pytest

from ingest.grammar import load
from ingest.structure.blocks import (
    UNWRAPPED,
    Line,
    LineStyle,
    clean,
    continues,
    line_style,
    paragraphs,
    split_lines,
    without_noise,
)
from tests.ingest import layouts


def read(raw: str) -> list[str]:
    lines, noise = without_noise(split_lines(raw))
    return [paragraph.text.text for paragraph in paragraphs(raw, lines, line_style(lines), noise)]


@pytest.mark.parametrize(
    ("raw", "blocks", "wrapped"),
    [
        (layouts.BLOCKS, False, False),
        (layouts.PDF, False, True),
        (layouts.WRAPPED, True, False),
        (layouts.LINES, False, False),
    ],
)
def test_line_styles_are_told_apart(raw: str, blocks: bool, wrapped: bool) -> None:
    lines, _ = without_noise(split_lines(raw))
    style = line_style(lines)
    assert (style.blocks, style.width < UNWRAPPED) == (blocks, wrapped)


def test_the_second_half_of_a_name_is_no_bullet() -> None:
    line = "Hằng tháng các thôn gửi số liệu về hộ khó khăn, người già neo đơn về Phòng Văn hóa"
    raw = "\n".join([layouts.PDF.rstrip(), f"- {line}", "- Xã hội để tổng hợp.", "- Rà soát, bổ sung danh sách."])
    found = read(raw)
    assert found[-2:] == [f"- {line} - Xã hội để tổng hợp.", "- Rà soát, bổ sung danh sách."]


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (
            "BLOCKS",
            "- Giúp người dân làm thủ tục nhanh hơn, ít phải đi lại; công khai tiến độ, để người dân theo dõi.",
        ),
        (
            "PDF",
            "- Rà soát các bãi đất trống ven đê, ven đường trục xã; đánh dấu vị trí hố trồng trước ngày 30/4/2026.",
        ),
        ("PDF", "- Đào hố theo đúng khoảng cách của cán bộ kỹ thuật. Bón lót phân chuồng trước khi đưa cây ra trồng."),
        ("PDF", "2.1. Giao từng đoạn đường cho chi hội phụ nữ."),
        ("WRAPPED", "a) Số hóa tài liệu địa phương chí giai đoạn 2026 - 2030 của tỉnh."),
        ("WRAPPED", "(1) Mỗi xã có một thư viện, gồm: phòng đọc; (2) kho sách."),
        ("LINES", "1.1- Mở hội nghị toàn đảng bộ."),
    ],
)
def test_paragraphs(layout: str, expected: str) -> None:
    assert expected in read(getattr(layouts, layout))


def test_page_numbers_and_rules_are_no_text() -> None:
    texts = read("Đoạn một chưa hết và\n\n2\n\nđoạn hai tiếp theo.\n\n-----\n\nTrang 3\n\n* *\n\nHết.")
    assert texts == ["Đoạn một chưa hết và đoạn hai tiếp theo.", "Hết."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Đánh giá việc thực hiện Quyết định\n\n\f709/QĐ-TTg, báo cáo.",
            ["Đánh giá việc thực hiện Quyết định 709/QĐ-TTg, báo cáo."],
        ),
        (
            "Thực hiện Nghị quyết số\n\n57-NQ/TW của Bộ Chính trị.",
            ["Thực hiện Nghị quyết số 57-NQ/TW của Bộ Chính trị."],
        ),
        ("Danh mục:\n\n709/QĐ-TTg\n\n57-NQ/TW", ["Danh mục:", "709/QĐ-TTg", "57-NQ/TW"]),
        ("Thời gian\n\n12/2026", ["Thời gian", "12/2026"]),
    ],
)
def test_no_paragraph_begins_with_the_number_of_a_document(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_running_headers_are_no_text() -> None:
    page = "KẾ HOẠCH CHUYỂN ĐỔI SỐ XÃ YÊN SƠN\nNội dung trang {} viết ở đây.\n\f"
    texts = read("".join(page.format(n) for n in range(1, 6)))
    assert texts == ["KẾ HOẠCH CHUYỂN ĐỔI SỐ XÃ YÊN SƠN", *[f"Nội dung trang {n} viết ở đây." for n in range(1, 6)]]


def test_emphasis_goes_and_offsets_stay() -> None:
    raw = "(*qua Phòng Kinh tế*) **trước ngày 05/12**"
    text = clean(raw, 0, len(raw))
    assert text.text == "(qua Phòng Kinh tế) trước ngày 05/12"
    assert text.span(20, 36).text == "trước ngày 05/12"


def line(text: str, gap: int = 1) -> Line:
    return Line(text, 0, len(text), 0, len(text), gap)


@pytest.mark.parametrize("ending", load("lines")["dangling"]["examples"])
def test_dangling_ends_go_on(ending: str) -> None:
    assert continues(line(f"Các đơn vị {ending}"), line("Yên Sơn"), LineStyle(False, UNWRAPPED))


@pytest.mark.parametrize("ending", load("lines")["dangling"]["counter"])
def test_other_ends_do_not(ending: str) -> None:
    assert not continues(line(f"Các đơn vị {ending}"), line("Yên Sơn"), LineStyle(False, UNWRAPPED))


@pytest.mark.parametrize("opening", load("lines")["openers"]["examples"])
def test_openers_open(opening: str) -> None:
    assert not continues(line("thực hiện theo"), line(opening, 0), LineStyle(True, UNWRAPPED))


@pytest.mark.parametrize("opening", load("lines")["openers"]["counter"])
def test_other_openings_go_on(opening: str) -> None:
    assert continues(line("thực hiện theo"), line(opening, 0), LineStyle(True, UNWRAPPED))


@pytest.mark.parametrize(
    ("text", "alone"), [(t, k == "examples") for k in ("examples", "counter") for t in load("lines")["alone"][k]]
)
def test_lines_that_stand_alone(text: str, alone: bool) -> None:
    assert continues(line(text), line("về việc", 0), LineStyle(True, UNWRAPPED)) is not alone


BROKEN = "".join(f"{k}. Việc thứ {k} của phường trong năm nay là làm cho sạch đường\nvà ngõ.\n\n" for k in range(1, 11))
SHORT = "".join(f"Mở lớp học vẽ thứ {k} cho thiếu nhi.\n\n" for k in range(1, 21))
FULL = "Thực hiện tuyên truyền trực quan trong khuôn viên của trường."


@pytest.mark.parametrize(
    ("before", "between", "apart"),
    [(BROKEN, "\n\n", True), (BROKEN, "\n", False), (BROKEN.replace("\n", "\n\n"), "\n\n", False)],
    ids=["a blank line", "no blank line", "blank lines within sentences too"],
)
def test_where_sentences_go_on_without_one_a_blank_line_ends_a_paragraph(
    before: str, between: str, apart: bool
) -> None:
    found = read(f"{SHORT}{before}{FULL}{between}{FULL}\n")
    assert (found[-2:] == [FULL, FULL]) is apart
