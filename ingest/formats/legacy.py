"""Vietnamese text from before Unicode: TCVN3 (ABC), VNI and VISCII, as bytes or under the fonts that showed it.

TCVN3 is the single-byte set VN3 of TCVN 5712:1993; it has no capitals with a tone, fonts whose names end in H show
small letters as capitals. VNI for Windows writes a vowel and its marks as two bytes. VISCII is RFC 1456.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"

_TCVN3 = (
    "¡Ă ¢Â £Ê ¤Ô ¥Ơ ¦Ư §Đ ¨ă ©â ªê «ô ¬ơ \xadư ®đ µà ¶ả ·ã ¸á ¹ạ »ằ ¼ẳ ½ẵ ¾ắ Æặ Çầ Èẩ Éẫ Êấ Ëậ Ìè Îẻ Ïẽ Ðé Ñẹ Òề Óể Ôễ "
    "Õế Öệ ×ì Øỉ Üĩ Ýí Þị ßò áỏ âõ ãó äọ åồ æổ çỗ èố éộ êờ ëở ìỡ íớ îợ ïù ñủ òũ óú ôụ õừ öử ÷ữ øứ ùự úỳ ûỷ üỹ ýý þỵ"
)
_FROM_TCVN3 = str.maketrans({pair[0]: pair[1] for pair in _TCVN3.split(" ")})

_VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": "\u0302", "à": "\u0302" + _GRAVE, "á": "\u0302" + _ACUTE, "å": "\u0302" + _HOOK, "ã": "\u0302" + _TILDE,
    "ä": "\u0302" + _DOT,
    "ê": "\u0306", "è": "\u0306" + _GRAVE, "é": "\u0306" + _ACUTE, "ú": "\u0306" + _HOOK, "ü": "\u0306" + _TILDE,
    "ë": "\u0306" + _DOT,
}  # fmt: skip
_VNI_ALONE = {
    "ñ": "đ", "ö": "ư", "ô": "ơ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì",
}  # fmt: skip
_VNI_ALONE |= {old.upper(): new.upper() for old, new in _VNI_ALONE.items()}
_VNI_MARK = "".join([*_VNI_MARKS, *map(str.upper, _VNI_MARKS)])
_VNI = re.compile(rf"[AEOUYaeouyÔôÖö][{_VNI_MARK}]|[{''.join(_VNI_ALONE)}]")

# RFC 1456, from 0x80; six letters took the places of control characters.
_VISCII = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠ"
    "ộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII_CONTROLS = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_FROM_VISCII = str.maketrans(_VISCII_CONTROLS | {0x80 + i: letter for i, letter in enumerate(_VISCII)})

_FONTS = re.compile(r"(?P<tcvn3>\.vn|vn-?(?:time|arial)h?$)|(?P<vni>vni[- ])", re.IGNORECASE)
_CAPITALS = re.compile(r"H[\"' ]*$")
Convert = Callable[[str], str]


def from_tcvn3(text: str) -> str:
    """Text whose code points are the bytes of TCVN3, in Unicode."""
    return text.translate(_FROM_TCVN3)


def from_vni(text: str) -> str:
    """Text whose code points are the bytes of VNI for Windows (as windows-1252 has them), in Unicode."""
    return _VNI.sub(_vni_letter, text)


def from_viscii(text: str) -> str:
    """Text whose code points are the bytes of VISCII, in Unicode."""
    return text.translate(_FROM_VISCII)


def font_encoding(font: str) -> str | None:
    """ "tcvn3" or "vni" for the name of a font that shows text in that encoding, else None."""
    found = _FONTS.match(font.strip().strip("\"'"))
    return found.lastgroup if found else None


def from_font(text: str, font: str) -> str:
    """Text under a font of an old encoding, in Unicode; under a font of capitals in capitals."""
    encoding = font_encoding(font) if font else None
    if encoding is None or text.isascii():
        return text.upper() if encoding == "tcvn3" and _CAPITALS.search(font) else text
    bytewise = _bytewise(text)
    if any(c.isalpha() and ord(c) > 0xFF for c in bytewise):
        return text  # typed in Unicode, whatever the font is called
    found = CONVERTERS[encoding](bytewise)
    return found.upper() if encoding == "tcvn3" and _CAPITALS.search(font) else found


def _vni_letter(match: re.Match[str]) -> str:
    letter = match[0]
    if len(letter) == 1:
        return _VNI_ALONE[letter]
    base = _VNI_ALONE.get(letter[0], letter[0])
    return unicodedata.normalize("NFC", base + _VNI_MARKS[letter[1].lower()])


def _bytewise(text: str) -> str:
    """The bytes that the font was to show, as code points: fonts of symbols have theirs from U+F000."""
    return "".join(chr(ord(c) - 0xF000) if 0xF020 <= ord(c) <= 0xF0FF else c for c in text)


CONVERTERS: dict[str, Convert] = {"tcvn3": from_tcvn3, "vni": from_vni, "viscii": from_viscii}
"""By the name of the encoding; each takes text whose code points are bytes (of VNI: of windows-1252)."""
