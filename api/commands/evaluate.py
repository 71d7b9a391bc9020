"""`plankg evaluate`: the extraction against hand-made gold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api import console
from api.commands import options as o
from ingest.errors import PlankgError

if TYPE_CHECKING:
    from ingest.plan import Plan


class PredictionsError(PlankgError):
    """A file of predictions that is not one."""


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", exists=True, help="NAME.gold.json, or a folder of them.")],
    plans: Annotated[
        Path | None, typer.Argument(metavar="PLANS", help="Plans to read, or JSON Lines from `plankg parse`.")
    ] = None,
    form: Annotated[o.Report, typer.Option("--format", help="How the scores are printed.")] = o.Report.table,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    against: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, help="What an earlier run printed as JSON."),
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="Name every miss and every extra in the table.")] = False,
    data: o.Data = o.DEFAULT_DATA,
) -> int:
    """Score the extraction against hand-made gold.

    Precision, recall and F1 of PLANS, or without them of the plans that were built. With --against an earlier run:
    what was gained and lost since, by field and by plan.
    """
    from kg.evaluation.compare import compare, read_earlier, to_keep
    from kg.evaluation.evaluate import evaluate as score

    earlier = read_earlier(against) if against else None
    scores = score(gold, _plans(plans, data))
    change = compare(earlier, scores) if earlier else None
    if as_json or form is o.Report.json:
        console.json_document(change.to_json() if change else to_keep(scores))
    else:
        console.data(change.table() if change else scores.table(errors))
    for stem in scores.missing:
        console.say(f"{stem}: there is gold but no plan of that name; counted as one in which nothing was found")
    return console.Exit.PARTLY if scores.missing else console.Exit.DONE


def _plans(path: Path | None, data: Path) -> dict[str, Plan]:
    if path is None:
        from kg.snapshots.snapshot import open_snapshot

        return {Path(plan.source).stem: plan for plan in open_snapshot(data).plans()}
    if path.suffix in (".jsonl", ".json"):
        return _written(path)
    from ingest.parse import parse_file
    from ingest.read import SUFFIXES

    files = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES) if path.is_dir() else [path]
    return {file.stem: parse_file(file) for file in files}


def _written(path: Path) -> dict[str, Plan]:
    from ingest.plan import plan_from_json

    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        records = [plan_from_json(json.loads(line)) for line in lines if line.strip()]
    except (ValueError, TypeError) as error:
        raise PredictionsError(f"{path}: not one plan a line ({error}). Write it with: plankg parse FILE...") from None
    return {Path(plan.source).stem: plan for plan in records}
