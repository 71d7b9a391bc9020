"""What a task is about: the topics of the guidelines, by readable lists of words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.clauses import clauses
from ingest.grammar import load
from ingest.lexicon import folded

_AI = re.compile(r"\bAI\b")  # spelled out, because in lower case it is the pronoun "ai"


@dataclass(frozen=True, slots=True)
class _Topic:
    name: str
    strong: re.Pattern[str]
    opening: re.Pattern[str] | None
    heading: re.Pattern[str] | None


def classify_topics(text: str, headings: Sequence[str], output: str | None) -> tuple[str, ...]:
    """The topics of the statement `text`, in the order of the guidelines; those of the last heading where it has none.

    Words of the statement decide; the result and the headings above are asked only when they say nothing.
    """
    statement = _masked(folded(_AI.sub("trí tuệ nhân tạo", " ".join(text.split()))))
    found = [(at, topic.name) for topic in _topics() if (at := _place(topic, statement)) is not None]
    if not found:
        said = folded(" ".join([*headings[-1:], output or ""]))
        found = [(0, topic.name) for topic in _topics() if topic.heading is not None and topic.heading.search(said)][:1]
    kept = {name for _, name in sorted(found)[: load("topics")["settings"]["most"]]}
    return tuple(topic.name for topic in _topics() if topic.name in kept)


def _place(topic: _Topic, statement: str) -> int | None:
    """Where the topic shows first, or None."""
    strong = topic.strong.search(statement)
    opening = topic.opening.search(statement, 0, _opening_end(statement)) if topic.opening is not None else None
    places = [match.start() for match in (strong, opening) if match is not None]
    return min(places, default=None)


def _opening_end(statement: str) -> int:
    first = next(clauses(statement), None)
    end: int = load("topics")["settings"]["opening_length"]
    return min(end, first.j) if first is not None else end


def _masked(statement: str) -> str:
    return _mask().sub(lambda match: "·" * len(match[0]), statement)


@cache
def _mask() -> re.Pattern[str]:
    return re.compile("|".join(load("topics")["settings"]["masked"]))


@cache
def _topics() -> tuple[_Topic, ...]:
    return tuple(
        _Topic(entry["name"], *(_pattern(entry[key]) for key in ("strong", "opening", "heading")))  # type: ignore[arg-type]
        for entry in load("topics")["topic"]
    )


def _pattern(phrases: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{phrase})" for phrase in phrases)) if phrases else None
