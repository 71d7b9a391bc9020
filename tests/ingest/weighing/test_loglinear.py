"""Log-linear models: what weights make of a case, how they are learned and written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.weighing.fitting import annotated, fit, often_seen, write_weights
from ingest.weighing.loglinear import Weights, read_weights

FEW = Weights(("rain", "wind"), (-1.0, 0.5), {"cloud": ((0, 2.0),), "sail": ((0, -0.5), (1, 1.5))})


def test_each_answer_is_weighed_by_itself() -> None:
    rain, wind = FEW.probabilities({"cloud": 1.0, "sail": 2.0})
    assert rain == 0.5  # -1 + 2 - 2 * 0.5
    assert wind == pytest.approx(1 / (1 + 2.718281828**-3.5))


def test_what_is_unknown_weighs_nothing() -> None:
    assert FEW.probabilities({"stone": 5.0}) == FEW.probabilities({})


@given(st.dictionaries(st.sampled_from(["cloud", "sail", "stone"]), st.floats(-1e300, 1e300)))
def test_a_probability_lies_between_nought_and_one(seen: dict[str, float]) -> None:
    assert all(0 <= likely <= 1 for likely in FEW.probabilities(seen))


def test_shipped_weights_are_found_and_others_are_named() -> None:
    assert read_weights("ingest.duties", "counts.json").answers == ("counts",)
    with pytest.raises(FileNotFoundError, match=r"none\.json"):
        read_weights("ingest.duties", "none.json")


def test_what_is_learned_tells_the_cases_apart(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    seen = [{"cloud": 1.0, "day": 1.0}, {"sun": 1.0, "day": 1.0}] * 10
    learned = fit(seen, {"rain": [True, False] * 10, "day": [True] * 20}, strength=1.0, least=0.01)
    assert write_weights(tmp_path / "weights.json", learned) == sum(len(one["weights"]) for one in learned)
    rain, day = json.loads((tmp_path / "weights.json").read_text("utf-8"))
    known = Weights(("rain",), (rain["bias"],), {name: ((0, weight),) for name, weight in rain["weights"].items()})
    assert known.probabilities(seen[0])[0] > 0.5 > known.probabilities(seen[1])[0]
    assert day["weights"] == {}
    assert day["bias"] > 0


def test_weights_below_the_least_are_left_out() -> None:
    pytest.importorskip("sklearn")
    seen = [{"cloud": 1.0}, {"sun": 1.0}] * 3
    assert fit(seen, {"rain": [True, False] * 3}, strength=1.0, least=9.0)[0]["weights"] == {}


def test_rare_features_are_left_out() -> None:
    assert often_seen([{"a": 1.0, "b": 2.0}, {"a": 1.0}], 2) == [{"a": 1.0}, {"a": 1.0}]


def test_gold_stands_beside_its_source(tmp_path: Path) -> None:
    (tmp_path / "one.gold.json").write_text('{"tasks": []}', encoding="utf-8")
    with pytest.raises(FileNotFoundError, match=r"one\.gold\.json.*one\.txt or one\.md"):
        list(annotated(tmp_path))
    (tmp_path / "one.md").write_text("KẾ HOẠCH", encoding="utf-8")
    assert list(annotated(tmp_path)) == [({"tasks": []}, tmp_path / "one.md")]
