"""Web pages and Word's own HTML: what a browser shows, in whatever encoding it was written."""

from __future__ import annotations

import time

import pytest

from ingest.errors import SourceError
from ingest.formats import limits
from ingest.formats.html import read


def shown(body: str, head: str = "") -> list[str]:
    """The paragraphs that are read from a page."""
    return (
        read(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "a.htm").text.rstrip("\n").split("\n\n")
    )


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("<p>Kế hoạch</p>".encode(), "utf-8", "Kế hoạch"),
        ("\ufeff<p>Kế hoạch</p>".encode(), "utf-8", "Kế hoạch"),
        ("<p>Kế hoạch</p>".encode("utf-16"), "utf-16", "Kế hoạch"),
        (b'<meta charset="windows-1252"><p>x\xe3 K&#7871; ho&#7841;ch</p>', "cp1252", "xã Kế hoạch"),
        (b"<meta content='text/html; charset=iso-8859-1'><p>x\xe3 \x96 &agrave;</p>", "cp1252", "xã – à"),
        (b"<meta charset=windows-1258><p>ti\xea\xec</p>", "cp1258", "ti\u1ebf"),
        (b"<p>K\xd5 ho\xb9ch ph\xa8i h\xeep</p>".replace(b"ph\xa8i", b"ph\xe8i"), "tcvn3", "Kế hoạch phối hợp"),
        ("<meta charset=windows-1252><p>Kế hoạch</p>".encode(), "utf-8", "Kế hoạch"),
        (b"<meta charset=windows-1252><p>a\x81\xe3</p>", "cp1252", "a\ufffdã"),
    ],
)
def test_encodings(data: bytes, encoding: str, text: str) -> None:
    found = read(data, "a.htm")
    assert (found.encoding, found.text) == (encoding, text + "\n")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<meta charset=x-vni><p>\xff</p>", "not known"),
        (b"\xef\xbb\xbf<p>\xff</p>", "says that it is utf-8-sig but is not"),
        (b"<div>" * 3000 + b"x", "nested too deeply"),
        (b" " * (limits.PAGE_BYTES + 1), "larger than 20 MB"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        read(data, "a.htm")


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        ("<p>một\n  hai&nbsp;ba</p><p> </p><p>bốn</p>", ["một hai ba", "bốn"]),
        ("<div>chữ <b>đậm</b> rời<p>đoạn</p>đuôi</div>", ["chữ đậm rời", "đoạn", "đuôi"]),
        ("<p>dòng 1<br>dòng 2</p>", ["dòng 1\ndòng 2"]),
        ("<p>Số: 5&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;ngày 3</p>", ["Số: 5    ngày 3"]),
        ("<p>a<script>x()</script><style>p{}</style><!-- ẩn -->b</p>", ["ab"]),
        ("<p>a<span style='display: none'>ẩn</span><span style='mso-hide:all'>ẩn</span>b</p>", ["ab"]),
        (
            "<p>a<!--[if gte mso 9]><xml>ẩn</xml><![endif]--><![if !supportLists]>b<![endif]><o:p>&nbsp;</o:p>c</p>",
            ["ab c"],
        ),
        ("<p><![if !supportLists]><span>-<span>&nbsp; </span></span><![endif]>việc</p>", ["- việc"]),
        ("<p>số<a href='#_ftn1'><span><![if !supportFootnotes]>[1]<![endif]></span></a></p>", ["số[1]"]),
        ("<ul><li>một<li><p>hai</p></ul>", ["- một", "- hai"]),
        ("<ol start=3><li>một<ol type=a><li>con</ol><li>hai</ol>", ["3. một", "a. con", "4. hai"]),
        ("<h1>KẾ HOẠCH</h1>Thực hiện", ["KẾ HOẠCH", "Thực hiện"]),
        ("<p>a&#0;b\u0007c&#xD800;</p>", ["a\ufffdbc\ufffd"]),
    ],
)
def test_paragraphs(body: str, paragraphs: list[str]) -> None:
    assert [p.replace("\ufffd", "") for p in shown(body)] == [p.replace("\ufffd", "") for p in paragraphs]


def row(*cells: str) -> str:
    """A row of a table; a cell that begins with "=" brings its own attributes: "=rowspan=2>text"."""
    return "<tr>" + "".join(f"<td {c[1:]}</td>" if c.startswith("=") else f"<td>{c}</td>" for c in cells) + "</tr>"


HEADER = row("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian")


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([row("1", "<p>Họp</p><p>tổ</p>", "Tổ&nbsp;A", "")], ["1|Họp tổ|Tổ A|"]),
        ([row("1", "Họp", "=rowspan=2>Tổ A", "x"), row("2", "Ghi", "y")], ["1|Họp|Tổ A|x", "2|Ghi|Tổ A|y"]),
        ([row("=rowspan=2>1", "Họp", "Tổ A", "x"), row("Ghi", "Tổ B", "y")], ["1|Họp|Tổ A|x", "|Ghi|Tổ B|y"]),
        ([row("1", "Họp", "Tổ A", "=rowspan=3>x"), row("2", "a", "B")], ["1|Họp|Tổ A|x", "2|a|B|x"]),
        ([row("=colspan=4>NHÓM"), row("1", "Họp", "Tổ A", "")], ["NHÓM|||", "1|Họp|Tổ A|"]),
        ([row("", "", "", ""), row("1", "Họp<table><tr><td>a<td>b</table>", "A", "")], ["1|Họp a b|A|"]),
        ([row("1", "Họp", "=rowspan=0 colspan=x>A", "")], ["1|Họp|A|"]),
    ],
)
def test_rows(rows: list[str], lines: list[str]) -> None:
    found = read(f"<table><tbody>{HEADER}{''.join(rows)}</table>".encode(), "a.htm").text
    assert found.replace("\t", "|").rstrip("\n").split("\n")[1:] == lines


def test_a_title_of_rows_in_a_table_without_numbers_stands_alone_on_its_line() -> None:
    header = row("Thời gian", "Nội dung", "Đơn vị phụ trách")
    found = read(f"<table>{header}{row('=colspan=3>Buổi sáng')}{row('7h', 'Họp', 'Tổ A')}</table>".encode(), "a.htm")
    assert found.text.split("\n")[1:3] == ["Buổi sáng", "7h\tHọp\tTổ A"]


def test_a_letterhead_is_no_table() -> None:
    head = row("<p>UBND XÃ A</p><p>Số: 5</p>", "<p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p>Độc lập</p>")
    assert shown(f"<table>{head}</table><p>x</p>") == [
        "UBND XÃ A", "Số: 5", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập", "x",
    ]  # fmt: skip


def test_a_page_laid_out_with_a_table_keeps_the_tables_in_it() -> None:
    inner = f"<table>{HEADER}{row('1', 'Họp', 'Tổ A', '')}{row('2', 'Ghi', 'Tổ B', '')}</table>"
    page = f"<table>{row('Mục lục', f'<p>KẾ HOẠCH</p>{inner}')}{row('Cuối', 'trang')}</table>"
    assert shown(page) == [
        "Mục lục",
        "KẾ HOẠCH",
        "TT\tNhiệm vụ\tĐơn vị chủ trì\tThời gian\n1\tHọp\tTổ A\t\n2\tGhi\tTổ B\t",
        "Cuối",
        "trang",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<table>" + "<tr>" + "<td rowspan=60000 colspan=1000>x" * 3000,
        "<table>" + "<tr><td rowspan=60000>x" * 3000,
        "&nbsp; " * 100_000,
        "<!--" * 20_000,
        "<p" * 50_000,
        "<ol start=9999999999>" * 100 + "<li>" * 1000 + "x",
        "</td></table></tr>" * 10_000 + "x",
        "<td>a</td><tr>b<td>c",
    ],
)
def test_hostile_pages_end_soon(body: str) -> None:
    begun = time.monotonic()
    read(f"<html><body>{body}".encode(), "a.htm")
    assert time.monotonic() - begun < 5
