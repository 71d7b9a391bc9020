"""Text from before Unicode: converted letter by letter, told apart by what it says, never guessed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from ingest.errors import SourceError
from ingest.formats.docx import read as read_docx
from ingest.formats.html import read as read_html
from ingest.formats.legacy import font_encoding, from_font
from ingest.formats.plaintext import converted, decode
from ingest.read import read_source
from tests.ingest.makers import saved
from tests.ingest.old_encodings import ENCODERS, to_tcvn3, to_vni

TEXT = (
    "Công an phường chủ trì, phối hợp với các tổ dân phố tuần tra ban đêm, báo cáo Ủy ban nhân dân phường kết quả thực "
    "hiện nhiệm vụ; đẩy mạnh chuyển đổi số, bảo đảm an ninh mạng, tuyên truyền nghị quyết đến người dân trên địa bàn."
)
LETTERS = "".join(
    unicodedata.normalize("NFC", base + tone)
    for base in "aăâeêioôơuưy"
    for tone in ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
)


@pytest.mark.parametrize("encoding", sorted(ENCODERS))
def test_a_text_is_read_in_the_encoding_that_it_is_in(encoding: str) -> None:
    text, found = decode(ENCODERS[encoding](TEXT), "a.txt")
    assert found == encoding
    small = encoding == "tcvn3"  # it has no capitals with a tone
    assert unicodedata.normalize("NFC", text).replace("ủy", "Ủy" if small else "ủy") == TEXT


@pytest.mark.parametrize("encoding", sorted(ENCODERS))
def test_every_letter_comes_back(encoding: str) -> None:
    given = LETTERS + "đ" + ("" if encoding == "tcvn3" else LETTERS.upper() + "Đ")
    text, _ = decode(ENCODERS[encoding](given), "a.txt", encoding)
    assert unicodedata.normalize("NFC", text) == given


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"Gi\xb8 5 \xa7", "in no encoding does it read as Vietnamese"),
        ("Der Grünkohl schmeckt übrigens schön süß".encode("latin-1"), "in no encoding"),
        (b"\x00\xff\x00\x01\x02", "binary"),
    ],
)
def test_what_no_encoding_explains_is_not_guessed(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        decode(data, "a.txt")
    assert caught.value.status == "failed"


def test_a_name_may_say_the_encoding(tmp_path: Path) -> None:
    (tmp_path / "gia.tcvn3.txt").write_bytes(to_tcvn3("Giá 5 đồng"))
    source = read_source(tmp_path / "gia.tcvn3.txt")
    assert (source.text, source.encoding) == ("Giá 5 đồng", "tcvn3")
    assert [w.kind for w in source.warnings] == ["legacy-encoding"]
    (tmp_path / "gia.utf-16-le.txt").write_bytes(b"a\xd8\x00\xd8")
    with pytest.raises(SourceError, match="said to be utf-16-le"):
        read_source(tmp_path / "gia.utf-16-le.txt")


@pytest.mark.parametrize(("encode", "encoding"), [(to_tcvn3, "tcvn3"), (to_vni, "vni")])
def test_old_text_that_was_saved_as_unicode_is_recognised(
    tmp_path: Path, encode: Callable[[str], bytes], encoding: str
) -> None:
    (tmp_path / "a.txt").write_text(encode(TEXT.replace("Ủ", "ủ")).decode("cp1252"), "utf-8")
    source = read_source(tmp_path / "a.txt")
    assert (source.text, source.encoding) == (TEXT.replace("Ủ", "ủ"), encoding)
    assert "bảng mã" in source.warnings[0].message


@pytest.mark.parametrize("text", [TEXT, "The committee shall carry out this plan in due course.", "Kế hoạch", ""])
def test_sound_text_is_left_alone(text: str) -> None:
    assert converted(text) is None


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"), (".VnArialH", "tcvn3"), ("'.VnTimeH'", "tcvn3"), ("VNI-Times", "vni"),
        ("vni-helve", "vni"), ("Times New Roman", None), ("Vni", None), ("VNtimes new roman", None), ("", None),
    ],
)  # fmt: skip
def test_fonts_that_show_an_old_encoding(font: str, encoding: str | None) -> None:
    assert font_encoding(font) == encoding


@pytest.mark.parametrize(
    ("text", "font", "shown"),
    [
        ("KÕ ho¹ch", ".VnTime", "Kế hoạch"),
        ("kÕ ho¹ch", ".VnTimeH", "KẾ HOẠCH"),
        ("so 5", ".VnTimeH", "SO 5"),
        ("Keá hoaïch", "VNI-Times", "Kế hoạch"),
        ("K\uf0d5 ho\uf0b9ch", ".VnTime", "Kế hoạch"),
        ("Kế hoạch", ".VnTime", "Kế hoạch"),
        ("KÕ ho¹ch", "Arial", "KÕ ho¹ch"),
    ],
)
def test_text_under_a_font(text: str, font: str, shown: str) -> None:
    assert from_font(text, font) == shown


def test_fonts_of_a_word_document_come_from_run_style_or_default() -> None:
    document = docx.Document()
    own = document.add_paragraph().add_run("KÕ ho¹ch")
    own.font.name = ".VnTime"
    style = document.styles.add_style("Cũ", 1)
    style.font.name = "VNI-Times"
    derived = document.styles.add_style("Cũ hơn", 1)
    derived.base_style = style
    document.add_paragraph("Keá hoaïch", style=derived)
    document.add_paragraph("Kế hoạch ¹")
    found = read_docx(saved(document), "a.docx")
    assert found.text.split("\n\n") == ["Kế hoạch", "Kế hoạch", "Kế hoạch ¹\n"]
    assert [(w.kind, w.message[:1]) for w in found.warnings] == [("legacy-font", "2")]
    normal = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    normal.set(qn("w:ascii"), ".VnTime")
    assert read_docx(saved(document), "a.docx").text.endswith("Kế hoạch ¹\n")


def test_fonts_of_a_page_reach_down_and_end() -> None:
    page = (
        "<html><meta charset=windows-1252><p style='font-family:\".VnTime\",serif'>KÕ <b>ho¹ch</b> sè 5</p>"
        "<p><font face='VNI-Times'>Keá</font> ho¹ch</p>"
    )
    found = read_html(page.encode("cp1252"), "a.htm")
    assert found.text == "Kế hoạch số 5\n\nKế ho¹ch\n"
    assert [w.kind for w in found.warnings] == ["legacy-font"]
