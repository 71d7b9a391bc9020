"""Columns by their names."""

from __future__ import annotations

import re

import pytest

from ingest.grammar import load
from ingest.structure.columns import column_kind, column_kinds


@pytest.mark.parametrize("entry", load("columns")["column"], ids=lambda entry: str(entry["kind"]))
def test_column_grammar(entry: dict[str, object]) -> None:
    pattern = re.compile(str(entry["pattern"]))
    for name in entry["examples"]:  # type: ignore[attr-defined]
        assert pattern.fullmatch(name), name
        assert column_kind(name) == entry["kind"], name
    for name in entry["counter"]:  # type: ignore[attr-defined]
        assert column_kind(name) != entry["kind"], name


@pytest.mark.parametrize(
    ("header", "kinds"),
    [
        ("TT|Nội dung|Đơn vị thực hiện|Thời gian", ("number", "task", "agencies", "time")),
        ("STT|Nhiệm vụ|Đơn vị thực hiện|Đơn vị phối hợp|Thời hạn", ("number", "task", "lead", "coordinate", "time")),
        ("Thời gian|Công việc|Người phụ trách|Ghi chú", ("time", "task", "agencies", "note")),
        ("TT|Mục tiêu|Nhiệm vụ|Chủ trì|Thời hạn", ("number", "other", "task", "lead", "time")),
        ("TT|Nhóm nhiệm vụ|Nhiệm vụ cụ thể|Chủ trì", ("number", "other", "task", "lead")),
        ("STT|Cơ quan chủ trì|Công việc|Kết quả", ("number", "lead", "task", "output")),
        ("TT|Tên tuyến kênh|Đơn vị chủ trì|Chỉ tiêu|Hoàn thành", ("number", "task", "lead", "measure", "time")),
        ("TT|Chỉ tiêu|Đơn vị chủ trì|Thời hạn", ("number", "task", "lead", "time")),
        ("TT|Sản phẩm|Năm 2026|Năm 2027", ()),
        ("TT|Nội dung kiểm tra, giám sát|Đơn vị chủ trì|Phối hợp", ("number", "task", "lead", "coordinate")),
        ("TT|Nội dung ra quân|Đơn vị chủ trì|Thời gian", ("number", "task", "lead", "time")),
        ("STT|Đơn vị được kiểm tra|Nội dung kiểm tra|Thời gian", ()),
        ("TT|Khoản mục|Số tiền", ()),
    ],
)
def test_headers(header: str, kinds: tuple[str, ...]) -> None:
    assert column_kinds(header.split("|")) == kinds
