"""The score of every row: terms and meaning added as calibrated scores, and what the question prefers on top.

Convex combination, never ranks (Bruch et al. 2023): the built-in model is the weaker leg, and ranks hide that. The
share of the model grows where the terms of a question are mostly absent from the records, because then the best match
of words is a poor one, and scaling it to 1 would hide that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search.arrays import Floats, Rows
from search.facets import Facets, Mask
from search.index import Index
from search.lexical import Hits
from search.query import Understood
from search.wording import Wording

DOUBT = 0.5  # how much of the rest of the score meaning takes over when no term of the question occurs
# A cosine below which a row without a single word of the question is no answer: of the pairs of ALQAC question and
# article 1.2 % reach it, of the right ones 88 %.
NEAR = 0.35
POOL = 300  # candidates that each leg may bring
# What a document named in the question adds: itself, tasks that cite it, tasks that mean it by its kind alone ("the
# Law") in a plan that carries it out, tasks of such plans, of plans that rest on it.
# Text alone reaches 1, so the first four stand before whatever merely shares words.
PREFERRED = {"document": 3.0, "cites": 1.5, "means": 1.5, "implements": 1.05, "based_on": 0.3}
PREFERRED_TIME = 1.5


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of all rows, each float32 of shape (rows,): terms, meaning, preferences, and their sum.

    `hits` is where each wanted term stands, allowed or not.
    """

    terms: Floats
    meaning: Floats
    preferred: Floats
    total: Floats
    found: Mask
    hits: Sequence[Hits]


def score(
    index: Index,
    facets: Facets,
    asked: Understood,
    wording: Wording,
    vector: Floats,
    held: Floats,
    allowed: Mask,
    least: float,
    filtered: bool,
) -> Scores:
    """Scores the rows that are `allowed`; `least` is the least share of meaning, `held` what `Lexical.held` says.

    `filtered` tells whether filters are in force, which may be all that is asked: then every allowed row is found.
    """
    hits = index.lexical.hits(wording.wanted)
    among = np.flatnonzero(allowed).astype(np.int32)
    lexical = index.lexical.total(hits, among)
    lexical[~allowed] = 0
    meaning = _meaning(index, vector, allowed, lexical)
    preferred = _preferred(index, facets, asked)
    preferred[~allowed] = 0
    found = (lexical > 0) | (meaning > 0) | (preferred > 0)
    if not asked.text:
        found = preferred > 0
    if not found.any() and filtered:
        found = allowed
    covered = max(_covered(index, wording, lexical, among), most_held(held, allowed))
    share = np.float32(least + (1 - least) * DOUBT * (1 - covered))
    total = (1 - share) * _scaled(lexical) + share * _scaled(meaning) + preferred
    return Scores(lexical, meaning, preferred, total, found, hits)


def most_held(held: Floats, allowed: Mask) -> float:
    """How much of the question's words the best of the allowed rows holds, marks not counted: 0 to 1."""
    return min(1.0, float(held.max(initial=0, where=allowed)))


def _covered(index: Index, wording: Wording, lexical: Floats, among: Rows) -> float:
    """How much of what was typed the best row holds, by the scores of its terms, which know abbreviations: 0 to 1.

    It is one of two readings; the other does not call a question typed without marks a poor match because its
    spellings share the weight.
    """
    most = index.lexical.most(wording.typed)
    if wording.added:
        lexical = index.lexical.total(index.lexical.hits(wording.typed), among)
    return min(1.0, float(lexical[among].max(initial=0)) / most) if most else 0.0


def _meaning(index: Index, query: Floats, allowed: Mask, lexical: Floats) -> Floats:
    """Cosines with the question, for the nearest rows and those with its words; 0 for all others."""
    cosines = np.zeros(len(index), dtype=np.float32)
    if not query.any():
        return cosines
    rows, near = index.vectors.nearest(query, POOL, allowed)
    cosines[rows] = np.where((near >= NEAR) | (lexical[rows] > 0), np.maximum(near, 0), 0)
    worded = best(lexical, POOL)
    if len(worded):
        cosines[worded] = np.maximum(index.vectors.cosines(query, worded), 0)
    return cosines


def _preferred(index: Index, facets: Facets, asked: Understood) -> Floats:
    """What the documents and times of a question add: they prefer, they do not exclude."""
    added = np.zeros(len(index), dtype=np.float32)
    for facet, share in PREFERRED.items():
        for name in asked.documents:
            rows = index.facets.get(f"{facet}:{name}")
            added[rows] = np.maximum(added[rows], np.float32(share))
    for time in asked.times:
        added += np.float32(PREFERRED_TIME) * facets.fitting(time)
    return added


def best(scores: Floats, limit: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """The rows with the best scores above 0, best first, equals in the order of the index, at most `limit`."""
    rows = np.flatnonzero(scores)
    if len(rows) > limit:
        least = np.partition(scores[rows], -limit)[-limit]
        rows = rows[scores[rows] >= least]
    order = np.argsort(-scores[rows], kind="stable")[:limit]
    return rows[order].astype(np.int32)


def _scaled(scores: Floats) -> Floats:
    most = float(scores.max(initial=0))
    return scores / np.float32(most) if most > 0 else scores
