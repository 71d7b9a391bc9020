"""Made-up files and questions, for a minute; `make fuzz` goes on for an hour."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import strategies as st

from benchmarks.fuzz import attack, targets
from ingest.errors import PlankgError

SECONDS = 60
NAMES = (
    "decoder of text files", "extraction", "reader of .docx", "reader of .doc", "reader of .html", "reader of .pdf",
    "reader of .zip", "questions to the search", "names of nodes", "SPARQL",
)  # fmt: skip


def test_a_failure_is_found_and_made_small() -> None:
    def breaks(text: object) -> None:
        if "x" in str(text):
            raise ZeroDivisionError

    tally = attack((st.text(alphabet="abx", max_size=20), breaks), 20, 1)
    assert len(tally.failures) == 1
    assert tally.failures[0].startswith("'x'\n")
    assert "ZeroDivisionError" in tally.failures[0]


def test_an_error_with_a_way_out_is_no_failure() -> None:
    def refuses(_: object) -> None:
        raise PlankgError("no. Give another")

    tally = attack((st.text(), refuses), 0.5, 1)
    assert tally.failures == []
    assert tally.inputs > 0


@pytest.mark.slow
def test_nothing_made_up_breaks_anything(tmp_path: Path) -> None:
    found = targets(tmp_path)
    assert tuple(found) == NAMES
    tallies = {name: attack(target, SECONDS / len(found), 1) for name, target in found.items()}
    assert {name: tally.failures for name, tally in tallies.items() if tally.failures} == {}
    assert [name for name, tally in tallies.items() if not tally.inputs] == []
