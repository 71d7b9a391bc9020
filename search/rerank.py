"""Reading question and record together: an optional cross-encoder that puts the best candidates into a better order.

Off unless a model is named: it costs a hundred times what the rest of a search costs. Only the first CANDIDATES are
read, always the same ones, so that the pages of one answer never overlap.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np

from search.arrays import Floats
from search.presets import preset
from search.records import Result
from search.vectors import ModelError

CANDIDATES = 20  # as many as a processor reads while somebody waits


class Reranker(Protocol):
    """Tells how well records answer a question."""

    name: str

    def scores(self, question: str, found: Sequence[Result]) -> Floats:
        """0 to 1 for each record, float32 of shape (len(found),); more is better."""


class CrossEncoderReranker:
    """A cross-encoder of the sentence-transformers library: a folder, or a name in the local cache."""

    def __init__(self, model: str) -> None:
        """Raises ModelError when the library or the model is absent, or the model is none for ranking. Nothing is
        downloaded."""
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        try:
            from sentence_transformers import CrossEncoder
        except ImportError:
            raise ModelError(
                f"reranking with {model} needs sentence-transformers. Install it with `pip install plankg[models]`, "
                "or search without --rerank"
            ) from None
        try:
            self._model = CrossEncoder(model, device="cpu", local_files_only=True)
        except (OSError, ValueError) as error:
            raise ModelError(
                f"the reranking model {model} is neither a model folder nor in the local cache, and nothing is "
                f"downloaded: give the path of a cross-encoder's folder ({type(error).__name__})"
            ) from error
        config = self._model.config
        if not any("SequenceClassification" in kind for kind in config.architectures or ()) or config.num_labels != 1:
            raise ModelError(
                f"{model} is no model for reranking: it must give one score for a question and a text together "
                f"(a cross-encoder), and is {', '.join(config.architectures or ('of an unknown kind',))} "
                f"with {config.num_labels} labels"
            )
        words = type(self._model.tokenizer).__name__.startswith("Phobert")  # also by a name, where there is no folder
        self.name, self._preset = model, replace(preset(model), segmented=words)

    def scores(self, question: str, found: Sequence[Result]) -> Floats:
        """See `Reranker`."""
        from torch.nn import Sigmoid

        asked = self._preset.prepare(question, question=True)
        pairs = [(asked, self._preset.prepare(_text(result), question=False)) for result in found]
        scores = self._model.predict(pairs, activation_fn=Sigmoid(), show_progress_bar=False) if pairs else []
        return np.asarray(scores, dtype=np.float32).reshape(len(pairs))


def open_reranker(model: str | None) -> Reranker | None:
    """The cross-encoder of this folder or name; None for None. Raises ModelError when it cannot be used."""
    return CrossEncoderReranker(model) if model else None


def _text(result: Result) -> str:
    return ". ".join((result.whole, *result.headings))
