"""The page by keyboard alone, at its two widths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.api.page.driving import READY, until, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
FOCUSED = "document.activeElement"


def tab_to(page: Page, condition: str, most: int = 60) -> None:
    """Press Tab until the focused element fulfils a condition in JavaScript, where `e` is that element."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"(e => {condition})({FOCUSED})"):
            return
    raise AssertionError(f"no element with {condition} within {most} steps")


def test_the_first_stop_skips_to_the_content(page: Page) -> None:
    visit(page)
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"


def test_from_a_question_to_the_text_of_a_plan(page: Page) -> None:
    visit(page)
    tab_to(page, "e.id === 'q'")
    page.keyboard.type("an ninh mạng")
    page.keyboard.press("Enter")
    page.wait_for_selector(".result")
    tab_to(page, "e.closest('.result') && e.textContent.includes('ký tự')", 120)
    page.keyboard.press("Enter")
    page.wait_for_selector("#place")
    assert page.evaluate(f"{FOCUSED}.id") == "place"


def test_the_matrix_opens_a_cell(page: Page) -> None:
    visit(page, view="compare")
    tab_to(page, "e.closest('td.cell')")
    page.keyboard.press("Enter")
    page.wait_for_selector(".opened")


def test_the_graph_is_expanded_from_its_list(page: Page) -> None:
    visit(page, view="graph", id="57-NQ/TW")
    before = page.locator(".graph-list li").count()
    around = page.request.get("/v1/around/57-NQ/TW").json()
    plan = next(node["label"] for node in around["nodes"] if node["held"])
    tab_to(page, "e.tagName === 'SUMMARY' && e.closest('.graph-list')", 120)
    page.keyboard.press("Enter")
    tab_to(page, f"e.closest('.graph-list li') && e.textContent === {plan!r}", 120)
    page.keyboard.press("Enter")
    until(page, f"document.querySelectorAll('.graph-list li').length > {before}")
    page.wait_for_selector(READY)
    assert "open=" in page.url
