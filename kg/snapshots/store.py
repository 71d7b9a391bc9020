"""Writing a snapshot: everything into a folder beside, flushed to the disk, named by its content, put in force."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from ingest.plan import Plan, to_json
from kg.columns import Strings, save_array
from kg.errors import CorruptSnapshotError
from kg.graph import Graph
from kg.snapshots.history import flush_folder, put_in_force, remove
from kg.snapshots.snapshot import (
    CODES,
    SCHEMA_VERSION,
    Snapshot,
    SourceRecord,
    Stage,
    file_sha256,
    open_folder,
    original_file,
    snapshot_id,
    text_file,
)


class SnapshotWriter:
    """Writes one snapshot into DATA/snapshots/.new, then publishes it. The caller holds the writer's lock."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._folder = data / "snapshots" / ".new"
        shutil.rmtree(self._folder, ignore_errors=True)
        (self._folder / "texts").mkdir(parents=True)
        (self._folder / "originals").mkdir()
        self._originals: set[str] = set()

    def discard(self) -> None:
        """Remove what was written, so that a full disk has room again."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def text(self, text: str) -> str:
        """Store a text that was read; gives its SHA-256."""
        content = text.encode("utf-8")
        digest = hashlib.sha256(content).hexdigest()
        (self._folder / text_file(digest)).write_bytes(content)
        return digest

    def linked_text(self, digest: str, previous: Snapshot) -> None:
        """Store a text that the previous snapshot has, without a second copy on the disk where that is possible."""
        new = self._folder / text_file(digest)
        if not new.exists():
            _take_over(previous.folder / text_file(digest), new)

    def original(self, digest: str, load: Callable[[], bytes], previous: Snapshot | None) -> None:
        """Store the bytes of an input, from the previous snapshot where that has them.

        A file that has changed since it was read is not stored: what would be given out is not what was read.
        """
        if digest in self._originals:
            return
        new = self._folder / original_file(digest)
        if previous is not None and digest in previous.originals:
            _take_over(previous.folder / original_file(digest), new)
        else:
            content = load()
            if hashlib.sha256(content).hexdigest() != digest:
                return
            new.write_bytes(content)
        self._originals.add(digest)

    def texts(self, digests: Mapping[str, str]) -> Mapping[str, str]:
        """The stored texts by source, each read when it is asked for; `digests` maps sources to SHA-256."""
        return _Texts(self._folder, digests)

    def write(
        self,
        sources: Sequence[SourceRecord],
        plans: Sequence[tuple[str, Plan]],
        graph: Graph,
        stages: Mapping[str, Stage],
        about: Mapping[str, Any],
        keep: int,
    ) -> Snapshot:
        """Write the rest and put it in force; the newest `keep` snapshots stay. `plans` are sorted by source; `about`
        goes into the manifest."""
        self._write_sources(sources)
        (self._folder / "originals.txt").write_text("".join(f"{one}\n" for one in sorted(self._originals)), "ascii")
        self._write_plans(plans)
        (self._folder / "graph").mkdir()
        graph.save(self._folder / "graph")
        notes: dict[str, object] = {}
        for name, stage in sorted(stages.items()):
            (self._folder / name).mkdir()
            notes[name] = stage(self._folder / name, plans, graph)
        codes = {key: list(names) for key, names in CODES.items()}
        manifest = {"schema_version": SCHEMA_VERSION, **codes, **about, "stages": notes, "files": self._files()}
        return self._publish(manifest, keep)

    def _write_sources(self, sources: Sequence[SourceRecord]) -> None:
        lines = [_line(to_json(record)) for record in sorted(sources, key=lambda r: r.name)]
        (self._folder / "sources.jsonl").write_bytes(b"".join(lines))

    def _write_plans(self, plans: Sequence[tuple[str, Plan]]) -> None:
        folder = self._folder / "plans"
        folder.mkdir()
        offsets = [0]
        with (self._folder / "plans.jsonl").open("wb") as file:
            for _, plan in plans:
                file.write(_line(to_json(plan)))
                offsets.append(file.tell())
        save_array(folder, "offsets", np.array(offsets, dtype=np.int64))
        Strings.of(plan_id for plan_id, _ in plans).save(folder, "ids")

    def _files(self) -> dict[str, dict[str, object]]:
        """Name, checksum and size of every file but texts and originals, whose names are their checksums."""
        named = (self._folder / "texts", self._folder / "originals")
        files = sorted(p for p in self._folder.rglob("*") if p.is_file() and p.parent not in named)
        names = {p.relative_to(self._folder).as_posix(): p for p in files}
        return {n: {"sha256": file_sha256(p), "size": p.stat().st_size} for n, p in sorted(names.items())}

    def _publish(self, manifest: dict[str, Any], keep: int) -> Snapshot:
        content = json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1).encode("utf-8")
        (self._folder / "manifest.json").write_bytes(content)
        _flush(self._folder)
        final = self._data / "snapshots" / snapshot_id(content)
        if _stands(final):
            shutil.rmtree(self._folder)
        else:
            remove(final)
            self._folder.rename(final)
            flush_folder(final.parent)
        put_in_force(self._data, final.name, keep)
        return open_folder(final)


class _Texts(Mapping[str, str]):
    def __init__(self, folder: Path, digests: Mapping[str, str]) -> None:
        self._folder, self._digests = folder, digests

    def __getitem__(self, source: str) -> str:
        return (self._folder / text_file(self._digests[source])).read_bytes().decode("utf-8")

    def __iter__(self) -> Iterator[str]:
        return iter(self._digests)

    def __len__(self) -> int:
        return len(self._digests)


def _take_over(old: Path, new: Path) -> None:
    """Without a second copy on the disk where that is possible."""
    try:
        os.link(old, new)
    except OSError:
        shutil.copyfile(old, new)


def _stands(folder: Path) -> bool:
    with suppress(CorruptSnapshotError):
        if folder.is_dir():
            open_folder(folder).verify()
            return True
    return False


def _flush(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        else:
            flush_folder(path)
    flush_folder(folder)


def _line(record: Any) -> bytes:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"
