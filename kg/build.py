"""Files -> snapshot: what has not changed is taken over, what fails is recorded, the rest is read.

The corpus is exactly the inputs given: a file that is no longer among them is as if it had never been there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.assemble import Assembly, assemble_all
from kg.errors import EmptyInputError
from kg.inputs import Input, find_inputs
from kg.lock import writer_lock
from kg.reading import Previous, Reading, read_inputs, rules
from kg.snapshot import Snapshot, SourceRecord, Stage
from kg.store import SnapshotWriter

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did, in numbers of files, plans, mentions of documents, nodes and warnings.

    `read` files were read anew, `unchanged` taken over, `duplicates` hold what another file holds; `failed` lists the
    inputs that were refused or failed, each with its reason. `citations` counts mentions: `resolved`, `open` or
    `ambiguous` by the document they mean.
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
    notes: tuple[str, ...] = ()


def build(
    inputs: Sequence[Path],
    data: Path,
    *,
    stages: Mapping[str, Stage] | None = None,
    progress: Progress | None = None,
    workers: int = 1,
    empty: bool = True,
) -> BuildReport:
    """Make the corpus of `data` the plans in `inputs` (files, and folders walked), and put it in force.

    `stages` add their files to the snapshot; `progress` is told (done, total, name) after each file; `workers` above 1
    reads files in that many processes, with the same result. Raises InputError for an input that is not there,
    LockedError while another process builds here and, unless `empty` inputs are allowed, EmptyInputError when there
    is no file at all; nothing is changed then. A file that cannot be read is a record, not an error.
    """
    data = Path(data)
    items = find_inputs(inputs, exclude=data)
    if not items and not empty:
        raise EmptyInputError(inputs)
    with writer_lock(data) as note:
        previous = Previous(data)
        writer = SnapshotWriter(data)
        readings = [_stored(r, writer, previous) for r in _watched(items, previous, progress, workers)]
        readings = _one_plan_a_content(readings)
        plans = [reading.plan for reading in readings if reading.plan]
        texts = {r.plan.source: r.record.text for r in readings if r.plan}
        assembly = assemble_all(plans, writer.texts(texts))
        records = _with_plan_ids(readings, assembly.plan_ids)
        fingerprint, version = rules()
        counts = _counts(records, assembly)
        about = {"program_version": version, "rules": fingerprint, "counts": counts}
        held = list(zip(assembly.plan_ids, plans, strict=True))
        snapshot = writer.write(records, held, assembly.graph, stages or {}, about)
    notes = tuple(text for text in (note, previous.note) if text)
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
        notes=notes,
        **{name: counts[name] for name in _REPORTED},
    )


def _watched(items: Sequence[Input], previous: Previous, progress: Progress | None, workers: int) -> Iterator[Reading]:
    for done, reading in enumerate(read_inputs(items, previous, workers), 1):
        if progress:
            progress(done, len(items), reading.record.name)
        yield reading


def _stored(reading: Reading, writer: SnapshotWriter, previous: Previous) -> Reading:
    """The reading with its text in the new snapshot instead of in memory."""
    if reading.text is not None:
        record = replace(reading.record, text=writer.text(reading.text))
        return replace(reading, record=record, text="")
    if reading.plan and previous.snapshot:
        writer.linked_text(reading.record.text, previous.snapshot)
    return reading


def _one_plan_a_content(readings: Sequence[Reading]) -> list[Reading]:
    """Of readings with the same bytes and format, the first by name keeps the plan; the others say whose they are."""
    first: dict[tuple[str, str], str] = {}
    found = []
    for reading in readings:
        record = reading.record
        if reading.plan is None:
            found.append(reading)
            continue
        name = first.setdefault((record.sha256, record.format), record.name)
        if name == record.name:
            found.append(reading)
        else:
            found.append(Reading(replace(record, duplicate_of=name)))
    return found


def _with_plan_ids(readings: Sequence[Reading], ids: Sequence[str]) -> list[SourceRecord]:
    held = iter(ids)
    own = {r.record.name: next(held) for r in readings if r.plan}
    return [replace(r.record, plan=own.get(r.record.duplicate_of or r.record.name)) for r in readings]


def _counts(records: Sequence[SourceRecord], assembly: Assembly) -> dict[str, int]:
    graph, states = assembly.graph, assembly.states
    return {
        "files": len(records),
        "plans": len(assembly.plan_ids),
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
