"""Which documents a text cites itself, and which only inside the title of another document.

"Kế hoạch số 98/KH-UBND ... về việc thực hiện Quyết định số 709/QĐ-TTg ... ban hành Kế hoạch thực hiện Kết luận số
69-KL/TW ..." cites the first; the second is nested in the title of the first, the third in that of the second. The
words before a mention that say how it is used ("thực hiện", "sửa đổi, bổ sung") are its verb.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, cast

from ingest.citing.mentions import Mention
from ingest.grammar import load
from ingest.plan import Predicate
from ingest.text.folding import Reading
from ingest.text.letters import UPPER
from ingest.text.ranges import Range, covering, first_from

Standing = Literal["top", "nested", "aside"]
_DEEPEST = 8  # titles in titles; what looks deeper is no title but a run of text
_TAIL = 160  # characters before a mention in which its verb is looked for


@dataclass(frozen=True, slots=True)
class Nest:
    """How one mention stands in its text.

    `standing`: "top" (cited by the text itself), "nested" in the title of mention number `parent`, or "aside" (in
    brackets, or in the title of something without a number). `verb` relates it to what cites it and begins at index
    `verb_start`; a mention listed after another shares its verb. `title` is the range of the document's own title.
    `clause` numbers the clauses of the text, `depth` counts the titles around the mention.
    `changed`: the mention before that this one is said to amend or replace ("đã được sửa đổi, bổ sung tại ...").
    """

    standing: Standing
    parent: int | None = None
    verb: Predicate | None = None
    verb_start: int | None = None
    title: tuple[int, int] | None = None
    clause: int = 0
    depth: int = 0
    changed: tuple[int, Predicate] | None = None


def nest(text: Reading, mentions: Sequence[Mention]) -> list[Nest]:
    """The standing of each of the `mentions` of `text` (in reading order), one `Nest` for each."""
    if not mentions:
        return []
    brackets = _brackets(text.low)
    ends = _boundaries(text, brackets)
    found: list[Nest] = []
    before: int | None = None
    for k, mention in enumerate(mentions):
        if before is not None and mention.start < mentions[before].end:
            found.append(Nest("nested", before, "amends", mentions[before].start, clause=found[before].clause))
            continue
        if covering(mention.start, brackets) and not _whole(brackets, text):
            # The title of what is changed may stand before the bracket.
            opened = max(text.low.rfind("(", 0, mention.start), mentions[k - 1].qualified) if k else 0
            passive = _PASSIVE.fullmatch(text.low, opened, mention.start) if k else None
            changed = (k - 1, _changes(passive)) if passive else None
            if changed is None and found and found[-1].standing == "aside":  # "(được sửa đổi bởi A và B)"
                listed = _LISTED.fullmatch(text.low, mentions[k - 1].qualified, mention.start)
                changed = found[-1].changed if listed else None
            found.append(Nest("aside", clause=found[-1].clause if found else 0, changed=changed))
            continue
        found.append(_stand(text, mentions, found, before, k, ends))
        before = k
    return [replace(one, title=_title(text, mentions, found, k, ends, brackets)) for k, one in enumerate(found)]


def verb_before(low: str, end: int, begin: int = 0) -> tuple[Predicate, int] | None:
    """The relating verb right before index `end` (fillers may stand in between): (predicate, its index), or None."""
    match = _verb_tail().search(low, max(begin, end - _TAIL), end)
    if not match or (match.lastgroup == "implements" and low.endswith(_WHILE, begin, match.start())):
        return None
    return cast(Predicate, match.lastgroup), match.start()


def _verb_of_enclosure(low: str, begin: int, end: int) -> tuple[Predicate, int] | None:
    """The verb of a title about what was "ban hành kèm theo" a document: done to the one, it is done to the other."""
    if not low.endswith("kèm theo ", begin, end):
        return None
    opening = _OPENING.match(low, begin)
    first = _verbs().match(low, opening.end() if opening else begin)
    if not first or not first.lastgroup:
        return None
    predicate = cast(Predicate, first.lastgroup)
    return "amends" if predicate == "replaces" else predicate, first.start()


def opens_title(low: str, i: int) -> bool:
    """True when the words at index `i` begin the title of the document that stands before them."""
    return _title_start().match(low, i) is not None


def _stand(
    text: Reading,
    mentions: Sequence[Mention],
    found: Sequence[Nest],
    before: int | None,
    k: int,
    ends: Sequence[tuple[int, bool]],
) -> Nest:
    """How mention `k` stands after mention `before`, the last one that is not in brackets."""
    mention = mentions[k]
    if before is None:
        return _top(text, mention, _sentence_start(ends, mention.start), 0, None)
    cut = ends[bisect_left(ends, (mentions[before].end, False)) : bisect_left(ends, (mention.start, False))]
    if cut:
        carried = None if any(final for _, final in cut) else _top_verb(found, before)
        return _top(text, mention, cut[-1][0] + 1, found[before].clause + 1, carried)
    gap = text.low[mentions[before].qualified : mention.start]
    beside = _beside(text, mentions[before], found, before, gap)
    return beside or _behind(text, mentions[before], found[before], before, mention, gap)


def _beside(text: Reading, previous: Mention, found: Sequence[Nest], before: int, gap: str) -> Nest | None:
    """The standing of a mention that is listed with the one before it, shares its clause or is said to change it."""
    one = found[before]
    top = Nest("top", None, *_top_verb(found, before), clause=one.clause)
    passive = _PASSIVE.fullmatch(gap)
    if passive is None and opens_title(text.low, previous.qualified):
        passive = _PASSIVE_BEHIND.search(gap, max(0, len(gap) - _TAIL))
    if passive:
        return replace(one, title=None, changed=(before, _changes(passive)))
    approved = _APPROVED.fullmatch(gap)
    if approved:
        return Nest("aside", clause=one.clause, changed=(before, "approves"))
    if _LISTED.fullmatch(gap):
        # A decision approves one thing: what is listed after that stands beside the decision.
        alone = one.standing == "nested" and one.verb in ("approves", "promulgates")
        return top if alone else replace(one, title=None, changed=None)
    if _AFTER_TITLE.search(gap) and opens_title(text.low, previous.qualified):
        # After a whole title only laws that are amended together go on being listed inside the outer one.
        together = one.standing == "nested" and one.verb == "amends"
        return replace(one, title=None, changed=None) if together else top
    return None


def _changes(passive: re.Match[str]) -> Predicate:
    return "replaces" if passive["verb"] == "thay thế" else "amends"


def _behind(text: Reading, previous: Mention, one: Nest, before: int, mention: Mention, gap: str) -> Nest:
    """The standing of a mention that other words part from the one before it: in its title, or on its own."""
    if opens_title(text.low, previous.qualified) and one.depth < _DEEPEST:
        begin = previous.qualified
        verb = verb_before(text.low, mention.start, begin) or _verb_of_enclosure(text.low, begin, mention.start)
        predicate, start = verb or (None, None)
        return Nest("nested", before, predicate, start, clause=one.clause, depth=one.depth + 1)
    if _UNNUMBERED.match(gap):
        return _through_unnumbered(text, previous, one, mention)
    return _top(text, mention, previous.qualified, one.clause + 1, None)


def _through_unnumbered(text: Reading, previous: Mention, one: Nest, mention: Mention) -> Nest:
    """ "... thực hiện Nghị quyết số 1 và Kế hoạch hành động của Thành ủy triển khai Nghị quyết số 2": what has no
    number hands its verb on to the document whose title names both."""
    verb = verb_before(text.low, mention.start, previous.qualified)
    if verb and one.standing == "nested" and one.verb == verb[0]:
        return replace(one, verb_start=verb[1], title=None, changed=None)
    return Nest("aside", clause=one.clause)


def _top(
    text: Reading, mention: Mention, begin: int, clause: int, carried: tuple[Predicate | None, int | None] | None
) -> Nest:
    verb = verb_before(text.low, mention.start, begin)
    if carried is not None and _PROGRAMME_OF.fullmatch(text.low, begin, mention.start):
        return Nest("top", None, *carried, clause=clause)
    if verb is None and carried is not None and not _OWN_WORDS.search(text.low[begin : mention.start]):
        return Nest("top", None, *carried, clause=clause)
    predicate, start = verb or (None, None)
    return Nest("top", None, predicate, start, clause=clause)


def _top_verb(found: Sequence[Nest], k: int) -> tuple[Predicate | None, int | None]:
    """The verb of the top mention in whose title, or at whose side, mention `k` stands."""
    seen = found[k]
    while seen.parent is not None:
        seen = found[seen.parent]
    return seen.verb, seen.verb_start


def _title(
    text: Reading, mentions: Sequence[Mention], found: Sequence[Nest], k: int,
    ends: Sequence[tuple[int, bool]], brackets: Sequence[Range],
) -> Range | None:  # fmt: skip
    begin = mentions[k].qualified
    start = _title_start().match(text.low, begin)
    if found[k].standing == "aside" or not start:
        return None
    after = ends[bisect_left(ends, (begin, False)) :][:1]
    stop = after[0][0] if after else len(text)
    closing = next((a for a, _ in brackets[first_from(begin, brackets) :][:3] if _CLOSING.match(text.low, a)), stop)
    stop = min(stop, closing)
    for j in range(k + 1, len(mentions)):
        if mentions[j].start >= stop:
            break
        if found[j].standing != "aside" and not _is_inside(found, j, k):
            stop = mentions[j].start
    words = _TRAILING.sub("", text.plain[start.end() : stop])
    if words.endswith('"') and words.count('"') % 2:
        words = words[:-1]
    return (start.end(), start.end() + len(words)) if words else None


def _is_inside(found: Sequence[Nest], j: int, k: int) -> bool:
    parent = found[j].parent
    while parent is not None and parent != k:
        parent = found[parent].parent
    return parent == k


# Marks come before what must stand in front of them, so that the search can skip to the next mark.
# The end of a sentence, a semicolon, or the comma before the body that acts ("..., UBND phường ban hành Kế hoạch").
_BOUNDARY = re.compile(
    rf";|[.!?](?<![Tt][Pp].)(?<!\d.)(?= ?[\"{UPPER}(-]| ?$)|\.(?<=\d.)(?= [{UPPER}]| ?$)|\./\."
    r"|,(?= (?:Ủy ban|UBND|Hội đồng nhân dân|HĐND|Đảng ủy|Ban [Cc]hỉ đạo|Tiểu ban|Sở|Công an|Trường|Phòng) )"
)
_TRAILING = re.compile(r"(?:(?:,| và| các| cụ thể| như sau)+)?[ ,:;.]*$")
# "... một số điều của Luật Đường bộ và Điều 77 Luật Trật tự, an toàn giao thông đường bộ"
_PROVISION = r"(?:(?:một số|các) )?(?:(?:điểm|khoản|điều)(?: [\da-zđ]{1,3})?,? ){1,3}(?:của )?"
_LISTED = re.compile(rf"[\" ]*(?:,|và|hoặc|cùng với|cùng|,? và)?[\" ]*(?:các |số |{_PROVISION})?[\"]?")
_OPENING = re.compile(r"[ ,\"]*(?:về |v/v )?(?:việc )?(?:hướng dẫn (?=sửa đổi))?")
_CHANGED = (
    r"(?P<verb>sửa đổi|bổ sung|thay thế)(?:,? (?:và )?bổ sung)?"
    r"(?: (?:một số|một phần|các) (?:điều|khoản|nội dung))? (?:tại|bởi|bằng|theo) (?:các )?"
)
_PASSIVE = re.compile(rf"[, (]*(?:và )?(?:đã )?(?:được )?{_CHANGED}")
# "Nghị định số ... quy định về hoạt động tiêm chủng, được sửa đổi, bổ sung tại Nghị định số ..."
_PASSIVE_BEHIND = re.compile(rf", (?:đã )?được {_CHANGED}\Z")
_APPROVED = re.compile(r"[, ]*(?:đã )?được [^;.,]{0,60}?(?:phê duyệt|thông qua) (?:tại|bởi|theo) ")
_AFTER_TITLE = re.compile(r"(?:,| và|, và|, cùng)(?: các| với)? $")
# "tháo gỡ khó khăn trong tổ chức thi hành Luật ...": what else is done while it is carried out.
_WHILE = ("trong ", "trong việc ", "quá trình ")
_UNNUMBERED = re.compile(
    r",? và (?:các )?(?:nghị quyết|quyết định|kế hoạch|chương trình|chỉ thị|kết luận|đề án|văn bản)(?!\w)"
)
# A programme in a list of documents stands for the decision behind it: "Thực hiện Kế hoạch số 1; Chương trình ... ban
# hành kèm theo Quyết định số 2".
_PROGRAMME_OF = re.compile(
    r" ?(?:chương trình|đề án|chiến lược|kế hoạch|dự án|quy hoạch)[^;]{3,200}"
    r" (?:ban hành|phê duyệt)(?: (?:kèm theo|theo|tại))? (?:các )?"
)
_OWN_WORDS = re.compile(r"\b(?:ủy ban|ubnd|hội đồng|các|để|nhằm|theo|tại|trong|về)\b")
_CLOSING = re.compile(
    r"\((?:sau đây|dưới đây|gọi tắt|viết tắt|nghị quyết|quyết định|kế hoạch|chương trình|chỉ thị|kết luận|thông báo"
    r"|gửi|kèm|có)"
)


def _brackets(low: str) -> list[Range]:
    """The outermost bracketed ranges; a bracket that is not closed within 400 characters is none."""
    found: list[Range] = []
    opened: deque[int] = deque()
    for match in re.finditer(r"[()]", low):
        i = match.start()
        while opened and i - opened[0] > 400:
            opened.popleft()
        if match[0] == "(":
            opened.append(i)
        elif opened:
            start = opened.pop()
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, i + 1))
    return found


def _whole(brackets: Sequence[Range], text: Reading) -> bool:
    return bool(brackets) and brackets[0][0] == 0 and brackets[0][1] >= len(text) - 1


def _boundaries(text: Reading, brackets: Sequence[Range]) -> list[tuple[int, bool]]:
    """Where clauses end: (index of the mark, whether a sentence ends there). Marks in brackets do not count."""
    marks = ((match.start(), match[0] not in ";,") for match in _BOUNDARY.finditer(text.plain))
    return [(i, final) for i, final in marks if not covering(i, brackets)]


def _sentence_start(ends: Sequence[tuple[int, bool]], i: int) -> int:
    return next((end + 1 for end, final in reversed(ends[: bisect_left(ends, (i, False))]) if final), 0)


@cache
def _verb_tail() -> re.Pattern[str]:
    filler = "|".join(load("relations")["fillers"]["patterns"])
    return re.compile(rf"(?<!\w)(?:{_verbs().pattern})(?!\w)(?:[ ,]+(?:{filler})(?!\w)){{0,8}}[ ,:\"(]*$")


@cache
def _verbs() -> re.Pattern[str]:
    """The verbs, one named group for each predicate."""
    return re.compile(
        "|".join(
            f"(?P<{entry['predicate']}>{'|'.join(entry['patterns'])})"
            for entry in sorted(load("relations")["verb"], key=_by_length)
        )
    )


def _by_length(entry: dict[str, list[str]]) -> int:
    """Verbs whose patterns contain those of another ("hướng dẫn thực hiện" holds "thực hiện") are tried first."""
    return -max(len(pattern) for pattern in entry["patterns"])


@cache
def _title_start() -> re.Pattern[str]:
    return re.compile(rf"[ ,\"]*(?=(?:{'|'.join(load('relations')['titles']['patterns'])})(?!\w))")
