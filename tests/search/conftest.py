"""Three invented plans of invented wards, as records, and the engine over them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from ingest.plan import Citation, CitedDocument, Deadline, Meta, OutlineItem, Plan, Relation, Span, Target, Task, Unit
from kg.assembly.assemble import assemble_all
from search.engine import Engine
from search.index import Index, names_of, rows_of
from search.records import Row
from search.vectors import open_encoder

LEAD_POLICE = "Công an phường"
CULTURE = "Phòng Văn hóa - Xã hội"
CITY = "Ủy ban nhân dân thành phố"


def task(number: int, text: str, start: int, **fields: object) -> Task:
    return Task(f"t{number:02}", text, start, start + len(text), "body", f"II.{number}", **fields)  # type: ignore[arg-type]


def unit(name: str, *forms: str) -> Unit:
    return Unit(name, "", "ward", (name, *forms))


def plan(source: str, ward: str, tasks: tuple[Task, ...], **fields: object) -> Plan:
    title = f"Phát triển kinh tế số trên địa bàn phường {ward} năm 2026"
    meta = Meta("Kế hoạch", None, "KH-UBND", f"Ủy ban nhân dân phường {ward}", ward, "Hải Phòng", f"Phường {ward}",
                date="2026-01", title=title, title_start=10, title_end=10 + len(title))  # fmt: skip
    idle = unit("Tổ công nghệ số cộng đồng")  # named in the plan, with no role in any task
    units = (idle, *(unit(name) for name in sorted({u for t in tasks for u in (*t.lead, *t.coordinate, *t.report_to)})))
    return Plan(source, "txt", meta=meta, tasks=tasks, units=units, **fields)  # type: ignore[arg-type]


def make_plans() -> list[Plan]:
    resolution = "57-NQ/TW"
    cited = Citation(f"Nghị quyết số {resolution}", 100, 121, resolution, "Nghị quyết", resolution, "2024-12-22")
    document = CitedDocument(resolution, "Nghị quyết", "2024-12-22", "Bộ Chính trị", "đột phá khoa học", "party")
    east = (
        task(1, "Trực ban giám sát an ninh mạng cho cổng dịch vụ của phường.", 200, lead=(LEAD_POLICE,),
             coordinate=(CULTURE,), topics=("an ninh mạng",), deadline=Deadline("ongoing", iso="2025-Q4")),
        task(2, "Mở lớp hướng dẫn người cao tuổi nhận biết lừa đảo trực tuyến.", 300, lead=(CULTURE,),
             coordinate=(LEAD_POLICE,), deadline=Deadline("month", iso="2026-12"), deadline_raw="Tháng 12/2026"),
        task(3, "Quán triệt Nghị quyết số 57-NQ/TW tới toàn thể đảng viên.", 400, cites=(resolution,)),
    )  # fmt: skip
    west = (
        task(1, "Diễn tập ứng cứu sự cố an ninh mạng với các tổ dân phố.", 200, lead=(LEAD_POLICE,),
             topics=("an ninh mạng",), deadline=Deadline("recurring", recurrence="yearly")),
        task(2, "Trồng thêm cây xanh dọc bờ sông.", 300, lead=("Phòng Kinh tế",)),
        task(3, "Tổng hợp số liệu gửi cấp trên.", 400, lead=(CULTURE,), report_to=(CITY,),
             deadline=Deadline("recurring", recurrence="yearly", due="--11-30")),
    )  # fmt: skip
    north = (
        task(
            1,
            "Số hóa sổ hộ tịch còn lưu bản giấy.",
            200,
            lead=(CULTURE,),
            output="Kho dữ liệu hộ tịch",
            deadline=Deadline("month", "2026-04", iso_all=("2026-04", "2026-10")),
        ),
        task(2, "Kiểm tra phần mềm diệt mã độc để giữ an ninh mạng trên máy trạm.", 300),
        task(3, "Tập huấn cho đội PCCC", 500, continuation=(Span("dùng bình chữa cháy tại chợ.", 560, 588),)),
    )
    outline = (OutlineItem("I", "MỤC ĐÍCH", 150, 1, 158), OutlineItem("II", "NHIỆM VỤ AN NINH SỐ", 180, 1, 199))
    target = Target("ít nhất 90% hồ sơ nộp qua mạng", 600, 630, "hồ sơ nộp qua mạng", 90, "%", ">=")
    return [
        plan("dong.txt", "Bến Đông", east, citations=(cited,), documents=(document,), outline=outline,
             relations=(Relation("this", "implements", resolution, cited.text, 100, 121, "preamble"),)),
        plan("tay.txt", "Bến Tây", west, targets=(target,)),
        plan("bac.txt", "Hòa Bình", north),
    ]  # fmt: skip


def read_beir(folder: Path) -> tuple[list[dict[str, str]], dict[str, str], dict[str, set[str]]]:
    """Documents, questions by id, and the ids of the relevant documents by question."""
    documents = [json.loads(line) for line in (folder / "corpus.jsonl").read_text("utf-8").splitlines()]
    questions = {
        q["_id"]: q["text"] for q in map(json.loads, (folder / "queries.jsonl").read_text("utf-8").splitlines())
    }
    relevant: dict[str, set[str]] = {}
    with (folder / "qrels" / "test.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            relevant.setdefault(row["query-id"], set()).add(row["corpus-id"])
    return documents, questions, relevant


def make_rows(plans: list[Plan]) -> list[Row]:
    assembly = assemble_all(plans)
    return rows_of(list(zip(assembly.plan_ids, plans, strict=True)), assembly.graph)


def make_index(plans: list[Plan]) -> Index:
    assembly = assemble_all(plans)
    held = list(zip(assembly.plan_ids, plans, strict=True))
    return Index.of(make_rows(plans), names_of(held, assembly.graph))


@pytest.fixture(scope="session")
def index() -> Index:
    return make_index(make_plans())


@pytest.fixture(scope="session")
def engine(index: Index) -> Engine:
    return Engine(index, open_encoder())
