"""`plankg show`: one node with its relations, or the text of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api import console
from api.commands import options as o
from api.commands.files import counts, file_table
from api.tables import block, one_line, paragraph
from ingest.errors import PlankgError

if TYPE_CHECKING:
    from api.models import NodeDetail, Relation
    from kg.graph import Node
    from kg.snapshots.snapshot import Snapshot

SHORT = 8
# Inner workings of the graph, and lists of places that the relations already show.
HIDDEN = frozenset(
    {
        *("dates", "titles", "title_at", "candidates", "spellings", "state", "plan", "task", "held"),
        *("replaced_by", "amended_by", "former_ids"),
    }
)


class NoTextError(PlankgError):
    """A node that was not read from a file has no text."""


def show(
    name: Annotated[
        str | None, typer.Argument(metavar="ID", help="Node id, document number, plan file, ward or unit.")
    ] = None,
    text: Annotated[bool, typer.Option("--text", help="Print the text that was read.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Print every relation, not the first of each kind.")] = False,
    failures: Annotated[
        bool, typer.Option("--failures", help="Without ID: the files that the build refused, failed or warned of.")
    ] = False,
    form: Annotated[o.Report, typer.Option("--format", help="json has everything.")] = o.Report.table,
    data: o.Data = o.DEFAULT_DATA,
) -> int:
    """Show one document, plan, task or unit.

    Its relations are read from both ends; --text prints a plan's text, in which all offsets count; --failures lists
    what became of the files of the build.
    """
    if failures == (name is not None):
        raise typer.BadParameter("give one ID, or --failures")
    if name is None:
        return _show_failures(form, data)
    from kg.assembly.fates import fate
    from kg.querying.lookup import find_node
    from kg.snapshots.snapshot import open_snapshot

    snapshot = open_snapshot(data)
    node = find_node(snapshot.graph, name)
    _say_former(node, name)
    if text:
        return _show_text(snapshot, node)
    from api.relations import detail

    plans = {record.name: record.plan for record in snapshot.sources() if record.plan}
    found = detail(snapshot.graph, node, plans)
    if form is o.Report.json:
        console.json_document(found.model_dump())
    else:
        console.data("\n".join(_lines(found, fate(node), every)))
    return console.Exit.DONE


def _say_former(node: Node, name: str) -> None:
    """Say so where `name` is the one that a ward had before July 2025."""
    from kg.assembly.places import former_name
    from kg.naming import folded

    former = "" if folded(name) in folded(node.label) else former_name(node, name)
    if former and folded(former.split(",")[0]) != folded(node.label):
        console.say(f"{former} went into {node.label} on {node.attributes['valid_from']}")


def _show_text(snapshot: Snapshot, node: Node) -> int:
    source = node.attributes.get("source")
    if source is None:
        raise NoTextError(f"{node.label}: no text of it is held, it is only cited. Give a plan that was read")
    typer.echo(snapshot.text(source), nl=False)
    return console.Exit.DONE


def _show_failures(form: o.Report, data: Path) -> int:
    from kg.snapshots.snapshot import open_snapshot

    records = [record for record in open_snapshot(data).sources() if record.status != "read"]
    if form is o.Report.json:
        console.json_document([asdict(record) for record in records])
    elif records:
        console.data(file_table(records))
    console.say(", ".join(f"{word}: {count}" for word, count in counts(records) if count) or "every file was read")
    return console.Exit.DONE


def _lines(found: NodeDetail, became: str, every: bool) -> Iterator[str]:
    yield console.bold(f"{found.node.label}  [{found.node.id}]")
    if found.node.held is not None:
        yield "  held" if found.node.held else "  known, not held"
    if became:
        yield paragraph(became)
    for key, value in found.attributes.items():
        if key == "predecessors":
            yield "  predecessors:"
            yield from (paragraph(_predecessor(old), "    ") for old in value)
        elif key == "date" and len(found.attributes.get("dates", [])) > 1:
            said = ", ".join(entry["date"] for entry in found.attributes["dates"])
            yield paragraph(f"date: {value} (plans write: {said})")
        elif key == "versions":
            yield from (paragraph(f"earlier version: {old['source']} (without a number)") for old in value)
        elif key == "plan_replaced_by":
            yield paragraph(f"plan replaced by: {'; '.join(new['label'] for new in value)}")
        elif key not in HIDDEN:
            yield paragraph(f"{key}: {_plain(value)}")
    for relations in (found.out, found.into):
        yield from _groups(relations, every)


def _groups(relations: list[Relation], every: bool) -> Iterator[str]:
    groups: dict[str, list[Relation]] = {}
    for relation in relations:
        groups.setdefault(relation.verb["vi"], []).append(relation)
    for verb, group in groups.items():
        yield ""
        yield console.bold(f"{verb} ({len(group)})")
        for relation in group if every else group[:SHORT]:
            yield block(f"- {relation.node.label}", *_quotation(relation))
        if len(group) > SHORT and not every:
            yield f"  ... {len(group) - SHORT} more; --all shows them"


def _predecessor(old: dict[str, Any]) -> str:
    where = ", ".join(old[name] for name in ("name", "district", "province") if old.get(name))
    return f"{where} (until {old['valid_until']}{', a part of it' if old.get('part') else ''})"


def _quotation(relation: Relation) -> list[str]:
    basis = relation.attributes.get("inferred_from")
    notes = [f"no plan names the city; inferred from the {basis}"] if basis else []
    if not relation.evidence:
        return notes
    best = min(relation.evidence, key=lambda one: (len(one.text), one.source, one.start))
    text = one_line(best.text)
    return [f'"{text[:160]}{"…" if len(text) > 160 else ""}" {best.source}:{best.start}-{best.end}', *notes]


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else console.dumps(value)
