"""Plans added over HTTP: behind a token, shown before they are published, in processes of their own."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

import ingest.formats
import ingest.read
from api import cli
from api.app import create_app
from api.reader import environment, read_apart
from api.reasons import in_vietnamese
from api.samples import sample_folder
from api.settings import Settings
from api.waiting import copied, safe_name
from tests.ingest.structure.test_bundles import document

TOKEN = "a token that only the test has"
BEARER = {"authorization": f"Bearer {TOKEN}"}
FIRST, SECOND = "02_an-bien_dan-so.txt", "08_do-son_moi-truong.txt"


def sample(name: str) -> bytes:
    return (sample_folder() / name).read_bytes()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of inputs with one plan, built."""
    folder = tmp_path_factory.mktemp("uploads")
    (folder / "plans").mkdir()
    shutil.copy(sample_folder() / FIRST, folder / "plans")
    assert cli.run(["build", str(folder / "plans"), "--data", str(folder / "data")]) == 0
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A copy of it, to change."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return tmp_path


def client_of(folder: Path, **chosen: Any) -> TestClient:
    options = {"upload_token": TOKEN, "inputs": folder / "plans"} | chosen
    return TestClient(create_app(folder / "data", Settings(**options)), raise_server_exceptions=False)


def files(*named: tuple[str, bytes]) -> list[tuple[str, tuple[str, bytes, str]]]:
    return [("files", (name, content, "text/plain")) for name, content in named]


def test_uploads_are_off_without_a_token(client: TestClient) -> None:
    assert client.post("/v1/uploads", files=files((SECOND, b"x"))).status_code == 404
    assert client.get("/v1/status").json()["uploads"] is False
    assert not [path for path in client.get("/v1/openapi.json").json()["paths"] if "upload" in path]


@pytest.mark.parametrize("given_token", [None, "Bearer x", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN, "Bearer é"])
def test_nobody_gets_in_without_the_token(folder: Path, given_token: str | None) -> None:
    client = client_of(folder)
    headers = {"authorization": given_token.encode()} if given_token else {}
    for method, path in (
        ("POST", "/v1/uploads"),
        ("GET", f"/v1/uploads/{'0' * 32}"),
        ("DELETE", f"/v1/uploads/{'0' * 32}"),
        ("POST", f"/v1/uploads/{'0' * 32}/publish"),
    ):
        answer = client.request(method, path, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.headers["content-type"] == "application/problem+json"
    assert not (folder / "data" / "uploads").exists()


def test_what_was_read_is_shown_and_nothing_published_before_it_is_asked_for(folder: Path) -> None:
    client = client_of(folder)
    before = client.get("/v1/status").json()["snapshot"]
    given_files = files((SECOND, sample(SECOND)), ("lạ.pdf", b"not a pdf"), (FIRST, sample(FIRST)))
    answer = client.post("/v1/uploads", files=given_files, headers=BEARER)
    assert answer.status_code == 201, answer.text
    read, refused, known = answer.json()["files"]
    assert read["status"] in ("read", "warnings")
    assert read["plan"]["tasks"]
    for task in read["plan"]["tasks"]:
        assert read["text"][task["start"] : task["end"]] == task["text"]
    assert refused["plan"] is None
    assert refused["reason"]
    assert refused["hint"]
    assert known["known_as"] == FIRST
    assert client.get("/v1/status").json()["snapshot"] == before
    upload = answer.json()["id"]
    assert client.get(f"/v1/uploads/{upload}", headers=BEARER).json() == answer.json()

    published = client.post(f"/v1/uploads/{upload}/publish", headers=BEARER)
    assert published.status_code == 200, published.text
    assert published.json()["added"] == [SECOND]
    assert published.json()["plans"] == 2
    assert (folder / "plans" / SECOND).read_bytes() == sample(SECOND)
    status = client.get("/v1/status").json()
    assert status["snapshot"] == published.json()["snapshot"] != before
    assert status["counts"]["plans"] == 2
    assert client.get(f"/v1/uploads/{upload}", headers=BEARER).status_code == 404


def test_a_discarded_upload_leaves_nothing(folder: Path) -> None:
    client = client_of(folder)
    upload = client.post("/v1/uploads", files=files((SECOND, sample(SECOND))), headers=BEARER).json()["id"]
    assert client.delete(f"/v1/uploads/{upload}", headers=BEARER).status_code == 204
    assert client.delete(f"/v1/uploads/{upload}", headers=BEARER).status_code == 404
    assert client.post(f"/v1/uploads/{upload}/publish", headers=BEARER).status_code == 404
    assert list((folder / "data" / "uploads").iterdir()) == []
    assert [path.name for path in (folder / "plans").iterdir()] == [FIRST]


def test_a_graph_of_other_files_is_never_replaced(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    client = client_of(folder, inputs=folder / "elsewhere")
    upload = client.post("/v1/uploads", files=files((SECOND, sample(SECOND))), headers=BEARER).json()["id"]
    refused = client.post(f"/v1/uploads/{upload}/publish", headers=BEARER)
    assert refused.status_code == 409
    assert "would be lost" in refused.json()["detail"]
    assert list((folder / "elsewhere").iterdir()) == []
    assert client_of(folder, inputs=None).post(f"/v1/uploads/{upload}/publish", headers=BEARER).status_code == 409


def test_while_another_build_runs_nothing_is_left_behind(folder: Path) -> None:
    from kg.snapshots.lock import writer_lock

    client = client_of(folder)
    upload = client.post("/v1/uploads", files=files((SECOND, sample(SECOND))), headers=BEARER).json()["id"]
    with writer_lock(folder / "data"):
        assert client.post(f"/v1/uploads/{upload}/publish", headers=BEARER).status_code == 409
    assert [path.name for path in (folder / "plans").iterdir()] == [FIRST]
    assert client.post(f"/v1/uploads/{upload}/publish", headers=BEARER).status_code == 200


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"files": files(*((f"{i}.txt", b"x") for i in range(4)))}, 400),
        ({"content": b"files=x", "headers": {"content-type": "application/x-www-form-urlencoded"}}, 400),
        ({"content": b"no form", "headers": {"content-type": "multipart/form-data; boundary=x"}}, 400),
        ({"content": b"no form", "headers": {"content-type": "multipart/form-data"}}, 400),
        ({"data": {"files": "text instead of a file"}}, 400),
        ({"content": iter([b"x"])}, 411),
        ({"files": files(("a.txt", b"x" * 4000))}, 413),
    ],
)
def test_what_is_no_form_of_files_or_too_much_is_refused(folder: Path, sent: dict[str, Any], status: int) -> None:
    client = client_of(folder, files=3, file_bytes=1000)
    sent["headers"] = BEARER | sent.get("headers", {})
    answer = client.post("/v1/uploads", **sent)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_file_that_is_too_large_does_not_stop_the_others(folder: Path) -> None:
    client = client_of(folder, file_bytes=len(sample(SECOND)))
    sent = files(("big.txt", b"x" * (len(sample(SECOND)) + 1)), (SECOND, sample(SECOND)))
    large, read = client.post("/v1/uploads", files=sent, headers=BEARER).json()["files"]
    assert large["status"] == "refused"
    assert read["plan"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Kế hoạch số 5.docx", "Kế hoạch số 5.docx"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\autoexec.bat", "autoexec.bat"),
        (".hidden.txt", "hidden.txt"),
        ("a\x00b\n.txt", "a_b_.txt"),
        ("<script>.html", "_script_.html"),
        ("-rf.txt", "rf.txt"),
        ("", "file"),
        ("...", "file"),
        ("x" * 300 + ".pdf", "x" * 90 + ".pdf"),
    ],
)
def test_names_lead_nowhere(name: str, safe: str) -> None:
    assert safe_name(name).removeprefix("_") == safe.removeprefix("_")


@settings(max_examples=50)
@given(st.text(max_size=300))
def test_every_name_is_made_safe(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe) <= 100
    assert safe == Path(safe).name
    assert safe[0] not in ".-"
    assert safe.isprintable()


def test_copies_take_nobodys_place(tmp_path: Path) -> None:
    new, inputs = tmp_path / "0", tmp_path / "inputs"
    inputs.mkdir()
    new.write_text("new")
    (inputs / "a.txt").write_text("old")
    assert copied([(new, "a.txt")], inputs) == [inputs / "a-2.txt"]
    assert copied([(new, "a.txt")], inputs) == []
    assert (inputs / "a.txt").read_text() == "old"
    assert sorted(path.name for path in inputs.iterdir()) == ["a-2.txt", "a.txt"]


def test_the_token_reaches_no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANKG_UPLOAD_TOKEN", TOKEN)
    assert TOKEN not in environment().values()


def test_a_reader_that_takes_too_long_is_a_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    monkeypatch.setattr("api.reader.SECONDS", 0.01)
    found = read_apart(path, "a.txt")
    assert found["record"]["status"] == "refused"
    assert "seconds" in found["record"]["reason"]


def test_every_document_of_a_file_is_shown(folder: Path) -> None:
    both = document(kind="QUYẾT ĐỊNH") + document("8")
    answer = client_of(folder).post("/v1/uploads", files=files(("a.txt", both.encode())), headers=BEARER).json()
    (file,) = answer["files"]
    assert [plan["source"] for plan in (file["plan"], *file["more"])] == ["a.txt", "a.txt#2"]
    assert file["more"][0]["meta"]["number"] == "8"
    task = file["more"][0]["tasks"][0]
    assert task["start"] > len(document(kind="QUYẾT ĐỊNH"))
    assert file["text"][task["start"] : task["end"]] == task["text"]


def test_why_a_file_is_refused_is_said_in_vietnamese_too(folder: Path) -> None:
    answer = client_of(folder).post("/v1/uploads", files=files(("a.exe", b"MZ\0")), headers=BEARER).json()
    (file,) = answer["files"]
    assert file["reason"] == "files of type '.exe' are not read"
    assert file["reason_vi"] == "loại tệp '.exe' không được đọc"
    assert file["more"] == []


def spoken(module: ast.Module) -> Iterator[str]:
    """Every reason and hint that a module gives a SourceError, a value where a placeholder stands."""
    for node in ast.walk(module):
        if isinstance(node, ast.Assign) and [getattr(t, "id", "") for t in node.targets] == ["reason"]:
            said: list[ast.expr] = [node.value]
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "SourceError":
            said = node.args[1:3]
        else:
            continue
        for value in said:
            if isinstance(value, ast.Constant):
                yield str(value.value)
            elif isinstance(value, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "12" for part in value.values)


def test_every_reason_of_the_readers_has_vietnamese_words() -> None:
    modules = [*Path(ingest.formats.__file__).parent.glob("*.py"), Path(ingest.read.__file__)]
    said = {text for path in modules for text in spoken(ast.parse(path.read_text("utf-8")))}
    # What names other things alone: "Supported: ..." lists suffixes, and two are put together from parts.
    unsaid = {text for text in said if not in_vietnamese(text)} - {"Supported: 12", "12, and 12", "is 12"}
    assert len(said) > 50
    assert not unsaid
    assert in_vietnamese("no usable text layer: 3 pages hold no text (a scan), and Tesseract is not installed")
    assert in_vietnamese(None) is None
    assert in_vietnamese("is too blue") is None
