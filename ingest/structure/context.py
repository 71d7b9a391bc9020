"""What the headings and blocks above a task say about it: who is in charge, when, and whose duties it is among."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from ingest.duties.deadlines import heading_time
from ingest.duties.headings import is_unit, opens_with_unit, tells_members
from ingest.grammar import load
from ingest.structure.nodes import Node
from ingest.structure.outline import title_of
from ingest.structure.roleblocks import read_blocks
from ingest.structure.sections import part_of_heading
from ingest.text.mapped import MappedText, join

Blocks = dict[str, tuple[MappedText, ...]]
"""What role blocks say, by kind."""

_ROLE_OPENING = re.compile(r"(?:chủ trì|phối hợp|chịu trách nhiệm|tham mưu|chủ động phối hợp)\b", re.IGNORECASE)
_COORDINATES = re.compile(r"(?:chủ động )?phối hợp\b", re.IGNORECASE)
_LONGEST_HEADING = 120
_LONGEST_LEAD_IN = 300
"""Of what gives all that follows to somebody in a section of contents: "Giao Sở A chủ trì ...:", a body's members."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the nodes above say about the tasks below them."""

    headings: tuple[str, ...] = ()
    unit: MappedText | None = None
    period: MappedText | None = None
    blocks: Blocks = field(default_factory=dict)

    def below(self, node: Node) -> Context:
        """The context for the children of `node`."""
        if node.text is None:
            return self
        period = heading_time(node.text) if node.level > 1 else None
        under = replace(_under(self, node), period=period or self.period)
        under = replace(under, headings=(*self.headings, title_of(node)))
        return under.told(_of_group(node.text)) if node.kind == "group" else under

    def told(self, blocks: Blocks) -> Context:
        """The context with the role blocks of this level added; they win over those from above."""
        period = blocks["period"][0] if "period" in blocks else self.period
        return replace(self, blocks={**self.blocks, **blocks}, period=period) if blocks else self


@cache
def _heading_pattern() -> re.Pattern[str]:
    return re.compile(load("items")["headings"]["pattern"])


def names_unit(text: str) -> bool:
    """Whether a heading names whom the duties below it are given to: an organisation, or persons in an office."""
    matches = _heading_pattern().match(" ".join(text.lower().split())) is not None
    return matches or opens_with_unit(text) or tells_members(text)


def _under(context: Context, node: Node) -> Context:
    """The context below the heading `node`: it names the unit in charge, or says what the unit above it does."""
    text = node.text
    if text is None or node.kind not in ("item", "bullet", "paragraph") or node.level <= 1:
        return context
    if node.part == "organisation":
        return replace(context, unit=text) if names_unit(text.text) else _with_role(context, text)
    long = (node.kind == "paragraph" and text.text.endswith(":")) or tells_members(text.text)
    longest = _LONGEST_LEAD_IN if long else _LONGEST_HEADING
    named = node.part == "content" and len(text) < longest and names_unit(text.text)
    return replace(context, unit=text) if named and part_of_heading(text.text) is None else context


def _with_role(context: Context, text: MappedText) -> Context:
    """The context below "Chủ trì, phối hợp với ..." or "Phối hợp với ..." under a heading that names a unit.

    Who only coordinates leads nothing below: the unit goes among the coordinating ones.
    """
    if not _ROLE_OPENING.match(text.text):
        return context
    if context.unit is None:
        return replace(context, unit=text)
    if _COORDINATES.match(text.text):
        return replace(context, unit=None, blocks={**context.blocks, "coordinate": (context.unit,)})
    return replace(context, unit=join([context.unit, text], ": "))


def _of_group(text: MappedText) -> Blocks:
    """Who leads the rows below a row that groups them: "CƠ QUAN CHỦ TRÌ: SỞ CÔNG THƯƠNG", or its name alone."""
    said: Blocks = {kind: (cell,) for kind, cell in read_blocks(text) if cell and kind in ("lead", "agencies")}
    return said or ({"lead": (text,)} if is_unit(text.text) else {})
