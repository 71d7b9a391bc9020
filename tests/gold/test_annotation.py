"""The gold of the sample plans agrees with its hand-written source and with the text of the plans."""

from __future__ import annotations

import json
from typing import Any

import pytest

from api.samples import sample_folder
from ingest.plan import plan_from_json
from tests.gold.annotate import GOLD, Source, as_text, names

SPANS = ("citations", "standards", "tasks", "targets", "milestones")


def read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((GOLD / f"{name}.gold.json").read_text("utf-8"))
    return data


def raw(name: str) -> str:
    return next(sample_folder().glob(f"{name}.*")).read_bytes().decode("utf-8")


def test_at_least_three_sample_plans_have_gold() -> None:
    assert len(names()) >= 3


@pytest.mark.parametrize("name", names())
def test_gold_is_what_its_annotation_compiles_to(name: str) -> None:
    message = "run `python -m tests.gold.annotate` after editing a sample plan or its annotation"
    assert (GOLD / f"{name}.gold.json").read_text("utf-8") == as_text(name), message


@pytest.mark.parametrize("name", names())
def test_every_quotation_is_the_plans_own_text(name: str) -> None:
    text, gold = raw(name), read(name)
    for field in SPANS:
        for item in gold[field]:
            for span in [item, *item.get("continuation", [])]:
                assert text[span["start"] : span["end"]] == span["text"]
    for relation in gold["relations"]:
        assert text[relation["start"] : relation["end"]] == relation["evidence"]


@pytest.mark.parametrize("name", names())
def test_gold_has_the_form_of_a_plan_record_and_names_only_known_things(name: str) -> None:
    plan = plan_from_json(read(name) | {"source": name, "format": "txt", "anomalies": []})
    units = {unit.canonical for unit in plan.units}
    documents = {document.canonical for document in plan.documents}
    labels = [item.label for item in plan.outline]
    assert len(labels) == len(set(labels))
    assert {citation.canonical for citation in plan.citations} == documents
    for task in plan.tasks:
        assert units.issuperset(task.lead + task.coordinate + task.report_to), task.text
        assert documents.issuperset(task.cites)
        assert task.path in labels
    starts = [task.start for task in plan.tasks]
    assert starts == sorted(starts)


def test_a_quotation_that_is_not_in_the_plan_is_named() -> None:
    with pytest.raises(LookupError, match="không có câu này"):
        Source("Một câu khác.").span("không có câu này")
