"""Mentions of documents in one text: number or name, type word, date and issuer beside it.

One pass over the text finds numbers (`numbers`), one finds names (`laws`); each becomes a `Mention` with the words
that directly qualify it, in any order: "ngày 22/12/2024 của Bộ Chính trị", "của Đảng ủy phường ngày 08/7/2025".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ingest.citing.dates import read_date, read_year
from ingest.citing.issuers import Issuer, is_local, read_any_issuer, read_issuer
from ingest.citing.laws import NamedLaw, find_laws, find_master_plans, listed_title
from ingest.citing.numbers import Number, find_numbers, is_known, level_of, type_of_symbol, type_of_words, type_pattern
from ingest.grammar import load
from ingest.passages import Place
from ingest.text.folding import Reading
from ingest.text.ranges import covering


@dataclass(frozen=True, slots=True)
class Mention:
    """A document mentioned at `start:end` of a text; what qualifies it ends at `qualified`.

    `base` is the canonical name without issuer; "" for a number without symbol ("Nghị quyết 57"), whose digits stand
    in `digits`. `type` is "" where neither a word nor the symbol tells it. `name` is a law's name where it is written.
    `amended`: a law named in the title of one that amends it; number and date behind it are that other law's.
    `sender` is a body named before the mention ("của Sở Nội vụ tại Tờ trình số ..."), not stated as its issuer.
    """

    start: int
    end: int
    qualified: int
    base: str
    type: str
    number: Number | None = None
    digits: str = ""
    date: str | None = None
    issuer: Issuer | None = None
    name: str = ""
    sender: Issuer | None = None
    amended: bool = False


_POSSIBLE = re.compile(r"\d|luật|pháp lệnh|hiến pháp|quy hoạch")  # most texts cite nothing: they are done at once
_KINDS = "(?: (?:liên ngành|liên tịch|phối hợp|tổng thể))?"
_NOT_A_DOCUMENT = re.compile(
    r"(?:mẫu|biểu|phiếu|tờ khai|đường|nhà|biển|tài khoản|hợp đồng|hóa đơn|chứng chỉ"
    r"|giấy (?:phép|chứng nhận)|phụ lục|bảng)(?: số)? ?:? ?$"
)
_SHORT_TAIL = re.compile(
    r"(?! ?[/%-] ?\w| (?:năm|tháng|ngày|nội dung|nhiệm vụ|nhóm|điểm|tiêu chí|lần|triệu|tỷ|người))(?!\w)"
)
_SHORT_TYPES = r"(?:nghị quyết|chỉ thị|kết luận|nghị định|thông tư|quyết định|kế hoạch|thông báo|nq)"
# Four digits as well, where they are no year.
_DIGITS = r"(?:\d{1,3}(?!\d)|(?!19|20)\d{4})"
_SHORT = re.compile(
    rf"(?<!\w){_SHORT_TYPES} (?:số )?(?P<list>{_DIGITS}(?:(?:, | và |; )(?:số )?{_DIGITS}){{0,9}})(?!\w)"
)
_RENAMED = re.compile(r" ?\((?:nay|trước đây|trước) là [^()]{3,80}\)")
_OF = re.compile(r",? (?:ban hành )?(?:của|do) (?:liên (?=bộ |sở |ngành ))?")
_BETWEEN = re.compile(r",? giữa ")
_NOTE = re.compile(r"\d{1,2}(?=[ ,])|\[\d{1,3}\]|\(\d{1,2}\)")
_LED_BY = re.compile(r"(?:,|, được ban hành| ban hành| ký| được ban hành)? ?\(?(?:cùng )?(?=ngày|tháng)")
_YEAR_ALONE = re.compile(r" năm ((?:19|20)\d\d)(?= của (?!phường|xã|tỉnh|thành phố))")
_ITS_NUMBER = re.compile(r",? ?\(?(?:luật )?(?:số ?:? ?)?(?=\d)")
_MADE_BY = re.compile(r" (?:ban hành|ký)(?: ban hành)?")
_IN_IT = re.compile(r" (?:tại|trong|theo) (?:các )?$")
_JOINT_SYMBOL = re.compile(r"(?:CTPH|CTLT|TTLT|NQLT|KHLT|KHPH|KHLN|HDLN|HDLT|QCPH|QCLN|TTLN|CTLN)")
_ALSO = re.compile(r"(?:,| và| -|, và) (?=\w)")
_LISTED_WITH = re.compile(r",? (?:và )?(?:tại )?")
_ONLY_NUMBER = re.compile(r"(?:,| và|, và) (?:số )?")
_NEXT_MENTION = re.compile(r"(?:,|;| và|, và) ?")
_SAME_DAY = re.compile(r",? ?\(?cùng (?:ban hành )?ngày ")
_OF_SEVERAL = re.compile(r"các (?:nghị định|quyết định|nghị quyết|thông tư|chỉ thị|kế hoạch|công văn|văn bản) của ")
_MARK_AT = re.compile(r"(?:số ?:? ?)?\d")
_MOST, _FARTHEST = 12, 2000  # documents in a list under one heading, characters that it may take
_WORD = re.compile(r"(?<= )\w")
_MARKED = re.compile(r",? số ?:? ?")
_MARK = re.compile(r"(?<!\w)số ?:? ?$")
_NUMBER_OF_LAW = re.compile(r"(?:UBTV)?QH\d{1,2}|HĐNN\d")
_TYPE_OF_SHORT = re.compile(_SHORT_TYPES)
_PASSED = re.compile(
    r"(?:,| đã)? được quốc hội(?: nước cộng hòa xã hội chủ nghĩa việt nam)?(?: khóa \w+)?"
    r"[^;.()]{0,60}? thông qua (?=ngày)"
)


def find_mentions(text: Reading, place: Place, year: str | None = None) -> list[Mention]:
    """The documents mentioned in `text`, in reading order. `year`: the plan's own year, which in its title is no
    law's ("triển khai thi hành Luật ... năm 2026").

    Standards (TCVN, ISO) are left out; the plan's own number is not told apart here.
    """
    if not _POSSIBLE.search(text.low):
        return []
    standards = standard_spans(text)
    named = [law for law in [*find_laws(text), *find_master_plans(text)] if not covering(law.start, standards)]
    numbers = [_numbered(text, n) for n in find_numbers(text.plain) if not covering(n.start, standards)]
    numbered = [mention for mention in numbers if mention is not None]
    found = _merge(numbered, named, text)
    found += _short(text, found)
    found.sort(key=lambda mention: (mention.start, -mention.end))
    qualified = [_qualify(text, mention, place, year) for mention in _typed(text, found)]
    return _with_senders(text, _with_shared(text, qualified, place))


def _with_shared(text: Reading, found: Sequence[Mention], place: Place) -> list[Mention]:
    """What is said once of several numbers: "217-QĐ/TW, 218-QĐ/TW ngày 12/12/2013 của Bộ Chính trị", and "các Nghị định
    của Chính phủ: số 88/2024/NĐ-CP ...; số 151/2025/NĐ-CP ..."."""
    shared: list[Mention] = []
    for mention in reversed(found):
        after = shared[-1] if shared else None
        open_ended = mention.number is not None and not (mention.date or mention.issuer)
        if after and open_ended and _shares(text, mention, after):
            mention = replace(mention, date=after.date, issuer=after.issuer)
        shared.append(mention)
    shared.reverse()
    starts = [mention.start for mention in shared]
    for heading in _OF_SEVERAL.finditer(text.low):
        issuer = read_issuer(text, heading.end(), place)
        if issuer is None or text.low[issuer.end : issuer.end + 1] != ":":
            continue
        for k in range(bisect_left(starts, issuer.end), min(len(shared), bisect_left(starts, issuer.end) + _MOST)):
            if text.low.find(". ", issuer.end, shared[k].start) >= 0 or shared[k].start - issuer.end > _FARTHEST:
                break
            if _MARK_AT.match(text.low, shared[k].start) and shared[k].issuer is None:
                shared[k] = replace(shared[k], issuer=issuer)
    return shared


def _shares(text: Reading, mention: Mention, after: Mention) -> bool:
    """Whether the next number follows without a type word, under the same symbol, or is said to be of the same day."""
    if _SAME_DAY.match(text.low, after.end) and _NEXT_MENTION.fullmatch(text.low, mention.end, after.start):
        return True
    if mention.number is None or after.number is None or mention.number.parts != after.number.parts:
        return False
    return _ONLY_NUMBER.fullmatch(text.low, mention.end, after.number.start) is not None


def _with_senders(text: Reading, found: Sequence[Mention]) -> list[Mention]:
    """The sender of one letter is that of those listed after it ("của Sở Y tế tại Tờ trình số 1 và Công văn số 2")."""
    listed: list[Mention] = []
    for mention in found:
        last = listed[-1] if listed else None
        alone = mention.number is not None and not (mention.issuer or mention.sender)
        if last and last.sender and alone and _LISTED_WITH.fullmatch(text.low, last.qualified, mention.start):
            mention = replace(mention, sender=last.sender)
        listed.append(mention)
    return listed


def standard_spans(text: Reading) -> list[tuple[int, int]]:
    """Where `text` names a technical standard such as TCVN ISO 9001:2015."""
    return [(match.start(), match.end()) for match in _standards().finditer(text.plain)]


def _qualifiers(text: Reading, mention: Mention, place: Place) -> tuple[int, str | None, Issuer | None]:
    """(index after them, ISO date, issuer) of the words behind a mention that directly qualify it."""
    date, issuer = None, None
    note = _NOTE.match(text.low, mention.end)  # the mark of a footnote ("NĐ-CP1 ngày ...")
    position = note.end() if note else mention.end
    for _ in range(3):
        found = _date_at(text, position) if date is None else None
        if found:
            date, position = found
        elif issuer is None and (body := _issuer_at(text, mention, position, place)) and _fits(mention.number, body):
            issuer = _with_partners(text, mention.number, body, place)
            position = issuer.end
            renamed = _RENAMED.match(text.low, position)
            position = renamed.end() if renamed else position
        else:
            break
    return position, date, issuer or _issuer_inside(text, mention, place)


def _issuer_inside(text: Reading, mention: Mention, place: Place) -> Issuer | None:
    """The body between the type word and the number: "Kết luận của Bộ Chính trị số 12-KL/TW"."""
    until = mention.number.start if mention.number else mention.start
    for word in _WORD.finditer(text.low, mention.start, until):
        issuer = read_issuer(text, word.start(), place)
        if issuer and issuer.end < until and _MARKED.fullmatch(text.low, issuer.end, until):
            return issuer
    return None


def _with_partners(text: Reading, number: Number | None, first: Issuer, place: Place) -> Issuer:
    """All bodies that issue a joint document ("của Liên đoàn Lao động tỉnh và Sở Y tế"), the first of other ones."""
    count = len(number.parts) - 1 if number and _is_joint(number) else 1
    names, end = [first.name], first.end
    while len(names) < count and (also := _ALSO.match(text.low, end)):
        partner = read_issuer(text, also.end(), place)
        if partner is None:
            break
        names, end = [*names, partner.name], partner.end
    return replace(first, name=" và ".join(names), end=end)


def _is_joint(number: Number | None) -> bool:
    return number is not None and len(number.parts) > 2 and _JOINT_SYMBOL.fullmatch(number.parts[0]) is not None


def _date_at(text: Reading, i: int) -> tuple[str, int] | None:
    year = _YEAR_ALONE.match(text.low, i)  # "Quyết định số 3081/QĐ-BYT năm 2020 của Bộ trưởng Bộ Y tế"
    if year is not None:
        return year[1], year.end()
    lead = _LED_BY.match(text.low, i)
    found = read_date(text.low, lead.end()) if lead else None
    if not found or not lead:
        return None
    bracket = "(" in lead[0] and text.low[found[1] : found[1] + 1] == ")"
    return found[0], found[1] + bracket


def _issuer_at(text: Reading, mention: Mention, i: int, place: Place) -> Issuer | None:
    lead = _OF.match(text.low, i) or (_BETWEEN.match(text.low, i) if _is_joint(mention.number) else None)
    read = read_any_issuer if mention.number is not None else read_issuer
    issuer = read(text, lead.end(), place) if lead else None
    if issuer and lead and lead[0].endswith("do "):
        made = _MADE_BY.match(text.low, issuer.end)
        return replace(issuer, end=made.end()) if made else None
    return issuer


def _title_as_name(text: Reading, mention: Mention, end: int) -> str:
    """The name of a law cited by number that follows as its title ("Luật số 72/2025/QH15 ... về Tổ chức ...")."""
    if not _is_law_number(mention) or mention.name or mention.type not in ("Luật", "Bộ luật"):
        return mention.name
    return listed_title(text, mention.type, end)


def _qualify(text: Reading, mention: Mention, place: Place, year: str | None) -> Mention:
    if mention.amended:
        return mention
    if mention.number is None and mention.base:
        passed = _PASSED.match(text.low, mention.end)
        stated = read_date(text.low, passed.end()) if passed else None
        if stated:
            return replace(mention, date=stated[0], qualified=stated[1])
        of_year = read_year(text.low, mention.end + 1) if mention.type != "Quy hoạch" else None
        if of_year and of_year[0] != year:
            return replace(mention, date=of_year[0], qualified=of_year[1])
    end, date, issuer = _qualifiers(text, mention, place)
    if issuer and _is_law(mention) and "Quốc hội" not in issuer.name:
        end, date, issuer = mention.end, None, None  # of the document whose title ends with the law's name
    sender = _sender(text, mention.start, place) if mention.number and not issuer else None
    name = _title_as_name(text, mention, end)
    if not (date or issuer or sender) and (end, name) == (mention.qualified, mention.name):
        return mention
    return replace(mention, qualified=end, date=date, issuer=issuer, sender=sender, name=name)


def _fits(number: Number | None, issuer: Issuer) -> bool:
    """False where the symbol is a central body's and the words behind it name a local one: they belong to what
    cites it ("Kế hoạch thực hiện Quyết định số 709/QĐ-TTg của UBND thành phố")."""
    return number is None or level_of(number) == "local" or not is_local(issuer.name) or number.parts[-1] == "BTC"


def _is_law(mention: Mention) -> bool:
    return mention.type in ("Luật", "Bộ luật", "Pháp lệnh") and (mention.number is None or _is_law_number(mention))


# A letter is the department's, whoever signs it.
_HEAD = re.compile(r"^(?:Phó )?(?:Giám đốc|Chánh|Cục trưởng|Chi cục trưởng) (?=[^\W\d_])")


def _sender(text: Reading, end: int, place: Place) -> Issuer | None:
    at = _IN_IT.search(text.low, max(0, end - 16), end)
    begin = max(0, end - 120)
    for of in re.finditer(r"\bcủa ", text.low[begin : at.start()]) if at else ():
        issuer = read_any_issuer(text, begin + of.end(), place)
        if at and issuer and issuer.end == at.start():
            return replace(issuer, name=_HEAD.sub("", issuer.name))
    return None


@cache
def _type_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<type>(?:{type_pattern()}){_KINDS})(?: ?,? ?số ?:?){{0,2}} ?$")


@cache
def _type_of_issuer_before() -> re.Pattern[str]:
    """A type word with its issuer between it and the number ("Nghị quyết của Bộ Chính trị số 57-NQ/TW")."""
    word = rf"(?!(?:{type_pattern()}|số|về|theo|tại|thực|triển|ban hành|phê)(?!\w))[^\W\d_]+"
    return re.compile(rf"(?<!\w)(?P<type>{type_pattern()}) của(?: {word}){{1,8}},? số ?:? ?$")


def _type_words_before(text: Reading, i: int) -> re.Match[str] | None:
    begin = max(0, i - 90)
    return _type_before().search(text.low, begin, i) or _type_of_issuer_before().search(text.low, begin, i)


def _numbered(text: Reading, number: Number) -> Mention | None:
    """The mention that a number belongs to, None when the words around show that it is no document."""
    tail = _type_words_before(text, number.start)
    if tail and (len(number.parts) > 1 or _plain_symbol(number, tail["type"])):
        return Mention(tail.start(), number.end, number.end, number.canonical, type_of_words(tail["type"]), number)
    law = _NUMBER_OF_LAW.fullmatch(number.parts[-1])  # "Luật ... theo hợp đồng số 69/2020/QH14" is no contract
    if not law and _NOT_A_DOCUMENT.search(text.low, max(0, number.start - 30), number.start):
        return None
    mark = _MARK.search(text.low, max(0, number.start - 8), number.start)
    if is_known(number) or (mark and len(number.parts) > 1):
        start = mark.start() if mark else number.start
        return Mention(start, number.end, number.end, number.canonical, "", number)
    return None


def _plain_symbol(number: Number, type_words: str) -> bool:
    """A symbol of one part names a document after a type word ("Công văn số 12/UBND"), not after "Đề án" (06/CP)."""
    return type_words not in ("đề án", "chương trình") and len(number.parts[0]) > 1


def _merge(numbered: list[Mention], named: list[NamedLaw], text: Reading) -> list[Mention]:
    """Names and numbers together; "Luật Nhà giáo số 73/2025/QH15" is one mention, known by its number."""
    at = {mention.number.start: k for k, mention in enumerate(numbered) if mention.number}
    behind = {mention.end: k for k, mention in enumerate(numbered) if _is_law_number(mention)}
    taken = [(mention.start, mention.end) for mention in numbered]
    found = list(numbered)
    amending_until = 0
    for law in named:
        if law.end <= amending_until:
            found.append(Mention(law.start, law.end, law.end, law.name, law.type, name=law.name, amended=True))
            continue
        amending_until = law.end if law.amending else amending_until
        title_of = behind.get(law.start - 1)
        if title_of is not None and text.low[law.start - 1] == " ":  # "Luật số 12/2022/QH15 Luật Dầu khí"
            found[title_of] = replace(found[title_of], name=law.name)
            continue
        follows = _ITS_NUMBER.match(text.low, law.end)
        k = at.get(follows.end()) if follows else None
        if k is not None and _is_law_number(numbered[k]):
            end = numbered[k].end + (text.low[numbered[k].end : numbered[k].end + 1] == ")")
            found[k] = replace(numbered[k], start=law.start, end=end, qualified=end, type=law.type, name=law.name)
        elif not covering(law.start, taken):
            found.append(Mention(law.start, law.end, law.end, law.name, law.type, name=law.name))
    return found


def _is_law_number(mention: Mention) -> bool:
    return mention.number is not None and _NUMBER_OF_LAW.fullmatch(mention.number.parts[-1]) is not None


def _short(text: Reading, found: Sequence[Mention]) -> list[Mention]:
    """Numbers without a symbol after a type word ("Nghị quyết 57", "các Nghị quyết số 57, 59 và 66")."""
    taken = sorted((mention.start, mention.end) for mention in found)
    short: list[Mention] = []
    for match in _SHORT.finditer(text.low):
        kind = type_of_words(_TYPE_OF_SHORT.match(match[0])[0])  # type: ignore[index]
        for k, item in enumerate(re.finditer(rf"(?:số )?({_DIGITS})", match["list"])):
            start, end = match.start("list") + item.start(), match.start("list") + item.end()
            if _SHORT_TAIL.match(text.low, end) and not covering(end - 1, taken):
                short.append(Mention(match.start() if k == 0 else start, end, end, "", kind, digits=item[1]))
    return short


def _typed(text: Reading, found: list[Mention]) -> Iterator[Mention]:
    """Types for mentions without a type word: by the symbol, else that of the mention they are listed with."""
    before: Mention | None = None
    for mention in found:
        if not mention.type and mention.number:
            kind = type_of_symbol(mention.number.parts[0]) or _type_without(mention.number)
            listed = before and re.fullmatch(r"[^;.]{0,60}(?:,| và) ", text.low[before.end : mention.start])
            mention = replace(mention, type=kind or (before.type if before and listed else ""))
        before = mention
        yield mention


def _type_without(number: Number) -> str | None:
    """A symbol that opens with a body and a department is that of an official letter (Công văn)."""
    return "Công văn" if len(number.parts) > 1 else None


@cache
def _standards() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(load('aliases')['standards']['patterns'])})")
