"""Tables for spreadsheet programs: CSV and Excel, in which no text of a plan can become a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from ingest.errors import PlankgError
from kg.characters import safe_cell

MOST_ROWS = 20_000
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BLANK_FORMULA = re.compile(r"\s+[=+\-@＝＋－＠]")


class TooManyError(PlankgError):
    """A list that is too long for one file."""

    def __init__(self, total: int, most: int) -> None:
        super().__init__(f"{total:,} entries are more than one file may hold ({most:,}). Add a filter")


def safe(text: str) -> str:
    """`text` so that no program takes it for a formula (`kg.characters.safe_cell`), nor after the blanks before it."""
    cell = safe_cell(text)
    return f"'{cell}" if _BLANK_FORMULA.match(cell) else cell


def csv_text(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The table as CSV (RFC 4180); numbers stay numbers, None is empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows([safe(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue()


def csv_bytes(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table as a CSV file that Excel opens with Vietnamese letters: UTF-8 with its mark."""
    return csv_text(headers, rows).encode("utf-8-sig")


def xlsx_bytes(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table as an Excel file with a fixed first row: every text as text, and the same table as the same bytes."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2000, 1, 1)})  # the time of day would change the bytes
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    for column, header in enumerate(headers):
        sheet.write_string(0, column, header, bold)
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, int | float):
                sheet.write_number(number, column, cell)
            elif cell is not None:
                sheet.write_string(number, column, safe(str(cell)))
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()
