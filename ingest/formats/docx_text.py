"""The text of one paragraph of a Word document, as it is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ingest.formats.docx_fonts import Fonts
from ingest.formats.extracted import plain
from ingest.formats.legacy import from_font
from ingest.formats.numbering import Numbering, W
from ingest.formats.numerals import numeral
from ingest.plan import PlanWarning

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_INLINE = frozenset(
    f"{W}{tag}"
    for tag in ("hyperlink", "smartTag", "ins", "moveTo", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo")
)
_REMOVED = frozenset({f"{W}del", f"{W}moveFrom"})
_SIGNS = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_OBJECTS = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_PICTURES = ("}blip", "}imagedata", "}chart", "}relIds")
_NAMES = {
    "picture": "{} hình ảnh, biểu đồ không đọc",
    "change": "văn bản còn {} chỗ theo dõi sửa đổi: đọc như đã chấp nhận hết",
    "font": "{} đoạn chữ theo phông cũ (TCVN3, VNI) được chuyển sang Unicode",
    "hidden": "{} đoạn chữ ẩn không đọc",
    "imported": "{} phần nhúng từ tệp khác không đọc",
}
_KINDS = {"change": "tracked-changes", "font": "legacy-font"}


class ParagraphReader:
    """Reads paragraphs one after another: it counts lists and notes, so the order matters.

    `marks` are the (id, mark) of the notes met so far, `left_out` counts what was not read.
    """

    def __init__(self, numbering: Numbering, styles: Any) -> None:
        self.marks: dict[str, list[tuple[str, str]]] = {"footnote": [], "endnote": []}
        self.left_out: Counter[str] = Counter()
        self._numbering = numbering
        self._capitals = _styles_in_capitals(styles) if styles is not None else frozenset()
        self._fonts = Fonts(styles)
        self._style = ""

    def read(self, paragraph: Any) -> tuple[str, list[Any]]:
        """(text of a w:p with its automatic label, the contents of the text boxes that hang on it)."""
        boxes: list[Any] = []
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        self._style = style.get(f"{W}val", "") if style is not None else ""
        capitals = self._style in self._capitals
        text = plain("".join(self._inline(paragraph, capitals, boxes)))
        label = self._numbering.label(paragraph)  # an empty item is counted too
        return (label + text.strip() if text.strip() else ""), boxes

    def warnings(self) -> Iterator[PlanWarning]:
        """What was left out or taken one way of two, one warning for each kind."""
        for kind, count in sorted((+self.left_out).items()):
            yield PlanWarning(_KINDS.get(kind, f"{kind}-left-out"), _NAMES[kind].format(count))

    def _inline(self, parent: Any, capitals: bool, boxes: list[Any]) -> Iterator[str]:
        for node in parent:
            if node.tag == f"{W}r":
                yield from self._run(node, capitals, boxes)
            elif node.tag in _INLINE:
                self.left_out["change"] += node.tag in (f"{W}ins", f"{W}moveTo")
                yield from self._inline(node, capitals, boxes)
            elif node.tag in _REMOVED:
                self.left_out["change"] += 1
            elif str(node.tag).startswith(M):
                yield from (t.text or "" for t in node.iter(f"{M}t"))

    def _run(self, run: Any, capitals: bool, boxes: list[Any]) -> Iterator[str]:
        properties = run.find(f"{W}rPr")
        if properties is not None:
            if _is_on(properties, "vanish", False):
                self.left_out["hidden"] += any(node.text for node in run.iter(f"{W}t"))
                return
            capitals = _is_on(properties, "caps", capitals)
        font = self._fonts.of(properties, self._style)
        for node in run:
            text = self._piece(node, boxes)
            shown = from_font(text, font) if node.tag == f"{W}t" else text
            self.left_out["font"] += shown != text
            yield shown.upper() if capitals else shown

    def _piece(self, node: Any, boxes: list[Any]) -> str:
        if node.tag == f"{W}t":
            return (node.text or "").replace("\n", " ")
        if node.tag in _SIGNS:
            return _SIGNS[node.tag]
        if node.tag == f"{W}br":
            return "\n" if node.get(f"{W}type", "textWrapping") == "textWrapping" else ""
        if node.tag == f"{W}sym":
            code = node.get(f"{W}char", "")
            return "•" if code.upper().startswith("F0") else ""
        if node.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            return self._mark(node)
        if node.tag == f"{MC}AlternateContent":
            choice = node.find(f"{MC}Choice")
            self._object(choice if choice is not None else node, boxes)
        elif node.tag in _OBJECTS:
            self._object(node, boxes)
        return ""

    def _mark(self, node: Any) -> str:
        kind = "footnote" if node.tag == f"{W}footnoteReference" else "endnote"
        marks = self.marks[kind]
        mark = f"[{numeral(len(marks) + 1, 'decimal' if kind == 'footnote' else 'lowerRoman')}]"
        marks.append((node.get(f"{W}id", ""), mark))
        return mark

    def _object(self, node: Any, boxes: list[Any]) -> None:
        """Take the text boxes of a drawing; count its pictures. A box within a box comes with the outer one."""
        found: list[Any] = []
        for box in node.iter(f"{W}txbxContent"):
            if not any(ancestor in found for ancestor in box.iterancestors()):
                found.append(box)
        boxes += found
        self.left_out["picture"] += any(str(inner.tag).endswith(_PICTURES) for inner in node.iter())


def _is_on(properties: Any, name: str, default: bool) -> bool:
    found = properties.find(f"{W}{name}")
    return default if found is None else found.get(f"{W}val", "1") not in ("0", "false", "off")


def _styles_in_capitals(root: Any) -> frozenset[str]:
    return frozenset(
        style.get(f"{W}styleId")
        for style in root.findall(f"{W}style")
        if (own := style.find(f"{W}rPr")) is not None and _is_on(own, "caps", False)
    )
