"""The store: one folder of files under one manifest, written beside and put in force in one step.

A reader opens the snapshot that DATA/CURRENT names and keeps it; a writer never touches a snapshot that stands. So a
reader sees one whole corpus, whatever happens to the writer. Files are opened memory-mapped or read in part: opening
costs the manifest, not the corpus.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from ingest.plan import Plan, plan_from_json
from kg.columns import Strings, open_array
from kg.errors import CorruptSnapshotError, NoSnapshotError, OtherSchemaError
from kg.graph import Graph
from kg.predicates import KIND_NAMES, PREDICATE_NAMES
from kg.snapshots.lease import hold

SCHEMA_VERSION = 2
"""Raised when files of a snapshot change their meaning; a snapshot of another schema is built anew."""
CODES: Mapping[str, Sequence[str]] = {"kinds": KIND_NAMES, "predicates": PREDICATE_NAMES}
"""What the bytes for kinds and predicates stand for, as a manifest has it."""

_DIFFERS = "is not what was written (checksum differs)"
Status = Literal["read", "warnings", "refused", "failed"]
Stage = Callable[[Path, Sequence[tuple[str, Plan]], Graph], dict[str, object]]
"""Writes files into the folder given, for plans (id, plan) and their graph; gives what the manifest says about them."""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What became of one input.

    `sha256` and `size` are of the file's bytes ("" and 0 when it could not be opened), `text` the SHA-256 of the text
    that was read, in UTF-8. `plan` is the plan's node id; of inputs with the same content one is `source` of the plan
    and the others name it in `duplicate_of`; an earlier version of a plan, without its number, names that plan's source
    in `earlier_version_of`. `reason` and `hint` say why a file was refused or failed. Of a file that holds several
    documents the second and later ones have records of their own, which name that of the file in `part_of`.
    """

    name: str
    status: Status
    format: str = ""
    sha256: str = ""
    size: int = 0
    text: str = ""
    plan: str | None = None
    duplicate_of: str | None = None
    earlier_version_of: str | None = None
    warnings: int = 0
    reason: str | None = None
    hint: str | None = None
    part_of: str | None = None

    @property
    def file(self) -> str:
        """The name of the file that it was read from."""
        return self.part_of or self.name


class Snapshot:
    """A snapshot, open for reading."""

    def __init__(self, folder: Path, manifest: dict[str, Any]) -> None:
        self.folder = folder
        self.manifest = manifest
        hold(folder, self)

    @property
    def id(self) -> str:
        """The hash of the content: equal ids are equal corpora."""
        return self.folder.name

    @cached_property
    def graph(self) -> Graph:
        """The graph, memory-mapped. Raises CorruptSnapshotError."""
        try:
            return Graph.open(self.folder / "graph")
        except (OSError, ValueError) as error:
            raise CorruptSnapshotError(self.folder / "graph", str(error)) from error

    @cached_property
    def plan_ids(self) -> list[str]:
        """The node ids of the plans, in order of their sources."""
        with self._reading("plans"):
            return list(Strings.open(self.folder / "plans", "ids"))

    def plans(self) -> list[Plan]:
        """All plans, sorted by source. Raises CorruptSnapshotError, as all that read from the snapshot do."""
        with self._reading("plans.jsonl"):
            return [plan_from_json(json.loads(line)) for line in self._lines("plans.jsonl")]

    def plan(self, plan_id: str) -> Plan:
        """The plan of that node id, read alone. Raises KeyError."""
        try:
            i = self._plan_places[plan_id]
        except KeyError:
            raise KeyError(f"no plan {plan_id!r} is held") from None
        with self._reading("plans.jsonl"), (self.folder / "plans.jsonl").open("rb") as file:
            start, end = open_array(self.folder / "plans", "offsets")[i : i + 2].tolist()
            file.seek(start)
            return plan_from_json(json.loads(file.read(end - start)))

    def plan_of(self, node_id: str) -> str:
        """The id of the plan that a task or target belongs to. Raises KeyError for any other node."""
        try:
            plan: str = self.graph.node(node_id).attributes["plan"]
        except KeyError:
            raise KeyError(f"no task or target {node_id!r}") from None
        return plan

    def sources(self) -> list[SourceRecord]:
        """What became of every input, sorted by name."""
        with self._reading("sources.jsonl"):
            return [SourceRecord(**json.loads(line)) for line in self._lines("sources.jsonl")]

    def text(self, source: str) -> str:
        """The text that was read from a source, compared with its checksum. Raises KeyError when there is none."""
        digest = self._texts.get(source, "")
        if not digest:
            raise KeyError(f"no text of a source {source!r} is held")
        with self._reading(text_file(digest)):
            content = (self.folder / text_file(digest)).read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise CorruptSnapshotError(self.folder / text_file(digest), _DIFFERS)
        return content.decode("utf-8")

    @cached_property
    def originals(self) -> frozenset[str]:
        """The SHA-256 of the inputs whose bytes are kept; snapshots of earlier versions of plankg keep none."""
        if "originals.txt" not in self.manifest["files"]:
            return frozenset()
        with self._reading("originals.txt"):
            return frozenset((self.folder / "originals.txt").read_text("ascii").split())

    def digest(self, source: str) -> str:
        """The SHA-256 of the bytes that a source was read from, "" for none."""
        return self._digests.get(source, "")

    def has_original(self, source: str) -> bool:
        """Whether the bytes that a source was read from are kept."""
        return self.digest(source) in self.originals

    def original(self, source: str) -> bytes:
        """The bytes that a source was read from, compared with their checksum. Raises KeyError when none are kept."""
        digest = self.digest(source)
        if digest not in self.originals:
            raise KeyError(f"no original of a source {source!r} is kept")
        with self._reading(original_file(digest)):
            content = (self.folder / original_file(digest)).read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise CorruptSnapshotError(self.folder / original_file(digest), _DIFFERS)
        return content

    def verify(self) -> None:
        """Read every file and compare it with its checksum. Raises CorruptSnapshotError for the first that differs."""
        for name, entry in self.manifest["files"].items():
            _check(self.folder / name, entry["sha256"])
        for digest in sorted({digest for digest in self._texts.values() if digest}):
            _check(self.folder / text_file(digest), digest)
        for digest in sorted(self.originals):
            _check(self.folder / original_file(digest), digest)

    @cached_property
    def _plan_places(self) -> dict[str, int]:
        return {plan_id: i for i, plan_id in enumerate(self.plan_ids)}

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {record.name: record.text for record in self.sources()}

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {record.name: record.sha256 for record in self.sources()}

    def _lines(self, name: str) -> Iterator[str]:
        with (self.folder / name).open(encoding="utf-8", newline="\n") as file:
            yield from file

    @contextmanager
    def _reading(self, name: str) -> Iterator[None]:
        try:
            yield
        except (OSError, ValueError, TypeError) as error:
            raise CorruptSnapshotError(self.folder / name, f"cannot be read ({error})") from error


def open_snapshot(data: Path) -> Snapshot:
    """The snapshot in force in `data`; no writer removes it while the object lives.

    Raises NoSnapshotError when nothing was built there, OtherSchemaError when another version of plankg wrote it,
    CorruptSnapshotError when the manifest is not what was written, or a file is absent or has another size.
    `Snapshot.verify` compares the contents too.
    """
    for _ in range(3):
        folder = current_folder(data)
        if folder is None:
            raise NoSnapshotError(data)
        try:
            return open_folder(folder)
        except CorruptSnapshotError:
            # A writer may have put a newer one in force and removed this one between the two steps: then ask again.
            if folder == current_folder(data):
                raise
    raise CorruptSnapshotError(data / "CURRENT", "names a snapshot that is not there")


def open_folder(folder: Path) -> Snapshot:
    """The snapshot in `folder`, its manifest checked against its own hash, and names and sizes against the manifest.

    Raises OtherSchemaError or CorruptSnapshotError.
    """
    try:
        content = (folder / "manifest.json").read_bytes()
        manifest = json.loads(content)
        schema, files = manifest["schema_version"], dict(manifest["files"])
        snapshot = Snapshot(folder, manifest)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CorruptSnapshotError(folder / "manifest.json", f"is not readable ({error})") from error
    if schema != SCHEMA_VERSION or not _readable_codes(manifest):
        raise OtherSchemaError(folder, schema, SCHEMA_VERSION)
    if snapshot_id(content) != folder.name:
        raise CorruptSnapshotError(folder / "manifest.json", _DIFFERS)
    for name, entry in files.items():
        file = folder / name
        if not file.is_file() or file.stat().st_size != entry["size"]:
            raise CorruptSnapshotError(file, "is absent or has another size than was written")
    return snapshot


def snapshot_id(manifest: bytes) -> str:
    """The name of the snapshot with that manifest, which holds the hash of everything else."""
    return hashlib.sha256(manifest).hexdigest()[:16]


def _readable_codes(manifest: Mapping[str, Any]) -> bool:
    """Whether every byte for a kind or predicate still means what it meant: the lists may only have grown."""
    stored = {key: manifest.get(key) or [None] for key in CODES}
    return all(list(names[: len(stored[key])]) == stored[key] for key, names in CODES.items())


def current_folder(data: Path) -> Path | None:
    """The folder that DATA/CURRENT names, or None when there is none. Raises CorruptSnapshotError for nonsense."""
    try:
        name = (data / "CURRENT").read_text("ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise CorruptSnapshotError(data / "CURRENT", f"is not readable ({error})") from error
    if not name.isalnum():
        raise CorruptSnapshotError(data / "CURRENT", "does not name a snapshot")
    return data / "snapshots" / name


def text_file(digest: str) -> str:
    """Where in a snapshot the text of that SHA-256 stands."""
    return f"texts/{digest}.txt"


def original_file(digest: str) -> str:
    """Where in a snapshot the bytes of an input with that SHA-256 stand."""
    return f"originals/{digest}"


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file, read in pieces. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check(file: Path, expected: str) -> None:
    try:
        found = file_sha256(file)
    except OSError as error:
        raise CorruptSnapshotError(file, f"cannot be read ({error.strerror})") from error
    if found != expected:
        raise CorruptSnapshotError(file, _DIFFERS)
