"""The intermediate records between the layout of a plan and what is recognised in it.

`layout` turns raw text into passages; `frames` turns passages into task frames; the recognisers of citations, units,
deadlines and targets read passages and frames and know nothing of lines, tables or pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.plan import TaskSource
from ingest.text.mapped import MappedText

Part = Literal[
    "letterhead",  # motto, issuing body, number, dateline
    "title",  # KẾ HOẠCH and what follows it
    "basis",  # a line under "Căn cứ", or an item of a section of bases
    "preamble",  # "Thực hiện X; Y ...", "UBND phường ban hành Kế hoạch ..."
    "purpose",  # MỤC ĐÍCH, YÊU CẦU
    "target",  # MỤC TIÊU, CHỈ TIÊU
    "content",  # NỘI DUNG, NHIỆM VỤ, GIẢI PHÁP
    "schedule",  # THỜI GIAN THỰC HIỆN as a section of its own
    "funding",  # KINH PHÍ
    "organisation",  # TỔ CHỨC THỰC HIỆN
    "closing",  # "Trên đây là Kế hoạch ...", "Trong quá trình thực hiện, nếu có khó khăn ..."
    "recipients",  # Nơi nhận
    "signature",  # TM. ỦY BAN NHÂN DÂN ...
    "appendix",  # headings and cells after PHỤ LỤC, and tables of assignments
    "noise",  # page numbers, rules, repeated table headers
]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading, item or table cell, as one piece of clean text.

    `label` is the outline path of the item that it is or stands in ("" before the first heading); `heading` is true
    for a title of a section or group; `bullet` for an unlabelled list item. A label or bullet is not part of `text`.
    `page` counts from 1 where pages are known.
    """

    text: MappedText
    part: Part
    label: str = ""
    heading: bool = False
    bullet: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class TaskFrame:
    """A task's place in the plan and the texts that can say who does it, by when, with what result.

    `text` is the statement without label or bullet; `statement` the part of it that is read for roles and times, where
    role blocks end it ("... (Chủ trì: A; thời gian: quý I)"), None where all of it is; `continuation` further fragments
    of a broken table row.
    `heading_unit` is the heading that names the unit responsible for the items below it, in an organisation section.
    The cells are those of a table row, or of sibling blocks ("b) Cơ quan thực hiện", "c) Thời gian", "Đơn vị phối
    hợp: ..."), each possibly several texts. `agencies` holds a block that names lead and coordinating units together.
    `period` is the time that a heading states for the tasks below it, where they state none. `row`: of a table.
    """

    text: MappedText
    source: TaskSource
    path: str
    headings: tuple[str, ...] = ()
    continuation: tuple[MappedText, ...] = ()
    heading_unit: MappedText | None = None
    lead: tuple[MappedText, ...] = ()
    coordinate: tuple[MappedText, ...] = ()
    agencies: tuple[MappedText, ...] = ()
    time: tuple[MappedText, ...] = ()
    output: tuple[MappedText, ...] = ()
    period: MappedText | None = None
    statement: MappedText | None = None
    row: bool = False

    @property
    def stated(self) -> MappedText:
        """What the statement says itself, role blocks at its end left out."""
        return self.text if self.statement is None else self.statement


@dataclass(frozen=True, slots=True)
class Place:
    """Where a plan comes from: what completes names such as "UBND thành phố" and "Đảng ủy phường".

    `kind` is the ward's kind ("phường", "xã", "đặc khu"), "" above ward level; `city_kind` "thành phố" or "tỉnh".
    `short_names` are the short forms that the plan uses for organisations, with the full name of each.
    """

    ward: str | None = None
    kind: str = ""
    city: str | None = None
    city_kind: str = ""
    issuer: str = ""
    short_names: tuple[tuple[str, str], ...] = ()
