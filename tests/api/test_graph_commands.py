"""The commands that follow chains, list defects, and write the graph: their options, forms and statuses."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from api import cli
from api.commands.export import Exchange, View
from kg.exchange.exports import FORMATS, TABLES, VIEWS
from tests.api.conftest import Ran

Plankg = Callable[..., Ran]
PLAN = "02_an-bien_dan-so.txt"


def test_one_chain_and_every_chain(plankg: Plankg) -> None:
    up = json.loads(plankg("trace", PLAN, "--direction", "up", "--format", "json").out)["up"]
    steps, goal = up, ""
    while steps:
        goal, steps = steps[0]["id"], steps[0]["steps"]
    shortest = plankg("trace", PLAN, "--to", goal)
    assert (shortest.status, shortest.out.count("Chuỗi ")) == (0, 1)
    assert f"({PLAN}:" in shortest.out
    every = json.loads(plankg("trace", PLAN, "--to", goal, "--all-chains", "--format", "json").out)
    assert len(every["chains"]) >= 1
    assert {chain[-1]["id"] for chain in every["chains"]} == {goal}
    ends = json.loads(plankg("trace", PLAN, "--all-chains", "--direction", "up", "--format", "json").out)
    assert len(ends["chains"]) >= len(every["chains"])


def test_no_chain_is_nothing_found_and_a_drawing_of_one_is_wrong_use(plankg: Plankg) -> None:
    assert plankg("trace", PLAN, "--to", PLAN).status == 1
    assert plankg("trace", PLAN, "--all-chains", "--format", "svg").status == 2


def test_tasks_below_a_document(plankg: Plankg) -> None:
    told = plankg("trace", PLAN, "--direction", "down", "--tasks").out
    assert "phối hợp:" in told
    assert "Đơn vị có nhiệm vụ:" in told
    (plan,) = json.loads(plankg("trace", PLAN, "--direction", "down", "--tasks", "--format", "json").out)["plans"]
    assert all(task["start"] < task["end"] for task in plan["tasks"])


def test_details_show_every_place_of_a_finding(plankg: Plankg) -> None:
    short, long = plankg("check"), plankg("check", "--details")
    assert (short.status, long.status) == (1, 1)
    places = [p for f in json.loads(plankg("check", "--format", "json").out) for p in f["places"]]
    assert len(places) > 0
    assert all(f"{p['source']}:{p['start']}-{p['end']}" in long.out.replace("\n", "") for p in places)
    assert len(long.out.splitlines()) >= len(short.out.splitlines()) + len(places)


def test_check_tells_which_cited_documents_have_no_file(plankg: Plankg) -> None:
    short, long = plankg("check"), plankg("check", "--details")
    summary = next(line for line in short.err.splitlines() if "chưa có tệp" in line)
    number = int(summary.split("chưa có tệp: ")[1].split()[0])
    assert (short.out.count("chưa có tệp"), long.out.count("Được viện dẫn, chưa có tệp: ")) == (0, number)
    assert "57-NQ/TW" in summary


def test_the_command_offers_every_format_and_view() -> None:
    assert {one.value for one in Exchange} == set(FORMATS)
    assert {one.value for one in View} == set(VIEWS)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_is_written_to_a_file(plankg: Plankg, tmp_path: Path, form: str) -> None:
    out = tmp_path / (f"graph.{form}" + (".zip" if form in TABLES else ""))
    ran = plankg("export", "--view", "lineage", "--format", form, "--below", PLAN, "--out", str(out))
    assert (ran.status, ran.out) == (0, "")
    assert out.stat().st_size > 50
    if form in TABLES:
        assert len(zipfile.ZipFile(out).namelist()) == 2
        assert plankg("export", "--format", form).status == 2


OLD = """ỦY BAN NHÂN DÂN PHƯỜNG BÌNH AN
Số: {number}/KH-UBND
Bình An, ngày {day} tháng 3 năm 2026
KẾ HOẠCH
Giữ gìn vệ sinh môi trường trên địa bàn phường {title}

I. NHIỆM VỤ
1. Công an phường chủ trì tuần tra các điểm tập kết rác {title}.
{last}
"""


@pytest.mark.parametrize("form", ["search", "tasks", "show", "trace"])
def test_every_list_tells_that_a_plan_was_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    folder, data = tmp_path / "plans", str(tmp_path / "data")
    folder.mkdir()
    (folder / "old.txt").write_text(OLD.format(number="4", day="05", title="đợt một", last=""), "utf-8")
    last = "Kế hoạch này thay thế Kế hoạch số 4/KH-UBND ngày 05/3/2026 của Ủy ban nhân dân phường Bình An."
    (folder / "new.txt").write_text(OLD.format(number="9", day="20", title="đợt hai", last=last), "utf-8")
    assert cli.run(["build", str(folder), "--data", data]) == 0
    capsys.readouterr()
    asked = {
        "search": ["search", "tuần tra các điểm tập kết rác đợt một"],  # so that the replaced plan stands first
        "tasks": ["tasks", "--plan", "old"],
        "show": ["show", "old"],
        "trace": ["trace", "new"],
    }[form]
    assert cli.run([*asked, "--data", data]) == 0
    assert "đã bị thay thế bởi Kế hoạch 9/KH-UBND" in " ".join(capsys.readouterr().out.split())
