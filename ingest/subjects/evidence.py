"""What a statement shows of its topics: the concepts that it names, a few turns of phrase, the headings above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.grammar import load
from ingest.organisations.clauses import clauses
from ingest.organisations.lexicon import folded
from ingest.subjects.concepts import Found, concepts_in, scheme


@dataclass(frozen=True, slots=True)
class Evidence:
    """What there is to see of a statement.

    `places` are the indexes in `text` where it shows a topic, in order; `shown` the topics that the grammar takes from
    them, `above` those that the heading names and `further` those of the headings above that one, `result` those of
    the result. All topics are in Vietnamese, `shown` in the order of the guidelines.
    """

    text: str
    heading: str
    concepts: tuple[Found, ...]
    places: tuple[tuple[int, str], ...]
    shown: tuple[str, ...]
    above: tuple[str, ...]
    further: tuple[str, ...]
    result: tuple[str, ...]


def evidence_of(
    text: str, headings: Sequence[str], output: str | None, found: Sequence[Found] | None = None
) -> Evidence:
    """What the statement `text` (NFC) under `headings` (the nearest last) shows, its result being `output`.

    `found` are the concepts that `text` names, where they are known already.
    """
    found = tuple(concepts_in(text) if found is None else found)
    places = tuple(sorted([*_by_concepts(text, found), *_by_phrases(text, found)]))
    *others, nearest = headings or ("",)
    above, result = _named(nearest), _named(output or "")
    further = dict.fromkeys(topic for heading in others[-2:] for topic in _named(heading))
    shown = _shown(text, places, above, result)
    return Evidence(text, nearest, found, places, shown, tuple(above), tuple(further), tuple(result))


@cache
def topic_names() -> tuple[str, ...]:
    """The fourteen topics, in the order of the guidelines."""
    return tuple(concept.vi for concept in scheme().tops if concept.guideline)


def _shown(
    text: str, places: Sequence[tuple[int, str]], above: Sequence[str], result: Sequence[str]
) -> tuple[str, ...]:
    """Words of the statement decide; the result and the heading above are asked only when they say nothing."""
    most, forms = (load("topics")["settings"][key] for key in ("most", "forms"))
    lacking = {topic.name for topic in _phrases() if topic.requires and not topic.requires.search(folded(text))}
    kept = [name for name in dict.fromkeys(name for _, name in places) if name not in lacking][:most]
    if not kept:
        kept = [*above, *(name for name in result if name not in forms)][:1]
    return tuple(name for name in topic_names() if name in kept)


@dataclass(frozen=True, slots=True)
class _Phrases:
    """How a topic shows itself, and what a statement must say besides for it to be of the topic (`requires`)."""

    name: str
    anywhere: re.Pattern[str] | None
    opening: re.Pattern[str] | None
    requires: re.Pattern[str] | None


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
