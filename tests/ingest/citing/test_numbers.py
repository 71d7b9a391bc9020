"""Numbers of documents: spelling variants, and a whole provincial register."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ingest.citing.numbers import find_numbers, read_number
from ingest.text.folding import reading
from ingest.text.mapped import mapped


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("154/CTPH-LĐLĐ-SVH,TT,DL", "154/CTPH-LĐLĐ-SVH,TT,DL"),
        ("57/NQ-TW", "57-NQ/TW"),
        ("27/CTTg", "27/CT-TTg"),
        ("109/UBND - VX", "109/UBND-VX"),
        ("30c/NQ-CP", "30c/NQ-CP"),
        ("66.19/2026/NQ-CP", "66.19/2026/NQ-CP"),
        ("11/HD-BCA-V03", "11/HD-BCA-V03"),
        ("557/QĐ-BCĐTW", "557/QĐ-BCĐTW"),
        ("01-Ctr/BCĐ", "01-CTr/BCĐ"),
        ("57-nq/tw", "57-NQ/TW"),
        ("18/1999/TTLT/BTC-BNV", "18/1999/TTLT-BTC-BNV"),
        ("45/SVHTT&DL-QLVH", "45/SVHTT&DL-QLVH"),
        ("11554/VPCP-V.I", "11554/VPCP-V.I"),
    ],
)
def test_numbers(text: str, canonical: str) -> None:
    number = read_number(text)
    found = number or next(find_numbers(text))
    assert found.canonical == canonical
    assert (found.start, found.end) == (0, len(text))


def test_numbers_of_a_provincial_register_are_read_whole(shared: Path) -> None:
    with (shared / "data" / "binhduong_register.csv").open(encoding="utf-8", newline="") as file:
        written = [row["so_ky_hieu"].strip() for row in csv.DictReader(file)]
    numbers = [reading(mapped(text)).plain for text in written if text]
    whole = sum(read_number(text) is not None for text in numbers)
    assert len(numbers) > 4000
    assert whole / len(numbers) >= 0.998
