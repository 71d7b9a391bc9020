"""One file -> one `Plan`: the whole algorithm, step by step."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

from ingest.anomalies import find_anomalies
from ingest.citing.citations import find_citations
from ingest.citing.documents import gather_documents
from ingest.citing.relations import find_relations
from ingest.duties.targets import Statement, find_targets, statements
from ingest.duties.tasks import build_tasks, gather_units
from ingest.duties.timepoints import plan_time
from ingest.kinds import find_kind_warnings
from ingest.organisations.short_names import short_names
from ingest.plan import Plan
from ingest.read import SourceText, read_source
from ingest.structure.bundles import masked, parts
from ingest.structure.figures import find_figures
from ingest.structure.frames import find_frames
from ingest.structure.indicators import find_indicators
from ingest.structure.layout import layout
from ingest.structure.listed_rows import find_listed_rows
from ingest.structure.meta import read_meta
from ingest.structure.milestones import find_milestones
from ingest.structure.outline import outline_items
from ingest.text.composed import carried_back, composed


def parse_file(path: Path, name: str | None = None) -> Plan:
    """The plan in the file at `path`, recorded under `name` (default: the path as given).

    Raises `ingest.errors.SourceError` for a file that cannot be read.
    """
    return parse_text(read_source(path, name))


def parse_documents(source: SourceText) -> tuple[Plan, ...]:
    """The plan of each document in a text, in order, the second and later ones under the names that `part_name` gives.
    Offsets are those of the whole text; a warning of the reader goes with the document that it stands in."""
    found = parts(unicodedata.normalize("NFC", source.text))
    if len(found) == 1:
        return (parse_text(source),)
    if not unicodedata.is_normalized("NFC", source.text):
        copy = composed(source.text)
        found = [(copy.start(start), copy.end(end)) for start, end in parts(copy.text)]
    return tuple(
        parse_text(
            replace(
                source,
                name=part_name(source.name, number),
                text=masked(source.text, part),
                warnings=tuple(w for w in source.warnings if w.start is None or part[0] <= w.start < part[1]),
            )
        )
        for number, part in enumerate(found, 1)
    )


def part_name(name: str, number: int) -> str:
    """What the document `number` (from 1) of the file `name` is called: the first as the file."""
    return name if number == 1 else f"{name}#{number}"


def parse_text(source: SourceText) -> Plan:
    """The plan in a text. A pure function: the same text gives the same plan. Offsets are code points of the text."""
    if unicodedata.is_normalized("NFC", source.text):
        return _parse(source)
    copy = composed(source.text)
    plan = carried_back(_parse(replace(source, text=copy.text, warnings=())), copy)
    return replace(plan, warnings=(*source.warnings, *plan.warnings))


def parse_statements(source: SourceText) -> tuple[Statement, ...]:
    """The statements of a text in NFC that may set targets, for `ingest.duties.train` to learn from."""
    plan = _parse(source)
    return tuple(statements(layout(source.text).passages, plan.tasks, plan.citations))


def _parse(source: SourceText) -> Plan:
    """The plan in a text in NFC."""
    page = layout(source.text)
    meta, place = read_meta(page.pieces, source.text)
    place = replace(place, short_names=short_names(passage.text.text for passage in page.passages))
    frames = find_frames(page.root)
    mentions = find_citations(page.passages, place)
    documents = gather_documents(mentions.citations, page.passages, place)
    relations = find_relations(page.passages, mentions.citations, meta, place, mentions.aliases)
    when = plan_time(meta.title or "", meta.date)
    tasks = build_tasks(frames, mentions.citations, place, when)
    since = max(int((meta.date or "0")[:4]), when.year or 0)
    indicators = find_indicators(page, since)
    figures = find_figures(page, since, indicators.tables).and_those(indicators)
    outline = (*outline_items(page.root), *figures.outline, *find_listed_rows(page, figures.tables))
    targets = (*indicators.outside(find_targets(page.passages, tasks, mentions.citations, since)), *figures.targets)
    return Plan(
        source=source.name,
        format=source.format,
        sha256=source.sha256,
        pages=source.pages or page.pages,
        meta=meta,
        outline=tuple(sorted(outline, key=lambda item: item.start)),
        citations=mentions.citations,
        alias_mentions=mentions.aliases,
        standards=mentions.standards,
        documents=documents,
        relations=relations,
        units=gather_units(tasks, page.passages, place),
        tasks=tasks,
        targets=tuple(sorted(targets, key=lambda target: target.start)),
        milestones=find_milestones(page.root, when.year),
        anomalies=find_anomalies(page, meta, mentions.citations, tasks, recognised=_is_recognised(source)),
        warnings=(*source.warnings, *find_kind_warnings(meta), *figures.unread(page.warnings)),
    )


def _is_recognised(source: SourceText) -> bool:
    """Whether a machine read the text from a picture."""
    return any(warning.kind == "recognised" for warning in source.warnings)
