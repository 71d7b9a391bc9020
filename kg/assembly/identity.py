"""Which document a mention means, over the whole corpus.

Identity is number + symbol + issuer + year, never a title. The steps:

1. Every plan contributes one `Mention` for each canonical name that it uses, and one for itself where it has a number.
2. A named law joins its number when some plan states both ("Luật X", "93/2025/QH15" with the title X).
3. Mentions of one number and one issuer form a group. A ward's name without its city is told apart by the city of the
   plan that wrote it, when the corpus holds the same name from two cities.
4. A group falls into documents by year, because numbers start again every year: two mentions are one document when
   they share a year, a day and month (one digit of the year is a slip of the pen), or a title.
5. A mention without a year, or without the issuer that its symbol needs, joins only when exactly one candidate
   remains: in its own plan first, then its ward, then its city. Otherwise it stays a node of its own, `open` (no
   candidate) or `ambiguous` (several), and is tried again at every build.

Nothing here depends on the order of the plans.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from ingest.citing.identity import DocumentId
from ingest.plan import Plan
from kg.naming import (
    Locality,
    digest,
    folded,
    issuer_key,
    key,
    locality,
    locality_of_issuer,
    needs_issuer,
    number_key,
    plan_number,
)

State = Literal["resolved", "open", "ambiguous"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A canonical name as one plan uses it, with the dates (ISO) and titles that this plan gives the document."""

    plan: int
    canonical: str
    number: str
    issuer: str = ""
    year: str = ""
    dates: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    held: bool = False

    @property
    def years(self) -> frozenset[str]:
        """The years that tell this document from others of its number; none where the number holds its year."""
        if self.year:
            return frozenset({self.year})
        if re.search(r"/(19|20)\d\d(/|$)", self.number):
            return frozenset()
        return frozenset(date[:4] for date in self.dates)


@dataclass(frozen=True, slots=True)
class Identity:
    """One document: its node id, the parts of its name, and how sure the corpus is of it."""

    id: str
    number: str
    issuer: str = ""
    year: str = ""
    state: State = "resolved"
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """`plan_ids[i]` is the node id of plan i; `node_id(i, canonical)` of a document that plan i cites."""

    plan_ids: tuple[str, ...]
    identities: dict[str, Identity]
    _meant: dict[tuple[int, str], str] = field(repr=False)

    def node_id(self, plan: int, canonical: str) -> str:
        """What `canonical` means in plan number `plan`; "this" is the plan. Raises KeyError if it is not used there."""
        return self.plan_ids[plan] if canonical == "this" else self._meant[plan, canonical]


def resolve(plans: Sequence[Plan]) -> Resolution:
    """The identity of every plan and of every document that the plans name."""
    places = [locality(plan) for plan in plans]
    mentions = [m for i, plan in enumerate(plans) for m in _mentions(i, plan)]
    mentions = _join_laws(mentions, plans)
    groups = _groups([m for m in mentions if m.issuer or not needs_issuer(m.number)], places)
    known = {m: identity for group in groups for m, identity in _documents(group)}
    plan_ids, own = _plan_ids(plans, {m.plan: identity for m, identity in known.items() if m.held})
    rivals: dict[str, list[tuple[Mention, Identity]]] = defaultdict(list)
    for mention, identity in known.items():
        if mention.issuer:
            rivals[number_key(mention.number)].append((mention, identity))
    for mention in mentions:
        near = rivals.get(number_key(mention.number), [])
        if not mention.issuer and (near or mention not in known):
            known[mention] = _place_issuerless(mention, near, places, known.get(mention), plan_ids[mention.plan])
    meant = {(m.plan, m.canonical): identity.id for m, identity in known.items() if not m.held}
    return Resolution(plan_ids, {i.id: i for m, i in known.items() if not m.held} | own, meant)


# --- what the plans say


def _mentions(i: int, plan: Plan) -> list[Mention]:
    dates: dict[str, set[str | None]] = defaultdict(set)
    titles: dict[str, set[str]] = defaultdict(set)
    issuers: dict[str, str] = {}
    names = {c.canonical for c in plan.citations} | {a.canonical for a in plan.alias_mentions}
    names |= {name for r in plan.relations for name in (r.subject, r.object)} | {n for t in plan.tasks for n in t.cites}
    for document in plan.documents:
        names.add(document.canonical)
        titles[document.canonical].add(_title_key(document.title))
        dates[document.canonical].add(document.date)
        issuers[document.canonical] = document.issuer or ""
    for citation in plan.citations:
        dates[citation.canonical].add(citation.date)
    found = []
    for name in sorted(names - {"this", ""}):
        known = DocumentId.parse(name)
        if not known.issuer and needs_issuer(known.text):
            # An officer is no part of a canonical name but tells documents apart.
            known = known.with_issuer(issuers.get(name, ""))
        exact = frozenset(d for d in dates[name] if d)
        found.append(Mention(i, name, known.text, known.issuer, known.year, exact, frozenset(titles[name] - {""})))
    own = _own_mention(i, plan)
    return [*found, own] if own else found


def _own_mention(i: int, plan: Plan) -> Mention | None:
    number = plan_number(plan)
    if not number or (needs_issuer(number) and not plan.meta.issuer):
        return None
    dates = frozenset({plan.meta.date} if plan.meta.date else ())
    issuer = plan.meta.issuer if needs_issuer(number) else ""
    titles = frozenset({_title_key(plan.meta.title)} - {""})
    return Mention(i, "this", number, issuer, "", dates, titles, held=True)


def _title_key(title: str) -> str:
    return re.sub(r"^(về( việc)?|v/v) ", "", key(title))


# --- named laws


def _join_laws(mentions: list[Mention], plans: Sequence[Plan]) -> list[Mention]:
    numbers: dict[str, set[str]] = defaultdict(set)
    for plan in plans:
        for document in plan.documents:
            number = DocumentId.parse(document.canonical).text
            if document.level == "law" and any(c.isdigit() for c in number) and document.title:
                numbers[_law_key(document.title)].add(number)
        for alias in plan.alias_mentions:
            number = DocumentId.parse(alias.canonical).text
            if key(alias.alias).startswith(("luật ", "bộ luật ")) and "/qh" in key(number):
                numbers[_law_key(alias.alias)].add(number)
    return [_with_law_number(m, numbers.get(_law_key(m.number), set())) for m in mentions]


def _law_key(name: str) -> str:
    return re.sub(r"^(bộ )?luật ", "", _title_key(name))


def _with_law_number(mention: Mention, numbers: set[str]) -> Mention:
    """The mention under the number of the law it names, if exactly one fits the years it is dated with."""
    if not key(mention.number).startswith(("luật", "bộ luật")):
        return mention
    years = {date[:4] for date in mention.dates}
    fitting = {n for n in numbers if not years or any(f"/{year}/" in n for year in years)}
    return replace(mention, number=fitting.pop()) if len(fitting) == 1 else mention


# --- groups of one number and issuer


def _groups(mentions: Iterable[Mention], places: Sequence[Locality]) -> list[tuple[str, list[Mention]]]:
    """(city that tells the issuer apart or "", mentions) for each number and issuer."""
    same: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        same[number_key(mention.number), issuer_key(mention.issuer)].append(mention)
    return [group for _, members in sorted(same.items()) for group in _by_city(members, places)]


def _by_city(members: list[Mention], places: Sequence[Locality]) -> list[tuple[str, list[Mention]]]:
    issuer = locality_of_issuer(members[0].issuer)
    if not issuer.ward or issuer.city:
        return [("", members)]
    cities: dict[str, list[Mention]] = defaultdict(list)
    for mention in members:
        cities[places[mention.plan].city].append(mention)
    named = sorted(city for city in cities if city)
    if len(named) < 2:
        return [("", members)]
    return [(city, cities[city]) for city in sorted(cities)]


def _documents(group: tuple[str, list[Mention]]) -> list[tuple[Mention, Identity]]:
    """Each mention of a group with the document it means, told apart by year where the mentions demand it."""
    city, members = group
    dated = _clusters([m for m in members if m.years])
    undated = [m for m in members if not m.years]
    split = len(dated) > 1 or any(m.year for m in members)
    found = [(m, _identity(c, city, min(_years(c)) if split else "")) for c in dated for m in c]
    options = {identity.id: identity for _, identity in found}
    for mention in undated:
        if len(options) == 1:
            found.append((mention, next(iter(options.values()))))
        else:
            bare = _identity(undated, city, "")
            state: State = "ambiguous" if options else "resolved"
            found.append((mention, replace(bare, state=state, candidates=tuple(sorted(options)))))
    return found


def _clusters(mentions: list[Mention]) -> list[list[Mention]]:
    """The connected components of "is the same document as"."""
    left, clusters = list(mentions), []
    while left:
        cluster, edge = [left[0]], [left.pop(0)]
        while edge:
            one = edge.pop()
            near: list[Mention] = []
            far: list[Mention] = []
            for other in left:
                (near if _alike(one, other) else far).append(other)
            left = far
            cluster += near
            edge += near
        clusters.append(cluster)
    return clusters


def _alike(a: Mention, b: Mention) -> bool:
    if a.years & b.years:
        return True
    if a.year and b.year:
        return False
    days = {d[5:] for d in a.dates if len(d) == 10} & {d[5:] for d in b.dates if len(d) == 10}
    return bool(days) or any(len(title.split()) > 3 for title in a.titles & b.titles)


def _years(cluster: list[Mention]) -> set[str]:
    explicit = {m.year for m in cluster if m.year}
    return explicit or {year for m in cluster for year in m.years}


def _identity(members: list[Mention], city: str, year: str) -> Identity:
    number = _usual(m.number for m in members)
    issuer = _usual(m.issuer for m in members)
    issuer = f"{issuer}, {city}" if city else issuer
    return Identity(f"doc:{_canonical(number, issuer, year)}", number, issuer, year)


def _canonical(number: str, issuer: str, year: str) -> str:
    return replace(DocumentId.parse(number), issuer=issuer, year=year).canonical


def _usual(spellings: Iterable[str]) -> str:
    counts: dict[str, int] = defaultdict(int)
    for spelling in spellings:
        counts[spelling] += 1
    return min(counts, key=lambda s: (-counts[s], s))


# --- mentions without the issuer they need


def _place_issuerless(
    mention: Mention,
    rivals: Sequence[tuple[Mention, Identity]],
    places: Sequence[Locality],
    alone: Identity | None,
    plan_id: str,
) -> Identity:
    """The one document that a number without issuer can mean; else what it is `alone`, else a node of its plan's own.

    Two plans may mean two documents by the same bare number, so such a node carries the digest of `plan_id`.
    """
    tiers: dict[int, set[Identity]] = defaultdict(set)
    for rival, identity in rivals:
        tier = _tier(mention, rival, places) if _may_be(mention, rival) else None
        if tier is not None:
            tiers[tier].add(identity)
    candidates = tiers[min(tiers)] if tiers else set()
    if len(candidates) == 1:
        return candidates.pop()
    if alone:
        return alone
    name = f"doc:{_canonical(mention.number, '?', mention.year)}~{digest(plan_id)}"
    state: State = "ambiguous" if candidates else "open"
    return Identity(name, mention.number, "", mention.year, state, tuple(sorted(c.id for c in candidates)))


def _may_be(mention: Mention, rival: Mention) -> bool:
    return not mention.years or not rival.years or _alike(mention, rival)


def _tier(mention: Mention, rival: Mention, places: Sequence[Locality]) -> int | None:
    """How near a candidate is: 0 named in the plan, 1 same ward, 2 same city, 3 nowhere in particular, None too far."""
    if rival.plan == mention.plan:
        return 0
    here, there, issuer = places[mention.plan], places[rival.plan], locality_of_issuer(rival.issuer)
    city = issuer.city or (there.city if issuer.ward else "")
    if here.city and city and key(city) != key(here.city):
        return None
    if issuer.ward:
        return 1 if key(issuer.ward) == key(here.ward) else None
    if here.ward and key(here.name) == key(there.name):
        return 1
    if issuer.city:
        return 2 if here.city else None
    return 3


# --- the plans themselves


def _plan_ids(plans: Sequence[Plan], held: dict[int, Identity]) -> tuple[tuple[str, ...], dict[str, Identity]]:
    """An id for each plan; two files of one number and issuer are told apart by the hash of their content."""
    ids: dict[int, str] = {}
    added: dict[str, Identity] = {}
    for i in sorted(range(len(plans)), key=lambda i: (plans[i].source, plans[i].sha256)):
        identity = held.get(i) or _blank_identity(plans[i])
        if identity.id in ids.values():
            copy = f"{identity.id}~{digest(plans[i].sha256 or plans[i].source)}"
            identity = replace(identity, id=copy, state="ambiguous", candidates=(identity.id,))
        ids[i] = identity.id
        added[identity.id] = identity
    return tuple(ids[i] for i in range(len(plans))), added


def blank_id(plan: Plan) -> str:
    """The node id of a plan whose number is blank: symbol, issuer, date and a digest of the title."""
    return _blank_identity(plan).id


def _blank_identity(plan: Plan) -> Identity:
    meta = plan.meta
    number = plan_number(plan) or (f"?/{meta.symbol}" if meta.symbol else "?")
    name = _canonical(number, meta.issuer or "?", meta.date or "?")
    return Identity(f"doc:{name}~{digest(folded(meta.title))}", number, meta.issuer)
