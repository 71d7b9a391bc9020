"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real plans and gold (PLANKG_SHARED, else `../shared`); the test is skipped when it is absent."""
    folder = Path(os.environ.get("PLANKG_SHARED", ROOT.parent / "shared"))
    if not (folder / "corpus").is_dir():
        pytest.skip(f"no real plans at {folder} (set PLANKG_SHARED)")
    return folder
