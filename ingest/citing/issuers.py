"""Who issued a document, as written beside it, in full form and completed with the place of the plan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.citing.written_issuers import written_issuer
from ingest.grammar import load
from ingest.passages import Place
from ingest.text.folding import Reading, alternatives, lower
from ingest.text.letters import UPPER

_CENTRAL = re.compile(
    r"(?:hội nghị (?:lần thứ \w+|trung ương(?: \d+)?),? )?(?:ban chấp hành|bch) trung ương"
    r"(?: đảng(?: cộng sản việt nam)?)?(?:,? ?\(?khóa [ivxlc]+\)?)?(?!\w)"
)
_TERM = re.compile(r",? ?\(?khóa [ivxlc]+\)?(?!\w)")
_WHICH_CONGRESS = re.compile(r" lần thứ [ivxlc]+(?!\w)")
_MINISTER = re.compile(r"(?:(?:thứ trưởng|bộ trưởng|chủ nhiệm) )?bộ (?=\w)")
_DIRECTOR = re.compile(r"(?:(?:phó )?giám đốc )?sở (?=\w)")
_COMRADE = re.compile(r"(?:đồng chí|đ/c) ")
_NAME = re.compile(rf"[{UPPER}]\w*(?: - | )?")
_STEERING_END = re.compile(
    r"(?=[;.():\"]|, ban chỉ đạo(?!\w)"
    r"|,? (?:về|v/v|ngày|ban hành|tại|phê duyệt|thực hiện|triển khai|đã|được|giao|yêu cầu|nhằm|để)(?!\w)|$"
    r"|,? (?:và )?(?:quyết định|nghị quyết|kế hoạch|kết luận|chỉ thị|chương trình (?:công tác|hành động))(?!\w))"
)
# A central committee bears its field in its name ("Ban Chỉ đạo Trung ương về chuyển đổi số"); behind other committees
# and before these verbs "về" opens a title.
_FIELD_OF_CENTRAL = re.compile(
    r" (?:trung ương|quốc gia|của chính phủ) "
    r"(?=về (?!việc|thực hiện|triển khai|ban hành|tổ chức|thúc đẩy|đẩy mạnh|tăng cường|tiếp tục))"
)
_LOCAL = re.compile(
    r"thành ủy|tỉnh ủy|đảng ủy (?!chính phủ|quốc hội)|ủy ban nhân dân|hội đồng nhân dân|đảng bộ"
    r"|\b(?:sở|phường|xã(?! hội)|tỉnh|thành phố|quận|huyện|chi cục|trường đại học)\b"
)
_CENTRAL_BODY = re.compile(
    r"trung ương|quốc gia|chính phủ|quốc hội|bộ chính trị|ban bí thư|^bộ |^bộ trưởng |(?<!chi )\bcục |\bquân khu |"
    r"^(?!(?:ban thường trực )?ủy ban m).* việt nam$|kho bạc nhà nước$|ngân hàng (?:nhà nước|chính sách xã hội)$"
)
# Bodies that only a ward has, so that no word for the level needs to follow.
_OF_WARD = (
    "Đảng ủy",
    "Ban Xây dựng Đảng",
    "Phòng Văn hóa - Xã hội",
    "Phòng Kinh tế, Hạ tầng và Đô thị",
    "Phòng Kinh tế",
)
_WITH_TERMS = ("Quốc hội", "Ban Bí thư", "Ban Bí thư Trung ương Đảng", "Ban Bí thư Trung ương", "Bộ Chính trị")
_NAMED = (
    r"(?= (?:về|v/v|ngày|tại|ban hành|phê duyệt|triển khai|hướng dẫn)(?!\w)| ?[;.,)]|$)"  # what stands behind a name
)
_OWN_DEPARTMENT = re.compile(rf"sở{_NAMED}")
# Of the institution that the plan is of: "Đảng ủy Trường", "Hiệu trưởng nhà trường".
_OWN_INSTITUTION = re.compile(
    r"(?P<organ>đảng ủy|chi bộ|chi ủy|ban thường vụ đảng ủy|hội đồng|hiệu trưởng|giám đốc)"
    r" (?:nhà )?(?P<kind>trường|bệnh viện|trung tâm|học viện|viện|công ty)"
    rf"{_NAMED}"
)
_JOINT = re.compile(r" và |, | - ")
_CITY_LEVEL = re.compile(r" (?P<level>thành phố|tỉnh|tp\.|tp)(?!\w)")
# "Chi cục Thủy lợi tỉnh", "... thành phố Đà Nẵng": the last level of a written name, and the place behind it.
_LEVEL_LAST = re.compile(r" (?P<level>thành phố|tỉnh|tp|phường|xã|đặc khu)(?= [^a-z]|$)")
_CITY_BY_PERSON = "Hồ Chí Minh"
_BARE = (
    "Tỉnh đoàn",
    "Thành đoàn",
    " thành phố",
    " tỉnh",
    " phường",
    " xã",
    " đặc khu",
    " quận",
    " huyện",
    " thị xã",
    " thị trấn",
    " ủy",
)
_TITLE_CASE = {
    "hội nghị": "Hội nghị", "ban chấp hành": "Ban Chấp hành", "bch": "Ban Chấp hành", "trung ương": "Trung ương",
    "đảng": "Đảng", "cộng sản việt nam": "Cộng sản Việt Nam",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Issuer:
    """`name` in full form, completed with the place; it stands before index `end`. `person`: an officer by title."""

    name: str
    end: int
    person: bool = False


def read_issuer(text: Reading, i: int, place: Place) -> Issuer | None:
    """The body whose name begins at index `i` of `text`, or None when no known kind of body stands there."""
    comrade = _COMRADE.match(text.low, i)
    if comrade:
        return _person(text, comrade.end(), place)
    found = _central(text, i) or _ministries(text, i) or _department(text, i, place) or _steering(text, i, place)
    found = found or _own_department(text, i, place) or _own_institution(text, i, place)
    return found or _fixed(text, i) or _city_committee(text, i, place) or _of_level(text, i, place)


def read_any_issuer(text: Reading, i: int, place: Place) -> Issuer | None:
    """As `read_issuer`, and where no listed body stands there, any whose head noun says that it is one; for places
    where only the issuer of a document can stand."""
    found = read_issuer(text, i, place)
    end = written_issuer(text, i) if found is None else None
    if end is None:
        return found
    levels = list(_LEVEL_LAST.finditer(text.low, i, end))
    level = levels[-1] if levels else None
    if level is None and text.low.startswith("chi cục ", i):
        return _placed(text, text.plain[i:end], end, place)  # of a department, and completed as it is
    if level is None:
        own = lower(place.issuer).startswith(text.low[i:end])  # "Ban Tổ chức", in its own plan
        return Issuer(_written_out(place.issuer if own else text.plain[i:end]), end)
    word = load("issuers")["levels"][level["level"]]
    name = _written_out(text.plain[i : level.start()])
    return Issuer(f"{name} {complete(word, text.plain[level.end() : end].strip(), place)}", end)


def body_key(issuer: str) -> str:
    """What is the same for one body under all its names: lower case, without the organ that signed for it ("Ban
    Thường vụ", "Chủ tịch") and without the words for levels of government."""
    key = lower(issuer)
    key = re.sub(r"^(?:ban thường vụ|thường trực|ban chấp hành|chủ tịch|phó chủ tịch|giám đốc|bộ trưởng) ", "", key)
    key = re.sub(r"^đảng bộ (?:thành phố|tỉnh)", "thành ủy", key).replace("tỉnh ủy", "thành ủy")
    key = re.sub(r"^đảng bộ (?=phường|xã|đặc khu)", "đảng ủy ", key)
    return re.sub(r"\b(?:thành phố|tỉnh|phường|xã|đặc khu|của) ", "", key)


def complete(level: str, name: str, place: Place) -> str:
    """The level word with a place's name: the name as written, else that of the plan's place, else the bare level."""
    if not name and level in ("thành phố", "tỉnh") and place.city_kind in ("", level):
        name = place.city or ""
    if not name and level in ("phường", "xã", "đặc khu") and place.kind in ("", level):
        name = place.ward or ""
    return f"{level} {name}".strip()


def is_local(issuer: str) -> bool:
    """True for a body of a province or city, or below."""
    return _LOCAL.search(lower(issuer)) is not None


def is_central(issuer: str) -> bool:
    """True for a body of the State or the Party at the centre."""
    return _CENTRAL_BODY.search(lower(issuer)) is not None


def is_complete(issuer: str) -> bool:
    """False where the name of the place is missing ("Ủy ban nhân dân tỉnh"), so that many bodies could be meant."""
    return not issuer.endswith(_BARE)


def _written_out(name: str) -> str:
    """A name with its abbreviated words in full."""
    words = load("issuers")["written"]["words"]
    return _abbreviated().sub(lambda match: str(words[match[0]]), name)


def _central(text: Reading, i: int) -> Issuer | None:
    match = _CENTRAL.match(text.low, i)
    if not match:
        return None
    name = text.plain[i : match.end()]
    for phrase, usual in _TITLE_CASE.items():
        name = re.sub(rf"\b{phrase}\b", usual, name, flags=re.IGNORECASE)
    name = re.sub(r",? ?\(?khóa ([ivxlc]+)\)?", lambda m: f" khóa {m[1].upper()}", name, flags=re.IGNORECASE)
    return Issuer(name, match.end())


def _fixed(text: Reading, i: int) -> Issuer | None:
    match = _pattern("fixed").match(text.low, i)
    if not match:
        return None
    name = str(load("issuers")["fixed"][match[0]])
    term = _TERM.match(text.low, match.end()) if name in _WITH_TERMS else None
    if term:
        return Issuer(f"{name} khóa {term[0].split()[-1].strip('()').upper()}", term.end())
    return Issuer(name, match.end())


def _ministries(text: Reading, i: int) -> Issuer | None:
    """One ministry or several, or with other bodies that sign with them ("Bộ Công an và Tòa án nhân dân tối cao")."""
    names: list[str] = []
    end = i
    while True:
        joint = _JOINT.match(text.low, end) if names else None
        member = _ministry(text, joint.end() if joint else end) if joint or not names else None
        if member is None:
            return Issuer(" và ".join(names), end) if names else None
        names.append(member.name)
        end = member.end


def _ministry(text: Reading, i: int) -> Issuer | None:
    head = _MINISTER.match(text.low, i)
    field = _listed("ministries").match(text.low, head.end()) if head else None
    if head and field:
        title = "Bộ trưởng " if head[0].startswith("bộ trưởng") else ""
        return Issuer(f"{title}Bộ {_usual('ministries')[field[0]]}", field.end())
    other = _signing_too().match(text.low, i)
    return Issuer(str(load("issuers")["fixed"][other[0]]), other.end()) if other else None


def _department(text: Reading, i: int, place: Place) -> Issuer | None:
    """One department of a province or several ("Sở Y tế - Sở Tài chính"), with the place."""
    names: list[str] = []
    end = i
    while True:
        joint = _JOINT.match(text.low, end) if names else None
        head = _DIRECTOR.match(text.low, joint.end() if joint else end) if joint or not names else None
        field = _listed("departments").match(text.low, head.end()) if head else None
        if not head or not field:
            return _placed(text, " và ".join(names), end, place) if names else None
        title = "Giám đốc " if head[0].startswith("giám đốc") else ""
        names.append(f"{title}Sở {_usual('departments')[field[0]]}")
        end = field.end()


def _own_department(text: Reading, i: int, place: Place) -> Issuer | None:
    """ "của Sở về việc ...": in the plan of a department, that one."""
    own = _OWN_DEPARTMENT.match(text.low, i) if place.issuer.startswith("Sở ") else None
    return Issuer(place.issuer, own.end()) if own else None


def _placed(text: Reading, name: str, i: int, place: Place) -> Issuer:
    """Departments with the place written behind them, else the plan's."""
    level = _CITY_LEVEL.match(text.low, i)
    own, end = _place_name(text, level.end() if level else i, place)
    if level:
        return Issuer(f"{name} {complete(load('issuers')['levels'][level['level']], own, place)}", end)
    if own:
        return Issuer(f"{name} {own}", end)
    return Issuer(f"{name} {place.city_kind} {place.city}" if place.city and place.city_kind else name, i)


def _own_institution(text: Reading, i: int, place: Place) -> Issuer | None:
    """An organ of the school, hospital or firm that the plan is of, completed with its name."""
    match = _OWN_INSTITUTION.match(text.low, i)
    if not match or not lower(place.issuer).startswith(f"{match['kind']} "):
        return None
    organ = match["organ"].replace("đảng ủy", "Đảng ủy")
    return Issuer(f"{organ[0].upper()}{organ[1:]} {place.issuer}", match.end())


def _of_level(text: Reading, i: int, place: Place) -> Issuer | None:
    led = re.compile(r"(?:(?:phó )?trưởng )?(?=phòng )").match(text.low, i)
    head = _pattern("level_heads").match(text.low, led.end() if led else i)
    if not head:
        return None
    name = str(load("issuers")["level_heads"][head[0]])
    level = re.compile(rf",? ?(?P<level>{alternatives(load('issuers')['levels'])})(?!\w)").match(text.low, head.end())
    if level:
        own, end = _place_name(text, level.end(), place)
        name = f"{name} {complete(load('issuers')['levels'][level['level']], own, place)}"
        which = _WHICH_CONGRESS.match(text.low, end) if name.startswith("Đại hội") else None
        return Issuer(f"{name}{text.plain[end : which.end()]}", which.end()) if which else Issuer(name, end)
    own, end = _place_name(text, head.end(), place, listed=True)
    if own:
        return Issuer(f"{name} {own}", end)
    if name.endswith(_OF_WARD) and place.ward and place.kind:
        return Issuer(f"{name} {place.kind} {place.ward}", head.end())
    return None


def _city_committee(text: Reading, i: int, place: Place) -> Issuer | None:
    head = _pattern("city_committees").match(text.low, i)
    if not head:
        return None
    name = str(load("issuers")["city_committees"][head[0]])
    level = _CITY_LEVEL.match(text.low, head.end())
    own, end = _place_name(text, level.end() if level else head.end(), place)
    if own == _CITY_BY_PERSON:
        return Issuer(f"{name} Thành phố {own}", end)  # its own name, where other committees go without the level
    kind = "tỉnh" if name.endswith(("Tỉnh ủy", "Tỉnh đoàn")) else "thành phố"
    return Issuer(f"{name} {own or (place.city if place.city_kind in ('', kind) and place.city else '')}".strip(), end)


def _steering(text: Reading, i: int, place: Place) -> Issuer | None:
    """A steering committee: what distinguishes it is kept as written, a body named in it is completed."""
    led = re.compile(r"(?:(?:phó )?trưởng )?").match(text.low, i)
    head = _pattern("steering").match(text.low, led.end() if led else i)
    if not head:
        return None
    name = str(load("issuers")["steering"][head[0]])
    limit = min(len(text), head.end() + 200)
    field = _FIELD_OF_CENTRAL.match(text.low, head.end())
    stop = _STEERING_END.search(text.low, field.end() + len("về") if field else head.end(), limit)
    limit = stop.start() if stop else limit
    for k in [m.end() for m in re.finditer(r"(?:^| )(?=\w)", text.low[head.end() : limit])]:
        at = head.end() + k
        inner = _city_committee(text, at, place) or _of_level(text, at, place) or _bare_level(text, at, place)
        if inner and inner.end <= limit:
            return Issuer(f"{name}{text.plain[head.end() : at]}{inner.name}", inner.end)
    written = f"{name}{text.plain[head.end() : limit]}".rstrip(" ,")
    own_board = written == name and place.issuer.startswith(f"{name} ")
    return Issuer(place.issuer if own_board else written, limit)


def _bare_level(text: Reading, i: int, place: Place) -> Issuer | None:
    level = re.compile(rf"(?:{alternatives(load('issuers')['levels'])})(?!\w)").match(text.low, i)
    if not level:
        return None
    own, end = _place_name(text, level.end(), place)
    return Issuer(complete(load("issuers")["levels"][level[0]], own, place), end)


def _person(text: Reading, i: int, place: Place) -> Issuer | None:
    """An officer named by title ("đồng chí Bí thư Thành ủy, Trưởng Ban chỉ đạo ..."): the title up to its end."""
    stop = re.compile(r"(?=[;.():\"]|,? (?:về|tại|ngày|trong|ban hành|khi)(?!\w)|$)").search(
        text.low, i, min(len(text), i + 200)
    )
    end = stop.start() if stop else min(len(text), i + 200)
    return Issuer(_completed_title(text, i, end, place), end, person=True) if end > i else None


def _completed_title(text: Reading, i: int, end: int, place: Place) -> str:
    found, at = "", i
    while at < end:
        inner = _city_committee(text, at, place) or _of_level(text, at, place) or _bare_level(text, at, place)
        if inner and inner.end <= end and (at == i or not text.low[at - 1].isalnum()):
            found, at = found + inner.name, inner.end
        else:
            found, at = found + text.plain[at], at + 1
    return found.strip(" ,")


def _place_name(text: Reading, i: int, place: Place, listed: bool = False) -> tuple[str, int]:
    """The name of a place that follows at `i` after a blank, and the index after it; ("", i) when none does.

    A name is that of the plan's place, a listed one, or (unless `listed`) two to five capitalised words; one single
    capitalised word opens a title more often than it names a place.
    """
    known = _known_places(place.city or "", place.ward or "").match(text.low, i)
    if known:
        return _spelled(place.city or "", place.ward or "")[known[0].strip()], known.end()
    if listed or text.plain[i : i + 1] != " " or text.plain[i : i + 12].isupper():
        return "", i
    end = i + 1
    words = 0
    while words < 5 and (match := _NAME.match(text.plain, end)):
        words, end = words + 1, match.end()
    name = text.plain[i + 1 : end].rstrip(" -")
    end = i + 1 + len(name)
    after = re.compile(r" ?[;.,()\"]| (?:về|ngày|ban hành|phê duyệt|triển khai|quy định|năm)(?!\w)|$").match(
        text.low, end
    )
    return (name, end) if words > 1 or (words == 1 and after) else ("", i)


@cache
def _known_places(city: str, ward: str) -> re.Pattern[str]:
    return re.compile(rf" (?:{alternatives(list(_spelled(city, ward)))})(?!\w)")


@cache
def _spelled(city: str, ward: str) -> dict[str, str]:
    names = [*load("issuers")["places"]["names"], *[name for name in (city, ward) if name]]
    return {lower(name): name for name in names}


@cache
def _pattern(table: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(load('issuers')[table])})(?!\w)")


@cache
def _listed(table: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(list(_usual(table)))})(?!\w)")


@cache
def _signing_too() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(lower(name) for name in load('issuers')['ministries']['joint'])})(?!\w)")


@cache
def _usual(table: str) -> dict[str, str]:
    """The fields of a table by their spelling in small letters, abbreviations included."""
    found = {lower(name): name for name in load("issuers")[table]["names"]}
    return found | {
        lower(short): name for short, name in load("issuers")["abbreviated"].items() if name in found.values()
    }


@cache
def _abbreviated() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(load('issuers')['written']['words'])})(?!\w)")
