"""The notebooks run as they are, offline, and both of their forms say the same."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))

jupytext = pytest.importorskip("jupytext")


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_script_and_notebook_agree(path: Path) -> None:
    script, notebook = jupytext.read(path), jupytext.read(path.with_suffix(".ipynb"))
    cells = [(cell.cell_type, cell.source) for cell in script.cells]
    message = "run `jupytext --to ipynb notebooks/*.py` after editing a notebook's script"
    assert cells == [(cell.cell_type, cell.source) for cell in notebook.cells], message
    assert not any(cell.get("outputs") for cell in notebook.cells), "notebooks are kept without outputs"


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nbclient = pytest.importorskip("nbclient")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("MPLBACKEND", "Agg")
    notebook = jupytext.read(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the Jupyter machinery, not of the notebook: its kernel is another process
        nbclient.NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(ROOT)}}).execute()
