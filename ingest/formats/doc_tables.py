"""Tables of Word's binary files, read from the file itself ([MS-DOC]), for where LibreOffice does not keep them.

Debian's LibreOffice 7.4.7 reads the text of a .doc but runs the cells of its tables together into one paragraph. The
cells stand in the file as text that ends with a mark each; paragraph properties tell the mark that ends a row. Such a
paragraph is found again in the text that LibreOffice gave, and replaced by the rows.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ingest.formats.extracted import TextWriter, plain
from ingest.formats.grid import Cell, Grid, Placed, write_blocks

Rows = list[list[str]]

_SECTOR = 512
_FREE = 0xFFFFFFF0
_ROOT = 5
_NAMES = ("WordDocument", "0Table", "1Table", "Data")
_TABLE_FLAG, _ENCRYPTED = 0x0200, 0x0100
_FC_PAPX, _FC_CLX, _CCP_TEXT = 0x0102, 0x01A2, 0x004C
_PIECES = 2
_COMPRESSED = 0x40000000
_IN_TABLE = b"\x16\x24\x01"
"""sprmPFInTable, set."""
_ELSEWHERE = b"\x46\x66"
"""sprmPHugePapx: the place of the properties in the stream "Data"."""
_ROW_END = b"\x17\x24\x01"
"""sprmPFTtp, set: the paragraph is the mark at the end of a row."""
_CELL = "\x07"
_FIELD = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_SIGNS = str.maketrans({"\x0b": "\n", "\x0d": "\n", "\x1e": "-", "\x1f": None, "\x0c": "\n"})


def read_tables(data: bytes) -> list[Rows]:
    """The tables of a binary Word file as rows of cells, from the top; none for a file that is not built as one."""
    try:
        streams = _streams(data)
        main = streams["WordDocument"]
        flags = struct.unpack_from("<H", main, 10)[0]
        if flags & _ENCRYPTED:
            return []
        table = streams["1Table" if flags & _TABLE_FLAG else "0Table"]
        return list(_tables(main, table, streams.get("Data", b"")))
    except (struct.error, KeyError, IndexError, ValueError):
        return []


def restored(text: str, tables: Sequence[Rows]) -> tuple[str, int]:
    """(`text` with each table in place of the paragraph that its cells were run together into, the number of tables
    that are neither found so nor there already)."""
    missing = 0
    at = 0
    for rows in tables:
        shown = _written(rows)
        letters = "".join(re.sub(r"\s+", "", cell) for row in rows for cell in row)
        found = _find(text, letters, at) if letters else None
        if found is None:
            missing += shown not in text
            continue
        start, end = found
        head, rest = text[:start].rstrip("\n"), text[end:].lstrip("\n")
        before = f"{head}\n\n" if head else ""
        text = f"{before}{shown}\n\n{rest}" if rest else f"{before}{shown}\n"
        at = len(before) + len(shown)
    return text, missing


def _written(rows: Rows) -> str:
    """The table as a table of a .docx is written: rows of data, or a letterhead's columns one after the other."""
    grid = Grid([[Placed(Cell(i, 1, [cell]), n) for i, cell in enumerate(row)] for n, row in enumerate(rows)])
    writer = TextWriter("")
    write_blocks(writer, [grid])
    return writer.text().rstrip("\n")


def _find(text: str, letters: str, at: int) -> tuple[int, int] | None:
    """Where `letters` stand from `at` on, whatever white space is between them, if they are whole paragraphs."""
    places = [i for i in range(at, len(text)) if not text[i].isspace()]
    bare = "".join(text[i] for i in places)
    found = bare.find(letters)
    if found < 0:
        return None
    start, end = places[found], places[found + len(letters) - 1] + 1
    whole = (start == 0 or text[start - 1] == "\n") and text[end : end + 1] in ("\n", "")
    return (start, end) if whole else None


def _tables(main: bytes, table: bytes, more: bytes) -> Iterator[Rows]:
    """Runs of rows; a paragraph outside a table ends one."""
    rows: Rows = []
    row: list[str] = []
    cell: list[str] = []
    for text, mark, properties in _paragraphs(main, table, more):
        if _IN_TABLE not in properties:
            if rows:
                yield rows
            rows, row, cell = [], [], []
        elif _ROW_END in properties:
            rows.append(row)
            row, cell = [], []
        else:
            cell.append(text)
            if mark == _CELL:
                row.append(_shown("\n".join(cell)))
                cell = []
    if rows:
        yield rows


def _paragraphs(main: bytes, table: bytes, more: bytes) -> Iterator[tuple[str, str, bytes]]:
    """(text, mark at its end, properties) of the paragraphs of the body in order."""
    runs = _properties(main, table)
    starts = [start for start, _, _ in runs]
    text: list[str] = []
    for character, place in _characters(main, table):
        if character not in (_CELL, "\r"):
            text.append(character)
            continue
        at = bisect_right(starts, place) - 1
        known = at >= 0 and place < runs[at][1]
        yield "".join(text), character, _whole(runs[at][2], more) if known else b""
        text = []


def _characters(main: bytes, table: bytes) -> Iterator[tuple[str, int]]:
    """The characters of the body with their places in the stream, in the order of the document."""
    start, size = struct.unpack_from("<II", main, _FC_CLX)
    left = struct.unpack_from("<I", main, _CCP_TEXT)[0]
    clx = table[start : start + size]
    at = 0
    while clx[at] != _PIECES:  # properties that pieces share come first
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    size = struct.unpack_from("<I", clx, at + 1)[0]
    plan = clx[at + 5 : at + 5 + size]
    count = (size - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", plan)
    for i in range(count):
        where = struct.unpack_from("<I", plan, 4 * (count + 1) + 8 * i + 2)[0]
        length = min(places[i + 1] - places[i], left)
        left -= length
        packed = bool(where & _COMPRESSED)
        begin, width = ((where & ~_COMPRESSED) // 2, 1) if packed else (where, 2)
        piece = main[begin : begin + length * width].decode("cp1252" if packed else "utf-16-le", "replace")
        yield from ((character, begin + width * k) for k, character in enumerate(piece))


def _properties(main: bytes, table: bytes) -> list[tuple[int, int, bytes]]:
    """(start, end, properties) of the paragraphs by their places in the stream."""
    start, size = struct.unpack_from("<II", main, _FC_PAPX)
    count = (size - 4) // 8
    pages = struct.unpack_from(f"<{count}I", table, start + 4 * (count + 1))
    found = []
    for number in pages:
        page = main[(number & 0x3FFFFF) * _SECTOR :][:_SECTOR]
        runs = page[_SECTOR - 1]
        edges = struct.unpack_from(f"<{runs + 1}I", page)
        for i in range(runs):
            at = 2 * page[4 * (runs + 1) + 13 * i]
            if at == 0:
                found.append((edges[i], edges[i + 1], b""))
                continue
            size, at = (2 * page[at] - 1, at + 1) if page[at] else (2 * page[at + 1], at + 2)
            found.append((edges[i], edges[i + 1], page[at + 2 : at + size]))
    return sorted(found)


def _whole(properties: bytes, more: bytes) -> bytes:
    """Properties that are too long for their page stand in a stream of their own."""
    if not properties.startswith(_ELSEWHERE):
        return properties
    at = struct.unpack_from("<I", properties, 2)[0]
    size = struct.unpack_from("<H", more, at)[0]
    return more[at + 2 : at + 2 + size]


def _streams(data: bytes) -> dict[str, bytes]:
    """The streams of a compound file ([MS-CFB]) that hold a Word document."""
    sector = 1 << struct.unpack_from("<H", data, 30)[0]
    small = 1 << struct.unpack_from("<H", data, 32)[0]
    directory, cutoff, small_start = struct.unpack_from("<I4xII", data, 48)
    chain_sectors = [number for number in struct.unpack_from("<109I", data, 76) if number < _FREE]
    extra = struct.unpack_from("<I", data, 68)[0]
    while extra < _FREE and len(chain_sectors) <= len(data) // sector:
        more = struct.unpack_from(f"<{sector // 4}I", data, (extra + 1) * sector)
        chain_sectors += [number for number in more[:-1] if number < _FREE]
        extra = more[-1]
    table = b"".join(data[(number + 1) * sector : (number + 2) * sector] for number in chain_sectors)
    following = struct.unpack(f"<{len(table) // 4}I", table)

    def stream(start: int) -> bytes:
        return b"".join(data[(n + 1) * sector : (n + 2) * sector] for n in _chain(start, following))

    entries = stream(directory)
    small_table = stream(small_start) if small_start < _FREE else b""
    small_following = struct.unpack(f"<{len(small_table) // 4}I", small_table)
    container = b""
    found = {}
    for at in range(0, len(entries) - 127, 128):
        length, kind = struct.unpack_from("<HB", entries, at + 64)
        name = entries[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", entries, at + 116)
        if kind == _ROOT:
            container = stream(start)
        elif name in _NAMES and size >= cutoff:
            found[name] = stream(start)[:size]
        elif name in _NAMES:
            parts = (container[n * small : (n + 1) * small] for n in _chain(start, small_following))
            found[name] = b"".join(parts)[:size]
    return found


def _chain(start: int, following: Sequence[int]) -> Iterator[int]:
    """The sectors of a stream; one that leads in a circle ends after as many as there are."""
    for _ in range(len(following)):
        if start >= _FREE:
            return
        yield start
        start = following[start]


def _shown(text: str) -> str:
    while _FIELD.search(text):
        text = _FIELD.sub(lambda match: match[1] or "", text)
    return plain(text.translate(_SIGNS)).strip()
