"""What the columns of a table hold, by their names: its number, the task, who does it, by when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingest.grammar import load

UNIT_COLUMN = re.compile(r"đvt|đơn vị(?: tính)?")
"""The name (lower case) of the column that says what figures are counted in."""
MONEY = re.compile(r"kinh phí|dự toán|vốn|ngân sách|đơn giá|thành tiền|chi phí")
"""What the name (lower case) of a column or a table of money says."""
_ROW_NUMBERS = ("tt", "stt", "số tt")
_CONTENT = re.compile(r"nội dung(?:,? [^\W\d]+){2,6}")  # one word more may be the first half of a name
_INDICATOR = re.compile(r"(?:tên |các |nội dung )?chỉ tiêu")
_YEAR = re.compile(r"20\d\d|kế hoạch|mục tiêu")
_WHO = frozenset({"lead", "coordinate", "agencies", "output"})


def heads_row_numbers(text: str) -> bool:
    """Whether a cell on a line of its own, in bold type or not, is the name over the numbers of rows: "STT"."""
    return text.strip("*. ").lower() in _ROW_NUMBERS


@cache
def column_kind(name: str) -> str:
    """The kind of the column headed `name`; "other" when the grammar does not know it."""
    name = " ".join(name.lower().split()).strip(" *:.")
    for pattern, kind in _columns():
        if pattern.fullmatch(name):
            return kind
    return "other"


@cache
def _columns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(entry["pattern"]), entry["kind"]) for entry in load("columns")["column"])


def column_kinds(names: Sequence[str]) -> tuple[str, ...]:
    """The kinds of a header row, or () when it does not head a list of tasks."""
    kinds = [column_kind(name) for name in names]
    if "task" not in kinds and any("chủ trì" in name.lower() for name in names):
        # "Nội dung kiểm tra" of a schedule of inspections is a task where the table says who leads it.
        kinds = ["task" if _is_content(n) and kind == "other" else kind for n, kind in zip(names, kinds, strict=True)]
    _state_what_is_measured(names, kinds)
    stated = max(
        (i for i, kind in enumerate(kinds) if kind == "task"), key=lambda i: (_statement(names[i]), -i), default=-1
    )
    for i in (i for i, kind in enumerate(kinds) if kind == "task" and i != stated):
        kinds[i] = "measure" if _measures(names[i]) else "other"
    for kind in ("number", "lead", "coordinate", "agencies"):
        first = True
        for i, found in enumerate(kinds):
            if found == kind and not first:
                kinds[i] = "other"
            first = first and found != kind
    if "task" not in kinds or not _WHO.intersection(kinds) or _states_indicators(names, kinds):
        return ()
    if "lead" in kinds and "coordinate" not in kinds and "chủ trì" not in names[kinds.index("lead")].lower():
        kinds[kinds.index("lead")] = "agencies"
    return tuple(kinds)


def _state_what_is_measured(names: Sequence[str], kinds: list[str]) -> None:
    """A column of aims beside one with a name of its own ("Công trình, phần việc") holds figures of the tasks there."""
    tasks = [i for i, kind in enumerate(kinds) if kind == "task"]
    if len(tasks) == 1 and _measures(names[tasks[0]]) and "lead" in kinds:
        named = next((i for i in range(tasks[0]) if kinds[i] == "other" and len(names[i].split()) > 1), None)
        if named is not None:
            kinds[named], kinds[tasks[0]] = "task", "measure"


def _states_indicators(names: Sequence[str], kinds: Sequence[str]) -> bool:
    """Whether the rows are indicators, with the unit they are counted in and the value of a year, and no tasks."""
    lowered = [" ".join(name.lower().split()).strip(" *") for name in names]
    indicator = _INDICATOR.fullmatch(lowered[kinds.index("task")]) is not None
    return (
        indicator
        and any(UNIT_COLUMN.fullmatch(name) for name in lowered)
        and any(_YEAR.search(name) for name in lowered)
    )


def _is_content(name: str) -> bool:
    return _CONTENT.match(name.lower().strip(" *")) is not None


def _measures(name: str) -> bool:
    return name.lower().strip(" *").startswith("chỉ tiêu")


def _statement(name: str) -> int:
    """How likely a column of this name holds the task itself, where others hold its aim or its group."""
    name = name.lower()
    plain = re.search(r"nhiệm vụ|công việc|nội dung|hoạt động|việc", name) is not None and not name.startswith("nhóm")
    return 2 if "cụ thể" in name else int(plain)
