"""Learns what the words of a statement weigh for each topic, from annotated plans.

    python -m ingest.subjects.train OUT GOLD...

OUT becomes the weights that `weighing` reads; each GOLD is a folder of `NAME.gold.json` beside their sources, plans
without topics left out. Needs scikit-learn (`pip install plankg[models]`). The same plans give the same weights on
the same version of it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.parse import parse_file
from ingest.subjects.topics import shown_topics, topic_names
from ingest.subjects.weighing import features
from ingest.text.mapped import mapped

LEAST_OFTEN = 3
"""A feature that fewer statements have is left out."""
PENALTY = 1.0  # the inverse strength of the penalty; chosen on plans that trained nothing
_CERTAIN = 9.0
SUFFIXES = (".txt", ".md")


@dataclass(frozen=True, slots=True)
class Example:
    """What is seen of a task, and the topics that it was annotated with."""

    seen: dict[str, float]
    topics: frozenset[str]


def examples(folder: Path) -> Iterator[Example]:
    """The annotated tasks of a folder of gold; one that the plan's own reading does not find is left out.

    Raises FileNotFoundError where no source stands beside a gold file.
    """
    for gold in sorted(folder.glob("*.gold.json")):
        stem = gold.with_name(gold.name.removesuffix(".gold.json"))
        sources = [stem.with_name(stem.name + suffix) for suffix in SUFFIXES]
        source = next((path for path in sources if path.is_file()), None)
        if source is None:
            raise FileNotFoundError(f"{gold}: no {' or '.join(path.name for path in sources)} beside it")
        annotated = json.loads(gold.read_text("utf-8"))["tasks"]
        if not any(task.get("topics") for task in annotated):
            continue
        found = {task.start: task for task in parse_file(source, source.name).tasks}
        for told in annotated:
            if (task := found.get(told["start"])) is None:
                continue
            text = mapped(" ".join([task.text, *(part.text for part in task.continuation)])).text
            shown = shown_topics(text, task.headings, task.output)
            yield Example(features(text, " ".join(task.headings[-1:]), shown), frozenset(told.get("topics") or ()))


def learn(told: Sequence[Example]) -> dict[str, Any]:
    """The weights, as they are written: for each topic its bias and the weights that are not nought."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    often = Counter(feature for example in told for feature in example.seen)
    kept = [{f: v for f, v in example.seen.items() if often[f] >= LEAST_OFTEN} for example in told]
    vectorizer = DictVectorizer()
    seen = vectorizer.fit_transform(kept)
    seen.indices, seen.indptr = seen.indices.astype("int32"), seen.indptr.astype("int32")
    names = vectorizer.get_feature_names_out()
    topics: list[dict[str, Any]] = []
    for name in topic_names():
        given = [name in example.topics for example in told]
        if len(set(given)) == 1:  # nothing to tell apart
            topics.append({"name": name, "bias": _CERTAIN if given[0] else -_CERTAIN, "weights": {}})
            continue
        model = LogisticRegression(C=PENALTY, l1_ratio=1.0, solver="liblinear", max_iter=300, random_state=0)
        model.fit(seen, given)
        column = {str(names[i]): round(float(model.coef_[0, i]), 2) for i in model.coef_[0].nonzero()[0]}
        weights = {feature: weight for feature, weight in sorted(column.items()) if weight}
        topics.append({"name": name, "bias": round(float(model.intercept_[0]), 2), "weights": weights})
    return {"topics": topics}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m ingest.subjects.train", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("gold", type=Path, nargs="+", metavar="GOLD")
    told = parser.parse_args(arguments)
    found = [example for folder in told.gold for example in examples(folder)]
    if not found:
        print(f"no annotated topics in {', '.join(map(str, told.gold))}", file=sys.stderr)
        return 1
    learned = learn(found)
    told.out.write_text(json.dumps(learned, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    size = sum(len(topic["weights"]) for topic in learned["topics"])
    print(f"{told.out}: {size} weights from {len(found)} tasks")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
