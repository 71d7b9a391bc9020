"""One plan in two files of different formats (the Word file and its signed scan): one plan, and the other says whose.

Such files have no byte in common. They are one plan when nothing that their letterheads say differs and their tasks and
headings are nearly the same words, read without marks, so that a scan's slips do no harm. Two files of one format are
one plan only when all of that is equal: a corrected copy is another text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.plan import Meta, Plan
from kg.building.reading import Reading
from kg.naming import folded, issuer_key

_BEST = ("docx", "doc", "odt", "rtf", "html", "md", "txt", "pdf")
"""Formats by how much of a document's structure they keep; a recognised PDF comes last."""
_SAME_NUMBER = 0.5
"""Share of common word pairs in plans of one number, body and day. A recognised page differs in every tenth pair."""
_SAME_TITLE = 0.75
"""The same where the number or the day of one of them is not known. Plans of one body on two subjects share a tenth."""
_FEWEST = 20

Pairs = frozenset[tuple[str, str]]


def one_plan_two_files(readings: Sequence[Reading]) -> list[Reading]:
    """The readings, in order, without the plans that a file of a better format holds too: those records name it."""
    plans = {r.record.name: r.plan for r in readings if r.plan}
    ranked = sorted(plans, key=lambda name: (_rank(plans[name]), name))
    words = {name: _pairs(plans[name]) for name in plans}
    owner: dict[str, str] = {}
    held: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in ranked:
        keys = [*_keys(plans[name])]
        near = sorted({other for key in keys for other in held[key]}, key=ranked.index)
        same = next((o for o in near if _is_same(plans[o], plans[name], words[o], words[name])), None)
        if same is not None:
            owner[name] = same
            continue
        for key in keys:
            held[key].append(name)
    return [_owned(reading, owner) for reading in readings]


def _owned(reading: Reading, owner: dict[str, str]) -> Reading:
    record = reading.record
    if record.name in owner:
        reason = "holds the same plan in another format" if reading.plan else record.reason
        return Reading(replace(record, duplicate_of=owner[record.name], reason=reason))
    if record.duplicate_of in owner:
        return replace(reading, record=replace(record, duplicate_of=owner[record.duplicate_of]))
    return reading


def _rank(plan: Plan) -> tuple[int, int]:
    recognised = any(warning.kind == "recognised" for warning in plan.warnings)
    return int(recognised), _BEST.index(plan.format) if plan.format in _BEST else len(_BEST)


def _keys(plan: Plan) -> Iterator[tuple[str, ...]]:
    """What two files of one plan have in common at least one of."""
    meta = plan.meta
    if meta.number and meta.symbol:
        yield "number", meta.number, meta.symbol
    if meta.title:
        yield "title", folded(meta.title)
    if meta.symbol and meta.date and meta.issuer:
        yield "day", meta.symbol, meta.date[:7], issuer_key(meta.issuer)


def _is_same(one: Plan, other: Plan, pairs: Pairs, others: Pairs) -> bool:
    if not _agree(one, other) or min(len(pairs), len(others)) < _FEWEST:
        return False
    common = len(pairs & others) / len(pairs | others)
    if one.format == other.format and _rank(one) == _rank(other):
        return common == 1 and _placeless(one.meta) == _placeless(other.meta)
    known = all(value for meta in (one.meta, other.meta) for value in (meta.number, meta.symbol, meta.date))
    return common >= (_SAME_NUMBER if known else _SAME_TITLE)


def _placeless(meta: Meta) -> Meta:
    return replace(meta, title_start=0, title_end=0)


def _agree(one: Plan, other: Plan) -> bool:
    """Nothing that both letterheads say differs; a day agrees with its month."""
    a, b = one.meta, other.meta
    if a.date and b.date and not (a.date.startswith(b.date) or b.date.startswith(a.date)):
        return False
    issuers = (issuer_key(a.issuer), issuer_key(b.issuer)) if a.issuer and b.issuer else ("", "")
    said = ((a.number, b.number), (a.symbol, b.symbol), issuers, (a.ward, b.ward))
    return all(not first or not second or folded(first) == folded(second) for first, second in said)


def _pairs(plan: Plan) -> Pairs:
    """The pairs of neighbouring words of tasks and headings, without marks."""
    return frozenset(_neighbours([plan.meta.title, *(i.title for i in plan.outline), *(t.text for t in plan.tasks)]))


def _neighbours(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        words = folded(text).split()
        yield from pairwise(words)
