"""axe-core over every view, at two widths, in light and dark, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.api.page.driving import visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.api.page.conftest import OpenPage

AXE = Path(__file__).resolve().parents[3] / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed (make page)"),
]
VIEWS: dict[str, dict[str, str]] = {
    "home": {},
    "search": {"q": "an ninh mạng"},
    "filters": {"topic": "an ninh mạng", "role": "lead"},
    "nothing": {"q": "zzzz qqqq"},
    "emptied": {"q": "tuyên truyền", "unit": "Công an phường", "due_before": "2001"},
    "plans": {"view": "plans"},
    "plan": {"view": "plan", "plan": "06_hai-an", "start": "100", "end": "200"},
    "documents": {"view": "documents"},
    "document": {"view": "trace", "id": "57-NQ/TW"},
    "units": {"view": "units"},
    "unit": {"view": "unit", "unit": "Công an phường"},
    "calendar": {"view": "unit", "unit": "Công an phường", "by": "calendar", "year": "2026"},
    "wards": {"view": "wards"},
    "ward": {"view": "ward", "id": "Lê Chân"},
    "compare": {"view": "compare", "document": "57-NQ/TW"},
    "graph": {"view": "graph", "id": "57-NQ/TW"},
    "graph start": {"view": "graph"},
    "check": {"view": "check"},
    "upload": {"view": "upload"},
    "unknown": {"view": "nowhere"},
    "deep graph": {"view": "graph", "id": "57-NQ/TW", "depth": "2", "layout": "free"},
}


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe-core finds, by rule and element, under the rules of WCAG 2.2 AA and its best practices."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(rule["id"], [node["html"][:160] for node in rule["nodes"]][:3]) for rule in found["violations"]]


# One page goes through all views of a width: what is checked is the same, and nothing is started anew for each.
@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")], ids=["desk", "phone"])
def test_no_view_has_a_violation(open_page: OpenPage, address: str, width: int, scheme: str) -> None:
    page = open_page(address, width, color_scheme=scheme)
    found = {}
    for name, parameters in VIEWS.items():
        visit(page, **parameters)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
        if wrong := violations(page):
            found[name] = wrong
    assert found == {}


def test_the_english_page_has_none_either(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    visit(page, q="an ninh mạng", lang="en")
    assert violations(page) == []


def test_a_violation_is_found_where_there_is_one(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    visit(page)
    page.evaluate("document.querySelector('label').remove()")
    assert [rule for rule, _ in violations(page)] == ["label"]
