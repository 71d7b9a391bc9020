"""Role blocks: lines such as "Đơn vị chủ trì: ..." and "c) Thời gian: ..." that speak about the tasks beside them."""

from __future__ import annotations

import re
from functools import cache

from ingest.grammar import load
from ingest.organisations.lexicon import folded
from ingest.structure.nodes import Node
from ingest.text.mapped import MappedText

_BLOCK = re.compile(
    r"(?:^[(\[]?\s?|(?<=[;.)\]])\s+|\s[-–]\s+)"
    r"(?:(?P<name>[^:;.()\[\]]{2,45}(?:\([^)]{1,30}\)\s?)?):"
    r"|(?P<finish>(?:hoàn thành|hoàn tất|xong|chậm nhất)"
    r"(?=\s(?:xong\s)?(?:trước|trong|vào|là|từ|ngày|tháng|quý|năm|\d))))",
    re.IGNORECASE,
)
# Where role blocks begin inside a statement: "... của Bộ Y tế. (Chủ trì: ...", "... nước; đơn vị chủ trì: ...".
_INSIDE = re.compile(r"(?:(?<=[.;)])\s+|\s)(?=[(\[]?\s?(?P<name>[^:;.()\[\]\s][^:;.()\[\]]{1,44}):)")
_BOTH = re.compile(r"chủ trì\s?[/,;]|chủ trì và phối hợp")
_CLOSED = {"(": ")", "[": "]"}


@cache
def _items() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(e["pattern"]), e["kind"]) for e in load("items")["item"])


def _kind_of(name: str) -> str | None:
    name = re.sub(r"\s*\([^)]*\)?\s*$", "", name.lower()).strip(" .*([-–+")
    return next((kind for pattern, kind in _items() if pattern.fullmatch(name)), None)


def read_blocks(text: MappedText) -> list[tuple[str, MappedText | None]]:
    """The role blocks that a text consists of, as (kind, what is said); [] when it is something else.

    "Đơn vị chủ trì: ...; thời gian: ..." holds two, also in brackets; a name alone on its line holds one, empty.
    """
    found: list[tuple[str, int, int]] = []
    for match in _BLOCK.finditer(text.text):
        kind = _kind_of(match["name"]) if match["name"] else "time"
        if kind is not None and (found or (match.start() == 0 and match["name"])):
            found.append((kind, match.start(), match.end() if match["name"] else match.start("finish")))
    if not found:
        kind = _kind_of(text.text) if len(text) <= 45 else None
        return [(kind, None)] if kind else []
    ends = [start for _, start, _ in found[1:]] + [len(text)]
    closed = _CLOSED.get(text.text[0])
    if closed and text.text.rstrip(" .").endswith(closed):
        ends[-1] = text.text.rindex(closed)
    said = [(kind, _said(text, after, end, kind)) for (kind, _, after), end in zip(found, ends, strict=True)]
    name = folded(text.text[found[0][1] : found[0][2]])
    if said[0][0] == "agencies" and said[0][1] is not None and _BOTH.search(name):
        return [*_lead_and_partners(said[0][1]), *said[1:]]
    return said


def _lead_and_partners(said: MappedText) -> list[tuple[str, MappedText | None]]:
    """ "Đơn vị chủ trì/phối hợp: A / B": who stands behind the stroke coordinates."""
    stroke = said.text.find(" / ")
    if stroke < 0 or "phối hợp" in said.text:
        return [("agencies", said)]
    return [("lead", said.cut(0, stroke)), ("coordinate", said.cut(stroke + len(" / ")))]


def blocks_inside(text: MappedText) -> tuple[int, list[tuple[str, MappedText | None]]]:
    """(index, role blocks) where a statement ends in role blocks: "Khơi thông cống. Chủ trì: A; thời gian: quý I".

    Two blocks at least, or one that says who does it; (length of the text, []) where it ends otherwise.
    """
    for match in _INSIDE.finditer(text.text):
        if _kind_of(match["name"]) in (None, "content", "detail"):
            continue
        blocks = read_blocks(text.cut(match.end()))
        if blocks and (len(blocks) > 1 or blocks[0][0] in ("lead", "agencies")):
            return match.start(), blocks
    return len(text), []


def _said(text: MappedText, i: int, j: int, kind: str) -> MappedText | None:
    """`text[i:j]`, for anything but a statement without its final punctuation; None when it is empty."""
    said = text.cut(i, j)
    while said and kind != "content" and said.text[-1] in ".; ":
        said = said.cut(0, len(said) - 1)
    return said or None


def block_kind(node: Node) -> str | None:
    """The kind of role block that a node opens with ("content", "agencies", "lead", "coordinate", "time", "output",
    "detail"), or None."""
    if node.kind not in ("item", "bullet", "paragraph") or node.text is None:
        return None
    blocks = read_blocks(node.text)
    if not blocks or (blocks[0][1] is None and not node.children):
        return None
    return blocks[0][0]


def block_texts(node: Node) -> dict[str, tuple[MappedText, ...]]:
    """What a role block says, by kind: the texts after its colons, and for the last kind the items below it."""
    said: dict[str, tuple[MappedText, ...]] = {}
    blocks = read_blocks(node.text) if node.text is not None else []
    for kind, text in blocks:
        said[kind] = (*said.get(kind, ()), *([text] if text else []))
    below = tuple(child.text for child in node.walk() if child.text is not None)
    if below and blocks:
        said[blocks[-1][0]] = (*said.get(blocks[-1][0], ()), *below)
    return {kind: texts for kind, texts in said.items() if texts}


def shared_blocks(node: Node) -> dict[str, tuple[MappedText, ...]]:
    """What the role blocks under the last of several items say about all of them, by kind; {} where they do not.

    They speak for all items where these are leaves of one heading, only the last has blocks, and those tell more than
    one thing ("- Thời gian: ...", "- Đơn vị chủ trì: ..."): a single line may well be the last item's own. Their time
    is of kind "period": that of items which state none.
    """
    items = [child for child in node.children if child.label]
    if node.level < 2 or len(items) < 2 or node.children[-1] is not items[-1]:
        return {}
    if any(item.children or block_kind(item) for item in items[:-1]):
        return {}
    told: dict[str, tuple[MappedText, ...]] = {}
    for line in items[-1].children:
        if block_kind(line) in (None, "content") or line.plain.startswith("("):
            return {}
        told |= block_texts(line)
    told.pop("detail", None)
    if len(told) < 2:
        return {}
    return {"period" if kind == "time" else kind: texts for kind, texts in told.items()}
