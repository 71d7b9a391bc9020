"""What the operator of a server may set, with the limits that hold when nothing is set."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

UPLOAD_TOKEN = "PLANKG_UPLOAD_TOKEN"


@dataclass(frozen=True, slots=True)
class Settings:
    """`rate` is requests a second for each client, `burst` how many may come at once; rate 0 sets no limit.

    `seconds` is how long an answer may take. `origins` are the sites whose pages may ask (CORS); none by default.
    Uploads are off unless there is an `upload_token`; what is published goes into the folder `inputs`, which must be
    what the graph was built from. `mcp` offers the assistant's door under /mcp where its library is installed.
    `rerank` names a cross-encoder (folder or cached name) that reads the best results of each search once more.
    When `host` is this machine alone, only requests that name this machine reach that door (DNS rebinding).
    """

    rate: float = 0.0
    burst: int = 200
    seconds: float = 30.0
    origins: tuple[str, ...] = ()
    upload_token: str | None = None
    inputs: Path | None = None
    file_bytes: int = 20_000_000
    files: int = 20
    mcp: bool = True
    host: str = "127.0.0.1"
    rerank: str | None = None

    @property
    def upload_bytes(self) -> int:
        """The longest upload in all."""
        return self.file_bytes * 3


def token() -> str | None:
    """The token for uploads from the environment; None, and uploads off, when it is not set or too short to be one."""
    found = os.environ.get(UPLOAD_TOKEN, "").strip()
    return found if len(found) >= 16 else None
