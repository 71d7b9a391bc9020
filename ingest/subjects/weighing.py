"""How much what is seen of a statement weighs for each topic: weights learned from annotated plans (`train`).

A log-linear model for each topic (`ingest.weighing`): `weights.json` holds what words, pairs of words, concepts and
shown topics weigh.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ingest.organisations.lexicon import folded
from ingest.subjects.evidence import Evidence
from ingest.weighing.loglinear import Weights, read_weights

LEAST_SHOWN, LEAST = 0.12, 0.55
"""The probability from which a statement is of a topic that the grammar shows, and of one that words alone speak for;
chosen on plans that trained nothing."""
OPENING = 8
"""Words at the head of a statement that count once more for standing there."""
_SCALE = 5.0
_WORD = re.compile(r"\w+")
_HEAD, _NEAR, _FIRST_CONCEPT = 40, 120, 60
_MOST_TIMES, _MOST_SHOWN = 4, 5


def features(evidence: Evidence) -> dict[str, float]:
    """What the model sees of a statement: its words and pairs of words, those at its head ("^"), those of the heading
    above it ("#"); the concepts that it names ("c="); the topics that it shows, with where it does so first and how
    often ("="), and those that the headings ("h0=", "h1=") and the result ("o=") show. Numbers count as one word.

    The values of the words are equal and their squares add up to a constant, however long the statement is.
    """
    said = _words(evidence.text)
    words = dict.fromkeys(_runs(said))
    words |= dict.fromkeys(f"^{run}" for run in _runs(said[:OPENING]))
    words |= dict.fromkeys(f"#{run}" for run in _runs(_words(evidence.heading)))
    found = dict.fromkeys(words, _SCALE / math.sqrt(max(1, len(words))))
    found |= {f"={topic}": 1.0 for topic in evidence.shown}
    often = Counter(topic for _, topic in evidence.places)
    for topic, times in often.items():
        first = next(i for i, shown in evidence.places if shown == topic)
        where = "head" if first < _HEAD else "near" if first < _NEAR else "far"
        found |= {f"={topic}@{where}": 1.0, f"={topic} times": min(times, _MOST_TIMES) / 2}
    found[f"shown {min(len(often), _MOST_SHOWN)}"] = 1.0
    found["long"] = math.log1p(len(evidence.text)) / 4
    for mark, topics in (("h0", evidence.above), ("h1", evidence.further), ("o", evidence.result)):
        found |= {f"{mark}={topic}": 1.0 for topic in topics}
    for one in evidence.concepts:
        found[f"c={one.concept}"] = 1.0
        if one.i < _FIRST_CONCEPT:
            found[f"^c={one.concept}"] = 1.0
    return found


def probabilities(evidence: Evidence) -> dict[str, float]:
    """How likely it is, by the shipped weights, that a statement is of each topic, in their order."""
    known = weights()
    return dict(zip(known.answers, known.probabilities(features(evidence)), strict=True))


def weights() -> Weights:
    """The weights that the package ships."""
    return read_weights(__package__, "weights.json")


def _words(text: str) -> list[str]:
    return ["0" if word.isdigit() else word for word in _WORD.findall(folded(text))]


def _runs(words: list[str]) -> Iterator[str]:
    yield from words
    yield from (f"{one} {other}" for one, other in pairwise(words))
