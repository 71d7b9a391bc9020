"""The record of a plan survives its JSON form."""

from __future__ import annotations

import json

import pytest

from ingest.plan import (
    Assignment,
    Citation,
    Deadline,
    Meta,
    Plan,
    Relation,
    Span,
    Task,
    Unit,
    plan_from_json,
    to_json,
)

PLAN = Plan(
    source="a/b.txt",
    format="txt",
    meta=Meta(doc_type="Kế hoạch", symbol="KH-UBND", recipients=("Công an phường", "Lưu: VT")),
    citations=(Citation("57-\nNQ/TW", 3, 12, "57-NQ/TW", "Nghị quyết", "57-NQ/TW"),),
    relations=(Relation("this", "implements", "57-NQ/TW", "Thực hiện", 0, 9, "title"),),
    units=(Unit("Công an phường", "công an", "ward", ("CA phường",), (Span("CA phường", 20, 29),)),),
    tasks=(
        Task(
            id="t001",
            text="Diễn tập",
            start=40,
            end=48,
            source="body",
            path="II.1",
            assignments=(Assignment("CA phường", 20, 29, "lead", "Công an phường"),),
            deadline=Deadline("recurring", recurrence="yearly", due="--06-15", due_all=("--06-15", "--12-15")),
        ),
    ),
)


def test_json_and_back() -> None:
    assert plan_from_json(json.loads(json.dumps(to_json(PLAN), ensure_ascii=False))) == PLAN


def test_records_are_hashable() -> None:
    assert len({PLAN, plan_from_json(to_json(PLAN))}) == 1


def test_unknown_fields_are_ignored_and_absent_ones_take_defaults() -> None:
    assert plan_from_json({"source": "x", "format": "txt", "novel": 1}) == Plan("x", "txt")


def test_an_absent_required_field_is_named() -> None:
    with pytest.raises(ValueError, match=r"plan\.citations\[0\].*canonical"):
        plan_from_json({"source": "x", "format": "txt", "citations": [{"text": "a", "start": 0, "end": 1}]})
