"""Weights learned from annotated plans, written as `loglinear` reads them.

Needs scikit-learn (`pip install plankg[models]`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_CERTAIN = 9.0
"""The bias of an answer that all examples give, or none."""
SUFFIXES = (".txt", ".md")


def annotated(folder: Path) -> Iterator[tuple[dict[str, Any], Path]]:
    """The gold of each plan in a folder of `NAME.gold.json`, in the order of their names, with its source beside it.

    Raises FileNotFoundError where no source stands beside a gold file.
    """
    for gold in sorted(folder.glob("*.gold.json")):
        stem = gold.with_name(gold.name.removesuffix(".gold.json"))
        sources = [stem.with_name(stem.name + suffix) for suffix in SUFFIXES]
        source = next((path for path in sources if path.is_file()), None)
        if source is None:
            raise FileNotFoundError(f"{gold}: no {' or '.join(path.name for path in sources)} beside it")
        yield json.loads(gold.read_text("utf-8")), source


def often_seen(seen: Sequence[Mapping[str, float]], least: int) -> list[dict[str, float]]:
    """The cases without the features that fewer than `least` of them have."""
    often = Counter(feature for case in seen for feature in case)
    return [{f: v for f, v in case.items() if often[f] >= least} for case in seen]


def fit(
    seen: Sequence[Mapping[str, float]],
    answers: Mapping[str, Sequence[bool]],
    *,
    strength: float,
    least: float,
) -> list[dict[str, Any]]:
    """For each of `answers` (whether the cases `seen`, in their order, have it) its bias and its weights of at least
    `least`, to two decimals. `strength` is the inverse of the penalty, L2.

    The same cases give the same weights on the same version of scikit-learn.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform([dict(sorted(case.items())) for case in seen])
    table.indices, table.indptr = table.indices.astype("int32"), table.indptr.astype("int32")
    names = vectorizer.get_feature_names_out()
    learned: list[dict[str, Any]] = []
    for name, given in answers.items():
        if len(set(given)) == 1:  # nothing to tell apart
            learned.append({"name": name, "bias": _CERTAIN if given[0] else -_CERTAIN, "weights": {}})
            continue
        model = LogisticRegression(C=strength, solver="liblinear", max_iter=300, random_state=0)
        model.fit(table, list(given))
        column = {str(names[i]): round(float(model.coef_[0, i]), 2) for i in model.coef_[0].nonzero()[0]}
        weights = {feature: weight for feature, weight in sorted(column.items()) if abs(weight) >= least}
        learned.append({"name": name, "bias": round(float(model.intercept_[0]), 2), "weights": weights})
    return learned


@dataclass(frozen=True, slots=True)
class Example:
    """What is seen of a case, and whether the answer holds for it."""

    seen: Mapping[str, float]
    holds: bool


def learn(name: str, told: Sequence[Example], least_often: int, *, strength: float, least: float) -> dict[str, Any]:
    """What `fit` learns of the one answer `name`; features that fewer than `least_often` examples have are left out."""
    seen = often_seen([example.seen for example in told], least_often)
    answers = {name: [example.holds for example in told]}
    return fit(seen, answers, strength=strength, least=least)[0]


def write_weights(out: Path, learned: Iterable[Mapping[str, Any]]) -> int:
    """Writes what `fit` learned to `out` as JSON; how many weights that is."""
    kept = list(learned)
    out.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return sum(len(answer["weights"]) for answer in kept)
