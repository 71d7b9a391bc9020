"""One text in, one plan out: pure, whole, and quoting its source."""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ingest
from ingest.parse import parse_file, parse_text
from ingest.plan import Plan, plan_from_json, to_json
from ingest.read import SourceText
from tests.ingest import layouts


def parse(raw: str) -> Plan:
    return parse_text(SourceText("plan.txt", raw, "txt"))


def spans(value: Any) -> Iterator[tuple[str, int, int]]:
    """Every quotation in a record: (text, start, end)."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        start, end = getattr(value, "start", None), getattr(value, "end", None)
        text = next(
            (t for name in ("text", "evidence", "definition_text") if (t := getattr(value, name, None)) is not None),
            None,
        )
        if isinstance(text, str) and isinstance(start, int) and isinstance(end, int):
            yield text, start, end
        for field in dataclasses.fields(value):
            yield from spans(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)


def check(raw: str, plan: Plan) -> None:
    for text, start, end in spans(plan):
        assert raw[start:end] == text
    assert plan_from_json(json.loads(json.dumps(to_json(plan), ensure_ascii=False))) == plan
    assert [task.start for task in plan.tasks] == sorted(task.start for task in plan.tasks)
    labels = [item.label for item in plan.outline]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("name", layouts.ALL)
def test_layouts(name: str) -> None:
    raw = layouts.ALL[name]
    plan = parse(raw)
    check(raw, plan)
    assert plan.meta.title
    assert plan.tasks
    assert parse(raw) == plan


PIECES = st.sampled_from(
    [
        "KẾ HOẠCH\n\n",
        "Số: 4/KH-UBND\n",
        "Yên Sơn, ngày 3 tháng 2 năm 2026\n\n",
        "Căn cứ Luật Thư viện ngày 21/11/2019;\n\n",
        "I. NHIỆM VỤ\n\n",
        "**II. TỔ CHỨC THỰC HIỆN**\n\n",
        "1. Phòng Kinh tế\n\n",
        "1.1. Mở lớp (*học buổi tối*) trước\n\nngày 05/12.\n\n",
        "a) Cơ quan thực hiện: Công an xã;\n\n",
        "- Việc chưa xong và\n\n2\n\n",
        "tiếp tục ở trang sau.\n",
        "+ Ý nhỏ,\n",
        "\f",
        "\r\n",
        "\n\n",
        "TT\tViệc\tChủ trì\tThời hạn\n",
        "1\tQuét dọn\tCác thôn\tHằng tuần\n",
        "\tcả ngõ\t\t\n",
        "| a | b |\n",
        "|\n",
        "**Chữ đậm**\n|\n",
        "PHỤ LỤC I\n\n",
        "Nơi nhận:    TM. ỦY BAN NHÂN DÂN\n",
        "- Lưu: VT.       CHỦ TỊCH\n",
        "Trên đây là Kế hoạch./.\n\n",
        "\t",
        "    ",
        "…",
        "\u0301",
        "Nghị quyết số 57-\n\nNQ/TW",
        "2026",
        "%",
        "(",
        ")",
        "\ufeff",
        "Điều 1. ",
        "đ) ",
        "---\n",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES | st.text(max_size=12), max_size=25).map("".join))
def test_every_quotation_is_in_the_source(raw: str) -> None:
    check(raw, parse(raw))


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(sorted(layouts.ALL)), st.data())
def test_plans_cut_and_joined_anywhere(name: str, data: st.DataObject) -> None:
    raw = layouts.ALL[name]
    i = data.draw(st.integers(0, len(raw)))
    j = data.draw(st.integers(i, len(raw)))
    cut = raw[:i] + raw[j:]
    check(cut, parse(cut))


def test_file(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(layouts.LINES, encoding="utf-8", newline="")
    plan = parse_file(path, "xã/ke-hoach.txt")
    assert (plan.source, plan.format, len(plan.sha256)) == ("xã/ke-hoach.txt", "txt", 64)
    assert parse_file(path).source == str(path)


def test_surface() -> None:
    assert ingest.__all__ == sorted(ingest.__all__)
    assert all(getattr(ingest, name) is not None for name in ingest.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = ingest.nothing


def test_what_is_not_understood_is_said() -> None:
    raw = "KẾ HOẠCH\n\nLàm\n\nI. NỘI DUNG\n\nTT\tKhoản mục\tSố tiền\n1\tMua sách\t5.000\n2\tTập huấn\t1.000\n"
    (warning,) = parse(raw).warnings
    assert warning.kind == "table-not-read"
    assert raw[warning.start : warning.end].startswith("TT\tKhoản mục")
    assert [w.kind for w in parse("Một đoạn văn không phải kế hoạch.").warnings] == ["not-a-plan", "no-title"]


def test_real_plans_agree_with_gold(shared: Path) -> None:
    for gold_file in sorted((shared / "gold").glob("*.gold.json")):
        gold = json.loads(gold_file.read_text("utf-8"))
        stem = gold_file.name.removesuffix(".gold.json")
        plan = parse_file(shared / "corpus" / f"{stem}.txt")
        outline = [(item.label, item.title, item.start, item.level) for item in plan.outline]
        assert outline == [(o["label"], o["title"], o["start"], o["level"]) for o in gold["outline"]]
        tasks = [(task.start, task.end, task.path, task.source, len(task.continuation)) for task in plan.tasks]
        wanted = sorted(gold["tasks"], key=lambda t: int(t["start"]))
        assert tasks == [
            (t["start"], t["end"], t["path"], t["source"], len(t.get("continuation") or [])) for t in wanted
        ]
        assert [(m.text, m.period) for m in plan.milestones] == [
            (m["text"], m["period"]) for m in gold.get("milestones") or []
        ]


def test_quotations_of_real_documents(shared: Path) -> None:
    for path in sorted([*(shared / "corpus").glob("*.txt"), *(shared / "documents").glob("[01]*.md")]):
        plan = parse_file(path)
        check(path.read_bytes().decode(), plan)
        assert plan.tasks, path.name


def test_forty_pages_take_about_a_second() -> None:
    parse(layouts.BLOCKS)
    item = "- Rà soát, thay thế thiết bị hỏng tại trụ sở; báo cáo Ủy ban nhân dân phường trước ngày 05/12 hằng năm.\n\n"
    raw = layouts.BLOCKS.replace("2. Kỹ năng số\n\n", "2. Kỹ năng số\n\n" + item * 900)
    assert len(raw) > 40 * 2_000
    start = time.perf_counter()
    plan = parse(raw)
    assert len(plan.tasks) > 900
    assert time.perf_counter() - start < 15  # the bound is loose for a shared machine; quadratic work would pass it
