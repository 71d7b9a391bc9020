"""From everyday words to official ones: which lines of the lexicon and labels of concepts mean what a question says.

Questions are never worded exactly as in a lexicon, so lines are ranked: by BM25 over all wordings of a line, and by the
model's cosine between the question and the official wording, to which the model is trained to bring everyday wordings
near. Beside them stand the lines of which a whole wording is a part of the question ("tập huấn" in "tập huấn chuyển đổi
số cho giáo viên"). The terms of these lines are then looked for in place of the words that each of them accounts for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from ingest.subjects.scheme import scheme
from kg.columns import Strings
from search.abbreviations import in_full, words_in_full
from search.arrays import Floats, Postings, best, found_in
from search.lexical import Lexical, Wanted
from search.lexicon import Entry, built_in
from search.particles import weighed
from search.spelling import is_word
from search.terms import Token, fold, pairs, tokens
from search.vectors import Encoder, Vectors, open_encoder, products

MOST, LEAST = 6, 0.3  # lines believed, and the score from which one is
WHOLE = 0.8  # the nearness of a line of which a whole wording stands in the question
LONGEST = 8  # syllables of a wording that is looked for in a question
FOLDER = "thesaurus"
SUBJECTS = "concepts"  # the subject of the lines that come from the scheme of concepts


@dataclass(frozen=True, slots=True)
class Synonym:
    """An official wording for what a question says; `nearness` is 1 for a line whose words the question repeats.

    `covers` are the terms of the question (folded) that the line has, and of which the wording stands in place.
    """

    official: str
    nearness: float
    covers: frozenset[str] = frozenset()


class Thesaurus:
    """The lines of one lexicon, indexed."""

    def __init__(self, officials: Strings, lexical: Lexical, vectors: Vectors, phrases: Postings) -> None:
        self.officials, self.lexical, self.vectors, self.phrases = officials, lexical, vectors, phrases

    @classmethod
    def of(cls, entries: Iterable[Entry], encoder: Encoder) -> Thesaurus:
        """Indexes `entries`; lines of one official wording become one."""
        lines: dict[str, list[str]] = {}
        for entry in entries:
            lines.setdefault(entry.official, []).extend(entry.everyday)
        texts = [
            {"official": in_full(official), "everyday": in_full("\n".join(said))} for official, said in lines.items()
        ]
        lexical = Lexical.of(texts, {"official": 1.0, "everyday": 1.0})
        phrases: dict[str, list[int]] = {}
        for line, (official, said) in enumerate(lines.items()):
            for phrase in {_phrase(tokens(in_full(text))) for text in (official, *said)}:
                if _tells(phrase):
                    phrases.setdefault(phrase, []).append(line)
        return cls(Strings.of(lines), lexical, Vectors.of(encoder.encode(list(lines))), Postings.of(phrases))

    def scores(self, wanted: Sequence[Wanted], query: Floats) -> Floats:
        """How well each line fits the terms of a question and its vector (zeros for none).

        Float32 of shape (lines,), about 0 to 1.
        """
        terms = self.lexical.shares(weighed(wanted))
        if not query.any():
            return terms
        fit: Floats = (terms + np.maximum(products(self._matrix, query), 0)) * np.float32(0.5)
        return fit

    def nearest(self, words: Sequence[Token], query: Floats) -> Iterator[Synonym]:
        """The lines that fit a question's words and vector best, at most MOST."""
        wanted = self.lexical.wanted(words)
        scores = self.scores(wanted, query)
        lines = best(scores, MOST, scores >= LEAST)
        covers: list[set[str]] = [set() for _ in lines]
        for want in wanted if len(lines) else ():
            for place in found_in(self.lexical.rows(want), lines)[1].nonzero()[0].tolist():
                covers[place].add(fold(want.term))
        for line, terms in zip(lines.tolist(), covers, strict=True):
            yield Synonym(self.officials[line], float(scores[line]), frozenset(terms))

    def within(self, words: Sequence[Token]) -> Iterator[Synonym]:
        """The lines of which a wording of two syllables or more stands whole in the question, longest first.

        Where the question repeats the official wording itself, there is nothing to put in its place.
        """
        at = 0
        while at < len(words):
            sizes = range(min(LONGEST, len(words) - at), 0, -1)
            size = next((n for n in sizes if self.phrases.count(_phrase(words[at : at + n]))), 0)
            part = words[at : at + size]
            folded = [word.folded for word in part]
            for line in self.phrases.get(_phrase(part)).tolist() if size else ():
                official = self.officials[line]
                if _phrase(words_in_full(official)) != _phrase(part):
                    yield Synonym(official, WHOLE, frozenset([*folded, *pairs(folded)]))
            at += max(1, size)

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
        self.phrases.save(folder, "phrases")

    @classmethod
    def open(cls, folder: Path) -> Thesaurus:
        """What `save` wrote, memory-mapped."""
        phrases = Postings.open(folder, "phrases")
        return cls(Strings.open(folder, "officials"), Lexical.open(folder), Vectors.open(folder), phrases)


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
    """The official wordings that mean what a question or a part of it says, nearest first."""
    near: dict[str, Synonym] = {}
    for thesaurus in thesauri:
        for synonym in thesaurus.nearest(words, query):
            near[synonym.official] = _both(synonym, near.get(synonym.official, synonym))
    found = {synonym.official: synonym for synonym in sorted(near.values(), key=_order)[:MOST]}
    for synonym in (each for thesaurus in thesauri for each in thesaurus.within(words)):
        found[synonym.official] = _both(synonym, found.get(synonym.official, synonym))
    return sorted(found.values(), key=_order)


def _both(one: Synonym, other: Synonym) -> Synonym:
    return Synonym(one.official, max(one.nearness, other.nearness), one.covers | other.covers)


def _order(synonym: Synonym) -> tuple[float, str]:
    return -synonym.nearness, synonym.official


def _phrase(words: Sequence[Token]) -> str:
    return " ".join(word.exact for word in words)


def _tells(phrase: str) -> bool:
    """Whether a wording says enough to be believed within a question: no syllable alone, but a foreign word."""
    return " " in phrase or (len(phrase) > 2 and not is_word([phrase]))
