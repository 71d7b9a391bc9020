"""What the HTTP API gives: one model for each answer, with an example that the documentation shows.

The fields are those of `ingest`, `kg` and `search`; nothing is computed here.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


def _example(**value: Any) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [value]})


class Evidence(BaseModel):
    """Where a statement was read: `text` is characters `start` to `end` (code points) of the text of `source`."""

    model_config = _example(source="ke-hoach.txt", start=10, end=38, text="Quyết định số 709/QĐ-TTg", plan=None)

    source: str
    start: int
    end: int
    text: str
    plan: str | None = Field(default=None, description="Node id of the plan that was read from this source.")


class Quotation(BaseModel):
    """Words of a plan, an untrusted source: `text` is characters `start` to `end` (code points) of `document`."""

    model_config = _example(document="doc:12/KH-UBND@Ủy ban nhân dân phường Bình An", source="ke-hoach.txt",
                            start=10, end=38, text="Quyết định số 709/QĐ-TTg")  # fmt: skip

    document: str
    source: str
    start: int
    end: int
    text: str


class Piece(BaseModel):
    """A further piece of a task that a table broke over a page: characters `start` to `end` of the same source."""

    text: str
    start: int
    end: int


class Duplicate(BaseModel):
    """A task that is worded almost alike: characters `start` to `end` of its source."""

    id: str
    plan: str | None
    plan_label: str
    ward: str | None
    source: str
    start: int
    end: int
    fate: str = Field(default="", description="That its plan was replaced or amended.")


class Result(BaseModel):
    """One thing found. `text` is the quotation at `start` to `end`; `highlights` are spans in it and `continuation`."""

    id: str
    kind: str
    source: str
    start: int
    end: int
    text: str
    score: float
    plan: str | None
    ward: str | None
    path: str
    lead: list[str]
    coordinate: list[str]
    report_to: list[str]
    deadline: dict[str, Any] | None
    output: str | None
    cites: list[str]
    topics: list[str]
    why: dict[str, Any]
    plan_label: str
    fate: str = Field(default="", description="That the document, or the task's plan, was replaced or amended.")
    deadline_raw: str | None
    headings: list[str]
    continuation: list[Piece]
    highlights: list[tuple[int, int]]
    label: str = ""
    title: str = ""
    duplicates: list[Duplicate] = Field(default=[], description="Tasks of other plans worded almost alike.")


class Label(BaseModel):
    """Something that was understood in the question: its kind, its value, the words that said it."""

    model_config = _example(kind="unit", value="Công an phường", said="công an phường")

    kind: str
    value: str
    said: str


class FacetValue(BaseModel):
    """A value that a filter may take, and how many results have it."""

    model_config = _example(value="an ninh mạng", label="an ninh mạng", count=12)

    value: str
    label: str
    count: int


class Results(BaseModel):
    """A page of results: those from `offset` on, at most `limit`, of `total` in all.

    `next` is the cursor of the page after it. `facets` counts the values of the filters over all results. `synonyms`
    are official wordings that were looked for beside the words; `suggestion` is the question with slips corrected.
    """

    query: str
    total: int
    offset: int
    limit: int
    understood: list[Label]
    results: list[Result]
    next: str | None = None
    facets: dict[str, list[FacetValue]] | None = None
    synonyms: list[str] = []
    suggestion: str | None = None


class NodeRef(BaseModel):
    """A node by id, kind and name."""

    model_config = _example(id="doc:57-NQ/TW", kind="document", label="Nghị quyết 57-NQ/TW", held=False)

    id: str
    kind: str
    label: str
    held: bool | None = Field(default=None, description="For a document: held as a plan, or only cited.")


class Relation(BaseModel):
    """An edge, read from one of its ends: `verb` and `node` complete the sentence."""

    predicate: str
    verb: dict[str, str] = Field(examples=[{"vi": "thực hiện", "en": "implements"}])
    node: NodeRef
    evidence: list[Evidence]
    attributes: dict[str, Any]


class NodeDetail(BaseModel):
    """One node with its relations, read from both ends."""

    node: NodeRef
    attributes: dict[str, Any]
    out: list[Relation]
    into: list[Relation]


class TracedNode(NodeRef):
    """A document in a chain."""

    attributes: dict[str, Any]


class Step(BaseModel):
    """One step of a chain, with the quotations that say so.

    `shown` is "followed"; or "repeated" (expanded in another branch), "cycle" (leads back), "cut" (more lies deeper).
    `tasks` counts the tasks of the plan, `citing` those among them that name the document below which it stands.
    """

    predicate: str
    verb: dict[str, str]
    strength: str | None
    node: TracedNode
    evidence: list[Evidence]
    shown: str
    tasks: int
    citing: int
    steps: list[Step]


class Trace(BaseModel):
    """The chain of a document: what it rests on (`up`) and what rests on it (`down`)."""

    node: TracedNode
    tasks: int
    up: list[Step]
    down: list[Step]


class PlanSummary(BaseModel):
    """One plan that is held."""

    id: str
    label: str
    source: str | None
    title: str | None
    number: str | None
    issuer: str | None
    date: str | None
    place: str | None
    tasks: int


class PlanList(BaseModel):
    """Plans, in order of their files. `next` is the cursor of the following page."""

    total: int
    plans: list[PlanSummary]
    next: str | None = None


class DocumentSummary(BaseModel):
    """One document, held or only cited; `cited_by` counts the documents that relate to it."""

    id: str
    label: str
    title: str | None
    issuer: str | None
    date: str | None
    level: str | None
    held: bool
    cited_by: int
    fate: str = Field(default="", description="That it was replaced or amended, by which document and when.")


class DocumentList(BaseModel):
    """Documents, the most cited first. `next` is the cursor of the following page."""

    total: int
    documents: list[DocumentSummary]
    next: str | None = None


class UnitSummary(BaseModel):
    """One kind of unit over all wards, with the number of tasks in each role."""

    id: str
    name: str
    level: str | None
    lead: int
    coordinate: int
    report_to: int
    wards: list[str]


class UnitList(BaseModel):
    """Units, those with most tasks first. `next` is the cursor of the following page."""

    total: int = 0
    units: list[UnitSummary]
    next: str | None = None


class WardSummary(BaseModel):
    """One ward, commune or city with plans."""

    id: str
    name: str
    plans: int
    tasks: int


class WardList(BaseModel):
    """The places that issued plans, by name. `next` is the cursor of the following page."""

    total: int = 0
    wards: list[WardSummary]
    next: str | None = None


class FilterValues(BaseModel):
    """The values that filters may take."""

    wards: list[str]
    units: list[str]
    topics: list[str]


class PlanText(BaseModel):
    """The text of a plan as it was read: what all offsets count in."""

    id: str
    label: str
    source: str
    text: str


class Finding(BaseModel):
    """Something that deserves a second look, with its place where there is one."""

    kind: str
    message: str
    node: str
    source: str
    start: int | None
    end: int | None
    text: str
    plan: str | None
    plan_label: str = ""


class FindingList(BaseModel):
    """Findings by source and place. `next` is the cursor of the following page."""

    total: int = 0
    findings: list[Finding]
    next: str | None = None


class Status(BaseModel):
    """The snapshot that answers, what it holds, and what this server offers."""

    snapshot: str
    version: str
    counts: dict[str, int]
    uploads: bool = Field(default=False, description="Whether those who hold the token may add plans.")
    mcp: bool = Field(default=False, description="Whether assistants may ask under /mcp.")


class Problem(BaseModel):
    """An error (RFC 9457)."""

    model_config = _example(type="about:blank", title="Not Found", status=404, detail="Nothing is called '58-NQ/TW'.")

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    suggestions: list[str] = []
