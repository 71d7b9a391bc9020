"""Word documents: what is shown is read, in order; what could do harm is refused before a parser sees it."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.errors import SourceError
from ingest.formats import limits
from ingest.formats.docx import read
from tests.ingest.makers import repacked, saved

W = nsdecls("w")
NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2."/></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
 <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/><w:suff w:val="nothing"/></w:lvl>
 <w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""


def text_of(*paragraphs: str, numbering: str | None = None) -> str:
    """What is read from a body with these paragraphs, given as the inner XML of w:p."""
    document = docx.Document()
    for inner in paragraphs:
        document.element.body.insert(-1, parse_xml(f"<w:p {W}>{inner}</w:p>"))
    data = saved(document)
    if numbering is not None:
        data = repacked(data, lambda name, old: numbering.encode() if name == "word/numbering.xml" else old)
    return read(data, "a.docx").text


def item(text: str, number: int, level: int = 0) -> str:
    """A list item as the inner XML of w:p."""
    return (
        f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r>"
    )


def run(text: str, properties: str = "") -> str:
    """A run as XML."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_automatic_numbers_are_read_as_they_are_shown() -> None:
    shown = text_of(
        item("mục đích", 1),
        item("nội dung", 1),
        item("họp tổ", 1, 1),
        item("mời", 1, 2),
        item("ghi", 1, 2),
        item("báo cáo", 1, 1),
        item("tổ chức", 1),
        item("họp lại", 1, 1),
        item("từ năm", 2),
        item("tiếp", 2),
        item("gạch", 3),
        item("chấm", 3, 1),
        item("tròn", 3, 2),
        item("không", 0),
        item("danh sách lạ", 77),
        numbering=NUMBERING,
    )
    assert shown.split("\n\n") == [
        "I. mục đích", "II. nội dung", "2.1. họp tổ", "a) mời", "b) ghi", "2.2. báo cáo", "III. tổ chức",
        "3.1. họp lại", "V. từ năm", "VI. tiếp", "- gạch", "• chấm", "○ tròn", "không", "danh sách lạ\n",
    ]  # fmt: skip


def test_numbers_come_from_styles_too_and_empty_items_count() -> None:
    document = docx.Document()
    for text in ("một", "", "ba"):
        document.add_paragraph(text, style="List Number")
    assert read(saved(document), "a.docx").text == "1. một\n\n3. ba\n"


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        (run("Công an ") + run("phường"), "Công an phường"),
        ("<w:r><w:t>dòng 1</w:t><w:br/><w:t>dòng 2</w:t></w:r>", "dòng 1\ndòng 2"),
        ("<w:r><w:t>Số: 5</w:t><w:tab/><w:t>ngày 3</w:t></w:r>", "Số: 5    ngày 3"),
        ("<w:r><w:t>57</w:t><w:noBreakHyphen/><w:t>NQ/TW</w:t></w:r>", "57-NQ/TW"),
        ("<w:r><w:t>chuyển</w:t><w:softHyphen/><w:t> đổi</w:t></w:r>", "chuyển đổi"),
        (run("kế hoạch", "<w:caps/>"), "KẾ HOẠCH"),
        (run("thấy") + run(" giấu", "<w:vanish/>"), "thấy"),
        (
            "<w:ins w:id='1'>" + run("mới") + "</w:ins><w:del w:id='2'><w:r><w:delText>cũ</w:delText></w:r></w:del>",
            "mới",
        ),
        ("<w:hyperlink w:anchor='x'>" + run("nối") + "</w:hyperlink>", "nối"),
        ("<w:fldSimple w:instr='DATE'>" + run("ngày 5") + "</w:fldSimple>", "ngày 5"),
        ("<w:sdt><w:sdtContent>" + run("ô nhập") + "</w:sdtContent></w:sdt>", "ô nhập"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("chữ"), "chữ"),
    ],
)
def test_a_paragraph_is_read_as_it_is_shown(inner: str, shown: str) -> None:
    assert text_of(inner) == shown + "\n"


def test_tables_stand_in_order_with_one_line_for_each_row() -> None:
    document = docx.Document()
    document.add_paragraph("trước")
    table = document.add_table(4, 4)
    names = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian")
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        cell.text = name
    for row, texts in enumerate(
        (("1", "Họp", "Công an\nphường", ""), ("2", "Ghi", "", "Tháng 5"), ("", "", "", "")), 1
    ):
        for cell, text in zip(table.rows[row].cells, texts, strict=True):
            cell.text = text
    table.cell(1, 2).merge(table.cell(2, 2))
    document.add_paragraph("sau")
    assert read(saved(document), "a.docx").text.replace("\t", "|") == (
        "trước\n\nTT|Nhiệm vụ|Đơn vị chủ trì|Thời gian\n1|Họp|Công an phường|\n2|Ghi|Công an phường|Tháng 5\n\nsau\n"
    )


def test_a_cell_merged_downwards_speaks_again_only_where_it_says_who_or_when() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row, texts in enumerate((("Nhiệm vụ", "Đơn vị chủ trì", "Ghi chú"), ("Họp", "Tổ A", "x"), ("", "Tổ B", ""))):
        for cell, text in zip(table.rows[row].cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(1, 2).merge(table.cell(2, 2))
    assert read(saved(document), "a.docx").text.replace("\t", "|") == (
        "Nhiệm vụ|Đơn vị chủ trì|Ghi chú\nHọp|Tổ A|x\n|Tổ B|\n"
    )


def test_a_letterhead_and_a_frame_around_text_are_no_table() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for row, texts in enumerate((("UBND XÃ A", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("Số: 5", "A, ngày 3"))):
        for cell, text in zip(table.rows[row].cells, texts, strict=True):
            cell.text = text
    table.cell(0, 0).add_paragraph("PHÒNG B")
    inner = document.add_table(1, 1).cell(0, 0)
    inner.text = "đoạn trong khung"
    assert read(saved(document), "a.docx").text.split("\n\n") == [
        "UBND XÃ A", "PHÒNG B", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 5", "A, ngày 3", "đoạn trong khung\n",
    ]  # fmt: skip


def test_rows_whose_edges_were_dragged_keep_their_columns() -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'
    rows = [[(1, "TT"), (1, "Nội dung"), (2, "Đơn vị")], [(1, "1"), (2, "Họp"), (1, "Tổ A")], [(4, "Nhóm")]]
    body = "".join(f"<w:tr>{''.join(cell.format(*c) for c in row)}</w:tr>" for row in rows)
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:tbl {W}><w:tblPr/><w:tblGrid/>{body}</w:tbl>"))
    assert read(saved(document), "a.docx").text.replace("\t", "|") == "TT|Nội dung|Đơn vị\n1|Họp|Tổ A\nNhóm||\n"


def test_notes_stand_at_the_end_and_text_boxes_after_their_paragraph() -> None:
    box = (
        "<w:pict><v:textbox xmlns:v='urn:x'><w:txbxContent><w:p>"
        + run("DỰ THẢO")
        + "</w:p></w:txbxContent></v:textbox></w:pict>"
    )
    document = docx.Document()
    mark = '<w:r><w:footnoteReference w:id="4"/></w:r>'
    for inner in (run("chữ") + mark + f"<w:r>{box}</w:r>", run("cuối")):
        document.element.body.insert(-1, parse_xml(f"<w:p {W}>{inner}</w:p>"))
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="-1"><w:p>{run("vạch")}</w:p></w:footnote>'
        f'<w:footnote w:id="4"><w:p><w:r><w:footnoteRef/></w:r>{run(" chú thích")}</w:p></w:footnote></w:footnotes>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'

    def with_notes(name: str, old: bytes) -> bytes:
        if name == "word/_rels/document.xml.rels":
            return old.replace(b"</Relationships>", link.encode())
        return old

    data = repacked(saved(document), with_notes, **{"word/footnotes.xml": notes.encode()})
    assert read(data, "a.docx").text == "chữ[1]\n\nDỰ THẢO\n\ncuối\n\n[1] chú thích\n"


def test_what_is_left_out_is_reported() -> None:
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "UBND phường A"
    section.footer.paragraphs[0].text = "Trang 3"
    document.element.body.insert(
        0, parse_xml(f"<w:p {W}><w:del w:id='1'/>{run('ẩn', '<w:vanish/>')}{run('chữ')}</w:p>")
    )
    found = read(saved(document), "a.docx")
    assert found.text == "chữ\n"
    assert [(w.kind, "phường A" in w.message) for w in found.warnings] == [
        ("header-left-out", True),
        ("tracked-changes", False),
        ("hidden-left-out", False),
    ]


def plain_document() -> bytes:
    document = docx.Document()
    document.add_paragraph("chữ")
    return saved(document)


def test_a_relationship_without_a_type_leads_nowhere() -> None:
    def untyped(name: str, old: bytes) -> bytes:
        if name != "word/_rels/document.xml.rels":
            return old
        return old.replace(b"</Relationships>", b'<Relationship Id="rId98" Target="styles.xml"/></Relationships>')

    assert read(repacked(plain_document(), untyped), "a.docx").text == "chữ\n"


def doctype(name: str, old: bytes) -> bytes:
    if name != "word/document.xml":
        return old
    return old.replace(b"<w:document", b'<!DOCTYPE x [<!ENTITY a "b">]><w:document', 1)


def wide_doctype(name: str, old: bytes) -> bytes:
    if name != "word/document.xml":
        return old
    text = doctype(name, old).decode("utf-8").replace("encoding='UTF-8'", "encoding='UTF-16'")
    return text.encode("utf-16")


def odd_encoding(name: str, old: bytes) -> bytes:
    return old.replace(b"UTF-8", b"UTF-7", 1) if name == "word/document.xml" else old


def bomb(data: bytes) -> bytes:
    return repacked(data, lambda name, old: old, **{"word/media/a.png": bytes(limits.INFLATED)})


def swollen(data: bytes) -> bytes:
    return repacked(data, lambda name, old: old, **{"word/media/a.png": bytes(limits.RATIO_FREE + 1)})


def crowded(data: bytes) -> bytes:
    """A million paragraphs without text, which a parser would turn into a million objects."""

    def fill(name: str, old: bytes) -> bytes:
        return old.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 1_000_000) if name == "word/document.xml" else old

    return repacked(data, fill)


def lying_bomb(data: bytes) -> bytes:
    """The directory of the zip file says that the member is small."""
    out = bytearray(bomb(data))
    size = struct.pack("<I", limits.INFLATED)
    while (at := out.find(size)) >= 0:
        out[at : at + 4] = struct.pack("<I", 10)
    return bytes(out)


def encrypted(data: bytes) -> bytes:
    out = bytearray(data)
    at = -1
    while (at := out.find(b"PK\x01\x02", at + 1)) >= 0:
        out[at + 8] |= 1
    return bytes(out)


def deep(data: bytes) -> bytes:
    def nest(name: str, old: bytes) -> bytes:
        if name != "word/document.xml":
            return old
        return old.replace(b"<w:body>", b"<w:body>" + b"<w:sdt>" * 400 + b"</w:sdt>" * 400, 1)

    return repacked(data, nest)


@pytest.mark.parametrize(
    ("spoil", "status", "reason"),
    [
        (lambda data: repacked(data, doctype), "refused", "document type declaration"),
        (lambda data: repacked(data, wide_doctype), "refused", "document type declaration"),
        (lambda data: repacked(data, odd_encoding), "refused", "unusual encoding"),
        (lambda data: repacked(data, lambda n, o: o, **{"../a.xml": b"<a/>"}), "refused", "unsafe path"),
        (lambda data: repacked(data, lambda n, o: o, **{"/etc/a": b""}), "refused", "unsafe path"),
        (bomb, "refused", "inflates to more than 50 MB"),
        (swollen, "refused", "packed more than 100 : 1"),
        (crowded, "refused", "more than 200,000 paragraphs"),
        (lying_bomb, "failed", "damaged zip file"),
        (encrypted, "refused", "encrypted"),
        (deep, "failed", "is not a Word document"),
        (lambda data: data[: len(data) // 2], "failed", "damaged zip file"),
        (lambda data: repacked(data, lambda n, o: None if "Types" in n else o), "failed", "is not a Word document"),
        (lambda data: repacked(data, lambda n, o: b"<" if n == "word/document.xml" else o), "failed", "is not a Word"),
    ],
)
def test_unsafe_and_damaged_documents_are_not_read(spoil: Callable[[bytes], bytes], status: str, reason: str) -> None:
    with pytest.raises(SourceError, match=r"^x/a\.docx: .*\. \w") as caught:
        read(spoil(plain_document()), "x/a.docx")
    assert (caught.value.status, reason in caught.value.reason) == (status, True)


def test_a_crowd_of_members_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as crowd:
        for i in range(limits.MEMBERS + 1):
            crowd.writestr(f"word/{i}", b"")
    with pytest.raises(SourceError, match="2001 members"):
        read(out.getvalue(), "a.docx")
