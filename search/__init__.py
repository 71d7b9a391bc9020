"""Search over plans: a graph and its plans in, ranked answers with reasons out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.building.build import BuildReport

__all__ = ["build"]


def build(
    inputs: Sequence[Path],
    data: Path,
    *,
    progress: Callable[[int, int, str], None] | None = None,
    workers: int = 1,
    model: str | None = None,
    empty: bool = True,
    keep: int | None = None,
    originals: bool = True,
) -> BuildReport:
    """`kg.building.build.build` with the search index as a stage of the snapshot.

    `model` is the embedding model to index with: a folder or a name that sentence-transformers can load offline; None
    is the built-in one. `keep` snapshots stay, by default `kg.snapshots.history.KEEP`; with `originals` the
    bytes of the inputs are kept too. Raises ModelError when it cannot be used, and what `kg.building.build` raises.
    """
    from kg.building.build import (
        build as build_graph,  # here, so that importing search loads nothing that a search does not use
    )
    from kg.snapshots.history import KEEP
    from search.index import stage

    stages = {"search": stage(model)}
    return build_graph(
        inputs, data, stages=stages, progress=progress, workers=workers, empty=empty, keep=keep or KEEP,
        originals=originals,
    )  # fmt: skip
