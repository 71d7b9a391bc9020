"""One file -> one `Plan`: what a Vietnamese administrative plan says, with the place of every statement.

    from ingest import parse_file
    plan = parse_file(Path("ke-hoach.txt"))
"""

from __future__ import annotations

from ingest.errors import PlankgError, SourceError
from ingest.plan import Plan, plan_from_json, to_json
from ingest.read import SourceText, read_source

__all__ = ["Plan", "PlankgError", "SourceError", "SourceText", "plan_from_json", "read_source", "to_json"]
