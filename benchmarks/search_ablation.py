"""What each part of the search gives, in a table that is written into docs/search.md.

    python -m benchmarks.search_ablation [--every N]

Rows add one part after the other; columns are the held-out tenth of the lexicon and, where PLANKG_SHARED (else
`../shared`) has them, ALQAC and the judged questions by kind. Takes some
minutes; --every 4 asks a quarter of the ALQAC questions and of the held-out wordings alone.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from benchmarks.search_sets import QuestionSet, alqac, held_out, judged
from search.engine import Legs
from search.vectors import open_encoder

PAGE = Path(__file__).resolve().parents[1] / "docs" / "search.md"
BEGIN, END = "<!-- ablation: written by `make ablation` -->", "<!-- end of ablation -->"
STEPS = (
    ("BM25", Legs(False, False, False, False)),
    ("+ folded, slips, abbreviations", Legs(True, False, False, False)),
    ("+ thesaurus", Legs(True, True, False, False)),
    ("+ vectors", Legs(True, True, True, False)),
    ("+ query understanding", Legs(True, True, True, True)),
    ("all but the thesaurus", Legs(True, False, True, True)),
)


def table(sets: list[QuestionSet]) -> str:
    """The scores as Markdown: one row for each kind of question, one column for each step."""
    encoder = open_encoder()
    columns = [{k: v for one in sets for k, v in one.scores(encoder, legs).items()} for _, legs in STEPS]
    kinds = [(question.kind, one.measure) for one in sets for question in one.questions]
    lines = ["| questions | number | measure | " + " | ".join(name for name, _ in STEPS) + " |"]
    lines.append("|---" * (len(STEPS) + 3) + "|")
    for (kind, measure), number in Counter(kinds).items():
        cells = " | ".join(f"{column[kind]:.3f}" for column in columns)
        lines.append(f"| {kind} | {number} | {measure} | {cells} |")
    return "\n".join(lines)


def main() -> int:
    """Measures, prints the table and writes it into the page; 1 when the page has no place for it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--every", type=int, default=1)
    every = parser.parse_args().every
    sets = [found for found in (held_out(every), alqac(every), judged()) if found]
    found = table(sets)
    print(found)
    before, begin, rest = PAGE.read_text("utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        print(f"{PAGE}: there is no place for the table: add the lines {BEGIN} and {END}", file=sys.stderr)
        return 1
    PAGE.write_text(f"{before}{BEGIN}\n{found}\n{END}{after}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
