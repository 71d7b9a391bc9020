"""Groups of organisations without a list of members: "các phòng, ban, đơn vị liên quan"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ingest.grammar import load
from ingest.organisations.lexicon import alternatives, folded
from ingest.text.letters import UPPER

# What a one-syllable noun must not go on with, lest it be another word ("phòng chống", "ban hành", "hội nghị").
_NOT_BEFORE = {
    "phòng": r",?\s?(?:và\s)?(?:chống|ngừa|trừ|cháy|vệ)\b|\s(?:thí|họp|học|khám|trọ|tránh|thủ|làm)\b",
    "ban": r"\s(?:hành|đầu|chỉ|quản|đại|thường|giám|tuyên|công|cán|xây|dân|kinh|văn|pháp|đêm|tổ|nội|nhân)\b",
    "bộ": r"\s(?:phận|tiêu|trưởng|máy|đội|chỉ|tư|môn|luật|mã|dữ|quy|hồ|chuyển|thủ|nhận|tài|câu|công|khoa)\b",
    "hội": r"\s(?:nghị|thảo|viên|chợ|đồng|nhập|thi|họp|diễn|đàm|trường|tụ|chẩn)\b",
    "sở": r"\s(?:hữu|tại|thích|chỉ|giao)\b",
    "ngành": r"\s(?:nghề|hàng|học)\b",
    "cơ quan": r"\s(?:hệ|sinh)\b",
    "tổ chức": r"\s(?!(?:có\s)?liên\squan|chính\strị|xã\shội|đoàn\sthể|trên|thuộc|khác|và|đảng|thành\sviên)\w",
    "xã": r"\shội\b",
    "trường": r"\s(?:hợp|ca|kỳ|đoạn|lớp)\b",
    "viện": r"\s(?:trợ|dẫn|phí)\b",
    "đơn vị": r"\s(?:tính|hành\schính|vũ)\b",
    "thành viên": r"(?!\s(?:khác\s)?trong\s(?:tiểu ban|ban chỉ đạo|tổ công tác|tổ giúp việc))",
    "bộ phận": r"\s(?:một\scửa|tiếp\snhận)\b",
}
# The same bodies whether they are said to be of the city or not.
_OF_CITY = re.compile(r"^(?:của|thuộc) (?=thành phố$|tỉnh$)")
_CAPITALS = re.compile(r"\b(?:ubnd|thcs|thpt|ocop|tnhh|mtv)\b")
# "các phòng, ban và đơn vị" are "các phòng, ban, đơn vị".
_LAST_OF_LIST = re.compile(r" và (cơ quan|đơn vị|đoàn thể|ngành|ban|địa phương)(?=$| (?:có )?liên quan)")
# "các trường liên quan", not "các trường tiểu học" or "các trường ngoài công lập".
_SCHOOLS = re.compile(
    r"^các trường(?= |$)(?! (?:mn|đại|mầm|mẫu|tiểu|trung|th|phổ|cao|học|chuyên|chính|thí|ngoài|tư thục|dân lập))"
)
_AREA = re.compile(r"\s?(?:đóng )?trên địa bàn(?: (?:phường|xã|tỉnh|thành phố))?")
_BARE = (
    "đoàn thể",
    "viện nghiên cứu",
    "trường đại học",
    "trường học",
    "nhà trường",
    "hợp tác xã",
    "cơ quan báo chí",
    "cơ quan truyền thông",
    "tổ chức tín dụng",
)


# With whom one works is somebody, and not whom a plan serves.
_WITH_FIRMS = re.compile(r"phối hợp (?:với|cùng)(?: các)? \Z")
_BEFORE = 24
"""Characters that hold those words."""
_PROPER_NAME = re.compile(rf"\s[{UPPER}](?:[^\W\d_]|\s?[-–]\s?[{UPPER}])")
_NAMED = re.compile(rf"[{UPPER}]\w*\s[{UPPER}]")
_LINKS = re.compile(r"(?<!\w)(?:và|hoặc|các)(?!\w)|[,&]")


@dataclass(frozen=True, slots=True)
class Group:
    """A group at `text[i:j]`. `weak`: it may as well be those whom a plan serves ("các doanh nghiệp")."""

    canonical: str
    i: int
    j: int
    weak: bool
    single: bool


def find_groups(text: str) -> Iterator[Group]:
    """The groups named in `text` (NFC), in order and without overlap."""
    lowered = folded(text)
    for match in _pattern().finditer(lowered):
        if match["quantifier"] is None and (_PROPER_NAME.match(text, match.end()) or _is_name(text, match)):
            continue  # "Trường Đại học Hùng Vương" and "Hiệp hội Du lịch" are one of them
        group = _group(
            match, partner=_WITH_FIRMS.search(lowered, max(0, match.start() - _BEFORE), match.start()) is not None
        )
        if group is not None and not _goes_on_with_persons(lowered, match.end()):
            yield from _singly(group, match)


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Whether a group without "các" is the name of one body: each of its terms has a capital."""
    own = text[match.start() : match.end()]
    if match["generic"] is not None:  # "Sở Y tế, Sở Xây dựng", not "Sở, Ban, ngành liên quan"
        return _NAMED.match(own) is not None
    return own[:1].isupper() and re.search(rf"\s[{UPPER}]", own) is not None


def _singly(group: Group, match: re.Match[str]) -> Iterator[Group]:
    """The groups of a list of groups that each have a name ("các doanh nghiệp, hợp tác xã"); else the group itself."""
    firms = list(_firms().finditer(match[0], len(match["quantifier"] or "")))
    of_area = not match["ending"] or _AREA.fullmatch(match["ending"])
    alone = match["specific"] is not None and of_area and not match["persons"]
    if (
        not alone
        or len(firms) < 2
        or firms[-1][0].endswith(("liên quan", "khác"))
        or _LINKS.sub("", _firms().sub("", match["specific"])).strip()
    ):
        yield group
        return
    for k, firm in enumerate(firms):
        i = group.i if k == 0 else match.start() + firm.start()
        name = _CAPITALS.sub(lambda found: found[0].upper(), " ".join(firm[0].split()).replace("htx", "hợp tác xã"))
        yield Group(f"Các {name}", i, match.start() + firm.end(), group.weak, True)


def _group(match: re.Match[str], *, partner: bool) -> Group | None:
    quantified = match["quantifier"] is not None
    kind = "generic" if match["generic"] is not None else "specific"
    body = match[kind]
    several = bool(re.search(r",|\s(?:và|hoặc)\s|&", body))
    narrowed = bool(match["ending"]) or re.search(r"liên quan|chuyên môn|chức năng|trực thuộc", body) is not None
    bare = body.startswith(_BARE) or (partner and body == "doanh nghiệp")
    if not quantified and not bare and not match["persons"] and not _stands_alone(kind, body, several, narrowed):
        return None
    weak = (
        kind == "specific"
        or bool(match["persons"] or match["firms"])
        or (bare and not quantified)
        or (body == "tổ chức" and not match["ending"])
    )
    return Group(_canonical(match, body), match.start(), match.end(), weak, not several and not narrowed)


def _stands_alone(kind: str, body: str, several: bool, narrowed: bool) -> bool:
    """Whether a group without "các" is one: a list, or a noun of two syllables that is narrowed down."""
    if kind == "specific":
        return _narrowed_specific().fullmatch(body) is not None
    first = re.split(r",|\s(?:và|hoặc)\s", body)[0]
    return not body.startswith("tổ chức") and (several or (narrowed and " " in first.strip()))


def _canonical(match: re.Match[str], body: str) -> str:
    ending = " ".join((match["ending"] or "").split())
    body = re.sub(r"\s*,\s*", ", ", re.sub(r"\s+", " ", body)).replace("&", "và").strip()
    ending = re.sub(r"^của (phường|xã)", r"thuộc \1", ending).replace("có liên quan", "liên quan")
    ending = _AREA.sub("", ending)
    if body.startswith("sở"):
        ending = _OF_CITY.sub("", ending)
    if _of_places().match(body):
        body = re.sub(r"\s(?:và|hoặc)\s(?:các\s)?|, các ", ", ", body).replace("tdp", "tổ dân phố")
    body = _LAST_OF_LIST.sub(r", \1", body)
    if match["persons"]:
        body = f"{body}, {' '.join(match['persons'].strip(' ,').split())}"
    body = body.replace("có liên quan", "liên quan").replace("ct-xh", "chính trị - xã hội")
    if body in ("đoàn thể", "tổ chức chính trị - xã hội", "tổ chức chính trị xã hội"):
        ending = re.sub(r"(?:thuộc )?\b(?:phường|xã|tỉnh|thành phố)$", "", ending).strip()
    name = f"các {body} {ending}".strip()
    name = re.sub(r"\bhtx\b", "hợp tác xã", name)
    name = _SCHOOLS.sub("các trường học", name)
    if name.startswith("các trường"):
        name = re.sub(r"\bmn\b", "mầm non", re.sub(r"\bth\b", "tiểu học", name))
    name = _CAPITALS.sub(lambda found: found[0].upper(), name).replace("trung ương", "Trung ương")
    name = re.sub(r"(?<=^các cơ sở )(?:hội|đoàn)\b", lambda found: found[0].capitalize(), name)
    name = re.sub(r"\b(?:tỉnh|thành|đảng) ủy$", lambda found: found[0].capitalize(), name)
    return name[:1].upper() + name[1:]


def _goes_on_with_persons(lowered: str, end: int) -> bool:
    """A list that ends in persons names those whom the plan serves; "... của mình" names nobody."""
    return (
        re.match(r"\s?(?:(?:,|và)\s?(?:các\s)?(?:cá nhân|hộ gia đình|người dân)|mình(?!\w))", lowered[end : end + 30])
        is not None
    )


@cache
def _pattern() -> re.Pattern[str]:
    words = load("units")["groups"]
    generic, specific = _nouns(words["generic"]), _nouns(words["specific"])
    adjectives, endings = alternatives(words["adjectives"]), alternatives(words["endings"])
    persons = alternatives(words["persons"])
    # "các sở, cơ quan trực thuộc sở": the superior ends the name. "trực thuộc quản lý của ..." is a clause behind it.
    adjectives = adjectives.replace(
        r"trực\sthuộc", r"trực\sthuộc(?!\s(?:sở|ubnd|ủy\sban|quản\slý|(?:đảng|tỉnh|thành)\sủy))"
    )
    endings = re.sub(r"(?<=\|)trực\\sthuộc(?=\||$)", r"trực\\sthuộc(?!\\squản\\slý)", endings)
    between = r"(?:\s?,\s?|\s(?:và|hoặc)\s|\s?&\s?)"
    item = rf"(?:{generic})(?!\w)(?:\s(?:{adjectives})(?!\w))*"
    special = rf"(?:{specific})(?!\w)(?:\s(?:{adjectives})(?!\w))*"
    levels = alternatives(words["school_levels"])
    places = alternatives(words["neighbourhoods"])
    listed = rf"(?:{places}|(?:khu|khối)(?=,|\s(?:và|hoặc)\s))"
    special = rf"{listed}(?!\w)(?:{between}(?:các\s)?(?:{places}|khu|khối(?!\s\w))(?!\w))+|{special}"
    special = rf"trường\s(?:{levels})(?!\w)(?:{between}(?:{levels})(?!\w))+|{special}"
    firm = rf"{between}(?:{alternatives(words['firms'])})(?!\w)(?:\s(?:{adjectives})(?!\w))*"
    own = _own_group()
    return re.compile(
        rf"(?<![\w/-])(?<!xã\s)(?P<quantifier>(?:tất cả các|toàn thể các|các|những)\s)?"
        rf"(?:(?P<specific>{own}(?:{between}{own})+|{special})|(?P<generic>{item}(?:{between}{item})*(?P<firms>(?:{firm})*)))"
        rf"(?P<persons>\s?,\s(?:{persons})(?!\w))?"
        rf"(?P<ending>(?:\s(?:{endings})(?!\w))*)"
    )


@cache
def _firms() -> re.Pattern[str]:
    """Firms and establishments: each is a group of its own in a list."""
    return re.compile(rf"(?<!\w)(?:{_own_group()})")


def _own_group() -> str:
    words = load("units")["groups"]
    nouns = alternatives([*words["firms"], *words["establishments"]])
    return rf"(?:{nouns})(?!\w)(?:\s(?:{alternatives(words['adjectives'])})(?!\w))*"


@cache
def _of_places() -> re.Pattern[str]:
    """A list of neighbourhoods."""
    return re.compile(rf"(?:{alternatives(load('units')['groups']['neighbourhoods'])})(?=,|\s(?:và|hoặc)\s)")


@cache
def _narrowed_specific() -> re.Pattern[str]:
    """A noun of two syllables or more with an adjective: "doanh nghiệp viễn thông", not "xã khác"."""
    words = load("units")["groups"]
    nouns = alternatives(noun for noun in words["specific"] if " " in noun)
    return re.compile(rf"(?:{nouns})(?:\s(?:{alternatives(words['adjectives'])}))+")


def _nouns(nouns: list[str]) -> str:
    ordered = sorted(nouns, key=lambda noun: (-len(noun), noun))
    return "|".join(
        noun.replace(" ", r"\s") + (f"(?!{_NOT_BEFORE[noun]})" if noun in _NOT_BEFORE else "") for noun in ordered
    )
