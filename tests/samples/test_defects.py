"""Defects that are in the sample plans on purpose are found, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.checking.check import check

if TYPE_CHECKING:
    from kg.checking.check import Finding
    from kg.snapshots.snapshot import Snapshot

DEFECTS = [
    ("absent-appendix", "03", "Phụ lục I"),
    ("absent-appendix", "03", "Phụ lục II"),
    ("blank-number", "04", "Số: /KH-UBND"),
    ("duplicate-label", "04", "II"),
    ("two-dates", "04", "Kế hoạch số 19/KH-UBND"),
    ("divided-topic", "04", "Bảo đảm an toàn thông tin, an ninh mạng cho các hệ thống thông tin của phường."),
    ("no-lead", "04", "Cập nhật bảng theo dõi tiến độ nhiệm vụ của từng đơn vị lên màn hình tại trụ sở."),
    ("skipped-label", "07", "3"),
    ("slip", "08", "Phân đầu"),
    ("slip", "08", "chuyên biến"),
]


@pytest.fixture(scope="module")
def findings(samples: Snapshot) -> list[Finding]:
    return check(samples.graph, samples.plans())


@pytest.mark.parametrize(("kind", "plan", "text"), DEFECTS)
def test_defect_is_found_with_its_quotation(findings: list[Finding], kind: str, plan: str, text: str) -> None:
    assert text in [f.text for f in findings if f.kind == kind and f.source.startswith(plan)]


def test_the_contradiction_names_both_places_and_both_units(findings: list[Finding]) -> None:
    messages = [f.message for f in findings if f.kind == "divided-topic" and f.source.startswith("04")]
    expected = ("IV.4", "PHỤ LỤC.II.3", "Công an phường", "Văn phòng HĐND và UBND")
    assert any(all(word in message for word in expected) for message in messages)


def test_every_finding_quotes_the_plan(samples: Snapshot, findings: list[Finding]) -> None:
    for finding in findings:
        if finding.start is not None and finding.end is not None:
            assert samples.text(finding.source)[finding.start : finding.end] == finding.text
