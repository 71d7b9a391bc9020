"""Thirty payloads in the text, the title, the units and the name of a plan, and in questions: none becomes markup."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from api import cli
from tests.api.page.conftest import serving
from tests.api.page.driving import visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.api.page.conftest import OpenPage

pytestmark = pytest.mark.browser
PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href=javascript:alert(1)>x</a>",
    "javascript:alert(1)",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<input autofocus onfocus=alert(1)>",
    "<math><mtext></mtext><script>alert(1)</script></math>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content=0;url=javascript:alert(1)>",
    "<style>@import '//evil.example/x.css';</style>",
    '<img src="x` `<script>alert(1)</script>"` `>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e<script>alert(1)</script>\u2066",
]
# What markup of a payload would have become; the page itself has none of these below its main part.
INJECTED = "main :is(script, img, iframe, object, embed, video, math, base, link, meta, style, textarea, noscript)"
ATTRIBUTES = "[onerror], [onload], [onfocus], [ontoggle], [srcdoc], [href^='javascript'], [action^='javascript']"
TASKS = "\n\n".join(
    f"{i}. Giao Phòng Văn hóa {payload} chủ trì, phối hợp Công an phường tuyên truyền về {payload} trong tháng 11/2026."
    for i, payload in enumerate(PAYLOADS, 1)
)
PLAN = f"""ỦY BAN NHÂN DÂN
PHƯỜNG THỬ NGHIỆM

Số: 12/KH-UBND

Thử Nghiệm, ngày 05 tháng 02 năm 2026

KẾ HOẠCH

Thực hiện Nghị quyết số 57-NQ/TW về {PAYLOADS[1]} {PAYLOADS[0]}

Căn cứ Quyết định số 709/QĐ-TTg ngày 23/7/2024 của Thủ tướng Chính phủ về {PAYLOADS[2]};

I. NHIỆM VỤ {PAYLOADS[3]}

{TASKS}
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a plan that holds every payload."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "plans").mkdir()
    (folder / "plans" / "a<img src=x onerror=alert(1)>.txt").write_text(PLAN, "utf-8")
    assert cli.run(["build", str(folder / "plans"), "--data", str(folder / "data")]) == 0
    with serving(folder / "data") as address:
        yield address


def harmless(page: Page) -> None:
    """Nothing was injected; that no dialog opened and no policy was broken is held by `open_page`."""
    assert page.locator(INJECTED).count() == 0
    assert page.locator(ATTRIBUTES).count() == 0


def test_no_view_of_a_hostile_plan_becomes_markup(open_page: OpenPage, hostile: str) -> None:
    page = open_page(hostile)
    plans = page.request.get(f"{hostile}/v1/plans").json()["plans"]
    assert len(plans) == 1
    assert plans[0]["tasks"] >= len(PAYLOADS)
    task = page.request.get(f"{hostile}/v1/tasks").json()["results"][0]
    views: list[dict[str, str]] = [
        {}, {"q": "tuyên truyền"}, {"q": "tuyên truyền", "unit": task["lead"][0] if task["lead"] else "Công an phường"},
        {"view": "plans"}, {"view": "plan", "plan": plans[0]["id"]}, {"view": "trace", "id": plans[0]["id"]},
        {"view": "documents"}, {"view": "units"}, {"view": "unit", "unit": "Công an phường", "by": "calendar"},
        {"view": "wards"}, {"view": "ward", "id": "Thử Nghiệm"}, {"view": "compare"}, {"view": "check"},
        {"view": "task", "id": task["id"]}, {"view": "graph", "id": plans[0]["id"]},
        {"view": "graph", "id": plans[0]["id"], "layout": "free", "lang": "en"},
    ]  # fmt: skip
    for parameters in views:
        visit(page, **parameters)
        harmless(page)
        assert page.locator("[role=alert]").count() == 0, parameters
    visit(page, view="plan", plan=plans[0]["id"])
    shown = page.locator(".plan-text").text_content() or ""
    assert all(payload in shown for payload in PAYLOADS)


def test_an_exported_page_holds_every_payload_as_text(browser: Browser, hostile: str, tmp_path: Path) -> None:
    # The file stands alone: nobody's policy keeps it from running what it holds.
    with browser.new_context() as context:
        page = context.new_page()
        answer = page.request.get(f"{hostile}/v1/export", params={"view": "full", "format": "html"})
        assert answer.ok, answer.text()
        (tmp_path / "graph.html").write_bytes(answer.body())
        said: list[str] = []
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.append(request.url) if not request.url.startswith("file:") else None)
        page.goto((tmp_path / "graph.html").as_uri())
        page.fill("#query", "tuyên truyền")
        found = page.locator("#panel li button")
        shown = ""
        for i in range(found.count()):
            found.nth(i).click()
            shown += page.locator("#panel").text_content() or ""
            page.fill("#query", "tuyên truyền")
        # Marks that turn the direction of writing are no part of what is compared.
        assert [one for one in PAYLOADS if one.strip("\u202e\u2066") not in shown] == []
        assert page.locator(ATTRIBUTES).count() == 0
        assert page.locator("body :is(img, iframe, object, embed, video, math, base, link, meta, form)").count() == 0
        assert said == []


@pytest.mark.slow
def test_no_question_becomes_markup(open_page: OpenPage, hostile: str) -> None:
    page = open_page(hostile)
    for payload in PAYLOADS:
        visit(page, q=payload)
        assert page.input_value("#q") == payload
        harmless(page)


@pytest.mark.slow
@pytest.mark.parametrize("view", ["trace", "plan", "unit", "ward", "graph", "task", "nowhere"])
def test_no_name_in_an_address_becomes_markup(browser: object, hostile: str, view: str) -> None:
    # The answer 404 is itself a line in the console of Chromium, so these pages are not held to silence.
    with browser.new_context(base_url=hostile) as context:  # type: ignore[attr-defined]
        page = context.new_page()
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        for payload in PAYLOADS[:12]:
            visit(page, view=view, id=payload, plan=payload, unit=payload)
            harmless(page)
        assert dialogs == []
