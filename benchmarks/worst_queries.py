"""The judged questions that search answers worst: what came first, what should have, and why it did not.

    python -m benchmarks.worst_queries QUERIES [--plans FOLDER] [--number 20]

QUERIES is JSON: a list of {"id", "kind", "query", "relevant": [{"doc", "start", "end", "grade"}]}, where `doc` is the
stem of a plan's file and the offsets are code points of its text. FOLDER holds the judged plans alone, by default
`corpus` of PLANKG_SHARED (else `../shared`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.search_sets import DEPTH, SHARED, corpus, grades, ndcg
from search.engine import Answer, Engine
from search.records import Result
from search.vectors import open_encoder

ALL = 100_000  # more than a list of judged plans holds
PARTS = {"terms": "words", "official": "official wordings", "meaning": "meaning", "preferred": "what is preferred"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A judged question with its answer, the grade of each result, and its score."""

    query: Mapping[str, Any]
    answer: Answer
    grades: Sequence[int]
    score: float


def ask(engine: Engine, query: Mapping[str, Any]) -> Asked:
    """Puts one judged question to the engine, for tasks, explained."""
    answer = engine.search(query["query"], kinds=("task",), limit=ALL, explain=True)
    return Asked(query, answer, grades(query["relevant"], answer.results), ndcg(query["relevant"], answer.results))


def report(asked: Asked) -> Iterator[str]:
    """The lines that say what happened to one question."""
    query, answer = asked.query, asked.answer
    yield f"{query['id']} ({query['kind']}) nDCG@{DEPTH} {asked.score:.2f}: {query['query']}"
    understood = "; ".join(f"{label.kind} = {label.value}" for label in answer.understood)
    yield f"    understood: {understood or 'nothing beside words'}"
    yield f"    looked for as well: {', '.join(answer.synonyms) or 'nothing'}"
    ranked = list(zip(answer.results, asked.grades, strict=True))
    for place, (result, grade) in enumerate(ranked[:3], 1):
        yield f"    {place}. grade {grade}, {_line(result)}"
    yield f"    why: {reason(asked)}"


def reason(asked: Asked) -> str:
    """Why the best answer that is missing from the first ten is not among them."""
    found = asked.grades[:DEPTH]
    most = max(grade["grade"] for grade in asked.query["relevant"])
    late = next((at for at, grade in enumerate(asked.grades) if at >= DEPTH and grade == most), None)
    if late is not None:
        first = next((at for at, grade in enumerate(found) if grade < most), 0)
        ahead, behind = asked.answer.results[first], asked.answer.results[late]
        return f"an answer of grade {most} is only {late + 1}th; it lacks {_lacking(ahead, behind)}: {_line(behind)}"
    if sum(grade == most for grade in asked.grades) < sum(r["grade"] == most for r in asked.query["relevant"]):
        filters = any(label.kind in ("unit", "role", "ward", "city", "kind") for label in asked.answer.understood)
        return "an answer is not in the list: " + ("a filter excludes it" if filters else "too little speaks for it")
    return "the answers are among the first ten, in another order than that of their grades"


def _lacking(ahead: Result, behind: Result) -> str:
    """The part of the score by which one result is most ahead of another."""
    scores = [result.why["scores"] for result in (ahead, behind)]
    part = max(PARTS, key=lambda name: scores[0][name] - scores[1][name])
    return f"{PARTS[part]} ({scores[1][part]:.2f} against {scores[0][part]:.2f})"


def _line(result: Result) -> str:
    scores = result.why["scores"]
    parts = ", ".join(f"{PARTS[name]} {scores[name]:.2f}" for name in PARTS if scores[name])
    return f"{' '.join(result.text.split())[:90]!r} ({parts or 'filters alone'})"


def main() -> int:
    """Prints the worst questions, the worst first; 2 when the questions cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--plans", type=Path, default=SHARED / "corpus")
    parser.add_argument("--number", type=int, default=20)
    options = parser.parse_args()
    if not options.queries.is_file() or not options.plans.is_dir():
        print(f"{options.queries} or {options.plans} is absent: name both", file=sys.stderr)
        return 2
    engine = Engine(corpus(options.plans), open_encoder())
    asked = [ask(engine, query) for query in json.loads(options.queries.read_text("utf-8"))]
    mean = sum(each.score for each in asked) / len(asked)
    print(f"{len(asked)} questions, nDCG@{DEPTH} {mean:.3f} on average; the worst:")
    for each in sorted(asked, key=lambda each: (each.score, each.query["id"]))[: options.number]:
        print("\n".join(["", *report(each)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
