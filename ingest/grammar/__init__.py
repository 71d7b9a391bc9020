"""The grammar as data: document types, symbols, issuers, verbs, unit names, deadline phrases, topics.

Every table of entries carries `examples` that it must match and `counter` examples that it must not; the tests run
them all. `load("document_types")` reads `document_types.toml` beside this file.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The content of the grammar file `name`.toml, read once; callers must not change it.

    Raises FileNotFoundError, naming the grammar files that exist, when there is none of that name, and ValueError,
    naming the file and the line, when it is not valid TOML.
    """
    file = files(__package__).joinpath(f"{name}.toml")
    if not file.is_file():
        raise FileNotFoundError(f"no grammar file {name}.toml in {__package__}; there are: {', '.join(names())}")
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{__package__}/{name}.toml: {error}") from None


def names() -> list[str]:
    """The names that `load` accepts, sorted."""
    return sorted(
        entry.name.removesuffix(".toml") for entry in files(__package__).iterdir() if entry.name.endswith(".toml")
    )
