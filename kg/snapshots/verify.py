"""Everything that a store promises, checked: files against checksums, quotations against texts, counts against counts.

Opening a snapshot checks names and sizes only, so that it costs nothing; this reads every byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import PlankgError
from ingest.plan import to_json
from kg.errors import CorruptSnapshotError, NoSnapshotError
from kg.graph import Evidence
from kg.snapshots.history import entries
from kg.snapshots.snapshot import Snapshot, current_folder, file_sha256, open_folder, original_file, text_file

StageCheck = Callable[[Path, Snapshot], Iterator[str]]
"""What is wrong with the files of a stage, in words; gets their folder and the snapshot."""

REBUILD = "run `plankg build` over the same inputs; what is sound is taken over, the rest is written anew"
GO_BACK = "run `plankg build` over the same inputs, or go back to an earlier snapshot (plankg history, plankg restore)"
MOST = 20
"""Quotations that are listed one by one; of more, the number is told."""


@dataclass(frozen=True, slots=True)
class Defect:
    """Something that is not as it was written: where, what, and the way out."""

    snapshot: str
    place: str
    what: str
    remedy: str


def verify(data: Path, checks: Mapping[str, StageCheck] | None = None, every: bool = False) -> list[Defect]:
    """The defects of the snapshot in force in `data`, or of `every` one that is kept; none when all is sound.

    `checks` look after the files of stages, by the stages' names. Raises NoSnapshotError when nothing was built there.
    """
    try:
        folder = current_folder(data)
    except CorruptSnapshotError as error:
        return [Defect("", "CURRENT", error.reason, GO_BACK)]
    if folder is None:
        raise NoSnapshotError(data)
    others = [data / "snapshots" / e.snapshot for e in entries(data) if not e.in_force] if every else []
    return [defect for one in (folder, *others) for defect in _of_folder(one, checks or {})]


def _of_folder(folder: Path, checks: Mapping[str, StageCheck]) -> Iterator[Defect]:
    try:
        snapshot = open_folder(folder)
    except CorruptSnapshotError as error:
        yield Defect(folder.name, _place(folder, error.place), error.reason, GO_BACK)
        return
    wanted = _written(snapshot)
    wrong = [*_damaged_files(snapshot, wanted)]
    if not wrong:  # else what would be counted is not what was written
        wrong += [*_tried("graph", _quotations(snapshot)), *_tried("manifest.json", _counts(snapshot))]
        for name in sorted(snapshot.manifest.get("stages", {})):
            found = checks[name](folder / name, snapshot) if name in checks else iter(())
            wrong += _tried(name, ((name, what) for what in found))
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    unknown = sorted(there - wanted.keys() - {"manifest.json"})
    wrong += [(name, "is in the snapshot, and nobody wrote it there") for name in unknown]
    yield from (Defect(folder.name, place, what, REBUILD) for place, what in wrong)


def _written(snapshot: Snapshot) -> dict[str, str]:
    """SHA-256 of every file that was written: those that the manifest lists, the texts and the originals."""
    wanted = {name: str(entry["sha256"]) for name, entry in snapshot.manifest["files"].items()}
    with suppress(CorruptSnapshotError):  # a damaged list of sources is told by its own checksum
        wanted |= {text_file(record.text): record.text for record in snapshot.sources() if record.text}
    with suppress(CorruptSnapshotError):
        wanted |= {original_file(digest): digest for digest in snapshot.originals}
    return wanted


def _damaged_files(snapshot: Snapshot, wanted: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(file, what is wrong) for the files that are not what was written."""
    for name, digest in sorted(wanted.items()):
        try:
            if file_sha256(snapshot.folder / name) != digest:
                yield name, "is not what was written (checksum differs)"
        except OSError as error:
            yield name, f"cannot be read ({error.strerror})"


def _quotations(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """(source, what is wrong) where evidence of the graph or a span of a plan does not quote the stored text."""
    texts: dict[str, str] = {}
    wrong: dict[str, int] = {}
    for found in _evidence(snapshot):
        if found.source not in texts:
            try:
                texts[found.source] = snapshot.text(found.source)
            except KeyError:
                texts[found.source] = ""
        if texts[found.source][found.start : found.end] == found.text:
            continue
        wrong[found.source] = wrong.get(found.source, 0) + 1
        if sum(wrong.values()) <= MOST:
            yield found.source, f"at {found.start}-{found.end} stands something else than {found.text[:60]!r}"
    if sum(wrong.values()) > MOST:
        yield ", ".join(sorted(wrong)), f"{sum(wrong.values()) - MOST} more quotations differ from the text"


def _evidence(snapshot: Snapshot) -> Iterator[Evidence]:
    for edge in snapshot.graph.edges():
        yield from edge.evidence
    for plan in snapshot.plans():
        yield from (Evidence(plan.source, start, end, text) for text, start, end in _spans(to_json(plan)))


def _spans(value: Any) -> Iterator[tuple[str, int, int]]:
    """Every (text, start, end) within a record as JSON; a text without a place is no quotation."""
    if isinstance(value, list):
        for item in value:
            yield from _spans(item)
    elif isinstance(value, dict):
        if isinstance(value.get("text"), str) and value.keys() >= {"start", "end"}:
            yield value["text"], value["start"], value["end"]
        for item in value.values():
            yield from _spans(item)


def _counts(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """(file, what is wrong) where the manifest, the graph, the plans and the list of sources differ in number."""
    counts, graph, plans, records = snapshot.manifest["counts"], snapshot.graph, snapshot.plans(), snapshot.sources()
    found = {
        "files": sum(record.part_of is None for record in records),
        "plans": len(plans),
        "nodes": len(graph),
        "edges": graph.edge_count,
        **{f"{kind}s": graph.count(kind) for kind in ("document", "task", "target", "unit")},
    }
    for name, number in found.items():
        if counts[name] != number:
            yield "manifest.json", f"counts {counts[name]} {name}, there are {number}"
    if tasks := sum(len(plan.tasks) for plan in plans) - graph.count("task"):
        yield "plans.jsonl", f"has {abs(tasks)} tasks {'more' if tasks > 0 else 'less'} than the graph"
    if missing := [plan_id for plan_id in snapshot.plan_ids if plan_id not in graph]:
        yield "plans", f"has plans that the graph has not: {', '.join(missing[:3])}"
    if len(snapshot.plan_ids) != len(plans):
        yield "plans", f"has the ids of {len(snapshot.plan_ids)} plans, there are {len(plans)}"


def _tried(place: str, check: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """What a check finds; that it cannot go on is a finding too."""
    try:
        yield from check
    except (PlankgError, ValueError, KeyError, IndexError, TypeError) as error:
        yield place, f"cannot be checked although every checksum is right ({error})"


def _place(folder: Path, place: Path) -> str:
    return place.relative_to(folder).as_posix() if place.is_relative_to(folder) else place.name
