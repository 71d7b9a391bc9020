"""Web pages and Word's own HTML (.htm, .html): what a browser shows, as paragraphs, list items and rows of tables.

Scripts, styles, comments (Word's conditional ones too) and hidden elements are left out; nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingest.errors import SourceError
from ingest.formats import limits
from ingest.formats.charset import decode
from ingest.formats.extracted import Extracted, TextWriter, plain
from ingest.formats.grid import MAX_COLUMNS, Block, Cell, Grid, Placed, write_blocks
from ingest.formats.legacy import from_font
from ingest.formats.numerals import numeral
from ingest.plan import PlanWarning

_SKIPPED = frozenset({"head", "script", "style", "noscript", "template", "title", "svg", "math", "object"}) | {
    "iframe", "select", "textarea", "button", "xml", "audio", "video",
}  # fmt: skip
_BLOCKS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "center", "hr", "body"}) | {
    "section", "article", "header", "footer", "main", "aside", "nav", "address", "figure", "figcaption", "html",
    "dl", "dt", "dd", "ul", "ol", "li", "form", "fieldset", "legend", "details", "summary",
    "table", "caption", "tr", "td", "th",
}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_FAMILY = re.compile(r"font-family\s*:\s*[\"']?([^;,\"']+)", re.IGNORECASE)
_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_WIDE = re.compile(r"\u00a0{4,}")


def read(data: bytes, name: str) -> Extracted:
    """The text of a page. Raises SourceError ("refused") for one that is too large, nested too deeply to be a
    document, or in an encoding that is not known."""
    from lxml import etree

    if len(data) > limits.PAGE_BYTES:
        reason = f"is larger than {limits.PAGE_BYTES // limits.MB} MB"
        raise SourceError(name, reason, "Leave out its pictures, or split it", "refused")
    text, encoding = decode(data, name)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    root = etree.fromstring(re.sub(r"[\x00\ud800-\udfff]", "", text).encode() or b"<p>", parser)
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise SourceError(name, "is nested too deeply to be a document", "Save it anew in a word processor", "refused")
    writer = TextWriter(name)
    reader = _PageReader()
    if root is not None:
        write_blocks(writer, reader.read(root))
    message = f"{reader.converted} đoạn chữ theo phông cũ (TCVN3, VNI) được chuyển sang Unicode"
    warnings = (PlanWarning("legacy-font", message),) if reader.converted else ()
    return Extracted(writer.text(), None, encoding, warnings)


class _Table:
    """A table under construction. `above` holds the cells that reach down into the row at hand, with the number of
    rows left to them, by column; `below` those that reach further."""

    def __init__(self) -> None:
        self.grid = Grid()
        self._column = 0
        self._above: dict[int, tuple[int, Placed]] = {}
        self._below: dict[int, tuple[int, Placed]] = {}

    def row(self) -> None:
        """Begin a row."""
        self.close()
        self._above, self._below, self._column = self._below, {}, 0
        self.grid.rows.append([])

    def close(self) -> None:
        """End the row: place the cells from above that stand after its last one."""
        for column in sorted(self._above):
            self._carry(column)

    def cell(self, rows: int, columns: int) -> Cell:
        """A new cell in the next free column. Rows beyond `MAX_COLUMNS` cells go on in their last one."""
        if not self.grid.rows:
            self.row()
        row = self.grid.rows[-1]
        while self._column in self._above:
            self._carry(self._column)
        if len(row) >= MAX_COLUMNS:
            return row[-1].cell
        placed = Placed(Cell(self._column, columns), len(self.grid.rows) - 1)
        row.append(placed)
        if rows > 1:
            self._below[self._column] = (rows - 1, placed)
        self._column += columns
        return placed.cell

    def _carry(self, column: int) -> None:
        left, placed = self._above.pop(column)
        if len(self.grid.rows[-1]) < MAX_COLUMNS:
            self.grid.rows[-1].append(placed)
        if left > 1:
            self._below[column] = (left - 1, placed)
        self._column = max(self._column, column + placed.cell.span)


class _PageReader:
    """Walks a page without recursion: `_boxes` are the lists of blocks being filled (the page, then cells of tables
    within it), `_text` the paragraph being read."""

    def __init__(self) -> None:
        self._boxes: list[list[Block]] = [[]]
        self._tables: list[_Table] = []
        self._depths: list[int] = []
        self._lists: list[Iterator[str]] = []
        self._text: list[str] = []
        self._label = ""
        self._fonts = [""]
        self.converted = 0

    def read(self, root: Any) -> list[Block]:
        """The paragraphs and tables of the page."""
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        for event, node in walk:
            tag = str(node.tag).lower()
            if event == "start":
                if tag in _SKIPPED or _HIDDEN.search(node.get("style", "")):
                    walk.skip_subtree()
                else:
                    self._fonts.append(_font(node) or self._fonts[-1])
                    self._start(tag, node)
            else:
                if not (tag in _SKIPPED or _HIDDEN.search(node.get("style", ""))):
                    self._end(tag)
                    self._fonts.pop()
                self._add(node.tail)
        self._flush()
        return self._boxes[0]

    def _start(self, tag: str, node: Any) -> None:
        if tag in _BLOCKS:
            self._flush()
        if tag == "br":
            self._text.append("\n")
        elif tag in ("ul", "ol"):
            self._lists.append(_labels(tag, node))
        elif tag == "li":
            self._label = next(self._lists[-1]) if self._lists else "- "
        elif tag == "table":
            self._tables.append(_Table())
            self._depths.append(len(self._boxes))
        elif tag == "tr" and self._tables:
            self._tables[-1].row()
        elif tag in ("td", "th") and self._tables:
            cell = self._tables[-1].cell(_count(node, "rowspan", 65_534), _count(node, "colspan", MAX_COLUMNS))
            self._boxes.append(cell.blocks)
        self._add(node.text)

    def _add(self, text: str | None) -> None:
        """Go on with the paragraph, in the font at hand."""
        shown = from_font(text or "", self._fonts[-1])
        self.converted += shown != (text or "")
        self._text.append(_blanks(shown))

    def _end(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag in ("td", "th") and len(self._boxes) > 1:
            self._boxes.pop()
        elif tag == "table" and self._tables:
            table = self._tables.pop()
            table.close()
            del self._boxes[self._depths.pop() :]
            self._boxes[-1].append(table.grid)

    def _flush(self) -> None:
        """End the paragraph."""
        text = plain(_shown("".join(self._text)))
        self._text = []
        if text.strip():
            self._boxes[-1].append(self._label + text.strip())
            self._label = ""


def _blanks(text: str) -> str:
    """A text with its white space folded, as a browser does; no-break blanks stay."""
    return re.sub(r"[ \t\r\n\f]+", " ", text)


def _font(node: Any) -> str:
    """The font that an element names for what is in it."""
    named = _FAMILY.search(node.get("style", ""))
    return named.group(1).strip() if named else (node.get("face") or "").partition(",")[0].strip()


def _shown(text: str) -> str:
    """A paragraph without the blanks at the ends of its lines; four no-break blanks and more are a gap."""
    text = re.sub(r" {2,}", " ", _WIDE.sub("\t", text).replace("\u00a0", " "))
    return "\n".join(line.strip(" \t") for line in text.split("\n"))


def _labels(tag: str, node: Any) -> Iterator[str]:
    if tag == "ul":
        while True:
            yield "- "
    value = _count(node, "start", 9999)
    style = _STYLES.get(node.get("type", ""), "decimal")
    while True:
        yield f"{numeral(value, style)}. "
        value += 1


def _count(node: Any, name: str, most: int) -> int:
    text = (node.get(name) or "").strip()
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 7 else 1
