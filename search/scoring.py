"""The score of every row: terms, official wordings, meaning and what the question prefers, on one scale.

Each leg is calibrated by itself, never by the best row of a question: a row with everything that was typed has terms
of about 1, one with nothing of it 0, whatever else is in the collection. So a poor best match stays poor, a filter
changes no score, and a list can end where the support ends. Official wordings and meaning fill, row by row, what a row
lacks of the words that were typed: they order rows that share few words with the question, and leave alone those that
hold them all; meaning by the square of what is lacking, since a row with most of the words needs no guess. Sums, never
ranks (Bruch et al. 2023): the built-in model is the weaker leg, and ranks hide that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from search.arrays import Floats, Rows, best
from search.facets import Facets, Mask
from search.index import Index
from search.lexical import Lexical, Wanted
from search.query import Understood
from search.terms import fold, tokens
from search.vectors import Encoder, Vectors
from search.wording import Wording

OFFICIAL = 0.6  # what a row holds that bears an official wording for the question, and none of its words
BEYOND = 0.2  # how much an official wording counts for words of the question that its line does not have
# A cosine below which a row without a single word of the question is no answer: of the pairs of ALQAC question and
# article 1.2 % reach it, of the right ones 88 %.
NEAR = 0.35
HALF = np.float32(0.5)  # of the words of an output: with less, a row is not asked for by it
SURE = 0.99
# A list ends where a row has less than this share of what the best has: over the judged questions whose answers were
# looked at it keeps 99.8 % of the recall among the first twenty, and leaves two rows of five.
FLOOR = 0.3
ENOUGH = 1.5  # what cites a document that was asked for: that the document itself has more ends no list
POOL = 300  # candidates that each leg may bring
# What a document named in the question adds: itself, tasks that cite it, tasks that mean it by its kind alone ("the
# Law") in a plan that carries it out, tasks of such plans, of plans that rest on it.
# Text alone reaches 1, so the first four stand before whatever merely shares words.
PREFERRED = {"document": 3.0, "cites": 1.5, "means": 1.5, "implements": 1.05, "based_on": 0.3}
PREFERRED_TIME = PREFERRED_OUTPUT = 1.5


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of all rows, each float32 of shape (rows,): terms, official wordings, meaning, preferences; their sum.

    Terms and official wordings are shares, about 0 to 1, of what was looked for; meaning is a cosine. Preferences and
    sum are 0 for rows that are not allowed.
    """

    terms: Floats
    official: Floats
    meaning: Floats
    preferred: Floats
    total: Floats
    found: Mask


def score(
    index: Index,
    facets: Facets,
    asked: Understood,
    wording: Wording,
    vector: Floats,
    said: Mask,
    allowed: Mask,
    encoder: Encoder,
    filtered: bool,
) -> Scores:
    """Scores the rows that are `allowed`; `encoder`, which made the vector, says how much meaning counts beside words.

    `said` are the rows that the question itself leaves, `allowed` those of them that the reader's filters leave. The
    best of `said` decides where the list ends, so that a filter narrows what is found and never widens it. `filtered`
    tells whether filters are in force, which may be all that is asked: then every allowed row is found.
    """
    preferred = _preferred(index, facets, asked)
    terms, official, filled = _worded(index.lexical, wording)
    words = terms + official
    meant = _Meant(index.vectors, vector, encoder.unrelated)
    meaning = _meaning(meant, allowed, words)
    lack = np.float32(encoder.share) * np.square(1 - np.minimum(terms, np.ones_like(terms)))
    worded = terms + np.float32(OFFICIAL) * filled + preferred
    total = worded + lack * meaning
    least = _least(meant, said, words, worded, lack, meaning)
    found = allowed & (total > 0) & (total >= least)
    if not asked.text:
        found &= preferred > 0
    if not found.any() and filtered:
        found = allowed
    for column in (preferred, total):
        column *= allowed
    return Scores(terms, official, meaning, preferred, total, found)


def _worded(lexical: Lexical, wording: Wording) -> tuple[Floats, Floats, Floats]:
    """How much of what was typed each row holds, how much of it official wordings stand for, and how much they fill in.

    An official wording stands for the words of the question that its line has: in "chữ ký số cho công chức" one for
    "công chức" makes no row speak of signatures. So typed terms that the same wordings stand for are taken together,
    and what a row lacks of them is filled by as much as it surely bears one of these wordings.
    """
    most = lexical.most(wording.typed)
    one = np.ones(lexical.size, dtype=np.float32)  # the lesser of two arrays numpy finds thrice as fast as of a number
    terms, official, filled = (np.zeros_like(one) for _ in range(3))
    doubt, ratios = _doubts(lexical, wording, one)
    for covered, wanted in _together(wording).items():
        weight = lexical.most(wanted)
        if not weight:
            continue
        held = lexical.scores(wanted)
        held *= np.float32(1 / most)
        terms += held
        if not ratios:
            continue
        sure = doubt.copy()
        for place in covered:
            sure *= ratios[place]
        np.subtract(1, sure, out=sure)
        sure *= np.float32(weight / most)
        official += sure
        held *= np.float32(most / weight)
        sure *= np.subtract(1, np.minimum(held, one, out=held), out=held)
        filled += sure
    return terms, official, filled


def _doubts(lexical: Lexical, wording: Wording, one: Floats) -> tuple[Floats, list[Floats]]:
    """How surely each row bears none of the official wordings, for words that no line has; and for each wording by how
    much less surely for those that its line has. `one` is 1 for each row."""
    doubt, ratios = one.copy(), []
    for official in wording.added:
        share = lexical.shares(official.wanted)
        np.minimum(share, one, out=share)
        share *= np.float32(official.nearness * SURE)
        beyond = 1 - np.float32(BEYOND) * share
        doubt *= beyond
        ratios.append(np.divide(np.subtract(1, share, out=share), beyond, out=beyond))
    return doubt, ratios


def _together(wording: Wording) -> dict[tuple[int, ...], list[Wanted]]:
    """The typed terms by the places of the official wordings that stand for them."""
    found: dict[tuple[int, ...], list[Wanted]] = {}
    for want in wording.typed:
        term = fold(want.term)
        covered = tuple(place for place, official in enumerate(wording.added) if term in official.covers)
        found.setdefault(covered, []).append(want)
    return found


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a question means, beside the vectors of the rows; `query` is zeros where nothing is known of it.

    Cosines are on a scale on which texts that have nothing to do with each other have 0: some models give them 0.7.
    """

    vectors: Vectors
    query: Floats
    unrelated: float

    def cosines(self, rows: Rows) -> Floats:
        """The cosine of each of some rows."""
        if not len(rows) or not self.query.any():
            return np.zeros(len(rows), dtype=np.float32)
        return self._above(self.vectors.cosines(self.query, rows))

    def nearest(self, allowed: Mask) -> tuple[Rows, Floats]:
        """The nearest of the allowed rows and their cosines."""
        rows, cosines = self.vectors.nearest(self.query, POOL, allowed)
        return rows, self._above(cosines)

    def _above(self, cosines: Floats) -> Floats:
        found: Floats = np.maximum((cosines - np.float32(self.unrelated)) / np.float32(1 - self.unrelated), 0)
        return found


def _meaning(meant: _Meant, allowed: Mask, words: Floats) -> Floats:
    """Cosines with the question, for the nearest rows and those that hold most of its words; 0 for all others."""
    cosines = np.zeros_like(words)
    rows, near = meant.nearest(allowed)
    cosines[rows] = np.where((near >= NEAR) | (words[rows] > 0), near, 0)
    others = best(words, POOL, allowed & (words > 0))
    others = others[cosines[others] == 0]
    cosines[others] = meant.cosines(others)
    return cosines


def _least(meant: _Meant, said: Mask, words: Floats, worded: Floats, lack: Floats, meaning: Floats) -> np.float32:
    """The score below which a list ends: a share of the best that the question itself leaves.

    `meaning` has the cosines that are known, those of allowed rows.
    """
    most = float((worded * said).max(initial=0))
    near = best(words, POOL, said & (words > 0) & (worded + lack >= most))  # no cosine is above 1
    cosines = meaning[near]
    unknown = cosines == 0
    cosines[unknown] = meant.cosines(near[unknown])
    most = max(most, float((worded[near] + lack[near] * cosines).max(initial=0)))
    return np.float32(FLOOR) * np.float32(min(most, ENOUGH))


def _preferred(index: Index, facets: Facets, asked: Understood) -> Floats:
    """What the documents and times of a question add: they prefer, they do not exclude."""
    added = np.zeros(len(index), dtype=np.float32)
    for facet, share in PREFERRED.items():
        for name in asked.documents:
            rows = index.facets.get(f"{facet}:{name}")
            added[rows] = np.maximum(added[rows], np.float32(share))
    if asked.output:
        held = index.lexical.shares(index.lexical.wanted_apart(tokens(asked.output)))
        added += np.float32(PREFERRED_OUTPUT) * np.where(held >= HALF, np.minimum(held, 1), 0)
    for time in asked.times:
        added += np.float32(PREFERRED_TIME) * facets.fitting(time)
    return added
