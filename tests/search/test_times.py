from __future__ import annotations

import pytest

from ingest.plan import Deadline
from search.times import Time, find_times, occasions, span


@pytest.mark.parametrize(
    ("query", "after", "before"),
    [
        ("hạn tháng 12/2026", "2026-12-01", "2026-12-31"),
        ("thang 2 nam 2028", "2028-02-01", "2028-02-29"),
        ("trong quý IV/2025", "2025-10-01", "2025-12-31"),
        ("quy 1 nam 2026", "2026-01-01", "2026-03-31"),
        ("trước ngày 15/6/2026", None, "2026-06-15"),
        ("trước năm 2027", None, "2026-12-31"),
        ("hoàn thành trong năm 2026", "2026-01-01", "2026-12-31"),
        ("quí IV/2025", "2025-10-01", "2025-12-31"),
        ("cuối năm 2026", "2026-10-01", "2026-12-31"),
        ("đầu năm 2026", "2026-01-01", "2026-03-31"),
        ("6 tháng đầu năm 2026", "2026-01-01", "2026-06-30"),
        ("sáu tháng cuối năm 2026", "2026-07-01", "2026-12-31"),
    ],
)
def test_periods(query: str, after: str | None, before: str | None) -> None:
    [time] = find_times(query)
    assert (time.after, time.before) == (after, before)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("gửi báo cáo trước ngày 30/11", {"day": "--11-30"}),
        ("bao cao thang 12", {"day": "--12"}),
        ("về an toàn thông tin quý IV", {"day": "--Q4"}),
        ("QUY 3", {"day": "--Q3"}),
        ("mỗi quý 1 lần", {"recurrence": "quarterly"}),
        ("làm hằng năm", {"recurrence": "yearly"}),
        ("hang quy", {"recurrence": "quarterly"}),
        ("thường xuyên", {"ongoing": True}),
    ],
)
def test_days_and_rhythms(query: str, expected: dict[str, object]) -> None:
    [time] = find_times(query)
    assert time == Time(time.start, time.end, **expected)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "query", ["57-NQ/TW", "kế hoạch năm 2026", "ngày 31/2", "tháng 13", "226/2025/QH15", "24/7/365"]
)
def test_what_only_looks_like_a_time(query: str) -> None:
    assert find_times(query) == []


@pytest.mark.parametrize(
    ("iso", "days"),
    [
        ("2026", (20260101, 20261231)),
        ("2025-Q4", (20251001, 20251231)),
        ("2026/2030", (20260101, 20301231)),
        ("2026-02", (20260201, 20260228)),
        ("2026-12-05", (20261205, 20261205)),
        ("soon", None),
        (None, None),
    ],
)
def test_spans_of_stated_times(iso: str | None, days: tuple[int, int] | None) -> None:
    assert span(iso) == days


@pytest.mark.parametrize(
    ("deadline", "entries"),
    [
        (Deadline("recurring", due="--11-30"), [(0, 0, 1130)]),
        (Deadline("recurring", due="--12"), [(0, 0, 1200)]),
        (
            Deadline("recurring", "2026-Q2", due="--06-15", due_all=("--06-15", "--12-15")),
            [(20260401, 20260630, 0), (0, 0, 615), (0, 0, 1215)],
        ),
        (Deadline("ongoing"), []),
        (Deadline("month", "2026-04"), [(20260401, 20260430, 0)]),
        (
            Deadline("month", "2026-04", iso_all=("2026-04", "2026-10")),
            [(20260401, 20260430, 0), (20261001, 20261031, 0)],
        ),
    ],
)
def test_a_deadline_of_several_times_has_an_entry_for_each(deadline: Deadline, entries: list[object]) -> None:
    assert occasions(deadline) == entries


@pytest.mark.parametrize(
    ("query", "after", "before"),
    [
        ("việc tuần này", "2026-11-16", "2026-11-22"),
        ("tháng này phải xong gì", "2026-11-01", "2026-11-30"),
        ("thang truoc", "2026-10-01", "2026-10-31"),
        ("hạn quý này", "2026-10-01", "2026-12-31"),
        ("quý sau", "2027-01-01", "2027-03-31"),
        ("năm nay", "2026-01-01", "2026-12-31"),
        ("năm tới", "2027-01-01", "2027-12-31"),
    ],
)
def test_times_reckoned_from_a_day(query: str, after: str, before: str) -> None:
    (found,) = find_times(query, "2026-11-20")
    assert (found.after, found.before, found.overdue) == (after, before, False)
    assert find_times(query) == []


@pytest.mark.parametrize("query", ["nhiệm vụ quá hạn", "việc trễ hạn", "cham han"])
def test_what_is_overdue_was_due_before_the_day(query: str) -> None:
    (found,) = find_times(query, "2026-03-01")
    assert (found.after, found.before, found.overdue) == (None, "2026-02-28", True)
    assert find_times(query) == []
    with pytest.raises(ValueError, match="isoformat"):
        find_times(query, "hôm nay")


@pytest.mark.parametrize("query", ["Quỹ 3 triệu", "quỹ I/2026", "quy định 4 bước", "quý 2 lần"])
def test_what_is_no_quarter(query: str) -> None:
    assert find_times(query) == []
