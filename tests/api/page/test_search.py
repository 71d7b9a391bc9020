"""Search in a real browser: quotations, labels to take away, suggestions, duplicates, what the address keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.api.page.driving import READY, at, until, visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


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


def test_what_was_understood_can_be_taken_away(page: Page) -> None:
    page.goto(at(q="công an phường an ninh mạng"))
    page.locator(".chip", has_text="Công an phường").locator("a").click()
    page.wait_for_selector("#q[value='an ninh mạng']")
    assert page.locator(".chip", has_text="Công an phường").count() == 0


def test_a_filter_of_the_address_can_be_taken_away(page: Page) -> None:
    visit(page, q="tuyên truyền", ward="Lê Chân")
    before = int(page.inner_text(".count").split()[0])
    page.locator(".chip", has_text="Lê Chân").locator("a").click()
    until(page, "!location.search.includes('ward')")
    page.wait_for_selector(READY)
    assert page.locator(".chip", has_text="Lê Chân").count() == 0
    assert int(page.locator(".over .count").inner_text().split()[0]) > before


def test_an_empty_answer_names_the_filter_that_empties_it(page: Page) -> None:
    visit(page, q="tuyên truyền", ward="Lê Chân", unit="Công an phường", due_before="2001")
    way = page.locator(".nothing li", has_text="Hạn đến: 2001")
    promised = int(way.inner_text().split(" – ")[1].split()[0])
    assert promised > 0
    way.locator("a").click()
    until(page, "!location.search.includes('due_before')")
    page.wait_for_selector(".result")
    assert page.locator(".result").count() == min(promised, 20)


def test_an_answer_to_nonsense_says_how_to_ask(page: Page) -> None:
    visit(page, q="zzzz qqqq")
    assert "zzzz qqqq" in page.locator(".nothing").inner_text()
    page.locator("p", has_text="Ví dụ").locator("a", has_text="an ninh mạng").click()
    page.wait_for_selector(".result")


def test_the_first_page_leads_to_units_topics_and_places(page: Page) -> None:
    page.goto("/")
    page.wait_for_selector(".ways")
    entry = page.locator(".ways .facet", has=page.locator("h2", has_text="Đơn vị")).locator("li").first
    count = int(entry.locator("small").inner_text())
    entry.locator("a").click()
    page.wait_for_selector(".result")
    assert int(page.locator("main .count").first.inner_text().split()[0]) == count


@pytest.mark.parametrize(("typed", "asked"), [("12/2026", "2026-12"), ("30/11/2026", "2026-11-30"), ("2026", "2026")])
def test_a_time_is_taken_as_people_write_it(page: Page, typed: str, asked: str) -> None:
    visit(page, unit="Công an phường")
    if page.locator(".facets details").first.get_attribute("open") is None:
        page.locator(".facets summary").first.click()
    page.fill("input[name=due_before]", typed)
    page.locator(".dates button").click()
    until(page, f"new URLSearchParams(location.search).get('due_before') === '{asked}'")
    page.wait_for_selector(READY)
    assert page.locator(".chip", has_text="Hạn đến").count() == 1


def test_how_much_is_shown_is_in_the_address(page: Page) -> None:
    visit(page, q="tuyên truyền")
    page.get_by_role("button", name="Xem thêm").click()
    until(page, "location.search.includes('shown=')")
    shown = page.locator("main .results > .result").count()
    page.reload()
    page.wait_for_selector(READY)
    assert page.locator("main .results > .result").count() == shown > 20


def test_a_wrong_filter_is_explained(browser: Browser, address: str) -> None:
    # The answer 422 is itself a line in the console of Chromium, so this page is not held to silence.
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto(at(q="an ninh", ward="Hồng Bàn"))
        page.wait_for_selector("[role=alert]")
        assert "Hồng Bàn" in page.inner_text("[role=alert]")


def test_suggestions_are_chosen_by_arrow_and_enter(page: Page) -> None:
    visit(page)
    page.locator("#q").press_sequentially("cong an ph")
    option = page.locator("[role=option]").first
    option.wait_for()
    named = option.inner_text()
    page.keyboard.press("ArrowDown")
    assert page.locator("[role=option][aria-selected=true]").inner_text() == named
    assert page.get_attribute("#q", "aria-expanded") == "true"
    page.keyboard.press("Enter")
    page.wait_for_selector(".result")
    assert page.input_value("#q") in named


def test_escape_closes_the_suggestions_and_keeps_the_words(page: Page) -> None:
    visit(page)
    page.locator("#q").press_sequentially("tuyen tr")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("Escape")
    assert page.locator("[role=option]:visible").count() == 0
    assert page.input_value("#q") == "tuyen tr"


def test_facets_count_what_a_click_on_them_leaves(page: Page) -> None:
    visit(page, unit="Công an phường")
    if page.locator(".facets details").first.get_attribute("open") is None:
        page.locator(".facets summary").first.click()
    entry = page.locator(".facet", has=page.locator("h2", has_text="Chủ đề")).locator("li").first
    count = int(entry.locator("small").inner_text())
    entry.locator("a").click()
    until(page, "location.search.includes('topic=')")
    page.wait_for_selector(READY)
    assert int(page.locator(".over .count").inner_text().split()[0]) == count


def test_of_a_ranked_search_the_results_shown_are_counted(page: Page) -> None:
    visit(page, q="tuyên truyền", kind="task")
    if page.locator(".facets details").first.get_attribute("open") is None:
        page.locator(".facets summary").first.click()
    facet = page.locator(".facet", has=page.locator("h2", has_text="Địa phương"))
    assert page.locator(".over .count").inner_text() == "20 kết quả phù hợp nhất"
    figures = [int(figure) for figure in facet.locator("small").all_text_contents()]
    assert 15 < sum(figures) <= 20, "some plans name no ward"
    page.get_by_role("button", name="Xem thêm").click()
    until(page, "parseInt(document.querySelector('.over .count').textContent) > 20")
    more = [int(figure) for figure in facet.locator("small").all_text_contents()]
    assert sum(more) > sum(figures)


def test_what_is_shown_can_be_taken_away(page: Page) -> None:
    visit(page, q="an ninh mạng", ward="Hải An")
    for link in page.locator(".over .actions a").all():
        answer = page.request.get(link.get_attribute("href") or "")
        assert answer.ok
        assert len(answer.body()) > 100


OTHER_WORDS = "trồng thêm cây xanh dọc bờ sông và chăm sóc vườn hoa trước trụ sở khu phố"


def test_nearly_the_same_text_of_another_plan_is_folded_in(page: Page) -> None:
    page.goto("/")
    words = "tổ chức tuyên truyền phổ biến kiến thức pháp luật về an ninh mạng cho người dân trên địa bàn"
    results = [
        {"id": "1", "kind": "task", "plan": "a", "text": words},
        {"id": "2", "kind": "task", "plan": "b", "text": f"{words} phường".upper()},
        {"id": "3", "kind": "task", "plan": "a", "text": words},
        {"id": "4", "kind": "task", "plan": "c", "text": "báo cáo theo quy định"},
        {"id": "5", "kind": "task", "plan": "d", "text": OTHER_WORDS, "fate": "đã bị thay thế bởi Kế hoạch 9"},
        {"id": "6", "kind": "task", "plan": "e", "text": OTHER_WORDS},
        {"id": "7", "kind": "task", "plan": "f", "text": OTHER_WORDS},
    ]
    folded = page.evaluate("all => import('/page/duplicates.js').then(m => m.folding(all))", results)
    assert [(one["id"], [other["id"] for other in one["duplicates"]]) for one in folded] == [
        ("1", ["2"]), ("3", []), ("4", []), ("6", ["5", "7"]),
    ]  # fmt: skip


def test_english_is_one_click_away_and_stays(page: Page) -> None:
    page.goto("/")
    page.click("#language")
    page.wait_for_selector("html[lang=en]")
    page.locator("#nav a", has_text="Units").click()
    page.wait_for_selector("h1:has-text('Units')")


def test_a_click_on_the_source_opens_the_text_at_the_place(page: Page) -> None:
    page.goto(at(q="an ninh mạng", kind="task"))
    quoted = page.locator(".result blockquote").first.inner_text()
    page.locator(".result a", has_text="ký tự").first.click()
    page.wait_for_selector("#place")
    marked = "".join(page.locator(".plan-text mark").all_text_contents())
    assert " ".join(marked.split()) == " ".join(quoted.split())
    place = page.locator("#place").bounding_box()
    assert place is not None
    assert 0 <= place["y"] < 900
    page.go_back()
    page.wait_for_selector(".result")
