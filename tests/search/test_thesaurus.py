from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kg.assembly.assemble import assemble_all
from search.engine import Engine, Legs
from search.index import Index, names_of, rows_of
from search.lexicon import Entry
from search.names import Names
from search.records import Result, Row
from search.terms import tokens
from search.thesaurus import LEAST, MOST, WHOLE, Thesaurus, concept_entries, synonyms
from search.vectors import open_encoder
from tests.search.conftest import make_plans

ENTRIES = [
    Entry("chỉnh trang bờ kè", ("kè đá sạt", "bờ sông lở")),
    Entry("trồng cây xanh", ("trồng thêm bóng mát", "phố nắng quá")),
    Entry("trồng cây xanh", ("đường không có cây",)),
]


@pytest.fixture(scope="module")
def thesaurus() -> Thesaurus:
    return Thesaurus.of(ENTRIES, open_encoder())


@pytest.mark.parametrize(
    ("said", "official"),
    [
        ("bờ sông lở", "chỉnh trang bờ kè"),
        ("bo song lo", "chỉnh trang bờ kè"),
        ("sao bờ sông nhà tôi cứ lở", "chỉnh trang bờ kè"),
        ("phố nắng", "trồng cây xanh"),
        ("đường gì không có cây nào", "trồng cây xanh"),
    ],
)
def test_a_question_need_not_be_worded_as_the_lexicon_is(thesaurus: Thesaurus, said: str, official: str) -> None:
    words = tokens(said)
    scores = thesaurus.scores(thesaurus.lexical.wanted(words), np.zeros(256, dtype=np.float32))
    assert thesaurus.officials[int(scores.argmax())] == official
    assert scores.shape == (2,)


def test_nothing_is_a_synonym_of_what_no_line_speaks_of(thesaurus: Thesaurus) -> None:
    assert synonyms([thesaurus], tokens("hộ chiếu"), np.zeros(256, dtype=np.float32)) == []
    assert synonyms([thesaurus], [], np.zeros(256, dtype=np.float32)) == []


def test_the_nearest_come_first_and_each_once(thesaurus: Thesaurus) -> None:
    found = synonyms([thesaurus, thesaurus], tokens("bờ sông lở phố nắng quá"), np.zeros(256, dtype=np.float32))
    assert len({synonym.official for synonym in found}) == len(found) <= MOST
    assert [s.nearness for s in found] == sorted((s.nearness for s in found), reverse=True)
    assert all(synonym.nearness >= LEAST for synonym in found)


def test_it_is_the_same_after_writing(thesaurus: Thesaurus, tmp_path: Path) -> None:
    thesaurus.save(tmp_path / "t")
    query = open_encoder().encode(["bờ sông lở"])[0]
    wanted = thesaurus.lexical.wanted(tokens("bờ sông lở"))
    assert Thesaurus.open(tmp_path / "t").scores(wanted, query).tolist() == thesaurus.scores(wanted, query).tolist()


def test_concepts_are_lines_for_their_other_labels() -> None:
    entries = {entry.official: entry for entry in concept_entries()}
    assert all(entry.everyday for entry in entries.values())


def engine_of(own: list[Entry], legs: Legs = Legs()) -> Engine:  # noqa: B008 - immutable
    plans = make_plans()
    assembly = assemble_all(plans)
    held = list(zip(assembly.plan_ids, plans, strict=True))
    encoder = open_encoder()
    nothing = Thesaurus.of([Entry("x", ("y",))], encoder)
    index = Index.of(rows_of(held, assembly.graph), names_of(held, assembly.graph), thesaurus=nothing)
    return Engine(index, encoder, own=[Thesaurus.of(own, encoder)] if own else [], legs=legs)


def test_one_s_own_words_find_what_plans_word_officially() -> None:
    said = "phố nắng quá"
    found = engine_of(ENTRIES).search(said, kinds=("task",), limit=1)
    assert found.results[0].source == "tay.txt"
    assert found.results[0].why["synonyms"] == ["trồng cây xanh"]
    assert found.results[0].highlights  # the synonym is marked, as nothing that was typed stands there
    assert "trồng cây xanh" in found.synonyms
    assert engine_of(ENTRIES, Legs(thesaurus=False)).search(said).synonyms == ()
    assert "trồng cây xanh" not in engine_of([]).search(said).synonyms


def test_what_was_typed_counts_more_than_its_synonym() -> None:
    found = engine_of([Entry("trồng cây xanh", ("bóng mát",))]).search("an ninh mạng bóng mát", kinds=("task",))
    assert "an ninh mạng" in found.results[0].text
    assert any("cây xanh" in result.text for result in found.results)


def test_a_wording_within_a_question_stands_in_place_of_its_words(thesaurus: Thesaurus) -> None:
    nothing = np.zeros(256, dtype=np.float32)
    found = {s.official: s for s in synonyms([thesaurus], tokens("tổ dân phố đã họp bàn việc bờ sông lở"), nothing)}
    assert found["chỉnh trang bờ kè"].nearness == WHOLE
    assert {"bo", "song", "lo", "bo song", "song lo"} == found["chỉnh trang bờ kè"].covers
    assert [s.official for s in thesaurus.within(tokens("trồng cây xanh"))] == []  # the official wording itself
    assert [s.official for s in thesaurus.within(tokens("bờ sông"))] == []  # not whole


def test_an_official_wording_fills_in_only_for_the_words_that_it_stands_for() -> None:
    own = [Entry("bồi dưỡng công chức", ("dạy người phường",))]
    texts = ["Cấp chữ ký số.", "Bồi dưỡng công chức.", "Bồi dưỡng công chức về chữ ký."]
    rows = [Row(Result(str(n), "task", "", 0, 0, ""), {"text": text}, ("kind:task",)) for n, text in enumerate(texts)]
    index = Index.of(rows, Names.of([]), thesaurus=Thesaurus.of(own, open_encoder()))
    engine = Engine(index, open_encoder(), legs=Legs(vectors=False))
    found = engine.search("chữ ký số, dạy người phường", kinds=("task",))
    assert [result.id for result in found.results] == ["2", "0", "1"]


@pytest.mark.parametrize("said", ["an ninh mạng", "an ninh mang"])
def test_an_official_wording_never_passes_what_holds_all_words(said: str) -> None:
    found = engine_of([Entry("trồng cây xanh", ("an ninh mạng",))]).search(said, kinds=("task",))
    assert "an ninh mạng" in found.results[0].text
    holding = [result.score for result in found.results if "an ninh mạng" in result.text]
    others = [result.score for result in found.results if "cây xanh" in result.text]
    assert holding
    assert min(holding) > max(others, default=0)
