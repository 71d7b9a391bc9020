"""Sample plans that ship with the program: invented plans of seven wards, one commune and one city."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def sample_folder() -> Path:
    """The folder that holds the sample plans (`*.txt`, `*.md`) and nothing else, as `plankg build` takes it.

    Raises FileNotFoundError when the package was not installed as plain files (from a zip, for instance).
    """
    folder = Path(str(files(__name__) / "plans"))
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder}: no sample plans here; install plankg unzipped (pip does)")
    return folder
