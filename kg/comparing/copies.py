"""Which tasks of different places are nearly the same text, so that copied work is told from own work.

Texts are compared as sets of three neighbouring syllables without marks and case (shingles: Broder, "On the resemblance
and containment of documents", 1997). Two tasks are copies when `COPIED` of the shingles of the shorter one stand in the
longer one: wards take a sentence over and add to it, so containment tells more than resemblance.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.graph import Node
from kg.naming import folded

COPIED = 0.7
"""The least share of the shorter text's shingles.

Measured over 982 tasks of 19 plans from 17 places: from 0.7 on there are six pairs, all of them one sentence taken over
and added to; below it begin pairs that share only a long official phrase ("khoa học, công nghệ, đổi mới sáng tạo và
chuyển đổi số"), the first at 0.67.
"""
SHORTEST = 8
"""The fewest shingles that a text must have: shorter tasks ("Báo cáo theo quy định") are the same by nature."""
_SIZE = 3


@dataclass(frozen=True, slots=True)
class CopyGroup:
    """Tasks of at least two places in nearly the same words; `tasks` are node ids, sorted.

    `share` is the least containment among the pairs that hold the group together, 0.7 to 1.
    """

    tasks: tuple[str, ...]
    share: float


def shingles(text: str, size: int = _SIZE) -> frozenset[str]:
    """The runs of `size` neighbouring syllables of `text`, without marks and case."""
    syllables = re.findall(r"\w+", folded(text))
    return frozenset(" ".join(syllables[i : i + size]) for i in range(len(syllables) - size + 1))


def copy_groups(tasks: Iterable[Node], least: float = COPIED) -> list[CopyGroup]:
    """The groups of tasks of different places that are nearly the same text, the largest first, then by ids."""
    known = {task.id: task for task in tasks}
    texts = {task_id: shingles(task.attributes["text"]) for task_id, task in known.items()}
    texts = {task_id: found for task_id, found in texts.items() if len(found) >= SHORTEST}
    union = _Union()
    for task_id, others in _candidates(texts, least):
        own, place = texts[task_id], known[task_id].attributes.get("place")
        for other in others:
            # What is in one group already is not compared again: a model that all wards take over would cost squares.
            if known[other].attributes.get("place") == place or union.joined(task_id, other):
                continue
            share = len(own & texts[other]) / len(own)
            if share >= least:
                union.join(task_id, other, share)
    found = [CopyGroup(tuple(sorted(members)), round(share, 3)) for members, share in union.groups()]
    return sorted(found, key=lambda group: (-len(group.tasks), group.tasks))


def _candidates(texts: Mapping[str, frozenset[str]], least: float) -> Iterator[tuple[str, list[str]]]:
    """Each text with the longer ones that may hold `least` of its shingles, sorted.

    These are the ones that hold one of its rarest shingles. That loses nothing: of n shingles at least `least` * n are
    shared, so one of any n - `least` * n + 1 is (prefix filter: Chaudhuri et al. 2006).
    """
    counts = Counter(one for found in texts.values() for one in found)
    holders: dict[str, list[str]] = defaultdict(list)
    for task_id in sorted(texts, key=lambda t: (-len(texts[t]), t)):
        own = sorted(texts[task_id], key=lambda one: (counts[one], one))
        rarest = own[: len(own) - math.ceil(least * len(own)) + 1]
        yield task_id, sorted({holder for one in rarest for holder in holders.get(one, ())})
        for one in own:
            holders[one].append(task_id)


class _Union:
    """Groups of ids that pairs hold together, each with the least share of its pairs."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}
        self._least: dict[str, float] = {}

    def join(self, one: str, other: str, share: float) -> None:
        first, second = sorted((self._top(one), self._top(other)))
        least = min(share, self._least.get(first, 1.0), self._least.get(second, 1.0))
        self._above[second] = first
        self._above[first] = first
        self._least[first] = least

    def joined(self, one: str, other: str) -> bool:
        """Whether both are in one group."""
        return self._top(one) == self._top(other)

    def groups(self) -> Iterator[tuple[list[str], float]]:
        members: dict[str, list[str]] = defaultdict(list)
        for one in self._above:
            members[self._top(one)].append(one)
        yield from ((found, self._least[top]) for top, found in members.items())

    def _top(self, one: str) -> str:
        while (above := self._above.get(one, one)) != one:
            self._above[one] = self._above.get(above, above)
            one = above
        return one
