"""What a task is about: the topics of the guidelines, by how what it shows of them and its words weigh."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.grammar import load
from ingest.subjects.concepts import Found
from ingest.subjects.evidence import evidence_of, topic_names
from ingest.subjects.weighing import LEAST, LEAST_SHOWN, probabilities


def classify_topics(
    text: str, headings: Sequence[str], output: str | None, found: Sequence[Found] | None = None
) -> tuple[str, ...]:
    """The topics of the statement `text` (NFC) under `headings` (the nearest last), in the order of the guidelines.

    `output` is the result that it is to have; `found` are the concepts that `text` names, where they are known already.
    """
    if not text.strip():
        return ()
    evidence = evidence_of(text, headings, output, found)
    likely = probabilities(evidence)
    told = [name for name in likely if likely[name] >= (LEAST_SHOWN if name in evidence.shown else LEAST)]
    kept = sorted(told, key=lambda name: -likely[name])[: load("topics")["settings"]["most"]]
    return tuple(name for name in topic_names() if name in kept)
