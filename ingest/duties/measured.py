"""Numbers with their units in a text, and which of them are to be reached (guidelines, "targets")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ingest.grammar import load
from ingest.organisations.lexicon import alternatives
from ingest.text.ranges import covering
from ingest.text.words import words

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
PERCENT = re.compile(rf"(?<![\w.,/-])({_NUMBER})(?:\s?(?:-|–|đến)\s?(?:{_NUMBER}))?\s?%")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_RATE = re.compile(r"/(?:\d[\d.]*\s)?(?=[^\W\d])")
_PER_TIME = re.compile(r"/(ngày|tuần|tháng|quý|học kỳ|kỳ|năm học|năm)(?!\w)")
_YEARLY = re.compile(r"(?:19|20)\d\d")
# "10 người trở lên"
_AND_MORE = re.compile(r"(?:\s[^\s,;.:]+){0,4}\strở lên(?!\w)")
# "ít nhất 120 hội viên phụ nữ, 80 hội viên nông dân": what the minimum before a comma goes on to hold for.
_GOES_ON = re.compile(r"(?:\s[^\s,;.:]+){0,5}(?:,|\svà)\s")
# "50 người/lớp" says how large what is held is to be.
_SIZE = re.compile(r"/(?:lớp|khóa|cuộc|đợt|buổi|hội nghị)(?!\w)")
# "từ 72% năm 2025 lên 88%": what was.
_FROM = re.compile(r"từ\s\Z")
_RISEN = re.compile(r"[^;.%]{0,40}\s(?:lên|xuống|còn)\s[^;.%]{0,20}\d\s?%")
# "tại 12 nút giao", "quà cho 60 trẻ em", "mỗi đội 10 thành viên": where, for whom, how large each is.
_PLACED = re.compile(r"(?<!\w)(?:(?:tại|cho)(?:\skhoảng)?|mỗi\s[^\s,;.]+(?:\s[^\s,;.]+)?(?:\stừ)?)\s\Z")
_EACH = re.compile(r"(?<!\w)mỗi\s[^,;.]{0,40}\Z")
# "trên 90% (năm 2025: 82,4%)": what was, beside what is to be.
_WAS = re.compile(r"\((?:năm 20\d\d|hiện|so với|cùng kỳ)[^()]*\)")
_INTEREST = re.compile(r"(?:lãi suất|thuế suất|mức đóng|hệ số)\s\Z")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_AND_NOUN = re.compile(r",\s(?=[^\W\d_])(?!(?:trong|mỗi|và|đạt|tổng|với|tỷ lệ|số|diện tích|sản lượng)(?!\w))")
# "15 dự án, vốn 200 tỷ đồng": the next noun has a figure of its own.
_FIGURE = re.compile(r"(?:\s[^\s,;.:]+){0,4}\s\d")
# What a number with a nought is besides a count: an age, a day, an hour, the number of a programme or a house.
_NARROWING = re.compile(
    r"(?:dưới|trên|đủ|từ|quá|trẻ|(?:toàn \w+|hiện|đã) có|đề án|kế hoạch|chương trình|nghị quyết|chỉ thị|ngày|giờ|số"
    r"|đến|trong|chậm nhất|trước|sau|thời hạn|hợp nhất|của|lớp|điều|mục|giải|nhóm|giao|bảo vệ|mô hình|chung cho)\s\Z"
)
_NO_COUNT = re.compile(
    r"\s?(?:hằng|hàng|của|từ|trên|ở|tại|và|vào|đường|ngày|phù hợp|cấp|thứ|giải|triệu|tỷ|trong|theo|cho|nhóm)(?!\w)"
    r"|\s\w+ (?:cũ|làm việc)(?!\w)"
)
_WINDOW = 64
_FEW = 2
_ALL_OF = re.compile(
    r"(?:\s[^\s,;.()]+){1,4}\s(?:của|thuộc)(?!\w)"
)  # "tại 24 tổ dân phố của phường": wherever there is one
_ALONE = re.compile(r"\s[^\s,;.()]+(?:\s[^\s,;.()]+)?\)")
# "cuộc họp dưới 20 người" narrows down a noun; only a minimum is a goal without a verb that says so.
_LEAST = frozenset({">="})


class Figure(NamedTuple):
    """A number with its unit at `text[i:j]`, comparator words included; `per` is "tuần" in "02 lần/tuần"."""

    value: float
    unit: str
    comparator: str
    i: int
    j: int
    per: str | None = None


def figures(text: str, lowered: str, aim: bool) -> list[Figure]:
    """The figures of a text; in one that states aims (`aim`) a number of things is one without a word that says so."""
    quoted = [match.span() for pattern in (_QUOTED, _WAS) for match in pattern.finditer(lowered)]
    found = [*_percentages(lowered), *_counts(text, lowered, aim)]
    found = [figure for figure in found if not covering(figure.i, quoted)]
    return sorted(found, key=lambda figure: figure.i)


def _percentages(lowered: str) -> Iterator[Figure]:
    for match in PERCENT.finditer(lowered):
        before = max(0, match.start() - 20)
        if _INTEREST.search(lowered, before, match.start()) or (
            _FROM.search(lowered, before, match.start()) and _RISEN.match(lowered, match.end())
        ):
            continue
        comparator, start = _comparator(lowered, match.start())
        timed = _PER_TIME.match(lowered, match.end())
        end, per = (timed.end(), timed[1]) if timed else (match.end(), None)
        yield Figure(_value(match[1]), "%", comparator, start, end, per)


def _counts(text: str, lowered: str, aim: bool) -> Iterator[Figure]:
    told, sign = -1, "="  # where the last figure ends that is a target, and its comparator
    for match in _count_pattern().finditer(lowered):
        comparator, start = _comparator(lowered, match.start("number"))
        typed = comparator == "=" and _typed(lowered, match)
        if comparator == "=" and told < 0 and not typed and not _may_count(lowered, match, aim):
            continue
        unit = _counted(text, match.end())
        if unit is None or lowered[match.start() - 1 : match.start()] == "/":
            continue
        if _is_no_unit(text, unit, match) and not _is_measure(lowered, unit.lower(), match, comparator, aim):
            continue
        end = text.index(unit, match.end()) + len(unit)
        rate, per = _per(text, end)
        unit, end = unit + rate, end + len(rate) + (len(per) + 1 if per else 0)
        goes_on = told >= 0 and _GOES_ON.fullmatch(lowered, told, match.start()) is not None
        if _AND_MORE.match(lowered, end) and comparator == "=":
            start = start - 3 if lowered.endswith("từ ", 0, start) else start
            stated, comparator = goes_on or _is_more(lowered, match, start, aim), ">="
        elif comparator == "=" and goes_on:
            stated, comparator = True, ">=" if sign == ">=" else "="
        elif comparator == ">" and goes_on:
            stated = True
        else:
            bounded = "/" in unit and (comparator != "=" or aim)
            bounded = bounded or _SIZE.fullmatch(rate) is not None
            bounded = bounded or (
                typed and not per and "/" not in f"{unit}{text[end : end + 1]}" and not unit.startswith("lần")
            )
            stated = bounded or _is_stated(lowered, match, comparator, aim)
        told, sign = (end, comparator) if stated else (-1, "=")
        if stated:
            yield Figure(_value(match["number"]), unit, comparator, min(start, match.start()), end, per)


def _may_count(lowered: str, match: re.Match[str], aim: bool) -> bool:
    """Whether anything near a count without a comparator can make it a target; told before its noun is looked for."""
    if match["reach"] is not None or "trở lên" in lowered[match.end() : match.end() + _WINDOW + 40]:
        return True
    if (aim and (_opens(lowered, match.start()) or _has(lowered, match))) or _gained(lowered, match.start()):
        return True
    if _SIZE.match(lowered, lowered.find("/", match.end())) or (
        aim and "/" in lowered[match.end() : match.end() + _WINDOW]
    ):
        return True
    at = match.start()
    return _amounts(lowered, at) or _taught(lowered, at) or _placed(lowered, match)


def _placed(lowered: str, match: re.Match[str]) -> bool:
    """Whether a count says at how many places, for how many people or how large each is, or stands alone in brackets;
    that of one place is none."""
    if _NO_COUNT.match(lowered, match.end("number")) or _value(match["number"]) < _FEW:
        return False
    if _ALL_OF.match(lowered, match.end("number")):
        return False
    if lowered.endswith("(", 0, match.start()) and _ALONE.match(lowered, match.end("number")):
        return True
    return _PLACED.search(lowered, max(0, match.start() - 40), match.start()) is not None


def _typed(lowered: str, match: re.Match[str]) -> bool:
    """Whether a count is typed as what is to be done is: "Tổ chức 03 lớp"; ages and levels are typed so too."""
    number, at = match["number"], match.start("number")
    if not number.startswith("0") or len(number) != 2 or number == "00":
        return False
    narrowed = _NARROWING.search(lowered, max(0, at - 16), at) or _NO_COUNT.match(lowered, match.end("number"))
    return narrowed is None


def _opens(lowered: str, at: int) -> bool:
    """Whether nothing stands before the figure at index `at` in its clause, or only "trong đó"."""
    return at == 0 or lowered.endswith(("; ", "trong đó ", "trong đó: "), 0, at)


def _has(lowered: str, match: re.Match[str]) -> bool:
    return "có " in match[0] or lowered.endswith("có ", 0, match.start())


def _gained(lowered: str, at: int) -> bool:
    """Whether a verb that makes more of something stands right before index `at`."""
    return _gains().search(lowered, max(0, at - 60), at) is not None


def _amounts(lowered: str, at: int) -> bool:
    """Whether the words before index `at` name a quantity: "tổng chiều dài 2,4 km"."""
    return _quantity().search(lowered, max(0, at - 60), at) is not None


def _taught(lowered: str, at: int) -> bool:
    """Whether so many are taught or examined: "tập huấn ..., hướng dẫn ... cho khoảng 450 học viên"."""
    return _teaching().search(lowered, max(0, at - 120), at) is not None


def _is_no_unit(text: str, unit: str, match: re.Match[str]) -> bool:
    """Whether the noun of a count counts no result; "02 đợt/năm" is a rhythm all the same."""
    rate = _PER_TIME.match(text, text.index(unit, match.end()) + len(unit))
    return unit.lower() in target_words()["not_units"] and not (rate and unit.lower() in ("đợt", "kỳ"))


def _is_measure(lowered: str, unit: str, match: re.Match[str], comparator: str, aim: bool) -> bool:
    """Whether a count of time is a goal all the same: "chờ không quá 15 phút", "tổ chức 04 đợt khám"."""
    if unit in target_words()["held"]:
        return comparator == ">=" or _gained(lowered, match.start("number"))
    return aim and unit in target_words()["measured"] and (comparator != "=" or match["reach"] is not None)


def _is_more(lowered: str, match: re.Match[str], start: int, aim: bool) -> bool:
    """Whether "10 người trở lên" is to be reached; "hộ có từ 02 con trở lên" says which households."""
    if match["reach"] is not None or (aim and start == 0):
        return True
    each = _EACH.search(lowered, max(0, start - 60), start)
    return each is not None or _gained(lowered, start)


def _is_stated(lowered: str, match: re.Match[str], comparator: str, aim: bool) -> bool:
    """Whether the words before a count make it one that is to be reached; a text of aims may hold nothing before it."""
    if comparator in _LEAST or match["reach"] is not None:
        return True
    if _YEARLY.fullmatch(match["number"]):
        return False
    if aim and (_opens(lowered, match.start()) or _has(lowered, match)) and comparator != "<":
        return True
    if aim and comparator == "<=":
        return True
    if _amounts(lowered, match.start()) or _taught(lowered, match.start()) or _placed(lowered, match):
        return True
    single = (
        comparator == "=" and _value(match["number"]) == 1 and not aim
    )  # "tổ chức 01 cuộc diễn tập" is how, not how many
    return comparator in (">", "=") and not single and _gained(lowered, match.start())


def _counted(text: str, at: int) -> str | None:
    """The noun that the number before `at` counts: a word, with a magnitude and currency before it."""
    rest = text[at : at + _WINDOW]
    noun = _noun(rest)
    if noun is None:
        return None
    begun = rest.index(noun)
    return rest[begun : _list_end(rest, begun, begun + len(noun))]


def _list_end(rest: str, begun: int, end: int) -> int:
    """The end of nouns that are counted together, `rest[begun:end]` the first: "cán bộ, công chức, viên chức". The
    same noun again narrows the first down: "12 điểm đen, điểm tiềm ẩn tai nạn"."""
    first = rest[begun:end].partition(" ")[0]
    while (comma := _AND_NOUN.match(rest, end)) is not None:
        noun = _noun(f" {rest[comma.end() :]}")
        following = comma.end() + len(noun or "")
        tag = next((word.tag for word in words(rest[comma.end() :])), "")
        listed = noun is not None and rest.startswith(noun, comma.end()) and tag.startswith("N") and not noun.istitle()
        if not listed or rest.startswith(f"{first} ", comma.end()) or _FIGURE.match(rest, following):
            break
        end = following
    return end


def _noun(rest: str) -> str | None:
    """The first noun after a blank, with what it needs to say what is counted."""
    compound = _compound().match(rest)
    if compound is not None:
        return compound[1]
    unit: list[str] = []
    for word in words(rest):
        named = unit and (not word.tag.startswith(("N", "M")) or word.text[0].isupper())
        if word.text == "trở" or not word.text[0].isalpha() or named:
            return " ".join(unit) or None
        unit.append(word.text)
        if word.text.lower() not in (*target_words()["magnitudes"], *target_words()["classifiers"]):
            return " ".join(unit)
    return " ".join(unit) or None


def _per(text: str, at: int) -> tuple[str, str | None]:
    """The "/phụ nữ" of "2,1 con/phụ nữ" or "/100 bé gái" of "109 bé trai/100 bé gái", a rate that is a measure of its
    own, and the "tháng" of "02 bài/tháng", the time in which so many are to come."""
    timed = _PER_TIME.match(text, at)
    if timed is not None:
        return "", timed[1]
    match = _RATE.match(text, at)
    if match is None:
        return "", None
    noun = _counted(f" {text[match.end() : at + _WINDOW]}", 0)
    if noun is None or noun.lower() in target_words()["not_units"]:
        return "", None
    timed = _PER_TIME.match(text, match.end() + len(noun)) if text.endswith("đồng", 0, at) else None
    return match[0] + noun, timed[1] if timed else None


def _comparator(lowered: str, at: int) -> tuple[str, int]:
    """(sign, start of its words) for the number at `at`; "=" and `at` where no word compares."""
    if lowered[max(at - 2, 0) : at - 1] in "%;,":  # another figure stands before it, or nothing
        return "=", at
    match = _comparing().search(lowered, max(0, at - 30), at)
    if match is None:
        return "=", at
    sign = next(sign for sign, phrases in load("targets")["comparators"].items() if match[1] in phrases)
    return (sign, match.start()) if sign != ">=" or match[1] != "từ" else ("=", at)


def _value(number: str) -> float:
    if _THOUSANDS.fullmatch(number):
        number = number.replace(".", "")
    return float(number.replace(",", "."))


def target_words() -> dict[str, list[str]]:
    found: dict[str, list[str]] = load("targets")["words"]
    return found


@cache
def _comparing() -> re.Pattern[str]:
    phrases = [phrase for group in load("targets")["comparators"].values() for phrase in group]
    return re.compile(rf"(?<!\w)({alternatives(phrases)})\s(?:(?:có|đạt|được|là)\s)?(?:khoảng\s)?\Z")


@cache
def _count_pattern() -> re.Pattern[str]:
    signs = alternatives(phrase for group in load("targets")["comparators"].values() for phrase in group)
    reach = alternatives(target_words()["reach"])
    return re.compile(
        rf"(?<!\w)(?:(?P<reach>{reach})\s)?(?:(?P<sign>{signs})\s)?(?:(?:có|đạt)\s)?(?P<number>{_NUMBER})"
        rf"(?P<of>/\d{{1,3}}(?=\s(?:{alternatives(target_words()['whole'])})))?(?=\s[^\W\d])"
    )


@cache
def _compound() -> re.Pattern[str]:
    return re.compile(rf"\s({alternatives(target_words()['compounds'])})(?!\w)", re.IGNORECASE)


@cache
def _gains() -> re.Pattern[str]:
    """Verbs right before "trên 500 lượt người" that tell that so many are to come or to be made, also with what they
    are to get: "xóa nhà tạm cho 64 hộ"."""
    return re.compile(
        rf"(?<!\w)(?:{alternatives(target_words()['gains'])})(?:(?:\s[^\s,;.:]+){{1,4}}\scho)?\s(?:khoảng\s)?\Z"
    )


@cache
def _quantity() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(target_words()['quantity'])})(?:\s[^\W\d]+){{0,4}}\s?:?\s\Z")


@cache
def _teaching() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(target_words()['teach'])})(?!\w)[^;.:]{{0,80}}\scho\s(?:khoảng\s)?\Z")
