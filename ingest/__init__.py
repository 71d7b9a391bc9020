"""One file -> one `Plan`: what a Vietnamese administrative plan says, with the place of every statement.

    from ingest import parse_file
    plan = parse_file(Path("ke-hoach.txt"))

Errors are `SourceError` (a file that cannot be read) under `PlankgError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.errors import PlankgError, SourceError
from ingest.plan import Plan, plan_from_json, to_json
from ingest.read import SourceText, read_source

if TYPE_CHECKING:
    from ingest.parse import parse_documents, parse_file, parse_text

__all__ = [
    "Plan",
    "PlankgError",
    "SourceError",
    "SourceText",
    "parse_documents",
    "parse_file",
    "parse_text",
    "plan_from_json",
    "read_source",
    "to_json",
]


def __getattr__(name: str) -> object:
    # The recognisers and their grammar load only when something is parsed: a search opens records and nothing else.
    if name in ("parse_documents", "parse_file", "parse_text"):
        from ingest import parse

        return getattr(parse, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
