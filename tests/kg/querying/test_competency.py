"""The questions that come with the program, each with its full answer over the sample plans, read by a person once.

The answers are in `answers/`, one file of SPARQL TSV results for each question. When a rule of extraction changes them,
`python -m tests.kg.querying.test_competency` writes them anew: read what changed before it is committed.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from api.samples import sample_folder
from kg.assembly.assemble import assemble
from kg.building.build import build
from kg.errors import NotFoundError, QueryError
from kg.querying.competency import Question, question, questions
from kg.querying.sparql import Worker
from kg.querying.sparql_guard import guarded
from kg.querying.sparql_results import to_tsv
from kg.snapshots.snapshot import Snapshot, open_snapshot
from tests.kg.plans import Draft

ANSWERS = Path(__file__).parents[1] / "answers"
GIVEN = {
    "chain-above": {"plan": "03_le-chan"},
    "due-between": {"ward": "phường Lê Chân", "first": "2026-01-01", "last": "2026-12-31"},
    "evidence-between": {"upper": "71/NQ-CP"},
    "overdue": {"day": "2026-06-01"},
}
"""What a question is asked with, where its defaults are not what the samples have an answer for."""


class Asked:
    """A graph with the process that answers questions over it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.graph = snapshot.graph
        self.worker = Worker(snapshot.folder / "graph")

    def tsv(self, name: str, given: dict[str, str]) -> str:
        """The answer as SPARQL TSV results."""
        return to_tsv(self.worker.ask(question(name).text(self.graph, given), 10_000, 30))

    def rows(self, name: str, **given: str) -> list[dict[str, str]]:
        """The answer as plain values by name, "" where unbound."""
        answer = self.worker.ask(question(name).text(self.graph, given), 10_000, 30)
        return [{n: v or "" for n, v in zip(answer.vars, row, strict=True)} for row in answer.values()]


@pytest.fixture(scope="module")
def asked(samples: Snapshot) -> Iterator[Asked]:
    found = Asked(samples)
    yield found
    found.worker.close()


@pytest.fixture(scope="module")
def asked_real(real: Snapshot) -> Iterator[Asked]:
    found = Asked(real)
    yield found
    found.worker.close()


@pytest.mark.parametrize("name", [one.name for one in questions()])
def test_the_answer_over_the_samples(asked: Asked, name: str) -> None:
    assert asked.tsv(name, GIVEN.get(name, {})) == (ANSWERS / f"{name}.tsv").read_text("utf-8")


def test_every_answer_belongs_to_a_question() -> None:
    assert {path.stem for path in ANSWERS.iterdir()} == {one.name for one in questions()}
    assert set(GIVEN) <= {one.name for one in questions()}


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_a_question_is_whole(one: Question) -> None:
    assert one.vi.endswith("?")
    assert one.en.endswith((".", "?"))
    assert guarded(one.query)
    assert "ORDER BY" in one.query, "an answer is the same every time"
    prefixes = set(re.findall(r"^PREFIX (\w+):", one.query, re.M))
    body = re.sub(r"^(#|PREFIX).*$", "", one.query, flags=re.M)
    assert prefixes == set(re.findall(r"(?<![\w:<])(\w+):[\w%]", body)), "it runs on any server"
    for parameter in one.parameters:
        assert re.search(rf"VALUES \?{parameter.name} {{ \S+ }}", one.query)


def test_a_parameter_takes_names_as_people_type_them(asked: Asked) -> None:
    exact = asked.rows("unit-tasks", unit="unit:Công an phường")
    assert exact == asked.rows("unit-tasks", unit="cong an phuong")
    assert len(exact) > 10


@pytest.mark.parametrize(
    "value",
    [
        "57-NQ/TW> } UNION { ?x ?y ?z",
        '" } UNION { ?a ?b ?c',
        "x\n} SERVICE <http://127.0.0.1:9/> {",
        "\\u0022",
        "UNDEF }",
        "$1\\1\\g<0>",
    ],
)
def test_a_parameter_cannot_write_the_query(asked: Asked, value: str) -> None:
    with pytest.raises(NotFoundError):
        question("unit-tasks").text(asked.graph, {"unit": value})
    with pytest.raises(QueryError):
        question("overdue").text(asked.graph, {"day": value})


def test_questions_to_which_the_samples_have_no_answer(tmp_path: Path) -> None:
    """What rests on a replaced document, and a citation that may mean two documents."""
    new = Draft("new.txt", number="9/KH-UBND").cite("8/KH-UBND@Ủy ban nhân dân phường Bình An", relation="replaces")
    user = Draft("user.txt", number="7/KH-UBND").cite("8/KH-UBND@Ủy ban nhân dân phường Bình An")
    unsure = Draft("unsure.txt", number="3/KH-UBND").cite("4/KH-UBND@Ủy ban nhân dân thành phố Hải Phòng")
    unsure.cite("4/KH-UBND@Ủy ban nhân dân phường Bình An").cite("4/KH-UBND")
    drafts = [new, user, unsure]
    assemble([draft.plan() for draft in drafts], {d.source: d.text for d in drafts}).save(tmp_path)
    with Worker(tmp_path) as worker:
        rests = worker.ask(question("plans-on-replaced-documents").query).values()
        assert [[(value or "").split(" (")[0] for value in row] for row in rests] == [
            ["Kế hoạch 7/KH-UBND", "based on", "Nghị quyết 8/KH-UBND", "Kế hoạch 9/KH-UBND"]
        ]
        open_ones = worker.ask(question("unresolved-citations").query).values()
        assert {row[1] for row in open_ones} == {"ambiguous"}
        assert len(open_ones) == 2


def test_what_is_not_known_is_told(asked: Asked) -> None:
    with pytest.raises(NotFoundError) as unknown:
        question("unit-task")
    assert "unit-tasks" in unknown.value.suggestions
    with pytest.raises(QueryError, match="it takes: unit"):
        question("unit-tasks").text(asked.graph, {"ward": "Lê Chân"})
    with pytest.raises(QueryError, match="it takes none"):
        question("anomalies").text(asked.graph, {"ward": "Lê Chân"})
    with pytest.raises(QueryError, match="a day such as"):
        question("overdue").text(asked.graph, {"day": "٢٠٢٦-٠١-٠١"})


def test_real_1_tasks_of_the_police(asked_real: Asked) -> None:
    found = Counter((row["ward"].split(",")[0], row["role"]) for row in asked_real.rows("unit-tasks"))
    assert found == {
        ("phường Thành Đông", "coordinate"): 3,
        ("phường Chu Văn An", "lead"): 1,
        ("phường Hồng Bàng", "lead"): 4,
    }


def test_real_2_who_carries_out_a_resolution(asked_real: Asked) -> None:
    rows = asked_real.rows("who-implements")
    direct = {(row["plan"].split("(")[1], row["relation"]) for row in rows if row["through"] == "Nghị quyết 57-NQ/TW"}
    assert direct >= {
        ("UBND phường Thành Đông, 7/2025)", "implements"),
        ("UBND phường Hồng Bàng, 2026)", "implements"),
        ("UBND phường Chu Văn An, 4/2026)", "mentions"),
    }
    assert any("Việt Hòa" in row["plan"] and "12-KH/TU" in row["through"] for row in rows)
    assert not any("Việt Hòa" in plan and relation != "mentions" for plan, relation in direct)


def test_real_3_the_chain_above_a_plan(asked_real: Asked) -> None:
    rows = asked_real.rows("chain-above", plan="001")
    steps = {(row["from"], row["to"]): row for row in rows}
    city = next(row["to"] for row in rows if "98/KH-UBND" in row["to"])
    chain = [city, "Quyết định 709/QĐ-TTg", "Kết luận 69-KL/TW", "Nghị quyết 20-NQ/TW"]
    for step in pairwise(chain):
        assert steps[step]["held"] == "false"
        assert steps[step]["quotation"]


def test_real_4_what_a_plan_replaces(asked_real: Asked) -> None:
    rows = asked_real.rows("replaced-documents")
    assert {row["old"].split(" (")[0] for row in rows} == {"Kế hoạch 47/KH-UBND"}
    assert [row["date"] for row in rows] == ["2025-02-05", "2026-02-05"]


def test_real_5_where_a_plan_contradicts_itself(asked_real: Asked) -> None:
    rows = asked_real.rows("divided-topics", subject="an ninh mạng")
    assert [(row["path"], row["unit"].rsplit(" phường")[0], row["other_path"].rsplit(".")[-1]) for row in rows] == [
        ("III.6", "Công an", "28")
    ]
    assert rows[0]["other_unit"].startswith("Văn phòng HĐND và UBND")


def test_real_6_what_is_due_and_reported(asked_real: Asked) -> None:
    due = asked_real.rows("due-between", ward="Hồng Bàng", first="2026-12-01", last="2026-12-31")
    assert len({row["path"] for row in due}) == 13
    assert all(row["unit"] for row in due)
    reports = {(row["day"], row["addressee"]) for row in asked_real.rows("yearly-reports")}
    assert ("--12-05", "Phòng Văn hóa - Xã hội phường Chu Văn An") in reports
    assert ("--11-30", "Ủy ban nhân dân phường Việt Hòa") in reports


def test_real_7_targets_side_by_side(asked_real: Asked) -> None:
    rows = asked_real.rows("targets-side-by-side")
    places = [i for i, row in enumerate(rows) if "ngân sách" in row["metric"] and row["value"] == "3"]
    assert places == list(range(places[0], places[-1] + 1))  # nothing stands between them
    wards = [rows[i]["ward"].split(",")[0] for i in places]
    assert wards == ["phường Chu Văn An", "phường Chu Văn An", "phường Hồng Bàng", "phường Hồng Bàng"]


def test_real_8_tasks_of_nearly_the_same_words(asked_real: Asked) -> None:
    pairs = {(row["path"].rsplit(".", 1)[-1], row["other_path"]) for row in asked_real.rows("copied-tasks")}
    assert ("14", "II.5.7") in pairs


def test_real_9_documents_that_wards_share(asked_real: Asked) -> None:
    rows = asked_real.rows("documents-by-wards")
    assert [(row["document"].split(" (")[0], row["places"]) for row in rows[:3]] == [
        ("Nghị quyết 57-NQ/TW", "4"),
        ("Kế hoạch hành động 12-KH/TU", "2"),
        ("Nghị quyết 71/NQ-CP", "2"),
    ]
    assert {row["held"] for row in rows} == {"false"}


def test_real_10_what_is_missing(asked_real: Asked) -> None:
    assert {row["source"][:3] for row in asked_real.rows("absent-appendices")} == {"002"}
    assert len(asked_real.rows("plans-without-number")) == 5
    without = {row["path"] for row in asked_real.rows("tasks-without-lead")}
    assert "II.5.7" in without


def write() -> None:
    """Write all answers over the samples anew."""
    with tempfile.TemporaryDirectory() as folder:
        build([sample_folder()], Path(folder) / "data")
        asked = Asked(open_snapshot(Path(folder) / "data"))
        for one in questions():
            (ANSWERS / f"{one.name}.tsv").write_text(asked.tsv(one.name, GIVEN.get(one.name, {})), "utf-8")
        asked.worker.close()


if __name__ == "__main__":
    sys.exit(write())
