"""The rows of a table of assignments -> nodes: titles of groups, data rows, fragments of a row after a page break."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.structure.cells import cell_text
from ingest.structure.labels import find_label, number_style, row_number
from ingest.structure.nodes import Node, depth
from ingest.structure.tables import Row, Table
from ingest.text.mapped import MappedText, join

_WORDS = re.compile(r"[^\W\d_]{2,}")
_TITLE = 4
"""Words of a title; a time that is broken over rows has fewer."""
_SUBTOTAL = re.compile(r"[\d.,]+")
"""What the column of funds holds beside the title of a group."""
_DITTO = re.compile(r"\W*(?:nt|như trên|\"|'')\W*", re.IGNORECASE)


class RowReader:
    """The rows of one table: groups above, data rows below them, fragments of a row after a page break."""

    def __init__(self, raw: str, home: Node, place: Callable[[Node, Node], None]) -> None:
        self.raw = raw
        self.home = home
        self.place = place
        self.open: list[Node] = []
        self.last: Node | None = None
        self.told: dict[str, MappedText] = {}

    def add(self, table: Table, row: Row, after: Row | None) -> None:
        raw = self.raw
        cells: dict[str, MappedText] = {}
        for kind, cell in zip(table.kinds, row.cells, strict=False):
            text = cell_text(raw, cell)
            if text is not None and kind != "other":
                cells[kind] = text
        if not cells:
            return
        cells = self._titled_beside(cells, table, after)
        if self._heads_hours(cells, table, row):
            self._group("", cells["time"], cells["time"].start, row)
            return
        number, label_start = self._number(cells, row)
        task = cells.get("task")
        if row.title and task is not None:
            self._group(number or "", task, label_start, row)
        elif number is None and self.last is not None and self._goes_on(cells, row, "number" in table.kinds):
            self._continue(cells)
        elif task is not None and (number is None or label_start >= 0):
            if self._is_group(cells, number, table, after, raw):
                self._group(number or "", task, label_start, row)
            else:
                self._row(number or "", cells, label_start, row)

    def _titled_beside(self, cells: dict[str, MappedText], table: Table, after: Row | None) -> dict[str, MappedText]:
        """The cells of a row; where only a group's number and, beside it, its title are filled, that is the task's cell
        whatever the column is for: "I", "HỌC KỲ I" under "TT", "Thời gian", "Nội dung". The number of
        the row `after` tells that "5.1" is a group's."""
        if len(cells) != 2 or "number" not in cells or "task" in cells:
            return cells
        number = row_number(cells["number"].text)
        title = next(text for kind, text in cells.items() if kind != "number")
        groups = number is not None and (
            number_style(number) in ("roman", "capital")
            or _next_number(table, after, self.raw).startswith(f"{number}.")
        )
        if not groups or not _WORDS.search(title.text):
            return cells
        return {"number": cells["number"], "task": title}

    def _heads_hours(self, cells: dict[str, MappedText], table: Table, row: Row) -> bool:
        """ "Buổi sáng - Sinh hoạt theo lớp" alone in the first column, that of the hours, is the title of rows."""
        if [*cells] != ["time"] or table.kinds[0] != "time" or row.broken or row.title:
            return False
        text = cells["time"].text
        return text[:1].isupper() and len(_WORDS.findall(text)) >= _TITLE

    def _number(self, cells: dict[str, MappedText], row: Row) -> tuple[str | None, int]:
        """The row's label and its place. A group row may hold "I. TÊN NHÓM" in one cell."""
        cell = cells.get("number")
        if cell is None:
            task = cells.get("task")
            return None, task.start if task else -1
        if (name := row_number(cell.text)) is not None:
            return name, cell.start
        label = find_label(cell.text)
        if "task" not in cells:
            cells["task"] = cell
            if label is not None and not label.style.startswith("bullet") and (text := cell.cut(label.end)):
                cells["task"] = text
                return label.name, cell.start
        return None, cell.start

    def _goes_on(self, cells: dict[str, MappedText], row: Row, numbered: bool) -> bool:
        """A row without a number is the rest of the one above, unless it is a whole row of its own."""
        if "number" in cells:
            return False
        task = cells.get("task")
        if task is None or task.text[:1].islower():
            return True
        if self._repeats(cells):
            return False
        whole = any(kind in cells for kind in ("lead", "agencies", "output", "time"))
        before = self.last.fragments[-1].text if self.last and self.last.fragments else ""
        if task.text.isupper() and not before.isupper():
            return False  # a group whose letter a scan has lost
        open_ended = not before.endswith((".", ";"))
        if whole and not numbered:
            return False
        return (open_ended or not whole) if row.broken else (open_ended and not whole)

    def _repeats(self, cells: dict[str, MappedText]) -> bool:
        """A cell says what the one above says: the rest of a broken row would go on, not say it again."""
        held = self.last.cells if self.last else {}
        return any(kind in held and held[kind].text == text.text for kind, text in cells.items() if kind != "task")

    def _continue(self, cells: dict[str, MappedText]) -> None:
        assert self.last is not None
        for kind, text in cells.items():
            held = self.last.cells.get(kind)
            self.last.cells[kind] = join([held, text]) if held else text
        if "task" in cells:
            self.last.fragments.append(cells["task"])
            if self.last.text is not None:
                self.last.text = join([self.last.text, cells["task"]])

    def _is_group(
        self, cells: dict[str, MappedText], number: str | None, table: Table, after: Row | None, raw: str
    ) -> bool:
        if any(kind not in ("number", "task", "note") for kind in cells):
            return False
        if "note" in cells and _SUBTOTAL.fullmatch(cells["note"].text) is None:
            return False
        following = _next_number(table, after, raw)
        if number is not None and (number[:1].isupper() or following.startswith(f"{number}.")):
            return True
        text = cells["task"].text
        if number is not None and number.isdigit() and following[:1].islower():
            return True
        return text.isupper() or (number is None and following != "")

    def _group(self, number: str, text: MappedText, start: int, row: Row) -> None:
        style = number_style(number)
        if not number and text.text.isupper():
            style = "capitals"  # "NGÀY 2" stands above the "Buổi sáng" below it
        for i, node in enumerate(self.open):
            if node.style == style or depth(node.style) > depth(style):
                del self.open[i:]
                break
        node = Node("group", text, "appendix", style, number, start=start, page=row.page)
        self._attach(node)
        self.open.append(node)
        self.last = None

    def _row(self, number: str, cells: dict[str, MappedText], start: int, row: Row) -> None:
        cells = {kind: self._as_above(kind, text) for kind, text in cells.items()}
        self.told = {**self.told, **cells}
        style = number_style(number)
        if number:
            while self.open and self.open[-1].style == style:
                self.open.pop()
        node = Node("row", cells["task"], "appendix", style, number, start=start, page=row.page)
        node.cells, node.fragments = cells, [cells["task"]]
        self._attach(node)
        self.last = node

    def _as_above(self, kind: str, text: MappedText) -> MappedText:
        """What the row above says where a cell says "nt" ("như trên")."""
        return self.told.get(kind, text) if _DITTO.fullmatch(text.text) else text

    def _attach(self, node: Node) -> None:
        parent = self.open[-1] if self.open else self.home
        if node.label:
            self.place(node, parent)
        else:
            node.parent, node.path, node.level = parent, parent.path, parent.level + 1
            parent.children.append(node)


def _next_number(table: Table, after: Row | None, raw: str) -> str:
    if after is None or "number" not in table.kinds:
        return ""
    index = table.kinds.index("number")
    text = cell_text(raw, after.cells[index]) if index < len(after.cells) else None
    return (row_number(text.text) or "") if text else ""
