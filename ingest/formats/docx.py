"""Word documents (.docx): paragraphs and tables in the order of the body, as they are shown.

Automatic numbers are written out, tracked changes taken as accepted, hidden text left out. Footnotes stand at the end
under their marks ("[1]"), text boxes after the paragraph that they hang on. What is left out is reported.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from ingest.errors import SourceError
from ingest.formats.docx_text import ParagraphReader
from ingest.formats.extracted import Extracted, TextWriter
from ingest.formats.grid import MAX_COLUMNS, Block, Cell, Grid, Placed, write_blocks
from ingest.formats.numbering import Numbering, W
from ingest.formats.package import check_package
from ingest.plan import PlanWarning

_INSIDE = frozenset(f"{W}{tag}" for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


def read(data: bytes, name: str) -> Extracted:
    """The text of a Word document. Raises SourceError for one that is unsafe, damaged or encrypted."""
    check_package(data, name)
    parts = _Parts(data, name)
    reader = ParagraphReader(Numbering(parts.root("numbering"), parts.root("styles")), parts.root("styles"))
    writer = TextWriter(name)
    write_blocks(writer, _blocks(parts.body, reader))
    for kind in ("footnote", "endnote"):
        _write_notes(writer, parts.root(f"{kind}s"), kind, reader)
    headers = sorted({text for root in parts.frames() if (text := _frame_text(root))})
    warnings = [
        *(PlanWarning("header-left-out", f"đầu trang, chân trang không đọc: “{text}”") for text in headers),
        *reader.warnings(),
    ]
    return Extracted(writer.text(), None, "utf-8", tuple(warnings))


class _Parts:
    """The XML parts of a document, by the kind of relationship that leads to them."""

    def __init__(self, data: bytes, name: str) -> None:
        import docx

        try:
            document = docx.Document(io.BytesIO(data))
            self.body: Any = document.element.body
        except Exception as error:  # python-docx and lxml raise many kinds for what is no document of theirs
            reason = f"is not a Word document that can be read ({type(error).__name__}: {str(error)[:200]})"
            hint = "Open it in a word processor and save it as .docx again"
            raise SourceError(name, reason, hint, "failed") from error
        if self.body is None:
            hint = "Save it as .docx (Word document), not as Strict Open XML"
            raise SourceError(name, "is not in Word's usual .docx form", hint, "refused")
        # A relationship of no type, which a damaged file may hold, leads to nothing that is read.
        self._parts: list[tuple[str, Any]] = [
            (relation.reltype.rpartition("/")[2], relation.target_part)
            for _, relation in sorted(document.part.rels.items())
            if relation.reltype and not relation.is_external
        ]

    def root(self, kind: str) -> Any:
        """The root of the first part of this kind, or None."""
        return next((_parse(part) for found, part in self._parts if found == kind), None)

    def frames(self) -> Iterator[Any]:
        """The roots of headers and footers."""
        return (_parse(part) for found, part in self._parts if found in ("header", "footer"))


def _parse(part: Any) -> Any:
    element = getattr(part, "element", None)
    if element is not None:
        return element
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    return etree.fromstring(part.blob, parser)


def _blocks(parent: Any, reader: ParagraphReader) -> Iterator[Block]:
    """The paragraphs and tables in a body, a cell or a text box."""
    for node in parent:
        if node.tag == f"{W}p":
            yield from _paragraph(node, reader)
        elif node.tag == f"{W}tbl":
            yield _grid(node, reader)
        elif node.tag in _INSIDE:
            yield from _blocks(node, reader)
        elif node.tag == f"{W}altChunk":
            reader.left_out["imported"] += 1


def _paragraph(node: Any, reader: ParagraphReader) -> Iterator[Block]:
    text, boxes = reader.read(node)
    if text.strip():
        yield text
    for box in boxes:
        yield from _blocks(box, reader)


def _grid(table: Any, reader: ParagraphReader) -> Grid:
    grid = Grid()
    above: dict[int, Placed] = {}
    for row in _inner(table, "tr"):
        placed: list[Placed] = []
        column = _number(row, "trPr/gridBefore", 0)
        now: dict[int, Placed] = {}
        for node in _inner(row, "tc"):
            span = max(1, _number(node, "tcPr/gridSpan", 1))
            merge = node.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val") != "restart" and column in above
            cell = above[column] if goes_on else _cell(node, column, span, len(grid.rows), reader)
            if merge is not None:
                now[column] = cell
            if len(placed) < MAX_COLUMNS:
                placed.append(cell)
            elif not goes_on:
                placed[-1].cell.blocks += cell.cell.blocks
            column += span
        above = now
        grid.rows.append(placed)
    return grid


def _cell(node: Any, column: int, span: int, row: int, reader: ParagraphReader) -> Placed:
    return Placed(Cell(column, span, list(_blocks(node, reader))), row)


def _inner(parent: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also those in content controls."""
    for node in parent:
        if node.tag == f"{W}{tag}":
            yield node
        elif node.tag in _INSIDE:
            yield from _inner(node, tag)


def _number(node: Any, path: str, default: int) -> int:
    found = node.find("/".join(f"{W}{step}" for step in path.split("/")))
    text = found.get(f"{W}val") if found is not None else None
    return min(int(text), MAX_COLUMNS) if text and text.isascii() and text.isdigit() and len(text) < 5 else default


def _write_notes(writer: TextWriter, root: Any, kind: str, reader: ParagraphReader) -> None:
    """The notes in the order of their marks, each begun by its mark."""
    nodes = {} if root is None else {node.get(f"{W}id"): node for node in root.findall(f"{W}{kind}")}
    marks = reader.marks[kind]
    at = 0
    while at < len(marks):  # a note may hold marks of further notes
        number, mark = marks[at]
        at += 1
        if number not in nodes:
            continue
        blocks = list(_blocks(nodes[number], reader))
        first = blocks[0] if blocks and isinstance(blocks[0], str) else ""
        write_blocks(writer, [f"{mark} {first.strip()}", *(blocks[1:] if first else blocks)])


def _frame_text(root: Any) -> str:
    """What a header or footer says besides a page number."""
    text = " ".join("".join(node.text or "" for node in root.iter(f"{W}t")).split())
    return text[:200] if any(c.isalpha() for c in text.lower().replace("trang", "")) else ""
