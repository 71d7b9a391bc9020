"""The sample plans, built once for all questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.samples import sample_folder

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.snapshots.snapshot import Snapshot
    from search.engine import Engine


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A snapshot of the sample plans with its search index."""
    import search
    from kg.snapshots.snapshot import open_snapshot

    data = tmp_path_factory.mktemp("samples") / "data"
    report = search.build([sample_folder()], data)
    assert not report.failed
    return open_snapshot(data)


@pytest.fixture(scope="session")
def graph(samples: Snapshot) -> Graph:
    return samples.graph


@pytest.fixture(scope="session")
def engine(samples: Snapshot) -> Engine:
    from search.engine import open_engine

    return open_engine(samples)
