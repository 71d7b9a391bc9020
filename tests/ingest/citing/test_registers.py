"""Citations against two registers of the State, whose entries have a fixed form that plain splitting reads."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.citing.citations import find_citations
from ingest.passages import Passage, Place
from ingest.plan import Citation
from ingest.text.mapped import mapped

TYPES = ("thông tư liên tịch", "nghị quyết liên tịch", "thông tư", "nghị định", "bộ luật", "luật", "pháp lệnh",
         "quyết định", "nghị quyết", "lệnh", "chỉ thị", "sắc lệnh")  # fmt: skip
BESIDE = re.compile(r",? ngày (\d+)(?:/| tháng )(\d+)(?:/| năm )(\d{4})")
# The last date before "có hiệu lực" is the document's own; titles cite others with theirs.
BEHIND_TITLE = re.compile(r".* ngày (\d\d)/(\d\d)/(\d{4}) của [^;]*?,? có hiệu lực")


def records(file: Path) -> list[dict[str, str]]:
    if not file.is_file():
        pytest.skip(f"no register at {file}")
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def cited(text: str) -> list[Citation]:
    return list(find_citations((Passage(mapped(text), "basis"),), Place()).citations)


def number_of(citation: Citation) -> str:
    return alike(re.split("[@#]", citation.canonical)[0])


def alike(number: str) -> str:
    """The number in capitals, one mark for all that part its pieces: registers write slash, hyphen and dot at will."""
    return re.sub(r"[-/_.]+", "-", re.sub(r"\s", "", number).replace("Ð", "Đ")).upper()


def written_number(words: str) -> str:
    """The first word, and what a stray blank parted from it."""
    first, *rest = words.split()
    for word in rest:
        if first.endswith((",", ".", ";")) or not (first[-1] in "/-" or word[0] in "/-"):
            break
        first += word
    return first.rstrip(',.;:"')


def labels(note: str) -> Iterator[tuple[str, str, str | None, bool]]:
    """(type, number, date, whether the date stands right behind the number) of each document in a source note."""
    pieces = note.replace("\xa0", " ").split(" số ")
    own = BEHIND_TITLE.search(note.partition(" có hiệu lực")[0] + " có hiệu lực")
    for k, (left, right) in enumerate(pairwise(pieces)):
        joint = " liên tịch" if right.startswith("liên tịch ") else ""
        words = right.removeprefix("liên tịch ")
        number = written_number(words) if words[:1].isdigit() else ""
        if not number or number.isdigit():
            continue
        kind = next((t for t in TYPES if left.lower().endswith(t)), "")
        beside = BESIDE.match(words.partition(number)[2])
        if k and own and beside and iso(beside) == iso(own):
            beside = None  # the title ends with this number, and the date is that of the first document
        found = beside or (own if k == 0 else None)
        yield kind and kind + joint, number, iso(found) if found else None, beside is not None


def iso(date: re.Match[str]) -> str:
    return f"{date[3]}-{int(date[2]):02}-{int(date[1]):02}"


@pytest.mark.slow
def test_source_notes_of_the_codification(shared: Path) -> None:
    notes = [r["source_note"] for r in records(shared / "data" / "phapdien_articles.jsonl.gz") if r.get("source_note")]
    count: Counter[str] = Counter()
    for note in notes:
        found = cited(note)
        right = [right_parts(found, count, *label) for label in labels(note)]
        count["whole"] += all(right)
    assert count["all"] > 40_000
    assert count["number"] / count["all"] >= 0.999  # what is left: brackets in symbols, slips of the register
    assert count["type"] / count["typed"] >= 0.999
    assert count["date beside"] / count["dated beside"] >= 0.99
    # What is left: numbers that bear another year than their date, and bodies that no longer exist.
    assert count["date behind a title"] / count["dated behind a title"] >= 0.99
    assert count["whole"] / len(notes) >= 0.998  # type, number and date of every document in the note


def right_parts(
    found: list[Citation], count: Counter[str], kind: str, number: str, date: str | None, beside: bool
) -> bool:
    """Counts what is right of one document, takes its citation out of `found`; True when all that is known is right."""
    count["all"] += 1
    one = next((c for c in found if number_of(c) == alike(number)), None)
    if one is None:
        return False
    found.remove(one)
    where = "beside" if beside else "behind a title"
    count["number"] += 1
    count["typed"] += bool(kind)
    count["type"] += bool(kind) and one.type.lower() == kind
    count[f"dated {where}"] += date is not None
    count[f"date {where}"] += date is not None and one.date == date
    return (not kind or one.type.lower() == kind) and date in (None, one.date)


@pytest.mark.slow
def test_titles_of_the_official_gazette(shared: Path) -> None:
    rows = records(shared / "data" / "congbao_register.jsonl.gz")
    right = sum(any(number_of(c) == alike(row["number"]) for c in cited(row["title"])) for row in rows)
    typed = [row for row in rows if row["title"].lower().startswith(TYPES)]
    same = sum(any(row["title"].lower().startswith(c.type.lower()) for c in cited(row["title"])[:1]) for row in typed)
    assert right / len(rows) >= 0.998  # five numbers are cut off or misread in the register itself
    assert same / len(typed) >= 0.998
