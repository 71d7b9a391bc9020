"""How much the words of a statement weigh for each topic: weights learned from annotated plans (`train`).

A log-linear model for each topic (`ingest.weighing`), sparse by an L1 penalty: `weights.json` holds some three
thousand words and pairs of words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from ingest.organisations.lexicon import folded
from ingest.weighing.loglinear import Weights, read_weights

LEAST_SHOWN, LEAST = 0.1, 0.6
"""The probability from which a statement is of a topic that the grammar shows, and of one that words alone speak for;
chosen on plans that trained nothing. The grammar says more: annotators of invented plans, from whom the words are
learned, draw the bounds of a topic otherwise than those of real ones."""
OPENING = 8
"""Words at the head of a statement that count once more for standing there."""
_SCALE = 6.0
_WORD = re.compile(r"\w+")


def features(text: str, heading: str, shown: Iterable[str]) -> dict[str, float]:
    """What the model sees of a statement: its words and pairs of words, those at its head ("^"), those of the heading
    above it ("#"), and the topics that the grammar shows ("="). Numbers count as one word.

    The values of the words are equal and their squares add up to a constant, however long the statement is.
    """
    said = _words(text)
    found = dict.fromkeys(_runs(said), 0.0)
    found |= dict.fromkeys((f"^{run}" for run in _runs(said[:OPENING])), 0.0)
    found |= dict.fromkeys((f"#{run}" for run in _runs(_words(heading))), 0.0)
    value = _SCALE / math.sqrt(max(1, len(found)))
    return dict.fromkeys(found, value) | {f"={topic}": 1.0 for topic in shown}


def probabilities(text: str, heading: str, shown: Iterable[str]) -> dict[str, float]:
    """How likely it is, by the shipped weights, that the statement `text` is of each topic, in their order."""
    known = weights()
    return dict(zip(known.answers, known.probabilities(features(text, heading, shown)), strict=True))


def weights() -> Weights:
    """The weights that the package ships."""
    return read_weights(__package__, "weights.json")


def _words(text: str) -> list[str]:
    return ["0" if word.isdigit() else word for word in _WORD.findall(folded(text))]


def _runs(words: list[str]) -> Iterator[str]:
    yield from words
    yield from (f"{one} {other}" for one, other in pairwise(words))
