"""Meaning as vectors: the encoder (built-in, or any sentence-transformers model) and an exact index over the rows.

The built-in model runs on numpy alone. Up to a few hundred thousand rows an exact search over half-precision vectors
answers in milliseconds, and a filter makes it faster instead of losing answers.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from ingest.errors import PlankgError
from search.arrays import Floats, Rows
from search.presets import preset
from search.static import is_static, opened

BUILT_IN = Path(__file__).parent / "model"
FILE, ABOUT = "vectors.faiss", "vectors.json"
EXACT = 300_000  # rows up to which an exact search takes a few milliseconds
PIECES, TRAINED, ASKED = 4, 50_000, 200  # dimensions of one code; rows that codes and recall are made from
REFINED, MOST_REFINED = 40, 1_200  # candidates by their codes for each result, and in all, that are compared exactly
NARROW = 0.25  # the share of the rows below which a filter makes the exact search the faster one


class ModelError(PlankgError):
    """An embedding model that cannot be used: it is absent, or the library that runs it is."""


class Encoder(Protocol):
    """Turns texts into vectors of length one."""

    name: str
    dimensions: int
    share: float  # how much meaning counts beside words
    unrelated: float  # the cosine of texts that have nothing to do with each other

    def encode(self, texts: Sequence[str], question: bool = False) -> Floats:
        """Float32 of shape (len(texts), dimensions), rows of length one (or zero for a text without content).

        `question` tells a question from what is searched, for models that read the two differently.
        """


class TransformerEncoder:
    """Any model of the sentence-transformers library: by folder, by a name in the local cache, or by a preset."""

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
        self._preset = preset(model)
        try:
            self._model = SentenceTransformer(
                self._preset.model, device="cpu", local_files_only=True, truncate_dim=self._preset.dimensions
            )
        except (OSError, ValueError) as error:
            raise ModelError(
                f"the model {model} is neither a model folder nor in the local cache, and nothing is downloaded: "
                f"give the path of a sentence-transformers folder ({type(error).__name__})"
            ) from error
        self.name, self.share = model, self._preset.share
        apart = self.encode(_APART)
        self.dimensions = int(apart.shape[1])
        self.unrelated = unrelated(apart)

    def encode(self, texts: Sequence[str], question: bool = False) -> Floats:
        """See `Encoder`."""
        read = [self._preset.prepare(text, question) for text in texts]
        found = self._model.encode(read, normalize_embeddings=True, show_progress_bar=False)
        rows: Floats = np.asarray(found, dtype=np.float32)
        return rows


def open_encoder(model: str | None = None) -> Encoder:
    """The built-in model (None), a static model folder run on numpy, or whatever sentence-transformers can load.

    Raises ModelError, saying what to install or to give, when the model cannot be used.
    """
    folder = BUILT_IN if model is None else Path(model)
    if is_static(folder):
        try:
            return opened(folder)
        except (OSError, ValueError) as error:
            raise ModelError(f"the model folder {folder} is damaged: {error}. Copy it again") from error
        except KeyError:  # weights of another make, such as model2vec's: sentence-transformers knows them
            return TransformerEncoder(str(folder))
    if model is None:
        raise ModelError(f"the built-in model is absent from {folder}: install plankg again")
    return TransformerEncoder(model)


def unrelated(apart: Floats) -> float:
    """The mean cosine of texts on different subjects, of which `apart` are the vectors; 0 to 0.9."""
    size = len(apart)
    pairs = (float(np.sum(apart @ apart.T)) - float(np.sum(apart * apart))) / (size * (size - 1))
    return min(max(pairs, 0.0), 0.9)


# Titles of subjects that have nothing in common but the language.
_APART = (
    "tiêm chủng mở rộng cho trẻ em",
    "đấu giá quyền sử dụng đất",
    "quản lý trạm bơm tưới tiêu",
    "biểu diễn nghệ thuật truyền thống",
    "kiểm định xe cơ giới",
    "nghĩa vụ quân sự",
    "bảo hộ nhãn hiệu hàng hóa",
    "trực ban phòng cháy rừng",
)


class Vectors:
    """An inner-product index over one vector for each row.

    Up to EXACT rows exact over half-precision vectors, beyond that product quantisation (4 bits, fast scan) refined
    with the half-precision vectors, whose recall is measured when it is made. A filter comes before ranking: as an id
    selector of the exact search, or between the candidates that the codes give and their comparison, for the codes
    know no selector; where the filter leaves too few of those, the exact search answers.
    """

    def __init__(self, index: Any, about: Mapping[str, Any], parts: Sequence[Any] = ()) -> None:
        """`about` says how the index works and what share of the true neighbours it finds; `parts` are the indexes
        that `index` is made of, where it does not keep them alive itself."""
        self._index, self.about, self._parts = index, about, parts
        quantised = about["kind"] == "pq"
        self._exact = _faiss().downcast_index(index.refine_index) if quantised else index
        self._codes = _faiss().downcast_index(index.base_index) if quantised else None

    @classmethod
    def of(cls, vectors: Floats) -> Vectors:
        """The index of `vectors`, shape (rows, dimensions)."""
        faiss, width = _faiss(), vectors.shape[1]
        exact = faiss.IndexScalarQuantizer(width, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        exact.train(np.zeros((1, width), dtype=np.float32))
        exact.add(np.ascontiguousarray(vectors))
        if len(vectors) <= EXACT or width % PIECES:
            return cls(exact, {"kind": "exact", "recall": 1.0})
        coarse = faiss.IndexPQFastScan(width, width // PIECES, 4, faiss.METRIC_INNER_PRODUCT)
        step = max(1, len(vectors) // TRAINED)
        coarse.train(np.ascontiguousarray(vectors[::step]))
        coarse.add(np.ascontiguousarray(vectors))
        made = cls(faiss.IndexRefine(coarse, exact), {"kind": "pq"}, (coarse, exact))
        made.about = {"kind": "pq", "recall": made._recall(vectors)}
        return made

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def nearest(self, query: Floats, limit: int, allowed: npt.NDArray[np.bool_] | None = None) -> tuple[Rows, Floats]:
        """The `limit` rows nearest to one vector and their cosines, best first, ties by row.

        `allowed` (bool, one for each row) is applied before ranking, so a filter never costs an answer.
        """
        if not len(self) or not query.any() or (allowed is not None and not allowed.any()):
            return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
        if allowed is not None and allowed.all():
            allowed = None
        limit = min(limit, len(self) if allowed is None else int(np.count_nonzero(allowed)))
        candidates = self._candidates(query, limit, allowed)
        if candidates is None:
            rows, scores = self._searched(query, limit, allowed)
        else:
            rows, scores = candidates, self.cosines(query, candidates)
        order = np.lexsort((rows, -scores))[:limit]
        return rows[order], scores[order]

    def _searched(self, query: Floats, limit: int, allowed: npt.NDArray[np.bool_] | None) -> tuple[Rows, Floats]:
        """The nearest of the allowed rows by the exact search."""
        faiss, parameters = _faiss(), None
        if allowed is not None:
            bits = np.packbits(allowed, bitorder="little")
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))
        with _one_thread():
            scores, rows = self._exact.search(query.reshape(1, -1), limit, params=parameters)
        return rows[0].astype(np.int32), scores[0]

    def _candidates(self, query: Floats, limit: int, allowed: npt.NDArray[np.bool_] | None) -> Rows | None:
        """The allowed rows that are nearest by their codes, many more than will be kept.

        None where the exact search must answer: there are no codes, or the filter leaves too few of their candidates.
        """
        share = 1.0 if allowed is None else float(allowed.mean())
        if self._codes is None or share < NARROW:
            return None
        wanted = max(4 * limit, min(REFINED * limit, MOST_REFINED))
        with _one_thread():
            _, found = self._codes.search(query.reshape(1, -1), min(len(self), int(wanted / share)))
        rows: Rows = found[0][found[0] >= 0].astype(np.int32)
        if allowed is not None:
            rows = rows[allowed[rows]]
        enough = len(rows) >= wanted // 2 or found.size == len(self)
        return rows if enough else None  # what the filter leaves lies far from the query

    def _recall(self, vectors: Floats) -> float:
        """The share of the ten rows nearest to some of the rows, themselves left out, that are found as well."""
        found = 0
        asked = range(0, len(vectors), max(1, len(vectors) // ASKED))
        for row in asked:
            near, _ = self.nearest(vectors[row], 11)
            true, _ = self._searched(vectors[row], 11, None)
            found += len(np.intersect1d(near[near != row][:10], true[true != row][:10]))
        return round(found / (10 * len(asked)), 4)

    def cosines(self, query: Floats, rows: Rows) -> Floats:
        """The cosine of one vector with each of the given rows, float32 in the order of `rows`."""
        return products(self.rows(rows), query)

    def rows(self, rows: Rows) -> Floats:
        """The vectors of the given rows in half precision, float32 of shape (len(rows), dimensions)."""
        if not len(rows):
            return np.zeros((0, self._index.d), dtype=np.float32)
        with _one_thread():
            found: Floats = self._exact.reconstruct_batch(rows.astype(np.int64))
        return found

    def save(self, folder: Path) -> None:
        """Writes the index into `folder`."""
        _faiss().write_index(self._index, str(folder / FILE))
        (folder / ABOUT).write_text(json.dumps(self.about) + "\n", encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> Vectors:
        """The index in `folder`, memory-mapped where faiss can."""
        faiss = _faiss()
        about = json.loads((folder / ABOUT).read_text("utf-8"))
        return cls(faiss.read_index(str(folder / FILE), faiss.IO_FLAG_MMAP_IFC), about)


def products(rows: Floats, query: Floats) -> Floats:
    """The inner product of each row with `query`, by one thread: BLAS would hold all processors up for it."""
    found: Floats = np.einsum("ij,j->i", rows, query)
    return found


@contextmanager
def _one_thread() -> Iterator[None]:
    """One question gives several threads nothing to share out, and waiting for them costs more than the search."""
    faiss = _faiss()
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def _faiss() -> Any:
    import faiss  # here, so that commands that do not search never load it

    return faiss
