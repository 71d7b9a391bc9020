"""SECURITY.md is held to the tests that it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
ROWS = re.findall(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \|$", PAGE, re.M)
TESTS = {
    name for path in (ROOT / "tests").rglob("*.py") for name in re.findall(r"def (test_\w+)", path.read_text("utf-8"))
}


def test_the_checklist_is_whole() -> None:
    assert [int(number) for number, _, _ in ROWS] == list(range(1, 31))


@pytest.mark.parametrize(("number", "state"), [(number, state) for number, _, state in ROWS])
def test_each_point_names_tests_that_exist(number: str, state: str) -> None:
    named = re.findall(r"`(test_\w+)`", state)
    assert named, f"point {number} names no test"
    assert [name for name in named if name not in TESTS] == []


def test_the_page_names_only_commands_and_files_that_exist() -> None:
    orders = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert set(re.findall(r"`make ([\w-]+)`", PAGE)) <= orders
    assert [name for name in re.findall(r"`((?:tests|scripts)/[\w./]+)`", PAGE) if not (ROOT / name).exists()] == []
