"""The sets of questions that search is measured on, as engines and the answers that are right.

The held-out tenth of the lexicon (`search.lexicon`), and where PLANKG_SHARED (else `../shared`) has them the ALQAC
questions over law articles and the judged questions over real plans.
"""

from __future__ import annotations

import atexit
import csv
import json
import math
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from kg.snapshots.snapshot import open_snapshot
from search import build
from search.engine import Engine, Legs
from search.index import Index
from search.lexicon import built_in, split
from search.names import Names
from search.records import Result, Row
from search.terms import fold
from search.thesaurus import Thesaurus, concept_entries
from search.vectors import Encoder, open_encoder

SHARED = Path(os.environ.get("PLANKG_SHARED", Path(__file__).resolve().parents[2] / "shared"))
DEPTH = 10
_FOLDERS = ExitStack()  # what is built lives as long as the program
atexit.register(_FOLDERS.close)
Score = Callable[[Sequence[Result]], float]


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the kind it belongs to, and how its results are scored (0 to 1)."""

    text: str
    kind: str
    score: Score


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions over one index; `measure` says what the scores of a kind are the mean of."""

    name: str
    measure: str
    index: Index
    questions: tuple[Question, ...]

    def scores(self, encoder: Encoder, legs: Legs) -> dict[str, float]:
        """The mean score of each kind, in order of first occurrence."""
        engine = Engine(self.index, encoder, legs=legs)
        found: dict[str, list[float]] = {}
        for question in self.questions:
            results = engine.search(question.text, kinds=("task",), limit=DEPTH).results
            found.setdefault(question.kind, []).append(question.score(results))
        return {kind: sum(scores) / len(scores) for kind, scores in found.items()}


def thesaurus(encoder: Encoder) -> Thesaurus:
    """The thesaurus without what is held out."""
    return Thesaurus.of([*split(built_in())[0], *concept_entries()], encoder)


def held_out(every: int = 1) -> QuestionSet:
    """Everyday wordings that trained nothing (each, or one of `every`), over the official wordings of all lines."""
    encoder = open_encoder()
    kept, out = split(built_in())
    index = _index({entry.official: entry.official for entry in kept}, thesaurus(encoder))
    found = [Question(said, "held-out wordings", partial(_reciprocal, {official})) for official, said in out[::every]]
    return QuestionSet("held-out wordings", "MRR@10", index, tuple(found))


def alqac(every: int = 1) -> QuestionSet | None:
    """ALQAC questions over law articles (each, or one of `every`), as written and without marks; None without them."""
    folder = SHARED / "data" / "alqac_beir"
    if not folder.is_dir():
        return None
    articles = {d["_id"]: f"{d['title']}\n{d['text']}" for d in _lines(folder / "corpus.jsonl")}
    asked = {q["_id"]: q["text"] for q in _lines(folder / "queries.jsonl")}
    right: dict[str, set[str]] = {}
    with (folder / "qrels" / "test.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            right.setdefault(row["query-id"], set()).add(row["corpus-id"])
    scored = [(asked[name], partial(_reciprocal, ids)) for name, ids in list(right.items())[::every]]
    found = [Question(text, "ALQAC", score) for text, score in scored]
    found += [Question(fold(text), "ALQAC without marks", score) for text, score in scored]
    return QuestionSet("ALQAC", "MRR@10", _index(articles, thesaurus(open_encoder())), tuple(found))


def judged() -> QuestionSet | None:
    """The judged questions over real plans by kind, nDCG@10 with graded answers; None where they are absent."""
    path = SHARED / "gold" / "queries.dev.json"
    if not path.is_file():
        return None
    asked = json.loads(path.read_text("utf-8"))
    found = [Question(q["query"], q["kind"], partial(ndcg, q["relevant"])) for q in asked]
    return QuestionSet("judged", "nDCG@10", corpus(SHARED / "corpus"), tuple(found))


def corpus(plans: Path) -> Index:
    """The index over the plans of a folder, kept in a folder that lives as long as the program."""
    folder = Path(_FOLDERS.enter_context(tempfile.TemporaryDirectory()))
    build([plans], folder)
    return Index.open(open_snapshot(folder).folder / "search")


def _index(texts: Mapping[str, str], lines: Thesaurus) -> Index:
    """An index of texts as tasks, by name; the results bear no text, as marking words in it would only take time."""
    rows = [Row(Result(name, "task", "", 0, 0, ""), {"text": text}, ("kind:task",)) for name, text in texts.items()]
    return Index.of(rows, Names.of([]), thesaurus=lines)


def _lines(path: Path) -> Iterable[dict[str, Any]]:
    return (json.loads(line) for line in path.read_text("utf-8").splitlines())


def _reciprocal(right: set[str], results: Sequence[Result]) -> float:
    return next((1 / place for place, result in enumerate(results, 1) if result.id in right), 0.0)


def ndcg(relevant: Sequence[Mapping[str, Any]], results: Sequence[Result]) -> float:
    """nDCG@10 with gain 2^grade - 1."""
    ideal = sorted((r["grade"] for r in relevant), reverse=True)[:DEPTH]
    return _gain(grades(relevant, results[:DEPTH])) / _gain(ideal)


def grades(relevant: Sequence[Mapping[str, Any]], results: Sequence[Result]) -> list[int]:
    """The grade of each result: that of the relevant text that it overlaps most (at least 0.3 of their union), once."""
    left, got = list(relevant), []
    for result in results:
        same = [r for r in left if r["doc"] == Path(result.source).stem and _overlap(r, result) >= 0.3]
        best = max(same, key=partial(_overlap, result=result), default=None)
        got.append(best["grade"] if best else 0)
        left = [r for r in left if r is not best]
    return got


def _gain(grades: Iterable[int]) -> float:
    return float(sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades)))


def _overlap(one: Mapping[str, Any], result: Result) -> float:
    shared = max(0, min(one["end"], result.end) - max(one["start"], result.start))
    union = one["end"] - one["start"] + result.end - result.start - shared
    return shared / union if union else 0.0
