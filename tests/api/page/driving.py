"""What tests of the page share: addresses, and waiting for an answer."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from playwright.sync_api import Page

READY = "main:not([aria-busy])"


def at(**parameters: str | list[str]) -> str:
    """The address of a view of the page."""
    return f"/?{urlencode(parameters, doseq=True)}"


def visit(page: Page, **parameters: str | list[str]) -> None:
    """Open a view and wait until it stands."""
    page.goto(at(**parameters))
    page.wait_for_selector(READY)


def until(page: Page, condition: str, seconds: float = 10) -> None:
    """Wait until an expression in JavaScript holds; playwright's own waiting is forbidden by the page's policy."""
    last = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < last, f"after {seconds} seconds it still does not hold: {condition}"
        time.sleep(0.02)
