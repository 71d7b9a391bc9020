"""How likely each answer is, by the sum of what the features of a case weigh: weights that a JSON file holds.

Log-linear models with one weight for each feature and answer (Fan et al. 2008, LIBLINEAR), so that they can be read.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Weights:
    """`features` maps a feature to what it adds for the answers of those indexes; unknown features add nothing."""

    answers: tuple[str, ...]
    bias: tuple[float, ...]
    features: Mapping[str, tuple[tuple[int, float], ...]]

    def probabilities(self, seen: Mapping[str, float]) -> tuple[float, ...]:
        """How likely each answer is by itself, in the order of `answers`, where a case has the features `seen`."""
        sums = list(self.bias)
        for feature, value in seen.items():
            for answer, weight in self.features.get(feature, ()):
                sums[answer] += weight * value
        return tuple(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) for total in sums)


@cache
def read_weights(package: str, file: str) -> Weights:
    """The weights in `file` of the installed package `package`: a list of {"name", "bias", "weights"}.

    Raises FileNotFoundError where the package holds no such file.
    """
    read = json.loads(files(package).joinpath(file).read_text("utf-8"))
    by_feature: dict[str, list[tuple[int, float]]] = {}
    for index, answer in enumerate(read):
        for feature, weight in answer["weights"].items():
            by_feature.setdefault(feature, []).append((index, weight))
    return Weights(
        tuple(answer["name"] for answer in read),
        tuple(answer["bias"] for answer in read),
        {feature: tuple(told) for feature, told in by_feature.items()},
    )
