"""Invented plans, written line by line, with the offsets that a reader of the text would give."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from ingest.plan import (
    AliasMention,
    Anomaly,
    Assignment,
    Citation,
    CitedDocument,
    ConceptMention,
    Deadline,
    Meta,
    Plan,
    Relation,
    Target,
    Task,
    Unit,
    UnitLevel,
)

LEVELS: dict[str, UnitLevel] = {
    "Sở Nội vụ": "city",
    "Bộ Nội vụ": "national",
    "Đảng ủy phường": "party",
    "Thành ủy": "party",
    "Các đơn vị liên quan": "group",
}


@dataclass
class Draft:
    """A plan in the making: each method adds a line to the text and what it says to the plan."""

    source: str
    ward: str | None = "Bình An"
    city: str | None = "Hải Phòng"
    number: str | None = None
    symbol: str | None = "KH-UBND"
    issuer: str = ""
    date: str | None = "2026-03"
    title: str = "Tăng cường vệ sinh môi trường"
    text: str = ""
    fields: dict[str, list[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.issuer = self.issuer or f"Ủy ban nhân dân phường {self.ward}"
        self.title_at = self._line(self.title)
        self._line(f"Phường {self.ward}, thành phố {self.city}" if self.ward else f"{self.city}, thành phố {self.city}")

    def _line(self, text: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += text + "\r\n"
        return start, start + len(text)

    def _add(self, name: str, record: Any) -> None:
        self.fields.setdefault(name, []).append(record)

    def cite(
        self,
        canonical: str,
        *,
        relation: str | None = "based_on",
        subject: str = "this",
        strength: str = "base",
        date: str | None = None,
        issuer: str | None = None,
        title: str = "",
        kind: str = "",
        level: str = "national",
    ) -> Draft:
        """A line that cites a document, with its relation to `subject` (None: no relation)."""
        kind = kind or ("Luật" if canonical.startswith("Luật") else "Nghị quyết")
        number = canonical.split("@", maxsplit=1)[0].split("#", maxsplit=1)[0]
        words = number if number.startswith("Luật") else f"{kind} số {number}"
        start, _ = self._line(f"{words} {title}".strip())
        end = start + len(words)
        self._add("citations", Citation(words, start, end, canonical, kind, None, date, issuer))
        self._add("documents", CitedDocument(canonical, kind, date, issuer, title, level))  # type: ignore[arg-type]
        if relation:
            self._add("relations", Relation(subject, relation, canonical, words, start, end, strength))  # type: ignore[arg-type]
        return self

    def alias(self, alias: str, canonical: str) -> Draft:
        """A line that gives a document a short name."""
        start, end = self._line(f"(sau đây gọi là {alias})")
        self._add("alias_mentions", AliasMention(alias, canonical, self.text[start:end], start, end))
        return self

    def task(
        self,
        text: str,
        *,
        lead: tuple[str, ...] = (),
        coordinate: tuple[str, ...] = (),
        report_to: tuple[str, ...] = (),
        topics: tuple[str, ...] = (),
        cites: tuple[str, ...] = (),
        part: str = "body",
        path: str = "II.1",
        deadline: Deadline | None = None,
        concepts: tuple[str, ...] = (),
        headings: tuple[str, ...] = (),
    ) -> Draft:
        """A task, and a line below it for each unit with a role."""
        start, end = self._line(text)
        roles = (("lead", lead), ("coordinate", coordinate), ("report_to", report_to))
        assignments = []
        for role, names in roles:
            for name in names:
                a, b = self._line(name)
                assignments.append(Assignment(name, a, b, role, name))  # type: ignore[arg-type]
                self._unit(name)
        self._add(
            "tasks",
            Task(
                f"t{len(self.fields.get('tasks', [])) + 1:03d}",
                text,
                start,
                end,
                part,  # type: ignore[arg-type]
                path,
                assignments=tuple(assignments),
                lead=lead,
                coordinate=coordinate,
                report_to=report_to,
                topics=topics,
                cites=cites,
                deadline=deadline,
                headings=headings,
                concepts=tuple(ConceptMention(text, start, end, concept) for concept in concepts),
            ),
        )
        return self

    def _unit(self, name: str) -> None:
        if name not in [unit.canonical for unit in self.fields.get("units", [])]:
            self._add("units", Unit(name, "", LEVELS.get(name, "ward"), (name,)))

    def target(self, text: str, value: float, unit: str = "%", task: str | None = None) -> Draft:
        """A line with a figure."""
        start, end = self._line(text)
        self._add("targets", Target(text, start, end, "tỷ lệ", value, unit, ">=", None, task))
        return self

    def anomaly(self, kind: str, note: str) -> Draft:
        """Something that a reader flags at the title."""
        start, end = self.title_at
        self._add("anomalies", Anomaly(self.text[start:end], start, end, kind, note))
        return self

    def plan(self) -> Plan:
        """The finished plan."""
        start, end = self.title_at
        meta = Meta(
            "Kế hoạch",
            self.number,
            self.symbol,
            self.issuer,
            self.ward,
            self.city,
            date=self.date,
            title=self.title,
            title_start=start,
            title_end=end,
        )
        sha256 = hashlib.sha256(self.text.encode()).hexdigest()
        lists: Any = {name: tuple(records) for name, records in self.fields.items()}
        return Plan(self.source, "txt", sha256, meta=meta, **lists)


CITY_PLAN = "12/KH-UBND@Ủy ban nhân dân thành phố Hải Phòng"


def corpus() -> list[Draft]:
    """Two wards of one city and the city's plan between them and two documents of the centre."""
    city = Draft("city.txt", ward=None, number="12", issuer="Ủy ban nhân dân thành phố Hải Phòng", date="2026-02-01")
    city.cite("31/QĐ-TTg", relation="implements", strength="title", date="2026-01-05", kind="Quyết định")
    city.cite("9-KL/TW", subject="31/QĐ-TTg", relation="implements", kind="Kết luận", level="party", date="2025-11-02")
    city.task(
        "Sở Nội vụ tổng hợp kết quả", lead=("Sở Nội vụ",), report_to=("Thành ủy",), topics=("giám sát - báo cáo",)
    )
    first = Draft("first.txt", title="-Thu gom rác thải tại nguồn")
    first.cite(CITY_PLAN, relation="implements", strength="preamble", date="2026-02-01", kind="Kế hoạch", level="city")
    first.cite("31/QĐ-TTg", relation="implements", strength="title", date="2026-01-05", kind="Quyết định")
    first.cite("Luật Bảo vệ môi trường", level="law")
    first.task("=Tuần tra khu dân cư\x0bban đêm", lead=("Công an phường",), topics=("an ninh mạng",), path="II.1")
    first.task("Báo cáo Đảng ủy phường", lead=("Văn phòng HĐND và UBND",), report_to=("Đảng ủy phường",), path="II.2")
    first.target("Trên 95,5% hộ phân loại rác", 95.5, task="t001")
    second = Draft("second.txt", ward="Tân Lập")
    second.cite("31/QĐ-TTg", relation=None, date="2026-01-05", kind="Quyết định")
    second.task("Thu gom rác", coordinate=("Công an phường", "Các đơn vị liên quan"), cites=("31/QĐ-TTg",))
    return [city, first, second]
