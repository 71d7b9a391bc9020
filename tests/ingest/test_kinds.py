"""Letters, notices and prose are told from plans; documents that hand out tasks are not taken for letters."""

from __future__ import annotations

import pytest

from ingest.kinds import find_kind_warnings
from ingest.plan import Meta


@pytest.mark.parametrize(
    ("meta", "reason"),
    [
        (Meta(doc_type="Thông báo", number="12", symbol="TB-UBND"), "Thông báo"),
        (Meta(number="12", symbol="GM-UBND"), "Giấy mời"),
        (Meta(number="12", symbol="TTr-UBND"), "Tờ trình"),
        (Meta(number="12", symbol="UBND-VX"), "Công văn"),
        (Meta(), "không có phần đầu"),
    ],
    ids=["a notice", "an invitation", "a request", "a letter", "prose"],
)
def test_what_is_no_plan_is_told_with_the_reason(meta: Meta, reason: str) -> None:
    (warning,) = find_kind_warnings(meta)
    assert warning.kind == "not-a-plan"
    assert warning.message.startswith(reason)


@pytest.mark.parametrize(
    "meta",
    [
        Meta(doc_type="Kế hoạch", number="12", symbol="KH-UBND"),
        Meta(doc_type="Quyết định", symbol="QĐ-UBND"),
        Meta(symbol="KH-UBND"),
        Meta(issuer="Ủy ban nhân dân phường Bình An"),
    ],
    ids=["a plan", "a decision", "a plan whose heading is not read", "a document of which only the issuer is read"],
)
def test_plans_and_decisions_are_not_warned_of(meta: Meta) -> None:
    assert not list(find_kind_warnings(meta))
