"""The errors that plankg raises on purpose. Every message says what is wrong, where, and the way out.

    PlankgError
    └── SourceError    a file that cannot be read as a plan (status "refused" or "failed")

Other packages hang their own errors under `PlankgError`.
"""

from __future__ import annotations

from typing import Literal

Status = Literal["refused", "failed"]


class PlankgError(Exception):
    """The root: catch this to catch everything that plankg raises on purpose."""


class SourceError(PlankgError):
    """A file that was not read.

    `name` is the source's name, `reason` what is wrong with it, `hint` what to do about it. `status` is "refused"
    for a kind of file that is not supported, "failed" for one that is but could not be read.
    """

    def __init__(self, name: str, reason: str, hint: str, status: Status) -> None:
        super().__init__(f"{name}: {reason}. {hint}")
        self.name = name
        self.reason = reason
        self.hint = hint
        self.status: Status = status
