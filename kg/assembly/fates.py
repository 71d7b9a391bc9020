"""What became of documents: which others replace or amend them, since when; said on the document, for every list.

The date is that of the replacing or amending document: plans hardly ever say from which day it takes effect.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from ingest.citing.dates import vietnamese_date
from kg.assembly.draft import Draft
from kg.graph import Node

_NAMES = {"replaces": "replaced_by", "amends": "amended_by"}
_WORDS = {"replaced_by": "đã bị thay thế", "amended_by": "đã được sửa đổi"}


def add_fates(draft: Draft) -> None:
    """Give each document that another replaces or amends `replaced_by` or `amended_by`: records of id, label, date.

    A task of a replaced plan gets `plan_replaced_by`, for lists of tasks do not read the plans' nodes.
    """
    for predicate, name in _NAMES.items():
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for later, earlier in sorted(draft.ends(predicate)):
            node = draft.get(later)
            date = {"date": node.attributes["date"]} if node.attributes.get("date") else {}
            found[earlier].append({"id": node.id, "label": node.label, **date})
        for earlier, records in found.items():
            draft.describe(earlier, **{name: records})
    for plan, task in sorted(draft.ends("has_task")):
        replaced = draft.get(plan).attributes.get("replaced_by")
        if replaced:
            draft.describe(task, plan_replaced_by=replaced)


def fate(node: Node, short: bool = False) -> str:
    """ "đã bị thay thế bởi Kế hoạch 12/KH-UBND (1/2/2026)", without the document where `short`; "" while in force."""
    for name, words in _WORDS.items():
        records = node.attributes.get(name)
        if records:
            return f"{words}{_since(records)}" if short else f"{words} bởi {'; '.join(map(_named, records))}"
    return ""


def _since(records: list[dict[str, Any]]) -> str:
    dates = [one["date"] for one in records if "date" in one]
    return f" ({vietnamese_date(min(dates))})" if dates else ""


def _named(record: dict[str, Any]) -> str:
    """The label, with its date unless the label has it."""
    date = vietnamese_date(record.get("date", ""))
    return record["label"] if not date or date in record["label"] else f"{record['label']}, {date}"
