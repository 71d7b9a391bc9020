"""What became of each file of a build, as `plankg build` and `plankg show --failures` print it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from api.tables import table

if TYPE_CHECKING:
    from kg.snapshots.snapshot import SourceRecord

WORDS = {"read": "read", "warnings": "read with warnings", "refused": "refused", "failed": "failed"}


def file_table(records: Sequence[SourceRecord], *, sound: bool = False) -> str:
    """The files with status and reason, the worst first; those that were read without a warning only when `sound`.

    Empty when there is nothing to tell.
    """
    order = [*reversed(WORDS)]
    told = [one for one in records if sound or one.status != "read"]
    told.sort(key=lambda one: (order.index(one.status), one.name))
    return table(("File", "Status", "Why"), [(r.name, WORDS[r.status], _why(r)) for r in told], most={1: 18})


def counts(records: Sequence[SourceRecord]) -> list[tuple[str, int]]:
    """How many files ended with each status."""
    return [(word, sum(one.status == status for one in records)) for status, word in WORDS.items()]


def _why(record: SourceRecord) -> str:
    parts = [f"{record.reason}. {record.hint or ''}".strip()] if record.reason else []
    parts += [f"{record.warnings} warnings, at their places in: plankg parse FILE"] if record.warnings else []
    parts += [f"the same plan as {record.duplicate_of}"] if record.duplicate_of else []
    parts += [f"an earlier version of {record.earlier_version_of}"] if record.earlier_version_of else []
    return "; ".join(parts)
