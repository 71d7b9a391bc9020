"""Numbers of annotated plans, and the ends of what they count, as examples for `counting` to learn from."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ingest.duties.counting import Standing, noun_at, seen_of_noun, seen_of_number
from ingest.duties.measured import PlanNumbers, numbers, percentages
from ingest.duties.targets import Statement
from ingest.grammar import load
from ingest.organisations.lexicon import folded
from ingest.text.mapped import mapped
from ingest.text.spelling import unmarked
from ingest.weighing.fitting import Example


@dataclass(frozen=True, slots=True)
class CountExamples:
    """Whether numbers and percentages are targets, and whether nouns of numbers that are end behind one of their
    words."""

    counts: list[Example] = field(default_factory=list)
    shares: list[Example] = field(default_factory=list)
    nouns: list[Example] = field(default_factory=list)

    def add(self, others: CountExamples) -> None:
        """Takes in the examples of `others`."""
        self.counts.extend(others.counts)
        self.shares.extend(others.shares)
        self.nouns.extend(others.nouns)


class _Told(NamedTuple):
    """A target as it was annotated, from offset `start` of the raw text to `end`."""

    value: float
    unit: str
    start: int = 0
    end: int = sys.maxsize


def of_annotated(statements: Iterable[Statement], gold: Mapping[str, Any]) -> CountExamples:
    """The numbers of a plan's statements, by its annotated targets."""
    told = [_Told(*(one[key] for key in ("value", "unit", "start", "end"))) for one in gold["targets"]]
    found, every = CountExamples(), list(statements)
    of_plan = PlanNumbers.among(folded(statement.text.text) for statement in every)
    for statement in every:
        _add(statement, told, found, of_plan)
        _add_shares(statement, told, found)
    return found


def of_grammar() -> CountExamples:
    """The same of the examples and counter-examples of `grammar/targets.toml`, as aims and as duties."""
    found, figures = CountExamples(), load("targets")["figures"]
    for text, shown in (*figures["examples"], *((text, "") for text in figures["counter"])):
        said = [part.split(" ", 2) for part in shown.split("; ") if part]
        told = [_Told(float(value), unit) for _, value, unit in said]
        for standing in (Standing("target"), Standing("content", "body")):
            statement = Statement(mapped(text), standing)
            _add(statement, told, found, PlanNumbers())
            _add_shares(statement, told, found)
    return found


def _add(statement: Statement, told: Iterable[_Told], found: CountExamples, of_plan: PlanNumbers) -> None:
    text = statement.text
    lowered = folded(text.text)
    every = list(numbers(lowered))
    for number in every:
        if statement.names(number.i):
            continue
        place = text.starts[number.i]
        same = (one for one in told if one.start <= place < one.end and one.value == number.value)
        target = next(same, None)
        if target is not None and target.unit == "%":
            continue
        said = of_plan.said(number, lowered, len(every))
        seen = seen_of_number(lowered, number.i, number.j, statement.standing, said)
        found.counts.append(Example(seen, target is not None))
        if target is not None:
            found.nouns.extend(_ends(text.text, number.at, target.unit))


def _add_shares(statement: Statement, told: Iterable[_Told], found: CountExamples) -> None:
    text = statement.text
    lowered = folded(text.text)
    for share, i, j in percentages(lowered):
        if statement.names(i):
            continue
        place = text.starts[i]
        target = any(one.start <= place < one.end and (one.value, one.unit) == (share.value, "%") for one in told)
        found.shares.append(Example(seen_of_number(lowered, i, j, statement.standing), target))


def _ends(text: str, at: int, unit: str) -> Iterator[Example]:
    """The ends that come into question up to that of `unit`, of a rate ("con/phụ nữ") the first noun; none where it is
    not there."""
    noun, sought, said = noun_at(text, at), unmarked(folded(unit).partition("/")[0]).replace(" ", ""), ""
    found: list[Example] = []
    for k, word in enumerate(noun.words[:-1]):
        said += unmarked(word).replace(" ", "")
        if word not in ",-":
            found.append(Example(seen_of_noun(noun, k), said == sought))
        if said == sought:
            yield from found
            return
