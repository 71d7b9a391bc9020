"""The pieces of a plan as a tree, and how their label styles nest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from ingest.passages import Part
from ingest.text.mapped import MappedText

Kind = Literal["root", "item", "bullet", "paragraph", "appendix", "group", "row", "cell"]

INNER_CAPITAL = "capital below roman"
"""The style of "A." in a plan whose sections "I.", "II." stand above such letters and not below them."""
_DEPTH = {
    "phần": -3.0,
    "chương": -2.0,
    "mục": -1.0,
    "điều": -1.0,
    "capital": 0.0,
    "roman": 1.0,
    INNER_CAPITAL: 1.5,
    "capitals": 90.0,
}


@dataclass(slots=True, eq=False)
class Node:
    """A piece of the plan. `text` is without label or bullet; `label` is the node's own, `path` that of the nearest
    labelled node (itself included). `cells` are the cells of a table row by kind of column, `fragments` the pieces of
    its statement. `number_children` sets a node's place among its siblings (`order`), and of its children the last
    one with a label (`last_item`) and the first that is no paragraph (`first_other`).
    """

    kind: Kind
    text: MappedText | None
    part: Part
    style: str = ""
    label: str = ""
    path: str = ""
    level: int = 0
    start: int = 0
    page: int | None = None
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    cells: dict[str, MappedText] = field(default_factory=dict)
    fragments: list[MappedText] = field(default_factory=list)
    order: int = 0
    last_item: int = -1
    first_other: int = 10**9

    @property
    def plain(self) -> str:
        """The clean text, or ""."""
        return self.text.text if self.text else ""

    def walk(self) -> Iterator[Node]:
        """The nodes below this one, in reading order."""
        for child in self.children:
            yield child
            yield from child.walk()


def number_children(root: Node) -> None:
    """Write down the places that the frames ask for, so that none of them searches among siblings."""
    for parent in [root, *root.walk()]:
        for i, child in enumerate(parent.children):
            child.order = i
            if child.label:
                parent.last_item = i
            if child.kind != "paragraph":
                parent.first_other = min(parent.first_other, i)


def depth(style: str) -> float:
    """How deep a style stands whatever the plan does: articles and Roman numerals above everything else."""
    if style in _DEPTH:
        return _DEPTH[style]
    if style.startswith("arabic"):
        return 1 + int(style.removeprefix("arabic"))
    return 99
