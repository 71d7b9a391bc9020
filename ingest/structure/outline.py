"""The tree of a plan: sections, items, bullets, paragraphs, table rows, each with its label path and its part.

A label belongs beside the last label of its own style and below everything that was opened since a style above it;
so "a)" after "1." is its child and "2." after "a)" the sibling of "1.", whatever a plan's order of styles is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.passages import Part
from ingest.plan import OutlineItem
from ingest.structure.blocks import Paragraph
from ingest.structure.cells import cell_text
from ingest.structure.labels import find_label
from ingest.structure.nodes import INNER_CAPITAL, Node, depth, number_children
from ingest.structure.roleblocks import read_blocks
from ingest.structure.rows import RowReader
from ingest.structure.sections import Piece, appendix_label, is_closing, part_of_heading
from ingest.structure.tables import Table
from ingest.text.mapped import MappedText, join

_WORK = re.compile(r"(?:phát triển|xây dựng|mở rộng|đẩy mạnh|tăng cường|củng cố|thu hút|hỗ trợ)(?!\w)")
_FIGURE = re.compile(r"\d")


def title_of(node: Node) -> str:
    """A heading's or item's text as it is written, final punctuation left out."""
    return (node.text.written() if node.text else "").rstrip(" .;:,/!")


def build_tree(raw: str, pieces: Sequence[Piece]) -> Node:
    """The tree of everything from the first section on; what stands before it is not in the tree."""
    builder = _Builder(raw)
    for piece in pieces:
        if isinstance(piece.block, Table):
            builder.table(piece.block, appendix=piece.zone == "appendix")
        elif piece.zone == "body":
            builder.paragraph(piece.block)
        elif piece.zone == "appendix":
            builder.annex(piece.block)
        elif piece.zone in ("heading", "recipients", "signature"):
            builder.close()
    for section in builder.root.children:
        _find_work_among_aims(section)
    number_children(builder.root)
    return builder.root


def _find_work_among_aims(section: Node) -> None:
    """In a section of indicators, the items under a heading that says what to do and that hold no figure are contents:
    "II. CHỈ TIÊU XUẤT KHẨU / 3. Phát triển dịch vụ hỗ trợ xuất khẩu / - Tiếp tục ..."."""
    if section.part != "target" or not section.plain.lower().startswith("chỉ tiêu"):
        return
    for item in section.children:
        below = list(item.walk())
        if item.label and below and _WORK.match(item.plain.lower()) and not any(_FIGURE.search(n.plain) for n in below):
            for node in (item, *below):
                node.part = "content"


def outline_items(root: Node) -> tuple[OutlineItem, ...]:
    """An entry for every node with a label of its own, in reading order."""
    return tuple(
        OutlineItem(node.path, title_of(node), node.start, node.level, node.text.end if node.text else node.start)
        for node in root.walk()
        if node.label
    )


class _Builder:
    """Keeps the open labelled nodes (`stack`, outermost first) while pieces arrive in order."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.root = Node("root", None, "content")
        self.stack: list[Node] = []
        self.seen: Counter[str] = Counter()
        self.base: Node = self.root
        self.untitled = False
        self.capitals = ""
        self.bullets: list[Node] = []

    def close(self) -> None:
        """The body is over: what comes next starts afresh."""
        self.stack, self.bullets, self.base, self.capitals = [], [], self.root, ""

    # ---- paragraphs

    def paragraph(self, block: Paragraph) -> None:
        label = find_label(block.text.text)
        if label is None:
            self._unlabelled(block)
        elif label.style.startswith("bullet"):
            text = block.text.cut(label.end)
            if text:
                self._bullet(text, label.style, block)
        else:
            text = block.text.cut(label.end)
            self._item(
                label.name, label.style, text or None, block.text.span(label.start, label.start + 1).start, block
            )

    def _item(self, name: str, style: str, text: MappedText | None, start: int, block: Paragraph) -> None:
        if style == "capital":
            style = self._capital(name)
        self._pop_to(name, style)
        parent = self.stack[-1] if self.stack else self.base
        node = Node("item", text, parent.part, style, name, start=start, page=block.page)
        self._place(node, parent)
        node.part = self._part(node, parent)
        self.stack.append(node)
        self.bullets = []

    def _capital(self, name: str) -> str:
        """Whether "A." stands above Roman numerals or below them: as the first of them, "A." itself, does."""
        if not self.capitals:
            below = name == "A" and any(node.style == "roman" for node in self.stack)
            self.capitals = INNER_CAPITAL if below else "capital"
        return self.capitals

    def _pop_to(self, name: str, style: str) -> None:
        """Close the open nodes that a label of `style` cannot stand under."""
        for i, open_node in enumerate(self.stack):
            if open_node.style == style or depth(open_node.style) > depth(style):
                del self.stack[i:]
                return
        if style.startswith("arabic") and "." in name:
            prefix = name.rpartition(".")[0]
            for i, open_node in enumerate(self.stack):
                if (
                    open_node.style.startswith("arabic")
                    and open_node.label != prefix
                    and not prefix.startswith(open_node.label + ".")
                ):
                    del self.stack[i:]
                    return

    def _place(self, node: Node, parent: Node) -> None:
        node.parent = parent
        parent.children.append(node)
        above = parent
        if "." in node.label:
            # "1.1" already names its parent: the path goes on from above the other arabic numbers.
            while above.style.startswith("arabic") and above.parent is not None:
                above = above.parent
        path = f"{above.path}.{node.label}" if above.path else node.label
        self.seen[path] += 1
        node.path = path if self.seen[path] == 1 else f"{path}#{self.seen[path]}"
        node.level = parent.level + 1

    def _part(self, node: Node, parent: Node) -> Part:
        if self.base.kind == "appendix":
            return "appendix"
        if node.style == "điều":
            return "organisation"
        if node.level == 1:
            return part_of_heading(node.plain) or "content"
        inner = part_of_heading(node.plain, inner=True)
        late = inner in ("schedule", "funding", "purpose")
        if inner is None or parent.part == "organisation" or (late and parent.part == "content" and node.level > 2):
            return parent.part
        return inner

    def _bullet(self, text: MappedText, style: str, block: Paragraph) -> None:
        while self.bullets and style in [b.style for b in self.bullets]:
            self.bullets.pop()
        if style == "bullet*" and read_blocks(text):
            self.bullets = []  # "* Đơn vị thực hiện: ..." speaks of all the bullets above it
        parent = self.bullets[-1] if self.bullets else self._open()
        node = Node("bullet", text, parent.part, style, path=parent.path, level=parent.level + 1, start=text.start)
        node.parent, node.page = parent, block.page
        parent.children.append(node)
        self.bullets.append(node)

    def _open(self) -> Node:
        return self.stack[-1] if self.stack else self.base

    def _unlabelled(self, block: Paragraph) -> None:
        text = block.text
        if text.text.isupper() and not self.stack and (part := part_of_heading(text.text)):
            self._section(text, part, block)
            return
        self.bullets = []
        parent = self._open()
        node = Node("paragraph", text, parent.part, path=parent.path, level=parent.level + 1, start=text.start)
        node.parent, node.page = parent, block.page
        if is_closing(text.text) and self.base.kind != "appendix":
            node.part = "closing"
        parent.children.append(node)

    def _section(self, text: MappedText, part: Part, block: Paragraph) -> None:
        """A heading in capitals without a label: a section of the plan, with no entry in the outline."""
        node = Node("item", text, part, "capitals", start=text.start, page=block.page, parent=self.root)
        self.root.children.append(node)
        self.base, self.stack, self.bullets = node, [], []

    # ---- appendices

    def annex(self, block: Paragraph) -> None:
        """A paragraph after the plan's end: an appendix heading, its title, a remark, or text of the appendix."""
        found = appendix_label(block.text.text, after_body=True)
        if found is not None:
            label, after = found
            self._appendix(label, block.text.cut(after) or None, block.text.start, block)
        elif self.base.kind != "appendix":
            self._appendix("PHỤ LỤC" if block.text.text.isupper() else "", block.text, block.text.start, block)
        elif self.untitled and not block.text.text.startswith("(") and find_label(block.text.text) is None:
            self._title(block.text)
        else:
            self.untitled = self.untitled and block.text.text.startswith("(")
            self.paragraph(block)

    def _appendix(self, label: str, title: MappedText | None, start: int, block: Paragraph) -> None:
        node = Node("appendix", title, "appendix", "appendix", label, start=start, page=block.page, parent=self.root)
        name = label or "PHỤ LỤC"
        self.seen[name] += bool(label)
        node.path = name if self.seen[name] < 2 else f"{name}#{self.seen[name]}"
        node.level = 1
        self.root.children.append(node)
        self.base, self.stack, self.bullets, self.capitals = node, [], [], ""
        self.untitled = title is None or title.text.isupper()

    def _title(self, text: MappedText) -> None:
        if self.base.text is None:
            self.base.text = text
            self.untitled = text.text.isupper()
        elif text.text.isupper() or text.text[:1].islower():
            self.base.text = join([self.base.text, text])
        else:
            self.untitled = False
            self._unlabelled(Paragraph(text, self.base.page or 1))

    # ---- tables

    def table(self, table: Table, *, appendix: bool) -> None:
        self.untitled = False
        if appendix and self.base.kind != "appendix":
            self._appendix("", None, table.start, Paragraph(MappedText("", (), (), self.raw)))
        if not table.kinds:
            self._cells(table)
            return
        home = self._open()
        if self.base.kind == "appendix":
            self.base.style = "tabled"
        rows = RowReader(self.raw, home, self._place)
        for i, row in enumerate(table.rows):
            rows.add(table, row, table.rows[i + 1] if i + 1 < len(table.rows) else None)
        self.stack = self.stack[: self.stack.index(home) + 1] if home in self.stack else []

    def _cells(self, table: Table) -> None:
        parent = self._open()
        for row in table.rows:
            for cell in row.cells:
                text = cell_text(self.raw, cell)
                if text and any(c.isalpha() for c in text.text):
                    node = Node("cell", text, parent.part, path=parent.path, level=parent.level + 1, start=text.start)
                    node.parent, node.page = parent, row.page
                    parent.children.append(node)
