"""`plankg show` of a ward: what it was formed from, and its names from before July 2025."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from api import cli
from tests.api.conftest import Ran

Plankg = Callable[..., Ran]
LE_CHAN = "phường Lê Chân  [place:phường Lê Chân, thành phố Hải Phòng]"


def test_a_ward_is_shown_with_those_before_it(plankg: Plankg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    ran = plankg("show", "phường Lê Chân")
    assert ran.out.startswith(LE_CHAN)
    assert "    phường Hàng Kênh, quận Lê Chân, thành phố Hải Phòng (until 2025-06-30)\n" in ran.out
    assert "(until 2025-06-30, a part of it)\n" in ran.out
    assert ran.err == ""
    attributes = json.loads(plankg("show", "phường Lê Chân", "--format", "json").out)["attributes"]
    assert attributes["valid_from"] == "2025-07-01"


def test_an_old_name_shows_the_ward_of_today_and_says_so(plankg: Plankg) -> None:
    ran = plankg("show", "phường Hàng Kênh")
    assert ran.out.startswith(LE_CHAN)
    assert "phường Hàng Kênh, quận Lê Chân, thành phố Hải Phòng went into phường Lê Chân on 2025-07-01" in ran.err


def test_an_old_name_of_no_place_says_what_it_became(plankg: Plankg) -> None:
    ran = plankg("show", "phường Phan Bội Châu, thành phố Hải Phòng")
    assert ran.status == 1
    assert "phường Hồng Bàng, thành phố Hải Phòng" in ran.err


def test_an_inferred_city_is_shown_as_such(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(
        "ỦY BAN NHÂN DÂN\nPHƯỜNG LÊ CHÂN\nSố: 5/KH-UBND\nLê Chân, ngày 05 tháng 02 năm 2026\nKẾ HOẠCH\n"
        "Dọn vệ sinh ngõ xóm\nI. NHIỆM VỤ\n1. Công an phường chủ trì tuần tra các ngõ.\n",
        "utf-8",
    )
    data = str(tmp_path / "data")
    assert cli.run(["build", str(plan), "--data", data]) == 0
    capsys.readouterr()
    assert cli.run(["show", "phường Lê Chân", "--data", data]) == 0
    out = capsys.readouterr().out
    assert out.startswith(LE_CHAN)
    assert "thành phố Hải Phòng\n  no plan names the city; inferred from the gazetteer\n" in out
