"""Fixtures that every test may use, and the guard that keeps every test on this machine."""

from __future__ import annotations

import os
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GUARD = Path(__file__).resolve().parent / "guard"

# For the whole run, imports of tests included, and for every Python that a test starts.
runpy.run_path(str(GUARD / "sitecustomize.py"))
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(GUARD), os.environ.get("PYTHONPATH"))))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real plans and gold (PLANKG_SHARED, else `../shared`); the test is skipped when it is absent."""
    folder = Path(os.environ.get("PLANKG_SHARED", ROOT.parent / "shared"))
    if not (folder / "corpus").is_dir():
        pytest.skip(f"no real plans at {folder} (set PLANKG_SHARED)")
    return folder
