"""Names of the columns of a table -> which of them hold what is to be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.structure.columns import UNIT_COLUMN

_MONEY = re.compile(r"kinh phí|dự toán|vốn|ngân sách|đơn giá|thành tiền|chi phí")
BRACKETED_UNIT = re.compile(r"\(\s?(%|[^\d\W][^()]{0,24})\)\Z")
"""A unit in brackets that closes a name: "Diện tích giao (ha)"."""
_NAME = re.compile(r"(?:tên |các |nội dung |hệ thống )?(?:chỉ tiêu|chỉ số|tiêu chí|mục tiêu)(?: \D*)?")
# "Thôn | Số hộ | Diện tích giao (ha)": what each place or body is given to reach.
_GIVEN_TO = re.compile(
    r"(?:tên )?(?:các )?(?:xóm|thôn|bản|ấp|khóm|khu phố|tổ dân phố|xã|phường|đơn vị|địa phương|địa bàn|trường|chi hội"
    r"|chi đoàn)(?:[,/ -]+(?:xóm|thôn|bản|ấp|khóm|khu phố|tổ dân phố|xã|phường|đặc khu|tiểu khu))*"
)
_TO_REACH = re.compile(r"(?<!\w)(?:giao|chỉ tiêu|kế hoạch|phấn đấu)(?!\w)")
_UNIT = re.compile(rf"{UNIT_COLUMN.pattern}|đ\.?vị tính")
_AIM = r"(?:chỉ tiêu|kế hoạch|kh|mục tiêu|giá trị|mức|giao|phấn đấu|yêu cầu)"
_VALUE = re.compile(
    rf"(?:{_AIM}|đến|năm|trong|hết|cần đạt|đạt|thực hiện| )*(?:20\d\d)"
    rf"|{_AIM}(?: (?:giao|đạt|phấn đấu|kế hoạch|cần đạt))?"
)
_PAST = re.compile(r"ước|hiện trạng|kết quả|^thực hiện|^đã |hiện có|đang|\bth\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
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
    where they are of several years (`figures`). Columns of money hold none, nor do those of years before `since`.
    """
    lowered = [" ".join(name.lower().split()) for name in names]
    caption = caption.lower()
    if _MONEY.search(caption):
        return None
    past = [_latest(name) for name in lowered if _PAST.search(name)]
    since = max([since, *(year + 1 for year in past if year)])
    open_ = [k for k, name in enumerate(lowered) if not _is_over(name, since) and not _MONEY.search(name)]
    named = next((k for k, name in enumerate(lowered) if _NAME.fullmatch(name)), None)
    if named is not None:
        values = tuple(Value(k, _year(lowered[k])) for k in open_ if k > named and _VALUE.fullmatch(lowered[k]))
        unit = next((k for k, name in enumerate(lowered) if _UNIT.fullmatch(name)), None)
        return IndicatorColumns(named, unit, values) if len(values) == 1 else None
    given = next((k for k, name in enumerate(lowered[:2]) if _GIVEN_TO.fullmatch(name)), None)
    values = tuple(_given(lowered, open_, caption))
    return IndicatorColumns(given, None, values) if given is not None and values else None


def _given(lowered: Sequence[str], columns: Sequence[int], caption: str) -> Iterator[Value]:
    """The columns, with their unit in brackets, of a table that gives each place or body its share: said by their
    names, or by the heading of the table where they name the year."""
    for k in columns:
        unit = BRACKETED_UNIT.search(lowered[k])
        if unit is None:
            continue
        what = lowered[k][: unit.start()].strip()
        if _TO_REACH.search(what) or (_YEAR.search(what) and _TO_REACH.search(caption)):
            yield Value(k, _year(what), unit[1], _YEAR_SAID.sub("", what).strip())


def _is_over(name: str, since: int) -> bool:
    """Whether a column tells what was."""
    latest = _latest(name)
    return _PAST.search(name) is not None or (latest is not None and latest < since)


def _latest(name: str) -> int | None:
    return max((int(year) for year in _YEAR.findall(name)), default=None)


def _year(name: str) -> str | None:
    latest = _latest(name)
    return str(latest) if latest else None
