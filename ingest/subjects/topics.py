"""What a task is about: the topics of the guidelines, from the concepts that it names, from a few turns of phrase, and
from how its words weigh."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.grammar import load
from ingest.organisations.clauses import clauses
from ingest.organisations.lexicon import folded
from ingest.subjects.concepts import Found, concepts_in, scheme
from ingest.subjects.weighing import LEAST, LEAST_SHOWN, probabilities


@dataclass(frozen=True, slots=True)
class _Phrases:
    """How a topic shows itself, and what a statement must say besides for it to be of the topic (`requires`)."""

    name: str
    anywhere: re.Pattern[str] | None
    opening: re.Pattern[str] | None
    requires: re.Pattern[str] | None


def classify_topics(
    text: str, headings: Sequence[str], output: str | None, found: Sequence[Found] | None = None
) -> tuple[str, ...]:
    """The topics of the statement `text` (NFC), in the order of the guidelines: what the grammar shows, weighed with
    the words of the statement and of the heading above it.

    `found` are the concepts that `text` names, where they are known already.
    """
    if not text.strip():
        return ()
    shown = shown_topics(text, headings, output, found)
    likely = probabilities(text, " ".join(headings[-1:]), shown)
    told = [name for name in likely if likely[name] >= (LEAST_SHOWN if name in shown else LEAST)]
    kept = sorted(told, key=lambda name: -likely[name])
    most = load("topics")["settings"]["most"]
    return tuple(name for name in topic_names() if name in kept[:most])


def shown_topics(
    text: str, headings: Sequence[str], output: str | None, found: Sequence[Found] | None = None
) -> tuple[str, ...]:
    """The topics that the grammar shows, in the order of the guidelines. Words of the statement decide; the result and
    the heading above are asked only when they say nothing."""
    found = concepts_in(text) if found is None else found
    places = sorted([*_by_concepts(text, found), *_by_phrases(text, found)])
    most, forms = (load("topics")["settings"][key] for key in ("most", "forms"))
    lacking = {topic.name for topic in _phrases() if topic.requires and not topic.requires.search(folded(text))}
    kept = [name for name in dict.fromkeys(name for _, name in places) if name not in lacking][:most]
    if not kept:
        kept = [*_named(" ".join(headings[-1:])), *(name for name in _named(output or "") if name not in forms)][:1]
    return tuple(name for name in topic_names() if name in kept)


@cache
def topic_names() -> tuple[str, ...]:
    """The fourteen topics, in the order of the guidelines."""
    return tuple(concept.vi for concept in scheme().tops if concept.guideline)


def _by_concepts(text: str, found: Sequence[Found]) -> Iterator[tuple[int, str]]:
    masked = [match.span() for match in _mask().finditer(folded(text))]
    for one in found:
        if scheme()[one.concept].decides and not any(start <= one.i < end for start, end in masked):
            yield from ((one.i, topic) for topic in scheme().topics(one.concept))


def _by_phrases(text: str, found: Sequence[Found]) -> Iterator[tuple[int, str]]:
    """The phrases that show a topic; one that starts inside a label ("camera giám sát") is a part of that name."""
    statement = _mask().sub(lambda match: "·" * len(match[0]), folded(text))
    for topic in _phrases():
        anywhere = topic.anywhere.search(statement) if topic.anywhere else None
        opening = topic.opening.search(statement, 0, _opening_end(statement)) if topic.opening else None
        for match in (anywhere, opening):
            if match is not None and not any(one.i < match.start() < one.j for one in found):
                yield match.start(), topic.name


def _named(text: str) -> list[str]:
    """The topics of all concepts that a heading or a result names, in order."""
    return list(dict.fromkeys(topic for one in concepts_in(text) for topic in scheme().topics(one.concept)))


def _opening_end(statement: str) -> int:
    first = next(clauses(statement), None)
    end: int = load("topics")["settings"]["opening_length"]
    return min(end, first.j) if first is not None else end


@cache
def _mask() -> re.Pattern[str]:
    return re.compile("|".join(load("topics")["settings"]["masked"]))


@cache
def _phrases() -> tuple[_Phrases, ...]:
    return tuple(
        _Phrases(entry["name"], *(_pattern(entry.get(key, ())) for key in ("anywhere", "opening", "requires")))
        for entry in load("topics")["topic"]
    )


def _pattern(phrases: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{phrase})" for phrase in phrases)) if phrases else None
