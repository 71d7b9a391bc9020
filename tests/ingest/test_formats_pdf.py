"""PDF: the text layer is read where it is Vietnamese, and refused where it is absent or wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import SourceError
from ingest.formats.pdf import read
from ingest.formats.syllables import MIN_SHARE, vietnamese_share
from ingest.layout import layout
from tests.ingest.makers import to_pdf

PAGE = ["Công an phường chủ trì, phối hợp với các tổ dân phố", "tuần tra ban đêm trên địa bàn."]


def test_lines_and_pages() -> None:
    found = read(to_pdf([PAGE, ["2", *PAGE]]), "a.pdf")
    assert found.pages == 2
    assert found.text == "\n".join(PAGE) + "\n\n\f2\n" + "\n".join(PAGE) + "\n"
    assert layout(found.text).pages == 2


def test_pages_without_a_sound_layer_are_reported() -> None:
    wrong = ["Cong an phu&ng chu tri phoi hop voi cac to dan pho tuan tra ban dem"]
    found = read(to_pdf([PAGE * 3, [], wrong]), "a.pdf")
    assert [(w.kind, w.message.split(" không")[0].split(":")[0]) for w in found.warnings] == [
        ("page-without-text", "trang 2"),
        ("page-doubtful", "trang 3"),
    ]


WRONG = ["CQNG HOAxA HQI CHiJ NGHiA vrer NAM", "DQc lap - Tu do - Hanh phuc", "Thuc hien Nghi quyet cua Ban"]


@pytest.mark.parametrize(
    ("data", "status", "reason"),
    [
        (to_pdf([[], []]), "refused", "no usable text layer: 2 pages hold no text"),
        (to_pdf([WRONG]), "refused", "no usable text layer: 0% of its words are Vietnamese"),
        (to_pdf([PAGE])[:200], "failed", "damaged PDF"),
        (b"%PDF-1.7\n" + b"\xff" * 300, "failed", "damaged PDF"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, status: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        read(data, "a.pdf")
    assert caught.value.status == status


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Ủy ban nhân dân phường chủ trì thực hiện đúng kế hoạch", 11 / 12),
        ("ỦY BAN NHÂN DÂN PHƯỜNG CHỦ TRÌ THỰC HIỆN ĐÚNG KẾ HOẠCH", 11 / 12),
        ("Uy ban nhan dan phuong chu tri thuc hien dung ke hoach", 0),
        ("The committee shall carry out this plan in due course today", 0),
        ("phường xã mộtx rấtz thfực phốih ồăêợ blạ kfế fốn", 2 / 10),
        ("Kế hoạch số 5", None),
        ("", None),
    ],
)
def test_the_share_of_vietnamese_syllables(text: str, share: float | None) -> None:
    assert vietnamese_share(text) == (None if share is None else pytest.approx(share))


def test_sound_texts_lie_far_above_the_threshold(shared: Path) -> None:
    shares = [vietnamese_share(path.read_text("utf-8")) for path in sorted((shared / "corpus").glob("*.txt"))]
    assert min(share or 0 for share in shares) > 2 * MIN_SHARE
