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

from search.arrays import Floats, best
from search.facets import Facets, Mask
from search.index import Index
from search.lexical import Lexical, Wanted
from search.query import Understood
from search.terms import fold, tokens
from search.vectors import Encoder
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

    Terms and official wordings are shares, about 0 to 1, of what was looked for; meaning is a cosine.
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
    terms, official, filled = _worded(index.lexical, wording)
    preferred, words = _preferred(index, facets, asked), terms + official
    meaning = _meaning(index, vector, allowed, words, encoder.unrelated)
    missing = 1 - np.minimum(terms, 1)
    lack = np.float32(encoder.share) * np.square(missing)
    worded = terms + np.float32(OFFICIAL) * filled + preferred
    total = worded + lack * meaning
    most = float(worded.max(initial=0, where=said))
    known = _of_words(index, vector, said & (worded + lack >= most), words, encoder.unrelated)  # no cosine is above 1
    least = np.float32(FLOOR) * min(float((worded + lack * known).max(initial=0, where=said)), ENOUGH)
    found = allowed & (total > 0) & (total >= least)
    if not asked.text:
        found &= preferred > 0
    if not found.any() and filtered:
        found = allowed
    for part in (terms, official, preferred, total):
        part *= allowed
    return Scores(terms, official, meaning, preferred, total, found)


def _worded(lexical: Lexical, wording: Wording) -> tuple[Floats, Floats, Floats]:
    """How much of what was typed each row holds, how much of it official wordings stand for, and how much they fill in.

    An official wording stands for the words of the question that its line has: in "chữ ký số cho công chức" one for
    "công chức" makes no row speak of signatures. So typed terms that the same wordings stand for are taken together,
    and what a row lacks of them is filled by as much as it surely bears one of these wordings.
    """
    most = lexical.most(wording.typed)
    terms, official, filled = (np.zeros(lexical.size, dtype=np.float32) for _ in range(3))
    doubt, ratios = np.ones(lexical.size, dtype=np.float32), []
    for one in wording.added:
        share = lexical.shares(one.wanted)
        np.minimum(share, 1, out=share)
        share *= np.float32(one.nearness * SURE)
        beyond = 1 - np.float32(BEYOND) * share
        doubt *= beyond
        ratios.append(np.divide(1 - share, beyond, out=beyond))
    for covered, wanted in _together(wording).items():
        weight = lexical.most(wanted)
        if not weight:
            continue
        held, sure = lexical.scores(wanted), doubt.copy()
        for place in covered:
            sure *= ratios[place]
        np.subtract(1, sure, out=sure)
        sure *= np.float32(weight / most)
        held *= np.float32(1 / most)
        terms += held
        official += sure
        held *= np.float32(most / weight)
        sure *= np.subtract(1, np.minimum(held, 1, out=held), out=held)
        filled += sure
    return terms, official, filled


def _together(wording: Wording) -> dict[tuple[int, ...], list[Wanted]]:
    """The typed terms by the places of the official wordings that stand for them."""
    found: dict[tuple[int, ...], list[Wanted]] = {}
    for want in wording.typed:
        term = fold(want.term)
        covered = tuple(place for place, official in enumerate(wording.added) if term in official.covers)
        found.setdefault(covered, []).append(want)
    return found


def _meaning(index: Index, query: Floats, allowed: Mask, words: Floats, unrelated: float) -> Floats:
    """Cosines with the question, for the nearest rows and those with its words; 0 for all others."""
    cosines = _of_words(index, query, allowed, words, unrelated)
    if query.any():
        rows, near = index.vectors.nearest(query, POOL, allowed)
        near = _above(near, unrelated)
        cosines[rows] = np.where((near >= NEAR) | (words[rows] > 0), near, 0)
    return cosines


def _of_words(index: Index, query: Floats, allowed: Mask, words: Floats, unrelated: float) -> Floats:
    """Cosines with the question for the rows that hold most of its words; 0 for all others."""
    cosines = np.zeros(len(index), dtype=np.float32)
    rows = best(words, POOL, allowed & (words > 0))
    if query.any() and len(rows):
        cosines[rows] = _above(index.vectors.cosines(query, rows), unrelated)
    return cosines


def _above(cosines: Floats, unrelated: float) -> Floats:
    """Cosines on a scale on which texts that have nothing to do with each other have 0: some models give them 0.7."""
    found: Floats = np.maximum((cosines - np.float32(unrelated)) / np.float32(1 - unrelated), 0)
    return found


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
