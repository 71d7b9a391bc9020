from __future__ import annotations

import json
from pathlib import Path

import pytest

from search.presets import Preset, joined, preset, presets


def test_presets_are_found_by_short_name_and_by_model() -> None:
    for name, each in presets().items():
        assert preset(name) == each == preset(each.model)
        assert 0 < each.share < 1


@pytest.mark.parametrize(("question", "read"), [(True, "query: an ninh"), (False, "passage: an ninh")])
def test_prefixes_tell_questions_from_texts(question: bool, read: str) -> None:
    assert Preset("m", "query: ", "passage: ").prepare("an ninh", question) == read
    assert Preset("m").prepare("an ninh", question) == "an ninh"


def test_words_are_joined_for_models_that_want_it() -> None:
    assert joined("bảo đảm an ninh mạng") == "bảo_đảm an_ninh mạng"
    assert Preset("m", segmented=True).prepare("an ninh mạng", True) == "an_ninh mạng"


@pytest.mark.parametrize(("kind", "segmented"), [("PhobertTokenizer", True), ("XLMRobertaTokenizer", False)])
def test_a_folder_of_the_phobert_family_is_known_by_its_tokenizer(tmp_path: Path, kind: str, segmented: bool) -> None:
    (tmp_path / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": kind}), encoding="utf-8")
    assert preset(str(tmp_path)) == Preset(str(tmp_path), segmented=segmented)
