"""Text made to be slow to read: one piece repeated, or one thing nested, to a given size."""

from __future__ import annotations

from collections.abc import Iterator

PIECES = {
    "digits": "1",
    "digits and dots": "1.234.",
    "slashes": "/",
    "dashes": "-",
    "digits and slashes": "12/",
    "digits and dashes": "12-",
    "percentages": "95% ",
    "capitals": "A",
    "symbols": "1/QĐ-",
    "symbols with commas": "1/SVH,TT,DL",
    "a long word": "a",
    "a long accented word": "ệ",
    "underscores": "_",
    "commas": "a, ",
    "semicolons": ";",
    "sentences": "A. ",
    "quotes": '"a" ',
    "open brackets": "(",
    "closed brackets": ")",
    "brackets side by side": "(a) ",
    "Căn cứ": "Căn cứ ",
    "số": "số ",
    "ngày": "ngày ",
    "ngày with digits": "ngày 1",
    "tháng": "tháng 6, ",
    "năm": "năm 2026 ",
    "giai đoạn": "giai đoạn 2021 - ",
    "hằng quý": "hằng quý, ",
    "trước ngày": "trước ngày 30/6/2026, ",
    "Luật": "Luật ",
    "capitalised laws": "Luật An ",
    "laws with commas": "Luật A, ",
    "quy hoạch": "phê duyệt quy hoạch ",
    "short numbers": "Nghị quyết số 5, ",
    "numbers": "Nghị quyết số 5/NQ-CP ",
    "numbers of committees": "Kế hoạch số 5/KH-UBND của Ủy ban nhân dân phường về ",
    "verbs": "sửa đổi, bổ sung ",
    "short names": "(sau đây gọi là Luật) ",
    "steering committees": "của Ban Chỉ đạo ",
    "unit heads": "Phòng ",
    "units": "Công an phường, ",
    "units with names": "Ủy ban nhân dân phường A ",
    "units and": "Phòng Kinh tế và ",
    "leading": "chủ trì, phối hợp ",
    "targets": "đạt trên 90% số hộ ",
    "blanks": " ",
    "white space": "a \t\n",
    "lines": "a\n",
    "items": "- a\n",
    "numbered items": "1.1.1. A\n",
    "table rows": "| a | b |\n",
    "column lines": "|",
}


def texts(size: int) -> Iterator[tuple[str, str]]:
    """Each kind of hostile text as (its name, a text of about `size` bytes of UTF-8)."""
    for name, piece in PIECES.items():
        yield name, piece * (size // len(piece.encode()))
    yield "nested brackets", "(" * (size // 2) + ")" * (size // 2)
    yield "nested brackets with words", "(a " * (size // 5) + ") " * (size // 5)
