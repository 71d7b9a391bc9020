"""Zones of a plan and the part that each heading opens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ingest.grammar import load
from ingest.passages import Part
from ingest.structure.blocks import Paragraph
from ingest.structure.foot import FULL_NAME
from ingest.structure.labels import find_label
from ingest.structure.tables import Table
from ingest.text.letters import UPPER

Zone = Literal[
    "letterhead",
    "heading",
    "title",
    "basis",
    "preamble",
    "body",
    "closing",
    "recipients",
    "signature",
    "appendix",
    "note",
]


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or table and the zone of the plan that it stands in."""

    block: Paragraph | Table
    zone: Zone


_APPENDIX = re.compile(
    r"(?P<label>(?P<word>PHỤ LỤC|Phụ lục|BIỂU|Biểu)(?:\s+(?:số|SỐ))?(?:\s*(?P<number>[IVX]{1,5}|\d{1,2}[A-Za-z]?)\b)?)"
    r"[\s.:–-]*(?P<rest>.*)",
    re.DOTALL,
)
SIGNATURE = re.compile(rf"(?:[TK]/M\.?|(?:TM|KT|TL|TUQ|Q)\s?\.)\s?[{UPPER}]{{2}}")
_ENDS = re.compile(r"(?:\./|/\.)\W*\w{0,2}$")
"""The mark that ends a document, a check mark behind it or not."""
_NOTE = re.compile(r"\[\d{1,3}\]")
_TITLE_GOES_ON = re.compile(
    r"(?:giai đoạn|năm|trên địa bàn|đợt|tháng|quý|nhiệm kỳ|tại|của|về|và|thuộc)\b", re.IGNORECASE
)
_BODIES = re.compile(r"(?:ỦY BAN|UỶ BAN|CHỦ TỊCH|HỘI ĐỒNG|BAN |BỘ |SỞ |GIÁM ĐỐC|HIỆU TRƯỞNG)")
_TOP = frozenset({"roman", "capital", "arabic1", "điều", "phần", "chương", "mục"})


def divide(blocks: Sequence[Paragraph | Table]) -> list[Piece]:
    """Each block with its zone. A file may hold two documents (a decision and its plan): the second one's heading
    and preamble are zoned like the first's."""
    pieces: list[Piece] = []
    heading = _first_heading(blocks)
    zone: Zone = "preamble" if heading is None else "letterhead"
    for i, block in enumerate(blocks):
        zone = "heading" if i == heading else _next_zone(zone, blocks, i, pieces)
        pieces.append(Piece(block, zone))
    return pieces


def _next_zone(zone: Zone, blocks: Sequence[Paragraph | Table], i: int, pieces: Sequence[Piece]) -> Zone:
    block = blocks[i]
    if isinstance(block, Table):
        zone = _before_notes(pieces) if zone == "note" else zone
        return "appendix" if zone in ("appendix", "recipients", "signature") else "body"
    text = block.text.text
    if zone == "letterhead":
        return zone
    if is_document_heading(text) and zone in ("signature", "recipients", "note"):
        return "heading"
    if _NOTE.match(text):
        return "note"
    if zone == "note" and (before := _before_notes(pieces)) not in ("recipients", "signature", "appendix"):
        zone = before  # a footnote at the foot of a page, and the body goes on
    if zone in ("heading", "title"):
        if _in_title(text, pieces):
            return "title"
        zone = "preamble"
    if zone in ("basis", "preamble"):
        return _opening_zone(text)
    if text.startswith(("Nơi nhận", "NƠI NHẬN")):
        return "recipients"
    if SIGNATURE.match(text) or _office_signs(zone, blocks, i) or _body_signs(zone, blocks, i):
        return "signature"
    if appendix_label(text, after_body=zone != "body") or (zone == "signature" and _begins_annex(blocks, i)):
        return "appendix"
    return "appendix" if zone == "note" else zone


def _before_notes(pieces: Sequence[Piece]) -> Zone:
    """The zone in which the last footnotes stand."""
    return next((piece.zone for piece in reversed(pieces) if piece.zone != "note"), "appendix")


@cache
def offices() -> re.Pattern[str]:
    """An office that signs, in capitals, with the "KT." before it, if any."""
    names = sorted(load("letterhead")["signature"]["offices"], key=len, reverse=True)
    return re.compile(rf"(?:(?P<for>(?:KT|TL|TUQ|Q)\s?\.)\s*)?(?P<office>{'|'.join(names)})(?!\w)")


def _office_signs(zone: Zone, blocks: Sequence[Paragraph | Table], i: int) -> bool:
    """Whether paragraph `i` is the office of a signature that no "TM." or "KT." opens: "GIÁM ĐỐC".

    Among the recipients any unlisted line that opens with an office is; in the body, only one with a name below it.
    """
    block = blocks[i]
    assert isinstance(block, Paragraph)
    text = block.text.text
    office = offices().match(text)
    if office is None or text.endswith((";", ":", ",")):
        return False
    if zone == "recipients":
        return not text[office.end() :].strip()[:1].islower()
    below = blocks[i + 1] if i + 1 < len(blocks) else None
    named = isinstance(below, Paragraph) and FULL_NAME.fullmatch(below.text.text) is not None
    return zone == "body" and text.isupper() and len(text) < 60 and named


def _body_signs(zone: Zone, blocks: Sequence[Paragraph | Table], i: int) -> bool:
    """Whether paragraph `i`, after the mark that ends a document ("./."), is a body in capitals with a name below it,
    the office between them or not: bodies that issue a plan together sign so, above the recipients."""
    below = blocks[i : i + 4]
    if zone != "body" or i == 0 or not all(isinstance(block, Paragraph) for block in [blocks[i - 1], *below]):
        return False
    before, *texts = [block.text.text for block in [blocks[i - 1], *below] if isinstance(block, Paragraph)]
    name = next((at for at, text in enumerate(texts) if FULL_NAME.fullmatch(text)), 0)
    signs = name > 0 and all(text.isupper() and find_label(text) is None for text in texts[:name])
    return signs and bool(_ENDS.search(before))


def _opening_zone(text: str) -> Zone:
    label = find_label(text)
    if label and label.style in _TOP:
        return "body"
    if text.isupper() and part_of_heading(text) and not text.endswith(":"):
        return "body"
    return "basis" if text.startswith(("Căn cứ", "Theo đề nghị", "CĂN CỨ", "Xét đề nghị", "- Căn cứ")) else "preamble"


def _begins_annex(blocks: Sequence[Paragraph | Table], i: int) -> bool:
    """A list of tasks after the signature, without the word PHỤ LỤC: capitals and a table soon after, or a section."""
    block = blocks[i]
    if isinstance(block, Table):
        return True
    text = block.text.text
    label = find_label(text)
    if label and label.style == "roman":
        return True
    if offices().match(text) or FULL_NAME.fullmatch(text):
        return False  # who signs, not yet what is annexed
    soon = any(isinstance(other, Table) for other in blocks[i + 1 : i + 5])
    return soon and text.isupper() and len(text) > 15


def is_document_heading(text: str) -> bool:
    """True for a line that is only the type of a document in capitals: "KẾ HOẠCH"."""
    return text.isupper() and any(re.fullmatch(p, text) for p in load("lines")["alone"]["patterns"])


def heading_type(text: str) -> tuple[str, int] | None:
    """(type in capitals, length of the match) of a heading that a title may follow on the same line."""
    for pattern in sorted(load("lines")["alone"]["patterns"], key=len, reverse=True):
        match = re.match(pattern, text)
        if match and match.group().isupper() and (len(text) == match.end() or text[match.end()] in " \n"):
            return match.group().rstrip(" :"), match.end()
    return None


def _first_heading(blocks: Sequence[Paragraph | Table]) -> int | None:
    for i, block in enumerate(blocks[:60]):
        if isinstance(block, Table):
            return None
        text = block.text.text
        label = find_label(text)
        if label and label.style in ("roman", "capital"):
            return None
        if heading_type(text) and (is_document_heading(text) or (i < 12 and len(text) > 15)):
            return i
    return None


_BEFORE_PLACE = re.compile(r"(?<!\w)(?:tỉnh|thành phố|(?:tỉnh|thành) (?:ủy|uỷ|đoàn))\Z", re.IGNORECASE)


@cache
def _opens_with_place() -> re.Pattern[str]:
    """The name of a province or city, with which a line goes on."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, load('issuers')['places']['names']))})(?!\w)")


def _in_title(text: str, pieces: Sequence[Piece]) -> bool:
    label = find_label(text)
    if (label and not label.style.startswith("bullet")) or (
        text.startswith(("Căn cứ", "Thực hiện các")) and text.endswith((";", ":"))
    ):
        return False
    before = pieces[-1]
    assert isinstance(before.block, Paragraph)
    if before.zone == "heading":
        heading = heading_type(before.block.text.text)
        only = heading is not None and heading[1] >= len(before.block.text.text.rstrip(" :"))
        return only and not _BODIES.match(text) and not text.startswith("Căn cứ")
    if text.isupper():
        return before.block.text.text.isupper() and not _BODIES.match(text) and not part_of_heading(text)
    if _BEFORE_PLACE.search(before.block.text.text) and _opens_with_place().match(text):
        return True  # "... của Tỉnh ủy" at the end of a line, "Nghệ An về ..." on the next
    return bool(
        text[:1].islower() or (len(text) < 70 and _TITLE_GOES_ON.match(text) and not text.endswith((";", ":", ".")))
    )


def appendix_label(text: str, *, after_body: bool) -> tuple[str, int] | None:
    """("PHỤ LỤC I", index where the title on the same line begins) of an appendix heading, or None.

    In running text only capitals count: "Phụ lục I kèm theo Kế hoạch này" is a reference.
    """
    match = _APPENDIX.match(text)
    if match is None or (match["word"] in ("BIỂU", "Biểu") and not match["number"]):
        return None
    capitals = match["word"].isupper()
    rest = match["rest"].strip()
    if not capitals and not (after_body and len(text) < 250 and not rest.endswith((".", ";"))):
        return None
    if capitals and rest and rest[:1].islower() and not after_body:
        return None
    return " ".join(match["label"].split()), match.start("rest")


@cache
def _sections() -> tuple[tuple[re.Pattern[str], Part, bool], ...]:
    return tuple((re.compile(e["pattern"]), e["part"], e.get("inner", False)) for e in load("sections")["section"])


def part_of_heading(text: str, *, inner: bool = False) -> Part | None:
    """The part of the plan that a heading opens, or None; `inner` for a heading below the top level."""
    head = " ".join(text.lower().replace("uỷ", "ủy").split()).strip(" .:")
    if len(head) > 160:
        head = head.split(":", 1)[0]
        if len(head) > 100:
            return None
    for pattern, part, nested in _sections():
        if (nested or not inner) and pattern.search(head):
            return part
    return None


@cache
def _patterns(key: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in load("sections")[key]["patterns"]))


def is_closing(text: str) -> bool:
    """True for a paragraph that closes the plan with a formula and sets no duty to report."""
    return bool(_patterns("closing").match(" ".join(text.lower().split()))) and not sets_report(text)


def sets_report(text: str) -> bool:
    """True for a text that asks for a report at a stated time or rhythm."""
    return re.search(load("sections")["reporting"]["pattern"], " ".join(text.lower().split())) is not None


def is_funding(text: str) -> bool:
    """True for an item that only says where the money comes from."""
    return bool(_patterns("funding").match(" ".join(text.lower().split())))


def is_statement(text: str) -> bool:
    """True for an item of an organisation section that assigns nothing ("Kế hoạch này thay thế ...")."""
    return bool(_patterns("statement").match(" ".join(text.lower().split())))
