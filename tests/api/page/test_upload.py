"""Adding documents: off without a token; several files, a result for each, nothing published before it was shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from api import cli
from api.samples import sample_folder
from api.settings import Settings
from tests.api.page.conftest import serving
from tests.api.page.driving import until, visit
from tests.api.page.test_hostile import PAYLOADS, PLAN, harmless
from tests.ingest.old_encodings import to_cp1258
from tests.ingest.structure.test_bundles import document

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.api.page.conftest import OpenPage

pytestmark = pytest.mark.browser
TOKEN = "a-token-of-the-tests"
SAMPLE = "02_an-bien_dan-so.txt"


@pytest.fixture
def taking(tmp_path: Path) -> Iterator[str]:
    """A server over one plan that takes uploads into the folder of that plan."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / SAMPLE).write_bytes((sample_folder() / SAMPLE).read_bytes())
    assert cli.run(["build", str(tmp_path / "in"), "--data", str(tmp_path / "data")]) == 0
    with serving(tmp_path / "data", Settings(upload_token=TOKEN, inputs=tmp_path / "in", mcp=False)) as address:
        yield address


def send(page: Page, *files: dict[str, str | bytes]) -> None:
    """Choose files, give the token, send, and wait for what was read."""
    visit(page, view="upload")
    page.fill("input[name=token]", TOKEN)
    page.set_input_files("input[name=files]", list(files))  # type: ignore[arg-type]
    page.get_by_role("button", name="Gửi và đọc thử").click()
    page.wait_for_selector(".files li", timeout=60_000)


def file(name: str, content: bytes) -> dict[str, str | bytes]:
    return {"name": name, "mimeType": "text/plain", "buffer": content}


def test_without_a_token_the_page_says_how_to_turn_it_on(page: Page) -> None:
    visit(page, view="upload")
    assert "PLANKG_UPLOAD_TOKEN" in page.inner_text("main")
    assert page.locator("input[type=file]").count() == 0


@pytest.mark.slow
def test_each_file_has_its_result_and_is_found_once_published(open_page: OpenPage, taking: str) -> None:
    page = open_page(taking)
    good = (sample_folder() / "06_hai-an_an-ninh-mang.txt").read_bytes()
    send(page, file("hai-an.txt", good), file("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600))
    words = page.locator(".files li > h3").all_inner_texts()
    assert " ".join(words[0].split()) == "hai-an.txt đã đọc"
    assert words[1].startswith("cu.doc")
    assert page.locator(".files .badge.known").inner_text() in ("không nhận", "lỗi khi đọc")
    assert "tệp Word bị hỏng" in page.locator(".files li").nth(1).inner_text()
    assert page.locator(".files li [lang=en]").count() == 0
    assert page.request.get(f"{taking}/v1/plans").json()["total"] == 1
    page.get_by_role("button", name="Đưa vào (1)").click()
    page.get_by_role("link", name="Kế hoạch (2)").wait_for(timeout=120_000)
    visit(page, q="mã hóa dữ liệu tống tiền")
    assert "Hải An" in page.locator(".result").first.inner_text()


@pytest.mark.slow
def test_both_documents_of_a_file_and_what_was_not_read_are_shown_in_vietnamese(
    open_page: OpenPage, taking: str
) -> None:
    page = open_page(taking)
    both = document(kind="QUYẾT ĐỊNH") + document("8")
    send(page, file("hai-van-ban.txt", both.encode()), file("cu.txt", to_cp1258(document("9"))))
    shown = page.locator(".files > li").first.inner_text()
    assert "Quyết định · 7 · QĐ-UBND" in shown
    assert "Kế hoạch · 8 · KH-UBND" in shown
    assert page.locator(".files section h4").all_inner_texts() == ["hai-van-ban.txt#2"]
    page.locator(".files summary", has_text="Chỗ cần xem lại").first.click()
    warning = page.locator(".files details [lang=vi]", has_text="đọc theo bảng mã")
    assert warning.is_visible()


@pytest.mark.slow
def test_what_is_discarded_is_not_published(open_page: OpenPage, taking: str) -> None:
    page = open_page(taking)
    send(page, file("hai-an.txt", (sample_folder() / "06_hai-an_an-ninh-mang.txt").read_bytes()))
    page.get_by_role("button", name="Bỏ").click()
    until(page, "!document.querySelector('.files')")
    assert page.request.get(f"{taking}/v1/plans").json()["total"] == 1


@pytest.mark.slow
def test_a_hostile_upload_is_shown_as_text(open_page: OpenPage, taking: str) -> None:
    page = open_page(taking)
    send(page, file("a<img src=x onerror=alert(1)>.txt", PLAN.encode()))
    for summary in page.locator(".files summary").all():
        summary.click()
    shown = page.locator(".files .plan-text").text_content() or ""
    assert all(payload in shown for payload in PAYLOADS)
    harmless(page)
