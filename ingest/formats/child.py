"""The process that reads one file for `ingest.formats.isolated`: limits first, then the reader, then JSON.

Its one argument says which task, its standard input is the file, its standard output the findings.
"""

from __future__ import annotations

import base64
import json
import resource
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from ingest.errors import SourceError
from ingest.formats import limits

Task = Callable[..., dict[str, Any]]


def _docx(data: bytes, name: str) -> dict[str, Any]:
    from ingest.formats.docx import read

    return asdict(read(data, name))


def _doc(data: bytes, name: str) -> dict[str, Any]:
    from ingest.formats.doc_tables import read_tables

    return {"tables": read_tables(data)}


def _html(data: bytes, name: str) -> dict[str, Any]:
    from ingest.formats.html import read

    return asdict(read(data, name))


def _layer(data: bytes, name: str) -> dict[str, Any]:
    from ingest.formats.pdf_guard import check_streams

    check_streams(data, name)
    from ingest.formats.pdf_layer import read_pages

    pages, moved = read_pages(data, name)
    return {"pages": pages, "moved": moved}


def _scan(data: bytes, name: str, page: int) -> dict[str, Any]:
    from ingest.formats.scan import read_page

    return asdict(read_page(data, name, page))


def _picture(data: bytes, name: str, page: int, width: int) -> dict[str, Any]:
    from ingest.formats.page_image import render

    return {"png": base64.b64encode(render(data, name, page, width)).decode("ascii")}


TASKS: Mapping[str, Task] = {
    "docx": _docx,
    "doc": _doc,
    "html": _html,
    "pdf": _layer,
    "scan": _scan,
    "picture": _picture,
}
"""Each takes the file's bytes, its name and its own arguments, and gives what JSON can hold."""


def main() -> None:
    """Do what the argument orders, and print the findings or the error as one JSON object."""
    order = json.loads(sys.argv[1])
    _limit(order["seconds"])
    data = sys.stdin.buffer.read()
    name = order["name"]
    try:
        answer = TASKS[order["task"]](data, name, **order["arguments"])
    except SourceError as error:
        answer = {"error": [error.reason, error.hint, error.status]}
    except MemoryError:
        reason = f"needs more than {limits.PROCESS_BYTES // limits.MB:,} MB of memory to read"
        answer = {"error": [reason, "Split it into several files", "refused"]}
    except Exception as error:  # whatever a parser raises, the file is the reason
        reason = f"cannot be read ({type(error).__name__}: {str(error)[:200]})"
        answer = {"error": [reason, "Open it in a word processor and save it again", "failed"]}
    print(json.dumps(answer))


def _limit(seconds: float) -> None:
    """Memory and processor time; no core dump of what may be confidential."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.PROCESS_BYTES),
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, hard))


if __name__ == "__main__":
    main()
