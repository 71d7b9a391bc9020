"""What a careful reader of a plan would flag, each with its place (guidelines, "anomalies").

Kinds: blank-number, blank-date, duplicate-label, skipped-label, absent-appendix, open-bracket, two-dates, later-date,
contradictory-lead, slip, doubled-words. Notes are in Vietnamese, for the people who read plans.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from ingest.citing.dates import vietnamese_date
from ingest.grammar import load
from ingest.passages import Passage
from ingest.plan import Anomaly, Citation, Meta, Task
from ingest.structure.labels import ordinal
from ingest.structure.layout import Layout
from ingest.structure.nodes import Node
from ingest.text.letters import lower
from ingest.text.slips import find_slips, opens_word

_NO_DIGITS = r"\s*:?[\s.…_]*[-–/]\s*[A-ZĐ][\w–-]*(?:/[A-ZĐ]\w*)?"
_BLANK_NUMBER = re.compile(rf"Số{_NO_DIGITS}")
_BLANK_DATE = re.compile(r"ngày[\s.…_/]*(?:\d{1,2}\s*)?tháng[\s.…_/]*(?:\d{1,2}\s*)?năm(?:\s*\d{4})?")
_BLANK_ATTACHED = re.compile(rf"^\W*[Kk]èm theo [^\d:]{{3,30}}?(số{_NO_DIGITS})")
_LONGEST_ATTACHED = 200
_REFERENCE = re.compile(r"(?:[Pp]hụ lục|PHỤ LỤC)(?:\s+(?P<number>[IVX]{1,5}|\d{1,2})\b)?")
_ATTACHED = re.compile(r"kèm|gửi|đính|giao tại|phân công tại|chi tiết|theo phụ lục|tại phụ lục", re.IGNORECASE)
_ITEM_BRACKET = re.compile(r"(?:(?<=^)|(?<=[\s;:,.]))(?:[a-zđ]{1,2}|\d{1,2}|[ivx]{1,4})\)")


def find_anomalies(
    page: Layout, meta: Meta, citations: Sequence[Citation], tasks: Sequence[Task], *, recognised: bool = False
) -> tuple[Anomaly, ...]:
    """Everything worth flagging in one plan, in reading order; in a `recognised` text, one read from a picture, a slip
    may be the reader's own."""
    found = [
        # What is written by hand or under a seal is not read from a picture, and so is no blank.
        *(() if recognised else _blanks(page.passages, meta)),
        *_blank_attachments(page.passages, meta),
        *_labels(page.root),
        *_absent_appendices(page),
        *_brackets(page.passages),
        *_slips(page.passages, recognised),
        *_dates(citations, meta),
        *_contradictions(tasks),
    ]
    return tuple(sorted(found, key=lambda anomaly: (anomaly.start, anomaly.end, anomaly.kind)))


def _flag(passage: Passage, i: int, j: int, kind: str, note: str) -> Anomaly:
    span = passage.text.span(i, j)
    return Anomaly(span.text, span.start, span.end, kind, note)


def _blanks(passages: Sequence[Passage], meta: Meta) -> Iterator[Anomaly]:
    """What the letterhead leaves blank."""
    for passage in passages:
        if passage.part != "letterhead":
            continue
        text = passage.text.text
        if meta.number is None and (match := _BLANK_NUMBER.search(text)):
            yield _flag(passage, *match.span(), "blank-number", "Số văn bản bỏ trống")
        match = _BLANK_DATE.search(text)
        if match and (meta.date is None or len(meta.date) < 10):
            yield _flag(passage, *match.span(), "blank-date", "Ngày, tháng ban hành bỏ trống")


def _blank_attachments(passages: Sequence[Passage], meta: Meta) -> Iterator[Anomaly]:
    """Appendices that leave blank the number which the plan has."""
    for passage in passages if meta.number is not None else ():
        text = passage.text.text
        match = _BLANK_ATTACHED.search(text) if len(text) < _LONGEST_ATTACHED else None
        if match and passage.part != "letterhead":
            yield _flag(passage, *match.span(1), "blank-number", "Số của kế hoạch kèm theo bỏ trống")


def _labels(root: Node) -> Iterator[Anomaly]:
    for parent in [root, *root.walk()]:
        numbered = [child for child in parent.children if child.label and child.kind != "appendix"]
        for child in numbered:
            if "#" in child.path.rpartition(".")[2]:
                yield _label_anomaly(child, "duplicate-label", f"Mục {child.label} bị đánh số trùng")
        for before, after in itertools.pairwise(numbered):
            yield from _skipped(before, after)


def _skipped(before: Node, after: Node) -> Iterator[Anomaly]:
    if before.style != after.style or "#" in after.path:
        return
    first, second = ordinal(before.label, before.style), ordinal(after.label, after.style)
    if first is None or second is None or second == first + 1 or second <= first:
        return
    if before.style == "letter" and second == first + 2 and "đ" in "abcdđe"[first:second]:
        return
    yield _label_anomaly(after, "skipped-label", f"Đánh số nhảy từ {before.label} sang {after.label}")


def _label_anomaly(node: Node, kind: str, note: str) -> Anomaly:
    raw = node.text.raw if node.text else ""
    end = node.start + len(node.label) if node.text else node.start
    return Anomaly(raw[node.start : end], node.start, end, kind, note)


def _absent_appendices(page: Layout) -> Iterator[Anomaly]:
    present = [node for node in page.root.walk() if node.kind == "appendix"]
    numbers = {node.label.split()[-1].upper() for node in present if node.label}
    for passage in page.passages:
        if passage.part in ("letterhead", "title", "appendix", "recipients"):
            continue
        text = passage.text.text
        for match in _REFERENCE.finditer(text):
            around = text[max(0, match.start() - 40) : match.end() + 60]
            number = match["number"]
            missing = not present or (number is not None and numbers and number not in numbers and "LỤC" not in numbers)
            if missing and (number is not None or _ATTACHED.search(around)):
                yield _flag(
                    passage, *match.span(), "absent-appendix", f"Nhắc đến {match.group()} nhưng không có trong văn bản"
                )


def _brackets(passages: Sequence[Passage]) -> Iterator[Anomaly]:
    for passage in passages:
        text = passage.text.text
        if passage.part == "signature" or text.count("(") == text.count(")"):
            continue
        items = {match.end() - 1 for match in _ITEM_BRACKET.finditer(text)}
        opened: list[int] = []
        for i, character in enumerate(text):
            if character == "(":
                opened.append(i)
            elif character == ")":
                if opened:
                    opened.pop()
                elif i not in items:
                    yield _flag(passage, i, i + 1, "open-bracket", "Ngoặc đóng không có ngoặc mở")
        for i in opened:
            yield _flag(passage, i, i + 1, "open-bracket", "Ngoặc mở không có ngoặc đóng")


@cache
def _doubled_pattern() -> re.Pattern[str]:
    single = "|".join(load("slips")["doubled"]["words"])
    return re.compile(
        rf"(?<!\w)(?:(?P<one>{single}) (?P=one)|(?P<two>[^\W\d_]+ [^\W\d_]+) (?P=two))(?!\w)", re.IGNORECASE
    )


def _slips(passages: Sequence[Passage], recognised: bool) -> Iterator[Anomaly]:
    doubt = " (có thể do máy đọc nhầm ảnh quét)" if recognised else ""
    slips = [(passage, slip) for passage in passages for slip in find_slips(passage.text.written())]
    often = Counter(lower(passage.text.text[slip.i : slip.j]) for passage, slip in slips)
    for passage, slip in slips:
        times = often.pop(lower(passage.text.text[slip.i : slip.j]), 0)  # told once, at its first place
        if times:
            places = f", {times} chỗ" if times > 1 else ""
            yield _flag(passage, slip.i, slip.j, "slip", f"Có lẽ là “{slip.meant}”{places}{doubt}")
    for passage in passages:
        for match in _doubled_pattern().finditer(passage.text.text):
            if match["one"] and opens_word(match["one"], passage.text.text[match.end() :]):
                continue  # "nền tảng số số lượng lớn": a word may be missing, and none is doubled
            yield _flag(passage, *match.span(), "doubled-words", "Từ ngữ viết lặp")


def _dates(citations: Sequence[Citation], meta: Meta) -> Iterator[Anomaly]:
    first: dict[str, Citation] = {}
    told: set[tuple[str, str]] = set()
    for citation in citations:
        if citation.date is None:
            continue
        known = first.setdefault(citation.canonical, citation)
        other = (citation.canonical, citation.date)
        if known.date is not None and known.date != citation.date and other not in told:
            told.add(other)
            name = citation.number_symbol or citation.canonical
            note = f"{name} ghi hai ngày khác nhau: {vietnamese_date(known.date)} và {vietnamese_date(citation.date)}"
            yield Anomaly(citation.text, citation.start, citation.end, "two-dates", note)
        if meta.date is not None and citation.date[: len(meta.date)] > meta.date[: len(citation.date)]:
            cited, own = vietnamese_date(citation.date), vietnamese_date(meta.date)
            note = f"Ngày của văn bản được viện dẫn ({cited}) sau ngày của kế hoạch ({own})"
            yield Anomaly(citation.text, citation.start, citation.end, "later-date", note)


def _contradictions(tasks: Sequence[Task]) -> Iterator[Anomaly]:
    """The same statement given to different leads, in two places of the plan.

    Lists of duties under the name of each body repeat sentences ("thực hiện các nhiệm vụ khác được giao"): each body
    does its own.
    """
    same: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        text = " ".join([task.text, *(part.text for part in task.continuation)])
        same[" ".join(re.findall(r"\w+", text.lower()))].append(task)
    for group in same.values():
        led = [task for task in group if task.lead]
        for task in led[1:]:
            if set(task.lead).isdisjoint(led[0].lead) and not (_of_a_list(task) and _of_a_list(led[0])):
                note = f"Giao {', '.join(task.lead)}, nhưng nơi khác ({led[0].path}) giao {', '.join(led[0].lead)}"
                yield Anomaly(task.text, task.start, task.end, "contradictory-lead", note)


def _of_a_list(task: Task) -> bool:
    """Whether the lead is named above the statement, as the heading of a list of its duties."""
    return task.source != "appendix" and all(a.end <= task.start for a in task.assignments if a.role == "lead")
