from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

import search
from kg.building.build import build as build_graph
from kg.snapshots.snapshot import open_snapshot
from search.engine import Engine, open_engine
from search.facets import UnknownValueError
from search.index import Index, NoSearchIndexError, write_index
from search.names import Names
from search.query import Filters
from search.records import Result, Row
from search.vectors import ModelError, open_encoder
from tests.search.conftest import CITY, CULTURE, LEAD_POLICE, make_index, make_plans, make_rows, read_beir


def sources(results: object) -> list[tuple[str, int]]:
    return [(r.source, r.start) for r in results]  # type: ignore[attr-defined]


@pytest.mark.parametrize("query", ["an ninh mạng tasks", "an ninh mang", "AN NINH MẠNG", "nhiem vu an ninh mang"])
def test_network_security_of_all_wards_comes_first(engine: Engine, query: str) -> None:
    answer = engine.search(query)
    assert {r.ward for r in answer.results[:3]} == {"Bến Đông", "Bến Tây", "Hòa Bình"}
    assert all("an ninh mạng" in r.text for r in answer.results[:3])


def test_a_unit_is_a_filter_and_the_list_is_complete(engine: Engine) -> None:
    answer = engine.search("nhiệm vụ của Công an phường")
    assert sorted(sources(answer.results)) == [("dong.txt", 200), ("dong.txt", 300), ("tay.txt", 200)]
    assert answer.total == 3
    assert answer.results[0].why["filters"] == {"unit": [LEAD_POLICE]}


def test_a_filter_is_applied_before_ranking(engine: Engine) -> None:
    answer = engine.search("an ninh mạng", Filters(ward=("hoa binh",)), limit=1)
    assert sources(answer.results) == [("bac.txt", 300)]


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (Filters(), 9),
        (Filters(unit=("cong an phuong",)), 3),
        (Filters(unit=("Công an",)), 3),
        (Filters(unit=(LEAD_POLICE,), role=("coordinate",)), 1),
        (Filters(unit=(LEAD_POLICE, CITY)), 4),
        (Filters(role=("report_to",)), 1),
        (Filters(ward=("Bến Đông",)), 3),
        (Filters(topic=("an ninh mang",)), 2),
        (Filters(cites=("57/NQ-TW",)), 1),
        (Filters(plan=("tay",)), 3),
        (Filters(plan=("dong.txt", "bac.txt")), 6),
        (Filters(due_before="2026-12-31", due_after="2026-12-01"), 1),
        (Filters(due_before="2027-12-01", due_after="2027-11-01"), 1),
        (Filters(due_after="2027-12-15", due_before="2028-01-15"), 0),
        (Filters(due_after="2026-04-01", due_before="2026-04-30"), 1),
        (Filters(due_after="2026-10-01", due_before="2026-10-31"), 1),
        (Filters(due_after="2026-05-01", due_before="2026-09-30"), 0),
        (Filters(unit=(CULTURE,), ward=("Bến Tây",)), 1),
    ],
)
def test_lists_are_complete(engine: Engine, filters: Filters, count: int) -> None:
    found = engine.tasks(filters)
    assert len(found) == count
    assert found == sorted(found, key=lambda r: (r.ward or "", r.plan or "", r.start))


@pytest.mark.parametrize(
    "filters",
    [Filters(unit=("Công ăn phườn",)), Filters(ward=("Bến Đồng",)), Filters(plan=("don",)), Filters(topic=("x",))],
)
def test_unknown_values_name_the_nearest(engine: Engine, filters: Filters) -> None:
    if filters.plan:
        assert len(engine.tasks(filters)) == 3  # the beginning of a file's name is enough
        return
    with pytest.raises(UnknownValueError) as caught:
        engine.tasks(filters)
    if filters.unit:
        assert LEAD_POLICE in caught.value.suggestions


def test_wrong_dates_and_kinds_are_refused(engine: Engine) -> None:
    with pytest.raises(ValueError, match="isoformat"):
        engine.tasks(Filters(due_before="31/12/2026"))
    with pytest.raises(ValueError, match="no kind of record x"):
        engine.search("x", kinds=("x",))


def test_a_document_named_comes_first_then_what_cites_it_then_who_carries_it_out(engine: Engine) -> None:
    results = engine.search("57-NQ/TW").results
    assert [r.id for r in results[:1]] == ["doc:57-NQ/TW"]
    assert sources(results[1:2]) == [("dong.txt", 400)]
    assert results[1].why["cites"] == ["doc:57-NQ/TW"]
    assert {r.plan for r in results[2:]} == {results[1].plan}


@pytest.mark.parametrize(
    ("query", "source", "start"),
    [
        ("diễn tập úng cứu sự cố", "tay.txt", 200),
        ("trực bna giám sát", "dong.txt", 200),
        ("ANM cổng dịch vụ", "dong.txt", 200),
        ("đội pccc", "bac.txt", 500),
        ("phòng cháy chữa cháy", "bac.txt", 500),
    ],
)
def test_abbreviations_and_slips_find_the_plan_s_words(engine: Engine, query: str, source: str, start: int) -> None:
    answer = engine.search(query, kinds=("task",))
    assert (source, start) in sources(answer.results[:2])


def test_times_prefer_but_do_not_exclude(engine: Engine) -> None:
    assert sources(engine.search("gửi báo cáo trước ngày 30/11", kinds=("task",)).results[:1]) == [("tay.txt", 400)]
    yearly = sources(engine.search("nhiệm vụ hằng năm").results)
    assert sorted(yearly) == [("tay.txt", 200), ("tay.txt", 400)]
    quarter = sources(engine.search("việc phải làm quý IV/2025").results)
    assert quarter == [("dong.txt", 200), ("tay.txt", 400)]  # begins then; falls due every year then


def quoted(result: Result) -> list[str]:
    """What the highlights of a result mark, piece by piece."""
    return [
        text[a - start : b - start]
        for start, text in result.pieces
        for a, b in result.highlights
        if start <= a and b <= start + len(text)
    ]


def marked(engine: Engine, query: str, source: str, start: int) -> list[str]:
    """What is highlighted in the task at one place."""
    results = engine.search(query, kinds=("task",), limit=100).results
    [result] = [r for r in results if (r.source, r.start) == (source, start)]
    return quoted(result)


@pytest.mark.parametrize(
    ("query", "source", "start", "expected"),
    [
        ("an ninh mang", "dong.txt", 200, ["an ninh mạng"]),
        ("an ninh trật tự", "dong.txt", 200, ["an ninh"]),  # two syllables that stand together in the question
        ("sông dọc", "tay.txt", 300, ["dọc", "sông"]),  # no two together, each of them rare
        ("sông", "tay.txt", 300, ["sông"]),  # the whole question
        ("ninh", "dong.txt", 200, ["ninh"]),
        ("ANM của phường", "dong.txt", 200, ["an ninh mạng", "của phường"]),
        ("pccc trường học", "bac.txt", 500, ["PCCC", "chữa cháy"]),  # the abbreviation as typed, and its full words
        ("phòng cháy chữa cháy", "bac.txt", 500, ["PCCC", "chữa cháy"]),  # or where its full words are asked for
    ],
)
def test_highlights_mark_what_was_asked(
    engine: Engine, query: str, source: str, start: int, expected: list[str]
) -> None:
    assert marked(engine, query, source, start) == expected


def test_a_task_broken_over_a_page_is_found_and_marked_as_a_whole(engine: Engine) -> None:
    [result] = [r for r in engine.search("bình chữa cháy tại chợ", kinds=("task",)).results if r.start == 500]
    assert result.whole == "Tập huấn cho đội PCCC dùng bình chữa cháy tại chợ."
    assert result.continuation == ({"text": "dùng bình chữa cháy tại chợ.", "start": 560, "end": 588},)
    assert quoted(result) == ["bình chữa cháy tại chợ"]
    assert result.to_json()["continuation"] == [{"text": "dùng bình chữa cháy tại chợ.", "start": 560, "end": 588}]
    [row] = [row for row in make_rows(make_plans()) if row.result.start == 500]
    assert row.fields["text"] == result.whole
    assert row.meaning == result.whole


def test_reasons_name_terms_and_scores(engine: Engine) -> None:
    result = engine.search("an ninh mạng", kinds=("task",), explain=True).results[0]
    assert next(iter(result.why["matched"])) in ("an ninh", "ninh mạng", "ninh", "mạng")
    assert result.why["scores"]["terms"] > 0
    assert result.why["scores"]["meaning"] > 0


def test_nonsense_finds_nothing(engine: Engine) -> None:
    assert engine.search("qwertz asdfgh").total == 0
    assert engine.search("").results == ()


def test_results_are_json_in_the_documented_order(engine: Engine) -> None:
    data = engine.search("an ninh mạng", limit=1).to_json()
    json.dumps(data, ensure_ascii=False)
    documented = (
        "id kind source start end text score plan ward path lead coordinate report_to deadline output cites topics why"
    )
    assert list(data["results"][0])[:18] == documented.split()


def test_kinds_are_asked_for(engine: Engine) -> None:
    assert {r.kind for r in engine.search("hồ sơ qua mạng", kinds=("target",)).results} == {"target"}
    sections = engine.search("nhiệm vụ an ninh số", kinds=("section",)).results
    assert sections[0].text == "NHIỆM VỤ AN NINH SỐ"


def test_the_order_of_plans_does_not_matter(engine: Engine) -> None:
    plans = make_plans()
    random.Random(3).shuffle(plans)
    other = Engine(make_index(plans), open_encoder())
    for query in ("an ninh mạng", "57-NQ/TW", "Công an phường", "hằng năm"):
        assert [r.id for r in other.search(query).results] == [r.id for r in engine.search(query).results]


def test_the_same_index_has_the_same_bytes(tmp_path: Path, index: Index) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        make_index(make_plans()).save(tmp_path / name)
    files = sorted(p.relative_to(tmp_path / "a") for p in (tmp_path / "a").rglob("*") if p.is_file())
    assert all((tmp_path / "a" / f).read_bytes() == (tmp_path / "b" / f).read_bytes() for f in files)
    opened = Engine(Index.open(tmp_path / "a"), open_encoder())
    assert opened.search("an ninh mạng") == Engine(index, open_encoder()).search("an ninh mạng")


def test_pages_follow_one_another(engine: Engine) -> None:
    whole = engine.search("an ninh mạng", limit=100)
    pages = [engine.search("an ninh mạng", limit=2, offset=first) for first in range(0, whole.total + 2, 2)]
    assert [r for page in pages for r in page.results] == list(whole.results)
    assert {page.total for page in pages} == {whole.total}


def test_counts_say_what_results_can_be_narrowed_by(engine: Engine) -> None:
    answer = engine.search("an ninh mạng", kinds=("task",), limit=1, count=True)
    counted = {name: dict(values) for name, values in answer.facets.items()}
    assert counted["unit"][LEAD_POLICE] >= 2
    assert counted["role"]["lead"] >= 2
    assert sum(counted["ward"].values()) == answer.total
    assert counted["year"] == {"2026": answer.total}
    for ward, number in counted["ward"].items():
        assert engine.search("an ninh mạng", Filters(ward=(ward,)), ("task",)).total == number
    assert engine.search("an ninh mạng").facets == {}


def test_a_label_can_be_taken_away(engine: Engine) -> None:
    asked = "an ninh mạng của Công an phường"
    label = next(one for one in engine.search(asked).understood if one.kind == "unit")
    plain = engine.search(asked, literal=(label.said,))
    assert [one.kind for one in plain.understood] == []
    assert plain.total > engine.search(asked).total


def test_overdue_is_reckoned_from_the_day_that_is_given(engine: Engine) -> None:
    late = engine.search("nhiệm vụ quá hạn", kinds=("task",), today="2027-01-01")
    assert sources(late.results) == [("bac.txt", 200), ("dong.txt", 300)]
    in_time = engine.search("nhiệm vụ quá hạn", kinds=("task",), today="2026-12-31")
    assert sources(in_time.results) == [("bac.txt", 200)]


@pytest.mark.parametrize(
    ("query", "kinds"),
    [("kế hoạch về kinh tế số", {"plan"}), ("chỉ tiêu về hồ sơ", {"target"}), ("mục tiêu về hồ sơ nộp", {"target"})],
)
def test_a_kind_of_record_is_asked_for(engine: Engine, query: str, kinds: set[str]) -> None:
    answer = engine.search(query)
    assert {result.kind for result in answer.results} == kinds
    assert {result.kind for result in engine.search(query, kinds=("task",)).results} <= {"task"}


def test_a_slip_is_corrected_and_said(engine: Engine) -> None:
    assert engine.search("trực bna giám sát").suggestion == "trực ban giám sát"
    assert engine.search("trực ban giám sát").suggestion is None


PLAN_TEXT = """ỦY BAN NHÂN DÂN
PHƯỜNG BẾN NAM

Bến Nam, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Bảo đảm an ninh mạng trên địa bàn phường Bến Nam

I. NỘI DUNG, NHIỆM VỤ

1. Công an phường chủ trì rà quét lỗ hổng bảo mật của các máy chủ trước ngày 30/6/2026.

2. Phòng Văn hóa - Xã hội tuyên truyền về an ninh mạng tại các khu dân cư.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans")
    (folder / "nam.txt").write_text(PLAN_TEXT, encoding="utf-8")
    data = folder / ".plankg"
    report = search.build([folder], data)
    assert report.plans == 1
    return data


def test_a_built_snapshot_answers_with_quotations(built: Path) -> None:
    snapshot = open_snapshot(built)
    engine = open_engine(snapshot)
    tasks = engine.search("an ninh mạng", kinds=("task",)).results
    sections = engine.search("nội dung nhiệm vụ", kinds=("section",)).results
    assert tasks
    assert sections
    for result in (*tasks, *sections):
        assert snapshot.text(result.source)[result.start : result.end] == result.text
    assert snapshot.manifest["stages"]["search"]["rows"] > 0


@pytest.mark.parametrize(
    ("heading", "quotation"),
    [
        ("| **II** | **Chiếu sáng ngõ xóm** | | |", "Chiếu sáng ngõ xóm"),
        ("**II. Chiếu sáng ngõ xóm**", "II. Chiếu sáng ngõ xóm"),
        ("II. Chiếu sáng **ngõ** xóm", "II. Chiếu sáng **ngõ** xóm"),
    ],
)
def test_a_heading_in_markdown_is_quoted_from_its_title(tmp_path: Path, heading: str, quotation: str) -> None:
    rows = ["| TT | Nhiệm vụ | Chủ trì | Thời gian |", "|---|---|---|---|", "| **I** | **Vệ sinh** | | |"]
    rows += ["| 1 | Quét chợ | Hội Phụ nữ | Quý I/2026 |"]
    body = [*rows, heading] if heading.startswith("|") else ["**I. Vệ sinh**", "", "- Quét chợ", "", heading, ""]
    last = "| 1 | Thay bóng đèn | Đoàn xã | Quý II/2026 |" if heading.startswith("|") else "- Thay bóng đèn"
    text = "\n".join(["KẾ HOẠCH", "", "Việc làng", "", *body, last, ""])
    (tmp_path / "lang.md").write_text(text, encoding="utf-8")
    search.build([tmp_path], tmp_path / "out")
    snapshot = open_snapshot(tmp_path / "out")
    found, *_ = open_engine(snapshot).search("chiếu sáng ngõ xóm", kinds=("section",)).results
    assert found.text == quotation
    assert snapshot.text(found.source)[found.start : found.end] == quotation


def test_a_snapshot_without_search_files_says_what_to_do(tmp_path: Path, built: Path) -> None:
    build_graph([built.parent], tmp_path)
    with pytest.raises(NoSearchIndexError, match="plankg build"):
        open_engine(open_snapshot(tmp_path))


def test_another_model_than_the_indexed_one_is_refused(built: Path) -> None:
    with pytest.raises(ModelError, match="Build it again"):
        open_engine(open_snapshot(built), model="some/other-model")


def test_the_query_path_imports_nothing_heavy(built: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kg.snapshots.snapshot import open_snapshot; "
        "from search.engine import open_engine; "
        f"open_engine(open_snapshot(Path({str(built)!r}))).search('an ninh mạng của phường'); "
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'underthesea', 'scipy', 'networkx', 'rdflib'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_real_plans_answer_from_several_wards(shared: Path, tmp_path: Path) -> None:
    search.build([shared / "corpus"], tmp_path)
    engine = open_engine(open_snapshot(tmp_path))
    for query in ("an ninh mạng tasks", "an ninh mang"):
        top = engine.search(query, kinds=("task",), limit=12).results
        assert len({r.plan for r in top}) >= 3
        assert all("mạng" in r.text.lower() for r in top)


@pytest.mark.slow
def test_meaning_never_costs_what_terms_find(shared: Path) -> None:
    """MRR@10 of terms and meaning together on ALQAC; terms alone reach 0.860."""
    documents, questions, relevant = read_beir(shared / "data" / "alqac_beir")
    texts = [f"{d['title']}\n{d['text']}" for d in documents]
    results = [Result(d["_id"], "task", "laws.txt", 0, len(t), t) for d, t in zip(documents, texts, strict=True)]
    rows = [Row(r, {"text": r.text}, ("kind:task",)) for r in results]
    engine = Engine(Index.of(rows, Names.of([])), open_encoder())
    total = 0.0
    for question, wanted in relevant.items():
        found = [r.id in wanted for r in engine.search(questions[question], limit=10).results]
        total += 1 / (found.index(True) + 1) if True in found else 0
    assert total / len(relevant) >= 0.857


def test_stage_is_what_the_graph_builder_calls() -> None:
    assert callable(write_index)


def test_a_list_ends_where_its_support_ends(engine: Engine) -> None:
    found = engine.search("giám sát an ninh mạng cổng dịch vụ", kinds=("task",), count=True)
    assert sources(found.results[:1]) == [("dong.txt", 200)]
    assert 0 < found.total < len(engine.tasks())
    assert all(result.score >= 0.3 * found.results[0].score for result in found.results)
    assert max(count for _, count in found.facets["ward"]) <= found.total


def test_a_filter_changes_no_score_and_widens_no_list(engine: Engine) -> None:
    said = "an ninh mạng cổng dịch vụ"
    every = {result.id: result.score for result in engine.search(said, kinds=("task",)).results}
    for ward in ("Bến Đông", "Bến Tây", "Hòa Bình"):
        found = {r.id: r.score for r in engine.search(said, Filters(ward=(ward,)), kinds=("task",)).results}
        assert found.keys() <= every.keys()
        assert all(score == pytest.approx(every[name]) for name, score in found.items())


def test_an_output_that_is_asked_for_comes_first(engine: Engine) -> None:
    found = engine.search("nhiệm vụ có sản phẩm là kho dữ liệu", kinds=("task",), explain=True)
    assert found.results[0].why["scores"]["preferred"] > 1
    assert sources(found.results[:1]) == [("bac.txt", 200)]


@pytest.mark.parametrize("query", ["hạn tháng 12", "hạn quý IV", "han quy 4"])
def test_a_month_or_quarter_without_a_year_is_that_of_any_year(engine: Engine, query: str) -> None:
    assert ("dong.txt", 300) in sources(engine.search(query, kinds=("task",)).results)


def test_another_quarter_prefers_nothing_that_is_due_in_the_fourth(engine: Engine) -> None:
    found = engine.search("hạn quý II", kinds=("task",), explain=True).results
    assert [r for r in found if (r.source, r.start) == ("dong.txt", 300) and r.why["scores"]["preferred"] > 0] == []


def test_two_units_with_a_role_each_are_asked_for_together(engine: Engine) -> None:
    both = engine.search("Công an phường chủ trì, Phòng VH-XH phối hợp", kinds=("task",))
    assert [(r.source, r.lead, r.coordinate) for r in both.results] == [("dong.txt", (LEAD_POLICE,), (CULTURE,))]
    assert both.results[0].why["filters"] == {"unit": [LEAD_POLICE, CULTURE], "role": ["lead", "coordinate"]}
    other = engine.search("Phòng VH-XH chủ trì, Công an phường phối hợp", kinds=("task",))
    assert [(r.lead, r.coordinate) for r in other.results] == [((CULTURE,), (LEAD_POLICE,))]
    alone = engine.search("Công an phường chủ trì, Phòng VH-XH phối hợp", Filters(unit=(CULTURE,)), kinds=("task",))
    assert len(alone.results) > 1  # the caller's filter stands in place of the question's
