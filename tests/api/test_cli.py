"""The command line: what goes to which stream, in which form, with which exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from api.samples import sample_folder
from tests.api.conftest import Ran

Plankg = Callable[..., Ran]
UNIT = "Công an phường"
RESULT_FIELDS = [
    *("id", "kind", "source", "start", "end", "text", "score", "plan", "ward", "path", "lead", "coordinate"),
    *("report_to", "deadline", "output", "cites", "topics", "why"),
]
COMMANDS = ["parse", "build", "search", "tasks", "trace", "show", "check", "export", "sparql", "evaluate", "serve"]
HEAVY = {"torch", "transformers", "sentence_transformers", "underthesea"}


def raw(source: str) -> str:
    with (sample_folder() / source).open(encoding="utf-8", newline="") as file:
        return file.read()


def process(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    code = "from api.cli import main; main()"
    environment = {**os.environ, "PYTHONIOENCODING": "", **variables}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, encoding="utf-8", env=environment, check=False
    )


def test_every_command_has_help(plankg: Plankg) -> None:
    overview = plankg("--help")
    assert overview.status == 0
    for command in COMMANDS:
        assert f"\n  {command} " in overview.out
        assert "Usage: plankg" in plankg(command, "--help").out


def test_search_gives_the_documented_fields_in_order(plankg: Plankg) -> None:
    found = json.loads(plankg("search", "an ninh mạng", "--format", "json").out)
    assert found
    assert list(found[0])[: len(RESULT_FIELDS)] == RESULT_FIELDS


@pytest.mark.parametrize("query", ["an ninh mạng", "an ninh mang"])
def test_search_quotes_the_source_with_and_without_marks(plankg: Plankg, query: str) -> None:
    ran = plankg("search", query, "--kind", "task", "--limit", "5", "--format", "jsonl")
    assert ran.status == 0
    for line in ran.out.splitlines():
        result = json.loads(line)
        assert raw(result["source"])[result["start"] : result["end"]] == result["text"]


@pytest.mark.parametrize("columns", ["80", "160"])
def test_a_task_broken_over_a_page_is_printed_whole(
    plankg: Plankg, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    out = plankg("search", "bộ dữ liệu dùng chung về hộ kinh doanh, nhà cho thuê trọ", "--limit", "1").out
    assert {"thuê", "trọ", "theo", "Quyết", "4417/QĐ-UBND"} <= set(out.split())


def test_table_is_no_wider_than_the_terminal(plankg: Plankg, monkeypatch: pytest.MonkeyPatch) -> None:
    for width in (80, 140):
        monkeypatch.setenv("COLUMNS", str(width))
        out = plankg("tasks", "--unit", UNIT).out
        assert max(map(len, out.splitlines())) <= width
        assert UNIT in out
        assert "\x1b" not in out


def test_tasks_is_complete_and_obeys_its_filters(plankg: Plankg) -> None:
    found = [json.loads(line) for line in plankg("tasks", "--unit", UNIT, "--format", "jsonl").out.splitlines()]
    every = [json.loads(line) for line in plankg("tasks", "--format", "jsonl").out.splitlines()]
    roles = ("lead", "coordinate", "report_to")
    named = [task["id"] for task in every if any(UNIT in task[role] for role in roles)]
    assert [task["id"] for task in found] == named
    assert found == json.loads(plankg("tasks", "--unit", UNIT, "--format", "json").out)
    lead = json.loads(plankg("tasks", "--unit", UNIT, "--role", "lead", "--format", "json").out)
    assert [task["id"] for task in lead] == [task["id"] for task in found if UNIT in task["lead"]]


def test_due_before_takes_a_month_as_its_last_day(plankg: Plankg) -> None:
    month = plankg("tasks", "--due-before", "2026-06", "--format", "json")
    day = plankg("tasks", "--due-before", "2026-06-30", "--format", "json")
    assert month.out == day.out != "[]\n"


def test_trace_down_shows_each_step_with_its_quotation(plankg: Plankg) -> None:
    tree = json.loads(plankg("trace", "57-NQ/TW", "--direction", "down", "--format", "json").out)
    assert tree["held"] is False
    assert "up" not in tree
    for step in tree["down"]:
        for evidence in step["evidence"]:
            assert raw(evidence["source"])[evidence["start"] : evidence["end"]] == evidence["text"]


def test_show_text_prints_the_text_that_was_read(plankg: Plankg) -> None:
    assert plankg("show", "04_ngo-quyen", "--text").out == raw("04_ngo-quyen_chuyen-doi-so.txt")


def test_show_reads_relations_from_both_ends(plankg: Plankg) -> None:
    found = json.loads(plankg("show", "57-NQ/TW", "--format", "json").out)
    assert {relation["verb"]["vi"] for relation in found["into"]} >= {"được thực hiện bởi", "được nhiệm vụ viện dẫn"}
    assert "được thực hiện bởi" in plankg("show", "57-NQ/TW").out


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld", "rdfxml", "graphml", "gexf", "dot", "json", "svg"])
def test_export_writes_the_same_in_every_process_and_to_a_pipe(
    plankg: Plankg, data: Path, tmp_path: Path, form: str
) -> None:
    arguments = ("export", "--view", "lineage", "--format", form)
    target = tmp_path / f"out.{form}"
    assert plankg(*arguments, "--out", str(target)).status == 0
    piped = process(*arguments, PLANKG_DATA=str(data), PYTHONHASHSEED="7")
    assert piped.returncode == 0
    assert piped.stdout.encode() == target.read_bytes() != b""


def test_export_of_two_tables_needs_a_place(plankg: Plankg, tmp_path: Path) -> None:
    assert plankg("export", "--format", "csv").status == 2
    assert plankg("export", "--format", "csv", "--out", str(tmp_path / "tables")).status == 0
    rows = csv.DictReader(io.StringIO((tmp_path / "tables" / "nodes.csv").read_text("utf-8-sig")))
    assert any("57-NQ/TW" in "".join(map(str, row.values())) for row in rows)


def test_sparql_in_three_forms(plankg: Plankg) -> None:
    query = "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"
    asked = {form: plankg("sparql", query, "--format", form).out for form in ("table", "json", "csv")}
    count = json.loads(asked["json"])[0]["triples"]
    assert int(count) > 100
    assert count in asked["table"]
    assert asked["csv"] == f"triples\n{count}\n"
    assert plankg("sparql", "DROP ALL").status == 2


def test_parse_prints_one_plan_a_line_and_goes_on_after_a_failure(plankg: Plankg, tmp_path: Path) -> None:
    plan = str(sample_folder() / "02_an-bien_dan-so.txt")
    (tmp_path / "not-a-plan.xyz").write_bytes(b"\x00")
    ran = plankg("parse", str(tmp_path / "not-a-plan.xyz"), plan)
    assert ran.status == 3
    assert [json.loads(line)["source"] for line in ran.out.splitlines()] == [plan]
    assert ran.err.startswith("plankg: ")
    assert len(json.loads(plankg("parse", plan, plan, "--format", "json").out)) == 2


def test_parse_takes_a_folder_and_an_archive_for_the_files_in_them(plankg: Plankg, tmp_path: Path) -> None:
    plan = sample_folder() / "02_an-bien_dan-so.txt"
    folder = tmp_path / "plans"
    (folder / "old").mkdir(parents=True)
    (folder / "old" / "a.txt").write_bytes(plan.read_bytes())
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.write(plan, "b.txt")
    ran = plankg("parse", str(folder), str(folder / "b.zip"))
    names = [json.loads(line)["source"] for line in ran.out.splitlines()]
    assert names == [f"{folder}/b.zip/b.txt", f"{folder}/old/a.txt", f"{folder}/b.zip/b.txt"]


def test_build_reports_what_failed_and_does_the_rest(plankg: Plankg, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "a.txt").write_text(raw("02_an-bien_dan-so.txt"), "utf-8")
    (folder / "b.xyz").write_bytes(b"?")
    ran = plankg("build", str(folder), "--data", str(tmp_path / "data"), "--format", "json")
    report = json.loads(ran.out)
    assert (ran.status, report["plans"], [record["name"] for record in report["failed"]]) == (3, 1, ["b.xyz"])
    assert "b.xyz: refused" in ran.err


def test_many_questions_give_one_answer_a_line(plankg: Plankg, tmp_path: Path) -> None:
    file = tmp_path / "questions.json"
    of_unit = {"id": "b", "query": "báo cáo", "filter": {"unit": UNIT, "role": None}}
    file.write_text(json.dumps([{"id": "a", "query": "dân số"}, of_unit]), "utf-8")
    lines = plankg("search", "--queries", str(file), "--format", "jsonl").out.splitlines()
    answers = [json.loads(line) for line in lines]
    assert [answer["id"] for answer in answers] == ["a", "b"]
    roles = ("lead", "coordinate", "report_to")
    assert all(any(UNIT in result[role] for role in roles) for result in answers[1]["results"])


def test_evaluate_scores_plans_against_gold(plankg: Plankg) -> None:
    gold = Path(__file__).parent.parent / "gold"
    scores = json.loads(plankg("evaluate", str(gold), "--format", "json").out)
    assert 0 < scores["ALL"]["tasks"]["f1"] <= 1


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["search", "xyzzyqwv"], 1, "nothing found"),
        (["tasks", "--ward", "Không Có Ở Đâu"], 1, "no record has the ward"),
        (["trace", "999/QĐ-XYZ"], 1, "Nothing is called"),
        (["check"], 1, "blank-number"),
        (["search"], 2, "give one QUERY"),
        (["tasks", "--due-before", "soon"], 2, "write 2026, 2026-12 or 2026-12-31"),
        (["tasks", "--role", "boss"], 2, "--help"),
        (["serach", "x"], 2, "Did you mean 'search'"),
        (["build"], 2, "--sample"),
        (["build", "/no/such/folder"], 2, "/no/such/folder"),
        (["search", "x", "--data", "/no/such/data"], 2, "plankg build"),
        (["search", "--queries", "/no/such/file.json"], 2, "/no/such/file.json"),
        (["show", "57-NQ/TW", "--text"], 2, "only cited"),
        ([], 2, "Usage"),
    ],
)
def test_what_goes_wrong_is_said_plainly(plankg: Plankg, arguments: list[str], status: int, said: str) -> None:
    ran = plankg(*arguments)
    assert ran.status == status
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_an_error_of_our_own_shows_no_traceback_unless_asked(plankg: Plankg, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: Path) -> None:
        raise RuntimeError("a wheel came off")

    monkeypatch.setattr("kg.snapshots.snapshot.open_snapshot", broken)
    ran = plankg("check")
    assert ran.err.startswith("plankg: an error in plankg itself (RuntimeError: a wheel came off)")
    assert "--debug" in ran.err
    with pytest.raises(RuntimeError, match="wheel"):
        plankg("check", "--debug")


def test_a_reader_that_leaves_early_is_no_error(data: Path) -> None:
    code = "from api.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "tasks", "--format", "jsonl", "--data", str(data)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0


def test_output_is_utf8_whatever_the_locale(data: Path) -> None:
    ran = process(
        "tasks", "--unit", "cong an phuong", "--data", str(data), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )
    assert ran.returncode == 0
    assert UNIT in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--help"], HEAVY | {"rdflib", "networkx", "fastapi", "faiss", "pyoxigraph", "numpy"}),
        (["search", "an ninh mạng"], HEAVY | {"rdflib", "networkx", "fastapi", "pyoxigraph"}),
    ],
)
def test_commands_start_without_heavy_libraries(data: Path, arguments: list[str], absent: set[str]) -> None:
    code = (
        "import sys; from api.cli import run; status = run(sys.argv[1:]);"
        f"print(sorted({absent!r} & set(sys.modules)), file=sys.stderr); sys.exit(status)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "PLANKG_DATA": str(data)},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.splitlines()[-1] == "[]"


def test_explained_results_read_as_words(plankg: Plankg) -> None:
    out = plankg("search", "57-NQ/TW", "--limit", "1", "--explain").out
    assert "Nghị quyết 57-NQ/TW | document" in out
    assert "why: matched 57/nq/tw; document doc:57-NQ/TW; terms" in " ".join(out.split())
    assert "{" not in out


def test_building_an_empty_folder_changes_nothing(plankg: Plankg, data: Path, tmp_path: Path) -> None:
    before = (data / "CURRENT").read_bytes()
    ran = plankg("build", str(tmp_path), "--data", str(data))
    assert ran.status == 2
    assert "no files are there" in ran.err
    assert (data / "CURRENT").read_bytes() == before


@pytest.mark.parametrize("command", [("search", "an ninh mạng", "--rerank"), ("build", "--sample", "--model")])
def test_a_model_without_its_library_says_what_to_install(
    plankg: Plankg, command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    before = plankg("search", "an ninh mạng").out
    ran = plankg(*command, str(tmp_path / "model"))
    assert (ran.status, ran.out) == (2, "")
    assert "pip install plankg[models]" in ran.err
    assert plankg("search", "an ninh mạng").out == before
