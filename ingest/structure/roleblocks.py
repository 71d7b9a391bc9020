"""Role blocks: lines such as "Đơn vị chủ trì: ..." and "c) Thời gian: ..." that speak about the tasks beside them."""

from __future__ import annotations

import re
from functools import cache

from ingest.grammar import load
from ingest.organisations.lexicon import folded
from ingest.structure.nodes import Node
from ingest.text.mapped import MappedText

# A name and its colon: at the head, behind a mark (and a dash), or a name with a capital where emphasis was the mark.
_BLOCK = re.compile(
    r"(?:^[(\[]?|(?<=[;.,)\]])\s+(?:[-–+*•]\s?)?|\s[-–]\s|(?<=[(\[])"
    r"|\s(?=(?:Đơn vị|Cơ quan|Chủ trì|Phối hợp|Thời gian|Sản phẩm|Kết quả)[^:;.,()]{0,25}:))"
    r"(?P<name>(?:(?:các )?(?:cơ quan|kết quả|sản phẩm|thời gian|nội dung|đơn vị)(?: chủ trì)?, )?"
    r"[^:;.,()\[\]]{2,45}(?:\([^)]{1,30}\)\s?)?):"
    # "...; hoàn thành trước 10/5/2026" among blocks needs no colon.
    r"|(?<=[;.,)\]])\s+(?P<finish>(?:hoàn thành|hoàn tất|xong|chậm nhất)\s(?:xong\s)?"
    r"(?=trong|trước|vào|là|từ|chậm nhất|cuối|đầu|tháng|quý|năm|ngày|\d))",
    re.IGNORECASE,
)
# "Thời gian: quý III/2026. Giao Phòng Kinh tế tham mưu."
_THEN_HANDED = re.compile(r"\.\s+(?:Giao|Phân công)\s(?:cho\s)?")
_FILLED = frozenset({"lead", "coordinate", "agencies", "time", "output", "detail"})
_TOLD_ALONE = frozenset({"lead", "agencies", "time"})
_IN_CHARGE = re.compile(r"phụ trách ?:", re.IGNORECASE)  # what an office holder is in charge of, among duties
_BOTH = re.compile(r"chủ trì\s?[/,;]|chủ trì và phối hợp")


@cache
def _items() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(e["pattern"]), e["kind"]) for e in load("items")["item"])


def _kind_of(name: str) -> str | None:
    name = re.sub(r"\s*\([^)]*\)?\s*$", "", name.lower()).strip(" .*(")
    return next((kind for pattern, kind in _items() if pattern.fullmatch(name)), None)


def read_blocks(text: MappedText) -> list[tuple[str, MappedText | None]]:
    """The role blocks that a text consists of, as (kind, what is said); [] when it is something else.

    "Đơn vị chủ trì: ...; thời gian: ..." holds two, also in brackets; a name alone on its line holds one, empty.
    """
    found = _places(text.text)
    if not found or found[0][1] > 0:
        kind = _kind_of(text.text) if len(text) <= 45 else None
        return [(kind, None)] if kind else []
    return _read(text, found)


def blocks_behind(text: MappedText) -> tuple[int, dict[str, tuple[MappedText, ...]]]:
    """(index where they begin, role blocks by kind) of the blocks that stand behind a statement in its own paragraph;
    (length of the text, {}) where there are none. Blocks in brackets that tell who before them are a part of the
    statement.

    "Lập phương án. (Chủ trì: X; phối hợp: Y; hoàn thành: tháng 3/2026; sản phẩm: Z)": at least two, or one that tells
    who or when.
    """
    found = [place for place in _places(text.text) if place[0] not in ("content", "detail")]
    while found and found[0][1] == 0:
        found = found[1:]
    if not found or (len(found) == 1 and found[0][0] not in _TOLD_ALONE):
        return len(text), {}
    told: dict[str, tuple[MappedText, ...]] = {}
    for kind, said in _read(text, found):
        if said:
            told[kind] = (*told.get(kind, ()), said)
    begin = found[0][1]
    while begin and text.text[begin - 1] in "([ ":
        begin -= 1
    # "(Trạm Y tế thực hiện; thời gian: hằng năm)": who does it stands in the same brackets, before the blocks.
    inside = text.text.rfind("(", 0, begin) > text.text.rfind(")", 0, begin)
    return len(text) if inside else begin, told


def _places(text: str) -> list[tuple[str, int, int]]:
    """(kind, start, index after the colon) of the role blocks in a text; "hoàn thành" counts behind another only."""
    found: list[tuple[str, int, int]] = []
    for match in _BLOCK.finditer(text):
        if match["finish"]:
            if found:
                found.append(("time", match.start(), match.start("finish")))
        elif kind := _kind_of(match["name"]):
            found.append((kind, match.start(), match.end()))
    return found


def _read(text: MappedText, found: list[tuple[str, int, int]]) -> list[tuple[str, MappedText | None]]:
    """What the blocks at these places say; those in brackets end with them."""
    ends = [start for _, start, _ in found[1:]] + [len(text)]
    first = found[0][1]
    opened = text.text[max(first - 1, 0) : first + 2].strip()
    for opening, closing in ("()", "[]"):
        if opening in opened and text.text.rfind(closing) > found[-1][2]:
            ends[-1] = text.text.rindex(closing)
    said: list[tuple[str, MappedText | None]] = []
    for (kind, _, after), end in zip(found, ends, strict=True):
        handed = _THEN_HANDED.search(text.text, after, end) if kind == "time" else None
        said.append((kind, _said(text, after, handed.start() if handed else end, kind)))
        if handed is not None:
            said.append(("agencies", _said(text, handed.end(), end, "agencies")))
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


def _said(text: MappedText, i: int, j: int, kind: str) -> MappedText | None:
    """`text[i:j]`, for anything but a statement without its final punctuation and a bracket that opened before it; None
    when it is empty."""
    said = text.cut(i, j)
    while said and kind != "content" and (said.text[-1] in ".; " or (said.text[-1] == ")" and "(" not in said.text)):
        said = said.cut(0, len(said) - 1)
    return said or None


def block_kind(node: Node) -> str | None:
    """The kind of role block that a node opens with ("content", "agencies", "lead", "coordinate", "time", "output",
    "detail"), or None."""
    if node.kind not in ("item", "bullet", "paragraph") or node.text is None:
        return None
    blocks = read_blocks(node.text)
    if node.part == "organisation" and _IN_CHARGE.match(node.plain):
        return None
    if not blocks or (blocks[0][1] is None and _heads_items(node, blocks[0][0])):
        return None
    return blocks[0][0]


def _heads_items(node: Node, kind: str) -> bool:
    """Whether a name that says nothing itself is no block: "b) Tổ chức thực hiện:" stands above duties, "II. Phân công
    nhiệm vụ" above a table of them, and "Nội dung" needs something below it. A blank "- Sản phẩm:" is a block that
    nobody filled in."""
    assert node.text is not None
    if folded(node.text.text).strip(" .:*") == "tổ chức thực hiện" or any(one.kind == "row" for one in node.walk()):
        return True
    return not node.children and not (kind in _FILLED and node.text.text.endswith(":"))


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
