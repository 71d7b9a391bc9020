"""A small graph that several tests ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.samples import sample_folder
from kg.assembly.assemble import assemble
from kg.building.build import build
from kg.graph import Graph
from kg.snapshots.snapshot import Snapshot, open_snapshot
from tests.kg.plans import corpus


@pytest.fixture(scope="session")
def graph() -> Graph:
    drafts = corpus()
    return assemble([draft.plan() for draft in drafts], {draft.source: draft.text for draft in drafts})


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The sample plans, built."""
    data = tmp_path_factory.mktemp("samples") / "data"
    build([sample_folder()], data)
    return open_snapshot(data)


@pytest.fixture(scope="session")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The real plans, built."""
    data = tmp_path_factory.mktemp("real") / "data"
    build([shared / "corpus"], data)
    return open_snapshot(data)
