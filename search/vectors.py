"""Meaning as vectors: the encoder (built-in, or any sentence-transformers model) and an exact index over the rows.

The built-in model runs on numpy alone. Up to a few hundred thousand rows an exact search over half-precision vectors
answers in milliseconds, and a filter makes it faster instead of losing answers.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from ingest.errors import PlankgError
from search.arrays import Floats, Rows
from search.static import StaticEncoder, is_static

BUILT_IN = Path(__file__).parent / "model"
FILE = "vectors.faiss"


class ModelError(PlankgError):
    """An embedding model that cannot be used: it is absent, or the library that runs it is."""


class Encoder(Protocol):
    """Turns texts into vectors of length one."""

    name: str
    dimensions: int

    def encode(self, texts: Sequence[str]) -> Floats:
        """Float32 of shape (len(texts), dimensions), rows of length one (or zero for a text without content)."""


class TransformerEncoder:
    """Any model of the sentence-transformers library, by folder or by a name in the local cache."""

    def __init__(self, model: str) -> None:
        """Raises ModelError when the library or the model is absent. Nothing is downloaded."""
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError:
            raise ModelError(
                f"the model {model} needs sentence-transformers. Install it with `pip install plankg[models]`, "
                "or leave the model out to use the built-in one"
            ) from None
        try:
            self._model = SentenceTransformer(model, device="cpu", local_files_only=True)
        except (OSError, ValueError) as error:
            raise ModelError(
                f"the model {model} is neither a model folder nor in the local cache, and nothing is downloaded: "
                f"give the path of a sentence-transformers folder ({type(error).__name__})"
            ) from error
        self.name = model
        self.dimensions = int(self.encode([""]).shape[1])

    def encode(self, texts: Sequence[str]) -> Floats:
        """See `Encoder`."""
        found = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        rows: Floats = np.asarray(found, dtype=np.float32)
        return rows


def open_encoder(model: str | None = None) -> Encoder:
    """The built-in model (None), a static model folder run on numpy, or whatever sentence-transformers can load.

    Raises ModelError, saying what to install or to give, when the model cannot be used.
    """
    folder = BUILT_IN if model is None else Path(model)
    if is_static(folder):
        try:
            return StaticEncoder(folder)
        except (OSError, ValueError) as error:
            raise ModelError(f"the model folder {folder} is damaged: {error}. Copy it again") from error
        except KeyError:  # weights of another make, such as model2vec's: sentence-transformers knows them
            return TransformerEncoder(str(folder))
    if model is None:
        raise ModelError(f"the built-in model is absent from {folder}: install plankg again")
    return TransformerEncoder(model)


class Vectors:
    """An exact inner-product index over one vector for each row, in half precision."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def of(cls, vectors: Floats) -> Vectors:
        """The index of `vectors`, shape (rows, dimensions)."""
        faiss, width = _faiss(), vectors.shape[1]
        index = faiss.IndexScalarQuantizer(width, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        index.train(np.zeros((1, width), dtype=np.float32))
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def nearest(self, query: Floats, limit: int, allowed: npt.NDArray[np.bool_] | None = None) -> tuple[Rows, Floats]:
        """The `limit` rows nearest to one vector and their cosines, best first, ties by row.

        `allowed` (bool, one for each row) is applied before ranking, so a filter never costs an answer.
        """
        if not len(self) or not query.any() or (allowed is not None and not allowed.any()):
            return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
        faiss, parameters = _faiss(), None
        if allowed is not None and not allowed.all():
            bits = np.packbits(allowed, bitorder="little")
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))
        limit = min(limit, len(self) if allowed is None else int(allowed.sum()))
        scores, rows = self._index.search(query.reshape(1, -1), limit, params=parameters)
        order = np.lexsort((rows[0], -scores[0]))
        return rows[0][order].astype(np.int32), scores[0][order]

    def cosines(self, query: Floats, rows: Rows) -> Floats:
        """The cosine of one vector with each of the given rows, float32 in the order of `rows`."""
        if not len(rows):
            return np.zeros(0, dtype=np.float32)
        found: Floats = self._index.reconstruct_batch(rows.astype(np.int64)) @ query
        return found

    def save(self, folder: Path) -> None:
        """Writes the index into `folder`."""
        _faiss().write_index(self._index, str(folder / FILE))

    @classmethod
    def open(cls, folder: Path) -> Vectors:
        """The index in `folder`, memory-mapped where faiss can."""
        faiss = _faiss()
        return cls(faiss.read_index(str(folder / FILE), faiss.IO_FLAG_MMAP_IFC))


def _faiss() -> Any:
    import faiss  # here, so that commands that do not search never load it

    return faiss
