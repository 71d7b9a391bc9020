"""The extraction measured on our own gold: no figure may fall below the floor recorded in `floors.toml`."""

from __future__ import annotations

import tomllib
from functools import cache

import pytest

from api.samples import sample_folder
from ingest.parse import parse_file
from kg.evaluation.evaluate import Scores, evaluate
from tests.gold.annotate import GOLD, names

FLOORS: dict[str, float] = tomllib.loads((GOLD / "floors.toml").read_text("utf-8"))["f1"]


@cache
def scores() -> Scores:
    paths = {path.stem: path for path in sample_folder().iterdir()}
    return evaluate(GOLD, {name: parse_file(paths[name], paths[name].name) for name in names()})


def test_every_plan_with_gold_is_scored() -> None:
    assert not scores().missing


def test_every_figure_has_a_floor() -> None:
    assert set(FLOORS) == set(scores().to_json()["ALL"])


@pytest.mark.parametrize("field", FLOORS)
def test_f1_does_not_fall(field: str) -> None:
    figure = scores().to_json()["ALL"][field]
    errors = "\n".join(error for board in scores().boards.values() for error in board.errors)
    assert round(figure["f1"], 3) >= FLOORS[field], errors
