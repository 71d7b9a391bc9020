"""`plankg build`: files in, one graph with its indexes out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api import console
from api.commands import options as o
from api.commands.files import counts, file_table
from api.tables import table

if TYPE_CHECKING:
    from kg.building.build import BuildReport

Progress = Callable[[int, int, str], None]


def build(
    inputs: Annotated[list[Path] | None, typer.Argument(metavar="FOLDER|FILE...", help="Plans to read.")] = None,
    sample: Annotated[bool, typer.Option("--sample", help="Read the invented sample plans of this package.")] = False,
    keep: Annotated[int, typer.Option("--keep", min=1, metavar="N", help="How many snapshots stay: the way back.")] = 5,
    originals: Annotated[
        bool,
        typer.Option("--originals/--no-originals", help="Keep the files themselves too, for the page to give out."),
    ] = True,
    model: Annotated[
        str | None,
        typer.Option("--model", metavar="MODEL", help="Index with this embedding model: preset, folder, cached name."),
    ] = None,
    form: Annotated[o.Report, typer.Option("--format", help="How the report is printed.")] = o.Report.table,
    data: o.Data = o.DEFAULT_DATA,
) -> int:
    """Read, link and index plans into one graph.

    The graph is made of exactly the inputs given; of these only new and changed files are read again, and those that
    could not be read. Every file ends with a status and a reason; `plankg show --failures` tells them again.
    """
    if sample == bool(inputs):
        raise typer.BadParameter("give FOLDER or FILE..., or --sample")
    if sample:
        from api.samples import sample_folder

        inputs = [sample_folder()]
    import search

    with _progress() as progress:
        report = search.build(
            inputs or [], data, progress=progress, empty=False, keep=keep, originals=originals, model=model
        )
    _print(report, form, data)
    return console.Exit.PARTLY if report.failed else console.Exit.DONE


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A progress bar on standard error, when that is a terminal."""
    if not console.colour(sys.stderr):
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total, name: bar.update(task, completed=done, total=total, description=name[-40:])


def _print(report: BuildReport, form: o.Report, data: Path) -> None:
    for note in report.notes:
        console.say(note)
    if form is o.Report.json:
        console.json_document(_as_json(report))
    else:
        console.data(table(("Built", ""), [(name, _figure(value)) for name, value in _rows(report)]))
        if any(record.status != "read" for record in report.sources):
            console.data("\n" + file_table(report.sources))
    for record in report.failed:
        console.say(f"{record.name}: {record.status}: {record.reason}. {record.hint or ''}".rstrip())
    if form is o.Report.table and report.plans:
        again = "" if data == o.DEFAULT_DATA else f" --data {data}"
        console.say(f'done. Ask it something: plankg search "an ninh mạng"{again}')


def _as_json(report: BuildReport) -> dict[str, Any]:
    told = {f.name: getattr(report, f.name) for f in fields(report)}
    listed = {name: [asdict(record) for record in told[name]] for name in ("failed", "sources")}
    return told | {"folder": str(report.folder)} | listed


def _rows(report: BuildReport) -> Iterator[tuple[str, int]]:
    yield "files", report.files
    for word, count in counts(report.sources):
        yield f"  {word}", count
    yield "  of these read now", report.read
    yield "  of these unchanged", report.unchanged
    yield "  of these duplicates", report.duplicates
    yield "plans", report.plans
    yield "tasks", report.tasks
    yield "units", report.units
    yield "documents", report.documents
    yield "citations", report.citations
    yield "  resolved", report.resolved
    yield "  open", report.open
    yield "  ambiguous", report.ambiguous
    for kind, count in report.warnings.items():
        yield f"warning: {kind}", count


def _figure(value: int) -> str:
    return f"{value:,}".rjust(9)
