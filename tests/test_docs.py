"""The documentation is held to the code: what it names exists, and nothing that it should name is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from api.cli import app
from ingest.plan import Plan
from kg.exchange.exports import FORMATS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
ANNOTATION = (ROOT / "docs" / "annotation.md").read_text("utf-8")
PACKAGES = ("ingest", "kg", "search", "api")


def section(text: str, title: str) -> str:
    """The part of a Markdown text under the heading `title`."""
    return re.split(r"\n## ", text.split(f"\n## {title}", 1)[1], maxsplit=1)[0]


def test_readme_lists_every_command() -> None:
    listed = re.findall(r"^\| `plankg (\w+)", section(README, "Commands"), re.M)
    assert sorted(listed) == sorted(typer.main.get_group(app).commands)


def test_readme_uses_only_commands_and_options_that_exist() -> None:
    commands = typer.main.get_group(app).commands
    for line in re.findall(r"plankg (\w+ [^`#|\n]*)", README):
        name, *words = line.split()
        if name not in commands:
            continue
        known = {o for p in commands[name].params for o in p.opts}
        assert {w.split("=")[0] for w in words if w.startswith("--")} <= known, line


@pytest.mark.parametrize("package", PACKAGES)
def test_architecture_names_every_module(package: str) -> None:
    part = section(ARCHITECTURE, package)
    folder = ROOT / package
    paths = folder.rglob("*.py") if package in ("ingest", "kg") else folder.glob("*.py")
    modules = {p.name for p in paths} - {"__init__.py"}
    named = set(re.findall(r"`(\w+\.py)`", part))
    assert modules - named == set(), "write a line about them in docs/architecture.md"
    assert named - modules == set(), "docs/architecture.md speaks of modules that are gone"


def test_annotation_names_every_field_of_a_plan() -> None:
    missing = {name for name in Plan.__dataclass_fields__ if f"`{name}`" not in ANNOTATION and name not in ANNOTATION}
    assert missing == set()


@pytest.mark.parametrize(
    "page", ["README.md", "docs/architecture.md", "docs/annotation.md", "docs/exports.md", "docs/formats.md"]
)
def test_links_lead_somewhere(page: str) -> None:
    source = ROOT / page
    links = re.findall(r"\]\((?!https?:)([^)#]+)", source.read_text("utf-8"))
    assert [link for link in links if not (source.parent / link).exists()] == []


def test_readme_names_every_export_format() -> None:
    names = {"ttl": "Turtle", "nt": "N-Triples", "jsonld": "JSON-LD", "rdfxml": "RDF/XML", "graphml": "GraphML"}
    names |= {
        "gexf": "GEXF",
        "dot": "DOT",
        "csv": "CSV",
        "json": "JSON",
        "svg": "SVG",
        "html": "HTML",
        "neo4j": "Neo4j",
        "ics": "iCalendar",
    }
    assert set(FORMATS) == set(names)
    row = next(line for line in README.splitlines() if line.startswith("| `plankg export`"))
    assert [name for name in names.values() if name not in row] == []
