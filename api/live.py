"""The snapshot in force, reopened when a build puts a newer one in its place."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from api import catalogue, naming
from api.selecting import comparison

if TYPE_CHECKING:
    from api.models import DocumentSummary, Finding, UnitSummary
    from api.naming import Name
    from kg.comparing.comparison import By, Comparison
    from kg.snapshots.snapshot import Snapshot
    from search.engine import Engine
    from search.rerank import Reranker


class View:
    """One snapshot with its engine: what one request sees from beginning to end."""

    def __init__(self, snapshot: Snapshot, reranker: Reranker | None = None) -> None:
        from kg.querying.sparql import Worker
        from search.engine import open_engine

        self.snapshot = snapshot
        self.graph = snapshot.graph  # opened now: a newer build may take the files away while this view is in use
        self.engine: Engine = open_engine(snapshot, reranker=reranker)
        self.sparql = Worker(snapshot.folder / "graph")
        """Starts its process when it is first asked, and ends it with this view."""

    @cached_property
    def plan_by_source(self) -> dict[str, str]:
        """The node id of the plan that was read from each source."""
        return {record.name: record.plan for record in self.snapshot.sources() if record.plan}

    @cached_property
    def documents(self) -> list[DocumentSummary]:
        """All documents, the most cited first."""
        return catalogue.documents(self)

    @cached_property
    def units(self) -> list[UnitSummary]:
        """Kinds of units, those with most tasks first."""
        return catalogue.units(self)

    @cached_property
    def findings(self) -> list[Finding]:
        """What deserves a second look."""
        return catalogue.findings(self)

    @cached_property
    def names(self) -> list[tuple[str, Name]]:
        """Folded names for suggestions."""
        return naming.names(self)

    def compare(self, by: By, document: str | None, unit: str | None, wards: Sequence[str]) -> Comparison:
        """Places side by side; the last few answers are kept, since a page asks for one in several forms."""
        return self._compared(by, document, unit, tuple(wards))

    @cached_property
    def _compared(self) -> Callable[..., Comparison]:
        return lru_cache(maxsize=8)(partial(comparison, self.snapshot))


class Live:
    """Gives the view in force. Opening is serialised; a view that is in use stays whole until its request is over."""

    def __init__(self, data: Path, reranker: Reranker | None = None) -> None:
        self.data = data
        self._reranker = reranker  # loaded once: it stays over all snapshots
        self._lock = threading.Lock()
        self._view: View | None = None

    @property
    def opened(self) -> View | None:
        """The view that answered last, without looking for a newer one."""
        return self._view

    def in_force(self) -> View | None:
        """The view of the snapshot that DATA/CURRENT names, if it is open: no more than a look at one small file."""
        from kg.snapshots.snapshot import current_folder

        view = self._view
        return view if view is not None and view.snapshot.folder == current_folder(self.data) else None

    def view(self) -> View:
        """The view of the snapshot that DATA/CURRENT names. Raises PlankgError when there is none."""
        from kg.snapshots.snapshot import open_snapshot

        if view := self.in_force():
            return view
        with self._lock:
            if view := self.in_force():
                return view
            snapshot = open_snapshot(self.data)
            snapshot.verify()  # once a snapshot: what is served is what was written, to the byte
            self._view = View(snapshot, self._reranker)
            return self._view
