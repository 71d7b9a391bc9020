"""Extraction measured against gold: precision, recall and F1 for each field, micro-averaged.

How things are matched (`docs/annotation.md` says what the fields mean):

    citations        spans overlap (intersection over union at least 0.5) and mean the same document
    documents        same number and symbol; the issuer decides only where both give one, and so does the year
    relations        subject, predicate and object; `mentions` only in relations_all
    units            a surface form or the canonical name in common, folded
    tasks            spans overlap (IoU at least 0.5, continuations included), one to one, best first
    task.*           over the matched tasks, and as misses over the unmatched ones; gold marked `optional` may be absent
    task.topics      the topics of each matched task whose gold gives any list of them
    targets          same value and unit, spans overlap
"""

from __future__ import annotations

import json
import operator
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.plan import Plan, to_json
from ingest.text.spelling import unmarked
from kg.errors import InputError

Record = dict[str, Any]

_META = ("doc_type", "number", "symbol", "issuer", "ward", "city", "date", "title", "signer")
_DEADLINE = ("kind", "iso", "recurrence", "due")
_ABBREVIATIONS = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "mttq": "mat tran to quoc",
    "mttqvn": "mat tran to quoc viet nam",
    "ubmttqvn": "uy ban mat tran to quoc viet nam",
    "khcn": "khoa hoc cong nghe",
    "tp": "thanh pho",
    "p": "phuong",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """What was found of a field: `hit` right, `missed` in the gold alone, `extra` in the prediction alone."""

    hit: int = 0
    missed: int = 0
    extra: int = 0

    def __add__(self, other: Figure) -> Figure:
        return Figure(self.hit + other.hit, self.missed + other.missed, self.extra + other.extra)

    @property
    def precision(self) -> float:
        """Of what was found, the share that is right; 1 when nothing was found."""
        return self.hit / (self.hit + self.extra) if self.hit + self.extra else 1.0

    @property
    def recall(self) -> float:
        """Of what is there, the share that was found; 1 when there is nothing."""
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Board:
    """The figures of one plan, or of several added up, by field; `errors` names every miss and every extra."""

    figures: dict[str, Figure] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def add(self, name: str, figure: Figure) -> None:
        """Count into a field."""
        self.figures[name] = self.figures.get(name, Figure()) + figure


@dataclass(frozen=True, slots=True)
class Scores:
    """`boards` by stem of the gold file, and `total` over all. `missing` lists gold plans without a prediction."""

    boards: dict[str, Board]
    total: Board
    missing: tuple[str, ...] = ()

    def table(self, errors: bool = False) -> str:
        """The figures as text, a block for each plan and one for all."""
        blocks = []
        for name, board in {**self.boards, "ALL": self.total}.items():
            lines = [name, f"{'field':18}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'found':>7}"]
            lines += [
                f"{n:18}{f.precision:7.3f}{f.recall:7.3f}{f.f1:7.3f}{f.hit + f.missed:7}{f.hit + f.extra:7}"
                for n, f in board.figures.items()
            ]
            blocks.append("\n".join(lines + (board.errors if errors else [])))
        return "\n\n".join(blocks)

    def to_json(self) -> dict[str, dict[str, dict[str, float]]]:
        """Plan -> field -> precision, recall, f1, gold, predicted."""
        return {
            name: {
                n: {"precision": f.precision, "recall": f.recall, "f1": f.f1}
                | {"gold": f.hit + f.missed, "predicted": f.hit + f.extra}
                for n, f in board.figures.items()
            }
            for name, board in {**self.boards, "ALL": self.total}.items()
        }


def evaluate(gold: Path, plans: Mapping[str, Plan]) -> Scores:
    """The scores of `plans` (by file stem) against a file NAME.gold.json or a folder of them.

    A gold plan without a prediction counts as one in which nothing was found. Raises InputError when there is no gold.
    """
    files = sorted(gold.glob("*.gold.json")) if gold.is_dir() else [gold]
    if not files or not files[0].is_file():
        raise InputError(gold)
    boards, missing, total = {}, [], Board()
    for file in files:
        stem = file.name.removesuffix(".gold.json")
        if stem not in plans:
            missing.append(stem)
        predicted = to_json(plans[stem]) if stem in plans else {}
        boards[stem] = score(json.loads(file.read_text("utf-8")), predicted)
        for name, figure in boards[stem].figures.items():
            total.add(name, figure)
    return Scores(boards, total, tuple(missing))


def score(gold: Record, plan: Record) -> Board:
    """The figures of one plan (JSON-ready, as `ingest.plan.to_json` gives it) against its gold."""
    board = Board()
    gold_units, plan_units = _unit_names(gold), _unit_names(plan)

    def same_unit(g: str, p: str) -> bool:
        return bool((gold_units.get(g, set()) | {fold(g)}) & (plan_units.get(p, set()) | {fold(p)}))

    _score_meta(board, gold["meta"], plan.get("meta") or {})
    _score_citations(board, gold["citations"], plan.get("citations") or [])
    _score_sets(board, "documents", _names(gold, "documents"), _names(plan, "documents"), same_document)
    _score_relations(board, gold["relations"], plan.get("relations") or [])
    _score_sets(board, "units", _names(gold, "units"), _names(plan, "units"), same_unit)
    _score_tasks(board, gold["tasks"], plan.get("tasks") or [], same_unit)
    _score_targets(board, gold["targets"], plan.get("targets") or [])
    labels = [[item["label"] for item in (p.get("outline") or [])] for p in (gold, plan)]
    _score_sets(board, "outline", labels[0], labels[1], lambda g, p: g == p)
    return board


def fold(text: str | None) -> str:
    """Lower case, no diacritics, no punctuation, usual abbreviations written out."""
    bare = unmarked((text or "").lower()).replace("đ", "d")
    words = re.findall(r"[a-z0-9]+", bare.replace("&", " va "))
    return " ".join(_ABBREVIATIONS.get(word, word) for word in words)


def same_document(gold: str | None, predicted: str | None) -> bool:
    """Whether two canonical names mean one document: issuer and year decide only where both have them."""
    (number, issuer, year), (number2, issuer2, year2) = _document_key(gold), _document_key(predicted)
    if number != number2 and fold(number) != fold(number2):
        return False
    return not (issuer and issuer2 and issuer != issuer2) and not (year and year2 and year != year2)


def _document_key(canonical: str | None) -> tuple[str, str, str]:
    name, _, year = (canonical or "").partition("#")
    number, _, issuer = name.partition("@")
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", number)).lower(), fold(issuer), year


def _names(plan: Record, records: str) -> list[str]:
    return [record.get("canonical") or "" for record in plan.get(records) or []]


def _unit_names(plan: Record) -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for unit in plan.get("units") or []:
        forms = [unit.get("canonical"), *(unit.get("surface_forms") or [])]
        names[unit.get("canonical") or ""] |= {fold(form) for form in forms} - {""}
    return names


def _score_sets(
    board: Board, name: str, gold: Sequence[Any], predicted: Sequence[Any], same: Callable[[Any, Any], bool],
    where: str = "",
) -> None:  # fmt: skip
    left, hit = list(predicted), 0
    for item in gold:
        i = next((i for i, other in enumerate(left) if same(item, other)), None)
        if i is None:
            board.errors.append(f"MISSED {name}: {where}{item}")
        else:
            left.pop(i)
            hit += 1
    board.errors += [f"EXTRA  {name}: {where}{item}" for item in left]
    board.add(name, Figure(hit, len(gold) - hit, len(left)))


def _score_value(board: Board, name: str, want: Any, got: Any, right: bool, where: str) -> None:
    """One value against one value; two absent ones are right."""
    board.add(name, Figure(int(right), int(not right and bool(want)), int(not right and bool(got))))
    if not right:
        board.errors.append(f"MISSED {name}: {where}want {want!r}, got {got!r}")


def _score_meta(board: Board, gold: Record, predicted: Record) -> None:
    for name in _META:
        want, got = gold.get(name), predicted.get(name)
        right = fold(str(want or "")) == fold(str(got or ""))
        board.add("meta", Figure(int(right), int(not right and want is not None), int(not right and got is not None)))
        if not right:
            board.errors.append(f"MISSED meta: {name}: want {want!r}, got {got!r}")


def _score_citations(board: Board, gold: list[Record], predicted: list[Record]) -> None:
    pairs = _pairs(gold, predicted, 0.5, lambda g, p: same_document(g["canonical"], p.get("canonical")))
    _count_pairs(board, "citations", gold, predicted, pairs)
    for i, j in pairs:
        for name in ("date", "issuer"):
            want, got = gold[i].get(name), predicted[j].get(name)
            if want is not None or got is not None:
                right = fold(str(want or "")) == fold(str(got or ""))
                missed, extra = not right and want is not None, not right and got is not None
                board.add(f"citation.{name}", Figure(int(right), int(missed), int(extra)))
                if not right:
                    board.errors.append(f"MISSED citation.{name}: {_where(gold[i])}want {want!r}, got {got!r}")


def _score_relations(board: Board, gold: list[Record], predicted: list[Record]) -> None:
    def triples(relations: list[Record], mentions: bool) -> list[tuple[str, str, str]]:
        found = [(r.get("subject") or "", r.get("predicate") or "", r.get("object") or "") for r in relations]
        return [t for t in found if mentions or t[1] != "mentions"]

    def same(g: tuple[str, str, str], p: tuple[str, str, str]) -> bool:
        subjects = g[0] == p[0] == "this" or ("this" not in (g[0], p[0]) and same_document(g[0], p[0]))
        return g[1] == p[1] and subjects and same_document(g[2], p[2])

    _score_sets(board, "relations", triples(gold, False), triples(predicted, False), same)
    quiet = Board()
    _score_sets(quiet, "relations_all", triples(gold, True), triples(predicted, True), same)
    board.add("relations_all", quiet.figures["relations_all"])


def _score_tasks(
    board: Board, gold: list[Record], predicted: list[Record], same_unit: Callable[[str, str], bool]
) -> None:
    pairs = dict(_pairs(gold, predicted, 0.5))
    optional = {i for i, task in enumerate(gold) if task.get("optional") and i not in pairs}
    _count_pairs(board, "tasks", gold, predicted, list(pairs.items()), optional)
    for i, task in enumerate(gold):
        if i in optional:
            continue
        found = predicted[pairs[i]] if i in pairs else {}
        where = _where(task)
        for role in ("lead", "coordinate", "report_to"):
            _score_sets(board, f"task.{role}", task.get(role) or [], found.get(role) or [], same_unit, where)
        _score_sets(board, "task.cites", task.get("cites") or [], found.get("cites") or [], same_document, where)
        if i in pairs and "topics" in task:
            _score_sets(board, "task.topics", task["topics"], found.get("topics") or [], operator.eq, where)
        want, got = task.get("deadline") or {}, found.get("deadline") or {}
        if want or got:
            right = bool(want and got) and all(want.get(k) == got.get(k) for k in _DEADLINE)
            _score_value(board, "task.deadline", want, got, right, where)
        if fold(task.get("output")) or fold(found.get("output")):
            output, other = fold(task.get("output")), fold(found.get("output"))
            _score_value(board, "task.output", output, other, output == other, where)


def _where(record: Record) -> str:
    """A record of the gold by its id, if it has one, its place and the start of its text."""
    name = f"{record['id']} " if record.get("id") else ""
    return f"{name}[{record.get('start')}] {str(record.get('text'))[:50]!r}: "


def _score_targets(board: Board, gold: list[Record], predicted: list[Record]) -> None:
    def agree(g: Record, p: Record) -> bool:
        units = fold(g["unit"]) == fold(p.get("unit")) and (g["unit"] != "%" or p.get("unit") == "%")
        return bool(g["value"] == p.get("value") and units)

    _count_pairs(board, "targets", gold, predicted, _pairs(gold, predicted, 1e-9, agree))


def _count_pairs(
    board: Board,
    name: str,
    gold: list[Record],
    predicted: list[Record],
    pairs: list[tuple[int, int]],
    optional: Collection[int] = (),
) -> None:
    found, used = {i for i, _ in pairs}, {j for _, j in pairs}
    missed = [record for i, record in enumerate(gold) if i not in found and i not in optional]
    extra = [record for j, record in enumerate(predicted) if j not in used]
    board.errors += [f"MISSED {name}: [{r.get('start')}] {str(r.get('text'))[:90]!r}" for r in missed]
    board.errors += [f"EXTRA  {name}: [{r.get('start')}] {str(r.get('text'))[:90]!r}" for r in extra]
    board.add(name, Figure(len(pairs), len(missed), len(extra)))


def _pairs(
    gold: Sequence[Record],
    predicted: Sequence[Record],
    least: float,
    agree: Callable[[Record, Record], bool] = lambda g, p: True,
) -> list[tuple[int, int]]:
    """One-to-one pairs of records whose spans overlap by at least `least`, the best overlap first."""
    overlaps = sorted(
        ((_iou(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted) if agree(g, p)), reverse=True
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for overlap, i, j in overlaps:
        if overlap >= least and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            pairs.append((i, j))
    return pairs


def _iou(a: Record, b: Record) -> float:
    first, second = _spans(a), _spans(b)
    shared = sum(max(0, min(e, e2) - max(s, s2)) for s, e in first for s2, e2 in second)
    total = sum(e - s for s, e in first) + sum(e - s for s, e in second) - shared
    return shared / total if total else 0.0


def _spans(record: Record) -> list[tuple[int, int]]:
    found = [(r.get("start"), r.get("end")) for r in (record, *(record.get("continuation") or []))]
    return [(s, e) for s, e in found if isinstance(s, int) and isinstance(e, int) and e > s]
