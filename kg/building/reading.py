"""One input -> a record and, if it could be read, its plan; unchanged content is taken from the snapshot before."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path, PurePath

import ingest
from ingest.errors import SourceError
from ingest.formats.plaintext import ENCODINGS
from ingest.plan import Plan
from ingest.read import read_bytes
from kg.building.inputs import Input
from kg.errors import CorruptSnapshotError
from kg.snapshots.snapshot import Snapshot, SourceRecord, Status, current_folder, open_folder


@dataclass(frozen=True, slots=True)
class Reading:
    """An input as it was read. `text` is None when the previous snapshot has it; `plan` when there is none; `more` are
    the further documents that the file holds."""

    record: SourceRecord
    plan: Plan | None = None
    text: str | None = None
    more: tuple[Reading, ...] = ()

    @property
    def unchanged(self) -> bool:
        """Whether the plan was taken over instead of read."""
        return self.plan is not None and self.text is None


class Previous:
    """What can be taken over from the snapshot in force: the plans that the present rules would read again the same.

    `note` says what is lost, if the snapshot is damaged.
    """

    def __init__(self, data: Path) -> None:
        self.snapshot: Snapshot | None = None
        self.note: str | None = None
        self._records: dict[tuple[str, str], list[SourceRecord]] = {}
        try:
            folder = current_folder(data)
            snapshot = open_folder(folder) if folder else None
            if snapshot and (snapshot.manifest.get("rules"), snapshot.manifest.get("program_version")) == rules():
                snapshot.verify()
                self.snapshot = snapshot
                self._records = {(r[0].sha256, _telling(r[0].name)): r for r in _own(snapshot.sources())}
        except CorruptSnapshotError as error:
            self.note = f"The snapshot before could not be used, everything is read again: {error}"

    def reading(self, item: Input) -> Reading | None:
        """The reading of an input whose content the snapshot holds, else None."""
        if self.snapshot is None:
            return None
        with suppress(SourceError, CorruptSnapshotError):  # what cannot be taken over is read again
            key = hashlib.sha256(item.load()).hexdigest(), _telling(item.filename)
            parts = [self._taken_over(record, item) for record in self._records.get(key, ())]
            if parts:
                return replace(parts[0], more=tuple(parts[1:]))
        return None

    def _taken_over(self, record: SourceRecord, item: Input) -> Reading:
        """A document of the snapshot as one of `item`."""
        assert self.snapshot is not None
        assert record.plan is not None
        name = item.name + record.name.removeprefix(record.file)
        plan = replace(self.snapshot.plan(record.plan), source=name)
        part_of = item.name if record.part_of else None
        return Reading(replace(record, name=name, part_of=part_of, duplicate_of=None, plan=None), plan)


def read_inputs(items: Sequence[Input], previous: Previous, workers: int) -> Iterator[Reading]:
    """The reading of each input, in order; new content is read in `workers` processes when there are several."""
    if workers < 2:
        for item in items:
            yield previous.reading(item) or read_input(item)
        return
    with ProcessPoolExecutor(workers) as pool:
        known = [previous.reading(item) for item in items]
        fresh = pool.map(read_input, [i for i, r in zip(items, known, strict=True) if r is None], chunksize=4)
        for reading in known:
            yield reading or next(fresh)


def read_input(item: Input) -> Reading:
    """Read and parse one file. Whatever goes wrong is in the record; nothing is raised."""
    record = SourceRecord(item.name, "failed", _suffix(item.filename))
    try:
        data = item.load()
        record = replace(record, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
        source = read_bytes(data, item.name, item.filename)
        from ingest.parse import parse_documents

        plans = parse_documents(source)
    except SourceError as error:
        return Reading(replace(record, status=error.status, reason=error.reason, hint=error.hint))
    except Exception as error:  # one file must not stop the others, whatever it holds
        reason = f"{type(error).__name__}: {error}"
        return Reading(replace(record, reason=reason, hint="This is a defect of plankg; report it with the file"))
    first, *others = (_read(record, plan, source.text) for plan in plans)
    return replace(first, more=tuple(others))


def _read(record: SourceRecord, plan: Plan, text: str) -> Reading:
    status: Status = "warnings" if plan.warnings else "read"
    part_of = record.name if plan.source != record.name else None
    own = replace(record, name=plan.source, part_of=part_of, status=status, format=plan.format)
    return Reading(replace(own, warnings=len(plan.warnings)), plan, text)


def _own(records: Sequence[SourceRecord]) -> Iterator[list[SourceRecord]]:
    """The records of each file whose plans were all read from its own content, in its own format: another file's plan
    does not fit its text."""
    content = {record.name: (record.sha256, record.format) for record in records}
    files: dict[str, list[SourceRecord]] = defaultdict(list)
    for record in sorted(records, key=lambda record: (len(record.name), record.name)):
        files[record.file].append(record)
    for own in files.values():
        if all(r.plan and content[r.duplicate_of or r.name] == content[r.name] for r in own):
            yield own


def rules() -> tuple[str, str]:
    """(hash of the code and grammar of `ingest`, program version): plans read under others are read again."""
    return fingerprint(), program_version()


@cache
def fingerprint() -> str:
    """A hash over the code of `ingest` and the data that it reads by: grammar files and learned weights."""
    found = hashlib.sha256()
    folder = Path(ingest.__file__ or "").parent
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".py", ".toml", ".json")):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:16]


def program_version() -> str:
    """The version of the installed package."""
    return version("plankg")


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower().lstrip(".")


def _telling(name: str) -> str:
    """What a name says about how a file is read: its suffix, and an encoding before that."""
    encoding = PurePath(name.lower()).stem.rpartition(".")[2]
    return f"{encoding if encoding in ENCODINGS else ''}.{_suffix(name)}"
