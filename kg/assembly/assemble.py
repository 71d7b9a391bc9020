"""Plans -> one graph: identity over the whole corpus first, then documents, relations, tasks, units, targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.plan import Plan
from kg.assembly.documents import add_documents, add_relations, add_versions
from kg.assembly.draft import Draft
from kg.assembly.fates import add_fates
from kg.assembly.identity import Resolution, resolve
from kg.assembly.membership import add_members
from kg.assembly.places import add_history, completed
from kg.assembly.versions import Takeover, takeovers
from kg.assembly.work import Work
from kg.graph import Graph
from kg.naming import digest, locality


@dataclass(frozen=True, slots=True)
class Assembly:
    """The graph, the node id of each plan in the order given, and how many mentions are in each state.

    `takeovers` tells the plans that are earlier versions of others: they bear the ids of these and add nothing else.
    """

    graph: Graph
    plan_ids: tuple[str, ...]
    states: Counter[str]
    takeovers: tuple[Takeover, ...] = ()


def assemble(plans: Sequence[Plan], texts: Mapping[str, str] | None = None) -> Graph:
    """The graph of `plans`, in any order, each with a `source` of its own.

    `texts` maps sources to the text that was read; with it, statements whose quotation the plan does not carry (its
    title, its place) get evidence too. Raises ValueError for two plans of one source.
    """
    return assemble_all(plans, texts).graph


def assemble_all(plans: Sequence[Plan], texts: Mapping[str, str] | None = None) -> Assembly:
    """As `assemble`, with the ids that the plans got."""
    repeated = [name for name, count in Counter(plan.source for plan in plans).items() if count > 1]
    if repeated:
        raise ValueError(f"two plans have the source {min(repeated)!r}; give each source once")
    earlier = {takeover.earlier: takeover for takeover in takeovers(plans)}
    order = sorted((i for i in range(len(plans)) if i not in earlier), key=lambda i: plans[i].source)
    ordered = [plans[i] for i in order]
    resolution = resolve(ordered)
    ids = dict(zip(order, resolution.plan_ids, strict=True))
    ids |= {i: ids[takeover.later] for i, takeover in earlier.items()}
    versions = [(ids[i], plans[i], takeover) for i, takeover in earlier.items()]
    graph = _graph(ordered, versions, resolution, texts or {})
    states = Counter(
        resolution.identities[resolution.node_id(i, citation.canonical)].state
        for i, plan in enumerate(ordered)
        for citation in plan.citations
    )
    return Assembly(graph, tuple(ids[i] for i in range(len(plans))), Counter(states), tuple(earlier.values()))


def _graph(
    plans: Sequence[Plan],
    versions: Sequence[tuple[str, Plan, Takeover]],
    resolution: Resolution,
    texts: Mapping[str, str],
) -> Graph:
    draft = Draft()
    places = [completed(plan, locality(plan)) for plan in plans]
    keys = plan_keys(resolution.plan_ids)
    add_documents(draft, plans, resolution, places, texts)
    add_relations(draft, plans, resolution)
    for i, plan in enumerate(plans):
        Work(draft, i, plan, resolution, places[i], keys[resolution.plan_ids[i]]).add(texts.get(plan.source, ""))
    add_members(draft, plans, places, texts)
    add_versions(draft, versions, texts)
    add_history(draft, plans, places)
    add_fates(draft)
    return draft.graph()


def plan_keys(plan_ids: Sequence[str]) -> dict[str, str]:
    """What opens the ids of a plan's tasks: 8 hex digits of the plan's id, 16 where two plans share those 8.

    Among 30,000 plans two share 8 digits with a chance of one in ten.
    """
    counts = Counter(digest(plan_id) for plan_id in plan_ids)
    return {plan_id: digest(plan_id, 8 if counts[digest(plan_id)] == 1 else 16) for plan_id in plan_ids}
