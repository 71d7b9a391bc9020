"""PDF files: the text layer where it is sound, else what is recognised on the page's picture.

A scan has no text layer, and one that was put through recognition for another language has a wrong one: neither can
be searched or quoted. Such pages are recognised anew where Tesseract is installed, each in a process of its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ingest.errors import SourceError
from ingest.formats import isolated, limits, tesseract
from ingest.formats.extracted import Extracted
from ingest.formats.page_breaks import joined_texts
from ingest.formats.scan_labels import with_labels_in_order
from ingest.formats.scan_roman import with_first_numbers
from ingest.formats.scan_row_order import with_numbers_in_order
from ingest.formats.scan_spelling import corrected
from ingest.formats.scan_symbols import with_known_symbols, with_repeated_numbers
from ingest.formats.syllables import MIN_SHARE, vietnamese_share
from ingest.plan import PlanWarning

_FEW_LETTERS = 20
"""A page without a text layer may still have a page number, or the note of a digital signature."""
_LOW = 85.0
"""Mean confidence below which a page should be read against its picture; nine pages of two real scans have 91 to 95."""
_MOST_NAMED = 12
_BREAK = "\n\f"
Recognised = Mapping[str, Any]
"""What `ingest.formats.scan.Scanned` holds, by name."""


def read(data: bytes, name: str) -> Extracted:
    """The text of a PDF: its text layer, or what is recognised on pages where that is absent or not Vietnamese.

    Raises SourceError: "refused" for one with a password, too large, with too many pages or too slow to read, and for
    a scan where Tesseract is not installed; "failed" for a damaged one and where no Vietnamese is recognised.
    """
    layer = isolated.call("pdf", data, name)
    pages: list[str] = layer["pages"]
    moved = frozenset(layer["moved"])
    share = vietnamese_share(_BREAK.join(pages))
    if share is not None and share >= MIN_SHARE:
        wrong = [number for number, page in enumerate(pages) if number not in moved and _is_doubtful(page)]
        found = _recognised(data, name, wrong) if wrong and not tesseract.missing_part() else {}
    else:
        tesseract.check_installed(name, _fault(pages, share))
        found = _recognised(data, name, range(len(pages)))
        pages = [""] * len(pages)
    moved |= {number for number, page in found.items() if page.get("moved")}
    texts = [_better(page, found.get(number)) for number, page in enumerate(pages)]
    found = {n: page for n, page in found.items() if "error" in page or texts[n] != pages[n] or not pages[n].strip()}
    if share is None or share < MIN_SHARE:
        _check_recognised(texts, name)
    return Extracted(_BREAK.join(texts), len(texts), "utf-8", tuple(_warnings(texts, found, moved)))


def _is_doubtful(page: str) -> bool:
    share = vietnamese_share(page)
    return share < MIN_SHARE if share is not None else _letters(page) < _FEW_LETTERS


def _fault(pages: Sequence[str], share: float | None) -> str:
    if share is None:
        return f"no usable text layer: {len(pages)} pages hold no text (a scan)"
    return f"no usable text layer: {share:.0%} of its words are Vietnamese (a wrong recognition, or another language)"


def _recognised(data: bytes, name: str, numbers: Sequence[int]) -> dict[int, Recognised]:
    """Page number -> what was recognised on it; without the pages that took too long or could not be rendered."""
    if len(numbers) > limits.SCANNED_PAGES:
        reason = f"has {len(numbers)} scanned pages, more than {limits.SCANNED_PAGES}"
        raise SourceError(name, reason, "Split it into several files", "refused")
    found: dict[int, Recognised] = {}
    for number in numbers:
        try:
            found[number] = isolated.call("scan", data, name, seconds=limits.PAGE_SECONDS, page=number)
        except SourceError as error:
            found[number] = {"error": error.reason}
    read = [number for number, page in found.items() if "text" in page]
    whole = joined_texts(with_first_numbers([found[n]["text"] for n in read]))
    whole, labels = with_labels_in_order(whole)
    whole, rows = with_numbers_in_order(whole)
    whole, repeated = with_repeated_numbers(whole, [found[n]["doubtful"] for n in read])
    for number, page, *ordered in zip(read, whole, labels, rows, repeated, strict=True):
        text, symbols = with_known_symbols(page, found[number]["doubtful"])
        text, marks = corrected(text)
        changes = [*itertools.chain(*ordered), *symbols, *marks]
        moved = bool(found[number]["text"].strip()) and not text.strip()
        found[number] = {**found[number], "text": text, "changes": changes, "moved": moved}
    return found


def _better(page: str, recognised: Recognised | None) -> str:
    """What was recognised, unless the text layer holds more Vietnamese, or as many letters where there are few."""
    text: str = (recognised or {}).get("text", "").lstrip("\n")
    shares = vietnamese_share(text), vietnamese_share(page)
    better = (shares[0] or 0) >= (shares[1] or 0) if any(shares) else _letters(text) > _letters(page)
    return text if better and text.strip() else page


def _letters(text: str) -> int:
    return sum(c.isalpha() for c in text)


def _check_recognised(texts: Sequence[str], name: str) -> None:
    share = vietnamese_share(_BREAK.join(texts))
    if share is None or share < MIN_SHARE:
        reason = f"no Vietnamese text is recognised on its {len(texts)} pages"
        raise SourceError(name, reason, "Scan it again at 300 dpi, or give the document as text", "failed")


def _warnings(texts: Sequence[str], found: Mapping[int, Recognised], moved: frozenset[int]) -> Iterator[PlanWarning]:
    sure = {n: page["confidence"] for n, page in found.items() if page.get("text", "").strip() and texts[n].strip()}
    if sure:
        each = ", ".join(f"{number + 1}: {confidence:.0f}%" for number, confidence in sorted(sure.items()))
        yield PlanWarning("recognised", f"đọc từ ảnh quét (nhận dạng chữ), độ tin cậy từng trang: {each}")
    start = 0
    for number, text in enumerate(texts):
        told = _page_warnings(text, found.get(number)) if text.strip() or number not in moved else ()
        for kind, message in told:
            yield PlanWarning(kind, f"trang {number + 1} {message}", start, start + len(text))
        start += len(text) + len(_BREAK)


def _page_warnings(text: str, page: Recognised | None) -> Iterator[tuple[str, str]]:
    """(kind, message after the page's number) for a page, recognised or not."""
    if page and "error" in page:
        yield "page-not-recognised", f"không nhận dạng được: {page['error']}"
    elif page and text.strip():
        yield from _recognition_warnings(page)
    elif not text.strip():
        yield "page-without-text", "không có lớp chữ: có thể là ảnh quét, không đọc"
    elif (share := vietnamese_share(text)) is not None and share < MIN_SHARE:
        yield "page-doubtful", f"chỉ {share:.0%} số từ là tiếng Việt, lớp chữ có thể sai"


def _recognition_warnings(page: Recognised) -> Iterator[tuple[str, str]]:
    doubtful = page["doubtful"]
    if page["confidence"] < _LOW:
        yield "page-doubtful", f"nhận dạng không chắc ({page['confidence']:.0f}%): cần đối chiếu với ảnh"
    if doubtful or page["dropped"]:
        named = ", ".join(f"“{word}”" for word in doubtful[:_MOST_NAMED]) + (
            " …" if len(doubtful) > _MOST_NAMED else ""
        )
        left_out = f"{page['dropped']} dấu vết không phải chữ đã bỏ" if page["dropped"] else ""
        yield (
            "words-doubtful",
            f"có {len(doubtful)} từ không chắc{f' ({named})' if named else ''}; {left_out}".rstrip("; "),
        )
    if changes := page["changes"]:
        named = ", ".join(f"“{old}” → “{new}”" for old, new in changes[:_MOST_NAMED])
        yield "words-corrected", f"{len(changes)} từ được sửa theo cụm từ thông dụng hoặc thứ tự của dòng: {named}"
    if page["number"]:
        yield "number-not-read", "số văn bản viết tay hoặc bị che: không đọc"
    if page["date"]:
        yield "date-not-read", "ngày, tháng viết tay hoặc bị che: không đọc"
    if page["coloured"]:
        yield "ink-left-out", "chữ, dấu có màu (dấu đỏ, chữ ký) không đọc"
    if page["turned"]:
        yield "page-turned", f"đã xoay {page['turned']} độ để đọc"
