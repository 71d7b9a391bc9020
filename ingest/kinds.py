"""Whether a text is a document that sets out what is to be done, or a letter, a notice, or no document at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.citing.numbers import type_of_symbol
from ingest.plan import Meta, PlanWarning

_CARRYING = frozenset(
    {"Công văn", "Công điện", "Thông báo", "Giấy mời", "Tờ trình", "Báo cáo", "Thư", "Biên bản ghi nhớ", "Thỏa thuận"}
)
"""Types of documents that inform, ask, invite or report; their citations are linked as those of any other."""


def find_kind_warnings(meta: Meta) -> Iterator[PlanWarning]:
    """A warning "not-a-plan" with the reason, where the heading or, without one, the symbol says so ("GM-UBND"; a
    letter's has no type: "UBND-VX"), or where there is no letterhead."""
    kind = meta.doc_type or _type(meta.symbol or "")
    if kind in _CARRYING:
        yield PlanWarning("not-a-plan", f"{kind}, không phải kế hoạch: chỉ đọc để liên kết văn bản")
    elif not (meta.doc_type or meta.number or meta.symbol or meta.issuer):
        yield PlanWarning("not-a-plan", "không có phần đầu của văn bản hành chính (cơ quan, số, tên loại)")


def _type(symbol: str) -> str | None:
    found = next((kind for part in re.split(r"[-/]", symbol) if (kind := type_of_symbol(part))), None)
    return found or ("Công văn" if symbol.startswith(("UBND", "VP")) else None)
