"""The text layer of a PDF: one line of text to a line, rows of ruled tables, a form feed between pages.

An empty line stands where more space is left than between the lines of a paragraph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ingest.errors import SourceError
from ingest.formats import limits
from ingest.formats.page_breaks import joined
from ingest.formats.pdf_page import PageLine, page_lines
from ingest.formats.pdf_stamps import Stamp, read_stamps

_SPACE = 2.0
"""Points by which lines lie further apart where a paragraph ends; within one they differ by rounding only."""


def read_pages(data: bytes, name: str) -> tuple[list[str], list[int]]:
    """(the text of each page, "" where it has none; the numbers of those whose rows stand on pages before them).

    Raises SourceError: "refused" for a PDF with a password, too much text or too many pages; "failed" for a damaged
    one.
    """
    drawn = _pages(data, name)
    lines = _with_whole_rows(drawn)
    pitch = _pitch(lines)
    moved = [number for number, (old, new) in enumerate(zip(drawn, lines, strict=True)) if len(new) < len(old)]
    return ["".join(_spaced(page, pitch)) for page in lines], moved


def _with_whole_rows(pages: list[list[PageLine]]) -> list[list[PageLine]]:
    """The pages with the rows that a page break cut in two on the page where they begin."""
    whole = joined([[line.text for line in page] for page in pages])
    return [
        [PageLine(text, line.base) for line, text in zip(page, texts, strict=True) if text]
        for page, texts in zip(pages, whole, strict=True)
    ]


def _pages(data: bytes, name: str) -> list[list[PageLine]]:
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > limits.PAGES:
                reason = f"has {len(document)} pages, more than {limits.PAGES}"
                raise SourceError(name, reason, "Split it into several files", "refused")
            stamps = _stamps(data) if document.get_formtype() else {}
            pages: list[list[PageLine]] = []
            room = limits.CHARACTERS
            for number in range(len(document)):
                page = document[number]
                pages.append(page_lines(page, stamps.get(number, ())))
                page.close()
                room -= sum(len(line.text) for line in pages[-1])
                if room < 0:
                    reason = f"holds more than {limits.CHARACTERS:,} characters of text"
                    raise SourceError(name, reason, "Split it into several files", "refused")
            return pages
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceError(name, "needs a password", "Save it without one", "refused") from error
        raise SourceError(name, f"is a damaged PDF ({error})", "Export it again", "failed") from error


def _stamps(data: bytes) -> dict[int, list[Stamp]]:
    """What digital signatures stamp on the pages of a PDF with form fields."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            document.init_forms()
            return {number: read_stamps(document, number) for number in range(len(document))}
    except pypdfium2.PdfiumError:  # damaged fields: the text is read without them
        return {}


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
