"""What may import what: ingest <- kg <- search <- api, and underthesea in one module only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("ingest", "kg", "search", "api")
MODULES = sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, anywhere in it; `from . import x` counts as the file's own package."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"), filename=str(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "" if node.level == 0 else path.relative_to(ROOT).parts[0]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("import_module", "importlib.import_module"):
            yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_only_those_below_it(layer: str) -> None:
    above = LAYERS[LAYERS.index(layer) + 1 :]
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in MODULES
        if path.relative_to(ROOT).parts[0] == layer
        for name in imported(path)
        if name.split(".")[0] in above
    ]
    assert not wrong


FOLDERS = {  # in the order of the tables in docs/architecture.md
    "ingest": ("grammar", "weighing", "text", "citing", "organisations", "subjects", "duties", "structure", "formats"),
    "kg": (
        "assembly",
        "snapshots",
        "building",
        "tracing",
        "comparing",
        "checking",
        "pictures",
        "exchange",
        "querying",
        "evaluation",
    ),
}


@pytest.mark.parametrize("layer", FOLDERS)
def test_the_folders_of_a_layer_import_only_those_above_them(layer: str) -> None:
    order = FOLDERS[layer]
    assert {path.parent.name for path in MODULES if path.relative_to(ROOT).parts[0] == layer} == {layer, *order}
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in MODULES
        if path.relative_to(ROOT).parts[0] == layer and path.parent.name in order
        for name in imported(path)
        if (parts := name.split("."))[0] == layer and len(parts) > 2 and parts[1] in order
        if order.index(parts[1]) > order.index(path.parent.name)
    ]
    assert not wrong


def test_underthesea_is_imported_by_ingest_words_alone() -> None:
    users = {p.relative_to(ROOT).as_posix() for p in MODULES for n in imported(p) if n.split(".")[0] == "underthesea"}
    assert users <= {"ingest/text/words.py"}


def test_no_module_imports_pickle() -> None:
    assert not [p for p in MODULES for n in imported(p) if n.split(".")[0] in ("pickle", "shelve", "dill", "joblib")]


def test_the_walk_sees_imports_inside_functions() -> None:
    assert {"numpy", "ingest.parse"} <= set(imported(ROOT / "kg" / "graph.py")) | set(
        imported(ROOT / "kg" / "building" / "reading.py")
    )
