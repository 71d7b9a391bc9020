"""Documents cited by name: laws, codes, ordinances, the Constitution, and master plans with their period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.grammar import load
from ingest.text.folding import Reading, alternatives, lower

_HEAD = re.compile(r"(?<!\w)(?P<type>bộ luật|luật|pháp lệnh|hiến pháp)(?!\w)")
_MASTER_PLAN = re.compile(
    r"(?<!\w)quy hoạch (?P<name>[^;.:()\"\d]{3,160}?),? ?(?:thời kỳ \d{4} ?- ?\d{4}|đến (?:năm )?\d{4})"
    r"(?:(?:,| và)? ?(?:tầm nhìn|định hướng)(?: phát triển)? (?:đến|tới) (?:năm )?\d{4})?"
)
_OF_PLACE = re.compile(r"quy hoạch (?:tỉnh|thành phố|thủ đô|vùng) .*thời kỳ")
# In small letters as well where the title of what approves it goes on with its name and period.
_APPROVED = ("về việc ", "phê duyệt ")
# "Quy hoạch" is also a verb, and the word for planning whom to promote.
_NO_MASTER_PLAN = re.compile(
    r"^(?:và|các|hóa)(?!\w)|\b(?:theo|và|các) quy hoạch\b|\b(?:cán bộ|cấp ủy|nhân sự|chức danh)\b|,.*,.*,"
)
_CLAUSE = re.compile(
    r"(?:các|những|mọi|từng|đồng thời|góp phần|bảo đảm|đảm bảo|tổ chức|tuyên truyền|chủ động|qua đó)(?!\w)"
)
_CONSTITUTION = re.compile(r" nước cộng hòa xã hội chủ nghĩa việt nam(?!\w)")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_SEPARATORS = (" ", ", ", " - ")
_TABLES = {"luật": "luat", "bộ luật": "bo_luat", "pháp lệnh": "phap_lenh"}
_TYPES = {"luật": "Luật", "bộ luật": "Bộ luật", "pháp lệnh": "Pháp lệnh", "hiến pháp": "Hiến pháp"}
_OF_OTHERS = re.compile(r" sử[au]? đổi(?:, bổ sung)?(?: một số điều)?(?: của)? ?(?:các )?(?=luật|bộ luật|pháp lệnh)")
_AND_LAW = re.compile(r"(?:,| và|, và) (?=luật |bộ luật |pháp lệnh )")
_LEAD_OF_TITLE = re.compile(r",?(?: về)?(?= )")
_ENUMERATION = re.compile(r"(?:[^\W\d_]+ ){0,6}[^\W\d_]+(?:, (?:[^\W\d_]+ ){0,6}[^\W\d_]+){0,3} và [^\W\d_]+")
_LONGEST = 30  # words in the name of a law


@dataclass(frozen=True, slots=True)
class NamedLaw:
    """A document named at `start:end` of the text; `name` is its title with the type, in its usual spelling.

    `amending`: the title names the laws that it amends, which are found after it.
    """

    start: int
    end: int
    type: str
    name: str
    amending: bool = False


def find_laws(text: Reading) -> Iterator[NamedLaw]:
    """The laws, codes, ordinances and the Constitution that `text` names, in order."""
    for head in _HEAD.finditer(text.low):
        if _is_law(text, head):
            law = _amending(text, head) or _listed(text, head) or _unlisted(text, head)
            if law:
                yield law


def listed_title(text: Reading, kind: str, i: int) -> str:
    """The full name of the listed law of type `kind` whose title stands at index `i`, after "về" or not; or ""."""
    lead = _LEAD_OF_TITLE.match(text.low, i)
    match = _title_pattern(kind.lower()).match(text.low, lead.end()) if lead else None
    return f"{kind} {_titles(kind.lower())[_bare(match[0])]}" if match else ""


def find_master_plans(text: Reading) -> Iterator[NamedLaw]:
    """The master plans that `text` names together with their period ("Quy hoạch tỉnh ... thời kỳ 2021 - 2030")."""
    for match in _MASTER_PLAN.finditer(text.low):
        noun = match.start() > 0 or "thời kỳ" in match[0]
        named = text.plain[match.start()].isupper() or _OF_PLACE.match(match[0]) is not None
        titled = "thời kỳ" in match[0] and text.low.endswith(_APPROVED, 0, match.start())
        if (named or titled) and noun and not _NO_MASTER_PLAN.search(match["name"]):
            words = text.plain[match.start() : match.end()]
            name = re.sub(
                r" ?- ?(?=\d{4})", " - ", words[0].upper() + (lower(words[1:]) if words.isupper() else words[1:])
            )
            yield NamedLaw(match.start(), match.end(), "Quy hoạch", name)


def _is_law(text: Reading, head: re.Match[str]) -> bool:
    if not text.plain[head.start()].isupper():
        return False
    return head["type"] != "luật" or not _not_before().search(text.low, max(0, head.start() - 20), head.start())


@cache
def _not_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(load('laws')['not_before']['words'])}) $")


def _listed(text: Reading, head: re.Match[str]) -> NamedLaw | None:
    kind = head["type"]
    if kind == "hiến pháp":
        full = _CONSTITUTION.match(text.low, head.end())
        return NamedLaw(head.start(), full.end() if full else head.end(), "Hiến pháp", "Hiến pháp")
    titles = _titles(kind)
    match = _title_pattern(kind).match(text.low, head.end())
    if not match or not (text.plain[match.start() + 1].isupper() or " " in match[0].strip()):
        return None  # "Luật đất đai" is a name, "Luật giá" rather a slip
    return NamedLaw(head.start(), match.end(), _TYPES[kind], f"{_TYPES[kind]} {titles[_bare(match[0])]}")


@cache
def _titles(kind: str) -> dict[str, str]:
    grammar = load("laws")
    titles = {_bare(lower(title)): title for title in grammar[_TABLES[kind]]}
    short = (
        {_bare(lower(letters)): title for letters, title in grammar["abbreviations"].items()} if kind == "luật" else {}
    )
    return titles | short


@cache
def _title_pattern(kind: str) -> re.Pattern[str]:
    written = alternatives(list(_titles(kind))).replace(" ", ",? ")
    return re.compile(rf" (?:{written})(?!\w)")


def _bare(title: str) -> str:
    """Without commas, which are often left out ("Luật Phòng chống thiên tai")."""
    return title.replace(",", "").strip()


def _amending(text: Reading, head: re.Match[str]) -> NamedLaw | None:
    """A law that amends others carries their names in its own."""
    match = _OF_OTHERS.match(text.low, head.end())
    if not match:
        return None
    inner = _HEAD.match(text.low, match.end())
    law = (_listed(text, inner) or _unlisted(text, inner)) if inner else None
    if not law:
        return None
    laws = [law]
    while (joint := _AND_LAW.match(text.low, laws[-1].end)) is not None:
        further = _HEAD.match(text.low, joint.end())
        another = (_listed(text, further) or _unlisted(text, further)) if further else None
        if another is None:
            break
        laws.append(another)
    kind = _TYPES[head["type"]]
    names = " và ".join(name for name in (", ".join(one.name for one in laws[:-1]), laws[-1].name) if name)
    return NamedLaw(head.start(), laws[-1].end, kind, f"{kind} sửa đổi, bổ sung một số điều của {names}", amending=True)


def _unlisted(text: Reading, head: re.Match[str]) -> NamedLaw | None:
    """A name by rule: from a capital letter to the first word that ends names; a comma is inside the name only where
    an enumeration with "và" goes on behind it."""
    capitals = text.plain[head.start() : head.end()].isupper()
    words: list[re.Match[str]] = []
    end = head.end()
    while len(words) < _LONGEST:
        word = (
            _WORD.match(text.plain, end + 1)
            if text.plain[end : end + 1] in _SEPARATORS
            else _after_comma(text, end, words)
        )
        if word is None or _ends().match(text.low, word.start()) or (words and not capitals and _opens(word)):
            break
        words.append(word)
        end = word.end()
    while words and words[-1][0].lower() in ("và", "của", "các", "về"):
        words.pop()
    if not words or not words[0][0][0].isupper() or words[0][0].isdigit() or words[0][0].lower() == "luật":
        return None
    if words[0][0].isupper() and not capitals and len(words[0][0]) > 1:
        return None  # letters that are not listed: which law they mean is anybody's guess
    name = text.plain[words[0].start() : words[-1].end()]
    name = name[0] + lower(name[1:]) if capitals else name
    kind = _TYPES[head["type"]]
    return NamedLaw(head.start(), words[-1].end(), kind, f"{kind} {name}") if kind != "Hiến pháp" else None


def _opens(word: re.Match[str]) -> bool:
    """A capitalised type of document opens the next one ("Luật Khuyến học Nghị định ...")."""
    return word[0] in ("Luật", "Bộ", "Pháp", "Nghị", "Thông", "Quyết", "Chỉ", "Kế", "Công", "Ủy", "UBND")


def _after_comma(text: Reading, end: int, words: list[re.Match[str]]) -> re.Match[str] | None:
    """The word after a comma, when the name goes on: "A, b và c" with short members."""
    if text.plain[end : end + 2] != ", " or not 0 < len(words) <= 6:
        return None
    if words[-1][0].lower() == "phòng" and text.low.startswith(", chống ", end):
        return _WORD.match(text.plain, end + 2)
    rest = _ENUMERATION.match(text.low, end + 2) if text.plain[end + 2 : end + 3].islower() else None
    if not rest or _CLAUSE.match(rest[0]) or _ends().search(rest[0]):
        return None
    return _WORD.match(text.plain, end + 2)


@cache
def _ends() -> re.Pattern[str]:
    words = [lower(word) for word in load("laws")["ends"]["words"]]
    return re.compile(rf"(?<!\w)(?:{alternatives(words)})(?!\w)")
