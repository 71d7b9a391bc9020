"""The extraction measured on our own gold: no figure may fall below the floor recorded in `floors.toml`.

Three sets: the sample plans; `other_places/`, plans of other wards, communes, provinces and bodies, from which the
weights are learned; `held_out/`, more such plans, from which none are. Who wrote and annotated the last two had not
seen the program, which was scored on them before its rules were mended by what they show.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from api.samples import sample_folder
from ingest.parse import parse_file
from kg.evaluation.evaluate import Scores, evaluate
from tests.gold.annotate import GOLD

PLACES = {
    "f1": (GOLD, sample_folder()),
    "other_places": (GOLD / "other_places",) * 2,
    "held_out": (GOLD / "held_out",) * 2,
}
FLOORS: dict[str, dict[str, float]] = tomllib.loads((GOLD / "floors.toml").read_text("utf-8"))


@cache
def scores(name: str) -> Scores:
    gold, plans = PLACES[name]
    paths: dict[str, Path] = {path.stem: path for path in sorted(plans.iterdir()) if path.suffix != ".json"}
    wanted = [path.name.removesuffix(".gold.json") for path in sorted(gold.glob("*.gold.json"))]
    return evaluate(gold, {stem: parse_file(paths[stem], paths[stem].name) for stem in wanted})


@pytest.mark.parametrize("name", PLACES)
def test_every_plan_with_gold_is_scored_and_every_figure_has_a_floor(name: str) -> None:
    assert not scores(name).missing
    assert set(FLOORS[name]) == set(scores(name).to_json()["ALL"])


@pytest.mark.parametrize(("name", "field"), [(name, field) for name in PLACES for field in FLOORS[name]])
def test_f1_does_not_fall(name: str, field: str) -> None:
    figure = scores(name).to_json()["ALL"][field]
    errors = (error for board in scores(name).boards.values() for error in board.errors)
    assert round(figure["f1"], 3) >= FLOORS[name][field], "\n".join(error for error in errors if field in error)
