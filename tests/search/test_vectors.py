from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

import search.vectors as vectors_module
from benchmarks.made_plans import plans
from kg.snapshots.snapshot import open_snapshot
from search import build
from search.static import StaticEncoder
from search.vectors import BUILT_IN, ModelError, TransformerEncoder, Vectors, open_encoder, unrelated

TEXTS = ["Bảo đảm an ninh mạng", "hoá đơn điện tử", "hóa đơn điện tử", "", "???", "Trồng cây\nxanh, ven sông; 2026"]


def unit_vectors(rows: int, width: int = 24) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    found = np.random.default_rng(5).standard_normal((rows, width)).astype(np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def test_nearest_is_exact_and_filters_come_first(tmp_path: Path) -> None:
    vectors = unit_vectors(400)
    Vectors.of(vectors).save(tmp_path)
    index = Vectors.open(tmp_path)
    query = unit_vectors(401)[-1]
    allowed = np.zeros(400, dtype=np.bool_)
    allowed[[3, 77, 250, 399]] = True
    rows, scores = index.nearest(query, 10, allowed)
    expected = sorted([3, 77, 250, 399], key=lambda row: -float(vectors[row] @ query))
    assert rows.tolist() == expected
    assert scores.tolist() == pytest.approx([float(vectors[row] @ query) for row in expected], abs=2e-3)
    picked = np.array([250, 3], dtype=np.int32)
    assert index.cosines(query, picked).tolist() == pytest.approx((vectors[picked] @ query).tolist(), abs=2e-3)


def test_up_to_300_000_rows_are_searched_exactly_in_half_precision() -> None:
    assert vectors_module.EXACT == 300_000
    rows = unit_vectors(50)
    index = Vectors.of(rows)
    assert index.about == {"kind": "exact", "recall": 1.0}
    assert np.array_equal(index.rows(np.arange(50, dtype=np.int32)), rows.astype(np.float16).astype(np.float32))


def test_many_rows_are_quantised_and_the_recall_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors_module, "EXACT", 300)
    rows = unit_vectors(600)
    index = Vectors.of(rows)
    assert index.about["kind"] == "pq"
    assert 0.9 <= index.about["recall"] <= 1
    index.save(tmp_path)
    opened = Vectors.open(tmp_path)
    assert opened.about == index.about
    near, scores = opened.nearest(rows[7], 3)
    assert near[0] == 7
    assert scores.tolist() == pytest.approx((rows[near] @ rows[7]).tolist(), abs=2e-3)
    allowed = np.zeros(600, dtype=np.bool_)
    allowed[[1, 7, 9]] = True
    assert sorted(opened.nearest(rows[7], 3, allowed)[0].tolist()) == [1, 7, 9]
    assert Vectors.of(rows[:300]).about == {"kind": "exact", "recall": 1.0}


def test_the_recall_is_that_of_what_is_asked_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors_module, "EXACT", 300)
    monkeypatch.setattr(vectors_module, "REFINED", 1)
    monkeypatch.setattr(vectors_module, "MOST_REFINED", 1)
    rows = unit_vectors(2_000, 64)
    index = Vectors.of(rows)
    asked = range(0, 2_000, 10)
    found = 0
    for row in asked:
        true = [other for other in np.argsort(-(rows @ rows[row])).tolist() if other != row][:10]
        found += len(set(true) & set(index.nearest(rows[row], 11)[0].tolist()))
    assert index.about["recall"] == pytest.approx(found / 2_000, abs=2e-3)
    assert index.about["recall"] < 0.9  # so few candidates of random vectors: a measure that cannot fall is none


@pytest.mark.parametrize("kept", [0.99, 0.6, 0.3, 0.05])
@pytest.mark.parametrize("most", [10_000, 300])
def test_a_filter_never_costs_an_answer(monkeypatch: pytest.MonkeyPatch, most: int, kept: float) -> None:
    """All that is left is far away: ranking first and filtering then would find nothing."""
    monkeypatch.setattr(vectors_module, "EXACT", most)
    rows = unit_vectors(1_200)
    query = unit_vectors(1_201)[-1]
    far = np.argsort(rows @ query)[: int(1_200 * kept)]
    allowed = np.zeros(1_200, dtype=np.bool_)
    allowed[far] = True
    index = Vectors.of(rows)
    assert index.about["kind"] == ("exact" if most > 1_200 else "pq")
    found, scores = index.nearest(query, 12, allowed)
    right = [row for row in np.argsort(-(rows @ query)).tolist() if allowed[row]][:12]
    assert len(found) == 12
    assert allowed[found].all()
    assert len(set(found.tolist()) & set(right)) >= (12 if most > 1_200 else 7)  # codes of random vectors say little
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)


def test_the_manifest_says_how_vectors_are_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors_module, "EXACT", 50)
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "a.txt").write_text(next(plans(1)), encoding="utf-8")
    build([tmp_path / "plans"], tmp_path / "data")
    snapshot = open_snapshot(tmp_path / "data")
    about = snapshot.manifest["stages"]["search"]["vectors"]
    assert about["kind"] == "pq"
    assert 0.8 <= about["recall"] <= 1
    assert Vectors.open(snapshot.folder / "search").about == about


def test_nothing_is_near_nothing() -> None:
    index = Vectors.of(unit_vectors(5))
    assert index.nearest(np.zeros(24, dtype=np.float32), 3)[0].size == 0
    assert index.nearest(unit_vectors(1)[0], 3, np.zeros(5, dtype=np.bool_))[0].size == 0
    empty = Vectors.of(np.zeros((0, 24), dtype=np.float32))
    assert empty.nearest(unit_vectors(1)[0], 3)[0].size == 0


def test_the_built_in_model_is_small_and_gives_unit_vectors() -> None:
    encoder = open_encoder()
    found = encoder.encode(TEXTS)
    assert found.dtype == np.float32
    assert found.shape == (len(TEXTS), encoder.dimensions)
    lengths = np.linalg.norm(found, axis=1).tolist()
    assert lengths == pytest.approx([1, 1, 1, 0, 0, 1], abs=1e-5)
    assert found[1].tolist() == found[2].tolist()  # both tone placements
    assert sum(file.stat().st_size for file in BUILT_IN.rglob("*")) <= 12_000_000


def test_a_question_of_random_letters_means_nothing_to_the_built_in_model() -> None:
    asked = open_encoder().encode(["zzzz qqqq", "zzzz an ninh mạng", "an ninh mạng", "chatbot"], question=True)
    assert np.linalg.norm(asked, axis=1).tolist() == pytest.approx([0, 1, 1, 1])
    assert np.abs(asked[1] - asked[2]).max() < 1e-6


def test_the_built_in_model_knows_what_belongs_together() -> None:
    near, other, query = open_encoder().encode(
        ["bảo vệ hệ thống thông tin trên không gian mạng", "bồi thường khi thu hồi đất", "an ninh mạng"]
    )
    assert float(query @ near) > float(query @ other) + 0.2


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text(json.dumps([{"type": "x.StaticEmbedding", "path": ""}]), encoding="utf-8")
    with pytest.raises(ModelError, match="damaged"):
        open_encoder(str(tmp_path))
    (tmp_path / "modules.json").write_text(json.dumps([{"type": "x.Transformer", "path": ""}]), encoding="utf-8")
    with pytest.raises(ValueError, match="not a static model"):
        StaticEncoder(tmp_path)


def test_a_model_is_read_once_and_anew_when_its_folder_changes(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(BUILT_IN, folder)
    first = open_encoder(str(folder))
    assert open_encoder(str(folder)) is first
    weights = next(folder.rglob("model.safetensors"))
    os.utime(weights, ns=(1, 1))
    assert open_encoder(str(folder)) is not first


def test_without_the_library_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError, match=r"pip install plankg\[models\]"):
        open_encoder("some/model")


@pytest.mark.slow
def test_the_built_in_model_is_what_sentence_transformers_loads() -> None:
    pytest.importorskip("sentence_transformers")
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(BUILT_IN), device="cpu")
    known = [text for text in TEXTS if text not in ("", "???")]
    theirs = model.encode(known, show_progress_bar=False)
    assert np.abs(theirs - open_encoder().encode(known)).max() < 1e-3


@pytest.mark.slow
def test_a_name_that_is_nowhere_is_refused_without_a_download(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sentence_transformers")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match="nothing is downloaded"):
        TransformerEncoder("nobody/no-such-model")


@pytest.mark.slow
def test_any_sentence_transformers_folder_can_index_and_search(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers")
    folder = tmp_path / "tiny"
    _write_tiny_transformer(folder)
    encoder = open_encoder(str(folder))
    assert isinstance(encoder, TransformerEncoder)
    found = encoder.encode(["an ninh mạng", "cây xanh"])
    assert found.shape == (2, encoder.dimensions) == (2, 16)
    assert np.linalg.norm(found, axis=1).tolist() == pytest.approx([1, 1], abs=1e-4)


def _write_tiny_transformer(folder: Path) -> None:
    """A transformer of one small layer with random weights: the real loading code, without a download."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers import models as st_models
    from transformers import BertConfig, BertModel, BertTokenizerFast

    base = folder.parent / "bert"
    base.mkdir()
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "an", "ninh", "mạng", "cây", "xanh"]
    (base / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizerFast(vocab_file=str(base / "vocab.txt")).save_pretrained(base)
    size = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    BertModel(BertConfig(vocab_size=len(words), **size)).save_pretrained(base)
    transformer = st_models.Transformer(str(base))
    SentenceTransformer(modules=[transformer, st_models.Pooling(16)], device="cpu").save(str(folder))


def test_what_is_unrelated_has_a_cosine_that_is_measured() -> None:
    turned = np.array([[1.0, 0.0], [0.0, 1.0]], dtype=np.float32)
    assert unrelated(turned) == 0
    alike = np.array([[0.8, 0.6, 0.0], [0.8, 0.0, 0.6], [0.8, -0.6, 0.0]], dtype=np.float32)
    assert unrelated(alike) == pytest.approx((0.64 + 0.28 + 0.64) / 3)
