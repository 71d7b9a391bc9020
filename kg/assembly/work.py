"""Task, unit, place, topic and target nodes: what a plan asks of whom."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.plan import Plan, Span, Target, Task, Unit, to_json
from ingest.text.letters import UPPER
from ingest.text.mapped import mapped
from kg.assembly.draft import Draft, quote
from kg.assembly.identity import Resolution
from kg.assembly.places import COUNTRY, GAZETTEER
from kg.graph import Evidence
from kg.naming import Locality, key
from kg.predicates import ROLES

_HEAD = 6000  # characters within which a plan says where it was issued
_WARD_WORD = re.compile(r"(?i)\b(phường|xã|thị trấn|đặc khu)$")
_CITY_WORD = re.compile(r"(?i)\b(thành phố|tỉnh)$")

_PLACE_NAME = rf"[{UPPER}]\S*(?: (?:[-–] )?[{UPPER}]\S*)+"
_ELSEWHERE = re.compile(
    r"(?P<name>(?:Công an|Ủy ban nhân dân|Hội đồng nhân dân|Đảng ủy|Ban Chỉ huy Quân sự|Ủy ban MTTQ Việt Nam) "
    rf"(?P<level>phường|xã|thị trấn|đặc khu|tỉnh|thành phố)) (?P<place>{_PLACE_NAME})"
)


class Work:
    """Adds one plan's tasks, targets and units to a draft; `plan_key` opens the ids of its tasks and targets."""

    def __init__(
        self, draft: Draft, i: int, plan: Plan, resolution: Resolution, place: Locality, plan_key: str
    ) -> None:
        self._draft, self._i, self._plan, self._resolution = draft, i, plan, resolution
        self._id, self._key = resolution.plan_ids[i], plan_key
        self._place = place
        self._located: list[Evidence] = []
        self._units = {unit.canonical: unit for unit in plan.units}

    def add(self, text: str) -> None:
        """Add everything; `text` is the plan's text ("" when it is not at hand), where its place is looked up."""
        meta, place = self._plan.meta, self._place
        evidence = _first_named(self._plan, text, place.ward, place.city, meta.place, meta.ward, meta.city)
        self._located = _first_named(self._plan, text, place.city, meta.city) or evidence
        place_id = add_places(self._draft, place, self._located)
        if place_id:
            self._draft.edge(self._id, "issued_in", place_id, evidence, inferred_from=basis(self._place))
        tasks = {task.id: self._add_task(task) for task in self._plan.tasks}
        for ordinal, target in enumerate(self._plan.targets, 1):
            self._add_target(ordinal, target, tasks)
        for unit in self._plan.units:
            self.unit(unit.canonical, unit.mentions)

    def _add_task(self, task: Task) -> str:
        evidence = quote(self._plan, task, *task.continuation)
        node_id = self._draft.node(
            f"task:{self._key}/{task.id}", "task", _label(task.text), **self._task_attributes(task)
        )
        self._draft.edge(self._id, "has_task", node_id, evidence)
        for role in ROLES:
            for name in getattr(task, role):
                words = [a for a in task.assignments if a.role == role and a.unit == name]
                self._draft.edge(node_id, role, self.unit(name, words), quote(self._plan, *words) or evidence)
        for name in task.cites:
            cited = self._resolution.node_id(self._i, name)
            self._draft.edge(node_id, "cites", cited, self._citations(task, cited) or evidence)
        for topic in task.topics:
            self._draft.edge(node_id, "about", self._draft.node(f"topic:{topic}", "topic", topic), evidence)
        return node_id

    def _task_attributes(self, task: Task) -> dict[str, object]:
        return {
            "plan": self._id,
            "task": task.id,
            "text": " ".join(" ".join(part.split()) for part in (task.text, *(c.text for c in task.continuation))),
            "source": self._plan.source,
            "start": task.start,
            "end": task.end,
            "part": task.source,
            "path": task.path,
            "headings": list(task.headings),
            "lead": list(task.lead),
            "coordinate": list(task.coordinate),
            "report_to": list(task.report_to),
            "deadline": to_json(task.deadline),
            "deadline_raw": task.deadline_raw,
            "output": task.output,
            "topics": list(task.topics),
            "place": self._place.name,
        }

    def _citations(self, task: Task, cited: str) -> list[Evidence]:
        spans: list[Task | Span] = [task, *task.continuation]
        found = [
            citation
            for citation in self._plan.citations
            if any(s.start <= citation.start and citation.end <= s.end for s in spans)
            and self._resolution.node_id(self._i, citation.canonical) == cited
        ]
        return quote(self._plan, *found)

    def _add_target(self, ordinal: int, target: Target, tasks: dict[str, str]) -> None:
        evidence = quote(self._plan, target)
        # "02 lần/tuần" and "02 lần/năm" are figures of different measures.
        unit = f"{target.unit}/{target.per}" if target.per else target.unit
        node_id = self._draft.node(
            f"target:{self._key}/{ordinal}",
            "target",
            f"{target.metric}: {target.comparator} {_figure(target.value)} {unit}".strip(),
            plan=self._id,
            text=" ".join(target.text.split()),
            source=self._plan.source,
            start=target.start,
            end=target.end,
            metric=target.metric,
            value=target.value,
            unit=unit,
            comparator=target.comparator,
            due=target.due,
            place=self._place.name,
        )
        self._draft.edge(self._id, "has_target", node_id, evidence)
        if target.task in tasks:
            self._draft.edge(tasks[target.task], "sets_target", node_id, evidence)

    def unit(self, name: str, words: Iterable[Span] = ()) -> str:
        """The node that stands for a unit in this plan: the member at its place, or the kind where none is known."""
        known = self._units.get(name) or Unit(name, "", "group", ())
        name, place = placed(known, self._place)
        kind_id = self._draft.node(f"unit:{name}", "unit", name, level=known.level, type=known.kind)
        if not place.name:
            return kind_id
        evidence = quote(self._plan, *words)
        member_id = self._draft.node(
            f"{kind_id}@{place.name}",
            "unit",
            member_label(name, place),
            level=known.level,
            type=known.kind,
            canonical=name,
            place=place.name,
        )
        self._draft.edge(member_id, "instance_of", kind_id, evidence)
        place_id = add_places(self._draft, place, self._located or evidence)
        inferred_from = "" if place.ward else basis(place)
        self._draft.edge(member_id, "of_place", place_id, evidence, inferred_from=inferred_from)
        return member_id


def add_places(draft: Draft, place: Locality, evidence: Iterable[Evidence] = ()) -> str:
    """Add the nodes of a ward and its city; gives the id of the nearest, "" when neither is known."""
    city_id = draft.node(f"place:{place.city}", "place", place.city, level="city") if place.city else ""
    if city_id:
        # No plan says in which country its city lies.
        country_id = draft.node(f"place:{COUNTRY}", "place", COUNTRY, level="country")
        draft.edge(city_id, "part_of", country_id, inferred_from=GAZETTEER)
    if not place.ward:
        return city_id
    ward_id = draft.node(f"place:{place.name}", "place", place.ward, level="ward", city=place.city)
    if city_id:
        # The words of a plan that does not name the city are no evidence of where its ward lies.
        known = () if place.inferred else evidence
        draft.edge(ward_id, "part_of", city_id, known, inferred_from=basis(place))
    return ward_id


def basis(place: Locality) -> str:
    """What a statement about `place` is inferred from, "" where the plan makes it."""
    return GAZETTEER if place.inferred else ""


def placed(unit: Unit, place: Locality) -> tuple[str, Locality]:
    """(the name that every ward has for such a unit, where it works) of a unit in a plan of `place`.

    "Công an xã Phú Lộc", named in the plan of another commune, is the "Công an xã" of Phú Lộc's own plans.
    """
    elsewhere = _ELSEWHERE.fullmatch(unit.canonical)
    if elsewhere is None:
        return unit.canonical, member_place(unit, place)
    local = f"{elsewhere['level']} {elsewhere['place']}"
    if elsewhere["level"] in ("tỉnh", "thành phố"):
        return elsewhere["name"], Locality("", local)
    return elsewhere["name"], Locality(local, place.city, place.inferred)


def member_place(unit: Unit, place: Locality) -> Locality:
    """Where the unit that a plan names works: its ward, its city, or nowhere in particular.

    A body above the ward is one for the whole city ("Sở Nội vụ" of Hải Phòng), a national one is one for the country.
    """
    name, city = key(unit.canonical), Locality("", place.city, place.inferred)
    if unit.level == "national" or "trung ương" in name:
        return Locality()
    if unit.level == "city" or _CITY_WORD.search(name) or name.startswith(("thành ủy", "tỉnh ủy")):
        return city
    if unit.level == "party" and ("thành ủy" in name or "tỉnh ủy" in name):
        return city
    if unit.level == "ward" and not place.ward:
        return Locality()
    return place


def member_label(name: str, place: Locality) -> str:
    """ "Công an phường" at phường Hồng Bàng is "Công an phường Hồng Bàng"; a name without "phường" gets it."""
    local = place.ward or place.city
    if key(name).endswith(("thành ủy", "tỉnh ủy")):
        return f"{name} {re.sub(r'^(thành phố|tỉnh) ', '', local)}"
    tail = (_WARD_WORD if place.ward else _CITY_WORD).search(name)
    if tail and key(local).startswith(key(tail[1])):
        return name[: tail.start()] + local
    return name if key(local) in key(name) else f"{name} {local}"


def _label(text: str, width: int = 90) -> str:
    clean = " ".join(text.split())
    return clean if len(clean) <= width else clean[:width].rsplit(" ", 1)[0] + " …"


def _figure(value: float) -> str:
    return f"{value:g}".replace(".", ",") if value < 1e6 else str(int(value) if value == int(value) else value)


def _first_named(plan: Plan, text: str, *names: str | None) -> list[Evidence]:
    """The first place near the head of the text that has the first of the names that it has.

    A clean copy is made only where the text as it is has none of them: it takes as long as the rest of the plan.
    """
    head = text[:_HEAD]
    for name in names:
        found = re.search(r"\s+".join(map(re.escape, name.split())), head, re.IGNORECASE) if name else None
        if found:
            return quote(plan, Span(found[0], found.start(), found.end()))
    clean = mapped(text, 0, len(head))
    for name in names:
        found = re.search(re.escape(name), clean.text, re.IGNORECASE) if name else None
        if found:
            return quote(plan, clean.span(found.start(), found.end()))
    return []
