"""The days and rhythms of the reports that a statement asks for (guidelines, "Deadlines": the due day of a report)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ingest.duties import timephrases as say
from ingest.duties.deadlines import time_words
from ingest.organisations.clauses import Clause
from ingest.organisations.lexicon import alternatives

SHORTEST = 6
"""Characters of a clause that can state a time."""


def report_days(lowered: str, parts: list[Clause]) -> Iterator[tuple[int, int]]:
    """Where a statement `lowered` with the clauses `parts` says by when it is reported on; before that the day by which
    its work is done, unless the report comes time and again on a day."""
    told = [(clause, said) for clause in parts if (said := reports().search(lowered, clause.i, clause.j))]
    if not told:
        return
    finished = say.FINISHED_FIRST.search(lowered[: parts[0].j].rstrip(" ;"), parts[0].i) if len(parts) > 1 else None
    if finished is not None and not any(_each_day(lowered, clause) for clause, _ in told):
        yield finished.span()
    for clause, report in told:
        for pattern in (say.BY_DAY, say.EACH_MONTH, say.EVERY_DAY):
            days = list(pattern.finditer(lowered, clause.i, clause.j))
            if days:
                yield trimmed(lowered, days[0].start(), days[-1].end())
                break
        strict = strict_report().search(lowered, clause.i, clause.j)
        for pattern, after in ((say.EVERY_WEEK, strict), (say.REPORTED_AFTER, report)):
            counted = pattern.search(lowered, after.end(), clause.j) if after else None
            if counted is not None:
                yield counted.span()
        before = say.EVERY_WEEK.search(lowered, clause.i, strict.start()) if strict else None
        if before is not None and before[0].startswith(("trước ", "vào ", "chậm nhất ")):
            yield before.span()


def _each_day(lowered: str, clause: Clause) -> bool:
    """Whether a report is due on a day time and again: "định kỳ trước ngày 10/12 hằng năm"."""
    return all(pattern.search(lowered, clause.i, clause.j) for pattern in (say.EACH_TIME, say.A_DAY))


def report_rhythms(lowered: str, parts: list[Clause]) -> Iterator[tuple[int, int]]:
    """ "định kỳ báo cáo", "báo cáo định kỳ", "báo cáo ... (định kỳ hằng năm)"."""
    for clause in parts:
        if clause.j - clause.i < SHORTEST:
            continue
        sent = say.SENT_EVERY_WEEK.match(lowered, clause.i, clause.j)
        if sent is not None:
            yield sent.span(1)
        reported = say.REPORTED_EVERY.search(lowered, clause.i, clause.j)
        if reported is not None:
            yield reported.span(1)
        for pattern in (say.EVERY_REPORT, say.REPORT_EVERY):
            rhythm = pattern.search(lowered, clause.i, clause.j)
            if rhythm is not None:
                yield rhythm.span(1)
        report = strict_report().search(lowered, clause.i, clause.j)
        for match in (
            say.PERIODICALLY.search(lowered, clause.i, clause.j),
            say.OFTEN.match(lowered, clause.i, clause.j),
        ):
            if report is not None and match is not None:
                yield match.span()


def trimmed(lowered: str, i: int, j: int) -> tuple[int, int]:
    """`lowered[i:j]` without a closing bracket whose opening one is outside."""
    while j > i and lowered[j - 1] == ")" and "(" not in lowered[i:j]:
        j -= 1
    return i, j


@cache
def reports() -> re.Pattern[str]:
    """Words of reporting: "báo cáo", "tổng hợp"."""
    return re.compile(rf"(?<!\w)(?:{alternatives(time_words()['report'])})(?!\sviên)(?!\w)")


@cache
def strict_report() -> re.Pattern[str]:
    """A report that is given; "công bố báo cáo thị trường" is a publication."""
    return re.compile(r"(?<!\w)(?<!công bố )(?<!phát hành )(?<!xuất bản )báo cáo(?!\sviên)(?!\w)")
