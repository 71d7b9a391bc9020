"""A plan without a number and the numbered plan that it became: one plan in two versions, not two plans.

Wards circulate a plan before it gets its number. When the numbered file is added too, it takes over: it is the plan of
the graph, and the file without a number is an earlier version of it, listed with what shows that (`Takeover`). Its
node id goes on to find the plan. Nothing is decided for good: every build decides anew from the files that are there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.plan import Plan
from kg.naming import folded, issuer_key, key, locality, plan_number

LATEST = timedelta(days=62)
"""How long after the last day that a draft may be of its plan is numbered at the latest."""

SAME_TASKS = 0.5
"""The part of the draft's tasks that the numbered plan must have in the same words."""

_TITLE = 4  # a title of fewer words says too little


@dataclass(frozen=True, slots=True)
class Takeover:
    """Plan number `earlier` (in the order given) is an earlier version of plan number `later`.

    `kept` of its `tasks` tasks stand in the later one word for word.
    """

    earlier: int
    later: int
    tasks: int
    kept: int


def takeovers(plans: Sequence[Plan]) -> list[Takeover]:
    """The plans without a number that one numbered plan of the same body, place and title took over.

    The numbered plan must be dated within the time that the draft leaves open (a month, a year) or at most `LATEST`
    after it, and hold half of the draft's tasks word for word. Where two numbered plans fit, none takes over.
    """
    numbered: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    blank: list[tuple[int, tuple[str, str, str]]] = []
    for i, plan in enumerate(plans):
        named = _named(plan)
        if named and plan_number(plan):
            numbered[named].append(i)
        elif named:
            blank.append((i, named))
    found = []
    for i, named in blank:
        fitting = [t for j in numbered.get(named, ()) if (t := _takeover(plans, i, j))]
        found += fitting if len(fitting) == 1 else []
    return found


def _named(plan: Plan) -> tuple[str, str, str] | None:
    """(issuer, place, title) for comparison; None where they say too little."""
    title = folded(plan.meta.title)
    if not plan.meta.issuer or len(title.split()) < _TITLE:
        return None
    return issuer_key(plan.meta.issuer), key(locality(plan).name), title


def _takeover(plans: Sequence[Plan], earlier: int, later: int) -> Takeover | None:
    if not _in_time(plans[earlier].meta.date, plans[later].meta.date):
        return None
    old, new = ([folded(task.text) for task in plans[i].tasks] for i in (earlier, later))
    kept = sum(text in set(new) for text in old)
    return Takeover(earlier, later, len(old), kept) if kept >= SAME_TASKS * len(old) else None


def _in_time(draft: str | None, numbered: str | None) -> bool:
    if not draft or not numbered or len(numbered) < 10:
        return False
    try:
        day, first, last = date.fromisoformat(numbered), _first_day(draft), _last_day(draft)
    except ValueError:
        return False
    return first <= day <= last + LATEST


def _first_day(iso: str) -> date:
    return date.fromisoformat((iso + "-01-01")[:10] if len(iso) == 4 else (iso + "-01")[:10])


def _last_day(iso: str) -> date:
    if len(iso) == 10:
        return date.fromisoformat(iso)
    year, month = int(iso[:4]), int(iso[5:7]) if len(iso) == 7 else 12
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
