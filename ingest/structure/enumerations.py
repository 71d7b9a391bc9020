"""Bullets that list the places or objects of one statement, which is the task: sampling points, streets, wards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingest.grammar import load
from ingest.organisations.lexicon import folded
from ingest.structure.nodes import Node

_FEWEST = 3
_LONGEST_NAME = 3


def lists_parts(node: Node) -> bool:
    """Whether `node` states something, ends in a colon, and all that stands below it are parts of what it states."""
    states = node.plain.endswith(":") and len(node.plain.split()) > _LONGEST_NAME
    return states and len(node.children) > 1 and all(_is_part(child) for child in node.children)


def parts_after(nodes: Sequence[Node], i: int) -> int:
    """The index after the bullets that list parts of the statement `nodes[i]`, which stands beside them; `i + 1` where
    it lists none. Two or less are no list."""
    j = i + 1
    while nodes[i].plain.endswith(":") and j < len(nodes) and _is_part(nodes[j]):
        j += 1
    return j if j - i > _FEWEST else i + 1


def _is_part(node: Node) -> bool:
    if node.kind != "bullet" or _pattern().match(folded(node.plain)) is None:
        return False
    return all(_is_part(child) for child in node.children)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(load("items")["parts"]["pattern"])
