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
BEHIND_TITLE = re.compile(r" ngày (\d\d)/(\d\d)/(\d{4}) của [^;]*?,? có hiệu lực")


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
    for k, (left, right) in enumerate(pairwise(pieces)):
        joint = " liên tịch" if right.startswith("liên tịch ") else ""
        words = right.removeprefix("liên tịch ")
        number = written_number(words) if words[:1].isdigit() else ""
        if not number or number.isdigit():
            continue
        kind = next((t for t in TYPES if left.lower().endswith(t)), "")
        beside = BESIDE.match(words.partition(number)[2])
        behind = (
            BEHIND_TITLE.search(note.partition(" có hiệu lực")[0] + " có hiệu lực") if k == 0 and not beside else None
        )
        found = beside or behind
        date = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else None
        yield kind and kind + joint, number, date, beside is not None


@pytest.mark.slow
def test_source_notes_of_the_codification(shared: Path) -> None:
    notes = [r["source_note"] for r in records(shared / "data" / "phapdien_articles.jsonl.gz") if r.get("source_note")]
    count: Counter[str] = Counter()
    for note in notes:
        found = cited(note)
        for kind, number, date, beside in labels(note):
            count["all"] += 1
            one = next((c for c in found if number_of(c) == alike(number)), None)
            if one is None:
                continue
            found.remove(one)
            count["number"] += 1
            count["typed"] += bool(kind)
            count["type"] += bool(kind) and one.type.lower() == kind
            if date:
                where = "beside" if beside else "behind a title"
                count[f"dated {where}"] += 1
                count[f"date {where}"] += one.date == date
    assert count["all"] > 40_000
    assert count["number"] / count["all"] >= 0.999  # what is left: brackets in symbols, slips of the register
    assert count["type"] / count["typed"] >= 0.999
    assert count["date beside"] / count["dated beside"] >= 0.99
    # What is left: titles with a semicolon, which in plans ends a document, and bodies that no longer exist.
    assert count["date behind a title"] / count["dated behind a title"] >= 0.9


@pytest.mark.slow
def test_titles_of_the_official_gazette(shared: Path) -> None:
    rows = records(shared / "data" / "congbao_register.jsonl.gz")
    right = sum(any(number_of(c) == alike(row["number"]) for c in cited(row["title"])) for row in rows)
    typed = [row for row in rows if row["title"].lower().startswith(TYPES)]
    same = sum(any(row["title"].lower().startswith(c.type.lower()) for c in cited(row["title"])[:1]) for row in typed)
    assert right / len(rows) >= 0.998  # five numbers are cut off or misread in the register itself
    assert same / len(typed) >= 0.998
