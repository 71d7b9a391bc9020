"""Static embedding models in the sentence-transformers format, run on numpy alone.

A static model has one vector for each piece of text; a text is the mean of its pieces' vectors, made one long. Nothing
but `tokenizers`, `safetensors` and numpy is needed, so that a search starts in a fraction of a second.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from search.presets import SHARE

PIECE_BLANK = "\u2581"  # stands for the blank before a syllable, as in sentencepiece


class StaticEncoder:
    """A model folder with a StaticEmbedding module, optionally followed by Normalize."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError or ValueError for a folder that is no static model, KeyError for one with other weights."""
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        modules = json.loads((folder / "modules.json").read_text("utf-8"))
        kinds = [module["type"].rpartition(".")[2] for module in modules]
        if kinds not in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"]):
            raise ValueError(f"{folder} is not a static model: its modules are {', '.join(kinds)}")
        inner = folder / modules[0]["path"]
        self._tokenizer = Tokenizer.from_str((inner / "tokenizer.json").read_text("utf-8"))
        self._tokenizer.no_padding()
        self._weights: npt.NDArray[Any] = load_file(inner / "model.safetensors")["embedding.weight"]
        self.name, self.share = folder.name, SHARE
        self.unrelated = 0.0  # a mean of word vectors without their common direction
        self.dimensions = int(self._weights.shape[1])

    def encode(self, texts: Sequence[str], question: bool = False) -> npt.NDArray[np.float32]:
        """One row of length one for each text, float32; a text without a known piece is a row of zeros.

        Of a `question` syllables that the model knows only letter by letter are left out: what is typed at random means
        nothing, and foreign words are the thesaurus's to know.
        """
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        for row, encoding in zip(rows, encodings, strict=True):
            if ids := _of_whole_syllables(encoding.tokens, encoding.ids) if question else encoding.ids:
                row[:] = self._weights[ids].astype(np.float32).mean(axis=0)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        np.divide(rows, lengths, out=rows, where=lengths > 0)
        return rows


def _of_whole_syllables(pieces: Sequence[str], ids: Sequence[int]) -> list[int]:
    """The ids of the pieces that begin with a blank and that no piece without one goes on with."""
    whole = [piece.startswith(PIECE_BLANK) for piece in pieces]
    return [id_ for id_, begins, ends in zip(ids, whole, [*whole[1:], True], strict=True) if begins and ends]


def opened(folder: Path) -> StaticEncoder:
    """The model of a folder, read once for as long as its files stay as they are; raises what `StaticEncoder` raises.

    Reading takes some hundred milliseconds in which no other thread runs, and a server opens every new snapshot.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return _opened(folder.resolve(), tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in files))


@lru_cache(maxsize=2)
def _opened(folder: Path, state: tuple[tuple[Path, int, int], ...]) -> StaticEncoder:
    return StaticEncoder(folder)


def is_static(folder: Path) -> bool:
    """Whether `folder` holds a static model."""
    modules = folder / "modules.json"
    return modules.is_file() and "StaticEmbedding" in modules.read_text("utf-8")


def save_model(folder: Path, tokenizer: Any, weights: npt.NDArray[Any]) -> None:
    """Writes a model folder; `weights` has one row for each piece of `tokenizer` and is kept in half precision."""
    from safetensors.numpy import save_file

    (folder / "1_Normalize").mkdir(parents=True, exist_ok=True)
    save_file({"embedding.weight": weights.astype(np.float16)}, folder / "model.safetensors")
    (folder / "1_Normalize" / "config.json").write_text(
        '{"module_input_name": "sentence_embedding"}\n', encoding="utf-8"
    )
    (folder / "tokenizer.json").write_text(tokenizer.to_str(pretty=False), encoding="utf-8")
    for name, content in _CONFIGURATION.items():
        (folder / name).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


_CONFIGURATION: Mapping[str, Any] = {
    "modules.json": [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
    ],
    "config_sentence_transformers.json": {"model_type": "SentenceTransformer", "similarity_fn_name": "cosine"},
}
