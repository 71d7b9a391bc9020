from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from search import contrast, train, words
from search.static import StaticEncoder

SUBJECTS = ["thuyền viên", "kiểm lâm", "hải quan", "thư viện", "bưu chính", "thủy lợi", "khoáng sản", "bảo tàng"]


def write_articles(path: Path) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        for number in range(240):
            subject, other = SUBJECTS[number % 8], SUBJECTS[(number // 8) % 8]
            text = f"Cơ quan quản lý {subject} cấp giấy phép. Tổ chức {subject} báo cáo hằng năm; phối hợp với {other}."
            record = {
                "title": f"Quản lý {subject} số {number}",
                "text": f"{text}\n1. Nghề {subject} là việc của {subject}.",
            }
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


def test_words_are_syllables_that_keep_company() -> None:
    texts = [f"{a} {b} thuyền viên" for a in ("tàu", "cảng", "bến", "sông") for b in ("có", "và", "mà")] * 4
    found = words.find_words(texts, 50, 5)
    assert "▁thuyền▁viên" in found
    assert "▁có▁thuyền" not in found
    tokenizer = words.build_tokenizer(found)
    assert tokenizer.encode("Tàu có THUYỀN VIÊN, cảng", add_special_tokens=False).tokens == [
        "▁tàu", "▁có", "▁thuyền▁viên", "▁cảng",
    ]  # fmt: skip


def test_both_tone_placements_are_pieces() -> None:
    tokenizer = words.build_tokenizer({"▁hóa": -1.0})
    assert tokenizer.token_to_id("▁hoá") is not None


@pytest.mark.slow
def test_training_gives_a_model_and_the_same_one_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch")
    for module, values in ((train, {"DIMENSIONS": 64, "OVERSAMPLING": 4}), (contrast, {"EPOCHS": 2})):
        for name, value in values.items():
            monkeypatch.setattr(module, name, value)
    write_articles(tmp_path / "articles.jsonl.gz")
    for out in ("a", "b"):
        train.train(tmp_path / "articles.jsonl.gz", tmp_path / out)
    first, second = (tmp_path / out / "model.safetensors" for out in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()
    encoder = StaticEncoder(tmp_path / "a")
    query, near, far = encoder.encode(["nghề thuyền viên", "quản lý thuyền viên", "quản lý bảo tàng"])
    assert float(query @ near) > float(query @ far)
    assert np.isfinite(encoder.encode(["thuyền viên"])).all()
