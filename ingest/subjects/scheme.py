"""The scheme of concepts: what plans are about, as a thesaurus in the manner of SKOS.

Each file of `ingest/grammar/concepts/` holds one or more subjects (top concepts) and the concepts below them. A concept
has a preferred label in Vietnamese and in English, other official labels (`alt`: synonyms, abbreviations), labels that
people use but no authority writes (`hidden`: colloquial words, English loan words), and one or more broader concepts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ingest.errors import PlankgError
from ingest.organisations.lexicon import folded

_FOLDER = "concepts"
_BETWEEN = re.compile(r"[\s,&/–—-]+(?:và\s+)?")


class SchemeError(PlankgError):
    """Raised when the files of concepts contradict themselves; the message names the concept and what is wrong."""


@dataclass(frozen=True, slots=True)
class Concept:
    """One subject. `guideline` marks the top concepts that are the topics of the annotation guidelines.

    `decides` is false for what a statement often mentions without being about it: such a concept is found and
    recorded, but gives a task its topic only where it stands in a heading.
    """

    id: str
    vi: str
    en: str
    alt: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    guideline: bool = False
    decides: bool = True
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """All Vietnamese labels, the preferred one first."""
        return (self.vi, *self.alt, *self.hidden)


def bare(label: str) -> str:
    """The label as lookups see it: in lower case, without what may be left out between its words."""
    return _BETWEEN.sub(" ", folded(label))


class Scheme(Mapping[str, Concept]):
    """Concepts by id, in the order of the files, with what is broader and narrower than each."""

    def __init__(self, concepts: Iterable[Concept], ambiguous: Iterable[str] = ()) -> None:
        """Raises SchemeError when ids or labels are claimed twice, or `broader` names nothing or goes in a circle.

        A label that stands in `ambiguous` may belong to several concepts.
        """
        self._concepts: dict[str, Concept] = {}
        for concept in concepts:
            if concept.id in self._concepts:
                raise SchemeError(f"two concepts have the id {concept.id}: give one of them another")
            self._concepts[concept.id] = concept
        self.ambiguous = frozenset(map(bare, ambiguous))
        self._narrower: dict[str, list[str]] = {identity: [] for identity in self._concepts}
        self._link()
        self._check_labels()
        self._above = {identity: self._closure(identity, ()) for identity in self._concepts}

    def __getitem__(self, identity: str) -> Concept:
        return self._concepts[identity]

    def __iter__(self) -> Iterator[str]:
        return iter(self._concepts)

    def __len__(self) -> int:
        return len(self._concepts)

    @property
    def tops(self) -> tuple[Concept, ...]:
        """The concepts with nothing broader, in the order of the files: those of the guidelines come first."""
        return tuple(concept for concept in self._concepts.values() if not concept.broader)

    def narrower(self, identity: str) -> tuple[str, ...]:
        """The concepts directly below. Raises KeyError when there is no concept of that id."""
        return tuple(self._narrower[identity])

    def broader_closure(self, identity: str) -> tuple[str, ...]:
        """The concept itself and all above it, nearest first. Raises KeyError when there is no concept of that id."""
        return self._above[identity]

    def narrower_closure(self, identity: str) -> tuple[str, ...]:
        """The concept itself and all below it, in the order of the files. Raises KeyError as `narrower` does."""
        return tuple(each for each in self._concepts if identity in self._above[each] or each == self[identity].id)

    def topics(self, identity: str) -> tuple[str, ...]:
        """The topics of the guidelines that the concept belongs to: none for subjects outside the guidelines."""
        above = (self._concepts[each] for each in self._above[identity])
        return tuple(concept.vi for concept in above if concept.guideline)

    def _link(self) -> None:
        for concept in self._concepts.values():
            for above in concept.broader:
                if above not in self._concepts:
                    raise SchemeError(f"{concept.id} is narrower than {above}, which no file defines")
                self._narrower[above].append(concept.id)

    def _check_labels(self) -> None:
        owners: dict[str, str] = {}
        preferred: dict[tuple[str, str], str] = {}
        for concept in self._concepts.values():
            for language, label in (("vi", concept.vi), ("en", concept.en)):
                other = preferred.setdefault((language, folded(label)), concept.id)
                if other != concept.id:
                    raise SchemeError(f'{other} and {concept.id} both prefer the label "{label}": change one')
            for label in concept.labels:
                owner = owners.setdefault(bare(label), concept.id)
                if owner != concept.id and bare(label) not in self.ambiguous:
                    claim = f'{owner} and {concept.id} both claim "{label}"'
                    raise SchemeError(f"{claim}: drop one or list it as ambiguous")

    def _closure(self, identity: str, below: tuple[str, ...]) -> tuple[str, ...]:
        if identity in below:
            raise SchemeError(f"{' < '.join([*below, identity])} goes in a circle: drop one broader")
        ordered = [identity]
        for above in self._concepts[identity].broader:
            ordered += self._closure(above, (*below, identity))
        return tuple(dict.fromkeys(ordered))


@cache
def scheme() -> Scheme:
    """The scheme of the files beside the grammar, read once.

    Raises SchemeError, naming the file, when one is not valid or the files contradict one another.
    """
    concepts, ambiguous = [], []
    for name, data in _contents():
        ambiguous += data.get("ambiguous", [])
        concepts += [_concept(name, entry) for entry in data.get("concept", [])]
    return Scheme(concepts, ambiguous)


def silent_phrases() -> tuple[str, ...]:
    """Phrases that hold the words of labels and mean something else, or nothing in particular."""
    return tuple(phrase for _, data in _contents() for phrase in data.get("silent", []))


def _contents() -> Iterator[tuple[str, dict[str, Any]]]:
    folder = files("ingest.grammar").joinpath(_FOLDER)
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            try:
                yield entry.name, tomllib.loads(entry.read_text("utf-8"))
            except tomllib.TOMLDecodeError as error:
                raise SchemeError(f"ingest/grammar/{_FOLDER}/{entry.name}: {error}") from None


def _concept(file: str, entry: Mapping[str, Any]) -> Concept:
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    try:
        return Concept(**fields)
    except TypeError as error:
        where = f"ingest/grammar/{_FOLDER}/{file}, {entry.get('id', 'a concept without id')}"
        raise SchemeError(f"{where}: {error}") from None
