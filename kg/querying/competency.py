"""The questions that come with the program: `queries/*.rq`, each a whole SPARQL query that runs anywhere.

A file opens with comments: `# vi:` and `# en:`, the question in two languages, then a line for each parameter, with
what kind of value it takes. A parameter is a variable with one value in a `VALUES ?name { ... }`: that value is the
default (UNDEF: any), and a given one takes its place. Given names of things are looked up in the graph, so that a query
gets no text that anybody wrote: an IRI of the graph, or a day that is nothing but digits and hyphens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kg.errors import NotFoundError, QueryError
from kg.exchange.terms import Literal, iri, n_triples_term
from kg.exchange.vocabulary import XSD
from kg.graph import Graph
from kg.querying.lookup import find_node

_QUESTION = re.compile(r"^# (vi|en): (.+)$", re.M)
_PARAMETER = re.compile(r"^# (\w+) \((\w+)\): (.+)$", re.M)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a question may be asked with: the name of a node of a kind (`kg.predicates.KINDS`), or a "date"."""

    name: str
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question in Vietnamese and English, and the query that answers it."""

    name: str
    vi: str
    en: str
    query: str
    parameters: tuple[Parameter, ...]

    def to_json(self) -> dict[str, Any]:
        """The question as JSON, without its query."""
        parameters = [{"name": p.name, "kind": p.kind, "about": p.about} for p in self.parameters]
        return {"name": self.name, "vi": self.vi, "en": self.en, "parameters": parameters}

    def text(self, graph: Graph, given: Mapping[str, str]) -> str:
        """The query with the given values in place of the defaults.

        Raises QueryError for a parameter that the question has not or a value of the wrong kind, NotFoundError for a
        name that the graph does not know.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        unknown = sorted(set(given) - set(known))
        if unknown:
            has = f"it takes: {', '.join(known)}" if known else "it takes none"
            raise QueryError(f"The query {self.name} has no parameter {', '.join(unknown)}; {has}")
        text = self.query
        for name, value in given.items():
            term = _term(graph, known[name], value)
            text = _default(name).sub(lambda _, n=name, t=term: f"VALUES ?{n} {{ {t} }}", text)  # type: ignore[misc]
        return text


def question(name: str) -> Question:
    """The question of that name. Raises NotFoundError with near names."""
    from rapidfuzz import process

    found = {one.name: one for one in questions()}
    if name not in found:
        raise NotFoundError(name, [near for near, _, _ in process.extract(name, list(found), limit=3)])
    return found[name]


@cache
def questions() -> tuple[Question, ...]:
    """All questions, by name."""
    folder = files("kg.querying").joinpath("queries")
    paths = sorted((p for p in folder.iterdir() if p.name.endswith(".rq")), key=lambda p: p.name)
    return tuple(_read(path.name.removesuffix(".rq"), path.read_text("utf-8")) for path in paths)


def _read(name: str, text: str) -> Question:
    asked = dict(_QUESTION.findall(text))
    parameters = tuple(Parameter(*found) for found in _PARAMETER.findall(text))
    return Question(name, asked["vi"], asked["en"], text, parameters)


def _default(name: str) -> re.Pattern[str]:
    return re.compile(rf"VALUES \?{name} \{{ \S+ \}}")


def _term(graph: Graph, parameter: Parameter, value: str) -> str:
    if parameter.kind != "date":
        return n_triples_term(iri(find_node(graph, value, (parameter.kind,)).id))
    if not _DAY.fullmatch(value) or not value.isascii():
        raise QueryError(f"{parameter.name} takes a day such as 2026-12-31, not {value!r}")
    return n_triples_term(Literal(value, XSD.date))
