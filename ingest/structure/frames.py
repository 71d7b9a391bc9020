"""The tree of a plan -> task frames: each thing to be done, with the cells, blocks and headings that speak about it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ingest.grammar import load
from ingest.organisations.lexicon import folded
from ingest.passages import TaskFrame
from ingest.plan import TaskSource
from ingest.structure.context import Blocks, Context, names_unit
from ingest.structure.nodes import Node
from ingest.structure.roleblocks import block_kind, block_texts, blocks_behind, shared_blocks
from ingest.structure.sections import is_funding, is_statement, sets_report
from ingest.text.mapped import MappedText, join
from ingest.text.words import words

_TABLED = ("row", "group")
_PARTS = frozenset({"content", "organisation", "appendix"})
_ROADMAP = re.compile(r"lộ trình(?! \S+ \S+ \S+ \S+)", re.IGNORECASE)
_STAGE = re.compile(r"[^:]{3,40}: (?:\S+ ){3}")
_HANDS_OUT = re.compile(r"(?:(?:ủy|uỷ) ban nhân dân|ubnd)?[^.;:]{0,40}?(?<!\w)(?:giao|phân công)\s", re.IGNORECASE)
_SECTION_DUTY = re.compile(
    r"(?:định kỳ|hằng|hàng|trước|yêu cầu|đề nghị|giao|trong|căn cứ|kế hoạch|khi|sau|cuối|kết thúc|mọi)\b", re.IGNORECASE
)
_DUTY_LEVEL = 3
"""Of a paragraph below "1. Sở Y tế" in a section of who does what."""
_TASKS_IN_TITLE = re.compile(r"nhiệm vụ|phân công|công việc|hoạt động|giải pháp|nội dung", re.IGNORECASE)


# What stands before a list: "Các nhiệm vụ trọng tâm bao gồm:"
_FORMULA = re.compile(r"(?<!\w)(?:bao gồm|gồm có|gồm|như sau|sau đây|cụ thể)\s?:\Z")
_LONGEST_FORMULA = 60
_CONSISTS = re.compile(r"([^,.;:()]{3,60}?) (?:bao gồm|gồm có)(?!\w)")


def find_frames(root: Node) -> tuple[TaskFrame, ...]:
    """The task frames of a plan, in reading order (guidelines, "tasks")."""
    frames: list[TaskFrame] = []
    for node in root.children:
        frames += _frames_of(node, Context())
    return tuple(sorted(frames, key=lambda frame: frame.text.start))


def _frames_of(node: Node, context: Context) -> list[TaskFrame]:
    """The frames of one node that is no role block: its own, or those of what stands below it."""
    if node.kind == "row":
        return [_row_frame(node, context)]
    if node.kind == "cell" or (node.kind != "root" and node.part not in _PARTS and not node.children):
        return []
    if not node.children:
        return _leaf(node, context)
    if _is_statement_with_remarks(node) and _is_task(node) and _of_several_paragraphs(node):
        whole = [text for text in (node.text, *(child.text for child in node.children)) if text]
        return [_frame(node, join(whole), context)]
    below = context.below(node)
    frames: list[TaskFrame] = []
    for tasks, told in _runs(node):
        inner = below.told(told)
        stated = bool(told) and _is_statement_with_block(node, tasks)
        if (stated or not tasks) and _is_task(node):
            shared = node.parent is not None and shared_blocks(node.parent)
            frames.append(_frame(node, node.text, context if shared else context.told(told)))
        if stated:
            tasks = [child for child in tasks if not _is_remark(child)]
        beside = inner
        for child in tasks:
            if block_kind(child) == "content":
                frames += _content_block(child, inner)
            else:
                frames += _frames_of(child, inner if child.label and child.kind not in _TABLED else beside)
            if _introduces(child):
                beside = inner.below(child)
                beside = replace(beside, headings=inner.headings) if child.plain.endswith(":") else beside
    heads_table = all(child.kind == "cell" for child in node.children) and not _is_sentence(node)
    if _is_task(node) and ((not frames and not heads_table) or _is_statement_with_remarks(node)):
        frames.append(_frame(node, node.text, context))
    return frames


def _runs(node: Node) -> list[tuple[list[Node], Blocks]]:
    """The children as runs of tasks, each with the role blocks that stand after it (or, at the head, before it)."""
    detailed = any(block_kind(child) not in (None, "detail") for child in node.children)
    runs: list[tuple[list[Node], Blocks]] = []
    tasks: list[Node] = []
    told: Blocks = {}
    for child in node.children:
        kind = block_kind(child) if node.part in _PARTS and not _is_roadmap(child) else None
        if kind is None or kind == "content" or (kind == "detail" and not detailed):
            if told and tasks:
                runs.append((tasks, told))
                tasks, told = [], {}
            tasks.append(child)
        else:
            for name, texts in block_texts(child).items():
                if name != "detail" and not (name == "time" and _is_schedule(child)):
                    told = {**told, name: (*told.get(name, ()), *texts)}
    runs.append((tasks, told or shared_blocks(node)))
    return runs


def _is_schedule(block: Node) -> bool:
    """Whether a section "Thời gian thực hiện" tells its stages one by one, not the time of what stands beside it."""
    return bool(block.label) and block.level == 2 and len(block.children) > 1


def _is_roadmap(block: Node) -> bool:
    """Whether "Lộ trình" says stage by stage what is done: "Quý I/2026: hướng dẫn 40 hộ ...", not when all is."""
    stages = [child.plain for child in block.children]
    return len(stages) > 1 and _ROADMAP.match(block.plain) is not None and all(map(_STAGE.match, stages))


def _leaf(node: Node, context: Context) -> list[TaskFrame]:
    if not _is_task(node) or _closes_section(node):
        return []
    if node.kind == "paragraph" and node.parent is not None and node.parent.kind == "item":
        return _paragraph(node, node.parent, context)
    return [_frame(node, node.text, context)]


def _closes_section(node: Node) -> bool:
    """The plan's last words after the bullets of a section: "Các đơn vị thực hiện đúng tiến độ./."

    A paragraph that hands somebody a task or sets a report is a duty all the same.
    """
    section = node.parent
    if node.kind != "paragraph" or node.part != "organisation" or section is None or section.first_other > node.order:
        return False
    return node.plain.endswith("./.") and not _HANDS_OUT.match(node.plain) and not sets_report(node.plain)


def _paragraph(node: Node, parent: Node, context: Context) -> list[TaskFrame]:
    """An unlabelled paragraph: the text of the item above it; after an item that is complete, a duty beside it."""
    if not _complete_before(node, parent) or node.part != "organisation":
        return [_frame(node, node.text, context)]
    if node.plain.endswith("./.") and not _HANDS_OUT.match(node.plain) and not sets_report(node.plain):
        return []  # the plan's last words, in whatever formula
    if _is_last(parent) and _speaks_for_section(node.plain):
        section, left = parent.parent, 1
        while section is not None and section.level > 1 and _is_last(section) and _HANDS_OUT.match(node.plain):
            section, left = section.parent, left + 1  # "Ủy ban nhân dân tỉnh giao ..." is said to all
        path = section.path if section is not None else node.path
        frame = _frame(node, node.text, replace(context, unit=None, blocks={} if left > 1 else context.blocks))
        return [replace(frame, path=path, headings=context.headings[:-left])]
    return [replace(_frame(node, node.text, context), headings=context.headings[:-1])]


def _complete_before(node: Node, parent: Node) -> bool:
    """The item says something of its own before this paragraph: bullets below it, or a whole sentence."""
    return parent.level > 1 and (parent.first_other < node.order or _is_sentence(parent))


def _is_last(item: Node) -> bool:
    return item.parent is None or item.parent.last_item <= item.order


def _is_sentence(node: Node) -> bool:
    """The text of an item is complete: closed by punctuation, not set in bold as a heading, and in a section of
    contents (where headings too may end in a full stop) longer than a heading or one of a list of statements."""
    text = node.text
    if text is None or not text.text.endswith((".", ";", "./.")):
        return False
    bold = text.raw[text.end : text.end + 2] == "**" and text.raw[max(0, node.start - 2) : node.start] == "**"
    return not bold and (node.part != "content" or len(text) > 150 or (len(text) > 80 and _among_statements(node)))


def _among_statements(node: Node) -> bool:
    """Most of the items beside this one have nothing below them: they are no headings, nor is this."""
    beside = [one for one in node.parent.children if one.kind == "item"] if node.parent is not None else []
    return node.level > 2 and len(beside) > 2 and 2 * sum(not one.children for one in beside) > len(beside)


def _is_statement_with_remarks(node: Node) -> bool:
    """A whole sentence with nothing but unlabelled paragraphs after it is a task itself."""
    return (
        node.kind == "item"
        and node.level > 1
        and _is_sentence(node)
        and all(child.kind == "paragraph" and block_kind(child) in (None, "detail") for child in node.children)
    )


def _of_several_paragraphs(node: Node) -> bool:
    """An item whose one statement takes several paragraphs: nothing in the first says who does it, or when."""
    return node.text is not None and not blocks_behind(node.text)[1] and all(_goes_on(child) for child in node.children)


def _goes_on(node: Node) -> bool:
    """A paragraph that says more of what the item above it states, with no subject, block or list of its own.

    Below a unit's heading each paragraph is a duty of its own, but that of an item below the heading.
    """
    if node.part != "content" and node.level <= _DUTY_LEVEL:
        return False
    says_more = not node.plain.endswith(":") and block_kind(node) is None
    return says_more and node.part in _PARTS and not _speaks_for_section(node.plain)


def _is_statement_with_block(node: Node, tasks: list[Node]) -> bool:
    """An item that states a task, with remarks on it and then its role blocks; tasks of their own may stand between."""
    if node.kind != "item" or node.level <= 2 or node.plain.endswith(":") or not tasks:
        return False
    if any(block_kind(child) == "content" for child in tasks) and not _is_sentence(node):
        return False  # "4.1. Củng cố thư viện" / "- Nội dung: Rà soát đầu sách ..." / "- Đơn vị chủ trì: ..."
    remarks = [child for child in tasks if _is_remark(child)]
    whole = _is_sentence(node) or ";" in node.plain
    return len(remarks) == len(tasks) or (whole and len(node.plain) > 150)


def _is_remark(node: Node) -> bool:
    return node.kind == "bullet" and not node.children and _remark_pattern().match(folded(node.plain)) is not None


@cache
def _remark_pattern() -> re.Pattern[str]:
    return re.compile(load("items")["remarks"]["pattern"])


@cache
def _particulars() -> re.Pattern[str]:
    return re.compile(load("items")["particulars"]["pattern"])


def _only_describes(text: str) -> bool:
    """ "Hạ tầng số của tỉnh bao gồm ...": what a thing consists of, with no verb of what is done before it."""
    consists = _CONSISTS.match(text)
    return consists is not None and all(word.tag != "V" for word in words(consists[1]))


def _introduces(node: Node) -> bool:
    """An unlabelled paragraph that speaks for what follows: it ends in a colon, or is a heading without a label."""
    if node.kind != "paragraph" or node.parent is None:
        return False
    text = node.plain
    if text.endswith(":") or _before_formula(node, node.parent):
        return True
    if len(text) > 120 or text.endswith((".", ";", ",", "!", "…")):
        return False
    after = node.parent.children[node.order + 1] if node.order + 1 < len(node.parent.children) else None
    return after is not None and (
        after.kind in ("bullet", *_TABLED) or (after.kind == "paragraph" and names_unit(text))
    )


def _before_formula(node: Node, parent: Node) -> bool:
    """Whether the next paragraph is a formula ("Các nhiệm vụ trọng tâm bao gồm:") and items come behind it."""
    following = parent.children[node.order + 1 : node.order + 3]
    kinds = [one.kind for one in following]
    formula = kinds in (["paragraph", "item"], ["paragraph", "bullet"])
    return formula and len(following[0].plain) < _LONGEST_FORMULA and _FORMULA.search(following[0].plain) is not None


def _opens_section(node: Node) -> bool:
    """A paragraph between the title of a section of contents and its first item tells what follows."""
    section = node.parent
    if node.kind != "paragraph" or node.part != "content" or section is None or section.level > 1:
        return False
    return section.last_item > node.order


def _is_task(node: Node) -> bool:
    text = node.plain
    if node.text is None or node.part not in _PARTS or node.kind in ("appendix", "group") or text.startswith("("):
        return False
    if (
        _introduces(node)
        or _opens_section(node)
        or not any(c.islower() for c in text)
        or is_funding(text)
        or _particulars().match(folded(text))
        or _only_describes(text)
        or (node.part == "organisation" and is_statement(text))
    ):
        return False
    if node.level <= 1 and node.kind == "item":
        return _is_sentence(node) and (len(text) > 60 or node.style == "điều")
    return node.part != "appendix" or _in_task_appendix(node)


def _in_task_appendix(node: Node) -> bool:
    """Items of an appendix in prose are tasks where its title says so; remarks below a table are not."""
    top = node
    while top.parent is not None and top.kind != "appendix":
        top = top.parent
    return node.kind in ("item", "bullet") and top.style != "tabled" and bool(_TASKS_IN_TITLE.search(top.plain))


def _content_block(node: Node, context: Context) -> list[TaskFrame]:
    """ "a) Nội dung": the items below it, or what follows the colon."""
    if node.children:
        frames: list[TaskFrame] = []
        for child in node.children:
            frames += _frames_of(child, context)
        return frames
    said = block_texts(node)
    texts = said.pop("content", ())
    return [_frame(node, texts[0], context.told(said))] if texts else []


def _frame(node: Node, text: MappedText | None, context: Context) -> TaskFrame:
    assert text is not None
    ends_at, behind = blocks_behind(text)
    told = {**context.blocks, **behind}
    if behind and ends_at < len(text) and "\n" in text.span(ends_at - 1, ends_at + 2).text:
        text = text.cut(0, ends_at)  # blocks on lines of their own stand beside the statement, not in it
    return TaskFrame(
        text=text,
        statement=text.cut(0, ends_at) if behind else None,
        source=_source(node),
        path=node.path,
        headings=context.headings,
        heading_unit=context.unit,
        lead=told.get("lead", ()),
        coordinate=told.get("coordinate", ()),
        agencies=told.get("agencies", ()),
        time=told.get("time", ()),
        output=told.get("output", ()),
        period=context.period,
    )


def _source(node: Node) -> TaskSource:
    """Where a task stands: a row of a table in the body is of the body, also under "PHÂN CÔNG NHIỆM VỤ"."""
    if node.kind not in _TABLED:
        return "organisation" if node.part == "organisation" else "appendix" if node.part == "appendix" else "body"
    while node.kind != "appendix" and node.parent is not None:
        node = node.parent
    return "appendix" if node.kind == "appendix" else "body"


def _row_frame(node: Node, context: Context) -> TaskFrame:
    cells: Blocks = {kind: (text,) for kind, text in node.cells.items()}
    if "lead" not in cells and "agencies" not in cells:
        cells = {**context.blocks, **cells}  # those of the rows that group it
    return TaskFrame(
        text=node.fragments[0],
        source=_source(node),
        row=True,
        path=node.path,
        headings=context.headings,
        continuation=tuple(node.fragments[1:]),
        lead=cells.get("lead", ()),
        coordinate=cells.get("coordinate", ()),
        agencies=cells.get("agencies", ()),
        time=cells.get("time", ()),
        output=cells.get("output", ()),
        period=context.period,
    )


def _speaks_for_section(text: str) -> bool:
    """A duty after the last item of a section that is not a part of that item: it has its own subject or its day."""
    return _SECTION_DUTY.match(text) is not None or names_unit(text)
