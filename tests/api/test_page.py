"""The page in a real browser: search, units, the chain of a document, the place in the text."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
import uvicorn

from api.app import create_app
from api.samples import sample_folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    """A running server over the sample plans."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(data), log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
    listener.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium here (apt-get install chromium)")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install '.[dev]')")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=[1440, 390], ids=["desk", "phone"])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page at two widths. Whatever the test does, the console must stay silent and nothing may stick out."""
    context = browser.new_context(viewport={"width": request.param, "height": 900}, base_url=address)
    page = context.new_page()
    page.set_default_timeout(10_000)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert said == []
    context.close()


def at(**parameters: str) -> str:
    return f"/?{urlencode(parameters)}"


@pytest.mark.parametrize("query", ["an ninh mạng", "an ninh mang"])
def test_search_shows_quotations_with_their_source(page: Page, query: str) -> None:
    page.goto("/")
    page.fill("#q", query)
    page.keyboard.press("Enter")
    page.wait_for_selector(".result")
    assert page.input_value("#q") == query
    assert "mạng" in page.locator(".result blockquote").all_inner_texts()[0]
    assert ", ký tự " in page.locator(".result").first.inner_text()
    assert page.locator(".result mark").count() > 0


def test_a_task_broken_over_a_page_is_shown_and_marked_whole(page: Page) -> None:
    page.goto(at(q="tài khoản giả mạo cơ quan nhà nước, cách nhận biết và tố giác", ward="Ngô Quyền"))
    quoted = page.locator(".result blockquote").first
    assert quoted.inner_text().endswith("người dân; hướng dẫn cách nhận biết và tố giác qua ứng dụng VNeID.")
    assert "cách nhận biết và tố giác" in quoted.locator("mark").all_inner_texts()


def test_a_click_on_the_source_opens_the_text_at_the_place(page: Page) -> None:
    page.goto(at(q="an ninh mạng", kind="task"))
    quoted = page.locator(".result blockquote").first.inner_text()
    page.locator(".result a", has_text="ký tự").first.click()
    page.wait_for_selector("#place")
    assert " ".join(page.inner_text("#place").split()) == " ".join(quoted.split())
    place = page.locator("#place").bounding_box()
    assert place is not None
    assert 0 <= place["y"] < 900
    page.go_back()
    page.wait_for_selector(".result")


def test_what_was_understood_can_be_taken_away(page: Page) -> None:
    page.goto(at(q="công an phường an ninh mạng"))
    chip = page.locator(".chip", has_text="Công an phường")
    chip.locator("a").click()
    page.wait_for_selector("#q[value='an ninh mạng']")
    assert page.locator(".chip", has_text="Công an phường").count() == 0


def test_a_unit_has_all_its_tasks_over_the_wards(page: Page) -> None:
    page.goto(at(view="units"))
    page.get_by_role("link", name="Công an phường", exact=True).click()
    page.wait_for_selector(".result")
    wards = page.locator("h2").all_inner_texts()
    counted = sum(int(text.split()[-1]) for text in wards)
    assert len(wards) > 2
    assert page.inner_text(".count") == f"{counted} nhiệm vụ"
    assert page.locator(".result").count() == counted


def test_a_chain_is_drawn_and_told_step_by_step(page: Page) -> None:
    page.goto(at(view="trace", id="57-NQ/TW"))
    page.wait_for_selector(".drawing svg")
    assert page.inner_text("h1").startswith("Nghị quyết 57-NQ/TW")
    assert "chỉ được viện dẫn" in page.inner_text("h1")
    assert page.locator(".drawing .box.held").count() > 0
    assert page.locator(".drawing .line").count() > 0
    step = page.locator(".chain > li").first
    assert "57-NQ/TW" in step.locator("blockquote").first.inner_text()
    page.locator(".drawing a", has_text="71/NQ-CP").click()
    page.wait_for_selector("h1:has-text('71/NQ-CP')")


@pytest.mark.parametrize("view", ["documents", "check"])
def test_the_other_views_open_from_the_menu(page: Page, view: str) -> None:
    page.goto("/")
    page.locator(f"#nav a[href*='view={view}']").click()
    page.wait_for_selector(f"#nav a[aria-current][href*='view={view}']")
    page.wait_for_selector("main:not([aria-busy]) h1:not(.visually-hidden)")
    assert page.locator("main tr, main details").count() > 2


def test_english_is_one_click_away_and_stays(page: Page) -> None:
    page.goto("/")
    page.click("#language")
    page.wait_for_selector("html[lang=en]")
    page.locator("#nav a", has_text="Units").click()
    page.wait_for_selector("h1:has-text('Units')")


def test_the_text_of_a_plan_never_becomes_markup(page: Page) -> None:
    page.goto(at(q="<img src=x onerror=alert(1)> an ninh"))
    page.wait_for_selector("main:not([aria-busy]) .count, .nothing")
    assert page.locator("main img").count() == 0


def test_offsets_count_code_points(page: Page) -> None:
    page.goto("/")
    parts = page.evaluate("import('/page/dom.js').then(m => m.cut('😀 phường 😀!', 2, 8))")
    assert parts == ["😀 ", "phường", " 😀!"]


def test_the_whole_text_is_there(page: Page) -> None:
    page.goto(at(view="plan", plan="02_an-bien"))
    page.wait_for_selector(".plan-text")
    with (sample_folder() / "02_an-bien_dan-so.txt").open(encoding="utf-8", newline="") as file:
        assert page.locator(".plan-text").text_content() == file.read()
