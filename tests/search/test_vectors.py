from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

import search.vectors as vectors_module
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
