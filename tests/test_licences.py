"""What is passed on to users may be used by anybody: no GPL, no AGPL among what is needed at run time."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

TOOL = runpy.run_path(str(Path(__file__).resolve().parent.parent / "scripts" / "licences.py"))


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("MIT", False),
        ("Apache-2.0 AND MIT", False),
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0-only", True),
        ("GNU Affero General Public License v3", True),
        ("GNU General Public License v2 (GPLv2)", True),
        ("MIT AND GPL-2.0-only", True),
        ("MIT OR GPL-2.0-only", False),
        ("LGPL-3.0-only", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
    ],
)
def test_licences_are_judged_by_what_they_say(text: str, refused: bool) -> None:
    assert TOOL["forbidden"](text) is refused


def test_nothing_needed_at_run_time_is_under_gpl_or_agpl() -> None:
    needed = TOOL["needed"]()
    assert {"lxml", "numpy", "rdflib", "starlette", "underthesea"} <= needed.keys()  # the second is needed by the first
    told = {name: TOOL["licence"](distribution) for name, distribution in needed.items()}
    assert [name for name, text in told.items() if not text] == []
    assert {name: text for name, text in told.items() if TOOL["forbidden"](text)} == {}
