"""Raw text -> lines, paragraphs, tables, zones, tree, passages: everything that the recognisers read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.passages import Part, Passage
from ingest.plan import PlanWarning
from ingest.structure.bare_tables import with_bare_tables
from ingest.structure.blocks import Line, Paragraph, line_style, paragraphs, split_lines, without_noise
from ingest.structure.flat_tables import with_flat_tables
from ingest.structure.foot import foot_columns
from ingest.structure.homes import Homes
from ingest.structure.html_tables import html_tables
from ingest.structure.labels import find_label
from ingest.structure.nodes import Node
from ingest.structure.outline import build_tree
from ingest.structure.sections import Piece, Zone, divide
from ingest.structure.tables import Table, segments

_FRONT: dict[Zone, Part] = {
    "letterhead": "letterhead",
    "heading": "title",
    "title": "title",
    "basis": "basis",
    "preamble": "preamble",
    "recipients": "recipients",
    "signature": "signature",
    "note": "purpose",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """A plan's text in order (`passages`) and as a tree (`root`); `pieces` are its zones, for the letterhead."""

    raw: str
    pieces: tuple[Piece, ...]
    root: Node
    passages: tuple[Passage, ...]
    warnings: tuple[PlanWarning, ...]
    homes: Homes
    pages: int | None = None

    def other_tables(self) -> Iterator[Table]:
        """The tables that are no list of tasks, in order."""
        blocks = (piece.block for piece in self.pieces)
        return (block for block in blocks if isinstance(block, Table) and not block.kinds)


def layout(raw: str) -> Layout:
    """The layout of `raw`. Offsets in it are code points of `raw`."""
    lines = split_lines(raw)
    blocks = _blocks(raw, lines)
    pieces = tuple(with_flat_tables(divide(blocks)))
    root = build_tree(raw, pieces)
    warnings = tuple(_warnings(raw, pieces))
    pages = lines[-1].page if lines and lines[-1].page > 1 else None
    return Layout(raw, pieces, root, tuple(_passages(root, pieces, pages)), warnings, Homes(root), pages)


def _blocks(raw: str, lines: list[Line]) -> list[Paragraph | Table]:
    parts = list(_parts(raw, lines))
    kept, _ = without_noise([line for part in parts if isinstance(part, list) for line in part])
    style = line_style(kept)
    known = {line.start: line for line in kept}
    found: list[Paragraph | Table] = []
    for part in parts:
        if isinstance(part, Table):
            found.append(part)
        else:
            noise = [line for line in part if line.start not in known]
            columns, asides = foot_columns(raw, [known[line.start] for line in part if line.start in known])
            for column in columns:
                others = [line for other in columns if other is not column for line in other]
                found += paragraphs(raw, column, style, [*noise, *asides, *others])
    return found


def _parts(raw: str, lines: list[Line]) -> Iterator[list[Line] | Table]:
    """Runs of lines and the tables between them, those in HTML first cut out."""
    for table in html_tables(raw):
        before = [
            line
            if line.end <= table.start
            else replace(line, text=raw[line.start : table.start].strip(), end=table.start)
            for line in lines
            if line.start < table.start
        ]
        yield from _segments(raw, before)
        yield table
        lines = [line for line in lines if line.start >= table.end]
    yield from _segments(raw, lines)


def _segments(raw: str, lines: list[Line]) -> Iterator[list[Line] | Table]:
    for part in with_bare_tables(lines):
        if isinstance(part, Table):
            yield part
        else:
            yield from segments(raw, part)


def _passages(root: Node, pieces: tuple[Piece, ...], pages: int | None) -> Iterator[Passage]:
    found = [*_front(pieces), *_tree(root)]
    found.sort(key=lambda passage: passage.text.start)
    for passage in found:
        yield (
            passage
            if pages
            else Passage(passage.text, passage.part, passage.label, passage.heading, passage.bullet, None)
        )


def _front(pieces: tuple[Piece, ...]) -> Iterator[Passage]:
    for piece in pieces:
        if isinstance(piece.block, Table) or piece.zone not in _FRONT:
            continue
        text, bullet = piece.block.text, False
        label = find_label(text.text)
        if label is not None and label.style.startswith("bullet") and (inner := text.cut(label.end)):
            text, bullet = inner, True
        yield Passage(text, _FRONT[piece.zone], "", piece.zone == "heading", bullet, piece.block.page)


def _tree(root: Node) -> Iterator[Passage]:
    for node in root.walk():
        if node.kind == "row":
            texts = {id(text): text for text in [*node.fragments, *node.cells.values()]}
            aims = node.cells.get("measure")
            joined = node.cells.get("task") if len(node.fragments) > 1 else None
            for text in sorted(texts.values(), key=lambda t: t.start):
                if text is not joined or len(node.fragments) == 1:
                    yield Passage(text, "target" if text is aims else "appendix", node.path, False, False, node.page)
        elif node.text is not None:
            heading = node.kind in ("appendix", "group") or (node.kind == "item" and bool(node.children))
            yield Passage(node.text, node.part, node.path, heading, node.kind == "bullet", node.page)


def _warnings(raw: str, pieces: tuple[Piece, ...]) -> Iterator[PlanWarning]:
    for piece in pieces:
        if isinstance(piece.block, Table) and not piece.block.kinds:
            message = f"bảng {len(piece.block.rows)} dòng không đọc như bảng phân công nhiệm vụ"
            yield PlanWarning("table-not-read", message, piece.block.start, piece.block.end)
    if not any(piece.zone == "heading" for piece in pieces):
        yield PlanWarning("no-title", "không tìm thấy tên loại văn bản (KẾ HOẠCH, QUYẾT ĐỊNH, ...)")
