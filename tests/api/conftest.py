"""The sample plans, built once for all tests of the command line, the HTTP API and the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api import cli
from api.app import create_app


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of the sample plans."""
    folder = tmp_path_factory.mktemp("samples") / "data"
    assert cli.run(["build", "--sample", "--data", str(folder)]) == 0
    return folder


@pytest.fixture
def plankg(data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Runs a command over the sample plans."""
    monkeypatch.setenv("PLANKG_DATA", str(data))

    def run(*arguments: str) -> Ran:
        capsys.readouterr()
        status = cli.run(arguments)
        out, err = capsys.readouterr()
        return Ran(status, out, err)

    return run


@pytest.fixture(scope="session")
def client(data: Path) -> Iterator[TestClient]:
    """A client of the HTTP API over the sample plans."""
    with TestClient(create_app(data), raise_server_exceptions=False) as client:
        yield client
