"""Tasks that several wards word almost alike: one result that opens into all.

Plans of neighbouring wards are drafted from one model. Two tasks of different plans are alike when their folded
syllables, three in a row, overlap enough (Jaccard; candidates by MinHash: Broder 1997). Tasks of one plan are never
grouped: a plan says a thing twice because it means it twice.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from search.arrays import Rows
from search.records import Row
from search.terms import tokens

ALIKE = 0.6  # Jaccard of shingles: one name in a sentence of twenty syllables leaves 0.7
SHINGLE, HASHES, BANDS = 3, 48, 16  # 16 bands of 3: candidates from a Jaccard of 0.4
MOST = 64  # groups that are compared in one bucket: what everybody writes must not make indexing quadratic
FEWEST = 6  # syllables below which a text is too short to be compared

Signature = npt.NDArray[np.uint32]


def groups_of(rows: Sequence[Row]) -> Rows:
    """For each row the first row of its group (int32); a row alone is its own. A group has one row of a plan."""
    leader = np.arange(len(rows), dtype=np.int32)
    leaders: dict[int, npt.NDArray[np.uint32]] = {}
    plans: dict[int, set[str | None]] = {}
    buckets: dict[tuple[int, bytes], list[int]] = {}
    for number, row in enumerate(rows):
        shingles = _shingles(row) if row.result.kind == "task" else _NONE
        if not len(shingles):
            continue
        bands = [(band, part.tobytes()) for band, part in enumerate(np.split(_signature(shingles), BANDS))]
        near = sorted({other for band in bands for other in buckets.get(band, ())})
        plan = row.result.plan
        alike = (n for n in near if plan not in plans[n] and _jaccard(leaders[n], shingles) >= ALIKE)
        first = next(alike, None)
        if first is None:
            leaders[number], plans[number] = shingles, {plan}
            for band in bands:
                if len(bucket := buckets.setdefault(band, [])) < MOST:
                    bucket.append(number)
        else:
            leader[number] = first
            plans[first].add(plan)
    return leader


def _shingles(row: Row) -> npt.NDArray[np.uint32]:
    """The hashes of the shingles of a task's text, sorted; empty for a text that is too short."""
    words = [token.folded for token in tokens(row.fields["text"])]
    if len(words) < FEWEST:
        return _NONE
    parts = zip(*(words[i:] for i in range(SHINGLE)), strict=False)
    return np.array(sorted({zlib.crc32(" ".join(part).encode()) for part in parts}), dtype=np.uint32)


def _signature(shingles: npt.NDArray[np.uint32]) -> Signature:
    """MinHash: the least value of the shingles under each of HASHES mixing functions."""
    mixed = shingles[:, None].astype(np.uint64) * _FACTORS + _SUMMANDS
    found: Signature = (mixed >> np.uint64(32)).min(axis=0).astype(np.uint32)
    return found


def _jaccard(a: npt.NDArray[np.uint32], b: npt.NDArray[np.uint32]) -> float:
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / (len(a) + len(b) - shared)


_NONE = np.zeros(0, dtype=np.uint32)
_RANDOM = np.random.default_rng(20250701)
_FACTORS = _RANDOM.integers(1, 1 << 63, HASHES, dtype=np.uint64) | np.uint64(1)
_SUMMANDS = _RANDOM.integers(0, 1 << 63, HASHES, dtype=np.uint64)
