"""What places a name: the "phường", "xã Hòa An", "các xã, phường" after "Ủy ban nhân dân"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.organisations.lexicon import Token, tokens
from ingest.passages import Place
from ingest.plan import UnitLevel

_LEVELS: dict[tuple[str, ...], tuple[str, UnitLevel]] = {
    ("phường",): ("phường", "ward"),
    ("xã",): ("xã", "ward"),
    ("đặc", "khu"): ("đặc khu", "ward"),
    ("thị", "trấn"): ("thị trấn", "ward"),
    ("huyện",): ("huyện", "city"),
    ("quận",): ("quận", "city"),
    ("thị", "xã"): ("thị xã", "city"),
    ("thành", "phố"): ("thành phố", "city"),
    ("tp",): ("thành phố", "city"),
    ("tỉnh",): ("tỉnh", "city"),
}
_FIRST_OF_LEVELS = frozenset(keys[0] for keys in _LEVELS)
_ORDER = ("tỉnh", "thành phố", "xã", "phường", "đặc khu", "thị trấn", "huyện", "quận", "thị xã")
_NAME_LENGTH = 4
_LONGEST_NARROWED = 7
_HAS = frozenset({"liên", "trách", "kế", "văn", "biện", "ý", "thể", "nhiệm", "thẩm", "báo", "giải", "phương", "hình"})
"""What a body has without being told from others by it: "có trách nhiệm", "có kế hoạch"."""
_ROLES = frozenset({"chủ trì", "phối hợp", "chỉ đạo", "thực hiện", "tổ chức", "triển khai", "xây dựng", "báo cáo"})
_AREA = ("trên", "địa", "bàn")
# A capital after "phường" opens another name, not the ward's, when it is one of these.
_OTHER_NAMES = frozenset(
    [
        "phòng",
        "ban",
        "sở",
        "bộ",
        "công",
        "ủy",
        "hội",
        "đảng",
        "mặt",
        "đoàn",
        "văn",
        "trung",
        "trạm",
        "tổ",
        "các",
        "chủ",
        "đề",
        "giao",
        "căn",
    ]
)


@dataclass(frozen=True, slots=True)
class Suffix:
    """`word` completes the canonical name; `after` is the index of the next token; `named`: a proper name is in it.

    `other` is that name where it is not the plan's own place. `several`: it names the places of one kind or more
    ("các xã, phường"), not all levels ("các cấp").
    """

    word: str
    level: UnitLevel | None
    after: int
    named: bool = False
    other: str = ""
    several: bool = False


def read_suffix(sequence: Sequence[Token], at: int, place: Place) -> Suffix | None:
    """The suffix that starts with token `at`, or None. Plurals give level "group"."""
    start = _after_preposition(sequence, at)
    plural = _plural(sequence, start)
    if plural is not None:
        return plural
    single = _level(sequence, start)
    if single is not None:
        (word, level), after = single
        end = _proper_name(sequence, after, place)
        return Suffix(word, level, end, end > after, _other_place(sequence, after, end, place))
    known = _known_name(sequence, at, (place.city, place.ward))
    if known is not None:
        own = place.kind if known == _known_name(sequence, at, (place.ward,)) else place.city_kind
        return Suffix(own, "ward" if own == place.kind and own else "city", known, True)
    return None


def past_area(sequence: Sequence[Token], at: int, place: Place) -> int:
    """The index after "(đóng) trên địa bàn (phường Hòa An)" around or at token `at`; `at` where there is none.

    Where an organisation sits is no part of its name.
    """
    start = at + [token.key for token in sequence[at : at + 1]].count("đóng")
    if _is_area(sequence, start):
        start += 3
    elif not _is_area(sequence, at - 3):
        return at
    suffix = read_suffix(sequence, start, place)
    return suffix.after if suffix is not None else start


def _is_area(sequence: Sequence[Token], at: int) -> bool:
    return 0 <= at < len(sequence) and sequence[at].key == _AREA[0] and _keys(sequence, at, 3) == _AREA


def _keys(sequence: Sequence[Token], at: int, length: int) -> tuple[str, ...]:
    return tuple(token.key for token in sequence[at : at + length])


def _after_preposition(sequence: Sequence[Token], at: int) -> int:
    """Past "thuộc UBND", "của", "cấp" where a level follows them."""
    keys = [token.key for token in sequence[at : at + 3]]
    if not keys or keys[0] not in ("trực", "thuộc", "của"):
        return at
    for before in (["trực", "thuộc", "ủy ban nhân dân"], ["thuộc", "ủy ban nhân dân"], ["thuộc"], ["của"]):
        if keys[: len(before)] == before and _level(sequence, at + len(before)):
            return at + len(before)
    return at


def _plural(sequence: Sequence[Token], at: int) -> Suffix | None:
    """ "các xã, phường", "xã, phường", "cấp xã", "các cấp"; kinds in one order, so that both orders are one name."""
    if at >= len(sequence):
        return None
    if [k for token in sequence[at : at + 3] for k in token.keys][:3] == ["các", "khu", "vực"]:
        return Suffix("các khu vực", "group", at + (2 if sequence[at + 1].key == "khu vực" else 3))
    if [token.key for token in sequence[at : at + 2]] == ["các", "cấp"] and _level(sequence, at + 2) is None:
        return Suffix("các cấp", "group", at + 2)
    marked = sequence[at].key in {"các", "cấp"}
    index, kinds = at + marked, []
    while (found := _level(sequence, index)) is not None:
        (word, _), index = found
        kinds.append(word)
        following = index + (index < len(sequence) and sequence[index].text in {",", "-", "/", "và"})
        # "phường xã" without a comma is as good as with one; anything else ends the list.
        if _level(sequence, following) is None:
            break
        index = following
    if not kinds or not (marked or len(kinds) > 1):
        return None
    if sequence[at].key == "cấp" and len(kinds) == 1:
        return Suffix(f"cấp {kinds[0]}", "group", index)
    zone = _one_zone(sequence, index, kinds)
    if zone > index:  # "các xã, phường và đặc khu Cồn Cỏ": of that kind the province has one
        named = " ".join(token.text for token in sequence[index:zone])
        others = ", ".join(kind for kind in _ORDER if kind in kinds[:-1])
        return Suffix(f"các {others} và {kinds[-1]} {named}", "group", zone, several=True)
    word, end = "các " + ", ".join(kind for kind in _ORDER if kind in kinds), _narrowed(sequence, index)
    return Suffix(" ".join([word, *(token.text for token in sequence[index:end])]), "group", end, several=True)


def proper_name(sequence: Sequence[Token], at: int) -> int:
    """The index after the proper name, four syllables at most, that starts with token `at`; `at` where none does."""
    end = at
    while end < len(sequence) and end - at < _NAME_LENGTH and _is_name(sequence[end]):
        end += 1
    return end


def _one_zone(sequence: Sequence[Token], at: int, kinds: Sequence[str]) -> int:
    """Past the name of the one special zone that ends a list of kinds; `at` where none does."""
    return proper_name(sequence, at) if len(kinds) > 1 and kinds[-1] == "đặc khu" else at


def _narrowed(sequence: Sequence[Token], at: int) -> int:
    """Past the "có cụm công nghiệp" that says which communes, where it ends what is said of them."""
    if [token.key for token in sequence[at : at + 1]] not in (["có"], ["nơi"]):
        return at
    ends = (k for k in range(at, len(sequence)) if not sequence[k].text.isalpha() or _acts(sequence, k))
    end = next(ends, len(sequence))
    words = [token.key for token in sequence[at:end]]
    return end if 2 <= len(words) <= _LONGEST_NARROWED and words[1] not in _HAS else at


def _acts(sequence: Sequence[Token], at: int) -> bool:
    """Whether what they do begins at token `at`: "UBND các xã có rừng chủ trì"."""
    return " ".join(token.key for token in sequence[at : at + 2]) in _ROLES


def _level(sequence: Sequence[Token], at: int) -> tuple[tuple[str, UnitLevel], int] | None:
    if at >= len(sequence) or sequence[at].key not in _FIRST_OF_LEVELS:
        return None
    for length in (2, 1):
        keys = tuple(token.key for token in sequence[at : at + length])
        if (
            len(keys) == length
            and keys in _LEVELS
            and not (keys == ("xã",) and [t.key for t in sequence[at + 1 : at + 2]] == ["hội"])
            and not (keys == ("tỉnh",) and [t.key for t in sequence[at + 1 : at + 2]] in (["đoàn"], ["ủy"]))
        ):
            after = at + length
            dot = keys == ("tp",) and after < len(sequence) and sequence[after].text == "."
            return _LEVELS[keys], after + dot
    return None


def _proper_name(sequence: Sequence[Token], at: int, place: Place) -> int:
    known = _known_name(sequence, at, (place.ward, place.city))
    if known is not None:
        return known
    if at and sequence[at - 1].text.isupper() and len(sequence[at - 1].text) > 2:
        return at  # in a line of capitals nothing tells where the name ends
    end = at
    while end < len(sequence) and end - at < _NAME_LENGTH and _is_name(sequence[end]):
        if end == at and sequence[end].key.split()[0] in _OTHER_NAMES:
            return at
        end += 1
        dashed = [token.text for token in sequence[end : end + 1]] in (["-"], ["–"])
        if dashed and all(map(_is_name, sequence[end + 1 : end + 3])) and len(sequence) > end + 2:
            return end + 3  # "Xuân Hương - Đà Lạt"
    return end


def _other_place(sequence: Sequence[Token], at: int, end: int, place: Place) -> str:
    """The name at the tokens `at:end`, where it is known not to be that of the plan's own place. One syllable with a
    capital may as well open what follows."""
    if (
        end < at + 2
        or not (place.ward or place.city)
        or _known_name(sequence, at, (place.ward, place.city)) is not None
    ):
        return ""
    return " ".join(token.text for token in sequence[at:end])


def _is_name(token: Token) -> bool:
    return token.capital and token.text.isalpha() and not (token.text.isupper() and len(token.text) > 1)


@lru_cache(maxsize=64)
def _name_keys(name: str) -> tuple[str, ...]:
    return tuple(token.key for token in tokens(name))


def _known_name(sequence: Sequence[Token], at: int, names: Sequence[str | None]) -> int | None:
    for name in names:
        keys = _name_keys(name or "")
        if keys and at < len(sequence) and sequence[at].key == keys[0] and _keys(sequence, at, len(keys)) == keys:
            return at + len(keys)
    return None
