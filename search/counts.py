"""How many of the found records bear each value of a facet: what a list of results can be narrowed by."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from search.arrays import first_from
from search.facets import Mask
from search.index import Index

COUNTED = ("unit", "role", "ward", "city", "topic", "year", "cites")
MOST = 20  # values of one facet that are given


def facet_counts(index: Index, found: Mask) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """For each facet of COUNTED its values with the number of `found` rows that bear them, most first, ties by name.

    At most MOST values of a facet, none that no found row bears.
    """
    postings = index.facets
    running = np.concatenate([[0], np.cumsum(found[postings.rows])])
    counts = running[postings.starts[1:]] - running[postings.starts[:-1]]
    return {facet: _most(index, facet, counts) for facet in COUNTED}


def _most(index: Index, facet: str, counts: np.ndarray[tuple[int], np.dtype[np.int64]]) -> tuple[tuple[str, int], ...]:
    keys = index.facets.keys
    first, last = first_from(keys, f"{facet}:"), first_from(keys, f"{facet};")  # ";" follows ":"
    part = counts[first:last]
    order = np.argsort(-part, kind="stable")[:MOST]
    return tuple((keys[first + int(i)].partition(":")[2], int(part[i])) for i in order if part[i])
