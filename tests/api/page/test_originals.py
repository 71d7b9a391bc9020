"""The files that plans were read from: given out byte for byte, as downloads; pages of a PDF as pictures."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

import search
from api.app import create_app
from api.samples import sample_folder
from kg.snapshots.snapshot import open_snapshot
from tests.api.page.conftest import OpenPage, serving
from tests.api.page.driving import until, visit
from tests.ingest.makers import to_pdf

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAME = 'kế hoạch "số 3".pdf'
PAGES = (
    [
        "ỦY BAN NHÂN DÂN PHƯỜNG AN HẢI",
        "Số: 31/KH-UBND",
        "KẾ HOẠCH",
        "Phòng, chống lụt bão năm 2026",
        "I. NHIỆM VỤ",
        "1. Công an phường chủ trì kiểm tra các tuyến đê trước ngày 15/6/2026.",
    ],
    ["2. Trạm Y tế phường chủ trì chuẩn bị thuốc chữa bệnh trước ngày 20/6/2026.", "II. TỔ CHỨC THỰC HIỆN"],
)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a PDF of two pages and a text."""
    folder = tmp_path_factory.mktemp("originals")
    (folder / NAME).write_bytes(to_pdf(PAGES))
    (folder / "text.txt").write_bytes((sample_folder() / "02_an-bien_dan-so.txt").read_bytes())
    return folder


@pytest.fixture(scope="module")
def built(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its graph."""
    folder = tmp_path_factory.mktemp("built") / "data"
    search.build([inputs], folder)
    return folder


@pytest.fixture(scope="module")
def here(built: Path) -> Iterator[TestClient]:
    """A client over it."""
    with TestClient(create_app(built), raise_server_exceptions=False) as client:
        yield client


def of(built: Path, source: str) -> str:
    """The address of the plan that was read from a file."""
    found = next(record.plan for record in open_snapshot(built).sources() if record.name == source)
    return f"/v1/plans/{quote(found or '')}"


@pytest.mark.parametrize("name", [NAME, "text.txt"])
def test_a_file_is_given_out_as_it_was(here: TestClient, built: Path, inputs: Path, name: str) -> None:
    answer = here.get(f"{of(built, name)}/original")
    assert answer.content == (inputs / name).read_bytes()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    assert answer.headers["content-security-policy"].startswith("sandbox;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert here.get(of(built, name)).json()["original"] is True


def test_pages_of_a_pdf_are_pictures_of_the_width_asked_for(here: TestClient, built: Path) -> None:
    first, again, second = (here.get(f"{of(built, NAME)}/pages/{n}.png?width=300") for n in (1, 1, 2))
    assert first.headers["content-type"] == "image/png"
    assert "max-age" in first.headers["cache-control"]
    assert first.content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", first.content[16:24])
    assert width == 300
    assert height > width
    assert first.content == again.content != second.content


@pytest.mark.parametrize(
    ("name", "page", "status"),
    [
        (NAME, "3", 404),
        (NAME, "0", 422),
        (NAME, "-1", 422),
        (NAME, "x", 422),
        (NAME, "1001", 422),
        ("text.txt", "1", 404),
    ],
)
def test_a_page_that_is_not_there_is_an_error_with_words(
    here: TestClient, built: Path, name: str, page: str, status: int
) -> None:
    answer = here.get(f"{of(built, name)}/pages/{page}.png")
    assert answer.status_code == status
    assert answer.json()["detail"]


@pytest.mark.parametrize("tail", ["original", "pages/1.png"])
def test_a_document_that_is_only_cited_has_no_file(here: TestClient, tail: str) -> None:
    assert here.get(f"/v1/plans/nothing-of-that-name/{tail}").status_code == 404


def test_without_originals_their_absence_is_told(inputs: Path, tmp_path: Path) -> None:
    search.build([inputs], tmp_path / "data", originals=False)
    with TestClient(create_app(tmp_path / "data")) as client:
        answer = client.get(f"{of(tmp_path / 'data', NAME)}/original")
        assert answer.status_code == 404
        assert "without the files" in answer.json()["detail"]
        assert client.get(of(tmp_path / "data", NAME)).json()["original"] is False


@pytest.mark.browser
def test_pictures_stand_beside_the_text_and_the_file_can_be_taken(
    open_page: OpenPage, built: Path, inputs: Path
) -> None:
    with serving(built) as address:
        page: Page = open_page(address)
        visit(page, view="plan", plan="31/KH-UBND")
        until(page, "document.querySelector('.pictures img').naturalWidth === 1000")
        assert page.locator(".pictures img").count() == 2
        assert all(page.eval_on_selector_all(".pictures img", "all => all.map((one) => one.alt)"))
        with page.expect_download() as taken:
            page.get_by_role("link", name="Tải tệp gốc").click()
        assert taken.value.path().read_bytes() == (inputs / NAME).read_bytes()
