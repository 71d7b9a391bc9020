from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from search.engine import Engine
from search.grouping import groups_of
from search.index import Index
from search.names import Names
from search.query import Filters
from search.records import REPLACED, Result, Row
from search.vectors import open_encoder

MODEL = "Tổ chức kiểm tra hệ thống camera an ninh tại các ngõ hẻm trên địa bàn phường {} và báo cáo kết quả trong tháng"
OTHER = "Trồng thêm cây xanh dọc bờ sông và chăm sóc vườn hoa trước trụ sở khu phố"


def row(number: int, text: str, plan: str, kind: str = "task") -> Row:
    result = Result(f"t{number}", kind, f"{plan}.txt", number, number + 1, text, plan=plan, ward=plan)  # type: ignore[arg-type]
    return Row(result, {"text": text}, (f"kind:{kind}", f"plan:{plan}", f"ward:{plan}"))


def make_rows() -> list[Row]:
    texts = [MODEL.format("Bến Đông"), OTHER, MODEL.format("Bến Tây"), MODEL.format("Hòa Bình") + " tới"]
    return [row(n, text, f"p{n}") for n, text in enumerate(texts)]


def test_what_wards_word_almost_alike_is_one_group() -> None:
    assert groups_of(make_rows()).tolist() == [0, 1, 0, 0]


def test_tasks_of_one_plan_short_texts_and_other_kinds_stay_apart() -> None:
    text = MODEL.format("A")
    assert groups_of([row(0, text, "a"), row(1, text, "a")]).tolist() == [0, 1]
    assert groups_of([row(0, "Báo cáo kết quả", "a"), row(1, "Báo cáo kết quả", "b")]).tolist() == [0, 1]
    assert groups_of([row(0, text, "a", "section"), row(1, text, "b", "section")]).tolist() == [0, 1]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([MODEL, OTHER, MODEL + " " + OTHER]), st.integers(0, 3)), max_size=12))
def test_a_group_has_one_task_of_a_plan_and_begins_with_its_first(chosen: list[tuple[str, int]]) -> None:
    rows = [row(n, text, f"p{plan}") for n, (text, plan) in enumerate(chosen)]
    groups = groups_of(rows).tolist()
    assert all(groups[first] == first <= n for n, first in enumerate(groups))
    members = [(first, rows[n].result.plan) for n, first in enumerate(groups)]
    assert len(set(members)) == len(members)


def test_a_group_is_one_result_that_opens_into_all() -> None:
    engine = Engine(Index.of(make_rows(), Names.of([])), open_encoder())
    alone = engine.search("kiểm tra camera an ninh", kinds=("task",))
    grouped = engine.search("kiểm tra camera an ninh", kinds=("task",), group=True)
    assert {r.ward for r in alone.results} >= {"p0", "p2", "p3"}
    assert all(not r.duplicates for r in alone.results)
    first = grouped.results[0]
    assert {first.ward, *(other["ward"] for other in first.duplicates)} == {"p0", "p2", "p3"}
    assert grouped.total == alone.total - 2
    assert all(other["source"].endswith(".txt") and other["end"] > other["start"] for other in first.duplicates)


def test_a_task_in_force_heads_the_group_and_the_replaced_one_says_so() -> None:
    rows = [
        row(0, MODEL.format("Bến Đông"), "cũ"),
        row(1, MODEL.format("Bến Đông") + " tới", "mới"),
        row(2, OTHER, "a"),
    ]
    old = replace(rows[0], result=replace(rows[0].result, fate="đã bị thay thế"), facets=(*rows[0].facets, REPLACED))
    engine = Engine(Index.of([old, *rows[1:]], Names.of([])), open_encoder())
    query = MODEL.format("Bến Đông")
    alone = engine.search(query, kinds=("task",))
    assert [result.id for result in alone.results[:2]] == ["t0", "t1"]
    [first, *_] = engine.search(query, kinds=("task",), group=True).results
    assert (first.id, first.score) == ("t1", alone.results[0].score)  # in the place of the group's best
    assert [(other["id"], other["fate"]) for other in first.duplicates] == [("t0", "đã bị thay thế")]
    [only, *_] = engine.search(query, Filters(plan=("cũ",)), kinds=("task",), group=True).results
    assert only.id == "t0"  # a filter that leaves nothing in force
