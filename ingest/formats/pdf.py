"""PDF files: the text layer, one line of text to a line, rows of ruled tables, a form feed between pages.

An empty line stands where more space is left than between the lines of a paragraph.

A scan has no text layer, and one that was put through character recognition for another language has a wrong one;
both are refused, because what was recognised as English cannot be searched or quoted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ingest.errors import SourceError
from ingest.formats.extracted import MAX_TEXT, Extracted
from ingest.formats.pdf_page import PageLine, page_lines
from ingest.formats.syllables import MIN_SHARE, vietnamese_share
from ingest.plan import PlanWarning

MAX_BYTES = 200 * 1024 * 1024
MAX_PAGES = 3_000
_SPACE = 2.0
"""Points by which lines lie further apart where a paragraph ends; within one they differ by rounding only."""
_NO_TEXT = "no usable text layer"
_OCR = "OCR is not available yet; use a PDF that was exported from a word processor, or the .docx itself"


def read(data: bytes, name: str) -> Extracted:
    """The text layer of a PDF.

    Raises SourceError: "refused" for one without a Vietnamese text layer, with a password, too large or with too many
    pages; "failed" for a damaged one.
    """
    if len(data) > MAX_BYTES:
        reason = f"is larger than {MAX_BYTES // 1024 // 1024} MB"
        raise SourceError(name, reason, "Split it into several files", "refused")
    lines = _pages(data, name)
    pitch = _pitch(lines)
    pages = ["".join(_spaced(page, pitch)) for page in lines]
    text = "\n\f".join(pages)
    share = vietnamese_share(text)
    if share is None:
        raise SourceError(name, f"{_NO_TEXT}: {len(pages)} pages hold no text (a scan)", _OCR, "refused")
    if share < MIN_SHARE:
        reason = f"{_NO_TEXT}: {share:.0%} of its words are Vietnamese (a wrong recognition, or another language)"
        raise SourceError(name, reason, _OCR, "refused")
    return Extracted(text, len(pages), "utf-8", tuple(_doubts(pages)))


def _doubts(pages: list[str]) -> Iterator[PlanWarning]:
    for number, page in enumerate(pages, 1):
        share = vietnamese_share(page)
        if not page.strip():
            yield PlanWarning("page-without-text", f"trang {number} không có lớp chữ: có thể là ảnh quét, không đọc")
        elif share is not None and share < MIN_SHARE:
            message = f"trang {number}: chỉ {share:.0%} số từ là tiếng Việt, lớp chữ có thể sai"
            yield PlanWarning("page-doubtful", message)


def _pages(data: bytes, name: str) -> list[list[PageLine]]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > MAX_PAGES:
                reason = f"has {len(document)} pages, more than {MAX_PAGES}"
                raise SourceError(name, reason, "Split it into several files", "refused")
            pages: list[list[PageLine]] = []
            room = MAX_TEXT
            for number in range(len(document)):
                page = document[number]
                pages.append(page_lines(page))
                page.close()
                room -= sum(len(line.text) for line in pages[-1])
                if room < 0:
                    reason = f"holds more than {MAX_TEXT:,} characters of text"
                    raise SourceError(name, reason, "Split it into several files", "refused")
            return pages
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError(name, "needs a password", "Save it without one", "refused") from error
        raise SourceError(name, f"is a damaged PDF ({error})", "Export it again", "failed") from error


def _pitch(pages: list[list[PageLine]]) -> float | None:
    """The usual distance between the base lines of a paragraph, in points: told by lines that begin within a sentence,
    because in a plan of short items most lines are paragraphs of their own. None where there are few such lines."""
    steps = Counter(
        round(2 * (above.base - below.base)) / 2
        for page in pages
        for above, below in pairwise(page)
        if above.base is not None and below.base is not None and above.base > below.base and _begins_inside(below.text)
    )
    pitch = max(steps, key=lambda step: (steps[step], -step), default=None)
    return pitch if pitch is not None and steps[pitch] > 2 else None


def _begins_inside(text: str) -> bool:
    """A small letter that is no label ("a)", "đ.")."""
    return text[:1].islower() and text[1:2] not in (")", ".", "/")


def _spaced(lines: list[PageLine], pitch: float | None) -> Iterator[str]:
    """The lines of a page, with an empty one where more than the usual space is left, and around tables."""
    for before, line in pairwise([None, *lines]):
        if before is not None and line is not None and _is_apart(before, line, pitch):
            yield "\n"
        yield f"{line.text}\n" if line is not None else ""


def _is_apart(above: PageLine, below: PageLine, pitch: float | None) -> bool:
    """A table stands between, more space than usual, or the second line is higher: it begins another column."""
    if above.base is None or below.base is None:
        return True
    step = above.base - below.base
    return pitch is not None and (step > pitch + _SPACE or step < -_SPACE)
