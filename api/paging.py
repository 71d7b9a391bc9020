"""Pages of long lists: an opaque cursor says where the next page begins, in which snapshot and for which question.

A cursor of another snapshot is refused, so that no list is put together from two of them.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from typing import Annotated, NamedTuple, TypeVar

from fastapi import Query

from ingest.errors import PlankgError

T = TypeVar("T")
Limit = Annotated[int, Query(ge=1, le=100, description="At most so many items.")]
LongLimit = Annotated[int, Query(ge=1, le=5000, description="At most so many items.")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="Where the page begins; `cursor` wins over it.")]
Cursor = Annotated[
    str | None, Query(max_length=512, description="`next` of the page before, with the same other parameters.")
]


class WrongCursorError(PlankgError):
    """A cursor that this server did not give for this question."""


class StaleCursorError(PlankgError):
    """A cursor of a snapshot that a newer one has replaced."""


class Place(NamedTuple):
    """Where a page begins, and what its cursor must name: the snapshot and the question without its page."""

    offset: int
    snapshot: str
    question: str

    def next(self, shown: int, total: int) -> str | None:
        """The cursor of the page after one that shows `shown` of `total` items; None after the last."""
        end = self.offset + shown
        if end >= total or not shown:
            return None
        content = json.dumps([end, self.snapshot, self.question], separators=(",", ":"))
        return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def place(cursor: str | None, offset: int, snapshot: str, question: object) -> Place:
    """Where the page begins that `cursor`, or without one `offset`, asks for.

    `question` is anything whose representation tells questions apart. Raises WrongCursorError and StaleCursorError.
    """
    named = hashlib.sha256(repr(question).encode("utf-8", "backslashreplace")).hexdigest()[:16]
    if cursor is None:
        return Place(offset, snapshot, named)
    try:
        found = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        known = isinstance(found, list) and [type(part) for part in found] == [int, str, str] and found[0] >= 0
    except (ValueError, binascii.Error):
        known = False
    if not known or found[2] != named:
        raise WrongCursorError("This cursor belongs to another question. Ask again without it, from the first page")
    if found[1] != snapshot:
        raise StaleCursorError("The graph was built anew since the page before. Ask again without the cursor")
    return Place(*found)


def page(items: Sequence[T], at: Place, limit: int) -> tuple[Sequence[T], str | None]:
    """The page of `items` that begins at `at`, and the cursor of the next one."""
    shown = items[at.offset : at.offset + limit]
    return shown, at.next(len(shown), len(items))
