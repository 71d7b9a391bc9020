"""Which time phrase of a statement governs the whole of it, or is the day its report is due (guidelines)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from ingest.duties import anyplace
from ingest.duties import timephrases as say
from ingest.duties.deadlines import as_meant, is_time, ongoing_words, read_deadline, time_words
from ingest.duties.report_times import SHORTEST, report_days, report_rhythms, reports, strict_report, trimmed
from ingest.duties.timepoints import UNKNOWN, PlanTime
from ingest.organisations.clauses import Clause, clauses
from ingest.organisations.lexicon import alternatives, folded
from ingest.plan import Deadline, Span
from ingest.text.mapped import MappedText
from ingest.text.words import words

_COMMA = re.compile(r",\s")  # outside numbers
_HISTORY = "2000"


def find_deadline(text: MappedText, when: PlanTime = UNKNOWN) -> tuple[Deadline, Span] | None:
    """The time phrase that governs the whole statement, or the day its report is due, with its quotation.

    Adverbs of one clause among several and years in the names of other documents and programmes are none. `when` is
    the time of the plan, whose year is meant by a month or quarter that names none.
    """
    lowered = as_meant(folded(text.text))
    # Brackets at the end that say who does it are no clauses of what is done.
    who = say.CLOSING_BRACKET.search(lowered)
    told = who.start() if who is not None and ";" in who[1] else len(lowered)
    parts = _telling(lowered, list(clauses(text.text[:told])))
    places = (
        _in_closing_bracket,
        report_days,
        _governing,
        _alone,
        _alone_in_brackets,
        _spans,
        report_rhythms,
        _set_apart,
        _closing,
    )
    for i, j in (place for places_of in places for place in places_of(lowered, parts)):
        served = lowered.find(" cho ", i, j)
        if served > i and not lowered.startswith(" cho đến", served):
            j = served  # "trong dịp hè 2026 cho học sinh"
        # The day of a report recurs where it names no year.
        recurs = say.A_DAY.search(lowered, i, j) and reports().search(lowered)
        deadline = read_deadline(lowered[i:j], None if recurs else when.year)
        if deadline is not None and not _is_past(deadline, when) and not say.CUT_OFF.search(lowered, 0, i):
            return deadline, text.span(i, j)
    return _elsewhere(text, lowered, parts, when)


def _elsewhere(text: MappedText, lowered: str, parts: list[Clause], when: PlanTime) -> tuple[Deadline, Span] | None:
    """The time that stands in no place which claims one: a bare period, a session, a time anywhere."""
    for clause in (*parts[-1:], *parts[:1]) if when.year is not None else ():
        for bare in say.IN_BARE_PERIOD.finditer(lowered, clause.i, clause.j):
            if clause.j - bare.end() <= len(").") or bare.start() == clause.i:
                deadline = read_deadline(bare[0], when.year)
                if deadline is not None:
                    return deadline, text.span(*bare.span())
    session = next((found for part in parts if (found := say.AT_SESSION.search(lowered, part.i, part.j))), None)
    if session is not None and (deadline := read_deadline(session[1])) is not None:
        return deadline, text.span(*session.span(1))
    if (place := anyplace.find(lowered, parts, when)) is not None and not say.CUT_OFF.search(lowered, 0, place[0]):
        deadline = read_deadline(lowered[slice(*place)], when.year)
        if deadline is not None:
            return deadline, text.span(*place)
    return None


def _is_past(deadline: Deadline, when: PlanTime) -> bool:
    """Whether it names a time before the year in which the plan was issued, which is that of something else."""
    if deadline.iso is not None and deadline.iso < _HISTORY:
        return True  # "96 năm Ngày truyền thống (18/11/1930 - 18/11/2026)"
    return when.issued is not None and deadline.iso is not None and int(deadline.iso.split("/")[-1][:4]) < when.issued


def _telling(lowered: str, parts: list[Clause]) -> list[Clause]:
    """The clauses without those at the end that only say who does it or how large it is, and without ", giao X ..."
    behind the first."""
    kept = list(parts)
    while (
        len(kept) > 1
        and (
            say.ONLY_ROLES.search(lowered, max(kept[-1].i, kept[-1].j - 40), kept[-1].j)
            or say.SENTENCE_OF_ROLES.match(lowered, kept[-1].i, kept[-1].j)
            or say.ANSWERS_FOR.match(lowered, kept[-1].i, kept[-1].j)
            or (lowered[: kept[-1].i].endswith(". ") and say.WHO_DOES_IT.match(lowered, kept[-1].i, kept[-1].j))
            or _tells_measures(lowered, kept[-1])
        )
        and not say.OPENS_WITH_FINISH.match(lowered, kept[-1].i)
    ):
        kept.pop()
    handed = say.HANDED_OVER.search(lowered, kept[0].i, kept[0].j) if len(kept) == 1 else None
    if handed and not say.THEN_FINISHED.search(lowered, handed.end(), kept[0].j):
        kept = [Clause(kept[0].i, handed.start())]
    return kept


def _tells_measures(lowered: str, clause: Clause) -> bool:
    """Whether a clause says of what is done how large, how dear or how often it is: "...; mỗi lớp 40 người"."""
    opens = say.MEASURES.match(lowered, clause.i, clause.j) is not None
    return opens and not any(pattern.search(lowered, clause.i, clause.j) for pattern in (say.BY_DAY, say.IN_PERIOD))


def _in_closing_bracket(lowered: str, _: list[Clause]) -> Iterator[tuple[int, int]]:
    """ "... (Phòng Kinh tế chủ trì; các thôn phối hợp; quý III/2026)": the part that is a time and nothing else."""
    bracket = say.CLOSING_BRACKET.search(lowered)
    if bracket is None:
        return
    start = bracket.start(1)
    for part in bracket[1].split(";"):
        i = start + len(part) - len(part.lstrip())
        if ";" in bracket[1] and (is_time(part) or say.ON_OCCASION.fullmatch(part.strip())):
            yield i, start + len(part.rstrip())
        elif given := say.GIVEN_BY.fullmatch(lowered, i, start + len(part.rstrip())):
            yield given.span(1)
        start += len(part) + 1
    says, last = bracket[1].rpartition(", ")[::2]
    if ";" not in last and is_time(last) and not say.YEARS.search(last) and say.PARTY_VERB.search(says):
        yield bracket.end(1) - len(last), bracket.end(1)


def _alone_in_brackets(lowered: str, _: list[Clause]) -> Iterator[tuple[int, int]]:
    """ "... (quý I/2026)" at the end. Years there are those of a programme's name, a day that of a feast."""
    bracket = say.CLOSING_BRACKET.search(lowered)
    if bracket is None or say.YEARS.search(bracket[1]) or say.ONE_DAY.fullmatch(bracket[1]):
        return
    if is_time(bracket[1]):
        yield bracket.span(1)


def _governing(lowered: str, parts: list[Clause]) -> Iterator[tuple[int, int]]:
    """Phrases at the start of the statement, in its only clause, or in a closing "hoàn thành trước ..."."""
    span = say.FROM_TO.match(lowered, parts[0].i, parts[0].j) if parts else None
    if span is not None:
        yield span.span()  # "Từ tháng 3 đến hết tháng 11/2026, ...": its end alone is none
    for index, clause in enumerate(parts):
        if clause.j - clause.i < SHORTEST:
            continue
        for pattern in (say.BY_DAY, say.IN_PERIOD, say.RELATIVE):
            found = list(pattern.finditer(lowered, clause.i, clause.j))
            if any(_other_verb(lowered, one, other) for one, other in pairwise(found)):
                continue  # "sơ kết vào năm 2030 và tổng kết vào năm 2035": each time has its own
            for match in found:
                whole = _from(lowered, clause, match)
                if whole is not None:
                    yield whole
                    continue
                finishes = index == 0 and _finishes_first(lowered, clause, match)
                start = match.start() if finishes else _with_finish(lowered, clause.i, match.start())
                opens = finishes or (index == 0 and match.start() == clause.i)
                closes = start < match.start() and (index == len(parts) - 1 or _set_off(lowered, clause, start, match))
                if (
                    opens
                    or closes
                    or (len(parts) == 1 and _at_an_end(lowered, clause, match))
                    or (pattern is say.RELATIVE and index in (0, len(parts) - 1))
                ):
                    yield trimmed(lowered, start, match.end())
        yield from _striving(lowered, clause, alone=len(parts) == 1)
        if len(parts) == 1 and (after := say.REPORTED_AFTER.search(lowered, clause.i, clause.j)):
            yield after.span()
    yield from _opening(lowered, parts)


def _alone(lowered: str, parts: list[Clause]) -> Iterator[tuple[int, int]]:
    """ "...; thời gian: tháng 3/2026", "... (thời gian: quý II/2026)"."""
    for index, clause in enumerate(parts):
        only = say.ONLY_TIME.match(lowered[: clause.j], clause.i)
        named = only is not None and lowered.startswith("thời gian", clause.i)
        if only is not None and (index == len(parts) - 1 or only.start("time") > clause.i) and (index or named):
            yield trimmed(lowered, *only.span("time"))
    finished = say.FINISHED_BEFORE.match(lowered[: parts[-1].j], parts[-1].i) if parts else None
    if finished is not None:
        yield finished.span()
    said = say.ALL_OF_IT.match(lowered[: parts[-1].j], parts[-1].i) if len(parts) > 1 else None
    if said is not None:
        yield said.span(1)
    if span := say.SPAN_IN_BRACKETS.search(lowered, max(0, len(lowered) - 60)):
        yield span.span(1)
    for bracket in say.TIME_IN_BRACKETS.finditer(lowered):
        only = say.ONLY_TIME.match(lowered[: bracket.end(1)], bracket.start(1))
        if only is not None:
            yield only.span("time")


def _spans(lowered: str, parts: list[Clause]) -> Iterator[tuple[int, int]]:
    """Spans and rhythms at the start of the statement or the end of its only clause, and those of its main verb."""
    if not parts:
        return
    first = parts[0]
    for pattern in (say.FROM_TO, say.IN_PHASE, say.ONCE, say.MONTH_OF_YEAR):
        for match in pattern.finditer(lowered, first.i, first.j):
            named = pattern in (say.FROM_TO, say.IN_PHASE) and _dated_nouns().search(lowered, first.i, match.start())
            ends = (first.j - match.end() <= len(").") or _before_remark(lowered, match.end(), first.j)) and not named
            ends = ends and (len(parts) == 1 or pattern is say.FROM_TO)
            if say.BEFORE_SPAN.fullmatch(lowered, first.i, match.start()) or ends:
                yield match.span()
    for match in say.FROM_TO.finditer(lowered, parts[-1].i, parts[-1].j):
        if match[0].startswith("định kỳ ") and parts[-1].j - match.end() <= len(")."):
            yield match.span()
    event = say.EVENT_ON.match(lowered, first.i, first.j)
    if event is not None:
        yield event.span(1)
    since = say.SINCE.search(lowered[: first.j], first.i)
    if since is not None:
        ends = first.j - since.end() <= len(").")
        if since.start() == first.i or (len(parts) == 1 and (ends or _begins(lowered, since.start()))):
            yield since.span()
    until = say.UNTIL_YEAR.search(lowered, first.i) if len(parts) == 1 else None
    if until is not None and not say.FORECAST.search(lowered, first.i, until.start()):
        yield until.span()
    done = say.DONE_EVERY.search(lowered, first.i, first.j)
    if done is None:
        done = say.BEING_DONE_EVERY.search(lowered, parts[-1].i, parts[-1].j)
    if done is None and len(parts) == 1:
        done = say.WORKED_EVERY.search(lowered, first.i, first.j)
        done = None if done and say.PLANNED.search(lowered, max(first.i, done.start() - 60), done.start()) else done
    if done is not None:
        yield done.span(done.lastindex or 0)
    regular = say.EVERY_DAY.search(lowered, first.i, first.j)
    if regular is not None and regular[0].startswith("định kỳ "):
        yield regular.span()
    for pattern in (say.EVERY_WEEK, say.EVERY_DAY):
        often = pattern.search(lowered, first.i, first.j)
        ends = often is not None and first.j - often.end() <= len(").")
        if (
            often is not None
            and ends
            and often[0].startswith("vào ")
            and not _COMMA.search(lowered, first.i, often.start())
        ):
            yield often.span()


def _other_verb(lowered: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether "và" and a verb, or a comma and one, stand between two times."""
    between = lowered[one.end() : other.start()].strip()
    return between.startswith(("và ", ", ")) and any(word.tag == "V" for word in words(between))


def _from(lowered: str, clause: Clause, match: re.Match[str]) -> tuple[int, int] | None:
    """The whole of "tiêm đợt 2 từ tháng 9 đến hết tháng 10/2026" where `match`, at an end, is the end of its time."""
    whole = (found for found in say.FROM_TO.finditer(lowered, clause.i, match.end()) if found.end() == match.end())
    first = next(whole, None)
    return first.span() if first is not None and _at_an_end(lowered, clause, match) else None


def _finishes_first(lowered: str, clause: Clause, match: re.Match[str]) -> bool:
    """ "Hoàn thành xử lý 14 công trình ... trong tháng 7 năm 2026; ...": what is finished, up to the time by when."""
    return lowered.startswith(("hoàn thành ", "hoàn tất "), clause.i) and clause.j - match.end() <= len(").")


def _set_off(lowered: str, clause: Clause, start: int, match: re.Match[str]) -> bool:
    """ "..., xong trong quý II/2026; ...": a comma before the finish, and the clause ends with its time."""
    return lowered.endswith(", ", clause.i, start) and clause.j - match.end() <= len(").")


def _before_remark(lowered: str, at: int, end: int) -> bool:
    """Whether nothing but who does it in brackets stands behind the time that ends at `at`."""
    return say.REMARK.fullmatch(lowered, at, end) is not None


def _at_an_end(lowered: str, clause: Clause, match: re.Match[str]) -> bool:
    """A phrase after the last words of its clause, not one that narrows down a noun in its middle."""
    if _before_remark(lowered, match.end(), clause.j):
        return True
    return clause.j - match.end() <= say.PERIOD_GAP or lowered[match.end() : match.end() + 1] == ","


def _striving(lowered: str, clause: Clause, alone: bool) -> Iterator[tuple[int, int]]:
    """The year by which the statement is to be done: "Đến năm 2028 ..." at its start; "phấn đấu đến hết năm 2026 ..."
    in its only clause, for among several it is that of a figure."""
    for match in say.TO_YEAR.finditer(lowered, clause.i, clause.j):
        if match.start() == 0 or (
            alone and (match.start() == clause.i or _strives().search(lowered, clause.i, match.start()))
        ):
            yield match.span()


def _opening(lowered: str, parts: list[Clause]) -> Iterator[tuple[int, int]]:
    """ "Hằng năm, ...", "Tháng 3/2026, ..." and, where there is no other clause, "Thường xuyên trong năm ...": before
    a verb it is an adverb, and no time (guidelines, "Deadlines")."""
    if not parts:
        return
    grounds = say.ON_THE_GROUNDS.match(lowered, parts[0].i, parts[0].j)
    for pattern in (
        say.EVERY_YEAR_IN,
        say.EVERY_DAY,
        say.EVERY_WEEK,
        say.BY_SEASON,
        say.OPENS_WITH_TIME,
        say.OFTEN,
        say.EVERY_HALF,
    ):
        match = pattern.match(lowered, grounds.end() if grounds else parts[0].i, parts[0].j)
        if match is not None:
            yield match.span()
    always = ongoing_words().match(lowered, parts[0].i, parts[0].j)
    apart = always is not None and lowered.startswith(
        (",", ".", ":", " trong năm", " cả năm", " quanh năm"), always.end()
    )
    if always is not None and apart and len(parts) == 1 and always[0] == "thường xuyên":
        yield always.span()


def _set_apart(lowered: str, parts: list[Clause]) -> Iterator[tuple[int, int]]:
    """What a comma sets apart at the end of the first or last clause, and an occasion that ends the only one."""
    for clause in (*parts[-1:], *parts[:1]):
        apart = say.SET_APART.search(lowered[: clause.j], clause.i)
        rate = apart is not None and say.RATE.fullmatch(apart[1]) is not None
        if apart is not None and is_time(apart[1]) and not say.YEARS.search(apart[1]) and not rate:
            yield apart.span(1)
    season = say.FINISHED_APART.search(lowered) if len(parts) == 1 else None
    if season is not None:
        yield season.span(1)
    occasion = say.OCCASION.search(lowered[: parts[0].j], parts[0].i) if len(parts) == 1 else None
    if occasion is not None:
        yield occasion.span()


def _closing(lowered: str, parts: list[Clause]) -> Iterator[tuple[int, int]]:
    """ "...; định kỳ hằng quý." as a clause of its own, and "báo cáo UBND phường hằng quý"."""
    handed = say.HANDED_AND_WHEN.search(lowered)
    if handed is not None:
        yield handed.span("time")
    given = say.GIVEN_FOR_GOOD.search(lowered)
    if given is not None:
        yield given.span(1)
    for index, clause in enumerate(parts):
        alone = say.ALONE.match(lowered[: clause.j], clause.i) if index and index == len(parts) - 1 else None
        if alone is not None:
            yield alone.span("time")
        for period in say.IN_PERIOD.finditer(lowered, clause.i, clause.j):
            ends = clause.j - period.end() <= len(").") and index == len(parts) - 1
            if ends and strict_report().search(lowered, clause.i, period.start()):
                yield period.span()
        rhythm = say.RHYTHM_AT_END.search(lowered, clause.i, clause.j)
        if rhythm is not None and strict_report().search(lowered, clause.i, rhythm.start()):
            yield rhythm.span()


def _with_finish(lowered: str, least: int, start: int) -> int:
    """The start of "hoàn thành (xong) trước ..." for a phrase that starts at `start`."""
    match = _finishing().search(lowered, max(least, start - 60), start)
    if match is None and say.FINISHED.fullmatch(lowered, least, start):
        return least
    return match.start() if match else start


@cache
def _dated_nouns() -> re.Pattern[str]:
    """What a span of years belongs to when it stands before it in the clause: a programme, data."""
    return re.compile(rf"(?<!\w)(?:{alternatives(time_words()['dated_nouns'])})(?!\w)[^;]*\Z")


def _begins(lowered: str, at: int) -> bool:
    """Whether a verb of beginning stands before index `at`."""
    return re.search(rf"(?<!\w)(?:{alternatives(time_words()['begin'])})\s\Z", lowered[:at]) is not None


@cache
def _finishing() -> re.Pattern[str]:
    finish = alternatives(time_words()["finish"])
    return re.compile(
        rf"(?:(?:{finish})\s(?:xong\s|việc[^,;.]{{0,40}}\s)?|thời gian(?:(?:\s[^,;.:]{{0,20}})?\s?:)?\s)\Z"
    )


@cache
def _strives() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives([*time_words()['strive'], *time_words()['finish']])})\s\Z")
