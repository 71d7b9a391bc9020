"""Names of organisations that the lexicon does not list: a head noun and what follows it up to the first verb."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import TypeVar

from ingest.grammar import load
from ingest.organisations.lexicon import Lexicon, Token
from ingest.text.letters import LOWER, UPPER
from ingest.text.words import Word, words

T = TypeVar("T")

_LONGEST = 160
_LONGEST_PURPOSE = 8
_LETTER_AND_STOP = re.compile(rf"\s[{UPPER}]\.\Z")
_LINK = re.compile(r"\svà(?:\s|$)")
_AGAINST = re.compile(r"phòng , chống")
_SHORT_FORM = re.compile(r"[A-ZĐ]{3,8}")
_PLACED = re.compile(r"(?:khu[ _]vực|tỉnh|thành[ _]phố|xã|phường|huyện|cấp)(?!\w)")
_FIRMS = ("công ty ", "tổng công ty ", "xí nghiệp ")
_TO_PLACE = re.compile(rf"(?:\s[{LOWER}]+){{1,8}}(?:\s[{UPPER}][{LOWER}]+){{2,4}}(?!\w)")
# What opens the next item of a list: a group, the holder of another office.
_NEXT_ITEM = (
    "các",
    "những",
    "chủ tịch",
    "phó ",
    "phó_",
    "bí thư",
    "giám đốc",
    "trưởng ban",
    "chính quyền",
    "lực lượng",
    "đối tượng",
)
_DASHES = ("-", "–")
# Heads that many write small: "phòng Điều dưỡng", "khoa Khám bệnh".
_SMALL_HEADS = frozenset({"phòng", "khoa"})
_BEFORE_SYLLABLE = frozenset(
    {"quốc", "biên", "hải", "văn", "dự", "tuyên", "đề", "xông", "bách", "nội", "ngoại", "y", "tiêm", "xin", "chống"}
)
_WHERE = frozenset({"tại", "ở"})
_PLACES = frozenset({"xã", "phường", "huyện", "thôn", "bản", "đảo"})
_MEMBERS = frozenset({"người", "thành", "đồng", "cán", "ủy", "-", "–"})
"""What follows the number of a body's members: "Ban Giám khảo 11 người"."""
_ABBREVIATED = re.compile(r"[^\W\d_]{3,6}")
_SLASHED = re.compile(r"/[A-ZĐ]{3,8}(?!\w)")  # "Khoa Kiểm soát bệnh tật và HIV/AIDS"
_UNIVERSITY = "Đại học "
_DESCRIBED = ("có chức năng", "được giao", "được phân công", "phụ trách", "quản lý nhà nước")
# Systems and places, and what one is for a committee: "Sở Tư pháp - Cơ quan Thường trực của Ban Điều hành".
_SYSTEMS = (
    *("trung tâm dữ liệu", "trung tâm điều hành", "trung tâm giám sát", "trung tâm thương mại"),
    *("cơ quan thường trực", "cơ quan đầu mối"),
)


def name_end(text: str, sequence: Sequence[Token], at: int, known: Lexicon[T], begun: int = 0) -> int | None:
    """The index in `text` (NFC) after the unlisted name that starts with token `at`, or None where none starts.

    `known` holds the listed names: one of them after "và" or a comma is the next item, not a part of this name.
    `begun` is the token behind a listed name that may go on ("Bệnh viện đa khoa khu vực ...").
    """
    head = _heads().match(sequence, at)
    small = sequence[at].text in _SMALL_HEADS and at + 1 < len(sequence) and sequence[at + 1].capital
    small = small and (at == 0 or sequence[at - 1].key not in _BEFORE_SYLLABLE)
    if (head is None and not begun) or not (sequence[at].capital or small):
        return None
    after = max(head[0] if head else 0, begun)
    start = sequence[at].i
    rest = text[start : start + _LONGEST]
    if rest.lower().startswith(_SYSTEMS) or after >= len(sequence):
        return None
    if at and sequence[at - 1].text in _DASHES and rest.startswith(_UNIVERSITY):
        return None  # what a school or institute belongs to: "Viện Công nghệ sinh học - Đại học Huế"
    if at and not begun and sequence[after].text.istitle() and _among_places(sequence, at):
        return None  # "các xã Trạm Tấu, Mù Cang Chải"
    if at and sequence[at - 1].key == "trưởng" and rest.lower().startswith("ban thường trực"):
        return None  # "Phó Trưởng Ban Thường trực" is an office
    described = text.startswith(_DESCRIBED, sequence[after].i)
    inner = known.match(sequence, after)
    if inner is not None and rest.lower().startswith("văn phòng ") and not begun:
        return sequence[inner[0] - 1].j  # "Văn phòng Hội Nông dân"
    if (not described and not _is_name_part(sequence, at, after)) or inner:
        return None
    begins = sequence[after].i - start
    found = [word for word in _name_words(rest) if word.start >= begins]
    end = _described_end(found) if described else _end(found, known, sequence, at)
    if end is not None and rest.lower().startswith(_FIRMS):
        end = _firm_end(rest, end)
    if end is None:
        return None
    slashed = _SLASHED.match(rest, end)
    return start + (slashed.end() if slashed else end)


def _among_places(sequence: Sequence[Token], at: int) -> bool:
    """Whether token `at` begins the name of a place: "xã Trạm Tấu", "các xã miền núi Hướng Lập, Trường Sơn"."""
    if sequence[at - 1].text in _PLACES:
        return True
    if sequence[at - 1].text != ",":
        return False
    before = at - 1
    while before >= 0 and (sequence[before].text == "," or sequence[before].text.istitle()):
        before -= 1
    near = sequence[max(0, before - 2) : before + 1]
    placed = any(token.text in _PLACES for token in near) or sequence[before].text in _WHERE
    return at - before > 2 and placed


def name_firsts() -> frozenset[str]:
    """What the first token of an unlisted name is looked up by."""
    return _heads().firsts


def head_end(sequence: Sequence[Token], at: int) -> int:
    """The index of the token after the first words of an unlisted name, which say its kind ("Văn phòng", "Chi cục")."""
    head = _heads().match(sequence, at)
    return head[0] if head else at + 1


def _firm_end(rest: str, end: int) -> int:
    """The end of a firm's name that goes on with what it does, up to the place: "Công ty TNHH MTV Quản lý khai thác
    công trình thủy lợi Quảng Bình"."""
    place = _TO_PLACE.match(rest, end)
    named = rest[:end].split()[-2:]
    return place.end() if place and not all(word.istitle() for word in named) else end


@lru_cache(maxsize=4096)
def _name_words(rest: str) -> tuple[Word, ...]:
    """The words of what a name may go on with; the same cells and headings come again and again."""
    return tuple(_apart(words(rest)))


def _apart(found: Iterable[Word]) -> Iterator[Word]:
    """The words, with those parted that the splitter joined over "và" or with the stop behind a letter: "Lý Sơn và Công
    an", "Mỹ Hòa A."."""
    for word in found:
        if word.text[-1] == "." and _LETTER_AND_STOP.search(word.text):
            yield replace(word, text=word.text[:-1], end=word.end - 1)
            yield Word(".", "CH", word.end - 1, word.end)
            continue
        if "và" not in word.text:
            yield word
            continue
        start = 0
        for link in _LINK.finditer(word.text):
            yield replace(word, text=word.text[start : link.start()], end=word.start + link.start())
            yield Word("và", "C", word.start + link.start() + 1, word.start + link.start() + 3)
            start = link.end()
        if start < len(word.text):
            yield replace(word, text=word.text[start:], start=word.start + start) if start else word


def is_person(sequence: Sequence[Token], at: int) -> bool:
    """Whether token `at` is a family name after a title, though organisations begin like it: "Giám đốc Đoàn Văn An"."""
    persons = load("units")["persons"]
    if at == 0 or sequence[at].text not in persons["surnames"] or sequence[at - 1].key not in persons["titles"]:
        return False
    given = 0
    for token in sequence[at + 1 : at + 5]:
        if not token.text.isalpha() or not token.text.istitle():
            return given > 1 and not token.text[0].islower()
        given += 1
    return given > 1


def _is_name_part(sequence: Sequence[Token], at: int, after: int) -> bool:
    following = sequence[after]
    if following.capital and not following.text.isdigit():
        return True
    several_capitals = after - at >= 2 and sum(token.capital for token in sequence[at:after]) >= 2
    head = " ".join(token.text for token in sequence[at:after])
    digits = sequence[after + 1 : after + 2] if following.key == "số" else sequence[after : after + 1]
    counted = bool(digits) and digits[0].text.isdigit()
    behind = sequence[after + 1 + (following.key == "số")].key if counted and after + 2 < len(sequence) else ""
    counted = counted and behind not in _MEMBERS
    numbered = counted and (after - at >= 3 or head in load("units")["open"]["numbered"])
    if following.key == "khu vực" or [token.key for token in sequence[after : after + 2]] == ["khu", "vực"]:
        return True
    if after - at >= 3 and following.text.islower() and _has_proper_name(sequence[after : after + _LONGEST_PURPOSE]):
        return True  # "Ban quản lý chợ Tân Lập", "Hợp tác xã dịch vụ nông nghiệp Tân Lập"
    return numbered or (several_capitals and following.text.isalpha())


def _has_proper_name(sequence: Sequence[Token]) -> bool:
    """Whether two syllables with a capital come after words without, before any mark or verb."""
    for one, other in pairwise(sequence):
        if not one.text.isalpha() or one.text in load("units")["open"]["verbs"]:
            return False
        if one.text.istitle() and other.text.istitle():
            return True
        if one.text.istitle():
            return False
    return False


def _end(found: Sequence[Word], known: Lexicon[T], sequence: Sequence[Token], at: int) -> int | None:
    end = None
    for position, word in enumerate(found):
        if word.text[0].isupper() or word.text[0].isdigit():
            end = word.end
            if (proper := _before_verb(word.text)) is not None:
                end = word.start + proper
                break
            if _SHORT_FORM.fullmatch(word.text) and not _PLACED.match(
                " ".join(w.text for w in found[position + 1 :][:2])
            ):
                after = found[position + 1].text if position + 1 < len(found) else "."
                if after[0].islower() and after not in ("và", "số"):
                    break  # "Trung tâm DVTH phát tin": small letters go on with the sentence
            continue
        if _AGAINST.fullmatch(" ".join(w.text.lower() for w in found[max(0, position - 2) : position + 1])):
            # "Ban Chỉ đạo phòng, chống dịch": what it is against belongs to it, whatever that is.
            end = found[position + 1].end if position + 1 < len(found) else word.end
            continue
        if _stands_complete(found, position, end):
            break
        if word.text in {"-", "–", ",", "và", "&"}:
            following = found[position + 1] if position + 1 < len(found) else None
            if word.text in _DASHES and following is not None and following.text.startswith("Chi nhánh"):
                continue  # "Ngân hàng ... Việt Nam - Chi nhánh Hà Nam"
            against = position > 0 and found[position - 1].text.lower() == "phòng" and word.text == ","
            if following is None or not (against or _goes_on(word.text, following, known, sequence, at)):
                break
            continue
        if (word.tag == "L" and position == 0) or (position and found[position - 1].text == "Khu"):
            end = end if word.tag == "L" else word.end  # "Khu bảo tồn ...", whatever the second word is
            continue
        if position and found[position - 1].text == "công tác":
            end = word.end  # "Ban Chỉ đạo công tác bầu cử", whatever the work is
            continue
        if " ".join(w.text.lower() for w in found[max(0, position - 1) : position + 1]) in _compounds():
            end = word.end
            continue
        if word.text == "đặc khu":  # the level, which the tagger takes for a verb
            end = word.end
            continue
        if word.text in load("units")["open"]["verbs"] or (word.tag[:1] != "N" and not _closes_name(found, position)):
            break
        end = word.end
    return end


def _before_verb(text: str) -> int | None:
    """Where a proper name ends that the tagger joined with what stands behind it: "Đông Nam khảo sát"."""
    syllables = text.split(" ")
    proper = next((k for k, syllable in enumerate(syllables) if not syllable.istitle()), 0)
    rest = " ".join(syllables[proper:])
    verbs = load("units")["open"]["verbs"]
    # One syllable alone may begin a term whose second looks like a verb: "Đăng ký", "Công nghệ".
    if proper < 1 or not rest.startswith(tuple(verb for verb in verbs if proper > 1 or " " in verb)):
        return None
    return len(text) - len(rest) - 1


def _stands_complete(found: Sequence[Word], position: int, end: int | None) -> bool:
    """Whether a proper name or a number has just ended the name: small letters behind "Bưu điện Lý Sơn" and "Hải đội 2"
    go on with the sentence. Of other terms the first syllable alone has a capital ("Phát thanh")."""
    before = found[position - 1]
    word = found[position].text
    if not position or before.end != end or not word[0].islower() or word == "và" or _PLACED.match(word):
        return False
    if before.text.isdigit():
        return True
    syllables = [s for word in found[max(0, position - 2) : position] for s in word.text.split()][-2:]
    return len(syllables) == 2 and all(s.istitle() and s.isalpha() for s in syllables)


def _closes_name(found: Sequence[Word], position: int) -> bool:
    """An adjective that ends a name: "Hội Doanh nhân trẻ, ...", "Hội Doanh nhân trẻ tỉnh ..."."""
    following = found[position + 1].text if position + 1 < len(found) else "."
    return found[position].tag == "A" and (not following[0].isalpha() or _PLACED.match(following) is not None)


@cache
def _compounds() -> frozenset[str]:
    """Two words of which a name has both, though the second may be a verb: "đổi mới sáng tạo"."""
    return frozenset(load("units")["open"]["compounds"])


def _goes_on(between: str, following: Word, known: Lexicon[T], sequence: Sequence[Token], at: int) -> bool:
    wanted = sequence[at].i + following.start
    index = bisect_left(sequence, wanted, lo=at, key=attrgetter("i"))
    if (
        following.text.lower().startswith(_NEXT_ITEM)
        or index >= len(sequence)
        or sequence[index].i != wanted
        or (known.match(sequence, index) and not _of_room(between, following, sequence, at))
        or (between == "," and following.text.isupper() and _ABBREVIATED.fullmatch(following.text))  # "..., VCCI"
        or (_heads().match(sequence, index) and not (between in _DASHES and following.text.startswith("Đại")))
    ):
        return False
    return following.text[0].isupper() or (between == "và" and following.tag == "N")


def _of_room(between: str, following: Word, sequence: Sequence[Token], at: int) -> bool:
    """Whether a name behind a dash is what a room also deals with: "Phòng Tiền lương - Bảo hiểm xã hội"."""
    return between in _DASHES and sequence[at].key == "phòng" and following.text.startswith("Bảo hiểm")


def _described_end(found: Sequence[Word]) -> int | None:
    """The end of "có chức năng quản lý nhà nước về đất đai": the description may hold verbs before its first noun."""
    end, nouns = None, 0
    for word in found:
        verb = word.tag == "V"
        if (verb and nouns > 1) or word.text in {";", ".", "(", ":"}:
            break
        nouns += word.tag[:1] == "N"
        if not verb and word.tag[:1] == "N":
            end = word.end
    return end


@cache
def _heads() -> Lexicon[bool]:
    return Lexicon(dict.fromkeys(load("units")["open"]["heads"], True))
