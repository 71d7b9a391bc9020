"""Files -> snapshot: what has not changed is taken over, what fails is recorded, the rest is read.

The corpus is exactly the inputs given: a file that is no longer among them is as if it had never been there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.errors import SourceError
from kg.assembly.assemble import Assembly, assemble_all
from kg.building.duplicates import one_plan_two_files
from kg.building.inputs import Input, find_inputs
from kg.building.reading import Previous, Reading, read_inputs, rules
from kg.errors import EmptyInputError, StoreError
from kg.snapshots.history import KEEP, prune
from kg.snapshots.lock import writer_lock
from kg.snapshots.snapshot import Snapshot, SourceRecord, Stage
from kg.snapshots.store import SnapshotWriter

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did, in numbers of files, plans, mentions of documents, nodes and warnings.

    `read` files were read anew, `unchanged` taken over, `duplicates` hold what another file holds; `sources` lists all
    inputs with their status, `failed` those of them that were refused or failed, each with its reason. `citations`
    counts mentions: `resolved`, `open` or `ambiguous` by the document they mean.
    """

    snapshot: str
    folder: Path
    files: int
    read: int
    unchanged: int
    duplicates: int
    plans: int
    documents: int
    tasks: int
    units: int
    citations: int
    resolved: int
    open: int
    ambiguous: int
    warnings: dict[str, int]
    failed: tuple[SourceRecord, ...] = ()
    sources: tuple[SourceRecord, ...] = ()
    notes: tuple[str, ...] = ()


def build(
    inputs: Sequence[Path],
    data: Path,
    *,
    stages: Mapping[str, Stage] | None = None,
    progress: Progress | None = None,
    workers: int = 1,
    empty: bool = True,
    keep: int = KEEP,
    originals: bool = True,
) -> BuildReport:
    """Make the corpus of `data` the plans in `inputs` (files, and folders walked), and put it in force.

    `stages` add their files to the snapshot; `progress` is told (done, total, name) after each file; `workers` above 1
    reads files in that many processes, with the same result; the newest `keep` snapshots stay, and those that readers
    hold; with `originals` the bytes of what could be read are kept too.

    Raises InputError for an input that is not there, LockedError while another process builds here, StoreError when the
    disk fails and, unless `empty` inputs are allowed, EmptyInputError when there is no file at all; the snapshot in
    force is whole then. A file that cannot be read is a record, not an error.
    """
    data = Path(data)
    items = find_inputs(inputs, exclude=data)
    if not items and not empty:
        raise EmptyInputError(inputs)
    try:
        with writer_lock(data) as note:
            writer = SnapshotWriter(data)
            try:
                before = Previous(data)
                read = zip(items, _watched(items, before, progress, workers), strict=True)
                readings = [
                    _stored(item, part, writer, before, originals)
                    for item, reading in read
                    for part in (replace(reading, more=()), *reading.more)
                ]
                report = _built(readings, before, writer, stages or {}, note, keep)
            except BaseException:
                writer.discard()
                raise
            del before, read  # they hold the snapshot before, which would stay
            prune(data)
            return report
    except OSError as error:
        raise StoreError(data, error) from error


def _built(
    readings: Sequence[Reading],
    previous: Previous,
    writer: SnapshotWriter,
    stages: Mapping[str, Stage],
    note: str | None,
    keep: int,
) -> BuildReport:
    readings = one_plan_two_files(_one_plan_a_content(readings))
    plans = [reading.plan for reading in readings if reading.plan]
    texts = {r.plan.source: r.record.text for r in readings if r.plan}
    assembly = assemble_all(plans, writer.texts(texts))
    earlier = {plans[t.earlier].source: plans[t.later].source for t in assembly.takeovers}
    records = _with_plan_ids(readings, dict(zip((p.source for p in plans), assembly.plan_ids, strict=True)), earlier)
    fingerprint, version = rules()
    counts = _counts(records, assembly)
    about = {"program_version": version, "rules": fingerprint, "counts": counts}
    held = [(i, plan) for i, plan in zip(assembly.plan_ids, plans, strict=True) if plan.source not in earlier]
    snapshot = writer.write(records, held, assembly.graph, stages, about, keep)
    taken = [
        f"{source} is an earlier version of {later}, without a number" for source, later in sorted(earlier.items())
    ]
    notes = tuple(text for text in (note, previous.note, *taken) if text)
    return _report(snapshot, records, readings, counts, notes)


_REPORTED = (
    *("files", "duplicates", "plans", "documents", "tasks", "units"),
    *("citations", "resolved", "open", "ambiguous"),
)


def _report(
    snapshot: Snapshot,
    records: Sequence[SourceRecord],
    readings: Sequence[Reading],
    counts: Mapping[str, int],
    notes: tuple[str, ...],
) -> BuildReport:
    plans = [reading.plan for reading in readings if reading.plan]
    unchanged = sum(reading.unchanged for reading in readings)
    return BuildReport(
        snapshot.id,
        snapshot.folder,
        read=len(plans) - unchanged,
        unchanged=unchanged,
        warnings=dict(sorted(Counter(w.kind for plan in plans for w in plan.warnings).items())),
        failed=tuple(record for record in records if record.status in ("refused", "failed")),
        sources=tuple(records),
        notes=notes,
        **{name: counts[name] for name in _REPORTED},
    )


def _watched(items: Sequence[Input], previous: Previous, progress: Progress | None, workers: int) -> Iterator[Reading]:
    for done, reading in enumerate(read_inputs(items, previous, workers), 1):
        if progress:
            progress(done, len(items), reading.record.name)
        yield reading


def _stored(item: Input, reading: Reading, writer: SnapshotWriter, previous: Previous, originals: bool) -> Reading:
    """The reading with its text in the new snapshot instead of in memory, and with `originals` its bytes there."""
    if originals and reading.plan:
        with suppress(SourceError):  # a file that is gone by now was read all the same
            writer.original(reading.record.sha256, item.load, previous.snapshot)
    if reading.text is not None:
        record = replace(reading.record, text=writer.text(reading.text))
        return replace(reading, record=record, text="")
    if reading.plan and previous.snapshot:
        writer.linked_text(reading.record.text, previous.snapshot)
    return reading


def _one_plan_a_content(readings: Sequence[Reading]) -> list[Reading]:
    """Of readings with the same bytes and format, the first by name keeps the plan; the others say whose they are."""
    first: dict[tuple[str, str, str], str] = {}
    found = []
    for reading in readings:
        record = reading.record
        if reading.plan is None:
            found.append(reading)
            continue
        name = first.setdefault((record.sha256, record.format, record.name.removeprefix(record.file)), record.name)
        if name == record.name:
            found.append(reading)
        else:
            found.append(Reading(replace(record, duplicate_of=name)))
    return found


def _with_plan_ids(
    readings: Sequence[Reading], ids: Mapping[str, str], earlier: Mapping[str, str]
) -> list[SourceRecord]:
    """The records with the ids of their plans. An earlier version has no plan of its own: it is read at every build."""
    found = []
    for reading in readings:
        record, name = reading.record, reading.record.duplicate_of or reading.record.name
        later = earlier.get(name)
        found.append(replace(record, plan=None if later else ids.get(name), earlier_version_of=later))
    return found


def _counts(records: Sequence[SourceRecord], assembly: Assembly) -> dict[str, int]:
    graph, states = assembly.graph, assembly.states
    return {
        "files": sum(record.part_of is None for record in records),
        "plans": len(assembly.plan_ids) - len(assembly.takeovers),
        "duplicates": sum(record.duplicate_of is not None for record in records),
        "refused": sum(record.status == "refused" for record in records),
        "failed": sum(record.status == "failed" for record in records),
        "nodes": len(graph),
        "edges": graph.edge_count,
        "documents": graph.count("document"),
        "tasks": graph.count("task"),
        "targets": graph.count("target"),
        "units": graph.count("unit"),
        "citations": sum(states.values()),
        "resolved": states["resolved"],
        "open": states["open"],
        "ambiguous": states["ambiguous"],
    }
