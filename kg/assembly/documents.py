"""Document nodes and the relations between them, from what all plans say about each document."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Any

from ingest.citing.dates import vietnamese_date
from ingest.plan import Citation, Plan
from kg.assembly.draft import Draft, quote
from kg.assembly.identity import Identity, Resolution, blank_id
from kg.assembly.versions import Takeover
from kg.graph import Evidence
from kg.naming import Locality, key, needs_issuer, plan_number, short_issuer

# Bodies of the Party issue at every tier; their documents are no legal acts of the State.
_PARTY = re.compile(r"(đảng|thành|tỉnh|quận|huyện) ủy|đảng bộ|bộ chính trị|ban bí thư|trung ương đảng|chi bộ")
_LONGEST_TITLE = 80


@dataclass(slots=True)
class _Facts:
    """What the plans say about one document; each value with the places that say it."""

    types: Counter[str] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)
    issuers: Counter[str] = field(default_factory=Counter)
    spellings: set[str] = field(default_factory=set)
    dates: dict[str, set[Evidence]] = field(default_factory=lambda: defaultdict(set))
    titles: dict[str, set[Evidence]] = field(default_factory=lambda: defaultdict(set))


def add_documents(
    draft: Draft, plans: Sequence[Plan], resolution: Resolution, places: Sequence[Locality], texts: Mapping[str, str]
) -> None:
    """Add a node for every document that the plans hold or cite."""
    facts: dict[str, _Facts] = defaultdict(_Facts)
    held = dict(zip(resolution.plan_ids, range(len(plans)), strict=True))
    for i, plan in enumerate(plans):
        _read_facts(facts, i, plan, resolution)
    for node_id, identity in resolution.identities.items():
        if node_id in held:
            i = held[node_id]
            _add_held(draft, identity, plans[i], places[i], facts[node_id], texts.get(plans[i].source, ""))
        else:
            _add_cited(draft, identity, facts[node_id])


def add_versions(draft: Draft, versions: Iterable[tuple[str, Plan, Takeover]], texts: Mapping[str, str]) -> None:
    """Say on plans (node ids) which earlier versions without a number they took over, and what shows it.

    A plan gets `former_ids`, by which its earlier versions were known, and `versions`: records of source, date, title
    with its place, how many tasks the version has and how many of them were kept word for word.
    """
    found: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for node_id, plan, takeover in versions:
        record = {"source": plan.source, "date": plan.meta.date, "tasks": takeover.tasks, "kept": takeover.kept}
        title = _title_at(plan, texts.get(plan.source, ""))
        found[node_id].append((blank_id(plan), {**record, **({"title_at": title} if title else {})}))
    for node_id, earlier in found.items():
        records = sorted((record for _, record in earlier), key=lambda record: str(record["source"]))
        draft.describe(node_id, former_ids=sorted({former for former, _ in earlier}), versions=records)


def add_relations(draft: Draft, plans: Sequence[Plan], resolution: Resolution) -> None:
    """Add the relations of every plan, and `mentions` for what it cites in no other way.

    A document is never related to itself: a plan that quotes its own number says nothing about its lineage.
    """
    for i, plan in enumerate(plans):
        related = set()
        for r in plan.relations:
            source, target = resolution.node_id(i, r.subject), resolution.node_id(i, r.object)
            if source != target:
                evidence = Evidence(plan.source, r.start, r.end, r.evidence)
                draft.edge(source, r.predicate, target, [evidence], strength=r.strength)
            related |= {target} if r.subject == "this" else set()
        for citation in plan.citations:
            target = resolution.node_id(i, citation.canonical)
            if target not in related and target != resolution.plan_ids[i]:
                draft.edge(resolution.plan_ids[i], "mentions", target, quote(plan, citation), strength="body")


def _read_facts(facts: dict[str, _Facts], i: int, plan: Plan, resolution: Resolution) -> None:
    first: dict[str, Citation] = {}
    for c in plan.citations:
        node_id = resolution.node_id(i, c.canonical)
        first.setdefault(node_id, c)
        found = facts[node_id]
        found.types.update([c.type])
        found.issuers.update([c.issuer] if c.issuer else [])
        found.spellings.add(c.number_symbol or " ".join(c.text.split()))
        if c.date:
            found.dates[c.date].update(quote(plan, c))
    for document in plan.documents:
        node_id = resolution.node_id(i, document.canonical)
        found = facts[node_id]
        found.types.update([document.type])
        found.levels.update([document.level])
        found.issuers.update([document.issuer] if document.issuer else [])
        evidence = quote(plan, first.get(node_id))
        if document.date:
            # A date that stands at a mention is proved there; only another one needs the document's own entry.
            found.dates[document.date].update(() if document.date in found.dates else evidence)
        if document.title:
            found.titles[document.title].update(evidence)


def _add_cited(draft: Draft, identity: Identity, facts: _Facts) -> None:
    kind = _usual(facts.types)
    issuer = identity.issuer or _usual(facts.issuers)
    level = _usual(facts.levels)
    draft.node(
        identity.id,
        "document",
        _label(kind, identity.number, issuer),
        date=_most_stated(facts.dates),
        title=_most_stated(facts.titles),
        **_common(identity, kind, issuer, level, facts),
        held=False,
    )


def _add_held(draft: Draft, identity: Identity, plan: Plan, place: Locality, facts: _Facts, text: str) -> None:
    meta = plan.meta
    kind = meta.doc_type or _usual(facts.types) or "Văn bản"
    level = _usual(facts.levels) or _own_level(meta.issuer, place)
    date = meta.date or _most_stated(facts.dates)
    draft.node(
        identity.id,
        "document",
        _label(kind, identity.number, meta.issuer or identity.issuer, "" if plan_number(plan) else date, meta.title),
        date=date,
        title=meta.title,
        title_at=_title_at(plan, text),
        **_common(identity, kind, meta.issuer or identity.issuer, level, facts),
        held=True,
        source=plan.source,
        place=place.name,
        signer=meta.signer,
        signer_role=meta.signer_role,
        anomalies=[[a.kind, a.note, plan.source, a.start, a.end, a.text] for a in plan.anomalies],
    )


def _own_level(issuer: str, place: Locality) -> str:
    if _PARTY.search(key(issuer)):
        return "party"
    return "ward" if place.ward else "city" if place.city else "national"


def _common(identity: Identity, kind: str, issuer: str, level: str, facts: _Facts) -> dict[str, Any]:
    return {
        "number": None if identity.number.startswith("?") else identity.number,
        "type": kind,
        "issuer": issuer,
        "level": level,
        "state": identity.state,
        "candidates": list(identity.candidates),
        "spellings": sorted(facts.spellings),
        "dates": _with_places("date", facts.dates),
        "titles": _with_places("title", facts.titles),
    }


def _with_places(name: str, values: dict[str, set[Evidence]]) -> list[dict[str, Any]]:
    """Each value with its places: two dates or titles of one number stand side by side."""
    return [
        {name: value, "evidence": [[e.source, e.start, e.end, e.text] for e in sorted(places, key=_where)]}
        for value, places in sorted(values.items())
    ]


def _title_at(plan: Plan, text: str) -> list[Any]:
    start, end = plan.meta.title_start, plan.meta.title_end
    return [plan.source, start, end, text[start:end]] if text[start:end] else []


def _label(kind: str, number: str, issuer: str, date: str | None = "", title: str = "") -> str:
    """ "Quyết định 709/QĐ-TTg"; where bodies share the symbol, who issued it; where the number is blank, when; and
    where neither is known, what it is about."""
    blank = number.startswith("?")
    shown = (f"…{number[1:]}" if number[1:] else "không số") if blank else number
    name = shown if key(number).startswith(key(kind)) else f"{kind} {shown}".strip()
    beside = [short_issuer(issuer) if blank or needs_issuer(number) else "", vietnamese_date(date) if date else ""]
    if blank and title and not any(beside):
        return f"{name}: {shorten(title, _LONGEST_TITLE, placeholder='…')}"
    return name + (f" ({', '.join(part for part in beside if part)})" if any(beside) else "")


def _usual(counts: Counter[str]) -> str:
    return min(counts, key=lambda value: (-counts[value], value)) if counts else ""


def _most_stated(values: dict[str, set[Evidence]]) -> str | None:
    return min(values, key=lambda value: (-len(values[value]), value)) if values else None


def _where(evidence: Evidence) -> tuple[str, int, int]:
    return evidence.source, evidence.start, evidence.end


def evidence_of(items: Iterable[Sequence[Any]]) -> list[Evidence]:
    """The evidence in a node's attributes (`dates`, `titles`, `title_at`) as `Evidence`."""
    return [Evidence(*item) for item in items]
