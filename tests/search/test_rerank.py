from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from kg.snapshots.snapshot import open_snapshot
from search import build
from search.arrays import Floats
from search.engine import Engine, open_engine
from search.index import Index
from search.records import Result
from search.rerank import CANDIDATES, CrossEncoderReranker, open_reranker
from search.vectors import ModelError, open_encoder
from tests.search.conftest import make_index, make_plans, plan, task

QUESTION = "an ninh mạng"
SYLLABLES = ("an", "ninh", "mạng", "cây", "xanh", "giám", "sát", "diễn", "tập", "sự", "cố", "phần", "mềm")
VOCABULARY = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *SYLLABLES)


class Shortest:
    """A reranker whose judgement is plain to see: the shorter the better."""

    name = "shortest"

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def scores(self, question: str, found: Sequence[Result]) -> Floats:
        self.asked.append((question, len(found)))
        return np.array([1 / (1 + len(result.whole)) for result in found], dtype=np.float32)


def engines(index: Index) -> tuple[Engine, Engine, Shortest]:
    """The engine without a reranker, the one with it, and the reranker."""
    reranker = Shortest()
    return Engine(index, open_encoder()), Engine(index, open_encoder(), reranker=reranker), reranker


def test_the_best_results_are_put_into_the_order_of_the_reranker(index: Index) -> None:
    plain, other, reranker = engines(index)
    before = plain.search(QUESTION, kinds=("task",)).results
    after = other.search(QUESTION, kinds=("task",), explain=True).results
    assert [r.id for r in after] == [r.id for r in sorted(before, key=lambda r: len(r.whole))]
    assert [r.id for r in after] != [r.id for r in before]
    assert [r.score for r in after] == sorted((r.score for r in after), reverse=True)
    assert [r.why["scores"]["reranked"] for r in after] == [round(1 / (1 + len(r.whole)), 4) for r in after]
    assert reranker.asked == [(QUESTION, len(before))]


def test_what_is_named_by_number_stays_first(index: Index) -> None:
    plain, other, _ = engines(index)
    asked = "quán triệt tới đảng viên 57-NQ/TW"
    before, after = plain.search(asked).results, other.search(asked).results
    assert after[0].id == before[0].id == "doc:57-NQ/TW"
    assert after[1].why["cites"] == ["doc:57-NQ/TW"]


def test_a_question_of_filters_alone_is_not_read_again(index: Index) -> None:
    plain, other, reranker = engines(index)
    asked = "Công an phường chủ trì"
    assert other.search(asked).results == plain.search(asked).results
    assert not reranker.asked


def test_only_the_first_are_read_and_pages_never_overlap() -> None:
    texts = [f"Kiểm tra an ninh mạng {'đợt ' * (n % 7)}lần {n}." for n in range(CANDIDATES + 15)]
    tasks = [task(n + 1, text, 200 + 100 * n) for n, text in enumerate(texts)]
    plain, other, reranker = engines(make_index([plan("dong.txt", "Bến Đông", tuple(tasks))]))
    before = [r.id for r in plain.search(QUESTION, kinds=("task",), limit=100).results]
    whole = [r.id for r in other.search(QUESTION, kinds=("task",), limit=100).results]
    assert sorted(whole[:CANDIDATES]) == sorted(before[:CANDIDATES])
    assert whole[CANDIDATES:] == before[CANDIDATES:]
    assert {read for _, read in reranker.asked} == {CANDIDATES}
    pages = [other.search(QUESTION, kinds=("task",), limit=7, offset=at).results for at in range(0, 42, 7)]
    assert [r.id for page in pages for r in page] == whole


def test_a_group_is_read_once_and_stays_one_result() -> None:
    said = "Diễn tập ứng cứu sự cố an ninh mạng với các tổ dân phố trên địa bàn."
    plans = [plan(f"{ward}.txt", ward, (task(1, said, 200),)) for ward in ("Bến Đông", "Bến Tây")]
    _, other, reranker = engines(make_index([*plans, *make_plans()[2:]]))
    answer = other.search(QUESTION, kinds=("task",), group=True)
    assert reranker.asked == [(QUESTION, answer.total)]
    assert [len(r.duplicates) for r in answer.results if r.whole == said] == [1]


def test_no_model_is_no_reranker() -> None:
    assert open_reranker(None) is None


def test_without_the_library_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError, match=r"pip install plankg\[models\]"):
        open_reranker("some/model")


@pytest.mark.slow
def test_a_name_that_is_nowhere_is_refused_without_a_download(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sentence_transformers")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match="nothing is downloaded"):
        CrossEncoderReranker("nobody/no-such-model")


@pytest.mark.slow
@pytest.mark.parametrize(("labels", "head"), [(3, True), (1, False)])
def test_a_model_that_does_not_rank_is_refused(tmp_path: Path, labels: int, head: bool) -> None:
    folder = write_cross_encoder(tmp_path, labels, head)
    with pytest.raises(ModelError, match="no model for reranking"):
        CrossEncoderReranker(str(folder))


@pytest.mark.slow
def test_a_cross_encoder_folder_reranks_what_is_served(tmp_path: Path) -> None:
    folder = write_cross_encoder(tmp_path)
    reranker = open_reranker(str(folder))
    assert reranker is not None
    text = Result("a", "task", "", 0, 0, "giám sát an ninh mạng", headings=("cây xanh",))
    other = Result("b", "task", "", 0, 0, "diễn tập sự cố")
    found = reranker.scores(QUESTION, [text, other])
    expected = [by_transformers(folder, QUESTION, said) for said in ("giám sát an ninh mạng. cây xanh", other.text)]
    assert found.tolist() == pytest.approx(expected, abs=1e-5)
    assert found[0] != found[1]
    assert reranker.scores(QUESTION, []).shape == (0,)

    (tmp_path / "plans").mkdir()
    for name, said in (("a.txt", "giám sát an ninh mạng"), ("b.txt", "diễn tập an ninh mạng tại chợ")):
        (tmp_path / "plans" / name).write_text(PLAN.format(ward=name[0], said=said), encoding="utf-8")
    data = tmp_path / "data"
    build([tmp_path / "plans"], data)
    engine = open_engine(open_snapshot(data), reranker=reranker)
    library = engine.search(QUESTION, kinds=("task",), limit=5).results
    with TestClient(create_app(data, Settings(rerank=str(folder), mcp=False))) as client:
        served = client.get("/v1/search", params={"q": QUESTION, "kind": "task", "limit": 5}).json()["results"]
    assert [(r["id"], r["score"]) for r in served] == [(r.id, r.score) for r in library]
    assert len(served) > 1
    plain = open_engine(open_snapshot(data)).search(QUESTION, kinds=("task",), limit=5).results
    assert [r.score for r in plain] != [r.score for r in library]


PLAN = """ỦY BAN NHÂN DÂN
PHƯỜNG BẾN {ward}

Số: 5/KH-UBND

KẾ HOẠCH
Công tác năm 2026

I. NHIỆM VỤ

1. Tổ chức {said} tại trụ sở phường.

2. Duy trì an ninh mạng cho phần mềm của phường {ward}.
"""


def by_transformers(folder: Path, question: str, text: str) -> float:
    """The sigmoid of the logit, without sentence-transformers."""
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    read = AutoTokenizer.from_pretrained(folder)(question, text, return_tensors="pt")
    with torch.no_grad():
        return float(torch.sigmoid(AutoModelForSequenceClassification.from_pretrained(folder)(**read).logits[0, 0]))


def write_cross_encoder(parent: Path, labels: int = 1, head: bool = True) -> Path:
    """A small BERT with random weights; without `head` it encodes texts, but ranks nothing."""
    pytest.importorskip("sentence_transformers")
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertModel, BertTokenizerFast

    folder = parent / "cross"
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY), encoding="utf-8")
    BertTokenizerFast(vocab_file=str(folder / "vocab.txt"), strip_accents=False).save_pretrained(folder)
    size = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    torch.manual_seed(3)
    config = BertConfig(vocab_size=len(VOCABULARY), num_labels=labels, initializer_range=0.5, **size)
    (BertForSequenceClassification if head else BertModel)(config).save_pretrained(folder)
    return folder
