"""Concepts named in a text: the longest label at every place, in one pass over the syllables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product

from ingest.grammar import load
from ingest.organisations.lexicon import folded
from ingest.plan import ConceptMention
from ingest.subjects.scheme import Scheme, scheme, silent_phrases
from ingest.text.mapped import MappedText

__all__ = ["Found", "Scheme", "concepts_in", "find_concepts", "mentions", "scheme"]

_TOKEN = re.compile(r"\w+|[^\w\s]")
_BETWEEN = frozenset({"và", "&", ",", "-", "–", "—", "/"})
_GAP = "·"  # what stands for any run of the words and signs above
_SHORT = 3  # abbreviations as short as this are read in capitals only: "AI" is not the pronoun "ai"

Syllable = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """The words `text[i:j]` of the text that was searched name the concept of that id."""

    concept: str
    i: int
    j: int


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    concepts: tuple[str, ...] | None = None  # None: no label ends here; empty: a silent phrase does


@dataclass(frozen=True, slots=True)
class _Labels:
    root: _Node
    capitals: dict[str, tuple[str, ...]]


def find_concepts(text: MappedText) -> tuple[ConceptMention, ...]:
    """The concepts that `text` names, in order, each with the words that name it.

    A label counts as whole syllables, in either case and tone placement; commas, dashes and "và" inside it may be
    left out. A label inside a longer one is not reported; labels that overlap in part are.
    """
    return mentions(text, concepts_in(text.text))


def concepts_in(text: str) -> tuple[Found, ...]:
    """As `find_concepts`, for a plain NFC `text` and indexes into it."""
    return tuple(_find(text))


def mentions(text: MappedText, found: Iterable[Found]) -> tuple[ConceptMention, ...]:
    """What `concepts_in` found in `text.text`, at its places in the raw text."""
    spans = [(one.concept, text.span(one.i, one.j)) for one in found]
    return tuple(ConceptMention(span.text, span.start, span.end, concept) for concept, span in spans)


def _find(text: str) -> Iterator[Found]:
    syllables, labels = _syllables(folded(text)), _labels()
    index = reached = 0
    while index < len(syllables):
        after, concepts = _longest(labels.root, syllables, index)
        i, j = syllables[index][1], syllables[after - 1][2]
        if concepts is None:
            concepts = labels.capitals.get(text[i:j])
        elif not concepts:
            index = reached = max(after, reached)
            continue
        if concepts is not None and after > reached:
            reached = after
            yield from (Found(concept, i, j) for concept in concepts)
        index += 1


def _longest(root: _Node, syllables: Sequence[Syllable], at: int) -> tuple[int, tuple[str, ...] | None]:
    """The index after the longest label that starts at syllable `at`, and its concepts: None where there is none."""
    node, best = root, (at + 1, root.concepts)
    for index in range(at, len(syllables)):
        following = node.children.get(syllables[index][0])
        if following is None:
            break
        node = following
        if node.concepts is not None:
            best = (index + 1, node.concepts)
    return best


def _syllables(text: str) -> list[Syllable]:
    """The syllables of folded `text` with their places; what may stand between the words of a label is one gap."""
    found: list[Syllable] = []
    for match in _TOKEN.finditer(text):
        word, i, j = match[0], match.start(), match.end()
        if word not in _BETWEEN:
            found.append((word, i, j))
        elif found and found[-1][0] != _GAP:
            found.append((_GAP, i, j))
    return found


@cache
def _labels() -> _Labels:
    labels = _Labels(_Node(), {})
    for concept in scheme().values():
        for label in concept.labels:
            if label.isupper() and label.isalnum() and len(label) <= _SHORT:
                labels.capitals[label] = (*labels.capitals.get(label, ()), concept.id)
            else:
                _add(labels.root, label, concept.id)
    for phrase in (*silent_phrases(), *_organisations()):
        _add(labels.root, phrase, None)
    return labels


def _add(root: _Node, label: str, concept: str | None) -> None:
    """Make `label` known with each of its gaps there and left out. A silent phrase never hides a label."""
    for spelling in _spellings([word for word, _, _ in _syllables(folded(label))]):
        node = root
        for word in spelling:
            node = node.children.setdefault(word, _Node())
        if concept is None:
            node.concepts = node.concepts if node.concepts is not None else ()
        elif concept not in (node.concepts or ()):
            node.concepts = (*(node.concepts or ()), concept)


def _spellings(words: Sequence[str]) -> Iterator[list[str]]:
    choices = [((word,), ()) if word == _GAP else ((word,),) for word in words]
    for choice in product(*choices):
        yield [word for part in choice for word in part]


def _organisations() -> Iterable[str]:
    """Names of several words: in "Phòng Kinh tế, Hạ tầng và Đô thị" nobody speaks of cities."""
    for unit in load("units")["unit"]:
        yield from (form for form in (unit["name"], *unit.get("forms", ())) if " " in form and not unit.get("plural"))
    for family in load("units")["family"]:
        yield from (f"{family['head']} {entry['name']}" for entry in family["names"])
