from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from search.lexical import K1, B, Lexical, Wanted
from search.terms import fold, numbers, terms, tokens
from tests.search.conftest import read_beir

TEXTS = ["an ninh mạng của phường", "an toàn trên mạng", "đường hoa và dương liễu", "đường phố sạch", "mang áo mưa"]
FIELDS = {"text": 1.0}


def lexical(texts: list[str]) -> Lexical:
    return Lexical.of([{"text": text} for text in texts], FIELDS)


def best(index: Lexical, query: str) -> list[int]:
    scores = index.scores(index.wanted(tokens(query), extra=numbers(query)))
    return [int(row) for row in np.argsort(-scores, kind="stable") if scores[row] > 0]


def test_scores_are_bm25() -> None:
    index = lexical(TEXTS)
    lists = [terms(text) for text in TEXTS]
    mean = sum(map(len, lists)) / len(lists)
    expected = []
    for words in lists:
        total = 0.0
        for term in terms("an ninh"):
            holders = sum(term in other for other in lists)
            count, norm = words.count(term), 1 - B + B * len(words) / mean
            rarity = math.log(1 + (len(lists) - holders + 0.5) / (holders + 0.5))
            total += rarity * count * (K1 + 1) / (count + K1 * norm)
        expected.append(total)
    found = index.scores(index.wanted(tokens("an ninh")))
    assert found.tolist() == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("duong", [2, 3]),  # typed without marks: every spelling, and row 2 has two
        ("đường", [3, 2]),
        ("dương", [2]),  # typed with marks: this spelling only
        ("an ninh mang", [0, 1, 4]),
        ("mạng", [1, 0]),
        ("không", []),
    ],
)
def test_marks_matter_when_they_are_typed(query: str, rows: list[int]) -> None:
    assert best(lexical(TEXTS), query) == rows


def test_a_bare_syllable_beside_marked_ones_is_meant_as_typed() -> None:
    index = lexical([*TEXTS, "bản án của tòa", "an ninh trật tự"])
    wanted = index.wanted(tokens("an ninh mạng"))
    assert not any(want.folded for want in wanted)


def test_terms_in_two_fields_are_one_find() -> None:
    rows = [{"text": "an ninh", "headings": "an ninh"}, {"text": "an ninh", "headings": "văn hóa"}]
    index = Lexical.of(rows, {"text": 1.0, "headings": 0.35})
    first, second = index.scores(index.wanted(tokens("an ninh")))
    assert second < first < 1.35 * second


def test_a_term_counts_by_its_weight_however_many_rows_hold_it() -> None:
    index = lexical([*["an ninh"] * 6, "an sinh", *["dân số"] * 9])  # "an" is common, "sinh" is not
    for term in ("an", "sinh"):
        rows, scores = index.exact.rows(term)
        expected = np.zeros(index.size, dtype=np.float32)
        expected[rows] = scores
        assert index.scores([Wanted(term)]).tolist() == expected.tolist()
        assert index.scores([Wanted(term, weight=0.5)]).tolist() == (expected * np.float32(0.5)).tolist()
        assert index.scores([Wanted(term)]).tolist() == expected.tolist()  # no answer changes what is kept


def test_what_rows_hold_is_told_term_by_term() -> None:
    index = lexical(TEXTS)
    wanted = [
        Wanted("mạng"),
        Wanted("mạng", weight=0.5),
        Wanted("an ninh"),
        Wanted("không"),
        Wanted("mang", folded=True),
    ]
    rows = [1, 3, 0]
    expected: list[dict[str, float]] = [{}, {}, {}]
    for want in wanted:
        scores = index.scores([want])
        for place, row in enumerate(rows):
            if scores[row]:
                expected[place][want.term] = expected[place].get(want.term, 0.0) + float(scores[row])
    assert index.held(rows, wanted) == [pytest.approx(terms) for terms in expected]
    assert [sorted(terms) for terms in expected] == [["mang", "mạng"], [], ["an ninh", "mang", "mạng"]]
    assert index.held([], wanted) == []


def test_a_number_is_found_in_any_spelling() -> None:
    index = lexical(["theo Nghị quyết số 57-NQ/TW", "theo 57/2025/NĐ-CP"])
    assert best(index, "57/NQ-TW")[0] == 0


def test_an_empty_index_answers_nothing(tmp_path: Path) -> None:
    lexical([]).save(tmp_path)
    assert Lexical.open(tmp_path).scores([]).size == 0


def test_opened_is_what_was_saved(tmp_path: Path) -> None:
    index = lexical(TEXTS)
    index.save(tmp_path)
    opened = Lexical.open(tmp_path)
    for query in ("an ninh mạng", "duong pho"):
        assert (
            opened.scores(opened.wanted(tokens(query))).tolist() == index.scores(index.wanted(tokens(query))).tolist()
        )


@pytest.mark.parametrize(("strip", "bar"), [(False, 0.85), (True, 0.845)], ids=["marked", "unmarked"])
def test_legal_questions_find_their_article(shared: Path, strip: bool, bar: float) -> None:
    """MRR@10 over the ALQAC questions; the bars are those of the research notes."""
    documents, queries, relevant = read_beir(shared / "data" / "alqac_beir")
    index = lexical([f"{d['title']}\n{d['text']}" for d in documents])
    total = 0.0
    for query_id, wanted in relevant.items():
        query = fold(queries[query_id]) if strip else queries[query_id]
        ranks = [documents[row]["_id"] in wanted for row in best(index, query)[:10]]
        total += 1 / (ranks.index(True) + 1) if True in ranks else 0
    assert total / len(relevant) >= bar


def test_a_field_that_is_asked_for_in_itself() -> None:
    rows = [{"text": "báo cáo nhanh", "output": "kế hoạch"}, {"text": "kế hoạch năm", "output": "báo cáo"}]
    index = Lexical.of(rows, FIELDS | {"output": 0.3})
    scores = index.scores(index.wanted_apart(tokens("báo cáo")))
    assert scores[1] > 0 == scores[0]
