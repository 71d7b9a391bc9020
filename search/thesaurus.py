"""From everyday words to official ones: which lines of the lexicon and labels of concepts mean what a question says.

Questions are never worded exactly as in a lexicon, so lines are ranked: by BM25 over all wordings of a line, and by the
model's cosine between the question and the official wording, to which the model is trained to bring everyday wordings
near. The terms of the best lines are then looked for beside the words that were typed, for less.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from ingest.subjects.scheme import scheme
from kg.columns import Strings
from search.arrays import Floats
from search.lexical import Lexical
from search.lexicon import Entry, built_in
from search.particles import weighed
from search.terms import Token
from search.vectors import Encoder, Vectors, open_encoder, products

MOST, LEAST = 8, 0.4  # lines believed, and the score from which one is
FOLDER = "thesaurus"
SUBJECTS = "concepts"  # the subject of the lines that come from the scheme of concepts


@dataclass(frozen=True, slots=True)
class Synonym:
    """An official wording for what a question says; `nearness` is 1 for a line whose words the question repeats."""

    official: str
    nearness: float


class Thesaurus:
    """The lines of one lexicon, indexed."""

    def __init__(self, officials: Strings, lexical: Lexical, vectors: Vectors) -> None:
        self.officials, self.lexical, self.vectors = officials, lexical, vectors

    @classmethod
    def of(cls, entries: Iterable[Entry], encoder: Encoder) -> Thesaurus:
        """Indexes `entries`; lines of one official wording become one."""
        lines: dict[str, list[str]] = {}
        for entry in entries:
            lines.setdefault(entry.official, []).extend(entry.everyday)
        texts = [{"official": official, "everyday": "\n".join(said)} for official, said in lines.items()]
        lexical = Lexical.of(texts, {"official": 1.0, "everyday": 1.0})
        return cls(Strings.of(lines), lexical, Vectors.of(encoder.encode(list(lines))))

    def scores(self, words: Sequence[Token], query: Floats) -> Floats:
        """How well each line fits a question's words and vector (zeros for none).

        Float32 of shape (lines,), about 0 to 1.
        """
        terms = self.lexical.shares(weighed(self.lexical.wanted(words)))
        if not query.any():
            return terms
        fit: Floats = (terms + np.maximum(products(self._matrix, query), 0)) * np.float32(0.5)
        return fit

    @cached_property
    def _matrix(self) -> Floats:
        """The vectors of all lines in full precision: every question is compared with each of them."""
        return self.vectors.rows(np.arange(len(self.officials), dtype=np.int32))

    def save(self, folder: Path) -> None:
        """Writes the thesaurus into `folder`, which is made."""
        folder.mkdir(exist_ok=True)
        self.officials.save(folder, "officials")
        self.lexical.save(folder)
        self.vectors.save(folder)

    @classmethod
    def open(cls, folder: Path) -> Thesaurus:
        """What `save` wrote, memory-mapped."""
        return cls(Strings.open(folder, "officials"), Lexical.open(folder), Vectors.open(folder))


def concept_entries() -> list[Entry]:
    """The concepts of the plans' subject matter as lines: the preferred label for all other labels."""
    return [Entry(concept.vi, (*concept.alt, *concept.hidden, concept.en), SUBJECTS) for concept in scheme().values()]


@cache
def package_thesaurus(model: str | None = None) -> Thesaurus:
    """The thesaurus of the package with the vectors of a model. Raises ModelError when that cannot be used."""
    return Thesaurus.of(all_entries(), open_encoder(model))


def all_entries() -> list[Entry]:
    """What a thesaurus is made of when nothing is held out: the lexicon and the concepts."""
    return [*built_in(), *concept_entries()]


def synonyms(thesauri: Sequence[Thesaurus], words: Sequence[Token], query: Floats) -> list[Synonym]:
    """The official wordings that mean what a question says, nearest first, at most MOST of them."""
    found: dict[str, float] = {}
    for thesaurus in thesauri:
        scores = thesaurus.scores(words, query)
        for line in np.argsort(-scores, kind="stable")[:MOST]:
            if scores[line] >= LEAST:
                official = thesaurus.officials[int(line)]
                found[official] = max(found.get(official, 0.0), float(scores[line]))
    best = sorted(found, key=lambda official: (-found[official], official))[:MOST]
    return [Synonym(official, found[official]) for official in best]
