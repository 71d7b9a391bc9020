"""Names of the columns of a table -> which of them hold what is to be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.duties.counting import noun_end
from ingest.structure.columns import MONEY, UNIT_COLUMN
from ingest.text.words import words

BRACKETED_UNIT = re.compile(r"\(\s?(%|[^\d\W][^()]{0,24})\)\Z")
"""A unit in brackets that closes a name: "Diện tích giao (ha)"."""
_NAME = re.compile(r"(?:tên |các |nội dung |hệ thống )?(?:chỉ tiêu|chỉ số|tiêu chí|mục tiêu)(?: \D*)?")
# "Thôn | Số hộ | Diện tích giao (ha)": what each place or body is given to reach.
_GIVEN_TO = re.compile(
    r"(?:tên )?(?:các )?(?:xóm|thôn|bản|ấp|khóm|khu phố|tổ dân phố|xã|phường|đơn vị|địa phương|địa bàn|trường|chi hội"
    r"|chi đoàn|chi bộ|cụm chi bộ|khối|buôn|làng)(?:[,/ -]+(?:xóm|thôn|bản|ấp|khóm|khu phố|tổ dân phố|xã|phường"
    r"|đặc khu|tiểu khu|đơn vị))*\Z"
)
_TO_REACH = re.compile(r"(?<!\w)(?:giao|chỉ tiêu|kế hoạch|kh|phấn đấu|phải)(?!\w)")
_SHARED = re.compile(r"(?<!\w)(?:giao|phân bổ)(?!\w)")
# What a table of shares tells of those to whom it gives them.
_TELLS = re.compile(r"dân số|nhân khẩu|(?:tổng )?số (?:hộ|dân|người)|trong độ tuổi|đối tượng|nguồn")
_UNIT = re.compile(rf"{UNIT_COLUMN.pattern}|đ\.?vị tính")
_AIM = r"(?:chỉ tiêu|kế hoạch|kh|mục tiêu|giá trị|mức|giao|phấn đấu|yêu cầu)"
_VALUE = re.compile(
    rf"(?:{_AIM}|đến|năm|trong|hết|cần đạt|đạt|thực hiện| )*(?:20\d\d)|(?:{_AIM} )?(?:năm học|nh) 20\d\d ?[-–] ?20\d\d"
    rf"|{_AIM}(?: (?:giao|đạt|phấn đấu|kế hoạch|cần đạt))?"
)
_ROW_NUMBER = re.compile(r"(?:(?:số )?tt|stt|#)?")
_IS_AIM = re.compile(r"(?:chỉ tiêu|kế hoạch|kh)(?!\w)")
_SAYS_SO = re.compile(r"^(?:(?:chỉ tiêu|kế hoạch|kh|phấn đấu|giao|số)(?:[\s:,]+|$))+")
_PAST = re.compile(r"(?<!\w)ước(?!\w)|hiện trạng|kết quả|^thực hiện|^đã |hiện có|đang|\bth\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SPAN = re.compile(r"(20\d\d)\s?[-–]\s?20\d\d")
_YEAR_SAID = re.compile(r"\s?(?:đến hết |hết |đến |cuối |trong )?(?:năm )?(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Value:
    """A column of values: its index, the year that they are for, the unit and the words in its name."""

    index: int
    due: str | None
    unit: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorColumns:
    """The indexes of the columns that name and count what is to be reached, and the columns of the values."""

    name: int
    unit: int | None
    values: tuple[Value, ...]


def indicator_columns(names: Sequence[str], caption: str, since: int) -> IndicatorColumns | None:
    """The columns of the table with those column `names` under the heading `caption`; None where none is of values, or
    where they are of several years (`figures`). Columns of money hold none, nor do those of years before `since`, and
    a table that its heading says to be of money is a budget.
    """
    lowered = [" ".join(name.lower().split()) for name in names]
    caption = caption.lower()
    if MONEY.search(caption):
        return None
    past = [_latest(name) for name in lowered if _PAST.search(name)]
    since = max([since, *(year + 1 for year in past if year)])
    open_ = [k for k, name in enumerate(lowered) if not _is_over(name, since) and not MONEY.search(name)]
    return _given(lowered, open_, caption) or _measured(lowered, open_)


def _measured(lowered: Sequence[str], columns: Sequence[int]) -> IndicatorColumns | None:
    """The columns of a table whose rows are what is measured: "Chỉ tiêu | ĐVT | Kế hoạch năm 2026"."""
    named = next((k for k, name in enumerate(lowered) if _NAME.fullmatch(name)), None)
    values = [Value(k, _year(lowered[k])) for k in columns if _VALUE.fullmatch(lowered[k])]
    behind = tuple(value for value in values if named is not None and value.index > named)
    if named is None or len(behind) != 1:
        return None
    unit = next((k for k, name in enumerate(lowered) if _UNIT.fullmatch(name)), None)
    return IndicatorColumns(named, unit, behind)


def _given(lowered: Sequence[str], columns: Sequence[int], caption: str) -> IndicatorColumns | None:
    """The columns of a table whose rows are those to whom something is given to reach: places and bodies, or whatever
    its first column names where another one is called its target."""
    first = next((k for k, name in enumerate(lowered) if not _ROW_NUMBER.fullmatch(name)), 0)
    unit = next((k for k, name in enumerate(lowered) if k > first and _UNIT.fullmatch(name)), None)
    values = tuple(_shares(lowered, [k for k in columns if k > first], caption))
    if _GIVEN_TO.match(lowered[first]) is None:
        counted = [value for value in values if value.unit or unit is not None]
        values = tuple(value for value in counted if _IS_AIM.match(lowered[value.index]))
    return IndicatorColumns(first, unit, values) if values and not _NAME.fullmatch(lowered[first]) else None


def _shares(lowered: Sequence[str], columns: Sequence[int], caption: str) -> Iterator[Value]:
    """The columns of what is given, with their units: in brackets, or the noun that their names begin with once they
    have said so ("Chỉ tiêu hộ có tủ sách năm 2026"). Their names say that it is to be reached, or the heading of the
    table does where they name the year; where none does, it is those with units that tell nothing else."""
    given = _TO_REACH.search(caption) is not None
    shared = _SHARED.search(caption) is not None and not any(_says_aim(lowered[k]) for k in columns)
    for k in columns:
        bracketed = BRACKETED_UNIT.search(lowered[k])
        what = lowered[k][: bracketed.start()].strip() if bracketed else lowered[k]
        said_above = (given and _YEAR.search(what)) or (shared and not _TELLS.search(what))
        if _TO_REACH.search(what) or (bracketed and said_above):
            said = _YEAR_SAID.sub("", what).strip(" :")
            unit = bracketed[1] if bracketed else _counted(said)
            if unit or not bracketed:
                yield Value(k, _year(what), unit, said)


def _says_aim(name: str) -> bool:
    return _TO_REACH.search(name) is not None or _YEAR.search(name) is not None


def _counted(said: str) -> str:
    """The noun that a name counts once it has said that it is to be reached: "chỉ tiêu hộ có tủ sách" counts "hộ"."""
    rest = _SAYS_SO.sub("", said)
    first = next(iter(words(rest)), None)
    if first is None or not first.tag.startswith("N"):
        return ""
    end = noun_end(f"1 {rest}", 1)
    return rest[: end - 2].strip() if end else ""


def _is_over(name: str, since: int) -> bool:
    """Whether a column tells what was."""
    latest = _latest(name)
    return _PAST.search(name) is not None or (latest is not None and latest < since)


def _latest(name: str) -> int | None:
    """The last year that a name says, of a span ("năm học 2026 - 2027") its first."""
    return max((int(year) for year in _YEAR.findall(_SPAN.sub(r"\1", name))), default=None)


def _year(name: str) -> str | None:
    latest = _latest(name) if not _SPAN.search(name) else None
    return str(latest) if latest else None
