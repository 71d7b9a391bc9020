"""The other views in a real browser: plans, documents, units, wards, comparison, checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.samples import sample_folder
from tests.api.page.driving import READY, until, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
MENU = ["plans", "documents", "units", "wards", "compare", "graph", "check"]


@pytest.mark.parametrize("view", MENU)
def test_every_view_opens_from_the_menu(page: Page, view: str) -> None:
    page.goto("/")
    page.locator(f"#nav a[href*='view={view}']").click()
    page.wait_for_selector(f"#nav a[aria-current][href*='view={view}']")
    page.wait_for_selector(f"{READY} h1:not(.visually-hidden)")
    assert page.locator("[role=alert]").count() == 0


def test_the_whole_text_is_there_whatever_is_marked_in_it(page: Page) -> None:
    visit(page, view="plan", plan="02_an-bien")
    with (sample_folder() / "02_an-bien_dan-so.txt").open(encoding="utf-8", newline="") as file:
        assert page.locator(".plan-text").text_content() == file.read()
    for kind in ("citation", "unit", "deadline"):
        assert page.locator(f".plan-text a.m-{kind}").count() > 0


@pytest.mark.parametrize("view", ["documents", "units"])
def test_what_a_list_was_narrowed_to_is_in_the_address(page: Page, view: str) -> None:
    visit(page, view=view)
    page.locator(".narrow input").fill("cong an" if view == "units" else "57-nq")
    until(page, "location.search.includes('q=')")
    until(page, "document.querySelectorAll('tbody tr:not([hidden])').length < 12")
    kept = page.inner_text(".count")
    page.reload()
    page.wait_for_selector(READY)
    assert page.inner_text(".count") == kept


def test_marks_lead_to_the_document_the_unit_and_the_task(page: Page) -> None:
    visit(page, view="plan", plan="02_an-bien")
    for selector, view in ((".m-citation", "trace"), (".m-unit", "unit"), (".task-link", "task")):
        page.locator(f".plan-text a{selector}").first.click()
        page.wait_for_url(f"**view={view}*")
        page.wait_for_selector(READY)
        assert page.locator("[role=alert]").count() == 0
        page.go_back()
        page.wait_for_selector(".plan-text")


def test_the_outline_leads_to_its_headings_without_a_reload(page: Page) -> None:
    visit(page, view="plan", plan="02_an-bien")
    details = page.locator(".outline details")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    page.evaluate("document.querySelector('.plan-text').dataset.kept = 'yes'")
    page.locator(".outline a").last.click()
    until(page, "location.hash.length > 1")
    place = page.locator(":target").bounding_box()
    assert place is not None
    assert -5 <= place["y"] < 900
    assert page.locator(".plan-text[data-kept]").count() == 1


def test_remarks_are_listed_and_lead_to_their_places(page: Page) -> None:
    visit(page, view="plan", plan="06_hai-an")
    page.locator("details.findings > summary").click()
    page.locator("details.findings a[href^='#']").first.click()
    until(page, "document.querySelector(':target') !== null")
    assert page.locator("h3", has_text="Số văn bản bỏ trống").count() == 1


def test_a_chain_is_drawn_and_told_step_by_step(page: Page) -> None:
    visit(page, view="trace", id="57-NQ/TW")
    page.wait_for_selector(".drawing svg")
    assert page.inner_text("h1").startswith("Nghị quyết 57-NQ/TW")
    assert "chỉ được viện dẫn" in page.inner_text("h1")
    assert page.locator(".drawing .box.held").count() > 0
    assert page.locator(".drawing .line").count() > 0
    assert "57-NQ/TW" in page.locator(".chain > li").first.locator("blockquote").first.inner_text()
    assert "57-NQ/TW" in (page.locator(".drawing a:has(.line.implements)").last.get_attribute("aria-label") or "")
    page.locator(".drawing a:has(.box)", has=page.locator(".name", has_text="71/NQ-CP")).click()
    page.wait_for_selector("h1:has-text('71/NQ-CP')")


def test_relations_of_a_document_are_grouped_and_counted(page: Page) -> None:
    visit(page, view="trace", id="57-NQ/TW")
    group = page.locator(".relation", has=page.locator("h3", has_text="được thực hiện bởi")).first
    assert int(group.locator("h3 small").inner_text()) == group.locator("> ul > li").count() > 1


def test_a_unit_has_all_its_tasks_over_the_wards(page: Page) -> None:
    visit(page, view="units")
    page.get_by_role("link", name="Công an phường", exact=True).click()
    page.wait_for_selector(".result")
    wards = page.locator("h2").all_inner_texts()
    counted = sum(int(text.split()[-1]) for text in wards)
    assert len(wards) > 2
    assert page.inner_text(".count") == f"{counted} nhiệm vụ"
    assert page.locator(".result").count() == counted


def test_a_year_of_a_unit_holds_every_task_once_or_more(page: Page) -> None:
    visit(page, view="unit", unit="Công an phường", by="calendar", year="2026")
    total = int(page.inner_text(".count").split()[0])
    linked = page.eval_on_selector_all(".calendar li > a[href*='view=task']", "all => all.map((one) => one.href)")
    assert page.locator(".month").count() == 12
    assert len(set(linked)) == total


def test_a_year_leads_from_its_months_to_their_tasks(page: Page) -> None:
    visit(page, view="ward", id="Lê Chân", year="2026")
    month = page.locator(".month a").first
    count = int(month.locator("b").inner_text())
    month.click()
    until(page, "location.hash.startsWith('#month-')")
    assert page.locator(":target .agenda li").count() == count > 0


def test_a_gap_of_a_ward_opens_the_tasks_that_it_counts(page: Page) -> None:
    visit(page, view="ward", id="Lê Chân")
    tile = page.locator(".tiles a[href='#without-lead']")
    count = int(tile.inner_text())
    tile.click()
    page.wait_for_selector("#without-lead .result")
    assert page.locator("#without-lead .result").count() == count
    assert page.locator("#without-lead dt", has_text="Chủ trì").count() == 0


def test_the_matrix_counts_the_gaps_of_rows_and_places(page: Page) -> None:
    visit(page, view="compare")
    for row in page.locator(".matrix tbody tr").all()[:6]:
        assert int(row.locator("td.figure").inner_text()) == row.locator("td.state-nothing").count()
    sums = [int(words) for words in page.locator(".matrix tfoot td.sum").all_inner_texts()]
    assert sum(sums) == page.locator(".matrix").first.locator("td.state-nothing").count()


def test_a_name_that_nothing_bears_is_told_in_vietnamese_with_near_ones(page: Page, address: str) -> None:
    # The answer 404 is itself a line in the console of Chromium: the page gets it as another status would come.
    body = {"title": "Not Found", "status": 404, "detail": "Nothing is called x.", "suggestions": ["doc:57-NQ/TW@?~1"]}
    page.add_init_script(
        f"""const asked = fetch;
        const absent = () => new Response(JSON.stringify({body}), {{ status: 404 }});
        window.fetch = async (url, ...rest) => (/v1.(documents|drawing)/.test(url) ? absent() : asked(url, ...rest));"""
    )
    visit(page, view="trace", id="58-NQ/TW")
    said = page.locator("[role=alert]").inner_text()
    assert "“58-NQ/TW”" in said
    assert "57-NQ/TW (chưa rõ cơ quan ban hành)" in said
    assert "Nothing" not in said
    assert "doc:" not in said


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("III.2.a", "mục III.2.a"),
        ("PHỤ LỤC.II.12", "mục II.12 Phụ lục"),
        ("PHỤ LỤC I.B.IV#2.5", "mục B.IV(2).5 Phụ lục I"),
        ("PHỤ LỤC", "Phụ lục"),
        ("Điều 2.1.b", "Điều 2.1.b"),
    ],
)
def test_places_in_a_plan_are_named_as_people_name_them(page: Page, path: str, words: str) -> None:
    page.goto("/")
    assert page.evaluate("path => import('/page/words.js').then(m => m.item(path))", path) == words


def test_a_ward_shows_plans_gaps_units_and_targets(page: Page) -> None:
    visit(page, view="ward", id="Lê Chân")
    headings = " ".join(page.locator("h2").all_inner_texts())
    for part in ("Kế hoạch", "Khoảng trống", "Thời hạn năm", "Đơn vị", "Chủ đề", "Chỉ tiêu"):
        assert part in headings
    page.get_by_role("link", name="Công an phường", exact=True).click()
    page.wait_for_selector("h1:has-text('Công an phường')")
    page.wait_for_selector(READY)
    assert "Lê Chân" in page.inner_text("h1")


def test_a_cell_of_the_matrix_opens_its_tasks(page: Page) -> None:
    visit(page, view="compare")
    cell = page.locator(".matrix td.state-leads a").first
    expected = int(cell.locator(".number").inner_text())
    cell.click()
    page.wait_for_selector(".opened .result")
    assert page.locator(".opened .result").count() == expected
    assert page.locator(".matrix td.chosen").count() == 1


def test_a_document_is_compared_over_the_wards(page: Page) -> None:
    visit(page, view="compare", document="57-NQ/TW")
    assert page.locator(".matrix thead small", has_text="chưa có kế hoạch").count() > 0
    assert page.locator(".matrix td.state-nothing").count() > 0


def test_offsets_count_code_points(page: Page) -> None:
    page.goto("/")
    parts = page.evaluate("import('/page/dom.js').then(m => m.cut('😀 phường 😀!', 2, 8))")
    assert parts == ["😀 ", "phường", " 😀!"]


def test_marks_that_overlap_leave_every_character_once(page: Page) -> None:
    page.goto("/")
    marks = [{"start": 2, "end": 6}, {"start": 4, "end": 20}, {"start": 5, "end": 5}]
    cuts = page.evaluate("marks => import('/page/marks.js').then(m => m.segments(10, marks))", marks)
    assert [(start, end, len(marks)) for start, end, marks in cuts] == [(0, 2, 0), (2, 4, 1), (4, 6, 2), (6, 10, 1)]
