"""Questions about tasks over the sample plans, answered by hand: who does what, by when, who copied whom."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import pytest

from search.query import Filters

if TYPE_CHECKING:
    from search.engine import Engine
    from search.records import Result

ROLES = ("lead", "coordinate", "report_to")

# Plan, path, role, deadline (kind, time or day) of every task of Công an phường, read from the plans by hand.
CONG_AN_PHUONG = """
02 III.2.a          coordinate recurring 2025-Q4
02 III.2.a          coordinate recurring 2025-Q4
02 III.4.a          coordinate month 2026-06
02 III.4.a          coordinate month 2026-06
04 IV.4             lead       -
04 PHỤ_LỤC.I.5      coordinate quarter 2026-Q3
04 PHỤ_LỤC.II.4     lead       ongoing
05 III.3            coordinate month 2026-06
06 IV.1             lead       recurring --11-15
06 IV.1             lead       -
06 IV.1             lead       -
06 IV.1             lead       -
06 IV.3             coordinate -
06 IV.3             report_to  recurring --11-05
07 III.1            report_to  date 2026-02-15
07 III.3            lead       recurring
07 III.4            coordinate -
07 PHỤ_LỤC.I.1      coordinate ongoing
07 PHỤ_LỤC.I.2      lead       range 2026-Q1/2026-Q3
07 PHỤ_LỤC.II.3     lead       date 2026-06-30
07 PHỤ_LỤC.II.4     lead       recurring
07 PHỤ_LỤC.II.5     coordinate year 2026
07 PHỤ_LỤC.III.7    lead       month 2026-09
07 PHỤ_LỤC.III.8    lead       recurring --12-15
08 II.2.a           coordinate date 2026-05-31
08 II.2.a           coordinate date 2026-05-31
08 III.3            coordinate -
09 IV.6             lead       recurring --06-05
11 IV.2             coordinate -
11 IV.3             lead       -
12 II.3.1           lead       ongoing
"""


def line(result: Result, unit: str) -> str:
    role = next(role for role in ROLES if unit in getattr(result, role))
    deadline = result.deadline or {}
    when = deadline.get("due") or deadline.get("iso") or ""
    return " ".join([result.source[:2], result.path.replace(" ", "_"), role, deadline.get("kind", "-"), when]).strip()


def by_plan(lines: list[str]) -> list[str]:
    return sorted(" ".join(text.split()) for text in lines)


def test_every_task_of_cong_an_phuong_with_role_and_deadline(engine: Engine) -> None:
    found = [line(r, "Công an phường") for r in engine.tasks(Filters(unit=("Công an phường",))) if r.ward]
    assert by_plan(found) == by_plan(CONG_AN_PHUONG.strip().splitlines())


def test_a_ward_that_only_invites_the_police_gives_them_no_task(engine: Engine) -> None:
    assert not engine.tasks(Filters(unit=("Công an phường",), plan=("03_le-chan_chuyen-doi-so",)))


def test_the_communes_police_is_another_kind_of_unit(engine: Engine) -> None:
    found = [line(r, "Công an xã") for r in engine.tasks(Filters(unit=("Công an xã",), ward=("Tiên Lãng",)))]
    assert by_plan(found) == by_plan(
        [
            "10 III.3.a lead year 2025",
            "10 III.3.b coordinate recurring",
            "10 PHỤ_LỤC.II.3 lead range 2025/2027",
        ]
    )


def test_what_is_due_in_december_2026_in_one_ward(engine: Engine) -> None:
    due = engine.tasks(Filters(ward=("Ngô Quyền",), due_after="2026-12-01", due_before="2026-12-31"))
    dated = sorted((r.path, r.lead) for r in due if r.deadline and r.deadline["kind"] in ("date", "month"))
    assert dated == [
        ("IV.3", ("Phòng Văn hóa - Xã hội",)),
        ("PHỤ LỤC.I.2", ("Văn phòng HĐND và UBND",)),
        ("PHỤ LỤC.I.3", ("Trung tâm Phục vụ hành chính công",)),
        ("PHỤ LỤC.I.7", ("Phòng Kinh tế, Hạ tầng và Đô thị",)),
    ]


YEARLY_REPORTS = [
    ("01", "--11-30", ("Sở Y tế",)),
    ("01", "--12-15", ("Ủy ban nhân dân thành phố", "Bộ Y tế")),
    ("02", "--11-25", ("Sở Y tế",)),
    ("03", "--12-05", ("Ủy ban nhân dân phường",)),
    ("06", "--11-15", ("Ủy ban nhân dân phường", "Công an thành phố")),
    ("08", "--12-20", ("Sở Nông nghiệp và Môi trường",)),
    ("09", "--11-30", ("Ủy ban nhân dân phường", "Sở Nội vụ")),
    ("09", "--06-05", ("Văn phòng HĐND và UBND",)),
    ("10", "--11-30", ("Ủy ban nhân dân xã",)),
    ("11", "--06-10", ("Ủy ban nhân dân phường", "Sở Nội vụ")),
    ("12", "--06-20", ("Ủy ban nhân dân phường",)),
    ("12", "--12-15", ("Phòng Kinh tế, Hạ tầng và Đô thị",)),
]


@pytest.mark.parametrize(("plan", "day", "addressees"), YEARLY_REPORTS)
def test_yearly_report_with_its_day_and_addressees(
    engine: Engine, plan: str, day: str, addressees: tuple[str, ...]
) -> None:
    reports = [r for r in engine.tasks() if r.source.startswith(plan) and r.deadline and r.deadline.get("due") == day]
    assert addressees in [r.report_to for r in reports]


def test_tasks_without_a_lead_unit_can_be_listed(engine: Engine) -> None:
    rows = {(r.source[:2], r.path) for r in engine.tasks() if not r.lead}
    assert {("04", "PHỤ LỤC.II.5"), ("10", "PHỤ LỤC.II.4"), ("12", "II.2.3")} <= rows


def test_a_task_copied_between_wards_is_nearly_the_same_text(engine: Engine) -> None:
    copies = [r for r in engine.tasks() if "giả mạo cơ quan nhà nước" in " ".join(r.text.split())]
    assert [r.source[:2] for r in sorted(copies, key=lambda r: r.source)] == ["03", "04", "10"]
    first, second, third = (" ".join(r.text.split()) for r in sorted(copies, key=lambda r: r.source))
    assert difflib.SequenceMatcher(None, first, third).ratio() > 0.98
    assert difflib.SequenceMatcher(None, first[:100], second[:100]).ratio() > 0.85


def test_a_question_in_other_words_finds_the_warning(engine: Engine) -> None:
    found = engine.search("giả danh cơ quan nhà nước lừa đảo", kinds=("task",), limit=5).results
    assert {"03", "10"} <= {r.source[:2] for r in found}


def test_a_question_without_marks_finds_the_same(engine: Engine) -> None:
    found = engine.search("phong chay chua chay", kinds=("task",), limit=5).results
    assert found[0].source.startswith("07")
