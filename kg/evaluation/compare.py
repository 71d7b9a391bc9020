"""One evaluation against an earlier one: what a change of the rules has won and lost, error by error."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import PlankgError
from kg.evaluation.evaluate import Scores

ERRORS = "errors"  # beside the names of the plans


class EarlierError(PlankgError):
    """A file that is no earlier evaluation."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`fields`: field -> (F1 before, F1 now) over all plans, where it changed; None where the field was not scored.

    `gained` and `lost` list, by plan, the errors that are gone and those that are new, as the scores word them: field,
    task or place, and what is wrong.
    """

    fields: dict[str, tuple[float | None, float | None]]
    gained: dict[str, tuple[str, ...]]
    lost: dict[str, tuple[str, ...]]

    def table(self) -> str:
        """The changes as text: the fields with gains and losses counted, then the errors of each plan."""
        lines = [f"{'field':18}{'before':>8}{'now':>8}{'gained':>8}{'lost':>8}"]
        gained, lost = _by_field(self.gained), _by_field(self.lost)
        for name in sorted({*self.fields, *gained, *lost}):
            before, now = self.fields.get(name, (None, None))
            lines.append(f"{name:18}{_figure(before):>8}{_figure(now):>8}{gained[name]:8}{lost[name]:8}")
        for plan in sorted({*self.gained, *self.lost}):
            lines += ["", plan]
            lines += [f"  gained  {error}" for error in self.gained.get(plan, ())]
            lines += [f"  lost    {error}" for error in self.lost.get(plan, ())]
        return "\n".join(lines) if len(lines) > 1 else "nothing changed"

    def to_json(self) -> dict[str, Any]:
        """The same as JSON-ready data."""
        return {
            "fields": {name: {"before": a, "now": b} for name, (a, b) in self.fields.items()},
            "gained": {plan: list(errors) for plan, errors in self.gained.items()},
            "lost": {plan: list(errors) for plan, errors in self.lost.items()},
        }


def to_keep(scores: Scores) -> dict[str, Any]:
    """JSON-ready data that `compare` reads later: the figures, and under "errors" those of each plan."""
    return {**scores.to_json(), ERRORS: {name: board.errors for name, board in scores.boards.items()}}


def read_earlier(file: Path) -> dict[str, Any]:
    """What `to_keep` gave, from a file. Raises EarlierError where it is something else."""
    try:
        earlier = json.loads(file.read_text("utf-8"))
        if isinstance(earlier, dict) and isinstance(earlier.get(ERRORS), dict):
            return earlier
        problem = "no errors in it"
    except (OSError, ValueError) as error:
        problem = str(error)
    raise EarlierError(f"{file}: not an earlier evaluation ({problem}). Write it with: plankg evaluate GOLD --json")


def compare(earlier: Mapping[str, Any], now: Scores) -> Comparison:
    """What changed since `earlier` (as `read_earlier` gives it)."""
    old, new = earlier.get("ALL", {}), now.to_json()["ALL"]
    figures = {name: (old.get(name, {}).get("f1"), new.get(name, {}).get("f1")) for name in sorted({*old, *new})}
    before = {plan: Counter(errors) for plan, errors in earlier[ERRORS].items()}
    after = {plan: Counter(board.errors) for plan, board in now.boards.items()}
    plans = sorted({*before, *after})
    gone = {plan: before.get(plan, Counter()) - after.get(plan, Counter()) for plan in plans}
    come = {plan: after.get(plan, Counter()) - before.get(plan, Counter()) for plan in plans}
    return Comparison(
        {name: (a, b) for name, (a, b) in figures.items() if a != b},
        {plan: tuple(errors.elements()) for plan, errors in gone.items() if errors},
        {plan: tuple(errors.elements()) for plan, errors in come.items() if errors},
    )


def _by_field(errors: Mapping[str, tuple[str, ...]]) -> Counter[str]:
    return Counter(error.split()[1].rstrip(":") for of_plan in errors.values() for error in of_plan)


def _figure(f1: float | None) -> str:
    return "" if f1 is None else f"{f1:.3f}"
