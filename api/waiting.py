"""Uploaded files that wait to be published: a folder each in DATA/uploads, taken away when they are published,
discarded, or a day old."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import time
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.errors import PlankgError
from kg.errors import NotFoundError

MOST = 50  # uploads that wait at once
OLDEST = 24 * 3600  # seconds
_FORBIDDEN = re.compile(r"[^\w .()\-]")


class WaitingError(PlankgError):
    """An upload that cannot be taken in or published; `status` is the HTTP status that says so."""

    def __init__(self, message: str, status: int = 409) -> None:
        super().__init__(message)
        self.status = status


def safe_name(name: str) -> str:
    """A file name without folders, control characters or marks that a shell or a page could mistake.

    At most 100 characters of letters, digits, blanks and ._-(), none of them before the first letter or digit.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    clean = _FORBIDDEN.sub("_", last).strip().lstrip("._- ()")
    stem, dot, suffix = clean.rpartition(".")
    stem = (stem if dot else clean)[:90].rstrip(" .") or "file"
    return f"{stem}.{suffix[:9]}" if dot else stem


class Waiting:
    """The uploads of one folder of data."""

    def __init__(self, data: Path) -> None:
        self._folder = data / "uploads"

    def new(self) -> Path:
        """A folder for a new upload; the old ones go. Raises WaitingError when too many wait."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for old in self._folder.iterdir():
            if time.time() - old.stat().st_mtime > OLDEST:
                shutil.rmtree(old, ignore_errors=True)
        if sum(1 for _ in self._folder.iterdir()) >= MOST:
            raise WaitingError(f"{MOST} uploads wait to be published. Publish or discard some", 429)
        folder = self._folder / secrets.token_hex(16)
        folder.mkdir(mode=0o700)
        return folder

    def folder(self, upload: str) -> Path:
        """The folder of an upload that waits. Raises NotFoundError."""
        folder = self._folder / upload
        if not re.fullmatch(r"[0-9a-f]{32}", upload) or not (folder / "upload.json").is_file():
            raise NotFoundError(upload, [])
        return folder

    def keep(self, folder: Path, answer: dict[str, Any]) -> None:
        """Keep what the upload's answer said."""
        (folder / "upload.json").write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")

    def answer(self, upload: str) -> dict[str, Any]:
        """What was kept. Raises NotFoundError."""
        found: dict[str, Any] = json.loads((self.folder(upload) / "upload.json").read_text(encoding="utf-8"))
        return found

    def discard(self, upload: str) -> None:
        """Take an upload away. Raises NotFoundError."""
        shutil.rmtree(self.folder(upload))


def copied(files: Sequence[tuple[Path, str]], inputs: Path) -> list[Path]:
    """Copies of files under their names in `inputs`, each whole or not there at all; gives the new paths.

    A name that another file has gets a number; a file whose content is there under its name is not copied again.
    """
    made: list[Path] = []
    try:
        for path, name in files:
            target = _free(inputs, name, path)
            if target is None:
                continue
            beside = target.with_name(f".{target.name}.new")
            shutil.copyfile(path, beside)
            os.link(beside, target)  # fails where a file of that name has come in between
            made.append(target)
            beside.unlink()
    except OSError:
        for target in made:
            target.unlink(missing_ok=True)
        raise
    return made


def _free(inputs: Path, name: str, path: Path) -> Path | None:
    stem, dot, suffix = name.rpartition(".")
    for number in range(1, 1000):
        target = inputs / (name if number == 1 else f"{stem or suffix}-{number}{dot}{suffix if stem else ''}")
        if not target.exists():
            return target
        if _sha256(target) == _sha256(path):
            return None
    raise WaitingError(f"there are too many files called {name}; rename it")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
