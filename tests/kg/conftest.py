"""A small graph that several tests ask."""

from __future__ import annotations

import pytest

from kg.assemble import assemble
from kg.graph import Graph
from tests.kg.plans import corpus


@pytest.fixture(scope="session")
def graph() -> Graph:
    drafts = corpus()
    return assemble([draft.plan() for draft in drafts], {draft.source: draft.text for draft in drafts})
